import os
import time
from pathlib import Path

import numpy as np
import pytest

from antiphon.engine import shelf


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "antiphon"


class Maker:
    """Makes two tables, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> list[shelf.Samples]:
        self.times += 1
        return [np.arange(3, dtype=np.float32), np.array([np.pi], np.float32)]


def same(tables: list[shelf.Samples]) -> bool:
    return [table.tolist() for table in tables] == [table.tolist() for table in Maker()()]


def test_what_was_computed_once_is_read_the_next_time(cache: Path) -> None:
    make = Maker()
    assert same(shelf.kept("a", make))
    assert same(shelf.kept("a", make))
    assert make.times == 1
    assert not list(cache.glob("**/*.partial"))


@pytest.mark.parametrize("damage", [b"", b"not numpy's", None])
def test_what_is_damaged_is_computed_and_kept_anew(cache: Path, damage: bytes | None) -> None:
    shelf.kept("a", Maker())
    (path,) = cache.glob("tables-*/a.npy")
    whole = path.read_bytes()
    path.write_bytes(whole[:-5] if damage is None else damage)
    make = Maker()
    assert same(shelf.kept("a", make))
    assert make.times == 1
    assert path.read_bytes() == whole


def test_without_a_place_it_is_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert same(shelf.kept("a", Maker()))


def test_what_another_version_kept_is_forgotten_after_a_while(cache: Path) -> None:
    old, recent = cache / "tables-old", cache / "tables-recent"
    for other in (old, recent):
        other.mkdir(parents=True)
    long_ago = time.time() - 2 * shelf.FORGOTTEN
    os.utime(old, (long_ago, long_ago))
    shelf.kept("a", Maker())
    assert not old.exists()
    assert recent.exists()

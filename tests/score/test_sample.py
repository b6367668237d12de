"""A sample of `bench/roundtrip.py`: real files, as music21 reads them, come back without any loss."""

from __future__ import annotations

from pathlib import Path

import likeness
import pytest
import roundtrip

FILES = (
    "bach/bwv66.6",
    "schoenberg/opus19/movement2",
    "demos/nested_tuplet_finale_test2",
    "trecento/Fava_Dicant_nunc_iudei",
    "ryansMammoth/BonnieLadReel",
    "essenFolksong/testd",
    "palestrina/Agnus_00",
)


def _path(name: str) -> Path:
    from music21 import corpus

    return Path(corpus.getWork(name))


@pytest.mark.parametrize("name", FILES)
def test_a_file_comes_back_without_loss(name: str) -> None:
    trip = roundtrip.trip(_path(name), peer=False)
    assert trip.skipped == ""
    assert {aspect: found for aspect, found in trip.ours.items() if aspect in likeness.ASPECTS} == {}


def test_a_file_that_music21_cannot_read_is_skipped_and_one_that_we_cannot_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.musicxml").write_text("<score-partwise>")
    assert roundtrip.trip(tmp_path / "broken.musicxml").skipped.startswith("music21 does not read it")

    def stumble(_: Path) -> None:
        raise ValueError("stumbled")

    monkeypatch.setattr(roundtrip, "read", stumble)
    trip = roundtrip.trip(_path("demos/two-voices"), peer=False)
    assert trip.ours["pitches"] == [("-", "ValueError stumbled")]

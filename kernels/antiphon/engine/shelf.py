"""The shelf: tables that take long to compute are computed once a machine, and kept in the user's cache folder.

A render worker that must take over needs all of them, and computing them takes it seconds. What is kept belongs to one
state of the code that computes it, and to one numpy, so that it is what would be computed to the last bit.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from antiphon.engine.cache_folder import FORGOTTEN, folder

Samples = NDArray[np.float32]

SOURCES = ("instrument*.py", "impulse.py", "sound_set.py")
"""The modules that tables are computed by."""


@cache
def _edition() -> str:
    """A name for the state of the code that tables depend on."""
    digest = hashlib.sha256(np.__version__.encode())
    for pattern in SOURCES:
        for module in sorted(Path(__file__).parent.glob(pattern)):
            digest.update(module.read_bytes())
    return f"tables-{digest.hexdigest()[:16]}"


def kept(name: str, make: Callable[[], Sequence[Samples]]) -> list[Samples]:
    """What `make` computes, from the shelf where it is there.

    A shelf that cannot be written or read does no harm: then it is computed each time.

    Args:
        name: What it is, fit for a file's name; two that differ have different names.
        make: Computes tables, float32 [n] each, from the modules of `SOURCES` and nothing else.
    """
    try:
        return _read(folder() / _edition() / f"{name}.npy")
    except (OSError, RuntimeError, ValueError, EOFError):
        tables = [np.asarray(table, np.float32) for table in make()]
        with contextlib.suppress(OSError, RuntimeError):
            _write(folder() / _edition() / f"{name}.npy", tables)
    return tables


def _read(path: Path) -> list[Samples]:
    with path.open("rb") as file:
        sizes, samples = (np.load(file, allow_pickle=False) for _ in range(2))
    if sizes.sum() != len(samples) or samples.dtype != np.float32 or sizes.dtype != np.int64:
        raise ValueError(f"{path} is not of this version")
    return np.split(samples, np.cumsum(sizes)[:-1])


def _write(path: Path, tables: list[Samples]) -> None:
    """Write them all or nothing, whoever else writes them at the same time."""
    if not path.parent.exists():
        path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        _clear()
    descriptor, partial = tempfile.mkstemp(dir=path.parent, suffix=".partial")
    try:
        with os.fdopen(descriptor, "wb") as file:
            np.save(file, np.array([len(table) for table in tables], np.int64))
            np.save(file, np.concatenate(tables))
        os.replace(partial, path)
    except BaseException:
        os.unlink(partial)
        raise


def _clear() -> None:
    """Remove what other states of the code kept long ago."""
    for other in folder().glob("tables-*"):
        if other.name != _edition() and time.time() - other.stat().st_mtime > FORGOTTEN:
            shutil.rmtree(other, ignore_errors=True)

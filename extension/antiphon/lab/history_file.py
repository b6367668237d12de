"""The file of the history: one server has it at a time, and one that is damaged is set aside."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from weakref import finalize

from antiphon.session.database import open_database

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # on Windows a second server is not noticed
    flock = None  # type: ignore[assignment]

_BESIDE = ("", "-wal", "-shm")


class StoreBusy(Exception):
    """Another server has the file; the message is a sentence."""


class HistoryFile:
    """An SQLite file that this process alone writes.

    Attributes:
        database: The file, open.
        notice: What became of a damaged one, in a sentence; empty where there was none.
    """

    def __init__(self, path: Path, migrations: tuple[str, ...]) -> None:
        """Open the file, made if it is not there; one that is damaged gets another name, and a new one is begun.

        Raises:
            StoreBusy: if another server has it.
            StoreTooNew: if a newer version wrote it.
        """
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._unlock = finalize(self, os.close, _lock(path))
        self.notice = ""
        try:
            database = _sound(path, migrations)
            if database is None:
                aside = _set_aside(path)
                self.notice = (
                    f"The history of the pieces was damaged, and begins anew: what was is in {aside.name}. "
                    "The pieces themselves are as their files have them."
                )
                logging.getLogger("antiphon").error("%s (%s)", self.notice, aside)
                database = open_database(path, migrations)
            self.database = database
        except BaseException:
            self._unlock()
            raise

    def close(self) -> None:
        """Close the file, and let another server have it."""
        self.database.close()
        self._unlock()


def _lock(path: Path) -> int:
    """Take the file for this process; the system gives it back when the process ends, however it does."""
    lock = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if flock is not None:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except OSError:
            os.close(lock)
            raise StoreBusy(
                f"Another Antiphon server has the history of these pieces open ({path.parent}): stop that one, or "
                "start this one with another --AntiphonApp.state_dir."
            ) from None
    return lock


def _sound(path: Path, migrations: tuple[str, ...]) -> sqlite3.Connection | None:
    """The file, open; None where it is damaged."""
    try:
        database = open_database(path, migrations)
    except sqlite3.DatabaseError as error:
        # A disk that is full or cannot be written is no damage.
        if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
            raise
        return None
    with suppress(sqlite3.DatabaseError):
        if database.execute("pragma quick_check(1)").fetchone() == ("ok",):
            return database
    database.close()
    return None


def _set_aside(path: Path) -> Path:
    aside = path.with_name(f"{path.stem}.damaged-{time.strftime('%Y%m%d-%H%M%S')}{path.suffix}")
    for end in _BESIDE:
        with suppress(FileNotFoundError):
            os.replace(f"{path}{end}", f"{aside}{end}")
    return aside

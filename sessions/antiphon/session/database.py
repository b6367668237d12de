"""SQLite files of ours: opened in WAL mode, brought up to date, written in transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class StoreTooNew(Exception):
    """The file was written by a newer version; it is left as it is."""


def open_database(path: Path, migrations: tuple[str, ...]) -> sqlite3.Connection:
    """Open an SQLite file in WAL mode and bring it up to date; made if it is not there, for its owner only.

    Args:
        path: The file.
        migrations: One script for each version, the first making version 1.

    Raises:
        StoreTooNew: if the file's version is beyond the last migration.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    database = sqlite3.connect(path, timeout=5.0, isolation_level=None)
    try:
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = normal")
        database.execute("begin immediate")
        version = database.execute("pragma user_version").fetchone()[0]
        if version > len(migrations):
            raise StoreTooNew(
                f"{path} was written by a newer version of Antiphon; update Antiphon, or move that file away."
            )
        for script in migrations[version:]:
            for statement in filter(str.strip, script.split(";")):
                database.execute(statement)
        if version < len(migrations):
            database.execute(f"pragma user_version = {len(migrations)}")
        database.execute("commit")
    except BaseException:
        database.close()
        raise
    return database


@contextmanager
def erasing(database: sqlite3.Connection) -> Iterator[None]:
    """A transaction; what it deletes is overwritten in the file, and gone from its log."""
    (before,) = database.execute("pragma secure_delete").fetchone()
    database.execute("pragma secure_delete = on")
    try:
        with transaction(database):
            yield
    finally:
        database.execute(f"pragma secure_delete = {('off', 'on', 'fast')[before]}")
    database.execute("pragma wal_checkpoint(truncate)").fetchall()


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Write everything of a block, or nothing of it."""
    database.execute("begin immediate")
    try:
        yield
        database.execute("commit")
    except BaseException:
        # SQLite has rolled back already after some errors of the disk.
        if database.in_transaction:
            database.execute("rollback")
        raise

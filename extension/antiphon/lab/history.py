"""The history of shared documents: every Y update a room took, on disk before anybody else sees it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pycrdt import Doc

from antiphon.session.store import open_database

_MIGRATIONS = (
    """
    create table rooms (
        room text primary key, history text not null, saved text, saving text
    ) strict;
    create table updates (
        number integer primary key, room text not null, content blob not null
    ) strict;
    create index updates_by_room on updates (room, number);
    """,
)

SQUASH_AFTER = 500
"""Updates a room gathers before they are to be written as one."""


@dataclass(frozen=True)
class Saved:
    """What is known of a room's file.

    Attributes:
        text: Its content when it was last read or written by us; None before that.
        pending: The content that was about to be written, where we do not know whether it was.
    """

    text: str | None
    pending: str | None


class History:
    """The Y updates of all rooms of one server, in an SQLite file of ours.

    The stock store writes behind a queue, opens a file in the current folder, and forgets the document when it
    squashes without a compressor (pycrdt-store 0.1.5). This one writes in the event loop: some 50 µs an update,
    on disk (as far as the kernel is concerned) before the room sends it on.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, made if it is not there.

        Raises:
            StoreTooNew: if a newer version wrote it.
        """
        self._database = open_database(path, _MIGRATIONS)
        self._counts: dict[str, int] = {}

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def id(self, room: str) -> str:
        """The id of the room's history: another one only if the history was lost."""
        self._database.execute(
            "insert or ignore into rooms (room, history) values (?, ?)", (room, secrets.token_hex(8))
        )
        row = self._database.execute("select history from rooms where room = ?", (room,)).fetchone()
        return str(row[0])

    def updates(self, room: str) -> list[bytes]:
        """All updates of a room, in order; applied to an empty document they make the room's."""
        rows = self._database.execute(
            "select content from updates where room = ? order by number", (room,)
        ).fetchall()
        self._counts[room] = len(rows)
        return [row[0] for row in rows]

    def append(self, room: str, update: bytes) -> None:
        """Keep an update."""
        self._database.execute("insert into updates (room, content) values (?, ?)", (room, update))
        self._counts[room] = self._counts.get(room, 0) + 1

    def is_long(self, room: str) -> bool:
        """Whether it is time to squash."""
        return self._counts.get(room, 0) > SQUASH_AFTER

    def squash(self, room: str, document: Doc[Any]) -> None:
        """Write the whole of `document` in place of the updates that led to it."""
        whole = document.get_update()
        self._database.execute("begin immediate")
        try:
            self._database.execute("delete from updates where room = ?", (room,))
            self._database.execute("insert into updates (room, content) values (?, ?)", (room, whole))
            self._database.execute("commit")
        except BaseException:
            self._database.execute("rollback")
            raise
        self._counts[room] = 1

    def saved(self, room: str) -> Saved:
        """What is known of the room's file."""
        row = self._database.execute("select saved, saving from rooms where room = ?", (room,)).fetchone()
        return Saved(*row) if row else Saved(None, None)

    def saving(self, room: str, text: str) -> None:
        """Note that the file is about to hold `text`."""
        self.id(room)
        self._database.execute("update rooms set saving = ? where room = ?", (text, room))

    def file_holds(self, room: str, text: str) -> None:
        """Note that the file holds `text`."""
        self.id(room)
        self._database.execute("update rooms set saved = ?, saving = null where room = ?", (text, room))

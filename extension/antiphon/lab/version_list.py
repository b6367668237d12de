"""The list of a piece's versions, in the history's file."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable
from typing import Final

from antiphon.lab.past import Past
from antiphon.lab.versions import WHILE_EDITING, Kind, Version, fading
from antiphon.session.database import transaction

SCHEMA: Final = """
    create table versions (
        id text primary key, room text not null, step integer not null, at real not null, kind text not null,
        person text not null, title text not null
    ) strict, without rowid;
    create index versions_by_room on versions (room, at);
"""


class VersionList:
    """The versions of all rooms of one server."""

    def __init__(self, database: sqlite3.Connection, past: Past) -> None:
        """Use the history's file, which has the tables of `SCHEMA`.

        Args:
            database: The file.
            past: The chronicles in it.
        """
        self._database = database
        self._past = past

    def of(self, room: str) -> list[Version]:
        """The versions of a room, the oldest first."""
        rows = self._database.execute(
            "select id, step, at, kind, person, title from versions where room = ? order by step, at, id",
            (room,),
        )
        return [Version(*row) for row in rows]

    def find(self, room: str, id: str) -> Version | None:
        """The version of that id."""
        return next((version for version in self.of(room) if version.id == id), None)

    def keep(
        self, room: str, now: float, kind: Kind, person: str = "", title: str = "", step: int | None = None
    ) -> Version:
        """Keep the piece as it is, or was after a step, as a version; those that have grown old go.

        One that is kept by itself where nothing was changed since the last is that last one.

        Raises:
            sqlite3.Error: if the disk does not take it.
        """
        number, at = self._past.head(room) if step is None else (step, now)
        there = self.of(room)
        if kind != "named" and there and there[-1].step == number:
            return there[-1]
        version = Version(secrets.token_hex(8), number, at if kind != "named" else now, kind, person, title)
        old = fading([*there, version], now)
        with transaction(self._database):
            self._database.execute(
                "insert into versions values (?, ?, ?, ?, ?, ?, ?)",
                (version.id, room, number, version.at, kind, person, title),
            )
            self._database.executemany("delete from versions where id = ?", [(id,) for id in old])
        return version

    def is_due(self, room: str, now: float) -> bool:
        """Whether the piece was edited for long enough since its last version."""
        number, _ = self._past.head(room)
        query = "select max(at), max(step) from versions where room = ?"
        since, step = self._database.execute(query, (room,)).fetchone()
        if since is None:
            since, step = self._past.began(room), 0
        return bool(number > step and now - since >= WHILE_EDITING)

    def rename(self, room: str, id: str, title: str, person: str) -> None:
        """Give a version another name; with it, it is somebody's, and one that stays."""
        self._database.execute(
            "update versions set title = ?, kind = 'named', person = ? where room = ? and id = ?",
            (title, person, room, id),
        )

    def forget(self, room: str, ids: Iterable[str]) -> None:
        """Take versions off the list; what was written then stays in the chronicle."""
        self._database.executemany(
            "delete from versions where room = ? and id = ?", [(room, id) for id in ids]
        )

    def steps(self, room: str) -> set[int]:
        """The steps that the versions of a room are of."""
        return {version.step for version in self.of(room)}

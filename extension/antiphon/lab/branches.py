"""Which piece was branched from which, and which was merged into which, in the history's file."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from antiphon.document.changes import Change, Entry
from antiphon.document.codec import lines
from antiphon.lab.chronicle import Changes, Place, Step
from antiphon.lab.lineage import Moment, common
from antiphon.lab.past import Past
from antiphon.session.database import transaction

SCHEMA: Final = """
    create table branches (
        room text primary key, origin text not null, step integer not null, at real not null,
        person text not null, title text not null
    ) strict, without rowid;
    create index branches_by_origin on branches (origin);
    create table merges (
        room text not null, since integer not null, other text not null, step integer not null,
        at real not null, person text not null, changes blob not null
    ) strict;
    create index merges_by_room on merges (room);
    create index merges_by_other on merges (other);
"""

Line = tuple[str, str, str | None, str | None]
"""Root, id, and the line of the canonical text before and after; None where there is none."""


@dataclass(frozen=True)
class Branch:
    """A piece that began as another was.

    Attributes:
        room: Its room.
        origin: The room of what it was branched from.
        step: The step of that after which it was so.
        at: When it was branched, in seconds since the epoch.
        person: Who did it.
        title: What it is called.
    """

    room: str
    origin: str
    step: int
    at: float
    person: str
    title: str


class Branches:
    """The branches and merges of all rooms of one server."""

    def __init__(self, database: sqlite3.Connection, past: Past) -> None:
        """Use the history's file, which has the tables of `SCHEMA`.

        Args:
            database: The file.
            past: The chronicles in it.
        """
        self._database = database
        self._past = past
        self._expected: dict[str, tuple[str, str, dict[Place, str | None]]] = {}

    def add(self, branch: Branch) -> None:
        """Remember a branch. A room of its id that was there before is forgotten: its file was taken away.

        Raises:
            sqlite3.Error: if the disk does not take it.
        """
        row = (branch.room, branch.origin, branch.step, branch.at, branch.person, branch.title)
        with transaction(self._database):
            self._database.execute(
                "delete from merges where room = ? or other = ?", (branch.room, branch.room)
            )
            self._database.execute("insert or replace into branches values (?, ?, ?, ?, ?, ?)", row)

    def pinned(self, room: str) -> set[int]:
        """The steps of a room that its branches began with, or that were merged elsewhere: they have to stay as they were."""
        rows = self._database.execute(
            "select step from branches where origin = ? union select step from merges where other = ?",
            (room, room),
        )
        return {step for (step,) in rows}

    def origin(self, room: str) -> Branch | None:
        """How a room was branched; None where it was not."""
        return next(self._branches("room = ?", room), None)

    def of(self, room: str) -> list[Branch]:
        """The branches of a room, the newest first."""
        return list(self._branches("origin = ?", room))

    def _branches(self, where: str, room: str) -> Iterator[Branch]:
        rows = self._database.execute(
            f"select room, origin, step, at, person, title from branches where {where} order by at desc",
            (room,),
        )
        return (Branch(*row) for row in rows.fetchall())

    def last_merged(self, room: str, other: str) -> float | None:
        """When another room was last merged into a room; None where it never was."""
        row = self._database.execute(
            "select max(at) from merges where room = ? and other = ?", (room, other)
        ).fetchone()
        return None if row[0] is None else float(row[0])

    def note_merge(
        self, room: Moment, other: Moment, at: float, person: str, changes: Sequence[Change]
    ) -> None:
        """Remember that another room is being merged into a room.

        Args:
            room: The room as it is before.
            other: The other one, as it is merged.
            at: Now, in seconds since the epoch.
            person: Who merges.
            changes: What is to be written; the merge counts while half of that is not taken back, so one that is undone, or
                was never written, is made anew the next time.

        Raises:
            sqlite3.Error: if the disk does not take it.
        """
        written = _written(changes)
        content = zlib.compress(json.dumps(written, ensure_ascii=False).encode())
        new = {(root, id): after for root, id, before, after in written if before is None}
        self._expected[room.room] = (person, other.room, new)
        self._database.execute(
            "insert into merges values (?, ?, ?, ?, ?, ?, ?)",
            (room.room, room.step, other.room, other.step, at, person, content),
        )

    def made_elsewhere(self, room: str, person: str, changes: Changes) -> tuple[str, list[Place]]:
        """The room that somebody's edit merges, and what of the edit is of there; nothing, where it merges none.

        Args:
            room: The room that is edited.
            person: Whose the edit is.
            changes: The lines that it changes.
        """
        by, other, lines = self._expected.get(room, ("", "", {}))
        if by != person:
            return "", []
        return other, [place for place in changes.keys() & lines.keys() if changes[place] == lines[place]]

    def written(self, room: str, person: str, changes: Changes) -> None:
        """Know that an edit is kept; what a merge brings is expected once."""
        if self.made_elsewhere(room, person, changes)[1]:
            del self._expected[room]

    def base(self, one: Moment, other: Moment) -> Moment | None:
        """What two pieces have in common; None where that is nothing.

        Raises:
            PastDamaged: a chronicle cannot be read.
        """
        return common(one, other, self._links)

    def _links(self, moment: Moment) -> Iterable[Moment]:
        branch = self.origin(moment.room)
        if branch is not None:
            yield Moment(branch.origin, branch.step)
        merges = self._database.execute(
            "select since, other, step, changes from merges where room = ? and since <= ? order by rowid",
            moment,
        ).fetchall()
        stays: dict[str, bool] = {}
        for since, other, step, changes in merges:
            written = json.loads(zlib.decompress(changes))
            # One that changed nothing, as all was kept as it is, adds to those before.
            if written:
                stays[other] = _stays(written, self._past.steps(moment.room, since, moment.step))
            if stays.setdefault(other, True):
                yield Moment(other, step)


def _written(changes: Iterable[Change]) -> list[Line]:
    """The lines of the canonical text that changes change."""
    found: list[Line] = []
    for root, id, before, after in changes:
        old, new = (_lines(root, id, entry) for entry in (before, after))
        found += [
            (root, key, old.get(key), new.get(key)) for key in old | new if old.get(key) != new.get(key)
        ]
    return found


def _lines(root: str, id: str, entry: Entry | None) -> dict[str, str]:
    if entry is None:
        return {}
    return lines(root, entry if root == "meta" else {id: entry})


def _stays(written: Sequence[Line], steps: Iterable[Step]) -> bool:
    """Whether half of what was to be written was, and was not taken back since, whatever else became of it."""
    wanted = {(root, id): (before, after) for root, id, before, after in written}
    inside = dict.fromkeys(wanted, False)
    for step in steps:
        for place in step.changes.keys() & wanted.keys():
            before, after = wanted[place]
            line = step.changes[place]
            if line in (before, after):
                inside[place] = line == after
    return 2 * sum(inside.values()) >= len(inside)

"""The past of pieces: their chronicles, in the history's file."""

from __future__ import annotations

import sqlite3
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from antiphon.lab.chronicle import (
    Changes,
    Heads,
    Place,
    State,
    Step,
    freeze,
    read_changes,
    read_heads,
    unpack,
    write_changes,
)
from antiphon.lab.packing import Packed, Packing
from antiphon.session.database import transaction

SCHEMA: Final = """
    create table steps (
        room text not null, number integer not null, at real not null, person text not null, changes text not null,
        primary key (room, number)
    ) strict, without rowid;
    create table segments (
        room text not null, first integer not null, last integer not null, began real not null, ended real not null,
        heads blob not null, content blob not null
    ) strict;
    create unique index segments_by_room on segments (room, last);
    create table keyframes (
        room text not null, number integer not null, heads blob not null, content blob not null
    ) strict;
    create unique index keyframes_by_room on keyframes (room, number);
"""

SEGMENT: Final = 500
"""Steps that are packed at once."""

LARGE: Final = 256 * 1024
"""Characters that steps have when they are packed, though they are fewer."""

SMALLEST_KEYFRAME: Final = 4096
"""Bytes of segments between two keyframes, at least."""


_DAMAGED: Final = "The history up to step {} is damaged and cannot be shown; the piece itself is not."


class PastDamaged(Exception):
    """Some of the past cannot be read; the message is a sentence."""


@dataclass(frozen=True)
class Span:
    """Steps that follow each other, for a picture of who did how much when.

    Attributes:
        first: The first one's number.
        last: The last one's number.
        began: When the first was taken.
        ended: When the last was taken.
        edits: How many each person did.
    """

    first: int
    last: int
    began: float
    ended: float
    edits: dict[str, int]


class Past:
    """The chronicles of all rooms of one server.

    Attributes:
        before_packing: Called with a room before steps of it are packed, and so perhaps squashed.
        pinned: Says which steps of a room have to stay as they are.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        """Use the history's file, which has the tables of `SCHEMA`.

        Args:
            database: The file.
        """
        self._database = database
        self.before_packing: Callable[[str], None] = lambda room: None
        self.pinned: Callable[[str], Collection[int]] = lambda room: ()
        self._heads: dict[str, tuple[int, float]] = {}
        self._sizes: dict[str, tuple[int, int]] = {}

    def head(self, room: str) -> tuple[int, float]:
        """The number and time of the room's last step; zeros where there is none."""
        if room not in self._heads:
            row = self._row("select number, at from steps where room = ? order by number desc limit 1", room)
            row = row or self._row(
                "select last, ended from segments where room = ? order by last desc limit 1", room
            )
            self._heads[room] = (int(row[0]), float(row[1])) if row else (0, 0.0)
        return self._heads[room]

    def note(self, room: str, at: float, person: str, changes: Changes) -> float:
        """Write a step, within a transaction; `noted` has to be called when that has ended well.

        Args:
            room: The room.
            at: When it was taken; counts as no earlier than the step before.
            person: Whose it is.
            changes: What it changed.

        Returns:
            When it counts as taken.
        """
        last, before = self.head(room)
        self._next = (last + 1, round(max(at, before), 3))
        self._text = write_changes(changes)
        self._database.execute(
            "insert into steps values (?, ?, ?, ?, ?)", (room, *self._next, person, self._text)
        )
        return self._next[1]

    def noted(self, room: str) -> None:
        """Go on from the step that was written."""
        steps, size = self._sizes.get(room, (0, 0))
        if room in self._sizes:
            self._sizes[room] = (steps + 1, size + len(self._text))
        self._heads[room] = self._next

    def state(self, room: str, number: int | None = None) -> State:
        """The piece as it was after a step; at its end, where none is said.

        Args:
            room: The room.
            number: The step; where there is none of this number, the one before it counts.

        Raises:
            PastDamaged: it cannot be read.
        """
        until = self.head(room)[0] if number is None else number
        keyframe = self._row(
            "select number, heads, content from keyframes where room = ? and number <= ? order by number desc limit 1",
            *(room, until),
        )
        state = State()
        try:
            if keyframe is not None:
                state.read(*keyframe[1:])
            for segment in self._segments(room, state.number, until):
                state.read(*segment, until)
            state.take(self._loose(room, state.number, until))
        except (ValueError, zlib.error):
            raise PastDamaged(_DAMAGED.format(until)) from None
        state.number = max(state.number, 0)
        return state

    def begin(self, room: str, at: float, lines: Mapping[str, Mapping[str, str]]) -> None:
        """Begin with the piece as it is: that is its beginning, before the first step.

        Raises:
            sqlite3.Error: if the disk does not take it.
        """
        self._freeze(room, Step(0, at, "", _places(lines)))

    def begin_anew(self, room: str, at: float, lines: Mapping[str, Mapping[str, str]]) -> None:
        """Go on from the piece as it is, where what was before cannot be read.

        Raises:
            sqlite3.Error: if the disk does not take it.
        """
        with transaction(self._database):
            self.note(room, at, "", {})
            self._freeze(room, Step(self.head(room)[0] + 1, at, "", _places(lines)))
        self.noted(room)

    def _freeze(self, room: str, step: Step) -> None:
        self._database.execute(
            "insert or replace into keyframes values (?, ?, ?, ?)",
            (room, step.number, *freeze(State().take([step]))),
        )

    def steps(self, room: str, since: int, until: int) -> list[Step]:
        """The steps after one, up to another.

        Raises:
            PastDamaged: they cannot be read.
        """
        try:
            packed = [step for segment in self._segments(room, since, until) for step in unpack(*segment)]
            return [step for step in packed if since < step.number <= until] + self._loose(room, since, until)
        except (ValueError, zlib.error):
            raise PastDamaged(_DAMAGED.format(until)) from None

    def _segments(self, room: str, since: int, until: int) -> list[tuple[bytes, bytes]]:
        return self._database.execute(
            "select heads, content from segments where room = ? and last > ? and first <= ? order by last",
            (room, since, until),
        ).fetchall()

    def _loose(self, room: str, since: int, until: int, most: int = -1) -> list[Step]:
        """The steps that are not packed yet; the first of them, where there are more than `most`."""
        rows = self._database.execute(
            "select number, at, person, changes from steps where room = ? and number > ? and number <= ?"
            " order by number limit ?",
            (room, since, until, most),
        )
        return [Step(number, at, person, read_changes(changes)) for number, at, person, changes in rows]

    def moment(self, room: str, at: float) -> int:
        """The number of the last step that was taken by a time; 0 where there is none."""
        row = self._row(
            "select number from steps where room = ? and at <= ? order by number desc limit 1", room, at
        )
        if row is not None:
            return int(row[0])
        row = self._row(
            "select first, heads from segments where room = ? and began <= ? order by last desc limit 1",
            *(room, at),
        )
        if row is None:
            return 0
        heads = read_heads(row[1])
        found = bisect_right(heads.times, at)
        return heads.numbers[found - 1] if found else int(row[0]) - 1

    def began(self, room: str) -> float:
        """When the room's first step was taken."""
        row = self._row("select began from segments where room = ? order by last limit 1", room)
        row = row or self._row("select at from steps where room = ? order by number limit 1", room)
        return float(row[0]) if row else 0.0

    def spans(self, room: str, most: int) -> list[Span]:
        """The steps of a room in at most so many spans of about as many steps each, who did how many."""
        parts = [
            read_heads(row[0])
            for row in self._database.execute(
                "select heads from segments where room = ? order by last", (room,)
            )
        ]
        rows = self._database.execute(
            "select number, at, person from steps where room = ? order by number", (room,)
        ).fetchall()
        if rows:
            parts.append(Heads(*map(tuple, zip(*rows, strict=True))))
        numbers = [number for part in parts for number in part.numbers]
        times = [time for part in parts for time in part.times]
        people = [person for part in parts for person in part.people]
        count = len(numbers)
        pieces = min(most, count)
        bounds = [count * index // pieces for index in range(pieces + 1)] if pieces else []
        return [
            Span(
                numbers[start],
                numbers[end - 1],
                times[start],
                times[end - 1],
                dict(Counter(people[start:end])),
            )
            for start, end in pairwise(bounds)
        ]

    def is_due(self, room: str) -> bool:
        """Whether it is time to pack steps."""
        if room not in self._sizes:
            row = self._row(
                "select count(*), coalesce(sum(length(changes)), 0) from steps where room = ?", room
            )
            assert row is not None
            self._sizes[room] = (int(row[0]), int(row[1]))
        steps, size = self._sizes[room]
        return steps >= SEGMENT or size >= LARGE

    def to_pack(self, room: str) -> Packing | None:
        """What is to be packed; None where it is not yet time to."""
        if not self.is_due(room):
            return None
        self.before_packing(room)
        steps = tuple(self._loose(room, 0, self.head(room)[0], SEGMENT))
        return Packing(room, steps, self._pinned(room), self._base(room) if steps else None)

    def _pinned(self, room: str) -> frozenset[int]:
        return frozenset(self.pinned(room))

    def _base(self, room: str) -> tuple[tuple[bytes, bytes], ...] | None:
        """The newest keyframe and the segments since, where these have grown as large as it is."""
        keyframe = self._row(
            "select number, heads, content from keyframes where room = ? order by number desc limit 1", room
        )
        since, size = (keyframe[0], len(keyframe[2])) if keyframe else (0, 0)
        segments = self._database.execute(
            "select heads, content from segments where room = ? and last > ? order by last", (room, since)
        ).fetchall()
        grown = sum(len(content) for _, content in segments)
        if keyframe is not None and grown < max(size, SMALLEST_KEYFRAME):
            return None
        return ((keyframe[1:],) if keyframe else ()) + tuple(segments)

    def keep(self, packed: Packed) -> None:
        """Put what was packed in the place of the steps, in one transaction; nothing, where one is needed that is gone.

        Raises:
            sqlite3.Error: if the disk does not take it; the steps stay.
        """
        steps = self._pinned(packed.room)
        if any(packed.first <= step <= packed.last and step not in packed.numbers for step in steps):
            return
        with transaction(self._database):
            self._database.execute(
                "insert into segments values (?, ?, ?, ?, ?, ?, ?)",
                (packed.room, packed.first, packed.last, packed.began, packed.ended, *packed.segment),
            )
            if packed.keyframe is not None:
                self._database.execute(
                    "insert into keyframes values (?, ?, ?, ?)", (packed.room, packed.last, *packed.keyframe)
                )
            self._database.execute(
                "delete from steps where room = ? and number <= ?", (packed.room, packed.last)
            )
        self._sizes.pop(packed.room, None)

    def _row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._database.execute(query, values).fetchone()
        return row


def _places(lines: Mapping[str, Mapping[str, str]]) -> dict[Place, str | None]:
    return {(root, id): line for root, of in lines.items() for id, line in of.items()}

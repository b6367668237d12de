"""Surfaces: what a canvas is in a document. Its places are read from entries, and what becomes of them is written as changes.

What a place holds is a value of the surface's own: of notes the event that is there, of knobs the value of the node's field.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from antiphon.document.changes import Change, Entry
from antiphon.session.canvas import (
    CanvasRefused,
    Grid,
    Knob,
    Seen,
    bits,
    flags,
    free_voice,
    levels,
)

Reader = Callable[[str, str], Entry | None]
"""An entry of the document as it is now, by root and id."""

Written = tuple[str, Entry] | None
"""The event at a place of a grid, with its id."""


class Notes:
    """The notes in a grid.

    Attributes:
        grid: The grid.
        size: How many steps, rows and knobs it has.
        frame: The roots of the document whose change makes it another one.
    """

    frame: Final = frozenset({"measures", "parts", "percussion"})

    def __init__(self, grid: Grid, canvas: str, events: Mapping[str, Entry], read: Reader) -> None:
        """Read the notes that are there.

        Args:
            grid: The grid.
            canvas: Begins the ids of its new notes.
            events: Those of the document.
            read: Reads an entry of the document.
        """
        self.grid = grid
        self.size = (grid.steps, len(grid.rows), 0)
        self._canvas = canvas
        self._read = read
        self._events: dict[str, tuple[Seen, Entry]] = {}
        self._index: tuple[dict[int, Written], set[int]] | None = None
        for id, event in events.items():
            if seen := grid.see(event):
                self._events[id] = (seen, event)
        self._voice = free_voice(seen for seen, _ in self._events.values())

    def take(self, root: str, id: str, entry: Entry | None) -> Collection[int]:
        """Take in that an entry is so now; returns the places that it was, and is, about."""
        if root != "events":
            return ()
        was = self._events.pop(id, None)
        seen = self.grid.see(entry) if entry is not None else None
        if entry is not None and seen is not None:
            self._events[id] = (seen, entry)
        if was is None and seen is None:
            return ()
        self._index = None
        return {*(was[0].places if was else ()), *(seen.places if seen else ())}

    def now(self, place: int) -> Written:
        """What is there."""
        return self._at.get(place)

    def wanted(self, place: int, value: float, history: Iterable[Written]) -> Written:
        """What somebody wants there: a note that was there comes back as it was.

        Raises:
            CanvasRefused: It cannot be changed.
        """
        if place in self._held:
            raise CanvasRefused("What is there cannot be changed here.")
        if not value:
            return None
        known = next((written for written in (self.now(place), *history) if written is not None), None)
        return known or (f"{self._canvas}-{place}", self.grid.note(place, self._voice))

    def changes(self, wanted: Mapping[int, Written]) -> list[Change]:
        """What makes places what is wanted."""
        changes = []
        for place, then in wanted.items():
            now = self.now(place)
            if now is not None and (then is None or then[0] != now[0]):
                changes.append(Change("events", now[0], now[1], None))
            if then is None or then == now:
                continue
            id, entry = then
            if now is None or id != now[0]:
                # Somebody may have moved the note that had the id.
                while self._read("events", id) is not None:
                    id += "x"
            changes.append(Change("events", id, self._read("events", id), entry))
        return changes

    def describe(self) -> dict[str, Any]:
        """What phones are told once, and when what cannot be touched changes."""
        return {**self.grid.describe(), "held": bits(self._held, self.grid.steps)}

    def show(self, theirs: Iterable[int], asked: Mapping[int, Written]) -> dict[str, str]:
        """What phones see: what is there, what of it is `theirs`, and what is `asked` for."""
        steps = self.grid.steps
        return {
            "cells": bits(self._at, steps),
            "theirs": bits((place for place in theirs if place in self._at), steps),
            "asked": bits(asked, steps) if asked else "",
        }

    def mark(self, places: Collection[int]) -> str:
        """Some places as text."""
        return bits(places, self.grid.steps)

    def keep(self) -> dict[str, Any]:
        """What of it the document does not say."""
        return self.grid.keep()

    def recall(self, value: Any) -> Written:
        """A value that was kept as JSON."""
        return None if value is None else (value[0], value[1])

    @property
    def _at(self) -> dict[int, Written]:
        """What is at each place that can be touched."""
        return self._indexed()[0]

    @property
    def _held(self) -> set[int]:
        """The places that cannot be touched."""
        return self._indexed()[1]

    def _indexed(self) -> tuple[dict[int, Written], set[int]]:
        # Made when it is asked for: of a batch once.
        if self._index is None:
            there: defaultdict[int, list[str]] = defaultdict(list)
            held: set[int] = set()
            for id, (seen, _) in self._events.items():
                if seen.place is None:
                    held.update(seen.places)
                else:
                    there[seen.place].append(id)
            # Two notes at one place: which of them would it be?
            held.update(place for place, ids in there.items() if len(ids) > 1)
            at: dict[int, Written] = {
                place: (ids[0], self._events[ids[0]][1]) for place, ids in there.items() if place not in held
            }
            self._index = at, held
        return self._index


class Knobs:
    """The knobs of a canvas.

    Attributes:
        size: How many steps, rows and knobs it has.
        frame: The roots of the document whose change makes it another one: none.
    """

    frame: Final[frozenset[str]] = frozenset()

    def __init__(self, knobs: Sequence[Knob], read: Reader) -> None:
        """Read how they are turned.

        Args:
            knobs: The knobs.
            read: Reads an entry of the document.
        """
        self._knobs = knobs
        self._nodes = {knob.node: read("nodes", knob.node) for knob in knobs}
        self.size = (0, 0, len(knobs))

    def take(self, root: str, id: str, entry: Entry | None) -> Collection[int]:
        """Take in that an entry is so now; returns the places that change."""
        if root != "nodes" or id not in self._nodes:
            return ()
        before = [self.now(place) for place in range(len(self._knobs))]
        self._nodes[id] = entry
        return [place for place, value in enumerate(before) if value != self.now(place)]

    def now(self, place: int) -> float | None:
        """The value of a knob's field; None where there is none."""
        knob = self._knobs[place]
        return (self._nodes[knob.node] or {}).get(knob.field)

    def wanted(self, place: int, value: float, history: Iterable[float | None]) -> float | None:
        """The value at a turn.

        Raises:
            CanvasRefused: It cannot be turned.
        """
        if self._nodes[self._knobs[place].node] is None:
            raise CanvasRefused("What is there cannot be changed here.")
        return self._knobs[place].value(value)

    def changes(self, wanted: Mapping[int, float | None]) -> list[Change]:
        """What makes places what is wanted."""
        nodes: dict[str, dict[str, Any]] = {}
        for place, value in wanted.items():
            knob = self._knobs[place]
            now = self._nodes[knob.node]
            if now is None or value == now.get(knob.field):
                continue
            node = nodes.setdefault(knob.node, dict(now))
            if value is None:
                node.pop(knob.field, None)
            else:
                node[knob.field] = value
        return [Change("nodes", id, self._nodes[id], after) for id, after in nodes.items()]

    def describe(self) -> dict[str, Any]:
        """What phones are told once."""
        return {"kind": "knobs", "knobs": [knob.describe() for knob in self._knobs]}

    def show(self, theirs: Iterable[int], asked: Mapping[int, float | None]) -> dict[str, str]:
        """What phones see: how knobs are turned, which of them are `theirs`, and what is `asked` for."""
        count = len(self._knobs)
        turns = [self._turn(place, self.now(place)) for place in range(count)]
        wanted = [self._turn(place, asked[place]) if place in asked else None for place in range(count)]
        return {
            "cells": levels(turns),
            "theirs": flags({*theirs}, count),
            "asked": levels(wanted) if asked else "",
        }

    def mark(self, places: Collection[int]) -> str:
        """Some places as text."""
        return flags(places, len(self._knobs))

    def keep(self) -> dict[str, Any]:
        """What of it the document does not say: nothing."""
        return {}

    def recall(self, value: Any) -> float | None:
        """A value that was kept as JSON."""
        return None if value is None else float(value)

    def _turn(self, place: int, value: float | None) -> float:
        knob = self._knobs[place]
        return knob.turn(knob.default if value is None else value)

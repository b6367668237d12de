"""What both branches put at one place: runs of measures, marks of which there is one, notes of one voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from fractions import Fraction
from functools import cache
from itertools import groupby
from typing import Any, Final

from antiphon.document.changes import Entry
from antiphon.document.frame import ordered
from antiphon.document.order import indexes
from antiphon.document.references import Place
from antiphon.document.state import Roots, State

VOICES: Final = 8
"""Voices that a staff has."""


def settle(state: State) -> None:
    """Put what both branches added at one place one behind the other, or beside it, or choose one of it."""
    for root in ("parts", "measures", "form"):
        _order(state, root)
    for root, key in _ONCE.items():
        _choose(state, root, key)
    _voices(state)


def _order(state: State, root: str) -> None:
    """Keep runs of new entries together where both put one in at the same place."""
    entries = state.result[root]
    order: list[str] = []
    mixed = False
    for side, run in groupby(ordered(entries), key=lambda id: id not in state.base[root]):
        ids = list(run)
        ours = [id for id in ids if id in state.ours[root]]
        theirs = [id for id in ids if id not in state.ours[root]]
        both = [id for id in ids if id in state.ours[root] and id in state.theirs[root]]
        if side and ours and theirs and not both:
            mixed = True
            choice = state.declare("order", root, min(ids), places=[(root, id) for id in ids])
            ids = ours + theirs if choice == "ours" else theirs + ours
        order += ids
    if mixed:
        known = {id: entry["index"] for id, entry in entries.items()}
        for id, index in indexes(order, known).items():
            if index != known[id]:
                entries[id] = {**entries[id], "index": index}


def _mark(entry: Entry) -> Hashable:
    kind = entry["kind"]
    if kind == "tempo":
        return kind, entry["measure"], entry["onset"]
    if kind in ("dynamic", "harmony", "figures", "clef"):
        return kind, entry["measure"], entry["onset"], entry.get("part"), entry.get("staff", 1)
    return None


_ONCE: Final[Mapping[str, Callable[[Entry], Hashable]]] = {
    "events": _mark,
    "lanes": lambda entry: (entry["target"], entry["field"]),
    "points": lambda entry: (entry["lane"], entry["measure"], entry["onset"]),
    "settings": lambda entry: (entry["snapshot"], entry["strip"]),
    "ports": lambda entry: (entry["group"], entry["direction"], entry["name"]),
}
"""Of what there is one at a place, and what its place is; None for what there may be many of."""


def _choose(state: State, root: str, key: Callable[[Entry], Hashable]) -> None:
    """Where there can be one and each side has its own, keep the one of the side that is chosen."""
    there: dict[Hashable, list[str]] = defaultdict(list)
    for id, entry in state.result[root].items():
        if (place := key(entry)) is not None:
            there[place].append(id)
    for place, ids in there.items():
        if len(ids) < 2 or any(_has_all(side[root], ids, key, place) for side in (state.ours, state.theirs)):
            continue
        choice = state.declare("double", root, min(ids), places=[(root, id) for id in ids])
        entries = (state.ours if choice == "ours" else state.theirs)[root]
        kept = [id for id in ids if id in entries and key(entries[id]) == place] or [min(ids)]
        for id in ids:
            if id not in kept:
                del state.result[root][id]


def _has_all(
    entries: Mapping[str, Entry], ids: Iterable[str], key: Callable[[Entry], Hashable], place: Hashable
) -> bool:
    return all(id in entries and key(entries[id]) == place for id in ids)


Line = tuple[str, str, int, int]
"""Part, measure, staff and voice."""


class _Note:
    """A note of the result, with where it sounds."""

    def __init__(self, state: State, id: str, entry: Entry) -> None:
        self.id = id
        self.pitch = entry.get("pitch")
        self.start = _quarters(entry["onset"])
        self.length = _quarters(entry["duration"])
        self.line: Line = _line(entry)
        own = _sounding(entry)
        self.in_ours = _is(state.ours, id, own)
        self.in_theirs = _is(state.theirs, id, own)

    def collides(self, other: _Note) -> bool:
        """Whether the two cannot be in one voice as they are."""
        if (self.start, self.length) == (other.start, other.length):
            return self.pitch == other.pitch
        return self.start < other.start + other.length and other.start < self.start + self.length

    def is_new_beside(self, other: _Note) -> bool:
        """Whether neither side had the two together."""
        return not (self.in_ours and other.in_ours) and not (self.in_theirs and other.in_theirs)


def _voices(state: State) -> None:
    """Move notes of one side to another voice where notes of the other are in their way."""
    lines: dict[Line, list[_Note]] = defaultdict(list)
    fresh: set[Line] = set()
    for id, entry in state.result["events"].items():
        if entry["kind"] != "note" or "grace" in entry or not {"part", "duration", "pitch"} <= entry.keys():
            continue
        note = _Note(state, id, entry)
        lines[note.line].append(note)
        if not (note.in_ours and note.in_theirs):
            fresh.add(note.line)
    for line in sorted(fresh):
        notes = sorted(lines[line], key=lambda note: note.id)
        pairs = [
            (one, other)
            for place, one in enumerate(notes)
            for other in notes[place + 1 :]
            if one.collides(other) and one.is_new_beside(other)
        ]
        if not pairs:
            continue
        places: list[Place] = sorted({("events", note.id) for pair in pairs for note in pair})
        choice = state.declare("overlap", "events", places[0][1], places=places)
        moving = {_mover(*pair, staying=choice).id: _mover(*pair, staying=choice) for pair in pairs}
        _move(state, lines, line, [moving[id] for id in sorted(moving)])


def _mover(one: _Note, other: _Note, staying: str) -> _Note:
    """Which of two notes leaves the voice: the one that the side that stays does not have so."""

    def order(note: _Note) -> tuple[bool, bool, str]:
        stays, leaves = (
            (note.in_ours, note.in_theirs) if staying == "ours" else (note.in_theirs, note.in_ours)
        )
        return not stays, leaves, note.id

    return max(one, other, key=order)


def _move(state: State, lines: dict[Line, list[_Note]], line: Line, moving: list[_Note]) -> None:
    """Put notes into the lowest voice where nothing is in their way; where there is none they stay."""
    part, measure, staff, voice = line
    for free in range(1, VOICES + 1):
        new: Line = (part, measure, staff, free)
        if free != voice and not any(note.collides(other) for note in moving for other in lines[new]):
            break
    else:
        return
    for note in moving:
        lines[line].remove(note)
        lines[new].append(note)
        state.result["events"][note.id] = {**state.result["events"][note.id], "voice": free}


def _line(entry: Entry) -> Line:
    return entry["part"], entry["measure"], entry.get("staff", 1), entry.get("voice", 1)


def _sounding(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    get = entry.get
    return (
        get("kind"),
        *(get("part"), get("measure"), get("staff", 1), get("voice", 1)),
        *(get("onset"), get("duration"), get("pitch"), get("grace")),
    )


def _is(side: Roots, id: str, sounding: tuple[Any, ...]) -> bool:
    entry = side["events"].get(id)
    return entry is not None and _sounding(entry) == sounding


@cache
def _quarters(rational: str) -> Fraction:
    return Fraction(rational)

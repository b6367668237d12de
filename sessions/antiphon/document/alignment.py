"""Two branches under one naming: the same things have the same ids in both, and other things others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Mapping
from typing import Any, Final

from antiphon.document.matching import foreign
from antiphon.document.references import references
from antiphon.document.schema import ROOTS

Entries = Mapping[str, Mapping[str, Any]]
Roots = Mapping[str, Entries]
Names = dict[str, dict[str, str]]
"""For each root, ids and what they are called now; those that keep theirs are left out."""

_OWN_NAMES: Final = frozenset(("meta", "mix", "locks"))
"""Roots whose ids say what an entry is about."""


def align(base: Roots, ours: Roots, theirs: Roots) -> tuple[Roots, Roots, Names, Names]:
    """Name what is the same alike, in the branches and what they began with.

    A branch that was exported and imported again gets the ids of what it began with. What both added alike (a note of one
    pitch at one place, a cable between the same ports, a lane of one field) gets the smaller one of its ids. Of two
    different things that were added under one id, one gets another: which one, their content says, not the side.

    Returns:
        The branches, and what ids of theirs became.
    """
    our_names, their_names = _foreign(base, ours), _foreign(base, theirs)
    ours, theirs = _renamed(ours, our_names), _renamed(theirs, their_names)
    apart = _apart(base, ours, theirs)
    ours, theirs = (_renamed(side, names) for side, names in zip((ours, theirs), apart, strict=True))
    alike = _alike(base, ours, theirs)
    ours, theirs = (_renamed(side, names) for side, names in zip((ours, theirs), alike, strict=True))
    return (
        ours,
        theirs,
        _chained(_chained(our_names, apart[0]), alike[0]),
        _chained(_chained(their_names, apart[1]), alike[1]),
    )


def _foreign(base: Roots, side: Roots) -> Names:
    pairs = foreign(base, side)
    if pairs is None:
        return {}
    names: Names = {}
    for root, found in pairs.items():
        back = {other: id for id, other in found.items()}
        taken = set(found)
        # An id that meant something else must not be taken for what the base calls so.
        for id in side[root]:
            if id not in back and (id in base[root] or id in taken):
                back[id] = _fresh(root, id, side[root][id])
        names[root] = {id: name for id, name in back.items() if id != name}
    return names


def _apart(base: Roots, ours: Roots, theirs: Roots) -> tuple[Names, Names]:
    """New names for different things that were added under one id."""
    names: tuple[Names, Names] = ({}, {})
    for root in ROOTS:
        if root in _OWN_NAMES:
            continue
        for id in ours[root].keys() & theirs[root].keys() - base[root].keys():
            one, other = ours[root][id], theirs[root][id]
            if one != other and _likeness(root, one) != _likeness(root, other):
                side = int(_text(one) < _text(other))
                entry = (one, other)[side]
                names[side].setdefault(root, {})[id] = _fresh(root, id, entry)
    return names


def _alike(base: Roots, ours: Roots, theirs: Roots) -> tuple[Names, Names]:
    """One name for the same thing that both added."""
    names: tuple[Names, Names] = ({}, {})
    for root in ("events", "edges", "lanes"):
        left = {id for id in ours[root] if id not in base[root] and id not in theirs[root]}
        right = {id for id in theirs[root] if id not in base[root] and id not in ours[root]}
        there: dict[Hashable, list[str]] = {}
        for id in sorted(right, reverse=True):
            there.setdefault(_likeness(root, theirs[root][id]), []).append(id)
        for id in sorted(left):
            if found := there.get(_likeness(root, ours[root][id])):
                other = found.pop()
                if id < other:
                    names[1].setdefault(root, {})[other] = id
                else:
                    names[0].setdefault(root, {})[id] = other
    return names


_LIKENESS: Final[Mapping[str, tuple[str, ...]]] = {
    "edges": ("source", "output", "target", "input"),
    "lanes": ("target", "field"),
    "nodes": ("kind", "part"),
}
_DEFAULTS: Final[Mapping[str, Any]] = {"staff": 1, "voice": 1, "output": "out", "input": "in"}
_EVENT: Final = (
    *("kind", "part", "measure", "onset", "staff", "voice", "duration", "pitch", "grace"),
    *("index", "dynamic", "text", "clef", "bpm"),
)


def _likeness(root: str, entry: Mapping[str, Any]) -> Hashable:
    """What two entries have in common that are the same thing."""
    fields = _EVENT if root == "events" else _LIKENESS.get(root)
    if fields is None:
        return _text(entry)
    return tuple(entry.get(field, _DEFAULTS.get(field)) for field in fields)


def _fresh(root: str, id: str, entry: Mapping[str, Any]) -> str:
    digest = hashlib.sha256(f"{root}/{id}/{_text(entry)}".encode()).hexdigest()
    return f"{id[:40]}-{digest[:16]}"


def _text(entry: Mapping[str, Any]) -> str:
    return json.dumps(entry, sort_keys=True)


def _renamed(side: Roots, names: Names) -> Roots:
    names = {root: found for root, found in names.items() if found}
    if not names:
        return side
    result: dict[str, Entries] = {}
    for root, entries in side.items():
        if root == "meta" or root == "antiphon":
            result[root] = entries
            continue
        own = names.get(root, {})
        told = {own.get(id, id): _told(root, entry, names, side) for id, entry in entries.items()}
        if root in ("mix", "locks"):
            others = [names[each] for each in ("parts", "measures", "nodes") if each in names]
            told = {next((o[id] for o in others if id in o), id): entry for id, entry in told.items()}
        result[root] = told
    return result


def _told(root: str, entry: Mapping[str, Any], names: Names, side: Roots) -> Mapping[str, Any]:
    changed: dict[str, Any] = {}
    for field, id, roots in references(root, entry):
        for to in roots:
            if id in names.get(to, {}) and id in side[to]:
                changed[field] = names[to][id]
                break
    return {**entry, **changed} if changed else entry


def _chained(first: Names, second: Names) -> Names:
    result: Names = {}
    for root in first.keys() | second.keys():
        one, two = first.get(root, {}), second.get(root, {})
        chained = {id: two.get(name, name) for id, name in one.items()}
        result[root] = two | chained
    return result

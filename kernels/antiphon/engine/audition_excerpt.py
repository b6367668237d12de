"""What is heard of a piece beforehand: a few measures of a document, and all that they need to sound as they do in it.

Pure, and without anything that sounds: the lab's server asks for an excerpt, the auditioner renders it (`excerpt_sound`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, cast

from antiphon.document.applying import Applied
from antiphon.document.codec import decode, empty, encode
from antiphon.document.types import Document
from antiphon.engine.audition_request import AuditionError

MEASURES: Final = 4
"""Most measures of an excerpt."""

UNWRITTEN: Final = 2
"""Measures of one where nothing of the score changes, but its sound."""

BEFORE: Final = 8
"""Most measures before an excerpt that are kept for notes that are tied into it."""

_UNHEARD: Final = frozenset(
    {"labels", "instruments", "snapshots", "settings", "locks", "annotations", "proposals"}
)
"""The roots that nothing of the sound depends on."""

_LINKS: Final[Mapping[str, tuple[str, ...]]] = {
    "nodes": ("group", "part"),
    "groups": ("group",),
    "edges": ("source", "target"),
    "ports": ("group", "node"),
    "mix": ("bus",),
    "sends": ("source", "target"),
    "inserts": ("strip", "node"),
}
"""The fields by which what sounds together is joined."""

_DEFAULT: Final = "default-"
"""What the ids of the instruments begin with that parts have by themselves."""

Place = tuple[str, str]
"""A root, and the id of an entry in it."""


@dataclass(frozen=True)
class Excerpt:
    """A few measures of a document.

    Attributes:
        document: What is needed of it.
        measures: The ids of those that are heard, one after the other in the score.
    """

    document: Document
    measures: tuple[str, ...]

    @cached_property
    def _text(self) -> str:
        return encode(self.document)

    @cached_property
    def key(self) -> str:
        """A name for how it sounds: two that have one are the same to the last sample."""
        return hashlib.sha256(" ".join(("excerpt", *self.measures, self._text)).encode()).hexdigest()

    def message(self) -> dict[str, object]:
        """It as another process is asked."""
        return {"document": self._text, "measures": list(self.measures)}


def read_excerpt(asked: Mapping[str, Any]) -> Excerpt:
    """Read what `Excerpt.message` says."""
    return Excerpt(decode(str(asked["document"])), tuple(map(str, asked["measures"])))


def before_and_after(document: Document, applied: Applied, now: bool = False) -> Excerpt:
    """The place that a proposal touches, as it would sound with it or as it sounds now.

    Args:
        document: The document as it is.
        applied: What accepting would write.
        now: Whether to hear it as it is.

    Raises:
        AuditionError: There is nothing to be heard.
    """
    if not applied.edits:
        raise AuditionError(
            "Nothing of it can be heard: others have changed the same since, so that it would be left out."
            if applied.conflicts
            else "Nothing of it is left to be heard: choose a change of it."
        )
    after = cast(Document, applied.written(document))
    measures = touched(document, after, [(edit.root, edit.id) for edit in applied.edits])
    heard = document if now else after
    there = tuple(measure for measure in measures if measure in heard["measures"])
    if not there:
        raise AuditionError("There is nothing to be heard now: its measures are new.")
    return excerpt(heard, there)


def touched(before: Document, after: Document, places: Collection[Place]) -> tuple[str, ...]:
    """The measures in which one hears what makes a document another, `MEASURES` at most, in the score's order.

    Args:
        before: The one.
        after: The other.
        places: The entries in which they differ.
    """
    order = _order({**before["measures"], **after["measures"]})
    index = {id: at for at, id in enumerate(order)}
    named = {
        measure
        for document in (before, after)
        for root, id in places
        for measure in _measures_of(document, root, id)
    }
    found = sorted(index[measure] for measure in named if measure in index)
    if found:
        return order[found[0] : min(found[-1], found[0] + MEASURES - 1) + 1]
    parts = {part for document in (before, after) for part in heard_parts(document, places)}
    sounding = {
        index[event["measure"]]
        for event in after["events"].values()
        if event["kind"] == "note" and event["measure"] in index and (not parts or event.get("part") in parts)
    }
    first = min(sounding, default=0)
    return order[first : first + UNWRITTEN]


def _measures_of(document: Document, root: str, id: str) -> Iterator[str]:
    """The measures that an entry is in."""
    if root == "measures":
        yield id
    elif root == "events" and id in document["events"]:
        yield document["events"][id]["measure"]
    elif root == "spans" and id in document["spans"]:
        span = document["spans"][id]
        for end in (span["start"], span["end"]):
            yield from _measures_of(document, "events", end)


def heard_parts(document: Document, places: Collection[Place]) -> frozenset[str]:
    """The parts whose notes go through something of the graph or the mixer."""
    roots: Mapping[str, Mapping[str, Any]] = cast(Any, document)
    joined: defaultdict[str, set[str]] = defaultdict(set)
    for root, fields in _LINKS.items():
        for id, entry in roots[root].items():
            for other in (entry[field] for field in fields if field in entry):
                joined[id].add(other)
                joined[other].add(id)
    for part in document["parts"]:
        joined[part].add(f"{_DEFAULT}{part}")
        joined[f"{_DEFAULT}{part}"].add(part)
    found: set[str] = set()
    reached = {id for _, id in places}
    coming = list(reached)
    while coming:
        id = coming.pop()
        if id in document["parts"]:
            found.add(id)
        elif id != "master":
            coming += joined[id] - reached
            reached |= joined[id]
    return frozenset(found)


def excerpt(document: Document, measures: Collection[str]) -> Excerpt:
    """A few measures of a document.

    What is kept beside them is what they need: all marks, of the notes those beside them, those that are tied into them,
    and those at the ends of slurs and hairpins.

    Args:
        document: The document.
        measures: The ids of measures of it.
    """
    order = _order(document["measures"])
    found = [at for at, id in enumerate(order) if id in measures]
    first, last = found[0], found[-1]
    tied = {event["measure"] for event in document["events"].values() if event.get("tie")}
    start = max(first - 1, 0)
    while start > max(first - BEFORE, 0) and order[start - 1] in tied:
        start -= 1
    near = {*order[start : last + 2]}
    held = {end for span in document["spans"].values() for end in (span["start"], span["end"])}
    kept: dict[str, Any] = {
        root: dict(entries)
        for root, entries in cast(Mapping[str, Any], document).items()
        if isinstance(entries, Mapping) and root not in _UNHEARD
    }
    kept["events"] = {
        id: event
        for id, event in kept["events"].items()
        if event["kind"] not in ("note", "rest") or event["measure"] in near or id in held
    }
    kept["nodes"] = {
        id: {field: value for field, value in node.items() if field not in ("x", "y", "name")}
        for id, node in kept["nodes"].items()
    }
    return Excerpt(cast(Document, {**empty(), **kept}), order[first : last + 1])


def _order(measures: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(sorted(measures, key=lambda id: (measures[id]["index"], id)))

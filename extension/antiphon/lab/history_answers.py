"""What is answered to who asks for a piece's history, as the bytes of JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, cast

from antiphon.document.codec import normalise
from antiphon.document.comparison import Alteration, Comparison, music_of
from antiphon.document.types import Document
from antiphon.lab.chronicle import Place, State, place_of
from antiphon.lab.history import History
from antiphon.lab.versions import Version

MOST_ALTERATIONS: Final = 2000
"""Most alterations that an answer holds; of more it holds the first, and tells how many there are."""

MOST_STEPS: Final = 5000
"""Most steps that are gone through to find who took something away."""


def timeline_answer(history: History, room: str, most: int) -> bytes:
    """The steps of a piece in at most so many spans, with who did how much, the people's names, and the versions.

    Raises:
        PastDamaged: it cannot be read.
    """
    spans = history.past.spans(room, most)
    versions = history.versions.of(room)
    people = {person for span in spans for person in span.edits} | {version.person for version in versions}
    last, at = history.past.head(room)
    return _json(
        {
            "last": last,
            "at": at,
            "people": {person: history.name(person) for person in sorted(people) if person},
            "spans": [
                {
                    "first": span.first,
                    "last": span.last,
                    "began": span.began,
                    "ended": span.ended,
                    "edits": span.edits,
                }
                for span in spans
            ],
            "versions": [version_answer(history, version) for version in versions],
            "notice": history.notice,
        }
    )


def version_answer(history: History, version: Version) -> dict[str, Any]:
    """A version, as it is answered."""
    return {
        "id": version.id,
        "step": version.step,
        "at": version.at,
        "kind": version.kind,
        "person": version.person,
        "name": history.name(version.person),
        "title": version.title,
    }


def document_answer(history: History, room: str, step: int, measures: Collection[str] | None = None) -> bytes:
    """A piece after a step: its document in canonical form, and who changed each entry last.

    Args:
        history: The history.
        room: The room.
        step: The step.
        measures: Leave out the events of all other measures than these; None: of none.

    Raises:
        PastDamaged: it cannot be read.
    """
    state = history.past.state(room, step)
    if measures is not None:
        wanted = frozenset(measures)
        for key, line in list(state.lines.items()):
            if key.startswith("events  ") and _measure_of(line) not in wanted:
                del state.lines[key], state.hands[key]
    hands: dict[str, dict[str, list[str]]] = {}
    for key, person in state.hands.items():
        if person:
            root, id = place_of(key)
            hands.setdefault(person, {}).setdefault(root, []).append(id)
    about = {
        "step": state.number,
        "at": state.at,
        "person": state.person,
        "people": {person: history.name(person) for person in sorted({state.person, *hands} - {""})},
        "hands": hands,
    }
    # The text is JSON itself: it goes into the answer as it is.
    return b'{"document": ' + state.text.encode() + b", " + _json(about)[1:]


def _measure_of(line: str) -> str:
    """The measure that the line of an event names: a quotation mark within a text has a backslash before it."""
    return line.partition('"measure": "')[2].partition('"')[0]


def removers(history: History, room: str, since: int, until: int) -> dict[Place, str]:
    """Who took away the entries that were taken away after a step, up to another; of none, where that is too long a time.

    Raises:
        PastDamaged: it cannot be read.
    """
    found: dict[Place, str] = {}
    if 0 < until - since <= MOST_STEPS:
        for step in history.past.steps(room, since, until):
            found |= {place: step.person for place, line in step.changes.items() if not line}
    return found


def difference_answer(a: State, b: State, removed: Mapping[Place, str]) -> dict[str, Any]:
    """What is musically different between a piece at two steps, and whose doing it was; it reads no history.

    Args:
        a: The piece at the one.
        b: The piece at the other.
        removed: Who took which entry away.
    """
    comparison = music_of(*_documents(a, b))

    def who(each: Alteration) -> str:
        old, new = each.ids
        if a.number > b.number:
            return ""
        if new is None:
            return removed.get((each.root, old or ""), "")
        return b.hands.get(f"{each.root}  {new or each.fields[0]}", "")

    return {
        **{
            name: {"step": state.number, "at": state.at, "person": state.person}
            for name, state in (("a", a), ("b", b))
        },
        **comparison_answer(comparison, who),
    }


def _documents(a: State, b: State) -> tuple[Document, Document]:
    """The piece at two steps. What is the same is read once, and is the same object: of two versions, that is most."""
    one = normalise(json.loads(a.text))
    new = {key: line for key, line in b.lines.items() if key.startswith("meta  ") or a.lines.get(key) != line}
    fresh: dict[str, Any] = dict(normalise(json.loads(State(lines=new).text)))
    other: dict[str, Any] = {**one, "meta": fresh.pop("meta")}
    for key in (*new, *(a.lines.keys() - b.lines.keys())):
        root, id = place_of(key)
        if root != "meta" and id in other[root]:
            if other[root] is one[root]:  # type: ignore[literal-required]
                other[root] = dict(other[root])
            del other[root][id]
    for root, entries in fresh.items():
        if root != "antiphon" and entries:
            other[root] = {**other[root], **entries}
    return one, cast(Document, other)


def comparison_answer(comparison: Comparison, who: Callable[[Alteration], str]) -> dict[str, Any]:
    """What is musically different, as it is answered.

    Args:
        comparison: What is different.
        who: Says whose doing an alteration is; empty where that is not known.
    """
    return {
        "total": len(comparison.alterations),
        "alterations": [
            each.to_json() | {"who": who(each)} for each in comparison.alterations[:MOST_ALTERATIONS]
        ],
        "parts": dict(comparison.parts),
        "meters": dict(comparison.meters),
    }


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()

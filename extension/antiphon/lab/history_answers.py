"""What is answered to who asks for a piece's history, as the bytes of JSON."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from antiphon.lab.chronicle import place_of
from antiphon.lab.history import History
from antiphon.lab.versions import Version


def timeline_answer(history: History, room: str, most: int) -> bytes:
    """The steps of a piece in at most so many spans, with who did how much, the people's names, and the versions.

    Raises:
        PastDamaged: it cannot be read.
    """
    spans = history.past.spans(room, most)
    versions = history.past.versions(room)
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
        parts = tuple(f'"measure": {json.dumps(id)}' for id in measures)
        for key, line in list(state.lines.items()):
            if key.startswith("events  ") and not any(part in line for part in parts):
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


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()

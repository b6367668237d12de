"""The terms of a canvas: what the artist opens, for how much, and what of the document that is."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol

from antiphon.document.changes import read
from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.engine.catalogue import Parameter, catalogue
from antiphon.engine.pitch import written_fifths
from antiphon.session.canvas import MOST_KNOBS, CanvasRefused, Knob, grid
from antiphon.session.saying import Word
from antiphon.session.surface import Knobs, Notes

Mode = Literal["direct", "reviewed"]

HIGHEST_QUOTA: Final = 1000


class Room(Protocol):
    """What of a room is read."""

    ydoc: Any

    def to_document(self) -> Document:
        """The document."""


@dataclass(frozen=True)
class Terms:
    """On what terms a canvas is open.

    Attributes:
        id: Its id; begins the ids of its notes.
        name: What people call it; may be empty.
        mode: Whether strokes are written at once.
        quota: Places one person may hold; 0: any number.
        region: What the artist opened, as they said it: `part, from, until`, or `knobs`.
    """

    id: str
    name: str
    mode: Mode
    quota: int
    region: Mapping[str, Any]


@dataclass(frozen=True)
class Kept:
    """What was kept of a canvas.

    Attributes:
        terms: On what terms it was open.
        surface: What its surface said (`keep`).
        frame: What it stood on (`frame_of`).
        people: Who has which number.
        places: What was made of places, as `Layers.keep`.
    """

    terms: Terms
    surface: Mapping[str, Any]
    frame: str
    people: Mapping[str, int]
    places: Mapping[int, Mapping[str, Any]]


def read_terms(message: Mapping[str, Any]) -> Terms:
    """The terms of an `open_canvas`, with an id of their own.

    Raises:
        CanvasRefused: It says none.
    """
    mode: Mode = "reviewed" if message.get("mode") == "reviewed" else "direct"
    quota, name = message.get("quota", 0), message.get("name", "")
    if isinstance(quota, bool) or not isinstance(quota, int) or not 0 <= quota <= HIGHEST_QUOTA:
        raise CanvasRefused("A quota is a whole number of places, or 0 for any number.")
    if not isinstance(name, str) or len(name) > 80:
        raise CanvasRefused("The name of a canvas has at most 80 characters.")
    match message:
        case {"kind": "notes", "part": str(part), "from": str(first), "until": str(last)}:
            region: dict[str, Any] = {"part": part, "from": first, "until": last}
        case {"kind": "knobs", "knobs": list(knobs)} if all(map(_is_knob, knobs)):
            region = {"knobs": [{"node": each["node"], "parameter": each["parameter"]} for each in knobs]}
        case _:
            raise CanvasRefused(
                "A canvas is of notes, with a part and its measures, or of knobs, with their nodes."
            )
    return Terms(f"canvas-{secrets.token_hex(3)}", name, mode, quota, region)


def _is_knob(raw: object) -> bool:
    return isinstance(raw, dict) and all(isinstance(raw.get(name), str) for name in ("node", "parameter"))


def surface_of(room: Room, terms: Terms, kept: Mapping[str, Any] | None = None) -> Notes | Knobs:
    """What of a room's document a canvas is.

    Args:
        room: The room.
        terms: The canvas's.
        kept: As the surface's `keep` said it, where the canvas was open before.

    Raises:
        CanvasRefused: It is not there.
    """

    def reader(root: str, id: str) -> Any:
        return read(room.ydoc, root, id)

    if "knobs" in terms.region:
        return Knobs(_knobs(terms.region["knobs"], reader), reader)
    part, first, last = (terms.region[name] for name in ("part", "from", "until"))
    document = room.to_document()
    piece = project(document)
    whose = next((each for each in piece.parts if each.id == part), None)
    key = next((each.key for each in piece.measures if each.id == first), 0)
    fifths = written_fifths(key + whose.fifths, whose.diatonic, whose.chromatic) if whose else 0
    found = grid(piece, part, first, last, fifths)
    return Notes(found.again(kept) if kept else found, terms.id, document["events"], reader)


def frame_of(room: Room, surface: Notes | Knobs) -> str:
    """A digest of what a canvas stands on: while it is the same, a place is where it was."""
    document: Mapping[str, Any] = room.to_document() if surface.frame else {}
    framed = [document[root] for root in sorted(surface.frame)]
    return hashlib.sha256(json.dumps(framed, sort_keys=True).encode()).hexdigest()


def _knobs(wanted: list[dict[str, str]], reader: Callable[[str, str], Any]) -> list[Knob]:
    if not 1 <= len(wanted) <= MOST_KNOBS or len({tuple(each.values()) for each in wanted}) < len(wanted):
        raise CanvasRefused("A canvas has 1 to {most} knobs, each once.", most=MOST_KNOBS)
    return [_knob(each["node"], each["parameter"], reader) for each in wanted]


def _knob(node: str, parameter: str, reader: Callable[[str, str], Any]) -> Knob:
    entry = reader("nodes", node)
    kind = catalogue().get(str((entry or {}).get("kind", "")))
    found: Parameter | None = (
        next((each for each in kind.parameters if each.name == parameter), None) if kind else None
    )
    if entry is None or kind is None or found is None or found.maximum <= found.minimum:
        raise CanvasRefused("The canvas needs knobs of nodes that are in the graph.")
    field = f"p_{parameter}"
    preset = reader("presets", str(entry.get("preset", ""))) or {}
    return Knob(
        node,
        field,
        Word(found.title),
        str(entry.get("name") or "") or Word(kind.title),
        Word(found.unit),
        found.minimum,
        found.maximum,
        float(preset.get(field, found.default)),
        found.curve,
        found.whole,
    )

"""Which fields of a document's entries name other entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

Place = tuple[str, str]
"""A root and the id of an entry in it."""

_STRIPS: Final = ("mix", "parts")
_BOXES: Final = ("nodes", "groups")

REFERENCES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "percussion": {"part": ("parts",)},
    "events": {"part": ("parts",), "measure": ("measures",), "drum": ("percussion",)},
    "spans": {"start": ("events",), "end": ("events",)},
    "nodes": {"part": ("parts",), "group": ("groups",), "preset": ("presets",)},
    "edges": {"source": _BOXES, "target": _BOXES},
    "groups": {"group": ("groups",)},
    "ports": {"group": ("groups",), "node": _BOXES},
    "labels": {"group": ("groups",)},
    "mix": {"bus": ("mix",), "snapshot": ("snapshots",)},
    "sends": {"source": _STRIPS, "target": ("mix", "nodes")},
    "inserts": {"strip": _STRIPS, "node": ("nodes",)},
    "settings": {"snapshot": ("snapshots",), "strip": _STRIPS},
    "lanes": {"target": (*_STRIPS, "nodes")},
    "points": {"lane": ("lanes",), "measure": ("measures",)},
    "sections": {"measure": ("measures",), "until": ("measures",)},
    "form": {"section": ("sections",)},
    "annotations": {"target": ("events", "measures", "parts", "nodes"), "reply_to": ("annotations",)},
}
"""For each root, the fields that name an entry, and the roots that it may be in."""


def references(root: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What an entry names: field, id, and the roots that the id may be in."""
    for field, roots in REFERENCES.get(root, {}).items():
        if (id := entry.get(field)) is not None:
            yield field, id, roots

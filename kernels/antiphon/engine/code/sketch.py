"""A sketch: what of a document's graph is written in its text. Positions are not, nor what equals a default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from antiphon.engine.catalogue import catalogue

Entry = dict[str, Any]
Entries = dict[str, Entry]

FLAGS: Final = ("bypass", "mute", "solo")


@dataclass(frozen=True, slots=True)
class Sketch:
    """Entries by id with the fields that are written; cables have both their ports.

    Attributes:
        hidden: How many cables and ports there are of which an end is gone; they are kept, and not written.
    """

    presets: Entries = field(default_factory=dict)
    groups: Entries = field(default_factory=dict)
    nodes: Entries = field(default_factory=dict)
    labels: Entries = field(default_factory=dict)
    ports: Entries = field(default_factory=dict)
    edges: Entries = field(default_factory=dict)
    hidden: int = 0


def sketch(document: Mapping[str, Any]) -> Sketch:
    """What of a document's graph is written.

    Args:
        document: A valid document, or its graph alone.
    """
    groups: Entries = {}
    all_groups: Mapping[str, Any] = document.get("groups", {})
    for id, entry in sorted(all_groups.items()):
        kept = {"name": entry["name"]}
        if _is_within(id, all_groups):
            kept["group"] = entry["group"]
        if entry.get("collapsed"):
            kept["collapsed"] = True
        if "colour" in entry:
            kept["colour"] = entry["colour"]
        groups[id] = kept
    presets: Entries = {id: dict(entry) for id, entry in sorted(document.get("presets", {}).items())}
    nodes: Entries = {}
    for id, entry in sorted(document.get("nodes", {}).items()):
        kept = {name: entry[name] for name in ("kind", "name", "part") if name in entry}
        if entry.get("group") in groups:
            kept["group"] = entry["group"]
        if entry.get("preset") in presets:
            kept["preset"] = entry["preset"]
        kept.update((flag, True) for flag in FLAGS if entry.get(flag))
        preset = presets.get(kept.get("preset", ""))
        for name, value in sorted(entry.items()):
            if name.startswith("p_") and value != default(entry["kind"], preset, name):
                kept[name] = value
        nodes[id] = kept
    labels: Entries = {}
    for id, entry in sorted(document.get("labels", {}).items()):
        labels[id] = {"text": entry["text"]}
        if entry.get("group") in groups:
            labels[id]["group"] = entry["group"]
    ends = {*nodes, *groups}
    all_ports: Mapping[str, Any] = document.get("ports", {})
    ports = {
        id: dict(entry)
        for id, entry in sorted(all_ports.items())
        if entry["group"] in groups and entry["node"] in ends
    }
    all_edges: Mapping[str, Any] = document.get("edges", {})
    edges = {
        id: {"output": "out", "input": "in", **entry}
        for id, entry in sorted(all_edges.items())
        if entry["source"] in ends and entry["target"] in ends
    }
    hidden = len(all_ports) + len(all_edges) - len(ports) - len(edges)
    return Sketch(presets, groups, nodes, labels, ports, edges, hidden)


def default(kind: str, preset: Mapping[str, Any] | None, field: str) -> Any:
    """The value of a parameter's field where a node does not say it; None where that is not known."""
    if preset is not None and preset.get("kind") == kind and field in preset:
        return preset[field]
    known = catalogue().get(kind)
    for parameter in known.parameters if known else ():
        if f"p_{parameter.name}" == field:
            return parameter.default
    return None


def _is_within(id: str, groups: Mapping[str, Any]) -> bool:
    """Whether a group is in one that there is, and not, by way of others, in itself."""
    seen = {id}
    inner = groups[id].get("group")
    first = inner
    while inner in groups and inner not in seen:
        seen.add(inner)
        inner = groups[inner].get("group")
    return first in groups and (inner not in seen)

"""The casting: a graph in which some parts are played by other sounds than the document says.

Pure. A part's instrument is replaced by another one, with what comes before and behind it in its place, as if somebody had
chosen that sound in the score; further instruments of the part do not play.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from antiphon.engine.catalogue import catalogue
from antiphon.engine.library import presets

Entries = Mapping[str, Mapping[str, Any]]

SOUNDS = "sound/"
"""How the keys begin that say what a part is played by."""


def sound(id: str, kept: Entries) -> dict[str, Any] | None:
    """The fields of a node that is a sound.

    Args:
        id: A kind of instrument, or a preset of one: of the document, or one that comes with Antiphon.
        kept: The document's presets.

    Returns:
        None where there is no such sound.
    """
    if id in kept:
        fields = {"kind": kept[id].get("kind"), "preset": id}
    elif id in presets():
        fields = {"kind": presets()[id].kind, **presets()[id].fields}
    else:
        fields = {"kind": id}
    known = catalogue().get(str(fields["kind"]))
    return fields if known is not None and known.plays else None


def recast(graph: Mapping[str, Entries], sounds: Mapping[str, str]) -> dict[str, Any]:
    """The graph with other sounds.

    Args:
        graph: The roots of a document that say how its notes sound.
        sounds: The sound of each part that is to have another, by part.
    """
    roots = {name: dict(graph.get(name, {})) for name in ("nodes", "edges", "ports")}
    for part, id in sorted(sounds.items()):
        fields = sound(id, graph.get("presets", {}))
        if fields is None:
            continue
        players = sorted(node for node, each in roots["nodes"].items() if _plays(each, part))
        before = {node: roots["nodes"].pop(node) for node in players}
        # Another id: what plays now is made beside what played, and neither takes the other's values.
        first = players[0] if players else f"part-{part}"
        named = f"{first[:30]}-cast-{id}".replace(".", "-")[:64]
        roots["nodes"][named] = {**_place(before.get(first, {})), **fields, "part": part}
        for root, ends in (("edges", ("source", "target")), ("ports", ("node",))):
            for entry, each in roots[root].items():
                moved = {end: named for end in ends if each.get(end) == first}
                if moved:
                    roots[root][entry] = {**each, **moved}
    return {**graph, **roots}


def _plays(node: Mapping[str, Any], part: str) -> bool:
    known = catalogue().get(str(node.get("kind")))
    return node.get("part") == part and known is not None and known.plays


def _place(node: Mapping[str, Any]) -> dict[str, Any]:
    return {name: node[name] for name in ("x", "y", "group", "mute", "solo") if name in node}

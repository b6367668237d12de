"""Joining: which cables cannot be, though their ports fit. `src/graph/connect.ts` is the same in TypeScript, and
`tests/fixtures/graph/joining.json` holds the two together.

Sound and control signals may go round in a circle: what closes it arrives a block later. Notes may not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from antiphon.engine.catalogue import catalogue
from antiphon.engine.wiring import Cable, reached, through_groups


def why_not(document: Mapping[str, Any], edge: Mapping[str, Any]) -> str:
    """Why a cable cannot be laid: a sentence, or nothing where it can.

    Args:
        document: A document, of which `nodes`, `edges` and `ports` are read.
        edge: The cable, as an entry of `edges`.
    """
    edges = {id: each for id, each in document["edges"].items() if each != edge}
    cables = through_groups({**edges, "": edge}, document["ports"])
    nodes = document["nodes"]
    new = next(cable for cable in cables if not cable.id)
    if new.source == new.target or edge["source"] == edge["target"]:
        return "a node cannot feed itself straight: put another one in between."
    notes: dict[str, list[str]] = defaultdict(list)
    for cable in cables:
        if cable.id and _of_notes(cable, nodes):
            notes[cable.source].append(cable.target)
    if _of_notes(new, nodes) and new.source in reached(new.target, notes):
        return "notes would run in a circle, and they only go forward."
    return ""


def _of_notes(cable: Cable, nodes: Mapping[str, Mapping[str, Any]]) -> bool:
    known = catalogue().get(str(nodes.get(cable.source, {}).get("kind")))
    return known is not None and known.outputs.get(cable.output) == "note"

"""The taking: which nodes take the notes of which part straight from the score.

An instrument plays its part, unless nodes of notes play into it: then those take the part in its place, the first ones of the
row. One of those may name a part itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from antiphon.engine.catalogue import Kind
from antiphon.engine.wiring import Cable, reached


def takers(
    kinds: Mapping[str, Kind],
    parts: Mapping[str, str | None],
    cables: Collection[Cable],
    order: Sequence[str],
) -> tuple[dict[str, str], list[str]]:
    """Share the parts out.

    Args:
        kinds: Of the nodes, by id.
        parts: The parts that they name, by id of the node.
        cables: Between them, without a circle.
        order: The parts of the piece. Of several that a row of nodes leads to, it takes the first one.

    Returns:
        The part that each node takes, by id of the node, for those that take one and lead to an instrument; and the
        instruments to which nothing comes.
    """
    notes = [
        (cable.source, cable.target)
        for cable in cables
        if kinds[cable.source].outputs[cable.output] == "note"
    ]
    onward: dict[str, list[str]] = {}
    for source, target in notes:
        onward.setdefault(source, []).append(target)
    fed = {target for _, target in notes}
    takes: dict[str, str] = {}
    idle = []
    for id, each in kinds.items():
        part = parts[id]
        if each.plays and id not in fed:
            if part is None:
                idle.append(id)
            else:
                takes[id] = part
        elif each.gives_notes:
            players = {target for target in reached(id, onward) if kinds[target].plays}
            if part is None and id not in fed:
                part = min(
                    (found for player in players if (found := parts[player])), key=order.index, default=None
                )
            if part is not None and players:
                takes[id] = part
    return takes, idle

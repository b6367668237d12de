"""Whose what is left of a piece is: the split sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from antiphon.session.ledger import Place, Row

UNIT = 10_000
"""Parts that a whole has: hundredths of a percent."""


@dataclass(frozen=True)
class Share:
    """What of a piece is somebody's.

    Attributes:
        who: What the ledger's rows call them; empty for what nobody is known to have made, as of an imported file.
        name: Their name; empty where their data were deleted, or there is nobody.
        notes: Notes they made that are there.
        nodes: Nodes of the graph they made that are there.
        share: Of all notes and nodes, in hundredths of a percent; all shares together are 10,000, or there is nothing.
    """

    who: str
    name: str
    notes: int
    nodes: int
    share: int

    @property
    def percent(self) -> str:
        """The share as it is written.

        >>> Share("", "", 1, 0, 3333).percent
        '33.33 %'
        """
        return f"{self.share // 100}.{self.share % 100:02} %"


def shares(rows: Iterable[Row], document: Mapping[str, Any], names: Mapping[str, str]) -> list[Share]:
    """Whose the notes and nodes are that are there, the greatest share first.

    A note or node is whose who made it, in a branch as in the piece; what came of an accepted proposal is whose who proposed it.

    Args:
        rows: The ledger's rows, by number.
        document: The document as it is now.
        names: The names of people by what rows call them.
    """
    notes = [id for id, event in document["events"].items() if event["kind"] == "note"]
    return divide(makers(rows), notes, document["nodes"], names)


def makers(rows: Iterable[Row]) -> dict[Place, str]:
    """Who made each event and node that ever was, as the rows call them."""
    made: dict[Place, str] = {}
    for row in rows:
        places, who = credited(row)
        for root in ("events", "nodes"):
            for id in places.get(root, ()):
                made[root, id] = who
    return made


def credited(row: Row) -> tuple[Mapping[str, Iterable[str]], str]:
    """What a row says was made, ids by root, and by whom: of an accepted proposal, who proposed it; of a merge, who made it."""
    if row.what in ("proposal", "merge"):
        return row.content.get("accepted", {}), str(row.content.get("by", ""))
    return row.content.get("made", {}), row.who


def divide(
    made: Mapping[Place, str], notes: Iterable[str], nodes: Iterable[str], names: Mapping[str, str]
) -> list[Share]:
    """Whose notes and nodes are, the greatest share first.

    Args:
        made: Who made events and nodes; others are nobody's.
        notes: The ids of the notes that are there.
        nodes: The ids of the nodes that are there.
        names: The names of people by what rows call them.
    """
    notes_of = Counter(made.get(("events", id), "") for id in notes)
    nodes_of = Counter(made.get(("nodes", id), "") for id in nodes)
    parts = apportion({who: notes_of[who] + nodes_of[who] for who in notes_of | nodes_of})
    found = [
        Share(who, names.get(who, ""), notes_of[who], nodes_of[who], part) for who, part in parts.items()
    ]
    return sorted(found, key=lambda each: (-each.share, each.name, each.who))


def apportion(counts: Mapping[str, int], whole: int = UNIT) -> dict[str, int]:
    """Divide a whole as counts are to each other (by the largest remainder, after Hamilton): the parts add up to it exactly.

    >>> apportion({"a": 1, "b": 1, "c": 1})
    {'a': 3334, 'b': 3333, 'c': 3333}
    >>> apportion({})
    {}
    """
    total = sum(counts.values())
    if not total:
        return dict.fromkeys(counts, 0)
    parts = {who: whole * count // total for who, count in counts.items()}
    left = whole - sum(parts.values())
    for who in sorted(counts, key=lambda who: (-(whole * counts[who] % total), who))[:left]:
        parts[who] += 1
    return parts

"""Who did how much of a piece when, as its ledger tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from antiphon.session.ledger import AUDIENCE, Place, Row
from antiphon.session.split import credited

MOST: Final = 120
"""Spans of an activity, unless others are asked for."""

_HOUR: Final = 3600
_DAY: Final = 24 * _HOUR
WIDTHS: Final = (
    *(1, 10, 60, 300, 900, _HOUR, 6 * _HOUR, _DAY, 7 * _DAY, 28 * _DAY, 364 * _DAY),
    3640 * _DAY,
)
"""Seconds that spans may be long, so that people know how long they are."""


@dataclass
class Work:
    """What somebody did.

    Attributes:
        notes: How much of the score they made, changed and took away: notes, rests and marks.
        nodes: The same of the graph's nodes.
        other: Anything else that they made, changed or took away: measures, cables, proposals.
        accepted: Proposals of theirs that were accepted, in whole or in part; what came of them is among what they made.
        steered: Times that they steered something.
    """

    notes: list[int] = field(default_factory=lambda: [0, 0, 0])
    nodes: list[int] = field(default_factory=lambda: [0, 0, 0])
    other: int = 0
    accepted: int = 0
    steered: int = 0

    def add(self, other: Work) -> None:
        """Add what was done besides."""
        self.notes = [a + b for a, b in zip(self.notes, other.notes, strict=True)]
        self.nodes = [a + b for a, b in zip(self.nodes, other.nodes, strict=True)]
        self.other += other.other
        self.accepted += other.accepted
        self.steered += other.steered


@dataclass(frozen=True)
class Span:
    """What was done in a stretch of time.

    Attributes:
        start: When it begins, in seconds since the epoch.
        work: What each did, by what the rows call them.
    """

    start: int
    work: dict[str, Work]


@dataclass(frozen=True)
class Survey:
    """All of a ledger that is shown of it.

    Attributes:
        made: Who made each event and node that ever was.
        deeds: What was done, with when, in milliseconds since the epoch, and by whom.
        accepted: How many times proposals were accepted, in whole or in part.
        polls: How many polls of the audience there were, and how many votes together.
    """

    made: dict[Place, str]
    deeds: list[tuple[int, str, Work]]
    accepted: int
    polls: tuple[int, int]


def survey(rows: Iterable[Row]) -> Survey:
    """Read a ledger.

    Args:
        rows: Its rows, by number.
    """
    made: dict[Place, str] = {}
    deeds: list[tuple[int, str, Work]] = []
    accepted = 0
    polls: dict[str, int] = {}
    for row in rows:
        places, who = credited(row)
        for root in ("events", "nodes"):
            for id in places.get(root, ()):
                made[root, id] = who
        if row.what != "erasure":
            deeds.append((row.at, who, _work(row)))
        accepted += row.what == "proposal"
        if row.what in ("steering", "poll") and row.who == AUDIENCE:
            # One poll may have steered several things, each in a row of its own.
            polls[row.content.get("poll") or f"row {row.number}"] = _votes(row.content)
    return Survey(made, deeds, accepted, (len(polls), sum(polls.values())))


def _votes(content: Mapping[str, Any]) -> int:
    total = content.get("total")
    return int(total) if total is not None else sum(content.get("counts", {}).values())


def _work(row: Row) -> Work:
    if row.what == "steering":
        return Work(steered=1)
    if row.what == "poll":
        return Work()
    made, _ = credited(row)
    work = Work(accepted=int(row.what == "proposal"))
    for kind, places in enumerate((made, row.content.get("changed", {}), row.content.get("removed", {}))):
        for root, ids in places.items():
            match root:
                case "events":
                    work.notes[kind] += len(ids)
                case "nodes":
                    work.nodes[kind] += len(ids)
                case _:
                    work.other += len(ids)
    return work


def activity(deeds: Iterable[tuple[int, str, Work]], most: int = MOST) -> tuple[int, list[Span]]:
    """What was done, in stretches of one length; those in which nothing was are left out.

    Args:
        deeds: As of a survey.
        most: How many stretches there may be, from 1.

    Returns:
        How many seconds long each is, the shortest of `WIDTHS` that does, and the stretches, the first one first.
    """
    every = list(deeds)
    width = next((width for width in WIDTHS if _count(every, width) <= most), WIDTHS[-1])
    spans: dict[int, dict[str, Work]] = {}
    for at, who, work in every:
        start = at // (width * 1000) * width
        spans.setdefault(start, {}).setdefault(who, Work()).add(work)
    return width, [Span(start, spans[start]) for start in sorted(spans)]


def _count(deeds: Iterable[tuple[int, str, Work]], width: int) -> int:
    return len({at // (width * 1000) for at, _, _ in deeds})

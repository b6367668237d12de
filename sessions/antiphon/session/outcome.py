"""Outcomes: how a poll stands and how it ended, of equal ballots counted together.

As messages say them, by the kind of the poll (each also with `total`, the people who voted):

```
single     counts {option: n}                                    winner (null: none, or a tie)
multiple   counts {option: n}, approvals                         winner
ranked     counts {option: n}, first places                      winner, points {option: n}, rounds [{option: n}]
scale      bars [{low, high, count}], mean                       median
tap, shake bars, mean                                            median
pad        cells [[n]], 5 rows of 5, the upper first, mean [x,y] median [x,y]
```

The left column is known at any time and cheap; the right one only at the end. `mean` leaves a tenth out at each end (not
of a pad).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from antiphon.session.aggregation import (
    approvals,
    borda,
    geometric_median,
    instant_runoff,
    mean_place,
    median,
    plurality,
    trimmed_mean,
)
from antiphon.session.ballot import Ballot, Kind, Multiple, Pad, Ranked, Scale, Single

BARS, CELLS = 10, 5
"""Bars of a picture of numbers at most, and cells of a pad's along each side."""

Ballots = Mapping[Any, int]
"""How often each ballot was cast."""


def standing(kind: Kind, ballots: Mapping[Ballot, int]) -> dict[str, Any]:
    """How a poll stands."""
    votes: Ballots = ballots
    total = sum(votes.values())
    match kind:
        case Ranked(options=options):
            firsts = {option.id: 0 for option in options}
            for ranking, n in votes.items():
                firsts[ranking[0]] += n
            return {"total": total, "counts": firsts}
        case Multiple(options=options):
            return {"total": total, "counts": approvals(votes, [option.id for option in options])}
        case Single(options=options):
            return {"total": total, "counts": {option.id: votes.get(option.id, 0) for option in options}}
        case Pad():
            cells = [[0] * CELLS for _ in range(CELLS)]
            for (across, up), n in votes.items():
                cells[CELLS - 1 - min(CELLS - 1, int(up * CELLS))][min(CELLS - 1, int(across * CELLS))] += n
            return {"total": total, "cells": cells, "mean": _place(mean_place(votes))}
        case _:
            mean = trimmed_mean(votes)
            return {
                "total": total,
                "bars": _bars(kind, votes),
                "mean": None if mean is None else round(mean, 3),
            }


def outcome(kind: Kind, ballots: Mapping[Ballot, int]) -> dict[str, Any]:
    """How a poll ended."""
    stands = standing(kind, ballots)
    votes: Ballots = ballots
    match kind:
        case Ranked(options=options):
            ids = [option.id for option in options]
            points = borda(votes, ids)
            runoff, rounds = instant_runoff(votes, ids)
            winner = runoff if kind.rule == "runoff" else plurality(points)
            return stands | {"winner": winner, "points": points, "rounds": rounds}
        case Single():
            return stands | {"winner": plurality(stands["counts"])}
        case Pad():
            return stands | {"median": _place(geometric_median(votes))}
        case _:
            return stands | {"median": median(votes)}


def _place(place: tuple[float, float] | None) -> list[float] | None:
    return None if place is None else [round(place[0], 3), round(place[1], 3)]


def _bars(kind: Any, votes: Ballots) -> list[dict[str, float]]:
    low, high = kind.describe()["low"], kind.describe()["high"]
    if isinstance(kind, Scale) and (values := round((high - low) / kind.step) + 1) <= BARS + 1:
        steps = [round(low + step * kind.step, 9) for step in range(values)]
        return [
            {"low": value, "high": value, "count": votes.get(value, 0)} for value in steps if value <= high
        ]
    counts = [0] * BARS
    for value, n in votes.items():
        counts[min(BARS - 1, int((value - low) / (high - low) * BARS))] += n
    width = (high - low) / BARS
    return [
        {"low": round(low + bar * width, 3), "high": round(low + (bar + 1) * width, 3), "count": count}
        for bar, count in enumerate(counts)
    ]

"""What two pieces have in common: the last moment of a piece that both hold, by branching and merging."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Moment(NamedTuple):
    """A piece as it was after a step.

    Attributes:
        room: The piece's room.
        step: The step.
    """

    room: str
    step: int


Links = Callable[[Moment], Iterable[Moment]]
"""Which moments of other pieces went into a piece by a moment: what it was branched from, and what was merged into it."""


def held(moment: Moment, links: Links) -> dict[str, int]:
    """Of each piece that is in a piece at a moment, the last step of it that is: of itself, this one.

    >>> branched = lambda moment: [Moment("song", 7)] if moment.room == "idea" else []
    >>> held(Moment("idea", 3), branched)
    {'idea': 3, 'song': 7}
    """
    found: dict[str, int] = {}
    waiting = [moment]
    while waiting:
        next = waiting.pop()
        if found.get(next.room, -1) < next.step:
            found[next.room] = next.step
            waiting += links(next)
    return found


def common(one: Moment, other: Moment, links: Links) -> Moment | None:
    """The moment that both hold and that holds most of what they have in common; None where that is nothing.

    >>> branched = lambda moment: [Moment("song", {"idea": 7, "coda": 9}[moment.room])] if moment.room != "song" else []
    >>> common(Moment("idea", 3), Moment("coda", 2), branched)
    Moment(room='song', step=7)
    """
    mine, theirs = held(one, links), held(other, links)
    shared = [Moment(room, min(step, theirs[room])) for room, step in mine.items() if room in theirs]
    within = {moment: held(moment, links) for moment in shared}

    def is_last(moment: Moment) -> bool:
        return not any(within[each].get(moment.room, -1) >= moment.step and each != moment for each in shared)

    # There may be several, or two that hold each other: each will do, as what both did alike is no conflict.
    last = [moment for moment in shared if is_last(moment)] or shared
    return max(last, key=lambda moment: (sum(within[moment].values()), moment), default=None)

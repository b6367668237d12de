"""Versions of a piece: moments that somebody named, or that are kept by themselves and thinned as they grow old."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

HOUR: Final = 3600.0
DAY: Final = 24 * HOUR
WEEK: Final = 7 * DAY
TERM: Final = 200 * DAY

WHILE_EDITING: Final = 600.0
"""Seconds of editing after which a version is kept by itself."""

Kind = Literal["named", "pause", "while", "before"]
"""Why there is one: somebody named it; the last one left; it was edited for a while; something big was to come."""


@dataclass(frozen=True)
class Version:
    """A moment of a piece.

    Attributes:
        id: Its id.
        step: The step after which the piece was so.
        at: When that was, in seconds since the epoch.
        kind: Why it is kept.
        person: Id of who named it, or did what was to come; empty where nobody did.
        title: Its name, or what was to come; empty where it has none.
    """

    id: str
    step: int
    at: float
    kind: Kind
    person: str = ""
    title: str = ""


def fading(versions: Iterable[Version], now: float) -> set[str]:
    """The ids of those that are old enough to go.

    All of the last day stay, of the last week the last one of each hour, of a term the last one of each day, of what is
    older the last one of each week. Those that were named stay whatever happens.

    Args:
        versions: The versions of one piece.
        now: In seconds since the epoch.
    """
    last: dict[tuple[float, int], Version] = {}
    automatic = [version for version in versions if version.kind != "named"]
    for version in sorted(automatic, key=lambda version: (version.at, version.step, version.id)):
        span = _span(now - version.at)
        if span:
            last[span, int(version.at // span)] = version
    stay = {version.id for version in last.values()}
    return {version.id for version in automatic if _span(now - version.at)} - stay


def _span(age: float) -> float:
    """Seconds of which one is kept, at some age; 0 where all are."""
    if age <= DAY:
        return 0.0
    if age <= WEEK:
        return HOUR
    return DAY if age <= TERM else WEEK

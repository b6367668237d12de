"""Practice: what a page may ask of how a piece is played; pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeGuard

from antiphon.lab.seat import Refused
from antiphon.session.saying import Saying

SPEEDS = (0.25, 2.0)
"""The slowest and the fastest speed of practice."""

MOST_BARS = 2
"""Bars that may be counted in."""


def place(message: Mapping[str, Any]) -> float:
    """The `position` of a page's `play` or `seek`, in quarter lengths.

    Raises:
        Refused: if it is none.
    """
    position = message.get("position")
    if not _number(position) or position < 0:
        raise Refused("A position is a number of quarter lengths from the beginning.")
    return float(position)


def practice(message: Mapping[str, Any]) -> dict[str, Any]:
    """A page's `loop`, `speed` or `metronome` as the conductor is told it.

    Raises:
        Refused: if it is not understood; the message says what would be.
    """
    match message:
        case {"type": "loop", "start": start, "end": end}:
            if not (_number(start) and _number(end) and 0 <= start < end):
                raise Refused(
                    "A loop needs a start and, behind it, an end: quarter lengths from the beginning."
                )
            return {"type": "loop", "start": float(start), "end": float(end)}
        case {"type": "loop"} if not message.keys() & {"start", "end"}:
            return {"type": "loop"}
        case {"type": "speed", "factor": factor} if _number(factor) and SPEEDS[0] <= factor <= SPEEDS[1]:
            return {"type": "speed", "factor": float(factor)}
        case {"type": "metronome", "on": bool(on), "count_in": bars} if _number(bars) and bars in range(
            MOST_BARS + 1
        ):
            return {"type": "metronome", "on": on, "count_in": int(bars)}
        case {"type": "speed"}:
            raise Refused(
                Saying(
                    "The speed is a number from {least} to {most}; 1 is the written one.",
                    least=SPEEDS[0],
                    most=SPEEDS[1],
                )
            )
        case {"type": "metronome"}:
            raise Refused(
                Saying("The metronome is on or off, and counts 0 to {most} measures in.", most=MOST_BARS)
            )
    raise Refused("A loop needs both a start and an end, or neither, to end it.")


def _number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)

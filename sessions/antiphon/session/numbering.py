"""Numbering: the number by which people know a measure, straight from the document's entries."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any


def measure_number(measures: Mapping[str, Mapping[str, Any]], id: str) -> int | None:
    """A measure's number: from 1; 0 for a pick-up that comes first. None where there is no such measure.

    Args:
        measures: All measures by id, with whatever is in them.
        id: The measure.

    >>> measure_number({"a": {"index": "1", "duration": "1"}, "b": {"index": "2"}}, "b")
    1
    """
    order = sorted(measures, key=lambda measure: (str(measures[measure].get("index", "")), measure))
    if id not in measures:
        return None
    return order.index(id) + (0 if _is_pick_up(measures[order[0]]) else 1)


def _is_pick_up(first: Mapping[str, Any]) -> bool:
    try:
        beats, unit = str(first.get("meter", "4/4")).split("/")
        full = Fraction(sum(map(int, beats.split("+"))) * 4, int(unit))
        return 0 < Fraction(str(first.get("duration", full))) < full
    except (ValueError, ZeroDivisionError):
        return False

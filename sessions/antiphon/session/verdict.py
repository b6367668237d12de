"""Verdicts: how a poll ended, in a sentence that tells why something moves or stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def verdict(poll: Mapping[str, Any], outcome: Mapping[str, Any]) -> str:
    """How a poll ended, in words.

    >>> options = [{"id": "slower", "label": "Slower"}, {"id": "faster", "label": "Faster"}]
    >>> verdict({"options": options}, {"total": 10, "counts": {"slower": 4, "faster": 6}, "winner": "faster"})
    'Faster won with 6 of 10 votes'
    >>> verdict({"kind": "tap"}, {"total": 3, "median": 96.0})
    'The middle of 3 answers is 96'

    Args:
        poll: As `antiphon.session.poll.Poll.describe`.
        outcome: As `antiphon.session.outcome`.
    """
    total = outcome.get("total") or sum((outcome.get("counts") or {}).values())
    if not total:
        return "Nobody voted"
    if "options" in poll:
        winner = outcome.get("winner")
        if winner is None:
            return f"A tie of {_votes(total)}"
        label = next((each["label"] for each in poll["options"] if each["id"] == winner), winner)
        if poll.get("kind") == "ranked":
            return f"{label} won among {total} ranking{'s' if total > 1 else ''}"
        return f"{label} won with {(outcome.get('counts') or {}).get(winner, 0)} of {_votes(total)}"
    median = outcome.get("median")
    answers = f"{total} answer{'s' if total > 1 else ''}"
    if isinstance(median, list | tuple):
        return f"The middle of {answers} is {median[0]:.0%} across and {median[1]:.0%} up"
    return f"The middle of {answers} is {median:g}" if median is not None else f"{answers} came"


def _votes(total: int) -> str:
    return f"{total} vote{'s' if total != 1 else ''}"

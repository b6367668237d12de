"""Verdicts: how a poll ended, in a sentence that tells why something moves or stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from antiphon.session.saying import Saying


def verdict(poll: Mapping[str, Any], outcome: Mapping[str, Any]) -> Saying:
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
        return Saying("Nobody voted")
    if "options" in poll:
        winner = outcome.get("winner")
        if winner is None:
            return Saying("A tie of {count} votes", one="A tie of {count} vote", count=total)
        label = next((each["label"] for each in poll["options"] if each["id"] == winner), winner)
        if poll.get("kind") == "ranked":
            return Saying(
                "{name} won among {count} rankings",
                one="{name} won among {count} ranking",
                name=label,
                count=total,
            )
        return Saying(
            "{name} won with {votes} of {count} votes",
            one="{name} won with {votes} of {count} vote",
            name=label,
            votes=(outcome.get("counts") or {}).get(winner, 0),
            count=total,
        )
    median = outcome.get("median")
    if isinstance(median, list | tuple):
        return Saying(
            "The middle of {count} answers is {across}% across and {up}% up",
            one="The middle of {count} answer is {across}% across and {up}% up",
            count=total,
            across=round(100 * median[0]),
            up=round(100 * median[1]),
        )
    if median is None:
        return Saying("{count} answers came", one="{count} answer came", count=total)
    return Saying(
        "The middle of {count} answers is {middle}",
        one="The middle of {count} answer is {middle}",
        count=total,
        middle=median,
    )

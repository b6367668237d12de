"""What a score could not carry from one format to another, and the error when nothing could be carried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


class ScoreError(Exception):
    """A file that cannot be read or written as a score; the message is one sentence for the user."""


@dataclass(frozen=True, order=True)
class Loss:
    """One thing that was not carried over.

    Attributes:
        measure: The measure's number as the score shows it (0 for a pick-up that comes first), or None for the whole piece.
        part: The part's name; empty where it concerns all of them.
        what: A singular noun phrase that ends in its noun, so that it can be counted, such as `staccato mark`; more
            may follow in parentheses.
    """

    measure: int | None
    part: str
    what: str


def losses_text(losses: Iterable[Loss]) -> list[str]:
    """Group losses for the screen, one line a kind and part.

    Args:
        losses: Any losses, in any order; the lines come in the order in which each kind first occurs.

    Returns:
        Lines such as `measures 3, 7–9: 4 slurs (Flute)`.

    >>> losses_text([Loss(3, "Flute", "slur"), Loss(4, "Flute", "slur"), Loss(None, "", "mixer strip")])
    ['measures 3–4: 2 slurs (Flute)', 'whole piece: 1 mixer strip']
    """
    groups: dict[tuple[str, str, bool], list[int | None]] = defaultdict(list)
    for loss in losses:
        groups[loss.what, loss.part, loss.measure is None].append(loss.measure)
    return [
        f"{_where(measures)}: {len(measures)} {_plural(what) if len(measures) > 1 else what}"
        + (f" ({part})" if part else "")
        for (what, part, _), measures in groups.items()
    ]


def _where(measures: list[int | None]) -> str:
    numbers = sorted({measure for measure in measures if measure is not None})
    if not numbers:
        return "whole piece"
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    text = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
    return f"{'measures' if len(numbers) > 1 else 'measure'} {text}"


def _plural(what: str) -> str:
    noun, parenthesis, rest = what.partition(" (")
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        noun = f"{noun[:-1]}ies"
    else:
        noun += "es" if noun.endswith(("s", "x", "ch", "sh")) else "s"
    return noun + parenthesis + rest

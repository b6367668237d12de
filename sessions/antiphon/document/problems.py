"""The problems of a piece, by what has them, so that each can be told anew on its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from antiphon.document.piece import Problem

CODES = ("invalid", "orphan", "outside", "overfull", "double", "overlap")
"""The codes of problems, in the order of the rules."""

Source = tuple[str, ...]


class Problems:
    """All problems, in order."""

    def __init__(self) -> None:
        self._of: dict[Source, tuple[Problem, ...]] = {}
        self._ordered: tuple[Problem, ...] | None = ()

    def tell(self, source: Source, problems: Sequence[Problem]) -> None:
        """Say what the problems of a source are now, in place of those that it had."""
        if tuple(problems) == self._of.get(source, ()):
            return
        self._ordered = None
        if problems:
            self._of[source] = tuple(problems)
        else:
            del self._of[source]

    def ordered(self) -> tuple[Problem, ...]:
        """All of them in the order of the rules, then by id."""
        if self._ordered is None:
            problems = chain.from_iterable(self._of.values())
            self._ordered = tuple(
                sorted(problems, key=lambda each: (CODES.index(each.code), each.id, each.message))
            )
        return self._ordered

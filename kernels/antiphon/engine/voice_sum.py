"""The sum of the voices that run."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any


class VoiceSum:
    """Adds up the streams that take part, each of which adds the one before it to its own.

    pyo's `Mix` asks each of its inputs by name for its stream, in every block, which costs as much as a third of a
    filter; what an object adds to its own sound is as good as free. The streams must be computed in the order of
    their places.

    Args:
        output: A pyo base object with `setValue`, which becomes the sum.
    """

    def __init__(self, output: Any) -> None:
        self._output = output
        self._places: list[int] = []
        self._ends: list[Any] = []

    def join(self, place: int, end: Any) -> None:
        """Let a stream take part.

        Args:
            place: Its place in the order in which pyo computes the streams; nobody else's.
            end: A pyo base object, whose `add` is the sum's to use.
        """
        at = bisect_left(self._places, place)
        end.setAdd(self._ends[at - 1] if at else 0.0)
        self._places.insert(at, place)
        self._ends.insert(at, end)
        self._follow(at)

    def leave(self, place: int) -> None:
        """Let a stream take part no longer."""
        at = bisect_left(self._places, place)
        self._places.pop(at)
        self._ends.pop(at).setAdd(0.0)
        self._follow(at - 1)

    def _follow(self, at: int) -> None:
        """Plug what is at this place into what comes behind it."""
        before = self._ends[at] if at >= 0 else 0.0
        if at + 1 < len(self._ends):
            self._ends[at + 1].setAdd(before)
        else:
            self._output.setValue(before)

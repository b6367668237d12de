"""The quarantine: stems that went wild, and what has to be renewed before they may sound again."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection

RELAPSES = 3
"""A node that went wild so often within `MEMORY` is renewed when something changes, and not before."""

MEMORY = 10.0
"""Seconds for which it is remembered that a node went wild."""


class Quarantine:
    """The muted stems of one worker.

    >>> quarantine = Quarantine()
    >>> [quarantine.admit(1, "wild", now) for now in (0.0, 1.0, 2.0, 20.0)]
    [True, True, False, True]
    >>> quarantine.stems, quarantine.nodes
    ({1}, {'wild'})
    """

    def __init__(self) -> None:
        self._inside: dict[int, str] = {}
        self._history: deque[tuple[float, str]] = deque()

    @property
    def stems(self) -> set[int]:
        """Indices of the stems that are muted."""
        return set(self._inside)

    @property
    def nodes(self) -> set[str]:
        """Ids of the nodes that made them wild."""
        return set(self._inside.values())

    def admit(self, stem: int, node: str, now: float) -> bool:
        """Take in a stem.

        Args:
            stem: Its index.
            node: Id of the node that made it wild.
            now: The time, in seconds.

        Returns:
            Whether the node may be tried again soon, though nothing has changed.
        """
        self._inside[stem] = node
        self._history.append((now, node))
        while self._history[0][0] < now - MEMORY:
            self._history.popleft()
        return sum(wild == node for _, wild in self._history) < RELAPSES

    def release(self, stems: Collection[int]) -> None:
        """Let stems go."""
        for stem in stems:
            self._inside.pop(stem, None)

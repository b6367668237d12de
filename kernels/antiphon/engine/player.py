"""The player: what plays the notes of a part, sample by sample."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

NEVER = 1 << 62
"""A sample that is never reached."""


class Player(ABC):
    """What plays notes.

    Attributes:
        output: Its sound, a pyo object of two streams.
        due: From this sample on it must `settle` after each block.
    """

    output: Any
    due: int = NEVER

    @abstractmethod
    def set(self, index: int, value: float) -> None:
        """Turn a knob.

        Args:
            index: Of the parameter, in the catalogue's order.
            value: In its unit, within its range.
        """

    @abstractmethod
    def note_on(self, key: int, frequency: float, velocity: float, offset: int, now: int) -> None:
        """Start a note.

        Args:
            key: What `note_off` will name it by.
            frequency: Hz.
            velocity: 0 to 1.
            offset: Sample of the next block, 0 to block - 1.
            now: The next block's first sample.
        """

    @abstractmethod
    def note_off(self, key: int, offset: int, now: int) -> None:
        """Let a note go. One that is not sounding, or that has lost its voice, is none of its business.

        Args:
            key: As in `note_on`.
            offset: Sample of the next block.
            now: The next block's first sample.
        """

    @abstractmethod
    def silence(self, now: int) -> None:
        """Let every note go, and quickly."""

    @property
    @abstractmethod
    def voices(self) -> int:
        """How many voices run, or may still."""

    @abstractmethod
    def shed(self, now: int) -> bool:
        """Let go, and quickly, of the voice that can be spared best; False where there is none.

        That is one that was let go, else the one that is held the longest; none that is on its way out already.
        """

    @abstractmethod
    def settle(self, now: int) -> None:
        """Make ready for the next block, and stop what has died away; to be called from `due` on.

        Args:
            now: The next block's first sample.
        """

    @abstractmethod
    def close(self) -> None:
        """Give back what the next one can use; it will not sound again."""

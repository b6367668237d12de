"""Following a writer that may stall or run away, without ever stopping.

The ring's counter is the clock while it moves. When it does not, the follower goes on in silence by the wall
clock, so that a listener's connection keeps its time, and takes the newest sound again once there is some.
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from antiphon.stream.encoder import FRAME, RATE

PATIENCE = 0.04
"""Seconds without sound after which silence takes over."""

BEHIND = RATE // 10
"""Frames (100 ms) that may wait unread before the follower skips to the newest."""

_SILENCE: NDArray[np.float32] = np.zeros((FRAME, 2), np.float32)


class Source(Protocol):
    """What is followed: a counter of frames written, and the frames."""

    @property
    def written(self) -> int:
        """Frames written since the beginning."""
        ...

    def read(self, start: int, count: int) -> NDArray[np.float32] | None:
        """Return float32[count, 2] from frame `start`, or None if the writer has lapped it."""
        ...


class Follower:
    """Cuts a source into frames of 10 ms at the pace of its writer.

    Args:
        source: What is followed.
        now: The time, in seconds of a clock that never goes back.
    """

    def __init__(self, source: Source, now: float) -> None:
        self._source = source
        self.skip(now)

    def skip(self, now: float) -> None:
        """Leave everything written so far unread."""
        self._position = self._source.written
        self._heard = now

    def advance(self, now: float) -> list[NDArray[np.float32]]:
        """Return the frames that are due, oldest first: float32[480, 2] each.

        A writer that lapped the follower, or began again from zero, is joined at its newest frame. For each
        10 ms beyond `PATIENCE` without sound there is one frame of silence.
        """
        written = self._source.written
        if not 0 <= written - self._position <= BEHIND:
            self._position = max(0, written - FRAME)
        frames: list[NDArray[np.float32]] = []
        while written - self._position >= FRAME:
            sound = self._source.read(self._position, FRAME)
            if sound is None:
                self._position = self._source.written
                break
            frames.append(sound)
            self._position += FRAME
            self._heard = now
        while now - self._heard >= PATIENCE + FRAME / RATE:
            frames.append(_SILENCE)
            self._heard += FRAME / RATE
        return frames

    def wait(self) -> float:
        """Return the seconds until it is worth looking again: 1 to 10 ms."""
        missing = FRAME - (self._source.written - self._position)
        return min(max(missing / RATE, 0.001), FRAME / RATE)

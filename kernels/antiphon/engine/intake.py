"""The intake: live sound brought to the pace of who renders.

The clock of the device that hears and the clock by which blocks are rendered differ by some millionths, and blocks come
in bursts. So the intake reads a steady distance behind what was heard, and a little faster or slower than it was heard, by
a thousandth at most: cubic interpolation between four samples (Catmull and Rom, 1974; in Hermite's form). While it need
not, it copies. Where nothing is to be had it falls silent, and comes back, both softly.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

FASTEST = 0.001
"""How much faster or slower it reads at most."""

_CALM = 0.004
"""Seconds of the distance that are not worth a change of pace."""

_AGREEMENT = 0.1
"""How much of the distance to make good is made good in a second."""

_SMOOTH = 0.02
"""How much of what a block shows of the distance is believed."""


class Source(Protocol):
    """What is heard."""

    rate: int

    @property
    def written(self) -> int:
        """Frames heard so far."""

    @property
    def size(self) -> int:
        """Frames that the device gives at a time."""

    def read(self, start: int, frames: int) -> Samples:
        """A copy of what was heard from a frame on, float32 [frames, channels]."""


class Intake:
    """Reads a source block by block."""

    def __init__(self, source: Source, block: int) -> None:
        """Begin in silence.

        Args:
            source: What is heard.
            block: Frames of a block.
        """
        self._source = source
        self._block = block
        self._place: float | None = None
        self._stale = 0
        self._pace = 1.0
        self._distance = 0.0
        self._last: Samples | None = None
        self._count = np.arange(block)
        fade = 0.5 - 0.5 * np.cos(np.pi * self._count / block)
        self._fade: Samples = fade.astype(np.float32)[:, None]

    @property
    def behind(self) -> int:
        """Frames that it wants to be behind what was heard, at the beginning of a block."""
        return 2 * self._block + 2 * self._source.size + 4

    def take(self) -> Samples | None:
        """The next block, float32 [block, channels]; None for silence."""
        if self._place is None:
            return self._come()
        distance = self._source.written - self._place
        if not self._block * self._pace + 4 <= distance <= self.behind + self._source.rate // 8:
            return self._go()
        self._distance += _SMOOTH * (distance - self.behind - self._distance)
        astray = self._distance / self._source.rate
        if abs(astray) > _CALM or self._pace != 1.0:
            self._pace = 1 + min(max(astray * _AGREEMENT, -FASTEST), FASTEST)
            if abs(astray) < _CALM / 16:
                # Calm again: half a sample at most brings it back to whole places, which are copied.
                self._pace = (round(self._place + self._block) - self._place) / self._block
        return self._read()

    def _come(self) -> Samples | None:
        """Begin, once there is enough that is new."""
        written = self._source.written
        if written - self._stale <= self.behind:
            return None
        self._place, self._pace, self._distance = float(written - self.behind), 1.0, 0.0
        return self._read() * self._fade

    def _go(self) -> Samples | None:
        """Nothing is to be had, or far too much: let the last sample die away, and wait."""
        self._place, self._stale = None, self._source.written
        return None if self._last is None else self._last * (1 - self._fade)

    def _read(self) -> Samples:
        assert self._place is not None
        first = int(self._place)
        places = self._place - first + self._count * self._pace
        self._place += self._block * self._pace
        if self._pace == 1.0 and not places[0]:
            block = self._source.read(first, self._block)
        else:
            heard = self._source.read(first - 1, int(places[-1]) + 4)
            whole = places.astype(np.intp)
            block = _between(heard, whole, (places - whole).astype(np.float32)[:, None])
        self._last = block[-1]
        return block


def _between(heard: Samples, at: NDArray[np.intp], part: Samples) -> Samples:
    """Samples between the second and the third of four that follow each other from `at` on."""
    before, here, there, after = (heard[at + number] for number in range(4))
    slope, end = (there - before) / 2, (after - here) / 2
    rest = there - here
    curve = (3 * rest - 2 * slope - end) + part * (slope + end - 2 * rest)
    return np.asarray(here + part * (slope + part * curve), np.float32)

"""A follower of the stem ring at a device's pace.

As the device's clock and the worker's are not the same, it moves the ring's epoch, by less than a thousandth, so that it
always finds as many frames ahead as it wants, and none is dropped or doubled. One process a ring may do so.
"""

from __future__ import annotations

import numpy as np

from antiphon.engine.stem_ring import Frames, Lapped, StemRing

AHEAD = 3
"""Blocks between the frame that is played and the one that is written, beside the device's own buffer."""

_FASTEST = 0.00075
"""How much faster or slower the ring is asked to run, at most."""

_AGREEMENT = 0.002
"""How much of the distance from the wanted place is made good in one callback."""


class Follower:
    """Reads a ring at a device's pace, at a steady distance behind the writer.

    Attributes:
        frame: The next one to be taken.
    """

    def __init__(self, ring: StemRing, size: int) -> None:
        """Begin with the newest.

        Args:
            ring: Where it reads.
            size: Frames that the device takes at a time.
        """
        self._ring = ring
        self.frame = ring.written - self._distance(size)

    def _distance(self, size: int) -> int:
        return AHEAD * self._ring.block + size

    def take(self, size: int, channels: int = 2) -> Frames:
        """The next frames to play, float32[size, channels] of the ring's; silence where there are none."""
        ring = self._ring
        astray = ring.written - self.frame - self._distance(size)
        if abs(astray) > ring.rate // 5:
            self.frame += astray
            astray = 0
        shift = astray * 1e9 / ring.rate * _AGREEMENT
        slowest = size * 1e9 / ring.rate * _FASTEST
        ring.nudge(round(min(max(shift, -slowest), slowest)))
        frames = np.zeros((size, channels), np.float32)
        start = max(self.frame, 0)
        try:
            found = ring.read(start, self.frame + size - start, channels)
            frames[start - self.frame : start - self.frame + len(found)] = found
        except Lapped:
            pass
        self.frame += size
        return frames

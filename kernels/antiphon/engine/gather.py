"""The gathering: the stems of several workers brought together by the one that mixes them, a block late.

Each worker begins its block at the same moment, on a core of its own; a block later all have theirs. Who mixes holds its own
back for as long, so that they stay together to the sample.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from antiphon.engine.stem_ring import Lapped, StemRing

Samples = NDArray[np.float32]


class Gather:
    """Adds what other workers sound.

    Args:
        block: Samples of a block.
        channels: Two a stem.
    """

    def __init__(self, block: int, channels: int) -> None:
        self._block = block
        self._rings: Sequence[StemRing] = ()
        self._share = 0.0
        self._held_back = False
        self._last = np.zeros((block, channels), np.float32)
        self._sum = np.zeros((block, channels), np.float32)
        self._ramp = np.linspace(0, 1, block, endpoint=False, dtype=np.float32)[:, None]

    def follow(self, rings: Sequence[StemRing]) -> None:
        """Gather from these from now on; with none, nothing is held back any more."""
        self._rings = rings

    @property
    def muted(self) -> int:
        """The stems that the others have muted: bit k is stem k."""
        muted = 0
        for ring in self._rings:
            muted |= ring.muted
        return muted

    def take(self, own: Samples, frame: int) -> Samples:
        """A block of all.

        Args:
            own: float32 [block, 2 * stems], this worker's own.
            frame: The frame at which it begins.

        Returns:
            float32 [block, 2 * stems]: all of the block before; the own one itself, where there are no others. Where that
            changes, the two are crossfaded over the block.
        """
        target = 1.0 if self._rings else 0.0
        if target == self._share == 0.0:
            return own
        if not self._held_back:
            self._held_back = True
            self._last[:] = own
            return own
        late = self._sum
        late[:] = self._last
        self._last[:] = own
        for ring in self._rings:
            try:
                others = ring.read(frame - self._block, self._block, 2 + own.shape[1])
            except Lapped:
                continue
            late[: len(others)] += others[:, 2:]
        if target != self._share:
            ramp = self._ramp if target else 1 - self._ramp
            late *= ramp
            late += own * (1 - ramp)
            self._share = target
            self._held_back = target > 0
        return late

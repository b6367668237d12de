"""The limiter at the end: the mix never exceeds its ceiling, whatever was played.

Look-ahead of one block. The gain runs in a straight line from one block's edge to the next, and at each edge it is
low enough for the blocks on both sides; so it is low enough everywhere between.
"""

import math

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

CEILING = 10 ** (-1 / 20)
"""-1 dBFS."""

_MAXIMUM, _MINIMUM = np.maximum.reduce, np.minimum.reduce


class Limiter:
    """Limits a stereo signal, one block late.

    Below the ceiling it changes nothing: what comes out is what went in, to the bit.
    """

    def __init__(
        self, rate: float, block: int, ceiling: float = CEILING, release: float = 0.15, channels: int = 2
    ) -> None:
        """Make a limiter.

        Args:
            rate: Sample rate, Hz.
            block: Samples of a block: the look-ahead.
            ceiling: Greatest magnitude that comes out, linear.
            release: Time constant, in seconds, in which the gain comes back.
            channels: Channels, which share one gain.
        """
        self._ceiling = ceiling * (1 - 1e-6)
        self._keep = math.exp(-block / rate / release)
        self._ramp = (np.arange(1, block + 1, dtype=np.float32) / block)[:, None]
        self._waiting = np.zeros((block, channels), np.float32)
        self._needed = 1.0
        self._gain = 1.0

    @property
    def gain(self) -> float:
        """The gain (linear) at the end of the block that came out last."""
        return self._gain

    def process(self, block: Samples, out: Samples) -> None:
        """Take a block, give the one before it.

        Args:
            block: float32 [block, channels], finite.
            out: Where to write.
        """
        peak = max(float(_MAXIMUM(block, axis=None)), -float(_MINIMUM(block, axis=None)))
        needed = 1.0 if peak <= self._ceiling else self._ceiling / peak
        risen = 1 - (1 - self._gain) * self._keep
        after = min(self._needed, needed, risen if risen < 0.9999 else 1.0)
        if after == 1.0 and self._gain == 1.0:
            out[:] = self._waiting
        else:
            gain = np.float32(self._gain) + self._ramp * np.float32(after - self._gain)
            np.multiply(self._waiting, gain, out=out)
        self._waiting[:] = block
        self._needed, self._gain = needed, after

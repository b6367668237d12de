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


class Limiter:
    """Limits a signal, one block late.

    Below the ceiling it changes nothing: what comes out is what went in, to the bit. The channels share one gain.
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
            channels: Channels.
        """
        self._block = block
        self.ceiling = ceiling
        self._keep = math.exp(-block / rate / release)
        self._ramp = np.arange(1, block + 1, dtype=np.float32) / np.float32(block)
        self._waiting = np.zeros((block, channels), np.float32)
        self._needed = 1.0
        self._gain = 1.0

    @property
    def ceiling(self) -> float:
        """Greatest magnitude that comes out, linear; another one counts from the block on that is taken next."""
        return self._ceiling / (1 - 1e-6)

    @ceiling.setter
    def ceiling(self, ceiling: float) -> None:
        self._ceiling = ceiling * (1 - 1e-6)

    @property
    def gain(self) -> float:
        """The gain (linear) at the end of what came out last."""
        return self._gain

    def process(self, sound: Samples, out: Samples) -> None:
        """Take a block, or several, and give what came a block before.

        Args:
            sound: float32 [n * block, channels], finite, contiguous.
            out: Where to write as many samples.
        """
        block = self._block
        out[:block] = self._waiting
        out[block:] = sound[:-block]
        self._waiting[:] = sound[-block:]
        blocks = sound.reshape(len(sound) // block, -1)
        peaks = np.maximum(blocks.max(axis=1), -blocks.min(axis=1))
        if self._gain == 1.0 == self._needed and peaks.max() <= self._ceiling:
            return
        for start, peak in zip(range(0, len(sound), block), peaks.tolist(), strict=True):
            needed = 1.0 if peak <= self._ceiling else self._ceiling / peak
            risen = 1 - (1 - self._gain) * self._keep
            after = min(self._needed, needed, risen if risen < 0.9999 else 1.0)
            gain = np.float32(self._gain) + self._ramp * np.float32(after - self._gain)
            out[start : start + block] *= gain[:, None]
            self._needed, self._gain = needed, after

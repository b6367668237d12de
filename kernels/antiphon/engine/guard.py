"""The guard: a stem that goes wild is muted, and the others never notice."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

LIMIT = 10 ** (24 / 20)
"""+24 dBFS: nothing sane is as loud, not for a moment."""

RUNAWAY = 10 ** (15 / 20)
"""+15 dBFS: nothing sane is as loud for a second (root mean square)."""

OFFSET = 10 ** (-9 / 20)
"""-9 dBFS: no tone stands as far from the middle for half a second."""

_OFFSET_SECONDS, _RUNAWAY_SECONDS = 0.5, 1.0


@dataclass(frozen=True, slots=True)
class Muted:
    """A stem was muted.

    Attributes:
        stem: Its index.
        reason: `not finite`, `too loud` or `offset` (a constant that no loudspeaker should be given).
    """

    stem: int
    reason: str


class Guard:
    """Watches the stems of a rack, two channels each.

    Attributes:
        muted: The stems that are muted, in the order in which it happened; until they are healed.
    """

    def __init__(self, stems: int, rate: float = 48_000, block: int = 128, limit: float = LIMIT) -> None:
        """Make a guard.

        Args:
            stems: How many stems there are.
            rate: Sample rate, Hz.
            block: Samples of a block.
            limit: Greatest magnitude that passes, linear.
        """
        self.muted: list[Muted] = []
        self._limit = limit
        self._stems = stems
        self._block = block
        self._healing: set[int] = set()
        self._offset = np.zeros(2 * stems)
        self._power = np.zeros(2 * stems)
        self._offset_share = 1 - math.exp(-block / rate / _OFFSET_SECONDS)
        self._power_share = 1 - math.exp(-block / rate / _RUNAWAY_SECONDS)

    def check(self, sound: Samples) -> list[Muted]:
        """Silence, in place, what may not pass: a stem that goes wild, from the block on in which it does.

        Args:
            sound: float32 [n * block, 2 * stems], contiguous.

        Returns:
            What was muted just now.
        """
        blocks = sound.reshape(-1, self._block, 2 * self._stems)
        fresh: list[Muted] = []
        with np.errstate(invalid="ignore", over="ignore"):
            means = blocks.mean(axis=1)
            powers = np.einsum("bfc,bfc->bc", blocks, blocks) / np.float32(self._block)
            for block, mean, power in zip(blocks, means, powers, strict=True):
                self._offset += (mean - self._offset) * self._offset_share
                self._power += (power - self._power) * self._power_share
                if self.muted or self._healing or not self._calm(power):
                    fresh += self._judge(block)
        return fresh

    def heal(self, stems: Collection[int]) -> None:
        """Let stems sound again; they fade in over the next block."""
        self.muted = [each for each in self.muted if each.stem not in stems]
        self._healing.update(stems)
        for stem in stems:
            self._offset[2 * stem : 2 * stem + 2] = self._power[2 * stem : 2 * stem + 2] = 0.0

    def _calm(self, power: Samples) -> bool:
        """Whether all of a block may pass, which is quicker to see than what may not.

        Sound whose whole energy is below the limit's square has no sample beyond it, and none that is not finite.
        """
        return bool(
            power.sum() * self._block <= self._limit**2
            and self._power.max() <= RUNAWAY**2
            and np.abs(self._offset).max() <= OFFSET
        )

    def _judge(self, block: Samples) -> list[Muted]:
        already = {each.stem for each in self.muted}
        peaks = np.abs(block).max(axis=0)
        fresh = [
            Muted(stem, reason)
            for stem in range(self._stems)
            if stem not in already and (reason := self._reason(stem, peaks[2 * stem : 2 * stem + 2]))
        ]
        self.muted += fresh
        for each in self.muted:
            block[:, 2 * each.stem : 2 * each.stem + 2] = 0
            self._offset[2 * each.stem : 2 * each.stem + 2] = 0.0
            self._power[2 * each.stem : 2 * each.stem + 2] = 0.0
        for stem in self._healing.difference(each.stem for each in self.muted):
            block[:, 2 * stem : 2 * stem + 2] *= np.linspace(0, 1, len(block), dtype=np.float32)[:, None]
        self._healing.clear()
        return fresh

    def _reason(self, stem: int, peaks: Samples) -> str:
        own = slice(2 * stem, 2 * stem + 2)
        if not peaks.max() <= self._limit:
            return "too loud" if np.isfinite(peaks).all() else "not finite"
        if self._power[own].max() > RUNAWAY**2:
            return "too loud"
        return "offset" if np.abs(self._offset[own]).max() > OFFSET else ""

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
        self._blocks = 0
        self._running = False
        self._offset = np.zeros(2 * stems, np.float32)
        self._power = np.zeros(2 * stems, np.float32)
        self._sums = np.zeros(2 * stems, np.float32)
        offset_share = 1 - math.exp(-block / rate / _OFFSET_SECONDS)
        self._offset_keep = np.float32(1 - offset_share)
        self._offset_weights = np.full(block, offset_share / block, np.float32)
        self._power_share = np.float32(1 - math.exp(-block / rate / _RUNAWAY_SECONDS))

    def check(self, sound: Samples) -> list[Muted]:
        """Silence, in place, what may not pass: a stem that goes wild, from the block on in which it does.

        Args:
            sound: float32 [n * block, 2 * stems], contiguous.

        Returns:
            What was muted just now.
        """
        fresh: list[Muted] = []
        with np.errstate(invalid="ignore", over="ignore"):
            for start in range(0, len(sound), self._block):
                block = sound[start : start + self._block]
                for each in self.muted:
                    block[:, 2 * each.stem : 2 * each.stem + 2] = 0
                energy = float(np.vdot(block, block))
                self._follow(block, energy)
                if self._healing or not self._calm(energy):
                    fresh += self._judge(block)
        return fresh

    def heal(self, stems: Collection[int]) -> None:
        """Let stems sound again; they fade in over the next block."""
        self.muted = [each for each in self.muted if each.stem not in stems]
        self._healing.update(stems)
        for stem in stems:
            self._offset[2 * stem : 2 * stem + 2] = self._power[2 * stem : 2 * stem + 2] = 0.0

    def _follow(self, block: Samples, energy: float) -> None:
        """Take a block into the averages: the offset always, the power where it is great enough to matter."""
        self._blocks += 1
        self._offset *= self._offset_keep
        self._offset += np.dot(self._offset_weights, block, out=self._sums)
        loud = energy > RUNAWAY**2 * self._block
        if loud or self._running:
            power = np.einsum("fc,fc->c", block, block) / np.float32(self._block)
            self._power += (power - self._power) * self._power_share
            self._running = loud or bool(self._power.max() > 0.1 * RUNAWAY**2)

    def _calm(self, energy: float) -> bool:
        """Whether all of a block may pass, which is quicker to see than what may not.

        Sound whose whole energy is below the limit's square has no sample beyond it, and none that is not finite. The averages
        move slowly: they are looked at now and then.
        """
        if not energy <= self._limit**2:
            return False
        if self._blocks % 16:
            return True
        return bool(self._power.max() <= RUNAWAY**2 and np.abs(self._offset).max() <= OFFSET)

    def _judge(self, block: Samples) -> list[Muted]:
        already = {each.stem for each in self.muted}
        peaks = np.abs(block).max(axis=0)
        fresh = [
            Muted(stem, reason)
            for stem in range(self._stems)
            if stem not in already and (reason := self._reason(stem, peaks[2 * stem : 2 * stem + 2]))
        ]
        self.muted += fresh
        for each in fresh:
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

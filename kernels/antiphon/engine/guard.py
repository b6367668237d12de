"""The guard: a stem that goes wild is muted, and the others never notice."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

LIMIT = 10 ** (24 / 20)
"""+24 dBFS: nothing sane is as loud."""


@dataclass(frozen=True, slots=True)
class Muted:
    """A stem was muted.

    Attributes:
        stem: Its index.
        reason: `not finite` or `too loud`.
    """

    stem: int
    reason: str


class Guard:
    """Watches the stems of a rack, two channels each.

    Attributes:
        muted: The stems that were muted, in the order in which it happened. They stay so.
    """

    def __init__(self, stems: int, limit: float = LIMIT) -> None:
        """Make a guard.

        Args:
            stems: How many stems there are.
            limit: Greatest magnitude that passes, linear.
        """
        self.muted: list[Muted] = []
        self._limit = limit
        self._energy = limit**2
        self._stems = stems

    def passes(self, sound: Samples) -> bool:
        """Whether all of it may pass as it is, which is quicker to see than what may not.

        Sound whose whole energy is below the limit's square has no sample beyond it, and none that is not finite.

        Args:
            sound: float32 [frames, 2 * stems], contiguous.
        """
        if self.muted:
            return False
        return bool(np.vdot(sound, sound) <= self._energy or (np.abs(sound).max() <= self._limit))

    def check(self, block: Samples) -> list[Muted]:
        """Silence in a block, in place, what may not pass: a stem that goes wild, from this block on.

        Args:
            block: float32 [frames, 2 * stems].

        Returns:
            What was muted just now.
        """
        already = {each.stem for each in self.muted}
        fresh: list[Muted] = []
        for stem in range(self._stems):
            pair = block[:, 2 * stem : 2 * stem + 2]
            if stem not in already and not np.abs(pair).max() <= self._limit:
                fresh.append(Muted(stem, "too loud" if np.isfinite(pair).all() else "not finite"))
        self.muted += fresh
        for each in self.muted:
            block[:, 2 * each.stem : 2 * each.stem + 2] = 0
        return fresh

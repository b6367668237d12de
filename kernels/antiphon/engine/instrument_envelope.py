"""Envelopes: how loud each voice of a synthesiser is, block by block.

Attack, decay, sustain and release as in an analogue synthesiser, where a capacitor is charged and discharged: each
stage approaches its goal exponentially. A block in which a note begins or ends is drawn sample by sample; in all
others a straight line from the block's start to its end is as good, and cheaper.
"""

from __future__ import annotations

from enum import IntEnum
from math import log

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

OVERSHOOT = 1.3
"""What an attack aims at, in peaks: it arrives at the peak while it is still rising."""

SIXTY_DB = log(1000)
"""Time constants in which an exponential falls by 60 dB."""

BELOW = 1e-5
"""How far below its goal a fall aims, so that it arrives: -100 dB."""

QUICK = 0.06
"""Seconds in which a voice that is silenced falls by 60 dB."""


class Stage(IntEnum):
    """Where a voice's envelope is."""

    ATTACK = 0
    DECAY = 1
    RELEASE = 2
    QUICK = 3


class Envelopes:
    """The envelopes of all voices of an instrument.

    Attributes:
        peak: float32 [voices], what the attack rises to, linear.
        level: float32 [voices], level at the start of the next block.
        end: float32 [voices], level at its last sample.
    """

    def __init__(self, voices: int, rate: float, block: int) -> None:
        """Make envelopes that are silent.

        Args:
            voices: How many.
            rate: Sample rate, Hz.
            block: Samples of a block.
        """
        self.peak = np.zeros(voices, np.float32)
        self.level = np.zeros(voices, np.float32)
        self.end = np.zeros(voices, np.float32)
        self._stage = [Stage.RELEASE] * voices
        self._rising: set[int] = set()
        self._aim = np.full(voices, -BELOW, np.float32)
        self._least = np.zeros(voices, np.float32)
        self._keep = np.zeros(voices, np.float32)
        self._rate = rate
        self._time = np.arange(1, block + 1)
        self._falls = np.zeros((len(Stage), block), np.float32)
        self.shape(0.005, 1.0, 1.0, 0.3)

    def shape(self, attack: float, decay: float, sustain: float, release: float) -> None:
        """Shape them all, those that sound too.

        Args:
            attack: Seconds from silence to the peak.
            decay: Seconds in which a fall towards the sustained level comes 60 dB closer to it.
            sustain: Sustained level as a share of the peak, 0 to 1.
            release: Seconds in which a note that was let go falls by 60 dB.
        """
        constants = (
            attack / log(OVERSHOOT / (OVERSHOOT - 1)),
            decay / SIXTY_DB,
            release / SIXTY_DB,
            QUICK / SIXTY_DB,
        )
        for stage, constant in enumerate(constants):
            self._falls[stage] = np.exp(-self._time / (constant * self._rate))
        self._sustain = sustain
        for voice, stage in enumerate(self._stage):
            self._enter(voice, stage)

    def _enter(self, voice: int, stage: Stage) -> None:
        peak = float(self.peak[voice])
        self._stage[voice] = stage
        self._keep[voice] = self._falls[stage, -1]
        if stage is Stage.ATTACK:
            self._rising.add(voice)
            self._aim[voice], self._least[voice] = OVERSHOOT * peak, 0.0
            return
        self._rising.discard(voice)
        self._least[voice] = goal = self._sustain * peak if stage is Stage.DECAY else 0.0
        self._aim[voice] = goal - BELOW

    def advance(self) -> bool:
        """Go on by a block.

        Returns:
            Whether any of them moves in it.
        """
        level, end, aim = self.level, self.end, self._aim
        level[:] = end
        end -= aim
        end *= self._keep
        end += aim
        np.maximum(end, self._least, out=end)
        for voice in list(self._rising):
            if end[voice] >= self.peak[voice]:
                end[voice] = self.peak[voice]
                self._enter(voice, Stage.DECAY)
        return bool((end != level).any())

    def silent(self) -> NDArray[np.bool_]:
        """Which are silent, and stay so: [voices]."""
        still: NDArray[np.bool_] = (self.level == 0) & (self.end == 0)
        return still

    def draw(self, voice: int, row: Samples) -> None:
        """Draw the next block of one of them.

        Args:
            voice: Which.
            row: Where to, [block].
        """
        step = (self.end[voice] - self.level[voice]) / len(row)
        row[:] = self.level[voice] + step * self._time

    def start(self, voice: int, peak: float, offset: int, row: Samples) -> None:
        """Begin a note, at the level at which the voice is.

        Args:
            voice: Which.
            peak: What its attack rises to, linear.
            offset: Sample of the next block at which it begins.
            row: The voice's block, already drawn; it is drawn anew from there on.
        """
        level = row[offset - 1] if offset else self.level[voice]
        self.peak[voice] = peak
        self._go_on(voice, Stage.ATTACK if level < peak else Stage.DECAY, offset, row, level)

    def let_go(self, voice: int, offset: int, row: Samples) -> None:
        """End a note.

        Args:
            voice: Which.
            offset: Sample of the next block at which it ends.
            row: The voice's block, already drawn; it is drawn anew from there on.
        """
        level = row[offset - 1] if offset else self.level[voice]
        self._go_on(voice, Stage.RELEASE, offset, row, level)

    def cut(self, voice: int) -> None:
        """Let one fall quickly, from the next block but one on."""
        self._enter(voice, Stage.QUICK)

    def is_cut(self, voice: int) -> bool:
        """Whether one falls quickly."""
        return self._stage[voice] is Stage.QUICK

    def hush(self) -> None:
        """Let all fall quickly, from the next block but one on."""
        for voice in range(len(self._stage)):
            self.cut(voice)

    def _go_on(self, voice: int, stage: Stage, offset: int, row: Samples, level: np.float32) -> None:
        self._enter(voice, stage)
        rest = row[offset:]
        np.multiply(self._falls[stage, : len(rest)], level - self._aim[voice], out=rest)
        rest += self._aim[voice]
        if stage is Stage.ATTACK:
            np.minimum(rest, self.peak[voice], out=rest)
        else:
            np.maximum(rest, self._least[voice], out=rest)
        self.end[voice] = rest[-1]

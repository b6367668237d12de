"""The filters of the analogue synthesiser's voices: where each one's cutoff is, and which filter it goes through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from antiphon.engine.instrument_analogue_voice import AnalogueVoice
from antiphon.engine.instrument_filter import BUTTERWORTH, GRID, LOWEST, STEPS, tuning
from antiphon.engine.instrument_layer import MIDDLE_C
from antiphon.engine.voice_sum import VoiceSum

HEARD = 2
"""Steps of the grid by which a cutoff must have moved for its filter to be told: a twentieth of a decibel above it."""

SHARPEST = 20.0
"""Resonance (Q) with the knob turned up, in that without it."""

Floats = NDArray[np.float32]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]


class Filters:
    """Moves the cutoffs, a block at a time, and changes a voice over to its other filter where that is needed.

    Attributes:
        above: Which voices go through the filter for high cutoffs: [voices].
        crossing: Voices that change over in the next block.
    """

    def __init__(self, notes: Sequence[AnalogueVoice], total: VoiceSum, rate: float) -> None:
        """Make the filters of some voices, which are still.

        Args:
            notes: The voices.
            total: Where they are added up.
            rate: Sample rate, Hz.
        """
        count = len(notes)
        self._notes, self._sum, self._rate = notes, total, rate
        self._tuners = (
            [note.low.filter.setFreq for note in notes],
            [note.low.filter.setDecay for note in notes],
            [note.wave.setMul for note in notes],
        )
        self._everyone = np.arange(count)
        self._at_rest = np.zeros(count, np.float32)
        self._opened, self._widest = np.zeros(count, np.float32), np.zeros(count, np.float32)
        self._told = np.zeros(count, np.float32)
        self._steps = np.zeros(count, np.float32)
        self._tuning = tuning(BUTTERWORTH, rate)
        self._retuned = False
        self.above = np.zeros(count, np.bool_)
        self.crossing: list[int] = []

    @property
    def gain(self) -> float:
        """What the level of a voice is multiplied by where it goes through the filter for high cutoffs."""
        return self._tuning.gain

    def turn(self, knobs: Mapping[str, float], pitch: Floats, touch: Floats, peak: Floats) -> None:
        """Take in where the knobs are and what the voices play.

        Args:
            knobs: cutoff (octaves above 1 Hz), resonance (0 to 1), sweep (octaves), tracking (0 to 1).
            pitch: Octaves above 1 Hz [voices].
            touch: How hard each note was played, 0 to 1 [voices].
            peak: Level of each at which its envelope has opened it all the way [voices].
        """
        tracking = knobs["tracking"]
        unmoved = knobs["cutoff"] - log2(LOWEST) - tracking * log2(MIDDLE_C)
        np.multiply(pitch, np.float32(GRID * tracking), out=self._at_rest)
        self._at_rest += np.float32(GRID * unmoved + 0.5)
        np.multiply(touch, np.float32(GRID * knobs["sweep"]), out=self._widest)
        np.divide(self._widest, np.maximum(peak, np.float32(1e-9)), out=self._opened)
        q = BUTTERWORTH * SHARPEST ** knobs["resonance"]
        if q != self._tuning.q:
            self._tuning = tuning(q, self._rate)
            self._retuned = True

    def start(self, voice: int, level: float) -> None:
        """Let a voice that was still sound.

        Args:
            voice: Which.
            level: Where its envelope is.
        """
        step = self._step(voice, level)
        self.above[voice] = step >= self._tuning.top + 1
        self._notes[voice].branch(self.above[voice]).enter(self._sum)

    def stop(self, voice: int) -> None:
        """Let a voice be still."""
        self._notes[voice].branch(self.above[voice]).leave(self._sum)

    def strike(self, voice: int, level: float) -> None:
        """Tell a voice's filter at once, at the start of a note; as for `start`."""
        self._tune(self._everyone[voice : voice + 1], np.array([self._step(voice, level)], np.float32))

    def _step(self, voice: int, level: float) -> float:
        opened = min(float(self._opened[voice]) * level, float(self._widest[voice]))
        step = float(self._at_rest[voice]) + opened
        return min(max(step, 0.0), STEPS - 1.0)

    def control(self, level: Floats, running: Flags) -> None:
        """Tell the filters whose cutoff has moved, and begin to change over where it asks for the other filter.

        Args:
            level: Where each envelope is [voices].
            running: Which voices sound [voices].
        """
        steps = self._steps
        np.multiply(level, self._opened, out=steps)
        np.minimum(steps, self._widest, out=steps)
        steps += self._at_rest
        np.maximum(steps, np.float32(0), out=steps)
        np.minimum(steps, np.float32(STEPS - 1), out=steps)
        moved = running if self._retuned else (np.abs(steps - self._told) > HEARD) & running
        self._retuned = False
        if not moved.any():
            return
        crossing = np.flatnonzero(((steps >= self._tuning.top + 1) != self.above) & running)
        if moved.all():
            self._tune(self._everyone, steps)
        else:
            voices = np.flatnonzero(moved)
            self._tune(voices, steps[voices])
        if len(crossing):
            self.crossing = crossing.tolist()
            for voice in self.crossing:
                self._notes[voice].branch(not self.above[voice]).enter(self._sum)

    def cross(self) -> None:
        """End the change-over of those that were crossing, after their block."""
        for voice in self.crossing:
            self.stop(voice)
            self.above[voice] = not self.above[voice]
        self.crossing.clear()

    def stay(self, voice: int) -> bool:
        """Give a change-over up that has not sounded yet.

        Returns:
            Whether there was one.
        """
        if voice not in self.crossing:
            return False
        self.crossing.remove(voice)
        self._notes[voice].branch(not self.above[voice]).leave(self._sum)
        return True

    def _tune(self, voices: Places, steps: Floats) -> None:
        """Tell the filters of some voices their cutoff, as steps of the grid."""
        tuned, places = self._tuning, steps.astype(np.intp)
        self._told[voices] = steps
        tuners: Sequence[Sequence[Any]] = self._tuners
        if len(voices) < len(self._notes):
            chosen = voices.tolist()
            tuners = [[setters[voice] for voice in chosen] for setters in tuners]
        settings = (tuned.freq[places], tuned.decay[places], tuned.drive[places])
        for set_freq, set_decay, set_drive, freq, decay, drive in zip(
            *tuners, *(each.tolist() for each in settings), strict=True
        ):
            set_freq(freq)
            set_decay(decay)
            set_drive(drive)
        high = self.above[voices] | (places > tuned.top)
        if high.any():
            # Never below the top of the other: a `Biquad` whose cutoff falls from high to low bursts.
            cutoffs = tuned.cutoff[np.maximum(places[high], tuned.top)]
            for voice, cutoff in zip(voices[high].tolist(), cutoffs.tolist(), strict=True):
                above = self._notes[voice].high.filter
                above.setFreq(cutoff)
                above.setQ(tuned.q)

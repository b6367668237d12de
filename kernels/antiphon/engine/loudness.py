"""Loudness and true peak of many stereo pairs at once, as they play: ITU-R BS.1770-5, EBU R 128, EBU Tech 3341.

All of a tenth of a second is measured at once: no loop goes through samples. Of the loudness so far nothing is kept but a
histogram, so that memory is bounded.
"""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from antiphon.engine.k_weighting import ORDER, Weighting
from antiphon.engine.true_peak import TruePeak

Samples = NDArray[np.float32]
Values = NDArray[np.float64]

SILENT = -120.0
"""LUFS and dBTP of silence, and of all that is softer."""

MOMENTARY, SHORT = 4, 30
"""Tenths of a second that momentary and short-term loudness are taken over."""

ABSOLUTE_GATE, RELATIVE_GATE = -70.0, -10.0
"""LUFS below which a block of 400 ms does not count; and LU below the loudness of those that do."""

_OFFSET = -0.691
_BIN = 0.05
_BINS = 2000
"""The histogram: from the absolute gate on, in LU."""

_LEAST, _MOST, _LIKELY = 20, 64, 30
"""Samples of a step: between the first two, and as near as can be to the last."""


def step_of(rate: int) -> tuple[int, int]:
    """How many samples are filtered at once, and how many a tenth of a second is taken to have, a multiple of that.

    >>> step_of(48_000), step_of(44_100)
    ((30, 4800), (30, 4410))
    """
    tenth = round(rate / 10)
    steps = [step for step in range(_LEAST, _MOST + 1) if tenth % step == 0]
    step = min(steps, key=lambda step: abs(step - _LIKELY), default=_LIKELY)
    return step, max(round(tenth / step), 1) * step


class Loudness:
    """How loud stereo pairs are.

    Args:
        rate: Samples a second.
        pairs: How many there are.

    Attributes:
        hop: Samples of a tenth of a second, after each of which there is something new.
        momentary: LUFS of the last 400 ms of each pair; as all below at least `SILENT`.
        short_term: LUFS of the last 3 s.
        true_peak: The greatest true peak since the last reset, dBTP.
        peak: The greatest sample of the last tenth of a second, linear.
        rms: The root of the mean square of both channels in that tenth, linear.
    """

    def __init__(self, rate: int, pairs: int) -> None:
        self.rate, self.pairs = rate, pairs
        self._step, self.hop = step_of(rate)
        channels, steps = 2 * pairs, self.hop // self._step
        # By their place in a step, the samples of all steps and channels, those of the last step before them first.
        self._steps = np.zeros((self._step + ORDER, 1 + steps, channels), np.float32)
        self._peaks = np.zeros((1 + steps, channels), np.float32)
        self._weighting = Weighting(rate, self._step, steps, channels)
        self._true_peak = TruePeak(channels, self._step)
        self._waiting = np.zeros((0, channels), np.float32)
        self._energies: deque[Values] = deque(maxlen=SHORT)
        self._programme = _Programme(pairs)
        self._fresh = 0
        self.momentary = np.full(pairs, SILENT)
        self.short_term = np.full(pairs, SILENT)
        self.peak = np.zeros(pairs)
        self.rms = np.zeros(pairs)

    @property
    def true_peak(self) -> Values:
        """See the class."""
        return _decibels(self._true_peak.greatest.reshape(-1, 2).max(axis=1))

    @property
    def integrated(self) -> Values:
        """LUFS of each pair since the last reset, gated."""
        return self._programme.loudness()

    @property
    def waiting(self) -> int:
        """Frames of the next tenth of a second that are here already."""
        return len(self._waiting)

    def reset(self) -> None:
        """Begin to integrate anew, and forget the greatest true peak: only what comes from here on counts."""
        self._programme = _Programme(self.pairs)
        self._fresh = 0
        self._true_peak.reset()
        self._steps[:, -1] = self._peaks[-1] = 0

    def feed(self, frames: Samples) -> bool:
        """Take in what plays.

        Args:
            frames: float32 [n, 2 * pairs], any n.

        Returns:
            Whether a tenth of a second was completed, so that the attributes are new.
        """
        if len(self._waiting):
            frames = np.concatenate([self._waiting, frames])
        whole = len(frames) // self.hop * self.hop
        for start in range(0, whole, self.hop):
            self._take(frames[start : start + self.hop])
        self._waiting = frames[whole:].copy()
        return whole > 0

    def _take(self, frames: Samples) -> None:
        """Measure a tenth of a second."""
        step, channels = self._step, 2 * self.pairs
        samples = self._steps[:step, 1:]
        self._steps[:step, 0] = self._steps[:step, -1]
        self._peaks[0] = self._peaks[-1]
        samples[:] = frames.reshape(-1, step, channels).transpose(1, 0, 2)
        greatest = self._see(samples)
        if not np.isfinite(greatest).all():
            np.nan_to_num(samples, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
            greatest = self._see(samples)
        self._true_peak.look(self._steps, self._peaks)
        sounding = np.flatnonzero((greatest > 0) | self._weighting.rings)
        squares, weighted = np.zeros(channels), np.zeros(channels)
        if len(sounding):
            heard = self._steps[:, 1:]
            if len(sounding) < channels:
                heard = np.take(heard, sounding, axis=2)
            squares[sounding] = np.einsum("skc,skc->kc", heard[:step], heard[:step]).sum(axis=0)
            weighted[sounding] = self._weighting.energy(heard, sounding)
        self.peak = greatest.reshape(-1, 2).max(axis=1).astype(float)
        self.rms = np.sqrt(squares.reshape(-1, 2).mean(axis=1) / self.hop)
        self._note(weighted.reshape(-1, 2).sum(axis=1) / self.hop)

    def _see(self, samples: Samples) -> Samples:
        """Note the greatest magnitude of each step and channel; that of each channel."""
        peaks = self._peaks[1:]
        np.maximum(samples.max(axis=0), -samples.min(axis=0), out=peaks)
        greatest: Samples = peaks.max(axis=0)
        return greatest

    def _note(self, energy: Values) -> None:
        """Take in the weighted mean square of a tenth of a second, of both channels together."""
        self._energies.append(energy)
        self._fresh += 1
        recent = np.array(self._energies)
        block = recent[-MOMENTARY:].sum(axis=0) / MOMENTARY
        self.momentary = _lufs(block)
        self.short_term = _lufs(recent.sum(axis=0) / SHORT)
        if self._fresh >= MOMENTARY:
            self._programme.add(block, self.momentary)


class _Programme:
    """The loudness of all blocks of some pairs, gated: kept as a histogram of theirs.

    Of each pair the sum of what passes the relative gate is carried on while the gate stays in its bin.
    """

    def __init__(self, pairs: int) -> None:
        self._counts, self._sums = np.zeros((pairs, _BINS)), np.zeros((pairs, _BINS))
        self._all = np.zeros((2, pairs))
        self._above = np.zeros((2, pairs))
        self._first = np.zeros(pairs, int)

    def add(self, block: Values, loudness: Values) -> None:
        """Take in a block of each pair: its energy, and its loudness in LUFS; what is below the absolute gate is left out."""
        loud = np.flatnonzero(loudness > ABSOLUTE_GATE)
        bins = np.minimum((loudness[loud] - ABSOLUTE_GATE) / _BIN, _BINS - 1).astype(int)
        self._counts[loud, bins] += 1
        self._sums[loud, bins] += block[loud]
        counted = np.stack([np.ones(len(loud)), block[loud]])
        self._all[:, loud] += counted
        self._above[:, loud] += counted * (bins > self._first[loud])

    def loudness(self) -> Values:
        """LUFS of each pair; `SILENT` where nothing passes the gates."""
        gate = np.maximum(_mean(*self._all) + RELATIVE_GATE, ABSOLUTE_GATE)
        first = np.minimum((gate - ABSOLUTE_GATE) / _BIN, _BINS - 1).astype(int)
        for pair in np.flatnonzero(first != self._first):
            # What lies between the gate that was and the one that is comes in, or goes.
            was, now = self._first[pair] + 1, first[pair] + 1
            passed = slice(min(was, now), max(was, now))
            sign = 1 if now < was else -1
            self._above[0, pair] += sign * self._counts[pair, passed].sum()
            self._above[1, pair] += sign * self._sums[pair, passed].sum()
        self._first = first
        # The blocks of the bin that the gate is in count, or do not, by their mean.
        rows = np.arange(len(first))
        edge = np.stack([self._counts[rows, first], self._sums[rows, first]])
        return _mean(*(self._above + edge * (_mean(*edge) > gate)))


def _mean(counts: Values, sums: Values) -> Values:
    """The loudness of blocks together, LUFS."""
    return _lufs(sums / np.maximum(counts, 1))


def _lufs(energy: Values) -> Values:
    return np.maximum(_OFFSET + 10 * np.log10(np.maximum(energy, 1e-13)), SILENT)


def _decibels(magnitude: Values) -> Values:
    return np.asarray(np.maximum(20 * np.log10(np.maximum(magnitude, 1e-7)), SILENT))

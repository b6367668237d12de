"""Loudness and true peak of many stereo pairs at once, as they play: ITU-R BS.1770-5, EBU R 128, EBU Tech 3341.

The K-weighting is a filter of fourth order. It is computed for a step of some forty samples and all channels by one product
of matrices, and carried on from step to step by its state, in double precision: three times as fast as sample by sample. Of
the loudness so far nothing is kept but a histogram, so that memory is bounded.
"""

from __future__ import annotations

import math
from collections import deque

import numpy as np
from numpy.typing import NDArray

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

_TAPS, _PHASES = 12, 4
_LOOKS = 0.01
"""How much more than the true peak so far a new one must be, to be looked for: a tenth of a decibel."""

_STRETCH = 24
"""Steps that are measured at once."""

_LEAST, _MOST, _LIKELY = 20, 64, 40
"""Samples of a step: between the first two, and as near as can be to the last."""


def step_of(rate: int) -> tuple[int, int]:
    """How many samples are filtered at once, and how many a tenth of a second is taken to have, a multiple of that.

    >>> step_of(48_000), step_of(44_100)
    ((40, 4800), (42, 4410))
    """
    tenth = round(rate / 10)
    steps = [step for step in range(_LEAST, _MOST + 1) if tenth % step == 0]
    step = min(steps, key=lambda step: abs(step - _LIKELY), default=_LIKELY)
    return step, max(round(tenth / step), 1) * step


def k_weighting(rate: float) -> list[tuple[Values, Values]]:
    """The two filters of the K-weighting (BS.1770, annex 1), sources first: (b, a) each, a[0] = 1.

    The standard gives them for 48 kHz. Here they are made for any rate by the bilinear transform, of the analogue filters
    whose transforms for 48 kHz those are (frequencies, gains and Qs after libebur128).
    """
    shelf = math.tan(math.pi * 1681.974450955533 / rate)
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    q = 0.7071752369554196
    bottom = 1 + shelf / q + shelf * shelf
    first = (
        np.array(
            [
                high + band * shelf / q + shelf * shelf,
                2 * (shelf * shelf - high),
                high - band * shelf / q + shelf * shelf,
            ]
        )
        / bottom,
        np.array([bottom, 2 * (shelf * shelf - 1), 1 - shelf / q + shelf * shelf]) / bottom,
    )
    low = math.tan(math.pi * 38.13547087602444 / rate)
    q = 0.5003270373238773
    bottom = 1 + low / q + low * low
    second = (
        np.array([1.0, -2.0, 1.0]),
        np.array([bottom, 2 * (low * low - 1), 1 - low / q + low * low]) / bottom,
    )
    return [first, second]


def interpolation() -> Values:
    """The filter of BS.1770, annex 2, in kind: float64 [3, 12], what lies a quarter, a half and three quarters of a sample
    after the sixth of twelve samples. A windowed sine cardinal (Kaiser), changed by the least that keeps constants and ramps.
    """
    rows = []
    for phase in range(1, _PHASES):
        distance = np.arange(_TAPS) - (_TAPS // 2 - 1) - phase / _PHASES
        row = np.sinc(distance) * np.i0(4.5 * np.sqrt(1 - (distance / (_TAPS / 2)) ** 2)) / np.i0(4.5)
        kept = np.array([np.ones(_TAPS), distance])
        rows.append(row + np.linalg.pinv(kept) @ (np.array([1.0, 0.0]) - kept @ row))
    return np.array(rows)


class Loudness:
    """How loud stereo pairs are.

    Args:
        rate: Samples a second.
        pairs: How many there are.

    Attributes:
        hop: Samples of a tenth of a second, after each of which there is something new.
        momentary: LUFS of the last 400 ms of each pair; as all below at least `SILENT`.
        short_term: LUFS of the last 3 s.
        integrated: LUFS since the last reset.
        true_peak: The greatest true peak since the last reset, dBTP.
        peak: The greatest sample of the last tenth of a second, linear.
        rms: The root of the mean square of both channels in that tenth, linear.
    """

    def __init__(self, rate: int, pairs: int) -> None:
        self.rate, self.pairs = rate, pairs
        self._step, self.hop = step_of(rate)
        self._kernel, self._carry, self._response = _steps(rate, self._step)
        channels = 2 * pairs
        self._state = np.zeros((4, channels))
        self._waiting = np.zeros((0, channels), np.float32)
        self._energies: deque[Values] = deque(maxlen=SHORT)
        self._programme = _Programme(pairs)
        self._fresh = 0
        self._between = Between(channels, self._step)
        self.momentary = np.full(pairs, SILENT)
        self.short_term = np.full(pairs, SILENT)
        self.integrated = np.full(pairs, SILENT)
        self.peak = np.zeros(pairs)
        self.rms = np.zeros(pairs)

    @property
    def true_peak(self) -> Values:
        """See the class."""
        return _decibels(self._between.greatest.reshape(-1, 2).max(axis=1))

    @property
    def waiting(self) -> int:
        """Frames of the next tenth of a second that are here already."""
        return len(self._waiting)

    def reset(self) -> None:
        """Begin to integrate anew, and forget the greatest true peak: only what comes from here on counts."""
        self._programme = _Programme(self.pairs)
        self._fresh = 0
        self.integrated = np.full(self.pairs, SILENT)
        self._between.reset()

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
        channels = frames.shape[1]
        peaks = self._peaks(frames)
        if not np.isfinite(peaks).all():
            frames = np.nan_to_num(frames, nan=0.0, posinf=0.0, neginf=0.0)
            peaks = self._peaks(frames)
        greatest = peaks.max(axis=0)
        sounding = np.flatnonzero((greatest > 0) | (np.abs(self._state).max(axis=0) > 1e-9))
        squares, weighted = np.zeros(channels), np.zeros(channels)
        # A stretch at a time, that stays in the processor's cache.
        for start in range(0, len(frames), _STRETCH * self._step) if len(sounding) else ():
            heard = frames[start : start + _STRETCH * self._step]
            if len(sounding) < channels:
                heard = np.ascontiguousarray(heard[:, sounding])
            squares[sounding] += np.einsum("fc,fc->c", heard, heard)
            weighted[sounding] += self._weigh(heard.reshape(-1, self._step, len(sounding)), sounding)
        self._between.look(frames, peaks, greatest)
        self.peak = greatest.reshape(-1, 2).max(axis=1).astype(float)
        self.rms = np.sqrt(squares.reshape(-1, 2).mean(axis=1) / self.hop)
        self._note(weighted.reshape(-1, 2).sum(axis=1) / self.hop)

    def _peaks(self, frames: Samples) -> Samples:
        """The greatest magnitude of each step and channel."""
        magnitudes: Samples = np.abs(frames).reshape(-1, self._step, frames.shape[1]).max(axis=1)
        return magnitudes

    def _weigh(self, steps: Samples, channels: NDArray[np.intp]) -> NDArray[np.float32]:
        """The energy of some channels after the K-weighting: float32 [steps, step, channels] to [channels]."""
        product = np.matmul(self._kernel, steps)
        forced = product[:, self._step :].astype(float)
        states = np.empty((len(steps), 4, len(channels)))
        state = self._state[:, channels]
        for each, push in zip(states, forced, strict=True):
            each[:] = state
            state = self._carry @ state
            state += push
        self._state[:, channels] = state
        heard = product[:, : self._step]
        heard += np.matmul(self._response, states.astype(np.float32))
        energy: NDArray[np.float32] = np.einsum("sfc,sfc->c", heard, heard)
        return energy

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
            self.integrated = self._programme.loudness()


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
            beyond = first[pair] + 1
            self._above[:, pair] = self._counts[pair, beyond:].sum(), self._sums[pair, beyond:].sum()
        self._first = first
        # The blocks of the bin that the gate is in count, or do not, by their mean.
        rows = np.arange(len(first))
        edge = np.stack([self._counts[rows, first], self._sums[rows, first]])
        return _mean(*(self._above + edge * (_mean(*edge) > gate)))


def _mean(counts: Values, sums: Values) -> Values:
    """The loudness of blocks together, LUFS."""
    return _lufs(sums / np.maximum(counts, 1))


def _steps(rate: int, step: int) -> tuple[Samples, Values, Samples]:
    """The K-weighting, `step` samples at a time, as matrices.

    Returns:
        What a step's samples make of themselves and of the next state, [step + 4, step]; what becomes of a state in a step,
        [4, 4]; and what is heard of it, [step, 4].
    """
    filters = k_weighting(rate)

    def run(samples: Values, state: Values) -> tuple[Values, Values]:
        """Transposed direct form II."""
        after = state.copy()
        out = samples
        for index, (b, a) in enumerate(filters):
            z = after[2 * index : 2 * index + 2]
            heard = np.empty_like(out)
            for at, sample in enumerate(out):
                heard[at] = b[0] * sample + z[0]
                z[0] = b[1] * sample - a[1] * heard[at] + z[1]
                z[1] = b[2] * sample - a[2] * heard[at]
            out = heard
        return out, after

    forced = [np.concatenate(run(impulse, np.zeros(4))) for impulse in np.eye(step)]
    free = [run(np.zeros(step), state) for state in np.eye(4)]
    response = np.array([heard for heard, _ in free]).T
    carry = np.array([after for _, after in free]).T
    return np.array(forced).T.astype(np.float32), carry, response.astype(np.float32)


class Between:
    """Looks between the samples for the greatest, where there can be one.

    What lies between samples is at most the greatest of them around it, times the sum of the filter's magnitudes; and at most
    the greatest, and a part of how sharply they bend (their second difference). Only what can be more than the greatest true
    peak so far by both is computed.
    """

    def __init__(self, channels: int, step: int) -> None:
        rows = interpolation()
        self.greatest = np.zeros(channels)
        self._most = float(np.abs(rows).sum(axis=1).max())
        self._bend = max(_bending(row, phase / _PHASES) for phase, row in enumerate(rows, 1))
        self._step = step
        self._before = np.zeros((_TAPS, channels), np.float32)
        self._filter = np.zeros((step + _TAPS, 3 * step), np.float32)
        for start in range(step):
            self._filter[start : start + _TAPS, 3 * start : 3 * start + 3] = rows.T

    def reset(self) -> None:
        """Forget what was."""
        self.greatest[:] = 0
        self._before[:] = 0

    def look(self, frames: Samples, peaks: Samples, most: Samples) -> None:
        """Take in some steps.

        Args:
            frames: float32 [steps * step, channels].
            peaks: The greatest magnitude of each step and channel.
            most: That of each channel.
        """
        np.maximum(self.greatest, most, out=self.greatest)
        # Each window begins _TAPS samples before its step, and so looks into the one before.
        before = np.vstack([np.abs(self._before).max(axis=0), peaks[:-1]])
        around = np.maximum(before, peaks)
        steps, channels = np.nonzero(around * self._most > self.greatest * (1 + _LOOKS))
        if len(steps):
            long = np.concatenate([self._before, frames])
            for start in range(0, len(steps), 4096):
                part = slice(start, start + 4096)
                self._search(long, steps[part], channels[part], around[steps[part], channels[part]])
        self._before = frames[-_TAPS:].copy()

    def _search(
        self, long: Samples, steps: NDArray[np.intp], channels: NDArray[np.intp], around: Samples
    ) -> None:
        rows = np.lib.stride_tricks.sliding_window_view(long, self._step + _TAPS, axis=0)[
            steps * self._step, channels
        ]
        bends = np.diff(rows, 2, axis=1)
        sharpest = np.maximum(bends.max(axis=1), -bends.min(axis=1))
        can = around + self._bend * sharpest > self.greatest[channels] * (1 + _LOOKS)
        if not can.any():
            return
        between = rows[can] @ self._filter
        found = np.maximum(between.max(axis=1), -between.min(axis=1))
        np.maximum.at(self.greatest, channels[can], found)


def _bending(row: Values, place: float) -> float:
    """How far beyond a straight line between two samples a filter can find something, as a part of the greatest second
    difference: the filter less the line takes constants and ramps away, so that it is a filter of second differences as
    well, namely its sum, summed up again.
    """
    line = np.zeros(_TAPS)
    line[_TAPS // 2 - 1 : _TAPS // 2 + 1] = 1 - place, place
    return float(np.abs(np.cumsum(np.cumsum(row - line))).sum())


def _lufs(energy: Values) -> Values:
    return np.maximum(_OFFSET + 10 * np.log10(np.maximum(energy, 1e-13)), SILENT)


def _decibels(magnitude: Values) -> Values:
    return np.asarray(np.maximum(20 * np.log10(np.maximum(magnitude, 1e-7)), SILENT))

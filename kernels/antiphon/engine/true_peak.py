"""True peak: the greatest magnitude of a signal, between its samples too (ITU-R BS.1770-5, annex 2)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
Values = NDArray[np.float64]

TAPS, _PHASES = 12, 4
_LOOKS = 0.01
"""How much more than the true peak so far a new one must be, to be looked for: a tenth of a decibel."""

_AT_ONCE = 4096


def interpolation() -> Values:
    """The filter of BS.1770, annex 2, in kind: float64 [3, 12], what lies a quarter, a half and three quarters of a sample
    after the sixth of twelve samples. A windowed sine cardinal (Kaiser), changed by the least that keeps constants and ramps.
    """
    rows = []
    for phase in range(1, _PHASES):
        distance = np.arange(TAPS) - (TAPS // 2 - 1) - phase / _PHASES
        row = np.sinc(distance) * np.i0(4.5 * np.sqrt(1 - (distance / (TAPS / 2)) ** 2)) / np.i0(4.5)
        kept = np.array([np.ones(TAPS), distance])
        rows.append(row + np.linalg.pinv(kept) @ (np.array([1.0, 0.0]) - kept @ row))
    return np.array(rows)


class TruePeak:
    """Looks between the samples for the greatest, where there can be one.

    What lies between samples is at most the greatest of them around it, times the sum of the filter's magnitudes; and at most
    the greatest, and a part of how sharply they bend (their second difference). Only what can be more than the greatest true
    peak so far by both is computed.

    Args:
        channels: How many there are.
        step: Samples of a step, `TAPS` at least.

    Attributes:
        greatest: The greatest of each channel so far, linear.
    """

    def __init__(self, channels: int, step: int) -> None:
        rows = interpolation()
        self.greatest = np.zeros(channels)
        self._most = float(np.abs(rows).sum(axis=1).max())
        self._bend = max(_bending(row, phase / _PHASES) for phase, row in enumerate(rows, 1))
        self._step = step
        self._filter = np.zeros((3 * step, step + TAPS), np.float32)
        for start in range(step):
            self._filter[3 * start : 3 * start + 3, start : start + TAPS] = rows

    def reset(self) -> None:
        """Forget what was."""
        self.greatest[:] = 0

    def look(self, steps: Samples, peaks: Samples) -> None:
        """Take in some steps.

        Args:
            steps: float32 [step or more, 1 + steps, channels]: by their place in a step the samples, those of the last step
                before them first.
            peaks: The greatest magnitude of each of these steps and channels, [1 + steps, channels].
        """
        np.maximum(self.greatest, peaks[1:].max(axis=0), out=self.greatest)
        # Each window begins TAPS samples before its step, and so looks into the one before.
        around = np.maximum(peaks[:-1], peaks[1:])
        found, channels = np.nonzero(around * self._most > self.greatest * (1 + _LOOKS))
        for start in range(0, len(found), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            self._search(steps, found[some], channels[some], around[found[some], channels[some]])

    def _search(
        self, steps: Samples, before: NDArray[np.intp], channels: NDArray[np.intp], around: Samples
    ) -> None:
        step = self._step
        windows = np.concatenate(
            [steps[step - TAPS : step, before, channels], steps[:step, before + 1, channels]]
        )
        bends = np.diff(windows, 2, axis=0)
        sharpest = np.maximum(bends.max(axis=0), -bends.min(axis=0))
        can = around + self._bend * sharpest > self.greatest[channels] * (1 + _LOOKS)
        if can.any():
            between = self._filter @ windows[:, can]
            np.maximum.at(self.greatest, channels[can], np.maximum(between.max(axis=0), -between.min(axis=0)))


def _bending(row: Values, place: float) -> float:
    """How far beyond a straight line between two samples a filter can find something, as a part of the greatest second
    difference: the filter less the line takes constants and ramps away, so that it is a filter of second differences as
    well, namely its sum, summed up again.
    """
    line = np.zeros(TAPS)
    line[TAPS // 2 - 1 : TAPS // 2 + 1] = 1 - place, place
    return float(np.abs(np.cumsum(np.cumsum(row - line))).sum())

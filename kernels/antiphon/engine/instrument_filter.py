"""The low-pass filter of a synthesiser's voice: two poles, and how a pyo `ComplexRes` has them.

A complex one-pole resonator, read at its imaginary part, is a low-pass filter of two poles; it is the cheapest there is
in pyo (half of `Biquad`), and its state does not jump when its poles move. But pyo keeps its decay above 0.1 ms: it
cannot be as damped as a high cutoff wants it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log2, pi

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

BUTTERWORTH = 0.5**0.5
"""The resonance (Q) at which nothing stands out."""

SHORTEST = 1.001e-4
"""Shortest decay (time constant) of pyo's `ComplexRes`, seconds."""

PYO_GAIN = 0.01
"""What pyo's `ComplexRes` multiplies by."""


def highest(q: float) -> float:
    """The highest cutoff (Hz) that a resonator can have.

    Args:
        q: Resonance, at least `BUTTERWORTH`.

    >>> round(highest(BUTTERWORTH)), round(highest(4.0))
    (2249, 12720)
    """
    return q / (pi * SHORTEST)


def resonator(cutoff: Floats, q: float, rate: float) -> tuple[Floats, Floats, Floats]:
    """The resonator that is a low-pass filter of this cutoff, by impulse invariance.

    Args:
        cutoff: Hz [n], at most `highest(q)`.
        q: Resonance, at least `BUTTERWORTH`.
        rate: Sample rate, Hz.

    Returns:
        Each [n]: `ComplexRes`'s freq (Hz) and decay (s), and what its input is multiplied by so that the filter
        changes nothing at 0 Hz.
    """
    turned = np.float32((1 - 0.25 / q**2) ** 0.5)
    freq = cutoff * turned
    decay = np.float32(q / pi) / cutoff
    half_angle = freq * np.float32(pi / rate)
    damped = np.float32(pi / (q * rate)) * cutoff
    radius, short = np.exp(-damped), -np.expm1(-damped)
    at_rest = short**2 + 4 * radius * np.sin(half_angle) ** 2
    drive = at_rest / (np.float32(PYO_GAIN) * radius * np.sin(2 * half_angle))
    return freq, decay, drive


LOWEST, HIGHEST = 20.0, 16_000.0
"""Bounds of a cutoff, Hz."""

GRID = 480
"""Cutoffs of an octave: 2.5 cents apart."""

STEPS = int(GRID * log2(HIGHEST / LOWEST)) + 1
"""Cutoffs in all; the first is `LOWEST`."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """What a filter is told for each cutoff of the grid, at one resonance.

    Attributes:
        cutoff: Hz [STEPS].
        freq: `ComplexRes`'s, Hz [STEPS]; above `top` all are as there.
        decay: `ComplexRes`'s, s [STEPS].
        drive: What the filter's input is multiplied by [STEPS]: a resonance that stands out takes from the whole.
        top: The last step whose cutoff a resonator can have.
        gain: What the output of another filter, with the drive at the top, is multiplied by.
        q: The resonance.
    """

    cutoff: Floats
    freq: Floats
    decay: Floats
    drive: Floats
    top: int
    gain: float
    q: float


@lru_cache(maxsize=64)
def tuning(q: float, rate: float) -> Tuning:
    """The tuning of a resonance.

    Args:
        q: Resonance, at least `BUTTERWORTH`.
        rate: Sample rate, Hz.
    """
    cutoff = (LOWEST * 2 ** (np.arange(STEPS) / GRID)).astype(np.float32)
    top = min(STEPS - 1, int(GRID * log2(highest(q) / LOWEST)))
    freq, decay, drive = resonator(np.minimum(cutoff, cutoff[top]), q, rate)
    gain = 1 / float(drive[top])
    return Tuning(cutoff, freq, decay, drive * np.float32((BUTTERWORTH / q) ** 0.5), top, gain, q)

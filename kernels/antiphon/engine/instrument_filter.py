"""The low-pass filter of a synthesiser's voice: two poles, and how a pyo `ComplexRes` has them.

A complex one-pole resonator, read at its imaginary part, is a low-pass filter of two poles; it is the cheapest there is
in pyo (half of `Biquad`), and its state does not jump when its poles move. But pyo keeps its decay above 0.1 ms: it
cannot be as damped as a high cutoff wants it.
"""

from __future__ import annotations

from math import pi

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

"""Spectra: what a tone is made of, and the wavetables that hold it.

The tables follow Paul Nasca's PADsynth (https://zynaddsubfx.sourceforge.io/doc/PADsynth/PADsynth.htm): each partial
is a narrow band of bins with random phases, so that a looped table breathes as several players do, and a very
wide band is the noise of breath or bow. Partials need not be harmonic. Nothing above what a register's highest
note can hold is in its table: no note aliases.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SPACING = 6
"""Semitones between the middles of two registers."""

STEADY = 0.7
"""Share of a partial's power that does not waver, so that a tone breathes but never fades out."""

NOISE = 60.0
"""Partials as wide as this (cents) are noise: nothing of them is steady."""


@dataclass(frozen=True, slots=True)
class Spectrum:
    """The partials of a tone.

    Attributes:
        ratio: Frequencies as multiples of the fundamental.
        amplitude: Linear amplitudes.
        width: Half-widths (standard deviations) in cents; 0 for a pure partial.
    """

    ratio: Floats
    amplitude: Floats
    width: Floats

    def __add__(self, other: Spectrum) -> Spectrum:
        return Spectrum(
            np.concatenate([self.ratio, other.ratio]),
            np.concatenate([self.amplitude, other.amplitude]),
            np.concatenate([self.width, other.width]),
        )

    def __mul__(self, gain: float) -> Spectrum:
        return Spectrum(self.ratio, self.amplitude * gain, self.width)


def partials(ratio: Floats, amplitude: Floats, width: float | Floats = 0.0) -> Spectrum:
    """A spectrum of these partials, all as wide as the other where `width` is one number (cents)."""
    return Spectrum(ratio, amplitude, np.broadcast_to(np.asarray(width, float), ratio.shape))


@dataclass(frozen=True, slots=True)
class Wavetable:
    """A looped table.

    Attributes:
        samples: float32 [size], without DC; RMS as the spectrum says, starting at a zero.
        cycles: How many cycles of the fundamental it holds: read it at frequency / cycles times a second.
    """

    samples: NDArray[np.float32]
    cycles: int


@cache
def _phasors() -> NDArray[np.complex64]:
    """Phases at random, drawn once: they cost more than all the rest of a table."""
    turns = np.random.default_rng(1).random(1 << 17) * 2 * np.pi
    phasors: NDArray[np.complex64] = np.exp(1j * turns).astype(np.complex64)
    return phasors


def wavetable(spectrum: Spectrum, fundamental: float, rate: float, size: int, seed: int) -> Wavetable:
    """Make a table.

    Args:
        spectrum: What it holds; what would alias in the register's highest note is left out.
        fundamental: Middle of the register, Hz.
        rate: Sample rate, Hz.
        size: Samples, a power of 2.
        seed: Of the phases, 0 or more.
    """
    cycles = max(1, round(fundamental * size / rate))
    highest = fundamental * 2 ** (SPACING / 24)
    bins = np.zeros(size // 2 + 1)
    for ratio, amplitude, width in zip(spectrum.ratio, spectrum.amplitude, spectrum.width, strict=True):
        spread = cycles * ratio * (2 ** (width / 1200) - 1)
        limit = min(len(bins) - 1, int(cycles * 0.46 * rate / highest))
        centre = cycles * ratio
        if centre > limit or amplitude == 0:
            continue
        if spread < 0.4:
            bins[round(centre)] += amplitude**2
            continue
        low, high = max(1, int(centre - 3 * spread)), min(limit, int(centre + 3 * spread) + 1)
        place = np.arange(low, high + 1)
        bell = np.exp(-0.5 * ((place - centre) / spread) ** 2)
        steady = STEADY if width < NOISE else 0.0
        bins[round(centre)] += amplitude**2 * steady
        bins[low : high + 1] += amplitude**2 * (1 - steady) * bell / bell.sum()
    start = seed * 7919 % (len(_phasors()) - len(bins))
    vector = np.sqrt(bins).astype(np.float32) * _phasors()[start : start + len(bins)]
    samples = np.fft.irfft(vector, size).astype(np.float32) * np.float32(size / 2)
    samples = np.roll(samples, -int(np.argmin(np.abs(samples))))
    return Wavetable(samples, cycles)


def hearing(frequency: Floats) -> Floats:
    """How much a tone of a frequency (Hz) counts in loudness: the A-weighting of IEC 61672, linear."""
    square = frequency**2
    weight = (12194.0**2 * square**2) / (
        (square + 20.6**2) * np.sqrt((square + 107.7**2) * (square + 737.9**2)) * (square + 12194.0**2)
    )
    result: Floats = weight * 1.2589
    return result

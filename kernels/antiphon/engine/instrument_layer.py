"""Layers: the sounds that a note is made of, and the shapes that their spectra are drawn from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from antiphon.engine.instrument_spectrum import Floats, Spectrum, hearing, partials

MIDDLE_C = 261.6256
"""Hz."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One of the sounds that a note is made of.

    Attributes:
        spectrum: Its partials, by the fundamental in Hz.
        gain: Linear level beside the other layers.
        struck: Whether it dies away by itself, as a struck string does, or is held, as a blown pipe is.
        decay: Struck: its share of the instrument's decay time. Or, where the instrument has none, seconds.
        touch: How much louder it grows with velocity: the amplitude goes with velocity to this power.
        knob: Parameter that says how much of it is heard (0.5: as much as `gain` says); None for always.
    """

    spectrum: Callable[[float], Spectrum]
    gain: float
    struck: bool
    decay: float = 1.0
    touch: float = 1.4
    knob: str | None = None


@dataclass(frozen=True, slots=True)
class Timbre:
    """An instrument.

    Attributes:
        layers: What a note is made of.
        low: Lowest MIDI key of its registers; below, the lowest register is read slower.
        high: Highest MIDI key.
        level: Linear level beside the other instruments.
        size: Samples of its tables, a power of 2: how long it takes a held tone to repeat itself.
        shortening: How much shorter higher notes ring: the decay goes with frequency to minus this.
    """

    layers: tuple[Layer, ...]
    low: int
    high: int
    level: float
    size: int = 1 << 15
    shortening: float = 0.0


def loud(spectrum: Spectrum, fundamental: float) -> Spectrum:
    """The spectrum at a loudness of 1, so that no register jumps out.

    A third of the hearing's curve, not all of it: bass may be bass.
    """
    weight = hearing(np.maximum(spectrum.ratio * fundamental, 60.0)) ** 0.3
    audible = spectrum.ratio * fundamental < 18_000
    power = np.sum((spectrum.amplitude * weight)[audible] ** 2)
    return spectrum * float(1 / np.sqrt(power + 1e-12))


def harmonics(fundamental: float, count: int = 64) -> Floats:
    """1, 2, 3 … up to the count, or to 18 kHz."""
    return np.arange(1.0, max(2.0, min(count, 18_000 / fundamental) + 1))


def resonances(frequency: Floats, *peaks: tuple[float, float, float]) -> Floats:
    """A body: the sum of resonances (Hz, relative bandwidth, gain) at each frequency (Hz)."""
    total = np.zeros_like(frequency)
    for centre, width, gain in peaks:
        total += gain / (1 + ((frequency / centre - centre / frequency) / width) ** 2)
    return total


def noise(fundamental: float, low: float, high: float, tilt: float) -> Spectrum:
    """A band of noise between two frequencies (Hz) that falls by `tilt` with frequency."""
    centre = np.geomspace(low, high, 14)
    return partials(centre / fundamental, (centre / low) ** -tilt, 260.0)

"""The sound set: short sounds that samplers and granular players play, each computed, none of them recorded.

A sound is either struck and dies away within its length, or steady: then its end joins its start, so that it can go round
for ever. Tones are in A, 220 Hz.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from antiphon.engine.instrument_spectrum import Floats, partials, wavetable

SHORT, LONG = 1 << 16, 1 << 17
"""Samples of a tone, and of what would be heard to repeat."""

A = 220.0
"""Pitch of the tones, Hz."""

PEAK = 0.8
"""Of what is struck, linear."""

STEADY_LEVEL = 0.16
"""RMS of what is steady, linear; its peak stays below 1."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound of the set.

    Attributes:
        name: As a person would call it.
        size: Samples.
        steady: Whether its end joins its start.
        make: Its samples, of any level, from size and sample rate (Hz).
    """

    name: str
    size: int
    steady: bool
    make: Callable[[int, float], Floats]

    def samples(self, rate: float) -> Floats:
        """float64 [size]: at `PEAK` where it is struck, at `STEADY_LEVEL` where it is steady; without DC.

        Args:
            rate: Sample rate, Hz.
        """
        raw = self.make(self.size, rate)
        raw = raw - raw.mean()
        if self.steady:
            level = STEADY_LEVEL / float(np.sqrt((raw**2).mean()))
            steady: Floats = raw * min(level, 0.99 / float(np.abs(raw).max()))
            return steady
        ending = np.minimum(1.0, np.arange(self.size)[::-1] / (0.02 * rate))
        raw = raw * ending
        faded: Floats = raw * (PEAK / np.abs(raw).max())
        return faded


def _struck(
    ratios: tuple[float, ...], decay: float, fading: float, softer: float
) -> Callable[[int, float], Floats]:
    """Partials that die away: the first by 60 dB in `decay` seconds, each next one faster."""

    def make(size: int, rate: float) -> Floats:
        time = np.arange(size) / rate
        total = np.zeros(size)
        for place, ratio in enumerate(ratios):
            if A * ratio < 0.45 * rate:
                fall = np.exp(-6.9 * time * (1 + fading * place) / decay)
                total += np.sin(2 * np.pi * A * ratio * time + place) * fall / (1 + softer * place)
        rise: Floats = np.minimum(1.0, time / 0.0015)
        return total * rise

    return make


def _sung(
    formants: tuple[tuple[float, float, float], ...], width: float, slope: float
) -> Callable[[int, float], Floats]:
    """Harmonics of A that several voices sing: formants of a frequency, a width (Hz) and a level."""

    def make(size: int, rate: float) -> Floats:
        number = np.arange(1.0, 60.0)
        level = np.full(len(number), 0.02)
        for place, wide, gain in formants:
            level += gain / (1 + ((number * A - place) / wide) ** 2)
        tone = partials(number, number**-slope * level, width)
        return wavetable(tone, A, rate, size, 7).samples.astype(float)

    return make


def _shaped(level: Callable[[Floats], Floats], seed: int) -> Callable[[int, float], Floats]:
    """Noise that goes round, whose spectrum is as `level` says of each frequency (Hz)."""

    def make(size: int, rate: float) -> Floats:
        chance = np.random.default_rng(seed)
        frequency = np.fft.rfftfreq(size, 1 / rate).astype(np.float64)
        phases = np.exp(2j * np.pi * chance.random(len(frequency)))
        result: Floats = np.fft.irfft(level(frequency) * phases, size)
        return result

    return make


def _band(frequency: Floats, place: float, octaves: float) -> Floats:
    result: Floats = np.exp(-0.5 * (np.log2(np.maximum(frequency, 1) / place) / octaves) ** 2)
    return result


def _scattered(
    count: int, seed: int, grain: Callable[[Floats, np.random.Generator], Floats]
) -> Callable[[int, float], Floats]:
    """So many small sounds at random places, going round at the end."""

    def make(size: int, rate: float) -> Floats:
        chance = np.random.default_rng(seed)
        time = np.arange(int(0.12 * rate)) / rate
        total = np.zeros(size)
        for place in chance.integers(0, size, count):
            at = (place + np.arange(len(time))) % size
            total[at] += grain(time, chance) * chance.random() ** 2
        return total

    return make


def _drop(time: Floats, chance: np.random.Generator) -> Floats:
    """A drop in water: its bubble sounds higher and higher (Van den Doel, 2005)."""
    pitch = chance.uniform(500, 2400)
    result: Floats = np.sin(2 * np.pi * pitch * time * (1 + 4 * time)) * np.exp(-time * pitch / 18)
    result *= np.minimum(1.0, time / 0.001)
    return result


def _click(time: Floats, chance: np.random.Generator) -> Floats:
    pitch = chance.uniform(900, 5000)
    result: Floats = np.sin(2 * np.pi * pitch * time) * np.exp(-time * 1800)
    return result


def _rain(size: int, rate: float) -> Floats:
    hiss = _shaped(lambda f: _band(f, 3500, 1.2), 3)(size, rate)
    drops = _scattered(420, 4, _click)(size, rate)
    result: Floats = hiss / np.abs(hiss).max() * 0.4 + drops / np.abs(drops).max()
    return result


def _vinyl(size: int, rate: float) -> Floats:
    ground = _shaped(lambda f: _band(f, 70, 1.0) + 0.12 * _band(f, 4000, 2.0), 5)(size, rate)
    clicks = _scattered(34, 6, _click)(size, rate)
    result: Floats = ground / np.abs(ground).max() * 0.35 + clicks / np.abs(clicks).max()
    return result


def _sea(size: int, rate: float) -> Floats:
    surf = _shaped(lambda f: _band(f, 700, 1.6), 8)(size, rate)
    turn = np.arange(size) / size
    result: Floats = surf * (0.35 + 0.65 * np.sin(np.pi * turn) ** 4)
    return result


SOUNDS = (
    Sound("bell", SHORT, False, _struck((1.0, 2.0, 2.4, 3.0, 4.0, 5.33, 6.67), 1.6, 0.35, 0.25)),
    Sound("glass", SHORT, False, _struck((4.0, 9.3, 16.9, 26.6), 1.2, 0.5, 0.6)),
    Sound("plucked string", SHORT, False, _struck(tuple(map(float, range(1, 24))), 1.5, 0.22, 0.5)),
    Sound("gong", LONG, False, _struck((0.5, 0.68, 0.93, 1.21, 1.57, 1.87, 2.31, 2.76, 3.4), 2.6, 0.08, 0.1)),
    Sound("choir, ah", SHORT, True, _sung(((800, 90, 1.0), (1150, 100, 0.6), (2900, 160, 0.25)), 16.0, 0.4)),
    Sound("choir, oh", SHORT, True, _sung(((420, 70, 1.0), (760, 90, 0.4), (2600, 150, 0.06)), 16.0, 0.5)),
    Sound("strings", SHORT, True, _sung(((500, 600, 1.0), (1500, 900, 0.5), (3200, 1200, 0.35)), 11.0, 0.7)),
    Sound("drops", LONG, True, _scattered(46, 9, _drop)),
    Sound("breath", LONG, True, _shaped(lambda f: _band(f, 1500, 0.5) + 0.5 * _band(f, 4200, 0.6), 2)),
    Sound("rain", LONG, True, _rain),
    Sound("vinyl", LONG, True, _vinyl),
    Sound("sea", LONG, True, _sea),
)
"""The set; a sound is called by its place in it. What is bright and has a pitch comes first: the numbers by which a
tape is read are finer there."""

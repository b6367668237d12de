"""Impulse responses of rooms and bodies, each computed, none of them recorded.

A room is noise that dies away, high frequencies before low ones, behind a few early reflections (after Moorer, "About This
Reverberation Business", Computer Music Journal 3(2), 1979). A spring is a delay that is longer for higher frequencies, which
goes to and fro (after Parker and Välimäki, "Spring Reverberation", DAFx 2009).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from antiphon.engine.instrument_spectrum import Floats

BANDS = (125.0, 500.0, 2000.0, 8000.0)
"""Middles of the bands that die away each in its time, Hz."""


def _balanced(response: Floats, rate: float) -> Floats:
    """Without DC and below 40 Hz, ending in silence, and as loud as what goes in: the energy of each channel is 1."""
    size = len(response)
    frequency = np.fft.rfftfreq(size, 1 / rate)[:, None]
    high = frequency**2 / (frequency**2 + 40.0**2)
    clean = np.fft.irfft(np.fft.rfft(response, axis=0) * high, size, axis=0)
    clean *= np.minimum(1, np.arange(size)[::-1] / (0.03 * rate))[:, None]
    result: Floats = clean / np.sqrt((clean**2).sum(axis=0))
    return result


def _decaying(seconds: float, times: tuple[float, ...], seed: int) -> Callable[[float], Floats]:
    """Noise whose bands die away (by 60 dB) in `times`."""

    def make(rate: float) -> Floats:
        chance = np.random.default_rng(seed)
        size = int(seconds * rate)
        clock = np.arange(size)[:, None] / rate
        spectrum = np.fft.rfft(chance.standard_normal((size, 2)), axis=0)
        octave = np.log2(np.maximum(np.fft.rfftfreq(size, 1 / rate), 20))[:, None]
        total = np.zeros((size, 2))
        for middle, time in zip(BANDS, times, strict=True):
            share = np.exp(-0.5 * ((octave - np.log2(middle)) / 0.85) ** 2)
            total += np.fft.irfft(spectrum * share, size, axis=0) * np.exp(-6.9 * clock / time)
        return total

    return make


def _room(
    seconds: float, times: tuple[float, ...], onset: float, walls: int, seed: int
) -> Callable[[float], Floats]:
    """A room.

    Args:
        seconds: How long it is followed.
        times: Seconds in which each band dies away by 60 dB.
        onset: Seconds until the noise is dense.
        walls: Early reflections before that.
        seed: Of its noise and reflections.
    """

    def make(rate: float) -> Floats:
        tail = _decaying(seconds, times, seed)(rate)
        clock = np.arange(len(tail)) / rate
        tail *= np.minimum(1, clock / onset)[:, None]
        chance = np.random.default_rng(seed + 1)
        early = np.zeros_like(tail)
        for place in np.sort(chance.uniform(0.0, onset, walls)):
            level = 8 * np.abs(tail).max() * (1 - 0.7 * place / onset) / np.sqrt(walls)
            early[int(place * rate)] += level * chance.uniform(0.3, 1, 2) * chance.choice([-1, 1])
        return _balanced(tail + early, rate)

    return make


def _spring(rate: float) -> Floats:
    size = int(1.6 * rate)
    frequency = np.fft.rfftfreq(size, 1 / rate)
    total = np.zeros((size, 2))
    for channel in range(2):
        for lap, turn in ((0.037, 0.78), (0.046, 0.74)):
            lap *= 1 + 0.05 * channel
            # The phase of a delay that grows with the square of the frequency, up to where the spring ends.
            bent = np.minimum(frequency, 4400.0)
            phase = 2 * np.pi * (lap * frequency + 0.018 * bent**3 / 4400.0**2)
            once = turn * np.exp(-1j * phase) / np.sqrt(1 + (frequency / 4200) ** 8)
            response = once / (1 + once)
            total[:, channel] += np.fft.irfft(response, size)
    return _balanced(total, rate)


def _backwards(rate: float) -> Floats:
    tail = _decaying(1.1, (0.9, 0.9, 0.8, 0.5), 41)(rate)
    return _balanced(tail[::-1].copy(), rate)


def _cabinet(rate: float) -> Floats:
    """A loudspeaker in its box: a band from 90 Hz to 4.5 kHz with a few resonances."""
    size = 2048
    frequency = np.fft.rfftfreq(size, 1 / rate)
    level = (frequency / 90) ** 2 / (1 + (frequency / 90) ** 2) / np.sqrt(1 + (frequency / 4500) ** 10)
    for place, gain, width in ((120, 1.2, 40), (420, -0.45, 150), (2600, 1.4, 700), (3600, 0.6, 300)):
        level *= 1 + gain * np.exp(-(((frequency - place) / width) ** 2))
    # Minimum phase by the cepstrum (Oppenheim and Schafer, Discrete-Time Signal Processing, 12.1).
    cepstrum = np.fft.irfft(np.log(np.maximum(level, 1e-4)), size)
    cepstrum[1 : size // 2] *= 2
    cepstrum[size // 2 + 1 :] = 0
    response = np.fft.irfft(np.exp(np.fft.rfft(cepstrum)), size)
    return _balanced(np.stack([response, response], axis=1), rate)


IMPULSES: Mapping[str, Callable[[float], Floats]] = MappingProxyType(
    {
        "convolution.hall": _room(1.9, (2.2, 2.0, 1.6, 0.9), 0.05, 14, 11),
        "convolution.church": _room(3.4, (4.4, 4.0, 2.8, 1.2), 0.11, 20, 21),
        "convolution.chamber": _room(0.7, (0.7, 0.7, 0.6, 0.4), 0.02, 10, 31),
        "convolution.plate": _room(1.5, (1.1, 1.8, 1.8, 1.5), 0.003, 4, 51),
        "convolution.spring": _spring,
        "convolution.backwards": _backwards,
        "convolution.cabinet": _cabinet,
    }
)
"""The response of each kind: float64 [samples, 2] for a sample rate (Hz), the energy of each channel 1."""

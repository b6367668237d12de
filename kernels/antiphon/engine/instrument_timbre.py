"""Timbres: what each instrument of the catalogue is made of.

A timbre is a few layers, each a spectrum that depends on the note, with an envelope of its own. The levels between the
layers are such that they sound right together; `level` makes the instruments equally loud.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from antiphon.engine.instrument_layer import MIDDLE_C, Layer, Timbre, harmonics, loud, noise, resonances
from antiphon.engine.instrument_percussion import PERCUSSION
from antiphon.engine.instrument_spectrum import Spectrum, partials
from antiphon.engine.instrument_synthesiser import SYNTHESISERS


def _pluck_body(f: float) -> Spectrum:
    h = harmonics(f, 24)
    place = np.abs(np.sin(np.pi * h * 0.21)) + 0.03
    return loud(partials(h * np.sqrt(1 + 6e-5 * h**2), place * h**-1.5, 0.5), f)


def _pluck_edge(f: float) -> Spectrum:
    h = harmonics(f, 64)
    place = np.abs(np.sin(np.pi * h * 0.21)) + 0.03
    tone = partials(h * np.sqrt(1 + 6e-5 * h**2), place * h**-0.75, 1.0)
    return loud(loud(tone, f) + loud(noise(f, 900, 5000, 0.7), f) * 0.25, f)


def _keys_body(f: float) -> Spectrum:
    h = harmonics(f, 30)
    stiff = 1.2e-4 * (f / MIDDLE_C) ** 1.2
    slope = 1.1 + 0.5 * np.clip(np.log2(f / 130), 0, 3)
    hammer = np.abs(np.sinc(h / 8.0)) * 0.9 + 0.1
    return loud(partials(h * np.sqrt((1 + stiff * h**2) / (1 + stiff)), hammer * h**-slope, 0.9), f)


def _keys_edge(f: float) -> Spectrum:
    h = harmonics(f, 50)
    stiff = 1.2e-4 * (f / MIDDLE_C) ** 1.2
    shape = h**-0.7 * np.exp(-h * f / 4500) * (1 - np.exp(-h / 2.5))
    tone = partials(h * np.sqrt((1 + stiff * h**2) / (1 + stiff)), shape, 1.5)
    return loud(loud(tone, f) + loud(noise(f, 120, 1200, 1.0), f) * 0.3, f)


def _harpsichord_body(f: float) -> Spectrum:
    h = harmonics(f, 40)
    quill = np.abs(np.sin(np.pi * h * 0.13)) + 0.05
    return loud(partials(h * np.sqrt(1 + 3e-5 * h**2), quill * h**-0.95, 0.5), f)


def _harpsichord_edge(f: float) -> Spectrum:
    h = harmonics(f, 64)
    quill = np.abs(np.sin(np.pi * h * 0.07)) + 0.05
    tone = partials(h * np.sqrt(1 + 3e-5 * h**2), quill * h**-0.4 * np.exp(-h * f / 9000), 1.0)
    return loud(loud(tone, f) + loud(noise(f, 1500, 7000, 0.5), f) * 0.3, f)


def _bowed(f: float, slope: float) -> Spectrum:
    h = harmonics(f)
    body = 0.35 + resonances(h * f, (290, 0.5, 0.7), (480, 0.4, 0.6), (1050, 0.5, 0.45), (2600, 0.5, 0.8))
    return partials(h, body * h**-slope * np.exp(-h * f / 9000), 4.0)


def _strings_body(f: float) -> Spectrum:
    return loud(_bowed(f, 1.35), f)


def _strings_edge(f: float) -> Spectrum:
    h = harmonics(f)
    edge = _bowed(f, 0.75)
    edge = Spectrum(edge.ratio, edge.amplitude * (1 - np.exp(-h / 3)), edge.width)
    return loud(loud(edge, f) + loud(noise(f, 1500, 7000, 0.6), f) * 0.12, f)


def _flute_tone(f: float) -> Spectrum:
    h = harmonics(f, 12)
    second = 0.55 / (1 + (f / 600) ** 2)
    shape = np.array([1.0, second, 0.3 * second + 0.06, 0.07, 0.035, *(0.02 / np.arange(1.0, 20) ** 1.5)])
    return loud(partials(h, shape[: len(h)], 0.8), f)


def _flute_edge(f: float) -> Spectrum:
    h = harmonics(f, 16)
    return loud(partials(h, (1 - np.exp(-h)) * h**-1.6, 1.0), f)


def _flute_breath(f: float) -> Spectrum:
    around = partials(np.array([1.0, 2.0, 3.0]), np.array([1.0, 0.7, 0.4]), 90.0)
    return loud(loud(around, f) + loud(noise(f, 1200, 9000, 0.5), f) * 0.7, f)


def _reed_tone(f: float) -> Spectrum:
    h = harmonics(f, 40)
    odd = np.where(h % 2 == 1, 1.0, 0.22 + 0.5 * np.clip(h / 12, 0, 1))
    return loud(partials(h, odd * h**-1.15 * np.exp(-h * f / 5000), 0.8), f)


def _reed_edge(f: float) -> Spectrum:
    h = harmonics(f, 50)
    formant = 0.15 + resonances(h * f, (1250, 0.5, 1.0), (2900, 0.45, 0.6))
    return loud(partials(h, formant * h**-0.5 * (1 - np.exp(-h / 2.5)) * np.exp(-h * f / 7000), 1.0), f)


def _brass_tone(f: float) -> Spectrum:
    h = harmonics(f, 40)
    formant = 0.3 + resonances(h * f, (650, 0.9, 0.7), (1200, 0.7, 0.7))
    return loud(partials(h, formant * h**-1.05 * np.exp(-h * f / 2600), 1.0), f)


def _brass_edge(f: float) -> Spectrum:
    h = harmonics(f)
    formant = 0.3 + resonances(h * f, (1300, 0.9, 0.7), (2800, 0.7, 0.5))
    return loud(partials(h, formant * h**-0.35 * (1 - np.exp(-h / 3)) * np.exp(-h * f / 5500), 1.5), f)


def _bass_body(f: float) -> Spectrum:
    h = harmonics(f, 16)
    return loud(partials(h, h**-1.35 * (np.abs(np.sin(np.pi * h * 0.27)) + 0.1), 0.4), f)


def _bass_edge(f: float) -> Spectrum:
    h = harmonics(f, 40)
    tone = partials(h, h**-0.8 * np.exp(-h * f / 2200), 1.0)
    return loud(loud(tone, f) + loud(noise(f, 400, 2500, 0.8), f) * 0.25, f)


def _organ_flue(f: float) -> Spectrum:
    ratio = np.array([0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0])
    amplitude = np.array([0.28, 1.0, 0.55, 0.2, 0.22, 0.08, 0.08, 0.05])
    return loud(partials(ratio, amplitude * np.exp(-ratio * f / 8000), 0.8), f)


def _organ_mixture(f: float) -> Spectrum:
    ratio = np.array([2.0, 3.0, 4.0, 6.0, 8.0, 10.0, 12.0, 16.0])
    amplitude = np.array([0.6, 0.5, 0.7, 0.5, 0.5, 0.2, 0.25, 0.2])
    return loud(partials(ratio, amplitude * np.exp(-ratio * f / 6000), 1.5), f)


def _vowel(f: float, *formants: tuple[float, float, float]) -> Spectrum:
    h = harmonics(f)
    return partials(h, (0.012 + resonances(h * f, *formants)) * h**-0.9, 5.0)


def _voice_tone(f: float) -> Spectrum:
    size = np.clip((f / 220) ** 0.12, 0.9, 1.2)
    return loud(_vowel(f, (520 * size, 0.35, 1.0), (950 * size, 0.22, 0.5), (2600 * size, 0.12, 0.12)), f)


def _voice_edge(f: float) -> Spectrum:
    size = np.clip((f / 220) ** 0.12, 0.9, 1.2)
    formants = (
        (760 * size, 0.3, 0.9),
        (1200 * size, 0.2, 0.8),
        (2800 * size, 0.14, 0.5),
        (3400 * size, 0.1, 0.35),
    )
    return loud(_vowel(f, *formants), f)


def _voice_breath(f: float) -> Spectrum:
    return loud(noise(f, 900, 8000, 0.5), f)


TIMBRES: Mapping[str, Timbre] = MappingProxyType(
    {
        **PERCUSSION,
        **SYNTHESISERS,
        "instrument.pluck": Timbre(
            (
                Layer(_pluck_body, 0.8, True),
                Layer(_pluck_edge, 0.7, True, decay=0.16, touch=1.9, knob="brightness"),
            ),
            low=36, high=96, level=0.157, shortening=0.55,
        ),
        "instrument.keys": Timbre(
            (
                Layer(_keys_body, 0.85, True),
                Layer(_keys_edge, 0.55, True, decay=0.13, touch=2.2, knob="brightness"),
            ),
            low=24, high=104, level=0.110, shortening=0.5,
        ),
        "instrument.harpsichord": Timbre(
            (
                Layer(_harpsichord_body, 0.85, True, touch=1.0),
                Layer(_harpsichord_edge, 0.55, True, decay=0.2, touch=1.1, knob="brightness"),
            ),
            low=28, high=92, level=0.118, shortening=0.5,
        ),
        "instrument.strings": Timbre(
            (
                Layer(_strings_body, 0.8, False),
                Layer(_strings_edge, 0.4, False, touch=2.0, knob="brightness"),
            ),
            low=30, high=98, level=0.094, size=1 << 16,
        ),
        "instrument.flute": Timbre(
            (
                Layer(_flute_tone, 0.85, False, touch=1.1),
                Layer(_flute_edge, 0.22, False, touch=2.0, knob="brightness"),
                Layer(_flute_breath, 0.1, False, touch=1.0, knob="breath"),
                Layer(_flute_breath, 0.35, True, decay=0.16, touch=1.6, knob="breath"),
            ),
            low=54, high=100, level=0.077,
        ),
        "instrument.reed": Timbre(
            (
                Layer(_reed_tone, 0.8, False, touch=1.2),
                Layer(_reed_edge, 0.35, False, touch=2.0, knob="brightness"),
            ),
            low=34, high=94, level=0.088,
        ),
        "instrument.brass": Timbre(
            (
                Layer(_brass_tone, 0.8, False, touch=1.2),
                Layer(_brass_edge, 0.5, False, touch=2.8, knob="brightness"),
            ),
            low=30, high=88, level=0.090,
        ),
        "instrument.bass": Timbre(
            (
                Layer(_bass_body, 0.9, True),
                Layer(_bass_edge, 0.5, True, decay=0.18, touch=1.9, knob="brightness"),
            ),
            low=24, high=66, level=0.111, shortening=0.4,
        ),
        "instrument.organ": Timbre(
            (
                Layer(_organ_flue, 0.8, False, touch=0.6),
                Layer(_organ_mixture, 0.3, False, touch=0.6, knob="brightness"),
            ),
            low=30, high=96, level=0.063,
        ),
        "instrument.voice": Timbre(
            (
                Layer(_voice_tone, 0.8, False, touch=1.2),
                Layer(_voice_edge, 0.4, False, touch=2.0, knob="brightness"),
                Layer(_voice_breath, 0.07, False, touch=1.0, knob="breath"),
            ),
            low=34, high=90, level=0.092, size=1 << 16,
        ),
    }
)  # fmt: skip

"""Percussion with a pitch: bells, bars and kettledrums."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from antiphon.engine.instrument_layer import Layer, Timbre, loud, noise
from antiphon.engine.instrument_spectrum import Spectrum, partials


def _bell_hum(f: float) -> Spectrum:
    return loud(partials(np.array([1.0, 2.0, 3.0]), np.array([1.0, 0.22, 0.06]), 0.4), f)


def _bell_strike(f: float) -> Spectrum:
    ratio = np.array([1.0, 2.0, 2.76, 4.07, 5.4, 6.8, 8.93, 11.3])
    amplitude = np.array([0.5, 0.5, 0.7, 0.35, 0.4, 0.2, 0.22, 0.12])
    return loud(partials(ratio, amplitude * np.exp(-ratio * f / 9000), 1.0), f)


def _bar_body(f: float) -> Spectrum:
    return loud(partials(np.array([1.0, 3.99]), np.array([1.0, 0.16]), 0.4), f)


def _bar_strike(f: float) -> Spectrum:
    ratio = np.array([1.0, 3.99, 9.9, 17.2])
    amplitude = np.array([0.3, 0.8, 0.5, 0.2]) * np.exp(-ratio * f / 7000)
    return loud(loud(partials(ratio, amplitude, 1.0), f) + loud(noise(f, 600, 4000, 0.8), f) * 0.35, f)


def _kettle_skin(f: float) -> Spectrum:
    # The modes of an air-loaded kettledrum (Rossing, The Physics of Musical Instruments, 18.3).
    ratio = np.array([1.0, 1.5, 1.98, 2.44, 2.89])
    return loud(partials(ratio, np.array([1.0, 0.6, 0.35, 0.2, 0.12]), 1.5), f)


def _kettle_strike(f: float) -> Spectrum:
    ratio = np.array([1.0, 1.5, 1.74, 1.98, 2.2, 2.44, 2.89, 3.4])
    skin = partials(ratio, 1 / ratio, 12.0)
    return loud(loud(skin, f) + loud(noise(f, 1.2 * f, 1600 + 2 * f, 1.2), f) * 0.5, f)


PERCUSSION: Mapping[str, Timbre] = MappingProxyType(
    {
        "instrument.bells": Timbre(
            (
                Layer(_bell_hum, 0.75, True),
                Layer(_bell_strike, 0.6, True, decay=0.35, touch=1.8, knob="brightness"),
            ),
            low=48, high=102, level=0.149, shortening=0.5,
        ),
        "instrument.mallets": Timbre(
            (
                Layer(_bar_body, 0.9, True),
                Layer(_bar_strike, 0.5, True, decay=0.12, touch=2.2, knob="brightness"),
            ),
            low=40, high=102, level=0.24, shortening=0.6,
        ),
        "instrument.timpani": Timbre(
            (
                Layer(_kettle_skin, 0.9, True),
                Layer(_kettle_strike, 0.6, True, decay=0.15, touch=2.0, knob="brightness"),
            ),
            low=34, high=84, level=0.19, shortening=0.4,
        ),
    }
)  # fmt: skip
"""The timbres by kind."""

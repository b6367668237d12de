"""Synthesisers: timbres that no instrument of wood or metal has."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from antiphon.engine.instrument_layer import Layer, Timbre, harmonics, loud
from antiphon.engine.instrument_spectrum import Spectrum, partials


def _pad_body(f: float) -> Spectrum:
    h = harmonics(f, 24)
    return loud(partials(h, h**-1.7, 9.0), f)


def _pad_edge(f: float) -> Spectrum:
    h = harmonics(f, 48)
    return loud(partials(h, h**-0.9 * (1 - np.exp(-h / 2)) * np.exp(-h * f / 4500), 14.0), f)


def _lead_body(f: float) -> Spectrum:
    h = harmonics(f)
    return loud(partials(h, h**-1.0 * np.exp(-h * f / 6000), 3.0), f)


def _lead_edge(f: float) -> Spectrum:
    h = harmonics(f)
    return loud(partials(h, h**-0.5 * (1 - np.exp(-h / 2.5)) * np.exp(-h * f / 9000), 5.0), f)


def _synth_bass_body(f: float) -> Spectrum:
    h = harmonics(f, 24)
    return loud(partials(h, np.where(h == 1, 1.4, h**-1.2) * np.exp(-h * f / 2500), 0.3), f)


def _synth_bass_edge(f: float) -> Spectrum:
    h = harmonics(f)
    return loud(partials(h, h**-0.8 * np.exp(-h * f / 3500), 1.0), f)


SYNTHESISERS: Mapping[str, Timbre] = MappingProxyType(
    {
        "instrument.pad": Timbre(
            (
                Layer(_pad_body, 0.8, False, touch=1.0),
                Layer(_pad_edge, 0.35, False, touch=1.6, knob="brightness"),
            ),
            low=30, high=92, level=0.086, size=1 << 16,
        ),
        "instrument.lead": Timbre(
            (
                Layer(_lead_body, 0.8, False, touch=1.2),
                Layer(_lead_edge, 0.45, False, touch=2.0, knob="brightness"),
            ),
            low=36, high=96, level=0.083,
        ),
        "instrument.synth_bass": Timbre(
            (
                Layer(_synth_bass_body, 0.9, True),
                Layer(_synth_bass_edge, 0.6, True, decay=0.25, touch=1.8, knob="brightness"),
            ),
            low=24, high=66, level=0.145, shortening=0.3,
        ),
    }
)  # fmt: skip
"""The timbres by kind."""

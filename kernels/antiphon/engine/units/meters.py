"""Meters: what a sound is like as a control signal; the sound itself passes unchanged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import log
from types import MappingProxyType
from typing import Any

from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import Builder, Knobs, Ports, finite, linear, middle

LOWEST, HIGHEST = 20.0, 12_000.0
"""Range (Hz) in which a frequency is a control signal of 0 to 1: that of an oscillator's knob."""

FLOOR = 60.0
"""Decibels below full scale at which a level is 0."""

Meter = Callable[[Any, Knobs], Any]
"""Makes the control signal, of what comes in as one stream."""


def _meter(measure: Meter) -> Builder:
    def build(port: Ports, knob: Knobs) -> Any:
        level = pyo.Sig(measure(middle(port["in"]), knob), mul=knob["depth"])
        return {"out": pyo.Sig(port["in"]), "level": level}

    return build


def _decibels(level: Any) -> Any:
    """From 0 at -60 dB to 1 at 0 dB."""
    measured = pyo.AToDB(pyo.Clip(level, min=1e-6, max=1), mul=1 / FLOOR, add=1)
    return pyo.Clip(measured, min=0, max=1)


def _rms(sound: Any, knob: Knobs) -> Any:
    square = pyo.Pow(base=sound, exponent=2)
    mean = pyo.Port(square, risetime=knob["time"], falltime=knob["time"])
    return _decibels(pyo.Sqrt(pyo.Clip(mean, min=0, max=1)))


def _peak(sound: Any, knob: Knobs) -> Any:
    return _decibels(pyo.Follower2(sound, risetime=0.0005, falltime=knob["time"]))


def _place(frequency: Any) -> Any:
    """Where a frequency (Hz) is on an oscillator's slider."""
    within = pyo.Clip(frequency, min=LOWEST, max=HIGHEST)
    octave = pyo.Log2(linear(within, 1 / LOWEST))
    return pyo.Clip(linear(octave, log(2) / log(HIGHEST / LOWEST)), min=0, max=1)


def _pitch(sound: Any, knob: Knobs) -> Any:
    heard = finite(pyo.Yin(sound, tolerance=0.2, minfreq=50, maxfreq=1500, cutoff=2000, winsize=2048))
    glide = pyo.Port(pyo.Clip(heard, min=LOWEST, max=2000), risetime=knob["time"], falltime=knob["time"])
    return _place(glide)


def _brightness(sound: Any, knob: Knobs) -> Any:
    centre = pyo.Clip(finite(pyo.Centroid(sound, size=1024)), min=LOWEST, max=HIGHEST)
    return _place(pyo.Port(centre, risetime=knob["time"], falltime=knob["time"]))


def _onset(sound: Any, knob: Knobs) -> Any:
    quick = pyo.Follower2(sound, risetime=0.002, falltime=0.03)
    slow = pyo.Follower2(sound, risetime=0.06, falltime=0.06)
    sudden = pyo.Compare(quick, comp=pyo.Sig(slow, mul=knob["sense"], add=0.001), mode=">")
    return pyo.Port(sudden, risetime=0.0006, falltime=0.02)


UNITS: Mapping[str, Builder] = MappingProxyType(
    {
        "meter.level": _meter(_rms),
        "meter.peak": _meter(_peak),
        "meter.pitch": _meter(_pitch),
        "meter.brightness": _meter(_brightness),
        "meter.onset": _meter(_onset),
    }
)
"""The builder of each kind."""

"""Pitch and spectrum: what moves a sound's frequencies or works on its short-time spectrum."""

from __future__ import annotations

from collections.abc import Mapping
from math import pi
from types import MappingProxyType
from typing import Any

from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import Builder, Knobs, Ports, blend, both, linear

WINDOW = 1024
"""Samples of a spectrum's window."""

GRAIN = 0.08
"""Seconds that a pitch shifter looks back."""


def _shifted(sound: Any, interval: Any) -> Any:
    """A sound moved by an interval (semitones): two delays that run away from it by turns, each faded in and out.

    pyo's own Harmonizer gives no finite sample in pyo 1.1.0.
    """
    ratio = pyo.Pow(base=2, exponent=linear(interval, 1 / 12))
    speed = linear(ratio, -1 / GRAIN, 1 / GRAIN)
    taps = []
    for start in (0.0, 0.5):
        phase = pyo.Phasor(freq=speed, phase=start)
        fade = pyo.Cos(linear(phase, 2 * pi), mul=-0.5, add=0.5)
        late = linear(phase, GRAIN, 0.0005)
        taps.append(pyo.Delay(sound, delay=late, maxdelay=2 * GRAIN, mul=fade))
    return pyo.Mix(taps, voices=2)


def _shift(port: Ports, knob: Knobs) -> Any:
    return blend(port["in"], _shifted(port["in"], knob["interval"]), knob["mix"])


def _harmony(port: Ports, knob: Knobs) -> Any:
    voices = [_shifted(port["in"], knob[name]) for name in ("first", "second")]
    return blend(port["in"], pyo.Mix(voices, voices=2, mul=0.7), knob["mix"])


def _frequency(port: Ports, knob: Knobs) -> Any:
    wet = pyo.FreqShift(port["in"], shift=knob["shift"])
    return blend(port["in"], wet, knob["mix"])


def _blur(port: Ports, knob: Knobs) -> Any:
    analysis = pyo.PVAnal(port["in"], size=WINDOW)
    wet = pyo.PVSynth(pyo.PVVerb(analysis, revtime=knob["time"], damp=knob["damping"]))
    return blend(port["in"], wet, knob["mix"])


def _sieve(port: Ports, knob: Knobs) -> Any:
    analysis = pyo.PVAnal(port["in"], size=WINDOW)
    return pyo.PVSynth(pyo.PVGate(analysis, thresh=knob["threshold"], damp=knob["rest"]))


def _stretch(port: Ports, knob: Knobs) -> Any:
    analysis = pyo.PVAnal(port["in"], size=WINDOW)
    wet = pyo.PVSynth(pyo.PVTranspose(analysis, transpo=knob["ratio"]))
    return blend(port["in"], wet, knob["mix"])


def _vocoder(port: Ports, knob: Knobs) -> Any:
    spoken, sung = (pyo.Mix(port[name], voices=1, mul=4) for name in ("voice", "in"))
    wet = pyo.Vocoder(spoken, sung, freq=70, spread=knob["spread"], q=knob["width"], slope=0.5, stages=16)
    return both(pyo.Tanh(wet), knob["gain"])


UNITS: Mapping[str, Builder] = MappingProxyType(
    {
        "pitch.shift": _shift,
        "pitch.harmony": _harmony,
        "pitch.frequency": _frequency,
        "spectral.blur": _blur,
        "spectral.sieve": _sieve,
        "spectral.stretch": _stretch,
        "spectral.vocoder": _vocoder,
    }
)
"""The builder of each kind."""

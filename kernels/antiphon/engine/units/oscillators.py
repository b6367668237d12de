"""Oscillators and noise: what sounds by itself."""

from __future__ import annotations

from collections.abc import Mapping
from math import pi
from types import MappingProxyType
from typing import Any

from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import Builder, Knobs, Ports, both, delayed, linear
from antiphon.engine.units.wavetable import wavetable_oscillator

PARTIALS = 8
"""Partials of the additive oscillator."""

OFFSETS = (-0.031, 0.026, 0.017, -0.011, -0.004, 0.007, 0.0, 0.0005)
"""How far each saw of the supersaw is detuned at most, as a share of its frequency."""


def _sine(_: Ports, knob: Knobs) -> Any:
    return both(pyo.Sine(freq=knob["freq"]), knob["gain"])


def _wave(shape: int, level: float) -> Builder:
    # pyo's LFO is band-limited: aliases measured 88 dB below the tone, where pyo's SuperSaw has 39 and a table 18.
    def build(_: Ports, knob: Knobs) -> Any:
        return both(pyo.LFO(freq=knob["freq"], sharp=1, type=shape, mul=level), knob["gain"])

    return build


def _pulse(_: Ports, knob: Knobs) -> Any:
    # A saw less the same saw a part of its cycle later.
    saw = pyo.LFO(freq=knob["freq"], sharp=1, type=1, mul=0.6)
    late = pyo.Pow(base=knob["freq"], exponent=-1, mul=knob["width"])
    again = delayed(saw, delay=late, longest=0.06, mul=-1)
    return both(pyo.Sig(saw, add=again), knob["gain"])


def _buzz(_: Ports, knob: Knobs) -> Any:
    room = pyo.Pow(base=knob["freq"], exponent=-1, mul=20_000)
    count = pyo.Min(room, comp=knob["harmonics"])
    return both(pyo.Blit(freq=knob["freq"], harms=count), knob["gain"])


def _supersaw(_: Ports, knob: Knobs) -> Any:
    # Odd ones left, even ones right. pyo's own SuperSaw goes wild where its frequency jumps.
    places = [linear(knob["detune"], offset, 1) for offset in OFFSETS]
    saws = pyo.LFO(freq=pyo.Sig(places, mul=knob["freq"]), sharp=1, type=1, mul=0.4)
    return pyo.Mix(saws, voices=2, mul=knob["gain"])


def _shaken(frequency: Any, by: Any) -> Any:
    """A sine whose phase is moved by a signal (radians). pyo's own FM reads beyond its table at high indices."""
    return pyo.Sin(pyo.Sig(pyo.Phasor(freq=frequency), mul=2 * pi, add=by))


def _fm(_: Ports, knob: Knobs) -> Any:
    shaking = pyo.Sine(freq=pyo.Sig(knob["freq"], mul=knob["ratio"]), mul=knob["index"])
    return both(_shaken(knob["freq"], shaking), knob["gain"])


def _fm_stack(_: Ports, knob: Knobs) -> Any:
    above = pyo.Sig(knob["freq"], mul=knob["ratio"])
    top = pyo.Sine(freq=pyo.Sig(above, mul=knob["ratio"]), mul=knob["top"])
    shaking = pyo.Sig(_shaken(above, top), mul=knob["index"])
    return both(pyo.DCBlock(_shaken(knob["freq"], shaking)), knob["gain"])


def _metal(_: Ports, knob: Knobs) -> Any:
    tone = pyo.SumOsc(freq=knob["freq"], ratio=knob["ratio"], index=knob["index"])
    return both(pyo.DCBlock(tone), knob["gain"])


def _rounded(_: Ports, knob: Knobs) -> Any:
    return both(pyo.RCOsc(freq=knob["freq"], sharp=knob["sharpness"]), knob["gain"])


def _additive(_: Ports, knob: Knobs) -> Any:
    numbers = [float(number) for number in range(1, PARTIALS + 1)]
    place = pyo.Pow(base=numbers, exponent=knob["stretch"], mul=knob["freq"])
    level = pyo.Pow(base=knob["brightness"], exponent=[number - 1 for number in numbers], mul=0.4)
    return both(pyo.Mix(pyo.Sine(freq=place, mul=level), voices=1), knob["gain"])


def _chaos(_: Ports, knob: Knobs) -> Any:
    return both(pyo.DCBlock(pyo.Lorenz(pitch=knob["pitch"], chaos=knob["chaos"])), knob["gain"])


def _white(_: Ports, knob: Knobs) -> Any:
    return pyo.Noise(mul=[knob["gain"], knob["gain"]])


def _pink(_: Ports, knob: Knobs) -> Any:
    return pyo.PinkNoise(mul=[knob["gain"], knob["gain"]])


def _brown(_: Ports, knob: Knobs) -> Any:
    return pyo.DCBlock(pyo.BrownNoise(mul=[knob["gain"], knob["gain"]]))


def _dust(_: Ports, knob: Knobs) -> Any:
    grains = pyo.Cloud(density=[knob["density"], knob["density"]]).play()
    clicks = pyo.Sig(grains, mul=4)
    return pyo.Reson(clicks, freq=knob["freq"], q=3, mul=knob["gain"])


def _wind(_: Ports, knob: Knobs) -> Any:
    gusts = pyo.Randi(min=0.5, max=1.5, freq=[linear(knob["gusts"], 1), linear(knob["gusts"], 1.13)])
    air = pyo.PinkNoise(mul=[2, 2])
    return pyo.Reson(air, freq=pyo.Sig(gusts, mul=knob["freq"]), q=5, mul=pyo.Sig(gusts, mul=knob["gain"]))


UNITS: Mapping[str, Builder] = MappingProxyType(
    {
        "osc.sine": _sine,
        "osc.saw": _wave(1, 1.0),
        "osc.square": _wave(2, 0.7),
        "osc.triangle": _wave(3, 1.0),
        "osc.pulse": _pulse,
        "osc.wavetable": wavetable_oscillator,
        "osc.buzz": _buzz,
        "osc.supersaw": _supersaw,
        "osc.fm": _fm,
        "osc.fm_stack": _fm_stack,
        "osc.metal": _metal,
        "osc.rounded": _rounded,
        "osc.additive": _additive,
        "osc.chaos": _chaos,
        "noise.white": _white,
        "noise.pink": _pink,
        "noise.brown": _brown,
        "noise.dust": _dust,
        "noise.wind": _wind,
    }
)
"""The builder of each kind."""

"""Filters and equalisers: what takes frequencies away or lifts them, and what rings when it is struck."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import Builder, Knobs, Ports, blend, delayed, linear, middle

VOWELS = ((800.0, 400.0, 325.0), (1150.0, 1600.0, 700.0), (2900.0, 2700.0, 2530.0))
"""The first three formants (Hz) of a, e and o."""

CHORD = (1.0, 1.25, 1.5, 2.0)
"""Strings of the sympathetic resonator, as multiples of the lowest: a major chord."""


def _biquad(shape: int, frequency: str, width: str) -> Builder:
    def build(port: Ports, knob: Knobs) -> Any:
        return pyo.Biquad(port["in"], freq=knob[frequency], q=knob[width], type=shape)

    return build


def _highpass(port: Ports, knob: Knobs) -> Any:
    return pyo.Biquad(port["in"], freq=_gentle(knob["cutoff"]), q=knob["resonance"], type=1)


def _gentle(frequency: Any) -> Any:
    """A frequency that falls by equal ratios: what a filter holds at a high one is much at a low one, if it comes at once."""
    return pyo.Port(frequency, risetime=0.004, falltime=0.012)


def _ladder(port: Ports, knob: Knobs) -> Any:
    return pyo.MoogLP(port["in"], freq=knob["cutoff"], res=knob["resonance"])


def _morph(port: Ports, knob: Knobs) -> Any:
    # Three filters that are stable however the cutoff moves; pyo's SVF is not.
    shapes = [
        pyo.Biquad(port["in"], freq=knob["cutoff"], q=knob["resonance"], type=type) for type in (0, 2, 1)
    ]
    return pyo.Selector(shapes, voice=linear(knob["shape"], 2))


def _comb(port: Ports, knob: Knobs) -> Any:
    period = pyo.Pow(base=knob["freq"], exponent=-1)
    calm = linear(knob["feedback"], -1, 1)
    wet = delayed(pyo.Sig(port["in"], mul=calm), delay=period, feedback=knob["feedback"], longest=0.06)
    return blend(port["in"], wet, knob["mix"])


def _formant(port: Ports, knob: Knobs) -> Any:
    bands = []
    for places in VOWELS:
        place = pyo.Selector([pyo.Sig(hertz) for hertz in places], voice=knob["vowel"])
        bands.append(pyo.Reson(port["in"], freq=pyo.Clip(place, 200, 4000), q=9, mul=1.4))
    return blend(port["in"], pyo.Mix(bands, voices=2), knob["mix"])


def _shelf(shape: int) -> Builder:
    def build(port: Ports, knob: Knobs) -> Any:
        return pyo.EQ(port["in"], freq=knob["freq"], q=0.7, boost=knob["boost"], type=shape)

    return build


def _bell(port: Ports, knob: Knobs) -> Any:
    return pyo.EQ(port["in"], freq=_gentle(knob["freq"]), q=knob["width"], boost=knob["boost"], type=0)


def _tilt(port: Ports, knob: Knobs) -> Any:
    low = pyo.EQ(port["in"], freq=knob["freq"], q=0.5, boost=linear(knob["tilt"], -1), type=1)
    return pyo.EQ(low, freq=knob["freq"], q=0.5, boost=knob["tilt"], type=2)


def _three_bands(port: Ports, knob: Knobs) -> Any:
    low = pyo.EQ(port["in"], freq=250, q=0.7, boost=knob["low"], type=1)
    mid = pyo.EQ(low, freq=1200, q=0.6, boost=knob["mid"], type=0)
    return pyo.EQ(mid, freq=4000, q=0.7, boost=knob["high"], type=2)


LOUDEST = 12.0
"""Where the four bands together are cut off, linear: +21.6 dBFS."""


def _four_bands(port: Ports, knob: Knobs) -> Any:
    sound = port["in"]
    for band, shape in (("low", 1), ("low_mid", 0), ("high_mid", 0), ("high", 2)):
        # pyo has sqrt(2 A) where the cookbook has 2 sqrt(A): its q of 1/2 is the cookbook's slope of 1.
        width = 0.5 if shape else knob[f"{band}_q"]
        sound = pyo.EQ(
            sound, freq=_gentle(knob[f"{band}_freq"]), q=width, boost=knob[f"{band}_gain"], type=shape
        )
    # Bands that lie on each other can give 36 dB: what is already loud stays below where the guard mutes.
    return pyo.Clip(sound, min=-LOUDEST, max=LOUDEST)


def _ring_of(port: Ports, knob: Knobs) -> Any:
    wet = pyo.ComplexRes(port["in"], freq=knob["freq"], decay=knob["decay"], mul=0.2)
    return blend(port["in"], wet, knob["mix"])


def _string(port: Ports, knob: Knobs) -> Any:
    struck = pyo.Sig(port["in"], mul=0.05)
    wet = pyo.DCBlock(pyo.Waveguide(struck, freq=knob["freq"], dur=knob["decay"], minfreq=30))
    return blend(port["in"], wet, knob["mix"])


def _sympathetic(port: Ports, knob: Knobs) -> Any:
    struck = pyo.Mix(middle(port["in"]), voices=1, mul=0.03)
    tuned = [linear(knob["freq"], ratio) for ratio in CHORD]
    wet = pyo.DCBlock(pyo.Waveguide(struck, freq=tuned, dur=knob["decay"], minfreq=30))
    return blend(port["in"], pyo.Mix(wet, voices=2), knob["mix"])


UNITS: Mapping[str, Builder] = MappingProxyType(
    {
        "filter.lowpass": _biquad(0, "cutoff", "resonance"),
        "filter.highpass": _highpass,
        "filter.bandpass": _biquad(2, "freq", "width"),
        "filter.notch": _biquad(3, "freq", "width"),
        "filter.ladder": _ladder,
        "filter.morph": _morph,
        "filter.comb": _comb,
        "filter.formant": _formant,
        "eq.low": _shelf(1),
        "eq.high": _shelf(2),
        "eq.bell": _bell,
        "eq.four": _four_bands,
        "eq.tilt": _tilt,
        "eq.three": _three_bands,
        "model.resonator": _ring_of,
        "model.string": _string,
        "model.sympathetic": _sympathetic,
    }
)
"""The builder of each kind."""

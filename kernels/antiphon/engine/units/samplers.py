"""Samplers and granular players: what plays the sound set, or what comes in, in pieces."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import pi
from types import MappingProxyType
from typing import Any

import numpy as np

from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import (
    Builder,
    Knobs,
    Ports,
    blend,
    both,
    delayed,
    linear,
    middle,
    rise,
    sample_rate,
    table_of,
)
from antiphon.engine.units.tape import reel, tape

SEAM = 0.03
"""Seconds over which a loop's end passes into its start, or a quarter of the loop where that is shorter."""

HEADS = 4
"""Strokes of a one-shot that can sound at once."""

OVERLAP = 8
"""Grains that sound at once in a stretched sound."""

DRAWS = [311.0, 367.0]
"""How often (Hz) the place and the pitch of a grain that may begin are drawn, left and right: oftener than grains begin."""

TAPS = 6
"""Grains of live sound that sound at once."""

REACH = 1.0
"""Seconds that a grain of live sound may come from the past."""

RAMP = np.linspace(0, 1, 4097)
STROKE = np.minimum(1, np.minimum(np.arange(65536) / 48, np.arange(65536)[::-1] / 2000))
HANN = np.sin(np.linspace(0, pi, 4096)) ** 2


@cache
def _table(name: str) -> Any:
    """A table that every sampler reads; a server must have been booted."""
    return table_of({"ramp": RAMP, "stroke": STROKE, "hann": HANN}[name])


def warm(rate: float) -> None:
    """Make the tables ahead; a server must have been booted.

    Args:
        rate: Sample rate, Hz.
    """
    tape(rate)
    for name in ("ramp", "stroke", "hann"):
        _table(name)


def _ratio(interval: Any) -> Any:
    """A speed from an interval in semitones."""
    return pyo.Pow(base=2, exponent=linear(interval, 1 / 12))


def _loop(_: Ports, knob: Knobs) -> Any:
    source = reel(knob["sound"])
    share = pyo.Min(knob["length"], comp=linear(knob["start"], -1, 1))
    samples = pyo.Sig(source.size, mul=share)
    rounds = pyo.Pow(base=samples, exponent=-1, mul=linear(_ratio(knob["pitch"]), sample_rate()))
    phase = pyo.Phasor(freq=rounds)
    # Before its end the loop passes into what is before its start, so that it goes on without a step.
    seam = pyo.Min(linear(samples, 0.25), comp=SEAM * sample_rate())
    left = pyo.Sig(linear(phase, -1, 1), mul=samples)
    here = pyo.Clip(pyo.Sig(left, mul=pyo.Pow(base=seam, exponent=-1)), min=0, max=1)
    place = pyo.Sig(pyo.Sig(phase, mul=share), add=knob["start"])
    before = pyo.Sig(linear(share, -1), add=place)
    heads = source.read(pyo.Wrap(pyo.Sig([place, before]), min=0, max=0.9999999))
    sound = pyo.Sig(heads, mul=[here, linear(here, -1, 1)])
    return both(pyo.Sig(pyo.Mix(sound, voices=1), mul=source.steady), knob["gain"])


def _shot(port: Ports, knob: Knobs) -> Any:
    source = reel(knob["sound"])
    clock = rise(pyo.Phasor(freq=knob["rate"], phase=0.4999))
    struck = pyo.Clip(pyo.Sig(rise(port["trigger"]), add=clock), min=0, max=1)
    turn = pyo.Counter(struck, min=0, max=HEADS)
    mine = pyo.Compare(turn, comp=[float(head) for head in range(HEADS)], mode="==")
    strokes = pyo.Sig(mine, mul=struck)
    rest = linear(knob["start"], -1, 1)
    slow = pyo.Pow(base=_ratio(knob["pitch"]), exponent=-1, mul=1 / sample_rate())
    seconds = pyo.Sig(pyo.Sig(source.size, mul=rest), mul=slow)
    run = pyo.TrigEnv(strokes, _table("ramp"), dur=seconds, interp=2)
    level = pyo.TrigEnv(strokes, _table("stroke"), dur=seconds, interp=2)
    place = pyo.Clip(pyo.Sig(pyo.Sig(run, mul=rest), add=knob["start"]), min=0, max=0.9999999)
    heads = pyo.Sig(source.read(place), mul=level)
    return both(pyo.Sig(pyo.Mix(heads, voices=1), mul=source.steady), knob["gain"])


def _grains(knob: Knobs, place: Any, ratio: Any, size: Any, density: Any, overlap: Any) -> Any:
    """Two clouds of grains, left and right; they are the softer the more of them sound at once."""
    source = reel(knob["sound"])
    needed = pyo.Sig(pyo.Sig(size, mul=sample_rate()), mul=ratio)
    room = pyo.Sig(linear(needed, -1), add=source.size)
    position = pyo.Sig(pyo.Sig(pyo.Clip(place, min=0, max=1), mul=room), add=source.start)
    soft = pyo.Pow(base=linear(overlap, 1, 1), exponent=-0.5, mul=1.6)
    grains = pyo.Granule(
        tape(sample_rate()).samples,
        _table("hann"),
        dens=[density, density],
        pitch=ratio,
        pos=position,
        dur=size,
        mul=soft,
    )
    grains.setSync(0)
    return pyo.DCBlock(grains, mul=knob["gain"])


def _cloud(_: Ports, knob: Knobs) -> Any:
    overlap = pyo.Sig(knob["density"], mul=knob["size"])
    half = linear(knob["spread"], 0.5)
    place = pyo.Randh(min=-1, max=1, freq=DRAWS, mul=[half, half], add=knob["position"])
    off = pyo.Randh(min=-1, max=1, freq=DRAWS[::-1], mul=[knob["detune"], knob["detune"]])
    ratio = _ratio(pyo.Sig(off, add=knob["pitch"]))
    return _grains(knob, place, ratio, knob["size"], knob["density"], overlap)


def _stretch(_: Ports, knob: Knobs) -> Any:
    source = reel(knob["sound"])
    rounds = pyo.Pow(base=source.size, exponent=-1, mul=linear(knob["speed"], sample_rate()))
    walk = pyo.Randh(min=-0.01, max=0.01, freq=DRAWS, add=pyo.Phasor(freq=rounds))
    density = pyo.Pow(base=knob["size"], exponent=-1, mul=OVERLAP)
    return _grains(knob, walk, _ratio(knob["pitch"]), knob["size"], density, pyo.Sig(OVERLAP))


def _shatter(port: Ports, knob: Knobs) -> Any:
    ratio = _ratio(knob["pitch"])
    phase = pyo.Phasor(freq=linear(knob["density"], 1 / TAPS), phase=[tap / TAPS for tap in range(TAPS)])
    fade = pyo.Cos(linear(phase, 2 * pi), mul=-0.5, add=0.5)
    again = pyo.Thresh(phase, threshold=0.5, dir=1)
    past = pyo.Sig(pyo.TrigRand(again, min=0, max=1, init=0.3), mul=linear(knob["spread"], REACH))
    # A grain that is read faster than it came must begin far enough in the past.
    span = pyo.Pow(base=linear(knob["density"], 1 / TAPS), exponent=-1)
    drift = pyo.Sig(linear(ratio, -1, 1), mul=span)
    ahead = pyo.Clip(linear(drift, -1), min=0, max=8)
    late = pyo.Sig(pyo.Sig(pyo.Sig(phase, mul=drift), add=past), add=pyo.Sig(ahead, add=0.001))
    taps = delayed(middle(port["in"]), delay=pyo.Clip(late, min=0.0002, max=7.9), longest=8, mul=fade)
    return blend(port["in"], pyo.Mix(taps, voices=2, mul=1.1), knob["mix"])


UNITS: Mapping[str, Builder] = MappingProxyType(
    {
        "sampler.loop": _loop,
        "sampler.shot": _shot,
        "granular.cloud": _cloud,
        "granular.stretch": _stretch,
        "granular.shatter": _shatter,
    }
)
"""The builder of each kind."""

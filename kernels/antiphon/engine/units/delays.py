"""Delays, reverbs and modulation: what remembers a sound and gives it back later, or moves it about."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import Builder, Knobs, Ports, blend, both, delayed, linear, middle

LONGEST = 2.1
"""Seconds that an echo can hold."""

STAGES = 6
"""Filters of a phaser; two make a notch."""


def _delay(port: Ports, knob: Knobs) -> Any:
    wet = delayed(port["in"], delay=knob["time"], feedback=knob["feedback"], longest=LONGEST)
    return blend(port["in"], wet, knob["mix"])


def _ping_pong(port: Ports, knob: Knobs) -> Any:
    twice, again = linear(knob["time"], 2), pyo.Pow(base=knob["feedback"], exponent=2)
    left = delayed(middle(port["in"]), delay=twice, feedback=again, longest=2 * LONGEST)
    right = delayed(left, delay=knob["time"], longest=LONGEST, mul=knob["feedback"])
    early = delayed(middle(port["in"]), delay=knob["time"], longest=LONGEST)
    wet = pyo.Mix(
        [both(early, [0, 1]), both(left, [knob["feedback"], 0]), both(right, [0, knob["feedback"]])], 2
    )
    return blend(port["in"], wet, knob["mix"])


def _double(port: Ports, knob: Knobs) -> Any:
    wet = delayed(port["in"], delay=[knob["time"], linear(knob["time"], 1.27)], longest=0.2)
    return blend(port["in"], wet, knob["mix"])


def _tape(port: Ports, knob: Knobs) -> Any:
    flutter = pyo.Randi(min=-0.004, max=0.004, freq=[0.7, 0.9], mul=knob["wow"])
    moving = pyo.Sig(flutter, add=knob["time"])
    wet = delayed(port["in"], delay=moving, feedback=knob["feedback"], longest=LONGEST)
    return blend(port["in"], pyo.Tone(pyo.Tanh(wet), freq=knob["tone"]), knob["mix"])


def _reverb(port: Ports, knob: Knobs) -> Any:
    wet = pyo.STRev(middle(port["in"]), inpos=0.5, revtime=knob["time"], cutoff=knob["damping"], bal=1)
    return blend(port["in"], wet, knob["mix"])


def _room(port: Ports, knob: Knobs) -> Any:
    wet = pyo.Freeverb(port["in"], size=knob["size"], damp=knob["damping"], bal=1)
    return blend(port["in"], wet, knob["mix"])


def _plate(port: Ports, knob: Knobs) -> Any:
    wet = pyo.WGVerb(port["in"], feedback=knob["length"], cutoff=knob["damping"], bal=1)
    return blend(port["in"], wet, knob["mix"])


def _chorus(port: Ports, knob: Knobs) -> Any:
    return pyo.Chorus(port["in"], depth=knob["depth"], feedback=0.2, bal=knob["mix"])


def _flanger(port: Ports, knob: Knobs) -> Any:
    sweep = pyo.Sine(freq=knob["rate"], phase=[0, 0.25], mul=linear(knob["depth"], 0.0045), add=0.005)
    wet = delayed(port["in"], delay=sweep, feedback=knob["feedback"], longest=0.02)
    return blend(port["in"], wet, knob["mix"])


def _phaser(port: Ports, knob: Knobs) -> Any:
    # First-order all-pass filters in series, each a low-pass twice less what came in: moved however fast, it stays within
    # bounds, as second-order ones and pyo's own Phaser do not.
    turn = pyo.Sine(freq=knob["rate"], phase=[0, 0.25], mul=linear(knob["depth"], 1.5))
    sweep = pyo.Pow(base=2, exponent=turn, mul=knob["freq"])
    apart = linear(knob["feedback"], -0.9, 0.8)
    wet = port["in"]
    for stage in range(STAGES):
        away = pyo.Pow(base=2, exponent=linear(apart, stage - (STAGES - 1) / 2))
        low = pyo.Tone(wet, freq=pyo.Clip(pyo.Sig(sweep, mul=away), min=20, max=18_000), mul=2)
        wet = pyo.Sig(low, add=linear(wet, -1))
    return blend(port["in"], wet, knob["mix"])


def _tremolo(port: Ports, knob: Knobs) -> Any:
    half = linear(knob["depth"], 0.5)
    swing = pyo.Sine(freq=knob["rate"], mul=half)
    return pyo.Sig(port["in"], mul=pyo.Sig(swing, add=linear(half, -1, 1)))


def _auto_pan(port: Ports, knob: Knobs) -> Any:
    half = linear(knob["depth"], 0.5)
    swing = pyo.Sine(freq=knob["rate"], phase=[0, 0.5], mul=half)
    return pyo.Sig(port["in"], mul=pyo.Sig(swing, add=linear(half, -1, 1)))


def _vibrato(port: Ports, knob: Knobs) -> Any:
    # A delay of d sin(2 pi f t) shifts the pitch by up to 2 pi f d.
    reach = pyo.Pow(base=knob["rate"], exponent=-1, mul=linear(knob["depth"], 5.776e-4 / 6.283))
    swing = pyo.Sine(freq=knob["rate"], mul=reach, add=0.01)
    return delayed(port["in"], delay=pyo.Clip(swing, min=0.0002, max=0.02), longest=0.03)


def _ring(port: Ports, knob: Knobs) -> Any:
    wet = pyo.Sig(port["in"], mul=pyo.Sine(freq=knob["freq"]))
    return blend(port["in"], wet, knob["mix"])


def _wah(port: Ports, knob: Knobs) -> Any:
    level = pyo.Follower2(middle(port["in"]), risetime=0.01, falltime=0.15)
    opened = pyo.Clip(pyo.Sig(level, mul=knob["sensitivity"]), min=0, max=1)
    place = pyo.Pow(base=10, exponent=opened, mul=knob["freq"])
    return pyo.Biquad(port["in"], freq=place, q=knob["resonance"], type=2, mul=2)


def _rotary(port: Ports, knob: Knobs) -> Any:
    turn = pyo.Sine(freq=knob["rate"], phase=[0, 0.5])
    near = pyo.Sig(turn, mul=linear(knob["depth"], 0.35), add=linear(knob["depth"], -0.35, 1))
    moving = pyo.Sig(turn, mul=linear(knob["depth"], 0.0006), add=0.002)
    return delayed(port["in"], delay=moving, longest=0.01, mul=near)


UNITS: Mapping[str, Builder] = MappingProxyType(
    {
        "effect.delay": _delay,
        "delay.pingpong": _ping_pong,
        "delay.double": _double,
        "delay.tape": _tape,
        "effect.reverb": _reverb,
        "reverb.room": _room,
        "reverb.plate": _plate,
        "effect.chorus": _chorus,
        "modulation.flanger": _flanger,
        "modulation.phaser": _phaser,
        "modulation.tremolo": _tremolo,
        "modulation.autopan": _auto_pan,
        "modulation.vibrato": _vibrato,
        "modulation.ring": _ring,
        "modulation.wah": _wah,
        "modulation.rotary": _rotary,
    }
)
"""The builder of each kind."""

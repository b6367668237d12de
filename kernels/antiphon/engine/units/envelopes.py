"""Envelopes and gates: control signals that a level, a gate or a stroke sets going.

A gate is a control signal that is on above one half, and off below; what strikes is a gate that comes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import log
from types import MappingProxyType
from typing import Any

import numpy as np

from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import Builder, Knobs, Ports, delayed, linear, middle, rise, table_of

STEEP = 0.0006
"""Seconds in which an edge passes, so that what it turns does not crack."""

LONGEST = 4.1
"""Seconds of the longest attack, and a little more."""

OCTAVE = log(2) / log(600)
"""What moves an oscillator's frequency (20 to 12,000 Hz) by an octave."""

SCALES = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    (0, 2, 4, 5, 7, 9, 11),
    (0, 2, 3, 5, 7, 8, 10),
    (0, 2, 4, 7, 9),
    (0, 3, 5, 7, 10),
    (0, 2, 4, 6, 8, 10),
)
"""Semitones of the scales that a melody can be in: all, major, minor, two pentatonic ones, whole tones."""


def _edge(gate: Any) -> Any:
    return pyo.Port(gate, risetime=STEEP, falltime=STEEP)


def _loud(port: Ports, knob: Knobs, release: Any) -> Any:
    """1 while what comes in is above the threshold (dB)."""
    level = pyo.Follower2(middle(port["in"]), risetime=0.003, falltime=release)
    return pyo.Compare(level, comp=pyo.DBToA(knob["threshold"]), mode=">")


def _on(gate: Any) -> Any:
    return pyo.Compare(gate, comp=0.5, mode=">")


def _pressed(port: Ports, knob: Knobs) -> Any:
    """1 while the gate is on or the sound is loud."""
    return pyo.Max(_on(port["gate"]), comp=_loud(port, knob, 0.05))


def _envelope(port: Ports, knob: Knobs) -> Any:
    gate = _pressed(port, knob)
    swell = pyo.Port(gate, risetime=linear(knob["attack"], 1 / 3), falltime=linear(knob["release"], 1 / 3))
    # The fall from the peak begins once that is reached, anew with each gate, and stays where it is once the gate is off.
    reached = pyo.Sig(gate, mul=delayed(gate, delay=knob["attack"], longest=LONGEST))
    falling = pyo.Port(reached, risetime=linear(knob["decay"], 1 / 3), falltime=0.0005)
    fallen = pyo.TrackHold(falling, gate, value=0)
    height = pyo.Sig(pyo.Sig(fallen, mul=linear(knob["sustain"], 1, -1)), add=1)
    return pyo.Port(pyo.Sig(swell, mul=height), 0.001, 0.001, mul=knob["depth"])


@cache
def _fall() -> Any:
    """A straight fall from 1 to 0; a server must have been booted."""
    return table_of(np.append(np.linspace(1, 0, 4097), 0))


def _strike(port: Ports, knob: Knobs) -> Any:
    struck = pyo.Clip(pyo.Sig(rise(port["gate"]), add=rise(_loud(port, knob, 0.05))), min=0, max=1)
    fall = pyo.Clip(pyo.TrigEnv(struck, _fall(), dur=knob["time"], interp=2), min=0, max=1)
    shaped = pyo.Pow(base=fall, exponent=knob["curve"])
    return pyo.Port(shaped, risetime=STEEP, falltime=STEEP, mul=knob["depth"])


def _gate(port: Ports, knob: Knobs) -> Any:
    return pyo.Sig(_edge(_loud(port, knob, knob["release"])), mul=knob["depth"])


def _clock(_: Ports, knob: Knobs) -> Any:
    phase = pyo.Phasor(freq=knob["rate"])
    return pyo.Sig(_edge(pyo.Compare(phase, comp=knob["width"], mode="<")), mul=knob["depth"])


def _euclid(_: Ports, knob: Knobs) -> Any:
    steps = pyo.Round(knob["steps"])
    strokes = pyo.Min(pyo.Round(knob["strokes"]), comp=steps)
    each = pyo.Pow(base=steps, exponent=-1)
    lap = pyo.Sig(pyo.Phasor(freq=pyo.Sig(knob["rate"], mul=each)), mul=steps)
    step = pyo.Floor(lap)
    share = pyo.Sig(strokes, mul=each)
    # A step is struck where the line of so many strokes in so many steps passes a whole number (Bjorklund, 2003).
    part = pyo.Sig(step, mul=share, add=0.0005)
    begun = pyo.Sig(linear(pyo.Floor(part), -1), add=part)
    struck = pyo.Compare(begun, comp=linear(share, 1, -0.0005), mode="<")
    open_ = pyo.Compare(pyo.Sig(linear(step, -1), add=lap), comp=0.5, mode="<")
    return pyo.Sig(_edge(pyo.Sig(struck, mul=open_)), mul=knob["depth"])


def _chance(port: Ports, knob: Knobs) -> Any:
    gate = _on(port["trigger"])
    drawn = pyo.TrigRand(rise(gate), min=0.0001, max=1)
    passed = pyo.Compare(drawn, comp=knob["chance"], mode="<=")
    return pyo.Sig(_edge(pyo.Sig(gate, mul=passed)), mul=knob["depth"])


def _count(port: Ports, knob: Knobs) -> tuple[Any, Any]:
    """How many strokes came since the last round began, from 0, and after how many a round begins anew."""
    round_ = pyo.Round(knob["count"])
    turns = pyo.Counter(rise(port["trigger"]), min=0, max=720_720)
    laps = pyo.Floor(pyo.Sig(turns, mul=pyo.Pow(base=round_, exponent=-1), add=0.0001))
    return pyo.Sig(pyo.Sig(laps, mul=linear(round_, -1)), add=turns), round_


def _divide(port: Ports, knob: Knobs) -> Any:
    place, _ = _count(port, knob)
    first = pyo.Compare(place, comp=0.5, mode="<")
    return pyo.Sig(_edge(pyo.Sig(_on(port["trigger"]), mul=first)), mul=knob["depth"])


def _stairs(port: Ports, knob: Knobs) -> Any:
    place, round_ = _count(port, knob)
    height = pyo.Sig(place, mul=pyo.Pow(base=linear(round_, 1, -0.9999), exponent=-1))
    return pyo.Sig(_edge(pyo.Clip(height, min=0, max=1)), mul=knob["depth"])


def _toggle(port: Ports, knob: Knobs) -> Any:
    turns = pyo.Counter(rise(port["trigger"]), min=0, max=2)
    return pyo.Sig(_edge(turns), mul=knob["depth"])


def _hold(port: Ports, knob: Knobs) -> Any:
    clock = rise(pyo.Phasor(freq=knob["rate"], phase=0.4999))
    taken = pyo.Clip(pyo.Sig(rise(port["trigger"]), add=clock), min=0, max=1)
    return _edge(pyo.SampHold(port["in"], taken, value=1))


@cache
def _scales() -> Any:
    """Octaves above the first note, by scale and degree, 64 degrees a scale; a server must have been booted."""
    notes = [
        degree // len(scale) + scale[degree % len(scale)] / 12 for scale in SCALES for degree in range(64)
    ]
    return table_of(notes)


def _melody(port: Ports, knob: Knobs) -> Any:
    scale = pyo.Round(knob["scale"])
    size = pyo.TableIndex(_sizes(), scale)
    whole = pyo.Sig(pyo.Clip(port["in"], min=0, max=1), mul=knob["octaves"])
    degree = pyo.Clip(pyo.Round(pyo.Sig(whole, mul=size)), min=0, max=63)
    note = pyo.TableIndex(_scales(), pyo.Sig(linear(scale, 64), add=degree))
    return pyo.Port(note, risetime=0.001, falltime=0.001, mul=OCTAVE)


@cache
def _sizes() -> Any:
    return table_of([len(scale) for scale in SCALES])


UNITS: Mapping[str, Builder] = MappingProxyType(
    {
        "control.envelope": _envelope,
        "control.strike": _strike,
        "control.gate": _gate,
        "control.clock": _clock,
        "control.euclid": _euclid,
        "control.chance": _chance,
        "control.divide": _divide,
        "control.stairs": _stairs,
        "control.toggle": _toggle,
        "control.hold": _hold,
        "control.melody": _melody,
    }
)
"""The builder of each kind."""

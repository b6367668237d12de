"""Control signals: what turns the knobs of others. A signal of 1 turns a knob by the whole length of its slider."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import Builder, Knobs, Ports, linear, middle

STEPS = 8
"""Steps of the sequencer."""


def _lfo(_: Ports, knob: Knobs) -> Any:
    steep = pyo.Pow(base=30, exponent=knob["shape"])
    swing = pyo.Tanh(pyo.Sine(freq=knob["rate"], mul=steep))
    return pyo.Sig(swing, mul=knob["depth"])


def _ramp(_: Ports, knob: Knobs) -> Any:
    return pyo.Phasor(freq=knob["rate"], mul=knob["depth"])


def _pulse(_: Ports, knob: Knobs) -> Any:
    fall = linear(pyo.Phasor(freq=knob["rate"]), -1, 1)
    return pyo.Pow(base=fall, exponent=knob["curve"], mul=knob["depth"])


def _drift(_: Ports, knob: Knobs) -> Any:
    return pyo.Randi(min=-1, max=1, freq=knob["rate"], mul=knob["depth"])


def _steps(_: Ports, knob: Knobs) -> Any:
    return pyo.Randh(min=-1, max=1, freq=knob["rate"], mul=knob["depth"])


def _sequence(_: Ports, knob: Knobs) -> Any:
    lap = pyo.Phasor(freq=linear(knob["rate"], 1 / STEPS), mul=STEPS)
    place = pyo.Clip(pyo.Floor(lap), min=0, max=STEPS - 1)
    return pyo.Port(
        pyo.Selector([knob[f"step{step + 1}"] for step in range(STEPS)], voice=place), 0.002, 0.002
    )


def _follower(port: Ports, knob: Knobs) -> Any:
    level = pyo.Follower2(middle(port["in"]), risetime=knob["attack"], falltime=knob["release"])
    return pyo.Sig(pyo.Clip(pyo.Sig(level, mul=4), min=0, max=1), mul=knob["depth"])


def _knob(_: Ports, knob: Knobs) -> Any:
    return pyo.Sig(knob["value"])


def _scale(port: Ports, knob: Knobs) -> Any:
    return linear(port["in"], knob["amount"], knob["offset"])


def _smooth(port: Ports, knob: Knobs) -> Any:
    return pyo.Port(port["in"], risetime=knob["rise"], falltime=knob["fall"])


def _product(port: Ports, knob: Knobs) -> Any:
    return pyo.Sig(port["in"], mul=pyo.Sig(port["other"], mul=knob["amount"]))


UNITS: Mapping[str, Builder] = MappingProxyType(
    {
        "control.lfo": _lfo,
        "control.ramp": _ramp,
        "control.pulse": _pulse,
        "control.drift": _drift,
        "control.steps": _steps,
        "control.sequence": _sequence,
        "control.follower": _follower,
        "control.knob": _knob,
        "control.scale": _scale,
        "control.smooth": _smooth,
        "control.product": _product,
    }
)
"""The builder of each kind."""

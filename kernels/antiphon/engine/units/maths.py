"""Maths: control signals made of control signals."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import Builder, Knobs, Ports, delayed, linear

LONGEST = 4.0
"""Seconds that a control signal can be held back."""


def _difference(port: Ports, knob: Knobs) -> Any:
    return pyo.Sig(pyo.Sig(port["in"], add=linear(port["other"], -1)), mul=knob["amount"])


def _invert(port: Ports, knob: Knobs) -> Any:
    return pyo.Sig(linear(port["in"], -1), add=knob["top"])


def _absolute(port: Ports, knob: Knobs) -> Any:
    return pyo.Abs(port["in"], mul=knob["amount"])


def _minimum(port: Ports, knob: Knobs) -> Any:
    return pyo.Min(port["in"], comp=port["other"], mul=knob["amount"])


def _maximum(port: Ports, knob: Knobs) -> Any:
    return pyo.Max(port["in"], comp=port["other"], mul=knob["amount"])


def _compare(port: Ports, knob: Knobs) -> Any:
    bound = pyo.Sig(port["other"], add=knob["threshold"])
    above = pyo.Compare(port["in"], comp=bound, mode=">")
    return pyo.Port(above, risetime=0.0006, falltime=0.0006, mul=knob["depth"])


def _quantise(port: Ports, knob: Knobs) -> Any:
    steps = pyo.Round(knob["steps"])
    nearest = pyo.Round(pyo.Sig(port["in"], mul=steps))
    return pyo.Port(pyo.Sig(nearest, mul=pyo.Pow(base=steps, exponent=-1)), 0.001, 0.001)


def _curve(port: Ports, knob: Knobs) -> Any:
    within = pyo.Clip(port["in"], min=-1, max=1)
    size = pyo.Pow(base=pyo.Clip(pyo.Abs(within), min=1e-6, max=1), exponent=knob["curve"])
    sign = linear(pyo.Compare(within, comp=0, mode="<"), -2, 1)
    return pyo.Sig(size, mul=sign)


def _fold(port: Ports, knob: Knobs) -> Any:
    within = pyo.Clip(pyo.Sig(port["in"], mul=knob["amount"]), min=-64, max=64)
    return pyo.Mirror(within, min=-1, max=1)


def _limit(port: Ports, knob: Knobs) -> Any:
    top = pyo.Max(knob["top"], comp=knob["bottom"])
    return pyo.Min(pyo.Max(port["in"], comp=knob["bottom"]), comp=top)


def _blend(port: Ports, knob: Knobs) -> Any:
    return pyo.Interp(port["in"], port["other"], interp=knob["position"])


def _delay(port: Ports, knob: Knobs) -> Any:
    return delayed(port["in"], delay=knob["time"], longest=LONGEST + 0.1)


def _walk(_: Ports, knob: Knobs) -> Any:
    steps = pyo.Xnoise(dist=11, freq=knob["rate"], x1=1, x2=knob["stride"])
    way = pyo.Port(linear(steps, 2, -1), risetime=0.004, falltime=0.004)
    return pyo.Sig(way, mul=knob["depth"])


def _chaos(_: Ports, knob: Knobs) -> Any:
    turns = pyo.LogiMap(chaos=knob["chaos"], freq=knob["rate"], init=0.41)
    way = pyo.Port(linear(turns, 2, -1), risetime=0.004, falltime=0.004)
    return pyo.Sig(way, mul=knob["depth"])


UNITS: Mapping[str, Builder] = MappingProxyType(
    {
        "control.difference": _difference,
        "control.invert": _invert,
        "control.absolute": _absolute,
        "control.minimum": _minimum,
        "control.maximum": _maximum,
        "control.compare": _compare,
        "control.quantise": _quantise,
        "control.curve": _curve,
        "control.fold": _fold,
        "control.limit": _limit,
        "control.blend": _blend,
        "control.delay": _delay,
        "control.walk": _walk,
        "control.chaos": _chaos,
    }
)
"""The builder of each kind."""

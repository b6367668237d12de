"""Space and mixing: where a sound stands, and how sounds come together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import Builder, Knobs, Ports, blend, both, delayed, linear, middle


def _gain(port: Ports, knob: Knobs) -> Any:
    return pyo.Sig(port["in"], mul=knob["gain"])


def _pan(port: Ports, knob: Knobs) -> Any:
    turn = linear(knob["pan"], 0.7853982, 0.7853982)
    gains = [pyo.Cos(turn, mul=1.4142136), pyo.Sin(turn, mul=1.4142136)]
    return pyo.Sig(port["in"], mul=gains)


def _width(port: Ports, knob: Knobs) -> Any:
    side = pyo.Mix([pyo.Sig(port["in"][0], mul=0.5), pyo.Sig(port["in"][1], mul=-0.5)], voices=1)
    spread = both(pyo.Sig(side, mul=knob["width"]), [1, -1])
    return pyo.Mix([both(middle(port["in"])), spread], voices=2)


def _haas(port: Ports, knob: Knobs) -> Any:
    return delayed(port["in"], delay=[0, knob["time"]], longest=0.05)


def _binaural(port: Ports, knob: Knobs) -> Any:
    return pyo.HRTF(middle(port["in"]), azimuth=knob["azimuth"], elevation=knob["elevation"])


def _bus(port: Ports, knob: Knobs) -> Any:
    return pyo.Sig(port["in"])


def _crossfade(port: Ports, knob: Knobs) -> Any:
    return blend(port["in"], port["other"], knob["position"])


def _multiply(port: Ports, knob: Knobs) -> Any:
    return pyo.DCBlock(pyo.Sig(port["in"], mul=port["other"]), mul=knob["gain"])


def _four(port: Ports, knob: Knobs) -> Any:
    channels = [pyo.Sig(port[f"in{place}"], mul=knob[f"gain{place}"]) for place in (2, 3, 4)]
    return pyo.Mix([pyo.Sig(port["in"], mul=knob["gain1"]), *channels], voices=2)


def _mid_side(port: Ports, knob: Knobs) -> Any:
    mid = pyo.Sig(middle(port["in"]), mul=knob["gain_mid"])
    side = pyo.Mix(pyo.Sig(port["in"], mul=[0.5, -0.5]), voices=1)
    return pyo.Mix([both(mid), both(pyo.Sig(side, mul=knob["gain_side"]), [1, -1])], voices=2)


def _balance(port: Ports, knob: Knobs) -> Any:
    sides = [linear(knob["balance"], -1, 1), linear(knob["balance"], 1, 1)]
    return pyo.Sig(port["in"], mul=pyo.Clip(pyo.Sig(sides), min=0, max=1))


def _mono(port: Ports, knob: Knobs) -> Any:
    return blend(port["in"], both(middle(port["in"])), knob["amount"])


def _exchange(port: Ports, knob: Knobs) -> Any:
    # The sum of both sides less each of them is the other one.
    turned = pyo.Sig(linear(port["in"], -1), add=both(middle(port["in"]), 2))
    return blend(port["in"], turned, knob["amount"])


def _switch(port: Ports, knob: Knobs) -> Any:
    # The knob comes to rest on a whole number; on its way it fades from one to the next.
    chosen = pyo.Port(pyo.Round(knob["choice"]), risetime=0.004, falltime=0.004, add=-1)
    return pyo.Selector(
        [pyo.Sig(port[name]) for name in ("in", "in2", "in3", "in4")], voice=pyo.Clip(chosen, min=0, max=3)
    )


UNITS: Mapping[str, Builder] = MappingProxyType(
    {
        "effect.gain": _gain,
        "space.pan": _pan,
        "space.width": _width,
        "space.haas": _haas,
        "space.binaural": _binaural,
        "mix.bus": _bus,
        "mix.crossfade": _crossfade,
        "mix.multiply": _multiply,
        "mix.four": _four,
        "mix.mid_side": _mid_side,
        "mix.balance": _balance,
        "mix.mono": _mono,
        "mix.exchange": _exchange,
        "mix.switch": _switch,
    }
)
"""The builder of each kind."""

"""Space and mixing: where a sound stands, and how sounds come together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import Builder, Knobs, Ports, blend, both, linear, middle


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
    return pyo.Delay(port["in"], delay=[0, knob["time"]], maxdelay=0.05)


def _binaural(port: Ports, knob: Knobs) -> Any:
    return pyo.HRTF(middle(port["in"]), azimuth=knob["azimuth"], elevation=knob["elevation"])


def _crossfade(port: Ports, knob: Knobs) -> Any:
    return blend(port["in"], port["other"], knob["position"])


def _multiply(port: Ports, knob: Knobs) -> Any:
    return pyo.DCBlock(pyo.Sig(port["in"], mul=port["other"]), mul=knob["gain"])


def _four(port: Ports, knob: Knobs) -> Any:
    channels = [pyo.Sig(port[f"in{place}"], mul=knob[f"gain{place}"]) for place in (2, 3, 4)]
    return pyo.Mix([pyo.Sig(port["in"], mul=knob["gain1"]), *channels], voices=2)


UNITS: Mapping[str, Builder] = MappingProxyType(
    {
        "effect.gain": _gain,
        "space.pan": _pan,
        "space.width": _width,
        "space.haas": _haas,
        "space.binaural": _binaural,
        "mix.crossfade": _crossfade,
        "mix.multiply": _multiply,
        "mix.four": _four,
    }
)
"""The builder of each kind."""

"""What comes from outside while the piece sounds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from antiphon.engine import inlet
from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import Builder, Knobs, Ports


def _input(_: Ports, knob: Knobs) -> Any:
    streams = inlet.hear(int(pyo.Sig(0).getServer().getBufferSize()))
    single = [streams[channel] for channel in range(len(streams))]
    chosen = pyo.Floor(knob["channel"])
    sides = [pyo.Selector([pair, *single], voice=chosen, mul=knob["gain"]) for pair in (single[0], single[1])]
    return pyo.Mix([sides[0], sides[1]], voices=2)


def _keyboard(_: Ports, knob: Knobs) -> Any:
    return pyo.Sig(knob["value"], mul=knob["depth"])


def _control(_: Ports, knob: Knobs) -> Any:
    return pyo.Port(knob["value"], risetime=knob["smooth"], falltime=knob["smooth"], mul=knob["depth"])


UNITS: Mapping[str, Builder] = MappingProxyType(
    {"input.live": _input, "midi.keyboard": _keyboard, "midi.control": _control}
)
"""The builder of each kind."""

"""Dynamics and distortion: what acts by how loud a sound is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import Builder, Knobs, Ports, blend


def _compressor(port: Ports, knob: Knobs) -> Any:
    pressed = pyo.Compress(
        port["in"],
        thresh=knob["threshold"],
        ratio=knob["ratio"],
        risetime=knob["attack"],
        falltime=knob["release"],
        lookahead=3,
        knee=0.5,
    )
    return pyo.Sig(pressed, mul=knob["gain"])


def _limiter(port: Ports, knob: Knobs) -> Any:
    held = pyo.Compress(
        port["in"],
        thresh=knob["threshold"],
        ratio=50,
        risetime=0.002,
        falltime=knob["release"],
        lookahead=5,
    )
    return pyo.Clip(held, min=-1, max=1)


def _gate(port: Ports, knob: Knobs) -> Any:
    return pyo.Gate(
        port["in"], thresh=knob["threshold"], risetime=knob["attack"], falltime=knob["release"], lookahead=3
    )


def _expander(port: Ports, knob: Knobs) -> Any:
    return pyo.Expand(
        port["in"],
        downthresh=knob["threshold"],
        upthresh=0,
        ratio=knob["ratio"],
        risetime=0.01,
        falltime=knob["release"],
        lookahead=3,
    )


def _drive(port: Ports, knob: Knobs) -> Any:
    return pyo.Sig(
        pyo.Disto(port["in"], drive=knob["drive"], slope=knob["warmth"], mul=0.5), mul=knob["gain"]
    )


def _tube(port: Ports, knob: Knobs) -> Any:
    leaning = pyo.Sig(port["in"], mul=knob["drive"], add=knob["bias"])
    return pyo.DCBlock(pyo.Tanh(leaning), mul=knob["gain"])


def _clip(port: Ports, knob: Knobs) -> Any:
    cut = pyo.Clip(pyo.Sig(port["in"], mul=knob["drive"]), min=-0.5, max=0.5)
    return pyo.Sig(cut, mul=knob["gain"])


def _fold(port: Ports, knob: Knobs) -> Any:
    folded = pyo.Sin(pyo.Sig(port["in"], mul=knob["drive"]), mul=0.6)
    return pyo.Sig(folded, mul=knob["gain"])


def _crush(port: Ports, knob: Knobs) -> Any:
    rough = pyo.Degrade(port["in"], bitdepth=knob["bits"], srscale=knob["rate"])
    return blend(port["in"], rough, knob["mix"])


def _rectify(port: Ports, knob: Knobs) -> Any:
    wet = pyo.DCBlock(pyo.Abs(port["in"]))
    return blend(port["in"], wet, knob["mix"])


UNITS: Mapping[str, Builder] = MappingProxyType(
    {
        "dynamics.compressor": _compressor,
        "dynamics.limiter": _limiter,
        "dynamics.gate": _gate,
        "dynamics.expander": _expander,
        "distortion.drive": _drive,
        "distortion.tube": _tube,
        "distortion.clip": _clip,
        "distortion.fold": _fold,
        "distortion.crush": _crush,
        "distortion.rectify": _rectify,
    }
)
"""The builder of each kind."""

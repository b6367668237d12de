"""Dynamics and distortion: what acts by how loud a sound is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import REDUCTION, Builder, Knobs, Ports, blend, linear, middle


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


def _stereo(port: Ports, knob: Knobs) -> Mapping[str, Any]:
    # A feed-forward design that smooths the reduction, in decibels (D. Giannoulis, M. Massberg and J. D. Reiss, "Digital
    # dynamic range compressor design", J. Audio Eng. Soc. 60, 2012, 399-408). The peak falls slowly enough for a bass.
    left, right = (pyo.Abs(port["in"])[side] for side in (0, 1))
    peak = pyo.Follower2(pyo.Max(left, right), risetime=0.0002, falltime=0.04)
    over = pyo.Clip(pyo.Sig(pyo.AToDB(peak), add=linear(knob["threshold"], -1)), min=0, max=60)
    kept = linear(pyo.Pow(base=knob["ratio"], exponent=-1), -1, 1)
    down = pyo.Follower2(pyo.Sig(over, mul=kept), risetime=knob["attack"], falltime=knob["release"])
    gain = pyo.DBToA(linear(down, -1), mul=knob["gain"])
    return {"out": pyo.Sig(port["in"], mul=gain), REDUCTION: down}


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


def _ducker(port: Ports, knob: Knobs) -> Any:
    level = pyo.Follower2(middle(port["key"]), risetime=knob["attack"], falltime=knob["release"])
    over = pyo.Clip(pyo.Sig(pyo.AToDB(level), add=linear(knob["threshold"], -1)), min=0, max=6)
    down = pyo.Sig(linear(over, 1 / 6), mul=linear(knob["depth"], -1))
    return pyo.Sig(port["in"], mul=pyo.DBToA(pyo.Clip(down, min=-60, max=0)))


def _transient(port: Ports, knob: Knobs) -> Any:
    sound = middle(port["in"])
    quick = pyo.Follower2(sound, risetime=0.001, falltime=0.05)
    slow = pyo.Follower2(sound, risetime=0.03, falltime=0.05)
    lasting = pyo.Follower2(sound, risetime=0.03, falltime=0.4)
    rising, falling = (
        pyo.Clip(
            pyo.Sig(
                pyo.AToDB(pyo.Sig(more, add=0.0003)), add=linear(pyo.AToDB(pyo.Sig(less, add=0.0003)), -1)
            ),
            min=0,
            max=12,
        )
        for more, less in ((quick, slow), (lasting, slow))
    )
    change = pyo.Sig(pyo.Sig(rising, mul=knob["attack"]), add=pyo.Sig(falling, mul=knob["sustain"]))
    gain = pyo.Port(pyo.DBToA(pyo.Clip(change, min=-18, max=12)), risetime=0.001, falltime=0.003)
    return pyo.Sig(port["in"], mul=gain)


def _match(port: Ports, knob: Knobs) -> Any:
    levels = [
        pyo.Follower2(middle(port[name]), risetime=knob["time"], falltime=knob["time"])
        for name in ("key", "in")
    ]
    ratio = pyo.Sig(levels[0], mul=pyo.Pow(base=pyo.Sig(levels[1], add=0.001), exponent=-1))
    return blend(port["in"], pyo.Sig(port["in"], mul=pyo.Clip(ratio, min=0, max=4)), knob["mix"])


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
    return pyo.DCBlock(folded, mul=knob["gain"])


def _crush(port: Ports, knob: Knobs) -> Any:
    # Its steps are rounded towards one side.
    rough = pyo.DCBlock(pyo.Degrade(port["in"], bitdepth=knob["bits"], srscale=knob["rate"]))
    return blend(port["in"], rough, knob["mix"])


def _rectify(port: Ports, knob: Knobs) -> Any:
    wet = pyo.DCBlock(pyo.Abs(port["in"]))
    return blend(port["in"], wet, knob["mix"])


UNITS: Mapping[str, Builder] = MappingProxyType(
    {
        "dynamics.compressor": _compressor,
        "dynamics.stereo": _stereo,
        "dynamics.limiter": _limiter,
        "dynamics.gate": _gate,
        "dynamics.expander": _expander,
        "dynamics.ducker": _ducker,
        "dynamics.transient": _transient,
        "dynamics.match": _match,
        "distortion.drive": _drive,
        "distortion.tube": _tube,
        "distortion.clip": _clip,
        "distortion.fold": _fold,
        "distortion.crush": _crush,
        "distortion.rectify": _rectify,
    }
)
"""The builder of each kind."""

"""Convolution: rooms and bodies as impulse responses, each a kind.

pyo's partitioned convolution (CvlVerb) does the whole of its work in one block of every `PART / block`; what it costs then
goes with the response's length, not with the size of its parts, so that large parts are the cheap ones. The room answers
`PART` samples late, which in a room is the first wall's distance.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from antiphon.engine.impulse import IMPULSES
from antiphon.engine.pyo_server import pyo
from antiphon.engine.shelf import kept
from antiphon.engine.units.builder import Builder, Knobs, Ports, blend, middle, sample_rate

Samples = NDArray[np.float32]

PART = 1024
"""Samples of a part."""

APART = PART // 2
"""Samples by which the left and the right of a large room do their work apart, so that no block has all of it."""

LARGE = ("convolution.hall", "convolution.church")
"""Rooms of more than 1.6 s; they answer `APART` samples later still, so that nothing is missed."""

LOUD = PART / 50
"""What makes up for CvlVerb's own gain, which is 50 / PART (measured)."""


@cache
def _response(kind: str, rate: float) -> Samples:
    """The response, float32 [n, 2], computed once a machine."""
    sides = kept(f"{kind}-{rate:g}", lambda: list(np.asarray(IMPULSES[kind](rate)).T))
    return np.stack(sides, axis=1) * np.float32(LOUD)


def _reverb(sound: Any, kind: str, rate: float) -> Any:
    """A CvlVerb; it takes its response as a file, which is there for as long as it reads it."""
    with tempfile.NamedTemporaryFile(prefix="antiphon-", suffix=".wav") as file:
        soundfile.write(file.name, _response(kind, rate), int(rate), subtype="FLOAT")
        return pyo.CvlVerb(sound, impulse=file.name, size=PART, bal=1)


def warm(rate: float) -> None:
    """Make the responses ahead.

    Args:
        rate: Sample rate, Hz.
    """
    for kind in IMPULSES:
        _response(kind, rate)


def _room(kind: str) -> Builder:
    def build(port: Ports, knob: Knobs) -> Any:
        rate = sample_rate()
        sound = middle(port["in"])
        if kind in LARGE:
            sound = pyo.SDelay(sound, delay=APART / rate, maxdelay=1)
        wet = _reverb(sound, kind, rate)
        if kind in LARGE:
            wet.play(delay=[0, APART / rate])
        return blend(port["in"], pyo.Tone(wet, freq=knob["tone"]), knob["mix"])

    return build


UNITS: Mapping[str, Builder] = MappingProxyType({kind: _room(kind) for kind in IMPULSES})
"""The builder of each kind."""

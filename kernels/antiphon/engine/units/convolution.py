"""Convolution: rooms and bodies as impulse responses, each a kind.

pyo's partitioned convolution (CvlVerb) does the whole of its work in one block of every `PART / block`; what it costs then
goes with the response's length, not with the size of its parts, so that large parts are the cheap ones. The room answers
`PART` samples late, which in a room is the first wall's distance.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import soundfile

from antiphon.engine.impulse import IMPULSES
from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import Builder, Knobs, Ports, blend, middle, sample_rate

PART = 1024
"""Samples of a part."""

APART = PART // 2
"""Samples by which the left and the right of a large room do their work apart, so that no block has all of it."""

LARGE = ("convolution.hall", "convolution.church")
"""Rooms of more than 1.6 s; they answer `APART` samples later still, so that nothing is missed."""

LOUD = PART / 50
"""What makes up for CvlVerb's own gain, which is 50 / PART (measured)."""


@cache
def _folder() -> Any:
    """A folder that goes with the process."""
    return tempfile.TemporaryDirectory(prefix="antiphon-impulses-")


@cache
def _file(kind: str, rate: float) -> str:
    """The response as a file, which is all that CvlVerb takes; written once a process."""
    path = Path(_folder().name) / f"{kind}-{rate:g}.wav"
    soundfile.write(path, IMPULSES[kind](rate) * LOUD, int(rate), subtype="FLOAT")
    return str(path)


def warm(rate: float) -> None:
    """Make the responses ahead.

    Args:
        rate: Sample rate, Hz.
    """
    for kind in IMPULSES:
        _file(kind, rate)


def _room(kind: str) -> Builder:
    def build(port: Ports, knob: Knobs) -> Any:
        rate = sample_rate()
        sound = middle(port["in"])
        if kind in LARGE:
            sound = pyo.SDelay(sound, delay=APART / rate, maxdelay=1)
        wet = pyo.CvlVerb(sound, impulse=_file(kind, rate), size=PART, bal=1)
        if kind in LARGE:
            wet.play(delay=[0, APART / rate])
        return blend(port["in"], pyo.Tone(wet, freq=knob["tone"]), knob["mix"])

    return build


UNITS: Mapping[str, Builder] = MappingProxyType({kind: _room(kind) for kind in IMPULSES})
"""The builder of each kind."""

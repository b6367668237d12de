"""Pitch and spectrum: what moves a sound's frequencies or works on its short-time spectrum."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import log2, pi
from types import MappingProxyType
from typing import Any

import numpy as np

from antiphon.engine.pyo_server import pyo
from antiphon.engine.units.builder import (
    Builder,
    Knobs,
    Ports,
    blend,
    both,
    delayed,
    finite,
    linear,
    middle,
    table_of,
)

WINDOW = 1024
"""Samples of a spectrum's window."""

GRAIN = 0.08
"""Seconds that a pitch shifter looks back."""


def _shifted(sound: Any, interval: Any) -> Any:
    """A sound moved by an interval (semitones): two delays that run away from it by turns, each faded in and out.

    pyo's own Harmonizer gives no finite sample in pyo 1.1.0.
    """
    ratio = pyo.Pow(base=2, exponent=linear(interval, 1 / 12))
    speed = linear(ratio, -1 / GRAIN, 1 / GRAIN)
    taps = []
    for start in (0.0, 0.5):
        phase = pyo.Phasor(freq=speed, phase=start)
        fade = pyo.Cos(linear(phase, 2 * pi), mul=-0.5, add=0.5)
        late = linear(phase, GRAIN, 0.0005)
        taps.append(delayed(sound, delay=late, longest=2 * GRAIN, mul=fade))
    return pyo.Mix(taps, voices=2)


def _shift(port: Ports, knob: Knobs) -> Any:
    return blend(port["in"], _shifted(port["in"], knob["interval"]), knob["mix"])


def _harmony(port: Ports, knob: Knobs) -> Any:
    voices = [_shifted(port["in"], knob[name]) for name in ("first", "second")]
    return blend(port["in"], pyo.Mix(voices, voices=2, mul=0.7), knob["mix"])


def _frequency(port: Ports, knob: Knobs) -> Any:
    wet = pyo.FreqShift(port["in"], shift=knob["shift"])
    return blend(port["in"], wet, knob["mix"])


def _blur(port: Ports, knob: Knobs) -> Any:
    analysis = pyo.PVAnal(port["in"], size=WINDOW)
    wet = pyo.PVSynth(pyo.PVVerb(analysis, revtime=knob["time"], damp=knob["damping"]))
    return blend(port["in"], wet, knob["mix"])


def _sieve(port: Ports, knob: Knobs) -> Any:
    analysis = pyo.PVAnal(port["in"], size=WINDOW)
    return pyo.PVSynth(pyo.PVGate(analysis, thresh=knob["threshold"], damp=knob["rest"]))


def _stretch(port: Ports, knob: Knobs) -> Any:
    analysis = pyo.PVAnal(port["in"], size=WINDOW)
    wet = pyo.PVSynth(pyo.PVTranspose(analysis, transpo=knob["ratio"]))
    return blend(port["in"], wet, knob["mix"])


def _detune(port: Ports, knob: Knobs) -> Any:
    cents = linear(knob["cents"], 0.01)
    moved = _shifted(port["in"], pyo.Sig([cents, linear(cents, -1)]))
    return blend(port["in"], moved, knob["mix"])


def _octaver(port: Ports, knob: Knobs) -> Any:
    # A square that turns at each second rise of the fundamental, as loud as what comes in.
    sound = middle(port["in"])
    low = pyo.ButLP(pyo.ButLP(sound, freq=knob["range"]), freq=knob["range"])
    turns = pyo.Counter(pyo.Thresh(low, threshold=0.0005, dir=0), min=0, max=2)
    level = pyo.Follower2(low, risetime=0.005, falltime=0.05)
    below = pyo.Sig(linear(turns, 2, -1), mul=level)
    wet = pyo.ButLP(pyo.DCBlock(below), freq=knob["range"])
    return pyo.Mix([port["in"], both(wet, knob["gain"])], voices=2)


def _correct(port: Ports, knob: Knobs) -> Any:
    sound = middle(port["in"])
    heard = finite(pyo.Yin(sound, tolerance=0.2, minfreq=60, maxfreq=1200, cutoff=2000, winsize=1024))
    key = pyo.Sig(pyo.Log2(pyo.Clip(heard, min=60, max=1200)), mul=12)
    # 69 - 12 log2(440) is a whole number of semitones and 0.3763 of one: the grid of A = 440 Hz.
    grid = linear(key, 1, 69 - 12 * log2(440))
    off = pyo.Sig(linear(grid, -1), add=pyo.Round(grid))
    sung = pyo.Compare(heard, comp=60, mode=">")
    pull = pyo.Port(pyo.Sig(off, mul=sung), risetime=knob["time"], falltime=knob["time"], mul=knob["amount"])
    return _shifted(port["in"], pyo.Clip(pull, min=-1, max=1))


def _analysed(sound: Any) -> Any:
    return pyo.PVAnal(sound, size=WINDOW)


def _spectral_morph(port: Ports, knob: Knobs) -> Any:
    morph = pyo.PVMorph(_analysed(port["in"]), _analysed(port["other"]), fade=knob["position"])
    return pyo.PVSynth(morph, mul=knob["gain"])


def _cross(port: Ports, knob: Knobs) -> Any:
    crossed = pyo.PVCross(_analysed(port["in"]), _analysed(port["other"]), fade=knob["amount"])
    return pyo.PVSynth(crossed, mul=knob["gain"])


def _spectral_shift(port: Ports, knob: Knobs) -> Any:
    wet = pyo.PVSynth(pyo.PVShift(_analysed(port["in"]), shift=knob["shift"]))
    return blend(port["in"], wet, knob["mix"])


def _shimmer(port: Ports, knob: Knobs) -> Any:
    wet = pyo.PVSynth(pyo.PVAmpMod(_analysed(port["in"]), basefreq=knob["rate"], spread=knob["spread"]))
    return blend(port["in"], wet, knob["mix"])


def _warble(port: Ports, knob: Knobs) -> Any:
    moved = pyo.PVFreqMod(
        _analysed(port["in"]), basefreq=knob["rate"], spread=knob["spread"], depth=knob["depth"]
    )
    return blend(port["in"], pyo.PVSynth(moved), knob["mix"])


@cache
def _cascade_tables() -> tuple[Any, Any]:
    """Frames by which each bin is late, and how much of it comes again; a server must have been booted."""
    bins = np.arange(WINDOW // 2)
    return table_of(np.round(40 * np.log2(1 + bins / 4) / 7)), table_of(np.full(WINDOW // 2, 0.5))


def _cascade(port: Ports, knob: Knobs) -> Any:
    late, again = _cascade_tables()
    wet = pyo.PVSynth(pyo.PVDelay(_analysed(port["in"]), late, again, maxdelay=0.5))
    return blend(port["in"], wet, knob["mix"])


def _vocoder(port: Ports, knob: Knobs) -> Any:
    spoken, sung = (pyo.Mix(port[name], voices=1, mul=4) for name in ("voice", "in"))
    wet = pyo.Vocoder(spoken, sung, freq=70, spread=knob["spread"], q=knob["width"], slope=0.5, stages=16)
    return both(pyo.Tanh(wet), knob["gain"])


UNITS: Mapping[str, Builder] = MappingProxyType(
    {
        "pitch.shift": _shift,
        "pitch.harmony": _harmony,
        "pitch.detune": _detune,
        "pitch.octaver": _octaver,
        "pitch.correct": _correct,
        "pitch.frequency": _frequency,
        "spectral.blur": _blur,
        "spectral.sieve": _sieve,
        "spectral.stretch": _stretch,
        "spectral.morph": _spectral_morph,
        "spectral.cross": _cross,
        "spectral.shift": _spectral_shift,
        "spectral.shimmer": _shimmer,
        "spectral.warble": _warble,
        "spectral.cascade": _cascade,
        "spectral.vocoder": _vocoder,
    }
)
"""The builder of each kind."""

"""Effects and oscillators: the kinds of the catalogue that change a sound, or make one without notes, of pyo objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from antiphon.engine.catalogue import kind as kind_of
from antiphon.engine.instrument import RAMP
from antiphon.engine.pyo_server import pyo

Chain = list[Any]
"""The pyo objects of an effect, in order; the last is what it sounds like."""


def _sine(_: Any, knob: Mapping[str, Any]) -> Chain:
    tone = pyo.Sine(freq=knob["freq"], mul=knob["gain"])
    return [tone, pyo.Mix(tone, voices=2)]


def _saw(_: Any, knob: Mapping[str, Any]) -> Chain:
    # Aliases measured 88 dB below the tone, where SuperSaw has 39 and a table without limit 18.
    tone = pyo.LFO(freq=knob["freq"], sharp=1, type=1, mul=knob["gain"])
    return [tone, pyo.Mix(tone, voices=2)]


def _lowpass(sound: Any, knob: Mapping[str, Any]) -> Chain:
    return [pyo.Biquad(sound, freq=knob["cutoff"], q=knob["resonance"], type=0)]


def _chorus(sound: Any, knob: Mapping[str, Any]) -> Chain:
    return [pyo.Chorus(sound, depth=knob["depth"], feedback=0.2, bal=knob["mix"])]


def _delay(sound: Any, knob: Mapping[str, Any]) -> Chain:
    wet = pyo.Delay(sound, delay=knob["time"], feedback=knob["feedback"], maxdelay=2.1)
    return [wet, pyo.Interp(sound, wet, interp=knob["mix"])]


def _reverb(sound: Any, knob: Mapping[str, Any]) -> Chain:
    middle = pyo.Mix(sound, voices=1, mul=0.5)
    wet = pyo.STRev(middle, inpos=0.5, revtime=knob["time"], cutoff=knob["damping"], bal=1)
    return [middle, wet, pyo.Interp(sound, wet, interp=knob["mix"])]


def _gain(sound: Any, knob: Mapping[str, Any]) -> Chain:
    return [pyo.Sig(sound, mul=knob["gain"])]


BUILDERS: Mapping[str, Callable[[Any, Mapping[str, Any]], Chain]] = MappingProxyType(
    {
        "osc.sine": _sine,
        "osc.saw": _saw,
        "filter.lowpass": _lowpass,
        "effect.chorus": _chorus,
        "effect.delay": _delay,
        "effect.reverb": _reverb,
        "effect.gain": _gain,
    }
)


class Effect:
    """An effect or oscillator that sounds.

    Attributes:
        output: Its sound, a pyo object of two streams.
    """

    output: Any

    def __init__(self, kind: str, values: Sequence[float], sound: Any) -> None:
        """Build it on the server that was booted last.

        Args:
            kind: Its kind.
            values: Its parameters, in the catalogue's order.
            sound: What it takes: a pyo object of two streams.
        """
        self._units = [parameter.unit for parameter in kind_of(kind).parameters]
        self._knobs = [
            pyo.SigTo(at, time=RAMP, init=at)
            for at in (self._heard(index, value) for index, value in enumerate(values))
        ]
        names = [parameter.name for parameter in kind_of(kind).parameters]
        self._chain = BUILDERS[kind](sound, dict(zip(names, self._knobs, strict=True)))
        self.output = self._chain[-1]

    def _heard(self, index: int, value: float) -> float:
        return float(10 ** (value / 20)) if self._units[index] == "dB" else value

    def set(self, index: int, value: float) -> None:
        """Turn a knob.

        Args:
            index: Of the parameter, in the catalogue's order.
            value: In its unit, within its range.
        """
        self._knobs[index].value = self._heard(index, value)

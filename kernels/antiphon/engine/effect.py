"""Effects: the kinds of the catalogue that change a sound, make one without notes, or turn the knobs of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from antiphon.engine.catalogue import Parameter
from antiphon.engine.catalogue import kind as kind_of
from antiphon.engine.instrument import RAMP
from antiphon.engine.pyo_server import pyo
from antiphon.engine.units import BUILDERS


class Effect:
    """An effect, oscillator or control that runs.

    Attributes:
        output: What leaves it: a pyo object of two streams for sound, of one for a control signal.
    """

    output: Any

    def __init__(self, kind: str, values: Sequence[float], ports: Mapping[str, Any]) -> None:
        """Build it on the server that was booted last.

        Args:
            kind: Its kind.
            values: Its parameters, in the catalogue's order.
            ports: What reaches its ports, for those that anything reaches: a pyo object of two streams for sound,
                of one for a control signal.
        """
        self._parameters = kind_of(kind).parameters
        self._knobs = []
        turned = {}
        for parameter, value in zip(self._parameters, values, strict=True):
            at = _heard(parameter, value)
            knob = pyo.SigTo(at, time=RAMP, init=at)
            self._knobs.append(knob)
            moving = parameter.name in ports
            turned[parameter.name] = _moved(parameter, knob, ports[parameter.name]) if moving else knob
        names = [parameter.name for parameter in self._parameters]
        inputs = {port: signal for port, signal in kind_of(kind).inputs.items() if port not in names}
        silent = {
            port: pyo.Sig([0, 0] if signal == "audio" else 0)
            for port, signal in inputs.items()
            if port not in ports
        }
        self.output = BUILDERS[kind]({**ports, **silent}, turned)

    def set(self, index: int, value: float) -> None:
        """Turn a knob.

        Args:
            index: Of the parameter, in the catalogue's order.
            value: In its unit, within its range.
        """
        self._knobs[index].value = _heard(self._parameters[index], value)


def _heard(parameter: Parameter, value: float) -> float:
    return float(10 ** (value / 20)) if parameter.in_gain else value


def _moved(parameter: Parameter, knob: Any, control: Any) -> Any:
    """A knob that a control signal turns: a signal of 1 by the whole length of its slider, never beyond its ends.

    It follows within some 10 ms, as a hand's turn does: a filter whose cutoff jumps would crack.
    """
    control = pyo.Port(control, risetime=RAMP / 3, falltime=RAMP / 3)
    low, high = _heard(parameter, parameter.minimum), _heard(parameter, parameter.maximum)
    if parameter.in_gain or parameter.curve == "log":
        turned = pyo.Pow(base=high / low, exponent=pyo.Clip(control, min=-1, max=1), mul=knob)
    else:
        turned = pyo.Sig(control, mul=high - low, add=knob)
    return pyo.Clip(turned, min=low, max=high)

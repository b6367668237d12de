"""Effects: the kinds of the catalogue that change a sound, make one without notes, or turn the knobs of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from antiphon.engine.catalogue import Parameter
from antiphon.engine.catalogue import kind as kind_of
from antiphon.engine.instrument import RAMP
from antiphon.engine.pyo_server import pyo
from antiphon.engine.units import BUILDERS
from antiphon.engine.units.builder import REDUCTION


class Effect:
    """An effect, oscillator or control that runs.

    Attributes:
        outputs: What leaves it, by port: a pyo object of two streams for sound, of one for a control signal.
    """

    outputs: Mapping[str, Any]

    def __init__(self, kind: str, values: Sequence[float], ports: Mapping[str, Any]) -> None:
        """Build it on the server that was booted last.

        Args:
            kind: Its kind.
            values: Its parameters, in the catalogue's order.
            ports: What reaches its ports, those of its knobs aside: a pyo object of two streams for sound, of one for a
                control signal.
        """
        known = kind_of(kind)
        self._knobs = [Knob(*each) for each in zip(known.parameters, values, strict=True)]
        self._knob = {knob.parameter.name: knob for knob in self._knobs}
        built = BUILDERS[kind](ports, {name: knob.signal for name, knob in self._knob.items()})
        outputs = dict(built) if isinstance(built, Mapping) else {next(iter(known.outputs)): built}
        self._reduction = outputs.pop(REDUCTION, None)
        self.outputs = outputs

    @property
    def reduction(self) -> float | None:
        """Decibels that it takes away now, 0 or more; None where it does not make softer."""
        return None if self._reduction is None else float(self._reduction.get())

    def set(self, index: int, value: float) -> None:
        """Turn a knob.

        Args:
            index: Of the parameter, in the catalogue's order.
            value: In its unit, within its range.
        """
        self._knobs[index].set(value)

    def knob(self, name: str) -> Knob:
        """The knob of a parameter."""
        return self._knob[name]


class Knob:
    """A parameter as a signal.

    Attributes:
        parameter: Which.
        signal: Its value; decibels as linear gain.
    """

    def __init__(self, parameter: Parameter, value: float) -> None:
        self.parameter = parameter
        at = _heard(parameter, value)
        self._hand = pyo.SigTo(at, time=RAMP, init=at)
        self.signal = pyo.Sig(self._hand)
        self._turned: tuple[Any, ...] = ()

    def set(self, value: float) -> None:
        """Turn it; it arrives within `RAMP`."""
        self._hand.setValue(_heard(self.parameter, value))

    def plug(self, control: Any) -> None:
        """Make ready for a control signal to turn it, as well as the hand, from `engage` on.

        A signal of 1 turns it by the whole length of its slider, never beyond its ends. It follows within some 10 ms, as a
        hand's turn does: a filter whose cutoff jumps would crack.
        """
        parameter = self.parameter
        control = pyo.Port(control, risetime=RAMP / 3, falltime=RAMP / 3)
        low, high = _heard(parameter, parameter.minimum), _heard(parameter, parameter.maximum)
        if parameter.in_gain or parameter.curve == "log":
            way = pyo.Clip(control, min=-1, max=1)
            turned = pyo.Pow(base=high / low, exponent=way, mul=self._hand)
        else:
            way = control
            turned = pyo.Sig(control, mul=high - low, add=self._hand)
        end = pyo.Clip(turned, min=low, max=high)
        self._turned = (control, way, turned, end)

    def engage(self) -> None:
        """Let what was plugged turn it."""
        self.signal.setValue(self._turned[-1])

    def unplug(self) -> None:
        """Have nothing but the hand turn it; what turned it must be still by now."""
        self.signal.setValue(self._hand)
        self._turned = ()


def _heard(parameter: Parameter, value: float) -> float:
    return float(10 ** (value / 20)) if parameter.in_gain else value

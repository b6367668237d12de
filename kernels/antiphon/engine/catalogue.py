"""The catalogue: every kind of node that a synthesis graph may hold, as data.

`catalogue.json` is the source, for Python and for the interface alike; this module gives it types.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Parameter:
    """A knob of a kind.

    Attributes:
        name: The field of a node is `p_` and this.
        unit: Such as "Hz", "s", "dB", "cents"; empty for a plain number.
        minimum: Lowest value that is ever heard.
        maximum: Highest value that is ever heard.
        default: Value where a node says nothing.
        curve: How a slider runs between minimum and maximum.
        whole: Whether only whole numbers mean something; to the nearest.
        fixed: Whether a node that runs cannot be turned to another value, but is made anew for it.
        choices: What each whole number from the minimum on is called, where it has a name.

    A control port of the same name lets a control signal turn it: a signal of 1 by the whole length of the slider.
    """

    name: str
    title: str
    unit: str
    minimum: float
    maximum: float
    default: float
    curve: Literal["linear", "log"]
    help: str
    whole: bool = False
    fixed: bool = False
    choices: tuple[str, ...] = ()

    @property
    def in_gain(self) -> bool:
        """Whether it is a level in decibels that the engine takes as a linear gain.

        A threshold is not: what it is compared with is in decibels as well.
        """
        return self.unit == "dB" and self.name.startswith("gain")

    def clamp(self, value: float) -> float:
        """Bring a value into the range; the default for what is not a number.

        >>> kind("effect.gain").parameter("gain").clamp(99)
        12.0
        """
        if value != value:
            return self.default
        return min(self.maximum, max(self.minimum, float(value)))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of node.

    Attributes:
        name: Such as "instrument.flute".
        family: The group in which people look for it.
        example: A short musical use.
        inputs: Signal ("audio", "control" or "note") of each input port; a control port turns the parameter of its name.
        outputs: Signal of each output port.
        parameters: In the catalogue's order, which is the order of a plan's values.
        cost: What it takes, beside its voices: microseconds a block of 128 frames at 48 kHz, as `bench/kinds.py` measured.
        voice_cost: What each voice that sounds takes, likewise.
    """

    name: str
    title: str
    family: str
    help: str
    example: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    cost: float
    voice_cost: float

    def fixed(self, values: Sequence[float]) -> tuple[float, ...]:
        """Of the values of a node's parameters, in the catalogue's order, those that are fixed once it runs."""
        return tuple(value for each, value in zip(self.parameters, values, strict=True) if each.fixed)

    @property
    def plays(self) -> bool:
        """Whether it is an instrument: it plays the notes of a part."""
        return self.name.startswith("instrument.")

    @property
    def names_part(self) -> bool:
        """Whether it may name a part: one that it plays, whose notes it takes, or to which it gives notes."""
        return self.plays or self.gives_notes or self.name == "midi.keyboard"

    @property
    def gives_notes(self) -> bool:
        """Whether notes leave it, for instruments or others like it."""
        return "note" in self.outputs.values()

    @property
    def sounds(self) -> bool:
        """Whether it sounds by itself, without notes and without anything that feeds it."""
        return not self.plays and self.gives_sound and "audio" not in self.inputs.values()

    @property
    def gives_sound(self) -> bool:
        """Whether sound leaves it, and not a control signal."""
        return "audio" in self.outputs.values()

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name.

        Raises:
            KeyError: The kind has no such parameter.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise KeyError(f"{self.name} has no parameter {name!r}")


@cache
def _data() -> dict[str, Any]:
    text = files(__package__).joinpath("catalogue.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def catalogue() -> Mapping[str, Kind]:
    """All kinds by name.

    >>> catalogue()["effect.delay"].parameter("time").unit
    's'
    """
    kinds = {}
    for name, entry in _data()["kinds"].items():
        parameters = tuple(
            Parameter(
                name=parameter,
                title=fields["title"],
                unit=fields["unit"],
                minimum=float(fields["minimum"]),
                maximum=float(fields["maximum"]),
                default=float(fields["default"]),
                curve=fields["curve"],
                help=fields["help"],
                whole=fields.get("whole", False),
                fixed=fields.get("fixed", False),
                choices=tuple(fields.get("choices", ())),
            )
            for parameter, fields in entry["parameters"].items()
        )
        kinds[name] = Kind(
            name=name,
            title=entry["title"],
            family=entry["family"],
            help=entry["help"],
            example=entry["example"],
            inputs=MappingProxyType(entry["inputs"]),
            outputs=MappingProxyType(entry["outputs"]),
            parameters=parameters,
            cost=float(entry["cost"]),
            voice_cost=float(entry.get("voice_cost", 0)),
        )
    return MappingProxyType(kinds)


def kind(name: str) -> Kind:
    """The kind of that name.

    Raises:
        KeyError: The catalogue has no such kind.
    """
    return catalogue()[name]


@cache
def _defaults() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Which kind plays the instruments whose lower-case name matches; the first that matches counts."""
    return tuple((re.compile(entry["instruments"]), entry["kind"]) for entry in _data()["defaults"])


def default_kind(instrument: str) -> str:
    """Kind that plays a part whose document says nothing else.

    Args:
        instrument: A name as music21 knows it; anything else plays as a piano.

    >>> default_kind("Soprano"), default_kind("Soprano Saxophone"), default_kind("Bass")
    ('instrument.voice', 'instrument.reed', 'instrument.voice')
    """
    name = instrument.casefold()
    for pattern, chosen in _defaults():
        if pattern.search(name):
            return chosen
    return "instrument.keys"

"""The catalogue: every kind of node that a synthesis graph may hold, as data.

`catalogue.json` is the source, for Python and for the interface alike; this module gives it types.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal


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
    """

    name: str
    title: str
    unit: str
    minimum: float
    maximum: float
    default: float
    curve: Literal["linear", "log"]
    help: str

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
        inputs: Signal ("audio") of each input port.
        outputs: Signal of each output port.
        parameters: In the catalogue's order, which is the order of a plan's values.
    """

    name: str
    title: str
    family: str
    help: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    parameters: tuple[Parameter, ...]

    @property
    def plays(self) -> bool:
        """Whether it is an instrument: it plays the notes of a part."""
        return self.name.startswith("instrument.")

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
def catalogue() -> Mapping[str, Kind]:
    """All kinds by name.

    >>> catalogue()["effect.delay"].parameter("time").unit
    's'
    """
    text = files(__package__).joinpath("catalogue.json").read_text(encoding="utf-8")
    kinds = {}
    for name, entry in json.loads(text)["kinds"].items():
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
            )
            for parameter, fields in entry["parameters"].items()
        )
        kinds[name] = Kind(
            name=name,
            title=entry["title"],
            family=entry["family"],
            help=entry["help"],
            inputs=MappingProxyType(entry["inputs"]),
            outputs=MappingProxyType(entry["outputs"]),
            parameters=parameters,
        )
    return MappingProxyType(kinds)


def kind(name: str) -> Kind:
    """The kind of that name.

    Raises:
        KeyError: The catalogue has no such kind.
    """
    return catalogue()[name]


_DEFAULTS = (
    (r"organ|accordion|bagpipe|harmonica", "instrument.organ"),
    (r"bell|celesta|glock|vibra|marimba|xylo|kalimba|steel drum|triangle|gong|chime", "instrument.bells"),
    (r"soprano sax|alto sax|tenor sax|baritone sax|saxophone", "instrument.reed"),
    (r"clarinet|oboe|bassoon|english horn|shehnai|reed|woodwind", "instrument.reed"),
    (r"flute|piccolo|recorder|ocarina|whistle|shakuhachi", "instrument.flute"),
    (r"trumpet|trombone|tuba|horn|cornet|brass|euphonium", "instrument.brass"),
    (r"contrabass|violoncello|cello|viola|violin|string", "instrument.strings"),
    (r"acoustic bass|electric bass|fretless bass|bass guitar", "instrument.bass"),
    (r"guitar|harp\b|lute|banjo|mandolin|ukulele|koto|shamisen|sitar|dulcimer|pluck", "instrument.pluck"),
    (r"piano|harpsichord|clavichord|keyboard", "instrument.keys"),
    (r"soprano|alto\b|tenor|baritone|\bbass\b|voice|choir|vocal|sing", "instrument.voice"),
    (r"\bpad\b|synth|sampler", "instrument.pad"),
)


def default_kind(instrument: str) -> str:
    """Kind that plays a part whose document says nothing else.

    Args:
        instrument: A name as music21 knows it; anything else plays as a piano.

    >>> default_kind("Soprano"), default_kind("Soprano Saxophone"), default_kind("Bass")
    ('instrument.voice', 'instrument.reed', 'instrument.voice')
    """
    name = instrument.casefold()
    for pattern, chosen in _DEFAULTS:
        if re.search(pattern, name):
            return chosen
    return "instrument.keys"

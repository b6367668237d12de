import inspect
import json
import re
from importlib.resources import files

import pytest
from music21 import instrument

from antiphon.engine.catalogue import catalogue, default_kind, kind
from antiphon.engine.general_midi import SOUNDFONT
from antiphon.engine.instrument_analogue import ANALOGUE
from antiphon.engine.instrument_drums import DRUMS
from antiphon.engine.instrument_timbre import TIMBRES
from antiphon.engine.notes import KINDS
from antiphon.engine.units import BUILDERS


def test_every_kind_is_as_the_schema_of_the_document_wants_it() -> None:
    schema = json.loads(files("antiphon.document").joinpath("schema.json").read_text(encoding="utf-8"))
    node = schema["$defs"]["Node"]
    (fields,) = node["patternProperties"]
    for name, each in catalogue().items():
        assert re.match(node["properties"]["kind"]["pattern"], name)
        for parameter in each.parameters:
            assert re.match(fields, f"p_{parameter.name}")


def test_every_parameter_has_a_range_that_holds_its_default() -> None:
    for name, each in catalogue().items():
        assert all((each.title, each.help, each.example, each.family)), name
        (first, signal), *others = each.outputs.items()
        assert first == "out"
        assert others in ([], [("level", "control")]), name
        assert {signal, *each.inputs.values()} <= {"audio", "control", "note"}, name
        for parameter in each.parameters:
            assert parameter.minimum < parameter.maximum, (name, parameter.name)
            assert parameter.minimum <= parameter.default <= parameter.maximum, (name, parameter.name)
            assert parameter.curve in ("linear", "log")
            assert parameter.curve == "linear" or parameter.minimum > 0, (name, parameter.name)
            assert parameter.title
            ends = (parameter.minimum, parameter.maximum, parameter.default)
            assert not parameter.whole or all(end == int(end) for end in ends), (name, parameter.name)
            if parameter.choices:
                assert parameter.whole
                assert len(parameter.choices) == parameter.maximum - parameter.minimum + 1
            assert parameter.help


def test_there_is_something_for_everyone() -> None:
    assert len(catalogue()) >= 160
    titles = [each.title for each in catalogue().values()]
    assert len(set(titles)) == len(titles)


SIGNALS = ("in", "other", "gate", "trigger")
"""Control ports that turn no knob: what a kind works on, and what sets it going."""


def test_a_control_port_of_a_sound_is_one_of_its_knobs() -> None:
    for name, each in catalogue().items():
        knobs = {parameter.name for parameter in each.parameters}
        for port, signal in each.inputs.items():
            assert (port in knobs) == (signal == "control" and port not in SIGNALS), (name, port)


def test_every_kind_can_be_built() -> None:
    assert {name for name, each in catalogue().items() if each.plays} == {
        *TIMBRES,
        ANALOGUE,
        DRUMS,
        SOUNDFONT,
    }
    assert {name for name, each in catalogue().items() if not each.plays} == {*BUILDERS, *KINDS}


def test_a_value_is_brought_into_the_range() -> None:
    cutoff = kind("filter.lowpass").parameter("cutoff")
    assert cutoff.clamp(-1) == cutoff.minimum
    assert cutoff.clamp(float("inf")) == cutoff.maximum
    assert cutoff.clamp(float("nan")) == cutoff.default
    assert cutoff.clamp(1000) == 1000


@pytest.mark.parametrize(
    ("instrument", "expected"),
    [
        ("Piano", "keys"),
        ("Harpsichord", "harpsichord"),
        ("Harp", "pluck"),
        ("Acoustic Guitar", "pluck"),
        ("Bass", "voice"),
        ("Soprano", "voice"),
        ("Alto Saxophone", "reed"),
        ("Electric Bass", "bass"),
        ("Acoustic Bass", "bass"),
        ("Contrabass", "strings"),
        ("Violoncello", "strings"),
        ("Contrabassoon", "reed"),
        ("English Horn", "reed"),
        ("Bass clarinet", "reed"),
        ("Bass Trombone", "brass"),
        ("Horn", "brass"),
        ("Trumpet", "brass"),
        ("Flute", "flute"),
        ("Pan Flute", "flute"),
        ("Reed Organ", "organ"),
        ("Glockenspiel", "bells"),
        ("Steel Drum", "bells"),
        ("Marimba", "mallets"),
        ("Xylophone", "mallets"),
        ("Timpani", "timpani"),
        ("Drum Set", "drums"),
        ("Bass Drum", "drums"),
        ("Snare Drum", "drums"),
        ("Percussion", "drums"),
        ("Woodblock", "drums"),
        ("Synth Bass", "synth_bass"),
        ("Lead Synth", "lead"),
        ("Choir", "voice"),
        ("", "keys"),
        ("Something unheard of", "keys"),
    ],
)
def test_a_part_is_played_by_what_its_name_says(instrument: str, expected: str) -> None:
    assert default_kind(instrument) == f"instrument.{expected}"


def test_every_instrument_of_music21_has_a_kind() -> None:
    names = [
        each.instrumentName
        for _, kind in inspect.getmembers(instrument, inspect.isclass)
        if issubclass(kind, instrument.Instrument) and (each := kind()).instrumentName
    ]
    assert len(names) > 80
    assert {default_kind(name) for name in names} <= set(catalogue())

import json
from fractions import Fraction
from importlib.resources import files

import pytest

from antiphon.engine.dynamics import Dynamics


def at(dynamics: Dynamics, *positions: float) -> list[float]:
    return [127 * dynamics.velocity(Fraction(position)) for position in positions]


def hairpin(start: int, end: int, direction: int) -> tuple[Fraction, Fraction, int]:
    return Fraction(start), Fraction(end), direction


def marks(**names: str) -> list[tuple[Fraction, str]]:
    return [(Fraction(name[1:].replace("_", "/")), mark) for name, mark in names.items()]


def test_without_any_it_is_mezzo_forte() -> None:
    assert at(Dynamics([]), 0, 99) == [80, 80]


def test_a_dynamic_lasts_until_the_next() -> None:
    assert at(Dynamics(marks(_4="p", _8="ff")), 0, 4, 7.75, 8, 99) == [80, 49, 49, 112, 112]


def test_a_hairpin_goes_evenly_to_the_dynamic_at_its_end() -> None:
    dynamics = Dynamics(marks(_0="p", _8="f"), [hairpin(4, 8, 1)])
    assert at(dynamics, 4, 5, 6, 7, 8, 9) == pytest.approx([49, 60.75, 72.5, 84.25, 96, 96])


def test_a_hairpin_stops_at_the_dynamic_within_it() -> None:
    dynamics = Dynamics(marks(_0="f", _2="p"), [hairpin(0, 4, -1)])
    assert at(dynamics, 0, 1, 2, 3, 4) == pytest.approx([96, 72.5, 49, 49, 49])


def test_a_hairpin_to_nothing_is_a_step() -> None:
    there_and_back = Dynamics(marks(_0="mp"), [hairpin(0, 4, 1), hairpin(4, 8, -1)])
    assert at(there_and_back, 0, 2, 4, 6, 8, 9) == pytest.approx([64, 72, 80, 72, 64, 64])


def test_after_a_crescendo_a_piano_is_sudden() -> None:
    dynamics = Dynamics(marks(_0="mf", _4="p"), [hairpin(0, 4, 1)])
    assert at(dynamics, 2, 4) == pytest.approx([88, 49])
    assert dynamics.velocity(Fraction(399, 100)) == pytest.approx(96 / 127, abs=0.01)


def test_a_sforzando_is_of_one_place() -> None:
    assert at(Dynamics(marks(_0="p", _1="sfz")), 0, 1, 1.5) == [49, 112, 49]
    assert at(Dynamics(marks(_0="ff", _1="sf")), 1, 2) == [127, 112]


def test_a_sforzando_within_a_hairpin_leaves_it_as_it_is() -> None:
    dynamics = Dynamics(marks(_0="p", _2="sfz", _4="f"), [hairpin(0, 4, 1)])
    assert at(dynamics, 1, 2, 3, 4) == pytest.approx([60.75, 112, 84.25, 96])


def test_fortepiano_is_loud_and_then_soft() -> None:
    assert at(Dynamics(marks(_0="fp")), 0, 0.5, 9) == [96, 49, 49]
    assert at(Dynamics(marks(_0="sfpp")), 0, 0.5) == [112, 33]


def test_it_never_leaves_what_can_be_played() -> None:
    dynamics = Dynamics(marks(_0="fff"), [hairpin(0, 4, 1), hairpin(4, 8, 1)])
    assert max(at(dynamics, 0, 3, 7, 8)) == 127
    dynamics = Dynamics(marks(_0="pppp"), [hairpin(0, 4, -1)])
    assert at(dynamics, 4, 8) == [1, 1]


def test_every_dynamic_of_the_schema_is_known() -> None:
    text = files("antiphon.document").joinpath("schema.json").read_text(encoding="utf-8")
    names = json.loads(text)["$defs"]["Event"]["properties"]["dynamic"]["enum"]
    assert len(names) == 21
    for name in names:
        assert 0 < Dynamics([(Fraction(0), name)]).velocity(Fraction(0)) <= 1

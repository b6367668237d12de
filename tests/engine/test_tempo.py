import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon.document.codec import empty
from antiphon.document.piece import Tempo
from antiphon.engine.interpretation import interpret
from antiphon.engine.route import STRAIGHT, Leg, Route
from antiphon.engine.tempo import Hold, TempoMap


def tempi(*pairs: tuple[float, float]) -> tuple[Tempo, ...]:
    return tuple(Tempo(None, Fraction(position), bpm, "") for position, bpm in pairs)


def test_tempi_add_up() -> None:
    tempo = TempoMap(tempi((0, 120), (4, 60), (6, 240)))
    assert [tempo.seconds(position) for position in (0, 2, 4, Fraction(9, 2), 6, 10)] == [0, 1, 2, 2.5, 4, 5]
    assert [tempo.bpm(position) for position in (0, 3.9, 4, 6, 99)] == [120, 120, 60, 240, 240]


def test_steering_multiplies_the_written_tempo_from_there_on() -> None:
    tempo = TempoMap(tempi((0, 60), (4, 120))).with_steering(2, 2.0)
    assert tempo.seconds(2) == 2
    assert tempo.seconds(4) == 3
    assert tempo.seconds(8) == 4
    assert tempo.bpm(5) == 240


def test_steering_again_replaces_what_was_agreed_for_later() -> None:
    first = TempoMap(tempi((0, 60))).with_steering(4, 2.0)
    assert first.with_steering(2, 0.5).steering == ((2, 0.5),)
    assert first.with_steering(8, 1.0).steering == ((4, 2.0), (8, 1.0))
    assert first.seconds(8) == 6, "the first map has not changed"


def test_a_factor_must_be_positive() -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        TempoMap(tempi((0, 60))).with_steering(0, 0)


@given(
    st.lists(st.tuples(st.integers(1, 400), st.integers(10, 400)), max_size=5),
    st.lists(st.tuples(st.integers(0, 400), st.floats(0.25, 4)), max_size=4),
    st.floats(0, 500),
)
def test_seconds_and_position_are_each_other_s_inverse(
    written: list[tuple[int, int]], steered: list[tuple[int, float]], position: float
) -> None:
    tempo = TempoMap(tempi((0, 100), *sorted(dict(written).items())))
    for at, factor in sorted(steered):
        tempo = tempo.with_steering(at, factor)
    assert tempo.position(tempo.seconds(position)) == pytest.approx(position, abs=1e-6)
    assert tempo.seconds(position + 1) > tempo.seconds(position)


def test_a_gradual_change_is_linear_in_the_position_and_exact_in_time() -> None:
    slowing = (
        Tempo(None, Fraction(0), 120, "", gradual=True),
        Tempo(None, Fraction(4), 60, ""),
    )
    tempo = TempoMap(slowing)
    assert [tempo.bpm(position) for position in (0, 2, 3, 4, 5)] == [120, 90, 75, 60, 60]
    whole = 60 / -15 * math.log(60 / 120)
    assert tempo.seconds(4) == pytest.approx(whole, rel=1e-14)
    assert tempo.seconds(6) == pytest.approx(whole + 2, rel=1e-14)
    steps = 100_000
    summed = sum(60 / tempo.bpm((step + 0.5) * 3 / steps) * 3 / steps for step in range(steps))
    assert tempo.seconds(3) == pytest.approx(summed, rel=1e-9)


def test_a_gradual_change_to_nothing_or_to_the_same_is_none() -> None:
    alone = TempoMap((Tempo(None, Fraction(0), 120, "", gradual=True),))
    assert (alone.seconds(4), alone.bpm(99)) == (2, 120)
    same = TempoMap(
        (Tempo(None, Fraction(0), 60, "", gradual=True), Tempo(None, Fraction(4), 60, "", gradual=True))
    )
    assert same.seconds(9) == 9


def test_a_fermata_holds() -> None:
    held = TempoMap(
        tempi((0, 60)), holds=(Hold(Fraction(2), Fraction(3), 2.0), Hold(Fraction(2), Fraction(4), 1.5))
    )
    assert [held.seconds(position) for position in (2, 2.5, 3, 4, 5)] == [2, 3, 4, 5.5, 6.5]
    assert held.position(3.0) == 2.5
    assert held.bpm(2.5) == 30
    slowing = TempoMap(
        (Tempo(None, Fraction(0), 120, "", gradual=True), Tempo(None, Fraction(4), 60, "")),
        holds=(Hold(Fraction(3), Fraction(4), 2.0),),
    )
    plain = TempoMap(slowing.tempi)
    assert slowing.seconds(4) - slowing.seconds(3) == pytest.approx(2 * (plain.seconds(4) - plain.seconds(3)))


def test_the_fermatas_of_a_part_are_where_its_notes_are() -> None:
    note = {"kind": "note", "part": "p", "pitch": "C4"}
    document = {
        **empty(),
        "parts": {"p": {"index": "a", "name": "P"}},
        "measures": {"m1": {"index": "a"}, "m2": {"index": "b"}},
        "events": {
            "a": note | {"measure": "m2", "onset": "1", "duration": "3", "fermata": "square"},
            "b": {
                "kind": "rest",
                "part": "p",
                "measure": "m1",
                "onset": "3",
                "duration": "1",
                "fermata": "angled",
            },
        },
    }
    reading = interpret(document)
    assert reading.tempo.holds == (Hold(Fraction(3), Fraction(4), 1.5), Hold(Fraction(5), Fraction(8), 3.0))


def test_a_repeat_has_the_tempi_of_its_measures() -> None:
    way = Route(
        (
            Leg(Fraction(0), Fraction(4), Fraction(0)),
            Leg(Fraction(2), Fraction(8), Fraction(4)),
        )
    )
    tempo = TempoMap(tempi((0, 60), (3, 120)), route=way)
    assert [tempo.seconds(position) for position in (3, 4, 5, 6, 10)] == [3, 3.5, 4.5, 5, 7]
    assert tempo.position(4.75) == 5.5
    assert tempo.with_steering(5, 2.0).seconds(10) == 4.5 + 1.25


@given(
    st.lists(st.tuples(st.integers(1, 100), st.integers(10, 400), st.booleans()), max_size=5),
    st.lists(st.tuples(st.integers(0, 100), st.integers(1, 8), st.sampled_from([1.5, 2.0, 3.0])), max_size=4),
    st.lists(st.tuples(st.integers(0, 100), st.floats(0.25, 4)), max_size=3),
    st.booleans(),
    st.floats(0, 150),
)
def test_with_all_of_it_seconds_and_position_are_each_other_s_inverse(
    written: list[tuple[int, int, bool]],
    held: list[tuple[int, int, float]],
    steered: list[tuple[int, float]],
    again: bool,
    position: float,
) -> None:
    marks = {at: Tempo(None, Fraction(at), bpm, "", gradual=gradual) for at, bpm, gradual in written}
    first = Tempo(None, Fraction(0), 100, "", gradual=True)
    way = Route((Leg(Fraction(0), Fraction(50), Fraction(0)), Leg(Fraction(20), Fraction(110), Fraction(50))))
    tempo = TempoMap(
        (first, *(marks[at] for at in sorted(marks))),
        holds=tuple(Hold(Fraction(at), Fraction(at + length), factor) for at, length, factor in held),
        route=way if again else STRAIGHT,
    )
    for at, factor in sorted(steered):
        tempo = tempo.with_steering(at, factor)
    assert tempo.position(tempo.seconds(position)) == pytest.approx(position, abs=1e-6)
    assert tempo.seconds(position + 0.5) > tempo.seconds(position)

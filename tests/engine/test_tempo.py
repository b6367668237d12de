import doctest
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon.document.codec import empty
from antiphon.document.piece import Tempo
from antiphon.document.projection import project
from antiphon.engine import tempo as module
from antiphon.engine.tempo import TempoMap, next_bar


def tempi(*pairs: tuple[float, float]) -> tuple[Tempo, ...]:
    return tuple(Tempo(None, Fraction(position), bpm, "") for position, bpm in pairs)


def test_its_example_holds() -> None:
    assert doctest.testmod(module).failed == 0
    assert doctest.testmod(module).attempted > 0


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


def test_the_next_bar_is_after_the_position() -> None:
    measures = {"m1": {"index": "a0", "meter": "3/4"}, "m2": {"index": "a1"}}
    piece = project({**empty(), "measures": measures})
    assert next_bar(piece, 0) == 3
    assert next_bar(piece, 2.999) == 3
    assert next_bar(piece, 3) == 6
    assert next_bar(piece, 50) == 6
    assert next_bar(project(empty()), 0) == 0

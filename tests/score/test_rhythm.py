from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon.score.rhythm import bracketed, values

ZERO = Fraction(0)


@pytest.mark.parametrize(
    ("onset", "duration", "expected"),
    [
        ("0", "1", [("quarter", 0)]),
        ("0", "3", [("half", 1)]),
        ("0", "7/2", [("half", 2)]),
        ("0", "5/2", [("half", 0), ("eighth", 0)]),
        ("3/2", "5/2", [("eighth", 0), ("half", 0)]),
        ("0", "9/4", [("half", 0), ("16th", 0)]),
        ("0", "8", [("breve", 0)]),
        ("0", "1/64", [("256th", 0)]),
    ],
)
def test_durations_as_note_values(onset: str, duration: str, expected: list[tuple[str, int]]) -> None:
    written = values(Fraction(onset), Fraction(duration))
    assert [(value.type, value.dots) for value in written] == expected


def test_a_triplet_eighth_is_written_as_an_eighth() -> None:
    (value,) = values(ZERO, Fraction(1, 3), "3:2")
    assert (value.type, value.dots, value.ratios) == ("eighth", 0, ((3, 2),))


def test_a_nested_tuplet_multiplies() -> None:
    (value,) = values(ZERO, Fraction(2, 15), "3:2 5:4")
    assert (value.type, value.ratios) == ("16th", ((3, 2), (5, 4)))


def test_a_duration_that_needs_a_tuplet_finds_one() -> None:
    (value,) = values(ZERO, Fraction(2, 7))
    assert (value.type, value.ratios) == ("eighth", ((7, 4),))


@given(
    onset=st.fractions(0, 8, max_denominator=32),
    duration=st.fractions(Fraction(1, 60), 16, max_denominator=60),
    tuplet=st.sampled_from([None, "3:2", "5:4", "7:8", "3:2 5:4"]),
)
def test_the_values_add_up_and_each_says_what_it_lasts(
    onset: Fraction, duration: Fraction, tuplet: str | None
) -> None:
    written = values(onset, duration, tuplet)
    assert sum(value.duration for value in written) == duration
    now = onset
    for value in written:
        assert value.onset == now
        scaled = value.written
        for actual, normal in value.ratios:
            scaled *= Fraction(normal, actual)
        assert scaled == value.duration
        now += value.duration


def _brackets(*items: tuple[str, str | None]) -> list[str]:
    now, line = ZERO, []
    for duration, tuplet in items:
        line += values(now, Fraction(duration), tuplet)
        now += Fraction(duration)
    return ["/".join(value.brackets) for value in bracketed(line)]


def test_a_bracket_spans_three_triplets_and_the_next_starts_anew() -> None:
    assert _brackets(*[("1/3", "3:2")] * 6) == ["start", "", "stop"] * 2


def test_a_quarter_and_an_eighth_fill_a_triplet() -> None:
    assert _brackets(("2/3", "3:2"), ("1/3", "3:2"), ("1", None)) == ["start", "stop", ""]


def test_a_dotted_rhythm_fills_a_triplet() -> None:
    assert _brackets(("1/2", "3:2"), ("1/6", "3:2"), ("1/3", "3:2")) == ["start", "", "stop"]


def test_quarter_triplets_make_one_bracket() -> None:
    assert _brackets(*[("2/3", "3:2")] * 3) == ["start", "", "stop"]


def test_duplets_in_six_eight() -> None:
    assert _brackets(*[("3/4", "2:3")] * 4) == ["start", "stop"] * 2


def test_an_unfinished_tuplet_ends_where_the_next_begins() -> None:
    assert _brackets(("1/3", "3:2"), ("1/5", "5:4"), ("1/5", "5:4")) == ["startStop", "start", "stop"]


def test_nested_brackets_open_and_close_inside_one_another() -> None:
    inner = [("2/15", "3:2 5:4")] * 5
    assert _brackets(*inner, ("2/3", "3:2"), ("2/3", "3:2")) == [
        "start/start",
        "/",
        "/",
        "/",
        "/stop",
        "",
        "stop",
    ]

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antiphon.document.codec import empty
from antiphon.document.piece import Measure
from antiphon.document.projection import project
from antiphon.engine.route import MOST, STRAIGHT, order, route, visits


def measures(*changes: dict[str, Any]) -> list[Measure]:
    return [
        Measure(f"m{index}", index + 1, Fraction(4 * index), Fraction(4), "4/4", 0, "major", **change)
        for index, change in enumerate(changes)
    ]


START, END, PLAIN = {"repeat_start": True}, {"repeat_end": 2}, {}


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ([PLAIN, PLAIN, PLAIN], "012"),
        ([PLAIN, START, END, PLAIN], "012123"),
        ([PLAIN, END, PLAIN], "01012"),
        ([{**START, "repeat_end": 3}], "000"),
        ([START, END, PLAIN, END], "01012323"),
        ([START, END, START, END], "01012323"),
        ([START, {**END, "ending": "1"}, {"ending": "2"}, PLAIN], "01023"),
        ([START, {"ending": "1"}, {"ending": "2"}, PLAIN], "01023"),
        ([START, {**END, "ending": "0"}, {"ending": "2"}, PLAIN], "01023"),
        ([START, {**END, "ending": "0"}, PLAIN], "0102"),
        ([START, {**END, "ending": "1,2"}, {"ending": "3"}, PLAIN], "0101023"),
        ([START, {"ending": "1"}, {**END, "ending": "1"}, {"ending": "2"}, {"ending": "2"}], "0120" + "34"),
        ([START, {**END, "ending": "1"}, {**END, "ending": "2"}, {"ending": "3"}, PLAIN], "01020" + "34"),
        ([{**END, "ending": "1"}, {"ending": "2"}, PLAIN, END], "01" + "2323"),
        ([START, {**END, "ending": "1"}, PLAIN, END], "0102323"),
        ([START, {**END, "ending": "1,2"}, PLAIN], "010102"),
    ],
)
def test_repeats_and_endings(score: list[dict[str, Any]], expected: str) -> None:
    assert "".join(map(str, order(measures(*score)))) == expected


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ([PLAIN, {"jump": "da_capo"}, PLAIN], "01012"),
        ([PLAIN, {"fine": True}, {"jump": "da_capo_al_fine"}], "01201"),
        ([PLAIN, {"segno": True}, {"fine": True}, {"jump": "dal_segno_al_fine"}], "012312"),
        ([PLAIN, {"to_coda": True}, {"jump": "da_capo_al_coda"}, {"coda": True}, PLAIN], "0120134"),
        ([PLAIN, {"segno": True, "to_coda": True}, {"jump": "dal_segno_al_coda"}, {"coda": True}], "01213"),
        ([START, {**END, "fine": True}, {"jump": "da_capo_al_fine"}], "0101201"),
        ([START, {**END, "ending": "1"}, {"ending": "2"}, {"jump": "da_capo"}], "01023" + "023"),
        ([START, {**END, "ending": "1"}, {"jump": "da_capo"}, PLAIN], "0102" + "023"),
        ([PLAIN, {"jump": "dal_segno"}, PLAIN], "012"),
        ([PLAIN, {"to_coda": True}, {"jump": "da_capo_al_coda"}], "012012"),
        ([{**END, "jump": "da_capo"}, PLAIN], "0001"),
    ],
)
def test_jumps(score: list[dict[str, Any]], expected: str) -> None:
    assert "".join(map(str, order(measures(*score)))) == expected


flags = st.fixed_dictionaries(
    {},
    optional={
        "repeat_start": st.booleans(),
        "repeat_end": st.integers(2, 9),
        "ending": st.sampled_from(["0", "1", "2", "1,2", "3", "9", "1,3"]),
        "segno": st.booleans(),
        "coda": st.booleans(),
        "to_coda": st.booleans(),
        "fine": st.booleans(),
        "jump": st.sampled_from(["da_capo", "da_capo_al_fine", "da_capo_al_coda"])
        | st.sampled_from(["dal_segno", "dal_segno_al_fine", "dal_segno_al_coda"]),
    },
)


@settings(deadline=None)
@given(st.lists(flags, max_size=12))
def test_absurd_scores_end(score: list[dict[str, Any]]) -> None:
    found = order(measures(*score))
    assert len(found) < 500
    assert all(0 <= index < len(score) for index in found)
    played = visits(measures(*score))
    way = route(played)
    for visit in played:
        for part in (0, 1, Fraction(7, 2)):
            assert way.written(visit.at + part) == visit.measure.start + part
            turn = way.turn(visit.at + part)
            assert way.played(visit.measure.start + part, turn) == visit.at + part


def formed(form: dict[str, Any], **sections: Any) -> str:
    document = {
        **empty(),
        "measures": {
            "m0": {"index": "a0"},
            "m1": {"index": "a1", "repeat_end": 2, "jump": "da_capo"},
            "m2": {"index": "a2"},
            "m3": {"index": "a3"},
        },
        "sections": {id: {"name": id, "measure": ends[0], "until": ends[1]} for id, ends in sections.items()},
        "form": form,
    }
    piece = project(document)
    return "".join(visit.measure.id[1] for visit in visits(piece.measures, piece.sections, piece.form))


def test_the_form_is_the_order_of_sections_each_with_its_repeats() -> None:
    passages = {
        "f1": {"index": "a1", "section": "B", "times": 2},
        "f2": {"index": "a2", "section": "A"},
        "f3": {"index": "a3", "section": "B"},
    }
    assert formed(passages, A=("m0", "m1"), B=("m3", "m3")) == "33" + "0101" + "3"


def test_a_form_is_bounded() -> None:
    passages = {f"f{n}": {"index": f"a{n}", "section": "A", "times": 99} for n in range(99)}
    assert len(formed(passages, A=("m0", "m3"))) == MOST


def test_a_long_score_is_played_to_its_end() -> None:
    assert order(measures(*[PLAIN] * (MOST + 5))) == list(range(MOST + 5))


def test_a_straight_piece_has_no_route() -> None:
    assert route(visits(measures(PLAIN, PLAIN))) == STRAIGHT == route(visits([]))
    assert (STRAIGHT.written(7.5), STRAIGHT.played(7.5), STRAIGHT.turn(7.5)) == (7.5, 7.5, 0)


def test_positions_of_what_is_never_played_are_those_of_what_comes_next() -> None:
    way = route(visits(measures(START, {**END, "ending": "1"}, {"ending": "2"}, {"jump": "da_capo"}, PLAIN)))
    assert [way.played(at) for at in (0, 5, 9, 13, 17, 99)] == [0, 5, 13, 17, 33, 36]
    assert [way.played(1, turn) for turn in (0, 1, 2, 3)] == [1, 9, 21, 21]
    assert [way.written(at) for at in (0, 7.5, 8, 12.5, 36, 40)] == [0, 7.5, 0, 8.5, 20, 20]

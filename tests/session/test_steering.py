"""From a poll's outcome to values of targets, inside what the artist declared."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon.session.ballot import Option, Pad, Scale, Single, Tap
from antiphon.session.envelope import Envelope, read_envelope, usual
from antiphon.session.steering import Standing, Wish, blend, follow, keys_of, read_steers, wishes, within
from antiphon.session.target import (
    DYNAMICS_TARGET,
    HARMONY_TARGET,
    TEMPO_TARGET,
    Choice,
    Target,
    change,
)
from antiphon.session.tempo import TEMPO_OPTIONS, TEMPO_STEERS
from antiphon.session.verdict import verdict

FLUTE = Target("part/p1", "Flute", 1.0, step=1.0, whole=True)
FORM = Target("form", "Form", "on", choices=(Choice("again", "Again"), Choice("next:s2", "Next: Storm")))
TARGETS = {each.key: each for each in (TEMPO_TARGET, DYNAMICS_TARGET, HARMONY_TARGET, FLUTE, FORM)}
AB = Single((Option("a", "A"), Option("b", "B")))
SLOWER_OR_FASTER = Single(TEMPO_OPTIONS)


def open_to(key: str) -> tuple[Target, Envelope]:
    if key not in TARGETS:
        raise ValueError(f"There is no {key}.")
    return TARGETS[key], usual(TARGETS[key])


def voted(envelope: Envelope, standing: Standing, **wish: Any) -> float | str:
    return blend(TEMPO_TARGET, envelope, follow(TEMPO_TARGET, envelope, standing, Wish(**wish)))


def test_a_vote_moves_the_tempo_by_a_step() -> None:
    envelope, written = Envelope(0.5, 1.5, 0.25), Standing(1.0, 1.0)
    assert [voted(envelope, written, steps=steps) for steps in (1, -1, 0, 9)] == [1.25, 0.75, 1.0, 1.5]
    assert voted(envelope, written, value=9.0) == 1.5
    assert voted(envelope, written, place=0.25) == 0.75


@given(
    st.floats(0.25, 1.0),
    st.floats(1.0, 4.0),
    st.floats(0.01, 1.0),
    st.floats(0, 1),
    st.lists(
        st.one_of(
            st.builds(Wish, steps=st.floats(-9, 9)),
            st.builds(Wish, value=st.floats(0, 99)),
            st.builds(Wish, place=st.floats(0, 1)),
        ),
        max_size=30,
    ),
)
def test_no_series_of_votes_leaves_the_envelope(
    low: float, high: float, step: float, weight: float, series: list[Wish]
) -> None:
    envelope, standing = Envelope(low, high, step, weight=weight), Standing(1.0, 1.0)
    for wish in series:
        standing = follow(TEMPO_TARGET, envelope, standing, wish)
        value = blend(TEMPO_TARGET, envelope, standing)
        assert isinstance(value, float)
        assert low - 1e-5 <= value <= high + 1e-5


def test_steps_never_lead_the_other_way() -> None:
    envelope = Envelope(0.7, 1.4, 0.1)
    beyond = Standing(2.0, 2.0)
    assert voted(envelope, beyond, steps=1) == 2.0
    assert voted(envelope, beyond, steps=-1) == 1.4
    assert within(TEMPO_TARGET, envelope, beyond) == Standing(1.4, 1.4)


@pytest.mark.parametrize(("weight", "value"), [(1.0, 1.2), (0.5, 1.1), (0.25, 1.05), (0.0, 1.0)])
def test_the_audience_pulls_by_its_weight(weight: float, value: float) -> None:
    assert voted(Envelope(0.5, 1.5, 0.1, weight=weight), Standing(1.0, 1.0), steps=2) == value


@pytest.mark.parametrize(
    ("weight", "share", "value"),
    [(1.0, 0.1, "dorian"), (0.5, 1.0, "dorian"), (0.5, 0.9, "written"), (0.8, 0.3, "dorian")],
)
def test_a_text_needs_more_votes_where_the_audience_weighs_less(
    weight: float, share: float, value: str
) -> None:
    envelope = Envelope(choices=("written", "dorian"), weight=weight)
    taken = follow(
        HARMONY_TARGET, envelope, Standing("written", "written"), Wish(value="dorian", share=share)
    )
    assert blend(HARMONY_TARGET, envelope, taken) == value


def test_what_rests_or_plays_is_nothing_between() -> None:
    envelope = Envelope(0, 1, 1, weight=0.7)
    assert blend(FLUTE, envelope, Standing(1.0, 0.0)) == 0.0
    assert blend(FLUTE, envelope, Standing(1.0, 1.0)) == 1.0


def test_a_text_outside_the_envelope_is_not_followed() -> None:
    envelope, standing = Envelope(choices=("minor",)), Standing("written", "written")
    assert follow(HARMONY_TARGET, envelope, standing, Wish(value="major")) is standing


@pytest.mark.parametrize(
    ("steers", "kind", "outcome", "wanted"),
    [
        (TEMPO_STEERS, SLOWER_OR_FASTER, {"winner": "faster", "counts": {"faster": 3}, "total": 4},
         {"tempo": Wish(steps=1, share=0.75)}),
        (TEMPO_STEERS, SLOWER_OR_FASTER, {"winner": None, "counts": {"faster": 2}, "total": 4}, {}),
        ({"moves": {"a": {"part/p1": 0.0, "dynamics": 3.0}}}, AB, {"winner": "a", "counts": {"a": 2}, "total": 2},
         {"part/p1": Wish(value=0.0), "dynamics": Wish(value=3.0)}),
        ({"moves": {"a": {"part/p1": 0.0}}}, AB, {"winner": "b", "counts": {"b": 2}, "total": 2}, {}),
        ({"target": "dynamics"}, Scale(-9, 6, 1), {"median": 4.0}, {"dynamics": Wish(value=4.0)}),
        ({"target": "dynamics"}, Scale(-9, 6, 1), {"median": None}, {}),
        ({"target": "tempo"}, Tap(), {"median": 120.0}, {"tempo": Wish(value=1.25)}),
        ({"across": "tempo", "up": "dynamics"}, Pad(), {"median": [0.5, 1.0]},
         {"tempo": Wish(place=0.5), "dynamics": Wish(place=1.0)}),
    ],
)  # fmt: skip
def test_an_outcome_becomes_wishes(steers: Any, kind: Any, outcome: Any, wanted: Any) -> None:
    assert wishes(steers, kind, outcome, quarters=96.0) == wanted


def test_what_a_poll_steers_is_read_and_checked() -> None:
    assert read_steers(None, AB, open_to) is None
    assert read_steers(TEMPO_STEERS, SLOWER_OR_FASTER, open_to) == TEMPO_STEERS
    moves = {"moves": {"a": {"form": "next:s2"}, "b": {"form": None}}}
    with pytest.raises(ValueError, match="may not become on"):
        read_steers(moves, AB, open_to)
    sets = {"moves": {"a": {"form": "next:s2", "part/p1": 0}}}
    assert read_steers(sets, AB, open_to, at="beat") == {**sets, "at": "beat"}
    assert keys_of(sets) == ("form", "part/p1")
    pad = {"across": "tempo", "up": "dynamics", "at": "now"}
    assert read_steers(pad, Pad(), open_to) == pad
    assert keys_of(pad) == ("tempo", "dynamics")


@pytest.mark.parametrize(
    ("steers", "kind", "words"),
    [
        ("tempo", AB, "not understood"),
        ({"target": "tempo"}, AB, "by steps, or by a set"),
        ({"target": "world", "by": {}}, AB, "There is no world"),
        ({"target": "tempo", "by": {"c": 1}}, AB, "number of steps"),
        ({"target": "tempo", "by": {"a": math.inf}}, AB, "number of steps"),
        ({"moves": {"c": {}}}, AB, "set of values"),
        ({"moves": {"a": {"tempo": 3.9}}}, AB, "outside its envelope"),
        ({"moves": {"a": {"tempo": "fast"}}}, AB, "a number from"),
        ({"target": "tempo"}, Pad(), "across"),
        ({"across": "tempo", "up": "tempo"}, Pad(), "two different"),
        ({"target": "dynamics"}, Tap(), "steers the tempo"),
        ({"target": "harmony"}, Scale(0, 1, 0.1), "no number"),
        ({"target": "tempo"}, Scale(2, 10, 1), "may go from 0.7 to 1.4"),
        ({"target": "tempo", "by": {}, "at": "soon"}, AB, "counts from"),
    ],
)
def test_what_cannot_be_steered_so_is_refused_in_words(steers: Any, kind: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_steers(steers, kind, open_to)


def test_an_envelope_says_only_what_is_not_usual() -> None:
    assert read_envelope(TEMPO_TARGET, {}) == usual(TEMPO_TARGET) == Envelope(0.7, 1.4, 0.1)
    before = read_envelope(TEMPO_TARGET, {"maximum": 2, "cooldown": 30})
    assert read_envelope(TEMPO_TARGET, {"step": 0.2}, before) == Envelope(0.7, 2.0, 0.2, cooldown=30)
    assert read_envelope(TEMPO_TARGET, before.describe()) == before
    assert read_envelope(FORM, {"quantise": "now"}).quantise == "section", (
        "a section is gone to when one ends"
    )
    assert read_envelope(HARMONY_TARGET, {"choices": ["minor", "minor", "major"]}).choices == (
        "minor",
        "major",
    )


@pytest.mark.parametrize(
    "said",
    [
        {"minimum": 1.2, "maximum": 0.8},
        {"minimum": 0.1},
        {"maximum": 5.0},
        {"step": 0.0},
        {"step": 9.0},
        {"minimum": math.nan},
        {"minimum": "1"},
        {"minimum": True},
        {"slew": -1},
        {"cooldown": -1},
        {"weight": 1.5},
        {"veto": 900},
        {"quantise": "soon"},
    ],
)
def test_envelopes_out_of_range_are_refused(said: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"[a-z)]\.$"):
        read_envelope(TEMPO_TARGET, said)


def test_choices_that_are_none_are_refused() -> None:
    for choices in ([], ["fast"], [1], "minor", ["minor"] * 13):
        with pytest.raises(ValueError, match="Harmony"):
            read_envelope(HARMONY_TARGET, {"choices": choices})


def test_what_can_be_tried_is_a_handful() -> None:
    assert usual(FLUTE).variants() == (0.0, 1.0)
    assert usual(HARMONY_TARGET).variants()[0] == "written"
    assert Envelope(0.7, 1.4, 0.1).variants() == (0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4)
    assert Envelope(-60, 12, 1).variants() == (-60, -42, -24, -6, 12)


def test_values_have_words() -> None:
    assert [FLUTE.said(0.0), FLUTE.said(None), HARMONY_TARGET.said("dorian"), DYNAMICS_TARGET.said(3.0)] == [
        "rests",
        "plays",
        "Dorian",
        "+3 dB",
    ]
    assert change("gain/p1", 0.0, -3.0) == "softer"
    assert change("node/n/cutoff", 100.0, 200.0) == "higher"
    assert change("tempo", 1.0, 1.0) == "same"


def test_the_reason_is_in_words() -> None:
    options = [{"id": "a", "label": "Storm"}]
    assert (
        verdict({"options": options}, {"counts": {"a": 1}, "total": 1, "winner": "a"})
        == "Storm won with 1 of 1 vote"
    )
    assert (
        verdict({"options": options}, {"counts": {"a": 2}, "total": 4, "winner": None}) == "A tie of 4 votes"
    )
    assert verdict({"options": options}, {"counts": {"a": 0}, "total": 0, "winner": None}) == "Nobody voted"
    assert (
        verdict({"options": options, "kind": "ranked"}, {"total": 3, "winner": "a"})
        == "Storm won among 3 rankings"
    )
    assert (
        verdict({"kind": "pad"}, {"total": 2, "median": [0.25, 1.0]})
        == "The middle of 2 answers is 25% across and 100% up"
    )

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon.session.ballot import (
    Kind,
    Multiple,
    Option,
    Pad,
    Ranked,
    Scale,
    Shake,
    Single,
    Tap,
    VoteRefused,
)
from antiphon.session.poll import Poll, read_poll

OPTIONS = tuple(Option(id, id.upper()) for id in "abc")
HALL = (Option("left", "Left"), Option("right", "Right"))
KINDS: list[Kind] = [
    Single(OPTIONS),
    Multiple(OPTIONS, 2),
    Ranked(OPTIONS),
    Scale(0, 1, 0.25, ("calm", "wild")),
    Pad(("dark", "bright", "", "")),
    Tap(),
    Shake(("calm", "wild")),
]


def poll(kind: Kind = KINDS[0], **more: Any) -> Poll:
    return Poll("p", "Which?", kind, opened=100.0, seconds=20.0, **more)


def test_a_voter_counts_once_and_may_change():
    p = poll()
    assert p.vote("ada", ("a", None), 101.0)
    assert not p.vote("ada", ("a", None), 102.0)
    assert p.vote("ada", ("b", None), 103.0)
    p.vote("bob", ("b", None), 103.0)
    assert p.standing() == {"total": 2, "counts": {"a": 0, "b": 2, "c": 0}}
    assert p.total == 2
    assert p.vote_of("ada") == ("b", None)
    assert p.vote_of("cleo") is None


def test_it_closes_by_itself():
    p = poll()
    p.vote("ada", ("a", None), 119.999)
    assert p.remaining(119.0) == 1.0
    assert not p.is_open(120.0)
    assert p.remaining(130.0) == 0.0
    with pytest.raises(VoteRefused, match="closed"):
        p.vote("bob", ("a", None), 120.0)
    assert p.total == 1


def test_it_can_be_closed_early_but_not_reopened():
    p = poll()
    p.close(105.0)
    p.close(119.0)
    assert not p.is_open(105.0)
    with pytest.raises(VoteRefused):
        p.vote("ada", ("a", None), 106.0)


@pytest.mark.parametrize(
    ("kind", "ballot", "why"),
    [
        (Single(OPTIONS), "d", "no such option"),
        (Single(OPTIONS), ["a"], "no such option"),
        (Single(OPTIONS), None, "no such option"),
        (Multiple(OPTIONS, 2), ["a", "b", "c"], "2 at most"),
        (Multiple(OPTIONS, 2), ["a", "a"], "once only"),
        (Multiple(OPTIONS, 2), "ab", "a list"),
        (Multiple(OPTIONS, 2), ["a"] * 99, "a list"),
        (Ranked(OPTIONS), [], "one option at least"),
        (Ranked(OPTIONS), ["a", {}], "no such option"),
        (Scale(0, 1, 0.25), 1.01, "from 0 to 1"),
        (Scale(0, 1, 0.25), float("nan"), "from 0 to 1"),
        (Scale(0, 1, 0.25), True, "from 0 to 1"),
        (Scale(0, 1, 0.25), "1", "from 0 to 1"),
        (Scale(0, 1, 0.25), 10**400, "from 0 to 1"),
        (Pad(), [0.5], "two numbers"),
        (Pad(), [0.5, float("inf")], "from 0 to 1"),
        (Pad(), 0.5, "two numbers"),
        (Tap(), 1e9, "from 30 to 300"),
        (Tap(), -60, "from 30 to 300"),
        (Shake(), 1.2, "from 0 to 1"),
    ],
)
def test_what_is_no_ballot_is_refused_in_words(kind: Kind, ballot: object, why: str):
    with pytest.raises(VoteRefused, match=why):
        poll(kind).read(ballot)


@pytest.mark.parametrize(
    ("kind", "ballot", "read"),
    [
        (Multiple(OPTIONS, 2), ["c", "a"], ("a", "c")),
        (Multiple(OPTIONS, 2), [], ()),
        (Ranked(OPTIONS), ["c", "a"], ("c", "a")),
        (Scale(0, 1, 0.25), 0.3, 0.25),
        (Scale(-1, 1, 0.3), 1, 0.8),
        (Pad(), [0.123, 1], (0.12, 1.0)),
        (Tap(), 119.96, 120.0),
        (Shake(), 0.426, 0.43),
    ],
)
def test_a_ballot_is_read_as_it_is_counted(kind: Kind, ballot: object, read: object):
    assert poll(kind).read(ballot) == (read, None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.sampled_from("abc"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=6,
)


@given(st.sampled_from(KINDS), JSON, JSON)
def test_whatever_comes_is_read_or_refused(kind: Kind, ballot: object, group: object):
    p = poll(kind, groups=HALL)
    try:
        vote = p.read(ballot, group)
    except VoteRefused:
        return
    assert p.vote("ada", vote, 101.0)
    assert p.outcome()["total"] == 1
    assert p.read(vote[0], vote[1]) == vote


BALLOTS: dict[str, st.SearchStrategy[Any]] = {
    "single": st.sampled_from("abc"),
    "multiple": st.lists(st.sampled_from("abc"), unique=True, max_size=2),
    "ranked": st.lists(st.sampled_from("abc"), unique=True, min_size=1),
    "scale": st.floats(0, 1),
    "pad": st.tuples(st.floats(0, 1), st.floats(0, 1)),
    "tap": st.floats(30, 300),
    "shake": st.floats(0, 1),
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@given(data=st.data())
def test_neither_the_order_of_votes_nor_a_changed_mind_shows(kind: Kind, data: Any):
    ballot = st.tuples(BALLOTS[kind.name], st.sampled_from([None, "left", "right"]))
    last = data.draw(st.dictionaries(st.integers(0, 8), ballot, max_size=8))
    first = data.draw(st.dictionaries(st.sampled_from(sorted(last) or [0]), ballot, max_size=8))
    order = data.draw(st.permutations(sorted(last)))
    plain, changed = poll(kind, groups=HALL), poll(kind, groups=HALL)
    for voter in sorted(last):
        plain.vote(str(voter), plain.read(*last[voter]), 101.0)
    for votes, voters in ((first, sorted(first.keys() & last.keys())), (last, order)):
        for voter in voters:
            changed.vote(str(voter), changed.read(*votes[voter]), 101.0)
    assert changed.outcome() == plain.outcome()
    assert plain.total == len(last)
    ended = plain.outcome()
    assert plain.standing().items() <= {**ended, "by_group": plain.standing()["by_group"]}.items()
    in_groups = sum(group["total"] for group in ended["by_group"].values())
    assert in_groups == sum(group is not None for _, group in last.values())


def test_the_halves_of_the_hall_are_counted_each():
    p = poll(groups=HALL)
    for voter, ballot, group in [
        ("a", "a", "left"),
        ("b", "a", "left"),
        ("c", "b", "right"),
        ("d", "b", None),
    ]:
        p.vote(voter, p.read(ballot, group), 101.0)
    p.vote("b", p.read("a", "right"), 101.0)
    ended = p.outcome()
    assert ended["winner"] is None
    assert ended["by_group"]["left"] == {"total": 1, "counts": {"a": 1, "b": 0, "c": 0}, "winner": "a"}
    assert ended["by_group"]["right"]["counts"] == {"a": 1, "b": 1, "c": 0}
    with pytest.raises(VoteRefused, match="group"):
        p.read("a", "balcony")


def test_outcomes_are_what_their_kind_says():
    p = poll(Ranked(OPTIONS, rule="borda"))
    for voter, ranking in enumerate(["abc"] * 40 + ["cba"] * 35 + ["bac"] * 25):
        p.vote(str(voter), p.read(list(ranking)), 101.0)
    assert p.standing()["counts"] == {"a": 40, "b": 25, "c": 35}
    ended = p.outcome()
    assert (ended["winner"], ended["points"]["b"]) == ("b", 125.0)
    p = poll(Pad())
    for voter, place in enumerate([[0.1, 0.9], [0.1, 0.9], [1, 0]]):
        p.vote(str(voter), p.read(place), 101.0)
    ended = p.outcome()
    assert ended["median"] == [0.1, 0.9]
    assert ended["cells"][0] == [2, 0, 0, 0, 0]
    assert ended["cells"][4] == [0, 0, 0, 0, 1]
    p = poll(Scale(0, 1, 0.25))
    for voter, number in enumerate([0, 0.25, 0.25, 1]):
        p.vote(str(voter), p.read(number), 101.0)
    ended = p.outcome()
    assert (ended["median"], ended["mean"]) == (0.25, 0.375)
    assert [bar["count"] for bar in ended["bars"]] == [1, 2, 0, 0, 1]
    p = poll(Tap())
    p.vote("ada", p.read(300), 101.0)
    assert [bar["count"] for bar in p.outcome()["bars"]] == [0] * 9 + [1]
    p = poll(Shake(("calm", "wild")))
    for voter, energy in enumerate([0, 0.25, 1]):
        p.vote(str(voter), p.read(energy), 101.0)
    ended = p.outcome()
    assert (ended["median"], ended["mean"]) == (0.25, 0.417)
    assert [bar["count"] for bar in ended["bars"]] == [1, 0, 1, 0, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_poll_is_read_as_it_was_described(kind: Kind):
    p = poll(kind, live=True, steers={"target": "tempo"}, groups=HALL)
    again = read_poll(p.describe(), 5.0)
    assert again.describe() == p.describe()
    assert (again.kind, again.opened) == (p.kind, 5.0)


GOOD = poll().describe()


@pytest.mark.parametrize(
    "change",
    [
        {"question": " "},
        {"question": "?" * 201},
        {"question": None},
        {"seconds": 0},
        {"seconds": float("nan")},
        {"seconds": "20"},
        {"kind": "essay"},
        {"kind": ["single"]},
        {"options": [{"id": "a", "label": "A"}]},
        {"options": [{"id": "a", "label": "A"}] * 2},
        {"options": [{"id": str(n), "label": "A"} for n in range(13)]},
        {"options": [{"id": "a", "label": ""}, {"id": "b", "label": "B"}]},
        {"options": [{"id": "a", "label": "A" * 81}, {"id": "b", "label": "B"}]},
        {"options": ["a", "b"]},
        {"options": None},
        {"kind": "multiple", "most": 0},
        {"kind": "multiple", "most": True},
        {"kind": "ranked", "rule": "dictator"},
        {"kind": "scale", "low": 1, "high": 0, "step": 1},
        {"kind": "scale", "low": 0, "high": 1, "step": 1e-9},
        {"kind": "scale", "low": 0, "high": float("inf"), "step": 1},
        {"kind": "scale", "low": 0},
        {"kind": "scale", "low": 0, "high": 1, "step": 1, "labels": ["calm"]},
        {"kind": "pad", "labels": [1, 2, 3, 4]},
        {"live": "yes"},
        {"steers": "world"},
        {"groups": [{"id": "left", "label": "Left"}]},
    ],
)
def test_a_poll_that_makes_no_sense_is_refused(change: dict[str, Any]):
    with pytest.raises(ValueError, match=r"\w+"):
        read_poll({**GOOD, **change}, 0.0)


def timed(votes: int, act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) / votes


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_five_thousand_voters_are_cheap(kind: Kind):
    ballots: dict[str, Callable[[int], object]] = {
        "single": lambda n: "abc"[n % 3],
        "multiple": lambda n: ["abc"[n % 3], "abc"[(n + 1) % 3]],
        "ranked": lambda n: ["abc"[(n + k) % 3] for k in range(3)],
        "scale": lambda n: n % 1000 / 1000,
        "pad": lambda n: [n % 97 / 97, n % 89 / 89],
        "tap": lambda n: 30 + n % 2700 / 10,
        "shake": lambda n: n % 101 / 100,
    }
    p = poll(kind)

    def vote() -> None:
        for n in range(5000):
            p.vote(str(n), p.read(ballots[kind.name](n)), 101.0)

    assert timed(5000, vote) < 0.0005
    assert timed(1, p.standing) < 0.2
    assert p.outcome()["total"] == 5000

import pytest

from antiphon.apps.polls import Urn
from antiphon.session.ballot import VoteRefused
from antiphon.session.store import Store

OPTIONS = [
    {"id": "slower", "label": "Slower"},
    {"id": "same", "label": "The same"},
    {"id": "faster", "label": "Faster"},
]


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def urn(tmp_path, clock):
    store = Store(tmp_path / "store.sqlite")
    yield Urn(store, "piece", clock)
    store.close()


def ask(urn, id="p", seconds=20):
    urn.open({"type": "poll", "id": id, "question": "How?", "options": OPTIONS, "seconds": seconds})


def test_a_person_has_one_vote_and_may_change_it(urn):
    ask(urn)
    assert urn.vote("ada", "p", "slower")
    assert urn.vote("ada", "p", "faster")
    assert not urn.vote("ada", "p", "faster")
    urn.vote("ben", "p", "faster")
    assert urn.report("p")["counts"] == {"slower": 0, "same": 0, "faster": 2}
    assert urn.votes_of("ada") == {"p": {"ballot": "faster", "group": None}}
    assert urn.votes_of("eve") == {}


def test_nobody_sees_votes_before_the_poll_closes(urn):
    ask(urn)
    urn.vote("ada", "p", "faster")
    assert "counts" not in urn.see()[0]
    closed = urn.close("p")
    assert closed == {
        "type": "poll_closed",
        "poll": "p",
        "counts": {"slower": 0, "same": 0, "faster": 1},
        "total": 1,
        "winner": "faster",
    }
    assert urn.see()[0]["counts"] == {"slower": 0, "same": 0, "faster": 1}
    assert urn.close("p") is None


def test_a_vote_that_comes_late_or_for_something_else_is_refused_kindly(urn, clock):
    with pytest.raises(VoteRefused, match="closed just before"):
        urn.vote("ada", "p", "faster")
    ask(urn)
    with pytest.raises(VoteRefused, match="no such option"):
        urn.vote("ada", "p", "louder")
    clock.now += 21
    with pytest.raises(VoteRefused, match="closed just before"):
        urn.vote("ada", "p", "faster")


def test_a_message_that_is_no_poll_is_refused_and_changes_nothing(urn):
    ask(urn)
    with pytest.raises(ValueError, match="question"):
        urn.open({"type": "poll", "id": "q", "options": OPTIONS, "seconds": 3})
    assert urn.see()[0]["id"] == "p"


KINDS = [
    ({"kind": "multiple", "options": OPTIONS, "most": 2}, ["same", "faster"], {"winner": None}),
    ({"kind": "ranked", "options": OPTIONS}, ["same", "faster"], {"winner": "same"}),
    ({"kind": "scale", "low": 0, "high": 10, "step": 1}, 7, {"median": 7.0}),
    ({"kind": "pad"}, [0.25, 1], {"median": [0.25, 1.0], "mean": [0.25, 1.0]}),
    ({"kind": "tap"}, 96.04, {"median": 96.0}),
]


@pytest.mark.parametrize(("asked", "ballot", "outcome"), KINDS, ids=[asked["kind"] for asked, _, _ in KINDS])
def test_each_kind_is_kept_and_counted(urn, tmp_path, clock, asked, ballot, outcome):
    poll = {"type": "poll", "id": "p", "question": "How?", "seconds": 20, **asked}
    urn.open(poll)
    assert urn.vote("ada", "p", ballot)
    assert not urn.vote("ada", "p", ballot)
    with pytest.raises(VoteRefused):
        urn.vote("ben", "p", {"not": "a ballot"})
    store = Store(tmp_path / "store.sqlite")
    again = Urn(store, "piece", clock)
    again.open(poll)
    assert again.votes_of("ada") == urn.votes_of("ada")
    (seen,) = again.see()
    assert seen["kind"] == asked["kind"]
    assert not outcome.keys() & seen.keys()
    closed = again.close("p")
    assert closed["total"] == 1
    assert outcome.items() <= closed.items()
    assert outcome.items() <= again.see()[0].items()
    store.close()


def test_a_live_poll_is_seen_as_it_stands_and_the_halves_of_the_hall_too(urn):
    halves = [{"id": "left", "label": "Left"}, {"id": "right", "label": "Right"}]
    poll = {"type": "poll", "id": "p", "question": "How?", "options": OPTIONS, "seconds": 20}
    urn.open({**poll, "live": True, "groups": halves})
    assert urn.is_live("p")
    urn.vote("ada", "p", "faster", "left")
    urn.vote("ben", "p", "slower", "right")
    urn.vote("cy", "p", "slower")
    (seen,) = urn.see()
    assert seen["counts"] == {"slower": 2, "same": 0, "faster": 1}
    assert seen["by_group"]["left"] == {"total": 1, "counts": {"slower": 0, "same": 0, "faster": 1}}
    assert "winner" not in seen
    assert urn.votes_of("ada") == {"p": {"ballot": "faster", "group": "left"}}
    assert urn.close("p")["by_group"]["right"]["winner"] == "slower"


def test_a_poll_is_taken_off_open_or_over(urn):
    ask(urn)
    urn.vote("ada", "p", "faster")
    urn.drop("p")
    assert urn.see() == []
    assert urn.close("p") is None
    with pytest.raises(VoteRefused, match="closed"):
        urn.vote("ada", "p", "faster")
    ask(urn, "q")
    urn.close("q")
    urn.drop("q")
    assert urn.see() == []


def test_open_polls_come_before_those_that_are_over_and_there_are_not_many(urn):
    for id in "abcdef":
        ask(urn, id)
        urn.vote("ada", id, "faster")
        if id not in "bf":
            urn.close(id)
    assert [(poll["id"], poll["open"]) for poll in urn.see()] == [
        ("f", True),
        ("b", True),
        ("e", False),
        ("d", False),
    ]
    assert urn.votes_of("ada").keys() == {"f", "b", "e", "d"}
    assert urn.newest == "f"


def test_votes_outlive_the_hub(urn, tmp_path, clock):
    ask(urn)
    urn.vote("ada", "p", "faster")
    urn.vote("ben", "p", "slower")
    store = Store(tmp_path / "store.sqlite")
    again = Urn(store, "piece", clock)
    ask(again)
    again.vote("ben", "p", "faster")
    assert again.report("p")["counts"] == {"slower": 0, "same": 0, "faster": 2}
    store.close()


@pytest.mark.parametrize(("asked", "ballot", "outcome"), KINDS, ids=[asked["kind"] for asked, _, _ in KINDS])
def test_a_poll_that_is_over_is_shown_by_another_hub_too(urn, tmp_path, clock, asked, ballot, outcome):
    poll = urn.open({"type": "poll", "id": "p", "question": "How?", "seconds": 20, **asked})
    urn.vote("ada", "p", ballot)
    closed = urn.close("p")
    figures = {key: value for key, value in closed.items() if key not in ("type", "poll")}
    store = Store(tmp_path / "store.sqlite")
    again = Urn(store, "piece", clock)
    again.recall({"type": "poll_over", **poll.describe(), **figures})
    assert [each | {"remaining": 0} for each in again.see()] == [
        each | {"remaining": 0} for each in urn.see()
    ]
    assert again.votes_of("ada") == urn.votes_of("ada")
    with pytest.raises(VoteRefused, match="closed just before"):
        again.vote("ada", "p", ballot)
    store.close()

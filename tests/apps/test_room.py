import pytest

from antiphon.apps.room import Room
from antiphon.session.ballot import VoteRefused
from antiphon.session.store import Store

OPTIONS = [
    {"id": "slower", "label": "Slower"},
    {"id": "same", "label": "The same"},
    {"id": "faster", "label": "Faster"},
]
TRANSPORT = {
    "type": "transport",
    "playing": True,
    "position": 4.0,
    "bpm": 60,
    "factor": 1.0,
    "rate": 1.0,
    "measure": 2,
    "duration": 16,
}


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def room(tmp_path, clock):
    store = Store(tmp_path / "store.sqlite")
    yield Room(store, "piece", clock)
    store.close()


def ask(room, id="p", seconds=20):
    room.open_poll({"type": "poll", "id": id, "question": "How?", "options": OPTIONS, "seconds": seconds})


def test_a_person_has_one_vote_and_may_change_it(room):
    ask(room)
    assert room.vote("ada", "p", "slower")
    assert room.vote("ada", "p", "faster")
    assert not room.vote("ada", "p", "faster")
    room.vote("ben", "p", "faster")
    assert room.report()["counts"] == {"slower": 0, "same": 0, "faster": 2}
    assert room.vote_of("ada") == {"poll": "p", "ballot": "faster", "group": None}
    assert room.vote_of("eve") is None


def test_nobody_sees_votes_before_the_poll_closes(room):
    ask(room)
    room.vote("ada", "p", "faster")
    assert "counts" not in room.frame()["poll"]
    closed = room.close_poll()
    assert closed == {
        "type": "poll_closed",
        "poll": "p",
        "counts": {"slower": 0, "same": 0, "faster": 1},
        "total": 1,
        "winner": "faster",
    }
    assert room.frame()["poll"]["counts"] == {"slower": 0, "same": 0, "faster": 1}
    assert room.close_poll() is None


def test_a_vote_that_comes_late_or_for_something_else_is_refused_kindly(room, clock):
    with pytest.raises(VoteRefused, match="closed just before"):
        room.vote("ada", "p", "faster")
    ask(room)
    with pytest.raises(VoteRefused, match="no such option"):
        room.vote("ada", "p", "louder")
    clock.now += 21
    with pytest.raises(VoteRefused, match="closed just before"):
        room.vote("ada", "p", "faster")


def test_a_message_that_is_no_poll_is_refused_and_changes_nothing(room):
    ask(room)
    with pytest.raises(ValueError, match="question"):
        room.open_poll({"type": "poll", "id": "q", "options": OPTIONS, "seconds": 3})
    assert room.frame()["poll"]["id"] == "p"


KINDS = [
    ({"kind": "multiple", "options": OPTIONS, "most": 2}, ["same", "faster"], {"winner": None}),
    ({"kind": "ranked", "options": OPTIONS}, ["same", "faster"], {"winner": "same"}),
    ({"kind": "scale", "low": 0, "high": 10, "step": 1}, 7, {"median": 7.0}),
    ({"kind": "pad"}, [0.25, 1], {"median": [0.25, 1.0], "mean": [0.25, 1.0]}),
    ({"kind": "tap"}, 96.04, {"median": 96.0}),
]


@pytest.mark.parametrize(("asked", "ballot", "outcome"), KINDS, ids=[asked["kind"] for asked, _, _ in KINDS])
def test_each_kind_is_kept_and_counted(room, tmp_path, clock, asked, ballot, outcome):
    poll = {"type": "poll", "id": "p", "question": "How?", "seconds": 20, **asked}
    room.open_poll(poll)
    assert room.vote("ada", "p", ballot)
    assert not room.vote("ada", "p", ballot)
    with pytest.raises(VoteRefused):
        room.vote("ben", "p", {"not": "a ballot"})
    store = Store(tmp_path / "store.sqlite")
    again = Room(store, "piece", clock)
    again.open_poll(poll)
    assert again.vote_of("ada") == room.vote_of("ada")
    seen = again.frame(("poll",))["poll"]
    assert seen["kind"] == asked["kind"]
    assert not outcome.keys() & seen.keys()
    closed = again.close_poll()
    assert closed["total"] == 1
    assert outcome.items() <= closed.items()
    assert outcome.items() <= again.frame(("poll",))["poll"].items()
    store.close()


def test_a_live_poll_is_seen_as_it_stands_and_the_halves_of_the_hall_too(room):
    halves = [{"id": "left", "label": "Left"}, {"id": "right", "label": "Right"}]
    poll = {"type": "poll", "id": "p", "question": "How?", "options": OPTIONS, "seconds": 20}
    room.open_poll({**poll, "live": True, "groups": halves})
    assert room.is_live
    room.vote("ada", "p", "faster", "left")
    room.vote("ben", "p", "slower", "right")
    room.vote("cy", "p", "slower")
    seen = room.frame(("poll",))["poll"]
    assert seen["counts"] == {"slower": 2, "same": 0, "faster": 1}
    assert seen["by_group"]["left"] == {"total": 1, "counts": {"slower": 0, "same": 0, "faster": 1}}
    assert "winner" not in seen
    assert room.vote_of("ada") == {"poll": "p", "ballot": "faster", "group": "left"}
    assert room.close_poll()["by_group"]["right"]["winner"] == "slower"


def test_a_poll_is_taken_off_open_or_over(room):
    ask(room)
    room.vote("ada", "p", "faster")
    room.drop_poll()
    assert room.frame()["poll"] is None
    assert room.close_poll() is None
    with pytest.raises(VoteRefused, match="closed"):
        room.vote("ada", "p", "faster")
    ask(room, "q")
    room.close_poll()
    room.drop_poll()
    assert room.frame()["poll"] is None


def test_votes_outlive_the_hub(room, tmp_path, clock):
    ask(room)
    room.vote("ada", "p", "faster")
    room.vote("ben", "p", "slower")
    store = Store(tmp_path / "store.sqlite")
    again = Room(store, "piece", clock)
    ask(again)
    again.vote("ben", "p", "faster")
    assert again.report()["counts"] == {"slower": 0, "same": 0, "faster": 2}
    store.close()


def test_time_goes_on_between_a_message_and_a_frame(room, clock):
    ask(room)
    room.set_transport(TRANSPORT)
    room.set_steered({"factor": 1.1, "position": 8, "seconds": 3.0, "measure": 3, "reason": "Faster won"})
    clock.now += 2.0
    frame = room.frame()
    assert frame["poll"]["remaining"] == 18.0
    assert frame["transport"]["position"] == 6.0
    assert frame["steering"] == {
        "factor": 1.1,
        "change": "faster",
        "measure": 3,
        "reason": "Faster won",
        "seconds": 1.0,
        "sounding": False,
    }
    room.set_steered_now({"factor": 1.1, "position": 8, "reason": "Faster won"})
    assert room.frame()["steering"]["sounding"]
    ask(room, "next")
    assert room.frame()["steering"] is None


@pytest.mark.parametrize(("factor", "change"), [(0.9, "slower"), (1.0, "same"), (1.2, "faster")])
def test_a_change_is_named_by_where_it_goes(room, factor, change):
    room.set_transport(TRANSPORT)
    room.set_steered({"factor": factor, "seconds": 1, "measure": 3, "reason": ""})
    assert room.frame()["steering"]["change"] == change


def test_phones_hear_of_the_music_what_they_cannot_guess(room, clock):
    assert room.set_transport(TRANSPORT)
    clock.now += 0.1
    assert not room.set_transport({**TRANSPORT, "position": 4.1})
    assert room.set_transport({**TRANSPORT, "position": 9.0})
    clock.now += 0.1
    assert room.set_transport({**TRANSPORT, "position": 9.1, "rate": 1.1, "factor": 1.1})
    assert room.set_transport({**TRANSPORT, "position": 9.1, "rate": 1.1, "factor": 1.1, "measure": 3})
    assert room.set_transport({**TRANSPORT, "position": 9.1, "playing": False})
    clock.now += 1
    assert not room.set_transport({**TRANSPORT, "position": 9.1, "playing": False})
    clock.now += 2
    assert room.set_transport({**TRANSPORT, "position": 9.1, "playing": False})

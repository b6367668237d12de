import pytest

from antiphon.apps.room import Room
from antiphon.session.poll import VoteRefused
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
    assert room.tally() == {"slower": 0, "same": 0, "faster": 2}
    assert room.vote_of("ada") == {"poll": "p", "option": "faster"}
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


def test_votes_outlive_the_hub(room, tmp_path, clock):
    ask(room)
    room.vote("ada", "p", "faster")
    room.vote("ben", "p", "slower")
    store = Store(tmp_path / "store.sqlite")
    again = Room(store, "piece", clock)
    ask(again)
    again.vote("ben", "p", "faster")
    assert again.tally() == {"slower": 0, "same": 0, "faster": 2}
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

"""The polls that a session knows, over a new start."""

import time

import pytest

from antiphon.lab.polls import LATEST, Polls
from antiphon.session.store import Store

POLL = {"id": "p", "question": "Which way?", "seconds": 30, "live": False}


@pytest.fixture
def start(tmp_path):
    """Start anew, with what the store keeps; what the hub is told is in `told`."""

    def make():
        polls = Polls(
            Store(tmp_path / "session.db"), "a.antiphon", told.append, lambda *_: None, lambda: None
        )
        told.clear()
        return polls

    told: list[dict] = []
    make.told = told
    return make


def test_a_poll_is_asked_on_for_the_time_that_is_left(start):
    start().ask(POLL)
    again = start()
    again.resume()
    assert [(each["id"], 25 < each["seconds"] <= 30) for each in start.told] == [("p", True)]


@pytest.mark.parametrize(("late", "counts"), [(LATEST - 60, True), (LATEST + 60, False)])
def test_one_that_ended_without_a_lab_counts_if_that_was_a_moment_ago(start, tmp_path, late, counts):
    start().ask(POLL)
    ended = {"poll": POLL, "opened": time.time() - late - 30, "closes": time.time() - late}
    Store(tmp_path / "session.db").remember("a.antiphon", "polls", {"p": ended})
    assert start().are_open is counts
    assert bool(Store(tmp_path / "session.db").remembered("a.antiphon", "polls")) is counts

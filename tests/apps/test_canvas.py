"""The canvas at a real hub: what phones see of it, what is passed on to the lab, and what is not."""

import pytest

from antiphon.session.canvas import bits

ABOUT = {
    "id": "canvas-1",
    "kind": "notes",
    "name": "Bridge",
    "mode": "direct",
    "quota": 3,
    "part": "Flute",
    "steps": 8,
    "rows": ["C4", "D4", "E4"],
    "tonics": [0],
    "measures": [[1, 0]],
    "beats": [0, 2, 4, 6],
    "length": 0.5,
    "at": 0.0,
    "held": bits([], 8),
}


@pytest.fixture
def show(hub):
    """Says, as the lab does, what is on the canvas and whose it is."""

    def tell(holders=(), whole=True, about=ABOUT, **more):
        places = [place for place, person in holders if person]
        now = {"cells": bits(places, 8), "theirs": bits(places, 8), "asked": "", "people": 1}
        told = {"about": about} if about else {}
        hub.tell("canvas", id="canvas-1", now=now, whole=whole, holders=[*map(list, holders)], **told, **more)

    return tell


def is_open(phone):
    return lambda: phone.state.get("canvas") and phone.state.get("canvas_now")


async def strokes(hub, count):
    """All that the lab was told, once it is as many."""

    def said():
        return [each for message in hub.heard("strokes") for each in message["batch"]]

    await hub.until(lambda: len(said()) >= count)
    return said()


async def test_who_comes_sees_the_canvas_and_what_of_it_is_theirs(hub, show):
    show([(17, "ada"), (33, "ben")])
    async with hub.seat("ada") as ada:
        await ada.until(is_open(ada))
        assert ada.state["canvas"] == ABOUT
        assert ada.state["canvas_now"]["cells"] == bits([17, 33], 8)
        assert ada.state["canvas_own"] == {"canvas": "canvas-1", "mine": bits([17], 8), "left": 2}


async def test_only_what_has_changed_is_told(hub, show):
    show()
    async with hub.seat("ada") as ada, hub.seat("ben") as ben:
        await ada.until(is_open(ada))
        await ben.until(is_open(ben))
        ada.replies.clear(), ben.replies.clear()
        show([(17, "ada")], whole=False, about=None)
        await ada.until(lambda: ada.state["canvas_own"]["left"] == 2)
        await ben.until(lambda: ben.state["canvas_now"]["cells"] == bits([17], 8))
        assert not any("canvas" in frame for frame in ada.replies + ben.replies)
        assert not any("canvas_own" in frame for frame in ben.replies)
        show([(17, "ben")], whole=False, about=None)
        await ada.until(lambda: ada.state["canvas_own"]["left"] == 3)
        await ben.until(lambda: ben.state["canvas_own"]["left"] == 2)


async def test_strokes_go_to_the_lab_with_who_and_nothing_beside(hub, show):
    show()
    async with hub.seat("ada") as ada:
        await ada.until(is_open(ada))
        await ada.send(type="paint", canvas="canvas-1", cell=[3, 2], on=True, person="ben", root="nodes")
        await ada.send(type="undo_mine", canvas="canvas-1")
        assert await strokes(hub, 2) == [
            {"person": "ada", "type": "paint", "cell": [3, 2], "on": True},
            {"person": "ada", "type": "undo_mine"},
        ]


async def test_of_a_batch_the_last_word_on_a_place_counts(hub, show):
    show()
    async with hub.seat("ada") as ada:
        await ada.until(is_open(ada))
        for on in (True, False, True, False):
            await ada.send(type="paint", canvas="canvas-1", cell=[0, 0], on=on)
        await ada.send(type="paint", canvas="canvas-1", cell=[1, 0], on=True)
        await hub.until(lambda: any(each["cell"] == [1, 0] for each in _all(hub)))
        assert [each["on"] for each in _all(hub) if each["cell"] == [0, 0]][-1] is False


def _all(hub):
    return [each for message in hub.heard("strokes") for each in message["batch"]]


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ({"cell": [8, 0], "on": True}, "That is not on the canvas."),
        ({"cell": [0, 3], "on": True}, "That is not on the canvas."),
        ({"cell": [0, -1], "on": True}, "That is not on the canvas."),
        ({"cell": [0, 0], "on": 1}, "That is not on the canvas."),
        ({"on": True}, "That is not on the canvas."),
        ({"type": "turn", "knob": 0, "value": 0.5}, "That is not on the canvas."),
        ({"canvas": "canvas-0", "cell": [0, 0], "on": True}, "This canvas is not open any more."),
    ],
)
async def test_what_is_outside_is_answered_with_what_is_true(hub, show, message, sentence):
    show()
    async with hub.seat("mallory") as mallory:
        await mallory.until(is_open(mallory))
        await mallory.send(**{"type": "paint", "canvas": "canvas-1"} | message)
        await mallory.until(lambda: "sorry" in mallory.state)
        [answer] = [frame for frame in mallory.replies if "sorry" in frame]
        assert answer["sorry"] == sentence
        assert answer["canvas_now"]["cells"] == bits([], 8)
        assert answer["canvas_own"]["left"] == 3
        await mallory.send(type="paint", canvas="canvas-1", cell=[0, 0], on=True)
        assert len(await strokes(hub, 1)) == 1


async def test_a_flood_does_not_reach_the_lab(hub, show):
    show()
    async with hub.seat("mallory") as mallory, hub.seat("ada") as ada:
        await mallory.until(is_open(mallory))
        for number in range(36):
            await mallory.send(type="paint", canvas="canvas-1", cell=[number % 8, number % 3], on=True)
        await mallory.until(lambda: mallory.state.get("sorry") == "That was very fast; wait a moment.")
        await ada.until(is_open(ada))
        await ada.send(type="paint", canvas="canvas-1", cell=[7, 2], on=False)
        await hub.until(lambda: any(each["person"] == "ada" for each in _all(hub)))
        assert sum(each["person"] == "mallory" for each in _all(hub)) <= 30


async def test_what_the_lab_refuses_is_said_to_who_asked(hub, show):
    show([(0, "ada")])
    async with hub.seat("ada") as ada, hub.seat("ben") as ben:
        await ada.until(is_open(ada))
        await ben.until(is_open(ben))
        refused = {"sentence": "You have changed {n} places.", "values": {"n": 3}}
        hub.tell("stroke_refused", person="ada", **refused)
        await ada.until(lambda: "sorry" in ada.state)
        assert (ada.state["sorry"], ada.state["values"]) == ("You have changed {n} places.", {"n": 3})
        show([(1, "ben")], whole=False, about=None)
        await ben.until(lambda: ben.state["canvas_own"] and ben.state["canvas_own"]["left"] == 2)
        assert "sorry" not in ben.state


async def test_a_canvas_that_is_closed_takes_nothing(hub, show):
    show()
    async with hub.seat("ada") as ada:
        await ada.until(is_open(ada))
        hub.tell("canvas", id=None)
        await ada.until(lambda: ada.state["canvas"] is None and ada.state["canvas_now"] is None)
        await ada.send(type="paint", canvas="canvas-1", cell=[0, 0], on=True)
        await ada.until(lambda: ada.state.get("sorry") == "This canvas is not open any more.")
        assert not hub.heard("strokes")
        assert ada.state["canvas_own"] is None


async def test_knobs_have_a_flag_each(hub):
    about = {"id": "canvas-1", "kind": "knobs", "name": "", "mode": "direct", "quota": 0}
    about["knobs"] = [{"name": "Cutoff"}, {"name": "Resonance"}]
    now = {"cells": "80ff", "theirs": "01", "asked": "", "people": 1}
    hub.tell("canvas", id="canvas-1", about=about, now=now, whole=True, holders=[[1, "ada"]])
    async with hub.seat("ada") as ada:
        await ada.until(is_open(ada))
        assert ada.state["canvas_own"] == {"canvas": "canvas-1", "mine": "01", "left": None}
        await ada.send(type="turn", canvas="canvas-1", knob=1, value=0.25)
        assert await strokes(hub, 1) == [{"person": "ada", "type": "turn", "knob": 1, "value": 0.25}]

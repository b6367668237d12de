"""What is steered, and asked, after a session was made anew: as after a lab that was killed, whose store is there."""

import pytest

from antiphon.lab.session import Session
from antiphon.session.role import Role
from antiphon.session.store import Store
from tests.lab import test_session as stage
from tests.lab.test_session import LINES, House, Page
from tests.lab.test_steering import ended, of, playing, value

children = stage.children


@pytest.fixture
async def start(children, tmp_path):
    """Makes a session; those before it have no time for a last word."""
    house, made = House(Store(tmp_path / "session.db")), []

    def make(attached=True) -> Session:
        made.append(Session(house, "a.antiphon"))
        if attached:
            made[-1].attach(house.room)
        return made[-1]

    yield make
    for session in made:
        await session.close()


def shown(page: Page) -> dict:
    """What a page sees of what is steered, but for what comes and goes."""
    keys = ("target", "value", "hand", "frozen", "reason")
    return {each["target"]: {key: each[key] for key in keys} for each in page.state["steering"]["targets"]}


async def test_what_is_steered_is_so_after_a_new_start(start, until):
    session = start()
    teacher, player = await playing(session, until)
    teacher.say("envelope", target="tempo", weight=0.5)
    await ended(teacher, until)
    await until(lambda: value(player) == 1.05)
    teacher.say("hand", target="gain/p1", value=-3)
    teacher.say("freeze", target="part/p2", on=True)
    teacher.say("hand", target="harmony", value="dorian")
    await until(lambda: value(player, "harmony") == "dorian" and not of(player, "harmony")["pending"])
    await until(lambda: not session._timers.waits("steering kept"))
    was = shown(player)

    again = start()
    page = Page(again, Role.TEACHER)
    assert shown(page) == was
    assert again.engine._steered == {"tempo": 1.05, "gain/p1": -3.0, "harmony": "dorian"}
    page.say("undo_steering")
    await until(lambda: of(page, "harmony") == {})
    page.say("play")
    await until(lambda: page.of("transport"))
    assert again.engine._steered == {"tempo": 1.05, "gain/p1": -3.0}
    assert shown(page) == {key: each for key, each in was.items() if key != "harmony"}


async def test_what_is_not_in_the_piece_any_more_is_as_written_and_people_are_told(start, until):
    session = start()
    teacher, player = await playing(session, until)
    teacher.say("hand", target="gain/p1", value=-3)
    teacher.say("hand", target="gain/p2", value=-6)
    await until(lambda: value(player, "gain/p2") == -6.0)
    await until(lambda: not session._timers.waits("steering kept"))
    session._house.room.lines = LINES | {"parts": {"p2": LINES["parts"]["p2"]}}
    again = start()
    page = Page(again, Role.GUEST)
    assert (of(page, "gain/p1"), value(page, "gain/p2")) == ({}, -6.0)
    assert [each["message"] for each in page.of("notice")] == [
        "Flute: level is not in the piece any more, so it is steered no more."
    ]
    await until(lambda: not again._timers.waits("steering kept"))
    session._house.room.lines = LINES
    once_more = Page(start(), Role.GUEST)
    assert (of(once_more, "gain/p1"), once_more.of("notice")) == ({}, [])


async def test_what_it_does_not_take_any_more_is_as_written(start):
    first = start()
    first._house.store.remember(
        "a.antiphon",
        "steering",
        {
            "sound/p2": {
                "name": "Bass: sound",
                "standing": {"hand": "a-preset", "audience": "a-preset", "share": 1.0},
                "frozen": False,
                "reason": "Set by Tea",
            }
        },
    )
    page = Page(start(), Role.GUEST)
    assert of(page, "sound/p2") == {}
    assert [each["message"] for each in page.of("notice")] == [
        "Bass: sound is as written again, as it does not take what it was steered to."
    ]


async def test_what_is_of_the_document_waits_for_it(start, until):
    session = start()
    teacher, player = await playing(session, until)
    teacher.say("hand", target="gain/p1", value=-3)
    teacher.say("freeze", on=True)
    await until(lambda: value(player, "gain/p1") == -3.0)
    await until(lambda: not session._timers.waits("steering kept"))
    again = start(attached=False)
    page = Page(again, Role.TEACHER)
    assert of(page, "gain/p1") == {}
    assert page.state["steering"]["frozen"]
    page.say("freeze", on=False)
    again.attach(session._house.room)
    await until(lambda: value(page, "gain/p1") == -3.0)
    assert value(Page(start(), Role.GUEST), "gain/p1") == -3.0


async def test_a_poll_that_was_open_is_asked_on_and_steers(start, until):
    session = start()
    teacher, _ = await playing(session, until)
    teacher.say("open_poll", seconds=30)
    await until(lambda: teacher.state["polls"] and teacher.state["polls"][0]["total"] == 2)
    [asked] = teacher.state["polls"]

    again = start(attached=False)
    page = Page(again, Role.TEACHER)
    await until(lambda: page.state["polls"] and page.state["polls"][0]["total"] == 2)
    [poll] = page.state["polls"]
    assert poll["id"] == asked["id"]
    assert poll["remaining"] <= asked["remaining"]
    page.say("close_poll")
    await until(lambda: page.state["results"])
    assert page.state["results"][0]["effect"] == "Tempo: × 1.1"

    once_more = Page(start(), Role.TEACHER)
    assert once_more.state["polls"] == []
    assert [(each["id"], each["effect"]) for each in once_more.state["results"]] == [
        (asked["id"], "Tempo: × 1.1")
    ]
    assert value(once_more) == 1.1
    once_more.say("drop_poll", id=asked["id"])
    assert Page(start(), Role.TEACHER).state["results"] == []


async def test_what_the_audience_may_do_stays_allowed(start):
    teacher = Page(start(attached=False), Role.TEACHER)
    teacher.say("allow", questions=True, suggestions={"part": "p2"}, gestures="shake", other="x")
    teacher.say("allow", reactions=False, gestures=None)
    session = start(attached=False)
    assert session._suggestions._aim.part == "p2"
    assert Page(session, Role.TEACHER).state["allowed"] == {
        "reactions": False,
        "questions": True,
        "suggestions": True,
        "gestures": None,
    }

"""A room writes its past: what people do, what comes from outside, and what a crash or damage took is made good."""

import logging
from types import SimpleNamespace

import pytest
from pycrdt import Doc

from antiphon.document.codec import decode, empty, encode
from antiphon.document.ydoc import YAntiphon
from antiphon.lab.history import History
from antiphon.lab.rooms import AntiphonRoom
from antiphon.session.people import Person, mint_id
from antiphon.session.role import Role
from antiphon.session.store import Store

ADA = Person(mint_id(), "Ada", Role.PLAYER, "a.antiphon")


class File(SimpleNamespace):
    """The file of a room, in memory."""

    async def maybe_save_content(self, model):
        self.text = model["content"]
        return {"last_modified": None, "hash": ""}

    async def load_content(self, *arguments):
        return {"content": self.text, "last_modified": None, "hash": ""}

    def observe(self, *arguments):
        pass

    unobserve = observe


@pytest.fixture
def file():
    text = encode({**empty(), "parts": {"p1": {"index": "a", "name": "A"}}})
    return File(file_id="piece", path="a.antiphon", text=text, last_modified=None)


@pytest.fixture
async def open_room(tmp_path, file):
    opened = []

    async def close():
        while opened:
            room, history, store = opened.pop()
            await room.stop()
            history.close()
            store.close()

    async def do():
        await close()
        history, store = History(tmp_path / "history.db"), Store(tmp_path / "session.db")
        room = AntiphonRoom(
            *("text:antiphon:piece", "text", "antiphon", file, SimpleNamespace(emit=lambda **_: None)),
            log=logging.getLogger("room"),
            save_delay=None,
            exception_handler=None,
            history=history,
            store=store,
        )
        room.ydoc_observed.set()
        await room.initialize()
        opened.append((room, history, store))
        return room, history.past

    yield do
    await close()


def edit(room, *changes):
    """Ada changes the names of parts."""
    page: Doc = Doc()
    page.apply_update(room.ydoc.get_update())
    updates: list[bytes] = []
    subscription = page.observe(lambda event: updates.append(event.update))
    for part, name in changes:
        YAntiphon(page).change("parts", part, {"name": name})
    assert subscription is not None
    for update in updates:
        room.guard.write(update, ADA)


def whose(past, room):
    return [(step.person == ADA.id, list(step.changes)) for step in past.steps(room.key, 0, 99)]


async def test_each_edit_is_a_step_and_what_comes_from_outside_is_nobodys(open_room, file):
    room, past = await open_room()
    edit(room, ("p1", "B"), ("p1", "C"))
    p1, p2 = [("parts", "p1")], [("parts", "p2")]
    assert whose(past, room) == [(True, p1), (True, p1)]
    assert past.state(room.key, 0).lines["parts  p1"].endswith('"name": "A"}'), "the file is the beginning"
    assert past.state(room.key).text == room.text
    await room.save()
    outside = decode(file.text)
    outside["parts"]["p2"] = {"index": "b", "name": "Outside"}
    file.text = encode(outside)
    await room._on_outofband_change()
    assert whose(past, room)[2:] == [(False, p2)]
    assert [(version.kind, version.step) for version in room._history.versions.of(room.key)] == [
        ("before", 2)
    ]
    room._document.change("parts", "p2", {"name": "The room's"})
    edit(room, ("p1", "D"))
    assert whose(past, room)[3:] == [(False, p2), (True, p1)], "in their order"
    assert past.state(room.key).text == room.text
    assert past.state(room.key, 1).lines["parts  p1"].endswith('"name": "B"}')


async def test_the_last_one_leaving_keeps_a_version_and_the_past_goes_on(open_room):
    room, past = await open_room()
    edit(room, ("p1", "B"))
    room, past = await open_room()
    assert [(version.kind, version.step) for version in room._history.versions.of(room.key)] == [("pause", 1)]
    assert past.head(room.key)[0] == 1, "opening it again is no step"
    edit(room, ("p1", "C"))
    assert past.head(room.key)[0] == 2


@pytest.mark.parametrize(
    "how", ["delete from steps where number > 1", "update steps set changes = 'nonsense'"]
)
async def test_a_past_that_is_behind_or_damaged_goes_on_from_the_piece_as_it_is(open_room, how):
    room, past = await open_room()
    edit(room, ("p1", "B"), ("p1", "C"))
    text = room.text
    past._database.execute(how)
    room, past = await open_room()
    assert past.state(room.key).text == room.text == text
    edit(room, ("p1", "D"))
    assert past.state(room.key).text == room.text

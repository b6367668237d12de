"""The canvas' desk beside a real document: floods, the document's size, what waits when the artist takes things back."""

import asyncio
import random
import sqlite3
import time
from types import SimpleNamespace

import pytest
from pycrdt import Doc

from antiphon.document.changes import write
from antiphon.document.codec import empty
from antiphon.document.proposal import decode_operations
from antiphon.document.ydoc import YAntiphon
from antiphon.lab.canvas_desk import AT_A_TURN, MOST_WAITING, CanvasDesk
from antiphon.lab.canvas_memory import FORGET_SECONDS
from antiphon.lab.claims import PassingClaims
from antiphon.lab.guard import Guard
from antiphon.lab.timers import Timers
from antiphon.session.people import Person
from antiphon.session.role import Role
from antiphon.session.store import Store

TEACHER = Person("antiphon-tea", "Tea", Role.TEACHER, "piece.antiphon")
OPEN = {"type": "open_canvas", "kind": "notes", "part": "p1", "from": "m1", "until": "m8", "mode": "direct"}


class Room(SimpleNamespace):
    """As much of a room as a canvas needs: a real document and its guard."""

    def __init__(self):
        super().__init__(ydoc=Doc(), room_id="x", makers={}, assignments={}, path="piece.antiphon", hands=[])
        self.document = YAntiphon(self.ydoc)
        self.document.put("parts", "p1", {"index": "a", "name": "Flute"})
        for number in range(1, 9):
            self.document.put("measures", f"m{number}", {"index": f"a{number}"})
        self.guard = Guard(self, PassingClaims())

    def edit(self, hands):
        with self.ydoc.transaction():
            for _, changes in hands:
                for change in changes:
                    write(self.ydoc, change)
        self.hands.append([person.id for person, _ in hands])

    def keep_before(self):
        pass

    def to_document(self):
        return self.document.to_document()

    @property
    def notes(self):
        return len(self.document.to_document()["events"])

    @property
    def size(self):
        return len(self.ydoc.get_update())


class Lab:
    """Desks of one piece and store, one after another; `told` is what the last one told the hub and people."""

    def __init__(self, path):
        self.store, self.room = Store(path), Room()
        self._timers = []

    def start(self, room=None):
        """A new desk, as of a lab that was started again; the one before has had no time for a last word."""

        def fail(error):
            raise error

        for timers in self._timers:
            timers.close()
        self._timers.append(Timers(fail))
        told = []
        desk = CanvasDesk(
            self.store,
            "piece.antiphon",
            self._timers[-1],
            tell=told.append,
            changed=lambda: None,
            say=told.append,
        )
        desk.room, desk.told = room or self.room, told
        return desk

    def close(self):
        for timers in self._timers:
            timers.close()


@pytest.fixture
async def lab(tmp_path):
    made = Lab(tmp_path / "session.db")
    yield made
    made.close()


@pytest.fixture
async def desk(lab):
    """A desk with a canvas of eight measures."""
    made = lab.start()
    made.open(made.room, OPEN)
    return made


def paint(person, place, on=True):
    return {"person": person, "type": "paint", "cell": [place // 8, place % 8], "on": on}


def strokes(desk, batch):
    desk.hear({"type": "strokes", "canvas": desk.told[0]["id"], "batch": batch})


async def until(condition):
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.01)


async def test_a_flood_is_taken_bit_by_bit_and_the_rest_refused(desk):
    flood = [paint(f"phone{number}", number) for number in range(64 * 8)]
    strokes(desk, flood)
    refused = [message for message in desk.told if message["type"] == "stroke_refused"]
    assert len(refused) == len(flood) - MOST_WAITING
    await until(lambda: desk.room.notes == MOST_WAITING)
    assert max(map(len, desk.room.hands)) == AT_A_TURN


async def test_what_still_waits_is_taken_back_with_the_rest(desk):
    strokes(desk, [paint("mallory", place) for place in range(100)] + [paint("ada", 200)])
    desk.obey(TEACHER, {"type": "undo_ticket", "person": "mallory"})
    await until(lambda: desk.room.notes == 1)
    strokes(desk, [paint("ada", place) for place in range(100)])
    await until(lambda: desk.room.notes > 1)
    desk.obey(TEACHER, {"type": "wipe_canvas"})
    await asyncio.sleep(0)
    assert desk.room.notes == 0
    assert desk.state(with_authors=True)["edits"] == 0


async def test_another_canvas_strokes_are_not_taken(desk):
    desk.hear({"type": "strokes", "canvas": "canvas-0", "batch": [paint("ada", 1)]})
    desk.hear({"type": "strokes", "canvas": desk.told[0]["id"], "batch": [None, {"person": 3}, "x"]})
    assert desk.room.notes == 0


async def test_ten_thousand_strokes_leave_a_small_document(desk):
    canvas, dice = desk._canvas, random.Random(1)
    before = desk.room.size
    for _ in range(10_000 // 20):
        batch = [
            paint(f"{dice.randrange(500):024x}", dice.randrange(64 * 8), dice.random() < 0.5)
            for _ in range(20)
        ]
        assert not canvas.stroke(batch)
    assert desk.room.size - before < 160_000
    desk.obey(TEACHER, {"type": "wipe_canvas"})
    assert desk.room.notes == 0
    assert desk.room.size - before < 80_000
    assert desk.room.document.to_document()["events"] == empty()["events"]


async def do(desk, *batch):
    strokes(desk, list(batch))
    await until(lambda: not desk._waiting)


async def kept(desk):
    await until(lambda: not desk._canvas._layers.unkept)


async def test_a_new_start_opens_it_as_it_was(lab, desk):
    await do(desk, paint("ada", 3), paint("ada", 4), paint("ben", 5))
    await do(desk, paint("ben", 4, on=False))
    await kept(desk)
    was = desk._canvas.news(whole=True), desk.state(with_authors=True)
    again = lab.start()
    assert again.waits
    again.attach(lab.room)
    assert not again.waits
    assert (again._canvas.news(whole=True), again.state(with_authors=True)) == was
    assert [each["name"] for each in again.state(with_authors=True)["authors"]] == ["Phone 1", "Phone 2"]
    again.obey(TEACHER, {"type": "undo_ticket", "person": "ben"})
    assert lab.room.notes == 2, "what was beneath comes out"
    await do(again, paint("cy", 9))
    assert again.state(with_authors=True)["authors"][-1]["name"] == "Phone 3"
    again.obey(TEACHER, {"type": "wipe_canvas"})
    assert lab.room.notes == 0


async def test_the_quota_outlives_a_new_start(lab):
    desk = lab.start()
    desk.open(lab.room, OPEN | {"quota": 2})
    await do(desk, paint("ada", 3), paint("ada", 4))
    await kept(desk)
    again = lab.start()
    again.attach(lab.room)
    await do(again, paint("ada", 5))
    [refused] = [each for each in again.told if each["type"] == "stroke_refused"]
    assert refused["sentence"].startswith("You have changed {n} places")


async def test_its_rows_are_those_that_it_had(lab, desk):
    rows = desk.told[0]["about"]["rows"]
    await do(desk, *(paint("ada", number * 8 + 7) for number in range(20)))
    await kept(desk)
    again = lab.start()
    again.attach(lab.room)
    assert again.told[0]["about"]["rows"] == rows
    assert again.state(with_authors=True)["edits"] == 20


async def test_what_others_changed_meanwhile_is_not_taken_back(lab, desk):
    await do(desk, paint("ada", 3), paint("ada", 4))
    await kept(desk)
    again = lab.start()
    moved, _ = sorted(lab.room.document.to_document()["events"])
    lab.room.document.change("events", moved, {"duration": "1"})
    again.attach(lab.room)
    assert again.state(with_authors=True)["edits"] == 1
    again.obey(TEACHER, {"type": "wipe_canvas"})
    assert [*lab.room.document.to_document()["events"]] == [moved]


async def test_what_was_not_kept_in_time_is_a_note_that_is_there(lab, desk):
    await do(desk, paint("ada", 3))
    await kept(desk)
    await do(desk, paint("ada", 4))
    assert desk._canvas._layers.unkept
    again = lab.start()
    again.attach(lab.room)
    assert again.state(with_authors=True)["edits"] == 1
    assert lab.room.notes == 2


async def test_what_waits_for_the_artist_goes_on_growing(lab):
    desk = lab.start()
    desk.open(lab.room, OPEN | {"mode": "reviewed"})
    await do(desk, paint("ada", 3))
    await until(lambda: lab.room.document.to_document()["proposals"])
    [id] = lab.room.document.to_document()["proposals"]
    await kept(desk)
    again = lab.start()
    again.attach(lab.room)
    assert again.state(with_authors=True)["waiting"] == 1
    await do(again, paint("ben", 4))
    await until(lambda: proposed(lab.room, id) == 2)
    assert [*lab.room.document.to_document()["proposals"]] == [id]
    lab.room.document.change("proposals", id, {"status": "rejected"})
    await until(lambda: again.state(with_authors=True)["waiting"] == 0)
    await do(again, paint("ben", 5))
    await until(lambda: len(lab.room.document.to_document()["proposals"]) == 2)
    assert proposed(lab.room, id) == 2, "what was answered is left alone"


def proposed(room, id):
    return len(decode_operations(room.document.to_document()["proposals"][id]["patch"]))


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.change("measures", "m2", {"meter": "3/4"}),
        lambda document: document.remove("measures", "m8"),
        lambda document: document.remove("parts", "p1"),
    ],
)
async def test_where_its_measures_have_changed_it_is_closed_and_people_are_told(lab, desk, change):
    await do(desk, paint("ada", 3))
    await kept(desk)
    again = lab.start()
    change(lab.room.document)
    again.attach(lab.room)
    assert again.told[-1].startswith("The audience’s canvas was closed, as ")
    assert again.state(with_authors=True) is None
    assert not lab.start().waits


async def test_what_was_closed_stays_closed(lab, desk):
    await do(desk, paint("ada", 3))
    desk.obey(TEACHER, {"type": "close_canvas"})
    again = lab.start()
    again.attach(lab.room)
    assert again.state(with_authors=True) is None
    again.open(lab.room, OPEN)
    assert again.state(with_authors=True)["edits"] == 0


async def test_what_nobody_touched_for_half_a_day_is_not_opened_again(lab, desk):
    await do(desk, paint("ada", 3))
    await kept(desk)
    lab.store.remember("piece.antiphon", "canvas", {"touched": time.time() - FORGET_SECONDS})
    again = lab.start()
    assert not again.waits
    again.attach(lab.room)
    assert again.state(with_authors=True) is None
    assert lab.room.notes == 1


async def test_a_room_that_comes_back_has_its_canvas(lab, desk):
    await do(desk, paint("ada", 3))
    desk.detach()
    assert desk.state(with_authors=True) is None
    assert desk.told[-1] == {"type": "canvas", "id": None}
    desk.attach(lab.room)
    assert desk.state(with_authors=True)["edits"] == 1


async def test_a_disk_that_takes_nothing_stops_nobody(lab, desk, monkeypatch):
    remember = lab.store.remember

    def fail(*_):
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(lab.store, "remember", fail)
    await do(desk, paint("ada", 3))
    await until(lambda: lab.room.notes == 1)
    monkeypatch.setattr(lab.store, "remember", remember)
    await kept(desk)
    again = lab.start()
    again.attach(lab.room)
    assert again.state(with_authors=True)["edits"] == 1

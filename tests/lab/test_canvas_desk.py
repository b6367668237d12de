"""The canvas' desk beside a real document: floods, the document's size, what waits when the artist takes things back."""

import asyncio
import random
from types import SimpleNamespace

import pytest
from pycrdt import Doc

from antiphon.document.changes import write
from antiphon.document.codec import empty
from antiphon.document.ydoc import YAntiphon
from antiphon.lab.canvas_desk import AT_A_TURN, MOST_WAITING, CanvasDesk
from antiphon.lab.claims import PassingClaims
from antiphon.lab.guard import Guard
from antiphon.lab.timers import Timers
from antiphon.session.people import Person
from antiphon.session.role import Role

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


@pytest.fixture
async def desk():
    """A desk with a canvas of eight measures; `told` is what it told the hub."""

    def fail(error):
        raise error

    told = []
    timers = Timers(fail)
    made = CanvasDesk(timers, tell=told.append, changed=lambda: None, say=told.append)
    made.room, made.told = Room(), told
    made.open(made.room, OPEN)
    yield made
    made.close()
    timers.close()


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

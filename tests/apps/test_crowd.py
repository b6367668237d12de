import asyncio
import json

import pytest

from antiphon.apps.allowance import Allowance
from antiphon.apps.crowd import WAITING, Crowd, Phone
from antiphon.apps.room import Room
from antiphon.session.store import Store


class Line:
    """A phone's connection that takes a text only when it is let."""

    def __init__(self, stuck: bool = False) -> None:
        self.frames: list[dict] = []
        self.free = asyncio.Event()
        if not stuck:
            self.free.set()

    async def send(self, text: str) -> None:
        await self.free.wait()
        self.frames.append(json.loads(text))


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.fixture
def room(tmp_path):
    store = Store(tmp_path / "store.sqlite")
    yield Room(store, "piece", lambda: 0.0)
    store.close()


async def test_who_comes_is_told_everything(room):
    counts: list[int] = []
    crowd, line = Crowd(room, counts.append), Line()
    room.set_now({"title": "T", "composer": "C", "people": [], "playing": False})
    phone = Phone("ada", room, line.send)
    crowd.join(phone)
    await settle()
    (frame,) = line.frames
    assert set(frame) == {"now", "transport", "poll", "steering", "score", "vote"}
    assert frame["now"]["title"] == "T"
    crowd.join(Phone("ada", room, Line().send))
    crowd.leave(phone)
    crowd.leave(phone)
    assert counts == [1, 1, 1]
    assert crowd.pages("ada") == 1


async def test_a_slow_phone_gets_the_newest_and_keeps_nobody_waiting(room):
    crowd, slow, quick = Crowd(room, lambda count: None), Line(stuck=True), Line()
    crowd.join(Phone("slow", room, slow.send))
    crowd.join(Phone("quick", room, quick.send))
    await settle()
    for number in range(50):
        room.set_now({"title": str(number), "composer": "", "people": [], "playing": False})
        crowd.show("now")
        await settle()
    assert [frame["now"]["title"] for frame in quick.frames[1:]] == [str(n) for n in range(50)]
    slow.free.set()
    await settle()
    assert len(slow.frames) == 2
    assert slow.frames[-1] == {"now": {"title": "49", "composer": "", "people": [], "playing": False}}


async def test_replies_to_a_phone_that_takes_none_are_bounded(room):
    line = Line(stuck=True)
    phone = Phone("ada", room, line.send)
    for number in range(10 * WAITING):
        phone.reply({"sorry": number})
    line.free.set()
    await settle()
    await asyncio.sleep(0)
    while len(line.frames) < WAITING:
        await asyncio.sleep(0)
    await settle()
    assert [frame["sorry"] for frame in line.frames] == list(range(9 * WAITING, 10 * WAITING))


def test_an_allowance_runs_out_and_comes_back_for_each():
    now = 0.0
    allowance = Allowance(3, 1.0, lambda: now, most=2)
    assert [allowance.take("ada") for _ in range(4)] == [True, True, True, False]
    assert allowance.take("ben")
    now = 2.0
    assert [allowance.take("ada") for _ in range(3)] == [True, True, False]
    for key in range(100):
        allowance.take(key)
    assert len(allowance._left) <= 2

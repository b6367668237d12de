import asyncio
import json

import pytest
from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from antiphon.apps.allowance import Allowance
from antiphon.apps.crowd import WAITING, Crowd, Phone
from antiphon.apps.room import Room
from antiphon.apps.wire import pack
from antiphon.session.store import Store


class Line:
    """A phone's connection that takes a message only when it is let."""

    def __init__(self, stuck: bool = False) -> None:
        self.frames: list[dict] = []
        self.messages: list[bytes] = []
        self.stuck = stuck
        self.held: asyncio.Future[None] | None = None

    def send(self, message: bytes) -> asyncio.Future[None] | None:
        assert self.held is None or self.held.done(), "it holds more than one message"
        self.messages.append(message)
        self.frames.append(read(message))
        if not self.stuck:
            return None
        self.held = asyncio.get_running_loop().create_future()
        return self.held

    def take(self) -> None:
        """Take what is held."""
        self.held.set_result(None)

    def free(self) -> None:
        """Take everything from now on."""
        self.stuck = False
        self.take()


def read(message: bytes) -> dict:
    """A message, by somebody else's reading of it."""
    reader = StreamReader()
    reader.feed_data(message)
    parsing = Frame.parse(reader.read_exact, mask=False)
    try:
        next(parsing)
    except StopIteration as end:
        frame = end.value
    assert (frame.fin, frame.opcode) == (True, Opcode.TEXT)
    return json.loads(frame.data)


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.mark.parametrize("size", [0, 100, 125, 126, 65_535, 65_536, 200_000])
def test_a_packed_frame_is_a_websocket_message(size):
    frame = {"title": "ä" * (size // 2)}
    assert read(pack(frame)) == frame


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
    for number in range(50):
        room.set_now({"title": str(number), "composer": "", "people": [], "playing": False})
        crowd.show("now")
        await settle()
    assert [frame["now"]["title"] for frame in quick.frames[1:]] == [str(n) for n in range(50)]
    assert len(slow.frames) == 1
    slow.take()
    await settle()
    room.set_steered({"factor": 1.1})
    crowd.show("steering")
    await settle()
    slow.free()
    await settle()
    assert len(slow.frames) == 3
    assert slow.frames[1] == {"now": {"title": "49", "composer": "", "people": [], "playing": False}}
    assert set(slow.frames[2]) == {"steering"}


async def test_everybody_is_written_the_same_bytes_once_a_turn(room):
    crowd, lines = Crowd(room, lambda count: None), [Line() for _ in range(3)]
    for number, line in enumerate(lines):
        crowd.join(Phone(f"person{number}", room, line.send))
    for title in ("A", "B"):
        room.set_now({"title": title, "composer": "", "people": [], "playing": False})
        crowd.show("now", "poll")
    crowd.show("steering")
    await settle()
    assert [len(line.messages) for line in lines] == [2, 2, 2]
    assert len({id(line.messages[1]) for line in lines}) == 1
    assert set(lines[0].frames[1]) == {"now", "poll", "steering"}
    assert lines[0].frames[1]["now"]["title"] == "B"


async def test_who_has_left_is_written_nothing(room):
    crowd, line = Crowd(room, lambda count: None), Line(stuck=True)
    phone = Phone("ada", room, line.send)
    crowd.join(phone)
    phone.reply({"sorry": "late"})
    crowd.leave(phone)
    line.free()
    await settle()
    assert len(line.messages) == 1


async def test_replies_to_a_phone_that_takes_none_are_bounded(room):
    line = Line(stuck=True)
    phone = Phone("ada", room, line.send)
    for number in range(10 * WAITING):
        phone.reply({"sorry": number})
    line.free()
    await settle()
    assert [frame["sorry"] for frame in line.frames] == [0, *range(9 * WAITING, 10 * WAITING)]


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

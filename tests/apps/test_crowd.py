import asyncio
import json
from functools import partial

import pytest
from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from antiphon.apps.allowance import Allowance
from antiphon.apps.crowd import TURN, WAITING, Crowd, Phone
from antiphon.apps.feature import Feature
from antiphon.apps.scene import Scene
from antiphon.apps.wire import pack


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


class Board(Feature):
    """Shows what it is given, and everybody their name."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.shared = {key: partial(self.values.get, key) for key in ("now", "poll", "steering")}
        self.own = {"name": lambda person: person}


@pytest.fixture
def board():
    return Board()


@pytest.fixture
def scene(board):
    return Scene([board])


async def test_who_comes_is_told_everything(scene, board):
    counts: list[int] = []
    crowd, line = Crowd(scene, counts.append), Line()
    board.values["now"] = "T"
    phone = Phone("ada", scene, line.send)
    crowd.join(phone)
    await settle()
    (frame,) = line.frames
    assert frame == {"now": "T", "poll": None, "steering": None, "name": "ada"}
    crowd.join(Phone("ada", scene, Line().send))
    crowd.leave(phone)
    crowd.leave(phone)
    assert counts == [1, 1, 1]
    assert crowd.pages("ada") == 1


async def test_a_slow_phone_gets_the_newest_and_keeps_nobody_waiting(scene, board):
    crowd, slow, quick = Crowd(scene, lambda count: None), Line(stuck=True), Line()
    crowd.join(Phone("slow", scene, slow.send))
    crowd.join(Phone("quick", scene, quick.send))
    for number in range(50):
        board.values["now"] = str(number)
        crowd.show("now")
        await settle()
    assert [frame["now"] for frame in quick.frames[1:]] == [str(n) for n in range(50)]
    assert len(slow.frames) == 1
    slow.take()
    await settle()
    board.values["steering"] = "faster"
    crowd.show("steering")
    await settle()
    slow.free()
    await settle()
    assert len(slow.frames) == 3
    assert slow.frames[1] == {"now": "49"}
    assert set(slow.frames[2]) == {"steering"}


async def test_who_catches_up_while_others_are_told_sees_nothing_older_afterwards(scene, board):
    crowd, slow = Crowd(scene, lambda count: None), Line(stuck=True)
    for number in range(TURN):
        crowd.join(Phone(f"person{number}", scene, Line().send))
    crowd.join(Phone("slow", scene, slow.send))
    board.values["now"] = "old"
    crowd.show("now")
    await settle()
    board.values["now"] = "packed"

    def change() -> None:
        board.values["now"] = "new"
        crowd.show("now")

    # One after another: it is packed, it changes, the slow phone catches up, and then is its turn.
    crowd.show("now", "poll")
    asyncio.get_running_loop().call_soon(change)
    slow.free()
    await settle()
    assert [frame.get("now") for frame in slow.frames[1:]].count("packed") == 0
    assert slow.frames[-1]["now"] == "new"
    assert any("poll" in frame for frame in slow.frames[1:])


async def test_everybody_is_written_the_same_bytes_once_a_turn(scene, board):
    crowd, lines = Crowd(scene, lambda count: None), [Line() for _ in range(3)]
    for number, line in enumerate(lines):
        crowd.join(Phone(f"person{number}", scene, line.send))
    for title in ("A", "B"):
        board.values["now"] = title
        crowd.show("now", "poll")
    crowd.show("steering")
    await settle()
    assert [len(line.messages) for line in lines] == [2, 2, 2]
    assert len({id(line.messages[1]) for line in lines}) == 1
    assert set(lines[0].frames[1]) == {"now", "poll", "steering"}
    assert lines[0].frames[1]["now"] == "B"


async def test_who_has_left_is_written_nothing(scene):
    crowd, line = Crowd(scene, lambda count: None), Line(stuck=True)
    phone = Phone("ada", scene, line.send)
    crowd.join(phone)
    phone.reply({"sorry": "late"})
    crowd.leave(phone)
    line.free()
    await settle()
    assert len(line.messages) == 1


async def test_replies_to_a_phone_that_takes_none_are_bounded(scene):
    line = Line(stuck=True)
    phone = Phone("ada", scene, line.send)
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
    assert [allowance.reserve("ada", 2.0) for _ in range(3)] == [1.0, 2.0, None]
    assert not allowance.take("ada")
    now = 5.0
    assert allowance.take("ada")
    for key in range(100):
        allowance.take(key)
    assert len(allowance._left) <= 2

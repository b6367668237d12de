"""A real hub in a process of its own, and people who come with real requests and sockets."""

import asyncio
import http.client
import json
import logging
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from tornado.web import create_signed_value
from websockets.asyncio.client import connect

from antiphon.apps.admission import cookie_name
from antiphon.session.pipe import Child
from antiphon.session.share import find

LOG = logging.getLogger("test")
SECRET = "a secret of the test"
PIECE = "pieces/test.antiphon"
TEMPO = [
    {"id": "slower", "label": "Slower"},
    {"id": "same", "label": "The same"},
    {"id": "faster", "label": "Faster"},
]


async def until(condition, seconds: float = 20.0):
    """What `condition` returns once it is true."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.01)
    return value


class Answer:
    def __init__(self, status: int, headers, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def cookie(self) -> str:
        return (self.headers["Set-Cookie"] or "").split(";")[0]


class Hub:
    """The hub's process as the lab has it, and as people reach it."""

    def __init__(self, child: Child, said: list[dict], notebook: Path) -> None:
        self.child, self.said, self.notebook = child, said, notebook
        self.host = f"127.0.0.1:{child.ready['port']}"
        self.ticket = child.ready["ticket"]

    def tell(self, type: str, **message) -> None:
        self.child.send({"type": type, **message})

    def heard(self, type: str) -> list[dict]:
        return [message for message in self.said if message["type"] == type]

    async def get(self, path: str, cookie: str = "", address: str = "127.0.0.1", **headers: str) -> Answer:
        """What the hub answers to somebody who comes from an address."""

        def fetch() -> Answer:
            connection = http.client.HTTPConnection(self.host, timeout=60, source_address=(address, 0))
            with closing(connection):
                connection.request("GET", path, headers={"Cookie": cookie, **headers})
                response = connection.getresponse()
                return Answer(response.status, response.headers, response.read())

        return await asyncio.to_thread(fetch)

    def cookie(self, person: str) -> str:
        """The cookie that the hub gave to `person`."""
        name = cookie_name(self.child.ready["port"])
        return f"{name}={create_signed_value(SECRET, name, person).decode()}"

    def connect(self, cookie: str, origin: str | None = None):
        return connect(
            f"ws://{self.host}/ws",
            additional_headers={"Cookie": cookie},
            origin=origin or f"http://{self.host}",
            proxy=None,
        )

    async def raw(self, person: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A bare connection of somebody, whose messages nobody reads before the test does."""
        host, port = self.host.split(":")
        reader, writer = await asyncio.open_connection(host, int(port), limit=2**28)
        # asyncio would read ahead.
        writer.transport.pause_reading()
        writer.write(
            f"GET /ws HTTP/1.1\r\nHost: {self.host}\r\nOrigin: http://{self.host}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {'A' * 22}==\r\nSec-WebSocket-Version: 13\r\n"
            f"Cookie: {self.cookie(person)}\r\n\r\n".encode()
        )
        return reader, writer

    def seat(self, person: str) -> "Seat":
        """`async with hub.seat(person) as phone`: somebody's page connects."""
        return Seat(self, person)

    @staticmethod
    async def until(condition, seconds: float = 20.0):
        """What `condition` returns once it is true."""
        return await until(condition, seconds)

    def open_poll(self, id: str = "p1", seconds: float = 30.0) -> None:
        self.tell(
            "poll",
            id=id,
            question="How shall it go on?",
            options=TEMPO,
            seconds=seconds,
            steers={"target": "tempo", "by": {"slower": -1, "same": 0, "faster": 1}},
        )

    def steer(self, type: str = "steered", **more) -> None:
        """The tempo becomes faster, as the lab tells it."""
        said = {"target": "tempo", "name": "Tempo", "value": 1.1, "said": "× 1.1", "before": 1.0}
        self.tell(type, **said | {"change": "faster", "reason": "Faster won", "poll": "p1", **more})


class Phone:
    """A connection, and the state of the page behind it."""

    def __init__(self, socket) -> None:
        self.socket = socket
        self.state: dict = {}
        self.replies: list[dict] = []

    async def until(self, condition):
        while not (value := condition()):
            frame = json.loads(await asyncio.wait_for(self.socket.recv(), 20))
            self.state |= frame
            self.replies.append(frame)
        return value

    async def reply(self, key: str):
        await self.until(lambda: any(key in frame for frame in self.replies))
        return next(frame[key] for frame in self.replies if key in frame)

    @property
    def poll(self) -> dict:
        """The poll on top; empty where there is none."""
        return (self.state["polls"] or [{}])[0]

    def vote(self, id: str = "p1") -> dict:
        """The own vote in a poll; empty where there is none."""
        return self.state["votes"].get(id, {})

    async def send(self, **message) -> None:
        await self.socket.send(json.dumps(message))


class Seat:
    def __init__(self, hub: Hub, person: str) -> None:
        self.hub, self.person = hub, person

    async def __aenter__(self) -> Phone:
        self.socket = await self.hub.connect(self.hub.cookie(self.person))
        phone = Phone(self.socket)
        await phone.until(lambda: "votes" in phone.state)
        return phone

    async def __aexit__(self, *_) -> None:
        await self.socket.close()


@pytest.fixture
def notebook(tmp_path) -> Path:
    """The audience's notebook, in a copy that a test may edit; the stage's lies beside it."""
    for name in ("audience.ipynb", "stage.ipynb"):
        (tmp_path / name).write_bytes((find("apps") / name).read_bytes())
    return tmp_path / "audience.ipynb"


@pytest.fixture
def start_message(tmp_path, notebook):
    """Makes the lab's first message."""

    def make(port: int = 0) -> dict:
        return {
            "type": "start",
            "address": "127.0.0.1",
            "port": port,
            "secret": SECRET,
            "store": str(tmp_path / "store.sqlite"),
            "notebooks": {"audience": str(notebook), "stage": str(notebook.with_name("stage.ipynb"))},
            "piece": PIECE,
        }

    return make


@pytest.fixture
async def start(start_message, notebook):
    """Starts hubs; they are stopped at the end."""
    hubs = []

    async def begin(port: int = 0) -> Hub:
        said: list[dict] = []
        child = await Child.start(
            [sys.executable, "-m", "antiphon.apps.hub"],
            start_message(port),
            LOG,
            on_message=said.append,
        )
        hubs.append(Hub(child, said, notebook))
        return hubs[-1]

    yield begin
    for hub in hubs:
        await hub.child.stop()


@pytest.fixture
async def hub(start) -> Hub:
    return await start()

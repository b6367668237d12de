"""Chaos with real processes: servers killed, sockets cut and disks full, while five peers write.

Each peer writes notes and asks after each whether it is kept. At the end every note that was said to be kept is in the
file, with what was written into it, and nothing is there twice or beyond what was written.
"""

import asyncio
import contextlib
import json
import random
import resource
from dataclasses import dataclass, field

import httpx
import pytest
import websockets

from antiphon.cli.lab_process import LabProcess, free_port
from antiphon.document.codec import decode, empty, encode
from antiphon.document.peer import PeerError, RoomPeer
from antiphon.document.ydoc import YAntiphon
from antiphon.lab.history import History

ROUNDS = ["kill"] * 6 + ["cut"] * 11 + ["disk"] * 11 + ["disk, then kill"] * 2
PEERS = 5
PIECE = "piece.antiphon"
ADDRESS = "127.0.0.1"
PITCHES = ("C4", "D4", "E4", "F4", "G4")

pytestmark = pytest.mark.timeout(300)


class Wire:
    """What a peer's connections go through, to be cut: a TCP relay to the lab."""

    def __init__(self, port: int) -> None:
        self._lab = port
        self._ends: set[asyncio.StreamWriter] = set()

    async def lay(self) -> str:
        self._server = await asyncio.start_server(self._relay, ADDRESS, 0)
        return f"http://{ADDRESS}:{self._server.sockets[0].getsockname()[1]}/"

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ends = {writer}
        self._ends |= ends
        with contextlib.suppress(OSError):
            from_lab, to_lab = await asyncio.open_connection(ADDRESS, self._lab)
            ends |= {to_lab}
            self._ends |= ends
            both = [asyncio.ensure_future(_pump(*ways)) for ways in ((reader, to_lab), (from_lab, writer))]
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            for way in both:
                way.cancel()
        for end in ends:
            end.transport.abort()
        self._ends -= ends

    def cut(self) -> int:
        """Cut what is connected now.

        Returns:
            How many ends there were.
        """
        cut = len(self._ends)
        for end in self._ends:
            end.transport.abort()
        return cut

    def close(self) -> None:
        self._server.close()
        self.cut()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()


@dataclass
class Writer:
    """A peer that writes notes of its own, and changes its last but one.

    Attributes:
        written: What it wrote into each of its notes, the last value each.
        kept: Those of it that the server said are kept.
        unkept: What it was told where something was not.
    """

    name: str
    peer: RoomPeer
    wire: Wire
    written: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    unkept: list[str] = field(default_factory=list)
    stopping: bool = False

    async def write(self) -> None:
        while not self.stopping:
            number = len(self.written)
            self._note(f"{self.name}-{number}", PITCHES[number % len(PITCHES)])
            if number > 1:
                self._note(f"{self.name}-{number - 2}", "B4")
            written = dict(self.written)
            try:
                await self.peer.keep()
            except PeerError as error:
                self.unkept.append(str(error))
            else:
                self.kept = written
            await asyncio.sleep(0.02)

    def _note(self, id: str, pitch: str) -> None:
        note = {"kind": "note", "part": "p1", "measure": "m1", "onset": "0", "duration": "1", "pitch": pitch}
        self.peer.doc.put("events", id, note)
        self.written[id] = pitch


class Watcher:
    """A page's session socket: it comes back, and remembers what is said of the disk."""

    def __init__(self, url: str, token: str) -> None:
        self._url = f"ws{url.removeprefix('http')}antiphon/session?path={PIECE}"
        self._token = token
        self.status = ""
        self.messages: list[str] = []

    async def watch(self) -> None:
        headers = {"Authorization": f"token {self._token}"}
        while True:
            with contextlib.suppress(OSError, websockets.WebSocketException):
                async with websockets.connect(self._url, additional_headers=headers, proxy=None) as socket:
                    async for text in socket:
                        self._hear(json.loads(text))
            self.status = ""
            await asyncio.sleep(0.1)

    def _hear(self, message: dict) -> None:
        if message["type"] == "state":
            self.status = message["storage"]["status"]
            if message["storage"]["message"]:
                self.messages.append(message["storage"]["message"])


class House:
    """The lab, killed and started again at one port."""

    def __init__(self, home, monkeypatch) -> None:
        self.root, self.state, self._log = home / "root", home / "state", home / "lab.log"
        self.root.mkdir()
        for name in ("CONFIG", "DATA", "RUNTIME"):
            (home / name.lower()).mkdir()
            monkeypatch.setenv(f"JUPYTER_{name}_DIR", str(home / name.lower()))
        monkeypatch.setenv("HOME", str(home))
        self.port = free_port(ADDRESS, 0)
        document = empty()
        document["parts"]["p1"] = {"index": "a", "name": "Flute"}
        document["measures"]["m1"] = {"index": "a"}
        self.file = self.root / PIECE
        self.file.write_text(encode(document))

    def start(self) -> None:
        self.lab = LabProcess.start(
            self.root,
            self._log,
            ADDRESS,
            self.port,
            options=(
                f"--AntiphonApp.state_dir={self.state}",
                "--YDocExtension.document_save_delay=0.3",
                "--ServerApp.jpserver_extensions={'antiphon.lab': True, 'jupyter_server_ydoc': False, "
                "'notebook_shim': False, 'jupyter_lsp': False, 'voila.server_extension': False}",
                "--LabApp.news_url=None",
            ),
            token="the-owners-token",
        )

    async def kill(self) -> None:
        self.lab.process.kill()
        self.lab.process.wait()
        await asyncio.to_thread(self.start)

    def fill_disk(self) -> None:
        """Make each write to a file fail, as it does without room: the limit is that of a file's size."""
        resource.prlimit(self.lab.process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    def free_disk(self) -> None:
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(self.lab.process.pid, resource.RLIMIT_FSIZE, unlimited)

    def ticket(self, name: str) -> str:
        answer = httpx.post(
            f"{self.lab.server.url}antiphon/invites",
            json={"role": "player", "name": name, "path": PIECE},
            headers=self.lab.server.headers,
            trust_env=False,
        )
        return httpx.URL(answer.raise_for_status().json()["link"]).params["ticket"]


@pytest.fixture
def house(tmp_path, monkeypatch):
    made = House(tmp_path, monkeypatch)
    made.start()
    yield made
    made.lab.stop()


async def test_what_was_said_to_be_kept_is_in_the_file(house, until):
    chance = random.Random(3)
    rounds = chance.sample(ROUNDS, len(ROUNDS))
    assert len(rounds) >= 30
    async with contextlib.AsyncExitStack() as stack:
        writers = [await enter(stack, house, f"peer{number}") for number in range(PEERS)]
        watchers = [
            Watcher(house.lab.server.url, token)
            for token in (house.lab.server.token, house.ticket("Watcher"))
        ]
        tasks = [asyncio.ensure_future(watcher.watch()) for watcher in watchers]
        writing = [asyncio.ensure_future(writer.write()) for writer in writers]
        for kind in rounds:
            await until(lambda: all(watcher.status == "kept" for watcher in watchers), 40)
            await happen(kind, house, writers, watchers, chance, until)
            before = [len(writer.kept) for writer in writers]
            await until(lambda before=before: all_beyond([w.kept for w in writers], before), 40)
        for writer in writers:
            writer.stopping = True
        await asyncio.gather(*writing)
        for writer in writers:
            await writer.peer.keep()
        written = {id: pitch for writer in writers for id, pitch in writer.written.items()}
        await until(lambda: all(notes(w.peer.doc) == written for w in writers), 40)
        await until(lambda: all(watcher.status == "kept" for watcher in watchers), 40)
        for task in tasks:
            task.cancel()
    house.lab.stop()
    assert notes(house.file.read_text()) == written
    assert all(writer.kept for writer in writers)
    assert from_history(house) == house.file.read_text()
    assert all(any("cannot write to its disk" in message for message in w.messages) for w in watchers)
    assert any("cannot write to its disk" in message for writer in writers for message in writer.unkept)


async def enter(stack, house, name: str) -> Writer:
    wire = Wire(house.port)
    url = await wire.lay()
    stack.callback(wire.close)
    peer = RoomPeer(url, PIECE, house.ticket(name), name=name)
    return Writer(name, await stack.enter_async_context(peer), wire)


async def happen(kind, house, writers, watchers, chance, until) -> None:
    match kind:
        case "kill":
            await house.kill()
        case "cut":
            await until(chance.choice(writers).wire.cut)
        case "disk" | "disk, then kill":
            told = [len(watcher.messages) for watcher in watchers]
            house.fill_disk()
            await until(lambda: all_beyond([w.messages for w in watchers], told), 40)
            if kind == "disk":
                house.free_disk()
            else:
                await house.kill()


def all_beyond(things: list, before: list[int]) -> bool:
    """Whether each has more than it had."""
    return all(len(has) > had for has, had in zip(things, before, strict=True))


def notes(document) -> dict[str, str]:
    content = decode(document) if isinstance(document, str) else document.to_document()
    return {id: event["pitch"] for id, event in content["events"].items()}


def from_history(house) -> str:
    """The document as the history alone has it."""
    history = History(house.state / "history.db")
    ((room,),) = history._database.execute("select room from rooms").fetchall()
    document = YAntiphon()
    for update in history.updates(room):
        document.ydoc.apply_update(update)
    return document.get()

"""The room peer, against a real Jupyter server with real collaboration rooms."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from antiphon.document.codec import decode
from antiphon.document.peer import PeerError, RoomPeer
from antiphon.document.protocol import ending

PIECE = (Path(__file__).parent.parent / "fixtures" / "codec" / "every_root.antiphon").read_text(
    encoding="utf-8"
)
NOTE = {"kind": "note", "part": "p1", "measure": "m1", "onset": "0", "duration": "1", "pitch": "C4"}
TOKEN = "a-token-for-tests"
EXTENSIONS = {"jupyter_server_ydoc": True, "jupyter_server_fileid": True, "antiphon.lab": False}
"""The stock rooms: ours, which take the same routes, have tests of their own."""


class Server:
    """A Jupyter server in its own folder, on its own port, that can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "root"
        self.root.mkdir()
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self.log = (folder / "log").open("w")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {
            **os.environ,
            "JUPYTER_CONFIG_DIR": str(self.folder / "config"),
            "JUPYTER_RUNTIME_DIR": str(self.folder / "runtime"),
            "JUPYTER_DATA_DIR": str(self.folder / "data"),
        }
        settings = {
            "ServerApp.port": self.port,
            "ServerApp.port_retries": 0,
            "ServerApp.root_dir": self.root,
            "ServerApp.jpserver_extensions": EXTENSIONS,
            "IdentityProvider.token": TOKEN,
            "YDocExtension.document_save_delay": 0.05,
            "SQLiteYStore.db_path": self.folder / "ystore.db",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", "--allow-root", "--no-browser"]
            + [f"--{name}={value}" for name, value in settings.items()],
            cwd=self.folder,
            env=environment,
            stdout=self.log,
            stderr=self.log,
        )

    async def answers(self) -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            async with asyncio.timeout(60):
                while True:
                    assert self.process
                    assert self.process.poll() is None, (self.folder / "log").read_text()
                    try:
                        if (await client.get(f"{self.url}api/status?token={TOKEN}")).is_success:
                            return
                    except httpx.TransportError:
                        await asyncio.sleep(0.05)

    def kill(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    running = Server(folder)
    running.start()
    yield running
    running.kill()


@pytest.fixture
async def piece(server: Server, request: pytest.FixtureRequest) -> str:
    await server.answers()
    name = f"{request.node.name}.antiphon"
    (server.root / name).write_text(PIECE, encoding="utf-8")
    return name


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.01)


async def test_a_peer_finds_the_file_and_another_peer_what_it_wrote(server: Server, piece: str) -> None:
    heard: list[frozenset[str]] = []
    async with RoomPeer(server.url, piece, TOKEN, on_change=heard.append) as one:
        assert one.synced.is_set()
        assert one.doc.get() == PIECE
        async with RoomPeer(server.url, piece, TOKEN, name="Ada") as two:
            heard.clear()
            two.doc.change("events", "n1", {"pitch": "A4"})
            await until(lambda: one.doc.to_document()["events"]["n1"]["pitch"] == "A4")
            one.doc.put("events", "n2", NOTE)
            await until(lambda: "n2" in two.doc.to_document()["events"])
        assert heard == [frozenset({"events"}), frozenset({"events"})]
        expected = one.doc.get()
    saved = server.root / piece
    await until(lambda: saved.read_text(encoding="utf-8") == expected)


async def test_the_last_word_before_leaving_arrives(server: Server, piece: str) -> None:
    async with RoomPeer(server.url, piece, TOKEN) as peer:
        peer.doc.change("meta", "", {"title": "last"})
    saved = server.root / piece
    await until(lambda: decode(saved.read_text(encoding="utf-8"))["meta"].get("title") == "last")


async def test_what_arrives_is_not_sent_back(server: Server, piece: str) -> None:
    async with RoomPeer(server.url, piece, TOKEN) as one, RoomPeer(server.url, piece, TOKEN) as two:
        sent: list[bytes] = []
        put, two._outbox.put_nowait = two._outbox.put_nowait, sent.append  # type: ignore[method-assign]
        one.doc.change("events", "n1", {"pitch": "B4"})
        await until(lambda: two.doc.to_document()["events"]["n1"]["pitch"] == "B4")
        assert sent == []
        two._outbox.put_nowait = put  # type: ignore[method-assign]


@asynccontextmanager
async def broken_line(server: Server) -> AsyncIterator[tuple[str, Callable[[], None]]]:
    """A way to the server that can be cut; gives its address and the scissors."""
    lines: set[asyncio.Task[None]] = set()
    writers: list[asyncio.StreamWriter] = []

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)
        writer.close()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", server.port)
        writers.extend((writer, there_writer))
        for source, target in ((reader, there_writer), (there_reader, writer)):
            task = asyncio.create_task(pump(source, target))
            lines.add(task)
            task.add_done_callback(lines.discard)

    def cut() -> None:
        for writer in writers:
            writer.transport.abort()
        writers.clear()

    listener = await asyncio.start_server(accept, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}", cut
    finally:
        cut()
        listener.close()
        await asyncio.gather(*lines, return_exceptions=True)


async def test_a_broken_connection_is_made_anew_and_both_sides_catch_up(server: Server, piece: str) -> None:
    resets: list[str] = []
    async with (
        broken_line(server) as (address, cut),
        RoomPeer(server.url, piece, TOKEN) as one,
        RoomPeer(address, piece, TOKEN, on_reset=resets.append) as two,
    ):
        doc = two.doc
        cut()
        await until(lambda: not two.synced.is_set())
        two.doc.put("events", "offline", NOTE)
        one.doc.put("events", "meanwhile", NOTE)
        await until(lambda: "meanwhile" in two.doc.to_document()["events"])
        await until(lambda: "offline" in one.doc.to_document()["events"])
        assert one.doc.get() == two.doc.get()
        assert two.doc is doc
        assert resets == []


async def test_a_server_started_anew_is_joined_with_a_fresh_document(server: Server, piece: str) -> None:
    resets: list[str] = []
    heard: list[frozenset[str]] = []
    async with RoomPeer(server.url, piece, TOKEN, on_change=heard.append, on_reset=resets.append) as peer:
        peer.doc.change("meta", "", {"title": "kept"})
        saved = server.root / piece
        await until(lambda: '"kept"' in saved.read_text(encoding="utf-8"))
        text, old = peer.doc.get(), peer.doc
        server.kill()
        await until(lambda: not peer.synced.is_set())
        server.start()
        await server.answers()
        await asyncio.wait_for(peer.synced.wait(), 30)
        assert peer.doc is not old
        assert peer.doc.get() == text
        assert resets == ["the server was started anew"]
        heard.clear()
        peer.doc.change("meta", "", {"title": "again"})
        assert heard == [frozenset({"meta"})]
        await until(lambda: '"again"' in saved.read_text(encoding="utf-8"))


async def test_peers_see_who_is_here(server: Server, piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("antiphon.document.peer.HEARTBEAT", 0.2)

    def names(peer: RoomPeer) -> set[str]:
        return {user["name"] for user in peer.people.values()}

    met: list[bool] = []
    async with (
        broken_line(server) as (address, cut),
        RoomPeer(address, piece, TOKEN, name="Ada", on_people=lambda: met.append(True)) as one,
    ):
        async with RoomPeer(server.url, piece, TOKEN, name="Ben") as two:
            await until(lambda: names(one) == names(two) == {"Ada", "Ben"})
            cut()
            await until(lambda: not one.synced.is_set())
            await until(lambda: names(one) == names(two) == {"Ada", "Ben"})
        await until(lambda: names(one) == {"Ada"})
        assert met


async def test_a_failing_listener_does_not_cost_the_connection(server: Server, piece: str) -> None:
    def fail(roots: frozenset[str]) -> None:
        raise RuntimeError("on purpose")

    async with RoomPeer(server.url, piece, TOKEN, on_change=fail) as peer:
        assert peer.doc.get() == PIECE


async def test_a_file_that_is_not_there_is_said_at_once(server: Server, piece: str) -> None:
    with pytest.raises(PeerError, match=r"gone\.antiphon.*no such file"):
        async with RoomPeer(server.url, "gone.antiphon", TOKEN):
            pass


async def test_a_wrong_token_is_said_at_once(server: Server, piece: str) -> None:
    with pytest.raises(PeerError, match="403"):
        async with RoomPeer(server.url, piece, "wrong"):
            pass


async def test_a_damaged_file_is_said_and_left_alone(server: Server, piece: str) -> None:
    damaged = PIECE.replace("F#4", "H4")
    (server.root / piece).write_text(damaged, encoding="utf-8")
    with pytest.raises(PeerError, match="cannot be joined"):
        async with RoomPeer(server.url, piece, TOKEN, timeout=1.5):
            pass
    assert (server.root / piece).read_text(encoding="utf-8") == damaged


@pytest.mark.parametrize(
    ("code", "reason", "kind", "words"),
    [
        (1003, '{"reason":"unknown_session","reloadable":true}', "StaleError", "unknown_session"),
        (1003, "", "StaleError", "asks for it"),
        (1003, '{"reason":"initialization_error","errorReason":"Damaged"}', "RefusedError", "Damaged"),
        (4404, "Error initializing: x.", "RefusedError", "no such file"),
        (4500, "Error initializing: x.", "RefusedError", "initializing: x"),
        (1006, "", "ConnectionError", "1006"),
        (None, "", "ConnectionError", "None"),
    ],
)
def test_the_end_of_a_connection_says_whether_to_come_back(
    code: int | None, reason: str, kind: str, words: str
) -> None:
    error = ending(code, reason)
    assert type(error).__name__ == kind
    assert words in str(error)


async def test_no_server_is_said_after_the_timeout() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(PeerError, match="cannot be joined"):
            async with RoomPeer(address, "x.antiphon", TOKEN, timeout=0.3):
                pass

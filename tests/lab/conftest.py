import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import websockets
from pycrdt import Doc, create_sync_message, create_update_message, handle_sync_message

from antiphon.document.codec import empty, encode
from antiphon.document.ydoc import YAntiphon

TOKEN = "the-servers-own-token"
PIECE = "piece.antiphon"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Lab:
    """A real server in a process of its own, with its own home; with the page of JupyterLab, or without."""

    def __init__(self, home: Path, *arguments: str, page: bool = False) -> None:
        self.root = home / "root"
        self.root.mkdir(parents=True, exist_ok=True)
        self.home = home
        self.port = free_port()
        self.arguments = arguments
        self.token = TOKEN
        self.page = page
        self.log = home / "lab.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        folders = {name: str(self.home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
        (self.home / "data").mkdir(exist_ok=True)
        extensions = {"antiphon.lab": True, "jupyter_server_ydoc": False}
        if not self.page:
            extensions |= dict.fromkeys(
                ("jupyterlab", "notebook_shim", "jupyter_lsp", "voila.server_extension"), False
            )
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "jupyterlab" if self.page else "jupyter_server"),
                    *("--no-browser", "--allow-root"),
                    f"--ServerApp.root_dir={self.root}",
                    "--ServerApp.ip=127.0.0.1",
                    f"--ServerApp.port={self.port}",
                    "--ServerApp.port_retries=0",
                    f"--IdentityProvider.token={self.token}",
                    f"--ServerApp.jpserver_extensions={extensions}",
                    "--LabApp.news_url=None",
                    *self.arguments,
                ],
                env={
                    **os.environ,
                    **{f"JUPYTER_{name}_DIR": folder for name, folder in folders.items()},
                    "HOME": str(self.home),
                    "JUPYTER_PLATFORM_DIRS": "0",
                },
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/api", trust_env=False, timeout=5).is_success:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def client(self, token: str | None = TOKEN) -> httpx.AsyncClient:
        headers = {"Authorization": f"token {token}"} if token else {}
        return httpx.AsyncClient(base_url=self.url, headers=headers, trust_env=False, timeout=20)

    def write(self, text: str = encode(empty()), name: str = PIECE) -> Path:
        path = self.root / name
        path.write_text(text)
        return path

    async def ticket(self, role: str, name: str | None = "Ada", path: str = PIECE) -> str:
        async with self.client() as client:
            body = {"role": role, "path": path} | ({"name": name} if name else {})
            answer = await client.post("/antiphon/invites", json=body)
            assert answer.is_success, answer.text
        return httpx.URL(answer.json()["link"]).params["ticket"]


class Page:
    """A page that shows a document: it keeps its Y document, and its room, over broken connections."""

    def __init__(self, lab: Lab, token: str, path: str = PIECE, type: str = "antiphon") -> None:
        self.lab, self.token, self.path, self.type = lab, token, path, type
        self.ydoc: Doc[Any] = Doc()
        self.document = YAntiphon(self.ydoc)
        self.session: dict[str, Any] = {}
        self.socket: Any = None
        self.synced = asyncio.Event()
        self.replies: list[dict[str, Any]] = []
        self._sending = self.ydoc.observe(self._send)
        self._receiving = False

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"token {self.token}"}

    async def join(self) -> None:
        async with self.lab.client(self.token) as client:
            answer = await client.put(
                f"/api/collaboration/session/{quote(self.path, safe='')}",
                json={"format": "json" if self.type == "notebook" else "text", "type": self.type},
            )
            answer.raise_for_status()
            self.session = answer.json()
        await self.connect()

    @property
    def room(self) -> str:
        return "{format}:{type}:{fileId}".format(**self.session)

    async def connect(self) -> None:
        self.synced.clear()
        self.socket = await websockets.connect(
            f"ws://127.0.0.1:{self.lab.port}/api/collaboration/room/{self.room}"
            f"?sessionId={self.session.get('sessionId', '')}",
            additional_headers=self.headers,
            proxy=None,
            max_size=None,
        )
        self._reader = asyncio.ensure_future(self._read())
        await self._try(create_sync_message(self.ydoc))
        done, _ = await asyncio.wait(
            {self._reader, sync := asyncio.ensure_future(self.synced.wait())},
            timeout=20,
            return_when=asyncio.FIRST_COMPLETED,
        )
        sync.cancel()
        assert done, "the room did not answer"

    async def _read(self) -> None:
        with contextlib.suppress(websockets.ConnectionClosed):
            async for message in self.socket:
                if message[0] == 2:
                    self.replies.append(json.loads(message[message.index(b"{") :]))
                if message[0] != 0:
                    continue
                self._receiving = True
                reply = handle_sync_message(message[1:], self.ydoc)
                self._receiving = False
                if reply is not None:
                    await self.socket.send(reply)
                if message[1] == 1:
                    self.synced.set()

    def _send(self, event: Any) -> None:
        if self.socket is not None and not self._receiving:
            self._last = asyncio.ensure_future(self._try(create_update_message(event.update)))

    async def _try(self, message: bytes) -> None:
        with contextlib.suppress(websockets.ConnectionClosed):
            await self.socket.send(message)

    async def sent(self) -> None:
        """Wait until what was edited is on its way."""
        await self._last

    async def closed(self) -> tuple[int, str]:
        async with asyncio.timeout(20):
            await self._reader
        return self.socket.close_code, self.socket.close_reason

    async def leave(self) -> None:
        if self.socket is not None:
            await self.socket.close()

    def add(self, id: str, name: str = "Flute") -> None:
        self.document.put("parts", id, {"index": "a", "name": name})

    @property
    def parts(self) -> dict[str, Any]:
        return dict(self.document.to_document()["parts"])


async def until(condition: Callable[[], Any], seconds: float = 20.0) -> None:
    """Wait until `condition` holds."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.02)


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One lab for the tests that do not stop it."""
    running = Lab(tmp_path_factory.mktemp("lab"), "--AntiphonApp.idle_seconds=1", page=True)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def own_lab(tmp_path: Path) -> Iterator[Lab]:
    """A lab of the test's own, not started."""
    own = Lab(tmp_path)
    yield own
    own.stop()


@pytest.fixture
async def pages() -> AsyncIterator[list[Page]]:
    """Pages to close at the end."""
    opened: list[Page] = []
    yield opened
    for page in opened:
        await page.leave()


@pytest.fixture(name="until")
def until_fixture() -> Callable[..., Any]:
    return until


@pytest.fixture
def new_page() -> Callable[..., Page]:
    """Makes a page that has not joined; by default, the teacher's."""

    def make(lab: Lab, token: str | None = None, **options: Any) -> Page:
        return Page(lab, token or TOKEN, **options)

    return make

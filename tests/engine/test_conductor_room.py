"""The conductor in a room of a real Jupyter server, beside another peer."""

import asyncio
import logging
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from antiphon.document.codec import empty, encode
from antiphon.document.peer import RoomPeer
from antiphon.engine.stem_ring import StemRing, now
from antiphon.session.pipe import Child, Message

pytestmark = pytest.mark.live

RATE = 48000
TOKEN = "a-token-for-tests"
log = logging.getLogger("test.room")


def piece() -> str:
    document: dict[str, Any] = {**empty()}
    document["parts"] = {"p1": {"index": "a0", "name": "Organ", "instrument": "Organ"}}
    document["measures"] = {"m1": {"index": "a0", "duration": "400"}}
    document["events"] = {
        "n1": {"kind": "note", "part": "p1", "measure": "m1", "onset": "0", "duration": "400", "pitch": "A3"}
    }
    document["mix"] = {"p1": {"gain": -6}}
    return encode(document)  # type: ignore[arg-type]


class Server:
    """A Jupyter server with the stock rooms, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.url = f"http://127.0.0.1:{self.port}/"
        root = folder / "root"
        root.mkdir()
        (root / "piece.antiphon").write_text(piece(), encoding="utf-8")

    async def start(self) -> None:
        self._process = launch(self.folder, self.port)
        async with httpx.AsyncClient(trust_env=False) as client, asyncio.timeout(60):
            while True:
                try:
                    if (await client.get(f"{self.url}api/status?token={TOKEN}")).is_success:
                        return
                except httpx.TransportError:
                    await asyncio.sleep(0.05)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


def launch(tmp_path: Path, port: int) -> subprocess.Popen[bytes]:
    root = tmp_path / "root"
    settings = {
        "ServerApp.port": port,
        "ServerApp.root_dir": root,
        "ServerApp.jpserver_extensions": {
            "jupyter_server_ydoc": True,
            "jupyter_server_fileid": True,
            "antiphon.lab": False,
        },
        "IdentityProvider.token": TOKEN,
        "SQLiteYStore.db_path": tmp_path / "ystore.db",
    }
    folders = {f"JUPYTER_{name}_DIR": str(tmp_path / name.lower()) for name in ("CONFIG", "RUNTIME", "DATA")}
    argv = [sys.executable, "-m", "jupyter_server", "--allow-root", "--no-browser"]
    return subprocess.Popen(
        argv + [f"--{name}={value}" for name, value in settings.items()],
        cwd=tmp_path,
        env=os.environ | folders,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture
async def stock(tmp_path: Path) -> AsyncIterator[Server]:
    made = Server(tmp_path)
    await made.start()
    yield made
    made.kill()


async def test_a_room_that_goes_away_takes_no_sound_with_it(stock: Server) -> None:
    """And what is written when it is back is heard: the stock server has another history then."""
    said: list[Message] = []
    start = {"type": "start", "server": stock.url, "path": "piece.antiphon", "token": TOKEN, "output": "null"}
    argv = [sys.executable, "-m", "antiphon.engine.conductor"]
    conductor = await Child.start(argv, start, log, on_message=said.append)
    ring = StemRing.attach(conductor.ready["ring"])
    quietest: list[float] = []

    async def listen() -> None:
        while True:
            await asyncio.sleep(0.3)
            sound = ring.read(ring.written - RATE // 2, RATE // 2, 2)[:, 0]
            quietest.append(float(np.abs(sound).reshape(-1, 480).max(axis=1).min()))

    def problems() -> list[Message]:
        return [message for message in said if message["type"] == "problem"]

    def pitch() -> float:
        sound = ring.read(ring.written - RATE // 2, RATE // 2, 2)[:, 0]
        return 2.0 * float(np.argmax(np.abs(np.fft.rfft(sound * np.hanning(len(sound))))))

    async def until(condition: Callable[[], Any]) -> None:
        async with asyncio.timeout(40):
            while not condition():
                assert not listening.done(), listening.result()
                await asyncio.sleep(0.02)

    conductor.send({"type": "play"})
    begin = now(ring) + RATE
    listening: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    await until(lambda: ring.written > begin)
    listening = asyncio.ensure_future(listen())
    try:
        stock.kill()
        await until(problems)
        assert "plays on" in problems()[0]["message"]
        await stock.start()
        async with RoomPeer(stock.url, "piece.antiphon", TOKEN) as peer:
            peer.doc.change("events", "n1", {"pitch": "E4"})
            await until(lambda: pitch() == pytest.approx(330, abs=4))
        assert len(problems()) == 1
        assert min(quietest) > 0.001
    finally:
        listening.cancel()
        assert await conductor.stop() == 0


async def test_what_a_peer_writes_is_heard(stock: Server) -> None:
    server = stock.url
    said: list[Message] = []
    start = {"type": "start", "server": server, "path": "piece.antiphon", "token": TOKEN, "output": "null"}
    argv = [sys.executable, "-m", "antiphon.engine.conductor"]
    conductor = await Child.start(argv, start, log, on_message=said.append)
    ring = StemRing.attach(conductor.ready["ring"])

    async def loudness() -> tuple[float, float]:
        """Of the last 50 ms: at 220 Hz and at 330 Hz."""
        start = now(ring)
        async with asyncio.timeout(10):
            while ring.written < start + 2400:
                await asyncio.sleep(0.005)
        mix = ring.read(start, 2400, 2)[:, 0]
        waves = np.exp(-2j * np.pi * np.outer([220, 329.63], np.arange(2400)) / RATE)
        low, high = np.abs(waves @ (mix * np.hanning(2400))) / 600
        return float(low), float(high)

    async def until_loud(low: tuple[float, float], high: tuple[float, float] = (0, 9)) -> None:
        async with asyncio.timeout(10):
            while True:
                heard = await loudness()
                if low[0] <= heard[0] <= low[1] and high[0] <= heard[1] <= high[1]:
                    return

    try:
        conductor.send({"type": "play"})
        await until_loud((0.01, 9))
        await asyncio.sleep(0.2)
        full, _ = await loudness()
        async with RoomPeer(server, "piece.antiphon", TOKEN) as peer:
            peer.doc.change("mix", "p1", {"gain": -26})
            await until_loud((0.08 * full, 0.13 * full))
            note = {
                "kind": "note",
                "part": "p1",
                "measure": "m1",
                "onset": "0",
                "duration": "400",
                "pitch": "E4",
            }
            peer.doc.put("events", "n2", note)
            peer.doc.change("mix", "p1", {"gain": -6})
            await until_loud((0.5 * full, 9), (0.3 * full, 9))
            peer.doc.remove("events", "n1")
            await until_loud((0, 0.05 * full), (0.3 * full, 9))
        assert not [message for message in said if message["type"] == "problem"]
    finally:
        assert await conductor.stop() == 0

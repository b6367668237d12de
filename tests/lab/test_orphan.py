"""A lab that is killed while it plays to a device: the sound goes on, and the lab that is started again takes it up."""

import asyncio
import contextlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
import websockets
from jack_server import JackServer

from antiphon.document.codec import empty, encode
from antiphon.engine.stem_ring import StemRing, now

RATE = 48_000


def piece() -> str:
    document: dict[str, Any] = {**empty()}
    document["parts"] = {"a": {"index": "a", "name": "Organ", "instrument": "Organ"}}
    document["measures"] = {"m": {"index": "a0", "duration": "800"}}
    note = {"kind": "note", "measure": "m", "part": "a", "onset": "0", "duration": "800", "pitch": "A3"}
    document["events"] = {"held": note}
    return encode(document)  # type: ignore[arg-type]


def conductors() -> dict[int, StemRing]:
    """The conductors of this JACK server, whosever children they are, by process id."""
    found = {}
    for ring in Path("/dev/shm").glob("antiphon-*.stems"):
        pid = int(ring.name.split("-")[1])
        with contextlib.suppress(OSError):
            mine = f"JACK_DEFAULT_SERVER={os.environ['JACK_DEFAULT_SERVER']}".encode()
            if mine in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
                found[pid] = StemRing.attach(ring)
    return found


def sounds(ring: StemRing) -> bool:
    """Whether the last half second sounds throughout, and is up to date."""
    sound = np.abs(ring.read(ring.written - RATE // 2, RATE // 2, 2)[:, 0])
    return now(ring) - ring.written < RATE // 10 and bool(sound.reshape(-1, 480).max(axis=1).min() > 0.005)


class Seat:
    """A page's line to the session."""

    def __init__(self, lab: Any) -> None:
        self._address = f"ws://127.0.0.1:{lab.port}/antiphon/session?path=piece.antiphon"
        self._headers = {"Authorization": f"token {lab.token}"}
        self.transport: dict[str, Any] = {}
        self.engine = ""

    async def __aenter__(self) -> "Seat":
        self.socket = await websockets.connect(
            self._address, additional_headers=self._headers, proxy=None, max_size=None
        )
        self._reader = asyncio.ensure_future(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._reader.cancel()
        await self.socket.close()

    async def _read(self) -> None:
        with contextlib.suppress(websockets.ConnectionClosed):
            async for text in self.socket:
                message = json.loads(text)
                if message["type"] == "transport":
                    self.transport = message | {"heard": time.monotonic()}
                elif message["type"] == "state":
                    self.engine = message["engine"]["status"]


def runs(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has waited for does not."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


async def test_the_sound_outlives_the_lab_and_is_taken_up(
    jack: JackServer, own_lab: Any, until: Callable[..., Any]
) -> None:
    own_lab.arguments += ("--AntiphonApp.output=jack",)
    own_lab.write(piece())
    own_lab.start()
    async with Seat(own_lab) as page:
        await page.socket.send(json.dumps({"type": "play"}))
        await until(lambda: page.transport.get("playing"), 60)
        ((first, ring),) = conductors().items()
        await until(lambda: sounds(ring))
        own_lab.kill()
        last = page.transport
    alone = now(ring) + RATE
    await until(lambda: ring.written > alone)
    assert sounds(ring)

    own_lab.start()
    async with Seat(own_lab) as page:
        await until(lambda: page.engine == "on" and page.transport.get("playing"), 60)
        await until(lambda: list(conductors()) != [first] and len(conductors()) == 1)
        (after,) = conductors().values()
        await until(lambda: sounds(after))
        now_on = page.transport
        assert now_on["position"] - last["position"] == pytest.approx(
            (now_on["heard"] - last["heard"]) * last["rate"], abs=0.5
        )
    own_lab.stop()
    await until(lambda: not conductors())
    await until(lambda: not runs(first))

"""An engine to hear, and somebody who listens to it and plays to it through JACK."""

import asyncio
import logging
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jack_server import BLOCK, RATE
from numpy.typing import NDArray

from antiphon.document.codec import empty, encode
from antiphon.engine.stem_ring import CHANNELS, Lapped, StemRing
from antiphon.session.pipe import Child, Message

STAND_IN = Path(__file__).with_name("jack_stand_in.py")
log = logging.getLogger("test.devices")


async def until(condition: Callable[[], Any], seconds: float = 25.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


ORGAN = {"kind": "instrument.organ", "p_room": 0, "p_vibrato": 0, "p_release": 0.02}


def document(parts: dict[str, str], bpm: float = 60.0, **roots: Any) -> str:
    """A document of parts by name, each an organ that holds its pitch for eight bars of 4/4."""
    whole: dict[str, Any] = {**empty()}
    whole["measures"] = {f"m{bar}": {"index": f"a{bar}"} for bar in range(8)}
    whole["events"] = {"tempo": {"kind": "tempo", "measure": "m0", "onset": "0", "bpm": bpm}}
    for number, (name, pitch) in enumerate(parts.items()):
        whole["parts"][f"p{number}"] = {"index": f"a{number}", "name": name}
        whole["nodes"][f"organ{number}"] = ORGAN | {"part": f"p{number}"}
        for bar in range(8) if pitch else ():
            note = {"kind": "note", "part": f"p{number}", "measure": f"m{bar}", "onset": "0", "pitch": pitch}
            whole["events"][f"n{number}{bar}"] = note | {"duration": "4"}
    for root, entries in roots.items():
        whole[root] = whole[root] | entries
    return encode(whole)  # type: ignore[arg-type]


class Engine:
    """A conductor in its own process, what it said, and all that sounded."""

    def __init__(self) -> None:
        self.said: list[Message] = []
        self.child: Child
        self.ring: StemRing
        self._chunks: list[NDArray[np.float32]] = []
        self.begin = self._end = 0

    async def start(self, text: str, **more: Any) -> None:
        argv = [sys.executable, "-m", "antiphon.engine.conductor"]
        start = {"type": "start", "output": "null", "rate": RATE, "block": BLOCK, "document": text} | more
        self.child = await Child.start(argv, start, log, on_message=self.said.append)
        self.ring = StemRing.attach(self.child.ready["ring"])
        self.begin = self._end = self.ring.written
        self.record()

    def send(self, type: str, **fields: Any) -> None:
        self.child.send({"type": type} | fields)

    def of(self, type: str) -> list[Message]:
        return [message for message in self.said if message["type"] == type]

    def record(self) -> None:
        try:
            chunk = self.ring.read(self._end, RATE)
        except Lapped:
            chunk = np.zeros((self.ring.written - self._end, CHANNELS), np.float32)
        self._chunks.append(chunk)
        self._end += len(chunk)

    async def until(self, condition: Callable[[], Any], seconds: float = 25.0) -> None:
        """Wait, and record meanwhile."""
        async with asyncio.timeout(seconds):
            while not condition():
                self.record()
                await asyncio.sleep(0.01)
        self.record()

    async def listen(self, seconds: float) -> None:
        end = self.ring.written + int(seconds * RATE)
        await self.until(lambda: self.ring.written >= end)

    def heard(self) -> NDArray[np.float32]:
        """All that was recorded, float32 [frames, CHANNELS], from `begin` on."""
        self._chunks = [np.concatenate(self._chunks)]
        return self._chunks[0]


@pytest.fixture
async def engine() -> AsyncIterator[Engine]:
    made = Engine()
    yield made
    if hasattr(made, "child"):
        await made.child.stop()


class StandIn:
    """A JACK client in a process of its own, which records ports and plays a sine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[str]] = []

    def begin(self, seconds: float, *ports: str, to: tuple[str, ...] = (), frequency: float = 0.0) -> Path:
        """Record ports for some seconds, and meanwhile play a sine into others; returns where the sound will be."""
        out = self._folder / f"heard{len(self._processes)}.npy"
        argv = [sys.executable, str(STAND_IN), str(out), str(seconds), str(frequency), "|".join(to), *ports]
        self._processes.append(subprocess.Popen(argv, stdout=subprocess.PIPE, text=True))
        return out

    async def ready(self) -> None:
        """Wait until the last one hears."""
        stdout = self._processes[-1].stdout
        assert stdout is not None
        assert await asyncio.to_thread(stdout.readline) == "ready\n"

    async def done(self) -> None:
        """Wait until the last one has heard enough."""
        assert await asyncio.to_thread(self._processes[-1].wait, 60) == 0

    def stop(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait(10)


@pytest.fixture
def stand_in(tmp_path: Path) -> Iterator[StandIn]:
    made = StandIn(tmp_path)
    yield made
    made.stop()


def pitch(samples: NDArray[np.float32]) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 8 * len(samples)))
    return float(np.argmax(spectrum) * RATE / (8 * len(samples)))

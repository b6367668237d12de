"""A conductor whose lab dies plays on to its device, and the next one takes over: real processes, a real JACK server."""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jack_server import JackServer

from antiphon.document.codec import empty, encode
from antiphon.engine import orphan
from antiphon.engine.stem_ring import StemRing, now

pytestmark = pytest.mark.live

RATE = 48_000
HOME = f"/a lab of process {os.getpid()}"

LAB = """
import asyncio, json, logging, sys
from antiphon.session.pipe import Child
start = json.loads(sys.stdin.readline())
async def main():
    def say(message): print(json.dumps(message), flush=True)
    argv = [sys.executable, "-m", "antiphon.engine.conductor"]
    child = await Child.start(argv, start, logging.getLogger(), on_message=say, timeout=60)
    say(child.ready | {"pid": child.pid})
    loop = asyncio.get_running_loop()
    while (line := await loop.run_in_executor(None, sys.stdin.readline)).strip():
        child.send(json.loads(line))
    await child.stop()
asyncio.run(main())
"""
"""A process that starts a conductor, as the lab does, and can be killed."""


def piece(beats: int) -> str:
    """A held note of one organ, and a short one of another on each quarter at 240 a minute."""
    document: dict[str, Any] = {**empty()}
    document["parts"] = {part: {"index": part, "name": part} for part in ("a", "b")}
    document["measures"] = {"m": {"index": "a0", "duration": str(beats)}}
    note = {"kind": "note", "measure": "m"}
    document["events"] = {
        "tempo": {"kind": "tempo", "measure": "m", "onset": "0", "bpm": 240},
        "held": note | {"part": "a", "onset": "0", "duration": str(beats), "pitch": "A3"},
    } | {
        f"s{beat}": note | {"part": "b", "onset": str(beat), "duration": "1/8", "pitch": "E5"}
        for beat in range(beats)
    }
    organ = {"kind": "instrument.organ", "p_room": 0, "p_vibrato": 0, "p_release": 0.02}
    document["nodes"] = {f"organ{part}": organ | {"part": part} for part in ("a", "b")}
    return encode(document)  # type: ignore[arg-type]


class Lab:
    """A parent of a conductor, in a process of its own."""

    def __init__(self, output: str, beats: int = 800) -> None:
        self.start = {"type": "start", "output": output, "document": piece(beats), "home": HOME, "path": "p"}
        self.said: list[dict[str, Any]] = []

    async def begin(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", LAB), stdin=subprocess.PIPE, stdout=subprocess.PIPE, limit=1 << 24
        )
        self.send(self.start)
        self._reader = asyncio.ensure_future(self._read())
        await until(lambda: self._reader.done() or self.ready, 90)
        self.ring = StemRing.attach(self.ready["ring"])
        self.conductor = int(self.ready["pid"])

    async def _read(self) -> None:
        assert self.process.stdout
        async for line in self.process.stdout:
            self.said.append({"heard": time.monotonic()} | json.loads(line))

    @property
    def ready(self) -> dict[str, Any]:
        return next((message for message in self.said if message["type"] == "ready"), {})

    @property
    def transport(self) -> dict[str, Any]:
        before: dict[str, Any] = {"playing": False}
        return [before, *(message for message in self.said if message["type"] == "transport")][-1]

    def send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(message).encode() + b"\n")

    async def play(self) -> None:
        self.send({"type": "play"})
        await until(lambda: self.transport["playing"])

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> None:
        assert self.process.stdin
        self.process.stdin.write(b"\n")
        await self.process.wait()


def lives(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    return False


def family(pid: int) -> set[int]:
    """A process and its children."""
    children: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        children |= {int(child) for child in task.read_text().split()}
    return {pid} | children


async def until(condition: Callable[[], Any], seconds: float = 30.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


@pytest.fixture
async def labs() -> AsyncIterator[list[Lab]]:
    """Labs, of which nothing is left at the end."""
    begun: list[Lab] = []
    yield begun
    for lab in begun:
        if lab.process.returncode is None:
            await lab.kill()
        with contextlib.suppress(ProcessLookupError):
            os.kill(lab.conductor, signal.SIGTERM)
    await until(lambda: not any(lives(lab.conductor) for lab in begun))
    assert not orphan.is_there(HOME, "p")


def onsets(ring: StemRing, seconds: float) -> np.ndarray:
    """When the strokes of the last seconds began, in seconds of the monotonic clock."""
    frames = int(seconds * RATE)
    start = ring.written - frames
    sound = np.abs(ring.read(start, frames, 6)[:, 4])
    times = np.flatnonzero(sound > 1e-3)
    if not len(times):
        return np.zeros(0)
    first = times[np.flatnonzero(np.diff(times, prepend=times[0]) > RATE // 50)]
    return np.asarray(ring.epoch / 1e9 + (first + start) / RATE)


async def test_a_hall_hears_nothing_of_a_lab_that_dies(jack: JackServer, labs: list[Lab]) -> None:
    first = Lab("jack")
    labs.append(first)
    await first.begin()
    await first.play()
    everybody = family(first.conductor)
    await until(lambda: len(onsets(first.ring, 0.9)) >= 3)
    before = onsets(first.ring, 0.9)
    await first.kill()
    end = now(first.ring) + 2 * RATE
    await until(lambda: first.ring.written >= end)
    assert (
        np.abs(first.ring.read(end - RATE // 2, RATE // 2, 4)[:, 2]).reshape(-1, 480).max(axis=1).min() > 0.01
    )
    assert lives(first.conductor)

    second = Lab("jack")
    labs.append(second)
    begins = asyncio.ensure_future(second.begin())
    await until(lambda: second.ready or begins.done(), 90)
    await begins
    assert second.transport["playing"]
    await until(lambda: len(onsets(second.ring, 0.9)) >= 3)
    after = onsets(second.ring, 0.9)
    away = (after - before[0] + 0.125) % 0.25 - 0.125
    assert np.abs(away).max() < 0.02
    moved = second.transport["position"] - first.transport["position"]
    assert moved == pytest.approx(4 * (second.transport["heard"] - first.transport["heard"]), abs=0.5)
    await until(lambda: not any(map(lives, everybody)))
    await second.stop()
    await until(lambda: not lives(second.conductor))


async def test_an_orphan_ends_with_its_piece(jack: JackServer, labs: list[Lab]) -> None:
    lab = Lab("jack", beats=16)
    labs.append(lab)
    await lab.begin()
    await lab.play()
    everybody = family(lab.conductor)
    await lab.kill()
    await until(lambda: orphan.is_there(HOME, "p"))
    await until(lambda: not any(map(lives, everybody)))


async def test_what_nobody_can_hear_ends_with_its_lab(labs: list[Lab]) -> None:
    lab = Lab("null")
    labs.append(lab)
    await lab.begin()
    await lab.play()
    everybody = family(lab.conductor)
    await lab.kill()
    await until(lambda: not any(map(lives, everybody)))
    assert not Path(lab.ready["ring"]).exists()


async def test_a_lab_that_stops_says_goodbye(jack: JackServer, labs: list[Lab]) -> None:
    lab = Lab("jack")
    labs.append(lab)
    await lab.begin()
    await lab.play()
    await lab.stop()
    assert not lives(lab.conductor)
    assert not orphan.is_there(HOME, "p")

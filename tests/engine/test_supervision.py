"""A real conductor whose workers are killed and stopped, and which is stopped itself."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.document.codec import empty, encode
from antiphon.engine.stem_ring import Lapped, StemRing, now
from antiphon.engine.watchdog import PATIENCE
from antiphon.session.pipe import Child, Message

pytestmark = pytest.mark.live

RATE = 48_000
STROKE = RATE // 4
log = logging.getLogger("test.supervision")


def piece() -> str:
    """A held note of one organ, and a short one of another on each quarter at 240 a minute."""
    document: dict[str, Any] = {**empty()}
    document["parts"] = {part: {"index": part, "name": part} for part in ("a", "b")}
    document["measures"] = {"m": {"index": "a0", "duration": "800"}}
    note = {"kind": "note", "measure": "m"}
    document["events"] = {
        "tempo": {"kind": "tempo", "measure": "m", "onset": "0", "bpm": 240},
        "held": note | {"part": "a", "onset": "0", "duration": "800", "pitch": "A3"},
    } | {
        f"s{beat}": note | {"part": "b", "onset": str(beat), "duration": "1/8", "pitch": "E5"}
        for beat in range(800)
    }
    organ = {"kind": "instrument.organ", "p_room": 0, "p_vibrato": 0, "p_release": 0.02}
    document["nodes"] = {f"organ{part}": organ | {"part": part} for part in ("a", "b")}
    return encode(document)  # type: ignore[arg-type]


class Concert:
    """A conductor in its own process, what it said, and what was heard of both parts, left."""

    def __init__(self) -> None:
        self.said: list[Message] = []
        self._kept = np.zeros((0, 2), np.float32)
        self._begin = 0

    async def begin(self) -> None:
        argv = [sys.executable, "-m", "antiphon.engine.conductor"]
        start = {"type": "start", "output": "null", "rate": RATE, "block": 128, "document": piece()}
        self.child = await Child.start(argv, start, log, on_message=self.said.append, timeout=60)
        self.ring = StemRing.attach(self.child.ready["ring"])
        self.child.send({"type": "play"})
        self._begin = self.ring.written
        self.recorder = asyncio.ensure_future(self._record())

    async def _record(self) -> None:
        while True:
            at = self._begin + len(self._kept)
            try:
                chunk = self.ring.read(at, RATE, 6)[:, 2::2]
            except Lapped:
                chunk = np.zeros((self.ring.written - RATE // 10 - at, 2), np.float32)
            self._kept = np.concatenate([self._kept, chunk])
            await asyncio.sleep(0.02)

    async def heard(self, start: int, frames: int) -> NDArray[np.float32]:
        await until(lambda: self._begin + len(self._kept) >= start + frames)
        return self._kept[start - self._begin :][:frames]

    async def calm(self) -> None:
        """Wait until a worker stands by: it has started, and takes no time any more."""
        before: dict[str, int] = {}
        calm = 0
        async with asyncio.timeout(60):
            while calm < 8:
                spare = self._standby()
                calm = calm + 1 if spare and spare == before else 0
                before = spare
                await asyncio.sleep(0.1)

    def _standby(self) -> dict[str, int]:
        taken = {}
        for task in Path(f"/proc/{self.child.pid}/task").glob("*/children"):
            for pid in task.read_text().split():
                if int(pid) != self.ring.writer:
                    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                    taken[pid] = int(fields[11]) + int(fields[12])
        return taken

    async def is_whole(self, start: int) -> None:
        """The note sounds from `start` on, and the strokes come in on the grid of the very first one."""
        sound = await self.heard(start, RATE)
        # A machine that is held up itself leaves frames out.
        assert np.mean(np.abs(sound[:, 0]).reshape(-1, 480).max(axis=1) > 0.01) > 0.7
        first = int(np.flatnonzero(np.abs(self._kept[:, 1]) > 1e-3)[0]) + self._begin
        times = np.flatnonzero(np.abs(sound[:, 1]) > 1e-3)
        onsets = times[np.flatnonzero(np.diff(times, prepend=times[0]) > RATE // 50)]
        assert len(onsets) >= 3
        away = (onsets + start - first + STROKE // 2) % STROKE - STROKE // 2
        assert np.abs(away).max() < 48


async def until(condition: Callable[[], Any], seconds: float = 30.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.003)


@pytest.fixture
async def concert() -> AsyncIterator[Concert]:
    made = Concert()
    await made.begin()
    await made.calm()
    yield made
    made.recorder.cancel()
    await made.child.stop()
    assert not list(Path("/dev/shm").glob(f"antiphon-{made.child.pid}-*"))


async def gone_on(concert: Concert, worker: int) -> int:
    """The frame at which another worker had taken over."""
    await until(lambda: concert.ring.writer not in (0, worker))
    return now(concert.ring)


async def test_the_piece_goes_on_where_it_is_after_kills(concert: Concert) -> None:
    for _ in range(3):
        worker, start = concert.ring.writer, now(concert.ring)
        os.kill(worker, signal.SIGKILL)
        back = await gone_on(concert, worker)
        assert back - start < RATE // 2
        await concert.is_whole(back + RATE // 10)
        await concert.calm()
    concert.child.send({"type": "stop"})
    silence = await concert.heard(now(concert.ring) + RATE, RATE // 4)
    assert np.abs(silence).max() < 1e-3


async def test_a_worker_that_hangs_is_replaced(concert: Concert) -> None:
    worker, start = concert.ring.writer, now(concert.ring)
    os.kill(worker, signal.SIGSTOP)
    back = await gone_on(concert, worker)
    assert PATIENCE / 2 < (back - start) / RATE < 1.0
    await concert.is_whole(back + RATE // 10)
    await until(lambda: not Path(f"/proc/{worker}").exists())


async def test_a_conductor_that_is_held_up_ends_no_worker(concert: Concert) -> None:
    worker, start = concert.ring.writer, now(concert.ring)
    for _ in range(5):
        os.kill(concert.child.pid, signal.SIGSTOP)
        await asyncio.sleep(2 * PATIENCE)
        os.kill(concert.child.pid, signal.SIGCONT)
        await asyncio.sleep(0.03)
    await concert.is_whole(start)
    assert concert.ring.writer == worker

"""Several workers that sound one plan: real processes, real samples."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine.command_ring import Command, Kind
from antiphon.engine.ensemble import Ensemble
from antiphon.engine.patch import project_patch
from antiphon.engine.plan import Plan, compile_plan
from antiphon.engine.stem_ring import StemRing, now

pytestmark = pytest.mark.live

RATE = 48_000
log = logging.getLogger("test.ensemble")


def organs(parts: int, nodes: dict[str, Any] | None = None) -> Plan:
    names = [chr(ord("A") + part) for part in range(parts)]
    document = {
        **empty(),
        "parts": {name: {"index": f"a{part}", "name": name} for part, name in enumerate(names)},
        "nodes": {f"o{name}": {"kind": "instrument.organ", "part": name, "p_room": 0} for name in names}
        | (nodes or {}),
    }
    piece = project(document)
    return compile_plan(project_patch(document, piece), piece)


class Scene:
    """An ensemble for which each node costs as much as is said."""

    def __init__(self) -> None:
        self.ring = StemRing.create(RATE, 128, seconds=8.0)
        self.turns: list[int] = []
        self.keys = 0
        self.ensemble: Ensemble

    async def open(self, cost: float) -> None:
        self.cost = cost
        self.ensemble = Ensemble(
            self.ring,
            organs(2),
            log,
            self.turns.append,
            lambda _: None,
            lambda *_: None,
            lambda _: None,
            lambda plan: [self.cost] * len(plan.nodes),
            cores=2,
        )
        await self.ensemble.open()

    def play(self, part: int, frequency: float) -> int:
        frame = now(self.ring) + 4800
        self.keys += 1
        command = Command(frame, Kind.NOTE_ON, part, self.keys, frequency, 0.8)
        assert self.ensemble.send([command]) == 0
        return frame

    async def next(self, frames: int) -> NDArray[np.float32]:
        start = self.ring.written
        await until(lambda: self.ring.written >= start + frames)
        return self.ring.read(start, frames, 8)


async def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.002)


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    made = Scene()
    try:
        yield made
    finally:
        await made.ensemble.close()
        made.ring.close()


def pitch(samples: NDArray[np.float32]) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 8 * len(samples)))
    return float(np.argmax(spectrum) * RATE / (8 * len(samples)))


async def test_two_workers_sound_together_to_the_sample_and_outlive_each_other(scene: Scene) -> None:
    await scene.open(0.4)
    first, second = scene.ensemble.pids
    assert first != second
    assert len(scene.turns) == 1
    frame = scene.play(0, 220.0)
    scene.ensemble.send([Command(frame, Kind.NOTE_ON, 1, 99, 220.0 * 1.5, 0.8)])
    await until(lambda: scene.ring.written >= frame + 24_000)
    sound = scene.ring.read(frame - 2400, 26_400, 8)
    starts = [int(np.flatnonzero(sound[:, channel])[0]) for channel in (2, 4)]
    assert starts[0] == starts[1]
    assert 0 <= starts[0] - 2400 < 48
    assert pitch(sound[12_000:, 2]) == pytest.approx(220, rel=0.005)
    assert pitch(sound[12_000:, 4]) == pytest.approx(330, rel=0.005)
    assert np.allclose(sound[128:, 0], sound[:-128, 2] + sound[:-128, 4], atol=1e-5)
    await until(lambda: scene.ensemble.prepared)
    for victim, channels in ((second, (4, 2)), (first, (2, 4))):
        os.kill(victim, signal.SIGKILL)
        await until(lambda victim=victim: victim not in scene.ensemble.pids and 0 not in scene.ensemble.pids)
        await scene.next(4800)
        sound = await scene.next(9600)
        for channel in channels:
            assert pitch(sound[:, channel]) == pytest.approx({2: 220, 4: 330}[channel], rel=0.01)


async def test_a_second_worker_joins_without_a_click_when_there_is_too_much_for_one(scene: Scene) -> None:
    await scene.open(0.1)
    assert len(scene.ensemble.pids) == 1
    scene.play(0, 220.0)
    scene.play(1, 330.0)
    await scene.next(RATE // 4)
    steady = await scene.next(RATE // 2)
    begun = scene.ring.written
    scene.cost = 0.5
    scene.ensemble.change(organs(2, {"more": {"kind": "effect.gain"}}))
    await until(lambda: len(scene.ensemble.pids) == 2)
    await scene.next(RATE // 2)
    whole = scene.ring.read(begun, scene.ring.written - begun, 8)
    tail = whole[-9600:]
    for channel, wanted in ((2, 220), (4, 330)):
        assert pitch(tail[:, channel]) == pytest.approx(wanted, rel=0.01)
        jumps = [float(np.abs(np.diff(each[:, channel], 2)).max()) for each in (whole, steady)]
        assert jumps[0] < 2 * jumps[1]
    scene.ensemble.send([Command(now(scene.ring), Kind.SILENCE)])
    await scene.next(RATE // 2)
    assert np.abs(await scene.next(4800)).max() < 1e-3

import asyncio
import dataclasses
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.engine.catalogue import kind
from antiphon.engine.command_ring import Command, Kind
from antiphon.engine.plan import Plan, PlanNode
from antiphon.engine.stage import Stage
from antiphon.engine.stem_ring import StemRing, now

pytestmark = pytest.mark.live

RATE, BLOCK = 48000, 128
log = logging.getLogger("test.worker")


def organs(parts: int) -> Plan:
    """A part an organ, each with its mixer in the middle."""
    values = [0.5, 0.5] * parts
    nodes = []
    for part in range(parts):
        nodes.append(PlanNode(f"organ{part}", "instrument.organ", part, (), part, len(values)))
        for parameter in kind("instrument.organ").parameters:
            values.append(0.0 if parameter.name in ("vibrato", "room") else parameter.default)
    names = tuple(f"part{part}" for part in range(parts))
    return Plan(names, names, (8,) * parts, tuple(nodes), tuple(values))


class Scene:
    """A stage, and what happened on it."""

    def __init__(self) -> None:
        self.ring = StemRing.create(RATE, BLOCK, seconds=4.0)
        self.turns: list[int] = []
        self.events: list[str] = []
        self.held: list[Command] = []
        self.stage = Stage(self.ring, organs(1), log, self._turned, self.events.append)

    def _turned(self, frame: int) -> None:
        self.turns.append(frame)
        self.stage.send(command._replace(frame=frame) for command in self.held)

    def play(self, frequency: float, part: int = 0, lead: float = 0.05) -> int:
        frame = now(self.ring) + int(lead * RATE)
        command = Command(frame, Kind.NOTE_ON, part, len(self.held) + 1, frequency, 0.8)
        self.held.append(command)
        assert self.stage.send([command]) == 0
        return frame

    async def heard(self, start: int, frames: int, channels: int = 4) -> NDArray[np.float32]:
        await until(lambda: self.ring.written >= start + frames)
        return self.ring.read(start, frames, channels)


async def until(condition: Callable[[], bool], seconds: float = 15.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.002)


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    made = Scene()
    try:
        await made.stage.open()
        yield made
    finally:
        await made.stage.close()
        made.ring.close()
    assert not made.ring.path.exists()


def pitch(samples: NDArray[np.float32]) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 8 * len(samples)))
    return float(np.argmax(spectrum) * RATE / (8 * len(samples)))


def roughness(samples: NDArray[np.float32]) -> float:
    """Greatest step of the second difference: a click is far above the sound around it."""
    return float(np.abs(np.diff(samples, n=2)).max())


async def test_a_note_sounds_at_its_frame_at_its_pitch_on_its_stem(scene: Scene) -> None:
    frame = scene.play(440.0)
    sound = await scene.heard(frame - 2400, 2400 + 24000)
    stem = sound[:, 2]
    assert not stem[:2400].any()
    assert 0 <= int(np.flatnonzero(stem)[0]) - 2400 < 48
    assert pitch(stem[12000:]) == pytest.approx(440.0, rel=0.003)
    assert np.allclose(sound[BLOCK:, :2], sound[:-BLOCK, 2:4], atol=0.02)


async def test_a_value_is_heard_in_the_next_blocks(scene: Scene) -> None:
    frame = scene.play(440.0)
    await scene.heard(frame, 12000)
    values = list(scene.stage.plan.values)
    values[0] = values[1] = 0.05
    asked = now(scene.ring)
    scene.stage.change(dataclasses.replace(scene.stage.plan, values=tuple(values)))
    sound = await scene.heard(asked - 4800, 4800 + 9600)
    before, after = np.abs(sound[:4800, 2]).max(), np.abs(sound[4800 + 4800 :, 2]).max()
    assert after == pytest.approx(before / 10, rel=0.3)


async def test_silence_lets_everything_go(scene: Scene) -> None:
    frame = scene.play(440.0)
    scene.play(550.0, lead=1.0)
    await scene.heard(frame, 4800)
    asked = now(scene.ring)
    scene.stage.send([Command(asked, Kind.SILENCE)])
    assert np.abs(await scene.heard(asked + RATE // 2, RATE)).max() < 1e-3


async def test_another_topology_takes_its_turn_without_click_or_gap(scene: Scene) -> None:
    frame = scene.play(220.0)
    await scene.heard(frame, 24000)
    before = scene.stage.pid
    scene.stage.change(organs(2))
    await until(lambda: len(scene.turns) == 2)
    turn = scene.turns[1]
    mix = (await scene.heard(turn - 9600, 9600 + 14400))[:, 0]
    steady = roughness(mix[:7200])
    assert np.abs(mix[:7200]).max() > 0.02
    assert roughness(mix) < 2 * steady
    quiet = np.flatnonzero(np.abs(mix) > np.abs(mix[:7200]).max() / 100)
    assert np.diff(quiet).max() < RATE // 220
    assert pitch(mix[-9600:]) == pytest.approx(220.0, rel=0.005)
    assert scene.ring.stems == 3
    frame = scene.play(880.0, part=1)
    sound = await scene.heard(frame + 4800, 9600, 6)
    assert pitch(sound[:, 4]) == pytest.approx(880.0, rel=0.005)
    await until(lambda: not _lives(before))


async def test_after_a_kill_sound_is_back_within_a_second(scene: Scene) -> None:
    await until(lambda: scene.stage.prepared, 60)
    frame = scene.play(330.0)
    await scene.heard(frame, 24000)
    victim = scene.stage.pid
    os.kill(victim, signal.SIGKILL)
    killed = now(scene.ring)
    mix = (await scene.heard(killed, RATE + 24000))[:, 0]
    assert scene.events == ["started", "restarted"]
    assert scene.stage.pid != victim
    assert np.abs(mix[RATE:]).max() > 0.02
    assert pitch(mix[RATE:]) == pytest.approx(330.0, rel=0.005)
    await until(lambda: scene.stage.prepared, 60)
    os.kill(scene.stage.pid, signal.SIGKILL)
    killed = now(scene.ring)
    mix = (await scene.heard(killed + RATE, 24000))[:, 0]
    assert pitch(mix) == pytest.approx(330.0, rel=0.005)


async def test_a_standby_that_dies_is_replaced(scene: Scene) -> None:
    spare = await scene.stage._spare
    os.kill(spare.pid, signal.SIGKILL)
    await spare.closed
    scene.play(440.0)
    scene.stage.change(organs(2))
    await until(lambda: len(scene.turns) == 2)
    sound = await scene.heard(scene.turns[1] + 4800, 9600)
    assert pitch(sound[:, 0]) == pytest.approx(440.0, rel=0.005)


def test_nothing_is_left_when_the_owner_is_killed() -> None:
    code = """
import asyncio, logging, sys
from antiphon.engine.stage import Stage
from antiphon.engine.stem_ring import StemRing
from test_worker import organs
async def main():
    ring = StemRing.create()
    stage = Stage(ring, organs(1), logging.getLogger(), lambda frame: None, lambda event: None)
    await stage.open()
    spare = await stage._spare
    await spare.built()
    print(stage.pid, spare.pid, ring.path, flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    owner = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
    assert owner.stdout is not None
    active, spare, path = owner.stdout.readline().split()
    files = list(Path(path).parent.glob(f"antiphon-{owner.pid}-*"))
    assert len(files) == 3
    owner.kill()
    limit = time.monotonic() + 10
    while time.monotonic() < limit and (
        _lives(int(active)) or _lives(int(spare)) or any(map(Path.exists, files))
    ):
        time.sleep(0.01)
    owner.wait()
    assert not _lives(int(active))
    assert not _lives(int(spare))
    assert not any(map(Path.exists, files))


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False

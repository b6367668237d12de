"""A stage whose graph is changed while it sounds: real workers, real samples."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine.command_ring import Command, Kind
from antiphon.engine.patch import project_patch
from antiphon.engine.plan import Plan, compile_plan
from antiphon.engine.stage import Stage
from antiphon.engine.stem_ring import StemRing, now

pytestmark = pytest.mark.live

RATE = 48_000
log = logging.getLogger("test.stage")

PARTS = {"A": {"index": "a0", "name": "A"}, "B": {"index": "a1", "name": "B"}}
ORGANS = {
    "organ": {"kind": "instrument.organ", "part": "A", "p_room": 0},
    "other": {"kind": "instrument.organ", "part": "B", "p_room": 0},
}


def plan(nodes: dict[str, Any], *cables: tuple[str, str]) -> Plan:
    edges = {
        f"e{index}": {"source": source, "target": target} for index, (source, target) in enumerate(cables)
    }
    document = {**empty(), "parts": PARTS, "nodes": {**ORGANS, **nodes}, "edges": edges}
    piece = project(document)
    return compile_plan(project_patch(document, piece), piece)


async def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.002)


class Scene:
    def __init__(self) -> None:
        self.ring = StemRing.create(RATE, 128, seconds=8.0)
        self.turns: list[int] = []
        self.muted: list[tuple[int, str, str]] = []
        self.healed: list[int] = []
        self.stage = Stage(
            self.ring,
            plan({}),
            log,
            self.turns.append,
            lambda _: None,
            lambda *muted: self.muted.append(muted),
            self.healed.append,
        )

    def play(self, part: int, frequency: float) -> None:
        frame = now(self.ring) + 2400
        assert self.stage.send([Command(frame, Kind.NOTE_ON, part, part + 1, frequency, 0.8)]) == 0

    async def next(self, frames: int) -> NDArray[np.float32]:
        start = self.ring.written
        await until(lambda: self.ring.written >= start + frames)
        return self.ring.read(start, frames, 8)


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    made = Scene()
    try:
        await made.stage.open()
        yield made
    finally:
        await made.stage.close()
        made.ring.close()


def level(samples: NDArray[np.float32], channel: int) -> float:
    return float(np.sqrt(np.mean(samples[:, channel].astype(np.float64) ** 2)))


async def test_a_graph_is_changed_in_place(scene: Scene) -> None:
    scene.play(0, 220.0)
    scene.play(1, 330.0)
    before = await scene.next(RATE // 2)
    worker, since = scene.stage.pid, scene.ring.written
    scene.stage.change(plan({"soft": {"kind": "effect.gain", "p_gain": -12}}, ("organ", "soft")))
    await until(lambda: level(scene.ring.read(scene.ring.written - 1280, 1280), 2) < 0.4 * level(before, 2))
    after = await scene.next(RATE // 4)
    assert scene.stage.pid == worker
    assert len(scene.turns) == 1  # the opening's
    assert level(after, 2) == pytest.approx(level(before[-RATE // 4 :], 2) / 4, rel=0.1)
    assert level(after, 4) == pytest.approx(level(before[-RATE // 4 :], 4), rel=0.1)
    whole = scene.ring.read(since, scene.ring.written - since, 8)
    assert np.abs(np.diff(whole[:, 2], 2)).max() < 1.2 * np.abs(np.diff(before[:, 2], 2)).max()
    scene.stage.change(plan({"soft": {"kind": "effect.gain", "p_gain": 0}}, ("organ", "soft")))
    await scene.next(2400)
    assert level(await scene.next(RATE // 4), 2) == pytest.approx(level(before[-RATE // 4 :], 2), rel=0.1)
    await until(lambda: scene.stage.prepared)


async def test_another_graph_is_not_heard_before_its_frame(scene: Scene) -> None:
    scene.play(0, 220.0)
    await scene.next(RATE // 2)
    softer = {"soft": {"kind": "effect.gain", "p_gain": -24}}
    at = now(scene.ring) + RATE + 50
    since = scene.ring.written
    scene.stage.change(plan(softer, ("organ", "soft")), at)
    await until(lambda: scene.ring.written >= at + RATE // 5)
    assert len(scene.turns) == 1, "it was made beside what sounds"
    loud, soft = (scene.ring.read(frame, 4800, 8) for frame in (at - 4800, at + 4800))
    assert level(soft, 2) < 0.1 * level(loud, 2)
    assert level(loud, 2) == pytest.approx(level(scene.ring.read(since, 4800, 8), 2), rel=0.1)
    # More than is made in place: the standby takes its turn there.
    many = {f"soft{each}": {"kind": "effect.gain"} for each in range(70)}
    at = now(scene.ring) + 10 * RATE + 50
    scene.stage.change(plan(many), at)
    await until(lambda: len(scene.turns) == 2)
    assert scene.turns[1] == at // 128 * 128


async def test_what_went_wild_is_named_muted_alone_and_renewed_when_it_is_mended(scene: Scene) -> None:
    scene.play(0, 220.0)
    scene.play(1, 330.0)
    before = await scene.next(RATE // 2)

    def chain(gain: float) -> Plan:
        nodes = {f"g{each}": {"kind": "effect.gain", "p_gain": gain} for each in range(5)}
        return plan(nodes, ("organ", "g0"), ("g0", "g1"), ("g1", "g2"), ("g2", "g3"), ("g3", "g4"))

    worker = scene.stage.pid
    scene.stage.change(chain(12))
    await until(lambda: bool(scene.muted))
    stem, node, reason = scene.muted[0]
    assert (stem, node[0], reason) == (0, "g", "too loud")
    assert level(await scene.next(4800), 4) == pytest.approx(level(before, 4), rel=0.1)
    await until(lambda: len(scene.muted) >= 3)  # tried again, and given up for now
    assert level(await scene.next(4800), 2) == 0
    assert scene.ring.muted == 1
    scene.healed.clear()
    scene.stage.change(chain(-1))
    await until(lambda: scene.healed == [0])
    sound = await scene.next(RATE // 4)
    assert level(sound, 2) == pytest.approx(level(before[-RATE // 4 :], 2) * 10 ** (-5 / 20), rel=0.15)
    assert scene.ring.muted == 0
    assert scene.stage.pid == worker


async def test_edits_in_quick_succession_all_arrive(scene: Scene) -> None:
    scene.play(0, 220.0)
    before = await scene.next(RATE // 2)
    for each in range(30):
        nodes = {f"n{each % 4}": {"kind": "effect.gain", "p_gain": -0.5 * each}}
        scene.stage.change(plan(nodes, ("organ", f"n{each % 4}")))
        await asyncio.sleep(0.004)
    wanted = level(before[-4800:], 2) * 10 ** (-0.5 * 29 / 20)
    await until(lambda: level(scene.ring.read(scene.ring.written - 1280, 1280), 2) < 1.1 * wanted)
    assert level(await scene.next(RATE // 4), 2) == pytest.approx(wanted, rel=0.1)
    assert len(scene.turns) == 1


async def test_another_part_is_a_turn_of_the_standby(scene: Scene) -> None:
    worker = scene.stage.pid
    document = {
        **empty(),
        "parts": {**PARTS, "C": {"index": "a2", "name": "C"}},
        "nodes": ORGANS,
        "edges": {},
    }
    piece = project(document)
    scene.stage.change(compile_plan(project_patch(document, piece), piece))
    await until(lambda: len(scene.turns) == 2)
    await until(lambda: scene.ring.stems == 4)
    assert scene.stage.pid != worker


async def test_panic_is_silent_at_once_and_what_is_played_next_sounds(scene: Scene) -> None:
    echo = {"echo": {"kind": "effect.delay", "p_feedback": 0.9, "p_time": 0.3, "p_mix": 0.5}}
    scene.stage.change(plan(echo, ("organ", "echo")))
    await until(lambda: scene.stage.is_settled)
    scene.play(0, 220.0)
    before = await scene.next(RATE // 2)
    assert level(before, 0) > 0.01
    worker = scene.stage.pid
    scene.stage.send([Command(now(scene.ring), Kind.SILENCE)])
    scene.stage.renew()
    await until(lambda: level(scene.ring.read(scene.ring.written - 640, 640, 2), 0) == 0, 0.5)
    assert level(await scene.next(RATE // 2), 0) == 0  # no echo comes back, either
    await until(lambda: scene.stage.is_settled)
    scene.play(0, 330.0)
    await scene.next(4800)
    assert level(await scene.next(9600), 0) > 0.01
    assert scene.stage.pid == worker

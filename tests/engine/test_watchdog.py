import asyncio
import os
import signal

import numpy as np
from test_worker import RATE, Scene, roughness, scene, until

from antiphon.engine.stem_ring import now
from antiphon.engine.watchdog import INTERVAL, PATIENCE, Watchdog, hang

__all__ = ["scene"]


def test_looks_that_were_late_themselves_are_no_proof() -> None:
    dog = Watchdog()
    assert not any(dog.hangs(written, 10.0 * written) for written in range(20))
    assert not dog.hangs(19, 1000.0)
    assert not dog.hangs(19, 1000.1)
    looks = [dog.hangs(19, 1000.1 + look * INTERVAL) for look in range(1, 10)]
    assert looks.index(True) * INTERVAL < PATIENCE


async def test_a_loop_that_is_held_up_kills_nobody(scene: Scene) -> None:
    """The conductor's own loop stands still for longer than the watchdog's patience, again and again."""
    pid = scene.stage.pid
    for _ in range(10):
        end = now(scene.ring) + int(2 * PATIENCE * RATE)
        while now(scene.ring) < end:
            pass
        await asyncio.sleep(0)
    await asyncio.sleep(2 * PATIENCE)
    assert scene.stage.pid == pid
    assert scene.events == ["started"]


async def test_what_stands_still_is_seen_in_time() -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    still = await asyncio.wait_for(hang(lambda: 7, 0.0), 5)
    assert PATIENCE - INTERVAL <= still <= loop.time() - began


async def test_a_worker_that_is_stopped_is_replaced(scene: Scene) -> None:
    frame = scene.play(440.0)
    await scene.heard(frame, 12000)
    await scene.stage._spare
    assert await scene.stage._spare.result().built()
    before = scene.stage.pid
    os.kill(before, signal.SIGSTOP)
    stopped = now(scene.ring)
    await until(lambda: "restarted" in scene.events)
    assert scene.stage.pid not in (0, before)
    sound = await scene.heard(scene.turns[1], 24000)
    assert np.abs(sound[4800:, 2]).max() > 0.02
    assert roughness(sound[4800:, 2]) < 0.01
    assert scene.turns[1] - stopped < 0.5 * RATE
    await until(lambda: not os.path.exists(f"/proc/{before}"))

import asyncio
import os
import signal
import subprocess
import sys

from antiphon.engine.watchdog import INTERVAL, PATIENCE, Watchdog, is_ending, loss


def test_looks_that_were_late_themselves_are_no_proof() -> None:
    dog = Watchdog()
    assert not any(dog.hangs(written, 10.0 * written) for written in range(20))
    assert not dog.hangs(19, 1000.0)
    looks = [dog.hangs(19, 1000.0 + look * INTERVAL) for look in range(1, 10)]
    assert looks.index(True) * INTERVAL < PATIENCE


async def test_what_stands_still_is_seen_in_time() -> None:
    loop = asyncio.get_running_loop()
    closed = loop.create_future()
    began = loop.time()
    how = await asyncio.wait_for(loss(lambda: 7, os.getpid(), closed, 0.1), 10)
    assert how.startswith("hung for ")
    assert loop.time() - began >= 0.1 + PATIENCE - INTERVAL


async def test_what_gets_on_is_left_alone_until_it_ends() -> None:
    loop = asyncio.get_running_loop()
    closed = loop.create_future()
    frames = iter(range(10**6))
    watching = asyncio.ensure_future(loss(lambda: next(frames), os.getpid(), closed, 0.0))
    await asyncio.wait({watching}, timeout=4 * PATIENCE)
    assert not watching.done()
    closed.set_result(-9)
    assert await asyncio.wait_for(watching, 10) == "ended"


def test_a_process_that_was_killed_is_known_before_it_is_waited_for() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    assert not is_ending(child.pid)
    os.kill(child.pid, signal.SIGSTOP)
    assert not is_ending(child.pid)
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert is_ending(child.pid)
    child.wait()
    assert not is_ending(child.pid)

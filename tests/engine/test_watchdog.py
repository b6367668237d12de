import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from antiphon.engine.watchdog import ASLEEP, INTERVAL, PATIENCE, Pulse, Watchdog, loss, pulse

pytestmark = pytest.mark.live


def test_looks_that_were_late_themselves_are_no_proof() -> None:
    dog = Watchdog()
    assert not any(dog.hangs(written, 10.0 * written) for written in range(20))
    assert not dog.hangs(19, 1000.0)
    looks = [dog.hangs(19, 1000.0 + look * INTERVAL) for look in range(1, 10)]
    assert looks.index(True) * INTERVAL < PATIENCE


async def test_what_sleeps_on_is_seen_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("antiphon.engine.watchdog.pulse", lambda _: Pulse(False, "S", 1.0))
    loop = asyncio.get_running_loop()
    closed = loop.create_future()
    began = loop.time()
    how = await asyncio.wait_for(loss(lambda: 7, os.getpid(), closed, 0.1), 10)
    assert how.startswith("hung for ")
    assert loop.time() - began >= 0.1 + ASLEEP * (PATIENCE - INTERVAL)


async def test_what_gets_on_is_left_alone_until_it_ends() -> None:
    loop = asyncio.get_running_loop()
    closed = loop.create_future()
    frames = iter(range(10**6))
    watching = asyncio.ensure_future(loss(lambda: next(frames), os.getpid(), closed, 0.0))
    await asyncio.wait({watching}, timeout=4 * PATIENCE)
    assert not watching.done()
    closed.set_result(-9)
    assert await asyncio.wait_for(watching, 10) == "ended"


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.003)


@pytest.fixture
def busy() -> Iterator[subprocess.Popen[bytes]]:
    """A process in an endless block."""
    child = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    yield child
    child.kill()
    child.wait()


async def test_a_process_that_was_killed_is_known_before_it_is_waited_for(
    busy: subprocess.Popen[bytes],
) -> None:
    await until(lambda: (found := pulse(busy.pid)) and found.ran > 0)
    os.kill(busy.pid, signal.SIGSTOP)
    await until(lambda: (found := pulse(busy.pid)) and found.state == "T" and not found.ending)
    busy.kill()
    os.waitid(os.P_PID, busy.pid, os.WEXITED | os.WNOWAIT)
    found = pulse(busy.pid)
    assert found is not None
    assert found.ending
    busy.wait()
    assert pulse(busy.pid) is None


async def test_an_endless_block_is_a_hang(busy: subprocess.Popen[bytes]) -> None:
    closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    assert (await asyncio.wait_for(loss(lambda: 7, busy.pid, closed, 0.0), 20)).startswith("hung")


async def test_a_process_that_is_given_no_processor_does_not_hang(
    busy: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Starved as the system would tell it: able to run, and not running."""
    monkeypatch.setattr("antiphon.engine.watchdog.pulse", lambda _: Pulse(False, "R", 1.0))
    closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    watching = asyncio.ensure_future(loss(lambda: 7, busy.pid, closed, 0.0))
    await asyncio.wait({watching}, timeout=5 * PATIENCE)
    assert not watching.done()
    watching.cancel()

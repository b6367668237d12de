import asyncio
import logging
import sys

import psutil
import pytest

from antiphon.lab.supervisor import Supervisor

READY = 'import sys; sys.stdin.readline(); print(\'{"type": "ready", "n": 1}\', flush=True); '


@pytest.fixture
def children():
    """Says which processes this test has started."""
    before = set(psutil.Process().children())
    return lambda: set(psutil.Process().children()) - before


@pytest.fixture
async def supervise():
    made: list[Supervisor] = []

    def make(code: str, **options) -> tuple[Supervisor, list[str]]:
        statuses: list[str] = []
        supervisor = Supervisor(
            "The thing",
            (sys.executable, "-c", code),
            lambda: {"type": "start"},
            logging.getLogger("test.supervisor"),
            on_message=lambda message: None,
            on_change=lambda: statuses.append(supervisor.status),
            **options,
        )
        made.append(supervisor)
        return supervisor, statuses

    yield make
    for supervisor in made:
        await supervisor.stop()


async def test_it_is_started_once_and_stopped(supervise, children, until):
    supervisor, statuses = supervise(READY + "sys.stdin.read()")
    supervisor.want()
    supervisor.want()
    await until(lambda: supervisor.status == "on")
    assert supervisor.ready["n"] == 1
    assert supervisor.send({"type": "hello"})
    (child,) = children()
    await supervisor.stop()
    assert statuses == ["starting", "on", "off"]
    assert not child.is_running()
    assert not supervisor.send({"type": "hello"})


async def test_what_crashes_again_and_again_has_failed(supervise, until):
    supervisor, statuses = supervise(READY + "sys.exit(5)", pauses=(0.0, 0.01))
    supervisor.want()
    await until(lambda: supervisor.status == "failed")
    assert statuses.count("on") == 3
    assert supervisor.message == "The thing ended 3 times; the server's log says why."
    supervisor.want()
    await until(lambda: statuses.count("on") > 3)


async def test_a_restart_has_a_new_first_message(supervise, until):
    supervisor, statuses = supervise(READY + "sys.stdin.read()")
    supervisor.restart()
    supervisor.want()
    await until(lambda: supervisor.status == "on")
    supervisor.restart()
    await until(lambda: statuses == ["starting", "on", "starting", "on"])


@pytest.mark.parametrize("moment", [0.0, 0.01, 0.05])
async def test_stopping_while_it_starts_leaves_nothing(supervise, children, moment):
    supervisor, _ = supervise(READY + "sys.stdin.read()")
    supervisor.want()
    await asyncio.sleep(moment)
    await supervisor.stop()
    assert supervisor.status == "off"
    assert children() == set()

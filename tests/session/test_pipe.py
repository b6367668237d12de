import asyncio
import logging
import os
import signal
import sys
import textwrap
from pathlib import Path

import pytest

from antiphon.session.pipe import LIMIT, Child, ChildFailed, decode, encode

log = logging.getLogger("test.pipe")

ECHO = """
import asyncio, os, sys
from antiphon.session.pipe import Parent

async def main():
    parent = await Parent.connect()
    print("a library prints")
    os.system("echo so does its child")
    async for message in parent:
        if message["type"] == "start":
            parent.send({"type": "ready", "greeting": "hello"})
        elif message["type"] == "garbage":
            parent._transport.write(b"not json\\n[1]\\n")
        else:
            parent.send(message)
    await parent.flush()

asyncio.run(main())
"""


def program(tmp_path: Path, source: str) -> list[str]:
    path = tmp_path / "child.py"
    path.write_text(textwrap.dedent(source))
    return [sys.executable, str(path)]


def test_a_message_survives_the_line() -> None:
    message = {"type": "now", "title": "Für Ältere ♪\nline", "x": [1, 2.5, None, True]}
    line = encode(message)
    assert line.count(b"\n") == 1
    assert decode(line) == message


@pytest.mark.parametrize("bad", [{}, {"type": 3}, {"type": "x", "v": float("nan")}])
def test_a_message_that_cannot_be_sent_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        encode(bad)


async def test_echo_and_end(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="test.pipe")
    child = await Child.start(program(tmp_path, ECHO), {"type": "start"}, log)
    assert child.ready == {"type": "ready", "greeting": "hello"}
    big = "ä" * 1_000_000
    child.send({"type": "big", "text": big})
    child.send({"type": "garbage"})
    child.send({"type": "last"})
    assert (await anext(child))["text"] == big
    assert (await anext(child))["type"] == "last"
    assert await child.stop() == 0
    assert [message async for message in child] == []
    child.send({"type": "late"})
    assert "a library prints" in caplog.text
    assert "so does its child" in caplog.text
    assert caplog.text.count("bad line") == 2


async def test_callback_gets_messages_and_survives_its_own_errors(tmp_path: Path) -> None:
    got: list[str] = []
    done = asyncio.Event()

    def take(message: dict[str, object]) -> None:
        got.append(str(message["type"]))
        if message["type"] == "two":
            done.set()
        raise RuntimeError("a bug in the handler")

    child = await Child.start(program(tmp_path, ECHO), {"type": "start"}, log, on_message=take)
    child.send({"type": "one"})
    child.send({"type": "two"})
    await asyncio.wait_for(done.wait(), 10)
    assert got == ["one", "two"]
    await child.stop()


async def test_failed_says_why(tmp_path: Path) -> None:
    source = """
    import asyncio
    from antiphon.session.pipe import Parent
    async def main():
        parent = await Parent.connect()
        await parent.fail("No device; use --output null.")
    asyncio.run(main())
    """
    with pytest.raises(ChildFailed, match="No device; use --output null"):
        await Child.start(program(tmp_path, source), {"type": "start"}, log)


async def test_early_end_says_what_it_said_last(tmp_path: Path) -> None:
    with pytest.raises(ChildFailed, match=r"code 3.*sorry"):
        await Child.start(
            program(tmp_path, "import sys; print('sorry', file=sys.stderr); sys.exit(3)"),
            {"type": "start"},
            log,
        )


async def test_missing_program() -> None:
    with pytest.raises(ChildFailed, match="could not be started"):
        await Child.start(["/nonexistent/program"], {"type": "start"}, log)


async def test_not_ready_in_time_is_ended(tmp_path: Path) -> None:
    source = f"""
    import os, time, signal
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    open({str(tmp_path / "pid")!r}, "w").write(str(os.getpid()))
    time.sleep(60)
    """
    with pytest.raises(ChildFailed, match="not ready within"):
        await Child.start(program(tmp_path, source), {"type": "start"}, log, timeout=1.0)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


async def test_killed_child_closes(tmp_path: Path) -> None:
    child = await Child.start(program(tmp_path, ECHO), {"type": "start"}, log)
    os.kill(child.pid, signal.SIGKILL)
    assert await asyncio.wait_for(child.closed, 10) == -signal.SIGKILL


async def test_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    echo = program(tmp_path, ECHO)
    source = f"""
    import asyncio, logging
    from antiphon.session.pipe import Child, Parent
    async def main():
        parent = await Parent.connect()
        child = await Child.start({echo!r}, {{"type": "start"}}, logging.getLogger())
        parent.send({{"type": "ready", "grandchild": child.pid}})
        await asyncio.sleep(60)
    asyncio.run(main())
    """
    path = tmp_path / "middle.py"
    path.write_text(textwrap.dedent(source))
    child = await Child.start([sys.executable, str(path)], {"type": "start"}, log)
    grandchild = child.ready["grandchild"]
    os.kill(grandchild, 0)
    child.kill()
    await child.closed
    async with asyncio.timeout(10):
        while _alive(grandchild):
            await asyncio.sleep(0.01)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_limit_is_kept() -> None:
    with pytest.raises(ValueError, match="longer than"):
        encode({"type": "x", "text": "a" * LIMIT})

"""The pipe between our processes: one JSON object a line over the child's standard input and output.

A message is an object with a ``type`` (``{"type": "play", "position": 4}``). The first one down is
``start``; the child answers ``ready``, or ``failed`` with a ``message`` and exits with 1. There is no port and no
secret in the process list, and a child whose parent dies sees the end of its input and stops. A child that may go on then
says so (``outlives`` in its ``ready``), and is told ``goodbye`` where it is stopped.

The parent's end is a `Child`, the child's end is a `Parent`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

Message = dict[str, Any]
"""A decoded line: an object with a ``type``."""

LIMIT = 16 * 1024 * 1024
"""Longest line, in bytes, either way."""


class ChildFailed(Exception):
    """A child could not be started; the message says why in one sentence."""


def encode(message: Mapping[str, Any]) -> bytes:
    """The line for `message`.

    Raises:
        ValueError: if it has no ``type``, holds something that JSON cannot carry, or is longer than `LIMIT`.
    """
    if not isinstance(message.get("type"), str):
        raise ValueError(f"A message on the pipe needs a type: {str(message)[:80]}")
    text = json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    line = text.encode("utf-8", "surrogatepass") + b"\n"
    if len(line) > LIMIT:
        raise ValueError(
            f"A {message['type']} message of {len(line)} bytes is longer than the pipe's {LIMIT}."
        )
    return line


def decode(line: bytes) -> Message:
    """The message of `line`.

    Raises:
        ValueError: if it is not a JSON object with a ``type``.
    """
    message = json.loads(line)
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise ValueError("not an object with a type")
    return message


async def _next_message(reader: asyncio.StreamReader, report: Callable[[str], None]) -> Message | None:
    """The next good message of `reader`, None at its end; bad lines are reported and passed over."""
    while True:
        try:
            line = await reader.readline()
        except ValueError:
            report(f"A line longer than {LIMIT} bytes was dropped.")
            continue
        if not line:
            return None
        if not line.strip():
            continue
        try:
            return decode(line)
        except (ValueError, RecursionError) as error:
            report(f"A bad line was dropped ({error}): {line[:120]!r}")


class Child:
    """A child process and the pipe to it. Made by `Child.start`.

    Iterate over it (``async for message in child``) for its messages, unless ``on_message`` was given.

    Attributes:
        ready: The message with which the child said that it is ready.
        pid: Its process id.
        closed: Done when the process has ended and all it said was read; the result is the exit code
            (negative: the signal that ended it).
    """

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        log: logging.Logger,
        on_message: Callable[[Message], None] | None,
    ) -> None:
        """Use `Child.start`."""
        self._process = process
        self._log = log
        self._on_message = on_message
        self._inbox: asyncio.Queue[Message | None] = asyncio.Queue()
        self._started: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._stderr: list[str] = []
        self.ready: Message = {}
        self.pid = process.pid
        self.closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._task = asyncio.ensure_future(self._read())

    @classmethod
    async def start(
        cls,
        argv: Sequence[str],
        first_message: Mapping[str, Any],
        log: logging.Logger,
        *,
        on_message: Callable[[Message], None] | None = None,
        timeout: float = 30.0,
        env: Mapping[str, str] | None = None,
    ) -> Child:
        """Start a process, send it `first_message` and wait until it says ``ready``.

        Args:
            argv: The program and its arguments.
            first_message: Usually of type ``start``.
            log: Where the child's standard error and bad lines go.
            on_message: Called with each message after ``ready``, in the event loop; without it, iterate.
            timeout: Seconds to wait for ``ready``.
            env: The environment, where it differs from ours.

        Raises:
            ChildFailed: if it cannot be started, says ``failed``, ends or is not ready in time; it is gone.
        """
        try:
            process = await asyncio.create_subprocess_exec(
                *argv,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                limit=LIMIT,
                env=dict(env) if env is not None else None,
                start_new_session=True,
            )
        except OSError as error:
            raise ChildFailed(f"{argv[0]} could not be started: {error}.") from error
        child = cls(process, log, on_message)
        try:
            child.send(first_message)
            child.ready = await asyncio.wait_for(child._started, timeout)
        except TimeoutError:
            await child.stop(0.0)
            raise ChildFailed(f"{' '.join(argv[1:3])} was not ready within {timeout:g} s.") from None
        except BaseException:
            await child.stop(1.0)
            raise
        return child

    def send(self, message: Mapping[str, Any]) -> None:
        """Send `message`, without waiting; to a child that has ended it is dropped.

        A child that leaves several lines of the greatest length unread hangs, and is killed.

        Raises:
            ValueError: see `encode`.
        """
        line = encode(message)
        stdin = self._process.stdin
        if stdin is None or stdin.is_closing() or self.closed.done():
            return
        if stdin.transport.get_write_buffer_size() > 4 * LIMIT:
            self._log.error("Process %d does not read its messages and is killed.", self.pid)
            self.kill()
            return
        stdin.write(line)

    def kill(self) -> None:
        """End the process at once (SIGKILL)."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def stop(self, grace: float = 5.0) -> int:
        """Close its input (with a ``goodbye`` where it would go on), wait up to `grace` seconds, terminate, then kill it.

        Returns:
            The exit code.
        """
        if self._process.stdin is not None:
            if self.ready.get("outlives"):
                self.send({"type": "goodbye"})
            self._process.stdin.close()
        for terminate, seconds in ((False, grace), (True, grace / 2)):
            if terminate:
                with contextlib.suppress(ProcessLookupError):
                    self._process.terminate()
            done, _ = await asyncio.wait({self.closed}, timeout=seconds)
            if done:
                return self.closed.result()
        self.kill()
        return await asyncio.shield(self.closed)

    def __aiter__(self) -> Child:
        return self

    async def __anext__(self) -> Message:
        message = await self._inbox.get()
        if message is None:
            self._inbox.put_nowait(None)
            raise StopAsyncIteration
        return message

    async def _read(self) -> None:
        output = asyncio.ensure_future(self._read_messages())
        errors = asyncio.ensure_future(self._read_errors())
        code = await self._process.wait()
        await asyncio.wait({output, errors}, timeout=2.0)
        output.cancel()
        errors.cancel()
        if not self._started.done():
            said = self._stderr[-1] if self._stderr else "it said nothing"
            self._started.set_exception(ChildFailed(f"It ended with code {code} before it was ready: {said}"))
            self._started.exception()
        self.closed.set_result(code)
        self._inbox.put_nowait(None)

    async def _read_messages(self) -> None:
        assert self._process.stdout is not None
        while (message := await _next_message(self._process.stdout, self._warn)) is not None:
            self._take(message)

    def _take(self, message: Message) -> None:
        if not self._started.done():
            if message["type"] == "ready":
                self._started.set_result(message)
                return
            if message["type"] == "failed":
                reason = str(message.get("message") or "It failed without a reason.")
                self._started.set_exception(ChildFailed(reason))
                return
        if self._on_message is None:
            self._inbox.put_nowait(message)
            return
        try:
            self._on_message(message)
        except Exception:
            self._log.exception("A %s message of process %d was not handled.", message["type"], self.pid)

    async def _read_errors(self) -> None:
        assert self._process.stderr is not None
        while True:
            try:
                line = await self._process.stderr.readline()
            except ValueError:
                continue
            if not line:
                return
            text = line.decode("utf-8", "replace").rstrip()
            if text:
                self._stderr = [*self._stderr[-9:], text]
                self._log.info("%s", text)

    def _warn(self, text: str) -> None:
        self._log.warning("Process %d: %s", self.pid, text)


_output: int | None = None


def claim_output() -> int:
    """Keep standard output for the pipe: what anything prints goes to standard error from now on.

    Call it before the import of a library that prints. Calling it again changes nothing.

    Returns:
        The file descriptor of the pipe.
    """
    global _output
    if _output is None:
        sys.stdout.flush()
        _output = os.dup(1)
        os.dup2(2, 1)
        sys.stdout = sys.stderr
    return _output


class Parent:
    """The pipe to the process that started this one. Made by `Parent.connect`; iterate over it for messages.

    The iteration ends when the parent says goodbye, closes the pipe or dies.

    Attributes:
        dismissed: Whether it said goodbye.
    """

    def __init__(self, reader: asyncio.StreamReader, transport: asyncio.WriteTransport) -> None:
        """Use `Parent.connect`."""
        self._reader = reader
        self._transport = transport
        self.dismissed = False

    @classmethod
    async def connect(cls) -> Parent:
        """Take standard input and output for the pipe (see `claim_output`).

        Raises:
            SystemExit: if standard input or output is not a pipe.
        """
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=LIMIT)
        output = os.fdopen(claim_output(), "wb", buffering=0)
        try:
            await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin.buffer)
            transport, _ = await loop.connect_write_pipe(asyncio.Protocol, output)
        except ValueError as error:
            raise SystemExit("Antiphon starts this process and speaks to it over a pipe.") from error
        return cls(reader, transport)

    def send(self, message: Mapping[str, Any]) -> None:
        """Send `message`, without waiting; to a parent that is gone it is dropped.

        Raises:
            ValueError: see `encode`.
        """
        line = encode(message)
        if not self._transport.is_closing():
            self._transport.write(line)

    async def flush(self) -> None:
        """Wait until what was sent is on its way."""
        while not self._transport.is_closing() and self._transport.get_write_buffer_size():
            await asyncio.sleep(0.002)

    async def fail(self, message: str) -> NoReturn:
        """Say ``failed`` with `message`, one sentence that says what to do, and exit with 1.

        Raises:
            SystemExit: always.
        """
        self.send({"type": "failed", "message": message})
        await self.flush()
        raise SystemExit(1)

    def __aiter__(self) -> Parent:
        return self

    async def __anext__(self) -> Message:
        message = await _next_message(self._reader, lambda text: print(text, file=sys.stderr, flush=True))
        self.dismissed = message is not None and message["type"] == "goodbye"
        if message is None or self.dismissed:
            raise StopAsyncIteration
        return message

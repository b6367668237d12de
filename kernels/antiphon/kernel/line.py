"""A notebook's line to the session of a piece: what plays, and what the time is."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from antiphon.document.protocol import authorization
from antiphon.kernel.connection import Connection
from antiphon.kernel.errors import OfflineError, RefusedError
from antiphon.session.clock import KEPT, Clock, Exchange
from antiphon.session.saying import read_saying

QUICK, STEADY = 0.04, 4.0
"""Seconds between two questions for the time: at first, and later."""

FIRST_DELAY, LONGEST_DELAY = 0.1, 2.0
"""Seconds before the first and the later attempts to come back; doubled each time."""

log = logging.getLogger(__name__)

Heard = Callable[[Mapping[str, Any]], bool]


class Line:
    """The session's socket, on the connection's thread; it comes back after a break.

    Attributes:
        clock: The server's clock, from `time.monotonic()`.
        transport: What the session last said of the transport; empty while the engine is off.
        state: The whole state that the session last told; see docs/architecture.md.
    """

    def __init__(self, connection: Connection) -> None:
        """Open the line, and wait for the session's first word.

        Raises:
            OfflineError: There was none in time.
            ClosedError: The piece was closed.
        """
        self.clock = Clock()
        self.transport: Mapping[str, Any] = {}
        self.state: Mapping[str, Any] = {}
        self._listeners: list[Callable[[Mapping[str, Any]], None]] = []
        self._connection = connection
        self._socket: ClientConnection | None = None
        self._waiting: list[tuple[Heard, asyncio.Future[None]]] = []
        connection.wait(self._open())

    def ask(self, message: Mapping[str, Any], heard: Callable[[Mapping[str, Any]], bool]) -> None:
        """Send a message, and wait until the transport is as it asks for.

        Args:
            message: The message.
            heard: Whether a word on the transport is what was asked for.

        Raises:
            RefusedError: The session refused it.
            OfflineError: It was not done in time.
        """

        def answer(word: Mapping[str, Any]) -> bool:
            if word["type"] == "error":
                raise RefusedError(read_saying(str(word["message"]), word.get("said") or {}))
            return word["type"] == "transport" and heard(word)

        async def work() -> None:
            await self._until(lambda word: word["type"] == "state", at_once=self._socket is not None)
            assert self._socket is not None
            waiting = asyncio.ensure_future(self._until(answer))
            await self._socket.send(json.dumps(message))
            await waiting

        try:
            self._connection.wait(work())
        except (ConnectionClosed, AssertionError):
            raise OfflineError(f"The session of {self._connection.path} was not there; try again.") from None

    def tell(self, message: Mapping[str, Any]) -> None:
        """Send a message, and wait until the session has taken it.

        Raises:
            RefusedError: The session refused it.
            OfflineError: It was not taken in time.
        """

        def taken(word: Mapping[str, Any]) -> bool:
            if word["type"] == "error":
                raise RefusedError(read_saying(str(word["message"]), word.get("said") or {}))
            # The session answers in order: what it had against the message, it has said before.
            return bool(word["type"] == "clock" and word["t0"] == asked)

        async def work() -> None:
            await self._until(lambda word: word["type"] == "state", at_once=self._socket is not None)
            assert self._socket is not None
            waiting = asyncio.ensure_future(self._until(taken))
            await self._socket.send(json.dumps(message))
            await self._socket.send(json.dumps({"type": "clock", "t0": asked}))
            await waiting

        asked = time.monotonic()
        try:
            self._connection.wait(work())
        except (ConnectionClosed, AssertionError):
            raise OfflineError(f"The session of {self._connection.path} was not there; try again.") from None

    def listen(self, listener: Callable[[Mapping[str, Any]], None]) -> Callable[[], None]:
        """Call back, on the connection's thread, at each word of the session, until what is returned is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def know_time(self) -> None:
        """Wait until the server's clock is known.

        Raises:
            OfflineError: It did not tell the time.
        """
        if not self.clock.known:
            self._connection.wait(self._until(lambda word: word["type"] == "clock"))

    async def _open(self) -> None:
        first = asyncio.ensure_future(self._until(lambda word: word["type"] == "state"))
        self._task = asyncio.ensure_future(self._stay())
        try:
            await first
        except asyncio.CancelledError:
            self._task.cancel()
            raise

    async def _until(self, heard: Heard, at_once: bool = False) -> None:
        if not at_once:
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            entry = (heard, future)
            self._waiting.append(entry)
            try:
                await future
            finally:
                self._waiting.remove(entry)

    async def _stay(self) -> None:
        delay = FIRST_DELAY
        server = self._connection.server
        url = f"ws{server.url.removeprefix('http')}antiphon/session?path={quote(self._connection.path, safe='')}"
        while True:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                headers = authorization(server.token)
                async with connect(url, additional_headers=headers, proxy=None, max_size=None) as socket:
                    self._socket = socket
                    asking = asyncio.ensure_future(self._ask_time(socket))
                    try:
                        async for text in socket:
                            self._hear(json.loads(text))
                            delay = FIRST_DELAY
                    finally:
                        asking.cancel()
                        self._socket = None
            await asyncio.sleep(delay)
            delay = min(2 * delay, LONGEST_DELAY)

    async def _ask_time(self, socket: ClientConnection) -> None:
        asked = 0
        with contextlib.suppress(ConnectionClosed):
            while True:
                await socket.send(json.dumps({"type": "clock", "t0": time.monotonic()}))
                asked += 1
                await asyncio.sleep(QUICK if asked < KEPT else STEADY)

    def _hear(self, word: Mapping[str, Any]) -> None:
        match word["type"]:
            case "clock":
                with contextlib.suppress(ValueError, KeyError):
                    times = (word["t0"], word["t1"], word["t2"], time.monotonic())
                    self.clock.add(Exchange.of(*times))
            case "transport":
                self.transport = word
            case "state":
                self.transport = word.get("transport") or {}
                self.state = word
        for listener in list(self._listeners):
            try:
                listener(word)
            except Exception:
                log.exception("A listener to the session of %s failed.", self._connection.path)
        for heard, future in list(self._waiting):
            if future.done():
                continue
            try:
                if heard(word):
                    future.set_result(None)
            except RefusedError as refusal:
                future.set_exception(refusal)

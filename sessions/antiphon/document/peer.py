"""A peer of a collaboration room outside the browser: it holds the same piece and comes back by itself."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlencode

import httpx
from pycrdt import (
    Awareness,
    Decoder,
    YMessageType,
    YSyncMessageType,
    create_awareness_message,
    create_sync_message,
    create_update_message,
    handle_sync_message,
    read_message,
)
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from antiphon.document.ydoc import YAntiphon

log = logging.getLogger(__name__)

RAW = 2
"""Jupyter's message type beside the two of the Y protocol: a JSON text."""

RELOAD = 1003
"""The close code by which a room asks for a fresh document."""

NOT_FOUND = 4404
"""The close code of a room whose file is not there."""

FIRST_DELAY, LONGEST_DELAY = 0.1, 2.0
"""Seconds before the first and the later attempts to come back; doubled each time."""

HEARTBEAT = 15.0
"""Seconds between two signs of life; the others forget a peer after 30."""


class PeerError(RuntimeError):
    """The room cannot be joined; the message says why."""


class StaleError(Exception):
    """The room has a history that this document does not share."""


class RefusedError(Exception):
    """The server says no, and would say it again."""


class RoomPeer:
    """A peer of the room of a piece, as an async context manager.

    What is written into `doc` goes to everybody, what everybody writes comes in. When the connection breaks it is made
    anew, and both sides tell each other what they missed. When the room asks for a reload or has another history (the
    session id up to its point), as the stock server has each time it starts, the document is a new one: `doc` changes,
    and `on_reset` is told before the new one has content.

    Attributes:
        doc: The shared document.
        synced: Set while what the server has is here.
    """

    def __init__(
        self,
        server: str,
        path: str,
        token: str,
        *,
        name: str = "",
        on_change: Callable[[frozenset[str]], None] | None = None,
        on_reset: Callable[[str], None] | None = None,
        on_people: Callable[[], None] | None = None,
        timeout: float = 30.0,
    ) -> None:
        """Prepare a peer; entering the context joins the room.

        Args:
            server: The server's base URL, such as `http://127.0.0.1:8888/`.
            path: The piece's path on the server.
            token: A token that the server knows.
            name: A name to show to the others; empty to stay unseen.
            on_change: Is told the roots that changed, once a transaction, whoever made it.
            on_reset: Is told why the document was replaced by a fresh one.
            on_people: Is told when somebody came, went, or said something new of themselves.
            timeout: How many seconds entering may take.
        """
        self.doc = YAntiphon()
        self.synced = asyncio.Event()
        self._server, self._path, self._token = server.rstrip("/"), path, token
        self._name, self._timeout = name, timeout
        self._on_change, self._on_reset, self._on_people = on_change, on_reset, on_people
        self._history = ""
        self._receiving = False
        self._changed: set[str] = set()
        self._outbox: asyncio.Queue[bytes] = asyncio.Queue()
        self._joining: asyncio.Future[None] | None = None
        self._problem = ""
        self._observe()

    @property
    def people(self) -> dict[int, dict[str, Any]]:
        """Who is here, by the client id of their document: what is said of them, such as `name` and `color`."""
        users = {client: state.get("user") for client, state in self._awareness.states.items()}
        return {client: user for client, user in users.items() if isinstance(user, dict)}

    async def __aenter__(self) -> Self:
        """Join the room, and wait for its content.

        Raises:
            PeerError: The server refused, or did not answer in time.
        """
        self._task = asyncio.create_task(self._stay())
        self._joining = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(self._joining, self._timeout)
        except TimeoutError:
            await self._leave()
            raise PeerError(self._sentence(self._problem or "no answer")) from None
        except PeerError:
            await self._leave()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Send what is still to be sent, and leave the room."""
        if self.synced.is_set():
            if self._name:
                self._introduce(None)
            try:
                await asyncio.wait_for(self._outbox.join(), self._timeout)
            except TimeoutError:
                log.warning("%s", self._sentence("the last changes could not be sent"))
        await self._leave()

    async def _leave(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    def _sentence(self, problem: str) -> str:
        return f"The room of {self._path} on {self._server} cannot be joined: {problem.rstrip('.')}."

    async def _stay(self) -> None:
        delay = FIRST_DELAY
        while True:
            try:
                await self._visit()
            except StaleError as stale:
                self._reset(str(stale))
            except (OSError, httpx.HTTPError, WebSocketException, ValueError, RefusedError) as error:
                self._report(error)
            finally:
                if self.synced.is_set():
                    delay = FIRST_DELAY
                self.synced.clear()
            await asyncio.sleep(delay)
            delay = min(2 * delay, LONGEST_DELAY)

    def _report(self, error: Exception) -> None:
        problem = str(error) or type(error).__name__
        if isinstance(error, RefusedError) and self._joining and not self._joining.done():
            self._joining.set_exception(PeerError(self._sentence(problem)))
        elif problem != self._problem:
            log.warning("%s", self._sentence(problem))
        self._problem = problem

    async def _visit(self) -> None:
        """Stay in the room until the connection ends."""
        url = await self._open_session()
        headers = {"Authorization": f"token {self._token}"}
        async with connect(
            url, additional_headers=headers, max_size=None, proxy=None, compression=None
        ) as socket:
            self._outbox = asyncio.Queue()
            self._forget_people()
            sender = asyncio.create_task(self._send(socket))
            greeter = asyncio.create_task(self._greet())
            try:
                self._outbox.put_nowait(create_sync_message(self.doc.ydoc))
                async for message in socket:
                    if isinstance(message, bytes) and message:
                        self._receive(message)
            except ConnectionClosed:
                pass
            finally:
                sender.cancel()
                greeter.cancel()
        raise ending(socket.close_code, socket.close_reason or "")

    async def _open_session(self) -> str:
        """Ask for the room, and give the address of its socket."""
        headers = {"Authorization": f"token {self._token}"}
        async with httpx.AsyncClient(headers=headers, trust_env=False, timeout=self._timeout) as client:
            response = await client.put(
                f"{self._server}/api/collaboration/session/{quote(self._path)}",
                json={"format": "text", "type": "antiphon"},
            )
        if response.is_client_error:
            raise RefusedError(f"{response.status_code} {response.reason_phrase}")
        response.raise_for_status()
        answer: dict[str, str] = response.json()
        session = answer["sessionId"]
        history = session.partition(".")[0]
        if self._history and history != self._history:
            self._history = ""
            raise StaleError("the server was started anew")
        self._history = history
        room = f"{answer['format']}:{answer['type']}:{answer['fileId']}"
        socket = self._server.replace("http", "ws", 1)
        return f"{socket}/api/collaboration/room/{room}?{urlencode({'sessionId': session})}"

    async def _send(self, socket: ClientConnection) -> None:
        outbox = self._outbox
        while True:
            message = await outbox.get()
            try:
                await socket.send(message)
            except ConnectionClosed:
                return
            finally:
                outbox.task_done()

    async def _greet(self) -> None:
        while self._name:
            self._introduce(
                {"user": {"name": self._name, "username": self._name, "display_name": self._name}}
            )
            await asyncio.sleep(HEARTBEAT)

    def _introduce(self, state: dict[str, Any] | None) -> None:
        self._awareness.set_local_state(state)
        update = self._awareness.encode_awareness_update([self._awareness.client_id])
        self._outbox.put_nowait(create_awareness_message(update))

    def _receive(self, message: bytes) -> None:
        if message[0] == YMessageType.SYNC:
            self._receiving = True
            try:
                reply = handle_sync_message(message[1:], self.doc.ydoc)
            except Exception as error:
                raise StaleError(f"an update does not fit ({error})") from error
            finally:
                self._receiving = False
            if reply is not None:
                self._outbox.put_nowait(reply)
            if message[1] == YSyncMessageType.SYNC_STEP2:
                self._arrive()
        elif message[0] == YMessageType.AWARENESS:
            self._hear(message)
        elif message[0] == RAW and _word(message)["type"] == "conflict":
            raise StaleError("the room has another history")

    def _arrive(self) -> None:
        self._problem = ""
        self.synced.set()
        if self._joining and not self._joining.done():
            self._joining.set_result(None)

    def _observe(self) -> None:
        self._awareness = Awareness(self.doc.ydoc)
        self._awareness.observe(self._meet)
        self.doc.observe(lambda root, events: self._changed.add(root))
        self._subscription = self.doc.ydoc.observe(lambda event: self._publish(event.update))

    def _hear(self, message: bytes) -> None:
        try:
            self._awareness.apply_awareness_update(read_message(message[1:]), "room")
        except Exception as error:  # pycrdt raises whatever its decoder stumbles over
            log.warning(
                "What somebody in the room of %s said of themselves was dropped: %s.", self._path, error
            )

    def _forget_people(self) -> None:
        """Begin with nobody, as they may have left meanwhile: the room says anew who is here."""
        others = [client for client in self._awareness.meta if client != self._awareness.client_id]
        self._awareness.remove_awareness_states(others, "room")
        for client in others:
            del self._awareness.meta[client]

    def _meet(self, topic: str, change: object) -> None:
        if topic == "change" and self._on_people:
            self._on_people()

    def _publish(self, update: bytes) -> None:
        roots, self._changed = frozenset(self._changed), set()
        if not self._receiving:
            self._outbox.put_nowait(create_update_message(update))
        if roots and self._on_change:
            try:
                self._on_change(roots)
            except Exception:
                log.exception("What is told of changes of %s failed.", self._path)

    def _reset(self, reason: str) -> None:
        log.warning("The document of %s is loaded afresh: %s.", self._path, reason)
        self.doc.unobserve()
        self.doc.ydoc.unobserve(self._subscription)
        self.doc = YAntiphon()
        self._observe()
        if self._on_reset:
            self._on_reset(reason)


def _word(message: bytes) -> dict[str, Any]:
    """A message of Jupyter's own."""
    word: dict[str, Any] = json.loads(Decoder(message[1:]).read_var_string())
    return word


def ending(code: int | None, reason: str) -> Exception:
    """What the end of a connection means."""
    if code == RELOAD:
        try:
            answer = json.loads(reason)
        except ValueError:
            answer = {"reason": reason}
        if answer.get("reloadable", answer.get("reason") != "initialization_error"):
            return StaleError(f"the room asks for it ({answer.get('reason')})")
        return RefusedError(answer.get("errorReason", reason))
    if code == NOT_FOUND:
        return RefusedError("there is no such file")
    if code is not None and 4400 <= code < 4600:
        return RefusedError(reason.rstrip("."))
    return ConnectionError(f"the connection ended with {code}")

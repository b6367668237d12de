"""A peer of a collaboration room outside the browser: it holds the same piece and comes back by itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import httpx
from pycrdt import (
    YMessageType,
    YSyncMessageType,
    create_sync_message,
    create_update_message,
    handle_sync_message,
)
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from antiphon.document.changes import write
from antiphon.document.presence import Presence
from antiphon.document.protocol import (
    RAW,
    ForbiddenError,
    RefusedError,
    StaleError,
    authorization,
    ending,
    open_session,
    word,
)
from antiphon.document.unkept import Unkept, UnkeptError, Written, rewritten
from antiphon.document.ydoc import YAntiphon

log = logging.getLogger(__name__)

FIRST_DELAY, LONGEST_DELAY = 0.1, 2.0
"""Seconds before the first and the later attempts to come back; doubled each time."""

HEARTBEAT = 15.0
"""Seconds between two signs of life; the others forget a peer after 30."""

ROOM = "room"
"""The origin of transactions that others made; whoever looks for our own has to leave them out."""

REWRITING = "rewriting"
"""The origin of a transaction that brings our edits into a fresh document."""


class PeerError(RuntimeError):
    """The room cannot be joined, or has not kept what was written; the message says why."""


class RoomPeer:
    """A peer of the room of a piece, as an async context manager.

    What is written into `doc` goes to everybody, what everybody writes comes in, in transactions of the origin `ROOM`.
    When the connection breaks it is made anew, and both sides tell each other what they missed. When the room asks for a
    reload or has another history (the session id up to its point), as the stock server has each time it starts, the
    document is a new one: `doc` changes, `on_reset` is told before the new one has content, and what was written into
    the old one and is not known to be kept is written into the new one. When the room refuses an edit, the document is a
    new one without it, and `on_refused` is given the text of the old one.

    Attributes:
        doc: The shared document.
        synced: Set while what the server has is here, and what was written here is on its way.
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
        on_refused: Callable[[str, str], None] | None = None,
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
            on_refused: Is told why the room refused an edit, and the text of the document with it, before `on_reset`.
            on_people: Is told when somebody came, went, or said something new of themselves.
            timeout: How many seconds entering, leaving and `keep` may take, each.
        """
        self.doc = YAntiphon()
        self.synced = asyncio.Event()
        self._server, self._path, self._token = server.rstrip("/"), path, token
        self._name, self._timeout = name, timeout
        self._on_change, self._on_reset, self._on_people = on_change, on_reset, on_people
        self._on_refused = on_refused
        self._history = ""
        self._receiving = False
        self._told = self._heard = self._edited = False
        self._changed: set[str] = set()
        self._outbox: asyncio.Queue[bytes] = asyncio.Queue()
        self._unkept = Unkept(self._put)
        self._replaced: list[tuple[YAntiphon, dict[tuple[str, str], Written]]] = []
        self._joining: asyncio.Future[None] | None = None
        self._problem = ""
        self._observe()

    @property
    def people(self) -> dict[int, dict[str, Any]]:
        """Who is here, by the client id of their document: what is said of them, such as `name` and `color`."""
        return self._presence.people

    async def keep(self) -> None:
        """Wait until all that was written here up to now is on the server's disk, over broken connections too.

        Raises:
            PeerError: The server's disk or the room refuses it, or there was no answer in time; the message says which.
        """
        try:
            await asyncio.wait_for(self._unkept.wait(self.synced.is_set()), self._timeout)
        except TimeoutError:
            raise PeerError(
                f"Whether the last edits of {self._path} are kept is not known: {self._server} did not answer within "
                f"{self._timeout:g} s."
            ) from None
        except UnkeptError as error:
            raise PeerError(str(error)) from None

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
        """Send what is still to be sent, coming back for it if the connection is broken, and leave the room."""
        unsent = bool(self._unkept or self._replaced) and kind is None
        if unsent or self.synced.is_set():
            try:
                await asyncio.wait_for(self._finish(), self._timeout)
            except (TimeoutError, PeerError) as problem:
                log.warning(
                    "The last edits of %s may not have reached %s: %s",
                    self._path,
                    self._server,
                    str(problem) or "it does not answer.",
                )
        await self._leave()

    async def _finish(self) -> None:
        await self.synced.wait()
        if self._unkept and self._unkept.is_answered:
            await self.keep()
        if self._name:
            self._put(self._presence.introduce(None))
        await self._outbox.join()

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
            except ForbiddenError as refusal:
                if self._edited:
                    self._refuse(str(refusal))
                else:
                    # What others wrote, and a server that was killed lost, is not ours to bring back: ours alone is.
                    self._reset(str(refusal))
            except (OSError, httpx.HTTPError, WebSocketException, ValueError, RefusedError) as error:
                self._report(error)
            finally:
                if self.synced.is_set():
                    delay = FIRST_DELAY
                self.synced.clear()
                self._told = self._heard = self._edited = False
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
        session = await open_session(self._server, self._path, self._token, self._timeout)
        history, self._history = self._history, session.history
        if history not in ("", session.history):
            raise StaleError("the server was started anew")
        async with connect(
            session.socket,
            additional_headers=authorization(self._token),
            max_size=None,
            proxy=None,
            compression=None,
        ) as socket:
            self._outbox = asyncio.Queue()
            self._presence.forget()
            sender = asyncio.create_task(self._send(socket))
            greeter = asyncio.create_task(self._greet())
            try:
                self._put(create_sync_message(self.doc.ydoc))
                async for message in socket:
                    if isinstance(message, bytes) and message:
                        self._receive(message)
            except ConnectionClosed:
                pass
            finally:
                sender.cancel()
                greeter.cancel()
        raise ending(socket.close_code, socket.close_reason or "")

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
        user = {"name": self._name, "username": self._name, "display_name": self._name}
        while self._name:
            self._put(self._presence.introduce({"user": user}))
            await asyncio.sleep(HEARTBEAT)

    def _put(self, message: bytes) -> None:
        self._outbox.put_nowait(message)

    def _receive(self, message: bytes) -> None:
        match message[0]:
            case YMessageType.SYNC:
                self._sync(message)
            case YMessageType.AWARENESS:
                self._presence.hear(message)
            case _ if message[0] == RAW:
                said = word(message)
                if said["type"] == "conflict":
                    raise StaleError("the room has another history")
                if said["type"] in ("kept", "unkept"):
                    self._unkept.answer(said)

    def _sync(self, message: bytes) -> None:
        self._receiving = True
        try:
            with self.doc.ydoc.transaction(origin=ROOM):
                reply = handle_sync_message(message[1:], self.doc.ydoc)
        except Exception as error:
            raise StaleError(f"an update does not fit ({error})") from error
        finally:
            self._receiving = False
        if reply is not None:
            self._put(reply)
            self._told = True
        if message[1] == YSyncMessageType.SYNC_STEP2:
            self._heard = True
        if self._told and self._heard and not self.synced.is_set():
            self._arrive()

    def _arrive(self) -> None:
        self._problem = ""
        self._rewrite()
        self.synced.set()
        self._unkept.ask_again()
        if self._joining and not self._joining.done():
            self._joining.set_result(None)

    def _rewrite(self) -> None:
        replaced, self._replaced = self._replaced, []
        with self.doc.ydoc.transaction(origin=REWRITING):
            for old, written in replaced:
                for change in rewritten(written, old, self.doc):
                    write(self.doc.ydoc, change)

    def _observe(self) -> None:
        self._presence = Presence(self.doc.ydoc, self._meet)
        self.doc.observe(self._note)
        self._subscription = self.doc.ydoc.observe(lambda event: self._publish(event.update))

    def _meet(self) -> None:
        if self._on_people:
            self._on_people()

    def _note(self, root: str, events: Any) -> None:
        self._changed.add(root)
        if not self._receiving and root != "state":
            self._unkept.note(root, events)

    def _publish(self, update: bytes) -> None:
        """Pass on what a transaction changed; before the server was told what is here, it will be told this with it."""
        roots, self._changed = frozenset(self._changed), set()
        if self._told and not self._receiving:
            self._put(create_update_message(update))
            self._edited = True
            if self.synced.is_set():
                self._unkept.ask()
        if roots and self._on_change:
            try:
                self._on_change(roots)
            except Exception:
                log.exception("What is told of changes of %s failed.", self._path)

    def _refuse(self, sentence: str) -> None:
        text = self.doc.get()
        self._unkept.give_up(PeerError(sentence))
        if self._on_refused:
            try:
                self._on_refused(sentence, text)
            except Exception:
                log.exception("What is told of refused edits of %s failed.", self._path)
        self._reset(sentence)

    def _reset(self, reason: str) -> None:
        log.warning("The document of %s is loaded afresh: %s.", self._path, reason.rstrip("."))
        self.doc.unobserve()
        self.doc.ydoc.unobserve(self._subscription)
        if self._unkept:
            self._replaced.append((self.doc, self._unkept.take()))
        self.doc = YAntiphon()
        self._observe()
        if self._on_reset:
            self._on_reset(reason)

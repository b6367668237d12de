"""A piece's room, held on a thread of its own, for code that waits for answers."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine, Iterable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import nullcontext
from typing import Any, TypeVar

from pycrdt import Decoder

from antiphon.document.changes import Change, Entry, Recorder
from antiphon.document.peer import PeerError, RoomPeer
from antiphon.document.piece import Piece
from antiphon.document.undo import UndoStack
from antiphon.document.ydoc import YAntiphon
from antiphon.kernel.engraver import Engraver
from antiphon.kernel.errors import ClosedError, JoinError, OfflineError, RefusedError, advised
from antiphon.kernel.server import Server
from antiphon.kernel.writing import Write, content, result

log = logging.getLogger(__name__)

T = TypeVar("T")

Listener = Callable[[tuple[Change, ...], bool, str], None]
"""Is told, on the connection's thread and once a transaction, what changed, whether it was ours, and by whom (or "")."""


class Connection:
    """A room peer with an event loop and a thread of its own.

    Everything that touches the document runs on that thread: `call` takes it there and waits. Every method may be called
    from any thread.

    Attributes:
        server: The server.
        path: The piece's path on it.
        timeout: Seconds that joining, or any later call, may take.
        peer: The room peer; of the connection's thread alone, as are its document and `engraver`.
        engraver: Engraves for the piece's views.
        refusal: Why the server refused an edit, until the next call says it; mostly empty.
        refused: The text of the document with the last edit that the server refused; None where it refused none.
    """

    def __init__(self, server: Server, path: str, name: str, timeout: float) -> None:
        """Join.

        Args:
            server: The server.
            path: The piece's path on it.
            name: What the others see; empty to stay unseen.
            timeout: Seconds that joining, or any later call, may take.

        Raises:
            JoinError: The server refused, or did not answer in time.
        """
        self.path = path
        self._afresh = False
        self.refused: str | None = None
        self.server, self._name, self.timeout = server, name, timeout
        self.refusal = ""
        self._listeners: list[Listener] = []
        self._bundle = threading.local()
        self._joined: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, name=f"antiphon {path}", daemon=True)
        self._thread.start()
        try:
            self._joined.result()
        except PeerError as error:
            raise JoinError(advised(str(error))) from None

    @property
    def connected(self) -> bool:
        """Whether what the server has is here."""
        return self._thread.is_alive() and self.peer.synced.is_set()

    @property
    def closed(self) -> bool:
        """Whether the piece was left."""
        return not self._thread.is_alive() or self._leaving.is_set()

    def call(self, function: Callable[[YAntiphon], T]) -> T:
        """Run a function with the document on the connection's thread, and wait for what it gives.

        Raises:
            RefusedError: The server refused an edit since the last call.
            ClosedError: The piece was closed.
            OfflineError: The thread was busy for longer than the timeout.
        """
        if self.refusal:
            sentence, self.refusal = self.refusal, ""
            raise RefusedError(sentence)
        return self.peek(function)

    def peek(self, function: Callable[[YAntiphon], T]) -> T:
        """As `call`, for what merely shows the piece: it leaves a refusal for the next call."""
        if threading.current_thread() is self._thread:
            return function(self.peer.doc)

        async def work() -> T:
            await self.loaded()
            return function(self.peer.doc)

        return self.wait(work())

    async def loaded(self) -> None:
        """Wait until a document that is loaded afresh, after a refusal, has its content."""
        if self._afresh:
            await self.peer.synced.wait()
            self._afresh = False

    def wait(self, work: Coroutine[Any, Any, T], timeout: float | None = None) -> T:
        """Run a coroutine on the connection's thread, and wait for what it gives.

        Raises:
            ClosedError: The piece was closed.
            OfflineError: It took longer than the timeout.
        """
        if self.closed:
            work.close()
            raise ClosedError(f'{self.path} was closed: join it again, with join("{self.path}").')
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        seconds = self.timeout if timeout is None else timeout
        try:
            return future.result(seconds)
        except FutureTimeout:
            future.cancel()
            raise OfflineError(
                f"{self.path} took longer than {seconds:g} s: see whether the server at {self.server.url} still runs."
            ) from None

    def soon(self, function: Callable[[], object]) -> None:
        """Run a function on the connection's thread, without waiting; once the piece is closed, not at all."""
        if not self.closed:
            self._loop.call_soon_threadsafe(function)

    def read(self, root: str, id: str) -> Entry | None:
        """An entry as it is now; None where there is none."""
        return self.call(lambda doc: self._recorder.entry(root, id))

    def entries(self, root: str) -> dict[str, Entry]:
        """The valid entries of a root, in the order of their ids."""
        kept: Mapping[str, Any] = self.call(lambda doc: content(doc, root))
        return dict(kept[root])

    def piece(self) -> Piece:
        """The piece as it is now."""
        return self.call(lambda doc: doc.piece)

    def write(self, writes: Iterable[Write], since: Mapping[str, Any] | None = None) -> int:
        """Change entries in one transaction, which is one step of undo.

        Args:
            writes: What to make of them.
            since: A document as it was: of its entries, those that somebody has taken away since stay away.

        Returns:
            How many entries were written.

        Raises:
            EditError: The schema refuses what would result; nothing was changed.
        """
        planned = list(writes)
        bundle = getattr(self._bundle, "name", "")

        def edit(doc: YAntiphon) -> int:
            results: dict[tuple[str, str], dict[str, Any] | None] = {}
            for root, id, fields in planned:
                old = results.get((root, id), self._recorder.entry(root, id))
                if since is not None and root != "meta" and old is None and id in since[root]:
                    continue
                results[root, id] = None if fields is None else result(root, id, old, fields)
            with self._stack.step(bundle) if bundle else nullcontext(), doc.ydoc.transaction():
                for (root, id), entry in results.items():
                    if entry is None:
                        doc.remove(root, id)
                    else:
                        doc.put(root, id, entry)
            return len(results)

        return self.call(edit)

    def begin(self, name: str) -> str:
        """Make what this thread writes from now on one step, with all of this name; an empty name ends it.

        Returns:
            The name until now.
        """
        last: str = getattr(self._bundle, "name", "")
        self._bundle.name = name
        return last

    def undo(self) -> bool:
        """Undo the last step of ours; whether there was one with anything left of it."""
        return self.call(lambda doc: bool(self._stack.undo()))

    def redo(self) -> bool:
        """Redo the step that was undone last; whether there was one with anything left of it."""
        return self.call(lambda doc: bool(self._stack.redo()))

    def people(self) -> list[dict[str, Any]]:
        """What is said of everybody who is here, ourselves included; each person once."""

        async def names() -> list[dict[str, Any]]:
            return list(
                {
                    user.get("username") or user.get("name"): user for user in self.peer.people.values()
                }.values()
            )

        return self.wait(names())

    def keep(self, timeout: float | None) -> None:
        """Wait until all that was written is on the server's disk.

        Raises:
            RefusedError: The server refused it.
            OfflineError: The server's disk refuses it, or the server did not answer in time.
        """
        self.call(lambda doc: None)
        try:
            self.wait(self.peer.keep(), self.timeout + 1 if timeout is None else timeout)
        except PeerError as error:
            raise OfflineError(str(error)) from None
        finally:
            if self.refusal:
                self.call(lambda doc: None)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell a listener of every change from now on; gives what stops it."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def close(self, timeout: float | None = None) -> None:
        """Send what is still to be sent, and leave; closing again does nothing."""
        if not self.closed:
            self._loop.call_soon_threadsafe(self._leaving.set)
        if threading.current_thread() is not self._thread:
            self._thread.join(self.timeout if timeout is None else timeout)

    def _run(self) -> None:
        try:
            asyncio.run(self._stay())
        except BaseException as error:
            if self._joined.done():
                log.exception("The connection to %s ended.", self.path)
            else:
                self._joined.set_exception(error)

    async def _stay(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._leaving = asyncio.Event()
        self.engraver = Engraver()
        self.peer = RoomPeer(
            self.server.url,
            self.path,
            self.server.token,
            name=self._name,
            on_reset=self._attach_again,
            on_refused=self._refuse,
            timeout=self.timeout,
        )
        self._stack = UndoStack(self.peer.doc, clock=lambda: 0.0)
        self._clocks: dict[int, int] = {}
        self._recorder = Recorder(self.peer.doc.ydoc, self._tell)
        async with self.peer:
            self._clocks = _clocks(self.peer.doc)
            self._joined.set_result(None)
            await self._leaving.wait()
        await self.engraver.close()
        self._recorder.stop()

    def _attach_again(self, reason: str) -> None:
        self._afresh = True
        self._recorder.stop()
        self._recorder = Recorder(self.peer.doc.ydoc, self._tell)
        self._stack.attach(self.peer.doc)

    def _refuse(self, sentence: str, text: str) -> None:
        self.refusal = (
            f"The server refused an edit of {self.path}: {sentence} The text with it is in piece.refused."
        )
        self.refused = text

    def _tell(self, changes: tuple[Change, ...], origin: object) -> None:
        if self._listeners:
            self._loop.call_soon(self._announce, changes, origin is None or origin is self._stack)

    def _announce(self, changes: tuple[Change, ...], mine: bool) -> None:
        writer = self._writer()
        by = self._name if mine else writer
        for listener in list(self._listeners):
            try:
                listener(changes, mine, by)
            except Exception:
                log.exception("What is told of changes of %s failed.", self.path)

    def _writer(self) -> str:
        """Who wrote what came since this was last asked, where it is one person who is here."""
        clocks = _clocks(self.peer.doc)
        writers = [client for client, clock in clocks.items() if clock != self._clocks.get(client)]
        self._clocks = clocks
        return shown(self.peer.people.get(writers[0], {})) if len(writers) == 1 else ""


def _clocks(doc: YAntiphon) -> dict[int, int]:
    """How much each client wrote."""
    state = Decoder(doc.ydoc.get_state())
    return {state.read_var_uint(): state.read_var_uint() for _ in range(state.read_var_uint())}


def shown(user: Mapping[str, Any]) -> str:
    """The name by which a user is shown; empty where none is known."""
    return str(user.get("display_name") or user.get("name") or "")

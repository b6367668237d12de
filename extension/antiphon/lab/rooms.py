"""The room of a piece: its shared document, the file, and a history that outlives the server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from jupyter_server_ydoc.rooms import DocumentRoom
from jupyter_server_ydoc.utils import LogLevel, OutOfBandChanges
from pycrdt import Doc, TransactionEvent

from antiphon.document.codec import DocumentError, NewerVersionError, decode, encode, normalise
from antiphon.document.types import Document
from antiphon.document.ydoc import YAntiphon
from antiphon.lab.history import History
from antiphon.lab.merge import merge

FILE_TYPE = "antiphon"
"""The content type of a piece, the first word of its entry point in `jupyter_ydoc`."""

SUFFIX = ".antiphon"


class FileRefused(Exception):
    """A file that cannot be opened as a piece; the message says why in one sentence.

    Attributes:
        brief: The same in at most 72 characters, which is what fits where a WebSocket is closed.
    """

    def __init__(self, error: DocumentError) -> None:
        super().__init__(str(error))
        newer = isinstance(error, NewerVersionError)
        self.brief = (
            "It was made by a newer Antiphon: please update to open it."
            if newer
            else "It is damaged or no Antiphon piece; nothing was changed."
        )


class AntiphonRoom(DocumentRoom):  # type: ignore[misc]
    """The room of an `.antiphon` file.

    The history of Y updates is the document; the file is a copy of it. A room that loads and finds in the file
    what was last written there takes the document from the history, which may be ahead of the file; a file that
    was changed outside is merged into it by field. A file that cannot be read as a piece is never written to.
    """

    def __init__(self, *arguments: Any, history: History, **options: Any) -> None:
        """As `DocumentRoom`.

        Args:
            arguments: Passed on.
            history: Where the updates are kept.
            options: Passed on.
        """
        super().__init__(*arguments, ystore=None, **options)
        self._history = history
        self._key: str = self._file.file_id
        self._document: YAntiphon
        self._kept: Any = None
        self._save_lock = asyncio.Lock()
        self._timer: asyncio.Task[None] | None = None
        self._unsaved = False
        self._quiet = False
        self._stopping = False
        self.refusal: FileRefused | None = None
        self.on_ready: Callable[[AntiphonRoom], None] = lambda room: None
        self.on_stop: Callable[[AntiphonRoom], None] = lambda room: None
        self.on_problem: Callable[[AntiphonRoom, str], None] = lambda room, message: None

    @property
    def path(self) -> str:
        """Where the file is, from the lab's root."""
        return str(self._file.path)

    @property
    def text(self) -> str:
        """The document as the canonical text of its file."""
        return self._document.get()

    async def snapshot(self) -> tuple[Document, str]:
        """The document as it is now, and its canonical text.

        Only its reading keeps the event loop (9 ms for 2,000 events); the rest is done in a thread (30 ms).
        """
        raw = self._document.raw()

        def write() -> tuple[Document, str]:
            document = normalise(raw)
            return document, encode(document)

        return await asyncio.to_thread(write)

    async def initialize(self) -> None:
        """Load the document, once.

        Raises:
            FileRefused: if the file is not a piece that this version reads.
            tornado.web.HTTPError: if the file cannot be read.
        """
        if self.ready:  # type: ignore[has-type]
            return
        text = await self._read()
        with self._quietly():
            self._load(text)
        self.ready = True
        await self.ydoc_observed.wait()
        self._history.file_holds(self._key, text)
        if self.text != text:
            self._save_soon()
        self._emit(LogLevel.INFO, "initialize", "Room initialized")
        self.on_ready(self)

    def _load(self, text: str) -> None:
        updates = self._history.updates(self._key)
        if not updates:
            self._refuse_unless_piece(text)
            source: Doc[Any] = Doc(client_id=0)
            YAntiphon(source).set(text)
            self.ydoc.apply_update(source.get_update())
            self._history.squash(self._key, self.ydoc)
            self._keep_updates()
            return
        saved = self._history.saved(self._key)
        changed_outside = text not in (saved.text, saved.pending)
        if changed_outside:
            self._refuse_unless_piece(text)
        for update in updates:
            self.ydoc.apply_update(update)
        if len(updates) > 1:
            self._history.squash(self._key, self.ydoc)
        self._keep_updates()
        if changed_outside:
            self.log.info("%s was changed outside; it is merged with what was edited here.", self.path)
            self._take(text, saved.text)

    def _refuse_unless_piece(self, text: str) -> None:
        try:
            decode(text)
        except DocumentError as error:
            raise FileRefused(error) from error

    def _keep_updates(self) -> None:
        if self._kept is None:
            self._kept = self.ydoc.observe(self._keep)

    def _keep(self, event: TransactionEvent) -> None:
        try:
            self._history.append(self._key, event.update)
        except Exception as error:
            self.log.error("An edit of %s could not be kept on disk: %s", self.path, error)
            self.on_problem(
                self, f"The server cannot keep edits on its disk ({error}); please save elsewhere."
            )

    def _take(self, text: str, base: str | None) -> None:
        if base is None:
            self._document.set(text)
            return
        try:
            merged = merge(decode(base), decode(text), self._document.to_document())
        except DocumentError:
            self._document.set(text)
        else:
            self._document.set(encode(merged))

    async def _read(self) -> str:
        model = await self._file.load_content(self._file_format, self._file_type)
        return str(model["content"])

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """What is changed meanwhile is not taken for an edit that has to be saved."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    async def _on_outofband_change(self) -> None:
        text = await self._read()
        self._meet(text)
        if self.refusal is None and self.text != text:
            self._save_soon()

    def _meet(self, text: str) -> None:
        """Merge what the file holds, if somebody else wrote it."""
        saved = self._history.saved(self._key)
        if text in (saved.text, saved.pending):
            self.refusal = None
            return
        try:
            self._refuse_unless_piece(text)
        except FileRefused as refusal:
            if self.refusal is None:
                self.log.error(
                    "%s was changed outside and is not written to any more: %s", self.path, refusal
                )
                self.on_problem(self, f"The file was changed outside and is left alone: {refusal}")
            self.refusal = refusal
            return
        self.refusal = None
        with self._quietly():
            self._take(text, saved.text)
        self._history.file_holds(self._key, text)
        self._emit(LogLevel.INFO, "overwrite", "Changes outside were merged.")

    def _on_document_change(self, target: str, event: Any) -> None:
        if not self._quiet and self._autosaves():
            self._save_soon()

    def _autosaves(self) -> bool:
        states = [state for state in self.awareness.states.values() if state]
        return not states or any(state.get("autosave", True) for state in states)

    def _save_soon(self) -> None:
        # One save after the delay, however long the editing goes on: the stock room waits for a pause.
        self._unsaved = True
        if self._save_delay is not None and (self._timer is None or self._timer.done()):
            self._timer = asyncio.create_task(self._save_later())

    async def _save_later(self) -> None:
        await asyncio.sleep(self._save_delay)
        self._timer = None
        try:
            await self.save()
        except Exception as error:
            self.log.error("%s could not be saved: %s", self.path, error)
            self._emit(LogLevel.ERROR, None, f"Error saving file: {error}")
            self.on_problem(
                self, f"The piece could not be saved ({error}); its edits are kept by the server."
            )

    def _save_to_disc(self) -> asyncio.Task[None] | None:
        return asyncio.create_task(self.save()) if self.ready else None

    async def save(self) -> None:
        """Write the file, if it does not hold the document already.

        Raises:
            FileRefused: if the file was changed outside into something that is no piece.
            tornado.web.HTTPError: if the file cannot be written.
        """
        async with self._save_lock:
            # The time of a file's last change tells too little: somebody may have written right after us.
            self._meet(await self._read())
            if self.refusal:
                raise self.refusal
            self._unsaved = False
            if self._history.is_long(self._key):
                self._history.squash(self._key, self.ydoc)
            _, text = await self.snapshot()
            if text != self._history.saved(self._key).text:
                await self._write(text)
            elif self._document.dirty and not self._stopping:
                with self._quietly():
                    self._document.dirty = False

    async def _write(self, text: str) -> None:
        self._history.saving(self._key, text)
        content = {"format": self._file_format, "type": self._file_type, "content": text}
        try:
            model = await asyncio.shield(self._file.maybe_save_content(content))
        except OutOfBandChanges:
            self._save_soon()
            return
        except BaseException:
            self._unsaved = True
            raise
        if model is None:
            raise OSError("it is read-only")
        self._history.file_holds(self._key, text)
        if not self._stopping:
            with self._quietly():
                self._document.dirty = False
                self._document.hash = model["hash"]
        self._emit(LogLevel.INFO, "save", "Content saved.")

    async def stop(self) -> None:
        """Save what is not saved yet, and stop."""
        self._stopping = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._unsaved and self.ready:
            try:
                await self.save()
            except Exception as error:
                self.log.error("%s could not be saved: %s; its edits are kept.", self.path, error)
        if self.ready:
            self.on_stop(self)
        if self._kept is not None:
            self.ydoc.unobserve(self._kept)
            self._kept = None
        await super().stop()

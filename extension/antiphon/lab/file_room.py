"""The file of a room: saved as the document is edited, merged when somebody else writes it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any
from weakref import WeakMethod

from jupyter_server_ydoc.rooms import DocumentRoom
from jupyter_server_ydoc.utils import LogLevel, OutOfBandChanges
from pycrdt import Map
from tornado.web import HTTPError

from antiphon.document.codec import DocumentError, decode, encode
from antiphon.document.merging import merge
from antiphon.document.schema import ROOTS
from antiphon.document.ydoc import YAntiphon
from antiphon.lab.chronicle import Place
from antiphon.lab.history import History
from antiphon.lab.piece_file import FileRefused, PieceFile, refuse_unless_piece
from antiphon.lab.storage import Storage
from antiphon.lab.transcript import Transcript
from antiphon.lab.versions import Kind


class FileRoom(DocumentRoom):  # type: ignore[misc]
    """A room whose file is a copy of its document.

    A file that cannot be read as a piece is never written to; one that cannot be written is tried again.

    Attributes:
        refusal: Why the file is not written to, while it holds no piece.
    """

    def __init__(self, *arguments: Any, history: History, **options: Any) -> None:
        """As `DocumentRoom`.

        Args:
            arguments: Passed on.
            history: Where the updates are kept, and what is known of the file.
            options: Passed on.
        """
        super().__init__(*arguments, ystore=None, **options)
        self._history = history
        self._key: str = self._file.file_id
        self._document: YAntiphon
        self._piece_file = PieceFile(self._file, history)
        self._storage = Storage(self.log, self._storage_changed)
        self._transcript = Transcript(self.ydoc)
        self._save_lock = asyncio.Lock()
        self._timer: asyncio.Task[None] | None = None
        self._unsaved = False
        self._quiet = False
        self._told = False
        self._stopping = False
        self.refusal: FileRefused | None = None
        # The stock room's observers make Python objects of all that is in an event, for 20 µs an edit.
        self._document.unobserve()
        noted = WeakMethod(self._noted)
        self._watching = [
            self.ydoc.get(root, type=Map).integrated.observe_deep(
                partial(lambda root, events: (method := noted()) and method(root, events), root)
            )
            for root in ROOTS
        ]

    def _storage_changed(self) -> None:
        """Called when what `storage` says has changed."""

    def chronicle(self) -> None:
        """Note in the chronicle what changed in other ways than by somebody's update."""

    def _keep_version(self, kind: Kind, title: str = "") -> None:
        """Keep the piece as it is as a version."""

    def _saved(self) -> None:
        """Called after each save, when there is time for what has to be done now and then."""

    @property
    def path(self) -> str:
        """Where the file is, from the lab's root."""
        return str(self._file.path)

    @property
    def text(self) -> str:
        """The document as the canonical text of its file."""
        self.chronicle()
        return self._transcript.text

    @property
    def lines(self) -> Mapping[str, Mapping[str, str]]:
        """The lines of the text, by root and id."""
        self.chronicle()
        return self._transcript.lines

    @property
    def storage(self) -> dict[str, str]:
        """What the state of the session says of the disk: `status`, kept or failing, and a `message`."""
        return self._storage.state

    def _squash(self) -> None:
        self._storage.write(partial(self._history.squash, self._key, self.ydoc))

    def _take(self, text: str, base: str | None) -> None:
        if base is None:
            self._document.set(text)
            return
        try:
            ours = self._document.to_document()
            merged = merge(decode(base), ours, decode(text), prefer="theirs", looks=False).document
        except DocumentError:
            self._document.set(text)
        else:
            self._document.set(encode(merged))

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """What is changed meanwhile is not taken for an edit that has to be saved."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    async def _on_outofband_change(self) -> None:
        text = await self._piece_file.read()
        self._meet(text)
        if self.refusal is None and self.text != text:
            self._save_soon()

    def _meet(self, text: str) -> None:
        """Merge what the file holds, if somebody else wrote it."""
        if self._piece_file.is_as_we_left_it(text):
            self.refusal = None
            return
        base = self._history.saved(self._key).text
        try:
            refuse_unless_piece(text)
        except FileRefused as refusal:
            self.refusal = refusal
            self._storage.file_failed(str(refusal))
            return
        self.refusal = None
        self._keep_version("before")
        with self._quietly():
            self._take(text, base)
        self.chronicle()
        self._piece_file.holds(text)
        self._emit(LogLevel.INFO, "overwrite", "Changes outside were merged.")

    def _noted(self, root: str, events: Any) -> None:
        """Take in what changed in one root, unless `_touched` will be told of it."""
        if not self._told:
            self._transcript.note(root, events)
            self._edited()

    def _touched(self, places: Iterable[Place]) -> None:
        """Take in that these entries changed."""
        self._transcript.touch(places)
        self._edited()

    def _edited(self) -> None:
        if self._quiet:
            return
        if self._timer is not None and not self._timer.done():
            self._unsaved = True
        elif self._autosaves():
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
            self._emit(LogLevel.ERROR, None, f"Error saving file: {error}")
            self._save_soon()

    def _save_to_disc(self) -> asyncio.Task[None] | None:
        return asyncio.create_task(self.save()) if self.ready else None

    async def save(self) -> None:
        """Write the file, if it does not hold the document already.

        Raises:
            FileRefused: if the file was changed outside into something that is no piece.
            tornado.web.HTTPError: if the file cannot be written.
        """
        async with self._save_lock:
            self._unsaved = False
            try:
                await self._save()
            except OutOfBandChanges:
                self._save_soon()
            except BaseException as error:
                self._unsaved = True
                if isinstance(error, Exception):
                    self._storage.file_failed(_words(error))
                raise
            else:
                self._storage.file_failed("")
                self._saved()

    async def _save(self) -> None:
        # The time of a file's last change tells too little: somebody may have written right after us.
        held = await self._piece_file.read()
        self._meet(held)
        if self.refusal:
            raise self.refusal
        if self._history.is_long(self._key) and not self.unkept:
            self._squash()
        text = self.text
        if text != held:
            hash = await self._piece_file.write(text)
            if not self._stopping:
                with self._quietly():
                    self._document.dirty = False
                    self._document.hash = hash
            self._emit(LogLevel.INFO, "save", "Content saved.")
        elif self._document.dirty and not self._stopping:
            with self._quietly():
                self._document.dirty = False

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
        self._storage.close()
        await super().stop()


def _words(error: Exception) -> str:
    """What went wrong, without an HTTP status."""
    return (error.log_message if isinstance(error, HTTPError) else "") or str(error)

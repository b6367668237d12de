"""The room of a piece: its shared document, the file, and a history that outlives the server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from jupyter_server_ydoc.rooms import DocumentRoom
from jupyter_server_ydoc.utils import LogLevel, OutOfBandChanges
from pycrdt import Doc, Map, TransactionEvent, create_update_message
from tornado.web import HTTPError

from antiphon.document.changes import read
from antiphon.document.codec import DocumentError, decode, encode, normalise
from antiphon.document.migrations import migrate
from antiphon.document.schema import ROOTS, VERSION
from antiphon.document.types import Meta
from antiphon.document.ydoc import YAntiphon
from antiphon.lab.broadcast import Broadcast
from antiphon.lab.claims import RoomClaims
from antiphon.lab.guard import Guard
from antiphon.lab.history import MADE_ROOTS, NOBODY, Edit, Hand, History, Place
from antiphon.lab.merge import merge
from antiphon.lab.piece_file import FILE_TYPE, SUFFIX, FileRefused, PieceFile, refuse_unless_piece
from antiphon.lab.storage import RETRY, Storage
from antiphon.lab.transcript import Transcript
from antiphon.session.people import Person
from antiphon.session.role import Role
from antiphon.session.store import Assignments, Store

__all__ = ["FILE_TYPE", "SUFFIX", "AntiphonRoom", "FileRefused"]

_NOTHING = b"\x00\x00"


class AntiphonRoom(DocumentRoom):  # type: ignore[misc]
    """The room of an `.antiphon` file.

    The history of Y updates is the document; the file is a copy of it. A room that loads and finds in the file
    what was last written there takes the document from the history, which may be ahead of the file; a file that
    was changed outside is merged into it by field. A file that cannot be read as a piece is never written to.

    Attributes:
        makers: Who made what is of `MADE_ROOTS`: `root/id` to a person's id.
        assignments: Which part is whose.
        refusal: Why the file is not written to, while it holds no piece.
        on_ready: Called when it is loaded.
        on_stop: Called before it stops.
        on_state: Called when makers, assignments or `storage` have changed.
    """

    def __init__(self, *arguments: Any, history: History, store: Store, **options: Any) -> None:
        """As `DocumentRoom`.

        Args:
            arguments: Passed on.
            history: Where the updates are kept.
            store: Where assignments are kept.
            options: Passed on.
        """
        super().__init__(*arguments, ystore=None, **options)
        self._history = history
        self._store = store
        self._key: str = self._file.file_id
        self._document: YAntiphon
        self._roots: dict[str, Map[Any]] = {root: self.ydoc.get(root, type=Map) for root in ROOTS}
        self._piece_file = PieceFile(self._file, history)
        self._storage = Storage(self.log, lambda: self.on_state(self))
        self._transcript = Transcript(self.ydoc)
        self._broadcast = Broadcast(self.clients)
        self._edit = Edit(b"")
        self._save_lock = asyncio.Lock()
        self._timer: asyncio.Task[None] | None = None
        self._unsaved = False
        self._quiet = False
        self._stopping = False
        self.makers: dict[str, str] = {}
        self.assignments: Assignments = {}
        self.refusal: FileRefused | None = None
        self.on_ready: Callable[[AntiphonRoom], None] = lambda room: None
        self.on_stop: Callable[[AntiphonRoom], None] = lambda room: None
        self.on_state: Callable[[AntiphonRoom], None] = lambda room: None

    @property
    def path(self) -> str:
        """Where the file is, from the lab's root."""
        return str(self._file.path)

    @cached_property
    def guard(self) -> Guard:
        """Lets through to `write` what may be written."""
        return Guard(self, RoomClaims(self._history, self._key))

    @property
    def text(self) -> str:
        """The document as the canonical text of its file."""
        return self._transcript.text

    @property
    def meta(self) -> Meta:
        """The piece's title and so on."""
        return normalise({"meta": read(self.ydoc, "meta", "")})["meta"]

    @property
    def unkept(self) -> str:
        """Why some edit is not in the history on disk, in one sentence; empty where all are."""
        return self._storage.unkept

    @property
    def storage(self) -> dict[str, str]:
        """What the state of the session says of the disk: `status`, kept or failing, and a `message`."""
        return self._storage.state

    async def kept(self) -> None:
        """Wait until all edits are in the history on disk."""
        while self.unkept:
            await asyncio.sleep(RETRY)

    def has(self, root: str, id: str) -> bool:
        """Whether there is such an entry."""
        return root in self._roots and id in self._roots[root]

    def who(self, root: str, id: str) -> tuple[Hand | None, Hand | None]:
        """Who made an entry, and who changed it last."""
        return self._history.who(self._key, root, id)

    def write(self, update: bytes, person: Person, touched: Iterable[Place]) -> None:
        """Take somebody's update, which the guard has let through: keep it, then pass it on to all.

        Args:
            update: The update.
            person: Whose it is, with the role they have now.
            touched: The entries it changes, makes or takes away.

        Raises:
            Exception: of pycrdt's, if the update does not fit; nothing is kept or passed on.
        """
        places = tuple(touched)
        made = frozenset(place for place in places if not self.has(*place))
        self._edit = Edit(b"", person, time.time(), places, made)
        try:
            self.ydoc.apply_update(update)
        finally:
            self._edit = Edit(b"")
        if made:
            self._note_made(person, made)

    def _note_made(self, person: Person, made: Iterable[Place]) -> None:
        new = False
        for root, id in made:
            if root in MADE_ROOTS and f"{root}/{id}" not in self.makers:
                self.makers[f"{root}/{id}"] = person.id
                new = True
            elif root == "parts" and person.role is Role.PLAYER and id not in self.assignments:
                self.assign(id, (person.id,))
        if new:
            self.on_state(self)

    def assign(self, part: str, people: Iterable[str]) -> None:
        """Make a part these people's; nobody's, where there are none."""
        whose = tuple(people)
        others = {id: them for id, them in self.assignments.items() if id != part}
        self.assignments = others | ({part: whose} if whose else {})
        self._storage.write(partial(self._store.assign, self.path, part, whose))
        self.on_state(self)

    def _taken(self, event: TransactionEvent) -> None:
        update = event.update
        if update == _NOTHING:
            return
        edit = replace(self._edit, update=update, at=self._edit.at or time.time())
        self._storage.write(partial(self._history.append, self._key, edit))
        self._broadcast.send(create_update_message(update))

    async def _watch_ready(self) -> None:
        # The stock room begins to pass on what changes here; ours does so in `_taken`.
        await self.ready_event.wait()
        self.ydoc_observed.set()

    async def _broadcast_updates(self) -> None:
        self._update_receive_stream.close()

    async def initialize(self) -> None:
        """Load the document, once.

        Raises:
            FileRefused: if the file is not a piece that this version reads.
            tornado.web.HTTPError: if the file cannot be read.
        """
        if self.ready:  # type: ignore[has-type]
            return
        text = await self._piece_file.read()
        with self._quietly():
            self._load(text)
        self.makers = self._history.makers(self._key)
        self.assignments = self._store.assignments(self.path)
        self.ready = True
        await self.ydoc_observed.wait()
        self._piece_file.holds(text)
        if self.text != text:
            self._save_soon()
        self._emit(LogLevel.INFO, "initialize", "Room initialized")
        self.on_ready(self)

    def _load(self, text: str) -> None:
        updates = self._history.updates(self._key)
        base = self._history.saved(self._key).text
        changed_outside = not (updates and self._piece_file.is_as_we_left_it(text))
        if changed_outside:
            refuse_unless_piece(text)
        for update in updates or [_first_update(text)]:
            self.ydoc.apply_update(update)
        version = self._history.format(self._key)
        if version < VERSION:
            raw = migrate({"antiphon": version, **self._document.raw()}, version, VERSION)
            self._document.set(encode(normalise(raw)))
        if len(updates) != 1 or version < VERSION:
            self._squash()
        for client in (0, self.ydoc.client_id):
            self._history.claim(self._key, client, NOBODY.id)
        self._subscription = self.ydoc.observe(self._taken)
        if updates and changed_outside:
            self.log.info("%s was changed outside; it is merged with what was edited here.", self.path)
            self._take(text, base)

    def _squash(self) -> None:
        self._storage.write(partial(self._history.squash, self._key, self.ydoc))

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
        with self._quietly():
            self._take(text, base)
        self._piece_file.holds(text)
        self._emit(LogLevel.INFO, "overwrite", "Changes outside were merged.")

    def _on_document_change(self, target: str, event: Any) -> None:
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
        if self.ready:
            self.on_stop(self)
        self._transcript.close()
        await super().stop()


def _first_update(text: str) -> bytes:
    """A document made of a file's text: the same for the same text, whichever server makes it."""
    source: Doc[Any] = Doc(client_id=0)
    YAntiphon(source).set(text)
    return source.get_update()


def _words(error: Exception) -> str:
    """What went wrong, without an HTTP status."""
    return (error.log_message if isinstance(error, HTTPError) else "") or str(error)

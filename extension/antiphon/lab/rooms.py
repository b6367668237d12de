"""The room of a piece: its shared document, the file, and a history that outlives the server."""

from __future__ import annotations

import asyncio
import math
import sqlite3
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from functools import cached_property, partial
from typing import Any

from jupyter_server_ydoc.utils import LogLevel
from pycrdt import Doc, Map, TransactionEvent, create_update_message

from antiphon.document.changes import Change, read
from antiphon.document.changes import write as write_change
from antiphon.document.codec import encode, normalise
from antiphon.document.migrations import migrate
from antiphon.document.schema import ROOTS, VERSION
from antiphon.document.types import Document, Meta
from antiphon.document.ydoc import YAntiphon
from antiphon.lab.broadcast import Broadcast
from antiphon.lab.chronicle import Place
from antiphon.lab.claims import RoomClaims
from antiphon.lab.file_room import FileRoom
from antiphon.lab.guard import Guard
from antiphon.lab.history import MADE_ROOTS, NOBODY, Edit, Hand, History
from antiphon.lab.packing import Packing
from antiphon.lab.past import PastDamaged
from antiphon.lab.piece_file import FILE_TYPE, SUFFIX, FileRefused, refuse_unless_piece
from antiphon.lab.storage import RETRY
from antiphon.lab.versions import Kind
from antiphon.session.people import Person
from antiphon.session.role import Role
from antiphon.session.store import Assignments, Store

__all__ = ["FILE_TYPE", "SUFFIX", "AntiphonRoom", "FileRefused"]

_NOTHING = b"\x00\x00"


class AntiphonRoom(FileRoom):
    """The room of an `.antiphon` file.

    The history of Y updates is the document; the file is a copy of it. A room that loads and finds in the file
    what was last written there takes the document from the history, which may be ahead of the file; a file that
    was changed outside is merged into it by field.

    Attributes:
        makers: Who made what is of `MADE_ROOTS`: `root/id` to a person's id.
        assignments: Which part is whose.
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
        super().__init__(*arguments, history=history, **options)
        self._store = store
        self._roots: dict[str, Map[Any]] = {root: self.ydoc.get(root, type=Map) for root in ROOTS}
        self._broadcast = Broadcast(self.clients)
        self._writing = False
        self._written = b""
        self._packing: asyncio.Task[None] | None = None
        self._telling: asyncio.TimerHandle | None = None
        self.makers: dict[str, str] = {}
        self.assignments: Assignments = {}
        self.on_ready: Callable[[AntiphonRoom], None] = lambda room: None
        self.on_stop: Callable[[AntiphonRoom], None] = lambda room: None
        self.on_state: Callable[[AntiphonRoom], None] = lambda room: None

    @cached_property
    def guard(self) -> Guard:
        """Lets through to `write` what may be written."""
        return Guard(self, RoomClaims(self._history, self._key))

    @property
    def key(self) -> str:
        """What the history knows the room by."""
        return self._key

    @property
    def meta(self) -> Meta:
        """The piece's title and so on."""
        return normalise({"meta": read(self.ydoc, "meta", "")})["meta"]

    @property
    def unkept(self) -> str:
        """Why some edit is not in the history on disk, in one sentence; empty where all are."""
        return self._storage.unkept

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

    def writers(self, root: str, ids: Collection[str] | None = None) -> dict[Hand, list[str]]:
        """Who wrote the entries of a root that are there now, or those of `ids`."""
        there = self._roots.get(root)
        if there is None:
            return {}
        present = set(there.keys()) if ids is None else {id for id in ids if id in there}
        found = self._history.writers(self._key, root, None if ids is None else present)
        return {hand: kept for hand, of in found.items() if (kept := [id for id in of if id in present])}

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
        self.chronicle()
        self._writing, self._written, self._told = True, b"", True
        try:
            self.ydoc.apply_update(update)
        finally:
            self._writing, self._told = False, False
            self._touched(places)
            if self._written:
                changes = self._transcript.catch_up()
                self._keep(Edit(self._written, person, time.time(), places, made, changes))
        if made:
            self._note_made(person, made)

    def edit(self, hands: Sequence[tuple[Person, Sequence[Change]]]) -> None:
        """Write what several people change, in one transaction that is passed on as one update; each has a step of their own.

        Args:
            hands: Who, and what they change: what they may, as the guard said; an entry, or a field of one, by one of them.
        """
        made = frozenset(
            (each.root, each.id)
            for _, changes in hands
            for each in changes
            if not self.has(each.root, each.id)
        )
        self.chronicle()
        self._writing, self._written, self._told = True, b"", True
        try:
            with self.ydoc.transaction():
                for _, changes in hands:
                    for change in changes:
                        write_change(self.ydoc, change)
        finally:
            self._writing, self._told = False, False
            self._touched((each.root, each.id) for _, changes in hands for each in changes)
            lines = self._transcript.catch_up()
            for person, changes in hands if self._written else ():
                places = tuple(dict.fromkeys((each.root, each.id) for each in changes))
                theirs = {place: lines.pop(place) for place in places if place in lines}
                new = made.intersection(places)
                # The update goes with the first of them.
                update, self._written = self._written, b""
                self._keep(Edit(update, person, time.time(), places, new, theirs))
                self._note_made(person, new)

    def _note_made(self, person: Person, made: Iterable[Place]) -> None:
        new = False
        for root, id in made:
            if root in MADE_ROOTS and f"{root}/{id}" not in self.makers:
                # What a merge brings may be somebody else's.
                maker, _ = self.who(root, id)
                self.makers[f"{root}/{id}"] = maker.person if maker else person.id
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
        # The document cannot be read until the transaction has ended; `write` does so then.
        if self._writing:
            self._written = update
        else:
            self._keep(Edit(update, at=time.time()))

    def _keep(self, edit: Edit) -> None:
        """Have an edit written, and pass it on."""
        self._storage.write(partial(self._history.append, self._key, edit))
        if self._telling is None and (scribe := self._history.scribe) is not None:
            self._telling = asyncio.get_running_loop().call_later(scribe.behind, self._tell)
        if edit.update:
            self._broadcast.send(create_update_message(edit.update))

    def _tell(self) -> None:
        """Have some of what was edited written into the ledger; the rest as soon as others had their turn."""
        self._telling, scribe = None, self._history.scribe
        if scribe is None:
            return
        wait = scribe.behind
        try:
            if not self.unkept:
                wait = 0 if scribe.write(self._key) else math.inf
        except sqlite3.Error as error:
            self.log.error("The ledger of %s could not be written: %s; it is tried again.", self.path, error)
        if wait < math.inf:
            self._telling = asyncio.get_running_loop().call_later(wait, self._tell)

    def _tell_all(self) -> None:
        if self._telling is not None:
            self._telling.cancel()
            self._telling = None
        if self._history.scribe is not None:
            # What the disk does not take now is told when the history is opened again.
            with suppress(sqlite3.Error):
                self._history.scribe.catch_up(self._key)

    def chronicle(self) -> None:
        """Note in the chronicle what changed in other ways than by somebody's update."""
        if self.ready and (changes := self._transcript.catch_up()):
            self._keep(Edit(b"", at=time.time(), changes=changes))

    def _catch_up(self) -> None:
        """Bring the chronicle up to the document, as after an older version or a crash."""
        try:
            changes = self._history.past.state(self._key).towards(self._transcript.lines)
        except PastDamaged as error:
            self.log.error("%s: %s", self.path, error)
            lines = self._transcript.lines
            self._storage.write(partial(self._history.past.begin_anew, self._key, time.time(), lines))
            return
        if changes:
            self._keep(Edit(b"", at=time.time(), changes=changes))

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
        if not self._piece_file.is_cut_off(text):
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
        if updates:
            self._catch_up()
        else:
            lines = self._transcript.lines
            self._storage.write(partial(self._history.past.begin, self._key, time.time(), lines))
        if updates and changed_outside:
            self.log.info("%s was changed outside; it is merged with what was edited here.", self.path)
            self._keep_version("before")
            self._take(text, base)

    def _storage_changed(self) -> None:
        self.on_state(self)

    def keep_before(self) -> None:
        """Keep the piece as it is as a version, as much is about to be changed."""
        self._keep_version("before")

    def to_document(self) -> Document:
        """The document, without what the schema refuses."""
        return self._document.to_document()

    def _keep_version(self, kind: Kind, title: str = "") -> None:
        self.chronicle()
        self._storage.write(partial(self._history.versions.keep, self._key, time.time(), kind, title=title))

    def _saved(self) -> None:
        if self._history.versions.is_due(self._key, time.time()):
            self._keep_version("while")
        if (self._packing is None or self._packing.done()) and not self.unkept:
            self._packing = asyncio.create_task(self._pack())

    async def _pack(self) -> None:
        """Pack what of the chronicle is to be packed, in a thread and bit by bit."""
        past, scribe = self._history.past, self._history.scribe
        try:
            while not self._stopping and past.is_due(self._key):
                # What is packed has to be told before: bit by bit, as everybody waits for each.
                while scribe is not None and scribe.write(self._key):
                    await asyncio.sleep(0)
                if (packing := past.to_pack(self._key)) is None:
                    break
                past.keep(await asyncio.to_thread(Packing.done, packing))
        except (sqlite3.Error, ValueError, zlib.error) as error:
            self.log.error(
                "The history of %s could not be compacted: %s; it is tried again.", self.path, error
            )

    async def stop(self) -> None:
        """Save what is not saved yet, and stop."""
        if self.ready:
            self.on_stop(self)
            self._keep_version("pause")
        await super().stop()
        if self._packing is not None:
            await self._packing
        self._tell_all()


def _first_update(text: str) -> bytes:
    """A document made of a file's text: the same for the same text, whichever server makes it."""
    source: Doc[Any] = Doc(client_id=0)
    YAntiphon(source).set(text)
    return source.get_update()

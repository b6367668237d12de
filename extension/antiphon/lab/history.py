"""The history of shared documents: every Y update a room took, on disk before anybody else sees it."""

from __future__ import annotations

import json
import secrets
import sqlite3
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pycrdt import Doc

from antiphon.document.schema import VERSION
from antiphon.lab.branches import Branches
from antiphon.lab.chronicle import Changes, Place
from antiphon.lab.history_file import HistoryFile
from antiphon.lab.history_tables import MIGRATIONS
from antiphon.lab.past import Past
from antiphon.lab.scribe import BEHIND, Scribe
from antiphon.lab.version_list import VersionList
from antiphon.session.database import erasing, transaction
from antiphon.session.ledger import Deed, Ledger
from antiphon.session.people import Person
from antiphon.session.role import Role

MADE_ROOTS = frozenset(
    (
        "nodes",
        "groups",
        "ports",
        "labels",
        "presets",
        "instruments",
        "snapshots",
        "locks",
        "annotations",
        "proposals",
    )
)
"""The roots of what somebody has a right to because they made it."""

SQUASH_AFTER = 500
"""Updates a room gathers before they are to be written as one."""

NOBODY = Person("", "", Role.ENGINE, "")
"""Whose edits the room's own are: a file merged, a document migrated."""


@dataclass(frozen=True)
class Edit:
    """An update that a room took.

    Attributes:
        update: The update; empty where it was kept before, and only the chronicle was behind.
        person: Whose it is.
        at: When it was taken, in seconds since the epoch.
        touched: The entries it changed, made or took away.
        made: Those of `touched` that were not there before.
        changes: What it changed, for the chronicle; where there is nothing, it has no step there.
    """

    update: bytes
    person: Person = NOBODY
    at: float = 0.0
    touched: tuple[Place, ...] = ()
    made: frozenset[Place] = frozenset()
    changes: Changes = field(default_factory=dict)


@dataclass(frozen=True)
class Hand:
    """Who did something, and when.

    Attributes:
        person: Their id.
        name: Their name when they last wrote.
        at: In seconds since the epoch.
    """

    person: str
    name: str
    at: float


@dataclass(frozen=True)
class Saved:
    """What is known of a room's file.

    Attributes:
        text: Its content when it was last read or written by us; None before that.
        pending: The content that was about to be written, where we do not know whether it was.
    """

    text: str | None
    pending: str | None

    def covers(self, text: str) -> bool:
        """Whether a file that holds `text` is as we left it; a server that is killed while it writes leaves a part."""
        return text == self.text or (self.pending is not None and self.pending.startswith(text))


class History:
    """The Y updates of all rooms of one server, in an SQLite file of ours, with what they changed and the ledger.

    The stock store writes behind a queue, opens a file in the current folder, and forgets the document when it
    squashes without a compressor (pycrdt-store 0.1.5). This one writes in the event loop: some 20 µs an update,
    on disk (as far as the kernel is concerned) before the room sends it on.

    Attributes:
        past: The pieces as they were.
        versions: The moments of them that are kept.
        branches: Which piece was branched from which, and merged into which.
        ledger: The ledgers; None where none are kept.
        scribe: Writes them.
        notice: What became of a damaged file, in a sentence; empty where there was none.
    """

    def __init__(self, path: Path, secret: bytes | None = None, behind: float = BEHIND) -> None:
        """Open the file, made if it is not there.

        A room whose document is of an older format gets another id: its pages have to load it anew.

        Args:
            path: The file.
            secret: Signs the ends of the ledgers; without one none are kept.
            behind: Seconds that the ledgers are behind at most.

        Raises:
            StoreBusy: if another server has it.
            StoreTooNew: if a newer version wrote it.
        """
        self._file = HistoryFile(path, MIGRATIONS)
        self._database = self._file.database
        self.notice = self._file.notice
        self.past = Past(self._database)
        self.versions = VersionList(self._database, self.past)
        self.branches = Branches(self._database, self.past)
        self.past.pinned = lambda room: self.versions.steps(room).union(self.branches.pinned(room))
        self._counts: dict[str, int] = {}
        self._ids: dict[str, str] = {}
        self._claims: dict[str, dict[int, str]] = {}
        self._named: set[str] = set()
        self._keys: dict[str, int] = {}
        self.ledger = None if secret is None else Ledger(self._database, secret)
        self.scribe: Scribe | None = None
        if self.ledger is not None:
            self.scribe = Scribe(self._database, self.past, self.ledger, self._writer, self.name, behind)
            self.past.before_packing = self.scribe.catch_up
            # A disk that takes nothing is told of when something is to be kept; the ledgers are behind until then.
            with suppress(sqlite3.Error):
                self.scribe.catch_up_all()
        if self._row("select 1 from rooms where format < ?", VERSION):
            self._database.execute(
                "update rooms set history = lower(hex(randomblob(8))) where format < ?", (VERSION,)
            )

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def id(self, room: str) -> str:
        """The id of the room's history: another one only if the history was lost, or its format is older."""
        row = self._row("select history from rooms where room = ?", room)
        if row is None:
            row = (self._ids.setdefault(room, secrets.token_hex(8)),)
            # A disk that takes nothing is told of where it matters: when something is to be kept.
            with suppress(sqlite3.Error):
                self._enter(room)
        return str(row[0])

    def _enter(self, room: str) -> None:
        history = self._ids.get(room) or secrets.token_hex(8)
        self._database.execute(
            "insert or ignore into rooms (room, history, format) values (?, ?, ?)", (room, history, VERSION)
        )

    def format(self, room: str) -> int:
        """The format version of the room's document."""
        row = self._row("select format from rooms where room = ?", room)
        return int(row[0]) if row else VERSION

    def updates(self, room: str) -> list[bytes]:
        """All updates of a room, in order; applied to an empty document they make the room's.

        None are left where they are damaged; the room's history has another id then, and the file is the document.
        """
        rows = self._database.execute(
            "select content, packed from updates where room = ? order by number", (room,)
        ).fetchall()
        self._counts[room] = len(rows)
        try:
            return [zlib.decompress(content) if packed else content for content, packed in rows]
        except zlib.error:
            self._begin_anew(room)
            return []

    def _begin_anew(self, room: str) -> None:
        with transaction(self._database):
            self._database.execute("delete from updates where room = ?", (room,))
            self._database.execute(
                "update rooms set history = ?, saved = null, saving = null where room = ?",
                (secrets.token_hex(8), room),
            )
        self._counts[room] = 0

    def append(self, room: str, edit: Edit) -> None:
        """Keep an edit, with who made and changed the entries it touched, in one transaction.

        Raises:
            sqlite3.Error: if the disk does not take it; nothing of it is kept.
        """
        person, claims = edit.person, self._claims.get(room, {})
        with self._writing():
            if self._counts.get(room, 0) == 0:
                self._enter(room)
            if edit.update:
                self._database.execute(
                    "insert into updates (room, content, person, at) values (?, ?, ?, ?)",
                    (room, edit.update, person.id, edit.at),
                )
            at = self.past.note(room, edit.at, person.id, edit.changes) if edit.changes else edit.at
            if person.id and person.id not in self._named:
                self._database.execute("insert or replace into names values (?, ?)", (person.id, person.name))
            if claims:
                self._database.executemany(
                    "insert or ignore into clients values (?, ?, ?)",
                    [(room, client, whose) for client, whose in claims.items()],
                )
            if edit.touched:
                self._sign(room, edit, at)
        self._claims.pop(room, None)
        self._named.add(person.id)
        self.branches.written(room, person.id, edit.changes)
        self._counts[room] = self._counts.get(room, 0) + bool(edit.update)
        if edit.changes:
            self.past.noted(room)

    def _sign(self, room: str, edit: Edit, time: float) -> None:
        """Note who made and changed what an edit touched; where `changed_by` is null, it is who made it.

        What a merge brings is whose who made it in the branch.
        """
        whose, person, at = self._key(room), self._key(edit.person.id), round(time * 1000)
        elsewhere = self._made_elsewhere(room, edit) if edit.made else {}
        self._database.executemany(
            "insert into authors values (?, ?, ?, ?, ?, ?, ?) on conflict (room, root, id) do update set"
            " changed_by = coalesce(excluded.changed_by, excluded.made_by),"
            " changed_at = coalesce(excluded.changed_at, excluded.made_at)",
            [
                (
                    whose,
                    *place,
                    *(
                        (elsewhere.get(place, person), at, None, None)
                        if place in edit.made
                        else (0, 0, person, at)
                    ),
                )
                for place in edit.touched
            ],
        )

    def _made_elsewhere(self, room: str, edit: Edit) -> dict[Place, int]:
        """Who made in a branch what an edit merges, by their numbers."""
        other, places = self.branches.made_elsewhere(room, edit.person.id, edit.changes)
        ids: dict[str, list[str]] = {}
        for root, id in places:
            ids.setdefault(root, []).append(id)
        return {
            (root, id): self._key(hand.person)
            for root, of in ids.items()
            for hand, theirs in self.writers(other, root, of).items()
            for id in theirs
        }

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction; keys that it made are forgotten where it fails."""
        try:
            with transaction(self._database):
                yield
        except BaseException:
            self._keys.clear()
            raise

    def _key(self, word: str) -> int:
        """The number that stands for a room or a person in the table of authors; made within a transaction."""
        if word not in self._keys:
            self._database.execute("insert or ignore into keys (word) values (?)", (word,))
            self._keys[word] = self._known(word)
        return self._keys[word]

    def _known(self, word: str) -> int:
        """The number; -1 where there is none."""
        row = self._row("select key from keys where word = ?", word)
        return int(row[0]) if row else -1

    def client_person(self, room: str, client: int) -> str | None:
        """The id of the person whose Y client this is; None where it is nobody's yet."""
        claimed = self._claims.get(room, {}).get(client)
        if claimed is not None:
            return claimed
        row = self._row("select person from clients where room = ? and client = ?", room, client)
        return str(row[0]) if row else None

    def claim(self, room: str, client: int, person: str) -> None:
        """Make a Y client somebody's; it is written with the room's next edit."""
        self._claims.setdefault(room, {})[client] = person

    def makers(self, room: str) -> dict[str, str]:
        """Who made what is of `MADE_ROOTS`: `root/id` to a person's id."""
        rows = self._database.execute(
            "select root, id, word from authors join keys on key = made_by where room = ? and made_by <> 0",
            (self._known(room),),
        )
        return {f"{root}/{id}": person for root, id, person in rows if root in MADE_ROOTS}

    def who(self, room: str, root: str, id: str) -> tuple[Hand | None, Hand | None]:
        """Who made an entry, and who changed it last; None where nobody did."""
        row = self._row(
            "select makers.word, made_at, changers.word, coalesce(changed_at, made_at) from authors"
            " join keys as makers on makers.key = made_by join keys as changers on changers.key = coalesce(changed_by, made_by)"
            " where room = ? and root = ? and id = ?",
            *(self._known(room), root, id),
        )
        return (self._hand(row[0], row[1] / 1000), self._hand(row[2], row[3] / 1000)) if row else (None, None)

    def writers(self, room: str, root: str, ids: Collection[str] | None = None) -> dict[Hand, list[str]]:
        """Who wrote the entries of a root: who made each, or changed it last where nobody is known to have made it.

        Args:
            room: The room.
            root: The root.
            ids: Of these entries, by look-ups of the primary key; None: of all that ever were there.
        """
        chosen = "" if ids is None else " and id in (select value from json_each(?))"
        rows = self._database.execute(
            "select id, word from authors join keys on key = case when made_by <> 0 then made_by else changed_by end"
            " where room = ? and root = ?" + chosen,
            (self._known(room), root, *(() if ids is None else (json.dumps(list(ids)),))),
        )
        by_person: dict[str, list[str]] = {}
        for id, person in rows:
            by_person.setdefault(person, []).append(id)
        return {hand: of for person, of in by_person.items() if (hand := self._hand(person, 0.0)) is not None}

    def know(self, person: Person) -> None:
        """Know somebody's name, though they may never have written."""
        if person.id:
            self._database.execute("insert or replace into names values (?, ?)", (person.id, person.name))

    def name(self, person: str) -> str:
        """The name somebody had when they last wrote; empty where they never did."""
        row = self._row("select name from names where person = ?", person)
        return str(row[0]) if row else ""

    def erase(self, person: str, at: float) -> bool:
        """Delete somebody's name, and what tells whose their rows of the ledgers are; all that they did is told before.

        What is left is their id, a word that says nothing: it still tells which entries one person made, and has their rights.

        Args:
            person: Their id.
            at: When, in seconds since the epoch.

        Returns:
            Whether there was anything of theirs.

        Raises:
            sqlite3.Error: The disk does not take it; nothing was deleted.
        """
        if self.scribe is not None:
            self.scribe.catch_up_all()
        with erasing(self._database):
            found = self._database.execute("delete from names where person = ?", (person,)).rowcount > 0
            if self.ledger is not None:
                found |= self.ledger.erase(person, at)
        # Should they write again, they are known again.
        self._named.discard(person)
        return found

    def record(self, room: str, person: Person | None, at: float, deed: Deed) -> None:
        """Write a row of the ledger by itself, of what no edit of the document is.

        Args:
            room: The room.
            person: Who did it; None for nobody in particular.
            at: When, in seconds since the epoch.
            deed: What they did.

        Raises:
            sqlite3.Error: The disk does not take it.
        """
        if self.ledger is not None:
            who, name = (person.id, person.name) if person else ("", "")
            with transaction(self._database):
                self.ledger.record(room, who, name, at, deed)

    def _hand(self, person: str, at: float) -> Hand | None:
        return Hand(person, self.name(person), at) if person else None

    def _writer(self, room: str, root: str, id: str) -> Hand | None:
        return self.who(room, root, id)[0]

    def is_long(self, room: str) -> bool:
        """Whether it is time to squash."""
        return self._counts.get(room, 0) > SQUASH_AFTER

    def squash(self, room: str, document: Doc[Any]) -> None:
        """Write the whole of `document`, of the present format, in place of the updates that led to it.

        Raises:
            sqlite3.Error: if the disk does not take it; the updates stay as they were.
        """
        whole = document.get_update()
        with transaction(self._database):
            self._enter(room)
            self._database.execute("update rooms set format = ? where room = ?", (VERSION, room))
            self._database.execute("delete from updates where room = ?", (room,))
            self._database.execute(
                "insert into updates (room, content, packed) values (?, ?, 1)",
                (room, zlib.compress(whole, 1)),
            )
        self._counts[room] = 1

    def saved(self, room: str) -> Saved:
        """What is known of the room's file."""
        row = self._row("select saved, saving from rooms where room = ?", room)
        return Saved(*row) if row else Saved(None, None)

    def saving(self, room: str, text: str) -> None:
        """Note that the file is about to hold `text`."""
        self._enter(room)
        self._database.execute("update rooms set saving = ? where room = ?", (text, room))

    def file_holds(self, room: str, text: str) -> None:
        """Note that the file holds `text`."""
        self._enter(room)
        self._database.execute("update rooms set saved = ?, saving = null where room = ?", (text, room))

    def _row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._database.execute(query, values).fetchone()
        return row

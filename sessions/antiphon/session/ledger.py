"""The ledger: who contributed what to a piece, in rows of which none can be changed unseen.

Each row is hashed together with the hash of the row before (a hash chain, as in Haber and Stornetta, "How to time-stamp a
digital document", 1991), and the head of the chain, with the number of its rows, is signed by the server (HMAC-SHA-256), so
that a chain that was cut short is found too. A row names nobody: it holds a commitment to a person, a hash of their id and a
salt. Id, name and salt are in a table beside, each row sealed by the server. When a person's data are deleted, their row of that
table goes, a row of the chain says that it did, the chain stays as it is, and nobody can tell any more whose the commitment was.

What no chain can tell of itself: a whole file put back as it once was, with the head of then. For that, note the head that
`verify` gives, and give it to a later `verify`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

Place = tuple[str, str]
"""A root and the id of an entry in it."""

What = Literal["edit", "proposal", "merge", "steering", "poll", "erasure"]

AUDIENCE: Final = "audience"
"""What rows of steering and of polls call the audience; no commitment looks like it."""

TABLES: Final = """
create table if not exists ledger (
    room text not null, number integer not null, at integer not null, what text not null, who text not null,
    content text not null, hash text not null, primary key (room, number)
) strict, without rowid;
create table if not exists ledger_heads (
    room text primary key, count integer not null, hash text not null, signature text not null,
    through integer not null
) strict;
create table if not exists ledger_people (
    person text primary key, name text not null, salt text not null, who text not null unique, seal text not null
) strict;
"""

ROOTS: Final = (
    *("parts", "measures", "events", "spans", "percussion"),
    *("nodes", "edges", "groups", "presets", "instruments", "sections", "proposals"),
)
"""The roots whose entries are contributions; knobs and faders, comments and locks are not."""


class LedgerDamaged(Exception):
    """The ledger is not as it was written; the message says where, in a sentence."""


class Row(NamedTuple):
    """A row.

    Attributes:
        number: From 1, without a gap.
        at: In milliseconds since the epoch.
        what: What it tells of.
        who: A commitment to a person, or `AUDIENCE`; empty where it was nobody in particular.
        content: edit: `made`, `changed` and `removed`, each ids by root; proposal: `id`, `by` (a commitment) and `accepted`
            (ids by root); merge: `by` and `accepted`, what came of a branch that was somebody's there; steering: `target`
            (the tempo, where it is missing), `from` and `to` (its values), `position` (quarter lengths; null where nothing
            played), `reason`, and of a poll what a row of one says; poll, which moved nothing: `poll` (its id), `question`,
            `total`, `reason` and, of options, `counts`, else `median`; erasure: `who` (the commitment).
        hash: Of this row and all before it, in hexadecimal.
    """

    number: int
    at: int
    what: str
    who: str
    content: Mapping[str, Any]
    hash: str


@dataclass(frozen=True)
class Head:
    """Where a chain ends; signed.

    Attributes:
        count: How many rows it has.
        hash: Of the last.
        signature: Of all of this.
        through: The last step of the piece's history that it tells of.
    """

    count: int
    hash: str
    signature: str
    through: int = 0


@dataclass(frozen=True)
class Deed:
    """What somebody did, to be recorded.

    Attributes:
        what: What it tells of.
        made: Entries that were not there before.
        changed: Entries that were.
        removed: Entries that are gone.
        more: What else the row tells.
    """

    what: What = "edit"
    made: Iterable[Place] = ()
    changed: Iterable[Place] = ()
    removed: Iterable[Place] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


def first(room: str) -> str:
    """What stands for the row before the first one: another in each piece."""
    return hashlib.sha256(f"antiphon ledger 1\n{room}".encode()).hexdigest()


def row_hash(previous: str, number: int, at: int, what: str, who: str, content: Mapping[str, Any]) -> str:
    """The hash of a row: SHA-256 of its canonical JSON, with the hash of the row before.

    >>> canonical_row = canonical({"previous": "p", "number": 1, "at": 2, "what": "edit", "who": "w", "content": {"a": 1}})
    >>> row_hash("p", 1, 2, "edit", "w", {"a": 1}) == hashlib.sha256(canonical_row.encode()).hexdigest()
    True
    """
    return _hash_of(previous, number, at, what, who, canonical(content))


def _hash_of(previous: str, number: int, at: int, what: str, who: str, content: str) -> str:
    # The canonical JSON of all of it, without making that of the content again.
    row = (
        f'{{"at":{at},"content":{content},"number":{number},"previous":{json.dumps(previous)},'
        f'"what":{json.dumps(what)},"who":{json.dumps(who)}}}'
    )
    return hashlib.sha256(row.encode()).hexdigest()


def canonical(value: object) -> str:
    """JSON of which there is one for each value: keys sorted, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sign(secret: bytes, room: str, count: int, hash: str, through: int) -> str:
    """The signature of a head."""
    head = f"antiphon ledger head\n{room}\n{count}\n{hash}\n{through}"
    return hmac.new(secret, head.encode(), "sha256").hexdigest()


def check(
    secret: bytes, room: str, rows: Iterable[tuple[int, int, str, str, str, str]], head: Head | None
) -> Head:
    """See whether a chain is as it was written.

    Args:
        secret: The server's, which signed the head.
        room: The piece.
        rows: Number, time, what, who, content as JSON text, and hash of each row, by number.
        head: Its head; None where there is none.

    Returns:
        The head; of a piece without rows, one without a signature.

    Raises:
        LedgerDamaged: It is not; the message says at which row.
    """
    hash, count = first(room), 0
    for number, at, what, who, text, written in rows:
        if number != count + 1:
            raise LedgerDamaged(
                f"Row {count + 1} of the ledger is missing: after row {count} comes row {number}."
            )
        count = number
        try:
            content = json.loads(text)
        except ValueError:
            raise LedgerDamaged(f"Row {number} of the ledger was changed: its content is not JSON.") from None
        if canonical(content) != text or _hash_of(hash, number, at, what, who, text) != written:
            raise LedgerDamaged(
                f"Row {number} of the ledger, or the one before, was changed, or is not in its place."
            )
        hash = written
    if head is None:
        if count:
            raise LedgerDamaged(f"The ledger has {count} rows, but its signed end was removed.")
        return Head(0, hash, "")
    if not hmac.compare_digest(head.signature, sign(secret, room, head.count, head.hash, head.through)):
        raise LedgerDamaged("The signature of the ledger's end is not this server's.")
    if count < head.count:
        raise LedgerDamaged(f"The ledger was cut short: {count} of {head.count} rows are left.")
    if count > head.count or hash != head.hash:
        raise LedgerDamaged(
            f"The ledger's rows are not those whose end was signed, from row {head.count + 1} on."
        )
    return head


class Ledger:
    """The ledgers of all pieces of one server, in an SQLite file that holds what they record, too."""

    def __init__(self, database: sqlite3.Connection, secret: bytes) -> None:
        """Make its tables where they are not there.

        Args:
            database: The file, in autocommit mode.
            secret: The server's; it signs the heads and is not in the file.
        """
        self._database, self._secret = database, secret
        self._last: dict[str, dict[Place, str]] = {}
        for statement in filter(str.strip, TABLES.split(";")):
            database.execute(statement)

    def record(self, room: str, person: str, name: str, at: float, deed: Deed) -> Row | None:
        """Add a row, in the transaction that is open.

        An entry that somebody changes again and again is told once, until somebody else changes it.

        Args:
            room: The piece.
            person: The id of who did it; empty for nobody in particular, and, of steering and polls, for the audience.
            name: Their name.
            at: When, in seconds since the epoch.
            deed: What they did.

        Returns:
            The row; None where there is nothing to tell.

        Raises:
            sqlite3.Error: The disk does not take it; roll the transaction back.
        """
        content, told = self._content(room, person, deed)
        if deed.what == "edit" and not content:
            return None
        head = self.head(room) or Head(0, first(room), "")
        number, time = head.count + 1, round(at * 1000)
        nobody = AUDIENCE if deed.what in ("steering", "poll") else ""
        who = self._commitment(person, name) if person else nobody
        hash = row_hash(head.hash, number, time, deed.what, who, content)
        self._database.execute(
            "insert into ledger values (?, ?, ?, ?, ?, ?, ?)",
            (room, number, time, deed.what, who, canonical(content), hash),
        )
        self._end(room, number, hash, head.through)
        self._remember(room, dict.fromkeys(told, person))
        return Row(number, time, deed.what, who, content, hash)

    def reach(self, room: str, through: int) -> None:
        """Note, in the transaction that is open, that all up to a step of the piece's history is told."""
        head = self.head(room) or Head(0, first(room), "")
        self._end(room, head.count, head.hash, through)

    def through(self, room: str) -> int:
        """The last step of a piece's history that is told; 0 where none is."""
        head = self.head(room)
        return head.through if head else 0

    def forget(self) -> None:
        """Forget whose hands entries were in: a transaction failed, and what was told in it was not."""
        self._last.clear()

    def _end(self, room: str, count: int, hash: str, through: int) -> None:
        signature = sign(self._secret, room, count, hash, through)
        self._database.execute(
            "insert or replace into ledger_heads values (?, ?, ?, ?, ?)",
            (room, count, hash, signature, through),
        )

    def _content(self, room: str, person: str, deed: Deed) -> tuple[dict[str, Any], list[Place]]:
        """What a row says, and the entries that it tells of."""
        last = self._last.get(room, {})
        content: dict[str, Any] = dict(deed.more)
        places_told: list[Place] = []
        for name, places in (("made", deed.made), ("changed", deed.changed), ("removed", deed.removed)):
            told: dict[str, list[str]] = {}
            for root, id in sorted(places):
                if root not in ROOTS or (name == "changed" and last.get((root, id)) == person):
                    continue
                told.setdefault(root, []).append(id)
                places_told.append((root, id))
            if told:
                content[name] = told
        return content, places_told

    def _remember(self, room: str, hands: Mapping[Place, str]) -> None:
        last = self._last.setdefault(room, {})
        if len(last) > _REMEMBERED:
            last.clear()
        last.update(hands)

    def _commitment(self, person: str, name: str) -> str:
        row = self._database.execute(
            "select who, name, salt from ledger_people where person = ?", (person,)
        ).fetchone()
        if row is None:
            salt = secrets.token_hex(32)
            who = _committed(salt, person)
            seal = self._seal(person, name, salt, who)
            values = (person, name, salt, who, seal)
            self._database.execute("insert into ledger_people values (?, ?, ?, ?, ?)", values)
            return who
        if name and row[1] != name:
            seal = self._seal(person, name, row[2], row[0])
            self._database.execute(
                "update ledger_people set name = ?, seal = ? where person = ?", (name, seal, person)
            )
        return str(row[0])

    def _seal(self, *fields: str) -> str:
        return hmac.new(
            self._secret, f"antiphon ledger person\n{canonical(fields)}".encode(), "sha256"
        ).hexdigest()

    def commitment(self, person: str, name: str) -> str:
        """What rows call a person, made where there is none yet, in the transaction that is open."""
        return self._commitment(person, name)

    def head(self, room: str) -> Head | None:
        """The end of a piece's chain; None where it has no rows."""
        row = self._database.execute(
            "select count, hash, signature, through from ledger_heads where room = ?", (room,)
        ).fetchone()
        return Head(*row) if row else None

    def rows(self, room: str) -> Iterator[Row]:
        """The rows of a piece, as they are, by number."""
        for number, at, what, who, content, hash in self._raw(room):
            yield Row(number, at, what, who, json.loads(content), hash)

    def _raw(self, room: str) -> Iterator[tuple[int, int, str, str, str, str]]:
        return self._database.execute(
            "select number, at, what, who, content, hash from ledger where room = ? order by number", (room,)
        )

    def verify(self, room: str, noted: str = "") -> Head:
        """See whether a piece's chain is as it was written, people and all.

        Args:
            room: The piece.
            noted: The hash of a head that was noted earlier: it must be among the rows.

        Returns:
            Its head.

        Raises:
            LedgerDamaged: It is not; the message says where.
        """
        head = check(self._secret, room, self._raw(room), self.head(room))
        found = "select 1 from ledger where room = ? and hash = ?"
        if noted and noted != first(room) and not self._database.execute(found, (room, noted)).fetchone():
            raise LedgerDamaged("The ledger is an older one: it does not have the end that was noted.")
        self._check_people(room)
        return head

    def _check_people(self, room: str) -> None:
        """See whether the table of people is as it was written, and has everybody of a piece whose data were not deleted."""
        known = {AUDIENCE, ""}
        for person, name, salt, who, seal in self._database.execute("select * from ledger_people"):
            if _committed(salt, person) != who or not hmac.compare_digest(
                seal, self._seal(person, name, salt, who)
            ):
                raise LedgerDamaged(
                    f"The ledger's table of people was changed: {who[:8]} is not who they were."
                )
            known.add(who)
        for who in self._whose(room) - known - self._erased(room):
            raise LedgerDamaged(
                f"{who[:8]} was taken out of the ledger's table of people, and nothing says so."
            )

    def _whose(self, room: str) -> set[str]:
        """What the rows of a piece call people."""
        rows = self._database.execute(
            "select who from ledger where room = ?1 union"
            " select json_extract(content, '$.by') from ledger where room = ?1 and what in ('proposal', 'merge')",
            (room,),
        )
        return {str(who) for (who,) in rows}

    def _erased(self, room: str) -> set[str]:
        rows = self._database.execute(
            "select json_extract(content, '$.who') from ledger where room = ? and what = 'erasure'", (room,)
        )
        return {str(who) for (who,) in rows}

    def people(self, room: str) -> dict[str, tuple[str, str]]:
        """Ids and names of those whose a piece's rows are, by what the rows call them; none of those whose data were deleted."""
        rows = self._database.execute("select who, person, name from ledger_people")
        everybody = {who: (person, name) for who, person, name in rows}
        return {who: everybody[who] for who in sorted(self._whose(room)) if who in everybody}

    def names(self, room: str) -> dict[str, str]:
        """The names of those whose a piece's rows are, by what the rows call them; as `people`."""
        return {who: name for who, (_, name) in self.people(room).items()}

    def erase(self, person: str, at: float) -> bool:
        """Delete a person's data, in the transaction that is open: the chains stay, and nobody can tell whose rows were theirs.

        Each chain that has rows of theirs gets one that says that this commitment's were deleted.

        Returns:
            Whether there were any.
        """
        row = self._database.execute("select who from ledger_people where person = ?", (person,)).fetchone()
        if row is None:
            return False
        self._database.execute("delete from ledger_people where person = ?", (person,))
        rooms = self._database.execute(
            "select room from ledger where who = ?1 union"
            " select room from ledger where what in ('proposal', 'merge') and json_extract(content, '$.by') = ?1",
            row,
        ).fetchall()
        for (room,) in rooms:
            self.record(room, "", "", at, Deed("erasure", more={"who": row[0]}))
        self._last.clear()
        return True


def _committed(salt: str, person: str) -> str:
    return hashlib.sha256(f"{salt}\n{person}".encode()).hexdigest()[:32]


_REMEMBERED: Final = 200_000
"""Entries of a piece of which it is remembered who changed them last."""

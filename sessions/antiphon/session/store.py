"""The store: what a session remembers of people, polls and steering, in one SQLite file.

The lab server and the hub open it each for themselves; it is in WAL mode, so that they do not wait for each
other.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from antiphon.session.database import erasing, open_database, transaction
from antiphon.session.people import Person
from antiphon.session.poll import Poll, Vote
from antiphon.session.role import Role
from antiphon.session.target import Value

_MIGRATIONS = (
    """
    create table people (
        id text primary key, name text not null, role text not null, piece text not null, joined real not null
    ) strict;
    create table revocations (ticket text primary key, at real not null) strict;
    create table envelopes (
        piece text primary key, minimum real not null, maximum real not null, step real not null
    ) strict;
    create table polls (
        id text primary key, piece text not null, question text not null, opened real not null,
        seconds real not null, winner text, closed real
    ) strict;
    create table votes (
        poll text not null, ticket text not null, option text not null, at real not null,
        primary key (poll, ticket)
    ) strict, without rowid;
    create table steering (
        at real not null, piece text not null, factor real not null, reason text not null
    ) strict;
    """,
    """
    create table assignments (
        piece text not null, part text not null, person text not null, primary key (piece, part, person)
    ) strict, without rowid;
    create table dismissals (person text primary key, at real not null) strict, without rowid;
    create index people_by_piece on people (piece, joined);
    """,
    """
    alter table votes rename column option to ballot;
    alter table votes add column party text;
    update votes set ballot = '"' || ballot || '"';
    alter table polls add column kind text not null default 'single';
    alter table polls add column outcome text;
    """,
    """
    create table questions (
        id text primary key, piece text not null, person text not null, text text not null, at real not null,
        answered real
    ) strict;
    create index questions_by_piece on questions (piece, at);
    create table reactions (
        piece text not null, at real not null, position real, counts text not null
    ) strict;
    create index reactions_by_piece on reactions (piece, at);
    """,
    """
    create table bounds (
        piece text not null, target text not null, envelope text, primary key (piece, target)
    ) strict, without rowid;
    insert into bounds select piece, 'tempo', json_object('minimum', minimum, 'maximum', maximum, 'step', step)
        from envelopes;
    drop table envelopes;
    create table steered (
        at real not null, piece text not null, target text not null, value text not null, reason text not null
    ) strict;
    insert into steered select at, piece, 'tempo', json_quote(factor), reason from steering order by rowid;
    drop table steering;
    """,
    """
    create table memory (
        piece text not null, subject text not null, key text not null, value text not null,
        primary key (piece, subject, key)
    ) strict, without rowid;
    """,
)

Assignments = Mapping[str, tuple[str, ...]]
"""Which part is whose: the id of a part to people's ids. A part that is nobody's is absent."""


class Store:
    """The store of the sessions under one root folder of the lab.

    Each method is one transaction, on disk when it returns (it outlives the process, not a power cut in the
    same instant). Times are in seconds since the epoch.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        """Open the file, made if it is not there.

        Args:
            path: The file.
            clock: Says what time it is.

        Raises:
            StoreTooNew: if a newer version wrote it.
        """
        self.path = path
        self._clock = clock
        self._database = open_database(path, _MIGRATIONS)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def add_person(self, person: Person) -> None:
        """Record somebody who joined; one who is there already keeps the role they have now."""
        self._write(
            "insert into people values (?, ?, ?, ?, ?) on conflict (id) do update set name = excluded.name",
            (person.id, person.name, person.role, person.piece, self._clock()),
        )

    def person(self, id: str) -> Person | None:
        """The person with this id."""
        row = self._row("select id, name, role, piece from people where id = ?", (id,))
        return Person(row[0], row[1], Role(row[2]), row[3]) if row else None

    def people(self, piece: str) -> list[Person]:
        """All who joined a piece and were not sent away, in the order they came."""
        rows = self._database.execute(
            "select id, name, role, piece from people where piece = ? order by joined, id", (piece,)
        )
        return [Person(id, name, Role(role), piece) for id, name, role, piece in rows]

    def set_role(self, id: str, role: Role) -> None:
        """Give somebody another role; it counts from their next request on."""
        self._write("update people set role = ? where id = ?", (role, id))

    def remove_person(self, id: str) -> None:
        """Send somebody away; their login ends with their next request.

        The parts that were theirs stay so: nobody else gets to write them because somebody was sent away.
        """
        with erasing(self._database):
            self._write("delete from people where id = ?", (id,))
            self._write("insert or replace into dismissals values (?, ?)", (id, self._clock()))

    def is_dismissed(self, id: str) -> bool:
        """Whether somebody of this id was sent away."""
        return self._row("select 1 from dismissals where person = ?", (id,)) is not None

    def assignments(self, piece: str) -> Assignments:
        """Which of the piece's parts is whose."""
        assigned: dict[str, tuple[str, ...]] = {}
        for part, person in self._database.execute(
            "select part, person from assignments where piece = ? order by part, person", (piece,)
        ):
            assigned[part] = (*assigned.get(part, ()), person)
        return assigned

    def assign(self, piece: str, part: str, people: Iterable[str]) -> None:
        """Make a part these people's alone; nobody's, where there are none."""
        with transaction(self._database):
            self._write("delete from assignments where piece = ? and part = ?", (piece, part))
            for person in people:
                self._write("insert or ignore into assignments values (?, ?, ?)", (piece, part, person))

    def revoke(self, ticket: str) -> None:
        """Let nobody in by this ticket any more."""
        self._write("insert or ignore into revocations values (?, ?)", (ticket, self._clock()))

    def is_revoked(self, ticket: str) -> bool:
        """Whether the ticket was revoked."""
        return self._row("select 1 from revocations where ticket = ?", (ticket,)) is not None

    def envelopes(self, piece: str) -> dict[str, Mapping[str, Any] | None]:
        """The piece's envelopes by target, as `Envelope.describe`; None of a target that was taken from the audience."""
        rows = self._database.execute("select target, envelope from bounds where piece = ?", (piece,))
        return {target: json.loads(envelope) if envelope else None for target, envelope in rows}

    def set_envelope(self, piece: str, target: str, envelope: Mapping[str, Any] | None) -> None:
        """Keep the envelope of a target, or that it has none."""
        self._write(
            "insert or replace into bounds values (?, ?, ?)",
            (piece, target, None if envelope is None else json.dumps(envelope)),
        )

    def open_poll(self, piece: str, poll: Poll) -> None:
        """Record that a poll opened."""
        self._write(
            "insert or ignore into polls (id, piece, question, opened, seconds, kind) values (?, ?, ?, ?, ?, ?)",
            (poll.id, piece, poll.question, self._clock(), poll.seconds, poll.kind.name),
        )

    def cast(self, poll: str, ticket: str, vote: Vote) -> None:
        """Record a vote; a ticket has one a poll, the last."""
        ballot, group = vote
        self._write(
            "insert or replace into votes (poll, ticket, ballot, party, at) values (?, ?, ?, ?, ?)",
            (poll, ticket, json.dumps(ballot), group, self._clock()),
        )

    def votes(self, poll: str) -> Iterator[tuple[str, Any, str | None]]:
        """The votes of a poll: ticket, ballot (as of JSON) and group."""
        with closing(
            self._database.execute("select ticket, ballot, party from votes where poll = ?", (poll,))
        ) as rows:
            for ticket, ballot, group in rows:
                yield ticket, json.loads(ballot), group

    def close_poll(self, poll: str, outcome: Mapping[str, Any]) -> None:
        """Record how a poll ended."""
        self._write(
            "update polls set winner = ?, outcome = ?, closed = ? where id = ? and closed is null",
            (outcome.get("winner"), json.dumps(outcome), self._clock(), poll),
        )

    def log_steering(self, piece: str, target: str, value: Value, reason: str) -> None:
        """Record that a target was steered, and why."""
        self._write(
            "insert into steered values (?, ?, ?, ?, ?)",
            (self._clock(), piece, target, json.dumps(value), reason),
        )

    def steering(self, piece: str) -> list[Mapping[str, object]]:
        """How the piece was steered, the oldest first: ``{at, target, value, reason}``."""
        with closing(
            self._database.execute(
                "select at, target, value, reason from steered where piece = ? order by rowid", (piece,)
            )
        ) as rows:
            return [
                {"at": at, "target": target, "value": json.loads(value), "reason": reason}
                for at, target, value, reason in rows
            ]

    def add_question(self, piece: str, id: str, person: str, text: str) -> float:
        """Keep what somebody of the audience asked; returns when it was."""
        at = self._clock()
        self._write(
            "insert or ignore into questions values (?, ?, ?, ?, ?, null)", (id, piece, person, text, at)
        )
        return at

    def answer_question(self, id: str) -> None:
        """Record that a question is done with."""
        self._write(
            "update questions set answered = ? where id = ? and answered is null", (self._clock(), id)
        )

    def questions(self, piece: str) -> list[tuple[str, str, float]]:
        """The questions that nobody is done with, the oldest first: id, text, and when it was asked."""
        return self._database.execute(
            "select id, text, at from questions where piece = ? and answered is null order by at, rowid",
            (piece,),
        ).fetchall()

    def log_reactions(self, piece: str, position: float | None, counts: Mapping[str, int]) -> None:
        """Record how the hall reacted in a few seconds.

        Args:
            piece: The piece.
            position: Where in it, in quarter lengths; None where nothing played.
            counts: How often each kind came.
        """
        self._write(
            "insert into reactions values (?, ?, ?, ?)", (piece, self._clock(), position, json.dumps(counts))
        )

    def reactions(self, piece: str) -> list[Mapping[str, Any]]:
        """How the hall reacted, the oldest first: ``{at, position, counts}``."""
        rows = self._database.execute(
            "select at, position, counts from reactions where piece = ? order by rowid", (piece,)
        )
        return [
            {"at": at, "position": position, "counts": json.loads(counts)} for at, position, counts in rows
        ]

    def remember(self, piece: str, subject: str, values: Mapping[str, Any]) -> None:
        """Keep what something of a session is now, to be told after a new start.

        Args:
            piece: The piece.
            subject: What it is of: `canvas`, `steering` …
            values: By key, as of JSON; what is None is forgotten, and keys that are not here stay.
        """
        with transaction(self._database):
            for key, value in values.items():
                if value is None:
                    self._write(
                        "delete from memory where piece = ? and subject = ? and key = ?",
                        (piece, subject, key),
                    )
                else:
                    self._write(
                        "insert or replace into memory values (?, ?, ?, ?)",
                        (piece, subject, key, json.dumps(value)),
                    )

    def remembered(self, piece: str, subject: str) -> dict[str, Any]:
        """What was kept of a subject, by key."""
        rows = self._database.execute(
            "select key, value from memory where piece = ? and subject = ?", (piece, subject)
        )
        return {key: json.loads(value) for key, value in rows}

    def forget(self, piece: str, *subjects: str) -> None:
        """Keep nothing of these subjects any more."""
        with transaction(self._database):
            for subject in subjects:
                self._write("delete from memory where piece = ? and subject = ?", (piece, subject))

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        self._database.execute(statement, values)

    def _row(self, query: str, values: tuple[object, ...]) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._database.execute(query, values).fetchone()
        return row

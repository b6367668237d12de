"""The scribe: writes the ledgers of pieces behind their chronicles, so that an edit waits for none of it.

A step of the chronicle is on disk with its edit. The scribe reads steps later, some seconds of them at once, writes a row
for each person, and in the same transaction how far it has read. Wherever it is stopped, the chain is whole, and it goes on
from there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final, Protocol

from antiphon.lab.chronicle import Place, Step
from antiphon.lab.credit import accepted
from antiphon.lab.past import Past, PastDamaged
from antiphon.session.database import transaction
from antiphon.session.ledger import ROOTS, Deed, Ledger

BEHIND: Final = 30.0
"""The usual `behind` of a scribe."""

_STEPS: Final = 200
"""Steps that are read at once, at most."""

_PEOPLE: Final = 40
"""People that are told of at once, at most: two milliseconds."""

MAKERS: Final = """
    select authors.root, authors.id, makers.word, authors.made_at from json_each(?) as place
    cross join keys as rooms on rooms.word = ?
    cross join authors on authors.room = rooms.key and authors.root = json_extract(place.value, '$[0]')
        and authors.id = json_extract(place.value, '$[1]')
    join keys as makers on makers.key = authors.made_by where authors.made_by <> 0
"""
"""Who made entries of a room, and when, of those that are known: given are `[root, id]` each, as JSON, and the room.

Cross joins keep SQLite from looking through all entries of the room for each of those that are asked for.
"""


class Writer(Protocol):
    """Who made an entry."""

    @property
    def person(self) -> str:
        """Their id."""

    @property
    def name(self) -> str:
        """Their name."""


@dataclass
class _Told:
    """What a person did in a batch of steps."""

    at: float = 0.0
    made: set[Place] = field(default_factory=set)
    changed: set[Place] = field(default_factory=set)
    removed: set[Place] = field(default_factory=set)
    answered: list[tuple[str, list[Place]]] = field(default_factory=list)
    merged: dict[str, list[Place]] = field(default_factory=dict)


class Scribe:
    """Writes the ledgers of all pieces of one server.

    Attributes:
        behind: Seconds of edits that one row tells of at most; a lab's ledgers are no further behind while it runs.
    """

    def __init__(
        self,
        database: sqlite3.Connection,
        past: Past,
        ledger: Ledger,
        maker: Callable[[str, str, str], Writer | None],
        name: Callable[[str], str],
        behind: float = BEHIND,
    ) -> None:
        """With nothing read yet.

        Args:
            database: The history's file.
            past: The chronicles.
            ledger: The ledgers, in the same file.
            maker: Who made an entry, by room, root and id.
            name: The name of a person.
            behind: Seconds of edits that one row tells of at most.
        """
        self.behind = behind
        self._database, self._past, self._ledger = database, past, ledger
        self._maker, self._name = maker, name

    def write(self, room: str) -> bool:
        """Tell the ledger of the next steps, in one transaction.

        Returns:
            Whether there are more.

        Raises:
            sqlite3.Error: The disk does not take it; it is told the next time.
        """
        last, through = self._past.head(room)[0], self._ledger.through(room)
        if through >= last:
            return False
        until = min(last, through + _STEPS)
        try:
            steps = self._past.steps(room, through, until)
        except PastDamaged:
            # Steps that were packed before there was a ledger: whose they were cannot be known any more.
            steps = []
        batch = self._batch(steps)
        if len(batch) < len(steps):
            until = batch[-1].number
        try:
            with transaction(self._database):
                for person, told in self._tell(room, batch).items():
                    self._record(room, person, told)
                self._ledger.reach(room, until)
        except BaseException:
            self._ledger.forget()
            raise
        return until < last

    def _batch(self, steps: Sequence[Step]) -> list[Step]:
        """The first of steps: those that are soon told."""
        people: set[str] = set()

        def belongs(step: Step) -> bool:
            people.add(step.person)
            return len(people) <= _PEOPLE and step.at - steps[0].at <= self.behind

        return list(takewhile(belongs, steps))

    def catch_up(self, room: str) -> None:
        """Tell the ledger of all steps.

        Raises:
            sqlite3.Error: The disk does not take it.
        """
        while self.write(room):
            pass

    def catch_up_all(self) -> None:
        """Tell the ledgers of all pieces of all their steps.

        Raises:
            sqlite3.Error: The disk does not take it.
        """
        for (room,) in self._database.execute("select room from rooms").fetchall():
            self.catch_up(room)

    def _tell(self, room: str, steps: Iterable[Step]) -> dict[str, _Told]:
        """What each person did. What is nobody's is not told: a file that was read, a document that was migrated."""
        theirs = [step for step in steps if step.person]
        makers = self._makers(room, {place for step in theirs for place in step.changes})
        people: dict[str, _Told] = {}
        for step in theirs:
            told = people.setdefault(step.person, _Told())
            told.at = step.at
            now = (step.person, round(step.at * 1000))
            made = {place for place in step.changes if makers.get(place) == now}
            put = {place for place, line in step.changes.items() if line is not None}
            for id, places in accepted(step.changes, made).items():
                told.answered.append((id, places))
                made.difference_update(places)
                put.difference_update(places)
            for place in put - made:
                maker, at = makers.get(place, ("", 0))
                if maker and maker != step.person and at == now[1]:
                    # It was made in this step, and not by whose step it is: a branch was merged.
                    told.merged.setdefault(maker, []).append(place)
            put.difference_update(*told.merged.values())
            told.made |= made
            told.changed |= put - told.made
            told.removed |= {place for place, line in step.changes.items() if line is None}
        return people

    def _makers(self, room: str, places: Iterable[Place]) -> dict[Place, tuple[str, int]]:
        """Who is known to have made entries, and when, in milliseconds since the epoch."""
        asked = json.dumps([place for place in places if place[0] in ROOTS])
        rows = self._database.execute(MAKERS, (asked, room))
        return {(root, id): (person, at) for root, id, person, at in rows}

    def _record(self, room: str, person: str, told: _Told) -> None:
        name = self._name(person)
        for id, places in told.answered:
            author = self._maker(room, "proposals", id)
            if author is None:
                told.made.update(places)
                continue
            by = self._ledger.commitment(author.person, author.name)
            more = {"id": id, "by": by, "accepted": _by_root(places)}
            self._ledger.record(room, person, name, told.at, Deed("proposal", more=more))
        for maker, places in sorted(told.merged.items()):
            by = self._ledger.commitment(maker, self._name(maker))
            more = {"by": by, "accepted": _by_root(sorted(places))}
            self._ledger.record(room, person, name, told.at, Deed("merge", more=more))
        deed = Deed(made=told.made, changed=told.changed, removed=told.removed)
        self._ledger.record(room, person, name, told.at, deed)


def _by_root(places: Iterable[Place]) -> dict[str, list[str]]:
    ids: dict[str, list[str]] = {}
    for root, id in places:
        ids.setdefault(root, []).append(id)
    return ids

"""The steering of a session: what the artist opens to the audience, what votes make of it, and how it is taken back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from antiphon.lab.lever import Change, Lever
from antiphon.lab.levers import UNDOABLE, Levers
from antiphon.lab.seat import Refused
from antiphon.lab.steerable import Lines
from antiphon.lab.timers import Timers
from antiphon.session.ballot import read_kind
from antiphon.session.envelope import At, Envelope, read_envelope, usual
from antiphon.session.ledger import Deed
from antiphon.session.people import Person
from antiphon.session.saying import Saying, listed
from antiphon.session.steering import Standing, follow, keys_of, wishes, within
from antiphon.session.store import Store
from antiphon.session.target import GENERAL, TEMPO, TEMPO_TARGET, Target, Value
from antiphon.session.verdict import verdict

NOT_UNDERSTOOD = Saying("What is to be steered was not understood; please load the page again.")

GENERAL_KEYS = frozenset(target.key for target in GENERAL)

_BACK = Saying("The artist took it back")


class Steering:
    """What artist and audience may do to the levers.

    Attributes:
        levers: Everything that is steered.
        frozen: Whether votes move nothing.
        effects: What became of polls, in words, by id.
    """

    def __init__(
        self,
        levers: Levers,
        store: Store,
        piece: str,
        timers: Timers,
        *,
        tell: Callable[[Person | None, Deed], None] = lambda person, deed: None,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """Open to the audience what the store says; the tempo, where it says nothing of it.

        Args:
            levers: Everything that is steered.
            store: Keeps the envelopes.
            piece: The piece, as the store knows it.
            timers: Those of the session.
            tell: Tells the ledger what somebody did, or, where it is nobody, the audience.
            changed: Called when the state has changed by itself.
        """
        self.levers = levers
        self._store, self._piece, self._timers = store, piece, timers
        self._tell_ledger, self._changed = tell, changed
        self._envelopes: dict[str, Mapping[str, Any] | None] = store.envelopes(piece)
        self._envelopes.setdefault(TEMPO, usual(TEMPO_TARGET).describe())
        self.frozen = False
        self.effects: dict[str, str] = {}
        levers.open(self._envelopes)

    @property
    def follows_document(self) -> bool:
        """Whether anything is steered, or open to the audience, that not every piece has."""
        kept = {key for key, envelope in self._envelopes.items() if envelope is not None}
        return not GENERAL_KEYS.issuperset(kept | self.levers.of.keys())

    def survey(self, lines: Lines) -> None:
        """Take what the document has now."""
        self._drop_waiting(self.levers.survey(lines))
        self.levers.open(self._envelopes)

    def obey(self, person: Person, message: Mapping[str, Any]) -> None:
        """Do what the artist's page asks.

        Raises:
            Refused: if it was not understood.
            ValueError: if it cannot be; the message says why.
            sqlite3.Error: if the disk does not take it.
        """
        key = message.get("target")
        if not isinstance(key, str | None):
            raise Refused(NOT_UNDERSTOOD)
        match message:
            case {"type": "envelope", "target": str(named)}:
                self.declare(person, named, message)
            case {"type": "withdraw", "target": str(named)}:
                self.withdraw(person, named)
            case {"type": "hand", "target": str(named), "value": value}:
                self.hand(person, named, value)
            case {"type": "freeze", "on": bool(on)}:
                self.freeze(person, on, key)
            case {"type": "veto"}:
                self.veto(person, key)
            case {"type": "undo_steering"}:
                self.undo(person)
            case {"type": "reset_steering"}:
                self.reset(person, key)
            case _:
                raise Refused(NOT_UNDERSTOOD)

    def open_to(self, key: str) -> tuple[Target, Envelope]:
        """A target and its envelope.

        Raises:
            ValueError: if there is none, or the audience may not steer it.
        """
        target, lever = self.levers.target(key), self.levers.of.get(key)
        if lever is None or lever.envelope is None:
            raise ValueError(
                Saying(
                    "{name} is not open to the audience: say first how far it may be steered.",
                    name=target.name,
                )
            )
        return target, lever.envelope

    def declare(self, person: Person, key: str, message: Mapping[str, Any]) -> None:
        """Open a target to the audience, or move its bounds; a value that is beyond them comes back.

        Raises:
            ValueError: if there is no such target, or this is no envelope.
            sqlite3.Error: if the disk does not take it; then nothing changes.
        """
        target, lever = self.levers.target(key), self.levers.of.get(key)
        envelope = read_envelope(target, message, lever.envelope if lever else None)
        self._keep(key, envelope.describe())
        lever = self.levers.lever(key)
        written = Standing(target.written, target.written)
        inside: Standing | None = within(target, envelope, lever.standing or written)
        if lever.standing is None and inside == written:
            inside = None
        reason = Saying("The bounds of {name} were moved", name=target.name)
        self.levers.make(Change({key: inside}, reason, person=person), {key: envelope})

    def withdraw(self, person: Person, key: str) -> None:
        """Have the audience steer a target no more; it is as written again.

        Raises:
            ValueError: if there is no such target.
            sqlite3.Error: if the disk does not take it; then nothing changes.
        """
        lever = self.levers.lever(key)
        self._keep(key, None)
        self._drop_waiting([lever])
        reason = Saying("{name} was taken from the audience", name=lever.target.name)
        self.levers.make(Change({key: None}, reason, person=person), {key: None})

    def _keep(self, key: str, envelope: Mapping[str, Any] | None) -> None:
        self._store.set_envelope(self._piece, key, envelope)
        self._envelopes[key] = envelope

    def hand(self, person: Person, key: str, value: object) -> None:
        """Put a target where the artist wants it, at once: votes go on from there. None lets go of it.

        Raises:
            ValueError: if there is no such target, or it takes no such value.
        """
        target = self.levers.target(key)
        read = target.read(value)
        lever = self.levers.lever(key)
        self._drop_waiting([lever])
        standing = None if read == target.written and not target.passes else Standing(read, read)
        at: At = "section" if target.passes else "now"
        reason = Saying("Set by {person}", person=person.name)
        self.levers.make(Change({key: standing}, reason, at, person), by_hand=True)

    def put(self, person: Person, key: str, value: Value, reason: str) -> None:
        """Put a target somewhere inside its envelope, where in the music it says, as to try it out."""
        lever = self.levers.lever(key)
        self._drop_waiting([lever])
        self.levers.make(Change({key: Standing(value, value)}, reason, person=person))

    def freeze(self, person: Person, on: bool, key: str | None = None) -> None:
        """Have votes move a target no more, or again; all targets without a key. What does not sound yet is taken back.

        Raises:
            ValueError: if there is no such target.
        """
        if key is None:
            self.frozen = on
        else:
            self.levers.lever(key).frozen = on
        if on:
            self.veto(person, key)

    def veto(self, person: Person, key: str | None = None) -> None:
        """Take back what waits, and what is agreed and does not sound yet: of a target, or of all."""
        levers = [lever for of, lever in self.levers.of.items() if key in (None, of)]
        self._drop_waiting(levers)
        taken: dict[str, Standing | None] = {}
        for lever in levers:
            done = next((each for each in reversed(self.levers.done) if lever.target.key in each), None)
            if lever.pending is not None and done is not None:
                taken[lever.target.key] = done.pop(lever.target.key)
                if lever.poll:
                    self.effects[lever.poll] = _BACK
        if taken:
            self.levers.make(Change(taken, _BACK, "now", person), undoable=False)

    def undo(self, person: Person) -> None:
        """Take back what was changed last."""
        if (last := self.levers.last) is None:
            return
        self.levers.done.remove(last)
        live = {key: standing for key, standing in last.items() if key in self.levers.of}
        self._drop_waiting(self.levers.of[key] for key in live)
        reason = Saying("{person} undid the last change", person=person.name)
        self.levers.make(Change(live, reason, "beat", person), undoable=False)

    def reset(self, person: Person, key: str | None = None) -> None:
        """Go back to the score, with a target or with all.

        Raises:
            ValueError: if there is no such target.
        """
        levers = [*self.levers.of.values()] if key is None else [self.levers.lever(key)]
        self._drop_waiting(levers)
        standings: dict[str, Standing | None] = {
            lever.target.key: None for lever in levers if lever.standing is not None
        }
        reason = Saying("{person} went back to the score", person=person.name)
        self.levers.make(Change(standings, reason, "beat", person))

    def vote(self, poll: Mapping[str, Any], outcome: Mapping[str, Any], quarters: float) -> None:
        """Take how a poll ended; `effects` tells what comes of it.

        Args:
            poll: As `Poll.describe`.
            outcome: As `antiphon.session.outcome`.
            quarters: Quarter notes a minute as they are written where the music is.
        """
        steers = poll.get("steers")
        reason: str = verdict(poll, outcome)
        told = {"poll": poll["id"], "question": poll["question"], "total": outcome.get("total", 0)}
        told |= {name: outcome[name] for name in ("counts", "median") if outcome.get(name) is not None}
        standings: dict[str, Standing | None] = {}
        words: list[str] = []
        notes: list[str] = []
        for key, wish in (wishes(steers, read_kind(poll), outcome, quarters) if steers else {}).items():
            lever = self.levers.of.get(key)
            if lever is None or lever.envelope is None:
                notes.append(Saying("what it steered is not open to the audience any more"))
            elif self.frozen or lever.frozen:
                notes.append(Saying("{name} is frozen", name=lever.target.name))
            else:
                standing = follow(lever.target, lever.envelope, lever.stands, wish)
                if lever.goal(standing) != lever.goal(lever.stands) or lever.target.passes:
                    standings[key] = standing
                    words.append(lever.says(lever.goal(standing)))
                elif wish.steps and standing.audience == lever.stands.audience:
                    notes.append(Saying("{name} is as far as it may go", name=lever.target.name))
                elif wish.steps != 0:
                    notes.append(Saying("{name} stays as it is", name=lever.target.name))
        for note in notes:
            reason = Saying("{before}, and {next}", before=reason, next=note)
        nothing = Saying("Nothing changes") if steers else ""
        self._remember(poll["id"], listed([*words, *notes]) or nothing)
        if standings:
            at = (steers or {}).get("at")
            self._wait(Change(standings, reason, at, poll=told))
            return
        for key in keys_of(steers):
            if key in self.levers.of:
                self.levers.of[key].reason = reason
        if told["total"]:
            self._tell_ledger(None, Deed("poll", more={**told, "reason": reason}))

    def _remember(self, poll: str, effect: str) -> None:
        self.effects[poll] = effect
        while len(self.effects) > UNDOABLE:
            del self.effects[next(iter(self.effects))]

    def _wait(self, change: Change) -> None:
        """Make a change once nobody has vetoed it, and its targets may move again."""
        levers = [self.levers.of[key] for key in change.standings]
        now = time.monotonic()
        vetoes = [lever.envelope.veto for lever in levers if lever.envelope is not None]
        wait = max([0.0, *vetoes, *(lever.cools - now for lever in levers)])
        if not wait:
            self.levers.make(change)
            return
        for lever in levers:
            if lever.waiting is not None:
                lever.waiting.standings.pop(lever.target.key, None)
            lever.waiting = change
            lever.reason = change.reason
        change.ends = now + wait
        self._timers.soon(f"steering {change.poll['poll']}", wait, lambda: self._come(change))

    def _come(self, change: Change) -> None:
        if change.standings:
            self.levers.make(change)
            self._changed()

    def _drop_waiting(self, levers: Iterable[Lever]) -> None:
        for lever in levers:
            dropped, lever.waiting = lever.waiting, None
            if dropped is None or dropped.standings.pop(lever.target.key, None) is None:
                continue
            lever.reason = Saying("{reason}, but the artist took it back", reason=dropped.reason)
            self.effects[dropped.poll["poll"]] = _BACK
            if not dropped.standings:
                self._timers.cancel(f"steering {dropped.poll['poll']}")
                self._tell_ledger(None, Deed("poll", more={**dropped.poll, "reason": lever.reason}))

    def state(self) -> dict[str, Any]:
        """The state's `steering`, but for what is explored."""
        return self.levers.state(self.frozen)

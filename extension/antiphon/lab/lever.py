"""Levers: one target each, with what the artist and the audience made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from antiphon.session.envelope import At, Envelope
from antiphon.session.people import Person
from antiphon.session.saying import Saying
from antiphon.session.steering import Standing, blend
from antiphon.session.target import Target, Value


@dataclass(frozen=True)
class Pending:
    """What the engine has agreed to.

    Attributes:
        value: As written where it is None.
        sounds: When, by the monotonic clock.
        position: Where, in quarter lengths.
        measure: Its number; None where there is none.
    """

    value: Value | None
    sounds: float
    position: float
    measure: int | None


@dataclass(eq=False)
class Change:
    """What is to change together, and why.

    Attributes:
        standings: How targets are to stand; None: as written.
        reason: In words.
        at: Where in the music it is to change; None: as the envelopes say.
        person: Who wants it; None: the audience.
        poll: What the ledger is told of the poll, with its id; empty without one.
        ends: When it has waited long enough, by the monotonic clock.
    """

    standings: dict[str, Standing | None]
    reason: str
    at: At | None = None
    person: Person | None = None
    poll: Mapping[str, Any] = field(default_factory=dict)
    ends: float = 0.0


@dataclass(eq=False)
class Lever:
    """A target, and how it is steered.

    Attributes:
        target: The target.
        envelope: What the audience may; None: nothing.
        standing: Between artist and audience; None: as written.
        sounding: What sounds, as the engine said it; None: as written.
        pending: What is agreed and does not sound yet.
        waiting: What may be vetoed.
        frozen: Whether votes move it.
        cools: Until when votes do not move it, by the monotonic clock.
        reason: The last change in words; empty before the first.
        poll: The id of the poll that the last change came of; empty without one.
        untold: A change that the ledger is told once the engine has said where it is to be heard.
    """

    target: Target
    envelope: Envelope | None = None
    standing: Standing | None = None
    sounding: Value | None = None
    pending: Pending | None = None
    waiting: Change | None = None
    frozen: bool = False
    cools: float = 0.0
    reason: str = ""
    poll: str = ""
    untold: tuple[Person | None, dict[str, Any]] | None = None

    def goal(self, standing: Standing | None) -> Value:
        """The value of a standing."""
        if standing is None:
            return self.target.written
        if self.envelope is None:
            return standing.hand
        return blend(self.target, self.envelope, standing)

    def says(self, value: Value) -> Saying:
        """Its name and a value, for people."""
        return Saying("{name}: {value}", name=self.target.name, value=self.target.said(value))

    @property
    def value(self) -> Value:
        """What it goes to."""
        return self.goal(self.standing)

    @property
    def heard(self) -> Value:
        """What sounds."""
        return self.target.written if self.sounding is None else self.sounding

    @property
    def stands(self) -> Standing:
        """Where it stands, as written too, with what waits for a veto."""
        if self.waiting is not None and (waiting := self.waiting.standings[self.target.key]) is not None:
            return waiting
        return self.standing or Standing(self.target.written, self.target.written)

    def asked(self, value: Value) -> Value | None:
        """A value as the engine is asked for it."""
        return None if value == self.target.written else value

    @property
    def is_shown(self) -> bool:
        """Whether the state tells of it."""
        return self.envelope is not None or self.standing is not None or self.heard != self.target.written

    def state(self, now: float, frozen: bool) -> dict[str, Any]:
        """The lever as the state says it.

        Args:
            now: The monotonic clock.
            frozen: Whether everything is.
        """
        pending = waiting = None
        if self.pending is not None:
            pending = {
                "value": self.target.written if self.pending.value is None else self.pending.value,
                "seconds": round(max(0.0, self.pending.sounds - now), 3),
                "position": self.pending.position,
                "measure": self.pending.measure,
            }
        if self.waiting is not None:
            waiting = {
                "value": self.goal(self.waiting.standings[self.target.key]),
                "seconds": round(max(0.0, self.waiting.ends - now), 3),
                "reason": self.waiting.reason,
            }
        hand = self.target.written if self.standing is None else self.standing.hand
        return {
            "target": self.target.key,
            "name": self.target.name,
            "unit": self.target.unit,
            "written": self.target.written,
            "value": self.heard,
            "hand": self.asked(hand),
            "envelope": None if self.envelope is None else self.envelope.describe(),
            "frozen": self.frozen or frozen,
            "cooling": round(max(0.0, self.cools - now), 3),
            "pending": pending,
            "waiting": waiting,
            "reason": self.reason,
        }

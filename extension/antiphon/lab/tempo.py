"""The tempo of a session: what the audience and the teacher made of the written one."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from antiphon.session.aggregation import plurality
from antiphon.session.ledger import Deed
from antiphon.session.people import Person
from antiphon.session.pipe import Message
from antiphon.session.steering import SAME, TEMPO_QUESTION, Envelope, explain, steer
from antiphon.session.store import Store


class Tempo:
    """The tempo's factor: what sounds, what is agreed, and why. Every change is logged in the store, and told to the ledger.

    Attributes:
        reason: The last change in words; empty before the first.
    """

    def __init__(
        self,
        store: Store,
        piece: str,
        ask: Callable[[float], bool],
        tell: Callable[[Person | None, Deed], None] = lambda person, deed: None,
    ) -> None:
        """The written tempo.

        Args:
            store: Keeps the envelope and the log.
            piece: The piece, as the store knows it.
            ask: Asks the engine for a factor; returns whether it sounds, so that it will say when.
            tell: Tells the ledger what somebody did, or, where it is nobody, the audience.
        """
        self._store = store
        self._piece = piece
        self._ask = ask
        self._tell = tell
        self._untold: tuple[Person | None, dict[str, Any]] | None = None
        self._envelope = store.envelope(piece)
        self._sounding = self._target = 1.0
        self._pending: dict[str, float] | None = None
        self.reason = ""

    def set_envelope(self, person: Person, minimum: Any, maximum: Any, step: Any) -> None:
        """Set how far votes may go; a tempo that is beyond it comes back.

        Raises:
            ValueError: if that is no envelope.
        """
        self._envelope = Envelope(minimum, maximum, step)
        self._store.set_envelope(self._piece, self._envelope)
        inside = self._envelope.clamp(self._target)
        if inside != self._target:
            self._move(inside, "The teacher moved the bounds of the tempo", person)

    def reset(self, person: Person) -> None:
        """Go back to the written tempo."""
        self._move(1.0, "The teacher went back to the written tempo", person)

    def vote(self, counts: Mapping[str, int]) -> None:
        """Take the result of a poll."""
        winner = plurality(counts)
        factor = steer(self._envelope, self._target, winner)
        reason = explain(counts, winner)
        if winner not in (None, SAME) and factor == self._target:
            reason += ", and the tempo is as far as it may go"
        self._move(factor, reason, counts=counts)

    def agreed(self, message: Message) -> None:
        """Take what the engine agreed to (`steered`)."""
        self._pending = {
            "factor": float(message["factor"]),
            "position": float(message["position"]),
            "sounds": time.monotonic() + float(message.get("seconds") or 0.0),
        }
        if self._untold is not None and self._untold[1]["to"] == self._pending["factor"]:
            self.told(self._pending["position"])

    def sounds(self, message: Message) -> None:
        """Take that it sounds (`steered_now`)."""
        self._sounding, self._pending = float(message["factor"]), None

    def steering(self) -> dict[str, Any]:
        """The state's `steering`."""
        pending = None
        if self._pending is not None:
            seconds = max(0.0, self._pending["sounds"] - time.monotonic())
            pending = {name: self._pending[name] for name in ("factor", "position")}
            pending["seconds"] = round(seconds, 3)
        return {"factor": self._sounding, "pending": pending, "reason": self.reason}

    def envelope(self) -> dict[str, float]:
        """The state's `envelope`."""
        return {
            "minimum": self._envelope.minimum,
            "maximum": self._envelope.maximum,
            "step": self._envelope.step,
        }

    def told(self, position: float | None = None) -> None:
        """Tell the ledger of the last change, where it was not told: it waits for the engine to say where it is to be heard.

        Args:
            position: Where, in quarter lengths; None where nothing plays.
        """
        if self._untold is not None:
            (person, more), self._untold = self._untold, None
            self._tell(person, Deed("steering", more={**more, "position": position}))

    def _move(
        self,
        factor: float,
        reason: str,
        person: Person | None = None,
        counts: Mapping[str, int] | None = None,
    ) -> None:
        self.reason = reason
        self.told()
        moves = factor != self._target
        if moves or any((counts or {}).values()):
            poll = {} if counts is None else {"question": TEMPO_QUESTION, "counts": dict(counts)}
            self._untold = person, {"from": self._target, "to": factor, "reason": reason, **poll}
        # The tempo moves, even where the disk does not take the record of it.
        with suppress(sqlite3.Error):
            self._store.log_steering(self._piece, factor, reason)
        if not moves:
            return self.told()
        self._target = factor
        if not self._ask(factor):
            self._sounding, self._pending = factor, None
            self.told()
        return None

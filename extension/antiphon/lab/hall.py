"""The hall: what the audience may do beside voting, how it reacts, and what it asks."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from antiphon.lab.questions import Questions
from antiphon.session.allowed import Allowed
from antiphon.session.pipe import Message
from antiphon.session.store import Store

RECORD_SECONDS = 5.0
"""Seconds of reactions that are recorded as one."""

Place = Callable[[], float | None]
"""Says where the music is, in quarter lengths; None while nothing plays."""


class Hall:
    """One piece's audience, as far as it does not vote.

    Attributes:
        allowed: What it may do.
        questions: What it asks.
    """

    def __init__(
        self, store: Store, piece: str, tell: Callable[[Mapping[str, Any]], None], place: Place
    ) -> None:
        """A silent one.

        Args:
            store: Keeps questions, and the record of reactions.
            piece: The piece, as the store knows it.
            tell: Tells the hub something.
            place: Says where the music is.
        """
        self._store = store
        self._piece = piece
        self._tell = tell
        self._place = place
        self.allowed = Allowed()
        self.questions = Questions(store, piece, tell)
        self._rates: dict[str, Any] = {}
        self._totals: Counter[str] = Counter()
        self._untold: Counter[str] = Counter()
        self._since = 0.0
        self._where: float | None = None

    def obey(self, message: Mapping[str, Any]) -> bool:
        """Do what the teacher's page asks; returns whether it was for the hall.

        Raises:
            Refused: if it cannot be done.
            ValueError: if it is not understood.
        """
        match message:
            case {"type": "allow"}:
                self.allowed = self.allowed.change(message)
                self._tell({"type": "allow", **self.allowed.describe()})
            case {"type": "show_question", "id": str() | None as id}:
                self.questions.show(id)
            case {"type": "answer_question", "id": str(id)}:
                self.questions.answer(id)
            case _:
                return False
        return True

    def hear(self, message: Message) -> bool:
        """Take what the hub says; returns whether it was of the hall.

        Raises:
            sqlite3.Error: if the disk does not take a question.
        """
        match message:
            case {"type": "reactions", "new": dict(new)}:
                self._totals.update(new)
                self._rates = {key: value for key, value in message.items() if key not in ("type", "new")}
                self._record(new)
            case {"type": "question", "id": str(id), "person": str(person), "text": str(text)}:
                self.questions.hear(id, person, text)
            case _:
                return False
        return True

    def state(self, teacher: bool) -> dict[str, Any]:
        """What of the session's state is of the hall: `allowed`, `reactions` and `questions`."""
        total = self._totals.total()
        return {
            "allowed": self.allowed.describe(),
            "reactions": {**self._rates, "total": total, "totals": dict(self._totals)},
            "questions": self.questions.state(all=teacher),
        }

    def lost(self) -> None:
        """The hub is gone: nobody reacts any more."""
        self._rates = {}
        self.close()

    def close(self) -> None:
        """Record what is not recorded yet."""
        untold, self._untold = self._untold, Counter()
        if not untold:
            return
        try:
            self._store.log_reactions(self._piece, self._where, untold)
        except sqlite3.Error:
            # A gap of the record is no reason to stop a concert; what can be written next is.
            self._untold = untold

    def _record(self, new: Mapping[str, int]) -> None:
        now = time.monotonic()
        if new and not self._untold:
            self._since, self._where = now, self._place()
        self._untold.update(new)
        # The hub goes on for longer than that after the last one: rates fade.
        if now - self._since >= RECORD_SECONDS:
            self.close()

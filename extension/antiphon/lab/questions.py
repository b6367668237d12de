"""Questions of the audience: kept until the artist is done with them, and shown to nobody before the artist says so."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from antiphon.lab.seat import Refused
from antiphon.session.store import Store

MOST = 100
"""Questions that a page is told of: the newest, and the one on the stage."""

_SUBJECT: Final = "questions"
_SHOWN: Final = "shown"


@dataclass(frozen=True)
class Question:
    """What somebody asked.

    Attributes:
        id: Its id.
        text: One line of text, whatever it looks like.
        at: When, in seconds since the epoch.
    """

    id: str
    text: str
    at: float


class Questions:
    """The questions of one piece.

    Attributes:
        shown: The one on the stage; None where none is.
    """

    def __init__(self, store: Store, piece: str, tell: Callable[[Mapping[str, Any]], None]) -> None:
        """Those that the store has.

        Args:
            store: Keeps them.
            piece: The piece, as the store knows it.
            tell: Tells the hub what is on the stage.
        """
        self._store = store
        self._piece = piece
        self._tell = tell
        self._open = {id: Question(id, text, at) for id, text, at in store.questions(piece)}
        self.shown: Question | None = None
        shown = store.remembered(piece, _SUBJECT).get(_SHOWN)
        if shown in self._open:
            self._stage(self._open[shown])

    def hear(self, id: str, person: str, text: str) -> None:
        """Take a question from the hub.

        Raises:
            sqlite3.Error: if the disk does not take it; it is there until the lab stops.
        """
        if id in self._open:
            return
        try:
            at = self._store.add_question(self._piece, id, person, text)
        except sqlite3.Error:
            self._open[id] = Question(id, text, 0.0)
            raise
        self._open[id] = Question(id, text, at)

    def show(self, id: str | None) -> None:
        """Put a question on the stage in place of what is there, or take it off.

        Raises:
            Refused: if it is not there any more.
        """
        self._stage(None if id is None else self._named(id))

    def answer(self, id: str) -> None:
        """Be done with a question; it goes off the stage, too.

        Raises:
            Refused: if it is not there any more.
        """
        question = self._named(id)
        self._store.answer_question(id)
        del self._open[id]
        if question == self.shown:
            self._stage(None)

    def state(self, all: bool) -> list[dict[str, Any]]:
        """The state's `questions`, the newest first.

        Args:
            all: Whether it is for somebody who may see what nobody was shown yet.
        """
        newest = [*self._open.values()][-MOST:] if all else []
        if self.shown is not None and self.shown not in newest:
            newest.insert(0, self.shown)
        return [
            {"id": each.id, "text": each.text, "at": each.at, "shown": each == self.shown}
            for each in reversed(newest)
        ]

    def _named(self, id: str) -> Question:
        if id not in self._open:
            raise Refused("That question is not there any more.")
        return self._open[id]

    def _stage(self, question: Question | None) -> None:
        self._store.remember(self._piece, _SUBJECT, {_SHOWN: question.id if question else None})
        self.shown = question
        shown = None if question is None else {"id": question.id, "text": question.text}
        self._tell({"type": "show_question", "question": shown})

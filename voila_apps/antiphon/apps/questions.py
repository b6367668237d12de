"""What the audience asks: a short text of a phone goes to the lab, and to nobody else before the artist shows it.

```
question      {id, text} | null         shown on the stage
own_question  {id, text, wait} | null   the person's last one, and the seconds until they may ask another
```
"""

import secrets
from collections.abc import Mapping
from typing import Any

from antiphon.apps.allowance import Allowance
from antiphon.apps.asked import Asked
from antiphon.apps.crowd import Phone
from antiphon.apps.feature import Feature, Ground
from antiphon.session.pipe import Message
from antiphon.session.question import QuestionRefused, clean

EVERY = 60.0
"""Seconds from one question of a person to the next."""


class Questions(Feature):
    """The feature."""

    def __init__(self, ground: Ground, asked: Asked) -> None:
        self._ground = ground
        self._asked = asked
        self._shown: dict[str, str] | None = None
        self._own: dict[str, dict[str, str]] = {}
        self._turns = Allowance(1, 1 / EVERY, ground.clock)
        # Of the whole hall: what one artist can read, and what the lab's disk takes beside the music.
        self._all = Allowance(60, 5.0, ground.clock)
        self.shared = {"question": lambda: self._shown}
        self.own = {"own_question": self._see_own}

    def hear(self, phone: Phone, message: Mapping[str, Any]) -> bool:
        """Take `ask`."""
        match message:
            case {"type": "ask", "text": str(text)}:
                try:
                    self._ask(phone.person, text)
                except QuestionRefused as refusal:
                    phone.reply({"sorry": str(refusal), "about": "ask"})
                self._ground.crowd.show_own(phone.person, "own_question")
                return True
        return False

    def obey(self, message: Message) -> bool:
        """Take `show_question`."""
        match message:
            case {"type": "show_question", "question": {"id": str(id), "text": str(text)}}:
                self._shown = {"id": id, "text": text}
            case {"type": "show_question", "question": None}:
                self._shown = None
            case _:
                return False
        self._ground.crowd.show("question")
        return True

    def _ask(self, person: str, text: str) -> None:
        if not self._asked.now.questions:
            raise QuestionRefused("Questions are not taken at this moment.")
        cleaned = clean(text)
        if self._turns.wait(person):
            raise QuestionRefused("You can ask one question a minute; wait a little.")
        if not self._all.take("all"):
            raise QuestionRefused("Very many ask at this moment; please send it again in a minute.")
        self._turns.take(person)
        question = {"id": secrets.token_hex(6), "text": cleaned}
        self._own[person] = question
        self._ground.send({"type": "question", "person": person, **question})

    def _see_own(self, person: str) -> dict[str, Any] | None:
        own = self._own.get(person)
        return own and {**own, "wait": round(self._turns.wait(person), 1)}

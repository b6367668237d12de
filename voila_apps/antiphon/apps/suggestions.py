"""What melodies the audience suggests: a phone's notes go to the lab, which makes a proposal of them for the artist.

```
melody      {tonic, scale: [pitch class, …], low, most} | null   the key of the place that melodies are for, the note (MIDI) at
                                                                which the phones' keyboard begins, and the most notes of one
suggested   {notes, wait} | null           the person's last one, and the seconds until they may send another
```
"""

import secrets
from collections.abc import Mapping
from typing import Any

from antiphon.apps.allowance import Allowance
from antiphon.apps.asked import Asked
from antiphon.apps.crowd import Phone
from antiphon.apps.feature import Feature, Ground
from antiphon.session.melody import MelodyRefused, Notes, describe, read_melody
from antiphon.session.pipe import Message

EVERY = 60.0
"""Seconds from one melody of a person to the next."""


class Suggestions(Feature):
    """The feature."""

    def __init__(self, ground: Ground, asked: Asked) -> None:
        self._ground = ground
        self._asked = asked
        self._melody: dict[str, Any] | None = None
        self._own: dict[str, Notes] = {}
        self._turns = Allowance(1, 1 / EVERY, ground.clock)
        # Of the whole hall: each may become a proposal that an artist listens to.
        self._all = Allowance(40, 1.0, ground.clock)
        self.shared = {"melody": lambda: self._melody}
        self.own = {"suggested": self._see_own}

    def hear(self, phone: Phone, message: Mapping[str, Any]) -> bool:
        """Take `suggest`."""
        match message:
            case {"type": "suggest", "notes": notes}:
                try:
                    self._suggest(phone.person, notes)
                except MelodyRefused as refusal:
                    phone.reply(
                        {"sorry": refusal.sentence, "values": dict(refusal.values), "about": "suggest"}
                    )
                self._ground.crowd.show_own(phone.person, "suggested")
                return True
        return False

    def obey(self, message: Message) -> bool:
        """Take `melody`."""
        match message:
            case {"type": "melody", "tonic": int(), "scale": list(), "low": int()}:
                self._melody = {key: value for key, value in message.items() if key != "type"}
            case {"type": "melody", "tonic": None}:
                self._melody = None
            case _:
                return False
        self._ground.crowd.show("melody")
        return True

    def _suggest(self, person: str, raw: object) -> None:
        """Take somebody's melody.

        Raises:
            MelodyRefused: It is not taken.
        """
        if not self._asked.now.suggestions:
            raise MelodyRefused("Melodies are not taken at this moment.")
        notes = read_melody(raw)
        if notes == self._own.get(person):
            # It was sent again after a broken connection.
            return
        if self._turns.wait(person):
            raise MelodyRefused("You can send one melody a minute; wait a little.")
        if not self._all.take("all"):
            raise MelodyRefused("Very many send melodies at this moment; please send it again in a minute.")
        self._turns.take(person)
        self._own[person] = notes
        id = secrets.token_hex(6)
        self._ground.send({"type": "suggestion", "id": id, "person": person, "notes": describe(notes)})

    def _see_own(self, person: str) -> dict[str, Any] | None:
        if (own := self._own.get(person)) is None:
            return None
        return {"notes": describe(own), "wait": round(self._turns.wait(person), 1)}

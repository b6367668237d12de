"""The stage: the page on the projector, which sees what the phones see and a little more, and has no vote.

```
stage      {link, qr, people, votes: {poll: count}} | null      the stage's own; link and qr of the audience, empty at first
```
"""

from collections.abc import Mapping
from typing import Any

from antiphon.apps.crowd import Phone
from antiphon.apps.feature import Feature, Ground
from antiphon.apps.reports import Reports
from antiphon.session.pipe import Message

STAGE = "stage"
"""Who every connection of a stage is: no ticket of a person is as short."""

VIEW_SECONDS = 0.5
"""Least time between two words on how many have voted."""

KEPT = 16
"""Polls whose number of votes is remembered."""


class Stage(Feature):
    """The feature."""

    def __init__(self, ground: Ground) -> None:
        self._crowd = ground.crowd
        self._link = self._qr = ""
        self._people = 0
        self._votes: dict[str, int] = {}
        self._views = Reports(lambda view: self._crowd.show_own(STAGE, "stage"), VIEW_SECONDS)
        self.own = {"stage": self._see}

    @property
    def is_here(self) -> bool:
        """Whether there is a stage."""
        return self._crowd.pages(STAGE) > 0

    def hear(self, phone: Phone, message: Mapping[str, Any]) -> bool:
        """Refuse the stage all but the music."""
        if phone.person != STAGE or message.get("type") in ("offer", "hangup"):
            return False
        phone.reply({"sorry": "The stage shows what the audience says, and says nothing itself."})
        return True

    def obey(self, message: Message) -> bool:
        """Take `invitation`."""
        match message:
            case {"type": "invitation", "link": str(link), "qr": str(qr)}:
                self._link, self._qr = link, qr
                self._show()
                return True
        return False

    def overhear(self, message: Mapping[str, Any]) -> None:
        """Take what the lab is told: how many have voted."""
        match message:
            case {"type": "tally" | "poll_closed", "poll": str(poll), "total": int(total)}:
                self._votes.pop(poll, None)
                self._votes[poll] = total
                while len(self._votes) > KEPT:
                    del self._votes[next(iter(self._votes))]
                self._show()

    def count(self, people: int) -> None:
        """Take how many people are there, without the stage."""
        if people != self._people:
            self._people = people
            self._show()

    def _show(self) -> None:
        if self.is_here:
            self._views.report("stage", lambda: {"type": "stage"})

    def _see(self, person: str) -> dict[str, Any] | None:
        if person != STAGE:
            return None
        return {"link": self._link, "qr": self._qr, "people": self._people, "votes": dict(self._votes)}

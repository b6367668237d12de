"""The programme: what the audience's page is told of the piece and of who plays it, while it is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from antiphon.lab.audience import Audience
from antiphon.lab.rooms import AntiphonRoom
from antiphon.lab.steerable import Lines
from antiphon.lab.timers import Timers

DOCUMENT_PAUSE = 0.6
"""Seconds after an edit until the audience's score follows, and what can be steered."""


class Programme:
    """Follows the document of a room, and tells the audience's page.

    Attributes:
        room: The room that is followed; None while there is none.
    """

    def __init__(
        self,
        audience: Audience,
        timers: Timers,
        now: Callable[[], Mapping[str, Any]],
        survey: Callable[[Callable[[], Lines]], None],
    ) -> None:
        """Follow nothing yet.

        Args:
            audience: The page.
            timers: Those of the session.
            now: Says who is there, and whether the music plays: `{people, playing}`.
            survey: Called with what gives the lines of the document, at first and as they change.
        """
        self._audience = audience
        self._timers = timers
        self._now = now
        self._survey = survey
        self._meta: Mapping[str, Any] = {}
        self._observed: Any = None
        self.room: AntiphonRoom | None = None

    def attach(self, room: AntiphonRoom) -> None:
        """Follow a room."""
        if self.room is not room:
            self.detach()
            self.room = room
            self._observed = room.ydoc.observe(self._document_changed)
            self._look()
        self.tell()

    def detach(self) -> None:
        """Stop following the room, which is gone."""
        if self.room is not None:
            self.room.ydoc.unobserve(self._observed)
            self.room = None

    def _document_changed(self, event: Any) -> None:
        self._timers.soon("survey", DOCUMENT_PAUSE, self._look)
        if self._audience.status != "off":
            self._timers.soon("document", DOCUMENT_PAUSE, self.tell)

    def _look(self) -> None:
        if (room := self.room) is not None:
            self._survey(lambda: room.lines)

    def tell(self) -> None:
        """Tell the piece as it is now."""
        if self.room is not None and self._audience.status != "off":
            self._meta = self.room.meta
            self._audience.tell({"type": "document", "text": self.room.text})
            self.tell_now()

    def tell_now(self) -> None:
        """Tell the title, and who is there."""
        if self._audience.status != "off":
            named = {key: self._meta.get(key, "") for key in ("title", "composer")}
            self._audience.tell({"type": "now", **named, **self._now()})

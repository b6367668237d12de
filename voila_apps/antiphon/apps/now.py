"""What plays: the piece, who plays it, and where in it they are.

```
now        {title, composer, people: [{name, role}], playing} | null
transport  {playing, position, bpm, factor, rate, measure, duration} | null      quarter lengths, and those a second
```
"""

from collections.abc import Callable
from typing import Any

from antiphon.apps.feature import Feature, Ground
from antiphon.session.pipe import Message

_TRANSPORT_SECONDS = 2.0
"""Seconds after which phones are told again what they could guess."""

_TRANSPORT_SLACK = 0.05
"""Quarter lengths that their guess may be wrong by."""


class Whereabouts:
    """Where the music is. Time is that of `clock`, in seconds.

    Attributes:
        last: As the lab said it last.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._at = 0.0
        self.last: dict[str, Any] | None = None

    def take(self, message: Message) -> bool:
        """Take a `transport`; returns whether the phones cannot guess it from what they know."""
        new = {key: value for key, value in message.items() if key != "type"}
        old, since, now = self.last, self._at, self._clock()
        if old is not None and now - since < _TRANSPORT_SECONDS:
            moved = old["rate"] * (now - since) if old["playing"] else 0.0
            if (
                new == {**old, "position": new["position"]}
                and abs(new["position"] - old["position"] - moved) < _TRANSPORT_SLACK
            ):
                return False
        self.last, self._at = new, now
        return True

    def see(self) -> dict[str, Any] | None:
        """Where it is at this moment."""
        if self.last is None or not self.last["playing"]:
            return self.last
        ahead = self.last["rate"] * (self._clock() - self._at)
        return {**self.last, "position": round(self.last["position"] + ahead, 4)}


class Now(Feature):
    """The feature."""

    def __init__(self, ground: Ground, whereabouts: Whereabouts) -> None:
        self._crowd = ground.crowd
        self._whereabouts = whereabouts
        self._now: dict[str, Any] | None = None
        self.shared = {"now": lambda: self._now, "transport": whereabouts.see}

    def obey(self, message: Message) -> bool:
        """Take `now` and `transport`."""
        match message:
            case {"type": "now"}:
                self._now = {key: message.get(key) for key in ("title", "composer", "people", "playing")}
                self._crowd.show("now")
            case {"type": "transport"}:
                if self._whereabouts.take(message):
                    self._crowd.show("transport")
            case _:
                return False
        return True

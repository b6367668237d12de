"""How the hall reacts: what phones tap and how they are shaken, put together.

```
reactions  {applause, heart, wow, laugh, total}   rates a second, and how many there were
hall       {people, pause, energy, shaking}       pause: seconds that a phone waits between two messages; energy, 0 to 1, of
                                                  those who shake their phones, and how many they are
```

A phone gathers what is tapped and sends `react {counts: {kind: n}}`. The larger the hall, the longer it gathers, so that a
hall of thousands sends about as much as one of a thousand.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import Any

from antiphon.apps.allowance import Allowance
from antiphon.apps.applause import KINDS, Applause, Shaking
from antiphon.apps.asked import Asked
from antiphon.apps.crowd import Phone
from antiphon.apps.feature import Feature, Ground

SHOW_SECONDS = 0.5
"""Time between two looks at the reactions: each goes to every phone, and to the lab."""

PAUSE = 0.5
"""Least seconds between two messages of a phone."""

PACE = 2500
"""Messages of the whole hall a second, about, that phones keep to."""

MOST = 40
"""Reactions that one message may carry: what ten fingers do in the longest pause."""


class Reactions(Feature):
    """The feature."""

    def __init__(self, ground: Ground, asked: Asked) -> None:
        self._ground = ground
        self._asked = asked
        self._applause = Applause()
        self._shaking = Shaking()
        self._people = 0
        self._new: Counter[str] = Counter()
        # As fast as a person taps; what a machine does beyond that is not counted.
        self._taps = Allowance(MOST, 12.0, ground.clock)
        self._ticking: asyncio.TimerHandle | None = None
        self.shared = {"reactions": self._see, "hall": self._see_hall}

    def hear(self, phone: Phone, message: Mapping[str, Any]) -> bool:
        """Take `react` and `gesture`; what comes too late or too often is not counted, and nobody is told so."""
        match message:
            case {"type": "react", "counts": dict(counts)}:
                self._react(phone.person, counts)
            case {"type": "react", "kind": str(kind)}:
                self._react(phone.person, {kind: 1})
            case {"type": "gesture", "kind": "shake", "amount": int(amount) | float(amount)}:
                if self._asked.now.gestures == "shake" and 0 <= amount <= 1:
                    self._shaking.take(phone.person, float(amount), self._ground.clock())
                    self._go()
            case _:
                return False
        return True

    def look(self, people: int) -> None:
        """Take how large the hall is."""
        self._people = people

    def forget(self, phone: Phone) -> None:
        """Take that somebody's phone does not shake any more."""
        self._shaking.take(phone.person, 0.0, self._ground.clock())

    def close(self) -> None:
        """Stop."""
        if self._ticking:
            self._ticking.cancel()

    def _react(self, person: str, counts: Mapping[str, Any]) -> None:
        if not self._asked.now.reactions:
            return
        known = {
            kind: count for kind in KINDS if type(count := counts.get(kind)) is int and 0 < count <= MOST
        }
        granted = self._taps.take_some(person, sum(known.values()))
        for kind, count in known.items():
            known[kind] = min(count, granted)
            granted -= known[kind]
        self._applause.add(known, self._ground.clock())
        self._new.update(known)
        self._go()

    def _see(self) -> dict[str, Any]:
        return {**self._applause.rates(self._ground.clock()), "total": self._applause.total}

    def _see_hall(self) -> dict[str, Any]:
        return {
            "people": self._people,
            "pause": round(max(PAUSE, self._people / PACE), 2),
            **self._moving(),
        }

    def _moving(self) -> dict[str, Any]:
        moving = self._shaking.energy(self._ground.clock())
        return {"energy": moving.energy, "shaking": moving.people}

    def _go(self) -> None:
        """Show and report, from now until nothing moves any more."""
        if self._ticking is None:
            self._ticking = asyncio.get_running_loop().call_later(0, self._tick)

    def _tick(self) -> None:
        if self._asked.now.gestures != "shake":
            self._shaking.stop()
        seen, new = {**self._see(), **self._moving()}, dict(self._new)
        self._new.clear()
        self._ground.crowd.show("reactions", "hall")
        self._ground.send({"type": "reactions", **seen, "new": new})
        moves = seen["shaking"] or any(seen[kind] for kind in KINDS)
        self._ticking = asyncio.get_running_loop().call_later(SHOW_SECONDS, self._tick) if moves else None

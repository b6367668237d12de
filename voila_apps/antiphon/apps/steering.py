"""What the audience's votes change: what is agreed, and when it sounds.

```
steering   {factor, change: slower|same|faster, measure, reason, seconds, sounding} | null
```
"""

from typing import Any

from antiphon.apps.feature import Feature, Ground
from antiphon.apps.now import Whereabouts
from antiphon.session.pipe import Message


class Steering(Feature):
    """The feature."""

    def __init__(self, ground: Ground, whereabouts: Whereabouts) -> None:
        self._ground = ground
        self._whereabouts = whereabouts
        self._steering: dict[str, Any] | None = None
        self._sounds_at = 0.0
        self.shared = {"steering": self._see}

    def obey(self, message: Message) -> bool:
        """Take `steered` and `steered_now`."""
        match message:
            case {"type": "steered"}:
                self._agree(message)
            case {"type": "steered_now"}:
                steering = self._steering or self._agree(message)
                self._sounds_at = self._ground.clock()
                steering["sounding"] = True
            case _:
                return False
        self._ground.crowd.show("steering")
        return True

    def forget_last(self) -> None:
        """Show nothing of what was steered before."""
        self._steering = None
        self._ground.crowd.show("steering")

    def _agree(self, message: Message) -> dict[str, Any]:
        before = (self._whereabouts.last or {}).get("factor", 1.0)
        factor = float(message["factor"])
        change = "same" if abs(factor - before) < 1e-6 else "faster" if factor > before else "slower"
        self._sounds_at = self._ground.clock() + float(message.get("seconds", 0.0))
        self._steering = {
            "factor": factor,
            "change": change,
            "measure": message.get("measure"),
            "reason": message.get("reason", ""),
            "sounding": False,
        }
        return self._steering

    def _see(self) -> dict[str, Any] | None:
        if self._steering is None:
            return None
        seconds = max(0.0, self._sounds_at - self._ground.clock())
        return {**self._steering, "seconds": round(seconds, 2)}

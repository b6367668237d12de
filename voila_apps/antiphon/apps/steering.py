"""What the audience's votes change: what is agreed, and when it sounds.

```
steering   {key: {name, value, said, before, change, measure, seconds, sounding, reason, poll|null, words}}
```

The key is what is steered, `value` what it is or will be, `said` that in words, `change` one word of what becomes of it
(`antiphon.session.target.change`), `poll` the id of the poll that it came of, `words` what of `name` and `said` is not the
same in other languages (`antiphon.session.words.in_other_languages`).
"""

from typing import Any

from antiphon.apps.feature import Feature, Ground
from antiphon.session.pipe import Message
from antiphon.session.words import in_other_languages

SHOWN = 12
"""Things of which the last change is shown, the newest ones."""

_SAID = ("name", "value", "said", "before", "change", "reason", "poll")


class Steering(Feature):
    """The feature."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._changes: dict[str, dict[str, Any]] = {}
        self._sounds_at: dict[str, float] = {}
        self.shared = {"steering": self._see}

    def obey(self, message: Message) -> bool:
        """Take `steered` and `steered_now`."""
        match message:
            case {"type": "steered", "target": str(key)}:
                self._agree(key, message)
            case {"type": "steered_now", "target": str(key)}:
                change = self._changes.get(key)
                if change is None or change["sounding"] or change["value"] != message.get("value"):
                    change = self._agree(key, message)
                self._sounds_at[key] = self._ground.clock()
                change["sounding"] = True
            case _:
                return False
        self._ground.crowd.show("steering")
        return True

    def _agree(self, key: str, message: Message) -> dict[str, Any]:
        change = {name: message.get(name) for name in _SAID}
        called = (str(change["name"]), str(change["said"]))
        if words := in_other_languages(called, message.get("made", {})):
            change["words"] = words
        # The newest last: what is older goes first where there is too much.
        self._changes.pop(key, None)
        self._changes[key] = change | {"measure": message.get("measure"), "sounding": False}
        self._sounds_at[key] = self._ground.clock() + float(message.get("seconds") or 0.0)
        while len(self._changes) > SHOWN:
            gone = next(iter(self._changes))
            del self._changes[gone], self._sounds_at[gone]
        return self._changes[key]

    def _see(self) -> dict[str, Any]:
        now = self._ground.clock()
        return {
            key: {**change, "seconds": round(max(0.0, self._sounds_at[key] - now), 2)}
            for key, change in self._changes.items()
        }

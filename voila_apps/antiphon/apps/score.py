"""The score on the phones.

```
score      {version} | null                                                      what GET /score holds
```
"""

from typing import Any

from antiphon.apps.content import Content
from antiphon.apps.engraver import Engraver
from antiphon.apps.feature import Feature, Ground
from antiphon.session.pipe import Message


class Score(Feature):
    """The feature: the document of the lab, engraved while somebody looks."""

    def __init__(self, ground: Ground) -> None:
        self._engraver = Engraver(lambda: ground.crowd.show("score"), ground.complain)
        self.shared = {"score": self._see}

    @property
    def content(self) -> Content | None:
        """The engraved score; None before the first."""
        return self._engraver.score

    def obey(self, message: Message) -> bool:
        """Take `document`."""
        match message:
            case {"type": "document", "text": str(text)}:
                self._engraver.update(text)
                return True
        return False

    def look(self, people: int) -> None:
        """Engrave for those who look, and for nobody."""
        self._engraver.want(people > 0)

    def close(self) -> None:
        """Stop."""
        self._engraver.close()

    def _see(self) -> dict[str, Any] | None:
        return {"version": self.content.version} if self.content else None

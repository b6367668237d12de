"""The score on the phones.

```
score      {version, wide} | null       what GET /score holds; and GET /score/wide, for the stage: null while none looks
```
"""

from typing import Any

from antiphon.apps.content import Content
from antiphon.apps.engraver import Engraver, stage_width
from antiphon.apps.feature import Feature, Ground
from antiphon.session.pipe import Message


class Score(Feature):
    """The feature: the document of the lab, engraved while somebody looks."""

    def __init__(self, ground: Ground) -> None:
        self._engraver = Engraver(lambda: ground.crowd.show("score"), ground.complain)
        self._wide = Engraver(lambda: ground.crowd.show("score"), ground.complain, width=stage_width)
        self.shared = {"score": self._see}

    @property
    def content(self) -> Content | None:
        """The engraved score; None before the first."""
        return self._engraver.score

    @property
    def wide(self) -> Content | None:
        """The score engraved for the stage; None before the first."""
        return self._wide.score

    def obey(self, message: Message) -> bool:
        """Take `document`."""
        match message:
            case {"type": "document", "text": str(text)}:
                self._engraver.update(text)
                self._wide.update(text)
                return True
        return False

    def look(self, people: int) -> None:
        """Engrave for those who look, and for nobody."""
        self._engraver.want(people > 0)

    def look_wide(self, wanted: bool) -> None:
        """Engrave for a stage, or for none."""
        self._wide.want(wanted)

    def close(self) -> None:
        """Stop."""
        self._engraver.close()
        self._wide.close()

    def _see(self) -> dict[str, Any] | None:
        if self.content is None:
            return None
        return {"version": self.content.version, "wide": self.wide.version if self.wide else None}

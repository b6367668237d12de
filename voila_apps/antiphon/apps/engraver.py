"""The engraver: the score as the phones see it, engraved again when it has changed and somebody looks."""

import asyncio
import json
from collections.abc import Callable

from antiphon.apps.content import Content
from antiphon.apps.errand import ErrandFailed, run

PHONE = 400
"""Width of a system, in pixels: that of a phone held upright."""

STAGE, STAGE_STAFF = 720, 128
"""Least width of a system on the stage, in pixels, and that of each staff: systems are so much wider than high there."""

REST = 2.0
"""Seconds without a change before the score is engraved again."""


def width(document: str) -> int:
    """Return the width at which a document's systems are engraved, in pixels.

    A phone scales a wider system down: many staves become smaller, so that a whole system is seen at once.
    """
    return PHONE + 40 * min(max(_staves(document) - 4, 0), 4)


def stage_width(document: str) -> int:
    """Return the width for a projector, in pixels: as large as can be read from the last row, and a whole system in sight."""
    return min(max(STAGE, STAGE_STAFF * _staves(document)), 2 * STAGE)


def _staves(document: str) -> int:
    parts = json.loads(document).get("parts", {}).values()
    return sum(int(part.get("staves", 1)) for part in parts)


class Engraver:
    """Keeps the newest score that could be engraved.

    Args:
        changed: Called when there is a new one.
        complain: Told in a sentence when it cannot be engraved, and nothing when it can again.
        rest: Seconds without a change before it is engraved again.
        width: Gives the width of a system, in pixels, of a document's text.

    Attributes:
        score: `{"systems": […]}` as `antiphon.score.engraving` makes it; None before the first.
    """

    def __init__(
        self,
        changed: Callable[[], None],
        complain: Callable[[str], None],
        rest: float = REST,
        width: Callable[[str], int] = width,
    ) -> None:
        self._changed = changed
        self._complain = complain
        self._rest = rest
        self._width = width
        self._text: str | None = None
        self._engraved: str | None = None
        self._wanted = False
        self._failed = False
        self._task: asyncio.Task[None] | None = None
        self._touched = 0.0
        self.score: Content | None = None

    def update(self, text: str) -> None:
        """Take the document's newest text."""
        if text != self._text:
            self._text = text
            self._touched = asyncio.get_running_loop().time()
            self._begin()

    def want(self, wanted: bool) -> None:
        """Say whether somebody looks."""
        self._wanted = wanted
        self._begin()

    def close(self) -> None:
        """Stop."""
        if self._task:
            self._task.cancel()

    def _due(self) -> bool:
        return self._wanted and self._text is not None and self._text != self._engraved

    def _begin(self) -> None:
        if self._due() and (self._task is None or self._task.done()):
            self._task = asyncio.ensure_future(self._work())

    async def _work(self) -> None:
        now = asyncio.get_running_loop().time
        while self._due():
            # The first one is waited for.
            while self.score and (left := self._touched + self._rest - now()) > 0:
                await asyncio.sleep(left)
            text = self._engraved = self._text
            assert text is not None
            try:
                made = await run("antiphon.score.engraving", str(self._width(text)), given=text.encode())
                score = Content.of("application/json", json.dumps(json.loads(made), separators=(",", ":")))
            except (ErrandFailed, ValueError, TypeError, AttributeError) as failure:
                self._complain(f"The score could not be engraved for the audience. {failure}")
                self._failed = True
                continue
            if self._failed:
                self._failed = False
                self._complain("")
            if self.score is None or score.version != self.score.version:
                self.score = score
                self._changed()

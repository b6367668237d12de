"""The engraver of the views: a process of its own, so that neither the notebook nor the piece waits for an engraving.

`python -m antiphon.kernel.engraver` is that process; it speaks over the pipe (`antiphon.session.pipe`). Down: `start`, `engrave
{width, text}`; up: `ready`, and for each `engrave` one of `engraved {systems: [svg]}` and `refused {message}`.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from typing import Any

from antiphon.session.pipe import Child, ChildFailed, Parent, claim_output

log = logging.getLogger(__name__)

SECONDS = 120.0
"""Seconds that an engraving may take."""


class EngravingError(Exception):
    """A score could not be engraved; the message says why in one sentence."""


class Engraver:
    """The engraving process, begun when it is first needed; for the tasks of one event loop."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._turn = asyncio.Lock()
        self._last: tuple[str, int, list[str]] | None = None

    async def engrave(self, text: str, width: int) -> list[str]:
        """Engrave a piece.

        Args:
            text: A document's text.
            width: Width of a system in CSS px.

        Returns:
            An SVG text for each system; none where there is no music.

        Raises:
            EngravingError: It could not be engraved.
        """
        async with self._turn:
            if self._last is None or self._last[:2] != (text, width):
                self._last = (text, width, await self._ask(text, width))
            return self._last[2]

    async def close(self) -> None:
        """End the process."""
        if self._child is not None:
            await self._child.stop(0.5)

    async def _ask(self, text: str, width: int) -> list[str]:
        try:
            if self._child is None or self._child.closed.done():
                self._child = await Child.start(
                    [sys.executable, "-P", "-m", "antiphon.kernel.engraver"], {"type": "start"}, log
                )
            self._child.send({"type": "engrave", "width": width, "text": text})
            answer = await asyncio.wait_for(anext(self._child), SECONDS)
        except (ChildFailed, ValueError) as error:
            raise EngravingError(f"The score could not be engraved: {error}") from None
        except StopAsyncIteration:
            raise EngravingError("The score could not be engraved: the engraver ended.") from None
        except BaseException as error:
            if self._child is not None:
                self._child.kill()
            if isinstance(error, TimeoutError):
                raise EngravingError(f"The score could not be engraved within {SECONDS:g} s.") from None
            raise
        if answer["type"] != "engraved":
            raise EngravingError(str(answer.get("message")))
        return [str(system) for system in answer["systems"]]


async def serve() -> None:
    """Engrave what the parent sends until it ends."""
    claim_output()
    os.nice(5)
    from antiphon.document.codec import decode
    from antiphon.document.projection import project
    from antiphon.score.engraving import engrave

    def answer(message: dict[str, Any]) -> dict[str, Any]:
        try:
            systems = engrave(project(decode(message["text"])), int(message["width"]))
        except Exception as error:  # music21 raises whatever it stumbles over
            return {
                "type": "refused",
                "message": f"The score could not be engraved: {str(error) or type(error).__name__}",
            }
        return {"type": "engraved", "systems": [system.svg for system in systems]}

    parent = await Parent.connect()
    async for message in parent:
        if message["type"] == "start":
            parent.send({"type": "ready"})
        elif message["type"] == "engrave":
            parent.send(await asyncio.to_thread(answer, message))
    await parent.flush()


if __name__ == "__main__":
    asyncio.run(serve())

"""The auditioner: a process that renders what somebody wants to hear before they use it.

Asked on its pipe (`antiphon.session.pipe`): `audition {id, kind, values} | {id, clip}` with `notes`, or `audition {id, document,
measures}`; answered by `audition {id, flac}` (base64) or `refused {id, message}`. `cancel {id}` ends one, unanswered. One is
rendered at a time, bit by bit, so that it hears of what nobody waits for any more. It has the lowest priority: what plays comes
first.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import resource
import time
from collections.abc import Callable, Generator, Mapping
from functools import partial

import numpy as np

from antiphon.engine.audition_excerpt import Excerpt, read_excerpt
from antiphon.engine.audition_patch import stage_kind
from antiphon.engine.audition_request import AuditionError, Request, read_request
from antiphon.engine.audition_sound import Samples, flac, mixed, sounding
from antiphon.engine.excerpt_sound import faded, sounding_excerpt
from antiphon.session.pipe import Parent

PATIENCE = 8.0
"""Seconds that an audition may take."""

MEMORY = 1536 * 1024 * 1024
"""Bytes of memory that it may take."""

QUEUE = 64
"""Auditions that may wait."""

_TOO_LONG = "It takes too long to be heard beforehand: use it in the piece, or hear a part of it."
_TOO_LARGE = "It needs too much memory to be heard beforehand: use it in the piece, or hear a part of it."


async def render(request: Request | Excerpt, patience: float = PATIENCE) -> bytes:
    """An audition as a FLAC file; others have a turn between its bits.

    Args:
        request: What is heard.
        patience: Seconds that it may take.

    Raises:
        AuditionError: It takes too much.
    """
    until = time.monotonic() + patience
    try:
        sounds, finish = _begun(request)
        heard = []
        with contextlib.closing(sounds) as batches:
            for batch in batches:
                heard.append(batch)
                await asyncio.sleep(0)
                if time.monotonic() > until:
                    raise AuditionError(_TOO_LONG)
        return flac(finish(np.concatenate(heard)))
    except MemoryError:
        raise AuditionError(_TOO_LARGE) from None


def _begun(
    request: Request | Excerpt,
) -> tuple[Generator[Samples, None, None], Callable[[Samples], Samples]]:
    """What sounds, bit by bit, and what is made of the whole of it."""
    if isinstance(request, Excerpt):
        return sounding_excerpt(request), faded
    staging = request.stage()
    return sounding(staging), partial(mixed, staging)


class _Auditioner:
    def __init__(self, parent: Parent) -> None:
        self._parent = parent
        self._waiting: dict[object, Mapping[str, object]] = {}
        self._work: tuple[object, asyncio.Task[None]] | None = None

    async def run(self) -> None:
        async for message in self._parent:
            id = message.get("id")
            if message["type"] == "audition" and len(self._waiting) < QUEUE:
                self._waiting[id] = {name: message[name] for name in message.keys() - {"type", "id"}}
            elif message["type"] == "audition":
                self._parent.send(
                    {
                        "type": "refused",
                        "id": id,
                        "message": "Too many sounds are asked for at once: try again.",
                    }
                )
            elif message["type"] == "cancel":
                self._waiting.pop(id, None)
                if self._work is not None and self._work[0] == id:
                    self._work[1].cancel()
            self._next()

    def _next(self) -> None:
        if self._work is None and self._waiting:
            id = next(iter(self._waiting))
            task = asyncio.create_task(self._answer(id, self._waiting.pop(id)))
            self._work = id, task
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._work = None
        if not task.cancelled():
            task.result()
        self._next()

    async def _answer(self, id: object, asked: Mapping[str, object]) -> None:
        try:
            sound = await render(read_excerpt(asked) if "document" in asked else read_request(asked))
        except AuditionError as error:
            self._parent.send({"type": "refused", "id": id, "message": str(error)})
        else:
            self._parent.send({"type": "audition", "id": id, "flac": base64.b64encode(sound).decode()})


async def main() -> None:
    """Serve the parent until it closes the pipe."""
    parent = await Parent.connect()
    with contextlib.suppress(OSError):
        os.nice(10)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    for _ in sounding(stage_kind("osc.saw", {})):
        break  # what every rack needs is computed before anybody waits for it
    parent.send({"type": "ready"})
    await _Auditioner(parent).run()


if __name__ == "__main__":
    asyncio.run(main())

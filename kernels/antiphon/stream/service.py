"""The stream as a process: a stem ring in, WebRTC out, commanded over its pipe."""

import asyncio
import contextlib
import logging
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from antiphon.engine.stem_ring import Lapped, StemRing
from antiphon.session.pipe import Message, Parent
from antiphon.stream.broadcast import Broadcast
from antiphon.stream.encoder import FRAME, RATE, Encoder
from antiphon.stream.follower import Follower
from antiphon.stream.listeners import Listeners
from antiphon.stream.offer import Refusal

log = logging.getLogger(__name__)


class Mix:
    """The mix of a stem ring, its first two channels, as a `Source` to follow."""

    def __init__(self, ring: StemRing) -> None:
        self._ring = ring

    @property
    def written(self) -> int:
        """Frames written since the beginning."""
        return self._ring.written

    def read(self, start: int, count: int) -> NDArray[np.float32] | None:
        """Return float32[count, 2] from frame `start`, or None where the writer has lapped it."""
        try:
            return self._ring.read(start, count, channels=2)
        except Lapped:
            return None


async def pump(follower: Follower, encoder: Encoder, broadcast: Broadcast) -> None:
    """Encode and publish for ever, one packet each 10 ms; nothing is encoded while nobody listens."""
    pts = 0
    while True:
        if not len(broadcast):
            await asyncio.sleep(FRAME / RATE)
            follower.skip(time.monotonic())
            continue
        for sound in follower.advance(time.monotonic()):
            broadcast.publish(encoder.encode(sound, pts))
            pts += FRAME
        await asyncio.sleep(follower.wait())


async def serve(parent: Parent) -> None:
    """Run until the parent is gone."""
    start = await anext(parent, None)
    if start is None:
        return
    source = await _attach(parent, start)
    broadcast = Broadcast()
    listeners = Listeners(broadcast, lambda count: parent.send({"type": "listeners", "count": count}))
    running = asyncio.ensure_future(pump(Follower(source, time.monotonic()), Encoder(), broadcast))
    running.add_done_callback(_ended)
    parent.send({"type": "ready"})
    offers: set[asyncio.Task[None]] = set()
    try:
        async for message in parent:
            match message:
                case {"type": "offer", "id": str(id)}:
                    # An answer takes a while (keys, addresses): others are not kept waiting.
                    task = asyncio.ensure_future(_answer(parent, listeners, id, message.get("sdp")))
                    offers.add(task)
                    task.add_done_callback(offers.discard)
                case {"type": "hangup", "id": str(id)}:
                    await listeners.hangup(id)
                case _:
                    log.warning("a message of type %s is not for the stream", message["type"])
    finally:
        running.cancel()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(listeners.close(), 2.0)


async def _attach(parent: Parent, start: Message) -> Mix:
    path: Any = start.get("ring")
    try:
        ring = StemRing.attach(path)
    except (OSError, ValueError, TypeError) as error:
        await parent.fail(f"The stream cannot read the stem ring {path}: {error}")
    if ring.rate != RATE:
        await parent.fail(f"The stream needs sound at {RATE} Hz; the stem ring {path} has {ring.rate} Hz.")
    return Mix(ring)


async def _answer(parent: Parent, listeners: Listeners, id: str, text: object) -> None:
    try:
        parent.send({"type": "answer", "id": id, "sdp": await listeners.answer(id, text)})
    except Refusal as refusal:
        parent.send({"type": "refused", "id": id, "message": str(refusal)})


def _ended(running: "asyncio.Task[None]") -> None:
    """Let the process end when the pump failed: the parent starts it again."""
    if not running.cancelled() and (error := running.exception()):
        log.error("the stream stopped: %s", error, exc_info=error)
        raise SystemExit(1)

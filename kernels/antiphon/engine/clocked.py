"""The process of a device: something that takes or gives frames at a pace of its own, until it or the parent is gone.

Over the pipe: ``start {…}`` is answered by ``ready`` or ``failed``. When the device is gone it says ``lost {message}``, and ends.
"""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable
from threading import Event
from typing import Protocol, TypeVar

from antiphon.session.pipe import Message, Parent

_STILL = 2.0
"""Seconds without a frame taken after which a device counts as gone."""


class Clocked(Protocol):
    """Something that takes or gives frames at a pace of its own.

    Attributes:
        gone: Set when it has ended by itself.
    """

    gone: Event

    @property
    def taken(self) -> int:
        """Frames that it has taken, or given."""

    def close(self) -> None:
        """Stop."""


Held = TypeVar("Held", bound=Clocked)


async def watch(device: Clocked, patience: float = _STILL) -> None:
    """Come back when the device is gone, or has stood still for `patience` seconds."""
    taken, still = -1, 0.0
    while not device.gone.is_set() and still < patience:
        await asyncio.sleep(0.1)
        still = still + 0.1 if device.taken == taken else 0.0
        taken = device.taken


async def serve(
    begin: Callable[[Message], Held], obey: Callable[[Held, Message], None] | None = None
) -> None:
    """Run the process.

    Args:
        begin: Opens the device that the start message asks for.
        obey: Does what a later message says, in a thread.
    """
    parent = await Parent.connect()
    try:
        start: Message = await anext(parent)
    except StopAsyncIteration:
        return
    try:
        device = begin(start)
    except (ImportError, OSError, ValueError, KeyError) as error:
        await parent.fail(str(error))
    gc.freeze()
    gc.disable()
    parent.send({"type": "ready"})

    async def listen() -> None:
        async for message in parent:
            if obey is not None:
                await asyncio.to_thread(obey, device, message)

    listening, watching = (asyncio.ensure_future(each) for each in (listen(), watch(device)))
    await asyncio.wait({listening, watching}, return_when=asyncio.FIRST_COMPLETED)
    if listening.done():
        device.close()
    else:
        parent.send({"type": "lost", "message": "The sound device is gone."})
        await parent.flush()
    os._exit(0)

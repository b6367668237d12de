"""The output, ``python -m antiphon.engine.output``: plays the stem ring on a sound device, or into a file.

A process of its own, so that a device or a driver that fails takes no sound from those who listen elsewhere. The
device's callback takes the frames.

Over the pipe: ``start {ring, output: jack|portaudio|file:PATH, channels: mix|stems}``; it answers ``ready`` or ``failed``.
``stems {frame, stems: [{part|null, name}]}`` says what the stems are from a frame on. When the device is gone it says
``lost {message}``, and ends.
"""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Protocol

from antiphon.engine.lineup import stems
from antiphon.engine.recording import Stem
from antiphon.engine.stem_ring import StemRing
from antiphon.session.pipe import Message, Parent

FILE = "file:"
"""How an output begins that is a file."""

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


class Device(Clocked, Protocol):
    """Something that plays a ring."""

    def arrange(self, frame: int, stems: Sequence[Stem]) -> None:
        """From a frame on the stems are these."""


def open_device(ring: StemRing, output: str, channels: str = "mix") -> Device:
    """Start to play on a device.

    Args:
        ring: What to play.
        output: ``jack``, ``portaudio``, or ``file:`` and a path.
        channels: ``mix``, or ``stems`` for those as well.

    Raises:
        OSError: if there is no such device, or it runs at another rate; the message says what to do.
        ValueError: if there is no such output.
    """
    if output.startswith(FILE):
        from antiphon.engine.file_output import FileOutput

        return FileOutput(ring, Path(output.removeprefix(FILE)))
    if output == "jack":
        from antiphon.engine.jack_output import JackOutput

        return JackOutput(ring, channels == "stems")
    if output == "portaudio":
        from antiphon.engine.portaudio_output import PortAudioOutput

        return PortAudioOutput(ring, channels == "stems")
    raise ValueError(f"There is no output {output}: it is null, jack, portaudio, or {FILE} and a path.")


async def watch(device: Clocked, patience: float = _STILL) -> None:
    """Come back when the device is gone, or has stood still for `patience` seconds."""
    taken, still = -1, 0.0
    while not device.gone.is_set() and still < patience:
        await asyncio.sleep(0.1)
        still = still + 0.1 if device.taken == taken else 0.0
        taken = device.taken


async def obey(parent: Parent, device: Device) -> None:
    """Do what the parent says until it ends the pipe."""
    async for message in parent:
        if message["type"] == "stems":
            await asyncio.to_thread(device.arrange, int(message["frame"]), stems(message["stems"]))


async def main() -> None:
    """Run the process."""
    parent = await Parent.connect()
    try:
        start: Message = await anext(parent)
    except StopAsyncIteration:
        return
    try:
        ring = StemRing.attach(start["ring"])
        device = open_device(ring, start["output"], start.get("channels", "mix"))
    except (ImportError, OSError, ValueError, KeyError) as error:
        await parent.fail(str(error))
    gc.freeze()
    gc.disable()
    parent.send({"type": "ready"})
    obeying, watching = (asyncio.ensure_future(each) for each in (obey(parent, device), watch(device)))
    await asyncio.wait({obeying, watching}, return_when=asyncio.FIRST_COMPLETED)
    if obeying.done():
        device.close()
    else:
        parent.send({"type": "lost", "message": "The sound device is gone."})
        await parent.flush()
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(main())

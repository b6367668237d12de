"""The output, ``python -m antiphon.engine.output``: plays the stem ring on a sound device, or into a file.

A process of its own, so that a device or a driver that fails takes no sound from those who listen elsewhere. The
device's callback takes the frames.

Over the pipe: ``start {ring, output: jack|portaudio|file:PATH, channels: mix|stems}``; it answers ``ready`` or ``failed``.
``stems {frame, stems: [{part|null, name}]}`` says what the stems are from a frame on. When the device is gone it says
``lost {message}``, and ends.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from antiphon.engine.clocked import Clocked, serve
from antiphon.engine.lineup import stems
from antiphon.engine.recording import Stem
from antiphon.engine.stem_ring import StemRing
from antiphon.session.pipe import Message

FILE = "file:"
"""How an output begins that is a file."""


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


def begin(start: Message) -> Device:
    """Play on the device that the start message asks for."""
    return open_device(StemRing.attach(start["ring"]), start["output"], start.get("channels", "mix"))


def obey(device: Device, message: Message) -> None:
    """Do what the parent says."""
    if message["type"] == "stems":
        device.arrange(int(message["frame"]), stems(message["stems"]))


if __name__ == "__main__":
    asyncio.run(serve(begin, obey))

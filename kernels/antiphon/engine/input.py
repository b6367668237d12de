"""The input, ``python -m antiphon.engine.input``: writes what a microphone hears into the input ring.

A process of its own, which is there only while the piece has a live input. Over the pipe: ``start {ring, input:
jack|portaudio}``, where the ring is the stem ring beside which the input ring lies; it answers ``ready`` or ``failed``.
When the device is gone it says ``lost {message}``, and ends.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from antiphon.engine.clocked import Clocked, serve
from antiphon.engine.input_ring import InputRing
from antiphon.session.pipe import Message


def open_input(ring: InputRing, input: str) -> Clocked:
    """Begin to hear.

    Args:
        ring: Where it goes.
        input: ``jack`` or ``portaudio``.

    Raises:
        OSError: There is no such device, or it runs at another rate; the message says what to do.
        ValueError: There is no such input.
    """
    if input == "jack":
        from antiphon.engine.jack_input import JackInput

        return JackInput(ring)
    if input == "portaudio":
        from antiphon.engine.portaudio_input import PortAudioInput

        return PortAudioInput(ring)
    raise ValueError(f"There is no input {input}: it is null, jack or portaudio.")


def begin(start: Message) -> Clocked:
    """Hear what the start message asks for."""
    return open_input(InputRing.attach(Path(start["ring"])), start["input"])


if __name__ == "__main__":
    asyncio.run(serve(begin))

"""The input, ``python -m antiphon.engine.input``: writes what a microphone hears into the input ring.

A process of its own, which is there only while the piece has a live input. Over the pipe: ``start {ring, input:
jack|portaudio}``, where the ring is the stem ring beside which the input ring lies; it answers ``ready`` or ``failed``.
When the device is gone it says ``lost {message}``, and ends.
"""

from __future__ import annotations

import asyncio
import gc
import os
from pathlib import Path

from antiphon.engine.input_ring import InputRing
from antiphon.engine.output import Clocked, watch
from antiphon.session.pipe import Parent


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


async def main() -> None:
    """Run the process."""
    parent = await Parent.connect()
    try:
        start = await anext(parent)
    except StopAsyncIteration:
        return
    try:
        device = open_input(InputRing.attach(Path(start["ring"])), start["input"])
    except (ImportError, OSError, ValueError, KeyError) as error:
        await parent.fail(str(error))
    gc.freeze()
    gc.disable()
    parent.send({"type": "ready"})

    async def listen() -> None:
        async for _ in parent:
            pass

    ended, watching = asyncio.ensure_future(listen()), asyncio.ensure_future(watch(device))
    await asyncio.wait({ended, watching}, return_when=asyncio.FIRST_COMPLETED)
    if ended.done():
        device.close()
    else:
        parent.send({"type": "lost", "message": "The sound device is gone."})
        await parent.flush()
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(main())

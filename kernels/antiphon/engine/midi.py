"""The MIDI input, ``python -m antiphon.engine.midi``: hears what keyboards play.

A process of its own, which is there only while the piece has a node of MIDI. Over the pipe: ``start {rate, inputs}``, where
``inputs`` are parts of the names of the devices to hear, none for all; it answers ``ready``, or ``failed`` where there is no
MIDI. It says ``devices {names}`` when they change, and ``midi {device, data, at}`` for each message: its bytes, and when it
came, in nanoseconds of the monotonic clock. It ends when a system is gone that it heard.
"""

from __future__ import annotations

import os
import select
import sys
import threading
from collections.abc import Sequence

from antiphon.engine.midi_source import Source, find
from antiphon.session.pipe import Message, claim_output, decode, encode

_PACE = 0.5
"""Seconds between two looks at which devices there are."""


def names(sources: Sequence[Source], inputs: Sequence[str]) -> list[str]:
    """Names of the devices there are, of those that are wanted."""
    found = [name for source in sources for name in source.devices()]
    return [name for name in found if not inputs or any(word in name for word in inputs)]


def main() -> None:
    """Run the process."""
    pipe = claim_output()
    lock = threading.Lock()
    heard: list[str] = []

    def say(message: Message) -> None:
        with lock:
            os.write(pipe, encode(message))

    def emit(device: str, data: bytes, at: int) -> None:
        if device in heard and data and data[0] < 0xF0:
            say({"type": "midi", "device": device, "data": [*data], "at": at})

    line = sys.stdin.buffer.readline()
    if not line:
        return
    start = decode(line)
    inputs = [str(word) for word in start.get("inputs", ())]
    sources, reason = find(int(start["rate"]), emit, ("system", "jack"))
    if not sources:
        say({"type": "failed", "message": f"There is no MIDI: {reason}."})
        os._exit(1)
    say({"type": "ready"})
    try:
        while True:
            present = names(sources, inputs)
            if present != heard:
                heard[:] = present
                say({"type": "devices", "names": present})
            if select.select([0], [], [], _PACE)[0] and not os.read(0, 4096):
                break
    except OSError as error:
        print(error, file=sys.stderr, flush=True)
        os._exit(3)
    os._exit(0)


if __name__ == "__main__":
    main()

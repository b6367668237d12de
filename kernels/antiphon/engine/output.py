"""The output, ``python -m antiphon.engine.output``: plays the mix of the stem ring on a sound device.

A process of its own, so that a device or a driver that fails takes no sound from those who listen elsewhere. The
device's callback takes the frames; as its clock and the worker's are not the same, it moves the ring's epoch, by less
than a thousandth, so that it always finds as many frames ahead as it wants, and none is dropped or doubled.

Over the pipe: ``start {ring, output: jack|portaudio}``; it answers ``ready`` or ``failed``.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import numpy as np

from antiphon.engine.stem_ring import Frames, Lapped, StemRing
from antiphon.session.pipe import Message, claim_output, decode, encode

AHEAD = 3
"""Blocks between the frame that is played and the one that is written, beside the device's own buffer."""

_FASTEST = 0.00075
"""How much faster or slower the ring is asked to run, at most."""

_AGREEMENT = 0.002
"""How much of the distance from the wanted place is made good in one callback."""

_ADVICE = {
    "jack": "start a JACK server at {rate} Hz (jackd -d alsa -r {rate}), or use --output null",
    "portaudio": "plug in or switch on a sound card that runs at {rate} Hz, or use --output null",
}


class Follower:
    """Reads the mix at a device's pace, at a steady distance behind the writer.

    Args:
        ring: Where it reads.
        size: Frames that the device takes at a time.
    """

    def __init__(self, ring: StemRing, size: int) -> None:
        self._ring = ring
        self._size = size
        self._distance = AHEAD * ring.block + size
        self._slowest = size * 1e9 / ring.rate * _FASTEST
        self._frame = ring.written - self._distance

    def take(self) -> Frames:
        """The next frames to play, float32[size, 2]; silence where there are none."""
        ring, size = self._ring, self._size
        astray = ring.written - self._frame - self._distance
        if abs(astray) > ring.rate // 5:
            self._frame += astray
            astray = 0
        shift = astray * 1e9 / ring.rate * _AGREEMENT
        ring.nudge(round(min(max(shift, -self._slowest), self._slowest)))
        frames = np.zeros((size, 2), np.float32)
        start = max(self._frame, 0)
        try:
            found = ring.read(start, self._frame + size - start, 2)
            frames[start - self._frame : start - self._frame + len(found)] = found
        except Lapped:
            pass
        self._frame += size
        return frames


def open_device(ring: StemRing, output: str) -> Any:
    """Start to play on a device.

    Args:
        ring: What to play.
        output: ``jack`` or ``portaudio``.

    Returns:
        What must be kept for as long as it is to play.

    Raises:
        OSError: if there is no such device, or it runs at another rate; the message says what to do.
    """
    os.environ["PYO_GUI_WX"] = "0"
    import pyo

    advice = _ADVICE[output].format(rate=ring.rate)
    if output == "portaudio" and pyo.pa_get_default_output() < 0:
        raise OSError(f"There is no sound card that PortAudio knows: {advice}.")
    server = pyo.Server(
        sr=ring.rate, nchnls=2, buffersize=ring.block, duplex=0, audio=output, jackname="antiphon"
    )
    server.setVerbosity(1)
    server.deactivateMidi()
    server.boot()
    if not server.getIsBooted():
        raise OSError(f"No sound device answers through {output}: {advice}.")
    if round(server.getSamplingRate()) != ring.rate:
        raise OSError(f"The sound device runs at {server.getSamplingRate():.0f} Hz: {advice}.")
    size = int(server.getBufferSize())
    table = pyo.DataTable(size=size, chnls=2)
    channels = [np.asarray(table.getBuffer(channel)) for channel in range(2)]
    player = pyo.TableRead(table, freq=ring.rate / size, loop=1, interp=1).out()
    follower = Follower(ring, size)

    def fill() -> None:
        frames = follower.take()
        channels[0][:size] = frames[:, 0]
        channels[1][:size] = frames[:, 1]

    server.setCallback(fill)
    server.start()
    return server, table, player, fill


def main() -> None:
    """Run the process."""
    pipe = claim_output()

    def say(message: Message) -> None:
        os.write(pipe, encode(message))

    line = sys.stdin.buffer.readline()
    if not line:
        return
    start = decode(line)
    try:
        kept = open_device(StemRing.attach(start["ring"]), start["output"])
    except (ImportError, OSError, ValueError, KeyError) as error:
        say({"type": "failed", "message": str(error)})
        os._exit(1)
    say({"type": "ready"})
    while sys.stdin.buffer.readline():
        pass
    kept[0].stop()
    os._exit(0)


if __name__ == "__main__":
    main()

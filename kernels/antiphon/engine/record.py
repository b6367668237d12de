"""The recorder, ``python -m antiphon.engine.record``: writes the mix and the stems of the stem ring into sound files.

A process of its own: what the disk and the compression take, nobody who plays or listens has to wait for. It follows a
quarter of a second behind, so that it knows of other stems before it writes them, and holds a minute in memory while the
disk makes it wait.

Over the pipe: ``start {ring, folder, format, piece, title, stems: [{part|null, name}], first?}``; it answers ``ready
{folder}`` or ``failed``. Further ``stems {frame, stems}`` say what the stems are from a frame on; ``stop`` ends the
recording, and so does the end of the pipe. It says ``recording {status: on|off|failed, folder, seconds, message}`` each
second, at the end, and when it cannot go on. Recordings beside it that were broken off are mended meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import time
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from antiphon.engine.lineup import stems
from antiphon.engine.manifest import Manifest
from antiphon.engine.mending import mend, mend_all
from antiphon.engine.recording import Recording, RecordingError
from antiphon.engine.ring_reader import RingReader
from antiphon.engine.stem_ring import CHANNELS, Frames, StemRing
from antiphon.engine.track_file import FORMATS
from antiphon.session.pipe import Message, Parent

BEHIND = 0.25
"""Seconds between what is written into the ring and what is read."""

_PACE = 0.05
"""Seconds between two readings."""

_WAITING = 60.0
"""Seconds of sound that may wait for the disk; what comes then is lost."""


class Recorder:
    """Follows a ring and writes a recording.

    Args:
        ring: What to record.
        recording: What to write.
        first: The frame at which it begins.
        send: Takes the messages for the conductor.
    """

    def __init__(self, ring: StemRing, recording: Recording, first: int, send: Any) -> None:
        self._ring = ring
        self._recording = recording
        self._reader = RingReader(ring, first)
        self._send = send
        self._late = ring.late
        self._waiting: deque[tuple[int, Frames]] = deque()
        self._stopping = False
        self._filled = asyncio.Event()

    async def run(self) -> None:
        """Record until told to stop.

        Raises:
            RecordingError: It cannot go on; what was recorded so far is complete.
        """
        writing = asyncio.ensure_future(self._write())
        while not writing.done():
            self._read(self._ring.written - int(BEHIND * self._ring.rate))
            if self._stopping:
                break
            await asyncio.wait({writing}, timeout=_PACE)
        self._stopping = True
        if not writing.done():
            self._read(self._ring.written)
        self._filled.set()
        try:
            await writing
        finally:
            await asyncio.to_thread(self._recording.finish, self._ring.late - self._late)

    def stop(self) -> None:
        """Come to an end with what sounds now."""
        self._stopping = True

    def tell(self, status: str, message: str = "") -> None:
        """Say how it is."""
        seconds = round(self._recording.frames / self._ring.rate, 2)
        folder = str(self._recording.folder)
        self._send(
            {"type": "recording", "status": status, "folder": folder, "seconds": seconds, "message": message}
        )

    def _read(self, until: int) -> None:
        if sum(len(frames) for _, frames in self._waiting) > _WAITING * self._ring.rate:
            return
        first, frames = self._reader.take(until, min(2 * (self._ring.stems + 1), CHANNELS))
        if len(frames):
            self._waiting.append((first, frames))
            self._filled.set()

    async def _write(self) -> None:
        told = time.monotonic()
        while self._waiting or not self._stopping:
            if not self._waiting:
                self._filled.clear()
                await self._filled.wait()
                continue
            await asyncio.to_thread(self._recording.write, *self._waiting[0])
            self._waiting.popleft()
            if time.monotonic() - told >= 1:
                told = time.monotonic()
                self.tell("on")


def begin(start: Message, ring: StemRing, first: int) -> Recording:
    """Begin the recording that a message asks for.

    Raises:
        RecordingError: It cannot be.
        KeyError: The message lacks something.
    """
    format = start["format"]
    if format not in FORMATS:
        raise RecordingError(f"A recording is {' or '.join(FORMATS)}, not {format}.")
    manifest = Manifest(
        piece=start["piece"],
        title=start["title"],
        date=datetime.now(UTC).isoformat(timespec="milliseconds"),
        rate=ring.rate,
        block=ring.block,
        format=format,
        first_frame=first,
        first_time=round((ring.epoch + first * 1e9 / ring.rate) / 1e9, 6),
    )
    recording = Recording(Path(start["folder"]), manifest)
    recording.arrange(first, stems(start["stems"]))
    return recording


async def follow(parent: Parent, recorder: Recorder, recording: Recording) -> None:
    """Do what the parent says until it ends the recording."""
    async for message in parent:
        if message["type"] == "stems":
            recording.arrange(int(message["frame"]), stems(message["stems"]))
        elif message["type"] == "stop":
            break
    recorder.stop()


async def main() -> None:
    """Run the process."""
    parent = await Parent.connect()
    with contextlib.suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, 0, 5)
    try:
        start = await anext(parent)
    except StopAsyncIteration:
        return
    try:
        ring = StemRing.attach(start["ring"])
        first = int(start.get("first", ring.written))
        recording = begin(start, ring, first)
    except (OSError, ValueError, RecordingError) as error:
        await parent.fail(str(error))
    except KeyError as error:
        await parent.fail(f"The recorder's start message lacks {error}.")
    parent.send({"type": "ready", "folder": str(recording.folder)})
    recorder = Recorder(ring, recording, first, parent.send)
    recorder.tell("on")
    mending = asyncio.ensure_future(asyncio.to_thread(mend_all, recording.folder.parent))
    following = asyncio.ensure_future(follow(parent, recorder, recording))
    try:
        await recorder.run()
        recorder.tell("off")
    except RecordingError as error:
        with contextlib.suppress(OSError, ValueError):
            await asyncio.to_thread(mend, recording.folder)
        recorder.tell("failed", str(error))
    await parent.flush()
    await asyncio.wait({mending})
    following.cancel()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

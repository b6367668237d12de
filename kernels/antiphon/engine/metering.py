"""The meters, ``python -m antiphon.engine.metering``: how loud what sounds is.

A process of its own, there only while somebody looks: what it takes, neither the worker nor the conductor has to wait for.
numpy and nothing heavier, so that it is there in a moment.

Over the pipe: ``start {ring}``, answered by ``ready``; then up, after each tenth of a second, ``measured {frame, levels}``:
the frame at whose beginning it ended, and for the mix and each stem ``[peak, rms, true_peak, momentary, short_term,
integrated]`` in dBFS, dBTP and LUFS. ``reset`` has loudness be integrated, and the greatest true peak be found, from there
on. It ends with its pipe.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys

import numpy as np

from antiphon.engine.loudness import SILENT, Loudness, Values
from antiphon.engine.ring_reader import RingReader
from antiphon.engine.stem_ring import CHANNELS, StemRing
from antiphon.session.pipe import Message, Parent

LEAST = 0.01
"""Seconds between two looks, at least."""


class Meter:
    """Measures what a ring holds.

    Args:
        ring: The ring.
        first: The frame at which it begins; None for now.
    """

    def __init__(self, ring: StemRing, first: int | None = None) -> None:
        self._ring = ring
        self._reader = RingReader(ring, ring.written if first is None else first)
        self._frame = self._reader.frame
        self._pairs = 0
        self._loudness = Loudness(ring.rate, 0)

    def reset(self) -> None:
        """Integrate, and look for the greatest true peak, from here on."""
        self._loudness.reset()

    @property
    def due(self) -> float:
        """Seconds until the next tenth of a second should be complete."""
        missing = self._loudness.hop - self._loudness.waiting - (self._ring.written - self._reader.frame)
        return missing / self._ring.rate

    def look(self) -> Message | None:
        """Measure what is new; what it was, where a tenth of a second is complete."""
        pairs = min(self._ring.stems + 1, CHANNELS // 2)
        if pairs != self._pairs:
            # Other parts: what stems were before, they are no longer.
            self._pairs = pairs
            self._loudness = Loudness(self._ring.rate, pairs)
        if self._ring.written - self._reader.frame < self._loudness.hop - self._loudness.waiting:
            return None
        first, frames = self._reader.take(self._ring.written, 2 * pairs)
        if not self._loudness.feed(frames):
            return None
        frame = first + len(frames) - self._loudness.waiting
        return {"type": "measured", "frame": frame, "levels": levels(self._loudness)}


def levels(loudness: Loudness) -> list[list[float]]:
    """What is told of each pair, to a tenth of a decibel."""
    columns = (
        decibels(loudness.peak),
        decibels(loudness.rms),
        loudness.true_peak,
        loudness.momentary,
        loudness.short_term,
        loudness.integrated,
    )
    rows: list[list[float]] = np.round(np.stack(columns, axis=1), 1).tolist()
    return rows


def decibels(magnitudes: Values) -> Values:
    """Linear magnitudes (1: full scale) in dBFS, at least `SILENT`."""
    return np.asarray(np.maximum(20 * np.log10(np.clip(magnitudes, 1e-7, 1e6)), SILENT))


async def follow(parent: Parent, meter: Meter) -> None:
    """Do what the parent says until it has had enough."""
    async for message in parent:
        if message["type"] == "reset":
            meter.reset()


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
    except (KeyError, OSError, ValueError) as error:
        await parent.fail(f"The meters cannot start: {error}")
    parent.send({"type": "ready"})
    meter = Meter(ring)
    following = asyncio.ensure_future(follow(parent, meter))
    while not following.done():
        if (message := meter.look()) is not None:
            parent.send(message)
        await asyncio.wait({following}, timeout=max(meter.due, LEAST))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

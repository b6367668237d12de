"""The meters, ``python -m antiphon.engine.metering``: how loud what sounds is, and what flows through cables.

A process of its own, there only while somebody looks: what it takes, neither the worker nor the conductor has to wait for.
numpy and nothing heavier, so that it is there in a moment.

Over the pipe: ``start {ring}``, answered by ``ready``; then ``levels {on}`` and up, after each tenth of a second, ``measured
{frame, levels}``: the frame at whose beginning it ended, and for the mix and each stem ``[peak, rms, true_peak, momentary,
short_term, integrated]`` in dBFS, dBTP and LUFS. ``reset`` has loudness be integrated, and the greatest true peak be found,
from there on. ``probe {rings, ports}`` names the stem rings beside which probe rings lie and the ports `[slot, node, output]`
written there, and has up, twenty times a second, ``probes {at, ports}`` (see `antiphon.engine.probes`). It ends with its pipe.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from antiphon.engine.loudness import SILENT, Loudness, Values
from antiphon.engine.probe_ring import ProbeRing
from antiphon.engine.probes import PACE, Probes
from antiphon.engine.ring_reader import RingReader
from antiphon.engine.stem_ring import CHANNELS, StemRing
from antiphon.session.pipe import Message, Parent

GATED = 5
"""Integrated loudness is told anew with every so-manieth levels (EBU Tech 3341 asks for once a second at least)."""

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
        self._told = 0
        self._integrated = self._loudness.integrated

    def reset(self) -> None:
        """Integrate, and look for the greatest true peak, from here on."""
        self._loudness.reset()
        self._told = 0

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
            self._told = 0
        if self._ring.written - self._reader.frame < self._loudness.hop - self._loudness.waiting:
            return None
        first, frames = self._reader.take(self._ring.written, 2 * pairs)
        if not self._loudness.feed(frames):
            return None
        if self._told % GATED == 0:
            self._integrated = self._loudness.integrated
        self._told += 1
        frame = first + len(frames) - self._loudness.waiting
        return {"type": "measured", "frame": frame, "levels": levels(self._loudness, self._integrated)}


def levels(loudness: Loudness, integrated: Values) -> list[list[float]]:
    """What is told of each pair, to a tenth of a decibel."""
    columns = (
        decibels(loudness.peak),
        decibels(loudness.rms),
        loudness.true_peak,
        loudness.momentary,
        loudness.short_term,
        integrated,
    )
    rows: list[list[float]] = np.round(np.stack(columns, axis=1), 1).tolist()
    return rows


def decibels(magnitudes: Values) -> Values:
    """Linear magnitudes (1: full scale) in dBFS, at least `SILENT`."""
    return np.asarray(np.maximum(20 * np.log10(np.clip(magnitudes, 1e-7, 1e6)), SILENT))


class Desk:
    """What one process measures: what it is asked for.

    Args:
        ring: Where it sounds.
    """

    def __init__(self, ring: StemRing) -> None:
        self._ring = ring
        self._meter: Meter | None = None
        self._probes: Probes | None = None
        self._drawn = 0.0

    def take(self, message: Message) -> None:
        """Do what a message asks for."""
        if message["type"] == "levels":
            self._meter = (self._meter or Meter(self._ring)) if message["on"] else None
        elif message["type"] == "reset" and self._meter is not None:
            self._meter.reset()
        elif message["type"] == "probe":
            self._probes = None
            if message["ports"]:
                rings = [ProbeRing.attach(Path(path)) for path in message["rings"]]
                ports = [(slot, node, output) for slot, node, output in message["ports"]]
                self._probes = Probes(rings, ports)

    def look(self, present: float) -> Iterator[Message]:
        """Measure what is due.

        Args:
            present: Seconds of the monotonic clock.
        """
        if self._meter is not None and (measured := self._meter.look()) is not None:
            yield measured
        if self._probes is not None and present - self._drawn >= PACE - LEAST / 2:
            # Evenly, and from here on after a pause.
            self._drawn = max(self._drawn + PACE, present - PACE)
            yield {"type": "probes", "at": round(present, 3), "ports": self._probes.look(present)}

    def pause(self, present: float) -> float | None:
        """Seconds until something is due; None where nothing is asked for."""
        waits = []
        if self._meter is not None:
            waits.append(self._meter.due)
        if self._probes is not None:
            waits.append(self._drawn + PACE - present)
        return max(min(waits), LEAST) if waits else None


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
    desk = Desk(ring)
    asked = asyncio.Event()

    async def follow() -> None:
        async for message in parent:
            desk.take(message)
            asked.set()

    following = asyncio.ensure_future(follow())
    following.add_done_callback(lambda _: asked.set())
    while not following.done():
        for message in desk.look(time.monotonic()):
            parent.send(message)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asked.wait(), desk.pause(time.monotonic()))
        asked.clear()
    following.result()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

"""Live edits of the graph while it sounds: how soon they are heard, and whether anything clicks or drops out.

A real Jupyter server with its collaboration room, a conductor and its render worker in their own processes, and a chord
held on an organ. A peer plugs a cable from the organ to a gain of -12 dB and pulls it again, as often as asked for. Each
pull is timed, from the write into the document to the first sample in the stem ring that is louder than all before.
Meanwhile every sample is kept: the greatest second difference (a click has a great one) in the 0.2 s from an edit on is
compared with that of the other times, and blocks are counted. The last line is one JSON object: `value` is the 95th
percentile in milliseconds, `click` that ratio, `dropped` the blocks that are missing, `late` those that were late, `own` those
of them while the machine itself did not stand still (see `late_blocks`).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import threading
import time
from typing import Any, NamedTuple, cast

import numpy as np
from edit_to_sound import figures, piece, sounding
from numpy.typing import NDArray
from witness import Witness

from antiphon.document.codec import decode, encode
from antiphon.document.types import Document
from antiphon.engine.stem_ring import Lapped, StemRing

CABLE = {"source": "n1", "target": "soft"}


STEADY = 5.0
"""Seconds of the sound before anybody edits it."""

SETTLED = 9600
"""Frames from an edit on, within which it is heard."""


class Count(NamedTuple):
    """How far a ring is.

    Attributes:
        frames: Frames that were written, or left out.
        blocks: Blocks that were written.
        late: Those that were late.
    """

    frames: int
    blocks: int
    late: int

    @classmethod
    def of(cls, ring: StemRing) -> Count:
        """Read between two blocks."""
        while True:
            frames, blocks, late = ring.written, sum(ring.lateness.counts()), ring.late
            time.sleep(0.0001)
            if ring.written == frames and sum(ring.lateness.counts()) == blocks:
                return cls(frames, blocks, late)


class Ear(threading.Thread):
    """Keeps the left of the mix, and says when it became louder than it was."""

    def __init__(self, ring: StemRing) -> None:
        super().__init__(daemon=True)
        self.ring = ring
        self.missed = 0
        self.first = 0
        self.heard: list[NDArray[np.float32]] = []
        self.limit = float("inf")
        self.seen = 0.0

    def run(self) -> None:
        at = self.first = self.ring.written
        while True:
            try:
                frames = self.ring.read(at, 4800, 2)[:, 0]
            except Lapped:
                self.missed += 1
                at = self.ring.written
                continue
            at += len(frames)
            if len(frames):
                self.heard.append(frames)
                if np.abs(frames).max() > self.limit:
                    self.limit, self.seen = float("inf"), time.monotonic()
            time.sleep(0.0002)

    def last(self, frames: int) -> NDArray[np.float32]:
        """The last so many frames."""
        return np.concatenate(self.heard[-200:])[-frames:]


def start() -> str:
    """The held chord of `edit_to_sound`, loud, with a gain that nothing reaches yet."""
    document: dict[str, Any] = {**decode(piece())}
    document["mix"]["organ"] = {"gain": 0}
    document["nodes"]["soft"] = {"kind": "effect.gain", "p_gain": -12}
    return encode(cast(Document, document))


async def measure(trials: int) -> dict[str, float]:
    async with sounding(start()) as (ring, peer):
        await asyncio.sleep(5)
        ear = Ear(ring)
        ear.start()
        await asyncio.sleep(STEADY)
        worker = ring.writer
        first, own = Count.of(ring), 0
        took: list[float] = []
        edited: list[int] = []
        with Witness(ring.block / ring.rate) as witness:
            for trial in range(trials):
                at, late = time.monotonic(), ring.late
                edited.append(ring.written)
                peer.doc.put("edges", "cable", CABLE)
                await asyncio.sleep(0.25 + 0.0137 * (trial % 10))
                ear.limit = 1.5 * float(np.abs(ear.last(4800)).max())
                ear.seen = 0.0
                edited.append(ring.written)
                written = time.monotonic()
                peer.doc.remove("edges", "cable")
                async with asyncio.timeout(5):
                    while not ear.seen:
                        await asyncio.sleep(0.005)
                took.append(1000 * (ear.seen - written))
                await asyncio.sleep(0.2)
                if not witness.stalled(at - 0.25, time.monotonic()):
                    own += ring.late - late
        last = Count.of(ring)
        median, p95 = figures(took)
        await asyncio.sleep(0.1)
        sound = np.concatenate(ear.heard)
        bends = np.abs(np.diff(sound, 2))
        meanwhile = np.zeros(len(bends), bool)
        for frame in edited:
            meanwhile[frame - ear.first : frame - ear.first + SETTLED] = True
        return {
            "value": round(p95, 1),
            "median": round(median, 1),
            "click": round(float(bends[meanwhile].max() / bends[~meanwhile].max()), 3),
            "dropped": (last.frames - first.frames) // ring.block - (last.blocks - first.blocks),
            "late": last.late - first.late,
            "own": own,
            "missed": ear.missed,
            "edits": 2 * trials,
            "same_worker": float(ring.writer == worker),
            "mean": round(statistics.mean(took), 1),
        }


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=100, help="cables plugged and pulled")
    trials = parser.parse_args().trials
    print(f"{trials} cables plugged and pulled while a chord sounds")
    print(json.dumps({"name": "swap", "unit": "ms", **asyncio.run(measure(trials))}))


if __name__ == "__main__":
    main()

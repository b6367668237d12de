"""Live edits of the graph while it sounds: how soon they are heard, and whether anything clicks or drops out.

A real Jupyter server with its collaboration room, a conductor and its render worker in their own processes, and a chord
held on an organ. A peer plugs a cable from the organ to a gain of -12 dB and pulls it again, as often as asked for. Each
pull is timed, from the write into the document to the first sample in the stem ring that is louder than all before.
Meanwhile every sample is kept: the greatest second difference (a click has a great one) is compared with that of the
steady sound, and the late blocks are counted. The last line is one JSON object: `value` is the 95th percentile in
milliseconds, `click` the greatest second difference by that of the steady sound, `late` the late blocks.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, cast

import numpy as np
from edit_to_sound import TOKEN, figures, piece, server
from numpy.typing import NDArray

from antiphon.document.codec import decode, encode
from antiphon.document.peer import RoomPeer
from antiphon.document.types import Document
from antiphon.engine.stem_ring import Lapped, StemRing
from antiphon.session.pipe import Child

CABLE = {"source": "n1", "target": "soft"}


class Ear(threading.Thread):
    """Keeps the left of the mix, and says when it became louder than it was."""

    def __init__(self, ring: StemRing) -> None:
        super().__init__(daemon=True)
        self.ring = ring
        self.missed = 0
        self.heard: list[NDArray[np.float32]] = []
        self.limit = float("inf")
        self.seen = 0.0

    def run(self) -> None:
        at = self.ring.written
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


def jump(sound: NDArray[np.float32]) -> float:
    """The greatest second difference."""
    return float(np.abs(np.diff(sound, 2)).max())


def start() -> str:
    """The held chord of `edit_to_sound`, loud, with a gain that nothing reaches yet."""
    document: dict[str, Any] = {**decode(piece())}
    document["mix"]["organ"] = {"gain": 0}
    document["nodes"]["soft"] = {"kind": "effect.gain", "p_gain": -12}
    return encode(cast(Document, document))


async def measure(trials: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name, server(Path(name)) as url:
        (Path(name) / "root" / "held.antiphon").write_text(start(), encoding="utf-8")
        first = {"type": "start", "server": url, "path": "held.antiphon", "token": TOKEN, "output": "null"}
        argv = [sys.executable, "-m", "antiphon.engine.conductor"]
        conductor = await Child.start(argv, first, logging.getLogger("conductor"), on_message=lambda _: None)
        try:
            ring = StemRing.attach(conductor.ready["ring"])
            conductor.send({"type": "play"})
            async with RoomPeer(url, "held.antiphon", TOKEN) as peer:
                await asyncio.sleep(5)
                ear = Ear(ring)
                ear.start()
                await asyncio.sleep(2)
                steady = jump(np.concatenate(ear.heard))
                late, worker = ring.late, ring.writer
                took = []
                for trial in range(trials):
                    peer.doc.put("edges", "cable", CABLE)
                    await asyncio.sleep(0.25 + 0.0137 * (trial % 10))
                    ear.limit = 1.5 * float(np.abs(ear.last(4800)).max())
                    ear.seen = 0.0
                    written = time.monotonic()
                    peer.doc.remove("edges", "cable")
                    async with asyncio.timeout(5):
                        while not ear.seen:
                            await asyncio.sleep(0.005)
                    took.append(1000 * (ear.seen - written))
                    await asyncio.sleep(0.2)
                clicks = [jump(np.concatenate(pair)) for pair in zip(ear.heard, ear.heard[1:], strict=False)]
                median, p95 = figures(took)
                return {
                    "value": round(p95, 1),
                    "median": round(median, 1),
                    "click": round(max(clicks) / steady, 3),
                    "late": ring.late - late,
                    "missed": ear.missed,
                    "edits": 2 * trials,
                    "same_worker": float(ring.writer == worker),
                    "mean": round(statistics.mean(took), 1),
                }
        finally:
            await conductor.stop()


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=100, help="cables plugged and pulled")
    trials = parser.parse_args().trials
    print(f"{trials} cables plugged and pulled while a chord sounds")
    print(json.dumps({"name": "swap", "unit": "ms", **asyncio.run(measure(trials))}))


if __name__ == "__main__":
    main()

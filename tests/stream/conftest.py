import asyncio
import time

import numpy as np
import pytest

from antiphon.engine.stem_ring import StemRing

RATE = 48_000
BLOCK = 128


class Writer:
    """Writes a sine a channel into a ring, at the pace of the clock."""

    def __init__(self, ring: StemRing, left: float, right: float) -> None:
        self.ring = ring
        self.hertz = np.array([left, right])
        self.paused = False
        self._task = asyncio.ensure_future(self._run())

    async def _run(self) -> None:
        begun, frame = time.monotonic(), 0
        while True:
            due = int((time.monotonic() - begun) * RATE)
            while frame + BLOCK <= due:
                if not self.paused:
                    times = np.arange(frame, frame + BLOCK)[:, None] / RATE
                    self.ring.write((0.5 * np.sin(2 * np.pi * self.hertz * times)).astype(np.float32))
                frame += BLOCK
            await asyncio.sleep(0.003)

    def stop(self) -> None:
        self._task.cancel()


@pytest.fixture
def ring():
    ring = StemRing.create(RATE, BLOCK, stems=1)
    yield ring
    ring.close()


@pytest.fixture
async def writer(ring):
    writer = Writer(ring, 440.0, 1000.0)
    yield writer
    writer.stop()

"""Where sound changes: a steady tone is what it was a period ago, until something is done to it.

`Ear` takes down what a stem ring sounds; `first_change` finds the sample from which on a tone is another one. Both serve benches
that ask when something that was promised was heard.
"""

from __future__ import annotations

import threading
import time

import numpy as np
from numpy.typing import NDArray

from antiphon.engine.stem_ring import Lapped, StemRing

Samples = NDArray[np.float32]

PERIOD = 48
"""Samples of a period of 1 kHz at 48 kHz."""


def first_change(sound: Samples, period: int = PERIOD, least: float = 1e-4) -> int | None:
    """The first sample that is not what it was a period before; None where there is none.

    Args:
        sound: One channel, float32 [samples].
        period: Samples of a period of the tone.
        least: What counts as a difference.
    """
    found = np.flatnonzero(np.abs(sound[period:] - sound[:-period]) > least)
    return int(found[0]) + period if len(found) else None


class Ear(threading.Thread):
    """Takes down the left of a stem, from when it is asked to until it is asked for what it heard."""

    def __init__(self, ring: StemRing, stem: int = 0) -> None:
        """Listen to a ring, which must outlive it.

        Args:
            ring: The ring.
            stem: Index of the stem.
        """
        super().__init__(daemon=True)
        self._ring, self._channel = ring, 2 * stem + 2
        self._lock = threading.Lock()
        self._start = self._next = ring.written
        self._chunks: list[Samples] = []
        self.lost = 0

    def begin(self) -> None:
        """Forget what was heard."""
        with self._lock:
            self._chunks.clear()
            self._start = self._next = self._ring.written

    def heard(self) -> tuple[int, Samples]:
        """The first frame of the ring that was taken down, and all from there on."""
        with self._lock:
            return self._start, np.concatenate([np.zeros(0, np.float32), *self._chunks])

    def change(self) -> int | None:
        """The frame of the ring at which the tone that was heard changed; None where it did not."""
        start, sound = self.heard()
        found = first_change(sound)
        return None if found is None else start + found

    def run(self) -> None:
        """Listen for ever."""
        while True:
            with self._lock:
                try:
                    frames = self._ring.read(self._next, self._ring.rate, self._channel + 1)
                    self._chunks.append(frames[:, self._channel].copy())
                    self._next += len(frames)
                except Lapped:
                    self.lost += 1
                    self._chunks.clear()
                    self._start = self._next = self._ring.written
            time.sleep(0.02)

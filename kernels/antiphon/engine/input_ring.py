"""The input ring: what a microphone hears, in shared memory, from the capture process to the render workers.

The stem ring's small sister: a header, then frames, float32, interleaved. One process writes, any number read. It lies
beside its stem ring, under that one's name and `.input`, so that a worker finds it when a graph has a live input.
"""

from __future__ import annotations

import mmap
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from antiphon.engine import shared_file

CHANNELS = 8
"""Channels of a ring; those that the device does not have are silent."""

CAPACITY = 1 << 15
"""Frames that a ring holds."""

_MAGIC = 0x31474E52_54504E49  # "INPTRNG1"
_HEADER = 64
_RATE, _WRITTEN, _SIZE = 1, 2, 3

Frames = NDArray[np.float32]


class InputRing:
    """One ring, as its maker, its writer or a reader sees it. Made by `create` or `attach`.

    Attributes:
        path: The file.
        rate: Frames a second.
    """

    def __init__(self, path: Path, memory: mmap.mmap, owner: bool) -> None:
        """Use `create` or `attach`."""
        self.path = path
        self._owner = owner
        self._fields = memoryview(memory)[:_HEADER].cast("q")
        self._frames: Frames = np.frombuffer(memory, np.float32, offset=_HEADER).reshape(-1, CHANNELS)
        self.rate = self._fields[_RATE]

    @classmethod
    def create(cls, stems: Path, rate: int) -> InputRing:
        """Make the ring that lies beside a stem ring; this process is its owner: `close` it.

        Args:
            stems: The stem ring's file.
            rate: Frames a second.

        Raises:
            OSError: There is no room for it.
        """
        path, memory = shared_file.create("input", _HEADER + 4 * CHANNELS * CAPACITY, beside=stems)
        fields = memoryview(memory)[:_HEADER].cast("q")
        fields[_RATE] = rate
        fields[0] = _MAGIC
        return cls(path, memory, owner=True)

    @classmethod
    def attach(cls, stems: Path) -> InputRing:
        """Map the ring that lies beside a stem ring.

        Raises:
            OSError: It is not there.
            ValueError: It is not an input ring of this version.
        """
        path = shared_file.beside("input", stems)
        memory = shared_file.attach(path, "input ring", _MAGIC, _HEADER)
        return cls(path, memory, owner=False)

    def close(self) -> None:
        """Let go of the memory; the owner removes the file."""
        if self._owner:
            self.path.unlink(missing_ok=True)
        self._frames = np.zeros((0, CHANNELS), np.float32)

    @property
    def written(self) -> int:
        """Frames written since the ring was made; only grows."""
        return self._fields[_WRITTEN]

    @property
    def size(self) -> int:
        """Frames that the device gives at a time."""
        return self._fields[_SIZE]

    def open(self, size: int) -> None:
        """Begin to capture, `size` frames at a time (the writer)."""
        self._fields[_SIZE] = size

    def write(self, frames: Frames) -> None:
        """Append float32 [n ≤ CAPACITY, channels ≤ CHANNELS]; further channels become silent."""
        written, (count, channels) = self.written, frames.shape
        at = written % CAPACITY
        first = min(count, CAPACITY - at)
        for part, to in ((frames[:first], slice(at, at + first)), (frames[first:], slice(0, count - first))):
            if len(part):
                self._frames[to, :channels] = part
                self._frames[to, channels:] = 0.0
        self._fields[_WRITTEN] = written + count

    def read(self, start: int, frames: int) -> Frames:
        """A copy of `frames` frames from `start` on, float32 [frames, CHANNELS]; all must have been written."""
        at = start % CAPACITY
        first = min(frames, CAPACITY - at)
        if first == frames:
            return self._frames[at : at + frames].copy()
        return np.concatenate([self._frames[at:], self._frames[: frames - first]])

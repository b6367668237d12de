"""The probe ring: what flows through the cables that somebody looks into, in shared memory, from a render worker to who draws it.

It lies beside the worker's stem ring, under that one's name and `.probes`. A slot is one port: a pair of channels, or a count of
notes. Frames are numbered as in the stem ring, so that a worker goes on where the one before it stopped. In the same place a
worker says how many voices its nodes have.
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from antiphon.engine import shared_file

SLOTS = 16
"""Ports that can be looked into at once."""

BLOCKS = 128
"""Blocks that a ring holds: a third of a second of 128 frames at 48 kHz."""

NODES = 1024
"""Nodes whose voices are told; those beyond are not."""

_MAGIC = 0x31474E52_42525050  # "PPRBRNG1"
_HEADER = 16384
_RATE, _BLOCK, _WRITTEN, _SUM, _COUNT = 1, 2, 3, 4, 5
_STATE, _SINCE, _GIVEN, _HELD = (8 + row * SLOTS for row in range(4))
_VOICES = 8 + 4 * SLOTS

Samples = NDArray[np.float32]


class State(IntEnum):
    """What a slot holds."""

    NOTHING = 0
    AUDIO = 1
    CONTROL = 2
    NOTE = 3


class ProbeRing:
    """One ring, as its owner, its writer or a reader sees it. Made by `create` or `attach`.

    Attributes:
        path: The file.
        rate: Frames a second.
        capacity: Frames that it holds.
    """

    def __init__(self, path: Path, memory: mmap.mmap, owner: bool) -> None:
        """Use `create` or `attach`."""
        self.path = path
        self._owner = owner
        self._fields = memoryview(memory)[:_HEADER].cast("q")
        self.rate = self._fields[_RATE]
        self._block = self._fields[_BLOCK]
        self.capacity = BLOCKS * self._block
        self._rows: Samples = np.frombuffer(memory, np.float32, offset=_HEADER).reshape(2 * SLOTS, -1)

    @classmethod
    def create(cls, stems: Path, rate: int, block: int) -> ProbeRing:
        """Make the ring that lies beside a stem ring; this process is its owner: `close` it.

        Raises:
            OSError: There is no room for it.
        """
        path, memory = shared_file.create("probes", _HEADER + 8 * SLOTS * BLOCKS * block, beside=stems)
        fields = memoryview(memory)[:_HEADER].cast("q")
        fields[_RATE], fields[_BLOCK], fields[0] = rate, block, _MAGIC
        return cls(path, memory, owner=True)

    @classmethod
    def attach(cls, stems: Path) -> ProbeRing:
        """Map the ring that lies beside a stem ring.

        Raises:
            OSError: It is not there.
            ValueError: It is not a probe ring of this version.
        """
        path = shared_file.beside("probes", stems)
        memory = shared_file.attach(path, "probe ring", _MAGIC, _HEADER)
        return cls(path, memory, owner=False)

    def close(self) -> None:
        """Let go of the memory; the owner removes the file."""
        if self._owner:
            self.path.unlink(missing_ok=True)
        self._rows = np.zeros((2 * SLOTS, 0), np.float32)

    def plug(self, slot: int, state: State, frame: int) -> None:
        """Say what a slot holds from a frame on (the writer)."""
        self._fields[_STATE + slot] = State.NOTHING
        self._fields[_SINCE + slot] = frame
        self._fields[_STATE + slot] = state

    def write(self, slot: int, frame: int, channels: Iterable[Samples]) -> None:
        """Write a block of a slot (the writer).

        Args:
            slot: Which.
            frame: A multiple of the block.
            channels: One or two, of a block's samples.
        """
        at = frame % self.capacity
        row = 2 * slot
        for samples in channels:
            self._rows[row, at : at + self._block] = samples
            row += 1

    def count(self, slot: int, given: int, held: int) -> None:
        """Say how many notes have passed in all, and how many sound (the writer)."""
        self._fields[_GIVEN + slot] = given
        self._fields[_HELD + slot] = held

    def wrote(self, frame: int) -> None:
        """All slots are written up to a frame (the writer)."""
        self._fields[_WRITTEN] = frame

    def tell_voices(self, nodes: int, voices: Iterable[int]) -> None:
        """Say how many voices nodes have (the writer).

        Args:
            nodes: Which nodes they are: see `sum_of`.
            voices: In their order.
        """
        self._fields[_SUM] = 0
        count = 0
        for each in voices:
            if count < NODES:
                self._fields[_VOICES + count] = each
                count += 1
        self._fields[_COUNT] = count
        self._fields[_SUM] = nodes

    @property
    def written(self) -> int:
        """The frame up to which all is there."""
        return self._fields[_WRITTEN]

    def state(self, slot: int) -> State:
        """What a slot holds."""
        return State(self._fields[_STATE + slot])

    def notes(self, slot: int) -> tuple[int, int]:
        """How many notes have passed in all, and how many sound."""
        return self._fields[_GIVEN + slot], self._fields[_HELD + slot]

    def read(self, slot: int, frames: int) -> Samples:
        """The last frames of a slot, float32 [2, n], n ≤ `frames`; the second row is zero where there is one channel."""
        end = self.written
        start = max(end - min(frames, self.capacity - 2 * self._block), self._fields[_SINCE + slot])
        if start >= end:
            return np.zeros((2, 0), np.float32)
        places = np.arange(start, end) % self.capacity
        return self._rows[2 * slot : 2 * slot + 2, places]

    def voices(self, nodes: int) -> list[int] | None:
        """How many voices nodes have, in their order; None where it is others that it holds."""
        if not nodes or self._fields[_SUM] != nodes:
            return None
        return list(self._fields[_VOICES : _VOICES + self._fields[_COUNT]])


def sum_of(ids: Iterable[str]) -> int:
    """A number by which two processes know that they mean the same nodes; never 0."""
    return zlib.crc32("\n".join(ids).encode()) or 1

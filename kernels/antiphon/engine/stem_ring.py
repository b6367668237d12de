"""The stem ring: where the sound is, for every process that wants to hear it.

A memory-mapped file: a header, the tail of a handover, then the frames, float32, interleaved. The layout never
changes while a ring lives: channels 0 and 1 are the mix, channels 2k+2 and 2k+3 are stem k, up to `MAX_STEMS`; a
stem beyond those is heard in the mix only, and the channels of a stem that is not in use are silent. When the
stems are other ones, `StemRing.generation` grows.

One process writes at a time, any number read. A frame is counted from the ring's making and never numbered
anew: frame n belongs to the time ``epoch + n / rate`` of the monotonic clock, and is at index
``n % capacity``. A reader copies, and then sees by the counter whether the writer lapped it meanwhile.
"""

from __future__ import annotations

import mmap
import os
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from antiphon.engine import shared_file
from antiphon.engine.lateness import BINS, Lateness

MAX_STEMS = 33
"""Stems (stereo pairs) that a ring holds: those of 32 parts and buses, and the shared one."""

CHANNELS = 2 * (MAX_STEMS + 1)

TAIL_BLOCKS = 8
"""Length of a handover's crossfade, in blocks: 21 ms of 128 frames at 48 kHz."""

NO_REDUCTION = -1.0
"""Decibels that a compressor takes away that is not there."""

_REDUCTIONS = 1024
"""Where in the header, as float32, they are: of each stem, of the mix, and of the mix's limiter."""

_MAGIC = 0x31474E49524D5453  # "STMRING1"
_HEADER = 4096
_FIELDS = (
    "magic",
    "rate",
    "block",
    "channels",
    "capacity",
    "written",
    "late",
    "epoch",
    "nudge",
    "generation",
    "stems",
    "muted",
    "writer",
    "tail_start",
    "tail_ready",
    "load",
    "shed",
    "turned",
)
_AT = {name: index for index, name in enumerate(_FIELDS)}

Frames = NDArray[np.float32]


class Lapped(Exception):
    """The frames asked for were overwritten; go on from `StemRing.written`."""


class StemRing:
    """One ring, as its maker, its writer or a reader sees it. Made by `create` or `attach`.

    Attributes:
        path: The file.
        rate: Frames a second.
        block: Frames that are written at a time.
        capacity: Frames that it holds.
        lateness: How late its blocks were: from when each was due to be begun until it was here.
    """

    def __init__(self, path: Path, memory: mmap.mmap, owner: bool) -> None:
        """Use `create` or `attach`."""
        self.path = path
        self._owner = owner
        self._memory = memory
        self._fields = memoryview(memory)[:_HEADER].cast("q")
        self.lateness = Lateness(memoryview(memory)[_HEADER - 4 * BINS : _HEADER].cast("I"))
        self.rate = self._fields[_AT["rate"]]
        self.block = self._fields[_AT["block"]]
        self.capacity = self._fields[_AT["capacity"]]
        self._reductions = np.frombuffer(memory, np.float32, MAX_STEMS + 2, _REDUCTIONS)
        frames = np.frombuffer(memory, np.float32, offset=_HEADER).reshape(-1, CHANNELS)
        self._tail: Frames = frames[: TAIL_BLOCKS * self.block]
        self._frames: Frames = frames[TAIL_BLOCKS * self.block :]

    @classmethod
    def create(
        cls,
        rate: int = 48000,
        block: int = 128,
        stems: int = 0,
        seconds: float = 1.0,
        epoch: int | None = None,
    ) -> StemRing:
        """Make a ring, of which this process is the owner: `close` it.

        Args:
            rate: Frames a second.
            block: Frames that are written at a time.
            stems: Stems in use at first.
            seconds: How far back a reader may look, at least.
            epoch: Nanoseconds of the monotonic clock at frame 0; None for now.

        Raises:
            OSError: if there is no room for it.
        """
        capacity = -(-int(rate * seconds) // block) * block + block
        size = _HEADER + 4 * CHANNELS * (capacity + TAIL_BLOCKS * block)
        path, memory = shared_file.create("stems", size)
        fields = memoryview(memory)[:_HEADER].cast("q")
        start = {"rate": rate, "block": block, "channels": CHANNELS, "capacity": capacity, "stems": stems}
        begins = time.monotonic_ns() if epoch is None else epoch
        for name, value in (start | {"epoch": begins, "magic": _MAGIC}).items():
            fields[_AT[name]] = value
        ring = cls(path, memory, owner=True)
        ring.set_reductions((), NO_REDUCTION, 0.0)
        return ring

    @classmethod
    def attach(cls, path: str | os.PathLike[str]) -> StemRing:
        """Map the ring at `path`, to read it or to write to it.

        Raises:
            OSError: if it is not there.
            ValueError: if it is not a stem ring of this version.
        """
        memory = shared_file.attach(path, "stem ring", _MAGIC, _HEADER)
        return cls(Path(path), memory, owner=False)

    def close(self) -> None:
        """Let go of the memory; the owner removes the file."""
        if self._owner:
            self.path.unlink(missing_ok=True)
        self._frames = self._tail = np.zeros((0, CHANNELS), np.float32)
        self._reductions = np.zeros(MAX_STEMS + 2, np.float32)

    def _get(self, name: str) -> int:
        return self._fields[_AT[name]]

    def _set(self, name: str, value: int) -> None:
        self._fields[_AT[name]] = value

    @property
    def written(self) -> int:
        """Frames written since the ring was made; only grows."""
        return self._get("written")

    @property
    def late(self) -> int:
        """Blocks that were finished after the next one was due."""
        return self._get("late")

    @property
    def epoch(self) -> int:
        """Nanoseconds of the monotonic clock (`time.monotonic_ns`) at frame 0.

        Where a sound device drives, this moves by a little as its clock and ours drift apart.
        """
        return self._get("epoch") + self._get("nudge")

    @property
    def generation(self) -> int:
        """Grows whenever the stems are other ones."""
        return self._get("generation")

    @property
    def turned(self) -> int:
        """The frame from which on the stems are those of this generation."""
        return self._get("turned")

    @property
    def stems(self) -> int:
        """Stems in use, at most `MAX_STEMS`."""
        return self._get("stems")

    @property
    def muted(self) -> int:
        """The stems that their guard has muted: bit k is stem k."""
        return self._get("muted")

    @property
    def load(self) -> float:
        """Share of its time that the writer takes to render, 0 to 1 and more, over the last blocks."""
        return self._get("load") / 1e6

    @property
    def shed(self) -> int:
        """Voices that were let go early for want of time."""
        return self._get("shed")

    @property
    def reductions(self) -> list[float]:
        """Decibels that compressors take away now: of `MAX_STEMS` stems, of the mix, and last that mix's limiter."""
        return [float(each) for each in self._reductions]

    @property
    def writer(self) -> int:
        """Process id of the one who writes, 0 before the first."""
        return self._get("writer")

    def read(self, start: int, frames: int, channels: int = CHANNELS) -> Frames:
        """Copy what was written from frame `start` on.

        Args:
            start: Number of the first frame.
            frames: How many; those not yet written are left out.
            channels: The first so many channels: 2 is the mix.

        Returns:
            float32[n, channels], n ≤ `frames`.

        Raises:
            Lapped: if some were overwritten, before or while they were copied.
        """
        end = min(start + frames, self.written)
        if end <= start:
            return np.zeros((0, channels), np.float32)
        copy = np.empty((end - start, channels), np.float32)
        at = start % self.capacity
        first = min(end - start, self.capacity - at)
        copy[:first] = self._frames[at : at + first, :channels]
        copy[first:] = self._frames[: end - start - first, :channels]
        if start < self.written + self.block - self.capacity:
            raise Lapped(f"Frame {start} was overwritten; the ring is at {self.written}.")
        return copy

    def take_over(self, frame: int, stems: int) -> None:
        """Be the writer from `frame` on, with `stems` stems; what lies between is silence.

        Args:
            frame: Not before `written`.
            stems: Stems in use from now on.
        """
        self._set("writer", os.getpid())
        self.skip(frame)
        self._set("stems", min(stems, MAX_STEMS))
        self._set("turned", frame)
        self._set("generation", self.generation + 1)

    def skip(self, frame: int) -> None:
        """Go on at `frame`; what lies between is silence (the writer)."""
        untouched = self.written == 0
        oldest = frame if untouched else frame - self.capacity
        if self.written < oldest:
            self._set("written", oldest)
        while (missing := frame - self.written) > 0:
            self.write(np.zeros((min(missing, 64 * self.block), CHANNELS), np.float32))

    def write(self, frames: Frames) -> None:
        """Append `frames`, float32[n ≤ capacity, channels ≤ CHANNELS]; further channels become silent."""
        written = self.written
        count, channels = frames.shape
        at = written % self.capacity
        first = min(count, self.capacity - at)
        for part, to in ((frames[:first], slice(at, at + first)), (frames[first:], slice(0, count - first))):
            if len(part):
                self._frames[to, :channels] = part
                self._frames[to, channels:] = 0.0
        self._set("written", written + count)

    def add_late(self, blocks: int = 1) -> None:
        """Count `blocks` late ones (the writer)."""
        self._set("late", self.late + blocks)

    def set_muted(self, stems: int) -> None:
        """Say which stems their guard has muted: bit k is stem k (the writer)."""
        self._set("muted", stems)

    def set_load(self, share: float) -> None:
        """Say how much of its time rendering takes (the writer)."""
        self._set("load", round(share * 1e6))

    def set_reductions(self, stems: Sequence[float], mix: float, limiter: float) -> None:
        """Say how many decibels compressors and the limiter take away, `NO_REDUCTION` where there is none (the writer)."""
        told = stems[:MAX_STEMS]
        self._reductions[: len(told)] = told
        self._reductions[len(told) :] = NO_REDUCTION
        self._reductions[MAX_STEMS:] = mix, limiter

    def add_shed(self, voices: int = 1) -> None:
        """Count `voices` that were let go early (the writer)."""
        self._set("shed", self.shed + voices)

    def nudge(self, nanoseconds: int) -> None:
        """Move the epoch, as the clock of a sound device asks for (the one process that plays to it)."""
        self._set("nudge", self._get("nudge") + nanoseconds)

    def hand_over(self) -> None:
        """Announce that the writer has written its last frame, and that its tail follows (the writer)."""
        self._set("tail_ready", 0)
        self._set("writer", 0)
        self._set("tail_start", self.written)

    def write_tail(self, frames: Frames) -> None:
        """Append a block to the tail that the successor adds to its own sound (the writer that leaves)."""
        ready = self._get("tail_ready")
        count, channels = frames.shape
        self._tail[ready : ready + count, :channels] = frames
        self._tail[ready : ready + count, channels:] = 0.0
        self._set("tail_ready", ready + count)

    @property
    def tail_start(self) -> int:
        """The frame at which the last handover took place."""
        return self._get("tail_start")

    @property
    def tail_ready(self) -> int:
        """Frames of the tail that are there."""
        return self._get("tail_ready")

    def read_tail(self, start: int, frames: int) -> Frames:
        """A copy of up to `frames` frames of the tail, from its frame `start` on: float32[n, CHANNELS]."""
        return self._tail[start : min(start + frames, self.tail_ready)].copy()


def now(ring: StemRing) -> int:
    """The frame whose time it is, by the monotonic clock."""
    return (time.monotonic_ns() - ring.epoch) * ring.rate // 1_000_000_000

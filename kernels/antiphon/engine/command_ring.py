"""The command ring: what the conductor tells a render worker, in shared memory.

The stem ring's other direction: a memory-mapped file with a header and fixed-size binary records, each stamped with
the frame at which it counts. One process sends, one takes; the ring is bounded, and what does not fit is counted
and refused.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from antiphon.engine import shared_file

CAPACITY = 8192
"""Commands that a ring holds."""

_MAGIC = 0x31474E5244434D43  # "CMCDRNG1"
_HEADER = 64
_RECORD = struct.Struct("=qIIqdd")
_HEAD, _TAIL, _REFUSED = 1, 2, 3


class Kind(IntEnum):
    """What a command asks for. Notes and beats count at the very sample, all else from the block of its frame on."""

    RETIRE = 0
    """Write the last block before `frame`, leave a tail to the successor, and end."""
    SET = 1
    """Set the value `key` of the plan of number `part` to `value`."""
    SILENCE = 2
    """Forget the notes still to come, and let go of all that sound."""
    NOTE_OFF = 3
    """Let go of the note `key` of `part`."""
    NOTE_ON = 4
    """Sound the note `key` of `part` at `value` (Hz) with the velocity `value2` (0 to 1)."""
    HUSH = 5
    """Be silent at once, echoes too, until the next edit is done or another one takes over."""
    BEAT = 6
    """The piece is at position `value` (quarter lengths) and goes at `value2` of them a second; it stands where `key` is 0."""


class Command(NamedTuple):
    """One record.

    Attributes:
        frame: The frame of the stem ring at which it counts; what is late counts at once.
        kind: What it asks for.
        part: Index of a part in the plan, or see the kind.
        key: What a note is known by from its on to its off, or see the kind.
        value: See the kind.
        value2: See the kind.
    """

    frame: int
    kind: Kind
    part: int = 0
    key: int = 0
    value: float = 0.0
    value2: float = 0.0


class CommandRing:
    """One ring, as its sender or its taker sees it. Made by `create` or `attach`.

    Attributes:
        path: The file.
    """

    def __init__(self, path: Path, memory: mmap.mmap, owner: bool) -> None:
        """Use `create` or `attach`."""
        self.path = path
        self._owner = owner
        self._memory = memory
        self._fields = memoryview(memory)[:_HEADER].cast("q")

    @classmethod
    def create(cls) -> CommandRing:
        """Make a ring, of which this process is the owner: `close` it.

        Raises:
            OSError: if there is no room for it.
        """
        path, memory = shared_file.create("commands", _HEADER + CAPACITY * _RECORD.size)
        memory[:8] = _MAGIC.to_bytes(8, sys.byteorder)
        return cls(path, memory, owner=True)

    @classmethod
    def attach(cls, path: str | os.PathLike[str]) -> CommandRing:
        """Map the ring at `path`.

        Raises:
            OSError: if it is not there.
            ValueError: if it is not a command ring of this version.
        """
        memory = shared_file.attach(path, "command ring", _MAGIC, _HEADER)
        return cls(Path(path), memory, owner=False)

    def close(self) -> None:
        """The owner removes the file."""
        if self._owner:
            self.path.unlink(missing_ok=True)

    @property
    def waiting(self) -> int:
        """Commands sent and not yet taken."""
        return self._fields[_HEAD] - self._fields[_TAIL]

    @property
    def refused(self) -> int:
        """Commands that found the ring full."""
        return self._fields[_REFUSED]

    def send(self, command: Command) -> bool:
        """Append `command`; False if the ring is full, which is counted."""
        head = self._fields[_HEAD]
        if head - self._fields[_TAIL] >= CAPACITY:
            self._fields[_REFUSED] += 1
            return False
        _RECORD.pack_into(self._memory, _HEADER + head % CAPACITY * _RECORD.size, *command)
        self._fields[_HEAD] = head + 1
        return True

    def take(self, limit: int = CAPACITY) -> list[Command]:
        """Take up to `limit` commands, in the order in which they were sent."""
        tail = self._fields[_TAIL]
        count = min(self._fields[_HEAD] - tail, limit)
        taken = []
        for number in range(tail, tail + count):
            frame, kind, *rest = _RECORD.unpack_from(self._memory, _HEADER + number % CAPACITY * _RECORD.size)
            taken.append(Command(frame, Kind(kind), *rest))
        if count:
            self._fields[_TAIL] = tail + count
        return taken

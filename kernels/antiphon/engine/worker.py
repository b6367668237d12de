"""The render worker, ``python -m antiphon.engine.worker``: pyo and a bounded command reader, and nothing else.

pyo holds the interpreter's lock for a whole block, and a block is due every 2.67 ms, so while it renders this process
reads no JSON, has no socket, no other thread and no garbage collector.

Over the pipe it is given ``start {ring, commands}``, imports pyo, answers ``ready``, and makes the wavetables of every
instrument, so that a plan is built in milliseconds; it is a standby then. Given ``plan {number, data}`` it builds the
rack, renders a few blocks that nobody hears, and answers ``built {number, seconds}``; a later plan takes the place of
the one before. Given ``go {frame, in_turn}`` it writes the stem ring from that frame on, obeys its command ring, and
reads the pipe no more. It ends when it is told to retire, when another one writes the ring, and when its parent ends.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import os
import select
import sys
import time
from typing import TYPE_CHECKING

import numpy as np

from antiphon.engine import shared_file
from antiphon.engine.agenda import Agenda
from antiphon.engine.command_ring import CommandRing, Kind
from antiphon.engine.stem_ring import CHANNELS, TAIL_BLOCKS, Frames, StemRing
from antiphon.session.pipe import Message, claim_output, decode, encode

if TYPE_CHECKING:
    from antiphon.engine.rack import Rack

_PRIME = 16
"""Blocks that a new rack renders before anybody hears it, so that the first that counts is as quick as any."""

_PATIENCE = 0.05
"""Seconds that a successor waits for the writer before it, counted from the frame agreed."""

_FARTHEST = 0.2
"""Seconds behind its time from which on a worker leaves frames out rather than catch up."""


class Worker:
    """The render loop.

    Args:
        rack: What sounds.
        ring: Where it goes.
        commands: Where it is told what to do.
    """

    def __init__(self, rack: Rack, ring: StemRing, commands: CommandRing) -> None:
        self._rack = rack
        self._ring = ring
        self._commands = commands
        self._agenda = Agenda()
        self._block = ring.block
        self._period = ring.block * 1_000_000_000 // ring.rate
        self._frame = 0
        self._retires: int | None = None
        self._muted = 0
        self._out: Frames = np.zeros((ring.block, CHANNELS), np.float32)
        self._channels = min(2 * (rack.plan.stems + 1), CHANNELS)
        fade = np.linspace(0.0, 1.0, TAIL_BLOCKS * ring.block, endpoint=False, dtype=np.float32)
        self._fade_in = fade.reshape(TAIL_BLOCKS, ring.block, 1)
        self._parent = select.poll()
        self._parent.register(0, select.POLLHUP)

    def run(self, frame: int, in_turn: bool) -> None:
        """Render on time from `frame` on; come back when retired, superseded, or without a parent.

        Args:
            frame: A multiple of the block.
            in_turn: Whether another one writes until then, and leaves a tail.
        """
        self._wait_until(frame - self._block)
        in_turn = in_turn and self._wait_for_turn(frame)
        self._frame = self._ring.written if in_turn else max(frame, self._ring.written)
        self._ring.take_over(self._frame, self._rack.plan.stems)
        self._ring.set_muted(0)
        me = os.getpid()
        blocks = 0
        while self._ring.writer == me:
            self._obey(self._frame + self._block)
            if self._retires is not None and self._frame >= self._retires:
                self._retire()
                return
            frames = self._render()
            if blocks < TAIL_BLOCKS:
                frames = self._join(frames, blocks, in_turn)
            self._ring.write(frames)
            self._frame += self._block
            blocks += 1
            self._keep_time()
            if blocks % 16 == 0 and self._parent.poll(0):
                return

    def _wait_until(self, frame: int) -> None:
        time.sleep(max(self._due(frame) - time.monotonic_ns(), 0) / 1e9)

    def _due(self, frame: int) -> int:
        return self._ring.epoch + frame * 1_000_000_000 // self._ring.rate

    def _wait_for_turn(self, frame: int) -> bool:
        """Wait until the writer before us has handed over; False if it does not."""
        limit = self._due(frame) + int(_PATIENCE * 1e9)
        while time.monotonic_ns() < limit:
            if self._ring.writer == 0 and self._ring.tail_start == self._ring.written >= frame:
                return True
            time.sleep(0.0002)
        return False

    def _obey(self, end: int) -> None:
        self._agenda.add(self._commands.take())
        for command in self._agenda.due(end):
            offset = max(command.frame - self._frame, 0)
            if command.kind == Kind.SET:
                self._rack.set(command.key, command.value)
            elif command.kind == Kind.SILENCE:
                self._rack.silence()
            elif command.kind == Kind.RETIRE:
                self._retires = command.frame
            elif command.part >= len(self._rack.plan.parts):
                continue
            elif command.kind == Kind.NOTE_ON:
                self._rack.note_on(command.part, command.key, command.value, command.value2, offset)
            else:
                self._rack.note_off(command.part, command.key, offset)

    def _render(self) -> Frames:
        """The next block, in the ring's order: the mix first."""
        stems = self._rack.process()
        out = self._out[:, : self._channels]
        out[:, :2] = stems[:, -2:]
        out[:, 2:] = stems[:, : self._channels - 2]
        if len(self._rack.muted) != self._muted:
            self._muted = len(self._rack.muted)
            self._ring.set_muted(sum(1 << each.stem for each in self._rack.muted))
        return out

    def _join(self, frames: Frames, block: int, in_turn: bool) -> Frames:
        """Fade in, and add what the writer before us left for this block."""
        joined = np.zeros((self._block, CHANNELS), np.float32)
        joined[:, : frames.shape[1]] = frames * self._fade_in[block]
        if in_turn:
            end = (block + 1) * self._block
            limit = time.monotonic_ns() + int(_PATIENCE * 1e9)
            while self._ring.tail_ready < end and time.monotonic_ns() < limit:
                time.sleep(0.0001)
            tail = self._ring.read_tail(end - self._block, self._block)
            joined[: len(tail)] += tail
        return joined

    def _retire(self) -> None:
        self._ring.hand_over()
        for block in range(TAIL_BLOCKS):
            self._ring.write_tail(self._render() * (1 - self._fade_in[block]))

    def _keep_time(self) -> None:
        """Sleep until the next block is due; far behind, go on where the time is."""
        behind = time.monotonic_ns() - self._due(self._frame)
        self._ring.lateness.add(behind + self._period)
        if behind < 0:
            time.sleep(-behind / 1e9)
            return
        self._ring.add_late()
        if behind > _FARTHEST * 1e9:
            missed = behind * self._ring.rate // 1_000_000_000
            self._frame += missed // self._block * self._block
            self._ring.skip(self._frame)
        time.sleep(0.0001)


def _next_message(parent: int) -> Message:
    """The next message of the parent.

    Raises:
        SystemExit: when there is no parent any more.
    """
    line = sys.stdin.buffer.readline()
    if not line:
        shared_file.remove_leftovers_of_parent(parent)
        raise SystemExit(0)
    return decode(line)


def _hurry() -> None:
    """Go before other processes, where that is permitted."""
    with contextlib.suppress(OSError, AttributeError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(10))
        return
    with contextlib.suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, 0, -11)


def main() -> None:
    """Run the process."""
    output = claim_output()
    parent = os.getppid()

    def say(message: Message) -> None:
        os.write(output, encode(message))

    start = _next_message(parent)
    try:
        from antiphon.engine.plan import Plan
        from antiphon.engine.rack import Rack, warm

        ring = StemRing.attach(start["ring"])
        commands = CommandRing.attach(start["commands"])
    except (ImportError, OSError, ValueError) as error:
        say({"type": "failed", "message": f"The render worker cannot start: {error}"})
        raise SystemExit(1) from error
    say({"type": "ready"})
    warm(ring.rate)
    rack: Rack | None = None
    while (message := _next_message(parent))["type"] == "plan":
        began = time.monotonic()
        if rack is not None:
            rack.close()
        rack = Rack(Plan.from_bytes(base64.b85decode(message["data"])), ring.rate, ring.block)
        for _ in range(_PRIME):
            rack.process()
        gc.collect()
        say({"type": "built", "number": message["number"], "seconds": round(time.monotonic() - began, 4)})
    if rack is None:
        raise SystemExit(f"The render worker was told to {message['type']} before it had a plan.")
    gc.freeze()
    gc.disable()
    _hurry()
    Worker(rack, ring, commands).run(message["frame"], message["in_turn"])
    if select.select([0], [], [], 0)[0]:
        shared_file.remove_leftovers_of_parent(parent)
    os._exit(0)


if __name__ == "__main__":
    main()

"""The render worker, ``python -m antiphon.engine.worker``: pyo and a bounded command reader, and nothing else.

pyo holds the interpreter's lock for a whole block, and a block is due every 2.67 ms, so while it renders this process
reads no JSON, has no socket, no other thread and no garbage collector.

Over the pipe it is given ``start {ring, commands, clock}`` (``clock``: the ring whose time it keeps), imports pyo, answers
``ready``, and makes the wavetables of every instrument, so that a plan is built in milliseconds; it is a standby then. Given
``plan {number, data}`` it builds the rack, renders a few blocks that nobody hears, and answers ``built {number, seconds}``;
a later plan takes the place of the one before. Given ``go {frame, in_turn, gather}`` it writes the stem ring from that frame
on and obeys its command ring. From then on ``edit {number, data, change, heal, aloud, at}`` has it become another plan between
the blocks, which is not heard before the frame ``at``; it is answered by ``edited {number}`` or ``refused {number, message}``.
``gather {rings}`` has it add what other workers write to those rings, a block late; ``probe {ports: [[slot, node, output]],
voices}`` has it write what leaves those ports, and how many voices its nodes have, into the probe ring beside its own. It tells
``muted {stem, reason, node}``. It ends when it is told to retire, when another one writes the ring, and when its parent ends.
"""

from __future__ import annotations

import base64
import gc
import os
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from antiphon.engine import shared_file, urgency
from antiphon.engine.agenda import Agenda
from antiphon.engine.change import Change
from antiphon.engine.command_ring import Command, CommandRing, Kind
from antiphon.engine.gather import Gather
from antiphon.engine.inbox import Inbox, ParentGone
from antiphon.engine.input_ring import InputRing
from antiphon.engine.intake import Intake
from antiphon.engine.probe_ring import ProbeRing
from antiphon.engine.stem_ring import CHANNELS, TAIL_BLOCKS, Frames, StemRing
from antiphon.session.pipe import Message, claim_output, encode

if TYPE_CHECKING:
    from antiphon.engine.rack import Rack
    from antiphon.engine.taps import Taps

_PATIENCE = 0.05
"""Seconds that a successor waits for the writer before it, counted from the frame agreed."""

_MARGIN = 400_000
"""Nanoseconds before a block is due at which an edit pauses."""

_MOMENT = 300_000
"""Nanoseconds that a step of an edit takes at most, if it can pause."""

FULL = 0.85
"""Share of a block's time that rendering may take; beyond it, voices are let go."""

_RELIEF = 64
"""Blocks from one time that voices are let go to the next; those are gone in half of that, and the other half is weighed."""

_SHOWN = 16
"""Blocks from one telling of what compressors do to the next."""

_INERTIA = 1 / 8
"""How much one block counts in the load."""

_FARTHEST = 0.2
"""Seconds behind its time from which on a worker leaves frames out rather than catch up."""


class Worker:
    """The render loop.

    Args:
        rack: What sounds.
        number: By which settings refer to its plan.
        ring: Where it goes.
        clock: The ring whose time it keeps; its own, or that of the one who gathers.
        commands: Where it is told what to do.
        inbox: Where it is told to become another plan.
        say: Answers.
    """

    def __init__(
        self,
        rack: Rack,
        number: int,
        ring: StemRing,
        clock: StemRing,
        commands: CommandRing,
        inbox: Inbox,
        say: Callable[[Message], None],
    ) -> None:
        self._rack = rack
        self._ring = ring
        self._clock = clock
        self._gather = Gather(ring.block, 2 * rack.plan.stems)
        self._commands = commands
        self._inbox = inbox
        self._say = say
        self._setters = {number: rack.setters}
        self._editing: Message | None = None
        self._agenda = Agenda()
        self._block = ring.block
        self._period = ring.block * 1_000_000_000 // ring.rate
        self._frame = 0
        self._retires: int | None = None
        self._load = 0.0
        self._shares = [0.0] * (_RELIEF // 2)
        self._blocks = 0
        self._muted: tuple[int, ...] = ()
        self._out: Frames = np.zeros((ring.block, CHANNELS), np.float32)
        self._let_in = _hearing(clock)
        self._taps: Taps | None = None
        self._channels = min(2 * (rack.plan.stems + 1), CHANNELS)
        fade = np.linspace(0.0, 1.0, TAIL_BLOCKS * ring.block, endpoint=False, dtype=np.float32)
        self._fade_in = fade.reshape(TAIL_BLOCKS, ring.block, 1)

    def run(self, frame: int, in_turn: bool) -> None:
        """Render on time from `frame` on; come back when retired or superseded.

        Args:
            frame: A multiple of the block.
            in_turn: Whether another one writes until then, and leaves a tail.

        Raises:
            ParentGone: The parent has ended.
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
            if self._taps is not None:
                self._taps.write(self._frame)
            self._frame += self._block
            blocks += 1
            if self._editing is not None:
                self._edit()
            elif blocks % 2 == 0 and (message := self._inbox.look()) is not None:
                self._begin(message)
            self._keep_time()

    def gather(self, rings: Sequence[str]) -> None:
        """Add what others write to their rings, given by path."""
        self._gather.follow([StemRing.attach(path) for path in rings])

    def _wait_until(self, frame: int) -> None:
        time.sleep(max(self._due(frame) - time.monotonic_ns(), 0) / 1e9)

    def _due(self, frame: int) -> int:
        return self._clock.epoch + frame * 1_000_000_000 // self._ring.rate

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
                self._set(command)
            elif command.kind == Kind.SILENCE:
                self._rack.silence()
            elif command.kind == Kind.HUSH:
                self._rack.hush()
            elif command.kind == Kind.BEAT:
                self._beat(command, offset)
            elif command.kind == Kind.RETIRE:
                self._retires = command.frame
            elif command.part >= len(self._rack.plan.parts):
                continue
            elif command.kind == Kind.NOTE_ON:
                self._rack.note_on(command.part, command.key, command.value, command.value2, offset)
            else:
                self._rack.note_off(command.part, command.key, offset)

    def _set(self, command: Command) -> None:
        setters = self._setters.get(command.part)
        if setters is not None and command.key < len(setters):
            setters[command.key](command.value)

    def _beat(self, command: Command, offset: int) -> None:
        pace, moving = command.value2, bool(command.key)
        missed = max(self._frame - command.frame, 0) / self._ring.rate if moving else 0.0
        self._rack.beat(command.value + missed * pace, pace, moving, offset)

    def _begin(self, message: Message) -> None:
        """Begin to do what a message asks for."""
        if message["type"] == "gather":
            self.gather(message["rings"])
            return
        if message["type"] == "probe":
            self._probe(message)
            return
        data, change = (base64.b64decode(message[name]) for name in ("data", "change"))
        if self._taps is not None:
            self._taps.let_go(Change.from_bytes(change).kept)
        self._rack.edit(data, change, self._rack.now + message["at"] - self._frame)
        self._editing = message

    def _probe(self, message: Message) -> None:
        """Write what leaves some ports, or no longer."""
        ports = [(slot, node, output) for slot, node, output in message["ports"]]
        if self._taps is None:
            from antiphon.engine.taps import Taps

            self._taps = Taps(self._rack, ProbeRing.attach(self._ring.path))
        self._taps.want(ports, message["voices"], self._frame)
        if not ports and not message["voices"]:
            self._taps = None

    def _edit(self) -> None:
        """Go on with it, for as long as there is time, and a little in any case."""
        message = self._editing
        assert message is not None
        present = time.monotonic_ns()
        try:
            if not self._rack.step(min(self._due(self._frame) - _MARGIN, present + _MOMENT)):
                return
        except Exception as error:
            self._say({"type": "refused", "number": message["number"], "message": repr(error)})
        else:
            self._setters = {**dict([*self._setters.items()][-1:]), message["number"]: self._rack.setters}
            if message["aloud"]:
                self._rack.hush(False)
            self._rack.heal(message["heal"])
            self._show_muted(tuple(stem for stem in self._muted if stem not in message["heal"]))
            self._say({"type": "edited", "number": message["number"]})
        self._editing = None
        if self._taps is not None:
            self._taps.plug(self._frame)

    def _render(self) -> Frames:
        """The next block, in the ring's order: the mix first."""
        began = time.perf_counter_ns()
        self._let_in()
        stems = self._rack.process(self._gathered)
        self._weigh(time.perf_counter_ns() - began)
        out = self._out[:, : self._channels]
        out[:, :2] = stems[:, -2:]
        out[:, 2:] = stems[:, : self._channels - 2]
        muted = tuple(each.stem for each in self._rack.muted)
        if muted != self._muted:
            for each in self._rack.muted:
                if each.stem not in self._muted:
                    node = self._rack.culprit(each.stem)
                    self._say({"type": "muted", "stem": each.stem, "reason": each.reason, "node": node})
            self._show_muted(muted)
        return out

    def _gathered(self, stems: Frames) -> Frames:
        return self._gather.take(stems, self._frame)

    def _weigh(self, spent: int) -> None:
        """See how much of its time a block took; where there is too little, let a voice go."""
        share = spent / self._period
        self._load += (share - self._load) * _INERTIA
        self._shares[self._blocks % len(self._shares)] = share
        self._blocks += 1
        if self._blocks % 8 == 0:
            self._ring.set_load(self._load)
        if self._blocks % _SHOWN == 0:
            *stems, mix = self._rack.reductions
            self._ring.set_reductions(stems, mix, self._rack.limiting)
        # The middle one: a machine that does something else for a while is no reason to lose a voice.
        if self._blocks % _RELIEF == 0 and (load := median(self._shares)) > FULL:
            self._ring.add_shed(self._rack.shed(1 - FULL / load))

    def _show_muted(self, stems: tuple[int, ...]) -> None:
        self._muted = stems
        self._ring.set_muted(sum(1 << stem for stem in stems if stem < 63))

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


def _hearing(ring: StemRing) -> Callable[[], None]:
    """What lets live sound in before each block; nothing does where the conductor has made no room for it."""
    try:
        source = InputRing.attach(ring.path)
    except (OSError, ValueError):
        return lambda: None
    from antiphon.engine import inlet

    intake = Intake(source, ring.block)
    return lambda: inlet.write(intake.take(), ring.block)


def main() -> None:
    """Run the process."""
    output = claim_output()
    parent = os.getppid()
    inbox = Inbox()
    urgency.relax()

    def say(message: Message) -> None:
        os.write(output, encode(message))

    try:
        _serve(inbox, say)
    except ParentGone:
        shared_file.remove_leftovers_of_parent(parent)
    os._exit(0)


def _serve(inbox: Inbox, say: Callable[[Message], None]) -> None:
    """Stand by, then sound.

    Raises:
        ParentGone: The parent has ended.
        SystemExit: It cannot.
    """
    start = inbox.wait()
    try:
        from antiphon.engine.plan import Plan
        from antiphon.engine.primer import prime
        from antiphon.engine.rack import Rack, warm
        from antiphon.engine.taps import Taps  # noqa: F401

        ring = StemRing.attach(start["ring"])
        clock = StemRing.attach(start["clock"])
        commands = CommandRing.attach(start["commands"])
    except (ImportError, OSError, ValueError) as error:
        say({"type": "failed", "message": f"The render worker cannot start: {error}"})
        raise SystemExit(1) from error
    say({"type": "ready"})
    warm(ring.rate)
    rack: Rack | None = None
    number = 0
    while (message := inbox.wait())["type"] == "plan":
        began = time.monotonic()
        number = message["number"]
        urgency.relax()
        if rack is not None:
            rack.close()
        rack = Rack(Plan.from_bytes(base64.b64decode(message["data"])), ring.rate, ring.block)
        prime(rack)
        gc.collect()
        urgency.hurry(urgency.RENDERING)
        say({"type": "built", "number": number, "seconds": round(time.monotonic() - began, 4)})
    if rack is None:
        raise SystemExit(f"The render worker was told to {message['type']} before it had a plan.")
    gc.freeze()
    gc.disable()
    worker = Worker(rack, number, ring, clock, commands, inbox, say)
    worker.gather(message["gather"])
    worker.run(message["frame"], message["in_turn"])


if __name__ == "__main__":
    main()

"""The rack: the whole sound of a piece in one process.

The offline render and the live worker drive the same one, block by block.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from math import ceil
from types import MappingProxyType, TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from antiphon.engine.board import Board, Unit
from antiphon.engine.change import Change, upstream
from antiphon.engine.edit import Edit
from antiphon.engine.effect import Effect
from antiphon.engine.guard import LIMIT, Guard, Muted
from antiphon.engine.instrument_drums import drum_tables
from antiphon.engine.instrument_saw import saws
from antiphon.engine.instrument_soundfont import SoundFontPlayer
from antiphon.engine.instrument_table import waves
from antiphon.engine.instrument_timbre import TIMBRES
from antiphon.engine.master import Master
from antiphon.engine.notes.desk import Cord, Desk
from antiphon.engine.notes.node import Listener, NoteNode
from antiphon.engine.plan import Plan
from antiphon.engine.player import Player
from antiphon.engine.pyo_server import Pacer, pyo
from antiphon.engine.stem_ring import NO_REDUCTION
from antiphon.engine.units import warm_units

Samples = NDArray[np.float32]


class Rack:
    """Instruments, effects, strips, guard and limiter of a plan.

    One rack a process sounds at a time: pyo builds on the server that was booted last. Close it when done.

    Attributes:
        plan: What was built; its values are those at the start.
        now: The next block's first sample.
        setters: What sets each of the plan's values.
        treats_mix: Whether nodes treat the mix: then each block is finished before the next one sounds.
    """

    def __init__(
        self,
        plan: Plan,
        rate: int = 48_000,
        block: int = 128,
        seed: int = 0,
    ) -> None:
        """Build it.

        Args:
            plan: What to build.
            rate: Sample rate, Hz.
            block: Samples of a block.
            seed: Of everything random; the same seed and notes give the same samples.
        """
        self.plan = plan
        self.now = 0
        self._closed = False
        self.rate, self.block = rate, block
        channels = 2 * plan.stems
        self._server = pyo.Server(
            sr=rate, nchnls=channels + 2, buffersize=block, duplex=0, audio="manual", verbosity=1
        )
        self._server.setGlobalSeed(seed + 1)
        self._server.boot()
        self._board = Board(self._server, plan, rate, block, seed)
        head = plan.master
        self._master = Master(
            plan.stems,
            rate,
            block,
            plan.routed,
            plan.values[head : head + 3] if head >= 0 else (),
            plan.treats_mix,
        )
        self.treats_mix = plan.treats_mix
        self.setters = self._setters(plan)
        self._held: list[dict[int, tuple[float, float]]] = [{} for _ in plan.parts]
        self._listeners: list[list[Listener]] = [[] for _ in plan.parts]
        self._all: list[Player] = []
        self._desk = Desk(rate, block)
        self._muster(self._board.units)
        self._pass_notes(plan, self._board.units)
        self._pacer: Pacer | None = None
        self._heard = self._audible = 1.0
        self._server.start()
        address = int(self._server.getOutputAddr(), 16)
        buffer = (ctypes.c_float * (block * (channels + 2))).from_address(address)
        self._pyo_output: Samples = np.ctypeslib.as_array(buffer).reshape(block, channels + 2)
        self._sound = np.zeros((block, channels), np.float32)
        self._made = np.zeros((block, 2), np.float32)
        self._process: Callable[[], None] = self._server.process
        self._guard = Guard(plan.stems, rate, block)
        self._mix_guard = Guard(1, rate, block)
        self._output = np.zeros((block, channels + 2), np.float32)
        self._stems, self._mix = self._output[:, :channels], self._output[:, channels:]

    def _setters(self, plan: Plan) -> list[Callable[[float], None]]:
        setters = self._board.setters(plan)
        if plan.master >= 0:
            master = self._master
            setters[plan.master : plan.master + 3] = [partial(master.set, which) for which in range(3)]
        return setters

    def _muster(self, units: Mapping[str, Unit], coming: Mapping[str, Unit] = MappingProxyType({})) -> None:
        """See who plays, and who hears the notes of which part."""
        for listeners in self._listeners:
            listeners.clear()
        self._all = []
        for unit in (*units.values(), *coming.values()):
            if isinstance(unit.built, Player):
                self._all.append(unit.built)
            if unit.node.part >= 0 and not isinstance(unit.built, Effect):
                self._listeners[unit.node.part].append(unit.built)
        self._compressors = [
            (self.plan.stem_of(id.split(":")[1]), unit.built)
            for id, unit in units.items()
            if id.startswith("compressor:") and isinstance(unit.built, Effect)
        ]
        self._filled = [player for player in self._all if isinstance(player, SoundFontPlayer)]

    def _pass_notes(
        self,
        plan: Plan,
        units: Mapping[str, Unit],
        others: Mapping[str, Unit] = MappingProxyType({}),
        cords: Sequence[Cord] = (),
    ) -> None:
        """Have notes passed on as a plan says.

        Args:
            plan: The plan.
            units: Its units.
            others: Who runs as well.
            cords: How notes go to them.
        """
        built = (*(units[node.id].built for node in plan.nodes), *(unit.built for unit in others.values()))
        nodes = [each for each in built if isinstance(each, NoteNode)]
        self._desk.wire(nodes, [*self._board.cords(plan, units), *cords], self.now)

    @property
    def units(self) -> Mapping[str, Unit]:
        """The nodes that run, by id."""
        return self._board.units

    @property
    def muted(self) -> list[Muted]:
        """What the guard muted, in the order in which it happened; the mix, behind all stems, goes past its nodes then."""
        return [*self._guard.muted, *(Muted(self.plan.stems, each.reason) for each in self._mix_guard.muted)]

    def culprit(self, stem: int) -> str:
        """Id of the node that made a stem go wild, as far as can be seen now; empty where nothing sounds on it.

        The first one, sources first, whose last sample is out of bounds; else the last one.
        """
        heard = upstream(self.plan, stem)
        wild = (id for id in heard if not self._board.units[id].peak() <= LIMIT)
        return next(wild, heard[-1] if heard else "")

    @property
    def reductions(self) -> list[float]:
        """Decibels that the compressors of the strips take away now, by stem, the mix's last; of several of one the greatest."""
        found = [NO_REDUCTION] * (self.plan.stems + 1)
        for stem, compressor in self._compressors:
            found[stem] = max(found[stem], compressor.reduction or 0.0)
        return found

    @property
    def limiting(self) -> float:
        """Decibels that the limiter takes away now."""
        return self._master.reduction

    def heal(self, stems: Collection[int]) -> None:
        """Let muted stems sound again, once what made them wild was renewed."""
        self._guard.heal(stems)
        if self.plan.stems in stems and self._mix_guard.muted:
            self._mix_guard.heal([0])
            self._master.treat(self.plan.treats_mix)

    def note_on(self, part: int, key: int, frequency: float, velocity: float, offset: int = 0) -> None:
        """Start a note.

        Args:
            part: Index of the part.
            key: Any integer that `note_off` will name it by.
            frequency: Hz, 8 to 16,000.
            velocity: 0 to 1.
            offset: Sample of the next block, 0 to block - 1, at which it starts.
        """
        self._held[part][key] = frequency, velocity
        for listener in self._listeners[part]:
            listener.note_on(key, frequency, velocity, offset, self.now)

    def note_off(self, part: int, key: int, offset: int = 0) -> None:
        """Let a note go; one that does not sound (any more) is no error.

        Args:
            part: Index of the part.
            key: As in `note_on`.
            offset: Sample of the next block at which it is let go.
        """
        self._held[part].pop(key, None)
        for listener in self._listeners[part]:
            listener.note_off(key, offset, self.now)

    def beat(self, position: float, pace: float, moving: bool, offset: int = 0) -> None:
        """Say where the piece is from a sample of the next block on.

        Args:
            position: In quarter lengths that are played before it.
            pace: Quarter lengths a second, greater than 0.
            moving: Whether the piece plays.
            offset: The sample, 0 to block - 1.
        """
        self._desk.beats.tell(offset, position, pace, moving)

    def set(self, index: int, value: float) -> None:
        """Turn a knob; it arrives in about 10 ms.

        Args:
            index: Of the plan's values.
            value: In the parameter's unit, within its range (a plan's values are).
        """
        self.setters[index](value)

    def silence(self) -> None:
        """Let every note go, within some 50 ms; echoes and rooms die away by themselves."""
        for held in self._held:
            held.clear()
        self._desk.silence(self.now)
        for player in self._all:
            player.silence(self.now)

    def hush(self, on: bool = True) -> None:
        """Let nothing be heard any more, echoes neither, or all again; it fades within a block."""
        self._audible = 0.0 if on else 1.0

    def shed(self, share: float) -> int:
        """Let go of voices, for want of time: of whoever has the most, those that were let go first, then those that are held
        the longest.

        Args:
            share: Of the voices that run, so many, 0 to 1; one at least.

        Returns:
            How many were let go.
        """
        left = {player: player.voices for player in self._all}
        wanted = ceil(share * sum(left.values()))
        for shed in range(wanted):
            busiest = max(left, key=left.__getitem__)
            left[busiest] -= 1
            if not busiest.shed(self.now):
                return shed
        return wanted

    def edit(self, plan: Plan | bytes, change: Change | bytes, at: int = 0) -> None:
        """Begin to become another plan while sounding; `step` goes on with it.

        Args:
            plan: What to become, with the same parts; itself or as bytes.
            change: How; itself or as bytes.
            at: Where it is ready before the block of this sample, it is not heard before it.

        Raises:
            RuntimeError: The rack is becoming another one already.
        """
        if self._pacer is not None:
            raise RuntimeError("one change of a rack at a time")

        def work() -> None:
            new = Plan.from_bytes(plan) if isinstance(plan, bytes) else plan
            Pacer.pause()
            way = Change.from_bytes(change) if isinstance(change, bytes) else change
            self.treats_mix = self.treats_mix or new.treats_mix
            edit = Edit(self._board, new, way, self.rate / self.block)
            before, old = self.plan, self._board.units
            changed = edit.build()
            fresh = [unit.built for unit in edit.fresh.values()]
            gone = [unit.built for unit in edit.gone.values()]
            self._muster(old, edit.fresh)
            cords = [cord for cord in self._board.cords(new, edit.units) if cord[1] in fresh]
            self._pass_notes(before, old, edit.fresh, cords)
            for unit in edit.fresh.values():
                if unit.node.part >= 0 and not isinstance(unit.built, Effect):
                    for key, (frequency, velocity) in self._held[unit.node.part].items():
                        unit.built.note_on(key, frequency, velocity, 0, self.now)
            edit.prime()
            while self.now + self.block <= at:
                Pacer.rest()
            self.plan = new
            cords = [cord for cord in self._board.cords(before, old) if cord[1] in gone]
            self._pass_notes(new, edit.units, edit.gone, cords)
            self._master.route(new.routed)
            self._master.treat(new.treats_mix and not self._mix_guard.muted)
            edit.crossfade(changed)
            edit.settle(changed)
            self.treats_mix = new.treats_mix
            self._muster(self._board.units)
            self._pass_notes(new, self._board.units)
            self.setters = self._setters(new)
            edit.let_go()

        self._pacer = Pacer(work)

    def step(self, until: int) -> bool:
        """Go on with an edit, between two blocks.

        Args:
            until: When to come back, in nanoseconds of the monotonic clock; it may take a little longer.

        Returns:
            Whether there is nothing left to do.

        Raises:
            Exception: What went wrong while something new was built. What sounded before sounds on, but it may be that not
                all of it can be edited any more.
        """
        if self._pacer is not None:
            pacer, self._pacer = self._pacer, None
            if not pacer.step(until):
                self._pacer = pacer
        return self._pacer is None

    def process(self, others: Callable[[Samples], Samples] | None = None) -> Samples:
        """Sound one block.

        Args:
            others: Is given the stems, and gives them with those of other racks of the same parts.

        Returns:
            float32 [block, 2 * (stems + 1)], a view that the next call writes again: the stems in order,
            guarded, and the limited mix, which is `delay` samples late.
        """
        sound = self.sound()
        if not self._heard == self._audible == 1.0:
            fade = np.linspace(self._heard, self._audible, self.block, dtype=np.float32)[:, None]
            sound *= fade
            self._made *= fade
            self._heard = self._audible
        if others is not None:
            sound = others(sound)
        self.finish(sound, self._mix)
        self._stems[:] = sound
        return self._output

    def sound(self) -> Samples:
        """Sound one block, without guard and limiter: for who finishes many blocks at once.

        Returns:
            float32 [block, 2 * stems], a view that the next call writes again.
        """
        self._desk.play(self.now)
        for rendering in self._filled:
            rendering.fill()
        self._process()
        self.now += self.block
        self._master.count()
        for player in self._all:
            if player.due <= self.now:
                player.settle(self.now)
        self._sound[:] = self._pyo_output[:, :-2]
        if self.treats_mix:
            self._made[:] = self._pyo_output[:, -2:]
        return self._sound

    @property
    def delay(self) -> int:
        """How many samples the mix is late: a block for the limiter, and one for the master's nodes."""
        return self.block * (2 if self.treats_mix else 1)

    def finish(self, stems: Samples, mix: Samples) -> None:
        """Guard the stems, in place, and mix and limit them.

        Args:
            stems: float32 [n * block, 2 * stems], contiguous: n blocks of `sound`, in order; one where `treats_mix`.
            mix: Where to write float32 [n * block, 2]; it is `delay` samples late.
        """
        self._guard.check(stems)
        if not self.treats_mix:
            self._master.mix(stems, mix)
            return
        if self._mix_guard.check(self._made):
            self._master.treat(False)
        self._board.take_mix(self._master.mix_treated(stems, self._made, mix))

    def close(self) -> None:
        """Stop for good."""
        if not self._closed:
            self._closed = True
            while not self.step(0):
                pass
            self._server.stop()
            self._server.shutdown()
            self._board.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def warm(rate: int = 48_000) -> None:
    """Make every instrument's tables ahead, so that no rack of this process waits for them.

    Args:
        rate: Sample rate of the racks to come, Hz.
    """
    with Rack(Plan((), (), (), (), ()), rate):
        for kind in TIMBRES:
            waves(kind, rate)
        drum_tables(rate)
        warm_units(rate)
        saws(rate)

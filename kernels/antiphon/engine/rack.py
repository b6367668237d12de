"""The rack: the whole sound of a piece in one process.

The offline render and the live worker drive the same one, block by block.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from antiphon.engine.catalogue import kind as kind_of
from antiphon.engine.effect import Effect
from antiphon.engine.guard import Guard, Muted
from antiphon.engine.instrument import RAMP, Instrument
from antiphon.engine.instrument_drums import DRUMS, DrumKit, drum_tables
from antiphon.engine.instrument_table import waves
from antiphon.engine.instrument_timbre import TIMBRES
from antiphon.engine.limiter import Limiter
from antiphon.engine.plan import Plan, PlanNode
from antiphon.engine.pyo_server import pyo

Samples = NDArray[np.float32]
Player = Instrument | DrumKit


class Rack:
    """Instruments, effects, strips, guard and limiter of a plan.

    One rack a process sounds at a time: pyo builds on the server that was booted last. Close it when done.

    Attributes:
        plan: What was built; its values are those at the start.
        now: The next block's first sample.
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
            sr=rate, nchnls=channels, buffersize=block, duplex=0, audio="manual", verbosity=1
        )
        self._server.setGlobalSeed(seed + 1)
        self._server.boot()
        self._setters: list[Callable[[float], None]] = []
        self._build(seed)
        self._server.start()
        address = int(self._server.getOutputAddr(), 16)
        buffer = (ctypes.c_float * (block * channels)).from_address(address)
        self._pyo_output: Samples = np.ctypeslib.as_array(buffer).reshape(block, channels)
        self._process: Callable[[], None] = self._server.process
        self._guard = Guard(plan.stems)
        self._limiter = Limiter(rate, block)
        self._output = np.zeros((block, channels + 2), np.float32)
        self._stems, self._mix = self._output[:, :channels], self._output[:, channels:]
        self._sum = np.tile(np.eye(2, dtype=np.float32), (plan.stems, 1))

    def _build(self, seed: int) -> None:
        plan = self.plan
        self._clock_trigger = pyo.Trig().play()
        self._clock = pyo.Count(self._clock_trigger, min=0, max=self.block - 1)
        self._strips = []
        for part, _ in enumerate(plan.parts):
            gains = list(plan.values[2 * part : 2 * part + 2])
            strip = pyo.SigTo(gains, time=RAMP, init=gains)
            self._strips.append(strip)
            self._setters += [strip[0].setValue, strip[1].setValue]
        self._players: list[list[Player]] = [[] for _ in plan.parts]
        self._nodes: list[Player | Effect] = []
        self._cables: list[Any] = []
        for index, node in enumerate(plan.nodes):
            built = self._node(node, seed * 1009 + index)
            self._nodes.append(built)
            if node.part >= 0 and isinstance(built, Player):
                self._players[node.part].append(built)
            for parameter, _ in enumerate(kind_of(node.kind).parameters):
                self._setters.append(_setter(built, parameter))
        self._instruments = [node for node in self._nodes if isinstance(node, Player)]
        self._outs = []
        for stem in range(plan.stems):
            heard = [
                built.output for built, node in zip(self._nodes, plan.nodes, strict=True) if node.stem == stem
            ]
            if heard:
                strip = self._strips[stem] if stem < len(self._strips) else 1
                self._outs.append(pyo.Mix(heard, voices=2, mul=strip).out(2 * stem))

    def _node(self, node: PlanNode, seed: int) -> Player | Effect:
        count = len(kind_of(node.kind).parameters)
        values = self.plan.values[node.first : node.first + count]
        if kind_of(node.kind).plays:
            if node.kind == DRUMS:
                return DrumKit(values, self.rate, self.block, self._clock)
            voices = self.plan.polyphony[node.part] if node.part >= 0 else 1
            return Instrument(node.kind, values, voices, self.rate, self.block, self._clock, seed)
        feeds: dict[str, list[Any]] = {}
        for feed in node.feeds:
            signal = self._nodes[feed.source].output
            if feed.strip >= 0:
                signal = pyo.Sig(signal, mul=self._strips[feed.strip])
            feeds.setdefault(feed.input, []).append(signal)
        inputs = kind_of(node.kind).inputs
        cables = {
            port: pyo.Mix(signals, voices=2 if inputs[port] == "audio" else 1)
            for port, signals in feeds.items()
        }
        self._cables += [feeds, cables]
        return Effect(node.kind, values, cables)

    @property
    def muted(self) -> list[Muted]:
        """What the guard muted, in the order in which it happened."""
        return self._guard.muted

    def note_on(self, part: int, key: int, frequency: float, velocity: float, offset: int = 0) -> None:
        """Start a note.

        Args:
            part: Index of the part.
            key: Any integer that `note_off` will name it by.
            frequency: Hz, 8 to 16,000.
            velocity: 0 to 1.
            offset: Sample of the next block, 0 to block - 1, at which it starts.
        """
        for player in self._players[part]:
            player.note_on(key, frequency, velocity, offset, self.now)

    def note_off(self, part: int, key: int, offset: int = 0) -> None:
        """Let a note go; one that does not sound (any more) is no error.

        Args:
            part: Index of the part.
            key: As in `note_on`.
            offset: Sample of the next block at which it is let go.
        """
        for player in self._players[part]:
            player.note_off(key, offset, self.now)

    def set(self, index: int, value: float) -> None:
        """Turn a knob; it arrives in about 10 ms.

        Args:
            index: Of the plan's values.
            value: In the parameter's unit, within its range (a plan's values are).
        """
        self._setters[index](value)

    def silence(self) -> None:
        """Let every note go, within some 50 ms; echoes and rooms die away by themselves."""
        for instrument in self._instruments:
            instrument.silence(self.now)

    def process(self) -> Samples:
        """Sound one block.

        Returns:
            float32 [block, 2 * (stems + 1)], a view that the next call writes again: the stems in order,
            guarded, and the limited mix, which is one block late.
        """
        sound = self.sound()
        self.finish(sound, self._mix)
        self._stems[:] = sound
        return self._output

    def sound(self) -> Samples:
        """Sound one block, without guard and limiter: for who finishes many blocks at once.

        Returns:
            float32 [block, 2 * stems], a view that the next call writes again.
        """
        self._process()
        self.now += self.block
        for instrument in self._instruments:
            if instrument.due <= self.now:
                instrument.settle(self.now)
        return self._pyo_output

    def finish(self, stems: Samples, mix: Samples) -> None:
        """Guard the stems, in place, and mix and limit them.

        Args:
            stems: float32 [n * block, 2 * stems], contiguous: n blocks of `sound`, in order.
            mix: Where to write float32 [n * block, 2]; it is one block late.
        """
        if not self._guard.passes(stems):
            for start in range(0, len(stems), self.block):
                self._guard.check(stems[start : start + self.block])
        self._limiter.process(stems @ self._sum, mix)

    def close(self) -> None:
        """Stop for good."""
        if not self._closed:
            self._closed = True
            self._server.stop()
            self._server.shutdown()
            for instrument in self._instruments:
                instrument.close()

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


def _setter(node: Player | Effect, parameter: int) -> Callable[[float], None]:
    return lambda value: node.set(parameter, value)

"""The patch board: the nodes of a plan as they run in one pyo server, and what is plugged into what.

pyo computes its streams one after the other, in the order of a list; who reads a stream that comes later hears its
block before. So the board keeps that list in the order of the plan, whatever was plugged when.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any

from antiphon.engine.catalogue import kind as kind_of
from antiphon.engine.effect import Effect, Knob
from antiphon.engine.instrument import RAMP
from antiphon.engine.instrument_table import Samples, give_sheet, take_sheet
from antiphon.engine.junction import Junction, Source
from antiphon.engine.notes import build_note_node
from antiphon.engine.notes.desk import Cord
from antiphon.engine.notes.node import NoteNode
from antiphon.engine.plan import Feed, Plan, PlanNode
from antiphon.engine.player import Player
from antiphon.engine.players import build_player
from antiphon.engine.pyo_server import pyo
from antiphon.engine.strips import MIX

FIRST_KEY = 1 << 40
"""Where the keys of the notes begin that nodes make: beyond those of the score and of live keyboards."""


@dataclass(eq=False)
class Jack:
    """A junction, and the streams that it takes.

    Attributes:
        junction: What is plugged in.
        sums: Streams that sum what is plugged in.
        ends: Streams that what reads it needs, in order.
    """

    junction: Junction
    sums: list[Any] = field(default_factory=list)
    ends: list[Any] = field(default_factory=list)


@dataclass(frozen=True, eq=False, slots=True)
class Fader:
    """A fader of the mixer.

    Attributes:
        gain: Left and right, a pyo object that follows within `RAMP`.
        streams: The streams that it takes.
    """

    gain: Any
    streams: list[Any]


@dataclass(eq=False)
class Unit:
    """A node that runs.

    Attributes:
        node: What it is in the plan.
        built: The thing that sounds, or gives notes.
        jacks: Its input ports; those of knobs only where something is plugged in.
        streams: The streams that it takes, without those of the ports.
        waiting: Knobs that something is plugged into, and that do not turn yet.
    """

    node: PlanNode
    built: Player | Effect | NoteNode
    jacks: dict[str, Jack] = field(default_factory=dict)
    streams: list[Any] = field(default_factory=list)
    waiting: list[Knob] = field(default_factory=list)

    def close(self) -> None:
        """Pull every cable, and give back what the next one can use; it will not sound again.

        A cycle of pyo objects must not be left to Python's garbage collector: pyo 1.1.0 then reads what is freed.
        """
        for jack in self.jacks.values():
            jack.junction.plug(())
        if not isinstance(self.built, Effect):
            self.built.close()

    def engage(self) -> None:
        """Let what was plugged into knobs turn them."""
        while self.waiting:
            self.waiting.pop().engage()

    @property
    def outputs(self) -> Mapping[str, Any]:
        """What leaves it, by port."""
        return {"out": self.built.output} if isinstance(self.built, Player) else self.built.outputs

    def knobs(self) -> list[str]:
        """Names of its parameters, in the catalogue's order."""
        return [parameter.name for parameter in kind_of(self.node.kind).parameters]

    def peak(self) -> float:
        """The greatest magnitude among the last samples that left it; not a number where one is not."""
        ends = chain.from_iterable(signal.get(all=True) for signal in self.outputs.values())
        magnitudes = [abs(sample) for sample in ends]
        return next((each for each in magnitudes if each != each), max(magnitudes, default=0.0))


class Board:
    """The units of a plan.

    Attributes:
        units: By node's id.
        stems: Where each stem comes together; last, what the master's nodes make of the mix.
        clock: A signal that counts the samples of each block.
    """

    def __init__(self, server: Any, plan: Plan, rate: int, block: int, seed: int) -> None:
        """Build every node of a plan.

        Args:
            server: The pyo server, booted last.
            plan: What to build.
            rate: Sample rate, Hz.
            block: Samples of a block.
            seed: Of everything random.
        """
        self._server, self._rate, self._block, self._seed = server, rate, block, seed
        self._streams: list[Any] = server.getStreams()
        self._trigger = pyo.Trig().play()
        self.clock = pyo.Count(self._trigger, min=0, max=block - 1)
        self._sheet = take_sheet(block, 2)
        self._mix = pyo.TableIndex(self._sheet.table, self.clock)
        self._fixed = list(self._streams)
        self.faders: dict[str, Fader] = {}
        self.bring_faders(plan)
        self._keys = count(FIRST_KEY)
        self.units: dict[str, Unit] = {}
        for node in plan.nodes:
            self.units[node.id] = self.make(node, plan)
        for node in plan.nodes:
            unit = self.units[node.id]
            for jack, sources in self.wanted(unit, node, plan, self.units):
                self.plug(jack, sources)
            unit.engage()
        self.stems = []
        names = [*plan.parts, *(bus for bus, _ in plan.buses)]
        for stem in range(plan.stems + 1):
            gain = self.faders[names[stem]].gain if stem < len(names) else 1
            self.stems.append(jack := self._jack(2, gain))
            self.plug(jack, self.heard(stem, plan, self.units))
            jack.junction.signal.out(2 * stem)
        self.arrange(self.units.values())

    def bring_faders(self, plan: Plan) -> None:
        """Make the faders of a plan that are not there yet."""
        for name, at in plan.places.items():
            if name not in self.faders:
                gains, streams = list(plan.values[at : at + 2]), list[Any]()
                with self._noting(streams):
                    gain = pyo.SigTo(gains, time=RAMP, init=gains)
                self.faders[name] = Fader(gain, streams)

    def leave_faders(self, plan: Plan) -> None:
        """Take away the faders that a plan does not have; nothing passes them any more."""
        for name in self.faders.keys() - plan.places.keys():
            del self.faders[name]

    def make(self, node: PlanNode, plan: Plan) -> Unit:
        """Build a node; nothing is plugged into it yet.

        Args:
            node: One of the plan.
            plan: The plan.
        """
        known = kind_of(node.kind)
        values = plan.values[node.first : node.first + len(known.parameters)]
        seed = zlib.crc32(node.id.encode(), self._seed)
        knobs = {parameter.name for parameter in known.parameters}
        jacks = {
            port: self._jack(2 if signal == "audio" else 1)
            for port, signal in known.inputs.items()
            if port not in knobs and signal != "note"
        }
        streams: list[Any] = []
        with self._noting(streams):
            built: Player | Effect | NoteNode
            if known.plays:
                voices = plan.voices(node)
                built = build_player(node.kind, values, voices, self._rate, self._block, self.clock, seed)
            elif known.gives_notes:
                built = build_note_node(node.kind, values, self._rate, self._keys, seed)
            else:
                built = Effect(
                    node.kind, values, {port: jack.junction.signal for port, jack in jacks.items()}
                )
        return Unit(node, built, jacks, streams)

    def _jack(self, voices: int, gain: Any = 1) -> Jack:
        ends: list[Any] = []
        with self._noting(ends):
            junction = Junction(voices, gain)
        return Jack(junction, [], ends)

    @contextmanager
    def _noting(self, into: list[Any]) -> Iterator[None]:
        """Note the streams that are made meanwhile."""
        before = len(self._streams)
        yield
        into += self._streams[before:]

    def wanted(
        self, unit: Unit, node: PlanNode, plan: Plan, units: Mapping[str, Unit]
    ) -> list[tuple[Jack, list[Source]]]:
        """What is to be plugged into a unit, for the ports where that differs from what is.

        A knob that is turned for the first time is given its port; it turns once the unit is told to `engage`.

        Args:
            unit: The unit.
            node: What it is in the plan.
            plan: The plan.
            units: The units of the plan, by id.
        """
        names = list(plan.places)
        feeds: dict[str, list[Feed]] = {port: [] for port in unit.jacks}
        for feed in node.feeds:
            if not plan.of_notes(feed):
                feeds.setdefault(feed.input, []).append(feed)
        changed = []
        for port, each in feeds.items():
            sources = [
                Source(
                    units[plan.nodes[feed.source].id].outputs[feed.output],
                    self.faders[names[feed.strip]].gain if feed.strip >= 0 else None,
                    feed.feedback,
                )
                for feed in each
            ]
            if node.id == MIX and port == "in":
                sources.append(Source(self._mix))
            if port not in unit.jacks and isinstance(unit.built, Effect):
                unit.jacks[port] = jack = self._jack(1)
                knob = unit.built.knob(port)
                with self._noting(jack.ends):
                    knob.plug(jack.junction.signal)
                unit.waiting.append(knob)
            if not unit.jacks[port].junction.holds(sources):
                changed.append((unit.jacks[port], sources))
        return changed

    def take_mix(self, mix: Samples) -> None:
        """What the master's nodes are given in the next block: float32 [block, 2]."""
        for side, samples in enumerate(self._sheet.samples):
            samples[:] = mix[:, side]

    def heard(self, stem: int, plan: Plan, units: Mapping[str, Unit]) -> list[Source]:
        """What is to be plugged into a stem."""
        return [Source(units[node.id].outputs["out"]) for node in plan.nodes if node.stem == stem]

    def plug(self, jack: Jack, sources: list[Source]) -> None:
        """Plug in these, and nothing else, at once."""
        with self._noting(jack.sums):
            jack.junction.plug(sources)

    def prepare(self, jack: Jack, sources: list[Source]) -> None:
        """Make ready to change what is plugged in."""
        with self._noting(jack.sums):
            jack.junction.prepare(sources)

    def arrange(self, units: Iterable[Unit]) -> None:
        """Put the streams into order.

        Args:
            units: All that run, sources first.
        """
        wanted = list(self._fixed)
        for fader in self.faders.values():
            wanted += fader.streams
        for unit in units:
            for jack in unit.jacks.values():
                wanted += jack.sums
                wanted += jack.ends
            wanted += unit.streams
        for jack in self.stems:
            wanted += jack.sums
            wanted += jack.ends
        here = {id(stream): stream for stream in self._streams}
        ordered = [here.pop(id(stream)) for stream in wanted if id(stream) in here]
        self._streams[:] = [*here.values(), *ordered]

    def cords(self, plan: Plan, units: Mapping[str, Unit]) -> list[Cord]:
        """Who gives notes to whom in a plan, sources first.

        Args:
            plan: The plan.
            units: Its units, by id.
        """
        cords: list[Cord] = []
        for node in plan.nodes:
            for feed in node.feeds:
                source, target = units[plan.nodes[feed.source].id].built, units[node.id].built
                if isinstance(source, NoteNode) and not isinstance(target, Effect):
                    cords.append((source, target))
        return cords

    def close(self) -> None:
        """Pull every cable, and take every node away."""
        for unit in self.units.values():
            unit.close()
        give_sheet(self._sheet)

    def setters(self, plan: Plan) -> list[Callable[[float], None]]:
        """What sets each value of a plan whose nodes all run; the master's are left to the rack."""
        setters: list[Callable[[float], None]] = [_deaf] * len(plan.values)
        for name, at in plan.places.items():
            gain = self.faders[name].gain
            setters[at : at + 2] = [gain[0].setValue, gain[1].setValue]
        for node in plan.nodes:
            unit = self.units[node.id]
            for parameter, _ in enumerate(unit.knobs()):
                setters[node.first + parameter] = _setter(unit.built, parameter)
        return setters


def _deaf(_: float) -> None:
    """Sets nothing."""


def _setter(built: Player | Effect | NoteNode, parameter: int) -> Callable[[float], None]:
    return lambda value: built.set(parameter, value)

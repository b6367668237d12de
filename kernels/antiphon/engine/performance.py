"""The performance: a document as it sounds, changes as it changes, and stands, plays, jumps and is steered.

It holds the transport, tells the worker on the stage what to play a tenth of a second ahead, and what to change at once.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pycrdt import Map

from antiphon.document.ydoc import YAntiphon
from antiphon.engine import levels
from antiphon.engine.command_ring import Command, Kind
from antiphon.engine.cost import costs
from antiphon.engine.cues import Cues
from antiphon.engine.ensemble import Ensemble
from antiphon.engine.hands import Stroke
from antiphon.engine.interpretation import GRAPH, SCORE, Interpretation, Interpreter, concerns
from antiphon.engine.metronome import MOST_BARS, PART, Click, CountIn, Metronome, count_in
from antiphon.engine.muting import muting, part_of
from antiphon.engine.plan import Plan, PlanNode, with_values
from antiphon.engine.playhead import playhead
from antiphon.engine.recording import Stem
from antiphon.engine.soundfont import SOUNDFONT, soundfont_problem
from antiphon.engine.stem_ring import TAIL_BLOCKS, StemRing, now
from antiphon.engine.transport import SHORTEST_LOOP, Transport
from antiphon.session.pipe import Message

AHEAD = 0.1
"""Seconds for which the worker is told in advance."""

LEAD = 0.02
"""Seconds from a play or a seek to its first sound."""

GATHER = 0.01
"""Seconds for which changes of the score are gathered."""

BUSY, RELIEVED = 0.75, 0.6
"""The load at which it is said that there is little time left, and below which it may be said again."""

AGAIN = 1.0
"""Seconds after which a document that could not be read is read again."""

FACTORS = (0.1, 10.0)
"""The least and the greatest factor of the written tempo."""

SPEEDS = (0.25, 2.0)
"""The least and the greatest speed of practice."""

PATIENCE = 60.0
"""Seconds that a count-in waits until the worker has the metronome."""

BRIEF = 0.05
"""Seconds between two words on where the piece is, where a loop is shorter than that."""

log = logging.getLogger("antiphon.engine")


class Performance:
    """Plays one document.

    Args:
        ring: Where it sounds.
        document: Gives the document that there is now.
        send: Takes the messages for the lab server.
        cores: How many render workers may sound at once.
    """

    def __init__(
        self,
        ring: StemRing,
        document: Callable[[], YAntiphon],
        send: Callable[[Message], None],
        cores: int = 1,
    ) -> None:
        self._ring = ring
        self._document = document
        self._send = send
        self._interpreter = Interpreter()
        self._nodes: dict[str, dict[str, Any]] = {}
        self._asked_for_soundfont = False
        self._turned_to: dict[str, float] = {}
        self._reading: Interpretation = self._read()
        self._transport = Transport(self._reading.course, ring.rate)
        self._metronome = Metronome()
        self._cues = Cues(self._reading.notes, (), 0)
        self._upcoming: tuple[float | None, int, int] | None = None
        self._unheard = False
        self._heard_from = 0
        self._told: tuple[int, int] = (0, 0)
        self._ensemble = Ensemble(
            ring,
            self._reading.plan,
            log,
            self._turned,
            self._report,
            self._muted,
            self._healed,
            costs,
            cores,
        )
        self._rereading: asyncio.TimerHandle | None = None
        self._changed: set[str] = set()
        self._unreadable = False
        self._agreed: int | None = None
        self._late = 0
        self._full = False
        self._metering = False
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Start to sound; nothing plays yet.

        Raises:
            ChildFailed: if no render worker can be started.
            OSError: if there is no shared memory for it.
        """
        await self._ensemble.open()
        self._tasks = [asyncio.ensure_future(task) for task in (self._keep_ahead(), self._keep_informed())]

    async def close(self) -> None:
        """End all processes."""
        for task in self._tasks:
            task.cancel()
        if self._rereading is not None:
            self._rereading.cancel()
        await self._ensemble.close()

    @property
    def title(self) -> str:
        """The piece's title."""
        return self._reading.piece.title

    def wiring(self) -> Mapping[str, Mapping[str, Any]]:
        """The document's nodes by id; the same object while they are the same."""
        return self._nodes

    def strike(self, strokes: Sequence[Stroke], frame: int) -> None:
        """Start live notes, and let others go, at a frame; those of parts that do not sound yet are left out."""
        index = {part: number for number, part in enumerate(self._ensemble.parts)}
        self._ensemble.send(
            Command(
                frame,
                Kind.NOTE_ON if each.velocity else Kind.NOTE_OFF,
                index[each.part],
                each.key,
                each.frequency,
                each.velocity,
            )
            for each in strokes
            if each.part in index
        )

    def turn(self, values: Mapping[str, float]) -> None:
        """Turn the `value` of nodes, for as long as they are there; the document keeps its own."""
        self._turned_to |= values
        self._ensemble.change(self._plan())

    def tell(self, message: Message) -> None:
        """Tell the lab server something."""
        self._send(message)

    def _plan(self) -> Plan:
        """The plan as it is to sound: with what was turned by hand."""
        plan = self._reading.plan
        self._turned_to = {node: value for node, value in self._turned_to.items() if node in self._nodes}
        if not self._turned_to:
            return plan
        there = {node.id for node in plan.nodes} & self._turned_to.keys()
        return with_values(
            plan, [(plan.parameter(node, "value"), self._turned_to[node]) for node in sorted(there)]
        )

    @property
    def nodes(self) -> tuple[PlanNode, ...]:
        """The nodes of the graph that is to sound."""
        return self._reading.plan.nodes

    @property
    def stems(self) -> list[Stem]:
        """What the stems are that sound now, in order."""
        names = {part.id: part.name for part in self._reading.piece.parts} | {PART: "Metronome"}
        return [*(Stem(part, names.get(part, part)) for part in self._ensemble.parts), Stem(None, "shared")]

    def changed(self, roots: frozenset[str]) -> None:
        """Some roots of the document changed: the graph is heard at once, the score in a moment.

        May be called while the document tells of its transaction, when it cannot be read yet.
        """
        concerned = concerns(roots)
        self._changed |= concerned
        if concerned & SCORE:
            if self._rereading is None:
                self._rereading = asyncio.get_running_loop().call_later(GATHER, self._attempt, self._reread)
        elif concerned:
            asyncio.get_running_loop().call_soon(self._attempt, self._reread_graph)

    def _attempt(self, read: Callable[[], None]) -> None:
        """Read the document anew; where it cannot be read, the last good reading plays on, and it is tried again."""
        changed = frozenset(self._changed)
        try:
            read()
        except Exception as error:
            log.exception("The piece could not be read.")
            if not self._unreadable:
                reason = (
                    f"What was just changed cannot be played ({error}): the piece plays on as it was before."
                )
                self._send({"type": "problem", "message": reason})
            self._unreadable = True
            asyncio.get_running_loop().call_later(AGAIN, self.changed, changed)
        else:
            self._unreadable = False

    def _reread_graph(self) -> None:
        if not self._changed or self._changed & SCORE:
            return
        self._changed.clear()
        self._reading = self._reading.with_graph(self._document().piece, self._graph())
        self._ensemble.change(self._plan())

    def _graph(self) -> dict[str, Any]:
        ydoc = self._document().ydoc
        graph = {root: json.loads(str(ydoc.get(root, type=Map))) for root in GRAPH}
        self._nodes = graph["nodes"]
        self._see_to_soundfonts()
        return graph

    def _see_to_soundfonts(self) -> None:
        """Say so, once, where a part asks for a SoundFont and there is none."""
        asked = any(node.get("kind") == SOUNDFONT for node in self._nodes.values())
        if asked and not self._asked_for_soundfont and (message := soundfont_problem()):
            self._send({"type": "problem", "message": message})
        self._asked_for_soundfont = asked

    def _read(self) -> Interpretation:
        return self._interpreter.read(self._document().piece, self._graph())

    def _reread(self) -> None:
        self._rereading = None
        self._changed.clear()
        self._reading = self._read()
        self._ensemble.change(self._plan())
        course = self._reading.course
        if course != self._transport.course:
            looped = self._transport.loop is not None
            self._transport = self._transport.follow(course, self._edge())
            self._cues.look_again()
            if looped and self._transport.loop is None:
                self._send(
                    {"type": "notice", "of": "loop", "message": "The loop ended: its measures are gone."}
                )
            if self._agreed is not None:
                self._agree()
            self.tell_transport()
        self._follow()

    def _follow(self) -> None:
        if self._ensemble.parts == self._reading.plan.parts:
            self._cues.follow(self._reading.notes, self._clicks)

    @property
    def _clicks(self) -> tuple[Click, ...]:
        return self._reading.clicks if self._metronome.on else ()

    def _edge(self) -> int:
        """The first frame of which the worker has not been told."""
        return max(self._cues.frame, now(self._ring))

    def play(self, position: float | None, bars: int | None = None, at: float | None = None) -> None:
        """Play, from the beginning of a block on.

        Args:
            position: Of the score, in quarter lengths; None for where the piece is, or from the beginning (of the loop)
                where that is at its end.
            bars: How many are counted in; None for as many as the metronome is set to.
            at: Seconds of the monotonic clock, before which it does not begin.
        """
        bars = self._metronome.count_in if bars is None else min(max(bars, 0), MOST_BARS)
        self._upcoming = None
        if bars and PART not in self._ensemble.parts:
            self._want_metronome()
            self._upcoming = (position, bars, now(self._ring) + int(PATIENCE * self._ring.rate))
            return
        self._play(
            position,
            bars,
            0 if at is None else now(self._ring) + round((at - time.monotonic()) * self._ring.rate),
        )

    def _play(self, position: float | None, bars: int, soonest: int = 0) -> None:
        earliest = max(now(self._ring) + int(LEAD * self._ring.rate), self._heard_from, soonest)
        frame = -(-earliest // self._ring.block) * self._ring.block
        transport = self._transport
        loop = transport.loop
        if position is None:
            position = transport.position(frame)
            if loop and position >= loop.end:
                position = loop.start
            elif position >= transport.course.duration:
                position = 0.0
        else:
            position = self._place(position)
        count: CountIn | None = None
        if bars:
            part, block = self._ensemble.parts.index(PART), self._ring.block
            count = count_in(transport, self._reading.played, position, bars, part, earliest, block)
        frame = count.start if count else frame
        self._jump(transport.stop(frame).play(frame, position), frame, count)

    def seek(self, position: float) -> None:
        """Go on, or wait, at a position of the score (quarter lengths); where it is played often, the first time (of the
        loop).
        """
        frame = now(self._ring) + int(LEAD * self._ring.rate)
        self._jump(self._transport.seek(frame, self._place(position)), frame)

    def _place(self, position: float) -> float:
        loop = self._transport.loop
        looped = loop is not None and loop.score[0] <= position < loop.score[1]
        return self._transport.course.played(position, loop.start if loop and looped else 0.0)

    def stop(self) -> None:
        """Stay where the piece is, and let every note go."""
        self._upcoming = None
        frame = now(self._ring)
        self._jump(self._transport.stop(frame), frame)

    def loop(self, start: float, end: float) -> None:
        """Play a stretch of the score again and again, once it is reached; at once where the piece is beyond it.

        Args:
            start: In quarter lengths.
            end: What begins here is not played. Where that is not in the piece, what was looped before stays.
        """
        loop = self._transport.course.loop(start, end)
        if loop is not None:
            self._go_on(self._transport.looping(loop, self._edge()))
            return
        message = (
            f"The piece does not play from {start:g} to {end:g} quarter lengths, so that was not looped: choose a stretch "
            f"of at least {SHORTEST_LOOP:g} in it."
        )
        self._send({"type": "problem", "message": message})

    def end_loop(self) -> None:
        """Go on beyond the loop's end."""
        self._go_on(self._transport.looping(None, self._edge()))

    def speed(self, factor: float) -> None:
        """Go at a speed of practice, at once, at the same pitch; it multiplies what the audience steers."""
        factor = min(max(factor, SPEEDS[0]), SPEEDS[1])
        self._go_on(self._transport.at_speed(factor, self._edge()))

    def _go_on(self, transport: Transport) -> None:
        self._transport = transport
        self._cues.look_again()
        if self._agreed is not None:
            self._agree()
        self.tell_transport()

    def metronome(self, on: bool, bars: int) -> None:
        """Click on every beat from now on, or no more; and count so many bars before the piece plays."""
        self._metronome = Metronome(on, min(max(bars, 0), MOST_BARS))
        if on or bars:
            self._want_metronome()
        self._follow()
        self.tell_transport()

    def _want_metronome(self) -> None:
        """Have the metronome's part in the plan; once it is there it stays, so that nothing is built when it is switched."""
        if not self._interpreter.metronome:
            self._interpreter.metronome = True
            self._reading = self._read()
            self._ensemble.change(self._reading.plan)

    def _jump(self, transport: Transport, frame: int, count: CountIn | None = None) -> None:
        at = min(frame, now(self._ring))
        self._unheard = self._ensemble.send(self._cues.silence(at, frame, count)) > 0
        self._transport = transport
        self._settle(frame)
        self._tell_ahead()
        self.tell_transport()

    def steer(self, factor: float) -> None:
        """Go at `factor` times the written tempo from the next bar line on."""
        factor = min(max(factor, FACTORS[0]), FACTORS[1])
        self._transport, _ = self._transport.steer(factor, self._edge())
        self._agree()
        if not self._transport.playing:
            self._settle(self._agreed or 0)
            self.tell_transport()

    def steer_to(self, bpm: float) -> None:
        """Have quarter notes go at `bpm` a minute from the next bar line on, whatever is written here."""
        frame = self._edge()
        written = self._transport.course.tempo.bpm(self._transport.position(frame))
        self.steer(bpm / (written * self._transport.speed))

    @property
    def bpm(self) -> float:
        """Quarter notes a minute, as they sound now."""
        return self._transport.bpm(now(self._ring))

    @property
    def playing(self) -> bool:
        """Whether it plays, or is about to."""
        return self._transport.playing

    def _agree(self) -> None:
        anchor = self._transport.anchors[-1]
        self._agreed = anchor.frame
        self._send(
            {
                "type": "steered",
                "factor": anchor.factor,
                "position": self._transport.course.written(anchor.position),
                "seconds": round(max(anchor.frame - now(self._ring), 0) / self._ring.rate, 4),
                "measure": self._transport.course.measure(anchor.position),
            }
        )

    def _settle(self, frame: int) -> None:
        """At `frame`, what was agreed counts."""
        if self._agreed is not None and (frame >= self._agreed or len(self._transport.anchors) == 1):
            self._agreed = None
            anchor = self._transport.anchors[-1]
            position = self._transport.course.written(anchor.position)
            self._send({"type": "steered_now", "factor": anchor.factor, "position": position})
        self._transport = self._transport.forget(min(frame, self._cues.frame))

    def silence(self) -> None:
        """Stop, and cut off what still rings: a fresh worker takes over."""
        self.stop()
        self._ensemble.renew()

    def meter(self, on: bool) -> None:
        """Tell the levels, ten a second, or no longer."""
        self._metering = on

    def _turned(self, frame: int) -> None:
        """Another worker sounds from `frame` on, and knows of no note."""
        self._cues = Cues(self._reading.notes, self._clicks, frame, self._cues.count)
        self._unheard = False
        self._heard_from = frame + TAIL_BLOCKS * self._ring.block
        self._tell_ahead()

    def _muted(self, stem: int, node: str, reason: str) -> None:
        self._send(muting(self._reading.plan, stem, node, reason))

    def _healed(self, stem: int) -> None:
        self._send({"type": "healed", "stem": stem, "part": part_of(self._reading.plan, stem)})

    def _report(self, event: str) -> None:
        if event == "failing":
            message = "The sound cannot be rendered: the render worker ends again and again; see the log."
            self._send({"type": "problem", "message": message})
        else:
            self._send({"type": "worker", "event": event})

    def _tell_ahead(self) -> None:
        if self._unheard:
            # Where a command found no room, a note may have been let go that nobody heard of.
            commands = self._cues.silence(self._edge(), count=self._cues.count)
            self._unheard = self._ensemble.send(commands) > 0
            if self._unheard:
                return
        until = now(self._ring) + int(AHEAD * self._ring.rate)
        refused = self._ensemble.send(self._cues.advance(self._transport, until))
        if refused:
            self._unheard = True
            message = f"{refused} notes were too many for one moment and are not heard."
            self._send({"type": "problem", "message": message})

    async def _keep_ahead(self) -> None:
        while True:
            await asyncio.sleep(0.01)
            frame = now(self._ring)
            if self._upcoming is not None and (PART in self._ensemble.parts or frame > self._upcoming[2]):
                position, bars, _ = self._upcoming
                self._upcoming = None
                self._play(position, bars if PART in self._ensemble.parts else 0)
            self._tell_ahead()
            was = self._agreed
            self._settle(frame)
            end = self._transport.end if self._transport.playing else None
            if end is not None and frame >= end:
                self._transport = self._transport.stop(end)
                self._settle(frame)
                self.tell_transport()
            elif (was is not None and self._agreed is None) or self._turned_a_corner(frame):
                self.tell_transport()

    def _turned_a_corner(self, frame: int) -> bool:
        """Whether a beat was counted, or a pass of the loop began, since the last word on it."""
        count = self._cues.count
        counted = count.left(frame) if count else 0
        if count and not counted:
            self._cues.count = None
        begun = self._transport.anchors[0].frame if self._transport.loop else 0
        corner = (counted, begun)
        if corner == self._told or (
            counted == self._told[0] and begun - self._told[1] < BRIEF * self._ring.rate
        ):
            return False
        self._told = corner
        return True

    async def _keep_informed(self) -> None:
        tenths = 0
        while True:
            await asyncio.sleep(0.1)
            tenths += 1
            if self._transport.playing:
                self.tell_transport()
            if self._metering:
                self._send(levels.tell(self._ring, self._reading.plan, self._effort))
            if tenths % 10 == 0 and self._ensemble.late != self._late:
                self._late = self._ensemble.late
                self._send({"type": "worker", "event": "late", "count": self._late})
            self._say_full()

    @property
    def _effort(self) -> levels.Effort:
        ensemble = self._ensemble
        return levels.Effort(ensemble.load, ensemble.late, len(ensemble.pids), ensemble.shed)

    def _say_full(self) -> None:
        """Say that there is little time left before something drops out, and say it once."""
        load = self._ensemble.load
        if load > BUSY and not self._full:
            self._full = True
            message = (
                f"The engine is {load:.0%} busy: if it gets more to do, voices are let go early. "
                "Take away effects, or let fewer notes sound at once."
            )
            self._send({"type": "problem", "message": message})
        elif load < RELIEVED:
            self._full = False

    def tell_transport(self) -> None:
        """Say where the piece is."""
        frame, at = now(self._ring), time.monotonic()
        duration = float(self._reading.piece.duration)
        count = self._cues.count
        self._send(playhead(self._transport, frame, at, self._metronome, count, duration))

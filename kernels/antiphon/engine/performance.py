"""The performance: a document as it is played and sounds, and changes as it changes."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pycrdt import Map

from antiphon.document.ydoc import YAntiphon
from antiphon.engine.casting import SOUNDS, recast, sound
from antiphon.engine.command_ring import Command, Kind
from antiphon.engine.console import Armed
from antiphon.engine.cost import costs
from antiphon.engine.ensemble import Ensemble
from antiphon.engine.general_midi import SOUNDFONT
from antiphon.engine.glide import glide
from antiphon.engine.hands import Stroke
from antiphon.engine.interpretation import DRAWN, GRAPH, SCORE, Interpretation, Interpreter, concerns
from antiphon.engine.metronome import PART
from antiphon.engine.muting import muting, part_of
from antiphon.engine.observation import Observation
from antiphon.engine.plan import Plan, PlanNode, with_values
from antiphon.engine.playback import Playback
from antiphon.engine.recording import Stem
from antiphon.engine.soundfont import soundfont_problem
from antiphon.engine.stem_ring import StemRing
from antiphon.engine.strips import MASTER
from antiphon.engine.transport import Quantum
from antiphon.session.pipe import Message

GATHER = 0.01
"""Seconds for which changes of the score are gathered."""

BUSY, RELIEVED = 0.75, 0.6
"""The load at which it is said that there is little time left, and below which it may be said again."""

CROSSING = 2.0
"""Seconds of crossing over where the snapshot is gone."""

ARRIVED = 0.2
"""Seconds after which it is over for certain."""

REHEARSAL = 1.5
"""Seconds before another sound counts in which it is made."""

AGAIN = 1.0
"""Seconds after which a document that could not be read is read again."""

log = logging.getLogger("antiphon.engine")


class Performance:
    """Plays one document.

    Attributes:
        playback: Where it is played, and how.
        observation: What is looked at of it.

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
        self._drawn: dict[str, Any] = {}
        self._master: dict[str, Any] = {}
        self._sounds: dict[str, str] = {}
        self._at = 0
        self._reading: Interpretation = self._read()
        self._ensemble = Ensemble(
            ring,
            self._reading.plan,
            log,
            lambda frame: self.playback.begin_anew(frame),
            self._report,
            self._muted,
            self._healed,
            costs,
            cores,
        )
        self.playback = Playback(ring, self._ensemble, self._reading, send, self._want_metronome)
        self._rereading: asyncio.TimerHandle | None = None
        self._changed: set[str] = set()
        self._unreadable = False
        self._late = 0
        self._full = False
        self.observation = Observation(ring, self._ensemble, lambda: self._reading.plan, send, log)
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Start to sound; nothing plays yet.

        Raises:
            ChildFailed: if no render worker can be started.
            OSError: if there is no shared memory for it.
        """
        await self._ensemble.open()
        self._tasks = [
            asyncio.ensure_future(task) for task in (self.playback.keep_ahead(), self._keep_informed())
        ]

    async def close(self) -> None:
        """End all processes."""
        for task in self._tasks:
            task.cancel()
        if self._rereading is not None:
            self._rereading.cancel()
        await self.observation.close()
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

    def steer(
        self, id: str, moves: Mapping[str, Any], at: Quantum, slew: Mapping[str, float] | None = None
    ) -> None:
        """Have something go otherwise than it is written; see `Playback.steer`."""
        kept = self._root("presets")
        unknown = {
            key
            for key, value in moves.items()
            if key.startswith(SOUNDS) and isinstance(value, str) and sound(value, kept) is None
        }
        for key in sorted(unknown):
            message = f"“{key}” cannot be steered: there is no sound {moves[key]!r}."
            self._send({"type": "problem", "message": message})
        known = {key: value for key, value in moves.items() if key not in unknown}
        self.playback.steer(id, known, at, slew)
        self._cast()

    def _cast(self) -> None:
        """Have parts be played by other sounds where that is steered and soon counts: beside what sounds, and heard then."""
        sounds, at = self.playback.helm.casting(REHEARSAL)
        if sounds != self._sounds:
            self._sounds, self._at = sounds, at
            self.changed(frozenset({"nodes"}))

    def tell(self, message: Message) -> None:
        """Tell the lab server something."""
        self._send(message)

    def _plan(self) -> Plan:
        """The plan as it is to sound: with what moves by itself, and what was turned by hand."""
        plan = self._reading.plan
        if moved := self.playback.motion.overlay(*self.playback.place):
            plan = with_values(plan, moved)
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
        named = dict(self._reading.plan.buses)
        parts = (Stem(part, names.get(part, part)) for part in self._ensemble.parts)
        buses = (Stem(None, named.get(id, name), id) for id, name in self._ensemble.buses)
        return [*parts, *buses, Stem(None, "shared")]

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
        drawn = not self._changed.isdisjoint(DRAWN)
        graph, piece, before = self._graph(), self._document().piece, self._reading
        if drawn:
            graph |= self._drawn
        self._go_on(lambda present: before.with_graph(piece, graph, present), graph["mix"])
        self._changed.clear()

    def _graph(self) -> dict[str, Any]:
        graph = recast({root: self._root(root) for root in GRAPH}, self._sounds)
        if not self._drawn or not self._changed.isdisjoint(DRAWN):
            self._drawn = {root: self._root(root) for root in DRAWN}
        self._nodes = graph["nodes"]
        self._see_to_soundfonts()
        return graph

    def _root(self, root: str) -> dict[str, Any]:
        entries: dict[str, Any] = json.loads(str(self._document().ydoc.get(root, type=Map)))
        return entries

    def _go_on(self, read: Callable[[Armed], Interpretation], mix: Mapping[str, Any]) -> None:
        """Sound another reading; where a snapshot of the mix was recalled, or that was undone, cross over to it."""
        motion, (frame, written) = self.playback.motion, self.playback.place
        present = motion.gliding.present if motion.gliding else frozenset()
        reading, crossing = read(present), None
        if (seconds := self._crossing(mix)) is not None:
            frames = round(seconds * self._ring.rate)
            crossing = glide(motion.fields(frame, written), reading.strips, motion.frame, frames)
            if crossing.present:
                reading = read(crossing.present)
            # What is switched off is taken away once nothing is heard of it.
            asyncio.get_running_loop().call_later(seconds + ARRIVED, self.changed, frozenset({"mix"}))
        self._reading = reading
        motion.follow(reading, written, crossing)
        at, self._at = self._at, 0
        self._ensemble.change(self._plan(), at)

    def _crossing(self, mix: Mapping[str, Any]) -> float | None:
        """Seconds in which the mix crosses over to what it is now; None where it does not."""
        before, self._master = self._master, mix.get(MASTER, {})
        if before.get("recall") == self._master.get("recall"):
            return None
        named = self._master if self._master.get("recall") else before
        snapshot = self._root("snapshots").get(named.get("snapshot", ""), {})
        seconds = snapshot.get("seconds", CROSSING)
        return float(seconds) if isinstance(seconds, int | float) and 0 <= seconds <= 60 else CROSSING

    def _see_to_soundfonts(self) -> None:
        """Say so, once, where a part asks for a SoundFont and there is none."""
        asked = any(node.get("kind") == SOUNDFONT for node in self._nodes.values())
        if asked and not self._asked_for_soundfont and (message := soundfont_problem()):
            self._send({"type": "problem", "message": message})
        self._asked_for_soundfont = asked

    def _read(self) -> Interpretation:
        graph = self._graph() | self._drawn
        self._master = graph["mix"].get(MASTER, {})
        return self._interpreter.read(self._document().piece, graph)

    def _reread(self) -> None:
        self._rereading = None
        graph, piece = self._graph() | self._drawn, self._document().piece
        self._changed.clear()
        self._go_on(lambda present: self._interpreter.read(piece, graph, present), graph["mix"])
        self.playback.follow(self._reading)

    def _want_metronome(self) -> None:
        """Have the metronome's part in the plan; once it is there it stays, so that nothing is built when it is switched."""
        if not self._interpreter.metronome:
            self._interpreter.metronome = True
            self._reread()

    def silence(self) -> None:
        """Stop, and cut off what still rings: a fresh worker takes over."""
        self.playback.stop()
        self._ensemble.renew()

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

    async def _keep_informed(self) -> None:
        tenths = 0
        while True:
            await asyncio.sleep(0.1)
            tenths += 1
            self._cast()
            playing = self.playback.playing
            if playing:
                self.playback.tell()
            self.observation.look(playing)
            if tenths % 10 == 0 and self._ensemble.late != self._late:
                self._late = self._ensemble.late
                self._send({"type": "worker", "event": "late", "count": self._late})
            self._say_full()

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

"""The performance: a document as it sounds, changes as it changes, and stands, plays, jumps and is steered.

It holds the transport, tells the worker on the stage what to play a tenth of a second ahead, and what to change at once.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

from pycrdt import Map

from antiphon.document.ydoc import YAntiphon
from antiphon.engine.catalogue import kind
from antiphon.engine.cost import costs
from antiphon.engine.ensemble import Ensemble
from antiphon.engine.interpretation import GRAPH, SCORE, Interpretation, Interpreter, concerns
from antiphon.engine.plan import Plan
from antiphon.engine.scheduler import Scheduler
from antiphon.engine.stem_ring import StemRing, now
from antiphon.engine.transport import Transport
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

_REASONS = {
    "not finite": "gave no number any more",
    "too loud": "went out of bounds",
    "offset": "gave a constant that no loudspeaker should be given",
}

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
        self._reading: Interpretation = self._read()
        self._transport = Transport(self._reading.course, ring.rate)
        self._scheduler = Scheduler(self._reading.notes, 0)
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
        self._ensemble.change(self._reading.plan)

    def _graph(self) -> dict[str, Any]:
        ydoc = self._document().ydoc
        return {root: json.loads(str(ydoc.get(root, type=Map))) for root in GRAPH}

    def _read(self) -> Interpretation:
        return self._interpreter.read(self._document().piece, self._graph())

    def _reread(self) -> None:
        self._rereading = None
        self._changed.clear()
        self._reading = self._read()
        self._ensemble.change(self._reading.plan)
        course = self._reading.course
        if course != self._transport.course:
            self._transport = self._transport.follow(course, self._edge())
            if self._agreed is not None:
                self._agree()
            self.tell_transport()
        if self._ensemble.parts == self._reading.plan.parts:
            self._scheduler.follow(self._reading.notes)

    def _edge(self) -> int:
        """The first frame of which the worker has not been told."""
        return max(self._scheduler.frame, now(self._ring))

    def play(self, position: float | None) -> None:
        """Play from a position of the score (quarter lengths), or from where the piece is; from the beginning at its end."""
        frame = now(self._ring) + int(LEAD * self._ring.rate)
        if position is None:
            position = 0.0 if self._ended(frame) else self._transport.position(frame)
        else:
            position = self._transport.course.played(position)
        self._jump(self._transport.stop(frame).play(frame, position), frame)

    def seek(self, position: float) -> None:
        """Go on, or wait, at a position of the score (quarter lengths); where it is played often, the first time."""
        frame = now(self._ring) + int(LEAD * self._ring.rate)
        self._jump(self._transport.seek(frame, self._transport.course.played(position)), frame)

    def stop(self) -> None:
        """Stay where the piece is, and let every note go."""
        frame = now(self._ring)
        self._jump(self._transport.stop(frame), frame)

    def _ended(self, frame: int) -> bool:
        return self._transport.position(frame) >= self._transport.course.duration

    def _jump(self, transport: Transport, frame: int) -> None:
        self._ensemble.send(self._scheduler.silence(min(frame, now(self._ring))))
        self._scheduler.frame = frame
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
        self._transport = self._transport.forget(frame)

    def silence(self) -> None:
        """Stop, and cut off what still rings: a fresh worker takes over."""
        self.stop()
        self._ensemble.renew()

    def _turned(self, frame: int) -> None:
        """Another worker sounds from `frame` on, and knows of no note."""
        self._scheduler = Scheduler(self._reading.notes, frame)
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
        until = now(self._ring) + int(AHEAD * self._ring.rate)
        refused = self._ensemble.send(self._scheduler.advance(self._transport, until))
        if refused:
            message = f"{refused} notes were too many for one moment and are not heard."
            self._send({"type": "problem", "message": message})

    async def _keep_ahead(self) -> None:
        while True:
            await asyncio.sleep(0.01)
            frame = now(self._ring)
            self._tell_ahead()
            was = self._agreed
            self._settle(frame)
            if self._transport.playing and frame >= self._transport.end:
                self._transport = self._transport.stop(self._transport.end)
                self._settle(frame)
                self.tell_transport()
            elif was is not None and self._agreed is None:
                self.tell_transport()

    async def _keep_informed(self) -> None:
        tenths = 0
        while True:
            await asyncio.sleep(0.1)
            tenths += 1
            if self._transport.playing:
                self.tell_transport()
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

    def tell_transport(self) -> None:
        """Say where the piece is."""
        frame = now(self._ring)
        transport = self._transport
        bpm = transport.bpm(frame)
        position = transport.position(frame)
        self._send(
            {
                "type": "transport",
                "playing": transport.playing,
                "position": round(transport.course.written(position), 4),
                "bpm": round(bpm, 3),
                "factor": transport.factor(frame),
                "rate": round(bpm / 60, 5) if transport.playing else 0.0,
                "measure": transport.course.measure(position),
                "duration": float(self._reading.piece.duration),
            }
        )


def part_of(plan: Plan, stem: int) -> str | None:
    """Id of the part that a stem belongs to; None for the shared one."""
    return plan.parts[stem] if stem < len(plan.parts) else None


def muting(plan: Plan, stem: int, node: str, reason: str) -> Message:
    """What to say of a stem that its guard has muted."""
    name = plan.stem_name(stem)
    kinds = {each.id: each.kind for each in plan.nodes}
    whose = f"its {kind(kinds[node]).title}" if node in kinds else "its last node"
    return {
        "type": "muted",
        "stem": stem,
        "name": name,
        "part": part_of(plan, stem),
        "node": node or None,
        "reason": reason,
        "message": f"The sound of {name} is muted: {whose} {_REASONS[reason]}. It is built anew and tried again; "
        "if that does not help, turn it down or change it.",
    }

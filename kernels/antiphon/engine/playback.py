"""The playback: the piece stands, plays, jumps, loops and is steered.

It holds the transport, tells the workers what to play a tenth of a second ahead, and the lab server where the piece is.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from antiphon.engine.cues import Cues
from antiphon.engine.detour import Order, Turn, alike, as_written, detoured, keeps, redirected
from antiphon.engine.ensemble import Ensemble
from antiphon.engine.helm import Helm
from antiphon.engine.interpretation import Interpretation
from antiphon.engine.metronome import MOST_BARS, PART, Click, CountIn, Metronome, count_in
from antiphon.engine.motion import Motion
from antiphon.engine.performing import Performing
from antiphon.engine.playhead import playhead
from antiphon.engine.steering import Steering, Value
from antiphon.engine.stem_ring import TAIL_BLOCKS, StemRing, now
from antiphon.engine.targets import FORM, TEMPO, Unsteerable, understood
from antiphon.engine.transport import SHORTEST_LOOP, Loop, Quantum, Transport
from antiphon.session.pipe import Message

AHEAD = 0.1
"""Seconds for which the worker is told in advance."""

MOVES_AHEAD = 0.03
"""Seconds for which it is told what moves by itself: what was told is not taken back when the piece jumps."""

LEAD = 0.02
"""Seconds from a play or a seek to its first sound."""

FACTORS = (0.1, 10.0)
"""The least and the greatest factor of the written tempo that another program may ask for."""

SPEEDS = (0.25, 2.0)
"""The least and the greatest speed of practice."""

PATIENCE = 60.0
"""Seconds that a count-in waits until the worker has the metronome."""

BRIEF = 0.05
"""Seconds between two words on where the piece is, where a loop is shorter than that."""


class Playback:
    """Plays one piece.

    Attributes:
        motion: What moves by itself.
        helm: What is steered.

    Args:
        ring: Where it sounds.
        ensemble: Who sounds it.
        reading: What is played at first.
        send: Takes the messages for the lab server.
        want_metronome: Called when the metronome's part is asked for.
    """

    def __init__(
        self,
        ring: StemRing,
        ensemble: Ensemble,
        reading: Interpretation,
        send: Callable[[Message], None],
        want_metronome: Callable[[], None],
    ) -> None:
        self._ring = ring
        self._ensemble = ensemble
        self._written = self._reading = reading
        self._order = as_written(reading)
        self._send = send
        self._want_metronome = want_metronome
        self._transport = Transport(reading.course, ring.rate)
        self._metronome = Metronome()
        self._cues = Cues(reading.notes, (), 0)
        self._upcoming: tuple[float | None, int, int] | None = None
        self._unheard = False
        self._heard_from = 0
        self._told: tuple[int, int] = (0, 0)
        self.motion = Motion(reading)
        self.motion.frame = now(ring)
        self.helm = Helm(ring, self.motion, send, self._perform)

    @property
    def place(self) -> tuple[int, float]:
        """The frame whose time it is, and where in the score the piece is there."""
        frame = now(self._ring)
        return frame, self._transport.course.written(self._transport.position(frame))

    def follow(self, reading: Interpretation) -> None:
        """Go on with a piece that was changed. Where its measures are others, their order is as it is written again."""
        same, self._written = alike(self._written, reading), reading
        if same:
            self._take(self._order)
        elif turn := self._leave_detour():
            self._redirect(turn.id, turn.form)

    def _take(self, order: Order) -> None:
        """Play the piece in an order, from where it is on."""
        self._order = order
        self._reading = detoured(self._written, order)
        self._perform(self.helm.steering)
        course = self._reading.course
        if course != self._transport.course:
            looped = self._transport.loop is not None
            self._transport = self._transport.follow(course, self._edge())
            self._cues.look_again()
            if looped and self._transport.loop is None:
                message = "The loop ended: its measures are not played any more."
                self._send({"type": "notice", "of": "loop", "message": message})
            self.helm.agree_again(self._transport, self._edge())
            self.tell()
        self._follow_notes()

    def _follow_notes(self) -> None:
        if self._ensemble.parts == self._reading.plan.parts:
            self._cues.follow(self._reading.notes, self._clicks)

    def _perform(self, steering: Steering) -> None:
        """Have notes be played as it is steered."""
        self._cues.perform(Performing(self._reading, steering))

    @property
    def _clicks(self) -> tuple[Click, ...]:
        return self._reading.clicks if self._metronome.on else ()

    def begin_anew(self, frame: int) -> None:
        """Another worker sounds from `frame` on, and knows of no note."""
        self._cues = Cues(self._reading.notes, self._clicks, frame, self._cues.count)
        self._perform(self.helm.steering)
        self._unheard = False
        self._heard_from = frame + TAIL_BLOCKS * self._ring.block
        self.motion.say_again()
        self._tell_ahead()

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
        transport, turn = self._transport, None
        loop = transport.loop
        if position is None:
            position = transport.position(frame)
            if loop and position >= loop.end:
                position = loop.start
            elif position >= transport.course.duration:
                position = 0.0
        else:
            turn = self._leave_detour()
            transport, position = self._transport, self._place(position)
        count: CountIn | None = None
        if bars:
            part, block = self._ensemble.parts.index(PART), self._ring.block
            count = count_in(transport, self._reading.played, position, bars, part, earliest, block)
        frame = count.start if count else frame
        self._jump(transport.stop(frame).play(frame, position), frame, count)
        if turn is not None:
            self._redirect(turn.id, turn.form)

    def seek(self, position: float) -> None:
        """Go on, or wait, at a position of the score (quarter lengths); where it is played often, the first time (of the
        loop).
        """
        turn = self._leave_detour()
        frame = now(self._ring) + int(LEAD * self._ring.rate)
        self._jump(self._transport.seek(frame, self._place(position)), frame)
        if turn is not None:
            self._redirect(turn.id, turn.form)

    def _leave_detour(self) -> Turn | None:
        """Play the sections in the order that is written, in the loop that was to end; what was agreed of another one."""
        turn, self.helm.turn = self.helm.turn, None
        self._take(as_written(self._written))
        if turn and turn.loop:
            self._loop_on(self._transport.course.loop(*turn.loop.score))
        return turn

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
        if turn := self.helm.turn:
            self.helm.turn = replace(turn, loop=None)
        self._go_on(self._transport.looping(None, self._edge()))

    def speed(self, factor: float) -> None:
        """Go at a speed of practice, at once, at the same pitch; it multiplies what the audience steers."""
        factor = min(max(factor, SPEEDS[0]), SPEEDS[1])
        self._go_on(self._transport.at_speed(factor, self._edge()))

    def _go_on(self, transport: Transport) -> None:
        self._transport = transport
        self._cues.look_again()
        self.helm.agree_again(self._transport, self._edge())
        self.tell()

    def metronome(self, on: bool, bars: int) -> None:
        """Click on every beat from now on, or no more; and count so many bars before the piece plays."""
        self._metronome = Metronome(on, min(max(bars, 0), MOST_BARS))
        if on or bars:
            self._want_metronome()
        self._follow_notes()
        self.tell()

    def _jump(self, transport: Transport, frame: int, count: CountIn | None = None) -> None:
        at = min(frame, now(self._ring))
        self._unheard = self._ensemble.send(self._cues.silence(at, frame, count)) > 0
        self._transport = transport
        self.motion.jump(max(frame, now(self._ring)))
        self.helm.jump(transport, frame)
        self._forget(frame)
        self._tell_ahead()
        self.tell()

    def steer(
        self, id: str, moves: Mapping[str, Any], at: Quantum, slew: Mapping[str, float] | None = None
    ) -> None:
        """Have something go otherwise than it is written from the next place on; see docs/architecture.md, "Steering".

        Args:
            id: What whoever asks for it calls it.
            moves: What changes together, and to what; None for as it is written. What cannot be done is said.
            at: At which places it may begin to count.
            slew: How much each may change in a second, at most; what is not there changes at once.
        """
        known, problems = understood(self.motion.reading, moves)
        for problem in problems:
            self._send({"type": "problem", "message": problem})
        if FORM in known:
            form, looped = known.pop(FORM), self._transport.loop
            self._redirect(id, None if form is None else str(form))
            if looped and self.helm.turn and self.helm.turn.loop:
                message = "The loop ends with this pass: another section was asked for."
                self._send({"type": "notice", "of": "loop", "message": message})
        if known:
            self._steer(id, known, at, slew or {})

    def _steer(self, id: str, moves: Mapping[str, Value], at: Quantum, slew: Mapping[str, float]) -> None:
        edge = self._edge()
        self._transport = self.helm.steer(self._transport, edge, id, moves, at, slew)
        if not self._transport.playing:
            self._settle(edge)
            self.tell()

    def steer_to(self, bpm: float) -> None:
        """Have quarter notes go at `bpm` a minute from the next bar line on, whatever is written here."""
        frame = self._edge()
        written = self._transport.course.tempo.bpm(self._transport.position(frame))
        factor = bpm / (written * self._transport.speed)
        self._steer("link", {TEMPO: min(max(factor, FACTORS[0]), FACTORS[1])}, "bar", {})

    @property
    def bpm(self) -> float:
        """Quarter notes a minute, as they sound now."""
        return self._transport.bpm(now(self._ring))

    @property
    def playing(self) -> bool:
        """Whether it plays, or is about to."""
        return self._transport.playing

    def _redirect(self, id: str, form: str | None) -> None:
        """Have another section come next, instead of what was agreed of that; None for the one that is written."""
        helm = self.helm
        turn, helm.turn = helm.turn, None
        if turn is not None:
            self._take(turn.before)
            self._loop_on(turn.loop)
        if form is None:
            helm.go_straight_on(id, self._transport, self._edge())
            return
        before, loop = self._order, self._transport.loop
        position = self._transport.position(self._edge())
        try:
            order, place = redirected(self._written, before, form, position, loop)
        except Unsteerable as reason:
            self._send({"type": "problem", "message": str(reason)})
            return
        ending = loop if keeps(loop, position, place) else None
        if ending:
            self._go_on(self._transport.looping(None, self._edge()))
        self._take(order)
        helm.turn = Turn(id, form, place, before, ending)
        helm.agree_to_turn(self._transport)

    def _loop_on(self, loop: Loop | None) -> None:
        """Play a loop on that was to end, unless it is over or there is another one."""
        if loop and not self._transport.loop and self._transport.position(self._edge()) < loop.end:
            self._go_on(self._transport.looping(loop, self._edge()))

    def _settle(self, frame: int) -> bool:
        """At `frame`, what was agreed counts; whether something was."""
        settled = self.helm.settle(self._transport, frame)
        self._forget(frame)
        return settled

    def _forget(self, frame: int) -> None:
        self._transport = self._transport.forget(min(frame, self._cues.frame))

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

    async def keep_ahead(self) -> None:
        """Go on for ever."""
        while True:
            await asyncio.sleep(0.01)
            frame = now(self._ring)
            if self._upcoming is not None and (PART in self._ensemble.parts or frame > self._upcoming[2]):
                position, bars, _ = self._upcoming
                self._upcoming = None
                self._play(position, bars if PART in self._ensemble.parts else 0)
            self._tell_ahead()
            moves_until = frame + int(MOVES_AHEAD * self._ring.rate)
            self._ensemble.steer(self.motion.plan, self.motion.advance(self._transport, moves_until))
            settled = self._settle(frame)
            end = self._transport.end if self._transport.playing else None
            if end is not None and frame >= end:
                self._transport = self._transport.stop(end)
                self.helm.jump(self._transport, frame)
                self._forget(frame)
                self.tell()
            elif settled or self._turned_a_corner(frame):
                self.tell()

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

    def tell(self) -> None:
        """Say where the piece is."""
        frame, at = now(self._ring), time.monotonic()
        duration = float(self._reading.piece.duration)
        count = self._cues.count
        self._send(playhead(self._transport, frame, at, self._metronome, count, duration))

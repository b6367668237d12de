"""The helm: what is steered while the piece plays, what is agreed of it, and what the lab server is told of that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from antiphon.engine.casting import SOUNDS
from antiphon.engine.detour import Turn
from antiphon.engine.motion import MIXED, Motion
from antiphon.engine.steering import Agreement, Steering, Value
from antiphon.engine.stem_ring import StemRing, now
from antiphon.engine.targets import FORM, TEMPO
from antiphon.engine.transport import Boundary, Course, Quantum, Transport
from antiphon.session.pipe import Message


class Helm:
    """Steers one piece.

    Attributes:
        turn: The order of the sections that is agreed and does not count yet; None where none is.

    Args:
        ring: Where it sounds.
        motion: Moves what is steered of the mix.
        send: Takes the messages for the lab server.
        changed: Called when something is steered otherwise.
    """

    def __init__(
        self,
        ring: StemRing,
        motion: Motion,
        send: Callable[[Message], None],
        changed: Callable[[Steering], None],
    ) -> None:
        self._ring = ring
        self._motion = motion
        self._send = send
        self._changed = changed
        self.turn: Turn | None = None
        motion.steering = Steering(ring.rate)

    @property
    def steering(self) -> Steering:
        """What is steered."""
        return self._motion.steering

    def _put(self, steering: Steering) -> None:
        if steering is not self._motion.steering:
            self._motion.steering = steering
            self._changed(steering)

    @property
    def values(self) -> dict[str, Value]:
        """What goes otherwise than it is written, or is agreed to; of the form, what is still to come."""
        return self.steering.values | ({} if self.turn is None else {FORM: self.turn.form})

    def casting(self, seconds: float) -> tuple[dict[str, str], int]:
        """The sounds that parts have so many seconds from now, where those are steered, and the frame from which on they have."""
        frame = now(self._ring)
        until = frame + round(seconds * self._ring.rate)
        values = {key: self.steering.value(key, until) for key in self.steering.keys(SOUNDS)}
        sounds = {key.removeprefix(SOUNDS): value for key, value in values.items() if isinstance(value, str)}
        return sounds, max(self.steering.turns(frame, until + 1, SOUNDS), default=0)

    def steer(
        self,
        transport: Transport,
        edge: int,
        id: str,
        moves: Mapping[str, Value],
        at: Quantum,
        slew: Mapping[str, float],
    ) -> Transport:
        """Have something go otherwise from the next place on, all but the form; see `Playback.steer`.

        Args:
            transport: Where the piece is.
            edge: The first frame of which the workers have not been told.
            id: What whoever asks for it calls it.
            moves: What changes, and to what.
            at: At which places it may begin to count.
            slew: How much each may change in a second, at most.

        Returns:
            The transport with another tempo, where that is steered.
        """
        if at == "now" and all(key.startswith(MIXED) for key in moves):
            # What is of the mix alone need not wait for the notes that were told.
            edge = max(self._motion.frame, now(self._ring))
        place = transport.boundary(at, edge)
        if TEMPO in moves:
            factor = moves[TEMPO]
            wanted = factor if isinstance(factor, float) else 1.0
            transport, place = transport.steer(wanted, edge, at, slew.get(TEMPO, 0.0))
            self.agree_again(transport, edge, but=TEMPO)
        agreement = Agreement(id, moves, at, slew, place)
        score = transport.course.written(place.position)
        mixed = [key for key in moves if key.startswith(MIXED)]
        own = {key: self._motion.written(key, place.frame, score) for key in mixed}
        self._put(self.steering.agree(agreement, edge, own))
        self._agree(agreement, transport.course)
        return transport

    def agree_to_turn(self, transport: Transport) -> None:
        """Say where the order of the sections that is agreed begins to count."""
        if self.turn is not None:
            self._agree(self._turning(self.turn, transport), transport.course)

    def go_straight_on(self, id: str, transport: Transport, edge: int) -> None:
        """Say that the sections follow each other as it is written: that counts at once."""
        place = Boundary(edge, transport.position(edge))
        agreement = Agreement(id, {FORM: None}, "section", {}, place)
        self._agree(agreement, transport.course)
        self._send({"type": "steered_now", **_said(agreement, transport.course)})

    def agree_again(self, transport: Transport, edge: int, but: str = "") -> None:
        """The transport goes otherwise: find anew where what is agreed begins to count.

        Args:
            transport: Where the piece is.
            edge: The first frame of which the workers have not been told.
            but: A key that something else is agreed of.
        """
        for agreement in self.steering.agreed:
            if agreement.place.frame < edge or not agreement.moves.keys() - {but}:
                continue
            place = transport.boundary(agreement.at, edge)
            if place != agreement.place:
                self._put(self.steering.agree_again(agreement, place))
                self._agree(replace(agreement.without({but}), place=place), transport.course)
        self.agree_to_turn(transport)

    def jump(self, transport: Transport, frame: int) -> None:
        """The transport jumped or stopped: what is agreed counts at a frame, if not before; the form waits."""
        self._put(self.steering.at_once(frame))
        self.settle(transport, frame)

    def settle(self, transport: Transport, frame: int) -> bool:
        """At a frame, what was agreed counts; whether something was."""
        steering, begun = self.steering.settle(frame, min(frame, now(self._ring)))
        self._put(steering)
        turn = self.turn
        if turn and transport.playing and transport.position(frame) >= turn.position - 1e-6:
            begun, self.turn = (*begun, self._turning(turn, transport)), None
        for agreement in begun:
            self._send({"type": "steered_now", **_said(agreement, transport.course)})
        return bool(begun)

    def _turning(self, turn: Turn, transport: Transport) -> Agreement:
        frame = now(self._ring)
        ahead = transport.frame(turn.position) - transport.frame(transport.position(frame))
        place = Boundary(frame + ahead, turn.position)
        return Agreement(turn.id, {FORM: turn.form}, "section", {}, place)

    def _agree(self, agreement: Agreement, course: Course) -> None:
        seconds = (agreement.place.frame - now(self._ring)) / self._ring.rate
        measure = course.measure(agreement.place.position)
        told = {"seconds": round(max(seconds, 0.0), 4), "measure": measure}
        self._send({"type": "steered", **_said(agreement, course), **told})


def _said(agreement: Agreement, course: Course) -> Message:
    """What is told of it. The tempo's factor is told beside, for those who know of nothing else."""
    tempo = agreement.moves.get(TEMPO, 1.0)
    factor = {"factor": 1.0 if tempo is None else tempo} if TEMPO in agreement.moves else {}
    position = course.written(agreement.place.position)
    return {"id": agreement.id, "moves": dict(agreement.moves), **factor, "position": position}

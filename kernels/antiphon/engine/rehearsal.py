"""The rehearsal: what a piece is steered to by a list of what is asked for, as it would be live, without a clock.

Pure: the render plays what it gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from antiphon.engine.command_ring import Command
from antiphon.engine.cues import Cues
from antiphon.engine.detour import as_written, detoured, redirected
from antiphon.engine.interpretation import Interpretation
from antiphon.engine.motion import MIXED, Motion
from antiphon.engine.performing import Performing
from antiphon.engine.steering import Agreement, Steering
from antiphon.engine.targets import FORM, TEMPO, understood
from antiphon.engine.transport import Quantum, Transport


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for at a position of the piece as it is played.

    Attributes:
        position: In quarter lengths.
        moves: What changes together, and to what; see docs/architecture.md, "Steering".
        at: At which places it may begin to count.
        slew: How much each may change in a second, at most.
    """

    position: float
    moves: Mapping[str, Any]
    at: Quantum = "now"
    slew: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of it.

    Attributes:
        transport: Where the piece is at each frame.
        commands: What is played, by frame.
        end: The frame at which the piece ends.
    """

    transport: Transport
    commands: tuple[Command, ...]
    end: int


def rehearse(reading: Interpretation, asked: Sequence[Asked], motion: Motion, rate: int) -> Rehearsal:
    """Play a piece from its beginning as it is steered.

    Args:
        reading: The piece.
        asked: By position.
        motion: Is told what is steered.
        rate: Frames a second.
    """
    written, order = reading, as_written(reading)
    transport = Transport(reading.course, rate).play(0, 0.0)
    steering = Steering(rate)
    for each in asked:
        moves, _ = understood(written, each.moves)
        frame = transport.frame(each.position)
        if (form := moves.pop(FORM, None)) is not None:
            order, _ = redirected(written, order, str(form), each.position)
            reading = detoured(written, order)
            transport = replace(transport, course=reading.course)
        place = transport.boundary(each.at, frame)
        if TEMPO in moves:
            factor = moves[TEMPO]
            factor = factor if isinstance(factor, float) else 1.0
            transport, place = transport.steer(factor, frame, each.at, each.slew.get(TEMPO, 0.0))
        score = transport.course.written(place.position)
        own = {key: motion.written(key, place.frame, score) for key in moves if key.startswith(MIXED)}
        steering = steering.agree(Agreement("", moves, each.at, each.slew, place), frame, own)
    motion.steering = steering
    cues = Cues(reading.notes, (), 0)
    cues.perform(Performing(reading, steering))
    end = transport.frame(reading.course.duration)
    last = max((transport.frame(note.end) for note in reading.notes), default=end)
    commands = cues.advance(transport, max(end, last) + 2)
    return Rehearsal(transport, tuple(commands), end)

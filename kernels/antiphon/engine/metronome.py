"""The metronome: a click on every beat of a piece as it is played, and the beats that are counted before it begins.

Its clicks come from the course of the piece, not from its document: they are the notes of a hidden part behind all others,
with a stem of its own, which the live engine adds to what it plays; no score, no export and no offline render has it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from antiphon.document.piece import Part, Piece, Strip
from antiphon.engine.catalogue import kind
from antiphon.engine.command_ring import Command, Kind
from antiphon.engine.meter import beats, upbeat
from antiphon.engine.patch import Patch, PatchNode
from antiphon.engine.route import Visit
from antiphon.engine.transport import Transport

PART = "*metronome"
"""Id of the hidden part; no part of a document is called so."""

MOST_BARS = 2
"""Bars that are counted in at most."""

_INSTRUMENT = "Wood block"
_LENGTH = Fraction(1, 8)
"""Length of a click, in quarter lengths."""

CLICKED, _COUNTED = 1 << 30, 1 << 31
"""Keys of the clicks, and of the beats that are counted in, begin here: no two notes that sound have the same."""

_HIGH, _LOW = 659.26, 698.46
"""Hz of General MIDI's percussion keys 76 and 77, the high and the low wood block: E5 and F5."""


@dataclass(frozen=True, slots=True)
class Metronome:
    """What is asked of it.

    Attributes:
        on: Whether it clicks while the piece plays.
        count_in: Bars that are counted before the piece begins, 0 to `MOST_BARS`.
    """

    on: bool = False
    count_in: int = 0


@dataclass(frozen=True, slots=True)
class Click:
    """A click, as a scheduler takes it: see `antiphon.engine.scheduler.Note`."""

    part: int
    start: float
    end: float
    accent: bool
    id: str = ""

    @property
    def frequency(self) -> float:
        """Hz; a downbeat has the high block."""
        return _HIGH if self.accent else _LOW

    @property
    def velocity(self) -> float:
        """0 to 1; a downbeat is louder."""
        return 1.0 if self.accent else 0.7


def with_metronome(piece: Piece) -> Piece:
    """A piece with the hidden part behind its own; it is heard where others are soloed, too."""
    soloed = any(part.mix.solo for part in piece.parts)
    strip = Strip(gain=0.0, pan=0.0, mute=False, solo=soloed)
    hidden = Part(PART, "Metronome", "", _INSTRUMENT, 1, 0, 0, (), (), strip)
    return replace(piece, parts=(*piece.parts, hidden))


def without_room(patch: Patch) -> Patch:
    """A patch in which the hidden part sounds without a room around it."""
    return replace(patch, nodes=tuple(_dry(node) if node.part == PART else node for node in patch.nodes))


def _dry(node: PatchNode) -> PatchNode:
    names = [parameter.name for parameter in kind(node.kind).parameters]
    values = zip(names, node.values, strict=True)
    return replace(node, values=tuple(0.0 if name == "room" else value for name, value in values))


def clicks(played: Sequence[Visit], part: int) -> tuple[Click, ...]:
    """A click on every beat, in the order in which they are played.

    Args:
        played: The measures as they are played.
        part: Index of the hidden part.
    """
    return tuple(
        Click(
            part,
            float(visit.at + onset),
            float(visit.at + onset + _LENGTH),
            visit.measure.number > 0 and onset == 0,
        )
        for visit in played
        for onset in beats(visit.measure)
    )


@dataclass(frozen=True, slots=True)
class CountIn:
    """The beats that are counted before the piece begins.

    Attributes:
        part: Index of the hidden part.
        start: The frame at which the piece begins.
        beats: The frame of each beat, and whether a bar begins with it.
        length: Of a click, in frames.
    """

    part: int
    start: int
    beats: tuple[tuple[int, bool], ...]
    length: int

    def left(self, frame: int) -> int:
        """Beats that are still to be counted at `frame`, the one that lasts included; 0 once the piece has begun."""
        ends = [*(beat for beat, _ in self.beats[1:]), self.start]
        return sum(end > frame for end in ends)

    def tell(self, frame: int, until: int) -> list[Command]:
        """The commands for the beats from one frame to another, by frame; each is let go after its time."""
        commands = []
        for key, (beat, accent) in enumerate(self.beats):
            if frame <= beat < until:
                click = Click(self.part, 0, 0, accent)
                on = (Kind.NOTE_ON, self.part, _COUNTED + key, click.frequency, click.velocity)
                commands.append(Command(beat, *on))
                commands.append(Command(beat + self.length, Kind.NOTE_OFF, self.part, _COUNTED + key))
        return sorted(commands, key=lambda command: (command.frame, command.kind))


def count_in(
    transport: Transport,
    played: Sequence[Visit],
    position: float,
    bars: int,
    part: int,
    earliest: int,
    block: int,
) -> CountIn | None:
    """Count before a position, in the meter and the tempo that are there.

    So many full bars are counted, and the beats of its own bar that are before it.

    Args:
        transport: Gives rate, steering and speed.
        played: The measures as they are played.
        position: Where the piece is to begin, in quarter lengths as it is played.
        bars: 1 to `MOST_BARS`.
        part: Index of the hidden part.
        earliest: The first frame that may sound.
        block: The piece begins at a multiple of this frame.

    Returns:
        The count; None where there is nothing to count.
    """
    index = bisect_right(played, position + 1e-9, key=lambda visit: float(visit.at)) - 1
    if index < 0:
        return None
    visit = played[index]
    onset = Fraction(position).limit_denominator(40_320) - visit.at
    counted = upbeat(visit.measure, onset, bars)
    if not counted:
        return None
    frames = transport.rate * 60 / (transport.course.tempo.bpm(position) * transport.anchors[-1].pace)
    start = -(-(earliest + round(float(counted[0][0]) * frames)) // block) * block
    rows = tuple((start - round(float(distance) * frames), accent) for distance, accent in counted)
    return CountIn(part, start, rows, max(round(float(_LENGTH) * frames), 1))

"""Performing: how the notes of a piece are played where that is steered, or whether they are.

Pure. A note is played as it is steered at the frame at which it begins; one that sounds already goes on as it began, unless its
part comes to rest.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from antiphon.engine.interpretation import Interpretation
from antiphon.engine.modes import SCALES, transposed
from antiphon.engine.scheduler import Note
from antiphon.engine.sequence import SoundingNote
from antiphon.engine.soundfont_patch import DRUMS
from antiphon.engine.steering import Steering

SOFTEST = 1 / 127
"""Velocity of a note that is steered to be as soft as can be."""

PARTS = "part/"
"""How the keys begin that say whether a part plays."""


HARMONY = "harmony"
"""The key of the mode that the piece is in."""


class Performing:
    """Plays the notes of a reading as they are steered.

    Args:
        reading: What is played.
        steering: How it is steered.
    """

    def __init__(self, reading: Interpretation, steering: Steering) -> None:
        self._reading = reading
        self._steering = steering

    def turns(self, frame: int, until: int) -> list[int]:
        """The frames from one to another, that one left out, at which parts begin to rest, or to play."""
        return self._steering.turns(frame, until, PARTS)

    def play(self, note: Note, frame: int) -> tuple[float, float] | None:
        """Hz and velocity of a note that begins at a frame; None where it is not played."""
        if not self._steering.ways:
            return note.frequency, note.velocity
        part = self._part(note)
        if self._steering.number(PARTS + part, frame) == 0.0:
            return None
        return self._frequency(note, frame), self._velocity(note.velocity, part, frame)

    def _part(self, note: Note) -> str:
        parts = self._reading.piece.parts
        return parts[note.part].id if note.part < len(parts) else ""

    def _frequency(self, note: Note, frame: int) -> float:
        mode = self._steering.value(HARMONY, frame)
        if mode not in SCALES or note.part in self._unpitched or not isinstance(note, SoundingNote):
            return note.frequency
        played = self._reading.played
        index = bisect_right(played, note.start + 1e-9, key=lambda visit: float(visit.at)) - 1
        measure = played[max(index, 0)].measure
        key = transposed(note.key, measure.key, measure.mode, str(mode))
        return note.frequency * 2 ** ((key - note.key) / 12)

    @cached_property
    def _unpitched(self) -> frozenset[int]:
        """The parts that play what is no pitch."""
        parts = enumerate(self._reading.piece.parts)
        drums = {node.part for node in self._reading.plan.nodes if node.kind == DRUMS}
        return frozenset(drums | {index for index, part in parts if part.drums})

    def _velocity(self, velocity: float, part: str, frame: int) -> float:
        decibels = sum(self._steering.number(key, frame) or 0.0 for key in ("dynamics", f"dynamics/{part}"))
        if not decibels:
            return velocity
        return min(max(velocity * 10 ** (decibels / 20), SOFTEST), 1.0)

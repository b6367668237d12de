"""Performing: how the notes of a piece are played where that is steered, or whether they are.

Pure. A note is played as it is steered at the frame at which it begins; one that sounds already goes on as it began, unless its
part comes to rest.
"""

from __future__ import annotations

from dataclasses import dataclass

from antiphon.engine.interpretation import Interpretation
from antiphon.engine.scheduler import Note
from antiphon.engine.steering import Steering

SOFTEST = 1 / 127
"""Velocity of a note that is steered to be as soft as can be."""

PARTS = "part/"
"""How the keys begin that say whether a part plays."""


@dataclass(frozen=True, slots=True)
class Performing:
    """Plays the notes of a reading as they are steered."""

    reading: Interpretation
    steering: Steering

    def turns(self, frame: int, until: int) -> list[int]:
        """The frames from one to another, that one left out, at which parts begin to rest, or to play."""
        return self.steering.turns(frame, until, PARTS)

    def play(self, note: Note, frame: int) -> tuple[float, float] | None:
        """Hz and velocity of a note that begins at a frame; None where it is not played."""
        if not self.steering.ways:
            return note.frequency, note.velocity
        part = self._part(note)
        if self.steering.number(PARTS + part, frame) == 0.0:
            return None
        return note.frequency, self._velocity(note.velocity, part, frame)

    def _part(self, note: Note) -> str:
        parts = self.reading.piece.parts
        return parts[note.part].id if note.part < len(parts) else ""

    def _velocity(self, velocity: float, part: str, frame: int) -> float:
        decibels = sum(self.steering.number(key, frame) or 0.0 for key in ("dynamics", f"dynamics/{part}"))
        if not decibels:
            return velocity
        return min(max(velocity * 10 ** (decibels / 20), SOFTEST), 1.0)

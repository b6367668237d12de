"""Chains: notes that are tied, and the strokes they are played as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from antiphon.document.piece import Item, Note
from antiphon.engine.ornament import Stroke, divide, glissando, ornament
from antiphon.engine.phrasing import Voice
from antiphon.engine.pitch import midi_key


@dataclass(slots=True)
class Chain:
    """A note and those tied to it so far.

    Attributes:
        note: The first one.
        item: What that belongs to.
        fifths: The written key at its start.
        voice: Its staff and voice.
        start: In quarter lengths played.
        end: Where the last one ends, as it is written.
        release: Where it is let go: before its end where it is short, after it where a pedal or a slur holds it.
        velocity: 0 to 1.
        events: Their ids.
        trilled: Whether it is trilled.
        strikes: How often its tremolo strikes it; 0 where it has none.
        alternation: The times at which it is struck in a tremolo between two notes.
        target: The written pitch that it slides to; None where it does not.
    """

    note: Note
    item: Item
    fifths: int
    voice: Voice
    start: Fraction
    end: Fraction
    release: Fraction
    velocity: float
    events: list[str]
    trilled: bool = False
    strikes: int = 0
    alternation: Sequence[tuple[Fraction, Fraction]] = ()
    target: str | None = None

    @property
    def plain(self) -> bool:
        """Whether it is one stroke, for certain."""
        return not (self.target or self.alternation or self.strikes or self.trilled or self.item.marks)

    def strokes(self) -> list[Stroke]:
        """The strokes it is played as, by start."""
        if self.alternation:
            return [(*edges, 0) for edges in self.alternation]
        start, end = self.start, min(self.end, self.release)
        pitch = self.note.pitch
        if self.strikes:
            strokes: list[Stroke] = [(*edges, 0) for edges in divide(start, end, self.strikes)]
        elif self.target:
            strokes = glissando(start, end, midi_key(self.target) - midi_key(pitch))
        else:
            fixed = self.note.drum is not None
            strokes = ornament(self.item.marks, self.trilled, start, end, pitch, self.fifths, fixed)
        begin, _, semitones = strokes[-1]
        strokes[-1] = (begin, self.release, semitones)
        return strokes

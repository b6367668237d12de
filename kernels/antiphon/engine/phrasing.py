"""Phrasing: what the marks and spans of a part say of each place of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from antiphon.document.piece import Item, Part
from antiphon.engine.dynamics import Dynamics
from antiphon.engine.ornament import alternation, divide

Voice = tuple[int, int]
"""A staff and a voice of it."""

_HAIRPINS = {"crescendo": 1, "diminuendo": -1}


class Stretches:
    """Stretches of the score, those that meet or overlap made one."""

    def __init__(self, stretches: Iterable[tuple[Fraction, Fraction]]) -> None:
        self._starts: list[Fraction] = []
        self._ends: list[Fraction] = []
        for start, end in sorted(stretches):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            elif start < end:
                self._starts.append(start)
                self._ends.append(end)

    def end(self, position: Fraction) -> Fraction | None:
        """The end of the stretch that a position is in; None where it is in none."""
        index = bisect_right(self._starts, position) - 1
        return self._ends[index] if index >= 0 and position < self._ends[index] else None


@dataclass(frozen=True, slots=True)
class Alternation:
    """A note of a tremolo between two.

    Attributes:
        turn: 0 for the first, 1 for the second.
        strokes: From 1.
        onset: Of the first one, from the start of the measure, in quarter lengths.
        duration: Of both together.
    """

    turn: int
    strokes: int
    onset: Fraction
    duration: Fraction

    def strikes(self, at: Fraction) -> list[tuple[Fraction, Fraction]]:
        """When it is struck and let go, in a measure that is played `at` quarter lengths after the beginning."""
        start = at + self.onset
        return divide(start, start + self.duration, alternation(self.strokes, self.duration))[self.turn :: 2]


@dataclass(frozen=True, slots=True)
class _Where:
    measure: str
    voice: Voice
    item: Item
    start: Fraction

    @property
    def end(self) -> Fraction:
        return self.start + self.item.duration


class Phrasing:
    """The dynamics, slurs, pedals, trills and tremolos of a part, by places of the score.

    Dynamics are of their staff; a staff without any has those of the first staff that has some, as between the staves of
    a piano.

    Attributes:
        pedals: While the pedal is down.
        glissandi: By the ids of the notes they start at, the written pitches they go to.
        varied: Whether anything here depends on the place.
    """

    def __init__(self, part: Part, starts: Mapping[str, Fraction]) -> None:
        """Read a part.

        Args:
            part: The part.
            starts: Where each measure starts in the score.
        """
        where = _where(part, starts) if part.spans else {}
        hairpins: dict[int, list[tuple[Fraction, Fraction, int]]] = defaultdict(list)
        slurs: dict[Voice, list[tuple[Fraction, Fraction]]] = defaultdict(list)
        trills: dict[Voice, list[tuple[Fraction, Fraction]]] = defaultdict(list)
        pedals: list[tuple[Fraction, Fraction]] = []
        self.glissandi: dict[str, str] = {}
        self._alternations: dict[tuple[str, Voice, Fraction], Alternation] = {}
        for span in part.spans:
            first, last = where[span.start], where[span.end]
            if span.kind in _HAIRPINS:
                hairpins[first.voice[0]].append((first.start, last.end, _HAIRPINS[span.kind]))
            elif span.kind == "slur":
                slurs[first.voice].append((first.start, last.start))
            elif span.kind == "trill":
                trills[first.voice].append((first.start, last.end))
            elif span.kind == "pedal":
                pedals.append((first.start, last.end))
            elif span.kind == "glissando":
                self.glissandi[span.start] = next(
                    (note.pitch for note in last.item.notes if note.id == span.end), ""
                )
            elif span.kind == "tremolo":
                self._alternate(first, last, span.strokes or 3)
        marks: dict[int, list[tuple[Fraction, str]]] = defaultdict(list)
        for mark in part.marks:
            if mark.kind == "dynamic":
                marks[mark.staff].append((starts[mark.measure] + mark.onset, mark.text))
        self._dynamics = {
            staff: Dynamics(marks[staff], hairpins[staff]) for staff in sorted(marks.keys() | hairpins.keys())
        }
        self._without = next(iter(self._dynamics.values()), Dynamics(()))
        self._slurs = {voice: Stretches(each) for voice, each in slurs.items()}
        self._trills = {voice: Stretches(each) for voice, each in trills.items()}
        self.pedals = Stretches(pedals)
        self.varied = bool(part.spans or marks)

    def _alternate(self, first: _Where, last: _Where, strokes: int) -> None:
        if (first.measure, first.voice, first.end) != (last.measure, last.voice, last.start):
            return
        for turn, each in enumerate((first, last)):
            self._alternations[each.measure, each.voice, each.item.onset] = Alternation(
                turn, strokes, first.item.onset, first.item.duration + last.item.duration
            )

    def alternation(self, measure: str, voice: Voice, onset: Fraction) -> Alternation | None:
        """The tremolo between two notes that a note is in."""
        return self._alternations.get((measure, voice, onset)) if self._alternations else None

    def velocity(self, staff: int, position: Fraction) -> float:
        """What the dynamics say of a note, 0 to 1."""
        return self._dynamics.get(staff, self._without).velocity(position)

    def slurred(self, voice: Voice, position: Fraction) -> bool:
        """Whether a note is under a slur that goes on to the next one."""
        return voice in self._slurs and self._slurs[voice].end(position) is not None

    def trilled(self, voice: Voice, position: Fraction) -> bool:
        """Whether a note is under the line of a trill."""
        return voice in self._trills and self._trills[voice].end(position) is not None


def _where(part: Part, starts: Mapping[str, Fraction]) -> dict[str, _Where]:
    """Where the notes, grace notes and rests of a part are."""
    result: dict[str, _Where] = {}
    for voice in part.voices:
        for item in voice.items:
            there = _Where(
                voice.measure, (voice.staff, voice.voice), item, starts[voice.measure] + item.onset
            )
            for note in (*item.notes, *(note for grace in item.graces for note in grace.notes)):
                result[note.id] = there
            if item.rest is not None:
                result[item.rest] = there
    return result

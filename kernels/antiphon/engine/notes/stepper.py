"""Note nodes that strike on the steps of the beat: the arpeggiator and the step sequencer.

Steps lie on the beats of the piece while it plays; while it stands they begin with the first note that is held. Each sounds a
little after its place, so that what comes at the beat is there by then, however its time was rounded; what comes soon after a
step that was silent counts as on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import NamedTuple

from antiphon.engine.notes.beats import Span
from antiphon.engine.notes.node import Note, NoteNode

LATE = 1 / 3
"""Share of a step within which a note still counts as on it."""

AFTER = 2
"""Samples by which a step sounds after its place."""

REST = -24.5
"""Semitones, below which a step of the sequencer is a rest."""


class Held(NamedTuple):
    """A note that is held, or that a step strikes."""

    frequency: float
    velocity: float


class StepNode(NoteNode):
    """Strikes on steps; what a step strikes is a kind's own."""

    def _prepare(self) -> None:
        """Begin with nothing held."""
        self._held: dict[int, Held] = {}
        self._released: set[int] = set()
        self._grid = self._rate_and_swing
        self._origin = 0.0
        self._next = 0
        self._begun = 0
        self._silent = True

    def step(self, number: int) -> Sequence[Held]:
        """What a step strikes.

        Args:
            number: The step's, since there was something to strike.
        """
        raise NotImplementedError

    def runs(self, moving: bool) -> bool:
        """Whether there is something to strike, with the piece playing or not."""
        return bool(self._held)

    def silence(self, now: int) -> None:
        """Forget what is held and what is to come."""
        super().silence(now)
        self._held.clear()
        self._released.clear()
        self._silent = True

    def answer(self, heard: Sequence[Note], spans: Sequence[Span], now: int) -> None:
        """Go through a block, step by step."""
        if self._released and self._values.get("hold", 0.0) < 0.5:
            self._drop_released()
        notes = list(heard)
        for index, span in enumerate(spans):
            if span.jumped:
                self.let_all_go(now + span.begin)
                self._origin = 0.0 if span.moving else span.position
            if span.jumped or self._grid != self._rate_and_swing:
                self._find(span)
            begin, last = span.begin, index == len(spans) - 1
            while notes and (last or notes[0].offset < span.end):
                note = notes.pop(0)
                self._steps(span, begin, note.offset, now)
                begin = note.offset
                self._take(note, span)
            self._steps(span, begin, span.end, now)

    @property
    def _rate_and_swing(self) -> tuple[float, float]:
        return self._values["rate"], self._values["swing"]

    def _place(self, number: int) -> float:
        """Where a step is, in steps: every other one may be late."""
        return number + (2 * self._values["swing"] - 1) * (number % 2)

    def _position(self, number: int) -> float:
        return self._origin + self._place(number) / self._values["rate"]

    def _find(self, span: Span) -> None:
        """Find the first step of what goes on here."""
        self._grid = self._rate_and_swing
        at = (span.position - self._origin) * self._values["rate"]
        self._next = max(floor(at) - 1, 0)
        while self._place(self._next) < at - 1e-6:
            self._next += 1
        self._begun = self._next
        self._silent = True

    def _steps(self, span: Span, begin: int, end: int, now: int) -> None:
        """The steps that sound from one sample to another."""
        while (sample := max(span.first(self._position(self._next)) + AFTER, begin)) < end:
            self._silent = not self.runs(span.moving)
            if not self._silent:
                self._strike(now + sample, span)
            self._next += 1

    def _strike(self, sample: int, span: Span) -> None:
        number = self._next
        length = (self._position(number + 1) - self._position(number)) * self._values["gate"]
        end = sample + max(round(length / span.step), 1)
        for frequency, velocity in self.step(number - self._begun):
            self.let_go(end, self.strike(sample, frequency, velocity))

    def _take(self, note: Note, span: Span) -> None:
        """Hear a note; where it is the first one, see whether it is on the step before."""
        if not note.on:
            self._let(note.key)
            return
        ran = self.runs(span.moving)
        self._hold(note)
        if ran or not self.runs(span.moving):
            return
        position = span.at(note.offset)
        if not span.moving:
            self._origin, self._next = position, 0
        elif self._silent and (position - self._position(self._next - 1)) * self._values["rate"] < LATE:
            self._next = max(self._next - 1, 0)
        self._begun = self._next

    def _hold(self, note: Note) -> None:
        if self._released and self._released.issuperset(self._held):
            self._drop_released()
        self._held[note.key] = Held(note.frequency, note.velocity)

    def _let(self, key: int) -> None:
        if key in self._held and self._values.get("hold", 0.0) >= 0.5:
            self._released.add(key)
        else:
            self._held.pop(key, None)

    def _drop_released(self) -> None:
        for key in self._released:
            self._held.pop(key, None)
        self._released.clear()


class Arpeggiator(StepNode):
    """The notes that are held, one after the other."""

    def step(self, number: int) -> Sequence[Held]:
        """One of the notes, or all of them."""
        played = list(self._held.values())
        order = round(self._values["order"])
        if order != 3:
            played.sort()
        octaves = round(self._values["octaves"])
        if order == 5:
            octave = 2.0 ** (number % octaves)
            return [Held(frequency * octave, velocity) for frequency, velocity in played]
        notes = [
            Held(frequency * 2.0**octave, velocity)
            for octave in range(octaves)
            for frequency, velocity in played
        ]
        if order == 1:
            notes.reverse()
        elif order == 2:
            notes += notes[-2:0:-1]
        elif order == 4:
            return (self._chance.choice(notes),)
        return (notes[number % len(notes)],)


class Sequencer(StepNode):
    """Up to eight steps, again and again."""

    def runs(self, moving: bool) -> bool:
        """While the piece plays, or while a note is held that it follows."""
        return bool(self._held) if self._values["follow"] >= 0.5 else moving

    def step(self, number: int) -> Sequence[Held]:
        """The step's note, above the key or above the last note that is held."""
        semitones = self._values[f"step{number % round(self._values['steps']) + 1}"]
        if semitones < REST:
            return ()
        follows = self._values["follow"] >= 0.5
        base, velocity = (
            [*self._held.values()][-1]
            if follows
            else (440 * 2 ** ((round(self._values["key"]) - 69) / 12), self._values["level"])
        )
        return (Held(base * 2 ** (round(semitones) / 12), velocity),)

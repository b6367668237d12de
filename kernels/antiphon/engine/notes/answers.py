"""Note nodes that answer each note with notes of their own, which end as it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import log2
from operator import attrgetter
from typing import NamedTuple

from antiphon.engine.notes.beats import Span
from antiphon.engine.notes.node import Note, NoteNode

SCALES = (
    (0, 2, 4, 5, 7, 9, 11),
    (0, 2, 3, 5, 7, 8, 10),
    (0, 2, 3, 5, 7, 8, 11),
    (0, 2, 3, 5, 7, 9, 10),
    (0, 2, 4, 5, 7, 9, 10),
    (0, 2, 4, 7, 9),
    (0, 3, 5, 7, 10),
    (0, 3, 5, 6, 7, 10),
    (0, 2, 4, 6, 8, 10),
)
"""Major, minor, harmonic minor, Dorian, Mixolydian, the pentatonics, blues, whole tones: semitones above the root."""


class Answer(NamedTuple):
    """A note for a note.

    Attributes:
        frequency: Hz.
        velocity: 0 to 1; what is beyond is brought to it.
        delay: Samples by which it starts and ends later.
    """

    frequency: float
    velocity: float
    delay: int = 0


class _Given(NamedTuple):
    key: int
    start: int
    delay: int


class AnswerNode(NoteNode):
    """Answers each note as it is."""

    def _prepare(self) -> None:
        """Begin with nothing held."""
        self._given: dict[int, list[_Given]] = {}

    def answers(self, notes: Sequence[Note], span: Span) -> Iterator[tuple[Note, Answer]]:
        """The answers to notes that start at one sample.

        Args:
            notes: The notes, at least one.
            span: Where they start.
        """
        for note in notes:
            for answer in self.each(note.frequency, note.velocity, span):
                yield note, answer

    def each(self, frequency: float, velocity: float, span: Span) -> Sequence[Answer]:
        """The answers to one note."""
        return (Answer(frequency, velocity),)

    def silence(self, now: int) -> None:
        """Forget what is held and what is to come."""
        super().silence(now)
        self._given.clear()

    def answer(self, heard: Sequence[Note], spans: Sequence[Span], now: int) -> None:
        """Answer what was heard."""
        for (offset, on), group in groupby(heard, key=attrgetter("offset", "on")):
            notes = list(group)
            if on:
                span = next(span for span in spans if offset < span.end)
                for note, (frequency, velocity, delay) in self.answers(notes, span):
                    start = now + offset + delay
                    key = self.strike(start, frequency, velocity)
                    self._given.setdefault(note.key, []).append(_Given(key, start, delay))
                continue
            for note in notes:
                for key, start, delay in self._given.pop(note.key, ()):
                    self.let_go(max(now + offset + delay, start + 1), key)


class Transpose(AnswerNode):
    """Higher or lower."""

    def each(self, frequency: float, velocity: float, span: Span) -> Sequence[Answer]:
        """The note, moved."""
        semitones = round(self._values["semitones"]) + self._values["cents"] / 100
        return (Answer(frequency * 2 ** (semitones / 12), velocity),)


class Chord(AnswerNode):
    """Up to three notes with each."""

    def each(self, frequency: float, velocity: float, span: Span) -> Sequence[Answer]:
        """The note, and those at the intervals that are not 0."""
        intervals = {round(self._values[f"interval{number}"]) for number in (1, 2, 3)} - {0}
        return [Answer(frequency * 2 ** (interval / 12), velocity) for interval in (0, *sorted(intervals))]


class Scale(AnswerNode):
    """To the nearest note of a scale; of two that are as near, to the lower one."""

    def each(self, frequency: float, velocity: float, span: Span) -> Sequence[Answer]:
        """The note, moved."""
        scale = SCALES[min(max(round(self._values["scale"]), 0), len(SCALES) - 1)]
        key = 69 + 12 * log2(frequency / 440)
        above = (key - round(self._values["root"])) % 12
        near = min((*scale, scale[0] + 12), key=lambda degree: (abs(degree - above), degree))
        return (Answer(440 * 2 ** ((round(key + near - above) - 69) / 12), velocity),)


class Velocity(AnswerNode):
    """Louder, softer, or all alike."""

    def each(self, frequency: float, velocity: float, span: Span) -> Sequence[Answer]:
        """The note, with another velocity."""
        touch = self._values["touch"]
        return (
            Answer(
                frequency, (1 - touch) * self._values["level"] + touch * velocity ** self._values["curve"]
            ),
        )


class Range(AnswerNode):
    """The notes between two keys, and no others."""

    def each(self, frequency: float, velocity: float, span: Span) -> Sequence[Answer]:
        """The note, or nothing."""
        key = round(69 + 12 * log2(frequency / 440))
        inside = round(self._values["lowest"]) <= key <= round(self._values["highest"])
        return (Answer(frequency, velocity),) if inside else ()


class Echo(AnswerNode):
    """Each note again and again, in time with the piece."""

    def each(self, frequency: float, velocity: float, span: Span) -> Sequence[Answer]:
        """The note, and its echoes."""
        samples = self._values["time"] / span.step
        return [
            Answer(
                frequency * 2 ** (number * round(self._values["transpose"]) / 12),
                velocity * self._values["fade"] ** number,
                round(number * samples),
            )
            for number in range(round(self._values["repeats"]) + 1)
        ]


class Humanise(AnswerNode):
    """A little later, louder or softer, by chance."""

    def each(self, frequency: float, velocity: float, span: Span) -> Sequence[Answer]:
        """The note, not quite as written."""
        delay = round(self._chance.random() * self._values["time"] * self._rate)
        touch = 1 + self._values["touch"] * self._chance.uniform(-1, 1)
        cents = self._values["tuning"] * self._chance.uniform(-1, 1)
        return (Answer(frequency * 2 ** (cents / 1200), velocity * touch, delay),)


class Strum(AnswerNode):
    """The notes of a chord one after the other."""

    def _prepare(self) -> None:
        """Begin upwards."""
        super()._prepare()
        self._turn = 0

    def answers(self, notes: Sequence[Note], span: Span) -> Iterator[tuple[Note, Answer]]:
        """The notes, from the lowest or from the highest on."""
        direction = round(self._values["direction"])
        down = self._turn % 2 == 1 if direction == 2 else direction == 1
        self._turn += len(notes) > 1
        order = sorted(notes, key=lambda note: note.frequency, reverse=down)
        for number, note in enumerate(order):
            delay = round(number * self._values["time"] * self._rate)
            yield note, Answer(note.frequency, note.velocity, delay)

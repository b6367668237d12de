"""The items of a voice as music21 notes, chords and rests."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from antiphon.document.piece import Drum, Grace, Item, Measure, Note, Part, Piece, Voice
from antiphon.score import attached, notation, rhythm, ties
from antiphon.score.library import music21


class Elements:
    """Makes the elements of one part.

    Args:
        piece: The piece.
        part: The part.
        written: Takes the elements made of each note and rest, by its id, in order.
    """

    def __init__(self, piece: Piece, part: Part, written: dict[str, list[Any]]) -> None:
        self.drums: dict[str, Drum] = {drum.id: drum for drum in part.drums}
        self.written = written
        self.continued = set(ties.tied(part, piece.measures).values())
        self.syllabic: dict[int, bool] = {}
        long = {each.id for each in piece.measures if each.duration > notation.full(each.meter)}
        self.filled = {
            voice.measure
            for each in (piece.parts if long else ())
            for voice in each.voices
            if voice.measure in long and not _is_gap(voice.items[-1])
        }

    def line(self, measure: Measure, voice: Voice, others: list[Voice]) -> Iterator[tuple[Fraction, Any]]:
        """Onset and element of all that a voice has in a measure, grace notes before or after what they belong to.

        Args:
            measure: The measure.
            voice: The voice.
            others: All voices of its staff in the measure.
        """
        written: list[tuple[Item, int, int]] = []
        values: list[rhythm.Value] = []
        for index, item in enumerate(self._sounding(voice.items, measure)):
            if _whole(item, measure):
                parts: tuple[rhythm.Value, ...] = (rhythm.Value(Fraction(0), item.duration, "whole", 0),)
            else:
                parts = rhythm.values(
                    item.onset, item.duration, item.tuplet or _tuplet_of_gap(voice.items, index)
                )
            written += [(item, number, len(parts)) for number in range(len(parts))]
            values += parts
        for value, (item, number, count) in zip(rhythm.bracketed(values), written, strict=True):
            duration = _duration(value)
            if number == 0:
                for grace in (each for each in item.graces if each.kind != "after"):
                    yield value.onset, self._grace(grace)
            if item.notes:
                yield value.onset, self._notes(item, duration, number, count)
            else:
                hide = item.hidden or (
                    item.rest is None and (voice.voice > 1 or _covered(item, voice, others))
                )
                yield value.onset, self._rest(item, duration, measure, number, hide)
            if number == count - 1:
                for grace in (each for each in item.graces if each.kind == "after"):
                    yield value.onset + value.duration, self._grace(grace)

    def _sounding(self, items: tuple[Item, ...], measure: Measure) -> tuple[Item, ...]:
        """The items of a voice without the gap that follows its notes behind the meter's end, where another voice is longer.

        Files have such measures where one voice has a rest too many: the notes of the others lead on to the next measure.
        """
        last = items[-1]
        behind = measure.id in self.filled and last.onset >= notation.full(measure.meter)
        return items[:-1] if behind and _is_gap(last) and items[:-1] else items

    def _rest(self, item: Item, duration: Any, measure: Measure, number: int, hide: bool) -> Any:
        rest = music21().note.Rest(duration=duration)
        # music21 reads one as long as the meter says, so that a rest of a shorter measure must not be called so.
        rest.fullMeasure = _whole(item, measure) and measure.duration == notation.full(measure.meter)
        if item.rest is not None:
            self.written.setdefault(item.rest, []).append(rest)
            if number == 0:
                rest.id = item.rest
                rest.expressions = attached.marks(item)[1]
        if number:
            rest.editorial.goes_on = True
        if item.cue:
            rest.style.noteSize = "cue"
        if hide:
            rest.style.hideObjectOnPrint = True
        return rest

    def _notes(self, item: Item, duration: Any, number: int, count: int) -> Any:
        notes = []
        for each in item.notes:
            result = self._note(each, first=number == 0)
            ends = number > 0 or each.id in self.continued or each.tie_end
            result.tie = _tie(ends, number < count - 1 or each.tie)
            if result.tie is None and each.let_ring:
                result.tie = music21().tie.Tie("let-ring")
            notes.append(result)
        element = _together(notes, duration)
        for each in item.notes:
            self.written.setdefault(each.id, []).append(element)
        attached.stem(element, item)
        if number == 0:
            articulations, expressions = attached.marks(item)
            element.articulations = articulations + element.articulations
            element.expressions = expressions
            element.lyrics = list(self._lyrics(item))
        else:
            element.editorial.goes_on = True
        return element

    def _grace(self, grace: Grace) -> Any:
        (value,) = rhythm.values(Fraction(0), grace.duration)[:1]
        element = _together([self._note(each, first=True) for each in grace.notes], _duration(value))
        ids = [(note.id, each) for note, each in zip(_members(element), grace.notes, strict=True)]
        element.articulations, element.expressions = (
            own + element.articulations if number == 0 else own
            for number, own in enumerate(attached.marks(grace))
        )
        element = element.getGrace()
        for note, (id, each) in zip(_members(element), ids, strict=True):
            note.id = id
            note.tie = _tie(False, each.tie)
        element.duration.slash = grace.kind == "acciaccatura"
        if grace.kind == "after":
            element.duration.stealTimePrevious = 0.2
        for each in grace.notes:
            self.written.setdefault(each.id, []).append(element)
        return element

    def _note(self, note: Note, first: bool) -> Any:
        """The music21 note of a note; the first of its values has its id and what hangs on it."""
        if note.drum in self.drums:
            drum = self.drums[note.drum]
            result = music21().note.Unpitched(displayName=note.pitch[0] + note.pitch[-1])
            result.storedInstrument = music21().instrument.UnpitchedPercussion()
            result.storedInstrument.percMapPitch = drum.key
            result.storedInstrument.instrumentName = drum.name
            if drum.notehead:
                result.notehead = drum.notehead
        else:
            result = music21().note.Note(notation.music21_pitch(note.pitch))
        if first:
            result.id = note.id
            attached.dress(result, note, note.drum in self.drums)
        return result

    def _lyrics(self, item: Item) -> Iterator[Any]:
        for verse in range(8):
            text = next(
                (
                    each.lyrics[verse]
                    for each in item.notes
                    if len(each.lyrics) > verse and each.lyrics[verse]
                ),
                "",
            )
            if not text:
                continue
            before, after = self.syllabic.get(verse, False), text.endswith("-") and text != "-"
            self.syllabic[verse] = after
            syllabic = {(0, 0): "single", (0, 1): "begin", (1, 1): "middle", (1, 0): "end"}[before, after]
            yield music21().note.Lyric(
                text.removesuffix("-") if after else text, number=verse + 1, syllabic=syllabic, applyRaw=True
            )


def _together(notes: list[Any], duration: Any) -> Any:
    """A note, or a chord of notes; with unpitched ones among them, a percussion chord."""
    if len(notes) == 1:
        notes[0].duration = duration
        return notes[0]
    if any("Unpitched" in note.classSet for note in notes):
        chord = music21().percussion.PercussionChord(notes)
        chord.duration = duration
        return chord
    return music21().chord.Chord(notes, duration=duration)


def _members(element: Any) -> tuple[Any, ...]:
    return tuple(element.notes) if "ChordBase" in element.classSet else (element,)


def _is_gap(item: Item) -> bool:
    return not item.notes and item.rest is None


def _whole(item: Item, measure: Measure) -> bool:
    """Whether an item is the rest of a whole measure, however long that is: it is written as one whole rest."""
    return not item.notes and item.duration == measure.duration


def _covered(gap: Item, voice: Voice, voices: list[Voice]) -> bool:
    """Whether a gap in the first voice, which has notes, lies where another voice of the staff sounds."""
    others = [
        item
        for other in voices
        for item in other.items
        if other is not voice and item.notes and item.onset < gap.onset + gap.duration
        if item.onset + item.duration > gap.onset
    ]
    overlap = sum(
        min(each.onset + each.duration, gap.onset + gap.duration) - max(each.onset, gap.onset)
        for each in others
    )
    return overlap >= gap.duration and any(item.notes for item in voice.items)


def _tuplet_of_gap(items: tuple[Item, ...], index: int) -> str | None:
    """The tuplet that a filled gap lies in: that of a neighbour, where the gap needs one."""
    gap = items[index]
    if gap.notes or gap.rest is not None or gap.duration.denominator & (gap.duration.denominator - 1) == 0:
        return None
    near = [*items[max(0, index - 1) : index], *items[index + 1 : index + 2]]
    return next((item.tuplet for item in near if item.tuplet), None)


def _duration(value: rhythm.Value) -> Any:
    duration = music21().duration.Duration(type=value.type, dots=value.dots)
    for (actual, normal), bracket in zip(value.ratios, value.brackets, strict=True):
        tuplet = music21().duration.Tuplet(actual, normal, value.type)
        tuplet.type = bracket or None
        duration.appendTuplet(tuplet)
    if notation.exact(duration.quarterLength) != value.duration:
        duration.linked = False
        duration.quarterLength = value.duration
    return duration


def _tie(before: bool, after: bool) -> Any:
    kinds = {(True, True): "continue", (True, False): "stop", (False, True): "start"}
    return music21().tie.Tie(kinds[before, after]) if (before, after) in kinds else None

"""A piece as a music21 Score.

The ids of measures, notes and rests are the document's; what has no counterpart there (the further values of a note written
as several tied ones) has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, cast

from antiphon.document.projection import Item, Measure, Part, Piece, Voice
from antiphon.document.types import Document, Span
from antiphon.score import notation, rhythm, ties
from antiphon.score.library import music21


def to_stream(piece: Piece, document: Document | None = None) -> Any:
    """A piece as a music21 Score, at written pitch, with beams, accidentals and tuplet brackets made.

    Args:
        piece: The piece.
        document: The document it was projected from, for what a piece does not have: spans, subtitle, lyricist, copyright.

    Returns:
        The music21 Score; its measures (of the first staff), notes and rests have the document's ids.
    """
    score = music21().stream.Score()
    score.insert(0, music21().metadata.Metadata())
    meta: dict[str, str] = {"title": piece.title, "composer": piece.composer}
    if document is not None:
        meta |= cast(dict[str, str], document["meta"])
    for field in ("title", "composer", "lyricist", "copyright"):
        if meta.get(field):
            setattr(score.metadata, field, meta[field])
    if meta.get("subtitle"):
        score.metadata.movementName = meta["subtitle"]
    written: dict[str, list[Any]] = {}
    for number, part in enumerate(piece.parts):
        staves = [
            _Engraver(piece, part, staff, number == 0, written).staff() for staff in range(1, part.staves + 1)
        ]
        for each in staves:
            score.insert(0, each)
        if len(staves) > 1:
            score.insert(0, music21().layout.StaffGroup(staves, name=part.name, symbol="brace"))
    for spanner in _spanners(spans(piece, document)[0] if document else [], written):
        score.insert(0, spanner)
    return score


class _Engraver:
    """Makes the music21 part of one staff."""

    def __init__(
        self, piece: Piece, part: Part, staff: int, first: bool, written: dict[str, list[Any]]
    ) -> None:
        self.piece = piece
        self.part = part
        self.number = staff
        self.first = first and staff == 1
        self.written = written
        self.tied = ties.tied(part, piece.measures)
        self.continued = set(self.tied.values())
        self.voices: dict[str, list[Voice]] = {}
        for voice in part.voices:
            if voice.staff == staff:
                self.voices.setdefault(voice.measure, []).append(voice)
        self.stride = max((voice.voice for voice in part.voices), default=1)
        self.syllabic: dict[int, bool] = {}

    def staff(self) -> Any:
        """The part, or one staff of it."""
        part = music21().stream.Part() if self.part.staves == 1 else music21().stream.PartStaff()
        part.id = f"{self.part.id}.{self.number}"
        part.partName, part.partAbbreviation = self.part.name, self.part.abbreviation
        part.atSoundingPitch = False
        part.insert(0, instrument(self.part))
        previous = None
        for measure in self.piece.measures:
            part.insert(measure.start, self._measure(measure, previous))
            previous = measure
        part.makeAccidentals(inPlace=True, cautionaryPitchClass=False, cautionaryNotImmediateRepeat=False)
        for measure in part.getElementsByClass("Measure"):
            measure.makeBeams(inPlace=True)
        return part

    def _measure(self, measure: Measure, previous: Measure | None) -> Any:
        result = music21().stream.Measure(number=measure.number)
        if self.first:
            result.id = measure.id
            for tempo in self.piece.tempi:
                if tempo.id is not None and 0 <= tempo.position - measure.start < measure.duration:
                    result.insert(tempo.position - measure.start, metronome(tempo.bpm, tempo.text))
        for clef in self.part.clefs:
            if (clef.measure, clef.staff) == (measure.id, self.number):
                result.insert(clef.onset, notation.music21_clef(clef.clef))
        if previous is None or (measure.key, measure.mode) != (previous.key, previous.mode):
            sharps = measure.key - notation.key_shift(self.part.diatonic, self.part.chromatic)
            result.insert(0, music21().key.KeySignature(notation.in_key_range(sharps)).asKey(measure.mode))
        if previous is None or measure.meter != previous.meter:
            result.insert(0, music21().meter.TimeSignature(measure.meter))
        if measure.duration < full(measure):
            padding = full(measure) - measure.duration
            setattr(result, "paddingRight" if previous else "paddingLeft", padding)
        for voice in self.voices.get(measure.id, ()):
            line = music21().stream.Voice(id=(self.number - 1) * self.stride + voice.voice)
            for value, element in self._line(measure, voice):
                line.insert(value.onset, element)
            result.insert(0, line)
        if measure is self.piece.measures[-1]:
            result.rightBarline = music21().bar.Barline("final")
        return result

    def _line(self, measure: Measure, voice: Voice) -> Iterator[tuple[rhythm.Value, Any]]:
        """The note values of a voice, each with its music21 note, chord or rest."""
        written: list[tuple[Item, int, int]] = []
        values: list[rhythm.Value] = []
        for index, item in enumerate(voice.items):
            parts = rhythm.values(
                item.onset, item.duration, item.tuplet or _tuplet_of_gap(voice.items, index)
            )
            written += [(item, number, len(parts)) for number in range(len(parts))]
            values += parts
        for value, (item, number, count) in zip(rhythm.bracketed(values), written, strict=True):
            duration = _duration(value)
            if item.notes:
                yield value, self._notes(item, duration, number, count)
            else:
                yield value, self._rest(item, duration, measure, voice, number)

    def _rest(self, item: Item, duration: Any, measure: Measure, voice: Voice, number: int) -> Any:
        rest = music21().note.Rest(duration=duration)
        rest.fullMeasure = item.duration == measure.duration == full(measure)
        if item.rest is not None:
            if number == 0:
                rest.id = item.rest
        elif voice.voice > 1 or self._covered(item, voice):
            rest.style.hideObjectOnPrint = True
        return rest

    def _covered(self, gap: Item, voice: Voice) -> bool:
        """Whether a gap in the first voice, which has notes, lies where another voice of the staff sounds."""
        others = [
            item
            for other in self.voices[voice.measure]
            for item in other.items
            if other is not voice and item.notes and item.onset < gap.onset + gap.duration
            if item.onset + item.duration > gap.onset
        ]
        overlap = sum(
            min(each.onset + each.duration, gap.onset + gap.duration) - max(each.onset, gap.onset)
            for each in others
        )
        return overlap >= gap.duration and any(item.notes for item in voice.items)

    def _notes(self, item: Item, duration: Any, number: int, count: int) -> Any:
        notes = []
        for each in item.notes:
            result = music21().note.Note(notation.music21_pitch(each.pitch))
            result.tie = _tie(
                number > 0 or each.id in self.continued, number < count - 1 or each.id in self.tied
            )
            if number == 0:
                result.id = each.id
            notes.append(result)
        if len(notes) == 1:
            element = notes[0]
            element.duration = duration
        else:
            element = music21().chord.Chord(notes, duration=duration)
        for each in item.notes:
            self.written.setdefault(each.id, []).append(element)
        if number == 0:
            element.lyrics = list(self._lyrics(item))
        return element

    def _lyrics(self, item: Item) -> Iterator[Any]:
        for verse in range(4):
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


def instrument(part: Part) -> Any:
    """The music21 Instrument of a part, with its transposition and its General MIDI program."""
    library = music21().instrument
    try:
        result = library.fromString(part.instrument) if part.instrument else library.Instrument()
    except music21().exceptions21.InstrumentException:
        result = library.Instrument(part.instrument)
    result.partId, result.instrumentId = f"{part.id}.part", f"{part.id}.instrument"
    result.partName, result.partAbbreviation = part.name, part.abbreviation
    result.transposition = None
    if part.diatonic or part.chromatic:
        result.transposition = notation.interval(part.diatonic, part.chromatic)
    return result


def full(measure: Measure) -> Fraction:
    """The length that a measure's meter gives it, in quarter lengths."""
    beats, unit = measure.meter.split("/")
    return Fraction(int(beats) * 4, int(unit))


def metronome(bpm: float, text: str) -> Any:
    """The music21 MetronomeMark of so many quarter notes a minute."""
    mark = music21().tempo.MetronomeMark(text=text or None, number=int(bpm) if bpm == int(bpm) else bpm)
    mark.placement = "above"
    return mark


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


def spans(piece: Piece, document: Document) -> tuple[list[Span], list[Span]]:
    """The spans that MusicXML can carry, and those that it cannot.

    It can from a note to a later one, but not up to an earlier staff: the end would be written before the start, which readers
    take for the end of another.
    """
    starts = {measure.id: measure.start for measure in piece.measures}
    places = {
        note.id: (number, voice.staff, starts[voice.measure] + item.onset)
        for number, part in enumerate(piece.parts)
        for voice in part.voices
        for item in voice.items
        for note in item.notes
    }
    carried: list[Span] = []
    lost: list[Span] = []
    for _, span in sorted(document["spans"].items()):
        start, end = places.get(span["start"]), places.get(span["end"])
        fits = start and end and start[:2] <= end[:2] and start[2] < end[2]
        (carried if fits else lost).append(span)
    return carried, lost


def _spanners(spans: list[Span], written: dict[str, list[Any]]) -> Iterator[Any]:
    dynamics = music21().dynamics
    kinds = {
        "slur": music21().spanner.Slur,
        "crescendo": dynamics.Crescendo,
        "diminuendo": dynamics.Diminuendo,
    }
    for span in spans:
        yield kinds[span["kind"]](written[span["start"]][0], written[span["end"]][-1])

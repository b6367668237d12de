"""A piece as a music21 Score.

The ids of measures, notes, rests, marks and spans are the document's; what has no counterpart there (the further values of a note
written as several tied ones) has none.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from antiphon.document.piece import Mark, Measure, Part, Piece, Tempo, Voice
from antiphon.score import bars, chords, notation, rhythm, spans
from antiphon.score.elements import Elements
from antiphon.score.library import music21
from antiphon.score.markings import GRADUAL
from antiphon.score.prepare import FIGURES

NAMES = ("title", "composer", "lyricist", "arranger", "copyright")


def to_stream(piece: Piece, voices: bool = False) -> Any:
    """A piece as a music21 Score, at written pitch, with beams, accidentals and tuplet brackets made.

    Args:
        piece: The piece.
        voices: Whether every measure has a Voice, even where it has only one.

    Returns:
        The music21 Score; its measures, notes, rests, marks and spanners have the document's ids, and its parts the id of theirs
        followed by a full stop and the number of the staff.
    """
    library = music21()
    score = library.stream.Score()
    score.insert(0, _metadata(piece))
    if piece.swing != 0.5:
        score.editorial.swing = piece.swing
    written: dict[str, list[Any]] = {}
    rows: list[list[Any]] = []
    for number, part in enumerate(piece.parts):
        elements = Elements(piece, part, written)
        rows.append(
            [
                _Engraver(piece, part, staff, number == 0, elements, voices).staff()
                for staff in range(1, part.staves + 1)
            ]
        )
        for each in rows[-1]:
            score.insert(0, each)
        if part.staves > 1:
            score.insert(0, library.layout.StaffGroup(rows[-1], name=part.name, symbol="brace"))
    _group(score, piece, rows)
    for row in rows[:1]:
        for bracket in bars.brackets(piece.measures, list(row[0].getElementsByClass("Measure"))):
            row[0].insert(0, bracket)
    for spanner in spans.write(piece, written):
        score.insert(0, spanner)
    return score


def _metadata(piece: Piece) -> Any:
    metadata = music21().metadata.Metadata()
    for name in NAMES:
        if text := getattr(piece, name):
            setattr(metadata, name, text)
    if piece.subtitle:
        metadata.movementName = piece.subtitle
    if piece.dedication:
        metadata.add("dedicatedTo", piece.dedication)
    return metadata


def _group(score: Any, piece: Piece, rows: list[list[Any]]) -> None:
    """Bracket adjacent parts of one group."""
    run: list[Part] = []
    staves: list[Any] = []
    for index, part in enumerate(piece.parts):
        if part.group:
            run.append(part)
            staves += rows[index]
        following = piece.parts[index + 1].group if index + 1 < len(piece.parts) else ""
        if run and following != part.group:
            if len(run) > 1:
                name = part.group.strip() or None
                score.insert(0, music21().layout.StaffGroup(staves, name=name, symbol=run[0].bracket))
            run, staves = [], []


class _Engraver:
    """Makes the music21 part of one staff."""

    def __init__(
        self, piece: Piece, part: Part, staff: int, first: bool, elements: Elements, always: bool
    ) -> None:
        self.piece = piece
        self.part = part
        self.number = staff
        self.first = first and staff == 1
        self.elements = elements
        self.always = always
        self.voices: dict[str, list[Voice]] = {}
        for voice in part.voices:
            if voice.staff == staff:
                self.voices.setdefault(voice.measure, []).append(voice)
        self.marks: dict[str, list[Mark]] = {}
        for mark in part.marks:
            if mark.staff == staff:
                self.marks.setdefault(mark.measure, []).append(mark)
        self.stride = max((voice.voice for voice in part.voices), default=1)

    def staff(self) -> Any:
        """The part, or one staff of it."""
        part = music21().stream.Part() if self.part.staves == 1 else music21().stream.PartStaff()
        part.id = f"{self.part.id}.{self.number}"
        part.partName, part.partAbbreviation = self.part.name, self.part.abbreviation
        part.atSoundingPitch = False
        part.insert(0, instrument(self.part))
        if self.part.tuning:
            part.editorial.tuning = " ".join(self.part.tuning)
        if self.part.drums and self.number == 1:
            part.editorial.drums = {drum.id: _drum(drum) for drum in self.part.drums}
        previous = None
        for measure in self.piece.measures:
            part.insert(measure.start, self._measure(measure, previous))
            previous = measure
        part.makeAccidentals(inPlace=True, cautionaryPitchClass=False, cautionaryNotImmediateRepeat=False)
        for measure in part.getElementsByClass("Measure"):
            if any(each.quarterLength < 1 for each in measure.recurse().notes):
                measure.makeBeams(inPlace=True, setStemDirections=False)
        return part

    def _measure(self, measure: Measure, previous: Measure | None) -> Any:
        result = music21().stream.Measure(number=measure.number)
        result.id = measure.id
        if self.first:
            for tempo in self.piece.tempi:
                if tempo.id is not None and 0 <= tempo.position - measure.start < measure.duration:
                    result.insert(tempo.position - measure.start, _tempo(tempo, self.piece))
        for clef in self.part.clefs:
            if (clef.measure, clef.staff) == (measure.id, self.number):
                made = notation.music21_clef(clef.clef)
                if clef.id:
                    made.id = clef.id
                result.insert(clef.onset, made)
        if previous is None or (measure.key, measure.mode) != (previous.key, previous.mode):
            sharps = measure.key + self.part.fifths
            sharps -= notation.key_shift(self.part.diatonic, self.part.chromatic)
            result.insert(0, music21().key.KeySignature(notation.in_key_range(sharps)).asKey(measure.mode))
        meter = (measure.meter, measure.meter_symbol)
        changed = previous is None or meter != (previous.meter, previous.meter_symbol)
        if changed and measure.meter_symbol != "none":
            signature = music21().meter.TimeSignature(measure.meter)
            signature.symbol = measure.meter_symbol
            result.insert(0, signature)
        full = notation.full(measure.meter)
        if measure.duration < full:
            setattr(result, "paddingRight" if previous else "paddingLeft", full - measure.duration)
        if previous is None and self.part.lines != 5:
            result.insert(0, music21().layout.StaffLayout(staffLines=self.part.lines))
        for mark in self.marks.get(measure.id, ()):
            result.insert(mark.onset, _mark(mark))
        self._fill(result, measure)
        voices = self.voices.get(measure.id, ())
        last = max((item.onset for voice in voices for item in voice.items), default=Fraction(0))
        bars.dress(result, measure, previous, self.first, last)
        return result

    def _fill(self, result: Any, measure: Measure) -> None:
        voices = self.voices.get(measure.id, [])
        for voice in voices:
            line = result
            if self.always or len(voices) > 1:
                line = music21().stream.Voice(id=(self.number - 1) * self.stride + voice.voice)
                line.editorial.voice = voice.voice
            for onset, element in self.elements.line(measure, voice, voices):
                line.insert(onset, element)
            if line is not result:
                result.insert(0, line)


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


def metronome(bpm: float, text: str, beat: Fraction = Fraction(1)) -> Any:
    """The music21 MetronomeMark of so many quarter notes a minute, counted in beats of a note value; else in quarters."""
    beat = beat if rhythm.is_value(beat) else Fraction(1)
    number = round(bpm / float(beat), 3)
    mark = music21().tempo.MetronomeMark(
        text=text or None,
        number=int(number) if number == int(number) else number,
        referent=music21().duration.Duration(beat),
    )
    mark.placement = "above"
    return mark


def _tempo(tempo: Tempo, piece: Piece) -> Any:
    text = tempo.text
    before = [each.bpm for each in piece.tempi if each.position < tempo.position] or [120.0]
    if tempo.gradual and not GRADUAL.match(text):
        following = [each.bpm for each in piece.tempi if each.position > tempo.position]
        text = "accel." if following and following[0] > tempo.bpm else "rit."
    if tempo.gradual and tempo.bpm == before[-1]:
        mark = music21().tempo.TempoText(text)
    else:
        mark = metronome(tempo.bpm, text, tempo.beat)
    mark.id = tempo.id
    return mark


def _mark(mark: Mark) -> Any:
    """The music21 element of a dynamic, chord symbol, figures or words."""
    library = music21()
    if mark.kind == "dynamic":
        result = library.dynamics.Dynamic(mark.text)
    elif mark.kind == "harmony":
        result = chords.to_symbol(mark.text)
    else:
        result = library.expressions.TextExpression(mark.text)
        if mark.kind == "figures":
            result.style.fontFamily = [FIGURES, *([str(mark.duration)] if mark.duration else [])]
        elif mark.style == "italic":
            result.style.fontStyle = "italic"
        elif mark.style == "bold":
            result.style.fontWeight = "bold"
    if mark.placement or mark.kind != "dynamic":
        result.placement = mark.placement or None
    result.id = mark.id
    return result


def _drum(drum: Any) -> dict[str, Any]:
    fields = {"name": drum.name, "pitch": drum.pitch, "key": drum.key}
    return fields | {name: getattr(drum, name) for name in ("notehead", "stem") if getattr(drum, name)}

"""One staff of a music21 score, read measure by measure."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from antiphon.score import attached, bars, markings, notation, spans
from antiphon.score.gathered import Bar, Entry, Gathered, named
from antiphon.score.keys import Signature
from antiphon.score.line import Line

VOICES = 8


class Staff:
    """One staff of a part: walks its measures and adds to what is gathered."""

    def __init__(
        self, found: Gathered, part: str, staff: int, staves: int, stream: Any, transposes: bool
    ) -> None:
        self.found = found
        self.part = part
        self.name: str = found.parts[part]["name"]
        self.number = list(found.parts).index(part) + 1
        self.staff = staff
        self.stream = stream
        self.transposes = transposes
        self.clef = "F4" if (staff, staves) == (2, 2) else "G2"
        self.sharps = 0
        self.nominal = Fraction(4)
        self.transposed: Any = None
        instruments = stream.recurse().getElementsByClass("Instrument")
        drawn = [each.stemDirection in ("up", "down") for each in stream.recurse().notes]
        self.stems = 2 * sum(drawn) < len(drawn)
        self.instruments = [(each.getOffsetInHierarchy(stream), each) for each in instruments]

    def walk(self) -> None:
        """Add everything on the staff to what is gathered."""
        measures = list(self.stream.getElementsByClass("Measure"))
        for bar, measure in enumerate(measures):
            if bar == len(self.found.bars):
                self.found.bars.append(Bar())
            self._transpose(measure)
            self._signatures(bar, measure)
            self._clefs(bar, measure)
            self._frame(bar, measure, last=bar == len(measures) - 1)
            if self.found.stream and named(measure):
                length = self.nominal - notation.exact(measure.paddingLeft + measure.paddingRight)
                self.found.bars[bar].end = max(self.found.bars[bar].end, length)
            taken = set()
            for number, voice, offset in _voices(measure):
                while number in taken:
                    number += 1
                taken.add(number)
                if number <= VOICES:
                    self._line(bar, number).read(voice, offset)
                else:
                    for _ in voice.notes:
                        self._lose(bar, "ninth-voice note")
            for mark in markings.read(measure, lambda what, bar=bar: self._lose(bar, what)):  # type: ignore[misc]
                part = {} if mark.fields["kind"] == "tempo" else {"part": self.part}
                self._add(bar, 1, mark.onset, mark.fields | part, mark.element)

    def _line(self, bar: int, number: int) -> Line:
        add = partial(self._add, bar)
        return Line(self.found, self.part, bar, number, add, self._pitch, self.nominal, self.stems)

    def _lose(self, bar: int, what: str) -> None:
        self.found.lose(bar, self.name, what)

    def _add(
        self,
        bar: int,
        voice: int,
        onset: Fraction,
        fields: dict[str, Any],
        *elements: Any,
        grace: tuple[int, int] = (1, 0),
    ) -> dict[str, Any]:
        event = fields | {"measure": f"m{bar + 1}", "onset": str(onset)}
        if self.staff > 1 and "part" in event:
            event["staff"] = self.staff
        if voice > 1:
            event["voice"] = voice
        order = (bar, self.number, self.staff, voice, onset)
        self.found.events.append(Entry(order, event, elements, named(elements[-1]), grace))
        return event

    def _frame(self, bar: int, measure: Any, last: bool) -> None:
        """What the measure is for all parts; where these differ, the first one counts."""
        gathered = self.found.bars[bar]
        self.found.measures[id(measure)] = bar
        gathered.id = gathered.id or named(measure)
        lose = self._lose if self.number == self.staff == 1 else lambda *_: None
        gathered.fields = bars.fields(measure, last, lambda what: lose(bar, what)) | gathered.fields
        if bar:
            before = self.found.bars[bar - 1]
            before.fields = bars.before(measure) | before.fields
        for element in measure.recurse():
            onset = notation.exact(element.getOffsetInHierarchy(measure))
            self.found.anchors[id(element)] = spans.Anchor(self.part, self.staff, (bar, onset, 0, 0))

    def _transpose(self, measure: Any) -> None:
        """Note the interval by which an instrument after the first must be rewritten to sound right in the part."""
        start = self.stream.elementOffset(measure)
        current = [each for offset, each in self.instruments if offset <= start]
        first, now = (self.instruments[0][1], current[-1]) if current else (None, None)
        self.transposed = None
        if self.transposes and transposition(first) != transposition(now):
            self.transposed = (transposition(now), transposition(first))

    def _signatures(self, bar: int, measure: Any) -> None:
        gathered = self.found.bars[bar]
        for signature in measure.getElementsByClass("TimeSignatureBase"):
            if measure.elementOffset(signature) > 0:
                self._lose(bar, "mid-measure time signature")
                continue
            meter, symbol, lost = notation.meter_name(signature)
            if lost and not gathered.meter:
                self.found.lose(bar, "", lost)
            if meter and gathered.meter and gathered.meter != meter:
                self._lose(bar, f"own time signature ({meter})")
            elif meter:
                gathered.meter, gathered.symbol = meter, symbol
                self.nominal = notation.full(meter)
        for signature in measure.getElementsByClass("KeySignature"):
            if measure.elementOffset(signature) > 0:
                self._lose(bar, "mid-measure key signature")
            elif signature.isNonTraditional:
                self._lose(bar, "unusual key signature")
            else:
                part = self.found.parts[self.part]
                shift = notation.key_shift(part.get("diatonic", 0), part.get("chromatic", 0))
                mode = getattr(signature, "mode", "") or ""
                sharps = signature.sharps + shift
                self.sharps = notation.in_key_range(sharps)
                gathered.keys.append(
                    Signature((self.part, self.staff), sharps, mode if mode in notation.MODES else "")
                )

    def _clefs(self, bar: int, measure: Any) -> None:
        for clef in measure.recurse().getElementsByClass("Clef"):
            name, lost = notation.clef_name(clef)
            if lost:
                self._lose(bar, lost)
            if not name or (name == self.clef and not named(clef)):
                continue
            self.clef = name
            onset = notation.exact(clef.getOffsetInHierarchy(measure))
            at = bar
            if onset >= notation.exact(measure.highestTime) > 0:
                at, onset = bar + 1, Fraction(0)
            self._add(at, 1, onset, {"kind": "clef", "part": self.part, "clef": name}, clef)

    def _pitch(self, note: Any) -> tuple[str, str]:
        if hasattr(note, "displayPitch"):
            return notation.pitch_name(note.displayPitch())
        pitch = note.pitch
        if self.found.midi and 12 <= pitch.ps < 132:
            return notation.spelled_in_key(round(pitch.ps), self.sharps), ""
        if self.transposed:
            for (diatonic, chromatic), sign in zip(self.transposed, (1, -1), strict=True):
                pitch = pitch.transpose(notation.interval(sign * diatonic, sign * chromatic))
        return notation.pitch_name(pitch)


def _voices(measure: Any) -> list[tuple[int, Any, Fraction]]:
    """The voices of a measure that have something in them: number, stream, and where it starts."""
    voices = []
    for voice in measure.voices:
        number = voice.editorial.get("voice", 0) if voice.hasEditorialInformation else 0
        voices.append((number, voice, notation.exact(measure.elementOffset(voice))))
    if measure.notesAndRests:
        voices.insert(0, (1 if any(number for number, _, _ in voices) else 0, measure, Fraction(0)))
    voices = [
        each
        for each in voices
        if any(
            not (note.isRest and attached.hidden(note) and not named(note)) for note in each[1].notesAndRests
        )
        and not all("Harmony" in note.classSet and not note.writeAsChord for note in each[1].notesAndRests)
    ]
    return [(number or place, voice, offset) for place, (number, voice, offset) in enumerate(voices, start=1)]


def transposition(instrument: Any) -> tuple[int, int]:
    """Diatonic steps and semitones from written to sounding pitch."""
    interval = getattr(instrument, "transposition", None)
    if interval is None:
        return 0, 0
    return interval.generic.staffDistance, round(interval.semitones)

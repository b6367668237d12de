"""One staff of a music21 score, read measure by measure."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from antiphon.score import markings, notation

VOICES = 8
VERSES = 4

Place = tuple[int, int, int, int, Fraction]
"""Measure index, part number, staff, voice, onset: the order of events."""


@dataclass
class Bar:
    """A measure across all parts, as it is gathered."""

    end: Fraction = Fraction(0)
    meter: str = ""
    keys: list[tuple[str, int, str]] = field(default_factory=list)
    tempi: dict[Fraction, tuple[float | None, str]] = field(default_factory=dict)


class Gathered:
    """What is gathered of a score, in the order of its parts."""

    def __init__(self, midi: bool) -> None:
        self.midi = midi
        self.losses: list[tuple[int | None, str, str]] = []
        self.parts: dict[str, dict[str, Any]] = {}
        self.bars: list[Bar] = []
        self.events: list[tuple[Place, dict[str, Any]]] = []
        self.markings = markings.Markings(self.lose)

    def lose(self, bar: int | None, part: str, what: str) -> None:
        """Note a loss, by index of its measure (None: the whole piece) and name of its part (empty: all of them)."""
        self.losses.append((bar, part, what))


class Staff:
    """One staff of a part: walks its measures and adds to what is gathered."""

    def __init__(
        self, found: Gathered, part: str, staff: int, staves: int, stream: Any, transposes: bool
    ) -> None:
        self.found = found
        self.part = part
        self.name: str = found.parts[part]["name"]
        self.staff = staff
        self.stream = stream
        self.transposes = transposes
        self.midi = found.midi
        self.clef = "F4" if (staff, staves) == (2, 2) else "G2"
        self.sharps = 0
        self.nominal = Fraction(4)
        self.transposed: Any = None
        instruments = stream.recurse().getElementsByClass("Instrument")
        self.instruments = [(each.getOffsetInHierarchy(stream), each) for each in instruments]

    def walk(self) -> None:
        """Add everything on the staff to what is gathered."""
        for bar, measure in enumerate(self.stream.getElementsByClass("Measure")):
            if bar == len(self.found.bars):
                self.found.bars.append(Bar())
            self._transpose(measure)
            self._signatures(bar, measure)
            self._clefs(bar, measure)
            for number, (voice, offset) in enumerate(_voices(measure), start=1):
                if number <= VOICES:
                    self._voice(bar, voice, offset, number)
                else:
                    for _ in voice.notes:
                        self._lose(bar, "ninth-voice note")
            for mark in self.found.markings.measure(bar, self.part, self.name, self.staff, measure):
                self._tempo(bar, mark)

    def _lose(self, bar: int, what: str) -> None:
        self.found.lose(bar, self.name, what)

    def _add(self, bar: int, voice: int, onset: Fraction, event: dict[str, Any]) -> None:
        event |= {"measure": f"m{bar + 1}", "part": self.part, "onset": str(onset)}
        if self.staff > 1:
            event["staff"] = self.staff
        if voice > 1:
            event["voice"] = voice
        self.found.events.append(((bar, int(self.part[1:]), self.staff, voice, onset), event))

    def _tempo(self, bar: int, mark: markings.TempoMark) -> None:
        """Keep one tempo mark a place: files repeat them in every part, and put words and number apart."""
        tempi = self.found.bars[bar].tempi
        bpm, text = tempi.get(mark.onset, (None, ""))
        if (bpm is not None and mark.bpm not in (None, bpm)) or (text and mark.text not in ("", text)):
            self._lose(bar, "tempo mark (there is another at its place)")
        tempi[mark.onset] = (mark.bpm if bpm is None else bpm, text or mark.text)

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
            meter, lost = notation.meter_name(signature)
            if lost and not gathered.meter:
                self.found.lose(bar, "", lost)
            if meter and gathered.meter and gathered.meter != meter:
                self._lose(bar, f"own time signature ({meter})")
            elif meter:
                gathered.meter = meter
                self.nominal = full(meter)
        for signature in measure.getElementsByClass("KeySignature"):
            if measure.elementOffset(signature) > 0:
                self._lose(bar, "mid-measure key signature")
            elif signature.isNonTraditional:
                self._lose(bar, "unusual key signature")
            else:
                part = self.found.parts[self.part]
                shift = notation.key_shift(part.get("diatonic", 0), part.get("chromatic", 0))
                mode = getattr(signature, "mode", "") or ""
                self.sharps = notation.in_key_range(signature.sharps + shift)
                gathered.keys.append((self.name, self.sharps, mode if mode in notation.MODES else ""))

    def _clefs(self, bar: int, measure: Any) -> None:
        for clef in measure.recurse().getElementsByClass("Clef"):
            name, lost = notation.clef_name(clef)
            if lost:
                self._lose(bar, lost)
            if not name or name == self.clef:
                continue
            self.clef = name
            onset = notation.exact(clef.getOffsetInHierarchy(measure))
            if onset >= notation.exact(measure.highestTime) > 0:
                bar, onset = bar + 1, Fraction(0)
            self._add(bar, 1, onset, {"kind": "clef", "clef": name})

    def _voice(self, bar: int, voice: Any, offset: Fraction, number: int) -> None:
        raw_end, end = Fraction(0), Fraction(0)
        for element in voice.notesAndRests:
            if "Harmony" in element.classes and not getattr(element, "writeAsChord", False):
                self._lose(bar, "chord symbol")
                continue
            if element.duration.isGrace or not element.duration.quarterLength:
                self._lose(bar, "grace note")
                continue
            raw = notation.exact(voice.elementOffset(element)) + offset
            onset = end if abs(raw - raw_end) < notation.ROUNDING else raw
            duration, tuplet = notation.length(element.duration)
            raw_end, end = raw + notation.exact(element.duration.quarterLength), onset + duration
            timing = {"duration": str(duration)} | ({"tuplet": tuplet} if tuplet else {})
            if element.isRest:
                lone = onset == 0 and len(voice.notesAndRests) == 1
                self._rest(bar, element, number, onset, duration, timing, lone)
            else:
                self._notes(bar, element, number, onset, duration, timing)

    def _rest(
        self,
        bar: int,
        rest: Any,
        number: int,
        onset: Fraction,
        duration: Fraction,
        timing: dict[str, str],
        lone: bool,
    ) -> None:
        """Add a rest, but not a hidden one, which is a gap, nor a whole measure's, which the projection fills in.

        A whole measure's rest does not make the measure longer: files write one of four quarters into a pick-up too.
        """
        whole = lone and (rest.fullMeasure is True or duration == self.nominal)
        if not whole:
            self._extend(bar, onset + duration)
        if not _hidden_rest(rest) and not (whole and number == 1):
            self._add(bar, number, onset, {"kind": "rest"} | timing)

    def _extend(self, bar: int, end: Fraction) -> None:
        self.found.bars[bar].end = max(self.found.bars[bar].end, end)

    def _notes(
        self, bar: int, element: Any, number: int, onset: Fraction, duration: Fraction, timing: Any
    ) -> None:
        self._extend(bar, onset + duration)
        notes = list(element.notes) if element.isChord or "PercussionChord" in element.classes else [element]
        lyrics = self._lyrics(bar, element)
        for note in sorted(notes, key=_height):
            if not hasattr(note, "pitch"):
                self._lose(bar, "unpitched note")
                continue
            pitch, lost = self._pitch(note)
            if lost:
                self._lose(bar, lost)
            if not pitch:
                continue
            event = {"kind": "note", "pitch": pitch, "origin": element} | timing | lyrics
            lyrics = {}
            if note.tie is not None and note.tie.type in ("start", "continue"):
                event["tie"] = True
            elif note.tie is not None and note.tie.type == "let-ring":
                self._lose(bar, "let-ring tie")
            self._add(bar, number, onset, event)

    def _pitch(self, note: Any) -> tuple[str, str]:
        pitch = note.pitch
        if self.midi and 12 <= pitch.ps < 132:
            return notation.spelled_in_key(round(pitch.ps), self.sharps), ""
        if self.transposed:
            for (diatonic, chromatic), sign in zip(self.transposed, (1, -1), strict=True):
                pitch = pitch.transpose(notation.interval(sign * diatonic, sign * chromatic))
        return notation.pitch_name(pitch)

    def _lyrics(self, bar: int, element: Any) -> dict[str, str]:
        lyrics = {}
        for position, lyric in enumerate(element.lyrics, start=1):
            text = clean(lyric.text)
            verse = lyric.number or position
            if not text:
                continue
            if verse > VERSES or f"lyric{verse}" in lyrics:
                self._lose(bar, f"verse {verse} syllable")
                continue
            syllabic = lyric.components[-1].syllabic if lyric.isComposite else lyric.syllabic
            lyrics[f"lyric{verse}"] = text + ("-" if syllabic in ("begin", "middle") else "")
        return lyrics


def _voices(measure: Any) -> list[tuple[Any, Fraction]]:
    """The voices of a measure that have something in them, and where each starts."""
    voices = [(voice, notation.exact(measure.elementOffset(voice))) for voice in measure.voices]
    if measure.notesAndRests:
        voices.insert(0, (measure, Fraction(0)))
    return [
        (voice, offset)
        for voice, offset in voices
        if any(not _hidden_rest(each) for each in voice.notesAndRests)
    ]


def _hidden_rest(element: Any) -> bool:
    return bool(element.isRest and element.hasStyleInformation and element.style.hideObjectOnPrint)


def transposition(instrument: Any) -> tuple[int, int]:
    """Diatonic steps and semitones from written to sounding pitch."""
    interval = getattr(instrument, "transposition", None)
    if interval is None:
        return 0, 0
    return interval.generic.staffDistance, round(interval.semitones)


def clean(text: str | None) -> str:
    """A text on one line, of the length that a document takes."""
    return " ".join((text or "").split())[:2000]


def full(meter: str) -> Fraction:
    """The length of a measure of this meter, in quarter lengths; of 4/4 where it is empty."""
    beats, _, unit = meter.partition("/")
    return Fraction(int(beats) * 4, int(unit)) if unit else Fraction(4)


def _height(note: Any) -> tuple[float, float]:
    """Order of the notes of a chord: by staff position, then by accidental; unpitched ones first."""
    pitch = getattr(note, "pitch", None)
    return (pitch.diatonicNoteNum, pitch.ps) if pitch else (0, 0)

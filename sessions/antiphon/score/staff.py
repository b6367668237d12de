"""One staff of a music21 score, read measure by measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from antiphon.score import attached, bars, markings, notation, spans
from antiphon.score.library import music21

VOICES = 8
VERSES = 8

Order = tuple[int, int, int, int, Fraction]
"""Measure index, part number, staff, voice, onset: the order of events."""


@dataclass
class Bar:
    """A measure across all parts, as it is gathered."""

    id: str = ""
    end: Fraction = Fraction(0)
    meter: str = ""
    symbol: str = ""
    keys: list[tuple[str, int, str]] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass
class Entry:
    """An event as it is gathered: its place in order, its fields, its music21 elements and the id it has there, if any."""

    order: Order
    fields: dict[str, Any]
    elements: tuple[Any, ...]
    id: str
    grace: tuple[int, int] = (1, 0)


class Gathered:
    """What is gathered of a score, in the order of its parts.

    Args:
        kind: The kind of its source.
        known: The events that are known under the ids of music21's elements; what the notes of a chord have together goes
            to the one that has it there.
    """

    def __init__(self, kind: str, known: Mapping[str, Mapping[str, Any]]) -> None:
        self.midi, self.stream = kind == "MIDI", kind == "stream"
        self.known = known
        self.losses: list[tuple[int | None, str, str]] = []
        self.parts: dict[str, dict[str, Any]] = {}
        self.drums: dict[str, dict[str, Any]] = {}
        self.bars: list[Bar] = []
        self.measures: dict[int, int] = {}
        self.events: list[Entry] = []
        self.anchors: dict[int, spans.Anchor] = {}

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
                self._extend(bar, self.nominal - notation.exact(measure.paddingLeft + measure.paddingRight))
            taken = set()
            for number, voice, offset in _voices(measure):
                while number in taken:
                    number += 1
                taken.add(number)
                if number <= VOICES:
                    self._voice(bar, voice, offset, number)
                else:
                    for _ in voice.notes:
                        self._lose(bar, "ninth-voice note")
            for mark in markings.read(measure, lambda what, bar=bar: self._lose(bar, what)):  # type: ignore[misc]
                part = {} if mark.fields["kind"] == "tempo" else {"part": self.part}
                self._add(bar, 1, mark.onset, mark.fields | part, mark.element)

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
                self.sharps = notation.in_key_range(signature.sharps + shift)
                gathered.keys.append((self.name, self.sharps, mode if mode in notation.MODES else ""))

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

    def _voice(self, bar: int, voice: Any, offset: Fraction, number: int) -> None:
        raw_end, end = Fraction(0), Fraction(0)
        elements = [
            each for each in voice.notesAndRests if "Harmony" not in each.classSet or each.writeAsChord
        ]
        main = Fraction(0)
        before: list[dict[str, Any]] = []
        graces: list[Any] = []
        for element in elements:
            if element.duration.isGrace or not element.duration.quarterLength:
                graces.append(element)
                continue
            raw = notation.exact(voice.elementOffset(element)) + offset
            onset = end if abs(raw - raw_end) < notation.ROUNDING else raw
            self._graces(bar, number, graces, main, onset)
            graces = []
            duration, tuplet = notation.length(element.duration)
            raw_end, end = raw + notation.exact(element.duration.quarterLength), onset + duration
            if _goes_on(element, before, onset):
                self._extend(bar, onset + duration)
                for event in before:
                    event["duration"] = str(Fraction(event["duration"]) + duration)
                    event.pop("tie", None)
                    if _ties(element, event):
                        event["tie"] = True
                continue
            main = onset
            timing = {"duration": str(duration)} | ({"tuplet": tuplet} if tuplet else {})
            if element.isRest:
                lone = onset == 0 and len(elements) == 1
                before = self._rest(bar, element, number, onset, duration, timing, lone)
            else:
                self._extend(bar, onset + duration)
                before = self._notes(bar, element, number, onset, timing)
        self._graces(bar, number, graces, main, None)

    def _graces(
        self, bar: int, number: int, graces: list[Any], main: Fraction, onset: Fraction | None
    ) -> None:
        """Add grace notes that stand between the item at `main` and the one at `onset`; None for the end of the voice."""
        for index, element in enumerate(graces):
            if element.isRest:
                self._lose(bar, "grace rest")
                continue
            after = onset is None or element.duration.stealTimePrevious
            kind = "acciaccatura" if getattr(element.duration, "slash", True) else "appoggiatura"
            timing = {
                "grace": "after" if after else kind,
                "duration": str(_written(element.duration)),
                "index": f"a{index}" if index < 10 else f"b{index:02}",
            }
            place = main if after or onset is None else onset
            self._notes(bar, element, number, place, timing, (2 if after else 0, index))

    def _rest(
        self,
        bar: int,
        rest: Any,
        number: int,
        onset: Fraction,
        duration: Fraction,
        timing: dict[str, str],
        lone: bool,
    ) -> list[dict[str, Any]]:
        """Add a rest, but not a hidden one beside notes, which is a gap, nor a whole measure's, which the projection fills in.

        A whole measure's rest does not make the measure longer: files write one of four quarters into a pick-up too.
        """
        whole = lone and (rest.fullMeasure is True or duration == self.nominal)
        if not whole:
            self._extend(bar, onset + duration)
        fields = attached.shared(rest, lambda what: self._lose(bar, what)) | attached.small(rest)
        if not named(rest) and (attached.hidden(rest) or (whole and number == 1 and not fields)):
            return []
        if attached.hidden(rest):
            fields["hidden"] = True
        return [self._add(bar, number, onset, {"kind": "rest", "part": self.part} | timing | fields, rest)]

    def _extend(self, bar: int, end: Fraction) -> None:
        self.found.bars[bar].end = max(self.found.bars[bar].end, end)

    def _notes(
        self,
        bar: int,
        element: Any,
        number: int,
        onset: Fraction,
        timing: Mapping[str, str],
        grace: tuple[int, int] = (1, 0),
    ) -> list[dict[str, Any]]:
        """Add the notes of a note or chord; what they have together goes to the lowest, or to those known to have it."""

        def lose(what: str) -> None:
            self._lose(bar, what)

        notes = sorted(element.notes if "ChordBase" in element.classSet else (element,), key=_height)
        shared = attached.shared(element, lose) | self._lyrics(bar, element)
        if not self.stems and shared.get("stem") != "none":
            shared.pop("stem", None)
        known = {id(note): self.found.known.get(named(note), {}) for note in notes}
        holders = {field: [note for note in notes if field in known[id(note)]] for field in shared}
        added: list[dict[str, Any]] = []
        for note in notes:
            pitch, lost = self._pitch(note)
            if lost:
                lose(lost)
            if not pitch:
                continue
            event: dict[str, Any] = {"kind": "note", "part": self.part, "pitch": pitch, **timing}
            event |= attached.own(note, element, lose) | self._drum(note, pitch)
            for name, value in shared.items():
                if note in holders[name] or (not holders[name] and not added):
                    event[name] = value
            added.append(self._add(bar, number, onset, event, element, note, grace=grace))
        return added

    def _drum(self, note: Any, pitch: str) -> dict[str, Any]:
        """What an unpitched note strikes; one of the part's own for each place of the staff, where the file does not say."""
        if not hasattr(note, "displayPitch"):
            return {}
        drum = attached.own(note, note, lambda _: None).get("drum", "")
        if drum in self.found.drums and self.found.drums[drum]["part"] == self.part:
            return {"drum": drum}
        for id, entry in self.found.drums.items():
            if entry["part"] == self.part and entry["source"] in (drum, f"at {pitch}"):
                entry.setdefault("pitch", pitch)
                if note.notehead in attached.NOTEHEADS:
                    entry.setdefault("notehead", note.notehead)
                return {"drum": id}
        id = f"d{len(self.found.drums) + 1}"
        key = getattr(note.storedInstrument, "percMapPitch", None)
        name = getattr(note.storedInstrument, "instrumentName", "") or f"Drum {pitch}"
        self.found.drums[id] = {
            "part": self.part,
            "name": str(name)[:100],
            "pitch": pitch,
            "key": 38 if key is None else key,
            "source": f"at {pitch}",
        }
        return {"drum": id}

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


def named(element: Any) -> str:
    """The id that somebody gave a music21 element; music21's own are numbers."""
    return element.id if isinstance(element.id, str) else ""


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


def _goes_on(element: Any, before: list[dict[str, Any]], onset: Fraction) -> bool:
    """Whether an element is a further value of what is before it, which one value could not say."""
    if not (before and element.hasEditorialInformation and element.editorial.get("goes_on")):
        return False
    if any(Fraction(event["onset"]) + Fraction(event["duration"]) != onset for event in before):
        return False
    if element.isRest:
        return bool(before[0]["kind"] == "rest")
    pitches = [
        notation.pitch_name(note.displayPitch() if hasattr(note, "displayPitch") else note.pitch)[0]
        for note in (element.notes if "ChordBase" in element.classSet else (element,))
    ]
    return sorted(pitches) == sorted(event.get("pitch", "") for event in before)


def _ties(element: Any, event: dict[str, Any]) -> bool:
    """Whether the note of an element that an event goes on in is tied on."""
    notes = () if element.isRest else element.notes if "ChordBase" in element.classSet else (element,)
    return any(
        note.tie is not None
        and note.tie.type in ("start", "continue")
        and notation.pitch_name(note.pitch)[0] == event["pitch"]
        for note in notes
        if hasattr(note, "pitch")
    )


def _written(duration: Any) -> Fraction:
    """The length of a grace note's shape, in quarter lengths."""
    kind = "eighth" if duration.type in ("zero", "complex", "inexpressible") else duration.type
    return notation.exact(music21().duration.Duration(type=kind, dots=duration.dots).quarterLength)


def transposition(instrument: Any) -> tuple[int, int]:
    """Diatonic steps and semitones from written to sounding pitch."""
    interval = getattr(instrument, "transposition", None)
    if interval is None:
        return 0, 0
    return interval.generic.staffDistance, round(interval.semitones)


def clean(text: str | None) -> str:
    """A text on one line, of the length that a document takes."""
    return " ".join((text or "").split())[:2000]


def _height(note: Any) -> tuple[float, float]:
    """Order of the notes of a chord: by staff position, then by accidental."""
    pitch = note.displayPitch() if hasattr(note, "displayPitch") else note.pitch
    return (pitch.diatonicNoteNum, pitch.ps)

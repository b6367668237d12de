"""Reading: from a score file to a document, with a list of what could not be kept.

What is appearance only (layout, fonts, colours, stems, beams, positions on the page) is engraved afresh and not listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from antiphon.document.codec import normalise
from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.score import markings, notation
from antiphon.score.library import music21
from antiphon.score.loss import Loss
from antiphon.score.source import Source, parse

STAVES = 4
VOICES = 8
VERSES = 4


def read(path: str | Path) -> tuple[Document, list[Loss]]:
    """Read a score file as a document.

    Args:
        path: A file ending in .musicxml, .xml, .mxl, .mid or .midi.

    Returns:
        The document, with ids and indexes that are the same each time the file is read; and what it could not keep, by part
        and measure.

    Raises:
        ScoreError: There is no score in it.
    """
    return Reading(parse(Path(path))).result()


@dataclass
class Bar:
    """A measure across all parts, as it is gathered."""

    end: Fraction = Fraction(0)
    meter: str = ""
    keys: list[tuple[str, int, str]] = field(default_factory=list)
    tempi: dict[Fraction, tuple[float | None, str]] = field(default_factory=dict)


class Reading:
    """One reading of a source; everything it gathers is in the order of the score."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.losses: list[tuple[int | None, str, str]] = []
        self.parts: dict[str, dict[str, Any]] = {}
        self.bars: list[Bar] = []
        self.events: list[tuple[tuple[int, int, int, int, Fraction], dict[str, Any]]] = []
        self.markings = markings.Markings(self.lose)
        self._once: set[tuple[int, str]] = set()

    def lose(self, bar: int | None, part: str, what: str, *, once: bool = False) -> None:
        """Note a loss; with `once`, only the first such one in its measure."""
        if once and bar is not None:
            if (bar, part + what) in self._once:
                return
            self._once.add((bar, part + what))
        self.losses.append((bar, part, what))

    def result(self) -> tuple[Document, list[Loss]]:
        """Walk the score and put together the document."""
        from fractional_indexing import generate_n_keys_between

        groups = list(_staff_groups(self.source.score))
        indexes = generate_n_keys_between(None, None, n=len(groups))
        for number, (staves, index) in enumerate(zip(groups, indexes, strict=True), start=1):
            self._part(f"p{number}", index, staves)
        measures = self._measures()
        self._tempi()
        events, ids, notes = self._numbered()
        spans = self.markings.spans(self.source.score, ids, notes)
        for number, part in enumerate(self.source.parts, start=1):
            name = self.parts.get(f"p{number}", {}).get("name", "")
            for bar, what in markings.unread(part):
                self.lose(bar, name, what)
        document = normalise(
            {
                "meta": _meta(self.source.score),
                "parts": self.parts,
                "measures": measures,
                "events": events,
                "spans": spans,
            }
        )
        self._untangle(document)
        first = 0 if self.bars and self.bars[0].end and self.bars[0].end < _full(self.bars[0].meter) else 1
        shown = [Loss(None if bar is None else bar + first, part, what) for bar, part, what in self.losses]
        return document, self.source.losses + shown

    def _untangle(self, document: Document) -> None:
        """Put notes that overlap in a voice into the voices that the projection finds for them, and leave out doubles."""
        piece = project(document)
        events = document["events"]
        if any(problem.code == "overlap" for problem in piece.problems):
            for voice in (voice for part in piece.parts for voice in part.voices if voice.voice <= VOICES):
                for note in (note for item in voice.items for note in item.notes):
                    if events[note.id].get("voice", 1) != voice.voice:
                        events[note.id]["voice"] = voice.voice
        for problem in piece.problems:
            if problem.code == "double" and events[problem.id]["kind"] == "note":
                event = events.pop(problem.id)
                self.lose(int(event["measure"][1:]) - 1, self.parts[event["part"]]["name"], "doubled note")
                for span in [
                    key
                    for key, each in document["spans"].items()
                    if problem.id in (each["start"], each["end"])
                ]:
                    self.lose(
                        int(event["measure"][1:]) - 1,
                        self.parts[event["part"]]["name"],
                        document["spans"].pop(span)["kind"],
                    )

    def _part(self, id: str, index: str, staves: list[Any]) -> None:
        midi = self.source.kind == "MIDI"
        instruments = list(staves[0].recurse().getElementsByClass("Instrument"))
        first = instruments[0] if instruments else None
        name = _clean(
            staves[0].partName or getattr(first, "partName", "") or getattr(first, "instrumentName", "")
        )
        part: dict[str, Any] = {"index": index, "name": name or f"Part {id[1:]}"}
        if abbreviation := _clean(staves[0].partAbbreviation):
            part["abbreviation"] = abbreviation
        if instrument := _instrument(first, name):
            part["instrument"] = instrument
        if len(staves) > 1:
            part["staves"] = len(staves)
        diatonic, chromatic = (0, 0) if midi else _transposition(first)
        if diatonic or chromatic:
            part |= {"diatonic": diatonic, "chromatic": chromatic}
        self.parts[id] = part
        for staff, stream in enumerate(staves, start=1):
            Staff(self, id, staff, len(staves), stream).walk()

    def _measures(self) -> dict[str, dict[str, Any]]:
        """The measures, with meter and key only where they change and a duration only where it is not the meter's."""
        from fractional_indexing import generate_n_keys_between

        indexes = generate_n_keys_between(None, None, n=len(self.bars))
        if self.source.kind == "MIDI":
            self._find_pickup()
        measures: dict[str, dict[str, Any]] = {}
        meter, key = "", None
        for number, (bar, index) in enumerate(zip(self.bars, indexes, strict=True), start=1):
            measure: dict[str, Any] = {"index": index}
            if number == 1:
                bar.meter = bar.meter or "4/4"
            if bar.meter not in ("", meter):
                measure["meter"] = meter = bar.meter
            bar.meter = meter
            if bar.keys:
                common = Counter((sharps, mode) for _, sharps, mode in bar.keys).most_common(1)[0][0]
                for part in dict.fromkeys(part for part, sharps, _ in bar.keys if sharps != common[0]):
                    self.lose(number - 1, part, "key signature of its own")
                if common != key:
                    key = common
                    measure |= {"key": key[0]} | ({"mode": key[1]} if key[1] else {})
            bar.end = bar.end or _full(meter)
            if bar.end != _full(meter):
                measure["duration"] = str(bar.end)
            measures[f"m{number}"] = measure
        return measures

    def _tempi(self) -> None:
        for number, bar in enumerate(self.bars):
            for onset, (bpm, text) in bar.tempi.items():
                if onset >= bar.end or (bpm is None and not text):
                    self.lose(number, "", "tempo mark")
                    continue
                event: dict[str, Any] = {"kind": "tempo", "measure": f"m{number + 1}", "onset": str(onset)}
                if bpm is not None:
                    event["bpm"] = min(max(bpm, 10.0), 400.0)
                    if event["bpm"] != bpm:
                        self.lose(number, "", "tempo mark (limited to 10 to 400 quarter notes a minute)")
                if text:
                    event["text"] = text
                self.events.append(((number, 0, 0, 0, onset), event))

    def _find_pickup(self) -> None:
        """A MIDI file says a pick-up as a first measure with a shorter meter of its own."""
        if (
            len(self.bars) > 1
            and self.bars[1].meter
            and _full(self.bars[0].meter) < _full(self.bars[1].meter)
        ):
            self.bars[0].end = _full(self.bars[0].meter)
            self.bars[0].meter = self.bars[1].meter

    def _numbered(self) -> tuple[dict[str, Any], dict[int, str], list[tuple[str, int, markings.Place, str]]]:
        """The events by id; the id of each music21 object that became one (of a chord, its lowest note); the notes in order."""
        events: dict[str, Any] = {}
        ids: dict[int, str] = {}
        notes = []
        for place, event in sorted(self.events, key=lambda each: each[0]):
            bar, part, staff, _, onset = place
            if bar >= len(self.bars):
                continue
            if event["kind"] == "rest":
                event["duration"] = str(min(Fraction(event["duration"]), self.bars[bar].end - onset))
            name = f"e{len(events) + 1}"
            origin = event.pop("origin", None)
            if origin is not None:
                ids.setdefault(id(origin), name)
            if event["kind"] == "note":
                notes.append((f"p{part}", staff, (bar, onset), name))
            events[name] = event
        return events, ids, notes


class Staff:
    """One staff of a part: walks its measures and adds to the reading."""

    def __init__(self, reading: Reading, part: str, staff: int, staves: int, stream: Any) -> None:
        self.reading = reading
        self.part = part
        self.name: str = reading.parts[part]["name"]
        self.staff = staff
        self.stream = stream
        self.midi = reading.source.kind == "MIDI"
        self.clef = "F4" if (staff, staves) == (2, 2) else "G2"
        self.sharps = 0
        self.nominal = Fraction(4)
        self.transposed: Any = None
        instruments = stream.recurse().getElementsByClass("Instrument")
        self.instruments = [(each.getOffsetInHierarchy(stream), each) for each in instruments]

    def walk(self) -> None:
        """Add everything on the staff to the reading."""
        for bar, measure in enumerate(self.stream.getElementsByClass("Measure")):
            if bar == len(self.reading.bars):
                self.reading.bars.append(Bar())
            self._transposition(measure)
            self._signatures(bar, measure)
            self._clefs(bar, measure)
            for number, (voice, offset) in enumerate(_voices(measure), start=1):
                if number <= VOICES:
                    self._voice(bar, voice, offset, number)
                else:
                    for _ in voice.notes:
                        self._lose(bar, "note of a ninth voice")
            for mark in self.reading.markings.measure(bar, self.part, self.name, self.staff, measure):
                self._tempo(bar, mark)

    def _lose(self, bar: int, what: str) -> None:
        self.reading.lose(bar, self.name, what)

    def _add(self, bar: int, voice: int, onset: Fraction, event: dict[str, Any]) -> None:
        event |= {"measure": f"m{bar + 1}", "part": self.part, "onset": str(onset)}
        if self.staff > 1:
            event["staff"] = self.staff
        if voice > 1:
            event["voice"] = voice
        self.reading.events.append(((bar, int(self.part[1:]), self.staff, voice, onset), event))

    def _tempo(self, bar: int, mark: markings.TempoMark) -> None:
        """Keep one tempo mark a place: files repeat them in every part, and put words and number apart."""
        tempi = self.reading.bars[bar].tempi
        bpm, text = tempi.get(mark.onset, (None, ""))
        if (bpm is not None and mark.bpm not in (None, bpm)) or (text and mark.text not in ("", text)):
            self._lose(bar, "tempo mark (there is another at its place)")
        tempi[mark.onset] = (mark.bpm if bpm is None else bpm, text or mark.text)

    def _transposition(self, measure: Any) -> None:
        """Note the interval by which an instrument after the first must be rewritten to sound right in the part."""
        start = self.stream.elementOffset(measure)
        current = [each for offset, each in self.instruments if offset <= start]
        first, now = (self.instruments[0][1], current[-1]) if current else (None, None)
        self.transposed = None
        if not self.midi and _transposition(first) != _transposition(now):
            self.transposed = (_transposition(now), _transposition(first))

    def _signatures(self, bar: int, measure: Any) -> None:
        gathered = self.reading.bars[bar]
        for signature in measure.getElementsByClass("TimeSignatureBase"):
            if measure.elementOffset(signature) > 0:
                self._lose(bar, "time signature within a measure")
                continue
            meter, lost = notation.meter_name(signature)
            if lost:
                self.reading.lose(bar, "", lost, once=True)
            if meter and gathered.meter and gathered.meter != meter:
                self._lose(bar, f"time signature of its own ({meter})")
            elif meter:
                gathered.meter = meter
                self.nominal = _full(meter)
        for signature in measure.getElementsByClass("KeySignature"):
            if measure.elementOffset(signature) > 0:
                self._lose(bar, "key signature within a measure")
            elif signature.isNonTraditional:
                self._lose(bar, "key signature that is not of the circle of fifths")
            else:
                part = self.reading.parts[self.part]
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
            self._add(bar, number, onset, {"kind": "rest", "origin": rest} | timing)

    def _extend(self, bar: int, end: Fraction) -> None:
        self.reading.bars[bar].end = max(self.reading.bars[bar].end, end)

    def _notes(
        self, bar: int, element: Any, number: int, onset: Fraction, duration: Fraction, timing: Any
    ) -> None:
        self._extend(bar, onset + duration)
        notes = list(element.notes) if element.isChord or "PercussionChord" in element.classes else [element]
        lyrics = self._lyrics(bar, element)
        for note in sorted(notes, key=lambda each: (getattr(each, "pitch", None) and each.pitch.ps) or 0):
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
            text = _clean(lyric.text)
            verse = lyric.number or position
            if not text:
                continue
            if verse > VERSES or f"lyric{verse}" in lyrics:
                self._lose(bar, f"syllable of verse {verse}")
                continue
            syllabic = lyric.components[-1].syllabic if lyric.isComposite else lyric.syllabic
            lyrics[f"lyric{verse}"] = text + ("-" if syllabic in ("begin", "middle") else "")
        return lyrics


def _staff_groups(score: Any) -> Iterator[list[Any]]:
    """The staves of each part: music21 keeps the staves of a keyboard part as parts of a staff group."""
    braces: dict[int, list[Any]] = {}
    for group in score.recurse().getElementsByClass("StaffGroup"):
        staves = list(group.getSpannedElements())
        if staves and all("PartStaff" in staff.classes for staff in staves):
            braces |= {id(staff): staves for staff in staves}
    seen: set[int] = set()
    for part in score.parts:
        if id(part) in seen:
            continue
        staves = braces.get(id(part), [part])
        seen |= {id(staff) for staff in staves}
        for first in range(0, len(staves), STAVES):
            yield staves[first : first + STAVES]


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


def _transposition(instrument: Any) -> tuple[int, int]:
    """Diatonic steps and semitones from written to sounding pitch."""
    interval = getattr(instrument, "transposition", None)
    if interval is None:
        return 0, 0
    return interval.generic.staffDistance, round(interval.semitones)


def _instrument(instrument: Any, part: str) -> str:
    """The name of an instrument's class in music21, or of the one that the part's name suggests; empty for none.

    The part's name comes first where the file says piano, as many do for any instrument.
    """
    library = music21()

    def named(name: str | None) -> str:
        try:
            return _clean(type(library.instrument.fromString(name))().instrumentName) if name else ""
        except library.exceptions21.InstrumentException:
            return ""

    kind = type(instrument)
    if kind is library.instrument.Piano:
        return named(part) or "Piano"
    if instrument is not None and kind is not library.instrument.Instrument:
        return _clean(kind().instrumentName)
    return named(getattr(instrument, "instrumentName", "")) or named(part)


def _meta(score: Any) -> dict[str, str]:
    """Title and people; music21 writes its own name where it has none, which is no composer."""
    found = score.metadata
    if found is None:
        return {}
    title, movement = _clean(found.title), _clean(found.movementName)
    meta = {
        "title": title or movement,
        "subtitle": movement if title and movement != title else "",
        "composer": _clean(found.composer),
        "lyricist": _clean(found.lyricist),
        "copyright": _clean(str(found.copyright or "")),
    }
    return {name: text for name, text in meta.items() if text and text not in ("Music21", "Music21 Fragment")}


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())[:2000]


def _full(meter: str) -> Fraction:
    beats, _, unit = meter.partition("/")
    return Fraction(int(beats) * 4, int(unit)) if unit else Fraction(4)

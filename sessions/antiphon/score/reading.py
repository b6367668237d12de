"""Reading: from a score file to a document, with a list of what could not be kept.

What is appearance only (layout, fonts, colours, stems, beams, positions on the page) is engraved afresh and not listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from fractional_indexing import generate_n_keys_between

from antiphon.document.codec import normalise
from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.score import markings
from antiphon.score.library import music21
from antiphon.score.loss import Loss
from antiphon.score.source import Source, parse
from antiphon.score.staff import VOICES, Gathered, Staff, clean, full, transposition

STAVES = 4


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


class Reading:
    """One reading of a source.

    A part transposes where the file says so: music21 also lets instruments transpose that are merely called horn or clarinet.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found = Gathered(source.kind == "MIDI")

    def result(self) -> tuple[Document, list[Loss]]:
        """Walk the score and put together the document."""
        groups = list(_staff_groups(self.source.score))
        indexes = generate_n_keys_between(None, None, n=len(groups))
        for number, (staves, index) in enumerate(zip(groups, indexes, strict=True), start=1):
            self._part(f"p{number}", index, staves)
        measures = self._measures()
        self._tempi()
        events, ids, notes = self._numbered()
        spans = self.found.markings.spans(self.source.score, ids, notes)
        document = normalise(
            {
                "meta": _meta(self.source.score),
                "parts": self.found.parts,
                "measures": measures,
                "events": events,
                "spans": spans,
            }
        )
        self._untangle(document)
        pickup = self.found.bars and self.found.bars[0].end < full(self.found.bars[0].meter)
        shown = [
            Loss(None if bar is None else bar + (0 if pickup else 1), part, what)
            for bar, part, what in self.found.losses
        ]
        return document, self.source.losses + shown

    def _untangle(self, document: Document) -> None:
        """Put notes that overlap in a voice into the voices that the projection finds for them, and leave out doubles."""
        piece = project(document)
        events, spans = document["events"], document["spans"]
        if any(problem.code == "overlap" for problem in piece.problems):
            for voice in (voice for part in piece.parts for voice in part.voices if voice.voice <= VOICES):
                for note in (note for item in voice.items for note in item.notes):
                    if events[note.id].get("voice", 1) != voice.voice:
                        events[note.id]["voice"] = voice.voice
        for problem in piece.problems:
            if problem.code == "double" and events[problem.id]["kind"] == "note":
                event = events.pop(problem.id)
                bar, part = int(event["measure"][1:]) - 1, self.found.parts[event["part"]]["name"]
                self.found.lose(bar, part, "doubled note")
                for id, span in list(spans.items()):
                    if problem.id in (span["start"], span["end"]):
                        self.found.lose(bar, part, spans.pop(id)["kind"])

    def _part(self, id: str, index: str, staves: list[Any]) -> None:
        midi = self.source.kind == "MIDI"
        instruments = list(staves[0].recurse().getElementsByClass("Instrument"))
        first = instruments[0] if instruments else None
        name = clean(
            staves[0].partName or getattr(first, "partName", "") or getattr(first, "instrumentName", "")
        )
        part: dict[str, Any] = {"index": index, "name": name or f"Part {id[1:]}"}
        if not midi and (abbreviation := clean(getattr(first, "partAbbreviation", ""))):
            part["abbreviation"] = abbreviation
        if instrument := _instrument(first, name):
            part["instrument"] = instrument
        if len(staves) > 1:
            part["staves"] = len(staves)
        raw = self.source.parts.get(getattr(first, "partId", None) or "")
        transposes = raw is not None and raw.find("measure/attributes/transpose") is not None
        diatonic, chromatic = transposition(first) if transposes else (0, 0)
        if diatonic or chromatic:
            part |= {"diatonic": diatonic, "chromatic": chromatic}
        self.found.parts[id] = part
        for staff, stream in enumerate(staves, start=1):
            Staff(self.found, id, staff, len(staves), stream, transposes).walk()
        if raw is not None:
            for bar, what in markings.unread(raw):
                self.found.lose(bar, part["name"], what)

    def _measures(self) -> dict[str, dict[str, Any]]:
        """The measures, with meter and key only where they change and a duration only where it is not the meter's."""
        indexes = generate_n_keys_between(None, None, n=len(self.found.bars))
        if self.source.kind == "MIDI":
            self._find_pickup()
        measures: dict[str, dict[str, Any]] = {}
        meter, key = "", None
        for number, (bar, index) in enumerate(zip(self.found.bars, indexes, strict=True), start=1):
            measure: dict[str, Any] = {"index": index}
            if number == 1:
                bar.meter = bar.meter or "4/4"
            if bar.meter not in ("", meter):
                measure["meter"] = meter = bar.meter
            bar.meter = meter
            if bar.keys:
                common = Counter(sharps for _, sharps, _ in bar.keys).most_common(1)[0][0]
                mode = next((mode for _, sharps, mode in bar.keys if sharps == common and mode), "")
                for part in dict.fromkeys(part for part, sharps, _ in bar.keys if sharps != common):
                    self.found.lose(number - 1, part, "own key signature")
                if (common, mode) != key:
                    key = (common, mode)
                    measure |= {"key": common} | ({"mode": mode} if mode else {})
            bar.end = bar.end or full(meter)
            if bar.end != full(meter):
                measure["duration"] = str(bar.end)
            measures[f"m{number}"] = measure
        return measures

    def _tempi(self) -> None:
        for number, bar in enumerate(self.found.bars):
            for onset, (bpm, text) in bar.tempi.items():
                if onset >= bar.end or (bpm is None and not text):
                    self.found.lose(number, "", "tempo mark")
                    continue
                event: dict[str, Any] = {"kind": "tempo", "measure": f"m{number + 1}", "onset": str(onset)}
                if bpm is not None:
                    event["bpm"] = min(max(bpm, 10.0), 400.0)
                    if event["bpm"] != bpm:
                        self.found.lose(
                            number, "", "tempo mark (limited to 10 to 400 quarter notes a minute)"
                        )
                if text:
                    event["text"] = text
                self.found.events.append(((number, 0, 0, 0, onset), event))

    def _find_pickup(self) -> None:
        """A MIDI file says a pick-up as a first measure with a shorter meter of its own."""
        if (
            len(self.found.bars) > 1
            and self.found.bars[1].meter
            and full(self.found.bars[0].meter) < full(self.found.bars[1].meter)
        ):
            self.found.bars[0].end = full(self.found.bars[0].meter)
            self.found.bars[0].meter = self.found.bars[1].meter

    def _numbered(self) -> tuple[dict[str, Any], dict[int, str], list[tuple[str, int, markings.Place, str]]]:
        """The events by id; the note that each music21 object became (of a chord, its lowest); and the notes in order."""
        events: dict[str, Any] = {}
        ids: dict[int, str] = {}
        notes = []
        for place, event in sorted(self.found.events, key=lambda each: each[0]):
            bar, part, staff, _, onset = place
            if bar >= len(self.found.bars):
                continue
            if event["kind"] == "rest":
                event["duration"] = str(min(Fraction(event["duration"]), self.found.bars[bar].end - onset))
            name = f"e{len(events) + 1}"
            origin = event.pop("origin", None)
            if event["kind"] == "note":
                ids.setdefault(id(origin), name)
                notes.append((f"p{part}", staff, (bar, onset), name))
            events[name] = event
        return events, ids, notes


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


def _instrument(instrument: Any, part: str) -> str:
    """The name of an instrument's class in music21, or of the one that the part's name suggests; empty for none.

    The part's name comes first where the file says piano, as many do for any instrument.
    """
    library = music21()

    def named(name: str | None) -> str:
        try:
            return clean(type(library.instrument.fromString(name))().instrumentName) if name else ""
        except library.exceptions21.InstrumentException:
            return ""

    kind = type(instrument)
    if kind is library.instrument.Piano:
        return named(part) or "Piano"
    if instrument is not None and (own := named(kind().instrumentName)):
        return own
    return named(getattr(instrument, "instrumentName", "")) or named(part)


def _meta(score: Any) -> dict[str, str]:
    """Title and people; music21 writes its own name where it has none, which is no composer."""
    found = score.metadata
    if found is None:
        return {}
    title, movement = clean(found.title), clean(found.movementName)
    meta = {
        "title": title or movement,
        "subtitle": movement if title and movement != title else "",
        "composer": clean(found.composer),
        "lyricist": clean(found.lyricist),
        "copyright": clean(str(found.copyright or "")),
    }
    return {name: text for name, text in meta.items() if text and text not in ("Music21", "Music21 Fragment")}

"""Reading: from a score file to a document, with a list of what could not be kept.

What is appearance only (layout, fonts, colours, stems, beams, positions on the page) is engraved afresh and not listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from fractional_indexing import generate_n_keys_between

from antiphon.document.codec import normalise
from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.score import bars, frame, markings, notation, spans
from antiphon.score.gathered import Entry, Gathered, named
from antiphon.score.keys import Keys
from antiphon.score.loss import Loss
from antiphon.score.source import Source, of_stream, parse
from antiphon.score.staff import VOICES, Staff
from antiphon.score.ties import tied

NEW = "new-"
"""How the id begins of what had none in a music21 stream."""

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")


def read(path: str | Path) -> tuple[Document, list[Loss]]:
    """Read a score file as a document.

    Args:
        path: A file ending in .musicxml, .xml, .mxl, .mid, .midi, .abc or .krn.

    Returns:
        The document, with ids and indexes that are the same each time the file is read; and what it could not keep, by part
        and measure.

    Raises:
        ScoreError: There is no score in it.
    """
    return Reading(parse(Path(path))).result()


def read_stream(stream: Any, known: Mapping[str, Any] | None = None) -> tuple[Document, list[Loss]]:
    """Read a music21 stream as a document.

    Args:
        stream: The stream; not changed. Its elements keep the ids that somebody gave them.
        known: Events of a document that some of these ids are of.

    Returns:
        The document, and what it could not keep.

    Raises:
        ScoreError: It cannot be read as a score.
    """
    return Reading(of_stream(stream), known).result()


class Reading:
    """One reading of a source.

    A part transposes where the file says so: music21 also lets instruments transpose that are merely called horn or clarinet.
    """

    def __init__(self, source: Source, known: Mapping[str, Any] | None = None) -> None:
        self.source = source
        self.found = Gathered(source.kind, known or {})
        self.taken: set[tuple[str, str]] = set()

    def result(self) -> tuple[Document, list[Loss]]:
        """Walk the score and put together the document."""
        groups = list(frame.staves(self.source.score))
        indexes = generate_n_keys_between(None, None, n=len(groups))
        for number, (staves, index) in enumerate(zip(groups, indexes, strict=True), start=1):
            self._part(number, index, staves)
        frame.groups(self.source.score, groups, self.found.parts)
        measures = self._measures()
        events, ids, notes = self._numbered()
        document = normalise(
            {
                "meta": frame.meta(self.source),
                "parts": self.found.parts,
                "measures": measures,
                "events": events,
                "spans": self._spans(ids, notes),
                "percussion": self._drums(),
            }
        )
        if self.source.kind != "stream":
            self._untangle(document)
        pickup = self.found.bars and self.found.bars[0].end < notation.full(self.found.bars[0].meter)
        shown = [
            Loss(None if bar is None else bar + (0 if pickup else 1), part, what)
            for bar, part, what in self.found.losses
        ]
        return document, self.source.losses + shown

    def _untangle(self, document: Document) -> None:
        """Put notes that overlap in a voice into the voices that the projection finds for them, and leave out doubles.

        The end of a tie is said of a note only where no tie begins that leads to it.
        """
        piece = project(document)
        events, spans = document["events"], document["spans"]
        for id in (id for part in piece.parts for id in tied(part, piece.measures).values()):
            events[id].pop("tie_end", None)
        if any(problem.code == "overlap" for problem in piece.problems):
            for voice in (voice for part in piece.parts for voice in part.voices if voice.voice <= VOICES):
                for note in (note for item in voice.items for note in item.notes):
                    if events[note.id].get("voice", 1) != voice.voice:
                        events[note.id]["voice"] = voice.voice
        for problem in piece.problems:
            if problem.code == "double" and problem.id in events:
                event = events.pop(problem.id)
                bar, part = int(event["measure"][1:]) - 1, self.found.parts.get(event.get("part", ""), {})
                name = part.get("name", "")
                self.found.lose(bar, name, f"doubled {_WORDS.get(event['kind'], event['kind'])}")
                for id, span in list(spans.items()):
                    if problem.id in (span["start"], span["end"]):
                        self.found.lose(bar, name, spans.pop(id)["kind"])

    def _id(self, root: str, wanted: str, fallback: str) -> str:
        """An id that nothing else of a root has: the wanted one, where it is an id and the source is one whose ids count."""
        if self.source.kind == "stream":
            fallback = f"{NEW}{fallback}"
        id = wanted if self.source.kind == "stream" and _ID.fullmatch(wanted) else fallback
        while (root, id) in self.taken:
            id = f"{fallback}-{len(self.taken)}"
        self.taken.add((root, id))
        return id

    def _part(self, number: int, index: str, staves: list[Any]) -> None:
        wanted = named(staves[0]).partition(".")[0] if "." in named(staves[0]) else ""
        id = self._id("parts", wanted, f"p{number}")
        instruments = list(staves[0].recurse().getElementsByClass("Instrument"))
        first = instruments[0] if instruments else None
        raw = self.source.parts.get(getattr(first, "partId", None) or "")
        definition = self.source.definitions.get(getattr(first, "partId", None) or "")
        transposes = self.source.kind == "stream" or (
            raw is not None and raw.find("measure/attributes/transpose") is not None
        )
        part = {"index": index} | frame.part(
            staves, first, number, transposes, raw, midi=self.source.kind == "MIDI"
        )
        self.found.parts[id] = part
        for drum in frame.drums(definition) if definition is not None else ():
            self.found.drums[f"d{len(self.found.drums) + 1}"] = drum | {"part": id}
        for name, drum in frame.kept_drums(staves[0]).items():
            self.found.drums[self._id("percussion", name, name)] = drum | {"part": id, "source": name}
        for staff, stream in enumerate(staves, start=1):
            Staff(self.found, id, staff, len(staves), stream, transposes).walk()
        if raw is not None:
            for bar, what in markings.unread(raw):
                self.found.lose(bar, part["name"], what)

    def _drums(self) -> dict[str, dict[str, Any]]:
        """The percussion maps: what is struck somewhere."""
        struck = {entry.fields.get("drum") for entry in self.found.events}
        return {
            id: {name: value for name, value in drum.items() if name != "source"}
            for id, drum in self.found.drums.items()
            if id in struck or self.source.kind == "stream"
        }

    def _measures(self) -> dict[str, dict[str, Any]]:
        """The measures, with meter and key only where they change and a duration only where it is not the meter's."""
        indexes = generate_n_keys_between(None, None, n=len(self.found.bars))
        if self.source.kind == "MIDI":
            self._find_pickup()
        for number, times in bars.endings(self.source.score, lambda each: self.found.measures.get(id(each))):
            self.found.bars[number].fields.setdefault("ending", times)
        measures: dict[str, dict[str, Any]] = {}
        meter, key = ("", ""), None
        for number, (bar, index, common) in enumerate(
            zip(self.found.bars, indexes, self._keys(), strict=True), start=1
        ):
            measure: dict[str, Any] = {"index": index} | bar.fields
            if number == 1 and not bar.meter:
                bar.meter, bar.symbol = "4/4", "" if self.source.kind in ("MIDI", "stream") else "none"
            if bar.meter and (bar.meter, bar.symbol) != meter:
                meter = (bar.meter, bar.symbol)
                measure |= {"meter": bar.meter} | ({"meter_symbol": bar.symbol} if bar.symbol else {})
            bar.meter = meter[0]
            if common is not None and common != key:
                key = common
                measure |= {"key": key[0]} | ({"mode": key[1]} if key[1] else {})
            bar.end = bar.end or min(bar.still or notation.full(meter[0]), notation.full(meter[0]))
            if bar.end != notation.full(meter[0]):
                measure["duration"] = str(bar.end)
            bar.id = self._id("measures", bar.id, f"m{number}")
            measures[bar.id] = measure
        return measures

    def _keys(self) -> list[tuple[int, str] | None]:
        """The piece's key and mode from each measure on; parts get what they have beyond it."""
        lines = [
            (id, staff)
            for id, part in self.found.parts.items()
            for staff in range(1, part.get("staves", 1) + 1)
        ]
        silent = self.source.kind not in ("MIDI", "stream")
        keys = Keys([bar.keys for bar in self.found.bars], lines, silent)
        for id, beyond in keys.beyond.items():
            self.found.parts[id]["fifths"] = beyond
        for number, id in keys.own():
            self.found.lose(number, self.found.parts[id]["name"], "own key signature")
        return keys.common

    def _find_pickup(self) -> None:
        """A MIDI file says a pick-up as a first measure with a shorter meter of its own."""
        if (
            len(self.found.bars) > 1
            and self.found.bars[1].meter
            and notation.full(self.found.bars[0].meter) < notation.full(self.found.bars[1].meter)
        ):
            self.found.bars[0].end = notation.full(self.found.bars[0].meter)
            self.found.bars[0].meter = self.found.bars[1].meter

    def _numbered(self) -> tuple[dict[str, Any], dict[int, str], list[spans.Sounding]]:
        """The events by id; the note that each music21 object became (of a chord, its lowest); and the notes in order."""
        events: dict[str, Any] = {}
        ids: dict[int, str] = {}
        notes = []
        entries = sorted(self._placed(), key=lambda each: (*each.order, each.grace))
        holders = self._holders(entries)
        for number, entry in enumerate(entries, start=1):
            bar, _, staff, _, onset = entry.order
            event = entry.fields
            event["measure"] = self.found.bars[bar].id
            name = self._id("events", entry.id if holders.get(entry.id) is entry else "", f"e{number}")
            if event["kind"] == "rest":
                event["duration"] = str(min(Fraction(event["duration"]), self.found.bars[bar].end - onset))
            if event["kind"] in ("note", "rest"):
                for element in entry.elements:
                    ids.setdefault(id(element), name)
                notes.append(spans.Sounding(event["part"], staff, (bar, onset, *entry.grace), name))
            events[name] = event
        return events, ids, notes

    def _holders(self, entries: list[Entry]) -> dict[str, Entry]:
        """The entry that each id is of, where copies have it too: the one that stands where it is known to, else the first."""
        holders: dict[str, Entry] = {}
        for entry in entries:
            known = self.found.known.get(entry.id, {})
            place = {"measure": self.found.bars[entry.order[0]].id, "onset": str(entry.order[4])}
            if place.items() <= known.items() or entry.id not in holders:
                holders[entry.id] = entry
        return holders

    def _placed(self) -> Iterator[Entry]:
        """The events within their measures, one tempo mark a place: files repeat them in every part."""
        tempi: dict[tuple[int, Fraction], Entry] = {}
        last = len(self.found.bars) - 1
        for entry in self.found.events:
            bar, part, staff, voice, onset = entry.order
            kind = entry.fields["kind"]
            if kind not in ("note", "rest") and bar <= last and onset >= self.found.bars[bar].end:
                bar, onset = (bar + 1, Fraction(0)) if bar < last else (bar, self._latest(bar))
                entry.fields["onset"] = str(onset)
            if bar > last or (kind == "rest" and onset >= self.found.bars[bar].end):
                continue
            entry.order = (bar, 0 if kind == "tempo" else part, staff, voice, onset)
            if kind == "figures" and "duration" in entry.fields:
                self._figures(entry, part)
            if kind != "tempo":
                yield entry
            elif (first := tempi.setdefault((bar, onset), entry)) is not entry:
                self._merge(first.fields, entry.fields, bar)
        for (bar, _), entry in tempi.items():
            self._limit(entry.fields, bar)
            yield entry

    def _latest(self, bar: int) -> Fraction:
        """Where the last note of a measure stands."""
        return max(
            (
                entry.order[4]
                for entry in self.found.events
                if entry.order[0] == bar and entry.fields["kind"] in ("note", "rest")
                if entry.order[4] < self.found.bars[bar].end
            ),
            default=Fraction(0),
        )

    def _figures(self, entry: Entry, part: int) -> None:
        """The duration of figures, which a file says in its own divisions."""
        duration = Fraction(entry.fields["duration"])
        raw = list(self.source.parts.values())
        if part <= len(raw):
            duration /= Fraction(raw[part - 1].findtext("measure/attributes/divisions") or 1)
        entry.fields["duration"] = str(duration)

    def _merge(self, tempo: dict[str, Any], other: dict[str, Any], bar: int) -> None:
        differs = any(
            name in tempo and name in other and tempo[name] != other[name] for name in ("bpm", "text")
        )
        if differs:
            self.found.lose(bar, "", "tempo mark (there is another at its place)")
        for name in ("bpm", "beat", "text", "gradual"):
            if name in other:
                tempo.setdefault(name, other[name])

    def _limit(self, tempo: dict[str, Any], bar: int) -> None:
        if "bpm" in tempo and not 10 <= tempo["bpm"] <= 400:
            tempo["bpm"] = min(max(tempo["bpm"], 10.0), 400.0)
            self.found.lose(bar, "", "tempo mark (limited to 10 to 400 quarter notes a minute)")

    def _spans(self, ids: dict[int, str], notes: list[spans.Sounding]) -> dict[str, Any]:
        def lose(place: spans.Place, part: str, what: str) -> None:
            self.found.lose(place[0], self.found.parts.get(part, {}).get("name", ""), what)

        found = spans.read(self.source.score, ids, self.found.anchors, notes, lose)
        result: dict[str, Any] = {}
        for number, (spanner, fields) in enumerate(found, start=1):
            result[self._id("spans", named(spanner), f"s{number}")] = fields
        return result


_WORDS = {"harmony": "chord symbol", "figures": "figure", "dynamic": "dynamic mark", "tempo": "tempo mark"}

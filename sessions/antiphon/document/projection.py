"""The projection: from a document, in whatever state its editors left it, to a piece.

Pure and total: whatever the document holds, there is a piece, and what could not be taken as it was written
is named in its problems. The rules, in their order, are in `docs/architecture.md`;
`src/document/projection.ts` follows the same ones, held to this by `tests/fixtures/projection`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from fractions import Fraction
from functools import lru_cache
from typing import Any

from antiphon.document import types
from antiphon.document.codec import inspect
from antiphon.document.piece import (
    Clef,
    Item,
    Measure,
    Note,
    Part,
    Piece,
    Problem,
    Strip,
    Tempo,
    Voice,
    piece_to_json,
)
from antiphon.document.voices import Sound, arrange

__all__ = [
    "Clef",
    "Item",
    "Measure",
    "Note",
    "Part",
    "Piece",
    "Problem",
    "Strip",
    "Tempo",
    "Voice",
    "piece_to_json",
    "project",
]

ZERO = Fraction(0)

CODES = ("invalid", "orphan", "outside", "overfull", "double", "overlap")
"""The codes of problems, in the order of the rules."""

COMPANIONS: Mapping[str, tuple[str, ...]] = {
    "note": ("part", "duration", "pitch"),
    "rest": ("part", "duration"),
    "clef": ("part", "clef"),
    "tempo": (),
}
"""The fields that each kind of event must have beside those that every event has."""


def project(document: Mapping[str, Any]) -> Piece:
    """Read a document as a piece.

    Args:
        document: A document, or anything shaped like one: what the schema refuses is left out, and named.

    Returns:
        The piece.
    """
    clean, refusals = inspect(document)
    problems = [Problem("invalid", refusal.id or refusal.root, str(refusal)) for refusal in refusals]
    refused = {(refusal.id, refusal.field) for refusal in refusals if refusal.root == "events"}
    measures = _measures(clean, problems)
    events = _Events(clean, measures, refused, problems)
    return Piece(
        title=clean["meta"].get("title", ""),
        composer=clean["meta"].get("composer", ""),
        measures=measures,
        tempi=_tempi(events),
        parts=tuple(_part(id, clean, measures, events) for id in _ordered(clean["parts"])),
        problems=tuple(sorted(problems, key=lambda each: (CODES.index(each.code), each.id, each.message))),
    )


@lru_cache(maxsize=4096)
def rational(text: str) -> Fraction:
    """A rational of the document as a fraction of quarter lengths."""
    return Fraction(text)


def _ordered(entries: Mapping[str, Any]) -> list[str]:
    return sorted(entries, key=lambda id: (entries[id]["index"], id))


def _measures(document: types.Document, problems: list[Problem]) -> tuple[Measure, ...]:
    entries = document["measures"]
    result: list[Measure] = []
    meter, key, mode = "4/4", 0, "major"
    start, number = ZERO, 1
    for id in _ordered(entries):
        entry = entries[id]
        meter = entry.get("meter", meter)
        mode = entry.get("mode", "major" if "key" in entry else mode)
        key = entry.get("key", key)
        full = _length(meter)
        duration = rational(entry["duration"]) if "duration" in entry else full
        if not duration:
            problems.append(Problem("invalid", id, f"measures.{id}.duration: not greater than 0"))
            duration = full
        if not result and duration < full:
            number = 0
        result.append(Measure(id, number, start, duration, meter, key, mode))
        start += duration
        number += 1
    return tuple(result)


@lru_cache(maxsize=256)
def _length(meter: str) -> Fraction:
    """The length of a measure of a meter, such as `2+2+3/8`, in quarter lengths."""
    beats, unit = meter.split("/")
    return Fraction(sum(map(int, beats.split("+"))) * 4, int(unit))


class _Events:
    """The events of a document, sorted into where they belong."""

    def __init__(
        self,
        document: types.Document,
        measures: tuple[Measure, ...],
        refused: Set[tuple[str, str]],
        problems: list[Problem],
    ) -> None:
        self.tempi: list[tuple[Fraction, str, types.Event]] = []
        self.clefs: dict[str, list[Clef]] = defaultdict(list)
        self.voices: dict[tuple[str, str, int], dict[int, list[Sound]]] = {}
        self.staves: dict[str, int] = defaultdict(int)
        self._document = document
        self._measures = {measure.id: measure for measure in measures}
        self._refused = refused
        self._problems = problems
        for id, event in document["events"].items():
            self._sort(id, event)

    def report(self, code: str, id: str, message: str) -> None:
        """Note a problem of an event."""
        self._problems.append(Problem(code, id, f"events.{id}: {message}"))

    def _sort(self, id: str, event: types.Event) -> None:
        if lacking := _lacking(event):
            field, why = lacking
            if (id, field) not in self._refused:
                self._problems.append(Problem("invalid", id, f"events.{id}.{field}: {why}"))
            return
        kind = event["kind"]
        measure = self._measures.get(event["measure"])
        if measure is None:
            return self.report("orphan", id, "its measure is gone, left out")
        part = event.get("part", "")
        if kind != "tempo" and part not in self._document["parts"]:
            return self.report("orphan", id, "its part is gone, left out")
        onset = rational(event["onset"])
        if onset >= measure.duration:
            return self.report("outside", id, f"starts after the end of measure {measure.number}, left out")
        staff = event.get("staff", 1)
        if kind == "tempo":
            self.tempi.append((measure.start + onset, id, event))
        elif kind == "clef":
            self.clefs[part].append(Clef(id, measure.id, staff, onset, event["clef"]))
        elif kind in ("note", "rest"):
            self._place(id, event, measure, onset, part, staff)

    def _place(
        self, id: str, event: types.Event, measure: Measure, onset: Fraction, part: str, staff: int
    ) -> None:
        duration = rational(event["duration"])
        if onset + duration > measure.duration:
            self.report("overfull", id, f"reaches over the end of measure {measure.number}, cut there")
            duration = measure.duration - onset
        note = None
        if event["kind"] == "note":
            note = Note(id, event["pitch"], event.get("tie", False), _lyrics(event))
            self.staves[part] = max(self.staves[part], staff)
        voices = self.voices.setdefault((part, measure.id, staff), {})
        sound = Sound(id, onset, duration, event.get("tuplet"), note)
        voices.setdefault(event.get("voice", 1), []).append(sound)


def _lacking(event: types.Event) -> tuple[str, str] | None:
    """The field that an event of its kind must have and lacks, and how it lacks it."""
    for field in COMPANIONS.get(event["kind"], ()):
        if field not in event:
            return field, "missing"
    if event["kind"] == "tempo" and "bpm" not in event and "text" not in event:
        return "bpm", "missing"
    if event["kind"] in ("note", "rest") and not rational(event["duration"]):
        return "duration", "not greater than 0"
    return None


def _lyrics(event: types.Event) -> tuple[str, ...]:
    verses = [event.get("lyric1"), event.get("lyric2"), event.get("lyric3"), event.get("lyric4")]
    while verses and not verses[-1]:
        verses.pop()
    return tuple(verse or "" for verse in verses)


def _tempi(events: _Events) -> tuple[Tempo, ...]:
    result: list[Tempo] = []
    bpm = 120.0
    for position, id, event in sorted(events.tempi, key=lambda tempo: tempo[:2]):
        if result and result[-1].position == position:
            events.report("double", id, f"doubles {result[-1].id}, left out")
            continue
        bpm = event.get("bpm", bpm)
        result.append(Tempo(id, position, bpm, event.get("text", "")))
    if not result or result[0].position > 0:
        result.insert(0, Tempo(None, ZERO, 120.0, ""))
    return tuple(result)


def _part(id: str, document: types.Document, measures: tuple[Measure, ...], events: _Events) -> Part:
    part = document["parts"][id]
    strip = document["mix"].get(id, {})
    staves = max(part.get("staves", 1), events.staves[id])
    return Part(
        id=id,
        name=part["name"],
        abbreviation=part.get("abbreviation", ""),
        instrument=part.get("instrument", ""),
        staves=staves,
        diatonic=part.get("diatonic", 0),
        chromatic=part.get("chromatic", 0),
        clefs=_clefs(id, staves, measures, events),
        voices=_voices(id, staves, measures, events),
        mix=Strip(
            gain=strip.get("gain", 0.0),
            pan=strip.get("pan", 0.0),
            mute=strip.get("mute", False),
            solo=strip.get("solo", False),
        ),
    )


def _clefs(part: str, staves: int, measures: tuple[Measure, ...], events: _Events) -> tuple[Clef, ...]:
    places: dict[tuple[int, int, Fraction], Clef] = {}
    if measures:
        for staff in range(1, staves + 1):
            default = "F4" if (staff, staves) == (2, 2) else "G2"
            places[0, staff, ZERO] = Clef(None, measures[0].id, staff, ZERO, default)
    order = {measure.id: index for index, measure in enumerate(measures)}
    for clef in events.clefs[part]:
        place = order[clef.measure], clef.staff, clef.onset
        first = places.get(place)
        if clef.id is None:
            continue
        if clef.staff > staves:
            events.report("orphan", clef.id, "its staff is gone, left out")
        elif first and first.id:
            events.report("double", clef.id, f"doubles {first.id}, left out")
        else:
            places[place] = clef
    return tuple(places[place] for place in sorted(places))


def _voices(part: str, staves: int, measures: tuple[Measure, ...], events: _Events) -> tuple[Voice, ...]:
    result: list[Voice] = []
    for measure in measures:
        for staff in range(1, staves + 1):
            voices = events.voices.get((part, measure.id, staff), {})
            place = f"measure {measure.number}"
            for voice, items in arrange(voices, measure.duration, place, events.report):
                result.append(Voice(measure.id, staff, voice, items))
    return tuple(result)

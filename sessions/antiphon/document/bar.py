"""A bar: what a part has in a measure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from antiphon.document.notes import Sound, note, rational
from antiphon.document.piece import Clef, Mark, Measure, Problem, Voice
from antiphon.document.types import Event
from antiphon.document.voices import Report, arrange

COMPANIONS: Mapping[str, tuple[str, ...]] = {
    "note": ("part", "duration", "pitch"),
    "rest": ("part", "duration"),
    "clef": ("part", "clef"),
    "tempo": (),
    "dynamic": ("part", "dynamic"),
    "harmony": ("part", "text"),
    "figures": ("part", "text"),
    "text": ("part", "text"),
}
"""The fields that each kind of event must have beside those that every event has."""

Place = tuple[float, Fraction, int, str]
"""Where in its measure a note or rest stands: its onset twice (the first compares fast), then grace notes (0), notes
and rests (1) and grace notes after them (2), then the index of grace notes."""

Voices = dict[int, dict[int, list[Sound]]]
"""For each staff, for each voice, its sounds by id."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What a part has in a measure.

    Attributes:
        voices: By staff, voice; voice 1 of every staff is there.
        clefs: By staff, onset.
        marks: By staff, onset, kind, id.
        places: Where the notes and rests of the piece are, by id.
        problems: What could not be taken as it was written.
    """

    voices: tuple[Voice, ...] = ()
    clefs: tuple[Clef, ...] = ()
    marks: tuple[Mark, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Contents:
    """The events of one part in one measure, sorted into what they are.

    Attributes:
        staves: The greatest staff that has a note.
        tempi: The tempo marks: id, onset, event.
        problems: Those that sorting met.
    """

    def __init__(
        self,
        events: Iterable[tuple[str, Event]],
        measure: Measure | None,
        part: bool,
        drums: Collection[str],
        refused: Mapping[str, Collection[str]],
    ) -> None:
        """Sort events.

        Args:
            events: Ids and events, by id.
            measure: Their measure; None where it is gone.
            part: Whether their part is there.
            drums: The ids of the part's percussion map.
            refused: For an event, its fields that the schema refuses, which need no second word.
        """
        self.staves = 0
        self.tempi: list[tuple[str, Fraction, Event]] = []
        self.problems: list[Problem] = []
        self._measure = measure
        self._drums = drums
        self._sounds: Voices = {}
        self._graces: Voices = {}
        self._places: dict[str, Place] = {}
        self._clefs: list[Clef] = []
        self._marks: list[Mark] = []
        for id, event in events:
            if lacking := _lacking(event):
                name, why = lacking
                if name not in refused.get(id, ()):
                    self.problems.append(Problem("invalid", id, f"events.{id}.{name}: {why}"))
            elif measure is None:
                self._report("orphan", id, "its measure is gone, left out")
            elif not part and event["kind"] != "tempo":
                self._report("orphan", id, "its part is gone, left out")
            else:
                self._sort(id, event, measure)

    def _report(self, code: str, id: str, message: str) -> None:
        self.problems.append(Problem(code, id, f"events.{id}: {message}"))

    def _sort(self, id: str, event: Event, measure: Measure) -> None:
        kind = event["kind"]
        onset = rational(event["onset"])
        last = kind == "note" and event.get("grace") == "after"
        if onset > measure.duration or (onset == measure.duration and not last):
            return self._report("outside", id, f"starts after the end of measure {measure.number}, left out")
        staff = event.get("staff", 1)
        if kind == "note" or kind == "rest":
            self._place(id, event, measure, onset, staff)
        elif kind == "tempo":
            self.tempi.append((id, onset, event))
        elif kind == "clef":
            self._clefs.append(Clef(id, measure.id, staff, onset, event["clef"]))
        else:
            self._marks.append(_mark(id, event, measure, onset))

    def _place(self, id: str, event: Event, measure: Measure, onset: Fraction, staff: int) -> None:
        duration = rational(event["duration"])
        voices, found = self._sounds, None
        if event["kind"] == "note":
            found = note(id, event, self._drums)
            self.staves = max(self.staves, staff)
            if "grace" in event:
                voices = self._graces
                rank = 2 if event["grace"] == "after" else 0
                self._places[id] = float(onset), onset, rank, event.get("index", "")
        if voices is self._sounds and onset + duration > measure.duration:
            self._report("overfull", id, f"reaches over the end of measure {measure.number}, cut there")
            duration = measure.duration - onset
        sound = Sound(id, onset, duration, found, event)
        voices.setdefault(staff, {}).setdefault(event.get("voice", 1), []).append(sound)

    def bar(self, staves: int, before: Bar) -> Bar:
        """What the piece has of it.

        Args:
            staves: How many staves the part has, at least `self.staves`.
            before: The bar as it was; what is still the same is taken from there.
        """
        measure = self._measure
        if measure is None:
            return Bar(problems=tuple(self.problems))
        problems = list(self.problems)

        def report(code: str, id: str, message: str) -> None:
            problems.append(Problem(code, id, f"events.{id}: {message}"))

        old = {(voice.staff, voice.voice): voice for voice in before.voices}
        voices: list[Voice] = []
        for staff in range(1, staves + 1):
            sounds, graces = self._sounds.get(staff, {}), self._graces.get(staff, {})
            for number, items in arrange(
                sounds, graces, measure.duration, f"measure {measure.number}", report
            ):
                voice = Voice(measure.id, staff, number, items)
                known = old.get((staff, number))
                voices.append(known if known == voice else voice)
        return Bar(
            voices=tuple(voices),
            clefs=self._clefs_of(staves, report),
            marks=self._marks_of(staves, report),
            places=_places(voices, self._places),
            problems=tuple(problems),
        )

    def _clefs_of(self, staves: int, report: Report) -> tuple[Clef, ...]:
        kept: dict[tuple[int, Fraction], Clef] = {}
        for clef in self._clefs:
            first = kept.setdefault((clef.staff, clef.onset), clef) if clef.staff <= staves else None
            _tell(clef.id or "", clef, first, report)
        return tuple(kept[place] for place in sorted(kept))

    def _marks_of(self, staves: int, report: Report) -> tuple[Mark, ...]:
        kept: dict[tuple[int, Fraction, str, str], Mark] = {}
        for mark in self._marks:
            several = {"text": mark.id, "dynamic": mark.text}.get(mark.kind, "")
            place = mark.staff, mark.onset, mark.kind, several
            first = kept.setdefault(place, mark) if mark.staff <= staves else None
            _tell(mark.id, mark, first, report)
        return tuple(kept[place] for place in sorted(kept))


def _tell(id: str, this: Clef | Mark, first: Clef | Mark | None, report: Report) -> None:
    """Report what stands on a staff that is not there, or at a place that another has."""
    if first is None:
        report("orphan", id, "its staff is gone, left out")
    elif first is not this:
        report("double", id, f"doubles {first.id}, left out")


def _places(voices: Iterable[Voice], graces: Mapping[str, Place]) -> dict[str, Place]:
    places = dict(graces)
    for voice in voices:
        for item in voice.items:
            place = float(item.onset), item.onset, 1, ""
            for each in item.notes:
                places[each.id] = place
            if item.rest:
                places[item.rest] = place
    return places


def _mark(id: str, event: Event, measure: Measure, onset: Fraction) -> Mark:
    kind = event["kind"]
    return Mark(
        id,
        kind,
        measure.id,
        event.get("staff", 1),
        onset,
        event["dynamic"] if kind == "dynamic" else event["text"],
        event.get("placement", ""),
        event.get("style", "plain") if kind == "text" else "plain",
        (rational(event.get("duration", "0")) or None) if kind == "figures" else None,
    )


def _lacking(event: Event) -> tuple[str, str] | None:
    """The field that an event of its kind must have and lacks, and how it lacks it."""
    kind = event["kind"]
    for name in COMPANIONS[kind]:
        if name not in event:
            return name, "missing"
    if kind == "tempo" and "bpm" not in event and "text" not in event:
        return "bpm", "missing"
    if kind in ("note", "rest") and not rational(event["duration"]):
        return "duration", "not greater than 0"
    return None

"""The interpretation: all that the live engine makes of a document, from its notes to its graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from antiphon.document.piece import Measure, Part, Passage, Piece, Section
from antiphon.document.projection import project
from antiphon.engine.automation import Lane, Track, read_lanes, tracks
from antiphon.engine.console import Armed, mixed
from antiphon.engine.meter import beats
from antiphon.engine.metronome import Click, clicks, with_metronome, without_room
from antiphon.engine.patch import project_patch
from antiphon.engine.plan import Plan, compile_plan
from antiphon.engine.route import Route, Visit, edges, route, visits
from antiphon.engine.sequence import SoundingNote, merge, part_sequence, swing_share
from antiphon.engine.strips import NO_STRIPS, Strips
from antiphon.engine.tempo import Hold, TempoMap, holds
from antiphon.engine.transport import Course

DRAWN = frozenset({"lanes", "points"})
"""The roots that say what moves along the score."""

GRAPH = frozenset({"nodes", "edges", "ports", "presets", "mix", "sends", "inserts"})
"""The roots that say how the notes sound."""

SCORE = frozenset({"meta", "parts", "measures", "events", "spans", "percussion", "sections", "form"})
"""The roots that say what the notes are, and when."""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What is played, and how.

    Attributes:
        piece: The document's piece.
        plan: What sounds.
        notes: What is played, by start.
        tempo: How its positions fall in time.
        course: How it runs, at that tempo.
        played: The measures in the order in which they are played.
        metronome: Whether the plan has the metronome's part behind the others.
        clicks: Of the metronome, by start; none where the plan does not have it.
        strips: The mixer's.
        lanes: What is drawn along the score.
        tracks: Those of it that move something.
    """

    piece: Piece
    plan: Plan
    notes: tuple[SoundingNote, ...]
    tempo: TempoMap
    course: Course
    played: tuple[Visit, ...] = ()
    metronome: bool = False
    clicks: tuple[Click, ...] = ()
    strips: Strips = NO_STRIPS
    lanes: tuple[Lane, ...] = ()
    tracks: tuple[Track, ...] = ()

    def with_graph(self, piece: Piece, graph: Mapping[str, Any], present: Armed = ()) -> Interpretation:
        """The same notes with another graph and mix.

        Args:
            piece: The piece, of which nothing but the mix has changed.
            graph: A document, of which the roots of `GRAPH` are read, and those of `DRAWN` where they changed.
            present: Strips and switches whose node is to be there though it is off.
        """
        drawn = not DRAWN.isdisjoint(graph)
        starts = {measure.id: measure.start for measure in piece.measures}
        lanes = read_lanes(graph, starts) if drawn else self.lanes
        plan, strips = _plan(piece, graph, self.metronome, lanes, present)
        moving = tracks(lanes, graph["nodes"], strips.fields)
        return replace(self, piece=piece, plan=plan, strips=strips, lanes=lanes, tracks=moving)


def interpret(document: Mapping[str, Any]) -> Interpretation:
    """Read a whole document."""
    return Interpreter().read(project(document), document)


def _plan(
    piece: Piece, graph: Mapping[str, Any], metronome: bool, lanes: Iterable[Lane], present: Armed
) -> tuple[Plan, Strips]:
    """The plan and the strips; what a lane may switch on is there."""
    armed = {*present, *(lane.key for lane in lanes if lane.points)}
    heard = with_metronome(piece) if metronome else piece
    patch = project_patch(graph, heard)
    patch = mixed(without_room(patch) if metronome else patch, graph, heard, armed)
    assert patch.strips is not None
    return compile_plan(patch, heard), patch.strips


class Interpreter:
    """Reads a piece that changes: parts that did not change are not played through again.

    Attributes:
        metronome: Whether its plans have the metronome's part behind the others.
    """

    def __init__(self) -> None:
        self.metronome = False
        self._frame: _Frame | None = None
        self._parts: dict[str, _Reading] = {}
        self._drawn: tuple[object, object, object] = (None, None, None)
        self._lanes: tuple[Lane, ...] = ()

    def read(self, piece: Piece, graph: Mapping[str, Any], present: Armed = ()) -> Interpretation:
        """Read a piece.

        Args:
            piece: The piece.
            graph: A document, of which the roots of `GRAPH` and `DRAWN` are read.
            present: Strips and switches whose node is to be there though it is off.
        """
        frame = _Frame(piece.measures, piece.sections, piece.form, piece.swing)
        if self._frame == frame:
            frame = self._frame
        else:
            self._frame = frame
            self._parts.clear()
        self._parts = {part.id: self._read_part(part, index, frame) for index, part in enumerate(piece.parts)}
        readings = self._parts.values()
        held = {hold for reading in readings for hold in reading.holds}
        tempo = TempoMap(piece.tempi, (), tuple(sorted(held)), frame.route)
        lanes = self._read_lanes(graph, frame)
        plan, strips = _plan(piece, graph, self.metronome, lanes, present)
        moving = tracks(lanes, graph["nodes"], strips.fields)
        notes = merge(reading.notes for reading in readings)
        course = frame.course(tempo)
        ticks = frame.clicks(len(piece.parts)) if self.metronome else ()
        return Interpretation(
            piece, plan, notes, tempo, course, frame.played, self.metronome, ticks, strips, lanes, moving
        )

    def _read_lanes(self, graph: Mapping[str, Any], frame: _Frame) -> tuple[Lane, ...]:
        """The lanes; the same as before while the roots are the same objects."""
        drawn = graph.get("lanes"), graph.get("points"), frame
        if any(each is not before for each, before in zip(drawn, self._drawn, strict=True)):
            self._drawn, self._lanes = drawn, read_lanes(graph, frame.starts)
        return self._lanes

    def _read_part(self, part: Part, index: int, frame: _Frame) -> _Reading:
        before = self._parts.get(part.id)
        if before is not None and before.part is part and before.index == index:
            return before
        notes = part_sequence(part, index, frame.starts, frame.played, frame.share)
        return _Reading(part, index, notes, holds(part, frame.starts))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A part as it was read."""

    part: Part
    index: int
    notes: list[SoundingNote]
    holds: frozenset[Hold]


@dataclass(frozen=True)
class _Frame:
    """What of a piece is the same for all parts."""

    measures: tuple[Measure, ...]
    sections: tuple[Section, ...]
    form: tuple[Passage, ...]
    swing: float

    @cached_property
    def played(self) -> tuple[Visit, ...]:
        return visits(self.measures, self.sections, self.form)

    @cached_property
    def route(self) -> Route:
        return route(self.played)

    @cached_property
    def starts(self) -> dict[str, Fraction]:
        return {measure.id: measure.start for measure in self.measures}

    @cached_property
    def share(self) -> Fraction:
        return swing_share(self.swing)

    @cached_property
    def _bars(self) -> tuple[tuple[float, ...], tuple[int, ...], float]:
        last = self.played[-1:]
        return (
            tuple(float(visit.at) for visit in self.played),
            tuple(visit.measure.number for visit in self.played),
            float(sum(visit.at + visit.measure.duration for visit in last)),
        )

    @cached_property
    def _clicks(self) -> dict[int, tuple[Click, ...]]:
        return {}

    def clicks(self, part: int) -> tuple[Click, ...]:
        if part not in self._clicks:
            self._clicks[part] = clicks(self.played, part)
        return self._clicks[part]

    @cached_property
    def _beats(self) -> tuple[float, ...]:
        return tuple(float(visit.at + onset) for visit in self.played for onset in beats(visit.measure))

    @cached_property
    def _edges(self) -> tuple[float, ...]:
        return edges(self.played, self.measures, self.sections)

    def course(self, tempo: TempoMap) -> Course:
        return Course(tempo, *self._bars, self.route, self._beats, self._edges)


def concerns(roots: Collection[str]) -> frozenset[str]:
    """Those of some changed roots that change the sound."""
    return (GRAPH | SCORE | DRAWN).intersection(roots)

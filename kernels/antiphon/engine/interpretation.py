"""The interpretation: all that the live engine makes of a document, from its notes to its graph."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from antiphon.document.piece import Measure, Part, Passage, Piece, Section
from antiphon.document.projection import project
from antiphon.engine.console import mixed
from antiphon.engine.metronome import Click, clicks, with_metronome, without_room
from antiphon.engine.patch import project_patch
from antiphon.engine.plan import Plan, compile_plan
from antiphon.engine.route import Route, Visit, route, visits
from antiphon.engine.sequence import SoundingNote, merge, part_sequence, swing_share
from antiphon.engine.tempo import Hold, TempoMap, holds
from antiphon.engine.transport import Course

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
    """

    piece: Piece
    plan: Plan
    notes: tuple[SoundingNote, ...]
    tempo: TempoMap
    course: Course
    played: tuple[Visit, ...] = ()
    metronome: bool = False
    clicks: tuple[Click, ...] = ()

    def with_graph(self, piece: Piece, graph: Mapping[str, Any]) -> Interpretation:
        """The same notes with another graph and mix.

        Args:
            piece: The piece, of which nothing but the mix has changed.
            graph: A document, of which the roots of `GRAPH` are read.
        """
        return replace(self, piece=piece, plan=_plan(piece, graph, self.metronome))


def interpret(document: Mapping[str, Any]) -> Interpretation:
    """Read a whole document."""
    return Interpreter().read(project(document), document)


def _plan(piece: Piece, graph: Mapping[str, Any], metronome: bool) -> Plan:
    if not metronome:
        return compile_plan(mixed(project_patch(graph, piece), graph, piece), piece)
    heard = with_metronome(piece)
    return compile_plan(mixed(without_room(project_patch(graph, heard)), graph, heard), heard)


class Interpreter:
    """Reads a piece that changes: parts that did not change are not played through again.

    Attributes:
        metronome: Whether its plans have the metronome's part behind the others.
    """

    def __init__(self) -> None:
        self.metronome = False
        self._frame: _Frame | None = None
        self._parts: dict[str, _Reading] = {}

    def read(self, piece: Piece, graph: Mapping[str, Any]) -> Interpretation:
        """Read a piece.

        Args:
            piece: The piece.
            graph: A document, of which the roots of `GRAPH` are read.
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
        plan = _plan(piece, graph, self.metronome)
        notes = merge(reading.notes for reading in readings)
        course = frame.course(tempo)
        beats = frame.clicks(len(piece.parts)) if self.metronome else ()
        return Interpretation(piece, plan, notes, tempo, course, frame.played, self.metronome, beats)

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

    def course(self, tempo: TempoMap) -> Course:
        return Course(tempo, *self._bars, self.route)


def concerns(roots: Collection[str]) -> frozenset[str]:
    """Those of some changed roots that change the sound."""
    return (GRAPH | SCORE).intersection(roots)

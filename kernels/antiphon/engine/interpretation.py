"""The interpretation: all that the live engine makes of a document, from its notes to its graph."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from antiphon.document.codec import normalise
from antiphon.document.piece import Piece, Strip
from antiphon.document.projection import project
from antiphon.engine.patch import project_patch
from antiphon.engine.plan import Plan, compile_plan
from antiphon.engine.sequence import SoundingNote, sequence
from antiphon.engine.tempo import TempoMap
from antiphon.engine.transport import Course

GRAPH = frozenset({"nodes", "edges", "mix"})
"""The roots that say how the notes sound."""

SCORE = frozenset({"parts", "measures", "events"})
"""The roots that say what the notes are."""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What is played, and how.

    Attributes:
        piece: The document's piece.
        plan: What sounds.
        notes: What is played, by start.
        course: How it runs.
    """

    piece: Piece
    plan: Plan
    notes: tuple[SoundingNote, ...]
    course: Course

    def with_graph(self, document: Mapping[str, Any]) -> Interpretation:
        """The same piece with another graph and mix: of the document only the roots of `GRAPH` are read."""
        strips = normalise({"mix": document["mix"]})["mix"]
        parts = tuple(
            replace(
                part,
                mix=Strip(
                    **{"gain": 0.0, "pan": 0.0, "mute": False, "solo": False} | strips.get(part.id, {})
                ),
            )
            for part in self.piece.parts
        )
        piece = replace(self.piece, parts=parts)
        graph = {"nodes": document["nodes"], "edges": document["edges"]}
        return replace(self, piece=piece, plan=compile_plan(project_patch(graph, piece), piece))


def interpret(document: Mapping[str, Any]) -> Interpretation:
    """Read a whole document."""
    piece = project(document)
    measures = piece.measures
    course = Course(
        tempo=TempoMap(piece.tempi),
        bars=tuple(float(measure.start) for measure in measures),
        numbers=tuple(measure.number for measure in measures),
        duration=float(piece.duration),
    )
    plan = compile_plan(project_patch(document, piece), piece)
    return Interpretation(piece, plan, sequence(piece), course)


def concerns(roots: Collection[str]) -> frozenset[str]:
    """Those of some changed roots that change the sound."""
    return (GRAPH | SCORE).intersection(roots)

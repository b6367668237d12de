"""What is gathered of a score while it is read, in the order of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from antiphon.score import spans
from antiphon.score.keys import Signature

Order = tuple[int, int, int, int, Fraction]
"""Measure index, part number, staff, voice, onset: the order of events."""


@dataclass
class Bar:
    """A measure across all parts, as it is gathered: `still` is the length of its longest whole-measure rest."""

    id: str = ""
    end: Fraction = Fraction(0)
    still: Fraction = Fraction(0)
    meter: str = ""
    symbol: str = ""
    keys: list[Signature] = field(default_factory=list)
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
    """The gathered things.

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


def named(element: Any) -> str:
    """The id that somebody gave a music21 element; music21's own are numbers."""
    return element.id if isinstance(element.id, str) else ""


def clean(text: str | None) -> str:
    """A text on one line, of the length that a document takes."""
    return " ".join((text or "").split())[:2000]

"""The projection of a document that changes: what an edit does not touch is not read again.

The piece is made of bars, one for each part and measure. An edit of an event makes its bar anew; one of the frame makes those
bars anew whose measure has another length; the rest is taken from the piece before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from itertools import chain
from typing import Any, TypeVar

from antiphon.document import frame
from antiphon.document.bars import NO_PART, Bars
from antiphon.document.codec import Refusal
from antiphon.document.entries import Change, Entries, Read, as_problem
from antiphon.document.piece import Clef, Measure, Part, Passage, Piece, Problem, Section, Strip, Tempo
from antiphon.document.problems import Problems
from antiphon.document.schema import KINDS
from antiphon.document.spans import Spans

T = TypeVar("T")


class Projector:
    """A document's piece, kept up to date.

    Attributes:
        piece: The piece as it is now: at each moment equal to that of a new projector. What did not change is the same
            object as before.
    """

    def __init__(self, raw: Mapping[str, Any]) -> None:
        """Read a whole document.

        Args:
            raw: The roots, or anything shaped like them; it is neither changed nor kept.
        """
        self._problems = Problems()
        self._entries = Entries(self._problems)
        self._bars = Bars(self._entries, self._problems)
        self._spans = Spans(self._entries, self._bars.find, self._problems)
        self._measures: dict[str, Measure] = {}
        self._tempi: tuple[Tempo, ...] = frame.tempi((), [])
        self._sections: tuple[Section, ...] = ()
        self._form: tuple[Passage, ...] = ()
        self._parts: dict[str, Part] = {}
        roots: dict[str, Collection[str]] = {}
        for root in raw.keys() - {"antiphon"}:
            if root not in KINDS:
                self._problems.tell(("root", root), [as_problem(Refusal(root, "", "", "unknown"))])
            elif not isinstance(raw[root], Mapping):
                self._problems.tell(("root", root), [as_problem(Refusal(root, "", "", "not an object"))])
            else:
                roots[root] = raw[root].keys()
        self.piece = self.change(roots, lambda root, id: raw[root][id])

    def change(self, roots: Mapping[str, Collection[str]], read: Read) -> Piece:
        """Take changes of the document over.

        Args:
            roots: For each root that changed, the ids of the entries that did (for `meta`: its fields).
            read: Reads an entry of a root (of `meta`: a field) as it is now; raises KeyError where there is none.

        Returns:
            The piece.
        """
        changes = {root: self._entries.take(root, ids, read) for root, ids in roots.items() if root in KINDS}
        bars = self._bars
        bars.take_events(changes.get("events", ()))
        bars.take_parts(changes.get("parts", ()))
        if changes.get("measures"):
            self._take_measures(changes["measures"])
        if changes.get("parts") or changes.get("percussion"):
            bars.take_drums()
        bars.update()
        if NO_PART in bars.touched or changes.get("measures"):
            self._take_tempi()
        if any(changes.get(root) for root in ("measures", "sections", "form")):
            self._take_form()
        touched = bars.touched | self._spans.update(changes.get("spans", ()), bars.moved)
        touched.update(change.id for change in changes.get("mix", ()))
        bars.touched.clear()
        bars.moved.clear()
        parts = self._entries.of["parts"]
        for id in touched:
            if id in parts:
                self._parts[id] = _kept(self._parts.get(id), self._part(id))
            else:
                self._parts.pop(id, None)
        self.piece = self._piece()
        return self.piece

    def _take_measures(self, changes: list[Change]) -> None:
        problems: list[Problem] = []
        changed = {change.id for change in changes}
        order = frame.measures(self._entries.of["measures"], self._measures, changed, problems)
        self._problems.tell(("measures",), problems)
        self._measures = {measure.id: measure for measure in order}
        self._bars.take_measures(changes, self._measures)

    def _take_tempi(self) -> None:
        problems: list[Problem] = []
        marks: Iterable[tuple[Fraction, str, Any]] = (
            (self._measures[measure].start + onset, id, event)
            for measure, marks in self._bars.tempi.items()
            for id, onset, event in marks
        )
        self._tempi = frame.tempi(marks, problems)
        self._problems.tell(("tempi",), problems)

    def _take_form(self) -> None:
        problems: list[Problem] = []
        measures = tuple(self._measures.values())
        self._sections = frame.sections(self._entries.of["sections"], measures, problems)
        self._form = frame.form(self._entries.of["form"], self._sections, problems)
        self._problems.tell(("form",), problems)

    def _part(self, id: str) -> Part:
        entry = self._entries.of["parts"][id]
        strip = self._entries.of["mix"].get(id, {})
        staves = self._bars.staves[id]
        bars = [self._bars.of[id][measure] for measure in self._measures]
        return Part(
            id=id,
            name=entry["name"],
            abbreviation=entry.get("abbreviation", ""),
            instrument=entry.get("instrument", ""),
            staves=staves,
            diatonic=entry.get("diatonic", 0),
            chromatic=entry.get("chromatic", 0),
            clefs=_with_first(
                tuple(chain.from_iterable([bar.clefs for bar in bars])), staves, self._measures
            ),
            voices=tuple(chain.from_iterable([bar.voices for bar in bars])),
            mix=Strip(
                gain=strip.get("gain", 0.0),
                pan=strip.get("pan", 0.0),
                mute=strip.get("mute", False),
                solo=strip.get("solo", False),
            ),
            group=entry.get("group", ""),
            bracket=entry.get("bracket", "bracket"),
            lines=entry.get("lines", 5),
            tuning=tuple(entry.get("tuning", "").split()),
            drums=tuple(self._bars.drums.get(id, {}).values()),
            marks=tuple(chain.from_iterable([bar.marks for bar in bars])),
            spans=self._spans.of(id),
            fifths=entry.get("fifths", 0),
        )

    def _piece(self) -> Piece:
        meta = self._entries.of["meta"]
        return Piece(
            title=meta.get("title", ""),
            composer=meta.get("composer", ""),
            measures=tuple(self._measures.values()),
            tempi=self._tempi,
            parts=tuple(self._parts[id] for id in frame.ordered(self._entries.of["parts"])),
            problems=self._problems.ordered(),
            subtitle=meta.get("subtitle", ""),
            lyricist=meta.get("lyricist", ""),
            arranger=meta.get("arranger", ""),
            copyright=meta.get("copyright", ""),
            dedication=meta.get("dedication", ""),
            swing=meta.get("swing", 0.5),
            sections=self._sections,
            form=self._form,
        )


def _kept(old: T | None, new: T) -> T:
    """What was there where it is the same."""
    return old if old is not None and old == new else new


def _with_first(clefs: tuple[Clef, ...], staves: int, measures: Iterable[str]) -> tuple[Clef, ...]:
    """Clefs by measure, staff, onset, with one at the beginning of every staff."""
    start = next(iter(measures), None)
    if start is None:
        return clefs
    first = [clef for clef in clefs if clef.measure == start]
    there = {clef.staff for clef in first if not clef.onset}
    for staff in range(1, staves + 1):
        if staff not in there:
            first.append(Clef(None, start, staff, Fraction(0), "F4" if (staff, staves) == (2, 2) else "G2"))
    first.sort(key=lambda clef: (clef.staff, clef.onset))
    return (*first, *(clef for clef in clefs if clef.measure != start))

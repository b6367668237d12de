"""The bars of a document: for each part and measure one, made anew only where something in it changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from itertools import chain

from antiphon.document import types
from antiphon.document.bar import Bar, Contents
from antiphon.document.entries import Change, Entries
from antiphon.document.piece import Drum, Measure, Problem
from antiphon.document.problems import Problems
from antiphon.document.spans import Where

NO_PART = ""
"""In place of a part's id, for what has none: tempo marks."""

EMPTY = Bar()


class Bars:
    """The bars of the parts and measures that are there.

    Attributes:
        of: For each part, its bars by their measures' ids.
        staves: For each part, how many staves it has.
        tempi: For each measure, its tempo marks: id, onset, event.
        drums: For each part, its percussion map.
        touched: The parts whose bars changed (`NO_PART`: tempo marks), until somebody clears it.
        moved: The notes and rests that came, went or moved, until somebody clears it.
    """

    def __init__(self, entries: Entries, problems: Problems) -> None:
        self.of: dict[str, dict[str, Bar]] = {}
        self.staves: dict[str, int] = {}
        self.tempi: dict[str, list[tuple[str, Fraction, types.Event]]] = {}
        self.drums: dict[str, dict[str, Drum]] = {}
        self.touched: set[str] = set()
        self.moved: set[str] = set()
        self._entries = entries
        self._problems = problems
        self._measures: Mapping[str, Measure] = {}
        self._events: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._used: dict[str, dict[str, int]] = defaultdict(dict)
        self._stale: set[tuple[str, str]] = set()

    def find(self, id: str) -> tuple[str, Where] | None:
        """The part of a note or rest of the piece, and where it is; None for any other id."""
        event: types.Event | None = self._entries.of["events"].get(id)
        if event is None:
            return None
        part, measure = _cell(event)
        place = self.of.get(part, {}).get(measure, EMPTY).places.get(id)
        if place is None:
            return None
        return part, (self._entries.of["measures"][measure]["index"], measure, *place)

    def take_events(self, changes: Iterable[Change]) -> None:
        """Take over events that changed."""
        for id, old, new in changes:
            if old is not None:
                part, measure = _cell(old)
                self._events[measure][part].discard(id)
                self._stale.add((part, measure))
            if new is not None:
                part, measure = _cell(new)
                self._events[measure][part].add(id)
                self._stale.add((part, measure))

    def take_parts(self, changes: Iterable[Change]) -> None:
        """Take over parts that changed."""
        for id, old, new in changes:
            self.touched.add(id)
            if (old is None) == (new is None):
                continue
            self._stale.update((id, measure) for measure, parts in self._events.items() if id in parts)
            if new is not None:
                self.of[id] = {}
                self._stale.update((id, measure) for measure in self._measures)
            else:
                self._leave(self.of.pop(id).values())

    def take_measures(self, changes: Iterable[Change], measures: Mapping[str, Measure]) -> None:
        """Take over measures that changed.

        Args:
            changes: The entries.
            measures: All measures as they are now, in order.
        """
        before, self._measures = self._measures, measures
        if list(before) != list(measures):
            self.touched.update(self.of)
        for id in before.keys() - measures.keys():
            self._leave(bars.pop(id, EMPTY) for bars in self.of.values())
            self._stale.update((part, id) for part in self._events[id])
        for id, measure in measures.items():
            old = before.get(id)
            if old is measure:
                continue
            if old is None or old.duration != measure.duration:
                self._stale.update((part, id) for part in {*self.of, *self._events.get(id, ())})
            elif old.number != measure.number:
                self._stale.update(
                    (part, id) for part, bars in self.of.items() if bars.get(id, EMPTY).problems
                )
                if NO_PART in self._events.get(id, {}):
                    self._stale.add((NO_PART, id))
        for id, _, new in changes:
            if new is not None:
                self._leave(bars[id] for bars in self.of.values() if id in bars)

    def take_drums(self) -> None:
        """Take over percussion maps that changed."""
        before, self.drums = self.drums, {}
        problems: list[Problem] = []
        for id, entry in sorted(self._entries.of["percussion"].items()):
            if entry["part"] not in self._entries.of["parts"]:
                problems.append(Problem("orphan", id, f"percussion.{id}: its part is gone, left out"))
                continue
            self.drums.setdefault(entry["part"], {})[id] = Drum(
                id,
                entry["name"],
                entry["pitch"],
                entry["key"],
                entry.get("notehead", ""),
                entry.get("stem", ""),
            )
        self._problems.tell(("percussion",), problems)
        for part in before.keys() | self.drums.keys():
            old, new = before.get(part, {}), self.drums.get(part, {})
            if old != new:
                self.touched.add(part)
                self._restrike(part, old.keys() ^ new.keys())

    def update(self) -> None:
        """Make the bars anew that have become stale."""
        contents = {cell: self._contents(*cell) for cell in self._stale}
        for part in {part for part, _ in contents} | self.touched:
            if part in self.of and self.staves.get(part) != (staves := self._count_staves(part)):
                self.staves[part] = staves
                for cell in ((part, measure) for measure in self.of[part]):
                    if cell not in contents:
                        contents[cell] = self._contents(*cell)
        self._stale.clear()
        for (part, measure), content in contents.items():
            if part == NO_PART:
                self.tempi[measure] = content.tempi
                self.touched.add(NO_PART)
            if part in self.of and measure in self._measures:
                self._replace(part, measure, content)
            else:
                self._problems.tell(("bar", part, measure), content.problems)

    def _contents(self, part: str, measure: str) -> Contents:
        events = self._entries.of["events"]
        contents = Contents(
            [(id, events[id]) for id in sorted(self._events[measure][part])],
            self._measures.get(measure),
            part in self.of,
            self.drums.get(part, {}),
            self._entries.refused,
        )
        self._used[part][measure] = contents.staves
        return contents

    def _count_staves(self, part: str) -> int:
        entry: types.Part = self._entries.of["parts"][part]
        return max(entry.get("staves", 1), *self._used[part].values(), 1)

    def _replace(self, part: str, measure: str, contents: Contents) -> None:
        old = self.of[part].get(measure, EMPTY)
        new = contents.bar(self.staves[part], old)
        self._problems.tell(("bar", part, measure), new.problems)
        if new == old:
            return
        self.of[part][measure] = new
        self.touched.add(part)
        if new.places != old.places:
            self.moved.update(id for id, _ in new.places.items() ^ old.places.items())

    def _restrike(self, part: str, drums: Collection[str]) -> None:
        """Make the bars stale whose notes name some drums."""
        events = self._entries.of["events"]
        for measure, parts in self._events.items():
            if any(events[id].get("drum") in drums for id in parts.get(part, ())):
                self._stale.add((part, measure))

    def _leave(self, bars: Iterable[Bar]) -> None:
        self.moved.update(chain.from_iterable(bar.places for bar in bars))


def _cell(event: types.Event) -> tuple[str, str]:
    return NO_PART if event["kind"] == "tempo" else event.get("part", NO_PART), event["measure"]

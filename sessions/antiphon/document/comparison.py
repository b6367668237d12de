"""What is musically different between two documents: notes, marks, measures, parts, sounds, by their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from antiphon.document import frame
from antiphon.document.changes import Entry, differing
from antiphon.document.frame import ordered
from antiphon.document.matching import Pairs, match
from antiphon.document.order import rising
from antiphon.document.piece import Measure
from antiphon.document.schema import ROOTS
from antiphon.document.types import Document

Entries = Mapping[str, Mapping[str, Any]]

WHAT: Final[Mapping[str, str]] = {
    "meta": "piece",
    "parts": "part",
    "measures": "measure",
    "percussion": "drum",
    "nodes": "node",
    "edges": "cable",
    "groups": "group",
    "ports": "port",
    "labels": "label",
    "presets": "preset",
    "instruments": "instrument",
    "mix": "strip",
    "sends": "send",
    "inserts": "insert",
    "snapshots": "snapshot",
    "settings": "setting",
    "lanes": "lane",
    "points": "point",
    "sections": "section",
    "form": "passage",
    "locks": "lock",
    "annotations": "comment",
    "proposals": "proposal",
}
"""What an entry of a root is called; an event and a span are called by their kinds."""

_REFERENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "percussion": {"part": "parts"},
    "events": {"part": "parts", "measure": "measures", "drum": "percussion"},
    "spans": {"start": "events", "end": "events"},
    "nodes": {"part": "parts"},
    "sections": {"measure": "measures", "until": "measures"},
    "points": {"measure": "measures"},
}


@dataclass(frozen=True, slots=True)
class Alteration:
    """Something that is different.

    Attributes:
        change: What happened to it.
        root: The root it is in.
        what: Such as `note`, `slur`, `measure`, `node`; see `WHAT`.
        ids: Its ids in the one document and in the other; None where it is not there.
        part: The id of its part, as it is called after (where it is gone: before); empty where it has none.
        measure: The same of its measure (of a span: that of its start).
        numbers: The number of its measure before and after; None where there is none.
        before: The entry as it was; None where there was none.
        after: The entry as it is then; None where there is none.
        fields: changed: the fields that differ, sorted. `index` is among them only where the order differs.
    """

    change: Literal["added", "removed", "changed"]
    root: str
    what: str
    ids: tuple[str | None, str | None]
    part: str
    measure: str
    numbers: tuple[int | None, int | None]
    before: Entry | None
    after: Entry | None
    fields: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """It as plain JSON."""
        return {
            "change": self.change,
            "root": self.root,
            "what": self.what,
            "ids": list(self.ids),
            "part": self.part,
            "measure": self.measure,
            "numbers": list(self.numbers),
            "before": None if self.before is None else dict(self.before),
            "after": None if self.after is None else dict(self.after),
            "fields": list(self.fields),
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different between two documents.

    Attributes:
        alterations: By root, place in the piece, part and id; what is of the score comes first.
        parts: The names of parts that are or were there, by their ids (after, and those that are gone).
        meters: The meter in force by the ids of measures, likewise.
    """

    alterations: tuple[Alteration, ...]
    parts: Mapping[str, str]
    meters: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.alterations)

    def to_json(self) -> dict[str, Any]:
        """It as plain JSON."""
        return {"alterations": [each.to_json() for each in self.alterations], "parts": dict(self.parts)}


def music_of(a: Document, b: Document) -> Comparison:
    """What is musically different in `b` from what is in `a`.

    A note is the same by its id, or, where ids say nothing (as after an import), by what and where it is.

    Args:
        a: A document in canonical form.
        b: Another one.
    """
    return _Comparing(a, b, match(a, b)).result()


class _Comparing:
    """A comparison while it is made."""

    def __init__(self, a: Document, b: Document, pairs: Pairs) -> None:
        self.a, self.b = cast(Mapping[str, Entries], a), cast(Mapping[str, Entries], b)
        self.pairs = pairs
        self.bars = tuple(_measures(document["measures"]) for document in (self.a, self.b))
        self.places = tuple({id: place for place, id in enumerate(bars)} for bars in self.bars)

    def result(self) -> Comparison:
        found: list[Alteration] = []
        for root in ROOTS:
            if root == "meta":
                fields = tuple(sorted(differing(self.a[root], self.b[root])))
                if fields:
                    both = self.a[root], self.b[root]
                    found.append(
                        Alteration("changed", root, "piece", ("", ""), "", "", (None, None), *both, fields)
                    )
            else:
                found += sorted(self._root(root), key=self._order)
        parts = {
            id: str(entry["name"]) for document in (self.a, self.b) for id, entry in document["parts"].items()
        }
        meters = {id: bar.meter for bars in self.bars for id, bar in bars.items()}
        return Comparison(tuple(found), parts, meters)

    def _root(self, root: str) -> list[Alteration]:
        old, new, pairs = self.a[root], self.b[root], self.pairs[root]
        found: list[Alteration] = []
        moved = _moved(old, new, pairs) if root in ("parts", "measures") else frozenset()
        for id, other in pairs.items():
            before, after = old[id], new[other]
            same = id == other and id not in moved and (before is after or before == after)
            if same and (root != "events" or self._at_home(before)):
                continue
            fields = self._fields(root, before, after, id == other)
            if id in moved:
                fields = [*fields, "index"]
            if fields:
                found.append(self._made("changed", root, id, other, tuple(sorted(fields))))
        taken = set(pairs.values())
        found += [self._made("removed", root, id, None) for id in old if id not in pairs]
        found += [self._made("added", root, None, id) for id in new if id not in taken]
        return found

    def _at_home(self, event: Entry) -> bool:
        """Whether the event's references mean the same in both documents."""
        return self.pairs["measures"].get(event["measure"], event["measure"]) == event["measure"] and (
            "part" not in event or self.pairs["parts"].get(event["part"], event["part"]) == event["part"]
        )

    def _fields(self, root: str, before: Entry, after: Entry, named: bool) -> list[str]:
        references = _REFERENCES.get(root, {})
        told = dict(before)
        for field, to in references.items():
            if field in told:
                told[field] = self.pairs[to].get(told[field], told[field])
        fields = differing(told, after)
        if root in ("parts", "measures") or not named:
            fields = [field for field in fields if field != "index"]
        return fields

    def _made(
        self,
        change: Literal["added", "removed", "changed"],
        root: str,
        old: str | None,
        new: str | None,
        fields: tuple[str, ...] = (),
    ) -> Alteration:
        before = None if old is None else self.a[root][old]
        after = None if new is None else self.b[root][new]
        was = ("", "") if before is None or old is None else _place(self.a, root, old, before)
        now = was if after is None or new is None else _place(self.b, root, new, after)
        numbers = (
            None if before is None else _number(self.bars[0], was[1]),
            None if after is None else _number(self.bars[1], now[1]),
        )
        entry = after if after is not None else before or {}
        what = str(entry["kind"]) if root in ("events", "spans") else WHAT[root]
        if "grace" in entry:
            what = "grace"
        return Alteration(change, root, what, (old, new), *now, numbers, before, after, fields)

    def _order(self, each: Alteration) -> tuple[Any, ...]:
        gone = each.after is None
        places = self.places[0 if gone else 1]
        parts = self.a["parts"] if gone else self.b["parts"]
        part = parts.get(each.part, {}).get("index", "")
        entry = each.after or each.before or {}
        return (
            places.get(each.measure, -1),
            part,
            each.part,
            _quarters(entry.get("onset", "0")),
            each.ids[not gone] or "",
        )


def _quarters(rational: str) -> float:
    above, _, below = rational.partition("/")
    return int(above) / int(below or 1)


def _measures(entries: Entries) -> dict[str, Measure]:
    return {measure.id: measure for measure in frame.measures(cast(Any, entries), {}, entries.keys(), [])}


def _number(bars: Mapping[str, Measure], id: str) -> int | None:
    return bars[id].number if id in bars else None


def _place(document: Mapping[str, Entries], root: str, id: str, entry: Entry) -> tuple[str, str]:
    """The part and the measure that an entry is in, or is about; empty where there is none."""
    if root in ("parts", "mix"):
        return (id if id in document["parts"] else ""), ""
    if root == "measures":
        return "", id
    if root == "spans":
        start = document["events"].get(entry["start"], {})
        return start.get("part", ""), start.get("measure", "")
    return entry.get("part", ""), entry.get("measure", "")


def _moved(old: Entries, new: Entries, pairs: Mapping[str, str]) -> frozenset[str]:
    """The fewest entries that must move for the order of the one to become that of the other."""
    places = {id: place for place, id in enumerate(ordered(new))}
    order = [id for id in ordered(old) if id in pairs]
    return frozenset(order) - rising([(places[pairs[id]], id) for id in order])

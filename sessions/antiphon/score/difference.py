"""The musical difference between a document and a music21 score that was made of it, or that it is to become.

Both are read in the same way, so that what music21 cannot hold is no difference: it is the same on both sides.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from antiphon.document.order import indexes
from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.score import matching
from antiphon.score.reading import read_stream
from antiphon.score.stream import to_stream

Fields = Mapping[str, Any]


class Edit(NamedTuple):
    """A change of one entry of a document.

    Attributes:
        root: Such as `events`.
        id: The entry's id; empty for `meta`.
        fields: What changes, with None for a field to take away; None for an entry to take away.
    """

    root: str
    id: str
    fields: dict[str, Any] | None


def difference(base: Document, edited: Any, mint: Callable[[], str] | None = None) -> list[Edit]:
    """What must be written into a document so that its score becomes another.

    Elements that still have the ids that `to_stream` gave them are what they were, wherever they went; others are matched by
    part (name, then position), measure (position) and place in it. What is matched keeps its id, and only fields that differ
    are written. What no music21 score holds (sounds, mix, locks, comments, …) is not touched.

    Args:
        base: The document.
        edited: A music21 stream: `to_stream` of the document's piece, changed; or any other.
        mint: Makes the id of a new entry; by default a random one.

    Returns:
        The edits, in an order in which they can be written; empty where nothing differs.

    Raises:
        ScoreError: The stream cannot be read as a score.
    """
    piece = project(base)
    ours = read_stream(to_stream(piece), base["events"])[0]
    ours["parts"] = {each.id: ours["parts"].get(each.id, base["parts"][each.id]) for each in piece.parts}
    ours["measures"] = {
        each.id: ours["measures"].get(each.id, base["measures"][each.id]) for each in piece.measures
    }
    theirs = read_stream(edited, base["events"])[0]
    return _Difference(base, ours, theirs, mint or _mint, bool(edited.metadata)).edits()


def _mint() -> str:
    return f"k{secrets.token_hex(8)}"


class _Difference:
    """The comparison of two readings."""

    def __init__(
        self, base: Document, ours: Document, theirs: Document, mint: Callable[[], str], named: bool
    ) -> None:
        self.base: Mapping[str, Any] = base
        self.ours: Mapping[str, Any] = ours
        self.theirs: Mapping[str, Any] = theirs
        self.mint = mint
        self.named = named
        self.pairs: dict[str, dict[str, str]] = {}
        self.ids: dict[str, dict[str, str]] = {}
        self.result: list[Edit] = []

    def edits(self) -> list[Edit]:
        """All edits: first what others refer to, and what is taken away last."""
        self._meta()
        self._parts()
        self._measures()
        self._root("percussion", {"part": "parts"}, (lambda e: (e["part"], e["name"]),))
        self._root("events", {"part": "parts", "measure": "measures", "drum": "percussion"}, _PLACES)
        self._root("spans", {"start": "events", "end": "events"}, _ENDS)
        nothing = not self.theirs["measures"] and not self.theirs["events"]
        for root in ("spans", "events", "percussion", *(() if nothing else ("parts", "measures"))):
            kept = set(self.pairs[root].values())
            gone = [id for id in self.ours[root] if id not in kept and id in self.base[root]]
            self.result += [Edit(root, id, None) for id in gone]
        return self.result

    def _meta(self) -> None:
        if self.named:
            changed = _changed(self.ours["meta"], self.theirs["meta"])
            changed.pop("swing", None)
            if changed:
                self.result.append(Edit("meta", "", changed))

    def _parts(self) -> None:
        ours, theirs = self.ours["parts"], self.theirs["parts"]
        pairs = matching.by_id(ours, theirs)
        same = set(pairs)
        matching.by_place(ours, theirs, pairs, (lambda e: e["name"],))
        matching.by_order(_ordered(ours), _ordered(theirs), pairs)
        entries = {}
        for number, id in enumerate(_ordered(theirs), start=1):
            entries[id] = dict(theirs[id])
            if id in pairs and id not in same:
                kept = {name: value for name, value in ours[pairs[id]].items() if name not in _SOUNDING}
                entries[id] = kept | entries[id]
                if theirs[id]["name"] == f"Part {number}":
                    entries[id]["name"] = ours[pairs[id]]["name"]
        self._write("parts", entries, pairs, ordered=True)

    def _measures(self) -> None:
        ours, theirs = self.ours["measures"], self.theirs["measures"]
        pairs = matching.by_id(ours, theirs)
        matching.by_order(_ordered(ours), _ordered(theirs), pairs)
        self._write("measures", {id: theirs[id] for id in _ordered(theirs)}, pairs, ordered=True)

    def _root(
        self, root: str, references: Mapping[str, str], places: tuple[Callable[[Any], Any], ...]
    ) -> None:
        """Match and write a root whose entries refer to others, in the ids that these have got."""
        entries = {
            id: dict(entry)
            | {name: self.ids[to][entry[name]] for name, to in references.items() if name in entry}
            for id, entry in self.theirs[root].items()
        }
        pairs = matching.by_id(self.ours[root], entries)
        matching.by_place(self.ours[root], entries, pairs, places)
        self._write(root, entries, pairs)

    def _write(
        self, root: str, entries: Mapping[str, Fields], pairs: dict[str, str], ordered: bool = False
    ) -> None:
        """Give every entry its id, and note what changes.

        An entry of ours that the document does not have (such as a rest that fills a gap) is added only where it changes.
        """
        ours, base = self.ours[root], self.base[root]
        ids = {id: pairs[id] if pairs.get(id) in base else self.mint() for id in entries}
        self.pairs[root], self.ids[root] = pairs, ids
        known = {id: entry["index"] for id, entry in base.items() if "index" in entry}
        made = {id: dict(entry) for id, entry in entries.items()}
        before = {id: dict(ours[pairs[id]]) if id in pairs else {} for id in entries}
        for group in [list(entries)] if ordered else _graces(entries):
            wanted = indexes(
                _chords(group, entries, ids) if not ordered else [ids[id] for id in group], known
            )
            for id in group:
                made[id]["index"] = wanted.get(ids[id]) or wanted[_first(id, group, entries, ids)]
                if ids[id] in known:
                    before[id]["index"] = known[ids[id]]
        for id, entry in made.items():
            changed = _changed(before[id], entry)
            if changed and ids[id] in base:
                changed = {name: value for name, value in changed.items() if base[ids[id]].get(name) != value}
                entry = changed
            if changed:
                self.result.append(Edit(root, ids[id], entry))


_SOUNDING = {"index", "staves", "diatonic", "chromatic"}
"""Fields of a part that a score without our ids takes away, where it does not have them."""


def _ordered(entries: Mapping[str, Fields]) -> list[str]:
    return sorted(entries, key=lambda id: (entries[id]["index"], id))


def _changed(before: Fields, after: Fields) -> dict[str, Any]:
    changed = {name: value for name, value in after.items() if before.get(name) != value}
    return changed | {name: None for name in before if name not in after}


def _place(entry: Fields) -> tuple[Any, ...]:
    return (entry["kind"], entry.get("part"), entry["measure"], entry.get("staff", 1), entry["onset"])


def _line(entry: Fields) -> tuple[Any, ...]:
    return (*_place(entry), entry.get("voice", 1), entry.get("grace"), entry.get("index"))


def _what(entry: Fields) -> tuple[Any, ...]:
    names = ("pitch", "text", "dynamic", "clef", "bpm")
    return tuple(entry.get(name) for name in names)


_PLACES = (
    lambda entry: (_line(entry), entry.get("duration"), _what(entry)),
    lambda entry: (_line(entry), _what(entry)),
    lambda entry: (_place(entry), entry.get("grace"), _what(entry)),
    lambda entry: (_line(entry), entry.get("duration")),
    _line,
)
_ENDS = (
    lambda span: (span["kind"], span["start"], span["end"]),
    lambda span: (span["kind"], span["start"]),
    lambda span: (span["kind"], span["end"]),
)


def _graces(entries: Mapping[str, Fields]) -> list[list[str]]:
    """The grace notes of each place, in order."""
    groups: dict[Any, list[str]] = defaultdict(list)
    for id, entry in entries.items():
        if "grace" in entry:
            groups[*_place(entry), entry.get("voice", 1), entry["grace"] == "after"].append(id)
    return [sorted(group, key=lambda id: (entries[id]["index"], id)) for group in groups.values()]


def _first(id: str, group: list[str], entries: Mapping[str, Fields], ids: Mapping[str, str]) -> str:
    """The id of the first note of a grace chord."""
    return ids[next(each for each in group if entries[each]["index"] == entries[id]["index"])]


def _chords(group: list[str], entries: Mapping[str, Fields], ids: Mapping[str, str]) -> list[str]:
    """The ids of the first notes of the grace chords of a place, in order."""
    return list(dict.fromkeys(_first(id, group, entries, ids) for id in group))

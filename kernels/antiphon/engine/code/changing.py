"""From a program to changes of the document: what stays keeps its id, and only what is said anew is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from antiphon.engine.code.checking import Checker
from antiphon.engine.code.printing import Printed, print_graph
from antiphon.engine.code.program import Made, Program
from antiphon.engine.code.reader import read_program
from antiphon.engine.code.sketch import Entries, Entry, default
from antiphon.engine.code.syntax import Problem

Write = tuple[str, str, dict[str, Any] | None]
"""What to make of an entry: its root, its id, and the fields to change (None takes one away), or None to remove it."""

STEP_X, STEP_Y = 240.0, 140.0
"""How far apart new nodes are put."""

_PREFIX: Final = {"presets": "r", "groups": "g", "nodes": "n", "labels": "l", "ports": "o", "edges": "e"}

_BELONGINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "ports": ("group", "node"),
    "edges": ("source", "target"),
    "inserts": ("node",),
    "sends": ("target",),
    "lanes": ("target",),
}
"""Roots whose entries go with a node or group, and the fields that name it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text makes of a document.

    Attributes:
        writes: The changes; none where there is a problem.
        problems: What cannot be, in the order of the text.
        names: The id of each variable.
    """

    writes: tuple[Write, ...]
    problems: tuple[Problem, ...]
    names: Mapping[str, str]


def read_graph(
    text: str, document: Mapping[str, Any], mint: Callable[[str], str], before: Printed | None = None
) -> Reading:
    """Read a text that was edited.

    Args:
        text: The text; it is never run.
        document: The valid document that the text began as.
        mint: Gives a new id that begins with a prefix.
        before: The text that was printed of it.
    """
    program, problems = read_program(text, document.get("parts", {}))
    if problems:
        return Reading((), tuple(problems), {})
    return changes(program, document, mint, before)


def changes(
    program: Program, document: Mapping[str, Any], mint: Callable[[str], str], before: Printed | None = None
) -> Reading:
    """What is to be changed so that a document's graph is what a program says."""
    return _Changer(program, document, mint, before or print_graph(document)).run()


class _Changer:
    def __init__(
        self, program: Program, document: Mapping[str, Any], mint: Callable[[str], str], before: Printed
    ) -> None:
        self._program, self._document, self._before = program, document, before
        self._mint = mint
        self._ids: dict[str, str] = {}
        self._writes: list[Write] = []
        self._check = Checker(document, before.sketch, self._ids, program)

    def run(self) -> Reading:
        old = self._before.sketch
        for root in ("presets", "groups", "nodes"):
            self._match(root, getattr(self._program, root), getattr(old, root))
        said = {root: self._said(root) for root in ("presets", "groups", "nodes")}
        self._check.everything(said)
        if self._check.problems:
            return Reading((), self._check.sorted(), {})
        for root in said:
            self._change(root, said[root], getattr(old, root))
        self._place(said["nodes"])
        self._change("labels", self._labels(old.labels), old.labels)
        self._change("ports", self._matched("ports", self._program.ports, old.ports, 3), old.ports)
        self._change("edges", self._matched("edges", self._program.edges, old.edges, 4), old.edges)
        self._belongings()
        return Reading(tuple(self._writes), (), dict(self._ids))

    def _match(self, root: str, made: Mapping[str, Made], old: Entries) -> None:
        """Give each variable an id: the one that it had; else that of an old one of its kind that is left; else a new one."""
        variables = {name: id for id, name in self._before.names.items() if id in old}
        left: dict[str, list[str]] = defaultdict(list)
        for name, id in variables.items():
            if name not in made:
                left[old[id].get("kind", "")].append(id)
        fresh = [name for name in made if name not in variables]
        self._ids.update((name, variables[name]) for name in made if name in variables)
        for alike in (True, False):
            for name in fresh:
                candidates = left[made[name].fields.get("kind", "")]
                for id in candidates if name not in self._ids else ():
                    if not alike or _plain(made[name].fields) == _plain(old[id]):
                        self._ids[name] = id
                        candidates.remove(id)
                        break
        for name in fresh:
            if name not in self._ids:
                self._ids[name] = self._mint(_PREFIX[root])

    def _said(self, root: str) -> Entries:
        made: Mapping[str, Made] = getattr(self._program, root)
        return {self._ids[name]: self._resolved(each) for name, each in made.items()}

    def _resolved(self, made: Made) -> Entry:
        names = ("group", "preset", "source", "target", "node")
        return {name: self._ids[value] if name in names else value for name, value in made.fields.items()}

    def _labels(self, old: Entries) -> Entries:
        """Labels by their words and group, else by their words, else one that is left."""
        left = dict(old)
        said = [self._resolved(each) for each in self._program.labels]
        found: dict[int, str] = {}
        for alike in (("text", "group"), ("text",), ()):
            for at, entry in enumerate(said):
                if at in found:
                    continue
                for id, known in left.items():
                    if all(known.get(name) == entry.get(name) for name in alike):
                        found[at] = id
                        del left[id]
                        break
        return {found.get(at) or self._mint("l"): entry for at, entry in enumerate(said)}

    def _matched(self, root: str, made: Iterable[Made], old: Entries, fields: int) -> Entries:
        """Ports by group, direction and name; cables by both ends."""
        left: dict[tuple[Any, ...], list[str]] = defaultdict(list)
        names = ("source", "output", "target", "input") if fields == 4 else ("group", "direction", "name")
        for id, entry in old.items():
            left[tuple(entry[name] for name in names)].append(id)
        found: list[tuple[str | None, Entry]] = []
        for each in made:
            entry = self._resolved(each)
            known = left[tuple(entry[name] for name in names)]
            same = next((id for id in known if old[id] == entry), None) or next(iter(known), None)
            if same is not None:
                known.remove(same)
            found.append((same, entry))
        # Of a cycle the cable with the greatest id is feedback: the one that is said last.
        fresh = iter(sorted(self._mint(_PREFIX[root]) for same, _ in found if same is None))
        return {same or next(fresh): entry for same, entry in found}

    def _change(self, root: str, said: Entries, old: Entries) -> None:
        """Write what differs from what was written; then take away what is not said any more."""
        raw: Mapping[str, Any] = self._document.get(root, {})
        for id, entry in said.items():
            if id not in old:
                self._writes.append((root, id, _short(root, entry)))
                continue
            fields: Entry = {}
            for name in sorted({*entry, *old[id]}):
                if entry.get(name) == old[id].get(name):
                    continue
                if name not in entry:
                    fields[name] = None
                elif raw[id].get(name) != entry[name] and not self._as_default(
                    root, said, entry, old[id], name
                ):
                    fields[name] = entry[name]
            if root == "nodes" and entry["kind"] != old[id]["kind"]:
                # What was kept of the old kind's parameters says nothing of the new one's.
                fields.update(
                    (name, None) for name in sorted(raw[id]) if name.startswith("p_") and name not in entry
                )
            if fields:
                self._writes.append((root, id, fields))
        self._writes += ((root, id, None) for id in old if id not in said)

    def _as_default(self, root: str, said: Entries, entry: Entry, old: Entry, name: str) -> bool:
        """Whether a value is said that is there without being said."""
        if root != "nodes" or not name.startswith("p_") or name in old:
            return False
        presets = self._before.sketch.presets
        was = default(old["kind"], presets.get(old.get("preset", "")), name)
        same = entry["kind"] == old["kind"] and entry.get("preset") == old.get("preset")
        return same and bool(was == entry[name])

    def _place(self, nodes: Entries) -> None:
        """Put new nodes to the right of what feeds them, and new labels and groups nowhere special."""
        places: dict[str, tuple[float, float]] = {
            id: (float(entry.get("x", 0.0)), float(entry.get("y", 0.0)))
            for id, entry in self._document.get("nodes", {}).items()
            if id in nodes
        }
        feeding: dict[str, list[str]] = defaultdict(list)
        for each in self._program.edges:
            feeding[self._ids[each.fields["target"]]].append(self._ids[each.fields["source"]])
        for at, (root, id, fields) in enumerate(self._writes):
            if root != "nodes" or fields is None or id in places:
                continue
            sources = [places[source] for source in feeding[id] if source in places]
            if sources:
                x, y = max(place[0] for place in sources) + STEP_X, sources[0][1]
            else:
                x, y = 0.0, 0.0
            while any(abs(x - other[0]) < STEP_X and abs(y - other[1]) < STEP_Y for other in places.values()):
                y += STEP_Y
            places[id] = (x, y)
            self._writes[at] = (root, id, {**fields, "x": x, "y": y})

    def _belongings(self) -> None:
        """Take away what belongs to a node or group that is gone, and was not written."""
        gone = {id for root, id, fields in self._writes if fields is None and root in ("nodes", "groups")}
        done = {(root, id) for root, id, fields in self._writes if fields is None}
        lanes: set[str] = set()
        for root, ends in _BELONGINGS.items():
            for id, entry in sorted(self._document.get(root, {}).items()):
                if (root, id) not in done and any(entry.get(end) in gone for end in ends):
                    self._writes.append((root, id, None))
                    lanes.update([id] if root == "lanes" else ())
        for id, entry in sorted(self._document.get("points", {}).items()):
            if entry.get("lane") in lanes:
                self._writes.append(("points", id, None))
        self._writes += (("locks", id, None) for id in sorted(gone) if id in self._document.get("locks", {}))


def _plain(fields: Entry) -> Entry:
    """What of an entry does not depend on variables."""
    return {name: value for name, value in fields.items() if name not in ("name", "group", "preset")}


def _short(root: str, entry: Entry) -> Entry:
    """A new entry's fields."""
    if root == "labels":
        return {**entry, "x": 0.0, "y": 0.0}
    if root == "edges":
        return {
            name: value
            for name, value in entry.items()
            if (name, value) not in (("output", "out"), ("input", "in"))
        }
    return entry

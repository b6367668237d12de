"""Rights: why somebody may not change something of a piece.

The browser asks before it offers or does anything; the server asks before it takes anything. The rules are
those of docs/architecture.md, and `src/rights/` says the same in TypeScript, to the letter of the sentences:
`tests/fixtures/rights/` holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from antiphon.document.changes import Change, Entry, differing
from antiphon.document.operation import Operation
from antiphon.document.proposal import ProposalError, decode_operations, places
from antiphon.document.proposal import after as outcome
from antiphon.session.numbering import measure_number
from antiphon.session.role import Role

NAME_LENGTH: Final = 40
"""Characters of a name that a sentence shows."""

_ANSWER: Final = frozenset({"status", "reason", "taken"})
"""The fields of a proposal that are its answer."""


class Reader(Protocol):
    """A document as it was before the changes."""

    def entry(self, root: str, id: str) -> Entry | None:
        """An entry; None where there is none."""

    def ids(self, root: str) -> Iterable[str]:
        """The ids of a root's entries. Asked only for parts and measures, and not for every change."""


@dataclass(frozen=True)
class Rights:
    """Who somebody is in a piece.

    Attributes:
        role: Their role.
        person: Their id.
        assignments: The people of each part that is assigned to anybody.
        makers: Who made each node, group, port, label, preset, instrument, lock, annotation and proposal: `root/id` to a
            person's id.
    """

    role: Role
    person: str
    assignments: Mapping[str, Collection[str]] = field(default_factory=dict)
    makers: Mapping[str, str] = field(default_factory=dict)


def refusal(rights: Rights, before: Reader, changes: Sequence[Change]) -> str:
    """Why a set of changes, made together, is refused: one sentence; empty where it is not.

    Args:
        rights: Who makes the changes.
        before: The document as it was.
        changes: What they change: entries that the schema allows.
    """
    judge = _Judge(rights, before, changes)
    for change in changes:
        rule = _RULES.get(change.root)
        clause = judge.of(rule, change) if rule else f"a piece holds no {_short(change.root)}."
        if clause:
            return clause[0].upper() + clause[1:]
    return ""


def _short(name: object) -> str:
    text = str(name)
    return text if len(text) <= NAME_LENGTH else text[: NAME_LENGTH - 1] + "…"


class _Judge:
    """Judges the changes of one person; every method gives a clause against it, or nothing."""

    def __init__(self, rights: Rights, before: Reader, changes: Sequence[Change]) -> None:
        self._rights = rights
        self._before = before
        self._after = {(change.root, change.id): change.after for change in changes}

    def of(self, rule: Callable[[_Judge, Change], str], change: Change) -> str:
        role = self._rights.role
        if role == Role.TEACHER:
            return ""
        if not role.writes:
            return "you may only read: ask the teacher to be made a player."
        lock = self._lock("piece", "piece")
        return _locked("the piece", lock) if lock is not None else rule(self, change)

    def frame(self, change: Change) -> str:
        return self._frame()

    def parts(self, change: Change) -> str:
        old, new = change.before, change.after
        if old is None and change.id == "master":
            return "a part cannot be called master, as the mixer's last strip is."
        takes_strip = old is None and self._entry("mix", change.id) is not None
        is_moved = old is not None and new is not None and old.get("index") != new.get("index")
        return self._part(change.id) or (self._frame() if takes_strip or is_moved else "")

    def measures(self, change: Change) -> str:
        new = change.after
        if change.before is None and new is not None and str(new["index"]) >= self._last_measure():
            return ""
        return self._measure(change.id) or self._frame()

    def events(self, change: Change) -> str:
        return self._each(change, self._event)

    def spans(self, change: Change) -> str:
        return self._each(change, self._span)

    def percussion(self, change: Change) -> str:
        return self._each(change, lambda drum: self._part(drum.get("part", "")))

    def mix(self, change: Change) -> str:
        return self._strip(change.id)

    def sends(self, change: Change) -> str:
        return self._each(change, lambda send: self._strip(send.get("source", "")))

    def inserts(self, change: Change) -> str:
        return self._each(change, lambda insert: self._strip(insert.get("strip", "")))

    def settings(self, change: Change) -> str:
        return self._each(change, lambda setting: self._setting(setting.get("snapshot", "")))

    def lanes(self, change: Change) -> str:
        return self._each(change, lambda lane: self._automated(lane.get("target", "")))

    def points(self, change: Change) -> str:
        return self._each(change, self._point)

    def graph(self, change: Change) -> str:
        return self._each(change, lambda thing: self._thing(change.root, change.id, thing))

    def ports(self, change: Change) -> str:
        return self._each(
            change,
            lambda port: self._thing("ports", change.id, {}) or self._end(port.get("group", "")),
        )

    def edges(self, change: Change) -> str:
        return self._each(
            change, lambda edge: self._end(edge.get("source", "")) or self._end(edge.get("target", ""))
        )

    def locks(self, change: Change) -> str:
        id = change.id
        things = [root for root in ("nodes", "groups") if self._states(root, id)]
        kinds = {lock.get("kind") for lock in (change.before, change.after) if lock is not None}
        if kinds != {"node"} or any(self._states(root, id) for root in ("parts", "measures")):
            return "only the teacher may lock and unlock parts, measures and the piece."
        if change.before is not None and not self._made("locks", id):
            return "this was locked by the teacher: ask the teacher to unlock it."
        if not all(self._made(root, id) for root in things) or (not things and change.after is not None):
            return "a node or group is locked by who made it, or by the teacher."
        return ""

    def remarks(self, change: Change) -> str:
        old, new = change.before, change.after
        if old is None or self._made(change.root, change.id):
            return ""
        if new is not None and set(differing(old, new)) <= {"resolved"}:
            return ""
        return f"this {change.root[:-1]} is somebody else's: answer it, or ask the teacher."

    def proposals(self, change: Change) -> str:
        if change.after is None:
            return self.remarks(change)
        new = change.after
        old = change.before or {field: value for field, value in new.items() if field not in _ANSWER}
        statuses = [str(entry.get("status") or "open") for entry in (old, new)]
        taken = [places(str(entry.get("taken") or "")) for entry in (old, new)]
        changed = set(differing({**old, "status": statuses[0]}, {**new, "status": statuses[1]}))
        is_own = self._made("proposals", change.id)
        if changed - _ANSWER:
            if not is_own:
                return self.remarks(change)
            if statuses[0] in ("accepted", "rejected") or taken[0]:
                return "this proposal is answered already: make another one."
        if "withdrawn" in statuses and statuses[0] != statuses[1]:
            if not is_own:
                return "a proposal is withdrawn by who made it."
            if "open" not in statuses:
                return "this proposal is answered already: make another one."
            changed.discard("status")
        if not changed & _ANSWER:
            return ""
        before, after = taken
        if changed & {"status", "reason"}:
            return self._answer(str(old["patch"]), before & after if statuses[0] == "open" else frozenset())
        return self._answer(str(old["patch"]), before & after, before | after)

    def _answer(self, patch: str, settled: Collection[int], answered: Collection[int] | None = None) -> str:
        """Answering some operations of a proposal, by default all, but for those that are settled."""
        try:
            operations = decode_operations(patch)
        except ProposalError:
            return "this proposal cannot be read: ask the teacher."
        for at, operation in enumerate(operations):
            if at in settled or (answered is not None and at not in answered):
                continue
            if clause := self._operation(operation):
                return f"answering this proposal needs what it touches, and {clause}"
        return ""

    def _operation(self, operation: Operation) -> str:
        now = self._entry(operation.root, operation.id)
        if now is None and operation.op != "put" and operation.root != "mix":
            return ""
        change = Change(operation.root, operation.id, now, outcome(operation, now))
        return _RULES[operation.root](self, change)

    def _entry(self, root: str, id: Any) -> Entry | None:
        return self._before.entry(root, id)

    def _states(self, root: str, id: Any) -> list[Entry]:
        """An entry as it was, and as it is where it was changed along."""
        states = (self._entry(root, id), self._after.get((root, id)))
        return [state for state in states if state is not None]

    def _each(self, change: Change, rule: Callable[[Entry], str]) -> str:
        for entry in (change.before, change.after):
            if entry is not None and (clause := rule(entry)):
                return clause
        return ""

    def _lock(self, kind: str, id: Any) -> Entry | None:
        lock = self._entry("locks", id)
        return lock if lock is not None and lock.get("kind") == kind else None

    def _made(self, root: str, id: str) -> bool:
        if self._entry(root, id) is None:
            return True
        return self._rights.makers.get(f"{root}/{id}") == self._rights.person

    def _part(self, id: Any) -> str:
        lock = self._lock("part", id)
        if lock is not None:
            return _locked(f"the part {self._name('parts', id)}", lock)
        people = self._rights.assignments.get(id)
        if people and self._rights.person not in people:
            return f"the part {self._name('parts', id)} is assigned to somebody else: ask the teacher."
        return ""

    def _frame(self) -> str:
        for id in sorted(self._before.ids("parts")):
            if clause := self._part(id):
                return f"this needs every part, and {clause}"
        return ""

    def _event(self, event: Entry) -> str:
        if clause := self._measure(event.get("measure", "")):
            return clause
        if event.get("kind") == "tempo" or "part" not in event:
            return self._frame()
        return self._part(event["part"])

    def _span(self, span: Entry) -> str:
        for end in ("start", "end"):
            for event in self._states("events", span.get(end, "")):
                if clause := self._part(event.get("part", "")):
                    return clause
        return ""

    def _measure(self, id: Any) -> str:
        lock = self._lock("measure", id)
        if lock is None:
            return ""
        measures = {
            measure: self._entry("measures", measure) or {} for measure in self._before.ids("measures")
        }
        number = measure_number(measures, id)
        return _locked("that measure" if number is None else f"measure {number}", lock)

    def _last_measure(self) -> str:
        measures = (self._entry("measures", id) or {} for id in self._before.ids("measures"))
        return max((str(measure.get("index", "")) for measure in measures), default="")

    def _strip(self, id: Any) -> str:
        return self._part(id) if id != "master" and self._states("parts", id) else self._frame()

    def _setting(self, snapshot: Any) -> str:
        states = self._states("snapshots", snapshot)
        return next(filter(None, (self._thing("snapshots", snapshot, state) for state in states)), "")

    def _automated(self, id: Any) -> str:
        """What a lane moves: a node, or else a strip."""
        nodes = self._states("nodes", id)
        return (
            next(filter(None, (self._thing("nodes", id, node) for node in nodes)), "")
            if nodes
            else self._strip(id)
        )

    def _point(self, point: Entry) -> str:
        lanes = self._states("lanes", point.get("lane", ""))
        return next(filter(None, (self._automated(lane.get("target", "")) for lane in lanes)), "")

    def _end(self, id: Any) -> str:
        """An end of a cable, or the group of a port."""
        for root in ("nodes", "groups"):
            for thing in self._states(root, id):
                if clause := self._thing(root, id, thing):
                    return clause
        return ""

    def _thing(self, root: str, id: Any, thing: Entry) -> str:
        """A thing of the graph: its lock, those of the groups it is in, and the part that it plays."""
        part = self._part(thing["part"]) if "part" in thing else ""
        seen: set[Any] = set()
        while not part and id not in seen:
            seen.add(id)
            lock = self._lock("node", id)
            if lock is not None and not (self._made("locks", id) and self._made(root, id)):
                word = f"the {root[:-1]} {self._name(root, id)}"
                if self._rights.makers.get(f"locks/{id}") == self._rights.makers.get(f"{root}/{id}", ""):
                    return f"{word} is locked by who made it: ask them, or the teacher."
                return _locked(word, lock)
            if "group" not in thing:
                break
            root, id = "groups", thing["group"]
            thing = self._entry(root, id) or {}
        return part

    def _name(self, root: str, id: Any) -> str:
        entry = self._entry(root, id) or next(iter(self._states(root, id)), {})
        return _short(entry.get("name") or entry.get("text") or id)


def _locked(word: str, lock: Entry) -> str:
    reason = str(lock.get("reason", "")).strip()
    if not reason:
        return f"{word} is locked: ask the teacher."
    return f"{word} is locked by the teacher: {reason}{'' if reason[-1] in '.!?' else '.'}"


_RULES: Final[Mapping[str, Callable[[_Judge, Change], str]]] = {
    "meta": _Judge.frame,
    "parts": _Judge.parts,
    "measures": _Judge.measures,
    "events": _Judge.events,
    "spans": _Judge.spans,
    "percussion": _Judge.percussion,
    "nodes": _Judge.graph,
    "edges": _Judge.edges,
    "groups": _Judge.graph,
    "ports": _Judge.ports,
    "labels": _Judge.graph,
    "presets": _Judge.graph,
    "instruments": _Judge.graph,
    "mix": _Judge.mix,
    "sends": _Judge.sends,
    "inserts": _Judge.inserts,
    "snapshots": _Judge.graph,
    "settings": _Judge.settings,
    "lanes": _Judge.lanes,
    "points": _Judge.points,
    "sections": _Judge.frame,
    "form": _Judge.frame,
    "locks": _Judge.locks,
    "annotations": _Judge.remarks,
    "proposals": _Judge.proposals,
}

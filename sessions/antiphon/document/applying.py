"""What accepting a proposal, or a part of it, writes, and what it must ask about first.

Nothing that was written meanwhile is written over unless somebody insists. `src/document/applying.ts` is the same in
TypeScript, and `tests/fixtures/proposals` holds the two together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, Literal, NamedTuple

from antiphon.document.changes import Entry, equal, same
from antiphon.document.operation import Fields, Operation
from antiphon.document.proposal import after, is_own_strip

Why = Literal["changed", "there", "gone", "lost", "used", "occupied"]

_NEEDS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "events": {"measure": ("measures",), "part": ("parts",)},
    "spans": {"start": ("events",), "end": ("events",)},
    "edges": {"source": ("nodes", "groups"), "target": ("nodes", "groups")},
    "ports": {"group": ("groups",), "node": ("nodes",)},
    "sends": {"source": ("mix",), "target": ("mix", "nodes")},
    "inserts": {"strip": ("mix",), "node": ("nodes",)},
}
"""For each root, the fields without whose entry one of it is nothing, and where that entry is."""

_NAMES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "nodes": {"group": ("groups",)},
    "groups": {"group": ("groups",)},
    "labels": {"group": ("groups",)},
    "mix": {"bus": ("mix",)},
}
"""For each root, the fields whose entry is wanted, but can be missed."""

_DEFAULT: Final = "default-"
"""What the ids of the instruments begin with that parts have by themselves."""

_TIMES: Final = frozenset({"kind", "part", "staff", "voice", "measure", "onset", "duration", "grace"})
"""The fields that say when, and in which voice, an event sounds."""


class Edit(NamedTuple):
    """What is to be written.

    Attributes:
        root: The root.
        id: The entry's id.
        fields: What to write, None taking a field away; None takes the entry away.
        whole: Whether the entry is made anew.
    """

    root: str
    id: str
    fields: Fields | None
    whole: bool = False


@dataclass(frozen=True)
class Conflict:
    """Why an operation was left out.

    Attributes:
        operation: Its place in the proposal, from 0.
        why: `changed`: fields are neither as it saw them nor as it wants them; `there`: what it would put is there, and is
            something else; `gone`: what it would change was taken away; `lost`: what it needs was taken away, or is left
            out; `used`: what it would take away is used by what others have made since; `occupied`: a note of somebody
            else's sounds meanwhile.
        fields: The fields, sorted, where it is about some.
    """

    operation: int
    why: Why
    fields: tuple[str, ...] = ()

    @property
    def can_insist(self) -> bool:
        """Whether the proposal's can be taken all the same."""
        return self.why not in ("gone", "lost")


@dataclass(frozen=True)
class Applied:
    """What accepting does.

    Attributes:
        edits: What is to be written, in one step.
        conflicts: What is left out and should be asked about, by operation.
        taken: The operations that are in the document then, those that were in it already included.
        along: Those that come along though they were not chosen, as chosen ones need them.
    """

    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]
    taken: tuple[int, ...]
    along: tuple[int, ...]

    def written(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """The document that it is about with what is written; roots that stay as they are, are the same objects."""
        after = {**document, **{root: dict(document[root]) for root in {edit.root for edit in self.edits}}}
        for root, id, fields, _ in self.edits:
            if fields is None:
                after[root].pop(id, None)
            else:
                merged = {**after[root].get(id, {}), **fields}
                after[root][id] = {field: value for field, value in merged.items() if value is not None}
        return after


def applying(
    document: Mapping[str, Any],
    operations: Sequence[Operation],
    chosen: Iterable[int] | None = None,
    insisted: Collection[int] = (),
) -> Applied:
    """What accepting operations writes into a document as it is now; accepting again writes nothing again.

    Args:
        document: The document.
        operations: All of the proposal's.
        chosen: The places of those that are accepted; all where it is None.
        insisted: The places of those that are to be taken although others have written meanwhile.
    """
    return _Acceptance(document, operations, insisted).of(
        range(len(operations)) if chosen is None else chosen
    )


class _Acceptance:
    def __init__(
        self, document: Mapping[str, Any], operations: Sequence[Operation], insisted: Collection[int]
    ) -> None:
        self._document = document
        self._operations = operations
        self._insisted = insisted
        self._place = {(each.root, each.id): at for at, each in enumerate(operations)}
        self._then = [after(each, self._now(each.root, each.id)) for each in operations]
        self._sounding = _Sounding(
            document["events"],
            {then["measure"] for then in self._then if then is not None and "measure" in then},
        )
        self._wanted: set[int] = set()
        self._left: dict[int, Conflict] = {}

    def of(self, chosen: Iterable[int]) -> Applied:
        chosen = {at for at in chosen if 0 <= at < len(self._operations)}
        self._close(chosen)
        done = {at for at in self._wanted if self._is_done(at)}
        open = sorted(self._wanted - done)
        self._leave(open, self._met)
        while self._leave(open, self._alone):
            pass
        taken = sorted(self._wanted - self._left.keys())
        edits: dict[tuple[str, str], Edit] = {}
        for at in taken:
            for edit in () if at in done else self._edits(at):
                if edit.fields is None or (edit.root, edit.id) not in edits:
                    edits[edit.root, edit.id] = edit
        return Applied(
            tuple(edits.values()),
            tuple(self._left[at] for at in sorted(self._left)),
            tuple(taken),
            tuple(at for at in taken if at not in chosen),
        )

    def _now(self, root: str, id: str) -> Entry | None:
        now: Entry | None = self._document[root].get(id)
        return {} if now is None and is_own_strip(self._document, root, id) else now

    # -- what comes along

    def _close(self, chosen: set[int]) -> None:
        waiting = sorted(chosen)
        while waiting:
            at = waiting.pop()
            if at not in self._wanted:
                self._wanted.add(at)
                waiting.extend(self._companions(at))

    def _companions(self, at: int) -> Iterator[int]:
        """The operations that one cannot go without."""
        operation, then = self._operations[at], self._then[at]
        if then is None:
            yield from (
                place
                for place in self._dependent_operations(operation)
                if self._operations[place].op != "put"
            )
            return
        for root, id in _named(operation.root, then, _NEEDS, _NAMES):
            place = self._place.get((root, id))
            if place is not None and self._operations[place].op == "put":
                yield place
        if operation.root == "events":
            yield from self._tied(operation.id, then)
            if operation.op == "put" or _TIMES & operation.fields.keys():
                for id in self._sounding.meanwhile(operation.id, then):
                    place = self._place.get(("events", id))
                    if place is not None and self._makes_room(place):
                        yield place

    def _makes_room(self, at: int) -> bool:
        operation = self._operations[at]
        return operation.op == "remove" or bool(_TIMES & operation.fields.keys())

    def _dependent_operations(self, operation: Operation) -> Iterator[int]:
        for user in self._users_of.get((operation.root, operation.id), ()):
            place = self._place.get(user)
            if place is not None:
                yield place

    def _tied(self, id: str, note: Entry) -> Iterator[int]:
        """The note that a proposed tie leads to, where that is proposed as well."""
        if not note.get("tie") or "duration" not in note:
            return
        end = Fraction(note["onset"]) + Fraction(note["duration"])
        for measure, onset in ((note["measure"], end), (self._following.get(note["measure"]), Fraction(0))):
            for place in self._starting.get((note.get("part"), note.get("pitch"), measure, onset), ()):
                if self._operations[place].id != id:
                    yield place

    @cached_property
    def _starting(self) -> dict[tuple[Any, ...], list[int]]:
        """The proposed notes by part, pitch, measure and onset."""
        starting: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for place, (each, then) in enumerate(zip(self._operations, self._then, strict=True)):
            if each.root == "events" and then is not None and then.get("kind") == "note":
                where = (then.get("part"), then.get("pitch"), then["measure"], Fraction(then["onset"]))
                starting[where].append(place)
        return starting

    @cached_property
    def _following(self) -> dict[str, str]:
        """For each measure the next one, proposed ones included."""
        measures: dict[str, Entry] = {**self._document["measures"]}
        for each, then in zip(self._operations, self._then, strict=True):
            if each.root == "measures" and then is not None:
                measures[each.id] = then
        order = sorted(measures, key=lambda id: (str(measures[id].get("index", "")), id))
        return dict(pairwise(order))

    @cached_property
    def _users_of(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """For each entry, those of the document that are nothing without it."""
        users: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for root in ("spans", "edges", "ports", "sends", "inserts"):
            for id in sorted(self._document[root]):
                for named in dict.fromkeys(_named(root, self._document[root][id], _NEEDS)):
                    users[named].append((root, id))
        return users

    # -- what has happened meanwhile

    def _is_done(self, at: int) -> bool:
        operation = self._operations[at]
        now = self._now(operation.root, operation.id)
        if operation.op == "change" and now is None:
            return False
        return equal(now, self._then[at])

    def _leave(self, open: Sequence[int], look: Any) -> bool:
        """Leave out what a look finds a conflict of; whether there was any."""
        found = False
        for at in open:
            if at not in self._left:
                conflict: Conflict | None = look(at)
                if conflict is not None and not (conflict.can_insist and at in self._insisted):
                    self._left[at] = conflict
                    found = True
        return found

    def _met(self, at: int) -> Conflict | None:
        """What has become of the entry itself."""
        operation = self._operations[at]
        now = self._now(operation.root, operation.id)
        if operation.op == "put":
            if now is None or now == {}:
                return None
            return Conflict(at, "there", _fields_between(now, operation.fields))
        if now is None:
            return Conflict(at, "gone")
        names = {*operation.base, *(now if operation.op == "remove" else ())}
        changed = sorted(
            field
            for field in names
            if not same(now.get(field), operation.base.get(field))
            and (operation.op == "remove" or not same(now.get(field), operation.fields[field]))
        )
        return Conflict(at, "changed", tuple(changed)) if changed else None

    def _alone(self, at: int) -> Conflict | None:
        """What has become of others that it has to do with."""
        operation, then = self._operations[at], self._then[at]
        if then is None:
            return Conflict(at, "used") if next(self._users(operation), None) else None
        if any(
            not any(self._will_be(root, entry) for root in roots)
            for entry, roots in _references(operation.root, then, _NEEDS)
        ):
            return Conflict(at, "lost")
        if (
            operation.root == "events"
            and then.get("kind") == "note"
            and (operation.op == "put" or _TIMES & operation.fields.keys())
            and any(not self._gives_way(id) for id in self._sounding.meanwhile(operation.id, then, True))
        ):
            return Conflict(at, "occupied")
        return None

    def _gives_way(self, event: str) -> bool:
        place = self._place.get(("events", event))
        return place is not None and self._is_taken(place) and self._makes_room(place)

    def _is_taken(self, at: int) -> bool:
        return at in self._wanted and at not in self._left

    def _will_be(self, root: str, id: str) -> bool:
        """Whether an entry will be there."""
        place = self._place.get((root, id))
        if place is not None and self._is_taken(place):
            return self._operations[place].op != "remove"
        if id in self._document[root] or is_own_strip(self._document, root, id):
            return True
        return root == "nodes" and id.startswith(_DEFAULT) and id[len(_DEFAULT) :] in self._document["parts"]

    def _users(self, operation: Operation) -> Iterator[tuple[str, str]]:
        """Entries that are nothing without what would be taken away, and stay."""
        target = (operation.root, operation.id)
        for user in self._users_of.get(target, ()):
            place = self._place.get(user)
            if place is None or not self._is_taken(place) or self._still_names(place, target):
                yield user

    def _still_names(self, at: int, target: tuple[str, str]) -> bool:
        then = self._then[at]
        return then is not None and target in _named(self._operations[at].root, then, _NEEDS)

    # -- what is written

    def _edits(self, at: int) -> Iterator[Edit]:
        operation = self._operations[at]
        root, id, fields = operation.root, operation.id, operation.fields
        now = self._now(root, id)
        if operation.op == "remove":
            for user in self._users(operation):
                yield Edit(*user, None)
            yield Edit(root, id, None)
        elif id not in self._document[root]:
            yield Edit(
                root,
                id,
                {field: fields[field] for field in sorted(fields) if fields[field] is not None},
                True,
            )
        else:
            assert now is not None
            names = {*fields, *(now if operation.op == "put" else ())}
            yield Edit(
                root,
                id,
                {
                    field: fields.get(field)
                    for field in sorted(names)
                    if not same(now.get(field), fields.get(field))
                },
            )


class _Sounding:
    """The notes and rests of some measures of a document by where they sound."""

    def __init__(self, events: Mapping[str, Entry], measures: Collection[str]) -> None:
        self._events = events
        self._measures = measures
        self._at: dict[tuple[Any, ...], list[tuple[str, tuple[Fraction, Fraction]]]] | None = None

    def meanwhile(self, id: str, event: Entry, notes: bool = False) -> list[str]:
        """Others of the same voice that sound at a time of an event, the notes of one chord aside; by id."""
        span = _span(event)
        if span is None:
            return []
        if self._at is None:
            self._at = defaultdict(list)
            for each in sorted(self._events):
                there = self._events[each]
                if there["measure"] in self._measures and (at := _span(there)) is not None:
                    self._at[_voice(there)].append((each, at))
        found: list[str] = []
        for each, at in self._at.get(_voice(event), ()):
            if each == id or not (at[0] < span[1] and span[0] < at[1]):
                continue
            other = self._events[each]
            is_chord = at == span and event["kind"] == other["kind"] == "note"
            if not is_chord and not (notes and other["kind"] != "note"):
                found.append(each)
        return found


def _voice(event: Entry) -> tuple[Any, ...]:
    return event.get("part"), event.get("staff", 1), event.get("voice", 1), event["measure"]


def _span(event: Entry) -> tuple[Fraction, Fraction] | None:
    """When a note or rest sounds in its measure; None for what takes no time."""
    if event.get("kind") not in ("note", "rest") or "duration" not in event or "grace" in event:
        return None
    onset = Fraction(event["onset"])
    return onset, onset + Fraction(event["duration"])


def _references(
    root: str, entry: Entry, *tables: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> list[tuple[str, tuple[str, ...]]]:
    """The ids that an entry names, and the roots in which they may be."""
    return [
        (str(entry[field]), roots)
        for table in tables
        for field, roots in table.get(root, {}).items()
        if field in entry
    ]


def _named(
    root: str, entry: Entry, *tables: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> list[tuple[str, str]]:
    return [(place, id) for id, roots in _references(root, entry, *tables) for place in roots]


def _fields_between(a: Entry, b: Fields) -> tuple[str, ...]:
    return tuple(sorted(field for field in {**a, **b} if not same(a.get(field), b.get(field))))

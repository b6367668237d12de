"""Three-way merge of documents: what both branches did stays, and where it cannot, a conflict says so.

The steps: name alike what is alike (`alignment`); take from each entry the fields that one side changed; keep what one took
away and the other needs (`survival`); set runs that both put in at one place one behind the other, and notes that do not fit
in one voice in two (`collision`); open circles that only both together close (`circles`); say what is no longer all in the
score. None of them knows which side is which but by the choices: merging the other way round, with the opposite choices, makes
the same document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, cast

from antiphon.document import frame
from antiphon.document.alignment import Names, align
from antiphon.document.changes import Entry, equal, same
from antiphon.document.circles import open_circles
from antiphon.document.collision import settle
from antiphon.document.conflict import Choice, Conflict
from antiphon.document.projection import project
from antiphon.document.references import Place
from antiphon.document.schema import ROOTS
from antiphon.document.state import Roots, State
from antiphon.document.survival import survive
from antiphon.document.types import Document
from antiphon.document.wording import conflict_text

_TOGETHER: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "events": (
        ("measure", "onset", "duration", "tuplet", "part", "staff", "voice"),
        ("pitch", "drum", "string", "fret"),
    ),
    "measures": (("meter", "meter_symbol", "duration"), ("key", "mode")),
    "spans": (("start", "end"),),
    "edges": (("source", "output", "target", "input"),),
    "lanes": (("target", "field"),),
    "points": (("lane", "measure", "onset"),),
    "nodes": (("x", "y"),),
    "groups": (("x", "y"),),
    "labels": (("x", "y"),),
    "mix": (("snapshot", "recall"),),
}
"""Fields that say one thing together: where both changed any of them, one side has all."""


class MergeError(ValueError):
    """A choice that cannot be made; the message is a sentence."""


@dataclass(frozen=True)
class Merged:
    """What came of two branches.

    Attributes:
        document: The document.
        conflicts: What both could not have, by place in the piece; `document` is as their choices say.
        names: What ids of ours and of theirs became, by root, where they did not stay.
    """

    document: Document
    conflicts: tuple[Conflict, ...]
    names: tuple[Names, Names]
    _sides: tuple[Document, Document, Document] = field(repr=False)
    _choices: Mapping[str, Choice] = field(repr=False)
    _prefer: Choice = "ours"

    def resolve(self, choices: Mapping[str, Choice]) -> Merged:
        """Merge again with other choices.

        Args:
            choices: For keys of conflicts, whose way they shall go; the others stay as they are.

        Raises:
            MergeError: There is no such conflict, or no such choice.
        """
        known = {conflict.key: conflict for conflict in self.conflicts}
        for key, choice in choices.items():
            if key not in known:
                raise MergeError(f"There is no conflict {key}.")
            if choice not in known[key].choices:
                raise MergeError(f"The conflict {key} cannot go the way of {choice!r}.")
        made = {key: conflict.choice for key, conflict in known.items() if conflict.choices}
        return _merge(*self._sides, {**self._choices, **made, **choices}, self._prefer)


def merge(
    base: Document, ours: Document, theirs: Document, prefer: Choice = "ours", *, looks: bool = True
) -> Merged:
    """Three-way merge.

    Args:
        base: What both began with, in canonical form, as are the others.
        ours: What became of it here.
        theirs: What became of it there.
        prefer: Whose way conflicts go where nothing is chosen; what one took away and the other needs is kept, whoever it was.
        looks: Whether to see what of it is no longer in the score; that takes a second or so for 20,000 events.
    """
    return _merge(base, ours, theirs, {}, prefer, looks)


def _merge(
    base: Document,
    ours: Document,
    theirs: Document,
    choices: Mapping[str, Choice],
    prefer: Choice,
    looks: bool = True,
) -> Merged:
    began = cast(Roots, base)
    one, other, *names = align(began, cast(Roots, ours), cast(Roots, theirs))
    state = State(began, one, other, choices, prefer)
    for root in ROOTS:
        _merge_root(state, root)
    survive(state)
    settle(state)
    open_circles(state)
    document = cast(Document, {"antiphon": base["antiphon"], **state.result})
    if looks and began != one and began != other:
        _tell_problems(state, document, one, other)
    return Merged(
        document,
        _placed(state),
        (names[0], names[1]),
        (base, ours, theirs),
        dict(choices),
        prefer,
    )


def _merge_root(state: State, root: str) -> None:
    base, ours, theirs = state.base[root], state.ours[root], state.theirs[root]
    if root == "meta":
        state.result[root] = dict(_merge_entry(state, root, "", base, ours, theirs) or {})
        return
    result: dict[str, Entry] = {}
    for id in sorted(base.keys() | ours.keys() | theirs.keys()):
        entry = _merge_entry(state, root, id, base.get(id), ours.get(id), theirs.get(id))
        if entry is not None:
            result[id] = entry
    state.result[root] = result


def _merge_entry(
    state: State, root: str, id: str, base: Entry | None, ours: Entry | None, theirs: Entry | None
) -> Entry | None:
    if ours is theirs or equal(ours, theirs) or equal(theirs, base):
        return ours
    if equal(ours, base):
        return theirs
    if ours is None or theirs is None:
        # One took it away, the other changed it: `survival` says what becomes of it.
        return ours or theirs
    return _merge_fields(state, root, id, base or {}, ours, theirs)


def _merge_fields(state: State, root: str, id: str, base: Entry, ours: Entry, theirs: Entry) -> Entry:
    result: dict[str, Any] = {}
    together = {name: group for group in _TOGETHER.get(root, ()) for name in group}
    groups = {together.get(name, (name,)) for name in (*base, *ours, *theirs)}
    for group in sorted(groups):
        old, mine, other = ([entry.get(name) for name in group] for entry in (base, ours, theirs))
        if _same(mine, other) or _same(other, old):
            chosen = mine
        elif _same(mine, old):
            chosen = other
        else:
            choice = state.declare("changed", root, id, group=group, places=[(root, id)])
            chosen = mine if choice == "ours" else other
        result |= {name: value for name, value in zip(group, chosen, strict=True) if value is not None}
    return result


def _same(a: list[Any], b: list[Any]) -> bool:
    return all(map(same, a, b))


def _tell_problems(state: State, document: Document, ours: Roots, theirs: Roots) -> None:
    """Say what is not in the score as it was written, and was (or was not there) on both sides."""
    declared = {id for conflict in state.conflicts for _, id in conflict.places}
    found = [problem for problem in project(document).problems if problem.id not in declared]
    if not found:
        return
    known = [
        {(problem.code, problem.id) for problem in project(cast(Any, side)).problems}
        for side in (ours, theirs)
    ]
    for problem in found:
        root = next((root for root in ROOTS if root != "meta" and problem.id in state.result[root]), "")
        had = [(problem.code, problem.id) in each for each in known]
        # Who left it as it was has nothing against what the other made of it.
        fine = [
            one or not _wrote(state.base, side, root, problem.id)
            for one, side in zip(had, (ours, theirs), strict=True)
        ]
        if not (any(had) and all(fine)):
            places: list[Place] = [(root, problem.id)] if root else []
            state.declare("problem", root, problem.id, places=places, message=problem.message, choices=())


def _wrote(base: Roots, side: Roots, root: str, id: str) -> bool:
    """Whether a side has an entry that is not as it was in the beginning."""
    return bool(root) and id in side[root] and not equal(side[root][id], base[root].get(id))


def _placed(state: State) -> tuple[Conflict, ...]:
    """The conflicts with their measures' numbers and their sentences, by place."""
    measures = frame.measures(cast(Any, state.result["measures"]), {}, (), [])
    numbers = {measure.id: measure.number for measure in measures}
    places = {measure.id: place for place, measure in enumerate(measures)}
    parts = {
        id: str(entry["name"])
        for roots in (state.base, state.theirs, state.ours)
        for id, entry in roots["parts"].items()
    }
    conflicts = []
    for each in state.conflicts:
        part, measure = state.where(each.root, each.id)
        conflicts.append(replace(each, part=part, measure=measure, number=numbers.get(measure)))
    conflicts.sort(key=lambda each: (places.get(each.measure, -1), each.part, each.key))
    return tuple(replace(each, message=conflict_text(each, parts.get(each.part, ""))) for each in conflicts)

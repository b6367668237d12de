"""Which entry of one document is which of another: by id, or by what it is where ids say nothing.

A score that is imported again has ids that are new, or (worse) the same ids for other notes. So both are tried where ids
leave much that differs, and the reading counts under which more notes are the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final, cast

from antiphon.document.frame import ordered
from antiphon.document.schema import ROOTS
from antiphon.document.types import Document

Entries = Mapping[str, Mapping[str, Any]]
Pairs = dict[str, dict[str, str]]
"""For each root but `meta`, the ids of entries of the one document and of those of the other that they are."""

_MUSIC: Final = ("parts", "measures", "percussion", "events", "spans")
_SURE: Final = 0.8
"""The share of notes that are the same by their ids beyond which nothing else is tried."""
_MORE: Final = 0.2
"""The share of notes that must be the same beyond those by their ids for ids to be mistrusted."""
_CLOSE: Final = 4096
"""How many pairs of measures are compared note by note to find the most alike."""


def match(a: Document, b: Document) -> Pairs:
    """Which entry of `a` is which of `b`: each at most once."""
    one, other = cast(Mapping[str, Entries], a), cast(Mapping[str, Entries], b)
    by_id = {root: _same_ids(one[root], other[root]) for root in ROOTS if root != "meta"}
    _add_by_place(one, other, by_id, named=True)
    return _by_content(one, other, by_id) or by_id


def foreign(a: Mapping[str, Entries], b: Mapping[str, Entries]) -> Pairs | None:
    """Which entry of `a` is which of `b`, where ids say nothing; None where they do."""
    by_id = {root: _same_ids(a[root], b[root]) for root in ROOTS if root != "meta"}
    return _by_content(a, b, by_id)


def _by_content(a: Mapping[str, Entries], b: Mapping[str, Entries], by_id: Pairs) -> Pairs | None:
    """What is which by what it is, where more is the same so than by ids."""
    same, there = _same(a, b, by_id), min(len(a["events"]), len(b["events"]))
    if same >= _SURE * there:
        return None
    by_content = {root: {} if root in _MUSIC else pairs for root, pairs in by_id.items()}
    _add_by_place(a, b, by_content, named=False)
    return by_content if _same(a, b, by_content) > same + _MORE * there else None


def _same_ids(a: Entries, b: Entries) -> dict[str, str]:
    return {id: id for id, entry in a.items() if id in b and entry.get("kind") == b[id].get("kind")}


def _add_by_place(a: Mapping[str, Entries], b: Mapping[str, Entries], pairs: Pairs, named: bool) -> None:
    """Add to pairs what is alike of the score and not paired yet; parts by order only where ids say nothing."""
    for root in _MUSIC:
        pairs[root] = dict(pairs[root])
    _pair(a["parts"], b["parts"], pairs, "parts", (lambda e, to: e["name"],))
    if not named:
        _in_order(ordered(a["parts"]), ordered(b["parts"]), pairs["parts"])
    _measures(a, b, pairs)
    drums = (lambda e, to: (to["parts"].get(e["part"]), e["name"]),)
    _pair(a["percussion"], b["percussion"], pairs, "percussion", drums)
    _pair(a["events"], b["events"], pairs, "events", _PLACES)
    _pair(a["spans"], b["spans"], pairs, "spans", (_ends,))


def _ends(entry: Mapping[str, Any], to: Pairs) -> Hashable:
    return entry["kind"], to["events"].get(entry["start"]), to["events"].get(entry["end"])


def _at(entry: Mapping[str, Any], to: Pairs) -> tuple[Hashable, ...]:
    part = entry.get("part")
    return (
        entry["kind"],
        to["measures"].get(entry["measure"]),
        None if part is None else to["parts"].get(part, ""),
        entry.get("staff", 1),
    )


_PLACES: Final[tuple[Callable[[Any, Pairs], Hashable], ...]] = (
    lambda e, to: (*_at(e, to), e.get("voice", 1), e["onset"], *_content(e)),
    lambda e, to: (*_at(e, to), e["onset"], *_content(e)),
    lambda e, to: (*_at(e, to), e.get("voice", 1), e["onset"], e.get("pitch"), "grace" in e),
    lambda e, to: (*_at(e, to), e.get("voice", 1), e["onset"], e.get("duration"), "grace" in e),
)
"""What is equal of two events that are the same, the surest first."""


def _content(event: Mapping[str, Any]) -> tuple[Hashable, ...]:
    """What an event is, wherever it stands."""
    get = event.get
    return (
        get("pitch"),
        get("duration"),
        get("grace"),
        get("text"),
        get("dynamic"),
        get("bpm"),
        get("clef"),
    )


def _pair(
    a: Entries,
    b: Entries,
    pairs: Pairs,
    root: str,
    places: Iterable[Callable[[Any, Pairs], Hashable]],
) -> None:
    """Pair what is left of a root, whose references lead to what is paired already."""
    mine = pairs[root]
    taken = set(mine.values())
    left = {id: entry for id, entry in a.items() if id not in mine}
    right = {id: entry for id, entry in b.items() if id not in taken}
    if not left or not right:
        return
    theirs = {each: {id: id for id in found.values()} for each, found in pairs.items()}
    for place in places:
        there: dict[Hashable, list[str]] = defaultdict(list)
        for id in sorted(right, reverse=True):
            there[place(right[id], theirs)].append(id)
        for id in sorted(left):
            if found := there.get(place(left[id], pairs)):
                mine[id] = found.pop()
        taken = set(mine.values())
        left = {id: entry for id, entry in left.items() if id not in mine}
        right = {id: entry for id, entry in right.items() if id not in taken}


def _in_order(a: Sequence[str], b: Sequence[str], pairs: dict[str, str]) -> None:
    taken = set(pairs.values())
    left = (id for id in a if id not in pairs)
    pairs |= dict(zip(left, (id for id in b if id not in taken), strict=False))


def _measures(a: Mapping[str, Entries], b: Mapping[str, Entries], pairs: Pairs) -> None:
    """Pair measures that are left, by what is in them, where they stand between the same neighbours."""
    mine = pairs["measures"]
    taken = set(mine.values())
    if len(mine) == len(a["measures"]) or len(taken) == len(b["measures"]):
        return
    ours = _bars(a, pairs["parts"])
    theirs = _bars(b, {id: id for id in pairs["parts"].values()})
    left, right = ordered(a["measures"]), ordered(b["measures"])
    one = [mine.get(id) or frozenset(ours[id].items()) for id in left]
    other = [id if id in taken else frozenset(theirs[id].items()) for id in right]
    for tag, start, end, first, last in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        old = [id for id in left[start:end] if id not in mine]
        new = [id for id in right[first:last] if id not in taken]
        if tag == "equal" or len(old) == len(new):
            mine |= dict(zip(old, new, strict=True))
        elif tag == "replace":
            mine |= _alike([(id, ours[id]) for id in old], [(id, theirs[id]) for id in new])


def _bars(document: Mapping[str, Entries], parts: Mapping[str, str]) -> dict[str, Counter[Hashable]]:
    """For each measure, what is in it, by parts as they are called by both."""
    bars: dict[str, Counter[Hashable]] = {id: Counter() for id in document["measures"]}
    for event in document["events"].values():
        if (bar := bars.get(event["measure"])) is not None:
            bar[event["kind"], parts.get(event.get("part", "")), event["onset"], *_content(event)] += 1
    return bars


Bar = tuple[str, Counter[Hashable]]


def _alike(old: Sequence[Bar], new: Sequence[Bar]) -> dict[str, str]:
    """The pairing in order under which most is alike (Needleman and Wunsch, 1970, without a price of gaps)."""
    if len(old) * len(new) > _CLOSE:
        return {one: other for (one, _), (other, _) in zip(old, new, strict=False)}
    best: list[list[tuple[float, tuple[str, str] | None]]] = [[(0.0, None)] * (len(new) + 1)]
    for id, bar in old:
        row: list[tuple[float, tuple[str, str] | None]] = [(0.0, None)]
        for place, (other, theirs) in enumerate(new):
            common = (bar & theirs).total()
            # Nothing in common is still better than no pair at all.
            value = (common + 0.01) / (max(bar.total(), theirs.total()) + 1)
            paired = best[-1][place][0] + value
            above, before = best[-1][place + 1][0], row[-1][0]
            row.append((paired, (id, other)) if paired >= max(above, before) else (max(above, before), None))
        best.append(row)
    pairs: dict[str, str] = {}
    one, two = len(old), len(new)
    while one and two:
        value, pair = best[one][two]
        if pair is not None:
            pairs[pair[0]] = pair[1]
            one, two = one - 1, two - 1
        elif best[one - 1][two][0] >= best[one][two - 1][0]:
            one -= 1
        else:
            two -= 1
    return pairs


def _same(a: Mapping[str, Entries], b: Mapping[str, Entries], pairs: Pairs) -> int:
    """How many events are what and where they were."""
    parts, measures = pairs["parts"], pairs["measures"]
    count = 0
    for id, other in pairs["events"].items():
        old, new = a["events"][id], b["events"][other]
        if old is new or old == new:
            count += measures.get(old["measure"]) == new["measure"]
        elif (
            old["onset"] == new["onset"]
            and measures.get(old["measure"]) == new["measure"]
            and parts.get(old.get("part", ""), "") == new.get("part", "")
            and _content(old) == _content(new)
        ):
            count += 1
    return count

"""The projector: after any changes it has the piece that a fresh projection has."""

import copy
import json
from functools import partial
from pathlib import Path
from typing import Any

from documents import ENTRIES, IDS, JSON, PROPERTY, anything, documents, scores
from hypothesis import given
from hypothesis import strategies as st

from antiphon.document.projection import Projector, project

FOLDER = Path(__file__).parent.parent / "fixtures" / "projection"
DOCUMENTS = [
    json.loads(path.read_text(encoding="utf-8"))["document"]
    for path in sorted(FOLDER.glob("*.json"))
    if path.stem != "invalid"
]
ROOTS = ("meta", "parts", "measures", "events", "spans", "percussion", "mix", "sections", "form", "nodes")


def one_change(root: str) -> st.SearchStrategy[Any]:
    """An entry (or a field) of a root, and what becomes of it."""
    if root == "meta":
        return st.tuples(st.just(root), st.sampled_from(["title", "swing", "mood"]), st.just("put"), JSON)
    whole = ENTRIES[root]
    return (
        st.tuples(st.just(root), IDS, st.just("put"), whole | JSON)
        | st.tuples(st.just(root), IDS, st.just("merge"), whole)
        | st.tuples(st.just(root), IDS, st.just("remove"), st.none())
    )


CHANGES = st.lists(
    st.lists(
        st.sampled_from([*ROOTS, "events", "events", "spans"]).flatmap(one_change), min_size=1, max_size=4
    ),
    max_size=6,
)


def apply(raw: dict[str, Any], change: tuple[str, str, str, Any]) -> None:
    root, id, how, value = change
    entries = raw.setdefault(root, {})
    if how == "remove":
        entries.pop(id, None)
    elif how == "merge" and isinstance(entries.get(id), dict):
        entries[id] = {**entries[id], **dict(list(value.items())[-2:])}
    else:
        entries[id] = value


def at(raw: dict[str, Any], root: str, id: str) -> Any:
    return raw[root][id]


def follow(raw: dict[str, Any], batches: list[list[Any]]) -> None:
    projector = Projector(raw)
    assert projector.piece == project(raw)
    for batch in batches:
        raw = copy.deepcopy(raw)
        now = partial(at, raw)
        touched: dict[str, set[str]] = {}
        for change in batch:
            apply(raw, change)
            touched.setdefault(change[0], set()).add(change[1])
        piece = projector.change(touched, now)
        assert piece == projector.piece == project(raw)


def become(old: Any, new: Any, random: Any) -> None:
    """Make one document the other, in a random order, four times a few entries at once."""
    changes = [
        (root, id, "put", new[root][id]) if id in new[root] else (root, id, "remove", None)
        for root in ROOTS
        for id in old.get(root, {}) | new.get(root, {})
    ]
    random.shuffle(changes)
    size = max(1, len(changes) // 4)
    follow(old, [changes[start : start + size] for start in range(0, len(changes), size)])


@PROPERTY
@given(documents(), CHANGES)
def test_after_any_changes_the_piece_is_that_of_the_whole(document: Any, batches: Any) -> None:
    follow(dict(document), batches)


@PROPERTY
@given(anything(), CHANGES)
def test_whatever_was_there_before(raw: Any, batches: Any) -> None:
    follow({root: entries for root, entries in raw.items() if isinstance(entries, dict)}, batches)


@PROPERTY
@given(scores(), scores(), st.randoms())
def test_one_document_becomes_another_entry_by_entry(old: Any, new: Any, random: Any) -> None:
    become(old, new, random)


@PROPERTY
@given(st.sampled_from(DOCUMENTS), st.sampled_from(DOCUMENTS), st.randoms())
def test_one_fixture_becomes_another_entry_by_entry(old: Any, new: Any, random: Any) -> None:
    become(old, new, random)

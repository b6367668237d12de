"""What merging a branch writes into a piece."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

import pytest
from branches import branch

from antiphon.document.codec import empty, encode
from antiphon.document.difference import apply, diff
from antiphon.document.merging import MergeError, merge
from antiphon.document.uniting import uniting


def song() -> Any:
    made: Any = empty()
    made["parts"] = {"p": {"index": "a0", "name": "Flute"}, "q": {"index": "a1", "name": "Oboe"}}
    made["measures"] = {f"m{number}": {"index": f"a{number}"} for number in (1, 2, 3)}
    made["events"] = {
        f"{part}{number}": {
            "kind": "note",
            "part": part,
            "measure": f"m{number}",
            "onset": "0",
            "duration": "2",
            "pitch": "C5",
        }
        for part in ("p", "q")
        for number in (1, 2, 3)
    }
    made["groups"] = {"g": {"name": "G"}, "h": {"name": "H"}}
    made["nodes"] = {f"n{number}": {"kind": "effect.reverb"} for number in range(3)}
    return made


def test_what_is_written_makes_the_piece_what_merging_says() -> None:
    for seed in range(60):
        random = Random(seed)
        base = song()
        ours, theirs = branch(base, random, "o"), branch(base, random, "t")
        union = uniting(base, ours, theirs)
        document: Any = copy.deepcopy(ours)
        for root, id, before, after in union.changes:
            assert document[root].get(id) == before if root != "meta" else document[root] == before
            if root == "meta":
                document[root] = after
            elif after is None:
                del document[root][id]
            else:
                document[root][id] = after
        merged = merge(base, ours, theirs)
        assert encode(document) == encode(union.document) == encode(merged.document), seed
        assert union.conflicts == merged.conflicts
        choices: dict[str, Any] = {each.key: "theirs" for each in merged.conflicts if each.choices}
        other = uniting(base, ours, theirs, choices)
        assert all(each.choice == "theirs" for each in other.conflicts if each.key in choices), seed
        assert apply(ours, diff(ours, other.document)) == other.document


def test_comments_proposals_and_locks_are_the_pieces_own() -> None:
    base, ours, theirs = song(), song(), song()
    base["annotations"]["old"] = ours["annotations"]["old"] = {"target": "p1", "text": "Softer"}
    ours["annotations"]["here"] = {"target": "p2", "text": "Nice"}
    theirs["annotations"]["there"] = {"target": "p2", "text": "Hm"}
    theirs["locks"]["p"] = {"reason": "Done"}
    theirs["events"]["p1"]["pitch"] = "D5"
    union = uniting(base, ours, theirs)
    assert [(each.root, each.id) for each in union.changes] == [("events", "p1")]
    assert union.document["annotations"] == ours["annotations"]


def test_a_choice_of_a_conflict_that_is_gone_says_nothing_and_one_that_cannot_be_is_refused() -> None:
    base, ours, theirs = song(), song(), song()
    del ours["events"]["p1"]
    theirs["events"]["p1"]["pitch"] = "D5"
    (conflict,) = uniting(base, ours, theirs, {"changed:events.q9:pitch": "ours"}).conflicts
    gone = uniting(base, ours, theirs, {conflict.key: "ours"})
    assert (gone.changes, gone.conflicts[0].choice) == ((), "ours")
    with pytest.raises(MergeError, match="cannot go the way of 'mine'"):
        uniting(base, ours, theirs, {conflict.key: "mine"})  # type: ignore[dict-item]

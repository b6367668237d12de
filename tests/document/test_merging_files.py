"""A file that was changed outside, and a document that was changed inside."""

from antiphon.document.codec import empty
from antiphon.document.merging import merge as merge_branches


def merge(base, theirs, ours):
    """As the room does where its file was changed outside."""
    return merge_branches(base, ours, theirs, prefer="theirs").document


def document(title: str = "", **parts: dict):
    made = empty()
    if title:
        made["meta"]["title"] = title
    made["parts"] = {id: {"index": "a", **fields} for id, fields in parts.items()}
    return made


def test_both_sides_additions_stay():
    base = document(a={"name": "A"})
    theirs = document("Outside", a={"name": "A"}, b={"name": "B"})
    ours = document(a={"name": "A"}, c={"name": "C"})
    merged = merge(base, theirs, ours)
    assert set(merged["parts"]) == {"a", "b", "c"}
    assert merged["meta"] == {"title": "Outside"}


def test_fields_of_one_entry_are_merged_and_theirs_counts_in_a_conflict():
    base = document(a={"name": "A", "staves": 1})
    theirs = document(a={"name": "Theirs", "staves": 1})
    ours = document(a={"name": "Ours", "staves": 2})
    assert merge(base, theirs, ours)["parts"]["a"] == {"index": "a", "name": "Theirs", "staves": 2}


def test_what_one_side_took_away_is_gone_unless_the_other_changed_it():
    base = document(a={"name": "A"}, b={"name": "B"}, c={"name": "C"}, d={"name": "D"})
    theirs = document(b={"name": "B"}, c={"name": "Changed"}, d={"name": "D"})
    ours = document(a={"name": "A"}, d={"name": "Changed"})
    merged = merge(base, theirs, ours)["parts"]
    assert {id: part["name"] for id, part in merged.items()} == {"c": "Changed", "d": "Changed"}
    base["parts"]["e"] = {"index": "a", "name": "E"}
    ours["parts"]["e"] = {"index": "a", "name": "Changed"}
    assert merge(base, theirs, ours)["parts"]["e"]["name"] == "Changed", "taken away there, changed here"


def test_nothing_changed_outside_leaves_ours():
    base = document(a={"name": "A"})
    ours = document("Ours", a={"name": "B"})
    assert merge(base, base, ours) == ours

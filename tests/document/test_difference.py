"""What makes one document another."""

import json
from typing import Any

import pytest
from documents import PROPERTY, documents
from hypothesis import HealthCheck, given, settings

from antiphon.document.changes import write
from antiphon.document.codec import decode, empty, encode
from antiphon.document.difference import Difference, apply, changes, diff
from antiphon.document.operation import OperationError
from antiphon.document.ydoc import YAntiphon


@settings(PROPERTY, max_examples=25, suppress_health_check=list(HealthCheck))
@given(documents(1), documents(1))
def test_what_a_difference_makes_of_one_is_the_other(a: Any, b: Any) -> None:
    difference = diff(a, b)
    before = encode(a)
    assert encode(apply(a, difference)) == encode(b)
    assert apply(b, difference.inverse) == a
    assert encode(a) == before, "nothing was changed in place"
    assert not diff(a, a)
    read = Difference.from_json(json.loads(json.dumps(difference.to_json())))
    assert read == difference
    ydoc = YAntiphon()
    ydoc.set(encode(a))
    for change in changes(a, read):
        write(ydoc.ydoc, change)
    assert ydoc.get() == encode(b)


def song(**note: Any) -> Any:
    made: Any = empty()
    made["events"]["n1"] = {"kind": "note", "measure": "m", "onset": "0", "pitch": "C4", **note}
    return made


def test_it_is_not_applied_to_what_it_is_not_based_on() -> None:
    difference = diff(song(), song(pitch="D4"))
    assert difference[0].to_json() == {
        "op": "change",
        "root": "events",
        "id": "n1",
        "fields": {"pitch": "D4"},
        "base": {"pitch": "C4"},
    }
    with pytest.raises(OperationError, match=r"^events\.n1\.pitch has been changed since\.$"):
        apply(song(pitch="E4"), difference)
    with pytest.raises(OperationError, match=r"^events\.n1 is not there any more\.$"):
        apply(empty(), difference)
    with pytest.raises(OperationError, match=r"^events\.n1 is there already\.$"):
        apply(song(), diff(empty(), song()))
    with pytest.raises(OperationError, match=r"^events\.n1\.tie has been changed since\.$"):
        apply(song(tie=True), diff(song(), empty()))
    assert apply(song(tie=True), difference) == song(tie=True, pitch="D4"), "other fields may be others'"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({}, "A difference is a list of operations."),
        ([1], "An operation is an object with op, root, id, fields and base."),
        ([{"op": "move"}], "An operation's op is put, change or remove."),
        ([{"op": "put", "root": "x"}], "An operation is about a root that is not there: 'x'."),
        ([{"op": "put", "root": "events", "id": "1"}], "An operation on events names no valid id: '1'."),
        ([{"op": "remove", "root": "meta"}], "An operation on meta changes it, and names no id."),
        (
            [
                {
                    "op": "change",
                    "root": "events",
                    "id": "n",
                    "fields": {"pitch": "H4"},
                    "base": {"pitch": "C4"},
                }
            ],
            "events.n.pitch: not a valid pitch.",
        ),
        (
            [
                {
                    "op": "change",
                    "root": "events",
                    "id": "n",
                    "fields": {"onset": None},
                    "base": {"onset": "0"},
                }
            ],
            "events.n.onset: missing.",
        ),
        (
            [{"op": "change", "root": "events", "id": "n", "fields": {"tie": True}}],
            "The change of events.n must give the same fields before and after.",
        ),
        ([{"op": "put", "root": "parts", "id": "p", "fields": {"name": "A"}}], "parts.p.index: missing."),
        (
            [{"op": "remove", "root": "locks", "id": "p", "base": {"kind": "part"}}] * 2,
            "Two operations are about locks.p.",
        ),
    ],
)
def test_what_is_no_difference_is_refused_with_a_sentence(raw: object, sentence: str) -> None:
    with pytest.raises(OperationError) as caught:
        Difference.from_json(raw)
    assert str(caught.value) == sentence


def test_a_large_piece_is_compared_by_its_entries() -> None:
    old: Any = empty()
    old["events"] = {
        f"e{number}": {"kind": "note", "part": "p", "measure": f"m{number // 8}", "onset": "0", "pitch": "C4"}
        for number in range(20_000)
    }
    new = decode(encode(old))
    new["events"]["e7"]["pitch"] = "D4"
    del new["events"]["e9"]
    assert [(each.op, each.id) for each in diff(old, new)] == [("change", "e7"), ("remove", "e9")]

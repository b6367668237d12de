"""The rules of who may change what, case by case; TypeScript is held to the same cases."""

import json
from pathlib import Path

import pytest

from antiphon.document.changes import Change
from antiphon.document.schema import ROOTS
from antiphon.session.rights import Rights, refusal
from antiphon.session.role import Role

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parents[1] / "fixtures" / "rights").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]


class Entries:
    """A document of plain dictionaries; it counts what is asked of it."""

    def __init__(self, document):
        self.document = document
        self.asked = 0

    def entry(self, root, id):
        self.asked += 1
        return self.document.get(root) if root == "meta" else self.document.get(root, {}).get(id)

    def ids(self, root):
        self.asked += len(self.document.get(root, {}))
        return self.document.get(root, {})


def rights_of(case):
    return Rights(**{**case["rights"], "role": Role(case["rights"]["role"])})


@pytest.mark.parametrize("case", CASES)
def test_rights(case):
    changes = [Change(**change) for change in case["changes"]]
    assert refusal(rights_of(case), Entries(case["document"]), changes) == case["refusal"]


@pytest.mark.parametrize("case", CASES)
def test_a_refusal_stays_whatever_else_is_changed_along(case):
    own = Change("annotations", "remark", None, {"target": "e1", "text": "Hello"})
    changes = [own, *(Change(**change) for change in case["changes"])]
    expected = case["refusal"]
    if rights_of(case).role in (Role.GUEST, Role.ENGINE):
        expected = "You may only read: ask the teacher to be made a player."
    assert refusal(rights_of(case), Entries(case["document"]), changes) == expected


def test_every_root_has_cases_that_are_taken_and_refused():
    roots = {
        (change["root"], bool(case["refusal"]))
        for case in (parameter.values[0] for parameter in CASES)
        for change in case["changes"]
    }
    assert roots >= {(root, refused) for root in ROOTS for refused in (True, False)}


def test_a_note_is_judged_without_looking_through_the_document():
    note = {"kind": "note", "part": "p", "measure": "m1", "onset": "0", "duration": "1", "pitch": "C4"}
    entries = Entries(
        {
            "parts": {"p": {"index": "a", "name": "Flute"}},
            "measures": {f"m{n}": {"index": f"a{n:04}"} for n in range(1000)},
            "events": {f"e{n}": note for n in range(20_000)},
        }
    )
    change = Change("events", "e5", note, {**note, "pitch": "D4"})
    assert refusal(Rights(Role.PLAYER, "ada"), entries, [change]) == ""
    assert entries.asked < 10

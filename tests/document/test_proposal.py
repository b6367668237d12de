"""Proposals: what is understood, and that accepting loses nobody's note. TypeScript is held to the same cases."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from antiphon.document.applying import Applied, applying
from antiphon.document.codec import normalise
from antiphon.document.projection import project
from antiphon.document.proposal import (
    LONGEST_PATCH,
    MOST_OPERATIONS,
    ProposalError,
    decode_operations,
    difference,
    encode_operations,
    unproposable,
)

FOLDER = Path(__file__).parents[1] / "fixtures" / "proposals"


def rows(name: str) -> list[Any]:
    content: list[Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return content


def plain(applied: Applied) -> dict[str, Any]:
    return {
        "edits": [edit._asdict() for edit in applied.edits],
        "conflicts": [
            {"operation": each.operation, "why": each.why, "fields": list(each.fields)}
            for each in applied.conflicts
        ],
        "taken": list(applied.taken),
        "along": list(applied.along),
    }


def written(document: Any, applied: Applied) -> Any:
    """A document with what accepting writes."""
    assert all(
        edit.fields is None or edit.whole == (edit.id not in document[edit.root]) for edit in applied.edits
    )
    before = json.dumps(document)
    after = applied.written(document)
    assert json.dumps(document) == before
    assert normalise(after) == after
    return after


@pytest.mark.parametrize("case", rows("applying"), ids=lambda case: case["name"])
def test_accepting(case: Any) -> None:
    operations = decode_operations(json.dumps({"version": 2, "operations": case["operations"]}))
    document = normalise(case["document"])
    applied = applying(document, operations, case["chosen"], case["insisted"])
    assert plain(applied) == case["applied"]
    again = applying(written(document, applied), operations, applied.taken)
    assert again.edits == ()
    assert set(again.taken) >= set(applied.taken)


@pytest.mark.parametrize("case", rows("random"))
def test_accepting_by_chance(case: Any) -> None:
    operations = difference(normalise(case["before"]), normalise(case["wanted"]))
    assert encode_operations(operations) == case["patch"]
    assert decode_operations(case["patch"]) == operations
    applied = applying(normalise(case["now"]), operations, case["chosen"], case["insisted"])
    assert plain(applied) == case["applied"]


@pytest.mark.parametrize("case", rows("decoding"), ids=lambda case: str(case["problem"])[:40])
def test_what_is_no_proposal(case: Any) -> None:
    if case["problem"] is None:
        assert decode_operations(case["text"])
        return
    with pytest.raises(ProposalError) as caught:
        decode_operations(case["text"])
    assert str(caught.value) == case["problem"]


def test_what_is_too_large() -> None:
    with pytest.raises(ProposalError, match=f"longer than {LONGEST_PATCH} characters"):
        decode_operations("𝄞" * (LONGEST_PATCH // 2 + 1))
    with pytest.raises(ProposalError, match=f"more than {MOST_OPERATIONS} operations"):
        decode_operations(json.dumps({"version": 2, "operations": [0] * (MOST_OPERATIONS + 1)}))
    with pytest.raises(ProposalError, match="not JSON"):
        decode_operations("[" * 90_000)


def test_measures_and_titles_cannot_be_proposed_away() -> None:
    before = normalise({"measures": {"m1": {"index": "a"}}, "meta": {"title": "A"}})
    after = normalise({"meta": {"title": "B"}})
    assert difference(before, after) == ()
    assert unproposable(before, after) == ["measures", "meta"]
    assert unproposable(before, before) == []


def test_a_proposal_is_what_it_is_the_difference_of() -> None:
    for seed in range(300):
        chance = random.Random(seed)
        before = piece(chance)
        after = edited(chance, before, 12)
        operations = difference(before, after)
        # The random editor writes over what sounds: an overlap that is wanted.
        applied = applying(before, operations, insisted=range(len(operations)))
        assert applied.conflicts == ()
        assert written(before, applied) == after


def test_nobody_loses_a_note() -> None:
    """Random proposals, accepted in part after random edits of others: what others wrote meanwhile stays as they wrote it."""
    conflicts = 0
    for seed in range(1000):
        chance = random.Random(seed)
        before = piece(chance)
        operations = difference(before, edited(chance, before, chance.randrange(1, 12)))
        now = edited(chance, before, chance.randrange(1, 12))
        chosen = [at for at in range(len(operations)) if chance.random() < 0.6]
        applied = applying(now, operations, chosen)
        after = written(now, applied)
        conflicts += len(applied.conflicts)
        for root in ("events", "spans", "nodes", "edges"):
            for id, entry in now[root].items():
                was = before[root].get(id, {})
                for field in entry.keys() | was.keys():
                    if entry.get(field) != was.get(field):
                        assert after[root][id].get(field) == entry.get(field), (seed, root, id, field)
        # Each operation that was asked for is in the document, or is asked about.
        asked = {each.operation for each in applied.conflicts}
        assert set(chosen) <= asked | set(applied.taken)
        # What is there names what is there, and every note is in the piece that is read.
        for span in after["spans"].values():
            assert {span["start"], span["end"]} <= after["events"].keys()
        for edge in after["edges"].values():
            assert {edge["source"], edge["target"]} <= after["nodes"].keys()
        lost = notes(now) - notes(after)
        assert lost <= {each.id for each in operations if each.op == "remove"}
        assert notes(after) >= {operations[at].id for at in applied.taken if is_note_put(operations[at])}
    assert conflicts > 200


def is_note_put(operation: Any) -> bool:
    return bool(operation.op == "put" and operation.root == "events")


def notes(document: Any) -> set[str]:
    """The notes that are in the piece that is read, and those that it has a problem with, such as one twice."""
    read = project(document)
    items = (item for part in read.parts for voice in part.voices for item in voice.items)
    return {note.id for item in items for note in item.notes} | {problem.id for problem in read.problems}


def piece(chance: random.Random) -> Any:
    document = normalise(
        {
            "parts": {"p": {"index": "a", "name": "Flute"}, "q": {"index": "b", "name": "Cello"}},
            "measures": {"m1": {"index": "a"}, "m2": {"index": "b"}},
            "nodes": {"osc": {"kind": "osc.saw"}, "low": {"kind": "filter.lowpass"}},
            "edges": {"e": {"source": "osc", "target": "low"}},
        }
    )
    return edited(chance, document, 10)


def edited(chance: random.Random, document: Any, count: int) -> Any:
    """A document after some edits, as an editor leaves it: what is taken away takes along what is nothing without it."""
    after = json.loads(json.dumps(document))
    for _ in range(count):
        _edit(chance, after)
    return normalise(after)


def _edit(chance: random.Random, document: Any) -> None:
    def new(prefix: str) -> str:
        return f"{prefix}{chance.randrange(10**9)}"

    events, nodes = sorted(document["events"]), sorted(document["nodes"])
    match chance.choice(
        ["note", "note", "pitch", "length", "remove", "slur", "node", "cable", "turn", "unplug"]
    ):
        case "note":
            document["events"][new("n")] = {
                "kind": "note",
                "part": chance.choice("pq"),
                "measure": chance.choice(["m1", "m2"]),
                "onset": chance.choice(["0", "1/2", "1", "2", "3"]),
                "duration": chance.choice(["1/2", "1", "2"]),
                "pitch": chance.choice(["C5", "D5", "E5"]),
                **({"tie": True} if chance.random() < 0.3 else {}),
            }
        case "pitch" if events:
            document["events"][chance.choice(events)]["pitch"] = chance.choice(["F4", "G4", "A4"])
        case "length" if events:
            document["events"][chance.choice(events)]["duration"] = chance.choice(["1/2", "1", "2"])
        case "remove" if events:
            _take(document, "events", chance.choice(events), "spans", ("start", "end"))
        case "slur" if len(events) > 1:
            start, end = chance.sample(events, 2)
            document["spans"][new("s")] = {"kind": "slur", "start": start, "end": end}
        case "node":
            document["nodes"][new("k")] = {"kind": "osc.sine"}
        case "cable" if len(nodes) > 1:
            source, target = chance.sample(nodes, 2)
            document["edges"][new("e")] = {"source": source, "target": target}
        case "turn" if nodes:
            document["nodes"][chance.choice(nodes)]["p_freq"] = float(chance.randrange(100))
        case "unplug" if nodes:
            _take(document, "nodes", chance.choice(nodes), "edges", ("source", "target"))


def _take(document: Any, root: str, id: str, users: str, fields: tuple[str, ...]) -> None:
    del document[root][id]
    document[users] = {
        user: entry for user, entry in document[users].items() if all(entry[field] != id for field in fields)
    }

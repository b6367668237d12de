"""Undo of one's own edits, whatever others did in between, and over a document loaded afresh."""

import json
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Doc

from antiphon.document.changes import Change, Entry
from antiphon.document.undo import LIMIT, Read, Step, Steps, UndoStack, merge, undo
from antiphon.document.ydoc import YAntiphon

FIXTURES = Path(__file__).parent.parent / "fixtures"
PIECE = (FIXTURES / "codec" / "every_root.antiphon").read_text(encoding="utf-8")
NOTE = {"kind": "note", "part": "p1", "measure": "m1", "onset": "0", "duration": "1", "pitch": "C4"}


def cases(name: str) -> list[Any]:
    found = json.loads((FIXTURES / "undo" / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in found]


def step(content: list[dict[str, Any]]) -> Step:
    return tuple(Change(**change) for change in content)


def reader(document: dict[str, Any]) -> Read:
    def read(root: str, id: str) -> Entry | None:
        entries = document.get(root, {})
        entry: Entry | None = entries if root == "meta" else entries.get(id)
        return entry

    return read


@pytest.mark.parametrize("case", cases("undo"))
def test_undo_is_that_of_typescript(case: Any) -> None:
    assert undo(step(case["step"]), reader(case["current"])) == step(case["edits"])
    if "redo" in case:
        after: dict[str, Any] = json.loads(json.dumps(case["current"]))
        for edit in case["edits"]:
            entries = after.setdefault(edit["root"], {})
            if edit["root"] == "meta":
                after["meta"] = edit["after"]
            elif edit["after"] is None:
                del entries[edit["id"]]
            else:
                entries[edit["id"]] = edit["after"]
        assert undo(step(case["edits"]), reader(after)) == step(case["redo"])


@pytest.mark.parametrize("case", cases("merge"))
def test_merged_steps_are_those_of_typescript(case: Any) -> None:
    assert merge(step(case["first"]), step(case["second"])) == step(case["merged"])


@pytest.mark.parametrize("case", cases("stack"))
def test_the_stack_answers_as_that_of_typescript(case: Any) -> None:
    steps = Steps()
    for call in case["calls"]:
        match call["do"]:
            case "record":
                steps.record(step(call["step"]), call["name"], call["at"] / 1000)
            case "can":
                assert (steps.can("undo"), steps.can("redo")) == (call["undo"], call["redo"])
            case "undo" | "redo" as direction:
                edits = steps.next(direction, reader(call["current"]))
                assert edits == step(call["edits"])
                if edits:
                    steps.done(direction, edits)
            case "clear":
                steps.clear()
            case other:
                pytest.fail(f"{other}: no such call")


class Clock:
    """A time that passes when it is told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def shared(text: str = PIECE) -> YAntiphon:
    doc = YAntiphon()
    doc.set(text)
    return doc


def copy(doc: YAntiphon) -> YAntiphon:
    other: Doc[Any] = Doc()
    other.apply_update(doc.ydoc.get_update())
    return YAntiphon(other)


def receive(doc: YAntiphon, source: YAntiphon) -> None:
    """What `source` has, as a peer takes it from a room."""
    with doc.ydoc.transaction(origin="room"):
        doc.ydoc.apply_update(source.ydoc.get_update(doc.ydoc.get_state()))


def event(doc: YAntiphon, id: str) -> Any:
    return doc.to_document()["events"].get(id)


@pytest.fixture
def doc() -> YAntiphon:
    return shared()


@pytest.fixture
def stack(doc: YAntiphon) -> UndoStack:
    return UndoStack(doc, clock=Clock())


def test_each_edit_is_a_step_and_undoing_all_gives_the_text_of_before(
    doc: YAntiphon, stack: UndoStack
) -> None:
    doc.put("events", "new", NOTE)
    doc.change("events", "n1", {"pitch": "A4", "tuplet": None})
    doc.remove("events", "n1")
    doc.change("meta", "", {"title": "New", "composer": None})
    doc.change("mix", "p3", {"gain": -3})
    doc.put("events", "new", {**NOTE, "kind": "rest"})
    after = doc.get()
    for _ in range(6):
        assert stack.can_undo
        assert stack.undo()
    assert not stack.can_undo
    assert stack.undo() == ()
    assert doc.get() == PIECE
    for _ in range(6):
        assert stack.can_redo
        assert stack.redo()
    assert not stack.can_redo
    assert stack.redo() == ()
    assert doc.get() == after


def test_a_whole_file_set_is_one_step(doc: YAntiphon, stack: UndoStack) -> None:
    empty = YAntiphon().get()
    doc.set(empty)
    stack.undo()
    assert doc.get() == PIECE
    stack.redo()
    assert doc.get() == empty


def test_what_others_changed_since_stays(doc: YAntiphon, stack: UndoStack) -> None:
    pitch = event(doc, "n1")["pitch"]
    doc.change("events", "n1", {"pitch": "A4", "lyric1": "o"})
    other = copy(doc)
    other.change("events", "n1", {"lyric1": "theirs", "staff": 2})
    receive(doc, other)
    (change,) = stack.undo()
    assert change.before["lyric1"] == change.after["lyric1"] == "theirs"  # type: ignore[index]
    assert (event(doc, "n1")["pitch"], event(doc, "n1")["lyric1"]) == (pitch, "theirs")
    assert event(doc, "n1")["staff"] == 2
    stack.redo()
    assert (event(doc, "n1")["pitch"], event(doc, "n1")["lyric1"]) == ("A4", "theirs")


def test_what_others_did_is_not_ours_to_undo(doc: YAntiphon, stack: UndoStack) -> None:
    other = copy(doc)
    other.put("events", "theirs", NOTE)
    receive(doc, other)
    assert not stack.can_undo
    assert stack.undo() == ()
    assert event(doc, "theirs")


def test_an_entry_we_made_goes_unless_somebody_changed_it(doc: YAntiphon, stack: UndoStack) -> None:
    doc.put("events", "a", NOTE)
    doc.put("events", "b", NOTE)
    other = copy(doc)
    other.change("events", "b", {"pitch": "D4"})
    receive(doc, other)
    stack.undo()
    assert event(doc, "a") is None
    assert event(doc, "b")["pitch"] == "D4"
    assert not stack.can_undo


def test_an_entry_we_took_away_comes_back_unless_there_is_one_again(doc: YAntiphon, stack: UndoStack) -> None:
    doc.remove("events", "n1")
    other = copy(doc)
    other.put("events", "n1", NOTE)
    receive(doc, other)
    assert stack.undo() == ()
    assert event(doc, "n1") == NOTE


def test_a_new_edit_ends_what_could_be_redone(doc: YAntiphon, stack: UndoStack) -> None:
    doc.put("events", "a", NOTE)
    stack.undo()
    doc.put("events", "b", NOTE)
    assert not stack.can_redo
    assert stack.redo() == ()


def test_a_step_bundles_and_undo_is_one_transaction(doc: YAntiphon, stack: UndoStack) -> None:
    with stack.step():
        doc.put("events", "a", NOTE)
        doc.put("nodes", "osc", {"kind": "source.saw"})
        doc.put("events", "b", NOTE)
        doc.remove("events", "b")
    heard: list[Any] = []
    doc.ydoc.observe(heard.append)
    assert {(change.root, change.id) for change in stack.undo()} == {("events", "a"), ("nodes", "osc")}
    assert len(heard) == 1
    assert doc.get() == PIECE


def test_steps_of_one_name_are_one_while_they_follow_each_other(doc: YAntiphon) -> None:
    clock = Clock()
    stack = UndoStack(doc, clock=clock)
    for gain in (-1, -2, -3):
        with stack.step("gain"):
            doc.change("mix", "p1", {"gain": gain})
        clock.now += 0.4
    with stack.step("pan"):
        doc.change("mix", "p1", {"pan": 0.5})
    with stack.step("gain"):
        doc.change("mix", "p1", {"gain": -4})
    clock.now += 0.6
    with stack.step("gain"):
        doc.change("mix", "p1", {"gain": -5})
    gains = []
    while stack.undo():
        gains.append((doc.to_document()["mix"]["p1"].get("gain"), doc.to_document()["mix"]["p1"].get("pan")))
    strip = json.loads(PIECE)["mix"]["p1"]
    assert gains == [(-4, 0.5), (-3, 0.5), (-3, strip.get("pan")), (strip.get("gain"), strip.get("pan"))]


def test_a_slider_moved_and_moved_back_is_no_step(doc: YAntiphon, stack: UndoStack) -> None:
    doc.change("mix", "p9", {"gain": -1})
    for gain in (-2, -1, -3):
        with stack.step("gain"):
            doc.change("mix", "p9", {"gain": gain})
    stack.undo()
    assert doc.to_document()["mix"]["p9"] == {"gain": -1}
    stack.undo()
    assert "p9" not in doc.to_document()["mix"]


def test_steps_outlive_the_document(doc: YAntiphon, stack: UndoStack) -> None:
    doc.change("events", "n1", {"pitch": "A4"})
    doc.put("events", "a", NOTE)
    fresh = YAntiphon()
    stack.attach(fresh)
    receive(fresh, doc)
    doc.put("events", "elsewhere", NOTE)
    stack.undo()
    stack.undo()
    assert not stack.can_undo
    assert fresh.get() == PIECE
    fresh.put("events", "b", NOTE)
    stack.undo()
    assert fresh.get() == PIECE


def test_the_stack_holds_so_many_steps(doc: YAntiphon, stack: UndoStack) -> None:
    for number in range(LIMIT + 5):
        doc.change("meta", "", {"title": str(number)})
    undone = 0
    while stack.undo():
        undone += 1
    assert undone == LIMIT
    assert doc.to_document()["meta"]["title"] == "4"


def test_clear_forgets_every_step(doc: YAntiphon, stack: UndoStack) -> None:
    doc.put("events", "a", NOTE)
    doc.put("events", "b", NOTE)
    stack.undo()
    stack.clear()
    assert not stack.can_undo
    assert not stack.can_redo


def test_undo_within_a_transaction_is_an_error_and_costs_no_step(doc: YAntiphon, stack: UndoStack) -> None:
    doc.put("events", "a", NOTE)
    with doc.ydoc.transaction(), pytest.raises(RuntimeError):
        stack.undo()
    stack.undo()
    assert doc.get() == PIECE


def test_what_the_schema_refuses_comes_back_as_it_was(doc: YAntiphon, stack: UndoStack) -> None:
    doc.ydoc.get("events", type=type(doc.ydoc["events"]))["n1"]["pitch"] = 12
    stack.clear()
    doc.remove("events", "n1")
    (change,) = stack.undo()
    assert change.after["pitch"] == 12  # type: ignore[index]
    assert doc.raw()["events"]["n1"]["pitch"] == 12


def test_true_is_not_one() -> None:
    step = (Change("mix", "p", {"mute": True}, {"mute": False}),)
    assert undo(step, lambda root, id: {"mute": 0}) == ()

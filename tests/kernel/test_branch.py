"""Versions and branches of a live piece."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from antiphon.document.codec import encode
from antiphon.kernel import EditError, LivePiece, RefusedError, join

Until = Callable[..., None]
Two = tuple[LivePiece, LivePiece]


def test_a_branch_is_merged_as_one_step(two: Two, until: Until, tmp_path: Path) -> None:
    ada, ben = two
    base = ada.document
    branch: Any = copy.deepcopy(base)
    branch["events"]["np11"]["pitch"] = "D5"
    branch["events"]["np22"]["pitch"] = "F4"
    branch["nodes"]["echo"] = {"kind": "effect.delay"}
    path = tmp_path / "branch.antiphon"
    path.write_text(encode(branch))
    with ben.step():
        ben._connection.write([("events", "np22", {"pitch": "G4"})])
        ben.title = "Ben's"
    until(lambda: ada.title == "Ben's")

    assert repr(ada.diff(base, path)) == (
        "Measure 1, Soprano: C5 (beat 1) is now D5.\nMeasure 2, Alto: E4 (beat 1) is now F4.\nNode “effect.delay” added."
    )
    before = ada.document
    merge = ada.merge(path, base)
    (conflict,) = merge.conflicts
    assert (conflict.kind, conflict.id, conflict.number) == ("changed", "np22", 2)
    assert repr(merge).startswith("Merged with 1 conflict:\nMeasure 2, Alto: E4 was changed by both")
    until(lambda: ben.document["events"]["np11"].get("pitch") == "D5")
    assert ben.document == ada.document == merge.document
    assert (ben.document["events"]["np22"].get("pitch"), ben.title) == ("G4", "Ben's")
    assert "echo" in ben.document["nodes"]
    assert ada.undo()
    assert ada.document == before, "one step"

    again = ada.merge(branch, base, {conflict.key: "theirs"})
    assert again.document["events"]["np22"].get("pitch") == "F4"
    assert "D5" in ada.diff(base)._repr_html_()


def test_branches_are_merged_by_what_the_lab_knows(lab: Any, until: Until) -> None:
    name = lab.write("branched.antiphon")
    with join(name, name="Cora") as teacher, join(name, token=lab.ticket("player", name, "Ben")) as ben:
        start = len(teacher.history)
        ben._connection.write([("events", "np22", {"pitch": "G4"})])
        until(lambda: teacher.document["events"]["np22"].get("pitch") == "G4")
        branch = teacher.branch("Idea", start)
        assert (branch.path, branch.name) == ("branched – Idea.antiphon", "Teacher")
        with pytest.raises(RefusedError, match="The teacher makes and merges branches"):
            ben.branch("Mine")
        with join(branch.path) as idea:
            assert idea.document["events"]["np22"].get("pitch") == "E4"
            idea._connection.write([("events", "np22", {"pitch": "F4"}), ("events", "np11", {"pitch": "D5"})])
            merge = teacher.merge(idea)
            (conflict,) = merge.conflicts
            assert (conflict.id, conflict.choice) == ("np22", "ours")
            assert "D5" in {each.get("pitch") for each in merge.document["events"].values()}
            assert repr(teacher.merge(branch)) == "Merged without a conflict."
            assert teacher.undo()
            assert teacher.document["events"]["np11"].get("pitch") == "C5"
            again = teacher.merge(branch.path, choices={conflict.key: "theirs"})
            assert again.document["events"]["np22"].get("pitch") == "F4", "what was undone is merged again"
            until(lambda: ben.document == again.document)
            ben.title = "Ben's"
            ben.keep()
            assert not idea.merge(ben).conflicts
            assert idea.document == ben.document
        assert [each.title for each in ben.branches] == ["Idea"]
        assert ben.branches[0].merged is not None
        for version, sentence in (
            ("none.antiphon", "none.antiphon is no piece of this lab"),
            ({}, "is merged with what it began with"),
        ):
            with pytest.raises(EditError, match=sentence):
                teacher.merge(version)  # type: ignore[arg-type]
        with pytest.raises(EditError, match=r"There is no conflict x\."):
            teacher.merge(branch, choices={"x": "ours"})


def test_what_is_no_version_is_refused_with_a_sentence(two: Two, tmp_path: Path) -> None:
    ada, _ = two
    broken = tmp_path / "broken.antiphon"
    broken.write_text("{")
    base = ada.document
    for version, sentence in (
        (tmp_path / "none.antiphon", "none.antiphon cannot be read: No such file or directory."),
        (broken, "broken.antiphon: This is not an Antiphon piece"),
        (7, "A version is a document, a file's path or a version of the history; int is none."),
        ({"events": {"n": {}}}, "This is not a piece's document: events.n.kind: missing."),
    ):
        with pytest.raises(EditError) as caught:
            ada.merge(version, base)  # type: ignore[arg-type]
        assert sentence in str(caught.value)
    with pytest.raises(EditError, match=r"^There is no conflict x\.$"):
        ada.merge(base, base, {"x": "ours"})
    assert ada.document == base

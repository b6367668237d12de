"""`antiphon ledger` as a person types it."""

import csv
import io
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from antiphon.cli.main import main
from antiphon.document.codec import decode
from antiphon.lab.history import Edit, History
from antiphon.lab.state_folder import HISTORY, SECRET, state_folder
from antiphon.lessons import pieces
from antiphon.session.people import Person
from antiphon.session.role import Role


@pytest.fixture
def piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A piece that two people wrote in a lab, and somebody called like a formula."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    root = tmp_path / "root"
    (root / "songs").mkdir(parents=True)
    piece = Path(shutil.copy(pieces.path("answer-me"), root / "songs" / "answer.antiphon"))
    state = state_folder(root)
    history = History(state / "history.db", b"s" * 32)
    (state / "secret").write_bytes(b"s" * 32)
    ids = sqlite3.connect(tmp_path / "data" / "file_id_manager.db")
    ids.execute("create table Files (id text, path text)")
    ids.execute("insert into Files values ('room', ?)", (str(piece),))
    ids.commit()
    events = sorted(decode(piece.read_text())["events"])
    for person, name, at, ids in (("p1", "Ada", 1.5, events[:9]), ("p2", "=Ben", 2, events[9:12])):
        places = [("events", id) for id in ids]
        changes = {("events", id): f'  "{id}": {{}}' for id in ids}
        who = Person(person, name, Role.PLAYER, "answer.antiphon")
        history.append("room", Edit(b"x", who, at, tuple(places), frozenset(places), changes))
    assert history.scribe
    history.scribe.catch_up("room")
    history.close()
    return piece


def test_it_verifies_and_finds_a_changed_row(piece: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "verify", str(piece)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("answer.antiphon: 2 rows, each as it was written.\nEnd: ")
    head = said.rpartition("End: ")[2].strip()
    assert main(["ledger", "verify", str(piece), "--head", head]) == 0
    assert main(["ledger", "verify", str(piece), "--head", "0" * 64]) == 1
    database = sqlite3.connect(state_folder(piece.parent.parent) / "history.db")
    database.execute("update ledger set at = 7 where number = 1")
    database.commit()
    capsys.readouterr()
    for action in ("verify", "export"):
        assert main(["ledger", action, str(piece)]) == 1
        assert "Row 1 of the ledger, or the one before, was changed" in capsys.readouterr().err


def test_it_says_what_is_not_in_it_yet(piece: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = state_folder(piece.parent.parent)
    history = History(state / HISTORY)
    who, place = Person("p1", "Ada", Role.PLAYER, "a"), ("nodes", "n")
    history.append("room", Edit(b"x", who, 3, (place,), frozenset((place,)), {place: '  "n": {}'}))
    history.close()
    assert main(["ledger", "verify", str(piece)]) == 0
    assert "was edited since 1970-01-01T00:00:03+00:00 is not in it yet" in capsys.readouterr().out
    assert main(["ledger", "export", str(piece)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("number,time")
    assert "is not in it yet" in said.err
    History(state / HISTORY, (state / SECRET).read_bytes()).close()
    assert main(["ledger", "verify", str(piece)]) == 0
    assert "3 rows, each as it was written.\n" in capsys.readouterr().out


def test_it_exports_rows_and_shares(piece: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "export", str(piece), "--out", str(tmp_path / "rows.csv")]) == 0
    with (tmp_path / "rows.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["who"] for row in rows] == ["Ada", "'=Ben"]
    assert rows[0]["time"] == "1970-01-01T00:00:01.500+00:00"
    assert main(["ledger", "export", str(piece), "--out", str(tmp_path / "rows.csv")]) == 1
    capsys.readouterr()
    assert main(["ledger", "export", str(piece), "--format", "json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert whole["head"]["count"] == 2
    assert sum(each["share"] for each in whole["shares"]) == 10_000
    assert main(["ledger", "export", str(piece), "--format", "split"]) == 0
    sheet = capsys.readouterr().out
    assert "(not recorded)" in sheet
    assert "100.00 %" in sheet


def test_it_erases_a_person_who_is_named_and_meant(
    piece: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    state = state_folder(piece.parent.parent)
    erase = ["ledger", "erase", str(piece)]
    for words, said in (
        ([], "Say whom with --person; there are:\n  Ada  p1\n  =Ben  p2\n"),
        (["--person", "Eve"], "has nobody called Eve; there are:\n"),
    ):
        assert main([*erase, *words]) == 1
        assert said in capsys.readouterr().err
    for answer in ("no", None):
        monkeypatch.setattr("sys.stdin", io.StringIO("" if answer is None else f"{answer}\n"))
        assert main([*erase, "--person", "Ada"]) == 1
        assert "Nothing was deleted." in capsys.readouterr().err
    # A lab that runs has the record open.
    history = History(state / HISTORY, (state / SECRET).read_bytes())
    assert main([*erase, "--person", "Ada", "--yes"]) == 1
    assert "A lab is running" in capsys.readouterr().err
    who, place = Person("p3", "Ada", Role.PLAYER, "a"), ("nodes", "n")
    history.append("room", Edit(b"x", who, 3, (place,), frozenset((place,)), {place: '  "n": {}'}))
    history.close()

    assert main([*erase, "--person", "Ada", "--yes"]) == 1
    assert "2 people are called Ada; name one by the id:\n  Ada  p1\n  Ada  p3\n" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert main([*erase, "--person", "p1"]) == 0
    said = capsys.readouterr().out
    assert "What they wrote stays in answer.antiphon." in said
    assert "Ada is forgotten. The record of answer.antiphon has 4 rows" in said
    assert main(["ledger", "verify", str(piece)]) == 0
    assert said.rpartition("End: ")[2] == capsys.readouterr().out.rpartition("End: ")[2]
    assert main([*erase, "--person", "Ada", "--yes"]) == 0, "there is one of that name now"
    capsys.readouterr()
    assert main(["ledger", "export", str(piece), "--format", "split"]) == 0
    sheet = capsys.readouterr().out
    assert sheet.count("deleted person") == 1
    assert "Ada" not in sheet
    assert "100.00 %" in sheet
    for file in state.iterdir():
        assert b"Ada" not in file.read_bytes(), file


def test_what_was_never_recorded_is_said_so(
    piece: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Path(shutil.copy(piece, piece.parent / "other.antiphon"))
    assert main(["ledger", "verify", str(other)]) == 1
    assert "other.antiphon was never opened in the lab" in capsys.readouterr().err
    elsewhere = Path(shutil.copy(piece, tmp_path / "away.antiphon"))
    assert main(["ledger", "verify", str(elsewhere)]) == 1
    assert "name it with --root" in capsys.readouterr().err

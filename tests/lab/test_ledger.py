"""The ledger beside the history that it is kept with."""

import sqlite3
from pathlib import Path

import pytest

from antiphon.document.codec import lines
from antiphon.document.proposal import Operation, encode_operations
from antiphon.lab.history import Edit, History
from antiphon.session.people import Person
from antiphon.session.role import Role
from antiphon.session.split import shares

ADA = Person("antiphon-ada", "Ada", Role.PLAYER, "a.antiphon")
NOTE, KNOB = ("events", "e1"), ("mix", "p1")


def test_an_edit_and_its_row_are_kept_together_or_not_at_all(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db", b"s" * 32)
    assert history.ledger
    history.append("room", Edit(b"1", ADA, 10.0, (NOTE, KNOB), frozenset((NOTE,))))
    history.append("room", Edit(b"2", ADA, 11.0, (KNOB,)))
    rows = list(history.ledger.rows("room"))
    assert [row.content for row in rows] == [{"made": {"events": ["e1"]}}]
    assert history.ledger.names()[rows[0].who] == "Ada"
    head = history.ledger.verify("room")

    history._database.execute(
        "create trigger full before insert on authors begin select raise(abort, 'full'); end"
    )
    with pytest.raises(sqlite3.Error):
        history.append("room", Edit(b"3", ADA, 12.0, (("events", "e2"),), frozenset((("events", "e2"),))))
    assert history.ledger.verify("room") == head
    assert history.updates("room") == [b"1", b"2"]
    history._database.execute("drop trigger full")
    history._database.execute(
        "create trigger full before insert on ledger begin select raise(abort, 'full'); end"
    )
    with pytest.raises(sqlite3.Error):
        history.append("room", Edit(b"3", ADA, 12.0, (("events", "e2"),), frozenset((("events", "e2"),))))
    assert history.updates("room") == [b"1", b"2"], "nothing without its row"


def test_a_history_opened_again_goes_on_with_its_chain(tmp_path: Path) -> None:
    for number in range(3):
        history = History(tmp_path / "history.db", b"s" * 32)
        history.append("room", Edit(b"1", ADA, 10.0, (NOTE,), frozenset((NOTE,))))
        assert history.ledger
        assert history.ledger.verify("room").count == number + 1
        history.close()


def test_what_comes_of_an_accepted_proposal_is_its_authors(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db", b"s" * 32)
    assert history.ledger
    ben = Person("antiphon-ben", "Ben", Role.TEACHER, "a.antiphon")
    proposal, other = ("proposals", "q"), ("events", "e2")
    note = {"kind": "note", "part": "p", "measure": "m", "onset": "0", "duration": "1", "pitch": "C4"}
    patch = encode_operations([Operation("put", *NOTE, note, {}), Operation("put", "events", "e3", note, {})])

    def line(**fields: str) -> str:
        return lines("proposals", {"q": {"title": "Q", "patch": patch, **fields}})["q"]

    history.append("room", Edit(b"1", ADA, 10.0, (proposal,), frozenset((proposal,)), {proposal: line()}))
    taken = {proposal: line(status="accepted", taken="0"), NOTE: "", other: ""}
    history.append("room", Edit(b"2", ben, 11.0, (proposal, NOTE, other), frozenset((NOTE, other)), taken))
    rows = list(history.ledger.rows("room"))
    assert [row.what for row in rows] == ["edit", "proposal", "edit"]
    assert rows[2].content == {"made": {"events": ["e2"]}, "changed": {"proposals": ["q"]}}
    document = {"events": {"e1": note, "e2": note}, "nodes": {}}
    whose = {share.name: share.notes for share in shares(rows, document, history.ledger.names())}
    assert whose == {"Ada": 1, "Ben": 1}
    assert history.ledger.verify("room").count == 3

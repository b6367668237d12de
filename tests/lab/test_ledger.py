"""The ledger beside the history that it is kept with."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from antiphon.document.changes import Change
from antiphon.document.codec import lines
from antiphon.document.operation import Operation
from antiphon.document.proposal import encode_operations
from antiphon.lab.chronicle import Place
from antiphon.lab.history import Edit, Hand, History
from antiphon.lab.lineage import Moment
from antiphon.lab.past import SEGMENT
from antiphon.lab.scribe import BEHIND, MAKERS, Scribe
from antiphon.session.ledger import Ledger, Row
from antiphon.session.people import Person
from antiphon.session.role import Role
from antiphon.session.split import shares

ADA = Person("antiphon-ada", "Ada", Role.PLAYER, "a.antiphon")
BEN = Person("antiphon-ben", "Ben", Role.TEACHER, "a.antiphon")
SECRET = b"s" * 32
NOTE, KNOB = ("events", "e1"), ("mix", "p1")


def put(history: History, number: int, *places: Place, at: float = 0.0, person: Person = ADA) -> None:
    """Write an edit that makes entries, or changes them."""
    made = frozenset(place for place in places if history.who("room", *place)[0] is None)
    changes = {(root, id): f'  "{id}": {{"pitch":"C{number}"}}' for root, id in places}
    history.append("room", Edit(b"%d" % number, person, at or 10.0 + number, places, made, changes))


def scribe(history: History) -> Scribe:
    assert history.scribe
    return history.scribe


def rows(history: History) -> list[Row]:
    assert history.ledger
    return list(history.ledger.rows("room"))


def told(history: History, what: str = "made") -> list[str]:
    """The ids of all rows, with repetitions."""
    return [id for row in rows(history) for ids in row.content.get(what, {}).values() for id in ids]


def test_what_somebody_did_within_some_seconds_is_a_row(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db", SECRET)
    put(history, 1, NOTE, KNOB)
    put(history, 2, ("events", "e2"), person=BEN)
    put(history, 3, ("events", "e3"), NOTE)
    history.append("room", Edit(b"4", ADA, 14.0, (NOTE,), frozenset(), {NOTE: None}))
    put(history, 5, KNOB)
    put(history, 6, ("events", "e6"), at=15.0 + BEHIND)
    assert rows(history) == [], "no edit waits for the ledger"
    scribe(history).catch_up("room")
    assert history.ledger
    names = history.ledger.names("room")
    assert [(names[row.who], row.at, row.content) for row in rows(history)] == [
        ("Ada", 15_000, {"made": {"events": ["e1", "e3"]}, "removed": {"events": ["e1"]}}),
        ("Ben", 12_000, {"made": {"events": ["e2"]}}),
        ("Ada", 45_000, {"made": {"events": ["e6"]}}),
    ]
    assert history.ledger.verify("room").through == history.past.head("room")[0] == 6
    scribe(history).catch_up("room")
    assert len(rows(history)) == 3


def test_what_is_taken_away_and_brought_back_stays_its_makers(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db", SECRET)
    put(history, 1, NOTE)
    history.append("room", Edit(b"2", BEN, 12.0, (NOTE,), frozenset(), {NOTE: None}))
    back = frozenset((NOTE,))
    history.append("room", Edit(b"3", BEN, 13.0, (NOTE,), back, {NOTE: '  "e1": {"pitch":"C3"}'}))
    scribe(history).catch_up("room")
    assert history.ledger
    document = {"events": {"e1": {"kind": "note"}}, "nodes": {}}
    found = shares(rows(history), document, history.ledger.names("room"))
    assert [(each.name, each.notes) for each in found] == [("Ada", 1)]


def test_rows_and_the_place_that_is_reached_are_kept_together_or_not_at_all(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db", SECRET)
    assert history.ledger
    put(history, 1, NOTE)
    put(history, 2, NOTE, person=BEN)
    scribe(history).catch_up("room")
    head = history.ledger.verify("room")
    put(history, 3, NOTE)
    put(history, 4, ("events", "e4"), person=BEN)
    for what in (
        "insert on ledger when new.number = 4",
        f"insert on ledger_heads when new.through > {head.through}",
    ):
        history._database.execute(f"create trigger full before {what} begin select raise(abort, 'full'); end")
        with pytest.raises(sqlite3.Error):
            scribe(history).catch_up("room")
        assert history.ledger.verify("room") == head
        put(history, 5, KNOB)
        history._database.execute("drop trigger full")
    scribe(history).catch_up("room")
    assert [row.content for row in rows(history)[2:]] == [
        {"changed": {"events": ["e1"]}},
        {"made": {"events": ["e4"]}},
    ]
    assert history.ledger.verify("room").through == 6


def test_entries_are_looked_up_and_not_looked_for(tmp_path: Path) -> None:
    with closing(History(tmp_path / "history.db", SECRET)) as history:
        plan = history._database.execute(f"explain query plan {MAKERS}", ("[]", "room")).fetchall()
        assert any("authors USING PRIMARY KEY (room=? AND root=? AND id=?)" in row[-1] for row in plan), plan


def test_a_crowd_is_told_of_bit_by_bit_and_one_person_at_once(tmp_path: Path) -> None:
    with closing(History(tmp_path / "history.db", SECRET)) as history:
        crowd = [
            Person(f"audience-{number}", "The audience", Role.PLAYER, "a.antiphon") for number in range(100)
        ]
        for number, person in enumerate(crowd):
            put(history, number, ("events", f"n{number}"), at=10.0, person=person)
        through = []
        while scribe(history).write("room"):
            through.append(len(rows(history)))
        assert through == [40, 80]
        assert len(rows(history)) == 100
        for number in range(100, 150):
            put(history, number, ("events", f"n{number}"), at=10.0)
        assert not scribe(history).write("room")
        assert len(rows(history)) == 101


def test_steps_are_told_before_they_are_squashed(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db", SECRET)
    put(history, 0, NOTE, at=9.0, person=BEN)
    for number in range(SEGMENT):
        put(history, number, NOTE, at=10 + number / 2**20)
    while (packing := history.past.to_pack("room")) is not None:
        history.past.keep(packing.done())
    assert len(history.past.steps("room", 0, SEGMENT + 1)) < 5
    assert told(history, "changed") == ["e1"]
    assert told(history) == ["e1"]
    assert history.ledger
    assert history.ledger.verify("room").through >= SEGMENT


def test_a_ledger_that_never_was_is_written_from_the_history(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    history = History(path)
    for number in range(700):
        put(history, number, ("events", f"e{number}"), person=(ADA, BEN)[number // 7 % 2])
        if (packing := history.past.to_pack("room")) is not None:
            history.past.keep(packing.done())
    history.close()
    history = History(path, SECRET)
    assert sorted(told(history)) == sorted(f"e{number}" for number in range(700))
    assert history.ledger
    assert history.ledger.verify("room").through == 700
    history.close()


def test_of_who_is_erased_all_is_told_before(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db", SECRET)
    put(history, 1, NOTE)
    put(history, 2, ("events", "e2"), person=BEN)
    assert history.erase(ADA.id, 99.0)
    assert history.name(ADA.id) == ""
    assert not history.erase("nobody", 99.0)
    assert [row.what for row in rows(history)] == ["edit", "edit", "erasure"]
    scribe(history).catch_up("room")
    assert history.ledger
    assert set(history.ledger.names("room").values()) == {"Ben"}


def test_a_name_is_deleted_everywhere_or_nowhere_and_who_writes_again_is_known_again(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db", SECRET)
    assert history.ledger
    put(history, 1, NOTE)
    scribe(history).catch_up("room")
    head, people = history.ledger.verify("room"), history.ledger.people("room")
    for what in ("delete on names", "delete on ledger_people", "insert on ledger"):
        history._database.execute(f"create trigger full before {what} begin select raise(abort, 'full'); end")
        with pytest.raises(sqlite3.Error):
            history.erase(ADA.id, 99.0)
        history._database.execute("drop trigger full")
        assert history.name(ADA.id) == "Ada"
        assert (history.ledger.verify("room"), history.ledger.people("room")) == (head, people)
    assert history.erase(ADA.id, 99.0)
    assert history.who("room", *NOTE)[0] == Hand(ADA.id, "", 11.0), "that one person made it is still known"
    put(history, 100, ("events", "e2"))
    scribe(history).catch_up("room")
    assert history.name(ADA.id) == "Ada"
    assert [name for _, name in history.ledger.people("room").values()] == ["Ada"]
    assert set(history.ledger.people("room")).isdisjoint(people), (
        "nothing joins what they do now to what they did"
    )
    assert history.ledger.verify("room", head.hash).count == 3


KILLED = """
import sys
from pathlib import Path
from antiphon.lab.history import Edit, History
from antiphon.session.people import Person
from antiphon.session.role import Role
people = [Person(f"antiphon-{name}", name, Role.PLAYER, "a") for name in ("Ada", "Ben")]
history = History(Path(sys.argv[1]), b"s" * 32)
number = history.past.head("room")[0]
print("ready", flush=True)
while True:
    number += 1
    place, line = ("events", f"n{number}"), f'  "n{number}": {{}}'
    edit = Edit(b"x", people[number // 5 % 2], number / 10, (place,), frozenset((place,)), {place: line})
    history.append("room", edit)
    if number % 11 == 0:
        history.scribe.write("room")
    if number % 50 == 0 and (packing := history.past.to_pack("room")) is not None:
        history.past.keep(packing.done())
"""


def test_a_server_that_is_killed_again_and_again_tells_each_edit_once(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    behind = 0
    for moment in range(4):
        with subprocess.Popen([sys.executable, "-c", KILLED, path], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            reader = sqlite3.connect(path, timeout=30)
            written = "select coalesce(max(number), 0) from updates"
            end = reader.execute(written).fetchone()[0] + 97 + moment
            while reader.execute(written).fetchone()[0] < end:
                pass
            os.kill(process.pid, signal.SIGKILL)
        reader.close()
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            through = Ledger(database, SECRET).verify("room").through
        history = History(path, SECRET)
        steps = history.past.steps("room", 0, history.past.head("room")[0])
        behind += len(steps) - through
        assert history.ledger
        assert history.ledger.verify("room").through == len(steps) == len(history.updates("room"))
        kept = [id for step in steps for _, id in step.changes]
        assert sorted(told(history)) == sorted(kept)
        history.close()
    assert behind, "some kill came while the ledger was behind"


def test_what_comes_of_an_accepted_proposal_is_its_authors(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db", SECRET)
    assert history.ledger
    proposal, other = ("proposals", "q"), ("events", "e2")
    note = {"kind": "note", "part": "p", "measure": "m", "onset": "0", "duration": "1", "pitch": "C4"}
    patch = encode_operations([Operation("put", *NOTE, note, {}), Operation("put", "events", "e3", note, {})])

    def line(**fields: str) -> str:
        return lines("proposals", {"q": {"title": "Q", "patch": patch, **fields}})["q"]

    history.append("room", Edit(b"1", ADA, 10.0, (proposal,), frozenset((proposal,)), {proposal: line()}))
    taken = {proposal: line(status="accepted", taken="0"), NOTE: '  "e1": {}', other: '  "e2": {}'}
    history.append("room", Edit(b"2", BEN, 11.0, (proposal, NOTE, other), frozenset((NOTE, other)), taken))
    scribe(history).catch_up("room")
    told_of = rows(history)
    assert [row.what for row in told_of] == ["edit", "proposal", "edit"]
    assert told_of[2].content == {"made": {"events": ["e2"]}, "changed": {"proposals": ["q"]}}
    document = {"events": {"e1": note, "e2": note}, "nodes": {}}
    whose = {share.name: share.notes for share in shares(told_of, document, history.ledger.names("room"))}
    assert whose == {"Ada": 1, "Ben": 1}
    assert history.ledger.verify("room").count == 3


def test_what_a_merge_brings_is_whose_who_made_it_in_the_branch(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db", SECRET)
    assert history.ledger
    one, two, three = (("events", f"e{number}") for number in (1, 2, 3))
    note = {"kind": "note", "part": "p", "measure": "m", "onset": "0", "duration": "1", "pitch": "C4"}
    line = {place: lines("events", {place[1]: note})[place[1]] for place in (one, two, three)}
    history.append(
        "idea", Edit(b"1", ADA, 10.0, (one, two), frozenset((one, two)), {p: line[p] for p in (one, two)})
    )
    history.append("idea", Edit(b"2", BEN, 11.0, (three,), frozenset((three,)), {three: line[three]}))
    merged = [Change("events", id, None, note) for _, id in (one, two, three)]
    history.branches.note_merge(Moment("room", 0), Moment("idea", 2), 12.0, BEN.id, merged)
    other = ("events", "e4")
    written = {**line, other: '  "e4": {}'}
    assert list(written) == [one, two, three, other]
    history.append("room", Edit(b"3", BEN, 13.0, tuple(written), frozenset(written), written))
    history.append("room", Edit(b"4", BEN, 14.0, (one,), frozenset(), {one: None}))
    history.append("room", Edit(b"5", BEN, 15.0, (one,), frozenset((one,)), {one: line[one]}))
    scribe(history).catch_up("room")
    assert [hand and hand.name for hand in history.who("room", *one)] == ["Ada", "Ben"]
    assert history.who("room", *other)[0] == history.who("room", *three)[0] == Hand(BEN.id, "Ben", 13.0)
    told_of = rows(history)
    assert [row.what for row in told_of] == ["merge", "edit"]
    assert told_of[0].content["accepted"] == {"events": ["e1", "e2"]}
    assert told_of[1].content["made"] == {"events": ["e3", "e4"]}
    document = {"events": dict.fromkeys(("e1", "e2", "e3", "e4"), note), "nodes": {}}
    whose = {share.name: share.notes for share in shares(told_of, document, history.ledger.names("room"))}
    assert whose == {"Ada": 2, "Ben": 2}
    history.ledger.verify("room")

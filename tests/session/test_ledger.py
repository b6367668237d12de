"""The ledger: what was changed in it is found, whatever it was."""

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from antiphon.session.database import open_database, transaction
from antiphon.session.ledger import Deed, Head, Ledger, LedgerDamaged, check
from antiphon.session.sheet import Sheet, as_split
from antiphon.session.split import UNIT, apportion, shares

SECRET = b"s" * 32
ROOM = "room"


@pytest.fixture
def database(tmp_path: Path) -> sqlite3.Connection:
    return open_database(tmp_path / "history.db", ())


def written(database: sqlite3.Connection, count: int = 8, room: str = ROOM) -> Ledger:
    """A ledger of a few edits by two people."""
    ledger = Ledger(database, SECRET)
    for number in range(count):
        who = ("ada", "ben")[number % 2]
        with transaction(database):
            ledger.record(
                room, who, who.title(), number, Deed(made=[("events", f"n{number}"), ("nodes", f"x{number}")])
            )
    return ledger


def test_what_was_written_verifies(database: sqlite3.Connection) -> None:
    ledger = written(database)
    head = ledger.verify(ROOM)
    assert head.count == 8
    assert ledger.verify(ROOM, head.hash) == head
    assert [row.number for row in ledger.rows(ROOM)] == list(range(1, 9))
    assert next(ledger.rows(ROOM)).content == {"made": {"events": ["n0"], "nodes": ["x0"]}}
    assert Ledger(database, SECRET).verify("another").count == 0


def test_what_is_changed_over_and_over_is_told_once(database: sqlite3.Connection) -> None:
    ledger = written(database, 0)
    for person in ("ada", "ada", "ben", "ada"):
        with transaction(database):
            ledger.record(ROOM, person, "", 0, Deed(changed=[("nodes", "n"), ("mix", "master")]))
    assert [row.content for row in ledger.rows(ROOM)] == [{"changed": {"nodes": ["n"]}}] * 3


RUIN = {
    "content": "update ledger set content = replace(content, 'n3', 'n9') where number = 4",
    "time": "update ledger set at = at + 1 where number = 4",
    "person": "update ledger set who = (select who from ledger where number = 1) where number = 4",
    "kind": "update ledger set what = 'steering' where number = 4",
    "hash": "update ledger set hash = upper(hash) where number = 4",
    "removed": "delete from ledger where number = 4",
    "first removed": "delete from ledger where number = 1",
    "last removed": "delete from ledger where number = 8",
    "all removed": "delete from ledger",
    "place reached": "update ledger_heads set through = through + 1",
    "head removed": "delete from ledger_heads",
    "shorter head": "update ledger_heads set count = 7, hash = (select hash from ledger where number = 7)",
    "shorter, with its head": "delete from ledger where number = 8;"
    "update ledger_heads set count = 7, hash = (select hash from ledger where number = 7)",
    "two swapped": "update ledger set number = -4 where number = 4; update ledger set number = 4 where number = 5;"
    "update ledger set number = 5 where number = -4",
    "another's name": "update ledger_people set name = 'Eve' where person = 'ada'",
    "a person removed": "delete from ledger_people where person = 'ada'",
    "another name's id": "update ledger_people set person = 'eve' where person = 'ada'",
    "put in twice": "insert into ledger select room, 9, at, what, who, content, hash from ledger where number = 8",
}


@pytest.mark.parametrize("ruin", RUIN)
def test_whatever_was_changed_is_found(database: sqlite3.Connection, ruin: str) -> None:
    ledger = written(database)
    database.executescript(RUIN[ruin])
    with pytest.raises(LedgerDamaged) as caught:
        ledger.verify(ROOM)
    assert str(caught.value).endswith(".")


def test_rows_of_another_piece_are_found(database: sqlite3.Connection) -> None:
    ledger = written(database)
    written(database, 8, "other")
    for table in ("ledger", "ledger_heads"):
        database.execute(f"delete from {table} where room = 'other'")
        database.execute(f"update {table} set room = 'other'")
    with pytest.raises(LedgerDamaged):
        ledger.verify("other")


def test_an_older_file_put_back_is_found_by_the_head_that_was_noted(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    written(database, 4)
    with sqlite3.connect(tmp_path / "old.db") as old:
        database.backup(old)
    noted = written(database, 2).verify(ROOM).hash
    restored = Ledger(sqlite3.connect(tmp_path / "old.db", isolation_level=None), SECRET)
    assert restored.verify(ROOM).count == 4
    with pytest.raises(LedgerDamaged, match="older"):
        restored.verify(ROOM, noted)
    with pytest.raises(LedgerDamaged, match="signature"):
        Ledger(database, b"another secret").verify(ROOM)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
DEEDS = st.builds(
    Deed,
    made=st.lists(st.tuples(st.sampled_from(["events", "nodes", "mix"]), TEXTS), max_size=3, unique=True),
    removed=st.lists(st.tuples(st.just("events"), TEXTS), max_size=2, unique=True),
    more=st.dictionaries(
        st.sampled_from(["factor", "reason"]), TEXTS | st.integers() | st.booleans(), max_size=2
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.sampled_from(["ada", "ben", ""]), TEXTS, DEEDS), min_size=3, max_size=9),
    st.randoms(),
)
def test_any_flipped_byte_and_any_removed_or_moved_row_is_found(
    deeds: list[Any], chance: random.Random
) -> None:
    database = sqlite3.connect(":memory:", isolation_level=None)
    ledger = Ledger(database, SECRET)
    for number, (person, name, deed) in enumerate(deeds):
        with transaction(database):
            ledger.record(ROOM, person, name, number / 7, deed)
    rows: list[Any] = list(ledger._raw(ROOM))
    head = ledger.verify(ROOM)
    check(SECRET, ROOM, rows, head if rows else None)
    if not rows:
        return
    place = chance.randrange(len(rows))
    field = chance.randrange(6)
    value = rows[place][field]
    if isinstance(value, str):
        value = value or "x"
        at = chance.randrange(len(value))
        changed: Any = value[:at] + chr(ord(value[at]) ^ (1 << chance.randrange(5))) + value[at + 1 :]
        if changed == rows[place][field]:
            return
    else:
        changed = value ^ (1 << chance.randrange(8))
    flipped = [*rows]
    flipped[place] = (*rows[place][:field], changed, *rows[place][field + 1 :])
    moved = [*rows]
    moved.insert(chance.randrange(len(rows)), moved.pop(place))
    for ruined in (flipped, rows[:place] + rows[place + 1 :], moved, [*rows, rows[place]]):
        if ruined != rows:
            with pytest.raises(LedgerDamaged):
                check(SECRET, ROOM, ruined, head)


COLUMNS = {
    "ledger": ("room", "number", "at", "what", "who", "content", "hash"),
    "ledger_heads": ("room", "count", "hash", "signature", "through"),
    "ledger_people": ("person", "name", "salt", "who", "seal"),
}
CELLS = [(table, column) for table, columns in COLUMNS.items() for column in columns]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.sampled_from(["ada", "ben"]), TEXTS, DEEDS), min_size=3, max_size=6),
    st.sampled_from([*CELLS, *((table, "") for table in COLUMNS)]),
    st.randoms(use_true_random=False),
    st.booleans(),
)
def test_any_cell_of_any_table_that_was_changed_and_any_row_that_is_gone_is_found(
    deeds: list[Any], cell: tuple[str, str], chance: random.Random, erased: bool
) -> None:
    database = sqlite3.connect(":memory:", isolation_level=None)
    ledger = Ledger(database, SECRET)
    with transaction(database):
        ledger.record(ROOM, "eve", "Eve", 0, Deed(made=[("events", "e")]))
        ledger.record(ROOM, "", "", 0, Deed("steering", more={"counts": {"faster": 1}}))
        ledger.record(ROOM, "ada", "Ada", 0, Deed(made=[("events", "a")]))
        ledger.record(
            ROOM, "ada", "", 1, Deed("proposal", more={"by": ledger.commitment("cy", "Cy"), "accepted": {}})
        )
        for number, (person, name, deed) in enumerate(deeds):
            ledger.record(ROOM, person, name, number, deed)
        if erased:
            assert ledger.erase("eve", 9)
    ledger.verify(ROOM)
    table, column = cell
    key = {"ledger": "number", "ledger_heads": "room", "ledger_people": "person"}[table]
    (row,) = chance.choice(database.execute(f"select {key} from {table} order by {key}").fetchall())
    if not column:
        database.execute(f"delete from {table} where {key} = ?", (row,))
    else:
        (value,) = database.execute(f"select {column} from {table} where {key} = ?", (row,)).fetchone()
        changed: Any = (
            value ^ (1 << chance.randrange(8)) if isinstance(value, int) else _flipped(value, chance)
        )
        try:
            database.execute(f"update {table} set {column} = ? where {key} = ?", (changed, row))
        except sqlite3.IntegrityError:
            return
    with pytest.raises(LedgerDamaged):
        ledger.verify(ROOM)


def _flipped(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + ("x" if text[at : at + 1] != "x" else "y") + text[at + 1 :]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.sampled_from(["ada", "ben", "cy", ""]), TEXTS, DEEDS, st.booleans()),
        min_size=1,
        max_size=12,
    )
)
def test_whoever_is_erased_and_whenever_the_chain_stays_and_shares_are_a_whole(deeds: list[Any]) -> None:
    database = sqlite3.connect(":memory:", isolation_level=None)
    ledger = Ledger(database, SECRET)
    events: dict[str, Any] = {"old": {"kind": "note"}}
    for number, (person, name, deed, erases) in enumerate(deeds):
        before, head = list(ledger.rows(ROOM)), ledger.verify(ROOM)
        with transaction(database):
            ledger.record(ROOM, person, name or "Somebody", number, deed)
            if erases:
                ledger.erase(person, number)
        events |= {id: {"kind": "note"} for root, id in deed.made if root == "events"}
        assert ledger.verify(ROOM, head.hash if before else "").count >= head.count
        assert list(ledger.rows(ROOM))[: len(before)] == before
        if erases:
            assert person not in {id for id, _ in ledger.people(ROOM).values()}
        found = shares(ledger.rows(ROOM), {"events": events, "nodes": {}}, ledger.names(ROOM))
        assert sum(each.share for each in found) == UNIT
        assert sum(each.notes for each in found) == len(events)


def test_a_persons_data_can_be_deleted_and_the_chain_stays(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    ledger = written(database)
    before = [row for row in ledger.rows(ROOM)]
    assert set(ledger.names(ROOM).values()) == {"Ada", "Ben"}
    with transaction(database):
        assert ledger.erase("ada", 99)
        assert not ledger.erase("nobody", 99)
    assert ledger.verify(ROOM, before[-1].hash).count == 9
    assert list(ledger.rows(ROOM))[:8] == before
    assert set(ledger.names(ROOM).values()) == {"Ben"}
    database.execute("pragma wal_checkpoint(truncate)")
    database.execute("vacuum")
    database.close()
    kept = (tmp_path / "history.db").read_bytes()
    assert b"ben" in kept
    assert b"Ada" not in kept
    # Digests may have these letters, too.
    assert not re.search(rb"(?<![0-9a-f])ada(?![0-9a-f])", kept)


KILLED = """
import sys
from pathlib import Path
from antiphon.session.database import open_database, transaction
from antiphon.session.ledger import Deed, Ledger
database = open_database(Path(sys.argv[1]), ("create table edits (number integer primary key) strict",))
ledger = Ledger(database, b"s" * 32)
print("ready", flush=True)
while True:
    with transaction(database):
        number = database.execute("insert into edits default values returning number").fetchone()[0]
        ledger.record("room", "ada", "Ada", number, Deed(made=[("events", f"n{number}")]))
        database.execute("update edits set number = number where number = ?", (number,))
"""


@pytest.mark.parametrize("moment", range(3))
def test_a_server_that_is_killed_leaves_a_chain_that_verifies(tmp_path: Path, moment: int) -> None:
    path = tmp_path / "history.db"
    with subprocess.Popen([sys.executable, "-c", KILLED, path], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        reader = sqlite3.connect(path, timeout=30)
        while reader.execute("select count(*) from ledger").fetchone()[0] < 20 + 37 * moment:
            pass
        os.kill(process.pid, signal.SIGKILL)
    reader.close()
    database = sqlite3.connect(path, isolation_level=None)
    head = Ledger(database, SECRET).verify(ROOM)
    assert head.count == database.execute("select count(*) from edits").fetchone()[0], (
        "each with what it records"
    )


def test_shares_are_of_what_is_left(database: sqlite3.Connection) -> None:
    ledger = written(database)
    with transaction(database):
        by = ledger.commitment("eve", "Eve")
        ledger.record(
            ROOM,
            "ada",
            "Ada",
            9,
            Deed("proposal", more={"id": "q", "by": by, "accepted": {"events": ["q1"]}}),
        )
    note, rest = {"kind": "note"}, {"kind": "rest"}
    document = {
        "events": {"n0": note, "n1": note, "n2": note, "n3": rest, "q1": note, "old": note},
        "nodes": {"x0": {}},
    }
    found = shares(ledger.rows(ROOM), document, ledger.names(ROOM))
    assert (found[0].name, found[0].notes, found[0].nodes, found[0].percent) == ("Ada", 2, 1, "50.00 %")
    assert sorted(each.share for each in found) == [1666, 1667, 1667, 5000]
    assert sum(each.share for each in found) == UNIT
    assert {each.name: each.notes for each in found} == {"Ada": 2, "Ben": 1, "Eve": 1, "": 1}
    assert shares([], {"events": {}, "nodes": {}}, {}) == []


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 10**9), max_size=40))
def test_shares_add_up_to_the_whole_and_are_fair(counts: dict[str, int]) -> None:
    parts = apportion(counts)
    assert sum(parts.values()) == (UNIT if sum(counts.values()) else 0)
    for who, count in counts.items():
        assert abs(parts[who] - UNIT * count / (sum(counts.values()) or 1)) < 1


def test_a_title_writes_no_line_of_the_split_sheet() -> None:
    sheet = Sheet("Song\n\nLedger: 9 rows", Head(0, "h", ""), [], {}, [])
    lines = as_split(sheet).splitlines()
    assert lines[0] == "Split sheet: Song Ledger: 9 rows"
    assert [line for line in lines if line.startswith("Ledger")] == ["Ledger: 0 rows, end h"]

import sqlite3
import stat
from pathlib import Path

import pytest

from antiphon.session.ballot import Single
from antiphon.session.database import StoreTooNew
from antiphon.session.people import Person
from antiphon.session.poll import Poll
from antiphon.session.role import Role
from antiphon.session.store import _MIGRATIONS, Store
from antiphon.session.tempo import TEMPO_OPTIONS

ADA = Person("antiphon-1", "Ada", Role.PLAYER, "a.antiphon")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "session.db"


def test_what_is_written_is_there_after_a_new_start(path: Path):
    store = Store(path)
    store.add_person(ADA)
    store.set_envelope("a.antiphon", "tempo", {"minimum": 0.9})
    store.set_envelope("a.antiphon", "form", None)
    store.revoke("t1")
    store.close()
    again = Store(path)
    assert again.person(ADA.id) == ADA
    assert again.envelopes("a.antiphon") == {"tempo": {"minimum": 0.9}, "form": None}
    assert again.envelopes("b.antiphon") == {}
    assert again.is_revoked("t1")
    assert not again.is_revoked("t2")


def test_a_changed_role_counts_at_once_for_another_connection(path: Path):
    lab, hub = Store(path), Store(path)
    lab.add_person(ADA)
    hub.set_role(ADA.id, Role.GUEST)
    person = lab.person(ADA.id)
    assert person is not None
    assert person.role is Role.GUEST
    lab.add_person(ADA)
    assert lab.person(ADA.id) == Person(ADA.id, "Ada", Role.GUEST, "a.antiphon"), (
        "a link does not give a role back"
    )
    lab.remove_person(ADA.id)
    assert hub.person(ADA.id) is None


def test_a_vote_counts_once_a_ticket(path: Path):
    store = Store(path)
    store.open_poll("a.antiphon", Poll("p", "?", Single(TEMPO_OPTIONS), 0.0, 20.0))
    for ticket, option in [("x", "slower"), ("y", "faster"), ("x", "faster"), ("x", "faster")]:
        store.cast("p", ticket, (option, None))
    store.cast("p", "z", (("a", "b"), "left"))
    assert sorted(store.votes("p")) == [
        ("x", "faster", None),
        ("y", "faster", None),
        ("z", ["a", "b"], "left"),
    ]
    assert [*store.votes("q")] == []
    store.close_poll("p", {"winner": "faster", "total": 3})
    store.close_poll("p", {"winner": "slower", "total": 9})
    with sqlite3.connect(path) as database:
        ended = database.execute("select kind, winner, outcome from polls").fetchone()
    assert ended == ("single", "faster", '{"winner": "faster", "total": 3}')


def test_votes_of_an_older_store_are_read(path: Path):
    path.parent.mkdir()
    with sqlite3.connect(path) as database:
        for script in _MIGRATIONS[:2]:
            database.executescript(script)
        database.execute("insert into votes values ('p', 'x', 'slower', 1.0)")
        database.execute("pragma user_version = 2")
    assert [*Store(path).votes("p")] == [("x", "slower", None)]


def test_steering_is_remembered_in_order(path: Path):
    store = Store(path, clock=iter([1.0, 2.0]).__next__)
    store.log_steering("a.antiphon", "tempo", 1.1, "Faster won")
    store.log_steering("a.antiphon", "harmony", "dorian", "Dorian won")
    assert store.steering("a.antiphon") == [
        {"at": 1.0, "target": "tempo", "value": 1.1, "reason": "Faster won"},
        {"at": 2.0, "target": "harmony", "value": "dorian", "reason": "Dorian won"},
    ]


def test_what_an_older_store_knows_of_the_tempo_stays(path: Path):
    path.parent.mkdir()
    with sqlite3.connect(path) as database:
        for script in _MIGRATIONS[:3]:
            database.executescript(script)
        database.execute("insert into envelopes values ('a.antiphon', 0.5, 1.5, 0.25)")
        database.execute("insert into steering values (1.0, 'a.antiphon', 1.25, 'Faster won')")
        database.execute("pragma user_version = 3")
    store = Store(path)
    assert store.envelopes("a.antiphon") == {"tempo": {"minimum": 0.5, "maximum": 1.5, "step": 0.25}}
    assert store.steering("a.antiphon") == [
        {"at": 1.0, "target": "tempo", "value": 1.25, "reason": "Faster won"}
    ]


def test_only_the_owner_can_read_it(path: Path):
    Store(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_newer_store_is_left_alone(path: Path):
    Store(path).close()
    with sqlite3.connect(path) as database:
        database.execute("pragma user_version = 99")
    with pytest.raises(StoreTooNew, match="newer version"):
        Store(path)
    with sqlite3.connect(path) as database:
        assert database.execute("pragma user_version").fetchone() == (99,)


def test_people_are_listed_by_piece_and_a_dismissal_is_remembered(tmp_path):
    store = Store(tmp_path / "session.db")
    ada = Person("antiphon-a", "Ada", Role.PLAYER, "one.antiphon")
    bo = Person("antiphon-b", "Bo", Role.GUEST, "one.antiphon")
    store.add_person(ada)
    store.add_person(bo)
    store.add_person(Person("antiphon-c", "Cy", Role.GUEST, "two.antiphon"))
    assert store.people("one.antiphon") == [ada, bo]
    store.remove_person("antiphon-a")
    assert store.people("one.antiphon") == [bo]
    assert store.is_dismissed("antiphon-a")
    assert not store.is_dismissed("antiphon-b")


def test_parts_are_assigned_by_piece(tmp_path):
    store = Store(tmp_path / "session.db")
    store.assign("one.antiphon", "p1", ["b", "a"])
    store.assign("one.antiphon", "p2", ["a"])
    store.assign("two.antiphon", "p1", ["c"])
    assert store.assignments("one.antiphon") == {"p1": ("a", "b"), "p2": ("a",)}
    store.assign("one.antiphon", "p1", [])
    assert Store(tmp_path / "session.db").assignments("one.antiphon") == {"p2": ("a",)}


def test_what_a_session_is_to_remember_is_there_after_a_new_start(path: Path):
    store = Store(path)
    store.remember("a.antiphon", "steering", {"tempo": {"hand": 1.1}, "form": [1, "x"]})
    store.remember("a.antiphon", "steering", {"form": None, "harmony": "dorian"})
    store.remember("b.antiphon", "steering", {"tempo": 2})
    store.remember("a.antiphon", "canvas", {"": {"id": "c"}})
    store.close()
    again = Store(path)
    assert again.remembered("a.antiphon", "steering") == {"tempo": {"hand": 1.1}, "harmony": "dorian"}
    again.forget("a.antiphon", "steering", "polls")
    assert again.remembered("a.antiphon", "steering") == {}
    assert again.remembered("a.antiphon", "canvas") == {"": {"id": "c"}}
    assert again.remembered("b.antiphon", "steering") == {"tempo": 2}

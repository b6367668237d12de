"""The history of rooms: updates, who wrote what, and documents of an older format."""

import sqlite3

import pytest
from pycrdt import Doc, Map

from antiphon.document.schema import VERSION
from antiphon.lab.history import SQUASH_AFTER, Edit, Hand, History, Saved
from antiphon.session.people import Person
from antiphon.session.role import Role

ADA = Person("antiphon-ada", "Ada", Role.PLAYER, "a.antiphon")
BO = Person("antiphon-bo", "Bo", Role.PLAYER, "a.antiphon")
NODE, NOTE = ("nodes", "n1"), ("events", "e1")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "history.db"


def test_it_says_who_made_and_who_changed_an_entry(path):
    history = History(path)
    history.append("room", Edit(b"1", ADA, 10.0, (NODE, NOTE), frozenset((NODE,))))
    history.append("room", Edit(b"2", BO, 20.0, (NODE,)))
    assert history.who("room", *NODE) == (Hand(ADA.id, "Ada", 10.0), Hand(BO.id, "Bo", 20.0))
    assert history.who("room", *NOTE) == (None, Hand(ADA.id, "Ada", 10.0)), "it was there before Ada"
    assert history.who("room", "events", "other") == (None, None)
    assert history.who("another room", *NODE) == (None, None)
    assert history.makers("room") == {"nodes/n1": ADA.id}


def test_it_says_who_wrote_many_entries_at_once(path):
    history = History(path)
    ids = [f"e{number}" for number in range(20_000)]
    mine = tuple(("events", id) for id in ids)
    history.append("room", Edit(b"1", ADA, 10.0, mine, frozenset(mine)))
    history.append("room", Edit(b"2", BO, 20.0, (mine[0], ("events", "old"))))
    whole = {hand.name: sorted(of) for hand, of in history.writers("room", "events").items()}
    assert whole == {"Ada": sorted(ids), "Bo": ["old"]}, "who made it wrote it, where that is known"
    some = {
        hand.name: sorted(of) for hand, of in history.writers("room", "events", ["e7", "old", "no"]).items()
    }
    assert some == {"Ada": ["e7"], "Bo": ["old"]}
    assert history.writers("another room", "events") == history.writers("room", "nodes") == {}
    plan = history._database.execute(
        "explain query plan select id from authors where room = 'r' and root = 'events'"
        " and id in (select value from json_each('[]'))"
    ).fetchall()
    assert any("PRIMARY KEY (room=? AND root=? AND id=?)" in row[3] for row in plan)


def test_what_comes_back_stays_with_who_made_it(path):
    history = History(path)
    history.append("room", Edit(b"1", ADA, 10.0, (NODE,), frozenset((NODE,))))
    history.append("room", Edit(b"2", ADA, 11.0, (NODE,)))
    history.append("room", Edit(b"3", BO, 12.0, (NODE,), frozenset((NODE,))))
    assert history.makers("room") == {"nodes/n1": ADA.id}


def test_the_rooms_own_edits_are_nobodys(path):
    history = History(path)
    history.append("room", Edit(b"1", touched=(NODE,), made=frozenset((NODE,))))
    assert history.who("room", *NODE) == (None, None)
    assert history.makers("room") == {}


def test_squashing_keeps_the_document_and_its_authors(path):
    history = History(path)
    document: Doc = Doc()
    parts = document.get("parts", type=Map)
    kept = document.observe(
        lambda event: history.append("room", Edit(event.update, ADA, 10.0, (NODE,), frozenset((NODE,))))
    )
    for number in range(SQUASH_AFTER + 1):
        parts["p"] = number
    assert kept is not None
    assert history.is_long("room")
    history.squash("room", document)
    assert not history.is_long("room")
    history.close()
    again = History(path)
    (whole,) = again.updates("room")
    copy: Doc = Doc()
    copy.apply_update(whole)
    assert copy.get("parts", type=Map)["p"] == SQUASH_AFTER
    assert again.makers("room") == {"nodes/n1": ADA.id}


def test_a_client_is_somebodys_with_their_first_edit(path):
    history = History(path)
    largest = 2**53 - 1
    history.claim("room", largest, ADA.id)
    assert history.client_person("room", largest) == ADA.id
    history.close()
    history = History(path)
    assert history.client_person("room", largest) is None
    history.claim("room", largest, ADA.id)
    history.append("room", Edit(b"1", ADA, 10.0))
    history.close()
    again = History(path)
    assert again.client_person("room", largest) == ADA.id
    assert again.client_person("room", 5) is None
    assert again.client_person("other", largest) is None


def test_what_the_disk_refuses_is_kept_not_at_all_and_can_be_tried_again(path):
    history = History(path)
    history.claim("room", 7, ADA.id)
    edit = Edit(b"1", ADA, 10.0, (NODE,), frozenset((NODE,)))
    history._database.execute("pragma query_only = on")
    with pytest.raises(sqlite3.Error):
        history.append("room", edit)
    assert history.updates("room") == []
    history._database.execute("pragma query_only = off")
    history.append("room", edit)
    history.close()
    again = History(path)
    assert again.updates("room") == [b"1"]
    assert again.client_person("room", 7) == ADA.id


def test_a_document_of_an_older_format_gets_another_id(path):
    history = History(path)
    id = history.id("room")
    history.append("room", Edit(b"1", ADA, 10.0))
    history.close()
    again = History(path)
    assert again.id("room") == id
    again.close()
    with sqlite3.connect(path) as database:
        database.execute("update rooms set format = 1")
    again = History(path)
    assert again.id("room") != id
    assert again.format("room") == 1
    again.squash("room", Doc())
    assert again.format("room") == VERSION
    now = again.id("room")
    again.close()
    assert History(path).id("room") == now


def test_a_history_of_the_first_version_is_brought_up_to_date(path):
    with sqlite3.connect(path) as database:
        database.executescript(
            """
            create table rooms (room text primary key, history text not null, saved text, saving text) strict;
            create table updates (
                number integer primary key, room text not null, content blob not null
            ) strict;
            insert into rooms values ('room', 'old', 'text', null);
            insert into updates (room, content) values ('room', x'0000');
            pragma user_version = 1;
            """
        )
    history = History(path)
    assert history.format("room") == 1
    assert history.id("room") != "old"
    assert history.updates("room") == [b"\x00\x00"]
    assert history.saved("room") == Saved("text", None)


@pytest.mark.parametrize(
    ("saved", "held", "ours"),
    [
        (Saved("old", None), "old", True),
        (Saved("old", None), "ol", False),
        (Saved("old", "new"), "old", True),
        (Saved("old", "new"), "new", True),
        (Saved("old", "new"), "ne", True),
        (Saved("old", "new"), "", True),
        (Saved("old", None), "", False),
        (Saved("old", "new"), "newer", False),
        (Saved(None, None), "", False),
    ],
)
def test_a_file_that_a_killed_server_left_half_written_is_still_ours(saved, held, ours):
    assert saved.covers(held) is ours

"""The Y document: text in and out, writing only what differs, and two peers at once."""

import gc
import json
import subprocess
import sys
import weakref
from pathlib import Path
from typing import Any

import pytest
from documents import PROPERTY, anything, documents
from hypothesis import given
from hypothesis import strategies as st
from jupyter_ydoc import ydocs
from pycrdt import Array, Doc, Map, Text

from antiphon.document.codec import DocumentError, decode, encode, normalise
from antiphon.document.projection import project
from antiphon.document.schema import ROOTS, VERSION
from antiphon.document.ydoc import YAntiphon

FIXTURES = Path(__file__).parent.parent / "fixtures" / "codec"
PIECE = (FIXTURES / "every_root.antiphon").read_text(encoding="utf-8")
NOTE = {"kind": "note", "part": "p1", "measure": "m1", "onset": "0", "duration": "1", "pitch": "C4"}


def shared(text: str = PIECE) -> YAntiphon:
    doc = YAntiphon()
    doc.set(text)
    return doc


def copy(doc: YAntiphon) -> YAntiphon:
    other: Doc[Any] = Doc()
    other.apply_update(doc.ydoc.get_update())
    return YAntiphon(other)


def exchange(a: YAntiphon, b: YAntiphon) -> None:
    to_b = a.ydoc.get_update(b.ydoc.get_state())
    a.ydoc.apply_update(b.ydoc.get_update(a.ydoc.get_state()))
    b.ydoc.apply_update(to_b)


def test_jupyter_finds_the_document_by_its_entry_point() -> None:
    assert ydocs["antiphon"] is YAntiphon


@pytest.mark.parametrize("first", ["jupyter_ydoc", "antiphon.document.ydoc", "antiphon.document.codec"])
def test_the_entry_point_works_whichever_module_is_imported_first(first: str) -> None:
    program = f"import {first}, jupyter_ydoc; print(jupyter_ydoc.ydocs['antiphon'].__name__)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.stdout == "YAntiphon\n", run.stderr


def test_a_new_document_writes_nothing_and_reads_as_an_empty_file() -> None:
    doc = YAntiphon()
    assert doc.ydoc.get_update() == b"\x00\x00"
    assert doc.get() == (FIXTURES / "empty.antiphon").read_text(encoding="utf-8")
    assert doc.version == str(VERSION)


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.antiphon")), ids=lambda path: path.stem)
def test_what_is_set_is_got_byte_for_byte(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert shared(text).get() == text


@PROPERTY
@given(documents(), documents())
def test_setting_over_another_document_leaves_the_new_one(old: Any, new: Any) -> None:
    doc = shared(encode(old))
    doc.set(encode(new))
    assert doc.get() == encode(new)


def test_setting_the_same_text_again_changes_nothing() -> None:
    doc = shared()
    updates: list[Any] = []
    doc.ydoc.observe(lambda event: updates.append(event.update))
    doc.set(PIECE)
    assert [update for update in updates if update != b"\x00\x00"] == []


def test_setting_is_one_transaction_with_the_same_update_every_time() -> None:
    made = []
    for _ in range(2):
        ydoc: Doc[Any] = Doc(client_id=0)
        doc = YAntiphon(ydoc)
        transactions: list[Any] = []
        ydoc.observe(transactions.append)
        doc.set(PIECE)
        assert len(transactions) == 1
        made.append(ydoc.get_update())
    assert made[0] == made[1]


def test_setting_an_invalid_text_leaves_the_document_alone() -> None:
    doc = shared()
    before = doc.ydoc.get_update()
    with pytest.raises(DocumentError, match=r"events\.n1\.pitch"):
        doc.set(PIECE.replace("F#4", "H4"))
    assert doc.ydoc.get_update() == before


def test_an_edit_made_elsewhere_survives_a_new_file_that_does_not_touch_it() -> None:
    here = shared()
    there = copy(here)
    there.change("events", "n1", {"pitch": "A4"})
    here.set(PIECE.replace('"bpm": 66.5', '"bpm": 72').replace('"lyric1": "é-"', '"lyric1": "o"'))
    exchange(here, there)
    assert here.get() == there.get()
    events = here.to_document()["events"]
    assert (events["n1"]["pitch"], events["n1"]["lyric1"], events["t-1"]["bpm"]) == ("A4", "o", 72)


def test_two_peers_who_set_one_file_at_once_do_not_double_it() -> None:
    here = shared()
    there = copy(here)
    here.set(PIECE.replace("Adagio", "Largo"))
    there.set(PIECE.replace("Adagio", "Largo"))
    exchange(here, there)
    assert here.get() == there.get() == PIECE.replace("Adagio", "Largo")


@PROPERTY
@given(anything())
def test_whatever_is_in_the_roots_the_text_decodes_and_the_next_set_holds(raw: dict[str, Any]) -> None:
    doc = YAntiphon()
    for root in ROOTS:
        for id, entry in raw.get(root, {}).items():
            flat = isinstance(entry, dict) and root != "meta"
            doc.ydoc.get(root, type=Map)[id] = Map(entry) if flat else entry
    assert doc.to_document() == normalise({root: raw.get(root, {}) for root in ROOTS})
    assert decode(doc.get()) == doc.to_document()
    doc.set(PIECE)
    assert doc.get() == PIECE


def test_values_that_are_no_json_do_no_harm() -> None:
    doc = shared()
    entry = doc.ydoc.get("events", type=Map)["n1"]
    entry["pitch"] = Text("F#4")
    entry["lyric2"] = Array([1])
    entry["lyric3"] = float("nan")
    entry["lyric4"] = b"bytes"
    assert doc.get() == PIECE
    doc.ydoc.get("mix", type=Map)["p1"]["mute"] = 0
    doc.set(PIECE)
    assert doc.get() == PIECE


def test_put_makes_an_entry_exactly_its_fields() -> None:
    doc = shared()
    doc.put("events", "n1", NOTE)
    doc.put("events", "n2", NOTE)
    events = doc.to_document()["events"]
    assert events["n1"] == events["n2"] == NOTE


def test_change_writes_only_its_fields_and_none_takes_one_away() -> None:
    doc = shared()
    changed: list[Any] = []
    events = doc.ydoc.get("events", type=Map)
    events.observe_deep(lambda events: changed.extend((event.path, sorted(event.keys)) for event in events))
    doc.change("events", "n1", {"pitch": "G4", "tuplet": None})
    assert changed == [(["n1"], ["pitch", "tuplet"])]
    assert "tuplet" not in doc.to_document()["events"]["n1"]


def test_change_of_the_meta_root() -> None:
    doc = shared()
    doc.change("meta", "meta", {"title": "New", "composer": None})
    assert doc.to_document()["meta"]["title"] == "New"
    assert "composer" not in doc.to_document()["meta"]


def test_change_makes_a_strip_where_there_is_none() -> None:
    doc = shared()
    doc.change("mix", "p3", {"gain": -3})
    assert doc.to_document()["mix"]["p3"] == {"gain": -3.0}


def test_remove_takes_an_entry_away_once_and_for_all() -> None:
    doc = shared()
    doc.remove("events", "n1")
    doc.remove("events", "n1")
    assert "n1" not in doc.to_document()["events"]


def test_a_change_of_what_is_gone_is_an_error() -> None:
    with pytest.raises(KeyError):
        shared().change("events", "gone", {"pitch": "C4"})


@pytest.mark.parametrize(
    ("root", "id", "fields"),
    [
        ("events", "n1", {**NOTE, "pitch": "H4"}),
        ("events", "1", NOTE),
        ("events", "n1", {"kind": "note"}),
        ("songs", "n1", NOTE),
        ("meta", "", {"mood": "x"}),
    ],
)
def test_what_the_schema_refuses_is_not_written(root: str, id: str, fields: dict[str, str]) -> None:
    doc = shared()
    before = doc.ydoc.get_update()
    with pytest.raises(DocumentError):
        doc.put(root, id, fields)
    assert doc.ydoc.get_update() == before


@pytest.mark.parametrize(
    ("id", "fields"),
    [
        ("n1", {"pitch": "H4"}),
        ("n1", {"measure": None}),
        ("n1", {"mood": 1}),
        ("n1", {"staff": 2, "voice": 9}),
    ],
)
def test_a_change_that_the_schema_refuses_is_not_written(id: str, fields: dict[str, Any]) -> None:
    doc = shared()
    before = doc.ydoc.get_update()
    with pytest.raises(DocumentError, match=r"events\.n1\."):
        doc.change("events", id, fields)
    assert doc.ydoc.get_update() == before


def test_a_change_to_what_is_already_so_writes_nothing() -> None:
    doc = shared()
    before = doc.ydoc.get_update()
    doc.change("events", "n1", {"pitch": "F#4", "voice": 1, "tie": True, "clef": None})
    doc.put("events", "n1", doc.to_document()["events"]["n1"])
    assert doc.ydoc.get_update() == before


def test_the_piece_follows_edits_of_everybody_and_stays_the_same_object_between_them() -> None:
    here = shared()
    assert here.piece == project(here.raw())
    assert here.piece is here.piece
    old = here.piece
    there = copy(here)
    there.put("events", "n2", NOTE)
    there.put("meta", "", {"title": "New"})
    here.remove("spans", "s1")
    here.change("mix", "p2", {"gain": -3})
    exchange(here, there)
    assert here.piece == project(here.raw()) == there.piece
    assert here.piece.title == "New"
    assert here.piece.measures[0] is old.measures[0]


@PROPERTY
@given(anything(), anything())
def test_the_piece_is_that_of_the_whole_whatever_is_in_the_roots(old: Any, new: Any) -> None:
    doc = YAntiphon()
    for raw in (old, new):
        for root in ROOTS:
            for id, entry in raw.get(root, {}).items():
                flat = isinstance(entry, dict) and root != "meta"
                doc.ydoc.get(root, type=Map)[id] = Map(entry) if flat else entry
        assert doc.piece == project(doc.raw())
    doc.set(PIECE)
    assert doc.piece == project(decode(PIECE))


def test_a_document_whose_piece_was_read_is_freed_with_its_last_user() -> None:
    doc = shared()
    assert doc.piece.parts
    gone = weakref.ref(doc.ydoc)
    del doc
    gc.collect()
    assert gone() is None


def test_undo_takes_back_what_was_written_after_it_was_asked_for() -> None:
    doc = shared()
    undo = doc.undo_manager
    doc.change("events", "n1", {"pitch": "A4"})
    assert undo.undo()
    assert doc.get() == PIECE


def test_observers_hear_of_the_roots_that_changed_and_of_no_other() -> None:
    doc = shared()
    heard: list[str] = []
    doc.observe(lambda root, event: heard.append(root))
    doc.put("events", "n9", NOTE)
    doc.change("events", "n9", {"pitch": "D4"})
    doc.put("meta", "", {"title": "x"})
    doc.dirty = True
    assert heard == ["events", "events", "meta", "state"]
    doc.unobserve()
    doc.remove("events", "n9")
    assert len(heard) == 4


EDITS = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from(["put", "pitch", "staff", "remove", "exchange"]),
        st.sampled_from(["n1", "n2", "n3"]),
        st.integers(1, 4),
    ),
    max_size=12,
)


@PROPERTY
@given(EDITS)
def test_two_peers_end_with_the_same_text_whatever_they_did_at_once(edits: list[Any]) -> None:
    here = shared()
    there = copy(here)
    for first, edit, id, number in edits:
        doc = here if first else there
        there_is = id in doc.to_document()["events"]
        match edit:
            case "put":
                doc.put("events", id, {**NOTE, "staff": number})
            case "pitch" if there_is:
                doc.change("events", id, {"pitch": f"C{number}"})
            case "staff" if there_is:
                doc.change("events", id, {"staff": number})
            case "remove":
                doc.remove("events", id)
            case "exchange":
                exchange(here, there)
    exchange(here, there)
    assert here.get() == there.get()
    assert json.loads(here.get())["antiphon"] == VERSION

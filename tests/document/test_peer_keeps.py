"""A peer loses nothing: it asks whether what it wrote is kept, and brings it into a fresh document."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from rooms import STEP_2, SYNC, UPDATE, Room, open_room

from antiphon.document.peer import PeerError, RoomPeer
from antiphon.document.undo import UndoStack
from antiphon.document.ydoc import YAntiphon

PIECE = (Path(__file__).parent.parent / "fixtures" / "codec" / "every_root.antiphon").read_text(
    encoding="utf-8"
)
NOTE = {"kind": "note", "part": "p1", "measure": "m1", "onset": "0", "duration": "1", "pitch": "C4"}


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with open_room(PIECE) as room:
        yield room


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.005)


def event(doc: YAntiphon, id: str) -> Any:
    return doc.to_document()["events"].get(id)


def fresh(text: str = PIECE) -> YAntiphon:
    doc = YAntiphon()
    doc.set(text)
    return doc


async def test_keep_returns_when_the_server_has_what_was_written(room: Room) -> None:
    async with RoomPeer(room.url, "x.antiphon", "t") as peer:
        for number in range(5):
            peer.doc.put("events", f"new{number}", NOTE)
            await peer.keep()
            assert event(room.doc, f"new{number}") == NOTE


async def test_a_disk_that_refuses_is_said_and_the_next_question_may_be_answered(room: Room) -> None:
    async with RoomPeer(room.url, "x.antiphon", "t") as peer:
        room.disk = "The disk is full."
        peer.doc.put("events", "new", NOTE)
        with pytest.raises(PeerError, match=r"The disk is full\."):
            await peer.keep()
        room.disk = ""
        await peer.keep()


async def test_keep_has_an_end(room: Room) -> None:
    async with RoomPeer(room.url, "x.antiphon", "t", timeout=2) as peer:
        room.silent = True
        with pytest.raises(PeerError, match="is not known"):
            await peer.keep()


async def test_keep_asks_again_when_the_connection_is_back(room: Room) -> None:
    async with RoomPeer(room.url, "x.antiphon", "t") as peer:
        room.silent = True
        peer.doc.put("events", "new", NOTE)
        waiting = asyncio.create_task(peer.keep())
        await until(lambda: len(room.asked()) == 2)
        room.doc = fresh()
        room.silent = False
        room.drop()
        await waiting
        assert event(room.doc, "new") == NOTE
        assert peer.synced.is_set()


async def test_keep_may_be_asked_while_there_is_no_connection(room: Room) -> None:
    async with RoomPeer(room.url, "x.antiphon", "t") as peer:
        room.drop()
        await until(lambda: not peer.synced.is_set())
        peer.doc.put("events", "offline", NOTE)
        await peer.keep()
        assert event(room.doc, "offline") == NOTE


async def test_an_edit_before_the_server_knows_what_is_here_leaves_no_gap(room: Room) -> None:
    async with RoomPeer(room.url, "x.antiphon", "t") as peer:
        room.greets = False
        room.said.clear()
        room.drop()
        await until(lambda: not peer.synced.is_set())
        peer.doc.put("events", "offline", NOTE)
        await until(lambda: (SYNC, 0) in room.said)
        peer.doc.put("events", "early", NOTE)
        room.greet()
        await peer.keep()
        peer.doc.put("events", "later", NOTE)
        await peer.keep()
        assert [said for kind, said in room.said if kind == SYNC] == [0, STEP_2, UPDATE]
        assert room.doc.get() == peer.doc.get()


async def test_what_was_written_offline_comes_into_a_fresh_document(room: Room) -> None:
    resets: list[str] = []
    async with RoomPeer(room.url, "x.antiphon", "t", on_reset=resets.append) as peer:
        peer.doc.change("events", "n1", {"pitch": "A4", "lyric1": "kept"})
        await peer.keep()
        old = peer.doc
        theirs = fresh()
        theirs.change("events", "n1", {"lyric1": "theirs", "staff": 2})
        theirs.change("meta", "", {"composer": "They"})
        room.replace("second", theirs)
        await until(lambda: not peer.synced.is_set())
        old.put("events", "offline", NOTE)
        old.change("events", "n1", {"pitch": "B4", "tuplet": None})
        old.change("meta", "", {"title": "Offline"})
        old.remove("mix", "p1")
        await until(lambda: event(room.doc, "offline") == NOTE)
        assert resets == ["the server was started anew"]
        assert peer.doc is not old
        assert peer.doc.get() == room.doc.get()
        document = room.doc.to_document()
        n1 = document["events"]["n1"]
        assert (n1["pitch"], n1["lyric1"], n1["staff"]) == ("B4", "theirs", 2)
        assert "tuplet" not in n1
        assert (document["meta"]["title"], document["meta"]["composer"]) == ("Offline", "They")
        assert "p1" not in document["mix"]


async def test_what_somebody_took_away_is_not_made_by_a_field_written_offline(room: Room) -> None:
    async with RoomPeer(room.url, "x.antiphon", "t") as peer:
        old = peer.doc
        theirs = fresh()
        theirs.remove("events", "n1")
        room.replace("second", theirs)
        await until(lambda: not peer.synced.is_set())
        old.change("events", "n1", {"pitch": "B4"})
        old.put("events", "offline", NOTE)
        await until(lambda: event(room.doc, "offline") == NOTE)
        assert event(room.doc, "n1") is None


async def test_undo_goes_on_with_the_fresh_document(room: Room) -> None:
    async with RoomPeer(room.url, "x.antiphon", "t") as peer:
        stack = UndoStack(peer.doc)
        peer._on_reset = lambda reason: stack.attach(peer.doc)
        peer.doc.put("events", "before", NOTE)
        await peer.keep()
        room.replace("second", fresh(room.doc.get()))
        await until(lambda: not peer.synced.is_set())
        peer.doc.put("events", "offline", NOTE)
        await until(lambda: event(room.doc, "offline") == NOTE)
        room.write("events", "before", {"pitch": "D4"})
        await until(lambda: event(peer.doc, "before")["pitch"] == "D4")
        assert len(stack.undo()) == 1
        await peer.keep()
        assert event(room.doc, "offline") is None
        assert stack.undo() == ()
        assert event(room.doc, "before") == {**NOTE, "pitch": "D4"}


async def test_what_others_wrote_is_not_ours_to_undo(room: Room) -> None:
    async with RoomPeer(room.url, "x.antiphon", "t") as peer:
        stack = UndoStack(peer.doc)
        room.write("events", "n1", {"pitch": "D4"})
        await until(lambda: event(peer.doc, "n1")["pitch"] == "D4")
        assert not stack.can_undo


async def test_a_refused_edit_is_given_back_and_the_document_loaded_afresh(room: Room) -> None:
    told: list[Any] = []
    async with RoomPeer(
        room.url,
        "x.antiphon",
        "t",
        on_refused=lambda sentence, text: told.append((sentence, text)),
        on_reset=told.append,
    ) as peer:
        old = peer.doc
        room.forbidden = "The part Alto is locked."
        old.change("events", "n1", {"pitch": "B4"})
        text = old.get()
        with pytest.raises(PeerError, match=r"^The part Alto is locked\.$"):
            await peer.keep()
        room.forbidden = ""
        await asyncio.wait_for(peer.synced.wait(), 20)
        assert told == [("The part Alto is locked.", text), "The part Alto is locked."]
        assert peer.doc is not old
        assert peer.doc.get() == room.doc.get() == PIECE
        peer.doc.put("events", "new", NOTE)
        await peer.keep()
        assert event(room.doc, "new") == NOTE


async def test_what_is_refused_on_coming_back_is_tried_once_without_what_others_wrote(room: Room) -> None:
    told: list[Any] = []
    async with RoomPeer(
        room.url, "x.antiphon", "t", on_refused=lambda *refused: told.append(refused), on_reset=told.append
    ) as peer:
        old = peer.doc
        room.forbidden, room.forbids = "Somebody else wrote this.", {STEP_2}
        room.drop()
        await until(lambda: not peer.synced.is_set())
        old.put("events", "offline", NOTE)
        await peer.keep()
        assert event(room.doc, "offline") == NOTE
        assert told == ["Somebody else wrote this."]
        room.forbids = {STEP_2, UPDATE}
        room.drop()
        await until(lambda: not peer.synced.is_set())
        peer.doc.put("events", "forbidden", NOTE)
        with pytest.raises(PeerError, match=r"^Somebody else wrote this\.$"):
            await peer.keep()
        ((sentence, text),) = [each for each in told if isinstance(each, tuple)]
        assert sentence == "Somebody else wrote this."
        assert '"forbidden"' in text
        assert event(room.doc, "forbidden") is None


async def test_a_failing_listener_to_refusals_does_not_cost_the_connection(room: Room) -> None:
    def fail(sentence: str, text: str) -> None:
        raise RuntimeError("on purpose")

    async with RoomPeer(room.url, "x.antiphon", "t", on_refused=fail) as peer:
        old = peer.doc
        room.forbidden = "No."
        old.change("events", "n1", {"pitch": "B4"})
        await until(lambda: peer.doc is not old)
        room.forbidden = ""
        await asyncio.wait_for(peer.synced.wait(), 20)
        assert peer.doc.get() == PIECE


async def test_leaving_waits_until_what_was_written_offline_is_there(room: Room) -> None:
    async with RoomPeer(room.url, "x.antiphon", "t") as peer:
        room.drop()
        await until(lambda: not peer.synced.is_set())
        peer.doc.put("events", "offline", NOTE)
    assert event(room.doc, "offline") == NOTE


async def test_leaving_a_room_that_keeps_nothing_is_said(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        async with RoomPeer(room.url, "x.antiphon", "t") as peer:
            await peer.keep()
            room.disk = "The disk is full."
            peer.doc.put("events", "new", NOTE)
    assert "The disk is full." in caplog.text


async def test_one_question_at_a_time_is_on_its_way(room: Room) -> None:
    async with RoomPeer(room.url, "x.antiphon", "t") as peer:
        for number in range(50):
            peer.doc.put("events", f"new{number}", NOTE)
        await peer.keep()
        await until(lambda: not peer._unkept)
        assert len(room.asked()) <= 3

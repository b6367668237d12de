"""A Python peer in our own rooms: what it wrote is kept, or refused and given back, whatever happens to the server."""

import pytest
from pycrdt import create_sync_message, create_update_message, handle_sync_message
from websockets.asyncio.client import connect

from antiphon.document.codec import decode, empty, encode
from antiphon.document.peer import PeerError, RoomPeer
from antiphon.document.protocol import authorization, open_session, say, word
from antiphon.document.undo import UndoStack
from antiphon.document.ydoc import YAntiphon

NOTE = {"kind": "note", "part": "p1", "measure": "m1", "onset": "0", "duration": "1", "pitch": "C4"}
LOCKED = encode(
    {
        **empty(),
        "parts": {"p1": {"index": "a", "name": "Alto"}, "p2": {"index": "b", "name": "Bass"}},
        "measures": {"m1": {"index": "a"}},
        "locks": {"p2": {"kind": "part", "reason": "It is finished."}},
    }
)


async def test_what_is_kept_outlives_a_killed_server_and_what_was_written_meanwhile_comes_too(own_lab, until):
    path = own_lab.write(LOCKED)
    own_lab.start()
    async with RoomPeer(own_lab.url, path.name, own_lab.token) as peer:
        stack, doc = UndoStack(peer.doc), peer.doc
        peer.doc.put("events", "kept", NOTE)
        await peer.keep()
        own_lab.kill()
        await until(lambda: not peer.synced.is_set())
        peer.doc.put("events", "offline", NOTE)
        peer.doc.put("events", "undone", NOTE)
        stack.undo()
        own_lab.start()
        await peer.keep()
        assert peer.doc is doc
    await until(lambda: decode(path.read_text())["events"].keys() == {"kept", "offline"})


async def test_a_refused_edit_of_a_player_is_said_and_given_back(lab, until):
    name = "given-back.antiphon"
    path = lab.write(LOCKED, name)
    refused = []
    ticket = await lab.ticket("player", path=name)
    async with RoomPeer(
        lab.url, name, ticket, on_refused=lambda sentence, text: refused.append((sentence, text))
    ) as peer:
        peer.doc.put("events", "mine", NOTE)
        await peer.keep()
        peer.doc.put("events", "forbidden", {**NOTE, "part": "p2"})
        with pytest.raises(PeerError, match="locked"):
            await peer.keep()
        await until(peer.synced.is_set)
        ((sentence, text),) = refused
        assert "Bass" in sentence
        assert decode(text)["events"].keys() == {"mine", "forbidden"}
        assert peer.doc.to_document()["events"].keys() == {"mine"}
        peer.doc.put("events", "again", NOTE)
        await peer.keep()
    await until(lambda: decode(path.read_text())["events"].keys() == {"mine", "again"})


async def test_a_page_that_edits_before_it_has_said_what_it_wrote_offline_is_not_refused(lab):
    """JupyterLab's provider passes an edit on as soon as its socket is open, before the room asks what it has."""
    name = "early.antiphon"
    lab.write(LOCKED, name)
    page = YAntiphon()
    session = await open_session(lab.url, name, lab.token, 20)
    for visit in ("first", "second"):
        async with connect(session.socket, additional_headers=authorization(lab.token), proxy=None) as socket:
            if visit == "first":
                await socket.send(create_sync_message(page.ydoc))
            else:
                page.put("events", "offline", NOTE)
                told = page.ydoc.get_state()
                page.put("events", "early", NOTE)
                await socket.send(create_update_message(page.ydoc.get_update(told)))
            answers = 0
            while answers < 1 + (visit == "first"):
                message = await socket.recv()
                if message[0] == 0:
                    answers += 1
                    reply = handle_sync_message(message[1:], page.ydoc)
                    if reply:
                        await socket.send(reply)
            await socket.send(say({"type": "keep", "id": 1}))
            while (message := await socket.recv())[0] != 2:
                pass
            assert word(message) == {"type": "kept", "id": 1}
    async with RoomPeer(lab.url, name, lab.token) as peer:
        assert peer.doc.get() == page.get()

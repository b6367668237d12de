"""A Python peer in our own rooms: what it wrote is kept, or refused and given back, whatever happens to the server."""

import pytest

from antiphon.document.codec import decode, empty, encode
from antiphon.document.peer import PeerError, RoomPeer
from antiphon.document.undo import UndoStack

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
    name = "refused.antiphon"
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

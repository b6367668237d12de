"""A room of our own making, which can be told to misbehave."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pycrdt import Doc, create_sync_message, create_update_message, handle_sync_message
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

from antiphon.document.protocol import say, word
from antiphon.document.ydoc import YAntiphon

SYNC, RAW = 0, 2
STEP_2, UPDATE = 1, 2


class Room:
    """A document that is shared by real sockets.

    Attributes:
        url: The server's base URL.
        doc: What everybody sees; `replace` puts another in its place.
        history: Names the document's history.
        silent: Questions whether something is kept are not answered.
        disk: What is wrong with the disk; empty where nothing is.
        forbidden: Why every edit is refused; empty where none is.
        forbids: The sync messages in which edits are.
        greets: Whether a socket that is opened is asked what it has; otherwise `greet` asks.
        said: All that sockets sent, as (message type, type of the sync message, or what a message says).
    """

    def __init__(self) -> None:
        self.url = ""
        self.doc = YAntiphon()
        self.history = "first"
        self.silent = False
        self.disk = ""
        self.forbidden = ""
        self.forbids = {STEP_2, UPDATE}
        self.greets = True
        self.said: list[tuple[int, Any]] = []
        self.sockets: set[Socket] = set()

    def replace(self, history: str, doc: YAntiphon) -> None:
        """Go on with another history, as a server that lost its own does."""
        self.history, self.doc = history, doc
        self.drop()

    def drop(self) -> None:
        """Cut every connection."""
        for socket in list(self.sockets):
            socket.ws_connection.stream.close()  # type: ignore[union-attr]

    def greet(self) -> None:
        """Ask every socket what it has."""
        for socket in self.sockets:
            socket.write_message(create_sync_message(self.doc.ydoc), binary=True)

    def asked(self) -> list[int]:
        """The numbers of the questions whether something is kept."""
        return [said["id"] for kind, said in self.said if kind == RAW]

    def write(self, root: str, id: str, fields: dict[str, Any]) -> None:
        """Change an entry, as somebody else does, and tell everybody."""
        state = self.doc.ydoc.get_state()
        self.doc.change(root, id, fields)
        for socket in self.sockets:
            socket.write_message(create_update_message(self.doc.ydoc.get_update(state)), binary=True)


class Session(RequestHandler):
    def initialize(self, room: Room) -> None:
        self.room = room

    def put(self, path: str) -> None:
        self.write(
            {"format": "text", "type": "antiphon", "fileId": "1", "sessionId": f"{self.room.history}.1"}
        )


class Socket(WebSocketHandler):
    def initialize(self, room: Room) -> None:
        self.room = room

    def open(self, *path: str) -> None:
        self.room.sockets.add(self)
        if self.room.greets:
            self.write_message(create_sync_message(self.room.doc.ydoc), binary=True)

    def on_message(self, message: str | bytes) -> None:
        assert isinstance(message, bytes)
        if self.close_code or message[0] == 1:
            return
        self.room.said.append((message[0], word(message) if message[0] == RAW else message[1]))
        if message[0] == RAW:
            self.answer(word(message))
            return
        if self.room.forbidden and message[1] in self.room.forbids and not self.is_empty(message):
            reason = {"reason": "forbidden", "reloadable": True, "errorReason": self.room.forbidden}
            self.close(1003, json.dumps(reason, separators=(",", ":")))
            return
        reply = handle_sync_message(message[1:], self.room.doc.ydoc)
        if reply:
            self.write_message(reply, binary=True)

    def answer(self, question: dict[str, Any]) -> None:
        if self.room.disk:
            answer = {"type": "unkept", "id": question["id"], "message": self.room.disk}
        else:
            answer = {"type": "kept", "id": question["id"]}
        if not self.room.silent:
            self.write_message(say(answer), binary=True)

    def is_empty(self, message: bytes) -> bool:
        copy: Doc[Any] = Doc()
        copy.apply_update(self.room.doc.ydoc.get_update())
        before = copy.get_update()
        handle_sync_message(message[1:], copy)
        return copy.get_update() == before

    def on_close(self) -> None:
        self.room.sockets.discard(self)


@asynccontextmanager
async def open_room(text: str) -> AsyncIterator[Room]:
    """A room of a piece, on a free port."""
    room = Room()
    room.doc.set(text)
    options = {"room": room}
    server = HTTPServer(
        Application(
            [
                (r"/api/collaboration/session/(.*)", Session, options),
                (r"/api/collaboration/room/(.*)", Socket, options),
            ]
        )
    )
    socket, port = bind_unused_port()
    server.add_socket(socket)
    room.url = f"http://127.0.0.1:{port}"
    try:
        yield room
    finally:
        room.drop()
        server.stop()
        await server.close_all_connections()

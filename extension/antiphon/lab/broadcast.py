"""Broadcast: one message to many WebSockets, framed once and written without a task each."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Collection

from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketHandler, WebSocketProtocol13

from antiphon.session.frame import frame


class Broadcast:
    """Sends messages to all clients of a room: those of one turn of the event loop in one write to each.

    The stock room starts a task for each message and client, tornado another, and each frames the message again.
    """

    def __init__(self, clients: Collection[WebSocketHandler]) -> None:
        """Send to these.

        Args:
            clients: Looked at each time; others may join and leave.
        """
        self._clients = clients
        self._frames: list[bytes] = []

    def send(self, message: bytes) -> None:
        """Send a message, behind those sent before."""
        if not self._frames:
            asyncio.get_running_loop().call_soon(self._flush)
        self._frames.append(frame(message))

    def _flush(self) -> None:
        data = b"".join(self._frames)
        self._frames.clear()
        for client in tuple(self._clients):
            connection = client.ws_connection
            if isinstance(connection, WebSocketProtocol13) and not connection.is_closing():
                with contextlib.suppress(StreamClosedError):
                    connection.stream.write(data)

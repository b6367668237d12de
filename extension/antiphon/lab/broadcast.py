"""Broadcast: one message to many WebSockets, framed once and written without a task each."""

from __future__ import annotations

import asyncio
import contextlib
import struct
from collections.abc import Collection

from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketHandler, WebSocketProtocol13

_FINAL_BINARY = 0x82


def frame(message: bytes) -> bytes:
    """A binary message as an unmasked, final WebSocket frame (RFC 6455, section 5.2).

    >>> frame(b"ab")
    b'\\x82\\x02ab'
    """
    size = len(message)
    if size < 126:
        return struct.pack("!BB", _FINAL_BINARY, size) + message
    if size < 1 << 16:
        return struct.pack("!BBH", _FINAL_BINARY, 126, size) + message
    return struct.pack("!BBQ", _FINAL_BINARY, 127, size) + message


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

"""Frames of our own are what a WebSocket client reads."""

import pytest
from websockets.client import ClientProtocol
from websockets.frames import Opcode
from websockets.protocol import State
from websockets.uri import parse_uri

from antiphon.session.frame import BINARY, TEXT, frame


@pytest.mark.parametrize(("kind", "opcode"), [(BINARY, Opcode.BINARY), (TEXT, Opcode.TEXT)])
@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 200_000])
def test_a_client_reads_messages_of_every_length(size, kind, opcode):
    client = ClientProtocol(parse_uri("ws://here/"), state=State.OPEN, max_size=None)
    message = bytes(number % 251 for number in range(size))
    client.receive_data(frame(message, kind) + frame(b"next", kind))
    events = client.events_received()
    assert [(event.opcode, bytes(event.data)) for event in events] == [
        (opcode, message),
        (opcode, b"next"),
    ]

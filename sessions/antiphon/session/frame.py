"""Frames: a message as its bytes go to a WebSocket client, so that many clients share one."""

from __future__ import annotations

import struct
from typing import Final

TEXT: Final = 0x81
"""First byte of a message that is text and whole (RFC 6455, section 5.2)."""

BINARY: Final = 0x82
"""First byte of a message that is bytes and whole."""


def frame(message: bytes, kind: int = BINARY) -> bytes:
    """A message as a WebSocket frame; a server's is not masked.

    Args:
        message: Its content; UTF-8 where it is text.
        kind: `TEXT` or `BINARY`.

    >>> frame(b"ab")
    b'\\x82\\x02ab'
    """
    size = len(message)
    if size < 126:
        return struct.pack("!BB", kind, size) + message
    if size < 1 << 16:
        return struct.pack("!BBH", kind, 126, size) + message
    return struct.pack("!BBQ", kind, 127, size) + message

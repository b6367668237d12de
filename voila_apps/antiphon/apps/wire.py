"""The wire: a frame as its bytes go to a phone, so that five thousand of them share one."""

import json
import struct
from collections.abc import Mapping
from typing import Any

_TEXT = 0x81
"""First byte of a WebSocket message that is text and whole (RFC 6455, 5.2); a server's is not masked."""


def pack(frame: Mapping[str, Any]) -> bytes:
    """Return a frame as one WebSocket message, head and all.

    >>> pack({"now": None})
    b'\\x81\\x0c{"now":null}'
    """
    text = json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    size = len(text)
    if size < 126:
        return struct.pack("!BB", _TEXT, size) + text
    if size < 1 << 16:
        return struct.pack("!BBH", _TEXT, 126, size) + text
    return struct.pack("!BBQ", _TEXT, 127, size) + text

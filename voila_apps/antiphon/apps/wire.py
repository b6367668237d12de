"""The wire: a frame as its bytes go to a phone, so that five thousand of them share one."""

import json
from collections.abc import Mapping
from typing import Any

from antiphon.session.frame import TEXT
from antiphon.session.frame import frame as framed


def pack(frame: Mapping[str, Any]) -> bytes:
    """Return a frame as one WebSocket message, head and all.

    >>> pack({"now": None})
    b'\\x81\\x0c{"now":null}'
    """
    text = json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
    return framed(text.encode("utf-8", "replace"), TEXT)

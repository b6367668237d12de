"""What Jupyter's rooms say beside the Y protocol: where a room is, their own messages, and why a connection ends."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

import httpx
from pycrdt import Decoder, Encoder

RAW: Final = 2
"""Jupyter's message type beside the two of the Y protocol: a JSON text."""

RELOAD: Final = 1003
"""The close code by which a room asks for a fresh document."""

NOT_FOUND: Final = 4404
"""The close code of a room whose file is not there."""


class StaleError(Exception):
    """The room has a history that this document does not share."""


class ForbiddenError(Exception):
    """The room refused an edit; the message says why in one sentence."""


class RefusedError(Exception):
    """The server says no, and would say it again."""


@dataclass(frozen=True)
class Session:
    """A way into a room.

    Attributes:
        history: Names the history of the room's document: a document of another one cannot be joined with it.
        socket: The address of the room's WebSocket.
    """

    history: str
    socket: str


def authorization(token: str) -> dict[str, str]:
    """The headers that say who asks."""
    return {"Authorization": f"token {token}"}


async def open_session(server: str, path: str, token: str, timeout: float) -> Session:
    """Ask a server for the room of a piece.

    Raises:
        RefusedError: It says no.
        httpx.HTTPError: It did not answer, or failed.
    """
    async with httpx.AsyncClient(headers=authorization(token), trust_env=False, timeout=timeout) as client:
        response = await client.put(
            f"{server}/api/collaboration/session/{quote(path)}", json={"format": "text", "type": "antiphon"}
        )
    if response.is_client_error:
        raise RefusedError(f"{response.status_code} {response.reason_phrase}")
    response.raise_for_status()
    answer: dict[str, str] = response.json()
    session = answer["sessionId"]
    room = f"{answer['format']}:{answer['type']}:{answer['fileId']}"
    query = urlencode({"sessionId": session})
    socket = f"{server.replace('http', 'ws', 1)}/api/collaboration/room/{room}?{query}"
    return Session(session.partition(".")[0], socket)


def say(word: dict[str, Any]) -> bytes:
    """A message of Jupyter's own."""
    encoder = Encoder()
    encoder.write_var_uint(RAW)
    encoder.write_var_string(json.dumps(word))
    return encoder.to_bytes()


def word(message: bytes) -> dict[str, Any]:
    """What a message of Jupyter's own says."""
    said: dict[str, Any] = json.loads(Decoder(message[1:]).read_var_string())
    return said


def ending(code: int | None, reason: str) -> Exception:
    """What the end of a connection means."""
    if code == RELOAD:
        try:
            answer = json.loads(reason)
        except ValueError:
            answer = {"reason": reason}
        if answer.get("reason") == "forbidden":
            return ForbiddenError(answer.get("errorReason") or "The server refused an edit.")
        if answer.get("reloadable", answer.get("reason") != "initialization_error"):
            return StaleError(f"the room asks for it ({answer.get('reason')})")
        return RefusedError(answer.get("errorReason", reason))
    if code == NOT_FOUND:
        return RefusedError("there is no such file")
    if code is not None and 4400 <= code < 4600:
        return RefusedError(reason.rstrip("."))
    return ConnectionError(f"the connection ended with {code}")

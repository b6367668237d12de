"""Asking the server about a live piece: a request, its answer, and what went wrong in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx

from antiphon.document.protocol import authorization
from antiphon.kernel.connection import Connection
from antiphon.kernel.errors import MissingError, OfflineError, PieceError, RefusedError


def ask(
    connection: Connection,
    method: str,
    what: str,
    body: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
) -> httpx.Response:
    """Ask the server, once it has kept all that was written here.

    Args:
        connection: The piece's.
        method: The HTTP method.
        what: What is asked: the address after `antiphon/`, such as `history/versions`.
        body: What is sent, as JSON.
        query: What is asked, beside the piece's path.

    Raises:
        RefusedError: It may not be.
        MissingError: There is no such thing.
        OfflineError: The server was not there, or not in time.
    """
    # What was written here is known there once it is kept.
    connection.keep(None)
    server = connection.server
    try:
        answer = httpx.request(
            method,
            f"{server.url}antiphon/{what}",
            params={"path": connection.path, **(query or {})},
            json=body,
            headers=authorization(server.token),
            trust_env=False,
            timeout=connection.timeout,
        )
    except httpx.HTTPError as error:
        thing = what.partition("/")[0]
        raise OfflineError(f"The {thing} of {connection.path} was not there: {error}.") from None
    if answer.is_success:
        return answer
    raise _error(answer)


def _error(answer: httpx.Response) -> PieceError:
    try:
        message = str(answer.json()["message"])
    except (ValueError, KeyError, TypeError):
        message = f"{answer.status_code} {answer.reason_phrase}"
    return (RefusedError if answer.status_code == 403 else MissingError)(message)


def time_of(seconds: float) -> datetime:
    """A time as the server says it, in seconds since the epoch, in the zone of this machine."""
    return datetime.fromtimestamp(seconds).astimezone()

"""The session socket: one page's line to the session of a piece (docs/architecture.md)."""

from __future__ import annotations

import contextlib
import json
import math
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.decorator import authorized, ws_authenticated
from jupyter_server.base.handlers import JupyterHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from antiphon.lab.handlers import OfPiece
from antiphon.lab.identity import person_of
from antiphon.lab.seat import Seat
from antiphon.lab.session import Session
from antiphon.session.saying import with_sayings

if TYPE_CHECKING:
    from antiphon.lab.app import AntiphonApp

LARGEST_MESSAGE = 128 * 1024
"""Longest message taken from a page, in bytes."""

GOING_AWAY = 1001
"""The code of the close where the server stops."""

SAYING = ("state", "error", "notice", "steerable")
"""Messages with sentences in them; the others come many times a second."""

NOT_FOUND = 4404
"""The code of the close where there is no such piece."""


class SessionHandler(OfPiece, WebSocketHandler, JupyterHandler):
    """`GET {base}antiphon/session?path=`."""

    auth_resource = "antiphon"

    def initialize(self, lab: AntiphonApp) -> None:
        """As tornado.

        Args:
            lab: The extension.
        """
        self._lab = lab
        self._session: Session | None = None
        self._seat: Seat | None = None

    @property
    def max_message_size(self) -> int:
        """Longest message taken, in bytes."""
        return LARGEST_MESSAGE

    def check_origin(self, origin_to_satisfy_tornado: str = "") -> bool:
        """Refuse other sites' pages."""
        return bool(JupyterHandler.check_origin(self, origin_to_satisfy_tornado))

    @ws_authenticated
    @authorized
    async def get(self, *arguments: Any, **options: Any) -> None:
        """Open the socket for somebody who may come in."""
        await super().get(*arguments, **options)

    async def open(self, *arguments: str) -> None:
        """Take a seat in the session."""
        self.set_nodelay(True)
        refusal = await self._lab.piece_problem(self._path)
        if refusal:
            self._send({"type": "error", "message": refusal})
            self.close(NOT_FOUND, "No such piece")
            return
        self._session = self._lab.sessions.of(self._path)
        self._seat = self._session.enter(person_of(self.current_user), self._send, self._dismiss)

    def on_message(self, message: str | bytes) -> None:
        """Do what the page asks; what the time is, at once."""
        received = time.monotonic()
        if self._session is None or self._seat is None:
            return
        try:
            content = json.loads(message)
        except (ValueError, RecursionError):
            content = None
        if isinstance(content, dict) and content.get("type") == "clock":
            self._tell_time(content.get("t0"), received)
            return
        self._session.hear(self._seat, content if isinstance(content, dict) else {})

    def _tell_time(self, asked: object, received: float) -> None:
        if isinstance(asked, int | float) and math.isfinite(asked):
            self._send({"type": "clock", "t0": asked, "t1": received, "t2": time.monotonic()})
        else:
            self._send(
                {
                    "type": "error",
                    "message": "A question for the time needs t0, the time of who asks, in seconds.",
                }
            )

    def on_close(self) -> None:
        """Leave the seat."""
        if self._session is not None and self._seat is not None:
            self._session.leave(self._seat)
            self._seat = None

    def _dismiss(self) -> None:
        self.close(GOING_AWAY)

    def _send(self, message: Mapping[str, Any]) -> None:
        with contextlib.suppress(WebSocketClosedError):
            self.write_message(
                json.dumps(with_sayings(message) if message.get("type") in SAYING else message)
            )

"""The audience's page of a piece: the hub process, and what it is told."""

from __future__ import annotations

import logging
import sqlite3
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from antiphon.lab.supervisor import Status, Supervisor
from antiphon.session.pipe import Message
from antiphon.session.saying import with_sayings
from antiphon.session.store import Store

HUB = (sys.executable, "-m", "antiphon.apps.hub")

BEFOREHAND = (sys.executable, "-m", "antiphon.apps.beforehand")
"""Makes the pages that come with Antiphon, if they are not there: nobody is to wait for that before the first concert."""

_KEPT = ("now", "document", "transport", "allow", "show_question", "melody")
"""What a hub that starts again is told first."""

_STEERED = ("steered", "steered_now")
"""Likewise, the last one of each target."""

_SAYING = (*_STEERED, "canvas")
"""Messages of whose sayings the hub is told what they were `made` of: phones read them in their own languages."""


class Audience:
    """The hub, started when the teacher opens the page.

    Attributes:
        count: How many are there.
    """

    def __init__(
        self,
        store: Store,
        piece: str,
        start: Callable[[], Mapping[str, Any]],
        log: logging.Logger,
        *,
        invitation: Callable[[int, str], tuple[str, str]],
        on_message: Callable[[Message], None],
        on_change: Callable[[], None],
        on_open: Callable[[], None],
        on_failure: Callable[[], None],
    ) -> None:
        """A page that is not open.

        Args:
            store: Keeps the port, so that phones find the page again.
            piece: The piece, as the store knows it.
            start: Makes what the hub's `start` says, but for the port that it had before.
            log: Where its words go.
            invitation: The audience's link and its QR code, of the hub's port and ticket: the stage shows them.
            on_message: Called with what the hub says of anything but itself.
            on_change: Called when anything changed that the state of the session shows.
            on_open: Called when a hub was started, and knows what is shown all the time.
            on_failure: Called when it has failed for good.
        """
        self._store, self._piece = store, piece
        self._invitation = invitation
        self._on_message = on_message
        self._on_change = on_change
        self._on_open, self._on_failure = on_open, on_failure
        self.count = 0
        self._known: dict[str, Mapping[str, Any]] = {}
        self._steered: dict[str, Mapping[str, Any]] = {}
        self._problem = ""
        self._hub = Supervisor(
            "The audience's page",
            HUB,
            lambda: {"type": "start", **start(), "before": self._port()},
            log,
            on_message=self._hear,
            on_change=self._changed,
        )

    @property
    def status(self) -> Status:
        """How the hub is."""
        return self._hub.status

    @property
    def message(self) -> str:
        """Why it failed, or what it complained of."""
        return self._hub.message or self._problem

    @property
    def door(self) -> tuple[int, str] | None:
        """The hub's port and the ticket of its link; None while it is not open."""
        ready = self._hub.ready
        return (int(ready["port"]), str(ready.get("ticket", ""))) if ready else None

    @property
    def stage_door(self) -> tuple[int, str] | None:
        """The hub's port and the ticket of the stage's link; None while it is not open."""
        ready = self._hub.ready
        return (int(ready["port"]), str(ready["stage"])) if ready else None

    def state(self, link: tuple[str, str] | None) -> dict[str, Any]:
        """The state's `audience`.

        Args:
            link: The page's link and its QR code; None for those who are not to have it.
        """
        address, qr = link or ("", "")
        return {
            "status": self.status,
            "message": self.message,
            "link": address,
            "qr": qr,
            "count": self.count,
        }

    def open(self) -> None:
        """Open the page."""
        self._hub.want()

    def tell(self, message: Mapping[str, Any]) -> None:
        """Tell the hub something; what it shows all the time, it is told again when it starts again."""
        if message["type"] in _SAYING:
            message = with_sayings(message, "made")
        if message["type"] in _KEPT:
            self._known[str(message["type"])] = message
        elif message["type"] in _STEERED:
            # The newest last, as the hub has them.
            self._steered.pop(str(message["target"]), None)
            self._steered[str(message["target"])] = message
        self._hub.send(message)

    async def stop(self) -> None:
        """Close the page."""
        await self._hub.stop()

    def _port(self) -> int:
        """The port that the page had last; 0 where it never had one."""
        return int(self._store.remembered(self._piece, "audience").get("port", 0))

    def _keep_port(self, port: int) -> None:
        with suppress(sqlite3.Error):
            if port != self._port():
                self._store.remember(self._piece, "audience", {"port": port})

    def _changed(self) -> None:
        if self.status == "on" and self.door is not None:
            self._keep_port(self.door[0])
            link, qr = self._invitation(*self.door)
            self._hub.send({"type": "invitation", "link": link, "qr": qr})
            for kind in _KEPT:
                if kind in self._known:
                    self._hub.send(self._known[kind])
            for message in self._steered.values():
                self._hub.send(message)
            self._on_open()
        else:
            self.count = 0
        if self.status == "failed":
            self._on_failure()
        self._on_change()

    def _hear(self, message: Message) -> None:
        match message:
            case {"type": "audience", "count": int(count)}:
                self.count = count
                self._on_change()
            case {"type": "problem", "message": text}:
                self._problem = str(text)
                self._on_change()
            case _:
                self._on_message(message)

"""The audience's page of a piece: the hub process, and what it is told."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from antiphon.lab.supervisor import Status, Supervisor
from antiphon.session.pipe import Message

HUB = (sys.executable, "-m", "antiphon.apps.hub")

_KEPT = ("now", "document", "transport", "allow", "show_question")
"""What a hub that starts again is told first."""


class Audience:
    """The hub, started when the teacher opens the page.

    Attributes:
        count: How many are there.
        poll: The poll that is open, as the hub was told.
        result: How the last one ended, with what was asked: `{…poll, …outcome}`; None once it was taken off.
    """

    def __init__(
        self,
        start: Callable[[], Mapping[str, Any]],
        log: logging.Logger,
        *,
        on_message: Callable[[Message], None],
        on_change: Callable[[], None],
    ) -> None:
        """A page that is not open.

        Args:
            start: Makes what the hub's `start` says.
            log: Where its words go.
            on_message: Called with offers, hang-ups and the results of polls.
            on_change: Called when anything changed that the state of the session shows.
        """
        self._on_message = on_message
        self._on_change = on_change
        self.count = 0
        self.poll: Mapping[str, Any] | None = None
        self.result: dict[str, Any] | None = None
        self._closes = 0.0
        self._standing: Mapping[str, Any] = {}
        self._known: dict[str, Mapping[str, Any]] = {}
        self._problem = ""
        self._hub = Supervisor(
            "The audience's page",
            HUB,
            lambda: {"type": "start", **start()},
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

    def poll_state(self, with_counts: bool) -> dict[str, Any] | None:
        """The state's `poll`; how it stands would sway who is still to vote, unless everybody is to see it."""
        if self.poll is None:
            return None
        seen = with_counts or self.poll["live"]
        return {
            **self.poll,
            "counts": None,
            **(self._standing if seen else {}),
            "total": self._standing.get("total", 0),
            "remaining": round(max(0.0, self._closes - time.monotonic()), 2),
        }

    def open(self) -> None:
        """Open the page."""
        self._hub.want()

    def tell(self, message: Mapping[str, Any]) -> None:
        """Tell the hub something; what it shows all the time, it is told again when it starts again."""
        if message["type"] in _KEPT:
            self._known[str(message["type"])] = message
        self._hub.send(message)

    def ask(self, poll: Mapping[str, Any]) -> None:
        """Open a poll, as `antiphon.session.poll.Poll.describe` says it."""
        self.poll, self.result, self._standing = poll, None, {}
        self._closes = time.monotonic() + poll["seconds"]
        self._hub.send({"type": "poll", **poll})
        self._on_change()

    def close_poll(self) -> None:
        """Close the poll before its time."""
        self._hub.send({"type": "close_poll"})

    def drop_poll(self) -> None:
        """Take the poll off the page, with its votes where it is open, with its result where it is over."""
        self._hub.send({"type": "drop_poll"})
        self.poll = self.result = None
        self._on_change()

    async def stop(self) -> None:
        """Close the page."""
        await self._hub.stop()

    def _changed(self) -> None:
        if self.status == "on":
            for kind in _KEPT:
                if kind in self._known:
                    self._hub.send(self._known[kind])
            self._resume_poll()
        else:
            self.count = 0
        if self.status == "failed":
            self.poll = None
        self._on_change()

    def _resume_poll(self) -> None:
        # Its votes are in the store, so it goes on where a crash of the hub left it.
        if self.poll is None:
            return
        remaining = max(0.5, self._closes - time.monotonic())
        self._hub.send({"type": "poll", **self.poll, "seconds": remaining})

    def _hear(self, message: Message) -> None:
        match message:
            case {"type": "audience", "count": int(count)}:
                self.count = count
                self._on_change()
            case {"type": "tally", "poll": poll, "total": int()}:
                if self.poll is not None and self.poll["id"] == poll:
                    self._standing = _figures(message)
                    self._on_change()
            case {"type": "poll_closed", "poll": poll}:
                if self.poll is not None and self.poll["id"] == poll:
                    ended, self.poll = self.poll, None
                    self.result = {**ended, **_figures(message)}
                    self._on_message({**message, "target": ended["target"]})
                    self._on_change()
            case {"type": "problem", "message": text}:
                self._problem = str(text)
                self._on_change()
            case _:
                self._on_message(message)


def _figures(message: Message) -> dict[str, Any]:
    return {key: value for key, value in message.items() if key not in ("type", "poll")}

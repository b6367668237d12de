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

_KEPT = ("now", "document", "transport")
"""What a hub that starts again is told first."""


class Audience:
    """The hub, started when the teacher opens the page.

    Attributes:
        count: How many are there.
        poll: The poll that is open, as the hub was told, with `closes` (of the monotonic clock), `counts`, `total`.
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
        self.poll: dict[str, Any] | None = None
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
        """The state's `poll`; the counts would sway who is still to vote."""
        if self.poll is None:
            return None
        return {
            **{key: self.poll[key] for key in ("id", "question", "options", "total")},
            "remaining": round(max(0.0, self.poll["closes"] - time.monotonic()), 2),
            "counts": self.poll["counts"] if with_counts else None,
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
        """Open a poll: `{id, question, options, seconds}`."""
        counts = {option["id"]: 0 for option in poll["options"]}
        self.poll = {**poll, "closes": time.monotonic() + poll["seconds"], "counts": counts, "total": 0}
        self._hub.send({"type": "poll", **poll})
        self._on_change()

    def close_poll(self) -> None:
        """Close the poll before its time."""
        self._hub.send({"type": "close_poll"})

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
        question = {key: self.poll[key] for key in ("id", "question", "options")}
        remaining = max(0.5, self.poll["closes"] - time.monotonic())
        self._hub.send({"type": "poll", **question, "seconds": remaining})

    def _hear(self, message: Message) -> None:
        match message:
            case {"type": "audience", "count": int(count)}:
                self.count = count
                self._on_change()
            case {"type": "tally", "poll": poll, "counts": counts, "total": total}:
                if self.poll is not None and self.poll["id"] == poll:
                    self.poll |= {"counts": counts, "total": total}
                    self._on_change()
            case {"type": "poll_closed", "poll": poll}:
                if self.poll is not None and self.poll["id"] == poll:
                    self.poll = None
                    self._on_message(message)
                    self._on_change()
            case {"type": "problem", "message": text}:
                self._problem = str(text)
                self._on_change()
            case _:
                self._on_message(message)

"""The polls of a session: those that are open, and how the last ones ended."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from antiphon.lab.seat import Refused
from antiphon.session.pipe import Message
from antiphon.session.saying import Saying
from antiphon.session.store import Store

OPEN = 4
"""Polls that may be open at once: a phone shows them one below the other."""

RESULTS = 8
"""Polls of which it is remembered how they ended."""

SHORTEST_REST = 0.5
"""Seconds that a poll is open at least where the hub was started again."""

LATEST: Final = 600.0
"""Seconds after its end at which a poll still counts, where there was no lab when it ended: later its hall has gone."""

_SUBJECT: Final = "polls"
_RESULTS: Final = "results"
"""The key of the results; others are ids of polls that are open."""

Described = Mapping[str, Any]
"""A poll, as `antiphon.session.poll.Poll.describe` says it."""


class _Open:
    """A poll that is open."""

    def __init__(self, poll: Described, seconds: float) -> None:
        self.poll = poll
        self.closes: float = time.monotonic() + seconds
        self.standing: Mapping[str, Any] = {}

    @property
    def remaining(self) -> float:
        return max(0.0, self.closes - time.monotonic())


class Polls:
    """What the hub was asked to ask. It counts; here is what the lab knows of it, which outlives the lab."""

    def __init__(
        self,
        store: Store,
        piece: str,
        tell: Callable[[Mapping[str, Any]], None],
        on_end: Callable[[Described, Mapping[str, Any]], None],
        on_change: Callable[[], None],
    ) -> None:
        """The polls that were open when the lab went, and the results that there were.

        Args:
            store: Keeps which are open, beside their votes, and how the last ones ended.
            piece: The piece, as the store knows it.
            tell: Tells the hub.
            on_end: Called with a poll that is over, and how it ended.
            on_change: Called when anything changed that the state of the session shows.
        """
        self._tell, self._on_end, self._on_change = tell, on_end, on_change
        self._store, self._piece = store, piece
        kept = store.remembered(piece, _SUBJECT)
        self._results: list[dict[str, Any]] = kept.pop(_RESULTS, [])
        now = time.time()
        self._open = {
            id: _Open(each["poll"], each["closes"] - now)
            for id, each in sorted(kept.items(), key=lambda each: each[1]["opened"])
            if now - each["closes"] <= LATEST
        }
        if gone := kept.keys() - self._open.keys():
            self._keep(*gone)

    def require_room(self, beside: bool) -> None:
        """Let one more be opened.

        Raises:
            Refused: if that cannot be; the message says why.
        """
        if self._open and not beside:
            raise Refused("A poll is open already; close it first, or ask beside it.")
        if len(self._open) >= OPEN:
            raise Refused(Saying("{count} polls are open already; close one first.", count=OPEN))

    def ask(self, poll: Described) -> None:
        """Open a poll.

        Raises:
            sqlite3.Error: if the disk does not take it; then it is not open.
        """
        now = time.time()
        kept = {"poll": poll, "opened": now, "closes": now + poll["seconds"]}
        self._store.remember(self._piece, _SUBJECT, {poll["id"]: kept})
        self._open[poll["id"]] = _Open(poll, poll["seconds"])
        self._tell({"type": "poll", **poll})
        self._on_change()

    @property
    def are_open(self) -> bool:
        """Whether any is open."""
        return bool(self._open)

    def _keep(self, *over: str) -> None:
        """Keep the results, and that polls are over."""
        # The vote counts, even where the disk does not take that it is over.
        with suppress(sqlite3.Error):
            values = dict.fromkeys(over) | {_RESULTS: self._results or None}
            self._store.remember(self._piece, _SUBJECT, values)

    def is_open(self, id: str) -> bool:
        """Whether a poll is open."""
        return id in self._open

    def close(self, id: str | None) -> None:
        """Close a poll before its time; without an id, the newest one that is open."""
        if (found := self._newest(id)) is not None:
            self._tell({"type": "close_poll", "poll": found})

    def drop(self, id: str | None) -> None:
        """Take a poll off the page, with its votes where it is open, with its result where it is over.

        Args:
            id: Which; without it, the newest one that is open, or else the newest result.
        """
        found = self._newest(id) or (self._results[0]["id"] if id is None and self._results else id)
        if found is None:
            return
        self._open.pop(found, None)
        self._results = [result for result in self._results if result["id"] != found]
        self._keep(found)
        self._tell({"type": "drop_poll", "poll": found})
        self._on_change()

    def reset(self, id: str | None) -> None:
        """Ask a question that is open anew, or take the result of one that is over away; as `drop`."""
        open = self._open.get(self._newest(id) or "")
        self.drop(id)
        if open is not None:
            self.ask({**open.poll, "id": secrets.token_hex(6)})

    def _newest(self, id: str | None) -> str | None:
        if id is None:
            return next(reversed(self._open), None)
        return id if id in self._open else None

    def hear(self, message: Message) -> bool:
        """Take what the hub says of a poll; returns whether it was of one."""
        match message:
            case {"type": "tally", "poll": str(id), "total": int()}:
                if (open := self._open.get(id)) is not None:
                    open.standing = _figures(message)
            case {"type": "poll_closed", "poll": str(id)}:
                if (open := self._open.pop(id, None)) is not None:
                    self._results.insert(0, {**open.poll, **_figures(message)})
                    del self._results[RESULTS:]
                    self._keep(id)
                    self._on_end(open.poll, _figures(message))
            case _:
                return False
        self._on_change()
        return True

    def resume(self) -> None:
        """Tell the last results, and ask again what is open: the votes are in the store, so all goes on where it was."""
        for result in reversed(self._results[:OPEN]):
            self._tell({"type": "poll_over", **result})
        for open in self._open.values():
            seconds = max(SHORTEST_REST, open.remaining)
            self._tell({"type": "poll", **open.poll, "seconds": seconds})

    def lost(self) -> None:
        """The hub has failed for good."""
        self._keep(*self._open)
        self._open.clear()

    def state(self, with_counts: bool) -> list[dict[str, Any]]:
        """The state's `polls`; how one stands would sway who is still to vote, unless everybody is to see it."""
        return [
            {
                **open.poll,
                "counts": None,
                **(open.standing if with_counts or open.poll["live"] else {}),
                "total": open.standing.get("total", 0),
                "remaining": round(open.remaining, 2),
            }
            for open in self._open.values()
        ]

    def results(self, effects: Mapping[str, str]) -> list[dict[str, Any]]:
        """The state's `results`.

        Args:
            effects: What became of polls, in words, by id.
        """
        return [{**result, "effect": effects.get(result["id"], "")} for result in self._results]


def _figures(message: Message) -> dict[str, Any]:
    return {key: value for key, value in message.items() if key not in ("type", "poll")}

"""The poll that the audience answers, and their votes in it.

```
poll       {id, question, kind, …, seconds, live, target, groups, open, remaining} `Poll.describe`; while open and not
                                                                                 live: no counts
           … and what `antiphon.session.outcome` says of its kind                once closed, or as far as it stands
vote       {poll, ballot, group} | null                                          the person's own
```
"""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from antiphon.apps.allowance import Allowance
from antiphon.apps.crowd import Phone
from antiphon.apps.feature import Feature, Ground
from antiphon.apps.reports import Reports
from antiphon.session.ballot import VoteRefused
from antiphon.session.pipe import Message
from antiphon.session.poll import Poll, read_poll
from antiphon.session.store import Store

REPORT_SECONDS = 0.1
"""Least time between two tallies to the lab."""

VIEW_SECONDS = 1.0
"""Least time between two looks at a live poll, for the phones: each goes to everybody."""


class Urn:
    """The poll and its votes, which are on disk before they count. Time is that of `clock`, in seconds.

    Args:
        store: Where votes are kept.
        piece: The piece's path, as the store knows it.
        clock: The time.
    """

    def __init__(self, store: Store, piece: str, clock: Callable[[], float]) -> None:
        self._store = store
        self._piece = piece
        self._clock = clock
        self._poll: Poll | None = None
        self._outcome: dict[str, Any] | None = None

    def open(self, message: Message) -> Poll:
        """Open the poll of a `poll` message; the one before is over.

        One that the store knows goes on with the votes that it has.

        Raises:
            ValueError: The message describes none.
        """
        poll = read_poll(message, self._clock())
        for person, ballot, group in self._store.votes(poll.id):
            # What an older poll of this id took is not asked for any more.
            with suppress(VoteRefused):
                poll.vote(person, poll.read(ballot, group), poll.opened)
        self._store.open_poll(self._piece, poll)
        self._poll, self._outcome = poll, None
        return poll

    def vote(self, person: str, poll: str, ballot: object, group: object = None) -> bool:
        """Cast or change a vote; it is on disk when this returns. Returns whether anything changed.

        Raises:
            VoteRefused: It does not count; its text says why, for the person.
        """
        current, now = self._poll, self._clock()
        if current is None or current.id != poll or not current.is_open(now):
            raise VoteRefused("The poll closed just before your vote arrived.")
        vote = current.read(ballot, group)
        if vote == current.vote_of(person):
            return False
        self._store.cast(poll, person, vote)
        return current.vote(person, vote, now)

    def vote_of(self, person: str) -> dict[str, Any] | None:
        """What somebody voted in the poll, as the key `vote`."""
        if self._poll is None or (vote := self._poll.vote_of(person)) is None:
            return None
        return {"poll": self._poll.id, "ballot": vote[0], "group": vote[1]}

    def drop(self) -> None:
        """Take the poll off the phones: one that is open ends without an outcome, as if nobody had been asked."""
        if self._poll is not None and self._outcome is None:
            self._store.close_poll(self._poll.id, {"dropped": True})
        self._poll = self._outcome = None

    @property
    def is_live(self) -> bool:
        """Whether phones see how the poll stands."""
        return self._poll is not None and self._poll.live

    def report(self) -> Message:
        """The `tally` message of the poll."""
        assert self._poll is not None
        return {"type": "tally", "poll": self._poll.id, **self._poll.standing()}

    def close(self) -> Message | None:
        """Close the poll; returns the `poll_closed` message, or None if none was open."""
        if self._poll is None or self._outcome is not None:
            return None
        self._poll.close(self._clock())
        self._outcome = self._poll.outcome()
        self._store.close_poll(self._poll.id, self._outcome)
        return {"type": "poll_closed", "poll": self._poll.id, **self._outcome}

    def see(self) -> dict[str, Any] | None:
        """The poll as everybody sees it, as the key `poll`."""
        poll = self._poll
        if poll is None:
            return None
        seen = {
            **poll.describe(),
            "open": self._outcome is None,
            "remaining": round(poll.remaining(self._clock()), 2),
        }
        if self._outcome is not None:
            return seen | self._outcome
        return seen | poll.standing() if poll.live else seen


class Polls(Feature):
    """The feature.

    Args:
        ground: What it stands on.
        urn: The votes.
        opened: Called when a poll opens.
    """

    def __init__(self, ground: Ground, urn: Urn, opened: Callable[[], None]) -> None:
        self._ground = ground
        self._urn = urn
        self._opened = opened
        self._allowance = Allowance(10, 2.0, ground.clock)
        self._reports = Reports(ground.send, REPORT_SECONDS)
        self._views = Reports(lambda view: ground.crowd.show(str(view["type"])), VIEW_SECONDS)
        self._closing: asyncio.TimerHandle | None = None
        self.shared = {"poll": urn.see}
        self.own = {"vote": urn.vote_of}

    def hear(self, phone: Phone, message: Mapping[str, Any]) -> bool:
        """Take a `vote`."""
        match message:
            case {"type": "vote", "poll": str(poll), "ballot": ballot}:
                self._vote(phone, poll, ballot, message.get("group"))
            case {"type": "vote", "poll": str(poll), "option": str(option)}:
                self._vote(phone, poll, option)
            case _:
                return False
        return True

    def obey(self, message: Message) -> bool:
        """Take `poll`, `close_poll` and `drop_poll`."""
        match message:
            case {"type": "poll"}:
                self._open(message)
            case {"type": "close_poll"}:
                self._close()
            case {"type": "drop_poll"}:
                self._stop_timing()
                self._urn.drop()
                self._ground.crowd.show("poll")
            case _:
                return False
        return True

    def _vote(self, phone: Phone, poll: str, ballot: object, group: object = None) -> None:
        if not self._allowance.take(phone.person):
            self._refuse(phone, "You have changed your mind very often; wait a moment.")
            return
        try:
            changed = self._urn.vote(phone.person, poll, ballot, group)
        except VoteRefused as refusal:
            self._refuse(phone, refusal.sentence, **refusal.values)
            return
        except sqlite3.Error as error:
            self._ground.complain(f"A vote could not be kept ({error}); see to the disk of the store.")
            self._refuse(phone, "Your vote could not be kept; please try again.")
            return
        self._ground.crowd.show_own(phone.person, "vote")
        if changed:
            self._tally()

    def _refuse(self, phone: Phone, sentence: str, **values: float) -> None:
        own = {"vote": self._urn.vote_of(phone.person)}
        phone.reply({"sorry": sentence, "values": values, **own})

    def _open(self, message: Message) -> None:
        self._close()
        poll = self._urn.open(message)
        self._closing = asyncio.get_running_loop().call_later(poll.seconds, self._close)
        self._ground.crowd.show("poll")
        self._opened()
        self._tally()

    def _close(self) -> None:
        self._stop_timing()
        if closed := self._urn.close():
            self._ground.send(closed)
            self._ground.crowd.show("poll")

    def _stop_timing(self) -> None:
        if self._closing:
            self._closing.cancel()
            self._closing = None
        self._reports.drop("tally")
        self._views.drop("poll")

    def _tally(self) -> None:
        self._reports.report("tally", self._urn.report)
        if self._urn.is_live:
            self._views.report("poll", lambda: {"type": "poll"})

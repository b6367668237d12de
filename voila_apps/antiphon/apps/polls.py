"""The polls that the audience answers, and their votes in them.

```
polls      [{id, question, kind, …, seconds, live, steers, groups, open, remaining}]   `Poll.describe`; while open and not live:
                                                                                 no counts
           … and what `antiphon.session.outcome` says of its kind                once closed, or as far as it stands
           those that are open, the newest first, then those that are closed, likewise
votes      {poll: {ballot, group}}                                               the person's own
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


SHOWN = 4
"""Polls that are shown, open ones before those that are over."""


class Urn:
    """The polls and their votes, which are on disk before they count. Time is that of `clock`, in seconds.

    Args:
        store: Where votes are kept.
        piece: The piece's path, as the store knows it.
        clock: The time.
    """

    def __init__(self, store: Store, piece: str, clock: Callable[[], float]) -> None:
        self._store = store
        self._piece = piece
        self._clock = clock
        self._open: dict[str, Poll] = {}
        self._over: dict[str, tuple[Poll, dict[str, Any]]] = {}

    @property
    def newest(self) -> str | None:
        """The id of the poll that was opened last of those that are open."""
        return next(reversed(self._open), None)

    def open(self, message: Message) -> Poll:
        """Open the poll of a `poll` message, beside those that are open.

        One that the store knows goes on with the votes that it has.

        Raises:
            ValueError: The message describes none.
        """
        poll = self._read(message)
        self._store.open_poll(self._piece, poll)
        self._over.pop(poll.id, None)
        self._open[poll.id] = poll
        self._forget()
        return poll

    def recall(self, message: Message) -> Poll:
        """Show the poll of a `poll_over` message, which has ended before there was this hub, as it ended.

        Raises:
            ValueError: The message describes none.
        """
        poll = self._read(message)
        poll.close(self._clock())
        outcome = {key: value for key, value in message.items() if key not in {*poll.describe(), "type"}}
        self._over[poll.id] = poll, outcome
        self._forget()
        return poll

    def _read(self, message: Message) -> Poll:
        """The poll that a message describes, with the votes that the store has of it."""
        poll = read_poll(message, self._clock())
        for person, ballot, group in self._store.votes(poll.id):
            # What an older poll of this id took is not asked for any more.
            with suppress(VoteRefused):
                poll.vote(person, poll.read(ballot, group), poll.opened)
        return poll

    def vote(self, person: str, poll: str, ballot: object, group: object = None) -> bool:
        """Cast or change a vote; it is on disk when this returns. Returns whether anything changed.

        Raises:
            VoteRefused: It does not count; its text says why, for the person.
        """
        current, now = self._open.get(poll), self._clock()
        if current is None or not current.is_open(now):
            raise VoteRefused("The poll closed just before your vote arrived.")
        vote = current.read(ballot, group)
        if vote == current.vote_of(person):
            return False
        self._store.cast(poll, person, vote)
        return current.vote(person, vote, now)

    def votes_of(self, person: str) -> dict[str, Any]:
        """What somebody voted, as the key `votes`."""
        cast = {id: poll.vote_of(person) for id, poll in self._shown()}
        return {id: {"ballot": vote[0], "group": vote[1]} for id, vote in cast.items() if vote is not None}

    def drop(self, id: str) -> None:
        """Take a poll off the phones: one that is open ends without an outcome, as if nobody had been asked."""
        if self._open.pop(id, None) is not None:
            self._store.close_poll(id, {"dropped": True})
        self._over.pop(id, None)

    def is_live(self, id: str) -> bool:
        """Whether phones see how an open poll stands."""
        return id in self._open and self._open[id].live

    def report(self, id: str) -> Message:
        """The `tally` message of a poll that is open."""
        return {"type": "tally", "poll": id, **self._open[id].standing()}

    def close(self, id: str) -> Message | None:
        """Close a poll; returns the `poll_closed` message, or None if it was not open."""
        poll = self._open.pop(id, None)
        if poll is None:
            return None
        poll.close(self._clock())
        outcome = poll.outcome()
        self._store.close_poll(id, outcome)
        self._over[id] = poll, outcome
        self._forget()
        return {"type": "poll_closed", "poll": id, **outcome}

    def _forget(self) -> None:
        """Votes of polls that nobody sees any more are in the store alone."""
        while self._over and len(self._open) + len(self._over) > SHOWN:
            del self._over[next(iter(self._over))]

    def _shown(self) -> list[tuple[str, Poll]]:
        over = [(id, poll) for id, (poll, _) in reversed(self._over.items())]
        return [*reversed(self._open.items()), *over]

    def see(self) -> list[dict[str, Any]]:
        """The polls as everybody sees them, as the key `polls`."""
        return [self._see(id, poll) for id, poll in self._shown()]

    def _see(self, id: str, poll: Poll) -> dict[str, Any]:
        seen = {
            **poll.describe(),
            "open": id in self._open,
            "remaining": round(poll.remaining(self._clock()), 2),
        }
        if id in self._over:
            return seen | self._over[id][1]
        return seen | poll.standing() if poll.live else seen


class Polls(Feature):
    """The feature.

    Args:
        ground: What it stands on.
        urn: The votes.
    """

    def __init__(self, ground: Ground, urn: Urn) -> None:
        self._ground = ground
        self._urn = urn
        self._allowance = Allowance(10, 2.0, ground.clock)
        self._reports = Reports(ground.send, REPORT_SECONDS)
        self._views = Reports(lambda view: ground.crowd.show(str(view["type"])), VIEW_SECONDS)
        self._closing: dict[str, asyncio.TimerHandle] = {}
        self.shared = {"polls": urn.see}
        self.own = {"votes": urn.votes_of}

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
        """Take `poll`, `poll_over`, `close_poll` and `drop_poll`."""
        match message:
            case {"type": "poll"}:
                self._open(message)
            case {"type": "poll_over"}:
                self._show_again(self._urn.recall(message))
            case {"type": "close_poll"}:
                self._close(message.get("poll", self._urn.newest))
            case {"type": "drop_poll", "poll": str(id)}:
                self._stop_timing(id)
                self._urn.drop(id)
                self._ground.crowd.show("polls")
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
        self._ground.crowd.show_own(phone.person, "votes")
        if changed:
            self._tally(poll)

    def _refuse(self, phone: Phone, sentence: str, **values: float) -> None:
        own = {"votes": self._urn.votes_of(phone.person)}
        phone.reply({"sorry": sentence, "values": values, **own})

    def _open(self, message: Message) -> None:
        poll = self._urn.open(message)
        self._stop_timing(poll.id)
        self._closing[poll.id] = asyncio.get_running_loop().call_later(poll.seconds, self._close, poll.id)
        self._show_again(poll)
        self._tally(poll.id)

    def _show_again(self, poll: Poll) -> None:
        """Show a poll, and to those who voted in it before there was this hub, how."""
        self._ground.crowd.show("polls")
        for person in poll.voters:
            self._ground.crowd.show_own(person, "votes")

    def _close(self, id: str | None) -> None:
        if id is None:
            return
        self._stop_timing(id)
        if closed := self._urn.close(id):
            self._ground.send(closed)
            self._ground.crowd.show("polls")

    def _stop_timing(self, id: str) -> None:
        if timer := self._closing.pop(id, None):
            timer.cancel()
        self._reports.drop(f"tally {id}")

    def _tally(self, id: str) -> None:
        self._reports.report(f"tally {id}", lambda: self._urn.report(id))
        if self._urn.is_live(id):
            self._views.report("polls", lambda: {"type": "polls"})

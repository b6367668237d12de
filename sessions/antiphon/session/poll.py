"""Polls: one question, one kind of ballot, one vote a voter, until it closes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from antiphon.session.ballot import Ballot, Kind, Option, VoteRefused, read_kind, read_options
from antiphon.session.outcome import outcome, standing
from antiphon.session.saying import Saying

SHORTEST, LONGEST = 5.0, 600.0
"""Bounds of a poll's length, in seconds."""

QUESTION = 200
"""Characters of a question."""

GROUPS = 6
"""Groups of voters a poll may tell apart."""

Vote = tuple[Ballot, str | None]
"""A ballot, and the group of the hall that it came from; None of nowhere."""


class Poll:
    """A poll, and the votes cast in it. Time is passed in, in seconds of any one clock.

    Who votes again changes their mind; they still count once. Equal ballots are counted together, so that a vote costs
    the same however many came before.

    >>> from antiphon.session.ballot import Single
    >>> tempo = Single((Option("slower", "Slower"), Option("faster", "Faster")))
    >>> poll = Poll("p", "Which tempo?", tempo, 0.0, 20.0)
    >>> poll.vote("ada", ("slower", None), now=1.0), poll.vote("ada", ("faster", None), now=2.0)
    (True, True)
    >>> poll.standing()["counts"], poll.total, poll.remaining(15.0)
    ({'slower': 0, 'faster': 1}, 1, 5.0)

    Attributes:
        id: Its id.
        question: What is asked.
        kind: What is a ballot.
        opened: When it opened.
        seconds: How long it is open.
        live: Whether everybody sees how it stands before it closes.
        steers: What its result changes, and how (`antiphon.session.steering`); None: nothing.
        groups: Parts of the hall that are counted each for itself, too.
    """

    def __init__(
        self,
        id: str,
        question: str,
        kind: Kind,
        opened: float,
        seconds: float,
        *,
        live: bool = False,
        steers: Mapping[str, Any] | None = None,
        groups: Iterable[Option] = (),
    ) -> None:
        """Open a poll.

        Raises:
            ValueError: if it is open for no time, or has one group only or too many.
        """
        self.id = id
        self.question = question
        self.kind = kind
        self.opened = opened
        self.seconds = seconds
        self.live = live
        self.steers = steers
        self.groups = tuple(groups)
        if not (math.isfinite(seconds) and seconds > 0):
            raise ValueError(f"A poll cannot be open for {seconds} seconds.")
        ids = {group.id for group in self.groups}
        if self.groups and not 2 <= len(ids) == len(self.groups) <= GROUPS:
            raise ValueError(f"A poll has two to {GROUPS} groups, each with an id of its own, or none.")
        self._closed = opened + seconds
        self._votes: dict[str, Vote] = {}
        self._ballots: dict[str | None, Counter[Ballot]] = {group: Counter() for group in (None, *ids)}

    def read(self, ballot: object, group: object = None) -> Vote:
        """Return what came from a phone as a vote.

        Raises:
            VoteRefused: if it is none; its text says why, for the person.
        """
        if group is not None and all(known.id != group for known in self.groups):
            raise VoteRefused("This poll has no such group.")
        return self.kind.read(ballot), group if isinstance(group, str) else None

    def vote(self, voter: str, vote: Vote, now: float) -> bool:
        """Cast or change a vote that was read; returns whether anything changed.

        Raises:
            VoteRefused: if the poll is closed.
        """
        if not self.is_open(now):
            raise VoteRefused("This poll is closed.")
        before = self._votes.get(voter)
        if before == vote:
            return False
        if before is not None:
            self._count(before, -1)
        self._count(vote, 1)
        self._votes[voter] = vote
        return True

    def vote_of(self, voter: str) -> Vote | None:
        """What `voter` voted."""
        return self._votes.get(voter)

    @property
    def voters(self) -> Collection[str]:
        """Those who have voted."""
        return self._votes.keys()

    def standing(self) -> dict[str, Any]:
        """How it stands (`antiphon.session.outcome`), and with groups each of them: `by_group {id: …}`."""
        stands = standing(self.kind, self._ballots[None])
        if self.groups:
            stands["by_group"] = {
                group.id: standing(self.kind, self._ballots[group.id]) for group in self.groups
            }
        return stands

    def outcome(self) -> dict[str, Any]:
        """How it ended, as `standing` and more."""
        ended = outcome(self.kind, self._ballots[None])
        if self.groups:
            ended["by_group"] = {
                group.id: outcome(self.kind, self._ballots[group.id]) for group in self.groups
            }
        return ended

    def describe(self) -> dict[str, Any]:
        """The poll as messages say it: what `read_poll` reads."""
        return {
            "id": self.id,
            "question": self.question,
            "kind": self.kind.name,
            **self.kind.describe(),
            "seconds": self.seconds,
            "live": self.live,
            "steers": self.steers,
            "groups": [{"id": group.id, "label": group.label} for group in self.groups],
        }

    def close(self, now: float) -> None:
        """Close it now, if it is still open."""
        self._closed = min(self._closed, now)

    def is_open(self, now: float) -> bool:
        """Whether votes count at `now`."""
        return self.opened <= now < self._closed

    def remaining(self, now: float) -> float:
        """Seconds until it closes, 0 once it has."""
        return max(0.0, self._closed - now)

    @property
    def total(self) -> int:
        """How many voted."""
        return len(self._votes)

    def _count(self, vote: Vote, by: int) -> None:
        ballot, group = vote
        for counted in {None, group}:
            ballots = self._ballots[counted]
            ballots[ballot] += by
            if not ballots[ballot]:
                del ballots[ballot]


def read_poll(message: Mapping[str, Any], now: float) -> Poll:
    """The poll that a message describes, opened now.

    Raises:
        ValueError: if it describes none; the message says what is wrong.
    """
    match message:
        case {"id": str(id), "question": str(question), "seconds": int(seconds) | float(seconds)}:
            pass
        case _:
            raise ValueError("A poll needs an id, a question and a number of seconds.")
    if not 0 < len(question.strip()) <= QUESTION:
        raise ValueError(Saying("A question has 1 to {most} characters.", most=QUESTION))
    live, steers = message.get("live", False), message.get("steers")
    if type(live) is not bool or not isinstance(steers, Mapping | None):
        raise ValueError("A poll is live or not, and steers something or nothing.")
    groups = read_options(message.get("groups", []))
    return Poll(
        id,
        question.strip(),
        read_kind(message),
        now,
        float(seconds),
        live=live,
        steers=steers,
        groups=groups,
    )

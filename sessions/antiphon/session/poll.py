"""Polls: one question, a few options, one vote a voter, until it closes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SHORTEST, LONGEST = 5.0, 600.0
"""Bounds of a poll's length, in seconds."""


@dataclass(frozen=True)
class Option:
    """Something to vote for.

    Attributes:
        id: As it is counted.
        label: As it is read.
    """

    id: str
    label: str


class VoteRefused(Exception):
    """A vote that does not count; the message says why in one sentence."""


class Poll:
    """A poll, and the votes cast in it. Time is passed in, in seconds of any one clock.

    Who votes again changes their mind; they still count once.

    >>> poll = Poll("p", "Which tempo?", [Option("slower", "Slower"), Option("faster", "Faster")], 0.0, 20.0)
    >>> poll.vote("ada", "slower", now=1.0), poll.vote("ada", "faster", now=2.0)
    (True, True)
    >>> poll.counts, poll.total, poll.remaining(15.0)
    ({'slower': 0, 'faster': 1}, 1, 5.0)

    Attributes:
        id: Its id.
        question: What is asked.
        options: What can be voted for, in order.
        opened: When it opened.
        seconds: How long it is open.
        counts: Votes by option.
    """

    def __init__(
        self, id: str, question: str, options: Iterable[Option], opened: float, seconds: float
    ) -> None:
        """Open a poll.

        Raises:
            ValueError: if there are fewer than two options, two have one id, or it is open for no time.
        """
        self.id = id
        self.question = question
        self.options = tuple(options)
        self.opened = opened
        self.seconds = seconds
        self.counts = {option.id: 0 for option in self.options}
        if len(self.counts) < 2 or len(self.counts) < len(self.options):
            raise ValueError("A poll needs at least two options, each with an id of its own.")
        if not seconds > 0:
            raise ValueError(f"A poll cannot be open for {seconds} seconds.")
        self._closed = opened + seconds
        self._votes: dict[str, str] = {}

    def vote(self, voter: str, option: str, now: float) -> bool:
        """Cast or change a vote; returns whether anything changed.

        Raises:
            VoteRefused: if the poll is closed, or has no such option.
        """
        if not self.is_open(now):
            raise VoteRefused("This poll is closed.")
        if option not in self.counts:
            raise VoteRefused("This poll has no such option.")
        before = self._votes.get(voter)
        if before == option:
            return False
        if before is not None:
            self.counts[before] -= 1
        self.counts[option] += 1
        self._votes[voter] = option
        return True

    def choice(self, voter: str) -> str | None:
        """What `voter` voted for."""
        return self._votes.get(voter)

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

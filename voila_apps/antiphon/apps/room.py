"""The room: what everybody in the audience sees of the session, and the poll they answer.

The phones' frames are objects of these keys, each with its whole value; a frame holds those that changed:

```
now        {title, composer, people: [{name, role}], playing} | null
transport  {playing, position, bpm, factor, rate, measure, duration} | null      quarter lengths, and those a second
poll       {id, question, kind, …, seconds, live, target, groups, open, remaining} `Poll.describe`; while open and not
                                                                                 live: no counts
           … and what `antiphon.session.outcome` says of its kind                once closed, or as far as it stands
vote       {poll, ballot, group} | null                                          the person's own
steering   {factor, change: slower|same|faster, measure, reason, seconds, sounding} | null
score      {version} | null                                                      what GET /score holds
```
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from antiphon.session.ballot import VoteRefused
from antiphon.session.pipe import Message
from antiphon.session.poll import Poll, read_poll
from antiphon.session.store import Store

SHARED = ("now", "transport", "poll", "steering", "score")
"""The keys of a frame that are the same for everybody."""

_TRANSPORT_SECONDS = 2.0
"""Seconds after which phones are told again what they could guess."""

_TRANSPORT_SLACK = 0.05
"""Quarter lengths that their guess may be wrong by."""


class Room:
    """The state of one session's audience. Time is that of `clock`, in seconds.

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
        self._steering: dict[str, Any] | None = None
        self._sounds_at = 0.0
        self._now: dict[str, Any] | None = None
        self._transport: dict[str, Any] | None = None
        self._transport_at = 0.0
        self.score: str | None = None

    def frame(self, keys: tuple[str, ...] = SHARED) -> dict[str, Any]:
        """Return the values of `keys` at this moment."""
        return {key: getattr(self, f"_see_{key}")() for key in keys}

    def vote_of(self, person: str) -> dict[str, Any] | None:
        """Return what somebody voted in the poll, as the key `vote`."""
        if self._poll is None or (vote := self._poll.vote_of(person)) is None:
            return None
        return {"poll": self._poll.id, "ballot": vote[0], "group": vote[1]}

    def set_now(self, message: Message) -> None:
        """Take title, composer, people and whether it plays."""
        self._now = {key: message.get(key) for key in ("title", "composer", "people", "playing")}

    def set_transport(self, message: Message) -> bool:
        """Take where the music is; returns whether the phones cannot guess it from what they know."""
        new = {key: value for key, value in message.items() if key != "type"}
        old, since, now = self._transport, self._transport_at, self._clock()
        if old is not None and now - since < _TRANSPORT_SECONDS:
            moved = old["rate"] * (now - since) if old["playing"] else 0.0
            if (
                new == {**old, "position": new["position"]}
                and abs(new["position"] - old["position"] - moved) < _TRANSPORT_SLACK
            ):
                return False
        self._transport, self._transport_at = new, now
        return True

    def open_poll(self, message: Message) -> Poll:
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
        self._poll, self._outcome, self._steering = poll, None, None
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

    def drop_poll(self) -> None:
        """Take the poll off the phones: one that is open ends without an outcome, as if nobody had been asked."""
        if self._poll is not None and self._outcome is None:
            self._store.close_poll(self._poll.id, {"dropped": True})
        self._poll = self._outcome = None

    @property
    def is_live(self) -> bool:
        """Whether phones see how the poll stands."""
        return self._poll is not None and self._poll.live

    def report(self) -> Message:
        """Return the `tally` message of the poll."""
        assert self._poll is not None
        return {"type": "tally", "poll": self._poll.id, **self._poll.standing()}

    def close_poll(self) -> Message | None:
        """Close the poll; returns the `poll_closed` message, or None if none was open."""
        if self._poll is None or self._outcome is not None:
            return None
        self._poll.close(self._clock())
        self._outcome = self._poll.outcome()
        self._store.close_poll(self._poll.id, self._outcome)
        return {"type": "poll_closed", "poll": self._poll.id, **self._outcome}

    def set_steered(self, message: Message) -> None:
        """Take what was agreed: how the tempo changes, and in how many seconds."""
        before = (self._transport or {}).get("factor", 1.0)
        factor = float(message["factor"])
        change = "same" if abs(factor - before) < 1e-6 else "faster" if factor > before else "slower"
        self._sounds_at = self._clock() + float(message.get("seconds", 0.0))
        self._steering = {
            "factor": factor,
            "change": change,
            "measure": message.get("measure"),
            "reason": message.get("reason", ""),
            "sounding": False,
        }

    def set_steered_now(self, message: Message) -> None:
        """Take that it sounds."""
        if self._steering is None:
            self.set_steered(message)
        assert self._steering is not None
        self._sounds_at = self._clock()
        self._steering["sounding"] = True

    def _see_now(self) -> dict[str, Any] | None:
        return self._now

    def _see_transport(self) -> dict[str, Any] | None:
        if self._transport is None or not self._transport["playing"]:
            return self._transport
        ahead = self._transport["rate"] * (self._clock() - self._transport_at)
        return {**self._transport, "position": round(self._transport["position"] + ahead, 4)}

    def _see_poll(self) -> dict[str, Any] | None:
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

    def _see_steering(self) -> dict[str, Any] | None:
        if self._steering is None:
            return None
        return {**self._steering, "seconds": round(max(0.0, self._sounds_at - self._clock()), 2)}

    def _see_score(self) -> dict[str, Any] | None:
        return {"version": self.score} if self.score else None

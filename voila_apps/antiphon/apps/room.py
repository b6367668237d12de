"""The room: what everybody in the audience sees of the session, and the poll they answer.

The phones' frames are objects of these keys, each with its whole value; a frame holds those that changed:

```
now        {title, composer, people: [{name, role}], playing} | null
transport  {playing, position, bpm, factor, rate, measure, duration} | null      quarter lengths, and those a second
poll       {id, question, options: [{id, label}], seconds, open, remaining}       while open: no counts
           … and counts: {option: n}, total, winner | null                       once closed
vote       {poll, option} | null                                                 the person's own
steering   {factor, change: slower|same|faster, measure, reason, seconds, sounding} | null
score      {version} | null                                                      what GET /score holds
```
"""

from collections.abc import Callable
from typing import Any

from antiphon.session.pipe import Message
from antiphon.session.poll import Option, Poll, VoteRefused
from antiphon.session.steering import decide
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
        self._closed = False
        self._steering: dict[str, Any] | None = None
        self._sounds_at = 0.0
        self._now: dict[str, Any] | None = None
        self._transport: dict[str, Any] | None = None
        self._transport_at = 0.0
        self.score: str | None = None

    def frame(self, keys: tuple[str, ...] = SHARED) -> dict[str, Any]:
        """Return the values of `keys` at this moment."""
        return {key: getattr(self, f"_see_{key}")() for key in keys}

    def vote_of(self, person: str) -> dict[str, str] | None:
        """Return what somebody voted for in the poll, as the key `vote`."""
        choice = self._poll and self._poll.choice(person)
        return {"poll": self._poll.id, "option": choice} if self._poll and choice else None

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

        Raises:
            ValueError: The message describes none.
        """
        try:
            options = [Option(str(option["id"]), str(option["label"])) for option in message["options"]]
            poll = Poll(
                str(message["id"]),
                str(message["question"]),
                options,
                self._clock(),
                float(message["seconds"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"a poll message lacks something: {error}") from error
        self._poll, self._closed, self._steering = poll, False, None
        self._store.open_poll(self._piece, poll)
        return poll

    def vote(self, person: str, poll: str, option: str) -> bool:
        """Cast or change a vote; it is on disk when this returns. Returns whether anything changed.

        Raises:
            VoteRefused: It does not count; its text says why, for the person.
        """
        current = self._poll
        if current is None or current.id != poll or not current.is_open(self._clock()):
            raise VoteRefused("The poll closed just before your vote arrived.")
        if not current.vote(person, option, self._clock()):
            return False
        self._store.cast(poll, person, option)
        return True

    def tally(self) -> dict[str, int]:
        """Votes by option, in the order of the options: from the store, which has outlived any restart."""
        assert self._poll is not None
        stored = self._store.tally(self._poll.id)
        return {option.id: stored.get(option.id, 0) for option in self._poll.options}

    def report(self) -> Message:
        """Return the `tally` message of the poll."""
        assert self._poll is not None
        counts = self.tally()
        return {"type": "tally", "poll": self._poll.id, "counts": counts, "total": sum(counts.values())}

    def close_poll(self) -> Message | None:
        """Close the poll; returns the `poll_closed` message, or None if none was open."""
        if self._poll is None or self._closed:
            return None
        self._poll.close(self._clock())
        self._closed = True
        counts = self.tally()
        winner = decide(counts)
        self._store.close_poll(self._poll.id, winner)
        return {
            "type": "poll_closed",
            "poll": self._poll.id,
            "counts": counts,
            "total": sum(counts.values()),
            "winner": winner,
        }

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
        seen: dict[str, Any] = {
            "id": poll.id,
            "question": poll.question,
            "options": [{"id": option.id, "label": option.label} for option in poll.options],
            "seconds": poll.seconds,
            "open": not self._closed,
            "remaining": round(poll.remaining(self._clock()), 2),
        }
        if self._closed:
            counts = self.tally()
            seen |= {"counts": counts, "total": sum(counts.values()), "winner": decide(counts)}
        return seen

    def _see_steering(self) -> dict[str, Any] | None:
        if self._steering is None:
            return None
        return {**self._steering, "seconds": round(max(0.0, self._sounds_at - self._clock()), 2)}

    def _see_score(self) -> dict[str, Any] | None:
        return {"version": self.score} if self.score else None

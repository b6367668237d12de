"""Listening: who hears the stream of a session, pages and phones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from antiphon.lab.engine import Engine
from antiphon.lab.seat import Seat
from antiphon.session.pipe import Message

LISTENERS_EACH = 4
"""Streams one page may ask for at a time."""

LONGEST_SDP = 65_536

_HUB = "hub"


class Listening:
    """Passes on what browsers and the stream say to each other.

    Args:
        seats: The pages, as they are at each moment.
        engine: Whose sound it is.
        tell_hub: Tells the hub, which passes it on to a phone.
    """

    def __init__(
        self, seats: Sequence[Seat], engine: Engine, tell_hub: Callable[[Mapping[str, Any]], None]
    ) -> None:
        self._seats, self._engine, self._tell_hub = seats, engine, tell_hub

    def begin(self, seat: Seat, id: str, sdp: str) -> None:
        """Have a page listen, or tell it why not."""
        reason = ""
        if len(sdp) > LONGEST_SDP or len(id) > 100:
            reason = "The browser's offer is too long."
        elif len(seat.ears | {id}) > LISTENERS_EACH:
            reason = "This page listens often enough already; please load it again."
        if reason:
            seat.send({"type": "refused", "id": id[:100], "message": reason})
            return
        seat.ears.add(id)
        self._engine.listen(f"{seat.number}/{id}", sdp)

    def end(self, seat: Seat, id: str) -> None:
        """Have a page listen no more."""
        if id in seat.ears:
            seat.ears.discard(id)
            self._engine.hang_up(f"{seat.number}/{id}")

    def leave(self, seat: Seat) -> None:
        """Let a page go that is closed."""
        for id in seat.ears:
            self._engine.hang_up(f"{seat.number}/{id}")

    def hear_hub(self, message: Message) -> None:
        """Take that a phone wants to listen, or no more."""
        match message:
            case {"type": "offer", "id": str(id), "sdp": str(sdp)}:
                self._engine.listen(f"{_HUB}/{id}", sdp)
            case {"type": "hangup", "id": str(id)}:
                self._engine.hang_up(f"{_HUB}/{id}")

    def answer(self, id: str, message: Message) -> None:
        """Pass on what the stream answers whoever listens under an id."""
        whose, _, own = id.partition("/")
        if whose == _HUB:
            self._tell_hub({**message, "id": own})
            return
        for seat in self._seats:
            if str(seat.number) == whose:
                if message["type"] == "refused":
                    seat.ears.discard(own)
                seat.send({**message, "id": own})

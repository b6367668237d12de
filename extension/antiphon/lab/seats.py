"""The seats of a session: who is there, and what several of them are told."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from typing import Any

from antiphon.lab.register import SENT_AWAY
from antiphon.lab.seat import Seat
from antiphon.session.people import Person


class Seats(list[Seat]):
    """The pages that are there, in the order in which they came. One may go while it is told something."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers = itertools.count(1)

    def take(
        self, person: Person, send: Callable[[Mapping[str, Any]], None], dismiss: Callable[[], None]
    ) -> Seat:
        """Give a page a seat; see there."""
        seat = Seat(next(self._numbers), person, send, dismiss)
        self.append(seat)
        return seat

    def tell(self, message: Mapping[str, Any], whom: Callable[[Seat], bool] = lambda seat: True) -> None:
        """Tell everybody something, or those for whom `whom` is true."""
        for seat in list(self):
            if whom(seat):
                seat.send(message)

    def notice(self, text: str) -> None:
        """Tell everybody a sentence."""
        self.tell({"type": "notice", "message": text})

    def error(self, text: str) -> None:
        """Tell everybody that something went wrong."""
        self.tell({"type": "error", "message": text})

    def dismiss(self, id: str) -> None:
        """Close the pages of somebody who was sent away."""
        for seat in [seat for seat in self if seat.person.id == id]:
            seat.send({"type": "error", "message": SENT_AWAY})
            seat.dismiss()

"""Claims: whose the Y clients of a document are. What a client wrote is by whom it belongs to."""

from __future__ import annotations

from typing import Protocol

from antiphon.lab.history import History
from antiphon.session.people import Person, is_person_id


def holder(person: Person) -> str:
    """In whose name a person's clients are: those who hold the server's own token have another id at each request."""
    return person.id if is_person_id(person.id) else "teacher"


class Claims(Protocol):
    """Whose Y clients are."""

    def person(self, client: int) -> str | None:
        """Whose a client is; empty for the server's own, None where it is nobody's yet."""

    def claim(self, client: int, person: str) -> None:
        """Make a client somebody's."""


class PassingClaims:
    """Whose clients are, as long as the server runs."""

    def __init__(self) -> None:
        """Begin with nobody's."""
        self._people: dict[int, str] = {}

    def person(self, client: int) -> str | None:
        """Whose a client is; None where it is nobody's yet."""
        return self._people.get(client)

    def claim(self, client: int, person: str) -> None:
        """Make a client somebody's."""
        self._people[client] = person


class RoomClaims:
    """Whose the Y clients of a room are, in its history."""

    def __init__(self, history: History, room: str) -> None:
        """Read and write the claims of one room.

        Args:
            history: The history.
            room: The room's key in it.
        """
        self._history = history
        self._room = room
        self._known: dict[int, str] = {}

    def person(self, client: int) -> str | None:
        """Whose a client is; empty for the server's own, None where it is nobody's yet."""
        person = self._known.get(client)
        if person is None:
            person = self._history.client_person(self._room, client)
            if person is not None:
                self._known[client] = person
        return person

    def claim(self, client: int, person: str) -> None:
        """Make a client somebody's."""
        self._history.claim(self._room, client, person)
        self._known[client] = person

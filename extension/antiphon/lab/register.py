"""The register of a piece: who belongs to it, what they may do, which parts are theirs, and who wrote what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from antiphon.lab.history import Hand
from antiphon.lab.house import House
from antiphon.lab.rooms import AntiphonRoom
from antiphon.lab.seat import Refused, Seat
from antiphon.session.people import Person
from antiphon.session.role import INVITED, Role
from antiphon.session.saying import Saying

MOST_IDS = 2000
"""Entries whose authors may be asked for at once, where it is not all."""

SENT_AWAY = Saying("You were sent away from this session.")
NOT_UNDERSTOOD = Saying("The server did not understand the page; please load it again.")

_ACTIONS = {
    "play": Saying("start the music"),
    "stop": Saying("stop the music"),
    "seek": Saying("move in the music"),
    "panic": Saying("silence the music"),
    "listen": Saying("listen"),
    "poll": Saying("ask the audience"),
    "envelope": Saying("say what the audience may steer"),
    "record": Saying("record the music"),
    "people": Saying("give out parts and roles"),
}


_ROLES = {Role.PLAYER: Saying("player"), Role.GUEST: Saying("guest")}


class Register:
    """What a session asks and changes of its people."""

    def __init__(self, house: House, path: str) -> None:
        """The register of a piece.

        Args:
            house: The server.
            path: The piece, from the lab's root.
        """
        self._house = house
        self._path = path

    def require(self, person: Person, action: str) -> None:
        """Let somebody do something.

        Raises:
            Refused: if their role does not allow it.
        """
        role = self._house.role_now(person)
        if role is None:
            raise Refused(SENT_AWAY)
        if action not in role.may:
            raise Refused(
                Saying(
                    "A {role} may not {deed}; ask the teacher.",
                    role=_ROLES.get(role, str(role)),
                    deed=_ACTIONS[action],
                )
            )

    def here(self, seats: Iterable[Seat]) -> list[dict[str, Any]]:
        """Those with a page open: `{id, name, role}`."""
        there = {seat.person.id: seat.person for seat in seats}
        roles = {id: self._house.role_now(person) for id, person in there.items()}
        return [_entry(there[id], role) for id, role in roles.items() if role is not None]

    def people(self, seats: Iterable[Seat]) -> list[dict[str, Any]]:
        """All who ever joined and were not sent away: `{id, name, role, here}`."""
        here = {person["id"]: {**person, "here": True} for person in self.here(seats)}
        joined = {
            person.id: {**_entry(person, person.role), "here": False}
            for person in self._house.store.people(self._path)
            if person.role is not Role.ENGINE
        }
        return list((joined | here).values())

    async def obey(self, person: Person, message: Mapping[str, Any]) -> dict[str, Any] | None:
        """Do what a page asks of people.

        Returns:
            What the page is to be told; None where the state says it.

        Raises:
            Refused: if it cannot be done; the message says why.
        """
        match message:
            case {"type": "who", "root": str(root), "id": str(id)}:
                return authors(await self._house.open_room(self._path), root, id)
            case {"type": "authors", "root": str(root)}:
                return writers(await self._house.open_room(self._path), root, message.get("ids"))
            case {"type": "assign", "part": str(part)}:
                self.require(person, "people")
                self._assign(await self._house.open_room(self._path), part, message.get("people"))
            case {"type": "role", "person": str(id)}:
                self.require(person, "people")
                self._set_role(person, id, message.get("role"))
            case {"type": "dismiss", "person": str(id)}:
                self.require(person, "people")
                self._house.store.remove_person(self._somebody_else(person, id).id)
                self._house.close_person(id)
            case _:
                raise Refused(NOT_UNDERSTOOD)
        return None

    def _assign(self, room: AntiphonRoom, part: str, people: object) -> None:
        if not isinstance(people, list) or not all(isinstance(id, str) for id in people):
            raise Refused("A part is given to a list of people.")
        if not room.has("parts", part):
            raise Refused("There is no such part any more.")
        known = {person.id for person in self._house.store.people(self._path)}
        if not known.issuperset(people):
            raise Refused("A part can only be given to people who joined this piece.")
        room.assign(part, sorted(set(people)))

    def _set_role(self, by: Person, id: str, role: object) -> None:
        if role not in INVITED:
            raise Refused(f"A role is one of {', '.join(INVITED)}.")
        self._house.store.set_role(self._somebody_else(by, id).id, Role(str(role)))

    def _somebody_else(self, by: Person, id: str) -> Person:
        if id == by.id:
            raise Refused("This is you; ask another teacher to do it.")
        person = self._house.store.person(id)
        if person is None or person.piece != self._path:
            raise Refused("They do not belong to this piece any more.")
        return person


def authors(room: AntiphonRoom, root: str, id: str) -> dict[str, Any]:
    """The answer to `who`."""
    made, changed = room.who(root, id)
    return {"type": "who", "root": root, "id": id, "made": _hand(made), "changed": _hand(changed)}


def writers(room: AntiphonRoom, root: str, ids: object) -> dict[str, Any]:
    """The answer to `authors`: who wrote the entries of a root, or those of `ids`.

    Raises:
        Refused: if `ids` is no list of at most `MOST_IDS` texts.
    """
    if ids is not None and not (
        isinstance(ids, list) and len(ids) <= MOST_IDS and all(isinstance(id, str) for id in ids)
    ):
        raise Refused(
            Saying("Authors are asked for a list of at most {most} ids, or for all.", most=MOST_IDS)
        )
    hands = room.writers(root, ids)
    people = [{"person": hand.person, "name": hand.name, "ids": of} for hand, of in hands.items()]
    return {"type": "authors", "root": root, "all": ids is None, "people": people}


def _hand(hand: Hand | None) -> Mapping[str, Any] | None:
    return {"person": hand.person, "name": hand.name, "at": hand.at} if hand is not None else None


def _entry(person: Person, role: Role) -> dict[str, Any]:
    return {"id": person.id, "name": person.name, "role": role}

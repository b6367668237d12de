"""Melodies that the audience suggests: each becomes a proposal of the piece, which the artist answers as any other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, Protocol

from antiphon.document.changes import Change
from antiphon.document.projection import project
from antiphon.document.proposal import encode_operations
from antiphon.document.types import Document
from antiphon.lab.canvas import NAME
from antiphon.lab.guard import Guard
from antiphon.lab.melodies import Aim, key, melody, place, read_aim
from antiphon.lab.seat import Refused
from antiphon.lab.timers import Timers
from antiphon.session.melody import MelodyRefused, Notes, read_melody
from antiphon.session.people import Person
from antiphon.session.pipe import Message
from antiphon.session.role import Role
from antiphon.session.saying import Saying, sentence_of

MOST_OPEN: Final = 12
"""Melodies that wait for an answer in the piece; further ones come as these are answered, so that it stays small."""

MOST_WAITING: Final = 200
"""Melodies that wait for their turn; the oldest go."""

PAUSE: Final = 1.0
"""Seconds between two looks whether there is room for another."""


class Room(Protocol):
    """What a melody needs of the piece's room."""

    path: str

    @property
    def guard(self) -> Guard:
        """What says why something may not be written."""

    def to_document(self) -> Document:
        """The document."""

    def edit(self, hands: Sequence[tuple[Person, Sequence[Change]]]) -> None:
        """Write what several people change, in one transaction."""


class Suggestions:
    """The melodies of one piece's audience."""

    def __init__(
        self,
        room: Callable[[], Room | None],
        timers: Timers,
        *,
        tell: Callable[[Mapping[str, Any]], None],
        say: Callable[[str], None],
    ) -> None:
        """None yet.

        Args:
            room: The room of the piece; None while there is none.
            timers: The session's.
            tell: Tells the hub something.
            say: Says a sentence in the lab.
        """
        self._room = room
        self._timers = timers
        self._tell = tell
        self._say = say
        self._aim = Aim()
        self._taken = False
        self._waiting: deque[tuple[str, str, Notes]] = deque(maxlen=MOST_WAITING)

    def allow(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Take from an `allow` where melodies go, and tell phones the key there; returns it as it is passed on.

        Raises:
            Refused: It is not understood, or there is no such place.
        """
        if "suggestions" not in message:
            return dict(message)
        aim, plain = read_aim(message)
        self._tell_key(aim if plain["suggestions"] else None)
        self._aim, self._taken = aim, bool(plain["suggestions"])
        return plain

    def attach(self) -> None:
        """Take that the room is there."""
        # What is not there any more is said when somebody suggests something.
        with suppress(Refused):
            self._tell_key(self._aim if self._taken else None)

    def _tell_key(self, aim: Aim | None) -> None:
        room = self._room()
        if aim is None or room is None:
            return
        document = room.to_document()
        piece = project(document)
        self._tell({"type": "melody", **key(piece, *place(piece, document, aim))})

    def hear(self, message: Message) -> bool:
        """Take a `suggestion` of the hub; returns whether it was one."""
        match message:
            case {"type": "suggestion", "id": str(id), "person": str(person), "notes": notes}:
                try:
                    self._waiting.append((id, person, read_melody(notes)))
                except MelodyRefused:
                    return True
                self._go_on()
                return True
        return False

    def _go_on(self) -> None:
        """Propose what waits, as far as there is room."""
        room = self._room()
        while room is not None and self._waiting:
            document = room.to_document()
            if _open(document) >= MOST_OPEN:
                break
            id, person, notes = self._waiting.popleft()
            try:
                self._propose(room, document, f"melody-{id}", person, notes)
            except Refused as refusal:
                why = sentence_of(refusal)
                self._say(Saying("A melody of the audience cannot be proposed: {reason}", reason=why))
        if self._waiting:
            self._timers.soon("suggestions", PAUSE, self._go_on)

    def _propose(self, room: Room, document: Document, id: str, person: str, notes: Notes) -> None:
        if id in document["proposals"]:
            return
        operations, number = melody(document, notes, self._aim, id)
        entry = {
            "title": f"A melody of the audience, measure {number}",
            "source": "audience",
            "patch": encode_operations(operations),
        }
        whose = Person(f"audience-{person}", NAME, Role.PLAYER, room.path)
        changes = [Change("proposals", id, None, entry)]
        if sentence := room.guard.why_not(changes, whose, Role.PLAYER):
            raise Refused(sentence)
        room.edit([(whose, changes)])


def _open(document: Document) -> int:
    """How many melodies wait for an answer."""
    return sum(
        entry.get("status", "open") == "open" and id.startswith("melody-")
        for id, entry in document["proposals"].items()
    )

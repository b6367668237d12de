"""The guard of a room: it looks at every update before the room does, and says why it is refused.

An update is read without being applied, then applied to a shadow of the document. What the shadow's observers
see is judged entry by entry: the schema, then the rights. The room's document meanwhile is what was before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol
from weakref import WeakMethod

from pycrdt import Doc, Map, TransactionEvent

from antiphon.document.changes import Change
from antiphon.document.schema import KINDS, ROOTS, Refused, is_id
from antiphon.document.update import ANY, DELETED, GC, MAP, TYPE, Malformed, Update, read_state, read_update
from antiphon.lab.chronicle import Place
from antiphon.lab.claims import Claims, holder
from antiphon.lab.shadow import STATE, Entries, Shadow
from antiphon.session.people import Person
from antiphon.session.rights import Rights, refusal
from antiphon.session.role import Role

_CONTENTS = {GC, DELETED, ANY, TYPE}
_FIELDS = 256
_FIELD_LENGTH = 64


@dataclass(frozen=True)
class Limits:
    """How much one update may hold.

    Attributes:
        size: In bytes.
        structs: In structs, and in deleted ranges.
        entries: In entries changed.
    """

    size: int
    structs: int
    entries: int


LIMITS: Final = Limits(4 * 1024 * 1024, 200_000, 5_000)
LIMITS_OF_TEACHER: Final = Limits(32 * 1024 * 1024, 4_000_000, 1_000_000)


class Room(Protocol):
    """What the guard needs of a room."""

    ydoc: Doc[Any]
    room_id: str
    makers: dict[str, str]
    assignments: Mapping[str, tuple[str, ...]]

    def write(self, update: bytes, person: Person, touched: Iterable[Place]) -> None:
        """Take an update: keep it, apply it, pass it on."""


class Refusal(Exception):
    """An update that is not taken; the message says why in one sentence."""


class Missing(Refusal):
    """An update that needs something that has not come: of a page that has not said yet what it has, it may come."""


class Foreign(Refusal):
    """An update with something new that a client of somebody else's made."""


class Guard:
    """The guard of one room, shared by all who are connected to it.

    Attributes:
        claims: Whose Y clients are.
    """

    def __init__(self, room: Room, claims: Claims) -> None:
        """Guard a room that is loaded.

        Args:
            room: The room.
            claims: Whose Y clients are.
        """
        self._room = room
        self.claims = claims
        self._entries = Entries({root: room.ydoc.get(root, type=Map) for root in ROOTS})
        self._shadow: Shadow | None = None
        self._clocks: dict[int, int] = {}
        self._missed: deque[bytes] = deque()
        self._writing = False
        follow = WeakMethod(self._follow)
        self._subscription = room.ydoc.observe(lambda event: (method := follow()) and method(event))

    def _follow(self, event: TransactionEvent) -> None:
        if not self._writing:
            self._entries.forget()
            if self._shadow is not None:
                self._missed.append(event.update)

    def write(self, update: bytes, person: Person) -> None:
        """Let the room take somebody's update, if nothing is against it.

        Args:
            update: The update.
            person: Whose it is, with the role they have now.

        Raises:
            Refusal: if it is not taken; nothing was changed.
        """
        touched = self.check(update, person)
        self._writing = True
        try:
            self._room.write(update, person, touched)
        except BaseException:
            self._shadow = None
            raise
        finally:
            self._writing = False
            if any(root == "locks" for root, _ in touched):
                self._entries.forget()

    def why_not(self, changes: Sequence[Change], person: Person, role: Role, *, granted: bool = False) -> str:
        """Why somebody may not make these changes at once; empty where they may.

        Args:
            changes: The changes.
            person: Who would make them.
            role: The role they have now.
            granted: Whether the teacher let them into parts that are assigned to others; locks count all the same.
        """
        limits = LIMITS_OF_TEACHER if role == Role.TEACHER else LIMITS
        if len(changes) > limits.entries:
            return f"That is too much at once: an edit changes at most {limits.entries} entries."
        assignments = {} if granted else self._room.assignments
        return refusal(Rights(role, person.id, assignments, self._room.makers), self._entries, changes)

    def check(self, update: bytes, person: Person) -> tuple[Place, ...]:
        """The entries that an update touches, which the room has to take then.

        Args:
            update: The update.
            person: Whose it is, with the role they have now.

        Raises:
            Refusal: if it is not to be taken.
        """
        limits = LIMITS_OF_TEACHER if person.role == Role.TEACHER else LIMITS
        if len(update) > limits.size:
            raise Refusal(f"That is too much at once: an edit has at most {limits.size >> 20} MB.")
        try:
            content = read_update(update, limits.structs)
        except Malformed as error:
            raise Refusal(f"The edit cannot be read: {error}.") from None
        shadow = self._shadow_now()
        new = self._new_clients(content, person)
        self._refuse_unknown(content)
        try:
            touched = self._try(shadow, update, content, person, limits)
            if len(new) > 1:
                self._refuse_waiting(shadow, content)
        except BaseException:
            self._shadow = None
            raise
        for client in new:
            self._clocks[client] = content.structs[client][1]
            if self.claims.person(client) is None:
                self.claims.claim(client, holder(person))
        return touched

    def _shadow_now(self) -> Shadow:
        """The shadow, with all that the room holds."""
        if self._shadow is None:
            self._shadow = Shadow(self._room.ydoc.get_update())
            self._missed.clear()
            self._clocks = read_state(self._shadow.doc.get_state())
        while self._missed:
            update = self._missed.popleft()
            self._shadow.doc.apply_update(update)
            for client, (_, end) in read_update(update).structs.items():
                self._clocks[client] = max(self._clocks.get(client, 0), end)
        self._shadow.touched.forget()
        return self._shadow

    def _new_clients(self, content: Update, person: Person) -> list[int]:
        """The clients that the update has new structs of."""
        new = []
        for client, (start, end) in content.structs.items():
            known = self._clocks.get(client, 0)
            if end <= known:
                continue
            if start > known or content.gaps:
                raise Missing("Something sent before this edit is missing: load the piece again.")
            if self.claims.person(client) not in (None, holder(person)):
                raise Foreign("The edit is made in somebody else's name.")
            new.append(client)
        return new

    def _refuse_unknown(self, content: Update) -> None:
        """Refuse what is no change of flat entries of known roots, or of what is not there."""
        unknown = content.roots.difference(ROOTS) - {STATE}
        if unknown:
            raise Refusal(f"A piece holds no {_short(min(unknown))}.")
        flat = content.contents <= _CONTENTS and content.types <= {MAP} and content.keyed and content.scalar
        if not flat:
            raise Refusal("The edit holds what no piece does.")
        for client, clock in content.needs.items():
            self._refuse_beyond(content, client, clock)
        for client, clock, length in content.deletes:
            self._refuse_beyond(content, client, clock + length)

    def _refuse_beyond(self, content: Update, client: int, clock: int) -> None:
        if clock > max(self._clocks.get(client, 0), content.structs.get(client, (0, 0))[1]):
            raise Missing("The edit changes what is not there: load the piece again.")

    def _try(
        self, shadow: Shadow, update: bytes, content: Update, person: Person, limits: Limits
    ) -> tuple[Place, ...]:
        try:
            shadow.doc.apply_update(update)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # yrs panics at some updates, which is no Exception
            raise Refusal("The edit cannot be read.") from None
        if shadow.touched.nested:
            raise Refusal("The edit holds what no piece does.")
        touched = shadow.touched.places
        if len(touched) > limits.entries:
            raise Refusal(f"That is too much at once: an edit changes at most {limits.entries} entries.")
        after = shadow.entries()
        changes = []
        for root, id in touched:
            if root == STATE:
                self._refuse_state(shadow.roots[STATE], id)
                continue
            change = Change(root, id, self._entries.entry(root, id), after.entry(root, id))
            _refuse_invalid(change)
            changes.append(change)
        rights = Rights(person.role, person.id, self._room.assignments, self._room.makers)
        if sentence := refusal(rights, self._entries, changes):
            raise Refusal(sentence)
        return tuple((change.root, change.id) for change in changes)

    def _refuse_state(self, state: Map[Any], key: str) -> None:
        if key != "document_id" or state.get(key) != self._room.room_id:
            raise Refusal("The state of the document is the server's.")

    def _refuse_waiting(self, shadow: Shadow, content: Update) -> None:
        """Refuse what waits for something: structs of two clients that each need the other first."""
        clocks = read_state(shadow.doc.get_state())
        if any(clocks.get(client, 0) < end for client, (_, end) in content.structs.items()):
            raise Missing("The edit changes what is not there: load the piece again.")


def _refuse_invalid(change: Change) -> None:
    """Refuse an entry that the schema does not allow; what was wrong before may stay."""
    root, id, before, after = change
    if after is None:
        return
    if before is None and root != "meta" and not is_id(id):
        raise Refusal(f"{_short(id)} is no id.")
    kind, old = KINDS[root], before or {}
    if len(after) > _FIELDS or not after.keys() >= {
        name for name in kind.required if not before or name in before
    }:
        raise Refusal(f"The entry {id} of {root} lacks a field, or has too many.")
    for name, value in after.items():
        if name in old and old[name] == value and type(old[name]) is type(value):
            continue
        check = kind.check(name) if len(name) <= _FIELD_LENGTH else None
        if check is None:
            raise Refusal(f"The entry {id} of {root} cannot have a field {_short(name)}.")
        try:
            check(value)
        except Refused as error:
            raise Refusal(f"The {name} of {id} in {root} is {error}.") from None


def _short(text: str) -> str:
    return text if len(text) <= _FIELD_LENGTH else text[: _FIELD_LENGTH - 1] + "…"

"""The guard of a room: it looks at every update before the room does, and says why it is refused.

An update is read without being applied, then applied to a shadow of the document. What the shadow's observers
see is judged entry by entry: the schema, then the rights. The room's document meanwhile is what was before.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Protocol

from pycrdt import Decoder, Doc, Map, TransactionEvent

from antiphon.document.schema import KINDS, ROOTS, Refused, is_id
from antiphon.document.update import ANY, DELETED, GC, MAP, TYPE, Malformed, Update, read_update
from antiphon.session.people import Person, is_person_id
from antiphon.session.rights import Change, Rights, refusal
from antiphon.session.role import Role

Place = tuple[str, str]
"""A root and the id of an entry in it."""

STATE: Final = "state"
"""The root in which the stock front end writes the room's name as it opens a document, and nothing else."""

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


def holder(person: Person) -> str:
    """In whose name a person's clients are: those who hold the server's own token have another id at each request."""
    return person.id if is_person_id(person.id) else "teacher"


class Claims(Protocol):
    """Whose Y clients are."""

    def person(self, client: int) -> str | None:
        """Whose a client is; empty for the server's own, None where it is nobody's yet."""

    def claim(self, client: int, person: str) -> None:
        """Make a client somebody's."""


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


@dataclass
class _Shadow:
    """A copy of the document that updates are tried on, with the entries that the last one touched."""

    doc: Doc[Any] = field(default_factory=Doc)
    touched: dict[Place, None] = field(default_factory=dict)
    nested: bool = False

    def __post_init__(self) -> None:
        self.roots: dict[str, Map[Any]] = {}
        self._subscriptions = []
        for root in (*ROOTS, STATE):
            self.roots[root] = self.doc.get(root, type=Map)
            # pycrdt's own `observe_deep` makes Python objects of all that is in an event, for 20 µs.
            integrated = self.roots[root].integrated
            self._subscriptions.append(integrated.observe_deep(partial(self._note, root)))

    def _note(self, root: str, events: Any) -> None:
        for event in events:
            path = event.path
            flat = root in ("meta", STATE)
            if len(path) > (0 if flat else 1):
                self.nested = True
            elif root == "meta":
                self.touched[root, root] = None
            else:
                self.touched.update(((root, id), None) for id in (path or event.keys))


class _Entries:
    """The entries of a document, as the rights read them; locks, which they always ask for, are kept."""

    def __init__(self, roots: Mapping[str, Map[Any]]) -> None:
        self._roots = roots
        self._locks: dict[str, dict[str, Any] | None] | None = None

    def forget(self) -> None:
        """Read the locks again."""
        self._locks = None

    def entry(self, root: str, id: str) -> dict[str, Any] | None:
        """An entry; empty where it is there, but none of ours."""
        if root == "locks":
            if self._locks is None:
                self._locks = {lock: self._read(root, lock) for lock in self._roots[root]}
            return self._locks.get(id)
        return self._read(root, id)

    def _read(self, root: str, id: str) -> dict[str, Any] | None:
        map = self._roots[root]
        if root == "meta":
            return _json(map)
        try:
            entry = map[id]
        except KeyError:
            return None
        return _json(entry) if isinstance(entry, Map) else {}

    def ids(self, root: str) -> Iterable[str]:
        """The ids of a root's entries."""
        ids: Iterable[str] = self._roots[root].keys()
        return ids


def _json(map: Map[Any]) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(str(map))
    return fields


class Guard:
    """The guard of one room, shared by all who are connected to it."""

    def __init__(self, room: Room, claims: Claims) -> None:
        """Guard a room that is loaded.

        Args:
            room: The room.
            claims: Whose Y clients are.
        """
        self._room = room
        self._claims = claims
        self._entries = _Entries({root: room.ydoc.get(root, type=Map) for root in ROOTS})
        self._shadow: _Shadow | None = None
        self._clocks: dict[int, int] = {}
        self._missed: deque[bytes] = deque()
        self._writing = False
        self._subscription = room.ydoc.observe(self._follow)

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
            if self._claims.person(client) is None:
                self._claims.claim(client, holder(person))
        return touched

    def _shadow_now(self) -> _Shadow:
        """The shadow, with all that the room holds."""
        if self._shadow is None:
            self._shadow = _Shadow()
            self._shadow.doc.apply_update(self._room.ydoc.get_update())
            self._missed.clear()
            self._clocks = _clocks(self._shadow.doc)
        while self._missed:
            update = self._missed.popleft()
            self._shadow.doc.apply_update(update)
            for client, (_, end) in read_update(update).structs.items():
                self._clocks[client] = max(self._clocks.get(client, 0), end)
        self._shadow.touched.clear()
        return self._shadow

    def _new_clients(self, content: Update, person: Person) -> list[int]:
        """The clients that the update has new structs of."""
        new = []
        for client, (start, end) in content.structs.items():
            known = self._clocks.get(client, 0)
            if end <= known:
                continue
            if start > known or content.gaps:
                raise Refusal("Something sent before this edit is missing: load the piece again.")
            if self._claims.person(client) not in (None, holder(person)):
                raise Refusal("The edit is made in somebody else's name.")
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
            raise Refusal("The edit changes what is not there: load the piece again.")

    def _try(
        self, shadow: _Shadow, update: bytes, content: Update, person: Person, limits: Limits
    ) -> tuple[Place, ...]:
        try:
            shadow.doc.apply_update(update)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # yrs panics at some updates, which is no Exception
            raise Refusal("The edit cannot be read.") from None
        if shadow.nested:
            raise Refusal("The edit holds what no piece does.")
        touched = shadow.touched
        if len(touched) > limits.entries:
            raise Refusal(f"That is too much at once: an edit changes at most {limits.entries} entries.")
        after = _Entries(shadow.roots)
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

    def _refuse_waiting(self, shadow: _Shadow, content: Update) -> None:
        """Refuse what waits for something: structs of two clients that each need the other first."""
        clocks = _clocks(shadow.doc)
        if any(clocks.get(client, 0) < end for client, (_, end) in content.structs.items()):
            raise Refusal("The edit changes what is not there: load the piece again.")


def _clocks(doc: Doc[Any]) -> dict[int, int]:
    decoder = Decoder(doc.get_state())
    return {decoder.read_var_uint(): decoder.read_var_uint() for _ in range(decoder.read_var_uint())}


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

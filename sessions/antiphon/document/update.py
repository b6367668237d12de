"""Updates of Y documents, read without being applied.

The format is version 1 of the Yjs update format (`encodeStateAsUpdate` of yjs, `Update::encode_v1` of yrs): the
new structs by client, then the ranges that are deleted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from antiphon.document.encoding import Decoder, Malformed, whole

__all__ = ["Malformed", "Update", "read_state", "read_update"]

GC, DELETED, JSON, BINARY, STRING, EMBED, FORMAT, TYPE, ANY, DOCUMENT, SKIP, MOVE = range(12)
"""Kinds of content."""

MAP: Final = 1
"""The kind of type that is a Y Map."""

STRUCTS: Final = 1_000_000
"""Most structs and deleted ranges that are read, unless told otherwise."""

_CLOCKS = 1 << 32
_DEEPEST = 64
_NAMED_TYPES = (3, 5)
_TYPES = (0, 1, 2, 3, 4, 5, 6)
_NULL, _UNDEFINED, _NUMBERS = 126, 127, {122: 8, 123: 8, 124: 4}
_INTEGER, _FALSE, _TRUE, _STRING, _OBJECT, _ARRAY, _BYTES = 125, 121, 120, 119, 118, 117, 116


@dataclass(slots=True)
class Update:
    """What an update holds.

    Attributes:
        structs: For each client, the clocks of its structs: the first, and the one behind the last.
        gaps: Whether clocks are left out in between.
        needs: For each client, the clock below which its structs have to be there already, or in this update.
        roots: The names of the roots that structs are put into.
        keyed: Whether every item is under a key, as those of Y Maps are.
        contents: The kinds of content.
        types: The kinds of shared types that are made.
        scalar: Whether all values are texts, numbers and truth values.
        deletes: The ranges that are deleted: client, first clock, number of clocks.
        count: The number of structs.
    """

    structs: dict[int, tuple[int, int]] = field(default_factory=dict)
    gaps: bool = False
    needs: dict[int, int] = field(default_factory=dict)
    roots: set[str] = field(default_factory=set)
    keyed: bool = True
    contents: set[int] = field(default_factory=set)
    types: set[int] = field(default_factory=set)
    scalar: bool = True
    deletes: list[tuple[int, int, int]] = field(default_factory=list)
    count: int = 0


def read_update(content: bytes, structs: int = STRUCTS) -> Update:
    """Read an update, to its last byte.

    Args:
        content: The update.
        structs: How many structs, and how many deleted ranges, it may hold.

    Raises:
        Malformed: if it is no update, or a larger one.
    """
    reader = _Reader(content, structs)
    with whole(reader):
        reader.read()
    return reader.update


def read_state(content: bytes) -> dict[int, int]:
    """Read a state vector, to its last byte: for each client, the clock behind its last struct.

    Raises:
        Malformed: if it is none.
    """
    decoder = Decoder(content)
    with whole(decoder):
        state = {decoder.client(): decoder.integer() for _ in range(decoder.integer())}
    return state


class _Reader(Decoder):
    """Reads the bytes of one update."""

    def __init__(self, content: bytes, structs: int) -> None:
        super().__init__(content)
        self._limit = structs
        self.update = Update()

    def read(self) -> None:
        integer = self.integer
        for _ in range(integer()):
            self._structs()
        for _ in range(integer()):
            self._deletes()

    def _structs(self) -> None:
        update, integer = self.update, self.integer
        count, client, start = integer(), self.client(), integer()
        update.count += count
        if not count or client in update.structs or update.count > self._limit:
            raise Malformed("it has too many structs, or a client twice")
        clock = start
        for _ in range(count):
            clock += self._struct(client, clock)
        if clock >= _CLOCKS:
            raise Malformed("its clocks are too large")
        update.structs[client] = (start, clock)

    def _deletes(self) -> None:
        client, count = self.client(), self.integer()
        deletes = self.update.deletes
        if len(deletes) + count > self._limit:
            raise Malformed("it deletes too many ranges")
        for _ in range(count):
            clock, length = self.integer(), self.integer()
            if not length or clock + length >= _CLOCKS:
                raise Malformed("it deletes a range that is none")
            deletes.append((client, clock, length))

    def _struct(self, client: int, clock: int) -> int:
        """Read a struct; its length in clocks."""
        update = self.update
        info = self.byte()
        kind = info & 0x1F
        update.contents.add(kind)
        if kind in (GC, SKIP):
            length = self.integer()
            update.gaps = update.gaps or kind == SKIP
        else:
            self._place(info, client, clock)
            length = self._of_kind(kind)
        if not length:
            raise Malformed("it has a struct without content")
        return length

    def _place(self, info: int, client: int, clock: int) -> None:
        """Read where an item stands."""
        if info & 0xC0:
            for bit in (0x80, 0x40):
                if info & bit:
                    self._need(client, clock)
            return
        named = self.integer()
        if named == 1:
            self.update.roots.add(self.text())
        elif named == 0:
            self._need(client, clock)
        else:
            raise Malformed("it has an item without a parent")
        if info & 0x20:
            self.text()
        else:
            self.update.keyed = False

    def _need(self, client: int, clock: int) -> None:
        """Read the id of an item that another one builds on."""
        other, at = self.client(), self.integer()
        if other == client:
            if at >= clock:
                raise Malformed("it has an item that builds on a later one")
        elif at >= self.update.needs.get(other, 0):
            self.update.needs[other] = at + 1

    def _of_kind(self, kind: int) -> int:
        if kind == ANY:
            length = self.integer()
            for _ in range(length):
                self._value()
            return length
        if kind == TYPE:
            self._type()
            return 1
        read = _CONTENTS.get(kind)
        if read is None:
            raise Malformed(f"it has content of the unknown kind {kind}")
        return read(self)

    def _type(self) -> None:
        type = self.integer()
        if type not in _TYPES:
            raise Malformed(f"it makes a shared type of the unknown kind {type}")
        self.update.types.add(type)
        if type in _NAMED_TYPES:
            self.text()

    def _texts(self) -> int:
        length = self.integer()
        for _ in range(length):
            self.text()
        self.update.scalar = False
        return length

    def _binary(self) -> int:
        self.bytes()
        self.update.scalar = False
        return 1

    def _string(self) -> int:
        return len(self.text().encode("utf-16-le")) // 2

    def _format(self) -> int:
        self.text()
        return self._embed()

    def _embed(self) -> int:
        self.text()
        return 1

    def _document(self) -> int:
        self.text()
        self._value()
        return 1

    def _move(self) -> int:
        collapsed = self.integer() & 1
        for _ in range(1 if collapsed else 2):
            client, clock = self.client(), self.integer()
            self.update.needs[client] = max(self.update.needs.get(client, 0), clock + 1)
        return 1

    def _value(self, depth: int = 0) -> None:
        kind = self.byte()
        if kind == _STRING:
            self.text()
        elif kind == _INTEGER:
            self.integer()
        elif kind in _NUMBERS:
            self.skip(_NUMBERS[kind])
        elif kind not in (_FALSE, _TRUE):
            self.update.scalar = False
            self._compound(kind, depth + 1)

    def _compound(self, kind: int, depth: int) -> None:
        if kind == _BYTES:
            self.bytes()
        elif kind in (_OBJECT, _ARRAY):
            if depth > _DEEPEST:
                raise Malformed("it holds a value that is nested too deeply")
            for _ in range(self.integer()):
                if kind == _OBJECT:
                    self.text()
                self._value(depth)
        elif kind not in (_NULL, _UNDEFINED):
            raise Malformed(f"it holds a value of the unknown kind {kind}")


_CONTENTS: Final[dict[int, Callable[[_Reader], int]]] = {
    DELETED: _Reader.integer,
    JSON: _Reader._texts,
    BINARY: _Reader._binary,
    STRING: _Reader._string,
    EMBED: _Reader._embed,
    FORMAT: _Reader._format,
    DOCUMENT: _Reader._document,
    MOVE: _Reader._move,
}

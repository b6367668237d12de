"""An entry of the document as a Python object: its fields are attributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from antiphon.document.schema import KINDS, SCHEMA
from antiphon.kernel.connection import Connection
from antiphon.kernel.errors import EditError, FieldError, MissingError, suggestion
from antiphon.kernel.writing import content


class EntryHandle:
    """An entry whose fields are attributes, read and written where the piece is.

    A field that the entry does not have reads as the schema's default, or None; setting it to None takes it away.
    """

    _connection: Connection
    _root: str
    _id: str

    def __init__(self, connection: Connection, root: str, id: str) -> None:
        """Stand for an entry.

        Args:
            connection: The piece's connection.
            root: The root it is in.
            id: Its id; for `meta`, which is one entry, empty.
        """
        for name, value in (("_connection", connection), ("_root", root), ("_id", id)):
            object.__setattr__(self, name, value)

    @property
    def id(self) -> str:
        """The entry's id."""
        return self._id

    @property
    def fields(self) -> dict[str, Any]:
        """The fields that it has, by name.

        Raises:
            MissingError: It is gone.
        """
        entry = self._connection.read(self._root, self._id)
        if entry is None:
            raise MissingError(f"{self._root}.{self._id} is gone: somebody, or an undo, took it away.")
        return dict(entry)

    def set(self, **fields: Any) -> None:
        """Set several fields at once, as one step.

        Args:
            fields: Their values; None takes one away.

        Raises:
            FieldError: There is no such field.
            EditError: A value does not fit; nothing was changed.
            MissingError: The entry is gone.
        """
        self.fields  # noqa: B018 - an entry that is gone is not made anew
        self._connection.write([(self._root, self._id, self._checked(fields))])

    def _checked(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The document's fields for these attributes."""
        rules = SCHEMA["$defs"][KINDS[self._root].name]["properties"]
        for name, value in fields.items():
            if name not in rules:
                raise self._unknown(name)
            rule = rules[name]
            if value is not None and rule.get("type") == "number" and "minimum" in rule:
                unit = "dB" if rule.get("description") == "dB" else ""
                ranged(name, self._title(), rule["minimum"], rule["maximum"], unit, value)
        return dict(fields)

    def _names(self) -> Iterable[str]:
        return KINDS[self._root].fields

    def _value(self, name: str) -> Any:
        return self.fields.get(name, default(self._root, name))

    def _unknown(self, name: str) -> FieldError:
        return FieldError(f"{self._title()} has no {name}: {suggestion(name, self._names())}")

    def _title(self) -> str:
        return KINDS[self._root].name.lower()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._names():
            raise self._unknown(name)
        return self._value(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_") or hasattr(type(self), name):
            raise FieldError(f"{name} of {self._title()} cannot be set.")
        self.set(**{name: value})

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *self._names()]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EntryHandle) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[int, str, str]:
        return id(self._connection), self._root, self._id

    def __repr__(self) -> str:
        kept: Mapping[str, Any] = self._connection.peek(lambda doc: content(doc, self._root))
        entries = kept[self._root]
        fields = entries if self._root == "meta" else entries.get(self._id)
        if fields is None:
            return f"<{self._title()} {self._id}, which is gone>"
        return (
            f"<{' '.join([self._title(), *(f'{name}={value!r}' for name, value in sorted(fields.items()))])}>"
        )


def default(root: str, field: str) -> Any:
    """What the schema says that a field is where an entry does not have it; None where it says nothing."""
    definition = SCHEMA["$defs"][KINDS[root].name]
    return definition["properties"].get(field, {}).get("default")


def ranged(name: str, of: str, minimum: float, maximum: float, unit: str, value: Any) -> float:
    """A number within its range.

    Raises:
        EditError: It is not; the message has the range and its unit.
    """
    said = f"{name} of {of} goes from {minimum:g} to {maximum:g}{' ' + unit if unit else ''}"
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise EditError(f"{said}, and {value!r} is no number.") from None
    if not minimum <= number <= maximum:
        raise EditError(f"{said}, and {value!r} is not within.")
    return number


def find_part(connection: Connection, word: str) -> str:
    """The id of the part with this name or id.

    Raises:
        MissingError: There is none, or there are several of that name.
    """
    parts = connection.entries("parts")
    if word in parts:
        return word
    found = [id for id, part in parts.items() if str(part["name"]).casefold() == word.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise MissingError(f"Several parts are called {word}: say which by its id, {' or '.join(found)}.")
    names = [str(part["name"]) for part in parts.values()]
    raise MissingError(f"There is no part {word}: {suggestion(word, names)}")

"""A node of a live piece's graph, and a cable, as Python objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from antiphon.engine.catalogue import Kind, catalogue
from antiphon.kernel.connection import Connection
from antiphon.kernel.entry import EntryHandle, find_part, ranged
from antiphon.kernel.errors import EditError, FieldError, suggestion
from antiphon.kernel.writing import Write, content

_BELONGINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "edges": ("source", "target"),
    "ports": ("node",),
    "inserts": ("node",),
    "sends": ("target",),
}
"""Roots whose entries go with a node, and the fields that name it."""


class Node(EntryHandle):
    """A node: its parameters are attributes in their own units, as are `name`, `part`, `bypass`, `x` and `y`.

    `node.about.parameters` says what there is to set, in which units and ranges; tab completion names it.
    """

    @property
    def about(self) -> Kind | None:
        """Its kind in the catalogue, with ports and parameters; None for one of a later Antiphon."""
        return catalogue().get(str(self.fields["kind"]))

    def remove(self) -> None:
        """Take it away, with its cables."""
        self._connection.write(removal(self._connection, self._id))

    def _checked(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        return node_fields(self._connection, str(self.fields["kind"]), fields)

    def _names(self) -> Iterable[str]:
        about = self.about
        return [*_FIELDS, "kind", *(each.name for each in (about.parameters if about else ()))]

    def _value(self, name: str) -> Any:
        about = self.about
        if about and name in (each.name for each in about.parameters):
            return self.fields.get(f"p_{name}", about.parameter(name).default)
        return super()._value(name)

    def _title(self) -> str:
        entry = self._connection.read("nodes", self._id)
        return str(entry["kind"]) if entry else f"node {self._id}"

    def __repr__(self) -> str:
        nodes: Mapping[str, Any] = self._connection.peek(lambda doc: content(doc, "nodes"))["nodes"]
        raw = nodes.get(self._id)
        if raw is None:
            return f"<node {self._id}, which is gone>"
        about = catalogue().get(raw["kind"])
        values = (
            {each.name: raw.get(f"p_{each.name}", each.default) for each in about.parameters} if about else {}
        )
        units = {each.name: each.unit for each in about.parameters} if about else {}
        said = [
            f"{name}={value:g}{' ' + units[name] if units[name] else ''}" for name, value in values.items()
        ]
        name = f" {raw['name']!r}" if raw.get("name") else ""
        return f"<{raw['kind']}{name}{': ' if said else ''}{', '.join(said)}>"


class Cable(EntryHandle):
    """A cable from an output of a node or group to an input of another."""

    def remove(self) -> None:
        """Take it away."""
        self._connection.write([("edges", self._id, None)])


_FIELDS: Final = ("name", "part", "bypass", "x", "y", "group", "preset")


def removal(connection: Connection, id: str) -> list[Write]:
    """What takes a node away, with its cables, and what else belongs to it alone."""
    gone: list[Write] = [("nodes", id, None)]
    for root, ends in _BELONGINGS.items():
        for other, entry in connection.entries(root).items():
            if any(entry.get(end) == id for end in ends):
                gone.append((root, other, None))
    if id in connection.entries("locks"):
        gone.append(("locks", id, None))
    return gone


def node_fields(connection: Connection, kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The document's fields for a node's attributes.

    Raises:
        EditError: There is no such parameter, or a value is out of its range.
    """
    known = catalogue().get(kind)
    parameters = {each.name: each for each in known.parameters} if known else {}
    checked: dict[str, Any] = {}
    for name, value in fields.items():
        if name == "part" and value is not None:
            if known and not known.names_part:
                raise EditError(f"{kind} has no part: connect an instrument to it.")
            checked[name] = find_part(connection, str(getattr(value, "id", value)))
        elif name in _FIELDS:
            checked[name] = value
        elif name in parameters:
            each = parameters[name]
            number = (
                value if value is None else ranged(name, kind, each.minimum, each.maximum, each.unit, value)
            )
            checked[f"p_{name}"] = number
        else:
            known_names = [*parameters, "name", "part", "bypass", "x", "y"]
            raise FieldError(f"{kind} has no parameter {name}: {suggestion(name, known_names)}")
    return checked

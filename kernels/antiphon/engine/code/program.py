"""A program: what a text says of a graph, by the variables it uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from antiphon.engine.code.syntax import At, Problem

NOWHERE: Final = At(1, 1, 1, 1)


@dataclass(slots=True)
class Made:
    """An entry that a text makes.

    Attributes:
        fields: Its fields, with variables where the document has ids.
        at: Where it is.
        places: Where each field is.
    """

    fields: dict[str, Any]
    at: At = NOWHERE
    places: dict[str, At] = field(default_factory=dict)

    def place(self, name: str) -> At:
        """Where a field is said."""
        return self.places.get(name, self.at)


@dataclass(slots=True)
class Program:
    """What a text says: presets, groups and nodes by variable; labels, ports and cables in its order."""

    presets: dict[str, Made] = field(default_factory=dict)
    groups: dict[str, Made] = field(default_factory=dict)
    nodes: dict[str, Made] = field(default_factory=dict)
    labels: list[Made] = field(default_factory=list)
    ports: list[Made] = field(default_factory=list)
    edges: list[Made] = field(default_factory=list)

    def find(self, variable: str) -> Made | None:
        """What a variable stands for."""
        return self.presets.get(variable) or self.groups.get(variable) or self.nodes.get(variable)

    @property
    def variables(self) -> list[str]:
        """All of them."""
        return [*self.presets, *self.groups, *self.nodes]


class Misread(Exception):
    """A statement that says what cannot be."""

    def __init__(self, at: At, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(at, message)

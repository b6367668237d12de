"""Seats: one page's place in a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from antiphon.session.people import Person

Port = tuple[str, str]
"""A node of the graph, and its output."""


class Refused(Exception):
    """Something asked that cannot be done; the message says why, to the person who asked."""


@dataclass(eq=False)
class Seat:
    """One page's place in the session.

    Attributes:
        number: Its own.
        person: Whose page it is.
        send: Sends a message to the page.
        dismiss: Closes the page's socket.
        ears: The ids, as the page knows them, of the streams it listens to.
        meters: Whether it shows how loud the stems are.
        nodes: Whether it shows what each node takes.
        probed: The ports into which it looks.
    """

    number: int
    person: Person
    send: Callable[[Mapping[str, Any]], None]
    dismiss: Callable[[], None]
    ears: set[str] = field(default_factory=set)
    meters: bool = False
    nodes: bool = False
    probed: tuple[Port, ...] = ()

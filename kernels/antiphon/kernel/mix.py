"""The mix of a live piece: its strips, by part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from antiphon.kernel.connection import Connection
from antiphon.kernel.entry import EntryHandle, find_part
from antiphon.kernel.errors import MissingError
from antiphon.kernel.writing import content

MASTER = "master"


class Strip(EntryHandle):
    """A mixer strip: `gain` in dB (-60 to 12), `pan` (-1 left to 1 right), `mute`, `solo`, and `bus`."""

    @property
    def fields(self) -> dict[str, object]:
        """The fields that it has; a strip is there even where nothing was set."""
        return dict(self._connection.read("mix", self._id) or {})

    def __repr__(self) -> str:
        document: Any = self._connection.peek(lambda doc: content(doc, "mix", "parts"))
        strip = document["mix"].get(self._id, {})
        name = strip.get("name") or document["parts"].get(self._id, {}).get("name") or self._id
        state = "".join(
            f", {word}" for word, on in (("mute", strip.get("mute")), ("solo", strip.get("solo"))) if on
        )
        return f"<strip {name}: {strip.get('gain', 0):g} dB, pan {strip.get('pan', 0):g}{state}>"


class Mix:
    """The strips: `mix["Alto"]` by a part's name or id, `mix.master`, and buses by their name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def master(self) -> Strip:
        """The last strip."""
        return Strip(self._connection, "mix", MASTER)

    def __getitem__(self, name: str) -> Strip:
        """The strip of a part or bus.

        Raises:
            MissingError: There is none.
        """
        if name == MASTER:
            return self.master
        for id, strip in self._connection.entries("mix").items():
            if name in (id, strip.get("name")):
                return Strip(self._connection, "mix", id)
        return Strip(self._connection, "mix", find_part(self._connection, name))

    def __iter__(self) -> Iterator[Strip]:
        """The strips of the parts in their order, then the buses, then the master."""
        parts = self._connection.entries("parts")
        buses = [id for id in self._connection.entries("mix") if id not in parts and id != MASTER]
        ordered = sorted(parts, key=lambda id: (str(parts[id]["index"]), id))
        return (Strip(self._connection, "mix", id) for id in [*ordered, *buses, MASTER])

    def __contains__(self, name: str) -> bool:
        try:
            self[name]
        except MissingError:
            return False
        return True

    def __repr__(self) -> str:
        return "\n".join(repr(strip) for strip in self)

"""The mix of a live piece: its strips, by part, its buses, and its snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from fractional_indexing import generate_key_between

from antiphon.document.schema import SCHEMA, Scalar
from antiphon.kernel.connection import Connection
from antiphon.kernel.entry import EntryHandle, find_part
from antiphon.kernel.errors import EditError, MissingError, suggestion
from antiphon.kernel.graph import mint
from antiphon.kernel.node import Node
from antiphon.kernel.writing import Write, content

MASTER = "master"


class Send(EntryHandle):
    """A send: `gain` in dB (-60 to 12), `before_fader`."""

    def remove(self) -> None:
        """Take it away."""
        self._connection.write([(self._root, self._id, None)])


class Insert(EntryHandle):
    """An insert: an effect of the graph that a strip goes through; `bypass`."""

    def remove(self) -> None:
        """Take it out of the strip; the node stays in the graph."""
        self._connection.write([(self._root, self._id, None)])


class Strip(EntryHandle):
    """A mixer strip.

    `gain` in dB (-60 to 12), `pan` (-1 left to 1 right), `mute`, `solo`, and `bus`, the id of the bus that it goes to; `eq` and
    its bands, such as `low_mid_gain`, `low_mid_freq` and `low_mid_q`; `compressor` with `threshold`, `ratio`, `attack`, `release`
    and `makeup`; the master's `limiter` and `ceiling`.
    """

    @property
    def sends(self) -> list[Send]:
        """Its sends."""
        sends = self._connection.entries("sends").items()
        return [Send(self._connection, "sends", id) for id, send in sends if send["source"] == self._id]

    def send(self, to: Strip | Node, gain: float = 0.0, before_fader: bool = False) -> Send:
        """Send a share of its sound to a bus, or to a node of the graph.

        Args:
            to: Where to.
            gain: dB, -60 to 12.
            before_fader: Whether it is taken before the strip's gain and pan.

        Raises:
            EditError: Nothing can be sent there, or a value does not fit.
        """
        parts = self._connection.entries("parts")
        if self._id == MASTER or (isinstance(to, Strip) and to.id in (*parts, MASTER, self._id)):
            raise EditError("A send goes from a part or a bus to another bus, or to a node of the graph.")
        id = mint("s")
        fields: dict[str, Scalar | None] = {
            "source": self._id,
            "target": to.id,
            "gain": gain,
            "before_fader": before_fader,
        }
        self._connection.write([("sends", id, fields)])
        return Send(self._connection, "sends", id)

    @property
    def inserts(self) -> list[Insert]:
        """Its inserts, in the order in which its sound goes through them."""
        inserts = self._connection.entries("inserts").items()
        mine = sorted((str(each["index"]), id) for id, each in inserts if each["strip"] == self._id)
        return [Insert(self._connection, "inserts", id) for _, id in mine]

    def insert(self, node: Node) -> Insert:
        """Have its sound go through an effect of the graph, behind the inserts that it has."""
        last = self.inserts[-1:]
        id = mint("i")
        index = _behind(str(each.index) for each in last)
        self._connection.write([("inserts", id, {"strip": self._id, "index": index, "node": node.id})])
        return Insert(self._connection, "inserts", id)

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


class Snapshot(EntryHandle):
    """The whole mix, kept under a name: `name`, and `seconds`, in which it is crossed over to."""

    def recall(self) -> None:
        """Bring the mix back to it, as one step of undo; strips that came later stay as they are."""
        there = {strip.id for strip in Mix(self._connection)}
        writes: dict[str, dict[str, Any]] = {MASTER: {}}
        for _, setting in sorted(self._connection.entries("settings").items()):
            strip = str(setting["strip"])
            if setting["snapshot"] == self._id and strip in there and not writes.get(strip):
                writes[strip] = {name: setting.get(name) for name in _kept()}
        writes[MASTER] |= {"snapshot": self._id, "recall": mint("r")}
        self._connection.write([("mix", id, fields) for id, fields in writes.items()])


class Mix:
    """The strips: `mix["Alto"]` by a part's name or id, `mix.master`, and buses by their name; `mix.snapshots`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def master(self) -> Strip:
        """The last strip."""
        return Strip(self._connection, "mix", MASTER)

    def add_bus(self, name: str) -> Strip:
        """Add a bus behind the others: a strip that others send to, or go to (`strip.bus = bus.id`)."""
        buses = [strip.fields for strip in self if strip.id in self._connection.entries("mix")]
        id = mint("b")
        index = _behind(str(fields["index"]) for fields in buses if "index" in fields)
        self._connection.write([("mix", id, {"name": name, "index": index})])
        return Strip(self._connection, "mix", id)

    @property
    def snapshots(self) -> list[Snapshot]:
        """The snapshots, in order."""
        entries = self._connection.entries("snapshots").items()
        ordered = sorted((str(each["index"]), id) for id, each in entries)
        return [Snapshot(self._connection, "snapshots", id) for _, id in ordered]

    def snapshot(self, name: str) -> Snapshot:
        """The snapshot of a name.

        Raises:
            MissingError: There is none.
        """
        found = {str(each.name): each for each in reversed(self.snapshots)}
        if name not in found:
            raise MissingError(f"There is no snapshot {name}: {suggestion(name, found)}")
        return found[name]

    def keep(self, name: str, seconds: float | None = None) -> Snapshot:
        """Keep the mix as it is under a name.

        Args:
            name: The name.
            seconds: How long it takes to cross over to it, 0 to 60; 2 by default.
        """
        id = mint("z")
        index = _behind(str(each.index) for each in self.snapshots)
        writes: list[Write] = [("snapshots", id, {"name": name, "index": index, "seconds": seconds})]
        for strip in self:
            kept: dict[str, Any] = {field: value for field, value in strip.fields.items() if field in _kept()}
            writes.append(("settings", mint("w"), {"snapshot": id, "strip": strip.id, **kept}))
        self._connection.write(writes)
        return Snapshot(self._connection, "snapshots", id)

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


def _behind(indexes: Iterable[str]) -> str:
    """An index behind all others."""
    key: str = generate_key_between(max(indexes, default=None), None)
    return key


def _kept() -> list[str]:
    """The fields of a strip that a snapshot keeps."""
    return [name for name in SCHEMA["$defs"]["Setting"]["properties"] if name not in ("snapshot", "strip")]

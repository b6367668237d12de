"""The synthesis graph of a live piece: nodes and the cables between them."""

from __future__ import annotations

import secrets
import string
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from antiphon.document.clip import paste
from antiphon.engine.catalogue import catalogue
from antiphon.engine.code import Reading, Statement, changes, make_program, print_graph, read_graph
from antiphon.engine.patch import project_patch
from antiphon.kernel.connection import Connection
from antiphon.kernel.drawing import GRAPH, draw
from antiphon.kernel.entry import find_part
from antiphon.kernel.errors import EditError, MissingError, suggestion
from antiphon.kernel.joining import why_not
from antiphon.kernel.node import Cable, Node, node_fields, removal
from antiphon.kernel.nodes import Writing
from antiphon.kernel.sounds import (
    Group,
    instrument_clip,
    instrument_names,
    note_takers,
    preset_fields,
    preset_names,
)
from antiphon.kernel.writing import content

STEP_X, STEP_Y = 340.0, 140.0
"""How far apart new nodes are put, in the graph's units."""

_CODE: Final = (
    *("parts", "presets", "groups", "nodes", "labels", "ports", "edges"),
    *("inserts", "sends", "lanes", "points", "locks"),
)
"""What a text is of, and what goes with what it takes away."""

_ALPHABET: Final = string.ascii_letters + string.digits


class Graph:
    """The graph: iterate over its nodes, or take one by its name or id."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def kinds(self) -> list[str]:
        """The kinds of nodes that there are."""
        return list(catalogue())

    @property
    def cables(self) -> list[Cable]:
        """The cables."""
        return [Cable(self._connection, "edges", id) for id in self._connection.entries("edges")]

    @property
    def instruments(self) -> list[str]:
        """The names of the instruments that there are to add: those that came with Antiphon, and the session's."""
        return instrument_names(self._connection)

    def presets(self, kind: str) -> list[str]:
        """The names of the presets that a kind of node has: those that came with Antiphon, and the session's."""
        return preset_names(self._connection, kind)

    def add(self, kind: str, *, preset: str | None = None, **fields: Any) -> Node:
        """Add a node.

        Args:
            kind: A kind of the catalogue, such as `filter.lowpass`; see `kinds`.
            preset: The name of what its parameters begin with; see `presets`.
            fields: Its parameters in their units, such as `cutoff=800`; and `name`, `part` (a part's name or id, for an
                instrument, a node of notes or a MIDI keyboard), `bypass`, `x` and `y`. What is left out has its default.

        Returns:
            The node.

        Raises:
            EditError: There is no such kind or parameter, or a value is out of its range; nothing was added.
        """
        if kind not in catalogue():
            raise MissingError(f"There is no kind of node {kind}: {suggestion(kind, catalogue())}")
        begun = preset_fields(self._connection, kind, preset) if preset is not None else {}
        checked = {**begun, **node_fields(self._connection, kind, fields)}
        place = {"x": self._right(), "y": STEP_Y} if "x" not in fields and "y" not in fields else {}
        id = mint("n")
        self._connection.write([("nodes", id, {"kind": kind, **place, **checked})])
        return Node(self._connection, "nodes", id)

    def add_instrument(self, name: str, *, part: str | None = None, y: float = STEP_Y) -> Group:
        """Add an instrument: a group of nodes that plays notes.

        Args:
            name: Its name; see `instruments`.
            part: The name or id of the part that it plays; what else plays it goes on as well.
            y: Where it is put, on the right of what there is.

        Returns:
            The group, which `connect` takes in the place of a node.

        Raises:
            MissingError: There is no such instrument or part; nothing was added.
            EditError: It is one of the session's, and no group; nothing was added.
        """
        clip = instrument_clip(self._connection, name)
        if not clip["groups"]:
            raise EditError(f"{name} is no group of nodes: add it in the graph.")
        played = None if part is None else find_part(self._connection, part)
        entries = paste(clip, mint, x=self._right(), y=y)
        if played is not None:
            for id in note_takers(entries):
                entries["nodes"][id]["part"] = played
        order = ("groups", "nodes", "ports", "edges", "labels")
        self._connection.write([(root, id, entry) for root in order for id, entry in entries[root].items()])
        outer = next(id for id, group in entries["groups"].items() if "group" not in group)
        return Group(self._connection, "groups", outer)

    def _right(self) -> float:
        """On the right of what there is."""
        nodes = self._connection.entries("nodes").values()
        return max((float(cast(Any, node.get("x", 0.0))) for node in nodes), default=-STEP_X) + STEP_X

    def connect(
        self,
        source: Node | Group | str,
        target: Node | Group | str,
        *,
        output: str | None = None,
        input: str | None = None,
    ) -> Cable:
        """Lay a cable. Sound and control signals may go round in a circle: what closes it comes a block later.

        Args:
            source: The node, or its name or id, whose sound, signal or notes go on; or a group, or its id.
            target: Where it goes.
            output: The source's port; its only one, or `out`, by default.
            input: The target's port; its only one, or `in`, by default.

        Returns:
            The cable; the one that is there, where there is one already.

        Raises:
            EditError: There is no such node or port, the ports carry different signals, a node would feed itself, or
                notes would run in a circle.
        """
        ends = self._end(source), self._end(target)
        output, signal = self._port(ends[0], "out", output)
        input, wanted = self._port(ends[1], "in", input)
        if signal and wanted and signal != wanted:
            raise EditError(
                f"{output} gives {signal} and {input} takes {wanted}: connect ports that carry the same."
            )
        fields = {"source": ends[0], "output": output, "target": ends[1], "input": input}
        edges = self._connection.entries("edges")
        for id, edge in edges.items():
            if {"output": "out", "input": "in", **edge} == fields:
                return Cable(self._connection, "edges", id)
        document = self._connection.peek(lambda doc: content(doc, "nodes", "edges", "ports"))
        if reason := why_not(document, fields):
            raise EditError(f"{self._name(ends[0])} was not connected to {self._name(ends[1])}: {reason}")
        id = mint("e")
        short = {
            name: port
            for name, port in fields.items()
            if (name, port) not in (("output", "out"), ("input", "in"))
        }
        self._connection.write([("edges", id, short)])
        return Cable(self._connection, "edges", id)

    def disconnect(self, source: Node | Group | str, target: Node | Group | str) -> int:
        """Take away every cable from one node to another; how many there were."""
        ends = self._end(source), self._end(target)
        found = [
            id
            for id, edge in self._connection.entries("edges").items()
            if (edge["source"], edge["target"]) == ends
        ]
        return self._connection.write([("edges", id, None) for id in found]) if found else 0

    def remove(self, node: Node | str) -> None:
        """Take a node away, with its cables, and what else belongs to it alone."""
        id = self._node(node)
        self._connection.write(removal(self._connection, id))

    @property
    def code(self) -> str:
        """The graph as Python: a statement a node, as in the page's code view."""
        return print_graph(self._document()).text

    def apply(self, text: str) -> int:
        """Make the graph what a text says, as one step to undo. The text is read, and never run.

        What it says as `code` does keeps its place and all else that is not written; what it does not say is taken away.

        Returns:
            How many entries were written.

        Raises:
            EditError: Something cannot be; the message says in which line, and nothing was changed.
        """
        document = self._document()
        return self._write(read_graph(text, document, mint), document)

    def written(self) -> Writing:
        """A block whose statements are the graph, as one step when it ends: what `code` says, run by Python.

        `from antiphon.kernel.nodes import *` has the classes; variables of the cell are the names. What is not written in
        the block is taken away, as with `apply`; where the block fails, nothing is changed.
        """

        def done(statements: list[Statement]) -> None:
            document = self._document()
            program, problems = make_program(statements, document["parts"])
            if problems:
                self._write(Reading((), tuple(problems), {}), document)
            self._write(changes(program, document, mint), document)

        return Writing(done)

    def _document(self) -> Mapping[str, Any]:
        return self._connection.call(lambda doc: content(doc, *_CODE))

    def _write(self, reading: Reading, document: Mapping[str, Any]) -> int:
        if reading.problems:
            raise EditError("\n".join(f"Line {each.at.line}: {each.message}" for each in reading.problems))
        return self._connection.write(reading.writes, document) if reading.writes else 0

    def __getitem__(self, name: str) -> Node:
        """The node of this name or id.

        Raises:
            MissingError: There is none, or there are several of that name.
        """
        return Node(self._connection, "nodes", self._node(name))

    def __iter__(self) -> Iterator[Node]:
        return (Node(self._connection, "nodes", id) for id in self._connection.entries("nodes"))

    def __len__(self) -> int:
        return len(self._connection.entries("nodes"))

    def __contains__(self, node: object) -> bool:
        nodes = self._connection.entries("nodes")
        word = node.id if isinstance(node, Node) else node
        return any(word in (id, entry.get("name")) for id, entry in nodes.items())

    def _node(self, node: Node | str) -> str:
        nodes = self._connection.entries("nodes")
        word = node.id if isinstance(node, Node) else node
        if word in nodes:
            return word
        if isinstance(node, Node):
            raise MissingError(f"The node {word} is gone: somebody, or an undo, took it away.")
        found = [id for id, entry in nodes.items() if word in (entry.get("name"), entry["kind"])]
        if len(found) == 1:
            return found[0]
        if found:
            raise MissingError(f"Several nodes are called {word}: say which by its id, {' or '.join(found)}.")
        names = [str(entry.get("name") or entry["kind"]) for entry in nodes.values()]
        raise MissingError(f"There is no node {word}: {suggestion(word, names)}")

    def _end(self, end: Node | Group | str) -> str:
        if isinstance(end, Group):
            end = end.id
        if isinstance(end, str) and end in self._connection.entries("groups"):
            return end
        return self._node(end)

    def _port(self, id: str, direction: str, name: str | None) -> tuple[str, str]:
        """The port of a node or group, and its signal; empty where it is not known."""
        node = self._connection.entries("nodes").get(id)
        if node is None:
            ports = {
                str(port["name"]): ""
                for port in self._connection.entries("ports").values()
                if port["group"] == id and port["direction"] == direction
            }
        else:
            kind = catalogue().get(str(node["kind"]))
            if kind is None:
                return name or direction, ""
            ports = dict(kind.inputs if direction == "in" else kind.outputs)
        word = "input" if direction == "in" else "output"
        if name is None and len(ports) == 1:
            return next(iter(ports.items()))
        if name is None and direction in ports:
            return direction, ports[direction]
        if name is not None and name in ports:
            return name, ports[name]
        if not ports:
            raise EditError(f"{self._name(id)} has no {word}: connect another node.")
        wish = f"{word} {name}" if name else f"single {word}"
        raise EditError(f"{self._name(id)} has no {wish}: {suggestion(name or '', ports)}")

    def _name(self, id: str) -> str:
        for root in ("nodes", "groups"):
            entry = self._connection.entries(root).get(id)
            if entry is not None:
                return str(entry.get("name") or entry.get("kind") or id)
        return id

    def __repr__(self) -> str:
        document = self._connection.peek(lambda doc: content(doc, "nodes", "edges"))
        nodes: Mapping[str, Any] = document["nodes"]
        names = {id: str(entry.get("name") or entry["kind"]) for id, entry in nodes.items()}
        lines = [repr(Node(self._connection, "nodes", id)) for id in nodes]
        lines += [
            f"{names.get(edge['source'], edge['source'])} → {names.get(edge['target'], edge['target'])}"
            for edge in document["edges"].values()
        ]
        return "\n".join(lines) or "<a graph without nodes: add one with piece.graph.add(…)>"

    def _repr_html_(self) -> str:
        document, piece = self._connection.peek(lambda doc: (content(doc, *GRAPH), doc.piece))
        drawing = draw(document, piece, project_patch(document, piece))
        return drawing.svg or f"<p>{drawing.words}</p>"


def mint(prefix: str) -> str:
    """A new id that no other editor mints: a prefix, then 71 random bits."""
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(12))

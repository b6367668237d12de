"""The plan: what a rack builds, with every name turned into an integer.

A plan is plain data, so that it crosses to the render worker in one message; what changes while a piece plays
is a value at an index of it.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from antiphon.engine.catalogue import kind
from antiphon.engine.console import mixed
from antiphon.engine.patch import SHARED
from antiphon.engine.soundfont_patch import choose_presets
from antiphon.engine.strips import MASTER, MIX

if TYPE_CHECKING:
    from antiphon.document.piece import Piece
    from antiphon.engine.patch import Patch
    from antiphon.engine.wiring import Cable

POLYPHONY = 8
"""Voices of an instrument, where nobody says otherwise."""


Moves = Sequence[tuple[int, Mapping[int, float]]]
"""Frames, ascending, and the values of a plan that are set there, by index."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What reaches an input port of a node: sound, a control signal or notes.

    Attributes:
        input: The port's name.
        source: Index of the node that feeds it.
        output: The name of the source's port.
        strip: Index of the fader that it passes on the way, or -1: a part's acts where the part's sound leaves
            what is the part's alone.
        feedback: It closes a cycle: it arrives one block later, held within bounds.
    """

    input: str
    source: int
    output: str = "out"
    strip: int = -1
    feedback: bool = False


@dataclass(frozen=True, slots=True)
class PlanNode:
    """A node to build.

    Attributes:
        id: The node's id.
        kind: A kind of the catalogue.
        part: Index of the part whose notes it takes straight, or -1.
        feeds: Whose sound it takes.
        stem: Index of the stem on which it sounds, or -1; that behind all stems is the mix's.
        first: Index of its first parameter; the others follow in the catalogue's order.
        fixed: The values of those of its parameters that are fixed once it runs.
    """

    id: str
    kind: str
    part: int
    feeds: tuple[Feed, ...]
    stem: int
    first: int
    fixed: tuple[float, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What to build, in an order in which sources come first, feedback aside.

    Attributes:
        parts: Ids of the parts, in order: part i sounds on stem i. Behind them come the stems of the buses; the last stem
            is `shared`.
        names: Their names, in the same order.
        polyphony: Voices that each part's instruments have.
        nodes: The nodes.
        values: The value of every parameter. First the strips: left and right gain (linear) of part i at 2 i
            and 2 i + 1; then the nodes' parameters, the faders of buses and sends, and the master.
        buses: Ids and names of the buses, in order.
        routed: Stems that go on to a bus, and so are no part of the mix themselves.
        faders: Names of the faders behind those of the parts, and the index of the left gain of each: first the buses', then
            the sends'.
        master: Index of the master's left gain; its right one and the limiter's ceiling (linear) follow. -1 where the mix is
            the sum of the stems.
    """

    parts: tuple[str, ...]
    names: tuple[str, ...]
    polyphony: tuple[int, ...]
    nodes: tuple[PlanNode, ...]
    values: tuple[float, ...]
    buses: tuple[tuple[str, str], ...] = ()
    routed: tuple[int, ...] = ()
    faders: tuple[tuple[str, int], ...] = ()
    master: int = -1

    @property
    def stems(self) -> int:
        """Number of stems: one a part, one a bus, and `shared`."""
        return len(self.parts) + len(self.buses) + 1

    @cached_property
    def treats_mix(self) -> bool:
        """Whether the master has inserts, an equaliser or a compressor: the mix goes through nodes, from `MIX` on."""
        return any(node.id == MIX for node in self.nodes)

    @property
    def line_up(self) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...], tuple[int, ...]]:
        """What can only be another one for a rack that is built anew."""
        return self.parts, self.buses, self.polyphony

    @cached_property
    def places(self) -> dict[str, int]:
        """Index of the left gain of each fader, by its name; of a part's, its id."""
        return {part: 2 * index for index, part in enumerate(self.parts)} | dict(self.faders)

    @cached_property
    def _first(self) -> dict[str, PlanNode]:
        return {node.id: node for node in self.nodes}

    def parameter(self, node: str, name: str) -> int:
        """Index of a node's parameter.

        Args:
            node: The node's id.
            name: The parameter's, without `p_`.

        Raises:
            KeyError: There is no such node, or no such parameter.
        """
        found = self._first[node]
        names = [parameter.name for parameter in kind(found.kind).parameters]
        if name not in names:
            raise KeyError(f"{found.kind} has no parameter {name!r}")
        return found.first + names.index(name)

    def firsts(self, strip_node: str) -> list[int]:
        """Index of the first parameter of each copy of a strip's node: one for each way on which its sound leaves."""
        return self._copies.get(strip_node, [])

    @cached_property
    def _copies(self) -> dict[str, list[int]]:
        copies: dict[str, list[int]] = {}
        for node in self.nodes:
            if ":" in node.id:
                copies.setdefault(":".join(node.id.split(":")[:2]), []).append(node.first)
        return copies

    def of_notes(self, feed: Feed) -> bool:
        """Whether it is notes that reach the port."""
        return kind(self.nodes[feed.source].kind).outputs[feed.output] == "note"

    def voices(self, node: PlanNode) -> int:
        """How many notes an instrument can sound at once."""
        return self.polyphony[node.part] if node.part >= 0 else max(self.polyphony, default=POLYPHONY)

    def strip(self, part: int) -> tuple[int, int]:
        """Indices of the left and right gain of a part's strip."""
        return 2 * part, 2 * part + 1

    def stem_name(self, stem: int) -> str:
        """Name of a stem, as a person would say it."""
        return [*self.names, *(name for _, name in self.buses), "shared", "mix"][min(stem, self.stems)]

    def part_of(self, stem: int) -> str | None:
        """Id of the part that a stem is of; None for a bus's and the shared one."""
        return self.parts[stem] if stem < len(self.parts) else None

    def stem_of(self, strip: str) -> int:
        """Index of the stem of a part or bus; the master's is behind all stems.

        Raises:
            KeyError: There is no such strip.
        """
        return self._stem[strip]

    @cached_property
    def _stem(self) -> dict[str, int]:
        strips = (*self.parts, *(bus for bus, _ in self.buses))
        return {strip: stem for stem, strip in enumerate(strips)} | {MASTER: self.stems}

    def bus_of(self, stem: int) -> str | None:
        """Id of the bus that a stem is of; None for others."""
        bus = stem - len(self.parts)
        return self.buses[bus][0] if 0 <= bus < len(self.buses) else None

    def to_bytes(self) -> bytes:
        """The plan as bytes, for another process of the same Python."""
        nodes = [
            (
                node.id,
                node.kind,
                node.part,
                [(feed.input, feed.source, feed.output, feed.strip, feed.feedback) for feed in node.feeds],
                node.stem,
                node.first,
                node.fixed,
            )
            for node in self.nodes
        ]
        mixer = self.buses, self.routed, self.faders, self.master
        return marshal.dumps((self.parts, self.names, self.polyphony, nodes, self.values, *mixer))

    @classmethod
    def from_bytes(cls, data: bytes) -> Plan:
        """The plan that `to_bytes` wrote."""
        parts, names, polyphony, nodes, *rest_of_it = marshal.loads(data)
        built = tuple(
            PlanNode(id, kind, part, tuple(Feed(*feed) for feed in feeds), *rest)
            for id, kind, part, feeds, *rest in nodes
        )
        return cls(parts, names, polyphony, built, *rest_of_it)


def compile_plan(patch: Patch, piece: Piece, polyphony: int = POLYPHONY) -> Plan:
    """Turn a patch into a plan.

    Args:
        patch: The graph; where it has no mixer yet, with the strips of the piece's parts.
        piece: The same document's piece: parts, names and mixer strips.
        polyphony: Voices of each part's instruments, 1 or more.
    """
    patch = choose_presets(patch, piece)
    if patch.strips is None:
        patch = mixed(patch, {}, piece)
    strips = patch.strips
    assert strips is not None
    part_index = {part.id: index for index, part in enumerate(piece.parts)}
    named = (*part_index, *(bus.id for bus in strips.buses), SHARED, MASTER)
    stems = {id: index for index, id in enumerate(named)}
    position = {node.id: index for index, node in enumerate(patch.nodes)}
    gains = strips.gains()
    fader_index = {name: index for index, name in enumerate(gains)}
    values = [gain for part in piece.parts for gain in gains[part.id]]
    coming: dict[str, list[Cable]] = {node.id: [] for node in patch.nodes}
    for cable in patch.cables:
        coming[cable.target].append(cable)
    nodes = []
    for node in patch.nodes:
        feeds = tuple(
            Feed(
                cable.input,
                position[cable.source],
                cable.output,
                fader_index[cable.fader] if cable.fader else -1,
                cable.feedback,
            )
            for cable in coming[node.id]
        )
        nodes.append(
            PlanNode(
                id=node.id,
                kind=node.kind,
                part=-1 if node.part is None else part_index[node.part],
                feeds=feeds,
                stem=-1 if node.stem is None else stems[node.stem],
                first=len(values),
                fixed=kind(node.kind).fixed(node.values),
            )
        )
        values.extend(node.values)
    faders = []
    for name in list(gains)[len(part_index) :]:
        faders.append((name, len(values)))
        values.extend(gains[name])
    master = len(values)
    values.extend(strips.master())
    return Plan(
        parts=tuple(part.id for part in piece.parts),
        names=tuple(part.name for part in piece.parts),
        polyphony=(polyphony,) * len(piece.parts),
        nodes=tuple(nodes),
        values=tuple(values),
        buses=tuple((bus.id, bus.name) for bus in strips.buses),
        routed=tuple(sorted(stems[strip] for strip in strips.routes)),
        faders=tuple(faders),
        master=master,
    )


def alike(old: Plan, new: Plan) -> bool:
    """Whether two plans differ in values only."""
    return _built(old) == _built(new)


def _built(plan: Plan) -> tuple[object, ...]:
    return plan.parts, plan.polyphony, plan.nodes, plan.buses, plan.routed, plan.faders, plan.master


def matches(old: Plan, new: Plan) -> dict[int, int]:
    """The values that two plans have both: the index in the one, and that in the other."""
    same = {}
    if old.parts == new.parts:
        same = {index: index for index in range(2 * len(old.parts))}
    after = {(node.id, node.kind, node.part): node.first for node in new.nodes}
    for node in old.nodes:
        first = after.get((node.id, node.kind, node.part))
        if first is not None:
            count = len(kind(node.kind).parameters)
            same |= {node.first + offset: first + offset for offset in range(count)}
    there = dict(new.faders)
    for name, at in old.faders:
        if name in there:
            same |= {at + side: there[name] + side for side in (0, 1)}
    if old.master >= 0 and new.master >= 0:
        same |= {old.master + offset: new.master + offset for offset in range(3)}
    return same


def settings(old: Plan, new: Plan) -> list[tuple[int, float]]:
    """What to set in what sounds as one plan says, so that all that another has as well has its values.

    Returns:
        The values that differ, by their index in the old plan.
    """
    return [
        (index, new.values[there])
        for index, there in matches(old, new).items()
        if old.values[index] != new.values[there]
    ]


def with_values(plan: Plan, changed: Iterable[tuple[int, float]]) -> Plan:
    """A plan with some of its values changed.

    Args:
        plan: The plan.
        changed: New values by index.
    """
    values = list(plan.values)
    for index, value in changed:
        values[index] = value
    return replace(plan, values=tuple(values))

"""The plan: what a rack builds, with every name turned into an integer.

A plan is plain data, so that it crosses to the render worker in one message; what changes while a piece plays
is a value at an index of it.
"""

from __future__ import annotations

import marshal
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from antiphon.engine.catalogue import kind
from antiphon.engine.soundfont_patch import choose_presets

if TYPE_CHECKING:
    from antiphon.document.piece import Piece, Strip
    from antiphon.engine.patch import Patch
    from antiphon.engine.wiring import Cable

POLYPHONY = 8
"""Voices of an instrument, where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What reaches an input port of a node: sound, a control signal or notes.

    Attributes:
        input: The port's name.
        source: Index of the node that feeds it.
        output: The name of the source's port.
        strip: Stem whose strip it passes on the way, or -1: a part's strip acts where the part's sound leaves
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
        stem: Index of the stem on which it sounds, or -1.
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
        parts: Ids of the parts, in order: part i sounds on stem i. The last stem is `shared`.
        names: Their names, in the same order.
        polyphony: Voices that each part's instruments have.
        nodes: The nodes.
        values: The value of every parameter. First the strips: left and right gain (linear) of part i at 2 i
            and 2 i + 1; then the nodes' parameters.
    """

    parts: tuple[str, ...]
    names: tuple[str, ...]
    polyphony: tuple[int, ...]
    nodes: tuple[PlanNode, ...]
    values: tuple[float, ...]

    @property
    def stems(self) -> int:
        """Number of stems: one a part, and `shared`."""
        return len(self.parts) + 1

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
        return self.names[stem] if stem < len(self.names) else "shared"

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
        return marshal.dumps((self.parts, self.names, self.polyphony, nodes, self.values))

    @classmethod
    def from_bytes(cls, data: bytes) -> Plan:
        """The plan that `to_bytes` wrote."""
        parts, names, polyphony, nodes, values = marshal.loads(data)
        built = tuple(
            PlanNode(id, kind, part, tuple(Feed(*feed) for feed in feeds), *rest)
            for id, kind, part, feeds, *rest in nodes
        )
        return cls(parts, names, polyphony, built, values)


def compile_plan(patch: Patch, piece: Piece, polyphony: int = POLYPHONY) -> Plan:
    """Turn a patch into a plan.

    Args:
        patch: The graph.
        piece: The same document's piece: parts, names and mixer strips.
        polyphony: Voices of each part's instruments, 1 or more.
    """
    patch = choose_presets(patch, piece)
    part_index = {part.id: index for index, part in enumerate(piece.parts)}
    shared = len(piece.parts)
    position = {node.id: index for index, node in enumerate(patch.nodes)}
    values: list[float] = []
    soloed = any(part.mix.solo for part in piece.parts)
    for part in piece.parts:
        values.extend(strip_gains(part.mix, soloed))
    coming: dict[str, list[Cable]] = {node.id: [] for node in patch.nodes}
    for cable in patch.cables:
        coming[cable.target].append(cable)
    nodes = []
    for node in patch.nodes:
        feeds = []
        for cable in coming[node.id]:
            source = patch.nodes[position[cable.source]]
            sound = kind(source.kind).outputs[cable.output] == "audio"
            leaves = sound and len(source.parts) == 1 and len(node.parts) > 1
            strip = part_index[source.parts[0]] if leaves else -1
            feeds.append(Feed(cable.input, position[cable.source], cable.output, strip, cable.feedback))
        nodes.append(
            PlanNode(
                id=node.id,
                kind=node.kind,
                part=-1 if node.part is None else part_index[node.part],
                feeds=tuple(feeds),
                stem=-1 if node.stem is None else part_index.get(node.stem, shared),
                first=len(values),
                fixed=kind(node.kind).fixed(node.values),
            )
        )
        values.extend(node.values)
    return Plan(
        parts=tuple(part.id for part in piece.parts),
        names=tuple(part.name for part in piece.parts),
        polyphony=(polyphony,) * len(piece.parts),
        nodes=tuple(nodes),
        values=tuple(values),
    )


def strip_gains(strip: Strip, soloed: bool) -> tuple[float, float]:
    """Left and right gain (linear) of a strip.

    Equal power: in the middle both are the gain itself, on one side that side is 3 dB more.

    Args:
        strip: The strip.
        soloed: Whether any strip of the piece is soloed: then the others are silent.
    """
    if strip.mute or (soloed and not strip.solo):
        return 0.0, 0.0
    gain = math.sqrt(2) * 10 ** (strip.gain / 20)
    angle = (strip.pan + 1) * math.pi / 4
    return gain * math.cos(angle), gain * math.sin(angle)


def alike(old: Plan, new: Plan) -> bool:
    """Whether two plans differ in values only."""
    return (old.parts, old.polyphony, old.nodes) == (new.parts, new.polyphony, new.nodes)


def settings(old: Plan, new: Plan) -> list[tuple[int, float]]:
    """What to set in what sounds as one plan says, so that all that another has as well has its values.

    Returns:
        The values that differ, by their index in the old plan.
    """
    changed = []
    if old.parts == new.parts:
        changed = [(index, new.values[index]) for index in range(2 * len(old.parts))]
    after = {(node.id, node.kind, node.part): node.first for node in new.nodes}
    for node in old.nodes:
        first = after.get((node.id, node.kind, node.part))
        if first is not None:
            count = len(kind(node.kind).parameters)
            changed += [(node.first + offset, new.values[first + offset]) for offset in range(count)]
    return [(index, value) for index, value in changed if old.values[index] != value]


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

"""The patch: the immutable reading of a document's synthesis graph, as the piece is of its score.

Whatever concurrent editing left behind, there is a patch, and every part sounds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from antiphon.document.codec import inspect
from antiphon.document.piece import Piece
from antiphon.engine.catalogue import Kind, catalogue, default_kind, kind

SHARED = "shared"
"""Name of the stem on which nodes sound that several parts feed, or none."""


@dataclass(frozen=True, slots=True)
class PatchNode:
    """A node that will be built.

    Attributes:
        id: The node's id; `default-<part>` for an instrument that the document does not have.
        kind: A kind of the catalogue.
        part: Id of the part whose notes an instrument plays; None for what plays nothing.
        values: One for each parameter of the kind, in the catalogue's order, within its range.
        parts: Ids of the parts that are heard through it, in the piece's order.
        stem: For a node whose sound no cable takes on, the part's id or `shared`; None where nothing of it is
            heard directly. What only listens, such as an envelope follower, takes nothing on.
    """

    id: str
    kind: str
    part: str | None
    values: tuple[float, ...]
    parts: tuple[str, ...]
    stem: str | None


@dataclass(frozen=True, slots=True)
class Cable:
    """A cable between two ports that carry the same kind of signal."""

    id: str
    source: str
    output: str
    target: str
    input: str


@dataclass(frozen=True, slots=True)
class PatchProblem:
    """Something of the graph that is not heard as it was written.

    Attributes:
        code: `unknown` (kind), `dangling` (a cable's end is gone), `mismatch` (of ports), `double` (cable),
            `cycle`, or `idle` (an instrument without a part).
        id: Id of the node or cable.
    """

    code: str
    id: str


@dataclass(frozen=True, slots=True)
class Patch:
    """The graph.

    Attributes:
        nodes: Sources before what they feed; by id where either order would do.
        cables: By id; no two alike, without a cycle.
        problems: By id.
    """

    nodes: tuple[PatchNode, ...]
    cables: tuple[Cable, ...]
    problems: tuple[PatchProblem, ...]


def project_patch(document: Mapping[str, Any], piece: Piece) -> Patch:
    """Read a document's graph.

    Args:
        document: A document, or anything shaped like one.
        piece: The same document's piece: its parts are those that play.

    Returns:
        The patch: nodes of known kinds with every parameter present and within its range, cables that fit,
        cycles cut at the cable with the greatest id, an instrument for every part.
    """
    clean, _ = inspect(document)
    problems: list[PatchProblem] = []
    order = {part.id: index for index, part in enumerate(piece.parts)}
    kinds: dict[str, Kind] = {}
    plays: dict[str, str | None] = {}
    values: dict[str, tuple[float, ...]] = {}
    for id, fields in sorted(clean["nodes"].items()):
        known = catalogue().get(fields["kind"])
        if known is None:
            problems.append(PatchProblem("unknown", id))
            continue
        part = fields.get("part") if known.plays else None
        if known.plays and part not in order:
            problems.append(PatchProblem("idle", id))
            part = None
        kinds[id] = known
        plays[id] = part
        raw: Mapping[str, Any] = {**fields}
        values[id] = tuple(
            parameter.clamp(raw.get(f"p_{parameter.name}", parameter.default))
            for parameter in known.parameters
        )
    for each in piece.parts:
        if each.id not in plays.values():
            chosen = kind(default_kind(each.instrument or each.name))
            id = _free(f"default-{each.id}", kinds)
            kinds[id] = chosen
            plays[id] = each.id
            values[id] = tuple(parameter.default for parameter in chosen.parameters)
    cables = _cables(clean["edges"], kinds, problems)
    ordered = _order(kinds, cables)
    heard: dict[str, frozenset[str]] = {}
    sounding: set[str] = set()
    for id in ordered:
        own = plays[id]
        feeding = [cable.source for cable in cables if cable.target == id and kinds[cable.source].gives_sound]
        heard[id] = frozenset({own} if own is not None else ()).union(*(heard[source] for source in feeding))
        if kinds[id].sounds or own is not None or (kinds[id].gives_sound and sounding.intersection(feeding)):
            sounding.add(id)
    sources = {cable.source for cable in cables if kinds[cable.target].gives_sound}
    nodes = []
    for id in ordered:
        parts = tuple(sorted(heard[id], key=order.__getitem__))
        own = parts[0] if len(parts) == 1 else SHARED
        stem = own if id in sounding and id not in sources else None
        nodes.append(PatchNode(id, kinds[id].name, plays[id], values[id], parts, stem))
    return Patch(tuple(nodes), cables, tuple(sorted(problems, key=lambda problem: problem.id)))


def _free(id: str, taken: Mapping[str, object]) -> str:
    while id in taken:
        id += "-"
    return id


def _cables(
    edges: Mapping[str, Any], kinds: Mapping[str, Kind], problems: list[PatchProblem]
) -> tuple[Cable, ...]:
    """The cables that fit; taken by ascending id, the one that closes a cycle is its greatest."""
    cables: list[Cable] = []
    taken: set[tuple[str, str, str, str]] = set()
    feeds: dict[str, set[str]] = {id: set() for id in kinds}
    for id, fields in sorted(edges.items()):
        source, target = fields["source"], fields["target"]
        output, input = fields.get("output", "out"), fields.get("input", "in")
        if source not in kinds or target not in kinds:
            problems.append(PatchProblem("dangling", id))
            continue
        signal = kinds[source].outputs.get(output)
        if signal is None or signal != kinds[target].inputs.get(input):
            problems.append(PatchProblem("mismatch", id))
        elif (source, output, target, input) in taken:
            problems.append(PatchProblem("double", id))
        elif _reaches(feeds, target, source):
            problems.append(PatchProblem("cycle", id))
        else:
            taken.add((source, output, target, input))
            feeds[source].add(target)
            cables.append(Cable(id, source, output, target, input))
    return tuple(cables)


def _reaches(feeds: Mapping[str, Iterable[str]], start: str, goal: str) -> bool:
    seen, ahead = {start}, [start]
    while ahead:
        id = ahead.pop()
        if id == goal:
            return True
        fresh = set(feeds[id]) - seen
        seen |= fresh
        ahead.extend(fresh)
    return False


def _order(kinds: Mapping[str, Kind], cables: Iterable[Cable]) -> list[str]:
    """Node ids, sources first (Kahn's algorithm, the smallest id first)."""
    waiting = {id: {cable.source for cable in cables if cable.target == id} for id in kinds}
    ordered: list[str] = []
    while waiting:
        id = min(id for id, sources in waiting.items() if not sources)
        del waiting[id]
        for sources in waiting.values():
            sources.discard(id)
        ordered.append(id)
    return ordered

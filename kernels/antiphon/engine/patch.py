"""The patch: the immutable reading of a document's synthesis graph, as the piece is of its score.

Whatever concurrent editing left behind, there is a patch, and every part sounds.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from antiphon.document.codec import inspect
from antiphon.document.piece import Piece
from antiphon.engine.catalogue import Kind, Parameter, catalogue, default_kind, kind
from antiphon.engine.strips import Strips
from antiphon.engine.taking import takers
from antiphon.engine.wiring import Cable, past, sources_first, through_groups, without_cycles

THROUGH = "note.through"
"""The kind that stands for a bypassed node of notes."""

SHARED = "shared"
"""Name of the stem on which nodes sound that several parts feed, or none."""


@dataclass(frozen=True, slots=True)
class PatchNode:
    """A node that will be built.

    Attributes:
        id: The node's id; `default-<part>` for an instrument that the document does not have.
        kind: A kind of the catalogue.
        part: Id of the part whose notes it takes straight: an instrument's into which no node plays, or a note node's; else
            None.
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
class PatchProblem:
    """Something of the graph that is not heard as it was written.

    Attributes:
        code: `unknown` (kind), `dangling` (an end of a cable or send is gone), `mismatch` (of ports), `double` (cable), `circle`
            (a cable of notes, a bus or a send that leads back to where it came from), `idle` (an instrument without a part or
            notes), `insert` (one whose node is gone, is no effect or is inserted already), or `inserted` (a cable of sound at
            a node that is an insert of a strip).
        id: Id of the node, cable, send, insert or bus.
    """

    code: str
    id: str


@dataclass(frozen=True, slots=True)
class Patch:
    """The graph.

    Attributes:
        nodes: Sources before what they feed, feedback aside; by id where either order would do. What is bypassed
            is not among them.
        cables: By id; no two alike, and without those that are feedback, no cycle.
        problems: By id.
        muted: Ids of the nodes that nothing is to leave; the mixer cuts their cables.
        soloed: Ids of the nodes that are soloed.
        strips: The mixer's, once it was put behind the graph (`antiphon.engine.console`).
    """

    nodes: tuple[PatchNode, ...]
    cables: tuple[Cable, ...]
    problems: tuple[PatchProblem, ...]
    muted: frozenset[str] = frozenset()
    soloed: frozenset[str] = frozenset()
    strips: Strips | None = None


def project_patch(document: Mapping[str, Any], piece: Piece) -> Patch:
    """Read a document's graph.

    Args:
        document: A document, or anything shaped like one.
        piece: The same document's piece: its parts are those that play.

    Returns:
        The patch: nodes of known kinds with every parameter present and within its range (the node's value, else its
        preset's, else the catalogue's), cables that fit, an instrument for every part.
    """
    clean, _ = inspect(document)
    problems: list[PatchProblem] = []
    order = {part.id: index for index, part in enumerate(piece.parts)}
    presets: Mapping[str, Mapping[str, Any]] = clean["presets"]
    kinds: dict[str, Kind] = {}
    parts: dict[str, str | None] = {}
    values: dict[str, tuple[float, ...]] = {}
    bypassed: list[str] = []
    for id, fields in sorted(clean["nodes"].items()):
        known = catalogue().get(fields["kind"])
        if known is None:
            problems.append(PatchProblem("unknown", id))
            continue
        kinds[id] = known
        parts[id] = part if (part := fields.get("part")) in order else None
        preset = presets.get(fields.get("preset", ""), {})
        values[id] = _values(known, {**(preset if preset.get("kind") == known.name else {}), **fields})
        if fields.get("bypass") and not fields.get("mute"):
            bypassed.append(id)
    cables: Collection[Cable] = _fitting(through_groups(clean["edges"], clean["ports"]), kinds, problems)
    silenced = {parts[id] for id in bypassed if kinds[id].plays}
    for id in bypassed:
        if kinds[id].gives_notes:
            kinds[id], values[id] = kind(THROUGH), ()
        else:
            cables = past(id, cables, _passages(kinds.pop(id)))
    cables = without_cycles(kinds, _once(cables))
    circles = {cable for cable in cables if cable.feedback and kinds[cable.source].gives_notes}
    problems += (PatchProblem("circle", cable.id) for cable in circles)
    cables = [cable for cable in cables if cable not in circles]
    takes, idle = takers(kinds, parts, cables, list(order))
    problems += (PatchProblem("idle", id) for id in idle)
    played = {*takes.values(), *silenced}
    for each in piece.parts:
        if each.id not in played:
            chosen = kind(default_kind(each.instrument or each.name))
            id = _free(f"default-{each.id}", kinds)
            kinds[id] = chosen
            takes[id] = parts[id] = each.id
            values[id] = tuple(parameter.default for parameter in chosen.parameters)
    nodes = _nodes(kinds, parts, takes, values, cables, order)
    drawn = clean["nodes"].items()
    muted = frozenset(id for id, fields in drawn if fields.get("mute"))
    soloed = frozenset(id for id, fields in drawn if fields.get("solo"))
    return Patch(nodes, tuple(cables), tuple(sorted(problems, key=lambda problem: problem.id)), muted, soloed)


def _values(known: Kind, fields: Mapping[str, Any]) -> tuple[float, ...]:
    def value(parameter: Parameter) -> float:
        return parameter.clamp(fields.get(f"p_{parameter.name}", parameter.default))

    return tuple(value(parameter) for parameter in known.parameters)


def _free(id: str, taken: Mapping[str, object]) -> str:
    while id in taken:
        id += "-"
    return id


def _fitting(cables: Iterable[Cable], kinds: Mapping[str, Kind], problems: list[PatchProblem]) -> list[Cable]:
    """The cables that fit, once each."""
    kept: list[Cable] = []
    taken: set[tuple[str, str, str, str]] = set()
    for cable in cables:
        place = (cable.source, cable.output, cable.target, cable.input)
        if cable.source not in kinds or cable.target not in kinds:
            problems.append(PatchProblem("dangling", cable.id))
            continue
        signal = kinds[cable.source].outputs.get(cable.output)
        if signal is None or signal != kinds[cable.target].inputs.get(cable.input):
            problems.append(PatchProblem("mismatch", cable.id))
        elif place in taken:
            problems.append(PatchProblem("double", cable.id))
        else:
            taken.add(place)
            kept.append(cable)
    return kept


def _passages(known: Kind) -> set[tuple[str, str]]:
    """Inputs and outputs of a kind that carry the same, where it is bypassed: the first input of an output's signal."""
    knobs = {parameter.name for parameter in known.parameters}
    passages: set[tuple[str, str]] = set()
    for output, signal in known.outputs.items():
        same = [port for port, carried in known.inputs.items() if carried == signal and port not in knobs]
        passages.update((port, output) for port in same[:1])
    return passages


def _once(cables: Iterable[Cable]) -> list[Cable]:
    """No two alike: past what is bypassed, two ways may lead to one place."""
    first = {(cable.source, cable.output, cable.target, cable.input): cable for cable in reversed([*cables])}
    return sorted(first.values(), key=lambda cable: cable.id)


def _nodes(
    kinds: Mapping[str, Kind],
    named: Mapping[str, str | None],
    takes: Mapping[str, str],
    values: Mapping[str, tuple[float, ...]],
    cables: Collection[Cable],
    order: Mapping[str, int],
) -> tuple[PatchNode, ...]:
    onward = ((cable.source, cable.target) for cable in cables if not cable.feedback)
    ordered = sources_first(kinds, onward)
    assert ordered is not None
    feeding: dict[str, list[str]] = defaultdict(list)
    taken_on = set()
    for cable in cables:
        signal = kinds[cable.source].outputs[cable.output]
        if signal != "control":
            feeding[cable.target].append(cable.source)
        if signal == "audio" and kinds[cable.target].gives_sound and not cable.feedback:
            taken_on.add(cable.source)
    heard: dict[str, frozenset[str]] = dict.fromkeys(ordered, frozenset())
    sounding: set[str] = set()
    known = -1
    while known != (
        known := len(sounding) + sum(map(len, heard.values()))
    ):  # again, for what feedback brings
        for id in ordered:
            plays = kinds[id].plays
            own = named[id] if plays else takes.get(id)
            mine = frozenset({own} if own is not None else ())
            heard[id] = mine if plays and mine else mine.union(*(heard[source] for source in feeding[id]))
            fed = bool(feeding[id]) or id in takes if plays else not sounding.isdisjoint(feeding[id])
            if kinds[id].sounds or (kinds[id].gives_sound and fed):
                sounding.add(id)
    nodes = []
    for id in ordered:
        parts = tuple(sorted(heard[id], key=order.__getitem__))
        own = parts[0] if len(parts) == 1 else SHARED
        stem = own if id in sounding and id not in taken_on else None
        nodes.append(PatchNode(id, kinds[id].name, takes.get(id), values[id], parts, stem))
    return tuple(nodes)

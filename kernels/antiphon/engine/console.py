"""The console: the mixer's strips as ordinary nodes and cables of the patch, so that an edit of them is an edit of the graph.

Behind what a part sounds come its strip's inserts, equaliser and compressor, then the fader (gain and pan, `Cable.fader`), sends
and the bus that it goes to. A strip that has none of them adds nothing. Those of the master begin at the node `MIX`, which
nothing in the patch feeds: the rack gives it the mix.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from antiphon.document.codec import inspect
from antiphon.document.piece import Piece
from antiphon.engine.catalogue import kind
from antiphon.engine.patch import SHARED, Patch, PatchNode, PatchProblem
from antiphon.engine.strips import MASTER, MIX, Fields, Strips, read_strips
from antiphon.engine.wiring import Cable, reached, sources_first, without_cycles

if TYPE_CHECKING:
    from antiphon.engine.plan import Plan

BUS, EQUALISER, COMPRESSOR = "mix.bus", "eq.four", "dynamics.stereo"
"""The kinds that strips are made of."""

SWITCHES: Mapping[str, str] = {"eq": EQUALISER, "compressor": COMPRESSOR}
"""The fields that put a node into a strip, in the order in which sound goes through."""

FADER = frozenset({"gain", "pan", "mute", "solo"})
"""The fields that a strip's fader depends on."""

Armed = Collection[tuple[str, str]]
"""Strips and switches whose node is there though it is off, because it is about to be on."""


def mixed(patch: Patch, document: Mapping[str, Any], piece: Piece, armed: Armed = ()) -> Patch:
    """Put a document's mixer behind its graph.

    Args:
        patch: The graph of the document.
        document: The document, of which `mix`, `sends`, `inserts` and `nodes` are read.
        piece: The same document's piece.
        armed: Where a node is made though its switch is off; it changes nothing then.

    Returns:
        The patch with `strips`: what is muted gives nothing, and where something is soloed nothing else is heard.
    """
    clean, _ = inspect({root: document.get(root, {}) for root in ("mix", "sends", "inserts", "nodes")})
    strips = read_strips(clean, piece)
    passed = {id for id, node in clean["nodes"].items() if node.get("bypass")}
    return _silenced(_Mixing(patch, strips, clean["inserts"], passed, armed).patch())


def strip_node(strip: str, switch: str) -> str:
    """Id of the node that a strip's equaliser (`eq`) or compressor is."""
    return f"{switch}:{strip}"


def strip_values(switch: str, fields: Fields) -> tuple[float, ...]:
    """The values of a strip's equaliser or compressor, in the catalogue's order; where it is off, such that it does nothing."""
    names = {"gain": "makeup"} if switch == "compressor" else {}
    values = {
        each.name: fields[names.get(each.name, each.name)] for each in kind(SWITCHES[switch]).parameters
    }
    if not fields[switch]:
        values |= {"ratio": 1, "gain": 0} if switch == "compressor" else _flat(values)
    return tuple(float(value) for value in values.values())


def _flat(values: Iterable[str]) -> dict[str, float]:
    return {name: 0.0 for name in values if name.endswith("_gain")}


def steered(plan: Plan, strips: Strips, moves: Mapping[tuple[str, str], float]) -> dict[int, float]:
    """The values of a plan where some fields are others than the document says.

    Args:
        plan: The plan of a mixed patch.
        strips: Its strips.
        moves: By strip or node, and field (`p_` and a parameter's name, of a node); a switch is on from one half on.

    Returns:
        By index, those that depend on them.
    """
    fields = dict(strips.fields)
    found: dict[int, float] = {}
    touched: dict[str, set[str]] = defaultdict(set)
    for (target, field), value in moves.items():
        if target in fields and field in fields[target]:
            turns = isinstance(strips.fields[target][field], bool)
            fields[target] = {**fields[target], field: value >= 0.5 if turns else value}
            touched[target].add(field)
        else:
            try:
                index = plan.parameter(target, field.removeprefix("p_"))
            except KeyError:
                continue
            found[index] = value
    if any(not FADER.isdisjoint(names) for target, names in touched.items() if target != MASTER):
        for name, (left, right) in strips.gains(fields).items():
            at = plan.places[name]
            found[at], found[at + 1] = left, right
    if MASTER in touched:
        found |= {plan.master + offset: value for offset, value in enumerate(strips.master(fields))}
    for target, names in touched.items():
        if FADER.issuperset(names):
            continue
        for switch in SWITCHES:
            values = strip_values(switch, fields[target])
            for first in plan.firsts(strip_node(target, switch)):
                found |= {first + offset: value for offset, value in enumerate(values)}
    return found


class _Mixing:
    """One patch being mixed."""

    def __init__(
        self, patch: Patch, strips: Strips, inserts: Mapping[str, Any], passed: Collection[str], armed: Armed
    ) -> None:
        self._before, self._strips, self._armed = patch, strips, armed
        self._passed = set(passed).difference(node.id for node in patch.nodes)
        self._nodes = {node.id: node for node in patch.nodes}
        self._cables = list(patch.cables)
        self._problems = [PatchProblem("circle", id) for id in strips.circles]
        self._problems += [PatchProblem("dangling", id) for id in strips.lost]
        self._chains: dict[str, list[str]] = defaultdict(list)
        self._inserted: set[str] = set()
        self._insert(inserts)
        targets = [send.target for send in strips.sends if not send.to_bus]
        self._beyond = self._downstream(target for target in targets if target not in self._inserted)

    def patch(self) -> Patch:
        ends = {id: self._part(id) for id in self._strips.parts}
        for bus in self._strips.buses:
            self._add(f"bus:{bus.id}", BUS, (), ())
        for bus in self._strips.buses:
            end = self._through(bus.id, [(f"bus:{bus.id}", "out")], "")
            self._sound_on(end, bus.id)
            ends[bus.id] = [end]
        if self._chains[MASTER] or any(self._has(MASTER, switch) for switch in SWITCHES):
            self._add(MIX, BUS, (), ())
            self._sound_on(self._through(MASTER, [(MIX, "out")], ""), MASTER)
        for strip, bus_id in sorted(self._strips.routes.items()):
            for node, output in ends[strip]:
                if self._nodes[node].stem == strip:
                    self._lay(f"route:{strip}", node, output, f"bus:{bus_id}", "in", strip)
        for send in self._strips.sends:
            target = f"bus:{send.target}" if send.to_bus else send.target
            input = self._entrance(target)
            if input is None or target in self._inserted:
                if target not in self._passed:
                    self._problems.append(PatchProblem("dangling", send.id))
                continue
            for node, output in ends[send.source]:
                self._lay(f"send:{send.id}", node, output, target, input, send.fader)
        forward = [cable for cable in self._cables if not cable.feedback]
        back = [cable for cable in self._cables if cable.feedback]
        cables = [*without_cycles(self._nodes, forward), *back]
        order = sources_first(
            self._nodes, ((cable.source, cable.target) for cable in cables if not cable.feedback)
        )
        assert order is not None
        problems = sorted([*self._before.problems, *self._problems], key=lambda problem: problem.id)
        return replace(
            self._before,
            nodes=tuple(self._nodes[id] for id in order),
            cables=tuple(sorted(cables, key=lambda cable: cable.id)),
            problems=tuple(problems),
            strips=self._strips,
        )

    def _insert(self, inserts: Mapping[str, Any]) -> None:
        """See which nodes are inserts, and take their cables of sound away: the strip's goes through them."""
        ordered = sorted(inserts.items(), key=lambda item: (item[1]["strip"], item[1]["index"], item[0]))
        for id, insert in ordered:
            strip, node = insert["strip"], insert["node"]
            if node in self._passed:
                continue
            usable = (
                node in self._nodes and self._entrance(node) and "out" in kind(self._nodes[node].kind).outputs
            )
            if strip not in self._strips.fields or not usable or node in self._inserted:
                self._problems.append(PatchProblem("insert", id))
                continue
            self._inserted.add(node)
            self._nodes[node] = replace(self._nodes[node], stem=None)
            if not insert.get("bypass"):
                self._chains[strip].append(node)
        lost = [cable for cable in self._cables if self._is_spliced(cable)]
        self._cables = [cable for cable in self._cables if not self._is_spliced(cable)]
        self._problems += (PatchProblem("inserted", cable.id) for cable in lost)
        for cable in lost:
            node = self._nodes[cable.source]
            taken = any(each.source == node.id and self._sounds_on(each) for each in self._cables)
            if not taken and node.id not in self._inserted:
                own = node.parts[0] if len(node.parts) == 1 else SHARED
                self._nodes[node.id] = replace(node, stem=own)

    def _is_spliced(self, cable: Cable) -> bool:
        into = cable.target in self._inserted and cable.input == self._entrance(cable.target)
        return into or (cable.source in self._inserted and self._of_sound(cable))

    def _entrance(self, node: str) -> str | None:
        """The port that takes a strip's sound: the first one of sound."""
        if node not in self._nodes:
            return None
        inputs = kind(self._nodes[node].kind).inputs
        return next((port for port, signal in inputs.items() if signal == "audio"), None)

    def _downstream(self, starts: Iterable[str]) -> set[str]:
        onward: dict[str, list[str]] = defaultdict(list)
        for cable in self._cables:
            if self._of_sound(cable):
                onward[cable.source].append(cable.target)
        found: set[str] = set()
        for start in starts:
            if start in self._nodes and start not in found:
                found |= reached(start, onward)
        taken = {cable.source for cable in self._cables if self._sounds_on(cable)}
        for id in found:
            sounds = kind(self._nodes[id].kind).gives_sound and id not in taken
            self._nodes[id] = replace(self._nodes[id], stem=SHARED if sounds else None)
        return found

    def _of_sound(self, cable: Cable) -> bool:
        return kind(self._nodes[cable.source].kind).outputs[cable.output] == "audio"

    def _sounds_on(self, cable: Cable) -> bool:
        """Whether sound goes on through a cable, and is not only listened to."""
        return (
            self._of_sound(cable) and kind(self._nodes[cable.target].kind).gives_sound and not cable.feedback
        )

    def _domain(self, id: str) -> str:
        """The part that a node is alone of, or `shared`."""
        parts = self._nodes[id].parts
        alone = len(parts) == 1 and id not in self._beyond and id not in self._inserted
        return parts[0] if alone else SHARED

    def _part(self, part: str) -> list[tuple[str, str]]:
        """Have a part's sound go through its strip; what comes out of it."""
        own = [(node.id, "out") for node in self._nodes.values() if node.stem == part]
        leaving = [cable for cable in self._cables if self._leaves(cable, part)]
        exits = dict.fromkeys((cable.source, cable.output) for cable in leaving if self._sounds_on(cable))
        ends: list[tuple[str, str]] = []
        if own:
            end = self._through(part, own, "")
            if end not in own:
                for id, _ in own:
                    self._nodes[id] = replace(self._nodes[id], stem=None)
                self._sound_on(end, part)
                own = [end]
            ends += own
        moved = {}
        for index, exit in enumerate(exits):
            first = not own and not index
            moved[exit] = self._through(part, [exit], "" if first else f":{exit[0]}.{exit[1]}", first)
            ends.append(moved[exit])
        for cable in leaving:
            source, output = moved.get((cable.source, cable.output), (cable.source, cable.output))
            at = self._cables.index(cable)
            self._cables[at] = replace(cable, source=source, output=output, fader=part)
        return list(dict.fromkeys(ends))

    def _leaves(self, cable: Cable, part: str) -> bool:
        return (
            self._of_sound(cable)
            and self._domain(cable.source) == part
            and self._domain(cable.target) != part
            and (cable.target in self._inserted or cable.target in self._beyond or self._shared(cable.target))
        )

    def _shared(self, id: str) -> bool:
        return len(self._nodes[id].parts) > 1

    def _through(
        self, strip: str, sources: list[tuple[str, str]], suffix: str, inserted: bool = True
    ) -> tuple[str, str]:
        """Lay cables through a strip's inserts, equaliser and compressor; the last node and its output."""
        fields = self._strips.fields[strip]
        chain = list(self._chains[strip]) if inserted and not suffix else []
        for switch, made_of in SWITCHES.items():
            if self._has(strip, switch):
                id = strip_node(strip, switch) + suffix
                parts = (strip,) if strip in self._strips.parts else ()
                self._add(id, made_of, strip_values(switch, fields), parts)
                chain.append(id)
        for id in chain:
            input = self._entrance(id)
            assert input is not None
            for source, output in sources:
                self._lay(f"strip:{id}", source, output, id, input)
            sources = [(id, "out")]
        return sources[0]

    def _has(self, strip: str, switch: str) -> bool:
        """Whether a strip has a node for a switch."""
        return bool(self._strips.fields[strip][switch]) or (strip, switch) in self._armed

    def _add(self, id: str, made_of: str, values: tuple[float, ...], parts: tuple[str, ...]) -> None:
        self._nodes[id] = PatchNode(id, made_of, None, values, parts, None)

    def _sound_on(self, end: tuple[str, str], stem: str) -> None:
        self._nodes[end[0]] = replace(self._nodes[end[0]], stem=stem)

    def _lay(self, name: str, source: str, output: str, target: str, input: str, fader: str = "") -> None:
        self._cables.append(Cable(f"{name}<{source}.{output}", source, output, target, input, fader=fader))


def _silenced(patch: Patch) -> Patch:
    """A patch in which what is muted gives nothing, and where something is soloed nothing else is heard."""
    kinds = {node.id: kind(node.kind) for node in patch.nodes}
    muted, soloed = patch.muted.intersection(kinds), patch.soloed.intersection(kinds)
    if not muted and not soloed:
        return patch
    onward: dict[str, list[str]] = defaultdict(list)
    back: dict[str, list[str]] = defaultdict(list)
    signals = {cable.id: kinds[cable.source].outputs[cable.output] for cable in patch.cables}
    for cable in patch.cables:
        if signals[cable.id] != "control":
            onward[cable.source].append(cable.target)
            back[cable.target].append(cable.source)
    # All that sounds goes through the master: nothing of it is soloed, or soloed away.
    hidden = reached(MIX, onward)
    soloed -= hidden
    behind = set().union(*(reached(id, onward) for id in soloed))
    before = set().union(*(reached(id, back) for id in soloed))
    hidden |= {
        node.id for node in patch.nodes if node.parts and all(part.startswith("*") for part in node.parts)
    }

    def carries(cable: Cable) -> bool:
        if cable.source in muted:
            return False
        on_the_way = cable.source in behind or cable.target in before or cable.source in hidden
        return not soloed or signals[cable.id] != "audio" or on_the_way

    def heard(node: PatchNode) -> bool:
        return node.id not in muted and (not soloed or node.id in behind or node.id in hidden)

    return replace(
        patch,
        nodes=tuple(node if heard(node) else replace(node, stem=None) for node in patch.nodes),
        cables=tuple(cable for cable in patch.cables if carries(cable)),
    )

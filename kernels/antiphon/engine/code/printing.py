"""Writing a graph as Python: a statement a node, what feeds before what is fed."""

from __future__ import annotations

import json
import keyword
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from antiphon.document.codec import number_text
from antiphon.engine.catalogue import Parameter, catalogue
from antiphon.engine.code.sketch import FLAGS, Entry, Sketch, sketch
from antiphon.engine.code.words import METHODS, classes, key_of, nameless, numbered, plain, slug, word_of
from antiphon.engine.wiring import Cable, through_groups, without_cycles

_ROOTS: Final = ("presets", "groups", "nodes")
"""What has a variable."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A graph's text.

    Attributes:
        text: The text; empty where there is no graph.
        names: The variable of each preset, group and node, by id.
        lines: The line, from 0, of each entry that has one, by id; that of a cable within a node is the node's.
        order: Ids of presets, groups and nodes, as they are written.
        sketch: What is written.
    """

    text: str
    names: Mapping[str, str]
    lines: Mapping[str, int]
    order: tuple[str, ...]
    sketch: Sketch


def print_graph(document: Mapping[str, Any], before: Printed | None = None) -> Printed:
    """Write a document's graph.

    Args:
        document: A valid document.
        before: An earlier text of it: variables and order stay as they are there, where they can.
    """
    seen = sketch(document)
    rank = {id: at for at, id in enumerate(before.order)} if before else {}
    presets = sorted(seen.presets, key=lambda id: (rank.get(id, len(rank)), id))
    groups = _outer_first(seen, rank)
    joined = _joined(seen)
    nodes = _sources_first(seen, joined, rank)
    order = (*presets, *groups, *nodes)
    names = _names(seen, order, before)
    parts = part_words(document.get("parts", {}))
    lines: list[str] = []
    places: dict[str, int] = {}

    def put(text: str, *ids: str) -> None:
        places.update((id, len(lines)) for id in ids)
        lines.append(text)

    def pause() -> None:
        if lines and lines[-1]:
            lines.append("")

    for id in presets:
        put(f"{names[id]} = {_preset(seen.presets[id], names[id])}", id)
    for id in groups:
        put(f"{names[id]} = {_group(seen.groups[id], names[id], names)}", id)
    pause()
    place = {id: at for at, id in enumerate(nodes)}
    inside: dict[str, list[str]] = defaultdict(list)
    later: list[str] = []
    # Feedback is said last: of a cycle that is read anew it is the last cable that closes it.
    feedback = {cable.id for cable in joined if cable.feedback}
    for edge in sorted(
        seen.edges,
        key=lambda id: (
            id in feedback,
            place.get(seen.edges[id]["source"], -1),
            names[seen.edges[id]["source"]],
            id,
        ),
    ):
        source, target = seen.edges[edge]["source"], seen.edges[edge]["target"]
        goes_on = source not in place or place[source] < place.get(target, -1)
        if target in place and goes_on and edge not in feedback:
            inside[target].append(edge)
        else:
            later.append(edge)
    for id in nodes:
        own = [seen.edges[edge] for edge in inside[id]]
        put(f"{names[id]} = {_node(seen.nodes[id], names[id], own, names, parts)}", id, *inside[id])
    pause()
    for id, port in seen.ports.items():
        to = _end(names[port["node"]], port["port"], port["direction"])
        put(f"{names[port['group']]}.{port['direction']}put({_text(port['name'])}, {to})", id)
    for id in later:
        cable = seen.edges[id]
        source = _end(names[cable["source"]], cable["output"], "out")
        put(f"{source}.connect({_end(names[cable['target']], cable['input'], 'in')})", id)
    pause()
    for id, label in seen.labels.items():
        group = f", group={names[label['group']]}" if "group" in label else ""
        put(f"Label({_text(label['text'])}{group})", id)
    if seen.hidden:
        pause()
        put(f"# Kept, and not written here, cables and ports with an end that is gone: {seen.hidden}.")
    while lines and not lines[-1]:
        lines.pop()
    return Printed("".join(f"{line}\n" for line in lines), names, places, order, seen)


def part_words(parts: Mapping[str, Any]) -> dict[str, str]:
    """What each part is called: its name where no other one is called so, else its id."""
    count: dict[str, int] = defaultdict(int)
    for part in parts.values():
        count[part["name"]] += 1
    return {
        id: part["name"] if count[part["name"]] == 1 and part["name"] and part["name"] not in parts else id
        for id, part in parts.items()
    }


def _outer_first(seen: Sketch, rank: Mapping[str, int]) -> list[str]:
    """Groups, each behind the one that it is in."""
    ordered: dict[str, None] = {}
    for id in sorted(seen.groups, key=lambda id: (rank.get(id, len(rank)), id)):
        chain = [id]
        while (outer := seen.groups[chain[-1]].get("group")) and outer not in ordered:
            chain.append(outer)
        ordered.update(dict.fromkeys(reversed(chain)))
    return list(ordered)


def _joined(seen: Sketch) -> tuple[Cable, ...]:
    """Cables from node to node, the ports of groups followed."""
    cables = through_groups(seen.edges, seen.ports)
    return without_cycles(
        seen.nodes, (each for each in cables if each.source in seen.nodes and each.target in seen.nodes)
    )


def _sources_first(seen: Sketch, joined: Iterable[Cable], rank: Mapping[str, int]) -> list[str]:
    """Nodes, each behind what feeds it, feedback aside: chain by chain, from its end."""
    feeding: dict[str, set[str]] = defaultdict(set)
    feeds = set()
    for cable in joined:
        if not cable.feedback:
            feeding[cable.target].add(cable.source)
            feeds.add(cable.source)

    def key(id: str) -> tuple[int, bool, str]:
        return (rank.get(id, len(rank)), id in feeds, id)

    ordered: dict[str, None] = {}
    entered: set[str] = set()
    for start in sorted(seen.nodes, key=key):
        stack = [start]
        while stack:
            id = stack[-1]
            if id not in entered:
                entered.add(id)
                stack += sorted((each for each in feeding[id] if each not in entered), key=key, reverse=True)
            else:
                stack.pop()
                ordered[id] = None
    return list(ordered)


def _names(seen: Sketch, order: Iterable[str], before: Printed | None) -> dict[str, str]:
    """A variable for each: the one it had, its name, what is nearest to its name, or its kind."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    entries = {id: entry for root in _ROOTS for id, entry in getattr(seen, root).items()}
    ids = list(order)
    if before:
        old = {id: entry for root in _ROOTS for id, entry in getattr(before.sketch, root).items()}
        for id in ids:
            word = before.names.get(id, "")
            if word and word not in taken and _may_stay(word, entries[id], old[id]):
                names[id] = word
                taken.add(word)
    # Names that are variables as they are come first, so that no other one takes them.
    for own in (True, False):
        for id in ids:
            name = entries[id].get("name", "")
            if id in names or plain(name) != own:
                continue
            names[id] = numbered(
                name if own else slug(name) or word_of(entries[id].get("kind", "x.group")), taken
            )
            taken.add(names[id])
    return names


def _may_stay(word: str, entry: Entry, old: Entry) -> bool:
    name = entry.get("name")
    if name is None:
        return nameless(word, entry.get("kind", ""))
    return name == word or (name == old.get("name") and not plain(name))


def name_said(variable: str, kind: str | None, root: str) -> str | None:
    """The name that a variable by itself gives to what it stands for."""
    return None if root == "nodes" and nameless(variable, kind or "") else variable


def _named(entry: Entry, variable: str, root: str = "groups") -> str:
    name = entry.get("name")
    said = name_said(variable, entry.get("kind"), root)
    return "" if name == said else f"name={_text(name or '')}"


def _class(kind: str) -> str:
    return classes().get(kind) or _text(kind)


def _preset(entry: Entry, variable: str) -> str:
    known = _parameters(entry["kind"])
    words = [_class(entry["kind"])]
    for field in _fields(entry, known):
        words.append(f"{key_of(field[2:])}={_number(entry[field], known.get(field[2:]))}")
    return f"Preset({', '.join(filter(None, [*words, _named(entry, variable)]))})"


def _group(entry: Entry, variable: str, names: Mapping[str, str]) -> str:
    words = [_named(entry, variable)]
    if "group" in entry:
        words.append(f"group={names[entry['group']]}")
    if entry.get("collapsed"):
        words.append("collapsed=True")
    if "colour" in entry:
        words.append(f"colour={entry['colour']}")
    return f"Group({', '.join(filter(None, words))})"


def _node(
    entry: Entry, variable: str, edges: list[Entry], names: Mapping[str, str], parts: Mapping[str, str]
) -> str:
    kind: str = entry["kind"]
    known = _parameters(kind)
    cables: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        cables[edge["input"]].append(_end(names[edge["source"]], edge["output"], "out"))
    words = [" + ".join(cables.pop("in", []))]
    if kind not in classes():
        words.insert(0, _text(kind))
    if "part" in entry:
        words.append(f"part={_text(parts.get(entry['part'], entry['part']))}")
    if "preset" in entry:
        words.append(f"preset={names[entry['preset']]}")
    fields = {field[2:]: entry[field] for field in _fields(entry, known)}
    ports = list(catalogue()[kind].inputs) if kind in catalogue() else []
    inputs = [port for port in ports if port not in known]
    for word in dict.fromkeys([*inputs, *known, *fields, *sorted(cables)]):
        number = [_number(fields[word], known.get(word), bool(cables.get(word)))] if word in fields else []
        if terms := [*number, *cables.get(word, [])]:
            words.append(f"{key_of(word)}={' + '.join(terms)}")
    words.append(_named(entry, variable, "nodes"))
    if "group" in entry:
        words.append(f"group={names[entry['group']]}")
    words += [f"{flag}=True" for flag in FLAGS if entry.get(flag)]
    name = "" if kind in classes() else "Node"
    return f"{classes().get(kind, name)}({', '.join(filter(None, words))})"


def _parameters(kind: str) -> dict[str, Parameter]:
    known = catalogue().get(kind)
    return {each.name: each for each in known.parameters} if known else {}


def _fields(entry: Entry, known: Mapping[str, Parameter]) -> list[str]:
    """Fields of parameters: in the catalogue's order, then others."""
    mine = [field for field in entry if field.startswith("p_")]
    return [
        *(f"p_{name}" for name in known if f"p_{name}" in entry),
        *sorted(field for field in mine if field[2:] not in known),
    ]


def _number(value: float, parameter: Parameter | None, summed: bool = False) -> str:
    if parameter and parameter.choices and not summed:
        at = value - parameter.minimum
        if at == int(at) and 0 <= at < len(parameter.choices):
            return _text(parameter.choices[int(at)])
    return number_text(float(value))


def _end(variable: str, port: str, direction: str) -> str:
    """A port: of a node's own `in` or `out`, the node itself."""
    if port == direction:
        return variable
    if keyword.iskeyword(port) or port in METHODS:
        return f'{variable}["{port}"]'
    return f"{variable}.{port}"


def _text(words: str) -> str:
    text = json.dumps(words, ensure_ascii=False)
    return re.sub(
        "[\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]",
        lambda match: f"\\u{ord(match.group()):04x}",
        text,
    )

"""What of a piece can be steered: made from its document and the engine's catalogue. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from antiphon.engine.catalogue import Kind, Parameter, catalogue, default_kind
from antiphon.engine.library import presets
from antiphon.session.saying import Saying, Word
from antiphon.session.target import FORM, GENERAL, Choice, Target

Lines = Mapping[str, Mapping[str, str]]
"""The lines of a document's text, by root and id, as of a room."""

_MASTER = "master"
_AS_WRITTEN = Choice("written", Saying("As written"))
_STEPS = 20
"""Steps from one end of a parameter to the other."""


def steerable(lines: Lines) -> dict[str, Target]:
    """All that can be steered of a piece, by key: what every piece has first, then by part, strip, node and section."""
    read = {root: _entries(lines, root) for root in ("parts", "mix", "nodes", "presets")}
    targets = [*GENERAL, form(lines), *_of_parts(read), *_of_strips(read), *_of_nodes(read)]
    return {target.key: target for target in targets}


def form(lines: Lines) -> Target:
    """Which section comes next."""
    measures = _entries(lines, "measures")
    order = {id: place for place, id in enumerate(_ordered(measures))}
    sections = [
        (order[fields["measure"]], id, fields)
        for id, fields in _entries(lines, "sections").items()
        if fields.get("measure") in order
    ]
    choices = [Choice("on", Saying("As written")), Choice("again", Saying("This section again"))]
    for _, id, fields in sorted(sections, key=lambda each: each[:2]):
        section = str(fields.get("name") or "") or Saying("a section")
        choices.append(Choice(f"next:{id}", Saying("Next: {section}", section=section)))
    return Target(FORM, Saying("Form"), "on", choices=(*choices, Choice("ending", Saying("To the ending"))))


def _entries(lines: Lines, root: str) -> dict[str, dict[str, Any]]:
    return {id: json.loads(line.partition(": ")[2]) for id, line in lines.get(root, {}).items()}


def _ordered(entries: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return sorted(entries, key=lambda id: (str(entries[id].get("index", "")), id))


def _named(fields: Mapping[str, Any], otherwise: str) -> str:
    return " ".join(str(fields.get("name") or "").split())[:60] or otherwise


def _of_parts(read: Mapping[str, Any]) -> Iterator[Target]:
    own = [
        Choice(id, _named(fields, Saying("A preset")))
        for id, fields in read["presets"].items()
        if _plays(fields)
    ]
    sounds = (_AS_WRITTEN, *own, *_shipped_sounds())
    for id in _ordered(read["parts"]):
        name = _named(read["parts"][id], Saying("A part"))
        yield Target(f"part/{id}", Saying("{part}: plays", part=name), 1.0, step=1.0, whole=True)
        dynamics = Saying("{part}: dynamics", part=name)
        yield Target(f"dynamics/{id}", dynamics, 0.0, "dB", -24.0, 12.0, 3.0, usual=(-9.0, 6.0))
        yield Target(f"sound/{id}", Saying("{part}: sound", part=name), "written", choices=sounds)


def _plays(fields: Mapping[str, Any]) -> bool:
    known = catalogue().get(str(fields.get("kind")))
    return known is not None and known.plays


@cache
def _shipped_sounds() -> tuple[Choice, ...]:
    kinds = [Choice(each.name, Word(each.title)) for each in catalogue().values() if each.plays]
    shelf = [Choice(each.id, Word(each.name)) for each in presets().values() if catalogue()[each.kind].plays]
    return (*kinds, *shelf)


def _of_strips(read: Mapping[str, Any]) -> Iterator[Target]:
    names = {id: _named(read["parts"][id], Saying("A part")) for id in _ordered(read["parts"])}
    buses = {id: _named(fields, Saying("A bus")) for id, fields in read["mix"].items() if id not in names}
    for id, name in (names | buses | {_MASTER: Saying("Everything")}).items():
        level = Saying("{part}: level", part=name)
        yield Target(f"gain/{id}", level, 0.0, "dB", -60.0, 12.0, 1.0, usual=(-12.0, 6.0))


def _of_nodes(read: Mapping[str, Any]) -> Iterator[Target]:
    nodes: dict[str, dict[str, Any]] = dict(read["nodes"])
    played = {fields.get("part") for fields in nodes.values() if _plays(fields)}
    for id, part in read["parts"].items():
        if id not in played and f"default-{id}" not in nodes:
            kind = default_kind(str(part.get("instrument") or part.get("name") or ""))
            nodes[f"default-{id}"] = {"kind": kind, "name": _named(part, Saying("A part"))}
    for id, fields in sorted(nodes.items()):
        known = catalogue().get(str(fields.get("kind")))
        if known is not None:
            part = read["parts"].get(fields.get("part"), {})
            yield from _of_node(id, fields, known, _named(part, ""), read["presets"])


def _of_node(
    id: str, fields: Mapping[str, Any], known: Kind, part: str, kept: Mapping[str, Mapping[str, Any]]
) -> Iterator[Target]:
    title = Word(known.title)
    name = _named(fields, Saying("{part}, {sound}", part=part, sound=title) if part else title)
    preset = kept.get(str(fields.get("preset", "")), {})
    values = {**(preset if preset.get("kind") == known.name else {}), **fields}
    for parameter in known.parameters:
        # What is fixed would make the node anew: its sound would break off.
        if not parameter.fixed and parameter.minimum < parameter.maximum:
            written = parameter.clamp(values.get(f"p_{parameter.name}", parameter.default))
            yield Target(
                f"node/{id}/{parameter.name}",
                Saying("{sound}: {knob}", sound=name, knob=Word(parameter.title)),
                written,
                parameter.unit,
                parameter.minimum,
                parameter.maximum,
                _step(parameter),
                whole=parameter.whole,
            )


def _step(parameter: Parameter) -> float:
    if parameter.whole:
        return 1.0
    return float(f"{(parameter.maximum - parameter.minimum) / _STEPS:.2g}")

"""Cable and code are one thing: a graph's text changes nothing of it, and makes the same graph in an empty piece.

The same in TypeScript, `extension/tests/graph/code_round_trip.test.ts`; `tests/fixtures/code` holds both to one text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from antiphon.document.codec import empty, normalise
from antiphon.engine.catalogue import catalogue
from antiphon.engine.code import Write, print_graph, read_graph
from antiphon.engine.wiring import through_groups, without_cycles
from tests.engine.code_fixtures import digests, read, serial, shipped, texts
from tests.engine.random_code import graph

Document = dict[str, Any]


def applied(document: Mapping[str, Any], writes: Iterable[Write]) -> Document:
    result: Document = {
        root: dict(entries) for root, entries in document.items() if isinstance(entries, dict)
    }
    for root, id, fields in writes:
        if fields is None:
            result[root].pop(id)
        else:
            merged = {**result[root].get(id, {}), **fields}
            result[root][id] = {name: value for name, value in merged.items() if value is not None}
    clean = dict(normalise(result))
    assert {root: set(clean[root]) for root in result} == {root: set(result[root]) for root in result}
    return clean


def changes_nothing(name: object, document: Document) -> None:
    printed = print_graph(document)
    reading = read_graph(printed.text, document, serial(), printed)
    assert (reading.problems, reading.writes) == ((), ()), (name, printed.text)


def makes_the_same(name: object, document: Document) -> None:
    printed = print_graph(document)
    fresh = {**empty(), "parts": document["parts"]}
    reading = read_graph(printed.text, fresh, serial("new"))
    assert reading.problems == (), (name, printed.text)
    made = applied(fresh, reading.writes)
    variables = {id: variable for variable, id in reading.names.items()}
    assert meaning(made, variables) == meaning(document, printed.names), (name, printed.text)


def meaning(document: Mapping[str, Any], variables: Mapping[str, str]) -> Document:
    """A document's graph without ids and places: entries by variables, values as they count, which cable is feedback."""
    groups, nodes, kept = document["groups"], document["nodes"], document["presets"]

    def outer(id: str) -> str | None:
        """The group that a group is in, where it is not in itself."""
        chain = [id]
        while (above := groups[chain[-1]].get("group")) in groups and above not in chain:
            chain.append(above)
        first = groups[id].get("group")
        return variables[first] if first in groups and above not in chain else None

    def values(entry: Mapping[str, Any], below: Mapping[str, Any]) -> dict[str, float]:
        own = {field: value for field, value in entry.items() if field.startswith("p_")}
        return {**below, **own}

    def node(entry: Mapping[str, Any]) -> Document:
        kind = catalogue().get(entry["kind"])
        usual = {f"p_{each.name}": each.default for each in kind.parameters} if kind else {}
        preset = kept.get(entry.get("preset", ""), {})
        if preset.get("kind") == entry["kind"]:
            usual = values(preset, usual)
        return {
            "kind": entry["kind"],
            "name": entry.get("name"),
            "part": entry.get("part"),
            "group": variables.get(entry.get("group", "")) if entry.get("group") in groups else None,
            "preset": variables.get(entry.get("preset", "")) if entry.get("preset") in kept else None,
            **{flag: entry.get(flag, False) for flag in ("bypass", "mute", "solo")},
            **values(entry, usual),
        }

    cables = through_groups(document["edges"], document["ports"])
    feedback = {
        each.id
        for each in without_cycles(nodes, (each for each in cables if {each.source, each.target} <= {*nodes}))
        if each.feedback
    }
    return {
        "presets": {variables[id]: entry for id, entry in kept.items()},
        "groups": {
            variables[id]: (entry["name"], outer(id), entry.get("collapsed", False), entry.get("colour"))
            for id, entry in groups.items()
        },
        "nodes": {variables[id]: node(entry) for id, entry in nodes.items()},
        "labels": sorted(
            (each["text"], variables[each["group"]] if each.get("group") in groups else "")
            for each in document["labels"].values()
        ),
        "ports": sorted(
            (variables[each["group"]], each["direction"], each["name"], variables[each["node"]], each["port"])
            for each in document["ports"].values()
            if each["group"] in groups and each["node"] in variables
        ),
        "edges": sorted(
            (
                variables[each["source"]],
                each.get("output", "out"),
                variables[each["target"]],
                each.get("input", "in"),
                id in feedback,
            )
            for id, each in document["edges"].items()
            if each["source"] in variables and each["target"] in variables
        ),
    }


def sound(document: Document) -> Document:
    """A document without what nobody could write: values out of range, cables that do not fit."""
    while True:
        printed = print_graph(document)
        reading = read_graph(printed.text, {**empty(), "parts": document["parts"]}, serial())
        if not reading.problems:
            return document
        lines = {problem.at.line - 1 for problem in reading.problems}
        wrong = {id for id, line in printed.lines.items() if line in lines}
        assert wrong
        document = {
            root: {id: entry for id, entry in entries.items() if id not in wrong}
            if isinstance(entries, dict)
            else entries
            for root, entries in document.items()
        }


def test_each_preset_instrument_and_demo_there_and_back() -> None:
    for name, document in shipped().items():
        changes_nothing(name, document)
        makes_the_same(name, document)


def test_the_text_of_each_is_that_of_the_other_language() -> None:
    assert texts() == read("library"), "run python -m tests.engine.code_fixtures"


@pytest.mark.parametrize("first", range(0, 1000, 250))
def test_a_thousand_random_graphs_there_and_back(first: int) -> None:
    """With all that is broken: it is written, read and kept."""
    for seed in range(first, first + 250):
        changes_nothing(seed, graph(seed))


@pytest.mark.parametrize("first", range(0, 1000, 250))
def test_a_thousand_random_graphs_in_an_empty_piece(first: int) -> None:
    for seed in range(first, first + 250):
        makes_the_same(seed, sound(graph(seed)))


def test_a_thousand_texts_are_those_of_the_other_language() -> None:
    assert digests() == read("random"), "run python -m tests.engine.code_fixtures"

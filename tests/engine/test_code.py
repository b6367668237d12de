"""A graph as Python text: there and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from antiphon.document.codec import empty, normalise
from antiphon.engine.code import print_graph, read_graph
from antiphon.engine.code.changing import Write
from antiphon.engine.code.sketch import sketch
from tests.engine.random_code import graph


def minting() -> Callable[[str], str]:
    numbers = count(1)
    return lambda prefix: f"{prefix}new{next(numbers)}"


def applied(document: Mapping[str, Any], writes: Iterable[Write]) -> dict[str, Any]:
    result = {root: dict(entries) for root, entries in document.items() if isinstance(entries, dict)}
    for root, id, fields in writes:
        if fields is None:
            result[root].pop(id)
        else:
            merged = {**result[root].get(id, {}), **fields}
            result[root][id] = {name: value for name, value in merged.items() if value is not None}
    clean = dict(normalise(result))
    assert {root: set(clean[root]) for root in result} == {root: set(result[root]) for root in result}
    return clean


@pytest.mark.parametrize("first", range(0, 1000, 100))
def test_a_thousand_random_graphs_there_and_back(first: int) -> None:
    for seed in range(first, first + 100):
        document = graph(seed)
        printed = print_graph(document)
        reading = read_graph(printed.text, document, minting(), printed)
        assert (reading.problems, reading.writes) == ((), ()), (seed, printed.text)


def shape(document: Mapping[str, Any]) -> list[str]:
    """A document's graph as it is written, in an order that does not depend on ids, by names that do not."""
    return sorted(print_graph(document).text.split("\n"))


@pytest.mark.parametrize("first", range(0, 200, 100))
def test_a_text_makes_the_same_graph_in_an_empty_document(first: int) -> None:
    """Of what a person could have made: what is out of range, or does not fit, is not made anew."""
    for seed in range(first, first + 100):
        document = sound(graph(seed))
        printed = print_graph(document)
        fresh = {**empty(), "parts": document["parts"]}
        reading = read_graph(printed.text, fresh, minting())
        assert reading.problems == (), (seed, reading.problems[0], printed.text)
        made = applied(fresh, reading.writes)
        again = print_graph(made)
        back = read_graph(printed.text, made, minting(), again)
        assert (back.problems, back.writes) == ((), ()), (seed, printed.text, again.text)
        assert renamed(made, reading.names) == renamed(
            document, {name: id for id, name in printed.names.items()}
        )


def renamed(document: Mapping[str, Any], names: Mapping[str, str]) -> Any:
    """What is written of a document, by variables."""
    seen = sketch(document)
    words = {id: name for name, id in names.items()}
    refs = ("group", "preset", "source", "target", "node")

    def entry(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
        return sorted((name, str(words[value] if name in refs else value)) for name, value in fields.items())

    named = {
        words[id]: entry(each)
        for root in (seen.presets, seen.groups, seen.nodes)
        for id, each in root.items()
    }
    return named, *(sorted(map(entry, root.values())) for root in (seen.labels, seen.ports, seen.edges))


def sound(document: dict[str, Any]) -> dict[str, Any]:
    """A document without what could not be written anew."""
    while True:
        printed = print_graph(document)
        reading = read_graph(printed.text, {**empty(), "parts": document["parts"]}, minting())
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


CODE = Path(__file__).parents[1] / "fixtures" / "code"
EDITS = json.loads((CODE / "edits.json").read_text())


@pytest.mark.parametrize("case", EDITS["cases"], ids=lambda case: case["name"])
def test_shared_edits(case: Mapping[str, Any]) -> None:
    """The same in TypeScript: `tests/graph/code.test.ts`."""
    document = normalise({**empty(), **EDITS["document"]})
    printed = print_graph(document)
    assert printed.text == EDITS["text"]
    reading = read_graph(case["text"], document, serial(), printed)
    said = [{"line": at.at.line, "column": at.at.column, "message": at.message} for at in reading.problems]
    assert said == case.get("problems", [])
    edits = [{"root": root, "id": id, "fields": fields} for root, id, fields in reading.writes]
    assert edits == case.get("edits", [])
    if not said:
        # What was written is what is read.
        changed = applied(document, reading.writes)
        again = print_graph(changed, printed)
        assert read_graph(again.text, changed, serial(), again).writes == ()


def test_shared_texts() -> None:
    for each in json.loads((CODE / "random.json").read_text()):
        assert print_graph(normalise({**empty(), **each["document"]})).text == each["text"]


def serial() -> Callable[[str], str]:
    numbers = count(1)
    return lambda prefix: f"{prefix}{next(numbers)}x"


def test_nothing_is_run() -> None:
    for text in (
        "__import__('os').system('x')",
        "a = LFO(rate=exec('1'))",
        "a = (lambda: 1)()",
        "x" * 500_000,
    ):
        document = empty()
        reading = read_graph(text, document, minting())
        assert reading.problems
        assert not reading.writes


def test_what_is_deep_or_long_is_refused_at_once() -> None:
    for text in (
        "a = " + "(" * 100_000,
        "a = Echo(" + "+".join("b" * 1 for _ in range(100_000)) + ")",
        "\0",
        "\ud800",
    ):
        assert read_graph(text, empty(), minting()).problems

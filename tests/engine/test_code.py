"""A graph as Python text: there and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from antiphon.document.codec import empty, normalise
from antiphon.engine.code import print_graph, read_graph
from tests.engine.test_code_round_trip import applied

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
        reading = read_graph(text, document, serial())
        assert reading.problems
        assert not reading.writes


def test_what_is_deep_or_long_is_refused_at_once() -> None:
    for text in (
        "a = " + "(" * 100_000,
        "a = Echo(" + "+".join("b" * 1 for _ in range(100_000)) + ")",
        "\0",
        "\ud800",
    ):
        assert read_graph(text, empty(), serial()).problems

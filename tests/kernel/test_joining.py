"""Which cables can be laid: the same as in the browser (`extension/tests/graph/joining.test.ts`)."""

import json
from pathlib import Path
from typing import Any

import pytest

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine.patch import project_patch
from antiphon.kernel.joining import why_not

SHARED = json.loads((Path(__file__).parents[1] / "fixtures" / "graph" / "joining.json").read_text())
DOCUMENT = {**empty(), **SHARED["document"]}
WORDS = {"itself": "cannot feed itself", "notes": "in a circle"}


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: f"{case['edge']}")
def test_a_cable_can_be_or_not(case: dict[str, Any]) -> None:
    reason = why_not(DOCUMENT, case["edge"])
    assert WORDS[case["verdict"]] in reason if case["verdict"] else not reason
    if not case["verdict"]:
        document: Any = {**DOCUMENT, "edges": {**DOCUMENT["edges"], "z": case["edge"]}}
        patch = project_patch(document, project(document))
        assert not patch.problems
        assert {cable.id for cable in patch.cables if cable.feedback} == (
            {"z"} if case["feedback"] else set()
        )

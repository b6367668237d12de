"""Automation as a function: lanes and points to values, as `tests/fixtures/automation` says for Python and TypeScript."""

import json
from pathlib import Path
from typing import Any

import pytest

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine.automation import Track, read_lanes, tracks
from antiphon.engine.strips import read_strips

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures" / "automation").glob("*.json"))


def tracks_of(document: dict[str, Any]) -> tuple[Track, ...]:
    piece = project(document)
    starts = {measure.id: measure.start for measure in piece.measures}
    return tracks(read_lanes(document, starts), document["nodes"], read_strips(document, piece).fields)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_lanes_say_what_the_fixtures_say(path: Path) -> None:
    fixture = json.loads(path.read_text(encoding="utf-8"))
    found = {track.lane: track for track in tracks_of(empty() | fixture["document"])}
    assert {each["lane"] for each in fixture["values"] if each["value"] is not None} == found.keys()
    for each in fixture["values"]:
        if each["value"] is not None:
            assert found[each["lane"]].at(each["position"]) == pytest.approx(each["value"], abs=1e-9)


def test_a_value_stays_within_its_slider() -> None:
    roots = {
        "parts": {"P": {"index": "a0", "name": "One"}},
        "measures": {"M": {"index": "a0"}},
        "lanes": {"L": {"target": "P", "field": "gain"}},
        "points": {"a": {"lane": "L", "measure": "M", "onset": "0", "value": 900}},
    }
    (track,) = tracks_of({**empty(), **roots})
    assert track.at(0) == 12

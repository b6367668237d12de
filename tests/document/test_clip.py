"""The clip, from whoever wrote it: read whole, or refused with a sentence."""

import json
from itertools import count
from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from antiphon.document.clip import ROOTS, ClipError, check_clip, clip_text, paste, read_clip
from antiphon.document.codec import empty, inspect

CLIP: dict[str, Any] = {
    "antiphon_clip": 1,
    "nodes": {
        "a": {"kind": "osc.saw", "x": 40, "y": 10, "group": "g", "part": "flute", "p_freq": 110},
        "b": {"kind": "filter.lowpass", "x": 240, "y": 20, "group": "g"},
    },
    "edges": {"e": {"source": "a", "target": "b"}},
    "groups": {"g": {"name": "Two", "x": 30, "y": 0, "group": "outer"}, "outer": {"name": "Outer"}},
    "ports": {"p": {"group": "g", "direction": "out", "name": "out", "node": "b", "port": "out"}},
    "labels": {"l": {"text": "Turn this", "x": 40, "y": -30, "group": "g"}},
}

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def changed(**roots: Any) -> dict[str, Any]:
    return {**CLIP, **roots}


def test_a_clip_is_read_and_written_as_it_is() -> None:
    clip = read_clip(json.dumps(CLIP))
    assert clip["nodes"]["a"]["kind"] == "osc.saw"
    assert read_clip(clip_text(clip)) == clip
    assert clip_text(read_clip(clip_text(clip))) == clip_text(clip)


def test_roots_that_are_empty_may_be_left_out() -> None:
    assert check_clip({"antiphon_clip": 1}) == {root: {} for root in ROOTS}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("1" * 10_000, "a number in it is too long"),
        ("[]", "copy nodes in the graph"),
        ('{"nodes": {}}', "copy nodes in the graph"),
        ('{"antiphon_clip": true}', "no version"),
        ('{"antiphon_clip": 2}', "a later Antiphon"),
        ('{"antiphon_clip": 1, "nodes": NaN}', "NaN is not a number"),
        ('{"antiphon_clip": 1, "nodes": {}, "nodes": {}}', "twice"),
        ('{"antiphon_clip": 1, "parts": {}}', "parts: unknown"),
        (" " * 200_001, "too large"),
        (json.dumps(changed(nodes=[])), "nodes: not an object"),
        (
            json.dumps(changed(nodes={"a": {"kind": "osc.saw", "p_freq": "high"}})),
            "nodes.a.p_freq: not a number",
        ),
        (json.dumps(changed(edges={"e": {"source": "a", "target": "z"}})), "edges.e.target: there is no z"),
        (json.dumps(changed(nodes={**CLIP["nodes"], "e": {"kind": "osc.saw"}})), "its id is also in nodes"),
        (
            json.dumps(
                changed(groups={"g": {"name": "", "group": "outer"}, "outer": {"name": "", "group": "g"}})
            ),
            "it is in itself",
        ),
    ],
)
def test_what_is_no_clip_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ClipError) as refused:
        read_clip(text)
    assert sentence in str(refused.value)
    assert str(refused.value).endswith(".")


def test_pasting_mints_ids_and_keeps_places() -> None:
    numbers = count()
    pasted = paste(check_clip(CLIP), lambda prefix: f"{prefix}new{next(numbers)}", x=100, y=200)
    first, second = pasted["nodes"].values()
    assert (second["x"] - first["x"], second["y"] - first["y"]) == (200, 10)
    (label,) = pasted["labels"].values()
    assert (label["x"], label["y"]) == (110, 200)
    assert "part" not in first
    (edge,) = pasted["edges"].values()
    assert [edge["source"], edge["target"]] == list(pasted["nodes"])
    group, outer = pasted["groups"]
    assert pasted["groups"][group]["group"] == outer
    assert first["group"] == group
    assert not {id for root in ROOTS for id in pasted[root]} & {id for root in ROOTS for id in CLIP[root]}
    _, refusals = inspect({**empty(), **pasted})
    assert refusals == []


@seed(6)
@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(ROOTS), anything, max_size=5))
def test_garbage_is_read_or_refused_and_nothing_else(roots: dict[str, Any]) -> None:
    try:
        clip = check_clip({"antiphon_clip": 1, **roots})
    except ClipError:
        return
    assert check_clip({"antiphon_clip": 1, **clip}) == clip


@seed(6)
@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_clip_with_a_bit_of_garbage_is_read_or_refused(data: st.DataObject) -> None:
    raw = json.loads(json.dumps(CLIP))
    root = data.draw(st.sampled_from(ROOTS))
    id = data.draw(st.sampled_from(sorted(raw[root])))
    field = data.draw(st.sampled_from([*raw[root][id], "odd"]))
    raw[root][id][field] = data.draw(anything)
    try:
        clip = read_clip(json.dumps(raw))
    except ClipError:
        return
    numbers = count()
    pasted = paste(clip, lambda prefix: f"{prefix}{next(numbers)}")
    assert inspect({**empty(), **pasted})[1] == []

"""Parts that are played by other sounds than the document says."""

from typing import Any

from antiphon.document.codec import empty
from antiphon.engine.casting import recast, sound
from antiphon.engine.interpretation import interpret
from antiphon.engine.library import presets

GRAPH: dict[str, Any] = {
    "nodes": {
        "flute": {"kind": "instrument.flute", "part": "P", "x": 3, "y": 4, "p_vibrato": 0},
        "more": {"kind": "instrument.bells", "part": "P"},
        "hall": {"kind": "effect.reverb"},
    },
    "edges": {"e": {"source": "flute", "target": "hall"}},
    "ports": {},
    "presets": {"mine": {"kind": "instrument.keys", "name": "Mine", "p_room": 0.5}},
}


def document(**sounds: str) -> dict[str, Any]:
    note = {"kind": "note", "part": "P", "measure": "M", "onset": "0", "pitch": "A4"}
    parts = {"P": {"index": "a0", "name": "One"}}
    measures = {"M": {"index": "a0"}}
    return recast({**empty(), "parts": parts, "measures": measures, "events": {"n": note}, **GRAPH}, sounds)


def kinds(text: dict[str, Any]) -> dict[str, str]:
    return {node.id: node.kind for node in interpret(text).plan.nodes}


def test_another_instrument_is_in_the_place_of_those_of_the_part() -> None:
    found = kinds(document(P="instrument.organ"))
    assert sorted(found.values()) == ["effect.reverb", "instrument.organ"]
    (hall,) = (node for node in interpret(document(P="instrument.organ")).plan.nodes if node.id == "hall")
    assert [found[[*found][feed.source]] for feed in hall.feeds] == ["instrument.organ"]
    assert not {"flute", "more"} & found.keys(), "what plays now is another node, beside what played"


def test_without_another_sound_the_graph_is_what_it_was() -> None:
    assert document() == document() | GRAPH
    assert kinds(document(P="kazoo")) == kinds(document())
    assert kinds(document(Q="instrument.organ")).keys() >= kinds(document()).keys()


def test_a_sound_is_a_kind_or_a_preset_of_one() -> None:
    kept = GRAPH["presets"]
    assert sound("instrument.organ", kept) == {"kind": "instrument.organ"}
    assert sound("mine", kept) == {"kind": "instrument.keys", "preset": "mine"}
    harp = sound("pluck-harp", kept)
    assert harp == {"kind": "instrument.pluck", **presets()["pluck-harp"].fields}
    assert sound("effect.reverb", kept) is None
    assert sound("kazoo", kept) is None
    bare = document(P="pluck-harp") | {"nodes": {}}
    assert "instrument.pluck" in kinds(recast(bare, {"P": "pluck-harp"})).values()

from typing import Any

import pytest

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine.patch import Patch, PatchProblem, project_patch
from antiphon.engine.plan import Plan, alike, compile_plan, settings


def document(nodes: dict[str, Any], edges: dict[str, Any] | None = None, **roots: Any) -> dict[str, Any]:
    parts = {
        "P1": {"index": "a0", "name": "One", "instrument": "Flute"},
        "P2": {"index": "a1", "name": "Two", "instrument": "Violin"},
    }
    return {**empty(), "parts": parts, "nodes": nodes, "edges": edges or {}, **roots}


def patch_of(document: dict[str, Any]) -> Patch:
    return project_patch(document, project(document))


def plan_of(document: dict[str, Any]) -> Plan:
    piece = project(document)
    return compile_plan(project_patch(document, piece), piece)


def cable(source: str, target: str) -> dict[str, str]:
    return {"source": source, "target": target}


TWO = {
    "one": {"kind": "instrument.flute", "part": "P1"},
    "two": {"kind": "instrument.keys", "part": "P2"},
}


def test_a_part_without_an_instrument_gets_the_one_its_name_says() -> None:
    patch = patch_of(document({"one": {"kind": "instrument.keys", "part": "P1"}}))
    assert [(node.id, node.kind, node.stem) for node in patch.nodes] == [
        ("default-P2", "instrument.strings", "P2"),
        ("one", "instrument.keys", "P1"),
    ]


def test_every_parameter_is_there_and_within_its_range() -> None:
    nodes = {"g": {"kind": "effect.gain", "p_gain": 900}, "f": {"kind": "filter.lowpass", "p_resonance": 0.5}}
    found = {node.id: node for node in patch_of(document(nodes)).nodes}
    assert found["g"].values == (12.0,)
    assert found["f"].values == (4000.0, 0.5)


def test_what_is_unknown_or_dangling_is_left_out_and_named() -> None:
    nodes = {**TWO, "odd": {"kind": "effect.nonsense"}, "idle": {"kind": "instrument.pad", "part": "gone"}}
    edges = {"e1": cable("one", "odd"), "e2": cable("two", "one"), "e3": cable("nowhere", "one")}
    patch = patch_of(document(nodes, edges))
    assert patch.cables == ()
    assert patch.problems == (
        PatchProblem("dangling", "e1"),
        PatchProblem("mismatch", "e2"),
        PatchProblem("dangling", "e3"),
        PatchProblem("idle", "idle"),
        PatchProblem("unknown", "odd"),
    )
    assert {node.id: node.stem for node in patch.nodes}["idle"] is None


def test_the_same_cable_twice_is_one() -> None:
    nodes = {**TWO, "g": {"kind": "effect.gain"}}
    patch = patch_of(document(nodes, {"b": cable("one", "g"), "a": cable("one", "g")}))
    assert [each.id for each in patch.cables] == ["a"]
    assert patch.problems == (PatchProblem("double", "b"),)


def test_a_cycle_is_feedback_at_its_greatest_cable() -> None:
    nodes = {**TWO, "x": {"kind": "effect.gain"}, "y": {"kind": "effect.gain"}, "z": {"kind": "effect.gain"}}
    edges = {
        "e0": cable("one", "x"),
        "e9": cable("x", "y"),
        "e2": cable("y", "z"),
        "e3": cable("z", "x"),
        "e4": cable("y", "y"),
    }
    patch = patch_of(document(nodes, edges))
    assert [(each.id, each.feedback) for each in patch.cables] == [
        ("e0", False),
        ("e2", False),
        ("e3", False),
        ("e4", True),
        ("e9", True),
    ]
    assert patch.problems == ()
    order = [node.id for node in patch.nodes]
    for each in patch.cables:
        assert each.feedback or order.index(each.source) < order.index(each.target)
    assert [node.id for node in patch.nodes if node.stem == "P1"] == ["x"]


def test_feedback_brings_parts_along() -> None:
    nodes = {**TWO, "x": {"kind": "effect.gain"}, "y": {"kind": "effect.gain"}}
    edges = {"a": cable("one", "x"), "b": cable("x", "y"), "c": cable("two", "y"), "d": cable("y", "x")}
    patch = patch_of(document(nodes, edges))
    assert {node.id: (node.parts, node.stem) for node in patch.nodes if node.id in "xy"} == {
        "x": (("P1", "P2"), None),
        "y": (("P1", "P2"), "shared"),
    }


def test_what_is_bypassed_is_passed_by() -> None:
    nodes = {
        **TWO,
        "x": {"kind": "effect.gain", "bypass": True},
        "y": {"kind": "effect.delay", "bypass": True},
        "z": {"kind": "effect.gain"},
        "lfo": {"kind": "control.lfo"},
    }
    edges = {
        "a": cable("one", "x"),
        "b": cable("x", "y"),
        "c": cable("y", "z"),
        "d": {**cable("lfo", "x"), "input": "gain"},
    }
    patch = patch_of(document(nodes, edges))
    assert [(each.source, each.target) for each in patch.cables] == [("one", "z")]
    assert not {"x", "y"}.intersection(node.id for node in patch.nodes)
    silent = patch_of(document({**TWO, "two": {**TWO["two"], "bypass": True}}))
    assert [node.id for node in silent.nodes] == ["one"]


def test_cables_run_through_the_ports_of_groups() -> None:
    nodes = {**TWO, "x": {"kind": "effect.gain", "group": "g"}, "y": {"kind": "effect.delay", "group": "g"}}
    ports = {
        "p1": {"group": "g", "direction": "in", "name": "in", "node": "x", "port": "in"},
        "p2": {"group": "g", "direction": "out", "name": "out", "node": "h", "port": "echo"},
        "p3": {"group": "h", "direction": "out", "name": "echo", "node": "y", "port": "out"},
        "p4": {"group": "h", "direction": "in", "name": "in", "node": "h", "port": "in"},
    }
    edges = {
        "a": cable("one", "g"),
        "b": cable("x", "y"),
        "c": cable("g", "end"),
        "d": cable("two", "h"),
    }
    nodes["end"] = {"kind": "effect.gain"}
    groups = {"g": {"name": "Both"}, "h": {"name": "Echo", "group": "g"}}
    patch = patch_of(document(nodes, edges, groups=groups, ports=ports))
    assert [(each.source, each.target) for each in patch.cables] == [("one", "x"), ("x", "y"), ("y", "end")]
    assert patch.problems == (PatchProblem("dangling", "d"),)


def test_a_preset_says_what_its_node_does_not() -> None:
    presets = {"warm": {"kind": "filter.lowpass", "name": "Warm", "p_cutoff": 700, "p_resonance": 3}}
    nodes = {
        "f": {"kind": "filter.lowpass", "preset": "warm", "p_resonance": 2},
        "g": {"kind": "filter.highpass", "preset": "warm"},
    }
    found = {node.id: node.values for node in patch_of(document(nodes, presets=presets)).nodes}
    assert found["f"] == (700.0, 2.0)
    assert found["g"] != (700.0, 3.0)


def test_stems_follow_the_cables() -> None:
    nodes = {
        **TWO,
        "echo": {"kind": "effect.delay"},
        "hall": {"kind": "effect.reverb"},
        "bare": {"kind": "effect.gain"},
    }
    edges = {"a": cable("one", "echo"), "b": cable("echo", "hall"), "c": cable("two", "hall")}
    stems = {node.id: node.stem for node in patch_of(document(nodes, edges)).nodes}
    assert stems == {"one": None, "two": None, "echo": None, "hall": "shared", "bare": None}
    del edges["c"]
    stems = {node.id: node.stem for node in patch_of(document(nodes, edges)).nodes}
    assert stems == {"one": None, "two": "P2", "echo": None, "hall": "P1", "bare": None}


def test_a_strip_acts_where_a_part_leaves_its_own_nodes() -> None:
    nodes = {
        **TWO,
        "echo": {"kind": "effect.delay"},
        "hall": {"kind": "effect.reverb"},
        "end": {"kind": "effect.gain"},
    }
    edges = {
        "a": cable("one", "echo"),
        "b": cable("echo", "hall"),
        "c": cable("two", "hall"),
        "d": cable("hall", "end"),
    }
    plan = plan_of(document(nodes, edges))
    by_id = {node.id: node for node in plan.nodes}
    names = [node.id for node in plan.nodes]
    assert [(names[f.source], f.strip) for f in by_id["echo"].feeds] == [("one", -1)]
    assert [(names[f.source], f.strip) for f in by_id["hall"].feeds] == [("echo", 0), ("two", 1)]
    assert [(names[f.source], f.strip) for f in by_id["end"].feeds] == [("hall", -1)]
    assert by_id["end"].stem == 2 == plan.stems - 1


def test_strips_are_equal_power_and_know_solo() -> None:
    mix = {"P1": {"gain": -6, "pan": 0}, "P2": {"pan": 1}}
    left, right, hard_left, hard_right = plan_of(document(TWO, mix=mix)).values[:4]
    assert abs(left - 10 ** (-6 / 20)) < 1e-9
    assert abs(right - left) < 1e-9
    assert abs(hard_left) < 1e-9
    assert abs(hard_right - 2**0.5) < 1e-9
    assert plan_of(document(TWO, mix={"P2": {"solo": True}})).values[:2] == (0.0, 0.0)
    assert plan_of(document(TWO, mix={"P2": {"mute": True}})).values[2:4] == (0.0, 0.0)


def test_a_plan_crosses_as_bytes_and_finds_its_parameters() -> None:
    plan = plan_of(
        document({**TWO, "f": {"kind": "filter.lowpass", "p_cutoff": 321}}, {"a": cable("one", "f")})
    )
    assert Plan.from_bytes(plan.to_bytes()) == plan
    assert plan.values[plan.parameter("f", "cutoff")] == 321
    with pytest.raises(KeyError, match="gain"):
        plan.parameter("f", "gain")


def test_plans_are_alike_while_the_graph_stays() -> None:
    nodes = {**TWO, "f": {"kind": "filter.lowpass"}}
    old = plan_of(document(nodes))
    turned = {**nodes, "f": {"kind": "filter.lowpass", "p_cutoff": 500}}
    new = plan_of(document(turned, mix={"P1": {"mute": True}}))
    assert alike(old, new)
    assert settings(old, new) == [(0, 0.0), (1, 0.0), (old.parameter("f", "cutoff"), 500.0)]
    assert settings(old, old) == []
    assert not alike(old, plan_of(document(nodes, {"a": cable("one", "f")})))
    assert not alike(old, plan_of(document(TWO)))


def test_an_oscillator_sounds_by_itself_or_with_the_part_that_it_joins() -> None:
    nodes = {
        **TWO,
        "drone": {"kind": "osc.saw"},
        "low": {"kind": "filter.lowpass"},
        "idle": {"kind": "effect.delay"},
    }
    alone = {"a": {"source": "drone", "target": "low"}}
    stems = {node.id: node.stem for node in patch_of(document(nodes, alone)).nodes}
    assert (stems["drone"], stems["low"], stems["idle"]) == (None, "shared", None)
    joined = alone | {"b": {"source": "one", "target": "low"}}
    stems = {node.id: node.stem for node in patch_of(document(nodes, joined)).nodes}
    assert stems["low"] == "P1"


def test_what_only_listens_takes_no_sound_away() -> None:
    listening = {"source": "one", "target": "follower"}
    turning = {"source": "follower", "target": "gain", "input": "gain"}
    nodes = {**TWO, "follower": {"kind": "control.follower"}, "gain": {"kind": "effect.gain"}}
    patch = patch_of(document(nodes, {"a": listening, "b": turning, "c": cable("two", "gain")}))
    assert patch.problems == ()
    stems = {node.id: (node.stem, node.parts) for node in patch.nodes}
    assert stems == {
        "one": ("P1", ("P1",)),
        "two": (None, ("P2",)),
        "follower": (None, ("P1",)),
        "gain": ("P2", ("P2",)),
    }


def test_sound_and_control_do_not_fit_into_each_other() -> None:
    nodes = {**TWO, "lfo": {"kind": "control.lfo"}, "low": {"kind": "filter.lowpass"}}
    edges = {
        "a": cable("lfo", "low"),
        "b": {"source": "one", "target": "low", "input": "cutoff"},
        "c": {"source": "lfo", "target": "low", "input": "cutoff"},
    }
    patch = patch_of(document(nodes, edges))
    assert [problem.id for problem in patch.problems] == ["a", "b"]
    assert [cable.id for cable in patch.cables] == ["c"]
    assert {node.id: node.stem for node in patch.nodes}["low"] is None, "nothing sounds through it"


def test_a_control_that_leaves_a_part_passes_no_strip() -> None:
    nodes = {
        **TWO,
        "follower": {"kind": "control.follower"},
        "sum": {"kind": "control.scale"},
        "tone": {"kind": "osc.sine"},
    }
    edges = {
        "a": cable("one", "follower"),
        "b": cable("follower", "sum"),
        "c": {"source": "sum", "target": "tone", "input": "freq"},
        "d": cable("tone", "gain"),
        "e": cable("two", "gain"),
    }
    plan = plan_of(document({**nodes, "gain": {"kind": "effect.gain"}}, edges))
    assert all(feed.strip == -1 for node in plan.nodes for feed in node.feeds)


def taken(
    nodes: dict[str, Any], *cables: tuple[str, str]
) -> tuple[Patch, dict[str, tuple[str | None, str | None]]]:
    """A patch, and of each of its nodes the part that it takes and the stem on which it sounds."""
    patch = patch_of(document(nodes, {f"e{index}": cable(*each) for index, each in enumerate(cables)}))
    return patch, {node.id: (node.part, node.stem) for node in patch.nodes}


ARP = {"arp": {"kind": "note.arpeggiator"}}


def test_notes_go_through_what_is_plugged_into_an_instrument() -> None:
    patch, nodes = taken({**TWO, **ARP, "up": {"kind": "note.transpose"}}, ("up", "arp"), ("arp", "one"))
    assert nodes == {"up": ("P1", None), "arp": (None, None), "one": (None, "P1"), "two": ("P2", "P2")}
    assert [node.id for node in patch.nodes if node.id != "two"] == ["up", "arp", "one"]
    assert not patch.problems


def test_a_node_of_notes_may_take_another_part() -> None:
    nodes = {**TWO, "arp": {**ARP["arp"], "part": "P2"}}
    assert taken(nodes, ("arp", "one"))[1] == {
        "arp": ("P2", None),
        "default-P1": ("P1", "P1"),  # or else nobody would play it
        "one": (None, "P1"),
        "two": ("P2", "P2"),
    }
    lone = {"arp": {**ARP["arp"], "part": "P2"}, "free": {"kind": "instrument.bells"}}
    assert taken(lone, ("arp", "free"))[1] == {
        "arp": ("P2", None),
        "default-P1": ("P1", "P1"),
        "free": (None, "P2"),
    }


def test_a_node_of_notes_that_leads_nowhere_takes_nothing() -> None:
    patch, nodes = taken({**TWO, "arp": {**ARP["arp"], "part": "P1"}})
    assert nodes == {"arp": (None, None), "one": ("P1", "P1"), "two": ("P2", "P2")}
    assert not patch.problems


def test_one_node_of_notes_plays_two_instruments() -> None:
    nodes = {**TWO, **ARP, "bells": {"kind": "instrument.bells", "part": "P1"}}
    assert taken(nodes, ("arp", "one"), ("arp", "bells"))[1] == {
        "arp": ("P1", None),
        "bells": (None, "P1"),
        "one": (None, "P1"),
        "two": ("P2", "P2"),
    }


def test_a_bypassed_node_of_notes_lets_them_through() -> None:
    nodes = {**TWO, "arp": {**ARP["arp"], "bypass": True}}
    patch, found = taken(nodes, ("arp", "one"))
    assert found["arp"] == ("P1", None)
    assert next(node.kind for node in patch.nodes if node.id == "arp") == "note.through"


def test_a_circle_of_notes_is_cut_and_named() -> None:
    nodes = {**TWO, **ARP, "up": {"kind": "note.transpose"}}
    patch, found = taken(nodes, ("arp", "up"), ("up", "arp"), ("arp", "one"))
    assert patch.problems == (PatchProblem("circle", "e1"),)
    assert found["arp"] == ("P1", None)


def test_a_note_cable_fits_notes_only() -> None:
    patch, _ = taken({**TWO, **ARP, "gain": {"kind": "effect.gain"}}, ("arp", "gain"), ("one", "arp"))
    assert [problem.code for problem in patch.problems] == ["mismatch", "mismatch"]

"""The mixer, by its patch and by its samples."""

import random
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine.catalogue import kind
from antiphon.engine.change import change
from antiphon.engine.console import mixed
from antiphon.engine.patch import Patch, PatchProblem, project_patch
from antiphon.engine.plan import Plan, alike, compile_plan, matches, settings
from antiphon.engine.rack import Rack
from antiphon.engine.seating import seat
from antiphon.engine.stem_ring import NO_REDUCTION

RATE, BLOCK = 48_000, 128

PARTS = {
    "P1": {"index": "a0", "name": "One", "instrument": "Flute"},
    "P2": {"index": "a1", "name": "Two", "instrument": "Violin"},
}
TONES = {
    "i1": {"kind": "instrument.keys", "part": "P1", "mute": True},
    "i2": {"kind": "instrument.keys", "part": "P2", "mute": True},
    "t1": {"kind": "osc.sine", "p_freq": 440, "p_gain": -12},
    "t2": {"kind": "osc.sine", "p_freq": 1000, "p_gain": -12},
    "x1": {"kind": "mix.bus"},
    "x2": {"kind": "mix.bus"},
}
"""A steady tone on each part's stem: it joins an instrument that is muted."""
JOINED = {
    "a": {"source": "t1", "target": "x1"},
    "b": {"source": "i1", "target": "x1"},
    "c": {"source": "t2", "target": "x2"},
    "d": {"source": "i2", "target": "x2"},
}

Samples = NDArray[np.float32]


def document(
    nodes: Mapping[str, Any] = TONES, edges: Mapping[str, Any] = JOINED, **roots: Any
) -> dict[str, Any]:
    return {**empty(), "parts": PARTS, "nodes": nodes, "edges": edges, **roots}


def patch_of(document: dict[str, Any]) -> Patch:
    piece = project(document)
    return mixed(project_patch(document, piece), document, piece)


def plan_of(document: dict[str, Any]) -> Plan:
    return compile_plan(patch_of(document), project(document))


def listen(rack: Rack, seconds: float) -> Samples:
    return np.concatenate([rack.process().copy() for _ in range(round(seconds * RATE / BLOCK))])


def sounded(plan: Plan, seconds: float = 0.2, settle: float = 0.3) -> Samples:
    with Rack(plan) as rack:
        listen(rack, settle)
        return listen(rack, seconds)


def level(sound: Samples, frequency: float) -> float:
    """Amplitude of a tone, in dB."""
    window = np.hanning(len(sound))
    turn = np.exp(-2j * np.pi * frequency * np.arange(len(sound)) / RATE)
    return float(20 * np.log10(2 * abs((sound * window * turn).sum()) / window.sum() + 1e-9))


def test_a_strip_without_anything_adds_nothing() -> None:
    plain = document()
    graph = project_patch(plain, project(plain))
    patch = patch_of(document(mix={"P1": {"gain": -6, "low_gain": 9, "threshold": -40}}))
    assert [node.id for node in patch.nodes] == [node.id for node in graph.nodes]
    assert all(not cable.fader for cable in patch.cables)
    plan = plan_of(plain)
    assert plan.stems == 3
    assert not plan.faders
    assert plan.values[plan.master :] == (1.0, 1.0, 10 ** (-1 / 20))


def test_a_mix_of_nothing_but_faders_is_the_sum_of_the_stems() -> None:
    sound = sounded(plan_of(document(mix={"P1": {"gain": -3}})))
    stems, mix = sound[:-BLOCK, :6], sound[BLOCK:, 6:]
    assert np.array_equal(mix, stems @ np.tile(np.eye(2, dtype=np.float32), (3, 1)))


def test_what_is_muted_gives_nothing_and_stays_where_it_is() -> None:
    plain = plan_of(document(TONES | {"t1": TONES["t1"] | {"mute": True}}))
    assert [node.stem for node in plain.nodes if node.id == "x1"] == [0]
    sound = sounded(plain)
    assert not sound[:, :2].any()
    assert level(sound[:, 2], 1000) == pytest.approx(-12, abs=0.1)


def test_a_muted_node_of_notes_leaves_its_instrument_silent() -> None:
    nodes = {
        "arp": {"kind": "note.arpeggiator", "mute": True},
        "i": {"kind": "instrument.keys", "part": "P1"},
    }
    patch = patch_of(document(nodes, {"a": {"source": "arp", "target": "i"}}))
    by_id = {node.id: node for node in patch.nodes}
    assert "default-P1" not in by_id
    assert by_id["i"].part is None
    assert not patch.cables


@pytest.mark.parametrize(
    ("soloed", "heard"),
    [("t1", {"P1"}), ("x2", {"P2"}), ("hall", {"shared"}), ("echo", {"P1"}), ("gone", set())],
)
def test_a_soloed_node_is_heard_alone_with_what_it_goes_through(soloed: str, heard: set[str]) -> None:
    nodes = {
        **TONES,
        "echo": {"kind": "effect.delay"},
        "y1": {"kind": "mix.bus"},
        "hall": {"kind": "effect.reverb"},
    }
    edges = {
        **JOINED,
        "e": {"source": "x1", "target": "echo"},
        "f": {"source": "echo", "target": "y1"},
        "g": {"source": "x1", "target": "hall"},
        "h": {"source": "x2", "target": "hall"},
        "k": {"source": "x1", "target": "y1"},
    }
    if soloed in nodes:
        nodes[soloed] = nodes[soloed] | {"solo": True}
    if soloed == "x2":
        del edges["h"]
    patch = patch_of(document(nodes, edges))
    stems = {node.stem for node in patch.nodes if node.stem}
    assert stems == (heard if soloed != "t1" else {"P1", "shared"}) if soloed != "gone" else {"P1", "shared"}
    carried = {cable.id for cable in patch.cables}
    if soloed == "echo":
        assert {"e", "f"} <= carried
        assert "k" not in carried


RBJ = {
    "low": lambda w, a: (
        [
            a * ((a + 1) - (a - 1) * np.cos(w) + 2 * np.sqrt(a) * alpha(w)),
            2 * a * ((a - 1) - (a + 1) * np.cos(w)),
            a * ((a + 1) - (a - 1) * np.cos(w) - 2 * np.sqrt(a) * alpha(w)),
        ],
        [
            (a + 1) + (a - 1) * np.cos(w) + 2 * np.sqrt(a) * alpha(w),
            -2 * ((a - 1) + (a + 1) * np.cos(w)),
            (a + 1) + (a - 1) * np.cos(w) - 2 * np.sqrt(a) * alpha(w),
        ],
    ),
    "high": lambda w, a: (
        [
            a * ((a + 1) + (a - 1) * np.cos(w) + 2 * np.sqrt(a) * alpha(w)),
            -2 * a * ((a - 1) + (a + 1) * np.cos(w)),
            a * ((a + 1) + (a - 1) * np.cos(w) - 2 * np.sqrt(a) * alpha(w)),
        ],
        [
            (a + 1) - (a - 1) * np.cos(w) + 2 * np.sqrt(a) * alpha(w),
            2 * ((a - 1) - (a + 1) * np.cos(w)),
            (a + 1) - (a - 1) * np.cos(w) - 2 * np.sqrt(a) * alpha(w),
        ],
    ),
}
"""The shelves of R. Bristow-Johnson's cookbook at S = 1, from w and A."""


def alpha(w: float, q: float = 2**-0.5) -> float:
    return float(np.sin(w) / (2 * q))


def bell(w: float, a: float, q: float) -> tuple[list[float], list[float]]:
    own = alpha(w, q)
    return [1 + own * a, -2 * np.cos(w), 1 - own * a], [1 + own / a, -2 * np.cos(w), 1 - own / a]


def response(fields: Mapping[str, float], frequency: float) -> float:
    """What the cookbook's four bands do to a frequency, in dB."""
    z = np.exp(-1j * 2 * np.pi * frequency / RATE)
    total = 0.0
    for band in ("low", "low_mid", "high_mid", "high"):
        w, a = 2 * np.pi * fields[f"{band}_freq"] / RATE, 10 ** (fields[f"{band}_gain"] / 40)
        top, bottom = RBJ[band](w, a) if band in RBJ else bell(w, a, fields[f"{band}_q"])
        total += 20 * np.log10(abs(np.polyval(top[::-1], z) / np.polyval(bottom[::-1], z)))
    return float(total)


SHAPED = {
    "low_gain": 9.0,
    "low_freq": 120.0,
    "low_mid_gain": -8.0,
    "low_mid_freq": 500.0,
    "low_mid_q": 2.0,
    "high_mid_gain": 6.0,
    "high_mid_freq": 3000.0,
    "high_mid_q": 0.7,
    "high_gain": -12.0,
    "high_freq": 9000.0,
}


@pytest.mark.parametrize("frequency", [50, 120, 300, 500, 900, 3000, 6000, 9000, 11900])
def test_the_equaliser_is_the_cookbook_s(frequency: float) -> None:
    nodes = TONES | {"t1": TONES["t1"] | {"p_freq": frequency}}
    plain = sounded(plan_of(document(nodes)))
    shaped = sounded(plan_of(document(nodes, mix={"P1": {"eq": True, **SHAPED}})))
    change = level(shaped[:, 0], frequency) - level(plain[:, 0], frequency)
    assert change == pytest.approx(response(SHAPED, frequency), abs=0.5)


@pytest.mark.parametrize("ratio", [2, 4, 20])
@pytest.mark.parametrize("frequency", [80, 1000])
def test_the_compressor_has_its_ratio_and_threshold(ratio: float, frequency: float) -> None:
    mix = {"P1": {"compressor": True, "threshold": -24, "ratio": ratio, "makeup": 3}}
    for given in (-30.0, -12.0, -6.0):
        nodes = TONES | {"t1": TONES["t1"] | {"p_freq": frequency, "p_gain": given}}
        plain = level(sounded(plan_of(document(nodes)))[:, 0], frequency)
        pressed = level(sounded(plan_of(document(nodes, mix=mix)), settle=0.8)[:, 0], frequency)
        over = max(plain + 24, 0)
        assert pressed == pytest.approx(plain - over * (1 - 1 / ratio) + 3, abs=1)


def test_a_compressor_moves_nothing_to_a_side() -> None:
    mix = {"P1": {"compressor": True, "threshold": -40, "ratio": 10}}
    nodes = TONES | {"pan": {"kind": "space.pan", "p_pan": 0.6}}
    edges = JOINED | {"e": {"source": "x1", "target": "pan"}}
    plain, pressed = (sounded(plan_of(document(nodes, edges, mix=each))) for each in ({}, mix))
    before, after = (level(each[:, 1], 440) - level(each[:, 0], 440) for each in (plain, pressed))
    assert after == pytest.approx(before, abs=0.1)


@pytest.mark.parametrize("threshold", [-40, -24, -6])
def test_what_a_compressor_takes_away_is_told(threshold: float) -> None:
    mix = {
        "P1": {"compressor": True, "threshold": threshold, "ratio": 4},
        "master": {"gain": 12, "ceiling": -12},
    }
    plain = level(sounded(plan_of(document()))[:, 0], 440)
    with Rack(plan_of(document(mix=mix))) as rack:
        listen(rack, 0.8)
        pressed = level(listen(rack, 0.2)[:, 0], 440)
        first, *others = rack.reductions
        assert first == pytest.approx(plain - pressed, abs=0.3)
        assert others == [NO_REDUCTION] * 3
        assert rack.limiting > 8


BUSES = {"B1": {"name": "Band", "index": "a0"}, "B2": {"name": "Hall", "index": "a1"}}


def test_sends_before_and_behind_the_fader() -> None:
    sends = {
        "s1": {"source": "P1", "target": "B1", "gain": -6, "before_fader": True},
        "s2": {"source": "P1", "target": "B2", "gain": -6},
    }
    plan = plan_of(document(mix=BUSES | {"P1": {"gain": -20}}, sends=sends))
    assert [plan.stem_name(stem) for stem in range(plan.stems)] == ["One", "Two", "Band", "Hall", "shared"]
    assert [plan.bus_of(stem) for stem in range(plan.stems)] == [None, None, "B1", "B2", None]
    sound = sounded(plan)
    assert level(sound[:, 0], 440) == pytest.approx(-32, abs=0.1)
    assert level(sound[:, 4], 440) == pytest.approx(-18, abs=0.1)
    assert level(sound[:, 6], 440) == pytest.approx(-38, abs=0.1)
    assert level(sound[:, 8], 440) < -90
    muted = sounded(plan_of(document(mix=BUSES | {"P1": {"mute": True}}, sends=sends)))
    assert not muted[:, 4:8].any()


def test_a_part_goes_to_its_bus_and_the_bus_to_the_master() -> None:
    mix = BUSES | {"P1": {"bus": "B1", "gain": -6}, "B1": {**BUSES["B1"], "bus": "B2", "gain": -4}}
    mix["B2"] = mix["B2"] | {"gain": -2, "pan": 0}
    plan = plan_of(document(mix=mix))
    assert plan.routed == (0, 2)
    sound = sounded(plan)
    for stem, expected in ((0, -18), (2, -22), (3, -24)):
        assert level(sound[:, 2 * stem], 440) == pytest.approx(expected, abs=0.1)
    assert level(sound[:, -2], 440) == pytest.approx(-24, abs=0.1)
    assert level(sound[:, -2], 1000) == pytest.approx(-12, abs=0.1)


def test_a_send_goes_to_a_node_which_is_heard_on_the_shared_stem() -> None:
    nodes = TONES | {"room": {"kind": "effect.delay", "p_mix": 1, "p_feedback": 0, "p_time": 0.01}}
    sends = {"s": {"source": "P1", "target": "room", "gain": -6}}
    patch = patch_of(document(nodes, sends=sends))
    assert {node.id: node.stem for node in patch.nodes}["room"] == "shared"
    sound = sounded(compile_plan(patch, project(document(nodes))))
    assert level(sound[:, 4], 440) == pytest.approx(-18, abs=0.5)


def test_an_insert_is_gone_through_and_its_own_cables_are_not() -> None:
    nodes = TONES | {"g": {"kind": "effect.gain", "p_gain": -10}, "h": {"kind": "effect.gain", "p_gain": -5}}
    edges = JOINED | {"e": {"source": "x2", "target": "g"}}
    inserts = {
        "n1": {"strip": "P1", "index": "a1", "node": "g"},
        "n2": {"strip": "P1", "index": "a0", "node": "h"},
        "n3": {"strip": "P2", "index": "a0", "node": "h"},
        "n4": {"strip": "P2", "index": "a1", "node": "i1"},
    }
    patch = patch_of(document(nodes, edges, inserts=inserts))
    assert patch.problems == (
        PatchProblem("inserted", "e"),
        PatchProblem("insert", "n3"),
        PatchProblem("insert", "n4"),
    )
    chain = {(cable.source, cable.target) for cable in patch.cables}
    assert {("x1", "h"), ("h", "g")} <= chain
    sound = sounded(compile_plan(patch, project(document(nodes))))
    assert level(sound[:, 0], 440) == pytest.approx(-27, abs=0.1)
    assert level(sound[:, 2], 1000) == pytest.approx(-12, abs=0.1)
    inserts["n1"]["bypass"] = True
    sound = sounded(plan_of(document(nodes, edges, inserts=inserts)))
    assert level(sound[:, 0], 440) == pytest.approx(-17, abs=0.1)


def test_an_equaliser_shapes_what_leaves_a_part_for_a_node_that_others_share() -> None:
    nodes = TONES | {"hall": {"kind": "mix.bus"}}
    edges = JOINED | {"e": {"source": "x1", "target": "hall"}, "f": {"source": "x2", "target": "hall"}}
    shelf = {"eq": True, "low_gain": -12.0, "low_freq": 1000.0, "gain": -3}
    plain = sounded(plan_of(document(nodes, edges)))
    shaped = sounded(plan_of(document(nodes, edges, mix={"P1": shelf})))
    assert level(shaped[:, 4], 440) - level(plain[:, 4], 440) < -10
    assert level(shaped[:, 4], 1000) == pytest.approx(level(plain[:, 4], 1000), abs=0.1)


def test_solo_counts_through_buses_and_sends() -> None:
    mix = BUSES | {"P1": {"bus": "B1"}, "P2": {"bus": "B1"}}
    sends = {"s": {"source": "P2", "target": "B2"}}

    def heard(soloed: str) -> list[bool]:
        fields = {id: strip | {"solo": id == soloed} for id, strip in mix.items()}
        sound = sounded(plan_of(document(mix=fields, sends=sends)))
        return [
            level(sound[:, channel], tone) > -40
            for channel, tone in ((0, 440), (2, 1000), (4, 440), (4, 1000), (6, 1000), (-2, 440), (-2, 1000))
        ]

    assert heard("") == [True] * 7
    assert heard("P1") == [True, False, True, False, False, True, False]
    assert heard("P2") == [False, True, False, True, True, False, True]
    assert heard("B1") == [True, True, True, True, False, True, True]
    assert heard("B2") == [False, False, False, False, True, False, True]


def test_a_circle_of_buses_is_cut_where_the_greatest_id_closes_it() -> None:
    mix = {
        "B1": {"bus": "B2"},
        "B2": {"bus": "B3"},
        "B3": {"bus": "B1"},
        "B4": {"bus": "B4"},
        "P1": {"bus": "B1"},
    }
    sends = {"s": {"source": "B3", "target": "B2"}, "t": {"source": "gone", "target": "B1"}}
    patch = patch_of(document(mix=mix, sends=sends))
    assert patch.strips is not None
    assert patch.strips.routes == {"B1": "B2", "B2": "B3", "P1": "B1"}
    assert patch.problems == (
        PatchProblem("circle", "B3"),
        PatchProblem("circle", "B4"),
        PatchProblem("circle", "s"),
        PatchProblem("dangling", "t"),
    )


def test_the_master_has_a_fader_and_a_limiter_that_follow() -> None:
    loud = TONES | {"t1": TONES["t1"] | {"p_gain": 0}, "g": {"kind": "effect.gain", "p_gain": 12}}
    edges = JOINED | {"e": {"source": "x1", "target": "g"}}
    peaks = {}
    for name, master in (
        ("own", {}),
        ("low", {"ceiling": -6}),
        ("off", {"limiter": False}),
        ("soft", {"gain": -40}),
    ):
        sound = sounded(plan_of(document(loud, edges, mix={"master": master})))
        peaks[name] = 20 * np.log10(np.abs(sound[:, -2:]).max())
    assert peaks["own"] == pytest.approx(-1, abs=0.01)
    assert peaks["low"] == pytest.approx(-6, abs=0.01)
    assert peaks["off"] == pytest.approx(0, abs=0.01)
    assert peaks["soft"] == pytest.approx(-27.5, abs=0.3)
    assert not sounded(plan_of(document(mix={"master": {"mute": True}})))[:, -2:].any()


def test_what_changes_of_the_master_is_ramped() -> None:
    plan = plan_of(document())
    target = plan_of(document(mix={"master": {"gain": -12}}))
    assert alike(plan, target)
    with Rack(plan) as rack:
        listen(rack, 0.3)
        for index, value in settings(plan, target):
            rack.set(index, value)
        sound = listen(rack, 0.1)[:, -2]
    # A tone of 1 kHz at -12 dB and one of 440 Hz never step by more than this.
    assert np.abs(np.diff(sound)).max() < 0.25 * 2 * np.pi * 1440 / RATE * 1.05
    assert level(sound[-2048:], 1000) == pytest.approx(-24, abs=0.3)


def test_a_change_of_the_strips_is_heard_without_a_click() -> None:
    plain, eq = document(mix=BUSES), document(mix=BUSES | {"P1": {"eq": True, "bus": "B1"}})
    before, after = plan_of(plain), plan_of(eq)
    way = change(before, after)
    assert way is not None
    with Rack(before) as rack:
        listen(rack, 0.3)
        rack.edit(after, way)
        parts = []
        while not rack.step(0):
            parts.append(rack.process().copy())
        parts.append(listen(rack, 0.1))
        sound = np.concatenate(parts)[:, -2]
    assert np.abs(np.diff(sound)).max() < 0.25 * 2 * np.pi * 1440 / RATE * 1.1
    for at in range(0, len(sound) - 4096, 1024):
        assert level(sound[at : at + 4096], 440) == pytest.approx(-12, abs=0.3)


def strips_at_random(chance: random.Random, nodes: list[str]) -> dict[str, Any]:
    """A mixer that nobody would make."""
    buses = [f"B{index}" for index in range(chance.randrange(4))]
    everyone = [*PARTS, *buses, "master", "gone"]
    mix: dict[str, Any] = {}
    for id in chance.sample(everyone[:-1], chance.randrange(len(everyone))) + buses:
        mix[id] = {
            "gain": chance.uniform(-60, 12),
            "pan": chance.uniform(-1, 1),
            "mute": chance.random() < 0.1,
            "solo": chance.random() < 0.15,
            "eq": chance.random() < 0.4,
            "compressor": chance.random() < 0.4,
            "threshold": chance.uniform(-60, 0),
            "ratio": chance.choice([1, 20, 3]),
            "makeup": chance.uniform(0, 24),
            "ceiling": chance.uniform(-12, 0),
            "limiter": chance.random() < 0.8,
            "bus": chance.choice(everyone),
        }
        for parameter in kind("eq.four").parameters:
            mix[id][parameter.name] = chance.choice(
                [parameter.minimum, parameter.maximum, chance.uniform(parameter.minimum, parameter.maximum)]
            )
    sends = {
        f"s{index}": {
            "source": chance.choice(everyone),
            "target": chance.choice([*everyone, *nodes]),
            "gain": chance.uniform(-60, 12),
            "before_fader": chance.random() < 0.5,
        }
        for index in range(chance.randrange(6))
    }
    inserts = {
        f"n{index}": {
            "strip": chance.choice(everyone),
            "index": "a0",
            "node": chance.choice([*nodes, "gone"]),
            "bypass": chance.random() < 0.2,
        }
        for index in range(chance.randrange(5))
    }
    return {"mix": mix, "sends": sends, "inserts": inserts}


EFFECTS = [
    "effect.gain",
    "effect.delay",
    "filter.lowpass",
    "dynamics.ducker",
    "mix.bus",
    "distortion.tube",
    "control.follower",
]


@pytest.mark.parametrize("seed", range(24))
def test_mixers_that_nobody_would_make_neither_raise_nor_go_wild(seed: int) -> None:
    chance = random.Random(seed)
    nodes = dict(TONES)
    for index in range(chance.randrange(6)):
        nodes[f"n{index}"] = {
            "kind": chance.choice(EFFECTS),
            "mute": chance.random() < 0.1,
            "solo": chance.random() < 0.1,
            "bypass": chance.random() < 0.1,
        }
    edges = dict(JOINED)
    for index in range(chance.randrange(10)):
        source, target = chance.choice(list(nodes)), chance.choice(list(nodes))
        inputs = list(kind(nodes[target]["kind"]).inputs) or ["in"]
        edges[f"e{index}"] = {"source": source, "target": target, "input": chance.choice(inputs)}
    whole = document(nodes, edges, **strips_at_random(chance, list(nodes)))
    plan = plan_of(whole)
    assert Plan.from_bytes(plan.to_bytes()) == plan
    assert plan == plan_of(whole)
    with Rack(plan) as rack:
        sound = listen(rack, 0.2)
        assert np.isfinite(sound).all()
        assert np.abs(sound[:, -2:]).max() <= 1.0
        assert all(muted.reason != "not finite" for muted in rack.muted)


def test_every_worker_has_the_faders_and_its_own_nodes() -> None:
    mix = BUSES | {"P1": {"bus": "B1", "eq": True}, "P2": {"compressor": True, "gain": -6}}
    whole = plan_of(document(mix=mix, sends={"s": {"source": "P1", "target": "B2"}}))
    seating = seat(whole, [1.0] * len(whole.nodes), 2)
    assert seating.workers == 2
    shares = [seating.plan(whole, worker) for worker in range(2)]
    assert sorted(node.id for share in shares for node in share.nodes) == sorted(
        node.id for node in whole.nodes
    )
    for share in shares:
        assert list(share.places) == list(whole.places)
        assert (share.buses, share.routed, share.line_up) == (whole.buses, whole.routed, whole.line_up)
        same = matches(whole, share)
        assert all(whole.values[index] == share.values[there] for index, there in same.items())
        assert len(set(same.values())) == len(share.values)
    together = [sounded(share)[:, :-2] for share in shares]
    assert np.allclose(sum(together), sounded(whole)[:, :-2], atol=1e-6)

"""The master's own strip: inserts, equaliser and compressor of the mix, by the samples."""

from typing import Any

import numpy as np
import pytest

from antiphon.document.projection import project
from antiphon.engine.change import change
from antiphon.engine.effect import Effect
from antiphon.engine.glide import glide
from antiphon.engine.guard import Muted
from antiphon.engine.interpretation import interpret
from antiphon.engine.motion import Motion
from antiphon.engine.patch import PatchProblem
from antiphon.engine.plan import Plan, compile_plan
from antiphon.engine.rack import Rack
from antiphon.engine.render import render
from antiphon.engine.seating import seat
from antiphon.engine.stem_ring import NO_REDUCTION
from antiphon.engine.strips import MIX
from tests.engine.test_console import (
    BLOCK,
    JOINED,
    RATE,
    SHAPED,
    TONES,
    Samples,
    document,
    level,
    listen,
    patch_of,
    plan_of,
    response,
    sounded,
)
from tests.engine.test_motion import levels


def master(**fields: Any) -> dict[str, Any]:
    return {"master": fields}


INSERT = {"n": {"strip": "master", "index": "a0", "node": "g"}}


def with_gain(gain: float) -> dict[str, Any]:
    return TONES | {"g": {"kind": "effect.gain", "p_gain": gain}}


def test_the_mix_comes_a_block_later_through_nodes_and_is_the_same_to_the_sample() -> None:
    sound = sounded(plan_of(document(with_gain(0), inserts=INSERT)))
    stems, mix = sound[: -2 * BLOCK, :6], sound[2 * BLOCK :, 6:]
    assert np.abs(stems).max() > 0.2
    assert np.allclose(mix, stems @ np.tile(np.eye(2, dtype=np.float32), (3, 1)), atol=1e-6, rtol=0)


@pytest.mark.parametrize("tone", [440, 1000])
def test_the_master_s_equaliser_is_the_strips_and_no_stem_s(tone: int) -> None:
    plain = sounded(plan_of(document()))
    shaped = sounded(plan_of(document(mix=master(eq=True, **SHAPED))))
    change = level(shaped[:, -2], tone) - level(plain[:, -2], tone)
    assert change == pytest.approx(response(SHAPED, tone), abs=0.5)
    assert np.array_equal(shaped[:, :6], plain[:, :6])


def test_the_master_s_compressor_is_behind_the_equaliser_and_says_what_it_takes_away() -> None:
    plain = level(sounded(plan_of(document()))[:, -2], 440)
    fields = {"compressor": True, "threshold": -30.0, "ratio": 4.0, "makeup": 3.0}
    with Rack(plan_of(document(mix=master(**fields)))) as rack:
        listen(rack, 0.8)
        pressed = level(listen(rack, 0.2)[:, -2], 440)
        *stems, mix = rack.reductions
    assert stems == [NO_REDUCTION] * 3
    assert mix > 10
    assert plain - pressed == pytest.approx(mix - 3, abs=0.5)


def test_inserts_come_first_and_the_fader_last() -> None:
    nodes = with_gain(-20)
    whole = document(nodes, inserts=INSERT, mix=master(eq=True, compressor=True, gain=-6))
    patch = patch_of(whole)
    chain = [(cable.source, cable.target) for cable in patch.cables if cable.id.startswith("strip:")]
    assert set(chain) == {(MIX, "g"), ("g", "eq:master"), ("eq:master", "compressor:master")}
    assert [node.id for node in patch.nodes if node.stem == "master"] == ["compressor:master"]
    sound = sounded(plan_of(whole))
    assert level(sound[:, -2], 1000) == pytest.approx(-38, abs=0.2)
    bypassed = sounded(plan_of(document(nodes, inserts={"n": INSERT["n"] | {"bypass": True}})))
    assert level(bypassed[:, -2], 1000) == pytest.approx(-12, abs=0.1)
    muted = sounded(plan_of(document(nodes | {"g": nodes["g"] | {"mute": True}}, inserts=INSERT)))
    assert not muted[:, -2:].any()


def test_an_insert_of_the_master_is_nobody_else_s_and_out_of_solo() -> None:
    inserts = INSERT | {"p": {"strip": "P1", "index": "a0", "node": "g"}}
    assert patch_of(document(with_gain(0), inserts=inserts)).problems == (PatchProblem("insert", "n"),)
    for soloed in ("t1", "g"):
        nodes = with_gain(-6)
        nodes[soloed] = nodes[soloed] | {"solo": True}
        sound = sounded(plan_of(document(nodes, inserts=INSERT)))
        assert level(sound[:, -2], 440) == pytest.approx(-18, abs=0.2)
        other = level(sound[:, -2], 1000)
        assert other < -80 if soloed == "t1" else other == pytest.approx(-18, abs=0.2)


def become(rack: Rack, new: Plan) -> Samples:
    way = change(rack.plan, new)
    assert way is not None
    rack.edit(new, way)
    heard = [rack.process().copy()]
    while not rack.step(0):
        heard.append(rack.process().copy())
    return np.concatenate(heard)


def test_what_the_master_has_comes_and_goes_without_a_click() -> None:
    plain = plan_of(document())
    low = plan_of(document(with_gain(0), inserts=INSERT))
    both = plan_of(document(with_gain(0), inserts=INSERT, mix=master(eq=True, low_gain=3.0)))
    with Rack(plain) as rack:
        heard = [listen(rack, 0.3)]
        for new in (low, both, low, plain):
            heard += [become(rack, new), listen(rack, 0.1)]
        sound = np.concatenate(heard)[:, -2]
        assert not rack.treats_mix
        # Two tones of -12 dB and 1 kHz at most: this is how far they go in a sample.
        assert np.abs(np.diff(sound)).max() < 1.5 * 0.252 * 2 * np.pi * (440 + 1000) / RATE
        assert np.abs(np.diff(sound, 2)).max() < 1.5 * 0.252 * (2 * np.pi * 1000 / RATE) ** 2 + 0.002
        end = listen(rack, 0.2)
        stems = end[:-BLOCK, :6] @ np.tile(np.eye(2, dtype=np.float32), (3, 1))
        assert np.array_equal(end[BLOCK:, -2:], stems)
        last = min(levels(sound[RATE // 2 :]))
    assert last > -11.5  # of -9 dB: nothing is missing while it changes


def test_a_master_that_goes_wild_is_gone_past_and_heals() -> None:
    plan = plan_of(document(with_gain(0), inserts=INSERT))
    with Rack(plan) as rack:
        listen(rack, 0.2)
        unit = rack.units["g"]
        assert isinstance(unit.built, Effect)
        unit.built.outputs["out"].setMul(1e30)
        wild = listen(rack, 0.2)
        assert rack.muted == [Muted(3, "too loud")]
        assert rack.culprit(3) == "g"
        assert np.abs(wild[:, -2:]).max() < 1
        assert level(wild[RATE // 10 :, -2], 440) == pytest.approx(-12, abs=0.2)
        assert level(wild[:, 0], 440) == pytest.approx(-12, abs=0.1)
        way = change(plan, plan, {"g"})
        assert way is not None
        rack.edit(plan, way)
        while not rack.step(0):
            rack.process()
        rack.heal([3])
        listen(rack, 0.1)
        assert not rack.muted
        assert level(listen(rack, 0.2)[:, -2], 440) == pytest.approx(-12, abs=0.1)


def test_the_master_s_nodes_are_with_the_worker_who_mixes() -> None:
    whole = plan_of(document(mix=master(eq=True, compressor=True)))
    costs = [0.1 if ":" in node.id else 1.0 for node in whole.nodes]
    for before in (None, seat(plan_of(document()), [1.0] * len(plan_of(document()).nodes), 2)):
        seating = seat(whole, costs, 2, before)
        assert seating.workers == 2
        assert {seating.nodes[id] for id in (MIX, "eq:master", "compressor:master")} == {0}
    shares = [seating.plan(whole, worker) for worker in range(2)]
    assert [share.treats_mix for share in shares] == [True, False]
    racks = [sounded(share, settle=0.1) for share in shares]
    assert np.isfinite(racks).all()


STEADY = {"measures": {"m1": {"index": "a0"}, "m2": {"index": "a1"}}}


def piece(**roots: Any) -> dict[str, Any]:
    """A bar of a held note, so that there is something to render."""
    event = {"kind": "note", "part": "P1", "measure": "m1", "onset": "0", "duration": "4", "pitch": "A4"}
    return document(TONES, JOINED, **STEADY, events={"e": event}, **roots)


def test_the_render_has_what_the_master_does_in_step_with_the_stems() -> None:
    plain = render(piece(), seconds=1.0)
    shaped = render(piece(mix=master(eq=True)), seconds=1.0)
    assert len(shaped.mix) == len(plain.mix)
    # A flat equaliser changes nothing to speak of: what is left over would be a delay.
    assert np.abs(shaped.mix[4800:] - plain.mix[4800:]).max() < 1e-3
    for name, stem in plain.stems.items():
        assert np.array_equal(shaped.stems[name], stem)


def test_automation_moves_the_master_s_equaliser_and_switches_its_compressor() -> None:
    lanes = {
        "L": {"target": "master", "field": "high_mid_gain"},
        "M": {"target": "master", "field": "compressor"},
    }
    points = {
        "a": {"lane": "L", "measure": "m1", "onset": "0", "value": 0.0},
        "b": {"lane": "L", "measure": "m1", "onset": "4", "value": -18.0},
        "c": {"lane": "M", "measure": "m1", "onset": "0", "value": 0.0, "curve": "hold"},
    }
    mix = master(eq=True, high_mid_freq=1000.0, high_mid_q=1.0)
    reading = interpret(piece(mix=mix, lanes=lanes, points=points))
    assert {node.id for node in reading.plan.nodes} >= {MIX, "eq:master", "compressor:master"}
    moved = dict(Motion(reading).overlay(0, 2.0))
    assert moved[reading.plan.parameter("eq:master", "high_mid_gain")] == pytest.approx(-9)
    assert moved[reading.plan.parameter("compressor:master", "ratio")] == 1
    sound = render(piece(mix=mix, lanes=lanes, points=points), seconds=2.2).mix
    early, late = (level(sound[at : at + 4800, 0], 1000) for at in (4800, 90_000))
    assert early - late == pytest.approx(16, abs=2.5)


def test_a_snapshot_crosses_over_to_the_master_s_equaliser() -> None:
    flat, cut = (
        interpret(piece(mix=mix)) for mix in ({}, master(eq=True, high_mid_freq=1000.0, high_mid_gain=-12.0))
    )
    crossing = glide(flat.strips.fields, cut.strips, 0, RATE // 2)
    motion = Motion(flat)
    motion.follow(cut, 0.0, crossing)
    gain = cut.plan.parameter("eq:master", "high_mid_gain")
    half = dict(motion.overlay(RATE // 4, 0.0))[gain]
    assert half == pytest.approx(-6, abs=0.1)


def test_a_plan_with_a_master_s_strip_crosses_to_another_process() -> None:
    whole = document(with_gain(0), inserts=INSERT, mix=master(eq=True))
    plan = compile_plan(patch_of(whole), project(whole))
    again = Plan.from_bytes(plan.to_bytes())
    assert again == plan
    assert again.treats_mix
    assert again.stem_name(3) == "mix"

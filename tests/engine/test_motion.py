"""What moves by itself: automation along the score, and crossing over to a snapshot of the mix."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.document.codec import empty
from antiphon.engine.glide import glide
from antiphon.engine.interpretation import Interpretation, interpret
from antiphon.engine.motion import STEP, Motion
from antiphon.engine.plan import with_values
from antiphon.engine.rack import Rack
from antiphon.engine.render import render
from antiphon.engine.transport import Transport

RATE, BLOCK = 48_000, 128
TONE = {
    "keys": {"kind": "instrument.keys", "part": "P", "mute": True},
    "tone": {"kind": "osc.sine", "p_freq": 1000, "p_gain": -12},
    "sum": {"kind": "mix.bus"},
}
JOINED = {"a": {"source": "keys", "target": "sum"}, "b": {"source": "tone", "target": "sum"}}

Samples = NDArray[np.float32]


def document(
    points: dict[str, Any] | None = None, field: str = "gain", target: str = "P", **roots: Any
) -> dict[str, Any]:
    """A part with a tone of 1 kHz at -12 dB; at 120 quarters a minute a measure takes two seconds."""
    note = {"kind": "note", "part": "P", "measure": "M1", "onset": "0", "duration": "1", "pitch": "A4"}
    points = {id: {"lane": "L", **point} for id, point in (points or {}).items()}
    return {
        **empty(),
        "parts": {"P": {"index": "a0", "name": "One"}},
        "measures": {f"M{number}": {"index": f"a{number}"} for number in (1, 2)},
        "events": {"n": note},
        "nodes": TONE,
        "edges": JOINED,
        "lanes": {"L": {"target": target, "field": field}},
        "points": points,
        **roots,
    }


def point(measure: str, onset: str, value: float, curve: str = "linear") -> dict[str, Any]:
    return {"measure": measure, "onset": onset, "value": value, "curve": curve}


RISE = {"a": point("M1", "0", -24), "b": point("M1", "4", 0)}


def levels(sound: Samples, window: int = 2400) -> list[float]:
    """The level of each stretch, in dB of a sine's amplitude."""
    rows = sound[: len(sound) // window * window].reshape(-1, window)
    return [float(10 * np.log10(2 * np.mean(row.astype(float) ** 2) + 1e-12)) for row in rows]


def transport(reading: Interpretation, frame: int = 0) -> Transport:
    return Transport(reading.course, RATE).play(frame, 0.0)


def test_a_gain_rises_evenly_in_decibels_in_the_render() -> None:
    sound = render(document(RISE), seconds=3.0).stems["One"][:, 0]
    found = levels(sound)
    for index, level in enumerate(found[:40]):
        assert level == pytest.approx(-36 + 24 * (index + 0.5) / 40, abs=0.5)
    assert found[45] == pytest.approx(-12, abs=0.1)
    assert np.abs(np.diff(sound)).max() < 0.26 * 2 * np.pi * 1000 / RATE


def test_a_parameter_of_a_node_and_a_switch_move() -> None:
    nodes = TONE | {"tone": TONE["tone"] | {"p_gain": -30}}
    points = {"a": point("M1", "0", -40), "b": point("M1", "2", -6, "hold")}
    sound = render(document(points, "p_gain", "tone", nodes=nodes), seconds=2.0).stems["One"][:, 0]
    assert levels(sound)[25] == pytest.approx(-6, abs=0.2)
    muted = {"a": point("M1", "0", 0), "b": point("M1", "2", 1), "c": point("M1", "3", 0)}
    sound = render(document(muted, "mute"), seconds=2.0).stems["One"][:, 0]
    assert [level > -40 for level in levels(sound)[5::10]] == [True, True, False, True]
    assert levels(sound)[25] < -100


def test_an_equaliser_that_a_lane_switches_is_there_and_flat_until_then() -> None:
    shelf = {"P": {"high_mid_gain": -18, "high_mid_freq": 1000}}
    points = {"a": point("M1", "0", 0), "b": point("M1", "2", 1)}
    found = levels(render(document(points, "eq", mix=shelf), seconds=2.0).stems["One"][:, 0])
    assert found[10] == pytest.approx(-12, abs=0.1)
    assert found[-2] == pytest.approx(-30, abs=0.3)


def test_live_says_what_the_render_says() -> None:
    reading = interpret(document(RISE | {"c": point("M2", "2", -6, "hold")}))
    offline, live = Motion(reading), Motion(reading)
    told = offline.advance(transport(reading), 4 * RATE)
    live.advance(Transport(reading.course, RATE), 1000 * BLOCK)
    start = 1100 * BLOCK
    live.jump(start)
    running = transport(reading, start)
    said = []
    for until in range(start, start + 4 * RATE, 480):
        said += live.advance(running, until + 1440)
    shifted = {frame - start: values for frame, values in said}
    for frame, values in told:
        for index, value in values.items():
            assert shifted.get(frame, {}).get(index) == pytest.approx(value, abs=1e-9) or frame == 0
    assert all(frame % BLOCK == 0 for frame in shifted)


def gain(moves: list[tuple[int, dict[int, float]]], index: int = 0) -> list[tuple[int, float]]:
    return [(frame, 20 * np.log10(values[index])) for frame, values in moves if index in values]


def test_a_loop_goes_back_and_a_stop_holds() -> None:
    reading = interpret(document(RISE))
    motion = Motion(reading)
    running = transport(reading)
    loop = reading.course.loop(0.0, 2.0)
    assert loop is not None
    said = dict(gain(motion.advance(running.looping(loop, 0), 3 * RATE)))
    at = {frame: value for frame, value in said.items()}
    peak = max(value for value in at.values())
    assert peak == pytest.approx(-12, abs=0.2)
    again = [value for frame, value in at.items() if abs(frame - 1.5 * RATE) < STEP]
    assert again[0] == pytest.approx(-18, abs=0.3)
    stopped = running.stop(3 * RATE // 4)
    motion.jump(3 * RATE)
    assert gain(motion.advance(stopped, 3 * RATE + 1))[-1][1] == pytest.approx(-15, abs=0.1)
    assert motion.overlay(0, 1.0)[0][1] == pytest.approx(10 ** (-18 / 20))


def test_what_a_hand_turned_stays_until_the_next_point() -> None:
    points = {"a": point("M1", "0", -24), "b": point("M1", "2", -12), "c": point("M1", "4", 0)}
    before = interpret(document(points))
    motion = Motion(before)
    running = transport(before)
    motion.advance(running, RATE // 2)
    turned = interpret(document(points, mix={"P": {"gain": -40}}))
    motion.follow(turned, 1.0)
    said = dict(gain(motion.advance(running, 2 * RATE)))
    held = [value for frame, value in said.items() if frame < RATE - STEP]
    assert held == pytest.approx([-40] * len(held), abs=1e-6)
    after = [value for frame, value in said.items() if frame > RATE + STEP]
    assert min(after) > -12.5
    assert len(after) > 50


def test_what_is_no_longer_drawn_goes_back_to_what_the_document_says() -> None:
    before = interpret(document(RISE))
    motion = Motion(before)
    motion.advance(transport(before), RATE)
    plain = interpret(document())
    motion.follow(plain, 2.0)
    (said,) = gain(motion.advance(transport(plain), RATE + STEP))
    assert said == (motion.frame - STEP, pytest.approx(0.0, abs=1e-9))


SNAPSHOT = {"gain": -30.0, "pan": 0.5, "eq": True, "high_mid_gain": -6.0, "high_mid_freq": 1000.0}


def crossed(before: Interpretation, after: Interpretation, seconds: float) -> Samples:
    """The mix while it crosses over, from half a second before to half a second after."""
    motion = Motion(before)
    running = transport(before)
    with Rack(after.plan) as rack:
        for index, value in motion.overlay(0, 0.0):
            rack.set(index, value)
        start, end = RATE // 2 // BLOCK * BLOCK, round((1 + seconds) * RATE)
        motion.frame = start
        motion.follow(after, 0.0, glide(before.strips.fields, after.strips, start, round(seconds * RATE)))
        sound = []
        for frame in range(0, end, BLOCK):
            if frame == 0:
                for index, value in motion.overlay(0, 0.0):
                    rack.set(index, value)
            for _, values in motion.advance(running, frame + BLOCK) if frame >= start else ():
                for each in values.items():
                    rack.set(*each)
            sound.append(rack.process().copy())
    return np.concatenate(sound)[RATE // 4 :]


@pytest.mark.parametrize("back", [False, True])
def test_a_snapshot_is_crossed_over_to_without_a_step(back: bool) -> None:
    plain, recalled = document(), document(mix={"P": SNAPSHOT})
    whole = interpret(document(mix={"P": SNAPSHOT | {"eq": True}}))
    before, after = interpret(plain), interpret(recalled)
    if back:
        before, after = whole, interpret(plain).with_graph(before.piece, plain, {("P", "eq")})
    sound = crossed(before, after, 1.0)
    found = levels(sound[:, 0])
    assert found[2] == pytest.approx(-53.3 if back else -12, abs=0.3)
    assert found[-3] == pytest.approx(-12 if back else -53.3, abs=0.3)
    way = np.diff(found[5:-8])
    assert (way > -0.05).all() if back else (way < 0.05).all()
    assert np.abs(way).max() < 3.5
    assert np.abs(np.diff(sound[:, 0])).max() < 0.26 * 2 * np.pi * 1000 / RATE


def test_half_way_a_gain_is_half_way_in_decibels_and_a_mute_turns() -> None:
    before = interpret(document(mix={"P": {"gain": 0}, "master": {"mute": False}}))
    after = interpret(document(mix={"P": {"gain": -40}, "master": {"mute": True}}))
    way = glide(before.strips.fields, after.strips, 1000, 1000)
    assert way.at(1500)["P", "gain"] == pytest.approx(-20)
    assert way.at(1499)["master", "mute"] == 0.0
    assert way.at(1500)["master", "mute"] == 1.0
    assert way.at(99999) == {("P", "gain"): -40.0, ("master", "mute"): 1.0}
    assert way.without(frozenset({("P", "gain")})).at(1200).keys() == {("master", "mute")}


def test_the_overlay_is_a_plan_s_values() -> None:
    reading = interpret(document(RISE))
    plan = with_values(reading.plan, Motion(reading).overlay(0, 0.0))
    assert plan.values[0] == pytest.approx(10 ** (-24 / 20))
    assert plan.values[2:] == reading.plan.values[2:]

"""What the panel is told of how loud it is."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine import levels
from antiphon.engine.levels import FLOOR, Effort, Level, decibels, measure, tell
from antiphon.engine.patch import project_patch
from antiphon.engine.plan import Plan, compile_plan
from antiphon.engine.stem_ring import StemRing

RATE, BLOCK = 48000, 128


def sine(amplitude: float, frames: int = 4800) -> np.ndarray:
    return (amplitude * np.sin(2 * math.pi * 1000 * np.arange(frames) / RATE)).astype(np.float32)


@pytest.fixture
def ring() -> Iterator[StemRing]:
    made = StemRing.create(RATE, BLOCK, stems=3)
    yield made
    made.close()


def plan(**graph: dict[str, Any]) -> Plan:
    document: Any = empty() | graph
    document["parts"] = {
        f"p{k}": {"index": f"a{k}", "name": name} for k, name in enumerate(("Flute", "Oboe"))
    }
    document["measures"] = {"m1": {"index": "a0"}}
    piece = project(document)
    return compile_plan(project_patch(document, piece), piece)


def fill(ring: StemRing, channels: dict[int, np.ndarray]) -> None:
    """Write a tenth of a second: these sounds on these channels, silence on the others."""
    frames = np.zeros((4800, 8), np.float32)
    for channel, sound in channels.items():
        frames[:, channel] = sound
    ring.write(frames)


def test_a_sine_of_full_scale_has_minus_three_decibels() -> None:
    full, half = measure(np.stack([sine(1), sine(1), sine(0.5), sine(0.5)], axis=1))
    assert full == Level(0.0, -3.0)
    assert half == Level(-6.0, -9.0)


def test_peak_is_of_the_louder_channel_either_way_up_and_rms_of_both() -> None:
    frames = np.zeros((4800, 2), np.float32)
    frames[100, 1] = -0.5
    frames[:, 0] += 0.1
    (level,) = measure(frames)
    assert level.peak == -6.0
    assert level.rms == pytest.approx(20 * math.log10(math.sqrt((0.01 + 0.25 / 4800) / 2)), abs=0.06)


@pytest.mark.parametrize("magnitude", [0.0, 1e-7, float("nan"), -1.0])
def test_what_is_not_heard_is_silence(magnitude: float) -> None:
    assert decibels(magnitude) == FLOOR


def test_no_frames_are_silence() -> None:
    assert measure(np.zeros((0, 4), np.float32)) == [Level(FLOOR, FLOOR)] * 2


def test_a_stem_that_is_not_finite_leaves_the_others_their_levels() -> None:
    frames = np.stack([sine(0.5), sine(0.5), np.full(4800, np.nan, np.float32), sine(1)], axis=1)
    sound, wild = measure(frames)
    assert sound.peak == -6.0
    assert math.isfinite(wild.peak)
    assert math.isfinite(wild.rms)


def test_the_last_tenth_of_a_second_is_told_stem_by_stem(ring: StemRing) -> None:
    fill(ring, {channel: sine(1) for channel in range(8)})
    fill(ring, {0: sine(0.5), 1: sine(0.5), 4: sine(0.25), 5: sine(0.25)})
    ring.set_muted(0b001)
    told = tell(ring, plan(), Effort(0.25, 3, 2, 5))
    assert told["mix"] == {"peak": -6.0, "rms": -9.0}
    assert [(stem["part"], stem["name"], stem["peak"], stem["muted"]) for stem in told["stems"]] == [
        ("p0", "Flute", -120.0, True),
        ("p1", "Oboe", -12.0, False),
        (None, "shared", -120.0, False),
    ]
    assert (told["load"], told["late"], told["workers"], told["shed"]) == (0.25, 3, 2, 5)
    assert told["at"] == pytest.approx(ring.epoch / 1e9 + 0.2, abs=1e-5)


def test_before_the_first_frame_all_is_silent(ring: StemRing) -> None:
    assert {stem["rms"] for stem in tell(ring, plan(), Effort(0.25, 3, 2, 5))["stems"]} == {FLOOR}


def test_what_a_stem_takes_is_its_instruments_and_what_is_heard_on_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(levels, "costs", lambda plan: [0.25] * len(plan.nodes))
    room = {"kind": "effect.reverb"}
    instruments = {f"n{k}": {"kind": "instrument.organ", "part": f"p{k}"} for k in range(2)}
    nodes = instruments | {"r0": room, "r1": room, "r2": room}
    edges = {
        "e0": {"source": "n0", "target": "r0"},
        "e1": {"source": "r0", "target": "r1"},
        "e2": {"source": "r1", "target": "r2"},
    }
    assert levels.shares(plan(nodes=instruments)) == [0.25, 0.25, 0]
    assert levels.shares(plan(nodes=nodes, edges=edges)) == [1.0, 0.25, 0]
    both = edges | {"e3": {"source": "n1", "target": "r2"}}
    assert levels.shares(plan(nodes=nodes, edges=both)) == [0.25, 0.25, 0.75]
    monkeypatch.setattr(levels, "costs", lambda plan: [0.75] * len(plan.nodes))
    assert levels.shares(plan(nodes=nodes, edges=edges))[0] == 1

"""What the panel is told of how loud it is."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine import levels
from antiphon.engine.levels import NAMES, Effort, tell
from antiphon.engine.loudness import SILENT
from antiphon.engine.metering import Meter
from antiphon.engine.patch import project_patch
from antiphon.engine.plan import Plan, compile_plan
from antiphon.engine.stem_ring import NO_REDUCTION, StemRing
from antiphon.session.pipe import Message

RATE, BLOCK = 48000, 128


def sine(amplitude: float, frames: int = 4800) -> np.ndarray:
    return (amplitude * np.sin(2 * math.pi * 1000 * np.arange(frames) / RATE)).astype(np.float32)


@pytest.fixture
def ring() -> Iterator[StemRing]:
    made = StemRing.create(RATE, BLOCK, stems=3)
    yield made
    made.close()


def told(ring: StemRing) -> Message:
    """What is told of the tenths of a second that are in a ring."""
    measured = Meter(ring, 0).look()
    assert measured is not None
    return tell(ring, plan(), Effort(0.25, 3, 2, 5), measured["frame"], measured["levels"])


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


def test_a_sine_of_full_scale_has_minus_three_decibels(ring: StemRing) -> None:
    fill(ring, {0: sine(1), 1: sine(1), 2: sine(0.5), 3: sine(0.5)})
    levels = told(ring)
    assert (levels["mix"]["peak"], levels["mix"]["rms"], levels["mix"]["true_peak"]) == (0.0, -3.0, 0.0)
    assert (levels["stems"][0]["peak"], levels["stems"][0]["rms"]) == (-6.0, -9.0)


def test_what_compressors_and_the_limiter_take_away_is_told_with_the_levels(ring: StemRing) -> None:
    fill(ring, {})
    measured = Meter(ring, 0).look()
    assert measured is not None

    def levels() -> Message:
        effort = Effort(0.25, 3, 2, 5, tuple(ring.reductions))
        return tell(ring, plan(), effort, measured["frame"], measured["levels"])

    def shown(levels: Message) -> list[float | None]:
        mix = levels["mix"]
        return [*(stem["reduction"] for stem in levels["stems"]), mix["reduction"], mix["limiting"]]

    assert shown(levels()) == [None, None, None, None, 0.0]
    ring.set_reductions([NO_REDUCTION, 4.26, 0.0], 1.5, 2.0)
    assert shown(levels()) == [None, 4.3, 0.0, 1.5, 2.0]
    ring.set_reductions([0.04] * 40, NO_REDUCTION, 0.0)
    assert shown(levels()) == [0.0, 0.0, 0.0, None, 0.0]


def test_peak_is_of_the_louder_channel_either_way_up_and_rms_of_both(ring: StemRing) -> None:
    left, right = np.full(4800, 0.1, np.float32), np.zeros(4800, np.float32)
    right[100] = -0.5
    fill(ring, {0: left, 1: right})
    mix = told(ring)["mix"]
    assert mix["peak"] == -6.0
    assert mix["rms"] == pytest.approx(20 * math.log10(math.sqrt((0.01 + 0.25 / 4800) / 2)), abs=0.06)


def test_loudness_of_a_second_of_a_sine(ring: StemRing) -> None:
    for _ in range(10):
        fill(ring, {0: sine(0.1), 1: sine(0.1)})
    mix = told(ring)["mix"]
    assert (mix["momentary"], mix["integrated"]) == (-20.0, -20.0)
    assert mix["short_term"] == pytest.approx(-20 + 10 * math.log10(1 / 3), abs=0.1)


def test_a_stem_that_is_not_finite_leaves_the_others_their_levels(ring: StemRing) -> None:
    fill(ring, {2: sine(0.5), 4: np.full(4800, np.nan, np.float32), 5: sine(1)})
    sound, wild, _ = told(ring)["stems"]
    assert sound["peak"] == -6.0
    assert all(math.isfinite(wild[name]) for name in NAMES)


def test_other_stems_are_measured_anew(ring: StemRing) -> None:
    meter = Meter(ring, 0)
    for _ in range(5):
        fill(ring, {0: sine(0.1), 1: sine(0.1)})
        assert meter.look() is not None
    ring.take_over(ring.written, 2)
    fill(ring, {})
    measured = meter.look()
    assert measured is not None
    assert len(measured["levels"]) == 3
    assert measured["levels"][0] == [SILENT] * len(NAMES)


def test_nothing_is_told_before_a_tenth_of_a_second_is_over(ring: StemRing) -> None:
    ring.write(np.zeros((4799, 2), np.float32))
    assert Meter(ring, 0).look() is None


def test_the_last_tenth_of_a_second_is_told_stem_by_stem(ring: StemRing) -> None:
    fill(ring, {channel: sine(1) for channel in range(8)})
    fill(ring, {0: sine(0.5), 1: sine(0.5), 4: sine(0.25), 5: sine(0.25)})
    ring.set_muted(0b001)
    levels = told(ring)
    assert (levels["mix"]["peak"], levels["mix"]["rms"]) == (-6.0, -9.0)
    assert [(stem["part"], stem["name"], stem["peak"], stem["muted"]) for stem in levels["stems"]] == [
        ("p0", "Flute", -120.0, True),
        ("p1", "Oboe", -12.0, False),
        (None, "shared", -120.0, False),
    ]
    assert (levels["load"], levels["late"], levels["workers"], levels["shed"]) == (0.25, 3, 2, 5)
    assert levels["at"] == pytest.approx(ring.epoch / 1e9 + 0.2, abs=1e-5)


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

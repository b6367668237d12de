"""Looking into cables: what is drawn of a signal, and that a tap finds it and changes nothing."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine import probes
from antiphon.engine.change import change
from antiphon.engine.patch import project_patch
from antiphon.engine.plan import Plan, compile_plan
from antiphon.engine.probe_ring import SLOTS, ProbeRing, State, sum_of
from antiphon.engine.probes import BANDS, HIGHEST, LOWEST, POINTS, WINDOW, Probes, audio_of, control, spectrum
from antiphon.engine.rack import Rack
from antiphon.engine.stem_ring import StemRing
from antiphon.engine.taps import Taps

RATE, BLOCK = 48_000, 128


def sine(frequency: float, amplitude: float = 1.0, frames: int = WINDOW, phase: float = 0.3) -> np.ndarray:
    return (amplitude * np.sin(2 * math.pi * frequency * np.arange(frames) / RATE + phase)).astype(np.float32)


@pytest.mark.parametrize("frequency", [40.0, 110.0, 440.0, 1000.0, 5000.0, 15_000.0])
def test_a_sine_is_in_its_band_and_its_pitch_is_told(frequency: float) -> None:
    bands, pitch = spectrum(sine(frequency, 0.5), RATE)
    assert len(bands) == BANDS
    at = math.log(frequency / LOWEST) / math.log(HIGHEST / LOWEST) * BANDS
    assert abs(int(np.argmax(bands)) + 0.5 - at) <= (3 if frequency < 100 else 1)
    assert max(bands) == pytest.approx(-6, abs=1.6)
    assert pitch == pytest.approx(frequency, abs=max(2.0, 0.005 * frequency))


def test_silence_has_no_pitch() -> None:
    assert spectrum(np.zeros(WINDOW, np.float32), RATE) == ([-120] * BANDS, None)
    drawn = audio_of(np.zeros((2, 0), np.float32), RATE)
    assert (drawn["peak"], drawn["rms"], len(drawn["wave"])) == (-120, -120, POINTS)


@pytest.mark.parametrize("frames", [1, 100, 1000, WINDOW])
@pytest.mark.parametrize("seed", range(4))
def test_whatever_it_is_given_it_draws_numbers(frames: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    frames_ = (chance.standard_normal((2, frames)) * 10.0 ** chance.uniform(-8, 8)).astype(np.float32)
    if seed == 3:
        frames_[1, frames // 2 :] = np.nan
    for drawn in (audio_of(frames_, RATE), control(frames_[0], RATE)):
        numbers = [drawn[name] for name in drawn if isinstance(drawn[name], float | int)]
        assert np.isfinite([*numbers, *drawn["wave"], *drawn.get("spectrum", [])]).all()


def test_a_wave_stands_still_however_the_windows_fall() -> None:
    """Three periods, from where it rises through zero, of the louder channel."""
    drawn = [audio_of(np.stack([0 * sine(440), sine(440, 0.8, phase=turn)]), RATE) for turn in range(5)]
    for each in drawn:
        assert each["peak"] == pytest.approx(-1.9, abs=0.1)
        assert each["rms"] == pytest.approx(-1.9 - 3 - 3, abs=0.1)
        assert each["span"] == pytest.approx(3 / 440, rel=0.01)
        assert each["wave"] == pytest.approx(drawn[0]["wave"], abs=0.06)
        assert 0 <= each["wave"][0] < 0.06


def document(nodes: dict[str, Any], edges: dict[str, Any]) -> Any:
    made: Any = empty()
    made["parts"] = {"p0": {"index": "a0", "name": "Flute"}}
    made["measures"] = {"m1": {"index": "a0"}}
    return made | {"nodes": nodes, "edges": edges}


def compiled(nodes: dict[str, Any], edges: dict[str, Any]) -> Plan:
    made = document(nodes, edges)
    piece = project(made)
    return compile_plan(project_patch(made, piece), piece)


NODES: dict[str, Any] = {
    "tone": {"kind": "osc.sine", "p_freq": 440},
    "slow": {"kind": "control.lfo", "p_rate": 5},
    "gain": {"kind": "filter.lowpass", "p_cutoff": 8000},
    "up": {"kind": "note.transpose", "part": "p0", "p_semitones": 12},
    "organ": {"kind": "instrument.organ"},
}
EDGES: dict[str, Any] = {
    "e1": {"source": "tone", "target": "gain"},
    "e2": {"source": "slow", "target": "gain", "input": "cutoff"},
    "e3": {"source": "up", "target": "organ"},
}


@pytest.fixture
def ring() -> Iterator[ProbeRing]:
    stems = StemRing.create(RATE, BLOCK)
    made = ProbeRing.create(stems.path, RATE, BLOCK)
    yield made
    made.close()
    stems.close()


def sound(rack: Rack, blocks: int, taps: Taps | None = None) -> np.ndarray:
    heard = []
    for _ in range(blocks):
        frame = rack.now
        heard.append(rack.process().copy())
        if taps is not None:
            taps.write(frame)
    return np.concatenate(heard)


PORTS = [(0, "tone", "out"), (1, "slow", "out"), (2, "up", "out"), (3, "nobody", "out"), (4, "organ", "out")]


def test_what_flows_is_found_at_each_kind_of_port(ring: ProbeRing) -> None:
    with Rack(compiled(NODES, EDGES), RATE, BLOCK) as rack:
        taps = Taps(rack, ring)
        taps.want(PORTS, True, rack.now)
        looking = Probes([ring], PORTS)
        looking.look(0.0)
        rack.note_on(0, 1, 220.0, 0.8)
        sound(rack, 100, taps)
        tone, slow, up, nobody, organ = looking.look(0.5)
        assert tone["signal"] == organ["signal"] == "audio"
        assert tone["pitch"] == pytest.approx(440, abs=1)
        assert organ["pitch"] is not None
        assert slow["signal"] == "control"
        assert slow["most"] - slow["least"] > 0.2
        assert (up["signal"], up["rate"], up["held"]) == ("note", 1, 1)
        assert nobody == {"node": "nobody", "output": "out", "signal": None}
        ids = [node.id for node in rack.plan.nodes]
        voices = ring.voices(sum_of(ids))
        assert voices is not None
        assert dict(zip(ids, voices, strict=True))["organ"] == 1
        assert ring.voices(sum_of(["other"])) is None
        rack.note_off(0, 1)
        sound(rack, 2, taps)
        assert looking.look(2.0)[2]["held"] == 0


def test_the_sound_is_the_same_to_the_bit_whether_it_is_looked_into(ring: ProbeRing) -> None:
    def run(probed: bool) -> np.ndarray:
        with Rack(compiled(NODES, EDGES), RATE, BLOCK, seed=7) as rack:
            taps = Taps(rack, ring)
            heard = [sound(rack, 5)]
            rack.note_on(0, 1, 220.0, 0.8)
            for turn in range(12):
                if probed:
                    taps.want(PORTS[turn % 5 :] if turn % 3 else [], bool(turn % 2), rack.now)
                heard.append(sound(rack, 7, taps if probed else None))
            return np.concatenate(heard)

    assert (run(False) == run(True)).all()


def test_an_edit_is_survived_and_what_is_gone_is_said(ring: ProbeRing) -> None:
    before = compiled(NODES, EDGES)
    nodes = {id: node for id, node in NODES.items() if id != "slow"} | {"new": {"kind": "osc.square"}}
    after = compiled(nodes, {"e1": EDGES["e1"], "e3": EDGES["e3"], "e4": {"source": "new", "target": "gain"}})
    ports = [*PORTS, (5, "new", "out")]
    with Rack(before, RATE, BLOCK) as rack:
        taps = Taps(rack, ring)
        taps.want(ports, True, rack.now)
        looking = Probes([ring], ports)
        sound(rack, 60, taps)
        assert looking.look(0)[5]["signal"] is None
        way = change(before, after)
        assert way is not None
        taps.let_go(way.kept)
        rack.edit(after, way)
        while not rack.step(0):
            sound(rack, 1, taps)
        taps.plug(rack.now)
        sound(rack, 60, taps)
        signals = [port["signal"] for port in looking.look(1)]
        assert signals == ["audio", None, "note", None, "audio", "audio"]
        taps.want(ports[:1], False, rack.now)
        assert [ring.state(slot) for slot in range(SLOTS)] == [State.AUDIO] + [State.NOTHING] * (SLOTS - 1)
        taps.want([], False, rack.now)
        sound(rack, 3, taps)


def test_a_slot_shows_nothing_of_the_port_that_had_it_before(ring: ProbeRing) -> None:
    with Rack(compiled(NODES, EDGES), RATE, BLOCK) as rack:
        taps = Taps(rack, ring)
        taps.want([(0, "tone", "out")], False, rack.now)
        sound(rack, 60, taps)
        taps.want([(0, "organ", "out")], False, rack.now)
        assert ring.read(0, WINDOW).shape == (2, 0)
        sound(rack, 5, taps)
        assert ring.read(0, WINDOW).shape == (2, 5 * BLOCK)
        assert not ring.read(0, WINDOW).any()


def test_probes_take_little(ring: ProbeRing) -> None:
    """Eight ports twenty times a second: a look takes less than 5 ms even on a busy machine, one tenth of the time there is."""
    import time

    for slot in range(8):
        ring.plug(slot, State.AUDIO, 0)
    ring.wrote(ring.capacity)
    looking = Probes([ring], [(slot, f"n{slot}", "out") for slot in range(8)])
    looking.look(0)
    began = time.thread_time()
    for turn in range(20):
        looking.look(turn * probes.PACE)
    assert (time.thread_time() - began) / 20 < 0.01

"""What single kinds promise: samplers, grains, convolution, envelopes, gates, maths, meters."""

from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine.catalogue import kind
from antiphon.engine.impulse import IMPULSES
from antiphon.engine.patch import project_patch
from antiphon.engine.plan import Feed, Plan, PlanNode, compile_plan
from antiphon.engine.rack import Rack
from antiphon.engine.sound_set import SOUNDS
from antiphon.engine.units.wavetable import cycles

RATE, BLOCK = 48_000, 128
Samples = NDArray[np.float32]
Node = tuple[str, Mapping[str, int | tuple[int, str]], Mapping[str, float]]


def plan_of(*nodes: Node) -> Plan:
    """A plan of one part whose last node sounds; of each node its kind, what feeds which port, and its knobs."""
    built, values = [], [1.0, 1.0]
    for place, (name, feeds, knobs) in enumerate(nodes):
        coming = []
        for port, source in feeds.items():
            index, output = source if isinstance(source, tuple) else (source, "out")
            coming.append(Feed(input=port, source=index, output=output))
        stem = 0 if place == len(nodes) - 1 else -1
        built.append(PlanNode(f"n{place}", name, -1, tuple(coming), stem, len(values)))
        values += [knobs.get(parameter.name, parameter.default) for parameter in kind(name).parameters]
    return Plan(("P",), ("P",), (4,), tuple(built), tuple(values))


def heard(*nodes: Node, seconds: float = 0.5, settle: float = 0.2) -> Samples:
    """float32 [frames, 2] of the last node."""
    with Rack(plan_of(*nodes)) as rack:
        blocks = [rack.sound()[:, :2].copy() for _ in range(round((settle + seconds) * RATE / BLOCK))]
    return np.concatenate(blocks)[round(settle * RATE) :]


def traced(*nodes: Node, seconds: float = 0.5, settle: float = 0.0, port: str = "out") -> Samples:
    """float32 [frames], 0 to 1: the control signal of the last node, above 0; it turns the gain of a steady tone."""
    constant: Node = ("osc.rounded", {}, {"freq": 12_000.0, "sharpness": 0.0, "gain": 0.0})
    ear: Node = (
        "effect.gain",
        {"in": len(nodes), "gain": (len(nodes) - 1, port)},
        {"gain": -60.0},
    )
    sound = np.abs(heard(*nodes, constant, ear, seconds=seconds, settle=settle)[:, 0])
    level = sound.reshape(-1, 32).max(axis=1).repeat(32)
    full = 0.9
    return np.clip((20 * np.log10(level / full + 1e-9) + 60) / 72, 0, 1).astype(np.float32)


def level(sound: Samples) -> float:
    """RMS, in dB."""
    return 20 * float(np.log10(np.sqrt((sound.astype(float) ** 2).mean()) + 1e-9))


def strongest(sound: Samples) -> float:
    """Frequency (Hz) of the strongest partial."""
    spectrum = np.abs(np.fft.rfft(sound[:, 0] * np.hanning(len(sound)), 8 * len(sound)))
    return float(np.argmax(spectrum)) * RATE / (8 * len(sound))


def steps(sound: Samples) -> float:
    """The greatest second difference, which a click makes great."""
    return float(np.abs(np.diff(sound[:, 0].astype(float), 2)).max())


TONE: Node = ("osc.sine", {}, {"freq": 440.0, "gain": 0.0})


@pytest.mark.parametrize("sound", SOUNDS, ids=lambda sound: sound.name)
def test_a_sound_of_the_set_is_whole(sound) -> None:  # type: ignore[no-untyped-def]
    samples = sound.samples(RATE)
    assert len(samples) == sound.size
    assert 0.3 < np.abs(samples).max() <= 1.0
    assert abs(samples.mean()) < 1e-3
    if sound.steady:
        around = np.abs(np.diff(np.concatenate([samples[-3:], samples[:3]]), 2)).max()
        assert around <= np.abs(np.diff(samples, 2)).max() + 1e-9
    else:
        assert np.abs(samples[-40:]).max() < 0.01


def test_no_shape_of_the_wavetable_holds_what_would_alias() -> None:
    for octave, shapes in enumerate(cycles(RATE)):
        highest = 20.0 * 2 ** (octave + 1)
        spectrum = np.abs(np.fft.rfft(shapes[:, :-1], axis=1))
        allowed = max(1, int(0.46 * RATE / highest))
        assert spectrum[:, allowed + 1 :].max() < 1e-6 * spectrum.max()
        assert np.allclose(shapes[:, 0], shapes[:, -1], atol=1e-9)


@pytest.mark.parametrize("frequency", [55.0, 440.0, 3000.0])
@pytest.mark.parametrize("position", [0.0, 0.26, 1.0])
def test_the_wavetable_is_in_tune_at_every_position(frequency: float, position: float) -> None:
    sound = heard(("osc.wavetable", {}, {"freq": frequency, "position": position}), seconds=1.0)[:, 0]
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    partials = np.zeros(len(spectrum), bool)
    for partial in np.arange(frequency, RATE / 2, frequency):
        partials[int(partial) - 3 : int(partial) + 4] = True
    assert spectrum[~partials].max() < 3e-3 * spectrum.max()


def test_the_wavetable_passes_between_its_shapes_without_a_step() -> None:
    sweep: Node = ("control.lfo", {}, {"rate": 1.0, "depth": 1.0})
    still = heard(("osc.wavetable", {}, {"freq": 110.0, "position": 0.25}))
    moving = heard(sweep, ("osc.wavetable", {"position": 0}, {"freq": 110.0, "position": 0.0}))
    assert steps(moving) < 1.2 * steps(still)


@pytest.mark.parametrize("pitch", [-12.0, 0.0, 7.0])
def test_a_loop_sounds_at_its_pitch(pitch: float) -> None:
    sound = heard(("sampler.loop", {}, {"sound": 5.0, "pitch": pitch}), seconds=1.0)
    cycle = strongest(sound) / (220.0 * 2 ** (pitch / 12))
    assert cycle == pytest.approx(round(cycle), abs=0.02)


@pytest.mark.parametrize(("start", "length"), [(0.0, 1.0), (0.37, 0.11)])
def test_a_loop_goes_round_without_a_step(start: float, length: float) -> None:
    knobs = {"sound": 4.0, "start": start, "length": length, "gain": 0.0}
    sound = heard(("sampler.loop", {}, knobs), seconds=3.0)
    free = SOUNDS[4].samples(RATE)
    assert steps(sound) < 1.6 * np.abs(np.diff(free, 2)).max()
    assert level(sound) > -20


def test_a_one_shot_strikes_as_often_as_it_is_told() -> None:
    clock: Node = ("control.clock", {}, {"rate": 4.0})
    shot: Node = ("sampler.shot", {"trigger": 0}, {"sound": 1.0, "rate": 0.0, "gain": 0.0, "pitch": 24.0})
    loud = np.abs(heard(clock, shot, seconds=2.0, settle=0.0)[:, 0]).reshape(-1, 480).max(axis=1)
    strokes = np.flatnonzero((loud[1:] > 0.3) & (loud[1:] > 3 * loud[:-1]))
    assert len(strokes) in (7, 8)
    assert np.allclose(np.diff(strokes), 25, atol=1)
    silent = heard(("sampler.shot", {}, {"rate": 0.0}), seconds=0.5, settle=0.0)
    assert np.abs(silent).max() < 1e-6


def test_grains_are_taken_from_the_sound_that_is_picked() -> None:
    knobs = {"sound": 6.0, "density": 60.0, "size": 0.3, "detune": 0.0, "pitch": 12.0}
    cycle = strongest(heard(("granular.cloud", {}, knobs), seconds=1.5)) / 440.0
    assert cycle == pytest.approx(round(cycle), abs=0.03)


@pytest.mark.parametrize("name", ["granular.cloud", "granular.stretch"])
def test_grains_left_and_right_are_not_the_same(name: str) -> None:
    sound = heard((name, {}, {}), seconds=1.0)
    assert abs(np.corrcoef(sound[:, 0], sound[:, 1])[0, 1]) < 0.8


@pytest.mark.parametrize("name", [*IMPULSES])
def test_a_room_answers_as_its_impulse_response_says(name: str) -> None:
    response = IMPULSES[name](RATE)
    assert np.allclose((response**2).sum(axis=0), 1)
    noise: Node = ("noise.white", {}, {"gain": -26.0})
    room: Node = (name, {"in": 0}, {"mix": 1.0, "tone": 16_000.0})
    dry, wet = (
        heard(*nodes, seconds=1.0, settle=2.5)
        for nodes in ((noise, ("mix.mono", {"in": 0}, {})), (noise, room))
    )
    assert level(wet) == pytest.approx(level(dry), abs=2.5)


def test_a_room_is_the_very_convolution() -> None:
    shot: Node = ("sampler.shot", {}, {"rate": 0.5, "sound": 2.0, "gain": -6.0})
    room: Node = ("convolution.chamber", {"in": 0}, {"mix": 1.0, "tone": 16_000.0})
    dry = heard(shot, ("mix.mono", {"in": 0}, {}), seconds=1.0, settle=0.0)[:, 0].astype(float)
    wet = heard(shot, room, seconds=1.0, settle=0.0)[:, 1].astype(float)
    size = 2 * len(dry)
    folded = np.fft.irfft(
        np.fft.rfft(dry, size) * np.fft.rfft(IMPULSES["convolution.chamber"](RATE)[:, 1], size)
    )
    delayed = np.concatenate([np.zeros(1024), folded[: len(wet) - 1024]])
    assert np.corrcoef(delayed, wet)[0, 1] > 0.97


def test_an_envelope_rises_falls_stays_and_dies_away() -> None:
    clock: Node = ("control.clock", {}, {"rate": 0.5, "width": 0.5})
    knobs = {"attack": 0.05, "decay": 0.1, "sustain": 0.5, "release": 0.3, "depth": 0.8}
    shape = traced(clock, ("control.envelope", {"gate": 0}, knobs), seconds=2.0)
    at = {moment: float(shape[int(moment * RATE)]) for moment in (0.07, 0.9, 1.1, 1.9)}
    assert at[0.07] > at[0.9] + 0.1
    assert at[0.9] == pytest.approx(0.4, abs=0.03)
    assert 0.02 < at[1.1] < at[0.9] - 0.1
    assert at[1.9] < 0.02


def test_an_envelope_is_started_by_a_sound_too() -> None:
    knobs = {"sustain": 1.0, "depth": 1.0}
    for gain, expected in ((-6.0, 1.0), (-60.0, 0.0)):
        tone: Node = ("osc.sine", {}, {"gain": gain})
        shape = traced(tone, ("control.envelope", {"in": 0}, knobs))
        assert shape[-2000] == pytest.approx(expected, abs=0.03)


def onsets(gate: Samples) -> list[float]:
    """Seconds at which a gate comes on."""
    on = gate > 0.5
    return [float(place) / RATE for place in np.flatnonzero(on[1:] & ~on[:-1])]


@pytest.mark.parametrize(
    ("strokes", "size", "pattern"),
    [(3, 8, "x..x..x."), (5, 8, "x.x.xx.x"), (4, 16, "x...x...x...x..."), (1, 2, "x.")],
)
def test_a_euclidean_rhythm_is_as_even_as_can_be(strokes: int, size: int, pattern: str) -> None:
    knobs = {"rate": 10.0, "steps": float(size), "strokes": float(strokes), "depth": 1.0}
    gate = traced(("control.euclid", {}, knobs), seconds=2 * size / 10)
    struck = "".join(".x"[int(gate[int((step + 0.25) * 4800)] > 0.5)] for step in range(2 * size))
    assert struck[:size] == struck[size:]
    turned = [struck[turn : turn + size] for turn in range(size)]
    assert pattern in turned or pattern[::-1] in turned


def test_gates_are_divided_counted_and_toggled() -> None:
    clock: Node = ("control.clock", {}, {"rate": 8.0})
    divided = traced(clock, ("control.divide", {"trigger": 0}, {"count": 3.0}), seconds=3.0)
    assert np.allclose(np.diff(onsets(divided)), 3 / 8, atol=0.002)
    toggled = traced(clock, ("control.toggle", {"trigger": 0}, {}), seconds=2.0)
    assert np.allclose(np.diff(onsets(toggled)), 2 / 8, atol=0.002)
    stairs = traced(clock, ("control.stairs", {"trigger": 0}, {"count": 4.0, "depth": 0.9}), seconds=2.0)
    heights = {round(float(stairs[int((beat + 0.6) * 6000)]) / 0.3) for beat in range(1, 15)}
    assert heights == {0, 1, 2, 3}


def test_chance_lets_through_about_what_it_says() -> None:
    clock: Node = ("control.clock", {}, {"rate": 20.0})
    passed = traced(clock, ("control.chance", {"trigger": 0}, {"chance": 0.3}), seconds=10.0)
    assert 35 < len(onsets(passed)) < 85
    none = traced(clock, ("control.chance", {"trigger": 0}, {"chance": 0.0}), seconds=1.0)
    assert len(onsets(none)) == 0


def test_what_is_held_stays_until_the_next_gate() -> None:
    ramp: Node = ("control.ramp", {}, {"rate": 1.0, "depth": 0.9})
    clock: Node = ("control.clock", {}, {"rate": 5.0})
    held = traced(ramp, clock, ("control.hold", {"in": 0, "trigger": 1}, {"rate": 0.0}), seconds=1.0)
    for beat in range(1, 4):
        during = held[int((beat * 0.2 + 0.03) * RATE) : int((beat * 0.2 + 0.17) * RATE)]
        assert np.ptp(during) < 0.02
    assert held[int(0.75 * RATE)] > held[int(0.35 * RATE)] + 0.2


@pytest.mark.parametrize(
    ("name", "knobs", "expected"),
    [
        ("control.difference", {}, 0.4),
        ("control.minimum", {}, 0.2),
        ("control.maximum", {}, 0.6),
        ("control.compare", {"depth": 0.7}, 0.7),
        ("control.compare", {"depth": 0.7, "threshold": 0.5}, 0.0),
        ("control.blend", {"position": 0.25}, 0.5),
        ("control.invert", {}, 0.4),
        ("control.absolute", {}, 0.6),
        ("control.quantise", {"steps": 2.0}, 0.5),
        ("control.curve", {"curve": 2.0}, 0.36),
        ("control.fold", {"amount": 2.0}, 0.8),
        ("control.limit", {"top": 0.3}, 0.3),
        ("control.delay", {"time": 0.2}, 0.6),
    ],
)
def test_maths_is_right(name: str, knobs: Mapping[str, float], expected: float) -> None:
    first: Node = ("control.knob", {}, {"value": 0.6})
    other: Node = ("control.knob", {}, {"value": 0.2})
    feeds = {port: place for place, port in enumerate(("in", "other")) if port in kind(name).inputs}
    shape = traced(first, other, (name, feeds, knobs))
    assert shape[-2000] == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(("value", "semitones"), [(0.0, 0), (0.5, 12), (0.3, 7), (1.0, 24)])
def test_a_melody_is_in_its_scale(value: float, semitones: int) -> None:
    knob: Node = ("control.knob", {}, {"value": value})
    tuned: Node = ("control.melody", {"in": 0}, {"scale": 3.0, "octaves": 2.0})
    sound = heard(knob, tuned, ("osc.sine", {"freq": 1}, {"freq": 220.0}), seconds=1.0)
    assert strongest(sound) == pytest.approx(220 * 2 ** (semitones / 12), rel=0.004)


@pytest.mark.parametrize(
    "name", ["meter.level", "meter.peak", "meter.pitch", "meter.brightness", "meter.onset"]
)
def test_a_meter_lets_the_sound_through_unchanged(name: str) -> None:
    bare = heard(TONE, ("effect.gain", {"in": 0}, {}))
    assert np.array_equal(heard(TONE, (name, {"in": 0}, {})), bare)


@pytest.mark.parametrize(
    ("name", "gain", "expected"), [("meter.level", -20.0, 0.617), ("meter.peak", -20.0, 0.667)]
)
def test_a_meter_tells_the_level(name: str, gain: float, expected: float) -> None:
    tone: Node = ("osc.sine", {}, {"gain": gain})
    shape = traced(tone, (name, {"in": 0}, {}), seconds=1.0, port="level")
    assert shape[-4000] == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("frequency", [110.0, 330.0, 700.0])
def test_an_oscillator_follows_the_pitch_that_a_meter_hears(frequency: float) -> None:
    tone: Node = ("osc.saw", {}, {"freq": frequency, "gain": -10.0})
    followed: Node = ("osc.sine", {"freq": (1, "level")}, {"freq": 20.0})
    sound = heard(tone, ("meter.pitch", {"in": 0}, {}), followed, seconds=0.5, settle=0.5)
    assert strongest(sound) == pytest.approx(frequency, rel=0.02)


def test_a_meter_whose_level_is_used_is_still_heard() -> None:
    document = {
        **empty(),
        "parts": {"P1": {"index": "a0", "name": "One"}},
        "nodes": {
            "i": {"kind": "instrument.keys", "part": "P1"},
            "m": {"kind": "meter.level"},
            "o": {"kind": "osc.sine"},
        },
        "edges": {
            "a": {"source": "i", "target": "m"},
            "b": {"source": "m", "output": "level", "target": "o", "input": "freq"},
        },
    }
    piece = project(document)
    patch = project_patch(document, piece)
    stems = {node.id: node.stem for node in patch.nodes}
    assert stems == {"i": None, "m": "P1", "o": "shared"}
    plan = compile_plan(patch, piece)
    assert plan.from_bytes(plan.to_bytes()) == plan
    assert {feed.output for node in plan.nodes for feed in node.feeds} == {"out", "level"}
    with Rack(plan) as rack:
        rack.note_on(0, 1, 440.0, 0.8)
        sound = np.concatenate([rack.sound().copy() for _ in range(60)])
    assert level(sound[:, :2]) > -50
    assert level(sound[:, 2:]) > -50


def test_middle_and_sides() -> None:
    left: Node = ("space.pan", {"in": 0}, {"pan": -1.0})
    bare = heard(TONE, left)
    same = heard(TONE, left, ("mix.mid_side", {"in": 1}, {"gain_mid": 0.0, "gain_side": 0.0}))
    assert np.allclose(same, bare, atol=2e-3)
    narrow = heard(TONE, left, ("mix.mid_side", {"in": 1}, {"gain_side": -60.0}))
    assert level(narrow[:, 0] - narrow[:, 1]) < -50
    turned = heard(TONE, left, ("mix.exchange", {"in": 1}, {}))
    assert level(turned[:, 0]) < -60 < level(turned[:, 1])


def test_a_switch_lets_one_of_four_through() -> None:
    tones: list[Node] = [("osc.sine", {}, {"freq": frequency}) for frequency in (200.0, 400.0, 800.0, 1600.0)]
    feeds = {"in": 0, "in2": 1, "in3": 2, "in4": 3}
    for choice in (1, 2, 3, 4):
        sound = heard(*tones, ("mix.switch", feeds, {"choice": float(choice)}))
        assert strongest(sound) == pytest.approx(100 * 2**choice, rel=0.01)


def test_a_ducker_makes_way() -> None:
    key: Node = ("osc.saw", {}, {"gain": -6.0})
    free = heard(TONE, key, ("dynamics.ducker", {"in": 0}, {"depth": 20.0}))
    ducked = heard(TONE, key, ("dynamics.ducker", {"in": 0, "key": 1}, {"depth": 20.0}))
    assert level(free) - level(ducked) == pytest.approx(20, abs=2)


def test_pitch_is_drawn_to_the_nearest_semitone() -> None:
    flat: Node = ("osc.saw", {}, {"freq": 440 * 2 ** (0.35 / 12)})
    sound = heard(flat, ("pitch.correct", {"in": 0}, {}), seconds=1.0, settle=0.8)
    assert strongest(sound) == pytest.approx(440, rel=0.006)


def test_an_octaver_adds_the_octave_below() -> None:
    tone: Node = ("osc.sine", {}, {"freq": 200.0, "gain": -10.0})
    sound = heard(tone, ("pitch.octaver", {"in": 0}, {"gain": 12.0}), seconds=1.0)[:, 0]
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    assert spectrum[100] > 0.2 * spectrum[200]

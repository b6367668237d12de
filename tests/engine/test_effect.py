"""Every kind that is no instrument, by its samples."""

import gc
import random
from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.engine.catalogue import kind
from antiphon.engine.plan import Feed, Plan, PlanNode
from antiphon.engine.rack import Rack
from antiphon.engine.units import BUILDERS

RATE, BLOCK = 48_000, 128
EFFECTS = sorted(name for name in BUILDERS if name != "input.live")
"""What comes in from outside is heard in test_live_input.py."""
SOURCES = [name for name in EFFECTS if kind(name).sounds]
METERS = [name for name in EFFECTS if "level" in kind(name).outputs]
CHANGERS = [
    name for name in EFFECTS if kind(name).gives_sound and not kind(name).sounds and name not in METERS
]

Samples = NDArray[np.float32]
Chain = tuple[str, Mapping[str, int], Mapping[str, float]]


def plan_of(*nodes: Chain, stem: int = 0) -> Plan:
    """A plan of one part; of each node its kind, who feeds which port, and what its knobs are at.

    An instrument plays the part; the last node sounds.
    """
    built, values = [], [1.0, 1.0]
    for place, (name, feeds, knobs) in enumerate(nodes):
        built.append(
            PlanNode(
                f"n{place}",
                name,
                0 if kind(name).plays else -1,
                tuple(Feed(port, source) for port, source in feeds.items()),
                stem if place == len(nodes) - 1 else -1,
                len(values),
            )
        )
        values += [knobs.get(parameter.name, parameter.default) for parameter in kind(name).parameters]
    return Plan(("P",), ("P",), (4,), tuple(built), tuple(values))


def listen(rack: Rack, seconds: float) -> Samples:
    """What sounds on the part's stem: float32 [frames, 2]."""
    return np.concatenate([rack.process()[:, :2].copy() for _ in range(round(seconds * RATE / BLOCK))])


def heard(*nodes: Chain, seconds: float = 0.3, settle: float = 0.2, seed: int = 0) -> Samples:
    with Rack(plan_of(*nodes), seed=seed) as rack:
        listen(rack, settle)
        return listen(rack, seconds)


def level(sound: Samples) -> float:
    """RMS, in dB."""
    return 20 * float(np.log10(np.sqrt((sound.astype(float) ** 2).mean()) + 1e-9))


def strongest(sound: Samples) -> float:
    """Frequency (Hz) of the strongest partial."""
    spectrum = np.abs(np.fft.rfft(sound[:, 0] * np.hanning(len(sound)), 8 * len(sound)))
    return float(np.argmax(spectrum)) * RATE / (8 * len(sound))


def within(name: str) -> Plan:
    """A kind with something on each of its ports, so that it is heard."""
    nodes: list[Chain] = [("instrument.strings", {}, {}), ("control.steps", {}, {"depth": 1.0, "rate": 20.0})]
    feeds = {port: 0 if signal == "audio" else 1 for port, signal in kind(name).inputs.items()}
    nodes.append((name, feeds, {}))
    if not kind(name).gives_sound:
        nodes.append(("effect.gain", {"in": 0, "gain": 2}, {}))
    return plan_of(*nodes)


@pytest.mark.parametrize("name", EFFECTS)
def test_no_parameter_in_its_range_makes_it_wild(name: str) -> None:
    chance = random.Random(name)
    plan = within(name)
    loudest = 0.0
    with Rack(plan) as rack:
        for turn in range(40):
            for place, parameter in enumerate(kind(name).parameters):
                low, high = parameter.minimum, parameter.maximum
                value = chance.choice([low, high, chance.uniform(low, high)])
                if turn < 2:
                    value = (low, high)[turn]
                rack.set(plan.nodes[2].first + place, value)
            rack.note_on(0, turn % 3, chance.uniform(20, 8000), chance.random(), chance.randrange(BLOCK))
            rack.note_off(0, (turn + 1) % 3, chance.randrange(BLOCK))
            sound = listen(rack, 0.03)
            assert np.isfinite(sound).all()
            loudest = max(loudest, float(np.abs(sound).max()))
        assert rack.muted == []
    assert 1e-3 < loudest < 4


def test_the_same_seed_gives_the_same_samples() -> None:
    for name in SOURCES:
        first, again, other = (heard((name, {}, {}), seconds=0.05, seed=seed) for seed in (3, 3, 4))
        assert np.array_equal(first, again), name
        assert np.array_equal(first, other) == (name not in CHANCE), name


CHANCE = {
    "noise.white",
    "noise.pink",
    "noise.brown",
    "noise.dust",
    "noise.wind",
    "granular.cloud",
    "granular.stretch",
}
"""What is different at each seed."""


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_sounds_at_once_by_itself_without_dc(name: str) -> None:
    sound = heard((name, {}, {}), seconds=0.6)
    assert -55 < level(sound) < -18
    assert np.abs(sound.mean(axis=0)).max() < 0.15 * np.abs(sound).max()


@pytest.mark.parametrize("name", CHANGERS)
def test_it_changes_what_goes_through_it(name: str) -> None:
    audio = [port for port, signal in kind(name).inputs.items() if signal == "audio"]
    saw: Chain = ("osc.supersaw", {}, {"freq": 220.0, "gain": -6.0})
    noise: Chain = ("noise.pink", {}, {"gain": -20.0})
    feeds = {port: place % 2 for place, port in enumerate(audio)}
    quiet = {parameter.name: parameter.minimum for parameter in kind(name).parameters}
    bare = heard(saw, noise, ("effect.gain", {"in": 0}, {}))
    plain = heard(saw, noise, (name, feeds, {}))
    turned = heard(saw, noise, (name, feeds, quiet))
    assert -45 < level(plain) < 0
    if name in ("mix.switch", "mix.bus"):
        return  # they let their first sound through as it is
    assert not np.allclose(plain, turned, atol=1e-4) or not np.allclose(plain, bare, atol=1e-4)


def test_what_nothing_reaches_is_silent() -> None:
    for name in CHANGERS:
        sound = heard((name, {}, {}), seconds=0.05)
        assert np.abs(sound).max() < 1e-4, name


@pytest.mark.parametrize(
    ("knob", "to", "value", "frequency"),
    [("value", "freq", 0.0, 440.0), ("value", "freq", 0.1, 440 * 600**0.1), ("value", "freq", -1.0, 20.0)],
)
def test_a_control_signal_turns_a_knob_along_its_slider(
    knob: str, to: str, value: float, frequency: float
) -> None:
    sound = heard(
        ("control.knob", {}, {knob: value}), ("osc.sine", {to: 0}, {"freq": 440.0}), seconds=1, settle=0.1
    )
    assert strongest(sound) == pytest.approx(frequency, rel=0.005)


def test_a_control_signal_turns_a_gain_in_decibels_and_never_beyond_its_ends() -> None:
    levels = [
        level(heard(("control.knob", {}, {"value": value}), ("osc.sine", {"gain": 0}, {"gain": -30.0})))
        for value in (0.0, 0.25, 1.0)
    ]
    assert levels[1] == pytest.approx(levels[0] + 15, abs=0.2)
    assert levels[2] == pytest.approx(levels[0] + 30, abs=0.2)


def test_control_signals_of_several_add_up() -> None:
    half: Chain = ("control.knob", {}, {"value": 0.1})
    plan = plan_of(half, half, ("osc.sine", {"freq": 0}, {"freq": 440.0}))
    last = plan.nodes[2]
    both = PlanNode(last.id, last.kind, -1, (Feed("freq", 0), Feed("freq", 1)), 0, last.first)
    with Rack(Plan(plan.parts, plan.names, plan.polyphony, (*plan.nodes[:2], both), plan.values)) as rack:
        listen(rack, 0.1)
        assert strongest(listen(rack, 1.0)) == pytest.approx(440 * 600**0.2, rel=0.005)


@pytest.mark.parametrize("name", [name for name in EFFECTS if not kind(name).gives_sound])
def test_a_control_moves_what_it_is_plugged_into(name: str) -> None:
    pulse: Chain = ("modulation.tremolo", {"in": 1}, {"rate": 8.0, "depth": 1.0})
    moving: Chain = ("control.lfo", {}, {"rate": 6.0, "depth": 0.8})
    feeds = {port: 2 if signal == "audio" else 3 for port, signal in kind(name).inputs.items()}
    if "other" in feeds:
        feeds["other"] = 0
    knobs = {"value": 0.4, "depth": 0.5}
    tone: Chain = ("osc.sine", {}, {"gain": -6.0})
    gain: Chain = ("effect.gain", {"in": 1, "gain": 4}, {"gain": -20.0})
    other: Chain = ("control.knob", {}, {"value": 0.3})
    still = heard(other, tone, pulse, moving, ("control.knob", {}, {}), gain)
    moved = heard(other, tone, pulse, moving, (name, feeds, knobs), gain, seconds=1.0)
    assert abs(level(moved) - level(still)) > 2


@pytest.mark.parametrize(
    ("name", "knobs", "low", "high"),
    [
        ("filter.lowpass", {"cutoff": 1000.0}, -3, -20),
        ("filter.highpass", {"cutoff": 1000.0}, -20, -3),
        ("filter.ladder", {"cutoff": 1000.0, "resonance": 0.0}, -4, -20),
        ("filter.bandpass", {"freq": 200.0, "width": 4.0}, -3, -20),
        ("filter.notch", {"freq": 200.0, "width": 4.0}, -20, -3),
        ("eq.low", {"freq": 800.0, "boost": -24.0}, -18, -3),
        ("eq.high", {"freq": 1500.0, "boost": -24.0}, -3, -16),
        ("eq.bell", {"freq": 200.0, "boost": -20.0}, -15, -3),
        ("eq.three", {"low": -20.0}, -10, -3),
    ],
)
def test_a_filter_takes_away_what_it_says(
    name: str, knobs: Mapping[str, float], low: float, high: float
) -> None:
    """What is left of tones of 200 and 5000 Hz: at least -3, or at most the figure, in dB."""
    for frequency, bound in ((200.0, low), (5000.0, high)):
        tone: Chain = ("osc.sine", {}, {"freq": frequency})
        change = level(heard(tone, (name, {"in": 0}, knobs))) - level(
            heard(tone, ("effect.gain", {"in": 0}, {}))
        )
        assert change >= -4.5 if bound >= -4 else change <= bound, frequency


@pytest.mark.parametrize(("name", "knob"), [("pitch.shift", "interval"), ("spectral.stretch", "ratio")])
def test_it_moves_the_pitch(name: str, knob: str) -> None:
    value, ratio = (12.0, 2.0) if knob == "interval" else (1.5, 1.5)
    sound = heard(
        ("osc.sine", {}, {"freq": 440.0}), (name, {"in": 0}, {knob: value, "mix": 1.0}), seconds=1.0
    )
    assert strongest(sound) == pytest.approx(440 * ratio, rel=0.03)


def test_a_sequence_walks_through_its_steps() -> None:
    steps = {f"step{step + 1}": step / 10 for step in range(8)}
    nodes: list[Chain] = [
        ("control.sequence", {}, {"rate": 10.0, **steps}),
        ("osc.sine", {"freq": 0}, {"freq": 100.0}),
    ]
    with Rack(plan_of(*nodes)) as rack:
        tenth = [listen(rack, 0.096)[1200:] for _ in range(4)]
    for step, sound in enumerate(tenth):
        assert strongest(sound) == pytest.approx(100 * 600 ** (step / 10), rel=0.1)


def test_nothing_of_a_unit_is_collected_while_it_sounds() -> None:
    """The objects of pyo hold what they read, and the rack holds the last of them."""
    nodes: list[Chain] = [("instrument.strings", {}, {}), ("control.drift", {}, {"depth": 0.3})]
    for name in [*SOURCES, *CHANGERS]:
        nodes.append(
            (name, {port: int(signal == "control") for port, signal in kind(name).inputs.items()}, {})
        )
    last = len(nodes)
    nodes.append(("effect.gain", {}, {"gain": -30.0}))
    plan = plan_of(*nodes)
    gain = PlanNode(
        "n",
        "effect.gain",
        -1,
        tuple(Feed("in", place) for place in range(2, last)),
        0,
        plan.nodes[last].first,
    )
    plan = Plan(plan.parts, plan.names, plan.polyphony, (*plan.nodes[:last], gain), plan.values)
    sounds = {}
    for collect in (False, True):
        with Rack(plan) as rack:
            rack.note_on(0, 1, 220.0, 0.8)
            listen(rack, 0.05)
            if collect:
                gc.collect()
            sounds[collect] = listen(rack, 0.1)
    assert np.array_equal(sounds[False], sounds[True])
    assert level(sounds[True]) > -50


@pytest.mark.parametrize("name", ["osc.saw", "osc.sine"])
@pytest.mark.parametrize("frequency", [220.0, 3001.0])
def test_an_oscillator_is_in_tune_and_clean(name: str, frequency: float) -> None:
    node = PlanNode("n0", name, -1, (), 0, 0)
    with Rack(Plan((), (), (), (node,), (frequency, -20.0))) as rack:
        listen(rack, 0.2)
        sound = listen(rack, 1.0)[:, 0]
    assert 0.02 < np.abs(sound).max() <= 0.11
    spectrum = np.abs(np.fft.rfft(sound[:RATE] * np.hanning(RATE)))
    partials = np.zeros(len(spectrum), bool)
    for partial in np.arange(frequency, RATE / 2, frequency):
        partials[int(partial) - 3 : int(partial) + 4] = True
    assert np.argmax(spectrum) == frequency
    assert spectrum[10:][~partials[10:]].max() < 1e-4 * spectrum.max()

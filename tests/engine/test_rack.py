"""The rack, by its samples."""

import gc
import random
from collections.abc import Iterable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.engine.catalogue import catalogue, kind
from antiphon.engine.general_midi import SOUNDFONT
from antiphon.engine.instrument_table import waves
from antiphon.engine.instrument_timbre import TIMBRES
from antiphon.engine.limiter import CEILING
from antiphon.engine.plan import Feed, Plan, PlanNode
from antiphon.engine.rack import Rack, warm
from antiphon.engine.soundfont import soundfont_problem

RATE, BLOCK = 48_000, 128
INSTRUMENTS = sorted(name for name, each in catalogue().items() if each.plays)
PITCHED = [name for name in INSTRUMENTS if name not in ("instrument.drums", SOUNDFONT)]
PERCUSSIVE = {name for name in INSTRUMENTS if "decay" in [each.name for each in kind(name).parameters]}

Samples = NDArray[np.float32]


def plan_of(*chains: Sequence[str], polyphony: int = 8) -> Plan:
    """A plan of a part for each chain, which is an instrument and the effects behind it."""
    nodes: list[PlanNode] = []
    values = [1.0, 1.0] * len(chains)
    for part, chain in enumerate(chains):
        for place, name in enumerate(chain):
            feeds = (Feed("in", len(nodes) - 1),) if place else ()
            stem = part if place == len(chain) - 1 else -1
            nodes.append(PlanNode(f"n{len(nodes)}", name, -1 if place else part, feeds, stem, len(values)))
            values += [parameter.default for parameter in kind(name).parameters]
    parts = tuple(f"P{part}" for part, _ in enumerate(chains))
    return Plan(parts, parts, (polyphony,) * len(chains), tuple(nodes), tuple(values))


def listen(rack: Rack, seconds: float) -> Samples:
    """What sounds for so long: float32 [frames, channels]."""
    return np.concatenate([rack.process().copy() for _ in range(round(seconds * RATE / BLOCK))])


def dry(rack: Rack, nodes: Iterable[str] = ("n0",)) -> None:
    for node in nodes:
        rack.set(rack.plan.parameter(node, "room"), 0.0)


def pitch(sound: Samples, near: float) -> float:
    """The frequency (Hz) of the strongest partial within 60 cents: the centre of its energy."""
    padded = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 8 * len(sound))) ** 2
    frequency = np.fft.rfftfreq(8 * len(sound), 1 / RATE)
    band = np.abs(np.log2(frequency / near, where=frequency > 0, out=np.full_like(frequency, 9))) < 60 / 1200
    strong = band & (padded > 0.02 * padded[band].max())
    return float((padded * frequency)[strong].sum() / padded[strong].sum())


@pytest.mark.parametrize("name", PITCHED)
def test_a_note_starts_on_its_sample_and_in_tune(name: str) -> None:
    with Rack(plan_of([name])) as rack:
        for round_, (frequency, offset) in enumerate([(110.0, 0), (261.6256, 61), (440.0, 127), (1046.5, 1)]):
            assert np.abs(listen(rack, 0.05)[:, :2]).max() < 2e-4, "the note before has died away"
            rack.note_on(0, round_, frequency, 0.7, offset)
            sound = listen(rack, 1.5)[:, 0]
            loud = np.abs(sound) > 1e-3
            assert 0 <= int(np.argmax(np.abs(sound) > 2e-4)) - offset < 100
            assert loud[offset : offset + 4000].any()
            found = pitch(sound[RATE // 4 :], frequency)
            assert abs(1200 * np.log2(found / frequency)) < 5, f"{found:.2f} Hz instead of {frequency}"
            rack.note_off(0, round_, 5)
            listen(rack, 8.0)


@pytest.mark.parametrize("offset", [0, 1, 64, 127])
def test_nothing_at_all_sounds_before_the_note(offset: int) -> None:
    with Rack(plan_of(["instrument.organ"])) as rack:
        listen(rack, 0.1)
        rack.note_on(0, 1, 440, 0.8, offset)
        sound = rack.process()[:, 0]
        assert not sound[:offset].any()
        assert sound[offset:][:2].any()


def test_a_note_ends_on_its_sample() -> None:
    with Rack(plan_of(["instrument.organ"])) as held, Rack(plan_of(["instrument.organ"])) as rack:
        sounds = []
        for each in (held, rack):
            dry(each)
            each.note_on(0, 1, 440, 0.8, 0)
            sounds.append([listen(each, 0.3)])
        rack.note_off(0, 1, 77)
        for each, parts in zip((held, rack), sounds, strict=True):
            parts.append(each.process().copy())
        assert np.array_equal(sounds[0][0], sounds[1][0])
        same = sounds[0][1][:, 0] == sounds[1][1][:, 0]
        assert same[:77].all()
        assert not same[79:].all()


def roughness(sound: Samples) -> float:
    """Greatest jump of the slope: what a click is made of."""
    return float(np.abs(np.diff(sound, 2, axis=0)).max())


@pytest.mark.parametrize("name", PITCHED)
def test_letting_go_and_dying_away_does_not_click(name: str) -> None:
    with Rack(plan_of([name])) as rack:
        rack.note_on(0, 1, 220, 0.7, 0)
        held = listen(rack, 1.0)[RATE // 5 :, 0]
        rack.note_off(0, 1, 64)
        after = listen(rack, 1.0)[:, 0]
        assert roughness(after) < 1.5 * roughness(held) + 1e-4
        assert np.abs(listen(rack, 6.0)[-RATE:, :2]).max() < 1e-4


@pytest.mark.parametrize(
    "name", ["instrument.organ", "instrument.keys", "instrument.voice", "instrument.analogue"]
)
def test_a_stolen_voice_does_not_click(name: str) -> None:
    with Rack(plan_of([name], polyphony=1)) as rack:
        rack.note_on(0, 1, 220, 0.7, 0)
        first = listen(rack, 0.5)[RATE // 5 :, 0]
        rack.note_on(0, 2, 247, 0.7, 64)
        second = listen(rack, 0.5)[:, 0]
        alone = roughness(first)
        if name in PERCUSSIVE:
            alone = roughness(second[RATE // 10 :]) * 8
        assert roughness(second) < 2.5 * alone + 2e-3
        rack.note_off(0, 1, 0)
        assert np.abs(listen(rack, 0.3)[:, 0]).max() > 0.01, "the first key's end does not end the second"


def loudness(sound: Samples) -> float:
    return 10 * float(np.log10((sound[:, :2] ** 2).mean()))


def test_instruments_are_equally_loud() -> None:
    levels = {}
    for name in [*PITCHED, *([SOUNDFONT] if soundfont_problem() is None else [])]:
        with Rack(plan_of([name])) as rack:
            measured = []
            for key, midi in enumerate((48, 55, 60) if "bass" in name else (57, 64, 72)):
                rack.note_on(0, key, 440 * 2 ** ((midi - 69) / 12), 0.62)
                measured.append(loudness(listen(rack, 1.0)))
                rack.silence()
                listen(rack, 2.0)
            levels[name] = sum(measured) / 3
    assert max(levels.values()) - min(levels.values()) < 5, levels
    assert -34 < sum(levels.values()) / len(levels) < -26, levels


@pytest.mark.parametrize("name", PITCHED)
def test_touch_makes_louder(name: str) -> None:
    levels = []
    for velocity in (0.3, 0.6, 0.95):
        with Rack(plan_of([name])) as rack:
            rack.note_on(0, 1, 330, velocity)
            levels.append(loudness(listen(rack, 0.6)))
    assert levels[0] + 3 < levels[1] < levels[2] - 2


@pytest.mark.parametrize("name", PITCHED)
def test_there_is_no_dc(name: str) -> None:
    with Rack(plan_of([name])) as rack:
        rack.note_on(0, 1, 441, 0.9)
        sound = listen(rack, 1.5)[RATE // 2 :, :2]
        assert np.abs(sound.mean(axis=0)).max() < 0.02 * np.abs(sound).max()


@pytest.mark.parametrize("name", PITCHED)
def test_high_notes_do_not_alias(name: str) -> None:
    """Between the harmonics of a high note there is little: what folds back would be there."""
    frequency = 1567.98
    with Rack(plan_of([name])) as rack:
        dry(rack)
        for knob in ("breath", "vibrato"):
            if knob in [parameter.name for parameter in kind(name).parameters]:
                rack.set(rack.plan.parameter("n0", knob), 0.0)
        rack.note_on(0, 1, frequency, 0.9)
        sound = listen(rack, 1.5)[RATE // 4 :, 0]
    power = np.abs(np.fft.rfft(sound * np.blackman(len(sound)))) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    low = power[(hertz > 50) & (hertz < 0.4 * frequency)].sum()
    assert low < 1e-4 * power.sum()


def test_the_same_seed_gives_the_same_samples() -> None:
    def sound(seed: int) -> Samples:
        chain = ["instrument.strings", "effect.chorus", "effect.reverb"]
        with Rack(plan_of(chain, ["instrument.keys", "effect.delay"]), seed=seed) as rack:
            for part in (0, 1):
                rack.note_on(part, 1, 330, 0.7, 17)
            return listen(rack, 0.5)

    first = sound(3)
    assert np.array_equal(first, sound(3))
    assert not np.array_equal(first, sound(4))


def test_parts_have_stems_of_their_own_and_the_mix_is_their_sum() -> None:
    with Rack(plan_of(["instrument.flute"], ["instrument.bells"])) as rack:
        rack.note_on(0, 1, 440, 0.7)
        rack.note_on(1, 1, 550, 0.7)
        sound = listen(rack, 0.5)
        assert sound.shape[1] == 2 * 3 + 2
        flute, bells, shared, mix = (sound[:, 2 * i : 2 * i + 2] for i in range(4))
        assert pitch(flute[:, 0], 440) == pytest.approx(440, rel=0.003)
        assert pitch(bells[:, 0], 550) == pytest.approx(550, rel=0.003)
        assert not shared.any()
        assert np.allclose((flute + bells)[:-BLOCK], mix[BLOCK:], atol=1e-6)


def test_a_knob_arrives_in_ten_milliseconds_without_a_step() -> None:
    with Rack(plan_of(["instrument.organ", "effect.gain"])) as rack:
        dry(rack)
        rack.note_on(0, 1, 440, 0.7)
        before = listen(rack, 0.5)[:, 0]
        rack.set(rack.plan.parameter("n1", "gain"), -40.0)
        after = listen(rack, 0.1)[:, 0]
        assert np.abs(after[700:]).max() < 0.02 * np.abs(before).max()
        assert roughness(after) < 1.2 * roughness(before)


def test_a_strip_turns_its_part_down() -> None:
    with Rack(plan_of(["instrument.organ"], ["instrument.organ"])) as rack:
        for part in (0, 1):
            rack.note_on(part, 1, 440, 0.7)
        left, _ = rack.plan.strip(1)
        rack.set(left, 0.0)
        listen(rack, 0.3)
        sound = listen(rack, 0.2)
        assert np.abs(sound[:, 2]).max() < 1e-6
        assert np.abs(sound[:, 3]).max() > 0.01
        assert np.abs(sound[:, 0]).max() > 0.01


def test_silence_lets_everything_go_at_once() -> None:
    with Rack(plan_of(["instrument.pad"], ["instrument.keys"])) as rack:
        for part in (0, 1):
            for key in range(4):
                rack.note_on(part, key, 220.0 + 50 * key, 0.8)
        dry(rack, ("n0", "n1"))
        loud = np.abs(listen(rack, 0.6)).max()
        rack.silence()
        listen(rack, 0.1)
        assert np.abs(listen(rack, 0.1)).max() < 1e-3 * loud
        rack.note_on(0, 9, 440, 0.8)
        assert np.abs(listen(rack, 0.6)[:, 0]).max() > 0.01, "it plays on after that"


def test_more_notes_than_voices_is_no_error() -> None:
    with Rack(plan_of(["instrument.keys"], polyphony=4)) as rack:
        for key in range(30):
            rack.note_on(0, key, 200.0 + 20 * key, 0.5, key)
        assert np.isfinite(listen(rack, 0.3)).all()
        for key in range(30):
            rack.note_off(0, key, 3)
        listen(rack, 3.0)
        assert np.abs(listen(rack, 0.5)).max() < 1e-3


def test_the_loudest_there_is_stays_below_the_ceiling() -> None:
    with Rack(plan_of(["instrument.brass"], ["instrument.organ"], polyphony=16)) as rack:
        for part in (0, 1):
            left, right = rack.plan.strip(part)
            rack.set(left, 5.6)
            rack.set(right, 5.6)
            for key in range(16):
                rack.note_on(part, key, 110.0 * (1 + key / 4), 1.0)
        mix = listen(rack, 1.0)[:, -2:]
        assert np.abs(mix).max() <= CEILING
        assert np.abs(mix).max() > 0.8 * CEILING
        assert rack.muted == []


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_no_parameter_in_its_range_makes_it_wild(name: str) -> None:
    chance = random.Random(name)
    parameters = kind(name).parameters
    with Rack(plan_of([name])) as rack:
        node = rack.plan.nodes[-1]
        for turn in range(60):
            for place, parameter in enumerate(parameters):
                low, high = parameter.minimum, parameter.maximum
                value = chance.choice([low, high, chance.uniform(low, high)])
                if turn < 2:
                    value = (low, high)[turn]
                rack.set(node.first + place, value)
            for _ in range(3):
                key = chance.randrange(6)
                rack.note_on(0, key, chance.uniform(20, 8000), chance.random(), chance.randrange(BLOCK))
                rack.note_off(0, chance.randrange(6), chance.randrange(BLOCK))
            sound = listen(rack, 0.04)
            assert np.isfinite(sound).all()
            assert np.abs(sound).max() < 4
        assert rack.muted == []


def test_another_block_and_rate_sound_alike() -> None:
    sounds = []
    for block in (64, 256):
        with Rack(plan_of(["instrument.reed"]), block=block) as rack:
            rack.note_on(0, 1, 440, 0.7, 5)
            sounds.append(np.concatenate([rack.process()[:, :2].copy() for _ in range(24_064 // block)]))
    assert np.allclose(*sounds, atol=1e-4)


def test_racks_come_and_go_without_a_trace() -> None:
    """A table of pyo is freed under whoever still reads it: nothing of a rack may outlive what it reads."""

    def sound() -> Samples:
        rack = Rack(plan_of(["instrument.keys"], ["instrument.voice"]))
        rack.itself = rack  # type: ignore[attr-defined]  # a cycle: it goes when the collector comes
        for part in (0, 1):
            rack.note_on(part, 1, 300, 0.6, 9)
        heard = listen(rack, 0.1)
        rack.close()
        return heard

    first = sound()
    for _ in range(12):
        gc.collect()
        assert np.array_equal(sound(), first)


def test_warming_makes_every_wavetable() -> None:
    warm(RATE)
    made = waves.cache_info().misses
    with Rack(plan_of(*([name] for name in INSTRUMENTS))) as rack:
        rack.process()
    assert waves.cache_info().misses == made >= len(TIMBRES)

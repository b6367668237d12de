"""The drum kit, by its samples."""

import random

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.document.codec import empty
from antiphon.engine.catalogue import kind
from antiphon.engine.instrument_drums import stroke_seconds
from antiphon.engine.instrument_stroke import STROKES, samples
from antiphon.engine.plan import Plan, PlanNode
from antiphon.engine.rack import Rack
from antiphon.engine.render import render

RATE, BLOCK = 48_000, 128
BASS, SNARE, CLOSED, PEDAL, OPEN, CRASH = 36, 38, 42, 44, 46, 49

Samples = NDArray[np.float32]


def kit(**knobs: float) -> Rack:
    """A dry drum kit."""
    knobs = {"room": 0.0, **knobs}
    values = [
        knobs.get(parameter.name, parameter.default) for parameter in kind("instrument.drums").parameters
    ]
    node = PlanNode("n0", "instrument.drums", 0, (), 0, 2)
    return Rack(Plan(("P",), ("P",), (8,), (node,), (1.0, 1.0, *values)))


def strike(rack: Rack, key: int, velocity: float = 0.7, offset: int = 0, name: int = 0) -> None:
    rack.note_on(0, name or key, 440 * 2 ** ((key - 69) / 12), velocity, offset)


def listen(rack: Rack, seconds: float) -> Samples:
    """The left side of the part's stem."""
    return np.concatenate([rack.process()[:, 0].copy() for _ in range(round(seconds * RATE / BLOCK))])


def centre(sound: Samples) -> float:
    """The centre of its energy, Hz."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float((power * np.fft.rfftfreq(len(sound), 1 / RATE)).sum() / power.sum())


def test_it_has_the_whole_map_of_general_midi() -> None:
    assert sorted(STROKES) == list(range(35, 82))
    assert len({stroke.name for stroke in STROKES.values()}) == 47


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_every_stroke_ends_in_silence_and_is_no_louder_than_it_says(rate: int) -> None:
    for key, stroke in STROKES.items():
        sound = samples(stroke, rate, key)
        assert np.isfinite(sound).all()
        assert np.abs(sound).max() == pytest.approx(stroke.level)
        assert np.abs(sound[-20:]).max() < 1e-3 * stroke.level
        assert abs(sound.mean()) < 0.02 * stroke.level


def test_every_drum_sounds_on_its_sample_and_dies_away() -> None:
    with kit() as rack:
        for key, stroke in STROKES.items():
            strike(rack, key, offset=61)
            sound = listen(rack, stroke.seconds + 0.05)
            assert not sound[:61].any(), stroke.name
            assert 61 <= int(np.argmax(np.abs(sound) > 1e-3)) < 90, stroke.name
            assert not listen(rack, 0.05).any(), f"{stroke.name} has ended"


def test_no_stroke_comes_to_stand_on_the_end_of_its_table() -> None:
    # There pyo reads what lies behind it, which may be anything.
    for stroke in STROKES.values():
        length = len(samples(stroke, RATE, 0))
        for tuning in (-12.0, 0.0, 12.0):
            steps = stroke_seconds(length, RATE, tuning) * RATE
            assert 0.1 < steps % 1 < 0.9
            assert length - 2 < steps * 2 ** (tuning / 12) < length


def test_low_drums_are_low_and_cymbals_high() -> None:
    with kit() as rack:
        centres = {}
        for key in (BASS, SNARE, CLOSED):
            strike(rack, key)
            centres[key] = centre(listen(rack, 1.0))
    assert centres[BASS] < 200 < centres[SNARE] < 4000 < centres[CLOSED]


def test_a_drum_sounds_on_when_its_note_ends() -> None:
    sounds = []
    for ends in (False, True):
        with kit() as rack:
            strike(rack, CRASH)
            first = listen(rack, 0.05)
            if ends:
                rack.note_off(0, CRASH, 5)
            sounds.append(np.concatenate([first, listen(rack, 1.0)]))
    assert np.array_equal(sounds[0], sounds[1])


@pytest.mark.parametrize("other", [CLOSED, PEDAL])
def test_the_hi_hat_closes(other: int) -> None:
    def after(key: int) -> float:
        with kit() as rack:
            strike(rack, OPEN)
            listen(rack, 0.1)
            strike(rack, key)
            return float(np.abs(listen(rack, 0.4)[RATE // 4 :]).max())

    assert after(other) < 1e-3 < after(BASS)


def test_harder_is_louder_and_a_stroke_knows_nothing_of_the_one_before() -> None:
    with kit() as rack:
        listen(rack, 0.1)
        peaks = []
        for velocity in (0.3, 0.6, 0.95, 0.95, 0.3):
            strike(rack, SNARE, velocity)
            peaks.append(np.abs(listen(rack, 0.1)).max())
    assert peaks[0] * 2 < peaks[1] < peaks[2] / 1.5
    assert peaks[2] == pytest.approx(peaks[3], rel=1e-3)
    assert peaks[4] == pytest.approx(peaks[0], rel=1e-3)


def test_tuning_and_decay_change_the_strokes_to_come() -> None:
    centres = []
    for tuning in (-12.0, 0.0, 12.0):
        with kit(tuning=tuning) as rack:
            strike(rack, 47)
            centres.append(centre(listen(rack, 0.5)))
    assert centres[0] * 1.7 < centres[1] < centres[2] / 1.7
    with kit(decay=0.1) as rack:
        strike(rack, CRASH)
        assert np.abs(listen(rack, 0.1)).max() > 0.01
        assert np.abs(listen(rack, 0.3)[RATE // 10 :]).max() < 1e-3


def test_silence_stops_every_stroke() -> None:
    with kit() as rack:
        for key in (CRASH, OPEN, 81, BASS):
            strike(rack, key, offset=9)
        listen(rack, 0.05)
        rack.silence()
        listen(rack, 0.12)
        assert not listen(rack, 0.1).any()
        strike(rack, SNARE)
        assert np.abs(listen(rack, 0.1)).max() > 0.05, "it plays on after that"


def test_a_hail_of_strokes_and_keys_beyond_the_map_are_no_error() -> None:
    chance = random.Random(1)
    with kit() as rack:
        for name in range(1, 400):
            strike(rack, chance.randrange(0, 128), chance.random(), chance.randrange(BLOCK), name)
            rack.note_off(0, chance.randrange(1, 400), chance.randrange(BLOCK))
            if chance.random() < 0.5:
                sound = rack.process()
                assert np.isfinite(sound).all()
                assert np.abs(sound).max() < 4
        listen(rack, 3.0)
        assert not listen(rack, 0.1).any()
        assert rack.muted == []


def test_a_percussion_map_is_heard_through_a_default_kit() -> None:
    """Written anywhere on its staff, a note sounds as what the part's map says."""
    score = {
        **empty(),
        "parts": {"P": {"index": "a0", "name": "Kit", "instrument": "Drum Set"}},
        "measures": {"m": {"index": "a0", "meter": "4/4"}},
        "percussion": {
            "low": {"part": "P", "name": "Bass drum", "pitch": "F4", "key": BASS},
            "top": {"part": "P", "name": "Hi-hat", "pitch": "G5", "key": CLOSED},
        },
        "events": {
            drum: {
                "kind": "note",
                "part": "P",
                "measure": "m",
                "onset": onset,
                "duration": "1",
                "pitch": "B4",
                "drum": drum,
            }
            for drum, onset in (("low", "0"), ("top", "2"))
        },
    }
    sound = render(score).stems["Kit"][:, 0]
    assert centre(sound[: RATE // 4]) < 300
    assert centre(sound[RATE : RATE + RATE // 4]) > 4000

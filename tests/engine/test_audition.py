"""What is heard of a sound beforehand, from whatever is asked."""

import asyncio
import io
import json
from typing import Any

import numpy as np
import pytest
import soundfile
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from antiphon.document.clip import clip_text
from antiphon.engine.audition import render
from antiphon.engine.audition_patch import SWITCH, silent_by_itself
from antiphon.engine.audition_phrase import PHRASES, phrase_of
from antiphon.engine.audition_request import NODES, AuditionError, edition, read_request
from antiphon.engine.audition_sound import CEILING, RATE
from antiphon.engine.catalogue import catalogue
from antiphon.engine.library import instruments, presets

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def heard(**asked: Any) -> np.ndarray:
    sound, rate = soundfile.read(io.BytesIO(asyncio.run(render(read_request(asked)))))
    assert rate == RATE
    return sound


def test_every_kind_has_a_phrase() -> None:
    for name in catalogue():
        assert PHRASES[phrase_of(name)] is not None


KINDS = [
    "instrument.keys",
    "osc.saw",
    "noise.pink",
    "control.melody",
    "control.follower",
    "meter.level",
    "note.arpeggiator",
    "note.sequencer",
    "dynamics.ducker",
    "spectral.vocoder",
    "mix.multiply",
    "mix.four",
    "filter.ladder",
]


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_heard_whatever_it_is(name: str) -> None:
    sound = heard(kind=name)
    assert 1.5 < len(sound) / RATE <= 4.01
    assert np.isfinite(sound).all()
    assert 0.02 < np.abs(sound).max() <= CEILING + 1e-3


def test_an_effect_is_heard_and_then_the_plain_sound() -> None:
    quiet, loud = (heard(kind="effect.gain", values={"gain": gain}) for gain in (-60, 0))
    at = round(SWITCH * RATE)
    assert np.abs(quiet[: at - RATE // 10]).max() < 0.01 < np.abs(loud[: at - RATE // 10]).max()
    assert np.abs(quiet[at:]).max() > 0.02


def test_a_drone_begins_and_ends_softly() -> None:
    sound = heard(kind="osc.square")
    assert np.abs(sound[0]).max() < 0.01
    assert np.abs(sound[-1]).max() < 0.01


def test_one_sound_has_one_key_and_the_same_samples() -> None:
    preset = presets()["pluck-harp"]
    first = read_request({"preset": "pluck-harp"})
    assert read_request({"kind": preset.kind, "values": dict(preset.values)}).key == first.key
    assert read_request(json.loads(json.dumps(first.message()))).key == first.key
    assert read_request({"kind": preset.kind}).key != first.key
    assert asyncio.run(render(first)) == asyncio.run(render(first))
    assert edition() == edition()


def test_an_instrument_sounds_alike_by_its_id_and_as_a_clip() -> None:
    instrument = instruments()["warm-pad"]
    by_id = read_request({"instrument": "warm-pad"})
    as_text = read_request({"clip": clip_text(instrument.clip)})
    assert as_text.clip == by_id.clip
    assert read_request({"clip": {"antiphon_clip": 1, **instrument.clip}}).key == as_text.key


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (None, "asked for by an object"),
        ({}, "An audition is of one of these: kind, preset"),
        ({"kind": "osc.saw", "demo": "x"}, "one of these"),
        ({"kind": "osc.nothing"}, "There is no kind of node osc.nothing"),
        ({"kind": ["osc.saw"]}, "There is no kind of node"),
        ({"preset": "none"}, "There is no preset none"),
        ({"instrument": "none"}, "There is no instrument none"),
        ({"demo": 3}, "There is no demo patch 3"),
        ({"kind": "input.live"}, "sounds when somebody plays"),
        ({"kind": "osc.saw", "values": [1]}, "numbers by the names"),
        ({"kind": "osc.saw", "values": {"sweet": 1}}, "Saw has no parameter sweet"),
        ({"kind": "osc.saw", "values": {"freq": 1e9}}, "Frequency is from 20 to 12000 Hz, not 1e+09"),
        ({"kind": "osc.saw", "values": {"freq": 10**400}}, "Frequency is from"),
        ({"kind": "osc.saw", "values": {"freq": float("nan")}}, "Frequency is from"),
        ({"kind": "osc.saw", "values": {"freq": True}}, "Frequency is from"),
        ({"clip": "{"}, "it is not JSON"),
        ({"clip": {"antiphon_clip": 1, "nodes": {"a": {"kind": "osc.none"}}}}, "no kind of node osc.none"),
        ({"clip": {"antiphon_clip": 1}}, "Nothing in it makes a sound"),
        (
            {"clip": {"antiphon_clip": 1, "nodes": {f"n{i}": {"kind": "osc.saw"} for i in range(NODES + 1)}}},
            "65 nodes, too many",
        ),
        (
            {
                "clip": {
                    "antiphon_clip": 1,
                    "nodes": {f"n{i}": {"kind": "instrument.analogue"} for i in range(25)},
                }
            },
            "too much to be heard beforehand",
        ),
        ({"kind": "osc.saw", "notes": "c d e"}, "are a list of at most 64"),
        ({"kind": "osc.saw", "notes": [{}] * 65}, "are a list of at most 64"),
        ({"kind": "osc.saw", "notes": [{"key": 60}]}, "A note of an audition has a key"),
        (
            {"kind": "osc.saw", "notes": [{"key": 999, "start": 0, "duration": 1}]},
            "The key of a note is from 0 to 127",
        ),
    ],
)
def test_what_cannot_be_heard_is_refused_in_a_sentence(asked: Any, sentence: str) -> None:
    with pytest.raises(AuditionError) as refused:
        read_request(asked).stage()
    assert sentence in str(refused.value)
    assert str(refused.value).endswith(".")


def test_notes_of_ones_own_are_played() -> None:
    low, high = (
        heard(kind="instrument.flute", notes=[{"key": key, "start": 0, "duration": 2}]) for key in (60, 84)
    )
    assert centroid(high) > 2 * centroid(low)


def test_what_takes_too_long_is_given_up() -> None:
    with pytest.raises(AuditionError, match="takes too long"):
        asyncio.run(render(read_request({"kind": "osc.saw"}), patience=0.0))


def test_only_what_waits_for_a_player_is_not_heard() -> None:
    for name in catalogue():
        if silent_by_itself(name):
            with pytest.raises(AuditionError):
                read_request({"kind": name})
        else:
            assert read_request({"kind": name}).stage().plan.nodes


@seed(6)
@settings(max_examples=300, deadline=None)
@given(anything | st.dictionaries(st.sampled_from(["kind", "values", "preset", "clip", "notes"]), anything))
def test_garbage_is_refused_and_nothing_else(asked: Any) -> None:
    with pytest.raises(AuditionError):
        read_request(asked).stage()


def centroid(sound: np.ndarray) -> float:
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    return float((power * np.fft.rfftfreq(len(sound), 1 / RATE)).sum() / power.sum())

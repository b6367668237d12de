"""What comes with Antiphon: complete, within its ranges, and connected."""

import dataclasses
import itertools
import json
from functools import cache
from typing import Any

import numpy as np
import pyloudnorm
import pytest

from antiphon.document.codec import empty
from antiphon.document.piece import Piece
from antiphon.document.projection import project
from antiphon.engine import library as module
from antiphon.engine.audition_phrase import PHRASES, phrase_of
from antiphon.engine.audition_request import read_request
from antiphon.engine.audition_sound import Samples, level, sounding
from antiphon.engine.catalogue import catalogue, kind
from antiphon.engine.cost import costs
from antiphon.engine.library import demos, instruments, presets, presets_of
from antiphon.engine.patch import project_patch

FAMILIES = {each.family for each in catalogue().values()}


def nothing() -> Piece:
    return project(empty())


@pytest.mark.parametrize("id", presets())
def test_a_preset_is_of_a_kind_and_within_its_ranges(id: str) -> None:
    preset = presets()[id]
    assert preset.name
    assert preset.help.endswith(".")
    assert preset.tags
    for name, value in preset.values.items():
        parameter = kind(preset.kind).parameter(name)
        assert parameter.minimum <= value <= parameter.maximum
    assert any(kind(preset.kind).parameter(name).default != value for name, value in preset.values.items())


def test_no_two_presets_of_a_kind_have_one_name() -> None:
    names = [(preset.kind, preset.name) for preset in presets().values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("id", [*instruments(), *demos()])
def test_a_clip_is_of_the_catalogue_and_fits_together(id: str) -> None:
    entry = instruments().get(id) or demos()[id]
    patch = project_patch({**empty(), **entry.clip}, nothing())
    assert [each for each in patch.problems if each.code != "idle"] == []
    for node in entry.clip["nodes"].values():
        about = kind(node["kind"])
        for field, value in node.items():
            if field.startswith("p_"):
                parameter = about.parameter(field.removeprefix("p_"))
                assert parameter.minimum <= value <= parameter.maximum  # type: ignore[operator]


@pytest.mark.parametrize("id", instruments())
def test_an_instrument_is_a_group_that_takes_notes_and_gives_sound(id: str) -> None:
    entry = instruments()[id]
    assert entry.family in FAMILIES
    assert entry.help.endswith(".")
    (group,) = entry.clip["groups"]
    ports = {port["name"]: port for port in entry.clip["ports"].values()}
    nodes = entry.clip["nodes"]
    assert 2 <= len(nodes) <= 8
    assert all(node.get("group") == group for node in nodes.values())
    taker, giver = ports["in"], ports["out"]
    assert kind(nodes[taker["node"]]["kind"]).inputs[taker["port"]] == "note"
    assert kind(nodes[giver["node"]]["kind"]).outputs[giver["port"]] == "audio"


RATE = 48_000
SHORT = 1.2
"""Seconds of each that are rendered here."""


@cache
def rendered(asked: str) -> tuple[Samples, float]:
    """The beginning of a sound, as it would be in a piece, float32 [frames, 2], and the share of a core it takes."""
    request = read_request(json.loads(asked))
    notes = request.phrase
    if "instrument" in asked:  # one note, so that nothing but the sound is heard
        notes = tuple(note._replace(start=0.0) for note in notes[:3])
    staging = dataclasses.replace(request, phrase=notes).stage()
    wet = staging.switch > 0
    short = dataclasses.replace(staging, longest=SHORT, seconds=min(staging.seconds, SHORT), switch=0.0)
    stems = np.concatenate([*sounding(short)])
    frames = stems.reshape(len(stems), -1, 2)
    sound = frames.sum(axis=1) - (frames[:, len(staging.notes) - 1] if wet else 0)
    return sound, sum(costs(staging.plan))


def heard(**asked: Any) -> tuple[Samples, float]:
    return rendered(json.dumps(asked))


def decibels(value: float) -> float:
    return float(20 * np.log10(max(value, 1e-9)))


@pytest.mark.parametrize("what", [*(("preset", id) for id in presets()), *(("demo", id) for id in demos())])
def test_it_sounds_and_not_too_loud(what: tuple[str, str]) -> None:
    sound, share = heard(**dict([what]))
    assert np.isfinite(sound).all()
    assert decibels(np.abs(sound).max()) < -1
    assert decibels(level(sound)) > (-45 if what[0] == "preset" else -50)
    assert share < 0.15


@pytest.mark.parametrize("id", instruments())
def test_an_instrument_plays_and_costs_little(id: str) -> None:
    sound, share = heard(instrument=id)
    assert np.isfinite(sound).all()
    assert -40 < decibels(level(sound)) < -8
    assert decibels(np.abs(sound).max()) < -1
    assert share < 0.15


SOUNDS = [
    *(("preset", id) for id in presets()),
    *(("instrument", id) for id in instruments()),
    *(("demo", id) for id in demos()),
]


@pytest.mark.parametrize("what", SOUNDS)
def test_it_stands_on_zero(what: tuple[str, str]) -> None:
    """Nothing is left of a constant that a shaper or a quantiser adds: it would thump at each end of a note."""
    sound, _ = heard(**dict([what]))
    assert decibels(float(np.abs(sound.mean(axis=0)).max())) < -48


APART = 10.0
"""LU by which presets of one kind differ in loudness at most: who tries one after another need not turn anything down."""


@pytest.mark.parametrize("kind_name", sorted({preset.kind for preset in presets().values()}))
def test_presets_of_a_kind_are_about_as_loud_as_each_other(kind_name: str) -> None:
    meter = pyloudnorm.Meter(RATE)
    named = {
        preset.name: meter.integrated_loudness(heard(preset=preset.id)[0].astype(float))
        for preset in presets_of(kind_name)
    }
    assert max(named.values()) - min(named.values()) <= APART, named


def picture(sound: Samples) -> Samples:
    """What is in a sound when: dB in bands of a third of an octave, left and right."""
    count = 4096
    window = np.hanning(count)[:, None]
    starts = range(0, len(sound) - count, count // 2)
    power = np.array([np.abs(np.fft.rfft(sound[at : at + count] * window, axis=0)) ** 2 for at in starts])
    places = np.fft.rfftfreq(count, 1 / RATE)
    edges = np.geomspace(40, 16_000, 27)
    bands = [
        power[:, (places >= low) & (places < high)].sum(axis=1) for low, high in itertools.pairwise(edges)
    ]
    return np.maximum(10 * np.log10(np.array(bands) + 1e-9), -40)


ALIKE = 0.8
"""dB on average of all bands by which two sounds differ at least; the same notes twice differ by nothing."""


@pytest.mark.parametrize("kind_name", sorted({preset.kind for preset in presets().values()}))
def test_presets_of_a_kind_differ_from_each_other_and_from_the_default(kind_name: str) -> None:
    notes = [note._asdict() for note in PHRASES[phrase_of(kind_name)]]
    named = {"default": picture(heard(kind=kind_name, notes=notes)[0])}
    for preset in presets_of(kind_name):
        named[preset.name] = picture(heard(kind=kind_name, values=dict(preset.values), notes=notes)[0])
    for (one, first), (other, second) in itertools.combinations(named.items(), 2):
        count = min(first.shape[1], second.shape[1])
        apart = np.abs(first[:, :count] - second[:, :count]).mean()
        assert apart > ALIKE, f"{one} and {other} sound alike"


def centroid(sound: Samples) -> float:
    power = np.abs(np.fft.rfft(sound.sum(axis=1))) ** 2
    return float((power * np.fft.rfftfreq(len(sound), 1 / RATE)).sum() / power.sum())


@pytest.mark.parametrize("preset", presets().values(), ids=lambda preset: preset.id)
def test_what_is_called_bright_or_dark_is(preset: module.Preset) -> None:
    words = {"bright": 1, "dark": -1} if kind(preset.kind).plays else {}
    for word in words.keys() & set(preset.tags):
        notes = [note._asdict() for note in PHRASES[phrase_of(preset.kind)]]
        plain = centroid(heard(kind=preset.kind, notes=notes)[0])
        mine = centroid(heard(kind=preset.kind, values=dict(preset.values), notes=notes)[0])
        assert (mine - plain) * words[word] > 0, (mine, plain)

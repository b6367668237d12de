"""What comes with Antiphon: complete, within its ranges, and connected."""

import doctest

import pytest

from antiphon.document.codec import empty
from antiphon.document.piece import Piece
from antiphon.document.projection import project
from antiphon.engine import library as module
from antiphon.engine.catalogue import catalogue, kind
from antiphon.engine.library import demos, instruments, presets
from antiphon.engine.patch import project_patch

FAMILIES = {each.family for each in catalogue().values()}


def nothing() -> Piece:
    return project(empty())


def test_its_examples_hold() -> None:
    assert doctest.testmod(module).failed == 0


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

"""The codec: canonical text, what it refuses, and what it makes of anything."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from documents import PROPERTY, anything, documents
from hypothesis import given
from hypothesis import strategies as st

from antiphon.document.codec import (
    DocumentError,
    NewerVersionError,
    decode,
    empty,
    encode,
    inspect,
    normalise,
    number_text,
)
from antiphon.document.migrations import MIGRATIONS
from antiphon.document.schema import SCHEMA, VERSION
from antiphon.document.types import parameters

FIXTURES = Path(__file__).parent.parent / "fixtures" / "codec"


def cases(name: str) -> list[Any]:
    rows = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    return [pytest.param(row, id=row["name"]) for row in rows]


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.antiphon")), ids=lambda path: path.stem)
def test_a_canonical_file_comes_back_byte_for_byte(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert encode(decode(text)) == text


@pytest.mark.parametrize("case", cases("recoded.json"))
def test_any_valid_text_becomes_the_canonical_one(case: dict[str, str]) -> None:
    assert encode(decode(case["text"])) == case["canonical"]


@pytest.mark.parametrize("case", cases("refused.json"))
def test_what_is_not_a_piece_is_refused_in_one_sentence(case: dict[str, str]) -> None:
    with pytest.raises(DocumentError) as caught:
        decode(case["text"])
    assert str(caught.value).startswith(case["message"])
    assert type(caught.value).__name__ == case["error"]
    assert "\n" not in str(caught.value)


def test_an_id_that_is_there_twice_is_refused_and_named() -> None:
    text = encode(empty()).replace('"parts": {}', '"parts": {"p": {"index": "a", "name": "A"}, "p": {}}')
    with pytest.raises(DocumentError, match='"p" is there twice'):
        decode(text)


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_what_json_has_no_number_for_is_refused(constant: str) -> None:
    text = encode(empty()).replace('"mix": {}', f'"mix": {{"p": {{"gain": {constant}}}}}')
    with pytest.raises(DocumentError, match=constant):
        decode(text)


def test_a_file_nested_without_end_is_refused() -> None:
    with pytest.raises(DocumentError, match="too deeply"):
        decode("[" * 100_000)


def test_an_older_file_is_migrated_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(raw: dict[str, Any]) -> dict[str, Any]:
        raw["meta"] = {"title": raw["meta"].pop("name")}
        return raw

    monkeypatch.setattr("antiphon.document.codec.VERSION", VERSION + 1)
    monkeypatch.setitem(MIGRATIONS, VERSION, rename)
    text = (
        encode(empty())
        .replace(f'"antiphon": {VERSION + 1}', f'"antiphon": {VERSION}')
        .replace('"meta": {}', '"meta": {"name": "Old"}')
    )
    assert decode(text)["meta"] == {"title": "Old"}
    with pytest.raises(NewerVersionError):
        decode(text.replace(f'"antiphon": {VERSION}', f'"antiphon": {VERSION + 2}'))


@PROPERTY
@given(documents())
def test_encoding_is_the_same_the_second_time(document: Any) -> None:
    text = encode(document)
    assert decode(text) == document
    assert encode(decode(text)) == text


@PROPERTY
@given(documents())
def test_every_document_that_decodes_satisfies_the_schema(document: Any) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(encode(document)))


@PROPERTY
@given(anything())
def test_what_is_left_of_anything_decodes(raw: dict[str, Any]) -> None:
    document, refusals = inspect(raw)
    assert decode(encode(document)) == document
    assert inspect(document) == (document, [])
    valid = jsonschema.Draft202012Validator(SCHEMA).is_valid({**empty(), **raw})
    assert valid == (not refusals)


def test_garbage_goes_and_its_neighbours_stay() -> None:
    document = normalise(
        {
            "mix": {"p1": {"gain": "loud", "pan": 1}},
            "parts": {"p1": {"index": "a0"}, "p2": {"index": "a1", "name": "B"}},
        }
    )
    assert document["mix"] == {"p1": {"pan": 1.0}}
    assert document["parts"] == {"p2": {"index": "a1", "name": "B"}}


@PROPERTY
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_as_it_was(value: float) -> None:
    assert float(number_text(value)) == value
    assert float(json.loads(number_text(value))) == value


def test_a_whole_number_beyond_all_measure_is_no_number() -> None:
    assert normalise({"nodes": {"g": {"kind": "fx.gain", "x": 10**400}}})["nodes"] == {
        "g": {"kind": "fx.gain"}
    }


def test_a_node_tells_its_parameters() -> None:
    document = normalise({"nodes": {"g": {"kind": "fx.gain", "x": 3, "p_gain": -6}}})
    assert parameters(document["nodes"]["g"]) == {"gain": -6.0}

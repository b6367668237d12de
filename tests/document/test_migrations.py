"""Migrations: the fixtures shared with TypeScript."""

import json
from pathlib import Path

import pytest

from antiphon.document.codec import decode, empty, encode
from antiphon.document.migrations import migrate
from antiphon.document.schema import VERSION

FIXTURES = sorted((Path(__file__).parent.parent / "fixtures" / "migrations").glob("*.json"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_file_becomes_one_of_the_next_version(path: Path) -> None:
    fixture = json.loads(path.read_text(encoding="utf-8"))
    assert migrate(fixture["before"], fixture["version"], fixture["version"] + 1) == fixture["after"]


def test_every_version_has_its_fixtures() -> None:
    assert {json.loads(path.read_text())["version"] for path in FIXTURES} == set(range(1, VERSION))


def test_an_old_file_opens_as_a_new_one() -> None:
    path = next(path for path in FIXTURES if path.stem == "1_form")
    document = decode(json.dumps(json.loads(path.read_text())["before"]))
    assert document["antiphon"] == VERSION
    assert document.keys() == empty().keys()
    assert decode(encode(document)) == document

"""Keys of a piece whose staves do not all have the same signature."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.score.keys import Keys, Line, Signature
from antiphon.score.reading import read
from antiphon.score.writing import musicxml, write

UPPER, LOWER, LOWEST = ("p1", 1), ("p2", 1), ("p3", 1)


def _keys(
    *bars: dict[Line, int], lines: tuple[Line, ...] = (UPPER, LOWER, LOWEST), silent: bool = True
) -> Keys:
    return Keys(
        [[Signature(line, sharps, "") for line, sharps in bar.items()] for bar in bars], lines, silent
    )


def test_the_piece_has_the_key_of_most_staves_and_parts_what_they_have_beyond_it() -> None:
    keys = _keys({UPPER: 0, LOWER: -1, LOWEST: -1}, {}, {UPPER: 2, LOWER: 1, LOWEST: 1})
    assert keys.common == [(-1, ""), None, (1, "")]
    assert keys.beyond == {"p1": 1}
    assert list(keys.own()) == []


def test_a_part_that_changes_alone_changes_no_other_and_is_listed() -> None:
    keys = _keys({UPPER: 0, LOWER: -1, LOWEST: 0}, {}, {LOWER: 0}, {LOWER: -1}, {})
    assert keys.common[0] == (0, "")
    assert {common for common in keys.common if common} == {(0, "")}
    assert keys.beyond == {"p2": -1}
    assert list(keys.own()) == [(2, "p2")]


def test_staves_of_one_part_have_one_key() -> None:
    lines = (UPPER, LOWER, ("p2", 2))
    keys = _keys({UPPER: 1, LOWER: 1, ("p2", 2): -1}, lines=lines)
    assert keys.beyond == {}
    assert list(keys.own()) == [(0, "p2")]


@pytest.mark.parametrize(("silent", "beyond"), [(True, {"p2": 3, "p3": 3}), (False, {})])
def test_a_staff_without_a_signature_has_none_or_that_of_the_others(
    silent: bool, beyond: dict[str, int]
) -> None:
    keys = _keys({UPPER: -3}, {UPPER: -3}, silent=silent)
    assert keys.common[0] == (-3, "")
    assert keys.beyond == beyond


def test_a_key_of_another_name_is_the_same_one() -> None:
    """A part that reads C sharp major where the others have D flat major."""
    keys = _keys({UPPER: -5, LOWER: -5, LOWEST: 7})
    assert keys.beyond == {}
    assert list(keys.own()) == []


def test_a_transposing_part_is_written_with_its_own_key(
    tmp_path: Path, document_of: Callable[..., Document]
) -> None:
    """A clarinet in B flat that has no signature in a piece in D major, where it would have four sharps."""
    document = document_of({"duration": "4", "pitch": "C5"})
    (part,) = document["parts"].values()
    part |= {"diatonic": -1, "chromatic": -2, "fifths": -4}
    next(iter(document["measures"].values()))["key"] = 2
    fifths = ElementTree.fromstring(musicxml(project(document))).find(".//key/fifths")
    assert fifths is not None
    assert fifths.text == "0"
    write(document, tmp_path / "piece.musicxml")
    again, losses = read(tmp_path / "piece.musicxml")
    assert losses == []
    measure = next(iter(again["measures"].values()))
    # Alone, a part's key is the piece's.
    assert measure["key"] == -2

"""Chord symbols as people type them: what the editor accepts, and what music21 makes of it.

`extension/tests/score/harmony.test.ts` reads the same table.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from music21 import harmony

from antiphon.score.chords import to_symbol, to_text

TABLE: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "fixtures/harmony/figures.json").read_text()
)


def names(symbol: Any) -> list[str]:
    return [pitch.name.replace("-", "b") for pitch in symbol.pitches]


@pytest.mark.parametrize("row", [row for row in TABLE if row["text"]], ids=lambda row: row["written"])
def test_what_is_accepted_is_kept(row: dict[str, Any]) -> None:
    symbol = to_symbol(row["text"])
    assert to_text(symbol) == row["text"]
    if row["text"] != "N.C.":
        assert (None if symbol.chordKind == "other" else names(symbol)) == row["chord"]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["written"])
def test_music21_accepts_the_same_but_where_the_table_says_why(row: dict[str, Any]) -> None:
    try:
        harmony.ChordSymbol(row["written"])
        accepts = True
    except Exception:  # music21 raises whatever its parser stumbles over
        accepts = False
    assert accepts == row["music21"]
    assert (accepts == (row["text"] is not None)) == ("why" not in row)

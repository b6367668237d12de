"""Spans from voice to voice: the voice that one starts in is written first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from antiphon.document.types import Document
from antiphon.score import losses_text
from antiphon.score.reading import read
from antiphon.score.writing import write

Make = Callable[..., Document]


def _piece(document_of: Make) -> Document:
    """Two staves, two voices on the upper one; each note has another pitch."""
    document = document_of(
        {"duration": "1", "pitch": "C3", "staff": 2},
        {"duration": "1", "pitch": "D3", "staff": 2, "onset": "2"},
        {"duration": "1", "pitch": "E5", "onset": "1"},
        {"duration": "2", "pitch": "G4", "onset": "1", "voice": 2},
        {"duration": "1", "pitch": "F5", "onset": "3"},
    )
    next(iter(document["parts"].values()))["staves"] = 2
    return document


def _join(document: Document, *pairs: str) -> None:
    ids = {event["pitch"]: id for id, event in document["events"].items() if event["kind"] == "note"}
    document["spans"] = {
        f"s{number}": {"kind": "slur", "start": ids[pair.split()[0]], "end": ids[pair.split()[1]]}
        for number, pair in enumerate(pairs)
    }


def _joined(document: Document) -> set[str]:
    events = document["events"]
    return {
        f"{events[span['start']]['pitch']} {events[span['end']]['pitch']}"
        for span in document["spans"].values()
    }


def test_slurs_go_up_to_earlier_staves_and_voices(tmp_path: Path, document_of: Make) -> None:
    document = _piece(document_of)
    _join(document, "C3 E5", "G4 D3", "C3 F5")
    assert losses_text(write(document, tmp_path / "piece.musicxml")) == []
    again, losses = read(tmp_path / "piece.musicxml")
    assert losses == []
    assert _joined(again) == {"C3 E5", "G4 D3", "C3 F5"}
    places = [
        {
            (each["pitch"], each.get("staff", 1), each.get("voice", 1))
            for each in of["events"].values()
            if "pitch" in each
        }
        for of in (document, again)
    ]
    assert places[0] == places[1]


def test_of_slurs_that_contradict_each_other_the_first_is_written_and_the_other_listed(
    tmp_path: Path, document_of: Make
) -> None:
    document = _piece(document_of)
    _join(document, "C3 E5", "E5 D3")
    losses = losses_text(write(document, tmp_path / "piece.musicxml"))
    assert [line.partition(" (from voice")[0] for line in losses] == ["whole piece: 1 slur"]
    again, _ = read(tmp_path / "piece.musicxml")
    assert _joined(again) == {"C3 E5"}

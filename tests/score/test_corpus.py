"""Real scores, those that music21 ships: what was read, written and read again is the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from antiphon.document.codec import encode
from antiphon.document.projection import Part, Piece, project
from antiphon.document.types import Document
from antiphon.score import Loss
from antiphon.score.midi import pitch
from antiphon.score.reading import read
from antiphon.score.ties import sounds
from antiphon.score.writing import write

CHORALES = 16


def _corpus(name: str) -> Path:
    from music21 import corpus

    return Path(corpus.getWork(name))


@cache
def _chorales() -> list[Path]:
    """The first chorales in four voices, by number."""
    from music21 import corpus

    paths = [
        Path(path)
        for path in corpus.getComposer("bach")
        if re.fullmatch(r"bwv\d+(\.\d+)?\.mxl", Path(path).name)
    ]
    return sorted(paths, key=lambda path: [int(number) for number in re.findall(r"\d+", path.stem)])[
        :CHORALES
    ]


def _sounding(part: Part, piece: Piece) -> list[tuple[Any, ...]]:
    return sorted((s.start, s.duration, pitch(part, s.note.pitch)) for s in sounds(part, piece.measures))


def _music21_sounding(path: Path) -> list[list[tuple[float, int]]]:
    """For each part, start and MIDI key of every note that is not tied on to, as music21 itself reads the file."""
    from music21 import converter

    score = converter.parse(path, forceSource=True, storePickle=False)
    return [
        sorted(
            (float(element.getOffsetInHierarchy(part)), note.pitch.midi)
            for element in part.recurse().notes
            if not element.duration.isGrace
            for note in (element.notes if element.isChord else [element])
            if note.tie is None or note.tie.type == "start"
        )
        for part in score.parts
    ]


@pytest.mark.parametrize("number", range(CHORALES))
def test_a_chorale_survives(number: int, tmp_path: Path, essence: Callable[..., Any]) -> None:
    path = _chorales()[number]
    document, _ = read(path)
    piece = project(document)
    assert piece.problems == ()
    ours = [[(float(start), key) for start, _, key in _sounding(part, piece)] for part in piece.parts]
    assert ours == _music21_sounding(path)

    assert write(document, tmp_path / "again.mxl") == []
    again, losses = read(tmp_path / "again.mxl")
    assert losses == []
    assert essence(project(again)) == essence(piece)
    assert len(again["events"]) == len(document["events"])

    write(document, tmp_path / "again.mid")
    heard = project(read(tmp_path / "again.mid")[0])
    assert [_sounding(part, heard) for part in heard.parts] == [
        _sounding(part, piece) for part in piece.parts
    ]


@pytest.fixture(scope="module")
def polonaise() -> tuple[Document, list[Loss]]:
    """Clara Schumann's Polonaise op. 1 no. 1: a piano's two staves with voices, triplets and clefs within measures."""
    return read(_corpus("schumann_clara/polonaise_op1n1"))


def test_a_piano_piece_is_one_part_of_two_staves_with_voices(polonaise: tuple[Document, list[Loss]]) -> None:
    piece = project(polonaise[0])
    (part,) = piece.parts
    assert (part.staves, piece.problems) == (2, ())
    assert {(voice.staff, voice.voice) for voice in part.voices} >= {(1, 1), (1, 2), (2, 1)}
    assert "3:2" in {item.tuplet for voice in part.voices for item in voice.items}
    assert any(clef.onset > 0 for clef in part.clefs)


def test_a_piano_piece_keeps_its_marks(polonaise: tuple[Document, list[Loss]]) -> None:
    document, losses = polonaise
    assert losses == []
    events = list(document["events"].values())
    assert sum("staccato" in event for event in events) == 12
    assert sum("fingering" in event for event in events) == 14
    repeats = [id for id, measure in document["measures"].items() if "repeat_end" in measure]
    assert (set(repeats), document["measures"]["m20"]["fine"]) == ({"m8", "m28"}, True)


@pytest.mark.parametrize(
    "name",
    [
        "schumann_clara/polonaise_op1n1",
        "schumann_robert/opus48no2",
        "haydn/opus1no1/movement1",
        "joplin/maple_leaf_rag",
    ],
)
def test_a_larger_piece_survives_musicxml(name: str, tmp_path: Path, essence: Callable[..., Any]) -> None:
    document, _ = read(_corpus(name))
    write(document, tmp_path / "again.musicxml")
    again, losses = read(tmp_path / "again.musicxml")
    assert losses == []
    assert essence(project(again)) == essence(project(document))
    assert len(again["spans"]) == len(document["spans"])


def test_a_quartet_names_its_instruments_whatever_its_sound_says() -> None:
    document, _ = read(_corpus("haydn/opus1no1/movement1"))
    assert [part["instrument"] for part in document["parts"].values()] == [
        "Violin",
        "Violin",
        "Viola",
        "Violoncello",
    ]


def test_nested_tuplets(tmp_path: Path, essence: Callable[..., Any]) -> None:
    document, _ = read(_corpus("demos/nested_tuplet_finale_test2"))
    nested = [event for event in document["events"].values() if " " in event.get("tuplet", "")]
    assert {(event["tuplet"], event["duration"]) for event in nested} == {
        ("3:2 5:4", "2/15"),
        ("5:4 3:2", "2/15"),
    }
    write(document, tmp_path / "again.musicxml")
    assert essence(project(read(tmp_path / "again.musicxml")[0])) == essence(project(document))


def test_drums_have_their_map() -> None:
    document, losses = read(_corpus("demos/drum_sample.xml"))
    assert losses == []
    drums = {drum["name"]: drum["key"] for drum in document["percussion"].values()}
    assert (drums["Snare Drum"], drums["Crash Cymbal"]) == (38, 49)
    assert sum("drum" in event for event in document["events"].values()) == 36


def test_ids_and_bytes_are_the_same_each_time() -> None:
    path = _chorales()[0]
    assert encode(read(path)[0]) == encode(read(path)[0])

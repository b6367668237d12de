from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from antiphon.document.codec import encode
from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.score import losses_text
from antiphon.score.reading import read
from antiphon.score.ties import sounds
from antiphon.score.writing import musicxml, to_stream, write

Make = Callable[..., Document]


def _root(document: Document) -> ElementTree.Element:
    return ElementTree.fromstring(musicxml(project(document)))


def test_the_whole_score_survives_musicxml(kyrie: Path, tmp_path: Path, essence: Callable[..., Any]) -> None:
    document, _ = read(kyrie)
    for name in ("again.musicxml", "again.mxl", "again.xml"):
        assert write(document, tmp_path / name) == []
        again, losses = read(tmp_path / name)
        assert losses == []
        assert essence(project(again)) == essence(project(document))
        assert again["meta"] == document["meta"]
        assert len(again["spans"]) == len(document["spans"])


def test_what_sounds_survives_midi(kyrie: Path, tmp_path: Path) -> None:
    document, _ = read(kyrie)
    write(document, tmp_path / "again.mid")
    again, _ = read(tmp_path / "again.mid")
    piece = project(again)
    assert [(measure.duration, measure.number) for measure in piece.measures] == [(1, 0), (3, 1), (4, 2)]
    clarinet, piano = piece.parts
    assert [(str(s.start), str(s.duration), s.note.pitch) for s in sounds(clarinet, piece.measures)] == [
        ("0", "1", "C5"),
        ("1", "1/3", "D5"),
        ("2", "2", "E5"),
    ], "sounding pitch, a tone below the written one, and one note for two tied"
    assert (clarinet.name, clarinet.instrument, clarinet.chromatic) == ("Clarinet in Bb", "Clarinet", 0)
    assert [note.lyrics for v in clarinet.voices for item in v.items for note in item.notes][:2] == [
        ("Ky-",),
        ("rie",),
    ]
    assert piano.instrument == "Piano"
    assert [(tempo.position, round(tempo.bpm)) for tempo in piece.tempi] == [(0, 120), (3, 90)]


def test_measures_notes_and_rests_carry_the_documents_ids(kyrie: Path) -> None:
    document, _ = read(kyrie)
    root = _root(document)
    assert [measure.get("id") for measure in root.findall("part[1]/measure")] == ["m1", "m2", "m3"]
    ids = [note.get("id") for note in root.iter("note") if note.get("id")]
    assert sorted(ids) == sorted(
        id for id, event in document["events"].items() if event["kind"] in ("note", "rest")
    )
    everything = [
        each.get("id")
        for tag in ("score-part", "score-instrument", "measure", "note")
        for each in root.iter(tag)
    ]
    everything = [id for id in everything if id]
    assert len(everything) == len(set(everything)), "an id stands once in the file"
    assert root.find(".//note/instrument") is None


def test_writing_twice_gives_the_same_text(kyrie: Path) -> None:
    document, _ = read(kyrie)
    assert musicxml(project(document)) == musicxml(project(document))


def test_the_compressed_file_is_an_archive_with_a_container(tmp_path: Path, document_of: Make) -> None:
    write(document_of({"duration": "4", "pitch": "C4"}), tmp_path / "piece.mxl")
    with zipfile.ZipFile(tmp_path / "piece.mxl") as archive:
        assert archive.testzip() is None
        container = ElementTree.fromstring(archive.read("META-INF/container.xml"))
        name = container.find("rootfiles/rootfile").get("full-path")  # type: ignore[union-attr]
        assert b"score-partwise" in archive.read(str(name))


def test_a_long_duration_is_written_as_tied_notes_and_read_as_such(document_of: Make) -> None:
    root = _root(document_of({"duration": "5/2", "pitch": "F#4"}))
    notes = [note for note in root.iter("note") if note.find("pitch") is not None]
    assert [(note.findtext("type"), [tie.get("type") for tie in note.findall("tie")]) for note in notes] == [
        ("half", ["start"]),
        ("eighth", ["stop"]),
    ]
    assert [note.get("id") for note in notes] == ["n1", None]


def test_accidentals_beams_and_brackets_are_made(document_of: Make) -> None:
    triplet = [
        {"onset": onset, "duration": "1/3", "tuplet": "3:2", "pitch": "G#4"} for onset in ("0", "1/3", "2/3")
    ]
    root = _root(document_of(*triplet))
    notes = [note for note in root.iter("note") if note.find("pitch") is not None]
    assert [note.findtext("accidental") for note in notes] == ["sharp", None, None]
    assert [note.findtext("beam") for note in notes] == ["begin", "continue", "end"]
    assert [tuplet.get("type") for note in notes for tuplet in note.findall("notations/tuplet")] == [
        "start",
        "stop",
    ]


def test_an_accidental_holds_for_its_measure_and_is_cancelled_in_it(document_of: Make) -> None:
    pitches = ["F#4", "G4", "F#4", "F4"]
    events = [{"onset": str(beat), "duration": "1", "pitch": pitch} for beat, pitch in enumerate(pitches)]
    root = _root(document_of(*events, {"measure": "m2", "duration": "4", "pitch": "F#4"}))
    notes = [note for note in root.iter("note") if note.find("pitch") is not None]
    assert [note.findtext("accidental") for note in notes] == ["sharp", None, None, "natural", "sharp"]


def test_tempo_marks_stand_above(kyrie: Path) -> None:
    document, _ = read(kyrie)
    directions = [
        each
        for each in _root(document).iter("direction")
        if each.find("direction-type/metronome") is not None or each.find("direction-type/words") is not None
    ]
    assert [each.get("placement") for each in directions] == ["above"] * 2


def test_a_gap_in_a_second_voice_is_hidden_and_in_the_first_is_a_rest(document_of: Make) -> None:
    root = _root(
        document_of(
            {"duration": "1", "pitch": "C5"}, {"duration": "1", "pitch": "C4", "voice": 2, "onset": "1"}
        )
    )
    rests = [note.get("print-object", "yes") for note in root.iter("note") if note.find("rest") is not None]
    voices = [note.findtext("voice") for note in root.iter("note") if note.find("rest") is not None]
    # Voice 1: its gap on the second beat is filled by voice 2 only in part; measure 2 is a whole rest.
    assert list(zip(voices, rests, strict=True)) == [("1", "yes"), ("2", "no"), ("2", "no"), ("1", "yes")]


def test_a_tie_to_nowhere_stays_one(tmp_path: Path, document_of: Make) -> None:
    document = document_of(
        {"duration": "4", "pitch": "C4", "tie": True}, {"duration": "4", "pitch": "D4", "measure": "m2"}
    )
    assert write(document, tmp_path / "piece.musicxml") == []
    again, _ = read(tmp_path / "piece.musicxml")
    assert [event.get("tie", False) for event in again["events"].values()] == [True, False]


def test_a_tie_goes_into_its_own_voice_where_two_voices_have_the_pitch(
    tmp_path: Path, document_of: Make
) -> None:
    document = document_of(
        {"duration": "4", "pitch": "C4", "tie": True, "voice": 2},
        {"duration": "2", "pitch": "C4", "measure": "m2"},
        {"duration": "4", "pitch": "C4", "measure": "m2", "voice": 2},
    )
    piece = project(document)
    lengths = [(sound.note.id, sound.duration) for sound in sounds(piece.parts[0], piece.measures)]
    assert lengths == [("n1", 8), ("n2", 2)]


def test_what_no_score_holds_is_listed(tmp_path: Path, document_of: Make) -> None:
    document = document_of(
        {"duration": "4", "pitch": "C4"},
        nodes={"a": {"kind": "instrument.pluck"}, "b": {"kind": "effect.delay"}},
        edges={"c": {"source": "a", "target": "b"}},
        mix={"p1": {"gain": -3}},
        sections={"a": {"name": "A", "measure": "m1"}},
        form={"f": {"index": "a0", "section": "a"}},
        annotations={"t": {"target": "n1", "text": "louder?"}},
        spans={"s": {"kind": "slur", "start": "n1", "end": "gone"}},
    )
    assert losses_text(write(document, tmp_path / "piece.mxl")) == [
        "whole piece: 1 doubtful entry (spans.s: its end is gone, left out)",
        "whole piece: 2 sound nodes",
        "whole piece: 1 cable",
        "whole piece: 1 mixer strip",
        "whole piece: 1 section",
        "whole piece: 1 place in the form",
        "whole piece: 1 comment",
    ]


def test_what_midi_does_not_hold_is_listed(tmp_path: Path, document_of: Make) -> None:
    document = document_of(
        {"duration": "4", "pitch": "C4", "lyric1": "A-", "lyric2": "O"},
        {"duration": "2", "pitch": "C4", "voice": 2},
        {"kind": "clef", "clef": "C3"},
        {"duration": "1", "pitch": "B9", "measure": "m2"},
        {"kind": "tempo", "bpm": 66, "text": "Largo"},
    )
    del document["events"]["n5"]["part"]
    assert losses_text(write(document, tmp_path / "piece.mid")) == [
        "measure 1: 1 doubled note (one note in MIDI) (Flute)",
        "measure 2: 1 out-of-range note (Flute)",
        "measure 1: 1 clef (Flute)",
        "measure 1: 1 verse 2 syllable (Flute)",
        "whole piece: 1 tempo text (Largo)",
    ]


def test_problems_of_a_document_are_named_when_it_is_written(tmp_path: Path, document_of: Make) -> None:
    document = document_of(
        {"duration": "4", "pitch": "C4"}, {"duration": "1", "pitch": "D4", "measure": "gone"}
    )
    assert losses_text(write(document, tmp_path / "piece.musicxml")) == [
        "whole piece: 1 doubtful entry (events.n2: its measure is gone, left out)"
    ]


@pytest.mark.parametrize(
    ("instrument", "program"), [("Violin", 40), ("Flute", 73), ("Harp", 46), ("Nonesuch", 0), ("", 0)]
)
def test_instruments_become_general_midi_programs(
    tmp_path: Path, document_of: Make, instrument: str, program: int
) -> None:
    document = document_of(
        {"duration": "4", "pitch": "C4"}, parts={"p1": {"index": "a0", "name": "X", "instrument": instrument}}
    )
    write(document, tmp_path / "piece.mid")
    changes = re.findall(rb"[\xc0-\xcf](.)\x00", (tmp_path / "piece.mid").read_bytes(), re.DOTALL)
    assert bytes([program]) in changes


def test_no_name_is_put_where_the_piece_has_none(document_of: Make) -> None:
    text = musicxml(project(document_of({"duration": "4", "pitch": "C4"})))
    assert "Fragment" not in text
    assert "creator" not in text


def test_a_music21_user_gets_a_score_with_our_ids(kyrie: Path) -> None:
    score = to_stream(project(read(kyrie)[0]))
    assert [part.partName for part in score.parts] == ["Clarinet in Bb", "Piano", "Piano"]
    assert score.recurse().getElementById("e5").nameWithOctave == "E5"
    assert [measure.id for measure in score.parts[0].getElementsByClass("Measure")] == ["m1", "m2", "m3"]


def test_the_document_is_not_changed_by_writing(kyrie: Path, tmp_path: Path) -> None:
    document, _ = read(kyrie)
    before = encode(document)
    write(document, tmp_path / "piece.mid")
    assert encode(document) == before

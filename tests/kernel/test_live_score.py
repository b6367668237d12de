"""A live piece's score: music21 in and out while others edit."""

import copy
from collections.abc import Callable

import pytest
from music21 import converter, note, stream

from antiphon.kernel import EditError, LivePiece

Until = Callable[..., None]
Two = tuple[LivePiece, LivePiece]


def test_the_score_is_a_music21_score_of_now(two: Two, until: Until) -> None:
    ada, ben = two
    score = ada.score
    assert isinstance(score, stream.Score)
    assert [part.partName for part in score.parts] == ["Soprano", "Alto"]
    assert [each.nameWithOctave for each in score.parts[0].flatten().notes] == ["C5", "C5"]
    assert score.update() == 0
    ben.score.parts[0].flatten().notes[0].pitch.step = "D"
    assert ada.document == ben.document
    assert not ada.undo()


def test_what_was_changed_in_it_is_written_back_and_nothing_else(two: Two, until: Until) -> None:
    ada, ben = two
    score = ada.score
    ben.title = "Ben's"
    ben._connection.write([("events", "np12", {"staccato": True}), ("events", "np21", None)])
    until(lambda: ada.title == "Ben's" and "np21" not in ada.document["events"])
    score.parts[0].flatten().notes[1].pitch.midi += 2
    score.parts[1].flatten().notes[0].pitch.midi += 2
    assert score.update() == 1
    until(lambda: ben.document["events"]["np12"].get("pitch") == "D5")
    assert ada.document["events"]["np12"].get("staccato") is True
    assert "np21" not in ada.document["events"]
    assert ada.title == "Ben's"
    assert score.update() == 0
    assert ada.undo()
    until(lambda: ben.document["events"]["np12"].get("pitch") == "C5")
    assert ben.document["events"]["np12"].get("staccato") is True
    assert not ada.undo()


def test_a_copy_of_it_may_be_written_back(two: Two) -> None:
    ada, _ = two
    score = ada.score
    assert ada.score.update(score.transpose("M2")) > 0
    events = ada.document["events"]
    assert {id: event.get("pitch") for id, event in events.items()} == {
        "np11": "D5",
        "np12": "D5",
        "np21": "F#4",
        "np22": "F#4",
    }
    again = copy.deepcopy(ada.score)
    again.parts[1].measure(2).notes[0].addLyric("la")
    assert again.update() == 1
    assert ada.document["events"]["np22"].get("lyric1") == "la"


def test_another_stream_becomes_the_score_and_keeps_the_sounds(two: Two, until: Until) -> None:
    ada, ben = two
    tune = converter.parse("tinyNotation: 4/4 c1 d1 e1")
    assert ada.score.update(tune) > 0
    until(lambda: len(ben.measures) == 3)
    assert [each.nameWithOctave for each in ben.score.parts[0].flatten().notes] == ["C4", "D4", "E4"]
    assert {node.id for node in ben.graph} == {"voice", "hall"}
    assert ada.undo()
    until(lambda: len(ben.measures) == 2 and len(ben.document["events"]) == 4)


def test_what_is_no_stream_is_refused(two: Two) -> None:
    ada, _ = two
    with pytest.raises(EditError, match="music21 stream, and str is none"):
        ada.score.update("c d e")
    assert ada.score.update(ada.score) == 0


def test_notes_may_be_appended(two: Two, until: Until) -> None:
    ada, ben = two
    score = ada.score
    bar = stream.Measure(number=3)
    bar.append(note.Note("G5", quarterLength=4))
    score.parts[0].append(bar)
    assert score.update() >= 2
    until(lambda: len(ben.measures) == 3)
    assert [each.nameWithOctave for each in ben.score.parts[0].flatten().notes] == ["C5", "C5", "G5"]
    assert score.update() == 0

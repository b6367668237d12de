"""Bad input: one clear sentence each, and nothing overwritten."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from antiphon.document.codec import empty
from antiphon.document.types import Document
from antiphon.score import ScoreError, writing
from antiphon.score.reading import read
from antiphon.score.writing import write

ONE_NOTE = {"duration": "4", "pitch": "C4"}


def _file(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("broken.musicxml", "<score-partwise><part>", "broken MusicXML at line 1"),
        ("letter.xml", "<letter>Dear Clara</letter>", "not MusicXML"),
        ("words.musicxml", "just words", "broken MusicXML"),
        ("timewise.xml", "<score-timewise/>", "time-wise"),
        ("hollow.musicxml", "<score-partwise><part-list/></score-partwise>", "no measure"),
        ("bytes.musicxml", b"\xff\xfe\x00\xd8\x00", "broken MusicXML|encoding"),
        ("empty.musicxml", "", "is empty"),
        ("empty.mid", "", "is empty"),
        ("song.mid", "no music at all", "not a MIDI file"),
        ("cut.mid", b"MThd\x00\x00\x00\x06\x00\x01", "MIDI that cannot be read"),
        ("no.mxl", "PK but no archive", "not a compressed MusicXML file"),
        ("talk.mp3", "ID3", "must end in .musicxml"),
        ("picture", "", "must end in .musicxml"),
    ],
)
def test_what_is_no_score_is_refused_in_one_sentence(
    tmp_path: Path, name: str, content: bytes | str, words: str
) -> None:
    with pytest.raises(ScoreError, match=words) as refused:
        read(_file(tmp_path, name, content))
    message = str(refused.value)
    assert message.startswith((name, "There is"))
    assert message.endswith(".")
    assert "\n" not in message


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scores.musicxml").mkdir()
    with pytest.raises(ScoreError, match="is a folder"):
        read(tmp_path / "scores.musicxml")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScoreError, match=r"There is no file gone\.mid"):
        read(tmp_path / "gone.mid")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ScoreError, match=r"cannot be read \(Permission denied\)"):
        read(_file(tmp_path, "locked.musicxml", "<score-partwise/>"))


def test_an_archive_without_music_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photos.mxl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.jpg", b"\xff\xd8")
    with pytest.raises(ScoreError, match="without MusicXML in it"):
        read(path)


def test_a_damaged_archive_is_refused(tmp_path: Path, document_of: Callable[..., Document]) -> None:
    path = tmp_path / "piece.mxl"
    write(document_of(ONE_NOTE), path)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ScoreError, match="not a compressed MusicXML file"):
        read(path)


def test_an_unknown_ending_is_not_written(tmp_path: Path, document_of: Callable[..., Document]) -> None:
    with pytest.raises(ScoreError, match=r"piece\.pdf cannot be written"):
        write(document_of(ONE_NOTE), tmp_path / "piece.pdf")


def test_an_empty_piece_is_not_written_over_a_score(tmp_path: Path) -> None:
    path = _file(tmp_path, "kept.musicxml", "old")
    with pytest.raises(ScoreError, match="no measure yet"):
        write(empty(), path)
    assert path.read_text() == "old"


@pytest.mark.parametrize("name", ["kept.musicxml", "kept.mxl", "kept.mid"])
def test_a_failure_leaves_the_old_file_and_no_other(
    tmp_path: Path, name: str, document_of: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _file(tmp_path, name, "old")

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full_disk)
    with pytest.raises(ScoreError, match="No space left on device"):
        write(document_of(ONE_NOTE), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, document_of: Callable[..., Document]) -> None:
    with pytest.raises(ScoreError, match=r"piece\.mid was not written"):
        write(document_of(ONE_NOTE), tmp_path / "nowhere" / "piece.mid")

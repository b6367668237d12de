"""The file that a score comes from: what kind it is, and what music21 makes of it."""

from __future__ import annotations

import codecs
import io
import re
import warnings
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from antiphon.score import mei, performance, xml
from antiphon.score.library import music21
from antiphon.score.loss import Loss, ScoreError
from antiphon.score.prepare import prepare

KINDS = {
    ".musicxml": "MusicXML",
    ".xml": "MusicXML",
    ".mxl": "MusicXML",
    ".mid": "MIDI",
    ".midi": "MIDI",
    ".mei": "MEI",
    ".abc": "ABC",
    ".krn": "Humdrum",
}
"""File name endings that can be read, and the format behind each."""


_CONTAINER = "META-INF/container.xml"


@dataclass(frozen=True)
class Source:
    """A parsed score file.

    Attributes:
        score: The music21 Score.
        kind: One of the values of `KINDS`, or `stream`.
        parts: The `part` elements of MusicXML by their ids, for what music21 does not import or makes up.
        definitions: Its `score-part` elements, likewise.
        swing: Where the second eighth of a beat sounds, as a share of the beat; 0 where it is not said.
        losses: What was lost before music21 saw it.
    """

    score: Any
    kind: str
    parts: dict[str, ElementTree.Element] = field(default_factory=dict)
    definitions: dict[str, ElementTree.Element] = field(default_factory=dict)
    swing: float = 0
    losses: list[Loss] = field(default_factory=list)


def parse(path: Path) -> Source:
    """Parse a score file.

    Args:
        path: A file whose name ends in one of `KINDS`.

    Returns:
        The score.

    Raises:
        ScoreError: Whatever the reason why there is no score in it.
    """
    name = path.name
    try:
        if path.is_dir():
            raise ScoreError(f"{name} is a folder: name a MusicXML or MIDI file.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise ScoreError(f"There is no file {name}: check the path.") from None
    except OSError as error:
        raise ScoreError(f"{name} cannot be read ({error.strerror}): check its permissions.") from None
    return of_bytes(name, data)


def of_bytes(name: str, data: bytes) -> Source:
    """Parse what is in a score file.

    Args:
        name: The file's name, which ends in one of `KINDS`.
        data: Its bytes.

    Raises:
        ScoreError: Whatever the reason why there is no score in it.
    """
    suffix = Path(name).suffix.lower()
    kind = KINDS.get(suffix)
    if kind is None:
        raise ScoreError(f"{name} is no score that can be read: its name must end in {', '.join(KINDS)}.")
    if not data:
        raise ScoreError(f"{name} is empty: export it again from the program that wrote it.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if kind == "MusicXML":
            source = _musicxml(name, _unpack(name, data) if _is_archive(suffix, data) else data)
        elif kind == "MEI":
            source = _mei(name, data)
        else:
            source = _midi(name, data) if kind == "MIDI" else _text(name, data, kind)
    if not source.score.recurse().notesAndRests:
        raise ScoreError(f"{name} holds no music: there is no note or rest in it.")
    return source


def of_stream(stream: Any) -> Source:
    """A music21 stream as a source: as a Score at written pitch of parts with measures; the stream is not changed.

    Raises:
        ScoreError: It cannot be made one.
    """
    library = music21().stream
    score = stream
    try:
        if "Score" not in stream.classSet or (stream.recurse().notesAndRests and not stream.parts):
            score = library.Score()
            score.metadata = stream.metadata
            score.insert(0, stream if "Part" in stream.classSet else _part(stream))
        if any(part.atSoundingPitch is True and _transposes(part) for part in score.parts):
            score = score.toWrittenPitch(inPlace=False)
        if any(part.notesAndRests and not part.getElementsByClass("Measure") for part in score.parts):
            score = score.makeNotation(inPlace=False)
    except Exception as error:  # as above
        reason = " ".join(str(error).split()).rstrip(".")[:200] or type(error).__name__
        raise ScoreError(f"The stream is no score ({reason}): give it parts with measures.") from error
    return Source(score, "stream")


def _part(stream: Any) -> Any:
    part = music21().stream.Part()
    for element in stream:
        part.insert(stream.elementOffset(element), element)
    return part


def _transposes(part: Any) -> bool:
    return any(each.transposition for each in part.recurse().getElementsByClass("Instrument"))


def _midi(name: str, data: bytes) -> Source:
    if not data.startswith(b"MThd"):
        raise ScoreError(f"{name} is not a MIDI file: it does not start with a MIDI header.")
    try:
        file = music21().midi.MidiFile()
        file.readstr(data)
        tracks = [performance.track(each, file.ticksPerQuarterNote) for each in file.tracks]
        grid = performance.grid(tracks)
        losses = performance.losses(tracks, grid)
        for each in file.tracks:
            performance.quantise(each, file.ticksPerQuarterNote, grid)
        file.ticksPerQuarterNote = performance.TICKS
        score = music21().midi.translate.midiFileToStream(file, quantizePost=False)
        performance.sharpen(score, file.tracks)
    except Exception as error:  # music21 raises whatever its parser stumbles over
        raise _unreadable(name, "MIDI", error) from error
    return Source(score, "MIDI", losses=losses)


def _text(name: str, data: bytes, kind: str) -> Source:
    """ABC or Humdrum; of several tunes in one file, the first."""
    try:
        text = _decoded(name, data, kind)
        text, others = _first_tune(_with_length(text)) if kind == "ABC" else (text, 0)
        score = music21().converter.parseData(text, format=kind.lower())
        others += len(score.scores) - 1 if "Opus" in score.classSet else 0
        score = score.scores[0] if "Opus" in score.classSet else score
    except ScoreError:
        raise
    except Exception as error:  # as above
        raise _unreadable(name, kind, error) from error
    if not score.recurse().notes:
        raise ScoreError(f"{name} holds no music: there is no note in it.")
    source = of_stream(score)
    return Source(source.score, kind, losses=[Loss(None, "", "further tune")] * others)


def _first_tune(text: str) -> tuple[str, int]:
    """The first tune of ABC, with what stands before it and holds for all of them; and how many others there are."""
    head, *tunes = re.split(r"^(?=X:)", text, flags=re.MULTILINE)
    return head + "".join(tunes[:1]), max(len(tunes) - 1, 0)


def _with_length(text: str) -> str:
    """ABC with the length that notes have where a tune says neither length nor meter: music21 wants it said."""
    tunes = re.split(r"^(?=X:)", text, flags=re.MULTILINE)
    return "".join(
        tune
        if re.search(r"^[LM]:", tune, re.MULTILINE)
        else re.sub(r"^K:", "L:1/8\nK:", tune, count=1, flags=re.MULTILINE)
        for tune in tunes
    )


def _decoded(name: str, data: bytes, kind: str) -> str:
    """Text in UTF-8, UTF-16 with its mark, or else the western encoding of old Windows."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise ScoreError(f"{name} is not {kind}: it is not text.")
    return text


def _mei(name: str, data: bytes) -> Source:
    try:
        score, losses = mei.score(name, data)
    except ScoreError:
        raise
    except Exception as error:  # as above
        raise _unreadable(name, "MEI", error) from error
    return Source(of_stream(score).score, "MEI", losses=losses)


def _is_archive(suffix: str, data: bytes) -> bool:
    """Whether MusicXML is compressed: some programs name it .xml all the same, and others name plain text .mxl."""
    return data.startswith(b"PK") or (suffix == ".mxl" and not data.lstrip().startswith(b"<"))


def _musicxml(name: str, data: bytes) -> Source:
    root = _root(name, data)
    importer = music21().musicxml.xmlToM21.MusicXMLImporter()
    try:
        prepare(root)
        importer.xmlRootToScore(root, importer.stream)
    except Exception as error:  # as above
        raise _unreadable(name, "MusicXML", error) from error
    return Source(
        importer.stream,
        "MusicXML",
        parts={part.get("id", ""): part for part in root.iterfind("part")},
        definitions={part.get("id", ""): part for part in root.iterfind("part-list/score-part")},
        swing=_swing(root),
    )


def _swing(root: ElementTree.Element) -> float:
    for swing in root.iter("swing"):
        first, second = (float(swing.findtext(name) or 0) for name in ("first", "second"))
        if first > second > 0:
            return first / (first + second)
    return 0


def _unpack(name: str, data: bytes) -> bytes:
    """The MusicXML text inside a compressed file, found as its container says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {entry.filename: entry for entry in archive.infolist() if not entry.is_dir()}
            inner = ""
            if _CONTAINER in entries and entries[_CONTAINER].file_size < 1_000_000:
                container = xml.root(name, archive.read(_CONTAINER), "MusicXML")
                inner = next(
                    (e.get("full-path", "") for e in container.iter() if str(e.tag).endswith("rootfile")), ""
                )
            if inner not in entries:
                scores = (each for each in entries if each.endswith((".musicxml", ".xml")))
                inner = next((each for each in scores if not each.startswith("META-INF/")), "")
            if not inner:
                raise ScoreError(f"{name} is a ZIP archive without MusicXML in it: export it again as .mxl.")
            with archive.open(inner) as file:
                # Not by what the archive says of it: that may be untrue.
                text = file.read(xml.LARGEST + 1)
            if len(text) > xml.LARGEST:
                raise xml.too_large(name, "MusicXML")
            return text
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        raise ScoreError(f"{name} is not a compressed MusicXML file: export it again as .mxl.") from None


def _root(name: str, data: bytes) -> ElementTree.Element:
    root = xml.root(name, data, "MusicXML")
    if root.tag == "score-timewise":
        raise ScoreError(f"{name} is time-wise MusicXML: export it part-wise, as nearly every program does.")
    if root.tag != "score-partwise":
        raise ScoreError(f"{name} is XML but not MusicXML: its root is <{root.tag}>.")
    if root.find("part/measure") is None:
        raise ScoreError(f"{name} holds no music: there is no measure in it.")
    return root


def _unreadable(name: str, kind: str, error: Exception) -> ScoreError:
    reason = " ".join(str(error).split()).rstrip(".")[:200] or type(error).__name__
    return ScoreError(f"{name} is {kind} that cannot be read ({reason}): export it again.")

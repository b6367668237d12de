"""Writing: from a document to a MusicXML or MIDI file."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any, cast

from antiphon.document.projection import Piece, project
from antiphon.document.types import Document
from antiphon.score import midi, ties
from antiphon.score.library import music21
from antiphon.score.loss import Loss, ScoreError
from antiphon.score.stream import spans, to_stream

__all__ = ["musicxml", "to_stream", "write"]

KINDS = {".musicxml": "MusicXML", ".xml": "MusicXML", ".mxl": "MusicXML", ".mid": "MIDI", ".midi": "MIDI"}
"""File name endings that can be written, and the format behind each."""

_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container><rootfiles><rootfile full-path="score.musicxml" '
    'media-type="application/vnd.recordare.musicxml+xml"/></rootfiles></container>\n'
)
_ROOTS = {
    "nodes": "sound node",
    "edges": "cable",
    "mix": "mixer strip",
    "form": "section",
    "annotations": "comment",
    "proposals": "proposal",
}
"""Roots of a document that no score format holds."""


def write(document: Document, path: str | Path) -> list[Loss]:
    """Write a document as a score file; the file is replaced in one step or, on failure, not touched.

    Args:
        document: The document.
        path: A file name ending in .musicxml, .xml, .mxl, .mid or .midi.

    Returns:
        What the format does not hold.

    Raises:
        ScoreError: The name, the folder or the document does not allow it.
    """
    path = Path(path)
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise ScoreError(
            f"{path.name} cannot be written as a score: its name must end in {', '.join(KINDS)}."
        )
    piece = project(document)
    if not piece.measures or not piece.parts:
        raise ScoreError(
            f"{path.name} was not written: the piece has no {'part' if piece.measures else 'measure'} yet."
        )
    losses = [Loss(None, "", f"doubtful entry ({problem.message})") for problem in piece.problems]
    losses += [
        Loss(None, "", what) for root, what in _ROOTS.items() for _ in cast(Any, document).get(root, {})
    ]
    if kind == "MIDI":
        data = midi.midi(piece)
        losses += midi.losses(piece, document)
    else:
        text = musicxml(piece, document)
        losses += _dangling(piece, document)
        data = _packed(text) if path.suffix.lower() == ".mxl" else text.encode()
    _replace(path, data)
    return losses


def musicxml(piece: Piece, document: Document | None = None) -> str:
    """A piece as part-wise MusicXML 4.0; see `to_stream` for the arguments."""
    exporter = music21().musicxml.m21ToXml.ScoreExporter(to_stream(piece, document), makeNotation=False)
    root = exporter.parse()
    for element in root.findall("identification/creator"):
        if not piece.composer and element.text == music21().defaults.author:
            root.find("identification").remove(element)
    for element in root.findall("movement-title"):
        if not piece.title and element.text == music21().defaults.title:
            root.remove(element)
    for direction in root.iter("direction"):
        if direction.find("direction-type/words") is not None:
            direction.set("placement", "above")
    return bytes(exporter.asBytes()).decode()


def _dangling(piece: Piece, document: Document) -> list[Loss]:
    """Spans that cannot be written, and ties that lead nowhere."""
    lost = [
        Loss(None, "", f"{span['kind']} (without notes in order at its ends)")
        for span in spans(piece, document)[1]
    ]
    numbers = {measure.id: measure.number for measure in piece.measures}
    for part in piece.parts:
        onward = ties.tied(part, piece.measures)
        lost += [
            Loss(numbers[voice.measure], part.name, "tie (to no note of its pitch)")
            for voice in part.voices
            for item in voice.items
            for note in item.notes
            if note.tie and note.id not in onward
        ]
    return lost


def _packed(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("META-INF/container.xml", _CONTAINER), ("score.musicxml", text)):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def _replace(path: Path, data: bytes) -> None:
    """Write a file beside its place, then put it there in one step."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise ScoreError(f"{path.name} was not written ({error.strerror}): choose another place.") from None

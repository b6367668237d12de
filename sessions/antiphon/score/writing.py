"""Writing: from a document to a MusicXML or MIDI file."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any, cast

from antiphon.document.piece import Piece
from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.score import midi, numbers
from antiphon.score.finish import finish
from antiphon.score.library import music21
from antiphon.score.loss import Loss, ScoreError
from antiphon.score.order import orders
from antiphon.score.stream import to_stream

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
    "groups": "group of nodes",
    "labels": "label of the graph",
    "presets": "preset",
    "instruments": "kept instrument",
    "mix": "mixer strip",
    "sends": "send",
    "inserts": "insert",
    "snapshots": "snapshot of the mix",
    "settings": "setting of a snapshot",
    "lanes": "automation lane",
    "points": "automation point",
    "sections": "section",
    "form": "place in the form",
    "locks": "lock",
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
    data, losses = contents(document, path.name)
    _replace(path, data)
    return losses


def contents(document: Document, name: str) -> tuple[bytes, list[Loss]]:
    """What a score file of a document holds.

    Args:
        document: The document.
        name: The file's name, which ends in one of `KINDS`.

    Returns:
        The file's bytes, and what its format does not hold.

    Raises:
        ScoreError: There is nothing to write.
    """
    ending = Path(name).suffix.lower()
    piece = whole(document, name)
    losses = doubts(piece) + [
        Loss(None, "", what) for root, what in _ROOTS.items() for _ in cast(Any, document).get(root, {})
    ]
    if KINDS[ending] == "MIDI":
        return midi.midi(piece), losses + midi.losses(piece)
    text = musicxml(piece)
    data = _packed(text) if ending == ".mxl" else text.encode()
    return data, losses + unsaid(piece)


def whole(document: Document, name: str) -> Piece:
    """The piece of a document that has music in it.

    Raises:
        ScoreError: It has no measure, or no part.
    """
    piece = project(document)
    if not piece.measures or not piece.parts:
        raise ScoreError(
            f"{name} was not written: the piece has no {'part' if piece.measures else 'measure'} yet."
        )
    return piece


def doubts(piece: Piece) -> list[Loss]:
    """What concurrent editing left behind that the projection passes over."""
    return [Loss(None, "", f"doubtful entry ({problem.message})") for problem in piece.problems]


def musicxml(piece: Piece) -> str:
    """A piece as part-wise MusicXML 4.0."""
    score = to_stream(piece, voices=True)
    refused = {id for part in piece.parts for id in orders(part)[1]}
    for spanner in list(score.getElementsByClass("Spanner")):
        if spanner.id in refused:
            score.remove(spanner)
    for part in score.parts:
        last = part.getElementsByClass("Measure").last()
        last.rightBarline = last.rightBarline or music21().bar.Barline("final")
    exporter = music21().musicxml.m21ToXml.ScoreExporter(score, makeNotation=False)
    exporter.spannerBundle = numbers.apart(score)
    finish(exporter.parse(), piece)
    return bytes(exporter.asBytes()).decode()


def unsaid(piece: Piece) -> list[Loss]:
    """What MusicXML cannot say: spans from voice to voice against others, words on spans."""
    lost = []
    for part in piece.parts:
        _, refused = orders(part)
        lost += [
            Loss(None, part.name, f"{span.kind} (from voice to voice, against another)")
            for span in part.spans
            if span.id in refused
        ]
        lost += [
            Loss(None, part.name, f"{span.kind} text ({span.text})")
            for span in part.spans
            if span.text and span.kind != "glissando"
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

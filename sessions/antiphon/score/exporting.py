"""Exports: a document as the bytes of a file, in any format that shows or holds a score."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from antiphon.document.piece import Part, Piece
from antiphon.document.types import Document
from antiphon.score import writing
from antiphon.score.loss import Loss, ScoreError


@dataclass(frozen=True)
class Format:
    """A format that a piece can be exported to.

    Attributes:
        ending: How the file's name ends.
        media: Its media type.
    """

    ending: str
    media: str


FORMATS: Final = {
    "musicxml": Format(".musicxml", "application/vnd.recordare.musicxml+xml"),
    "mxl": Format(".mxl", "application/vnd.recordare.musicxml"),
    "midi": Format(".mid", "audio/midi"),
    "mei": Format(".mei", "application/mei+xml"),
    "svg": Format(".zip", "application/zip"),
    "pdf": Format(".pdf", "application/pdf"),
    "parts": Format(".zip", "application/zip"),
}
"""Formats by name; `svg` is an archive of the pages, `parts` one of a PDF a part and the score."""


def export(
    document: Document, format: str, name: str, *, part: str = "", paper: str = "a4"
) -> tuple[bytes, list[Loss]]:
    """A document in a format.

    Args:
        document: The document.
        format: One of `FORMATS`.
        name: The piece's name, for the files within an archive and for the sentences.
        part: Id of the only part that a `pdf` or `svg` shows; empty for the score.
        paper: Of pages: `a4` or `letter`.

    Returns:
        The file, and what the format does not hold.

    Raises:
        ScoreError: It cannot be exported.
    """
    if format in ("musicxml", "mxl", "midi"):
        return writing.contents(document, f"{name}{FORMATS[format].ending}")
    piece = writing.whole(document, name)
    losses = writing.doubts(piece) + writing.unsaid(piece)
    if format == "mei":
        from antiphon.score.mei import mei

        _, losses = writing.contents(document, f"{name}.musicxml")
        return mei(writing.musicxml(piece)), losses
    from antiphon.score.pages import of_part, pages
    from antiphon.score.pdf import pdf

    if part:
        piece = of_part(piece, _part(piece, part))
    if format == "svg":
        drawn = enumerate(pages(piece, paper), start=1)
        return archive((f"{_file_name(name)} {number}.svg", page.encode()) for number, page in drawn), losses
    title, name = piece.title or name, _file_name(name)
    if format == "pdf":
        return pdf(pages(piece, paper), title, paper), losses
    files = {f"{name}.pdf": pdf(pages(piece, paper), title, paper)}
    for each in piece.parts:
        label = _free(f"{name} - {_file_name(each.name)}", files)
        files[label] = pdf(pages(of_part(piece, each), paper), f"{title} ({each.name})", paper)
    return archive(files.items()), losses


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive of named files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, data)
    return buffer.getvalue()


def _part(piece: Piece, id: str) -> Part:
    for part in piece.parts:
        if part.id == id:
            return part
    raise ScoreError("The part to export is not in the piece any more: choose another one.")


def _file_name(words: str) -> str:
    return re.sub(r"[\x00-\x1f/\\:*?\"<>|]", "_", words).strip(". ")[:80] or "Part"


def _free(name: str, taken: Iterable[str]) -> str:
    number, free = 1, f"{name}.pdf"
    while free in taken:
        number += 1
        free = f"{name} {number}.pdf"
    return free

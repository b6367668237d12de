"""Imports: the bytes of a score file as a document, with a list of what could not be kept."""

from __future__ import annotations

from pathlib import Path

from antiphon.document.types import Document
from antiphon.score.loss import Loss, ScoreError
from antiphon.score.source import KINDS

LARGEST = 64_000_000
"""Bytes of a file beyond which it is refused unread."""


def import_score(name: str, data: bytes) -> tuple[Document, list[Loss]]:
    """Read a score file.

    Args:
        name: The file's name; its ending says what it is.
        data: What is in it.

    Returns:
        The document, the same each time for the same file; and what it could not keep, by part and measure. A piece
        without a title has the file's name.

    Raises:
        ScoreError: There is no score in it.
    """
    from antiphon.score.reading import Reading
    from antiphon.score.source import of_bytes

    refuse(name, len(data))
    document, losses = Reading(of_bytes(name, data)).result()
    document["meta"].setdefault("title", Path(name).stem[:200])
    return document, losses


def refuse(name: str, size: int) -> None:
    """Refuse a file by its name and size alone.

    Raises:
        ScoreError: No score is called so, or is so large.
    """
    if Path(name).suffix.lower() not in KINDS:
        raise ScoreError(f"{name} is no score that can be read: its name must end in {', '.join(KINDS)}.")
    if size > LARGEST:
        raise ScoreError(
            f"{name} is too large ({size // 1_000_000} MB; {LARGEST // 1_000_000} MB at most): export it in smaller movements."
        )

"""SVG pages as one PDF, set by Typst (Apache-2.0): vectors, and words that can be searched and copied."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from antiphon.score.loss import ScoreError
from antiphon.score.pages import PAPERS
from antiphon.score.signs import font


def pdf(pages: Sequence[str], title: str, paper: str = "a4") -> bytes:
    """Bind pages.

    Args:
        pages: SVG text, one a page.
        title: The title that a viewer shows.
        paper: One of `PAPERS`.

    Raises:
        ScoreError: They could not be bound.
    """
    import typst

    width, height = (length / 10 for length in PAPERS[paper])
    lines = [
        f"#set document(title: {_text(title)})",
        f"#set page(width: {width}mm, height: {height}mm, margin: 0mm)",
    ]
    with TemporaryDirectory(prefix="antiphon-") as name:
        folder = Path(name)
        (folder / "signs.ttf").write_bytes(font())
        for number, page in enumerate(pages, start=1):
            (folder / f"{number}.svg").write_text(page, encoding="utf-8")
            lines.append(f'#image("{number}.svg", width: 100%, alt: {_text(f"Page {number}")})')
        (folder / "score.typ").write_text("\n".join(lines), encoding="utf-8")
        try:
            return typst.compile(folder / "score.typ", root=folder, font_paths=[folder])
        except typst.TypstError as error:
            reason = " ".join(str(error).split())[:200]
            raise ScoreError(f"The pages could not be bound to a PDF ({reason}): export SVG.") from error


def _text(words: str) -> str:
    """A string literal of Typst's."""
    plain = "".join(character if character.isprintable() else " " for character in words)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'

"""A piece on paper: its pages as SVG, engraved by Verovio."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from antiphon.document.piece import Part, Piece
from antiphon.score.loss import ScoreError
from antiphon.score.writing import musicxml

PAPERS: Final = {"a4": (2100, 2970), "letter": (2159, 2794)}
"""Width and height of a page, in tenths of a millimetre."""

MARGIN: Final = 150
"""Of a page, at each side, likewise."""

STAVES: Final = 15
"""Staves of full size (7 mm) that a page takes below each other; of more, all are smaller."""

TEXT, SIGNS = "Libertinus Serif", "Antiphon Signs"
"""Fonts of words, and of the notes and accidentals among them (`antiphon.score.signs`)."""

_TITLE = re.compile(r"<title\b[^>]*>.*?</title>|<desc>.*?</desc>", re.DOTALL)


def of_part(piece: Piece, part: Part) -> Piece:
    """The piece as one player reads it."""
    return replace(piece, parts=(replace(part, group="", bracket=""),))


def pages(piece: Piece, paper: str = "a4") -> list[str]:
    """Engrave a piece.

    Args:
        piece: The piece, with measures and parts.
        paper: One of `PAPERS`.

    Returns:
        SVG text a page, with a view box of the paper's shape.

    Raises:
        ScoreError: Verovio could not engrave it.
    """
    import verovio

    verovio.enableLog(verovio.LOG_OFF)
    toolkit = verovio.toolkit()
    toolkit.setOptions(_options(piece, paper))
    if not toolkit.loadData(musicxml(piece)):
        raise ScoreError("The piece could not be engraved: export it as MusicXML.")
    return [_plain(toolkit.renderToSVG(page)) for page in range(1, toolkit.getPageCount() + 1)]


def _options(piece: Piece, paper: str) -> dict[str, Any]:
    staves = sum(part.staves for part in piece.parts)
    size = 1.0 if staves == 1 else min(0.9, STAVES / staves)
    width, height = (round(length / size) for length in PAPERS[paper])
    margins: dict[str, Any] = {
        f"pageMargin{side}": min(500, round(MARGIN / size)) for side in ("Top", "Bottom", "Left", "Right")
    }
    return margins | {
        "breaks": "smart" if any(measure.layout_break for measure in piece.measures) else "auto",
        "breaksSmartSb": 0.0,
        "footer": "none",
        "header": "auto",
        "lyricWordSpace": 2.6,
        "pageHeight": height,
        "pageWidth": width,
        "smuflTextFont": "none",
        "svgFormatRaw": True,
        "svgRemoveXlink": True,
        "svgViewBox": True,
        "xmlIdSeed": 1,
    }


def _plain(svg: str) -> str:
    """Leave out the titles, which other programs than browsers take for text; and name our fonts."""
    svg = _TITLE.sub("", svg)
    svg = svg.replace('<path transform="scale(1,-1)"', '<path style="stroke:none" transform="scale(1,-1)"')
    svg = svg.replace('font-family="Leipzig"', f'font-family="{SIGNS}, Leipzig, Bravura Text"')
    return svg.replace('font-family="Times, serif"', f'font-family="{TEXT}, Times, serif"')

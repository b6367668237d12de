"""Engraving for the audience's page: a piece as one small SVG a system, at the width of a phone.

As a program it reads a document's text and writes the systems as JSON, so that a server can engrave in a process of its own:
`python -m antiphon.score.engraving WIDTH < piece.antiphon`.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from antiphon.document.codec import DocumentError, decode
from antiphon.document.piece import Measure, Piece
from antiphon.document.projection import project
from antiphon.score.writing import musicxml

SCALE = 40
"""Percent of Verovio's size: a staff is 29 CSS px high, and a phone holds about two measures of four voices."""

MARGIN, COLUMN = 80, 13
"""CSS px at that scale: of label, clef, key and meter; and of each place in a measure where a note or rest stands."""

SIGNS = str.maketrans(
    {
        "\uea64": "\u266d",
        "\uea65": "\u266e",
        "\uea66": "\u266f",
        "\ueca2": "\U0001d15d",
        "\ueca3": "\U0001d15e",
        "\ueca5": "\u2669",
        "\ueca7": "\u266a",
        "\ueca9": "\U0001d161",
        "\uecb7": ".",
        "\ued60": "\u266d",
        "\ued61": "\u266e",
        "\ued62": "\u266f",
    }
)
"""Accidentals and note values of the music font within text, and in Unicode: so no font need travel with each SVG."""


@dataclass(frozen=True)
class System:
    """A line of music.

    Attributes:
        svg: SVG text with a view box in CSS px, as wide as asked; or wider, for a measure with more notes than fit, which is
            then smaller where it is shown at that width. `g.measure`, `g.note` and `g.rest` have the document's ids, nothing
            else has one.
        measures: The measures on it, in order.
    """

    svg: str
    measures: tuple[Measure, ...]


def engrave(piece: Piece, width: int, scale: int = SCALE) -> list[System]:
    """Engrave a piece.

    Args:
        piece: The piece.
        width: Width of a system in CSS px, from 100 to 4000.
        scale: Percent of Verovio's size, from 10 to 200.

    Returns:
        Its systems; none where there is nothing to engrave.

    Raises:
        ValueError: The width or the scale is out of its range, or Verovio could not engrave the piece.
    """
    if not 100 <= width <= 4000 or not 10 <= scale <= 200:
        raise ValueError("A score is engraved at a width from 100 to 4000 and a scale from 10 to 200.")
    if not piece.measures or not piece.parts:
        return []
    measures = {measure.id: measure for measure in piece.measures}
    order = {measure.id: number for number, measure in enumerate(piece.measures, start=1)}
    needed = _needed(piece, scale)
    toolkit = _toolkit(musicxml(piece), width, scale)
    systems: list[tuple[str, list[str]]] = []
    for page in range(1, toolkit.getPageCount() + 1):
        svg = toolkit.renderToSVG(page)
        systems.append((svg, re.findall(r'<g id="([^"]+)" class="measure"', svg)))
    for index, (_, found) in enumerate(systems):
        if len(found) == 1 and needed[found[0]] > width:
            toolkit.setOptions(_options(needed[found[0]], scale))
            toolkit.select({"measureRange": f"{order[found[0]]}-{order[found[0]]}"})
            toolkit.redoLayout()
            systems[index] = (toolkit.renderToSVG(1), found)
    return [
        System(_slim(svg, f"system-{number}"), tuple(measures[id] for id in found))
        for number, (svg, found) in enumerate(systems, start=1)
    ]


def _needed(piece: Piece, scale: int) -> dict[str, int]:
    """The width in CSS px below which the notes of a measure that stands alone would touch: Verovio squeezes them."""
    onsets: dict[str, set[Fraction]] = {measure.id: set() for measure in piece.measures}
    for voice in (voice for part in piece.parts for voice in part.voices):
        onsets[voice.measure] |= {item.onset for item in voice.items}
    return {id: (MARGIN + COLUMN * len(each)) * scale // SCALE for id, each in onsets.items()}


def _toolkit(text: str, width: int, scale: int) -> Any:
    """Verovio with the piece laid out on pages too low for a second system, so that each page is one."""
    import verovio

    verovio.enableLog(verovio.LOG_OFF)
    toolkit = verovio.toolkit()
    toolkit.setOptions(_options(width, scale))
    if not toolkit.loadData(text):
        raise ValueError("Verovio could not engrave the piece.")
    return toolkit


def _options(width: int, scale: int) -> dict[str, Any]:
    margins: dict[str, Any] = {f"pageMargin{side}": 20 for side in ("Top", "Bottom", "Left", "Right")}
    return margins | {
        "adjustPageHeight": True,
        "breaks": "auto",
        "condense": "none",
        "footer": "none",
        "lyricWordSpace": 2.6,
        "header": "none",
        "pageHeight": 100,
        "pageWidth": width * 100 // scale,
        "scale": scale,
        "smuflTextFont": "none",
        "svgFormatRaw": True,
        "svgRemoveXlink": True,
        "svgViewBox": True,
        "xmlIdSeed": 1,
    }


_NAMED = re.compile(r'<g id="([^"]*)" class="([^" ]*)')
_EMPTY = re.compile(r"<g(?: [^>]*)?/>")
_DESCRIPTION = re.compile(r"<desc>.*?</desc>")


def _slim(svg: str, name: str) -> str:
    """Leave out what Verovio adds for itself: its own ids, empty groups; and give glyphs names that no other system has."""
    root = re.search(r'^<svg [^>]*\bid="([^"]+)"', svg)
    if root:
        svg = svg.replace(root[1], name)
    svg = _DESCRIPTION.sub("", svg).translate(SIGNS)
    svg = _NAMED.sub(
        lambda g: g[0] if g[2] in ("measure", "note", "rest", "mRest") else f'<g class="{g[2]}', svg
    )
    return _EMPTY.sub("", svg)


def main(arguments: list[str]) -> int:
    """Engrave the document on standard input.

    Args:
        arguments: The width in CSS px.

    Returns:
        The exit code; on failure a sentence went to standard error.
    """
    try:
        width = int(arguments[0]) if arguments else 360
        systems = engrave(project(decode(sys.stdin.read())), width)
    except (DocumentError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    json.dump(
        {"systems": [_plain(system) for system in systems]},
        sys.stdout,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return 0


def _plain(system: System) -> dict[str, Any]:
    measures = [
        {"id": measure.id, "start": float(measure.start), "duration": float(measure.duration)}
        for measure in system.measures
    ]
    return {"svg": system.svg, "measures": measures}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A font of the notes and accidentals that stand among words (♩ = 96, B♭7): outlines of Verovio's own music font.

Verovio brings that font as outlines, and packed for browsers; a PDF needs TrueType.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from antiphon.score.pages import SIGNS

_FONT = "Leipzig"
_USED = (
    (0xE260, 0xE26F),
    (0xE520, 0xE54F),
    (0xE870, 0xE87B),
    (0xEA50, 0xEA6F),
    (0xECA0, 0xECCF),
    (0xED60, 0xED6F),
)
"""Code points of SMuFL: accidentals, dynamics, chord symbols, figured bass, metronome marks."""


def font() -> bytes:
    """The font, as a TrueType file."""
    import verovio
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.svgLib.path import parse_path

    folder = Path(verovio.__file__).parent / "data"
    widths = {".notdef": (500, 0)}
    characters: dict[int, str] = {}
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    for entry in ElementTree.parse(folder / f"{_FONT}.xml").getroot().iterfind("g"):
        code = int(entry.get("c", "0"), 16)
        outline = folder / _FONT / f"{entry.get('c')}.xml"
        if not any(first <= code <= last for first, last in _USED) or not outline.is_file():
            continue
        name, width = f"uni{code:04X}", round(float(entry.get("h-a-x") or 0))
        pen = TTGlyphPen(None)
        for path in ElementTree.parse(outline).getroot().iter("path"):
            parse_path(path.get("d", ""), Cu2QuPen(pen, 1.0))
        characters[code], widths[name], glyphs[name] = name, (width, 0), pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(characters)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(widths)
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    plain = SIGNS.replace(" ", "")
    names = {"familyName": SIGNS, "styleName": "Regular", "fullName": SIGNS, "psName": plain}
    builder.setupNameTable(names | {"uniqueFontIdentifier": plain, "version": "1.0"})
    builder.setupOS2()
    builder.setupPost()
    buffer = BytesIO()
    builder.save(buffer)
    return buffer.getvalue()

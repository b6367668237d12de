"""Chord symbols: a document's words, such as `Bbm7/F`, and music21's ChordSymbol."""

from __future__ import annotations

import re
from typing import Any

from antiphon.score.library import music21

_SYMBOL = re.compile(r"([A-G](?:#{1,2}|b{1,2})?)(.*?)(?:/([A-G](?:#{1,2}|b{1,2})?))?")
_FLATS = re.compile(r"(^|/)([A-G])(-{1,2})")


def to_symbol(text: str) -> Any:
    """The music21 ChordSymbol of some words; a NoChord where they name no root."""
    harmony = music21().harmony
    found = _SYMBOL.fullmatch(text)
    if not found:
        return harmony.NoChord(kindStr=text)
    root, kind, bass = (part or "" for part in found.groups())
    try:
        symbol = harmony.ChordSymbol(
            root.replace("b", "-") + kind + (f"/{bass.replace('b', '-')}" if bass else "")
        )
        fits = symbol.chordKind and symbol.root().name == root.replace("b", "-")
    except Exception:  # music21 raises whatever its parser stumbles over
        fits = False
    if not fits:
        names = {"root": root.replace("b", "-")} | ({"bass": bass.replace("b", "-")} if bass else {})
        symbol = harmony.ChordSymbol(**names, kind="other", kindStr=kind)
    symbol.chordKindStr = kind
    return symbol


def to_text(symbol: Any) -> str:
    """A music21 ChordSymbol in the words of a document."""
    if "NoChord" in symbol.classSet:
        return str(symbol.chordKindStr or "N.C.")
    root, bass = symbol.root(), symbol.bass()
    if root is None:
        return str(symbol.chordKindStr or symbol.figure or "")
    if not symbol.chordKindStr:
        return _FLATS.sub(lambda found: found[1] + found[2] + "b" * len(found[3]), str(symbol.figure))
    slash = f"/{_name(bass)}" if bass is not None and bass.name != root.name else ""
    return f"{_name(root)}{symbol.chordKindStr}{slash}"


def _name(pitch: Any) -> str:
    return str(pitch.name).replace("-", "b")

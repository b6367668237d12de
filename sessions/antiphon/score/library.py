"""music21 at arm's length: loaded when first needed, for it takes a while, and untyped, for so is much of it."""

from __future__ import annotations

from typing import Any


def music21() -> Any:
    """The music21 package, with all its modules."""
    import music21
    import music21.mei.base
    import music21.midi.translate
    import music21.musicxml.m21ToXml
    import music21.musicxml.xmlToM21

    return music21

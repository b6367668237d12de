"""The numbers of spans in MusicXML, which say which end belongs to which start.

music21 counts from 1 to 6 and begins again, whatever is still open: a slur over many measures would end at a shorter one's start.
Here every span first gets a number of its own; when the file is there, each gets the lowest that is free.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from antiphon.score.library import music21

TAGS = ("slur", "wedge", "glissando", "slide", "octave-shift", "bracket", "dashes", "wavy-line")
"""Elements of MusicXML that are numbered, each tag for itself."""

ENDS = ("stop", "discontinue")


def apart(score: Any) -> Any:
    """The music21 SpannerBundle of a Score, in which no two spans have one number."""
    bundle = score.spannerBundle
    library = music21()

    class Apart(library.spanner.SpannerBundle):  # type: ignore[misc,name-defined]
        def setIdLocals(self) -> None:
            for number, spanner in enumerate(self, start=1):
                spanner.idLocal = number

    return Apart(list(bundle))


def renumber(part: Element) -> None:
    """Give each span of a MusicXML part the lowest number that no other open one of its kind has."""
    for tag in TAGS:
        given: dict[str, int] = {}
        for place in part.iter(
            "note" if tag not in ("wedge", "octave-shift", "bracket", "dashes") else "direction"
        ):
            ends = []
            for element in place.iter(tag):
                own = element.get("number", "1")
                if own not in given:
                    given[own] = next(n for n in range(1, len(given) + 2) if n not in given.values())
                if element.get("type") in ENDS:
                    ends.append(own)
                element.set("number", str(given[own]))
            for own in ends:
                given.pop(own, None)

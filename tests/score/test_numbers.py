from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.score.numbers import renumber
from antiphon.score.reading import read
from antiphon.score.writing import musicxml, write


def _part(*notes: str) -> ElementTree.Element:
    """A part of notes, each a list of slur ends such as `+7 -2`."""
    marks = {"+": "start", "-": "stop"}
    part = ElementTree.Element("part")
    for note in notes:
        place = ElementTree.SubElement(part, "note")
        for end in note.split():
            ElementTree.SubElement(place, "slur", {"type": marks[end[0]], "number": end[1:]})
    return part


def _numbers(part: ElementTree.Element) -> list[tuple[str | None, str | None]]:
    return [(slur.get("type"), slur.get("number")) for slur in part.iter("slur")]


def test_a_number_is_free_again_after_the_note_where_its_slur_ends() -> None:
    part = _part("+11", "+12", "+14 -12", "-14", "+15", "-15 -11")
    renumber(part)
    assert _numbers(part) == [
        *(("start", "1"), ("start", "2"), ("start", "3"), ("stop", "2"), ("stop", "3")),
        *(("start", "2"), ("stop", "2"), ("stop", "1")),
    ]


def test_a_slur_over_eight_others_ends_where_it_did(
    tmp_path: Path, document_of: Callable[..., Document]
) -> None:
    notes = [{"duration": "1/4", "pitch": "C5", "onset": str(Fraction(number, 4))} for number in range(16)]
    document = document_of(*notes)
    ids = sorted(document["events"], key=lambda id: _place(document, id))
    document["spans"] = {
        f"s{number}": {"kind": "slur", "start": ids[first], "end": ids[last]}
        for number, (first, last) in enumerate([(0, 15), *((first, first + 1) for first in range(1, 14))])
    }
    write(document, tmp_path / "piece.musicxml")
    again, _ = read(tmp_path / "piece.musicxml")
    places = sorted(
        (_place(again, span["start"]), _place(again, span["end"])) for span in again["spans"].values()
    )
    assert places == sorted(
        (_place(document, span["start"]), _place(document, span["end"]))
        for span in document["spans"].values()
    )
    slurs = ElementTree.fromstring(musicxml(project(document))).iter("slur")
    assert {slur.get("number") for slur in slurs} == {"1", "2", "3"}


def _place(document: Document, id: str) -> Fraction:
    return Fraction(document["events"][id]["onset"])

"""Formats in and out: what each keeps, what paper looks like to a program, and what becomes of hostile files."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hostile import HOSTILE, score

from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.score import ScoreError
from antiphon.score.conversion import convert, importing
from antiphon.score.exporting import FORMATS, export
from antiphon.score.importing import import_score

NOTE = {"duration": "4", "pitch": "C4"}


@pytest.fixture
def duet(document_of: Callable[..., Document]) -> Document:
    return document_of(
        NOTE,
        NOTE | {"part": "p2", "pitch": "G3", "measure": "m2"},
        {"kind": "tempo", "onset": "0", "bpm": 96, "text": "Andante", "part": None},
        meta={"title": "Duet"},
        parts={"p2": {"index": "a1", "name": "Bass / low"}},
    )


@pytest.fixture(autouse=True)
def _no_empty_fields(duet: Any) -> None:
    for event in duet["events"].values():
        if event.get("part", "") is None:
            del event["part"]


@pytest.mark.parametrize("format", ["musicxml", "mxl", "midi", "mei"])
def test_notes_and_parts_come_back(format: str, duet: Document) -> None:
    data, _ = export(duet, format, "Duet")
    document, _ = import_score(f"Duet{FORMATS[format].ending}", data)
    piece = project(document)
    found = [
        (number, voice.measure, note.pitch, str(item.duration))
        for number, part in enumerate(piece.parts)
        for voice in part.voices
        for item in voice.items
        for note in item.notes
    ]
    assert found == [(0, "m1", "C4", "4"), (1, "m2", "G3", "4")]
    assert piece.title == "Duet"


def test_mei_has_the_ids_of_the_document(duet: Document) -> None:
    data, _ = export(duet, "mei", "Duet")
    assert {'xml:id="n1"', 'xml:id="n2"', 'xml:id="m1"'} <= set(re.findall(r'xml:id="[nm]\d"', data.decode()))


def test_a_pdf_has_a_page_and_its_words(duet: Document) -> None:
    data, _ = export(duet, "pdf", "Duet")
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 1
    letter, _ = export(duet, "pdf", "Duet", paper="letter")
    assert b"612" in letter.replace(b"611.9", b"612")


def test_a_part_is_a_pdf_of_its_own(duet: Document) -> None:
    data, _ = export(duet, "parts", "../Duet")
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert len(names) == 3
    assert names[2].endswith(" - Bass _ low.pdf")
    assert not any("/" in name for name in names)
    with pytest.raises(ScoreError, match="not in the piece any more"):
        export(duet, "pdf", "Duet", part="p9")


def test_pages_are_svg_with_the_documents_notes(duet: Document) -> None:
    data, _ = export(duet, "svg", "Duet")
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.namelist() == ["Duet 1.svg"]
    page = archive.read("Duet 1.svg").decode()
    assert page.startswith("<svg ")
    assert 'id="n1"' in page
    assert 'id="n2"' in page
    assert "<title" not in page


def test_the_note_of_a_tempo_has_its_font(duet: Document) -> None:
    from antiphon.score.pages import SIGNS
    from antiphon.score.signs import font

    page = zipfile.ZipFile(io.BytesIO(export(duet, "svg", "Duet")[0])).read("Duet 1.svg").decode()
    signs = re.search(rf'font-family="{SIGNS}[^"]*"[^>]*>(.)', page)
    assert signs
    from fontTools.ttLib import TTFont

    assert ord(signs[1]) in TTFont(io.BytesIO(font())).getBestCmap()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("utf-16.musicxml", score("Grüße", '<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16")),
        ("utf-16-be.musicxml", b"\xfe\xff" + score("Grüße").encode("utf-16-be")),
        ("no mark.musicxml", score("Grüße", '<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16-le")),
        ("says utf-8.musicxml", score("Grüße").encode("latin-1")),
        ("says utf-16.musicxml", score("Grüße", '<?xml version="1.0" encoding="UTF-16"?>').encode()),
        ("latin.musicxml", score("Grüße", '<?xml version="1.0" encoding="ISO-8859-1"?>').encode("latin-1")),
        ("bom.musicxml", b"\xef\xbb\xbf" + score("Grüße").encode()),
        ("latin.abc", "X:1\nT:Grüße\nK:C\nCDEF|".encode("latin-1")),
        ("utf-16.abc", "X:1\nT:Grüße\nK:C\nCDEF|".encode("utf-16")),
    ],
)
def test_text_is_read_in_the_encoding_that_it_has(name: str, data: bytes) -> None:
    document, _ = import_score(name, data)
    assert document["meta"]["title"] == "Grüße"


def test_an_archive_that_is_called_xml_is_read() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("song.xml", score())
    assert import_score("song.xml", buffer.getvalue())[0]["meta"]["title"] == "Song"
    assert import_score("song.mxl", score().encode())[0]["meta"]["title"] == "Song"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_comes_to_a_sentence(name: str) -> None:
    make, words = HOSTILE[name]
    data = make()
    began = time.monotonic()
    with pytest.raises(ScoreError) as refused:
        convert(importing(name), data, name)
    message = str(refused.value)
    assert name in message
    assert words in message
    assert message.endswith(".")
    assert "\n" not in message
    assert "Traceback" not in message
    assert time.monotonic() - began < 100

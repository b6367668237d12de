from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from antiphon.document.codec import decode, empty, encode
from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.score.engraving import System, engrave
from antiphon.score.reading import read

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def chorale() -> Document:
    from music21 import corpus

    return read(corpus.getWork("bwv66.6"))[0]


@pytest.fixture(scope="module")
def everything() -> Document:
    return decode((Path(__file__).parent.parent / "fixtures" / "score" / "everything.antiphon").read_text())


@pytest.fixture(scope="module")
def systems(chorale: Document) -> list[System]:
    return engrave(project(chorale), 360)


def _ids(systems: list[System], kind: str) -> list[str]:
    return [
        str(group.get("id"))
        for system in systems
        for group in ElementTree.fromstring(system.svg).iter(f"{SVG}g")
        if group.get("class") == kind
    ]


def test_every_measure_is_engraved_once_in_order_and_can_be_found(
    chorale: Document, systems: list[System]
) -> None:
    measures = [measure.id for measure in project(chorale).measures]
    assert _ids(systems, "measure") == measures
    assert [measure.id for system in systems for measure in system.measures] == measures


def test_every_note_can_be_found_and_nothing_else_has_an_id(chorale: Document, systems: list[System]) -> None:
    notes = {id for id, event in chorale["events"].items() if event["kind"] == "note"}
    assert set(_ids(systems, "note")) == notes
    every = [
        g.get("id") for s in systems for g in ElementTree.fromstring(s.svg).iter(f"{SVG}g") if g.get("id")
    ]
    glyphs = [id for id in every if "-system-" in id]
    assert set(every) - set(glyphs) == notes | {measure.id for s in systems for measure in s.measures}
    assert len(every) == len(set(every)), "several systems on one page share no id"


def test_a_phone_holds_one_or_two_measures_of_four_voices(systems: list[System]) -> None:
    assert {len(system.measures) for system in systems} <= {1, 2}
    for system in systems:
        width, height = re.findall(r'viewBox="0 0 (\d+) (\d+)"', system.svg)[0]
        assert int(width) == 360
        assert 200 < int(height) < 640


def test_a_wider_screen_holds_more(chorale: Document, systems: list[System]) -> None:
    assert len(engrave(project(chorale), 1000)) < len(systems)


def test_it_is_small_enough_for_a_phone(systems: list[System]) -> None:
    text = json.dumps([system.svg for system in systems])
    assert len(gzip.compress(text.encode())) < 2_500 * len(systems)
    assert "font-face" not in text


def test_a_measure_with_more_notes_than_fit_is_drawn_wider_and_found_all_the_same(
    document_of: Callable[..., Document],
) -> None:
    notes = [{"onset": str(Fraction(n, 8)), "duration": "1/8", "pitch": "F#5"} for n in range(32)]
    document = document_of({"duration": "4", "pitch": "C4", "measure": "m2"}, *notes)
    widths = []
    for system in engrave(project(document), 360):
        (width,) = re.findall(r'^<svg viewBox="0 0 (\d+) ', system.svg)
        widths.append(([measure.id for measure in system.measures], int(width)))
        assert _ids([system], "measure") == [measure.id for measure in system.measures]
    assert widths == [(["m1"], 496), (["m2"], 360)]


def test_slurs_are_drawn_where_the_document_is_given(document_of: Callable[..., Document]) -> None:
    document = document_of(
        {"duration": "2", "pitch": "C4"},
        {"duration": "2", "pitch": "E4", "onset": "2"},
        spans={"s": {"kind": "slur", "start": "n1", "end": "n2"}},
    )
    assert 'class="slur"' in engrave(project(document), 360)[0].svg


def test_nothing_to_engrave_is_no_system() -> None:
    assert engrave(project(empty()), 360) == []


def test_a_width_out_of_range_is_refused(chorale: Document) -> None:
    with pytest.raises(ValueError, match="100 to 4000"):
        engrave(project(chorale), 20)


def _run(text: str, *arguments: str) -> Any:
    command = [sys.executable, "-m", "antiphon.score.engraving", *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=False)


def test_as_a_program_it_reads_a_document_and_writes_json(kyrie: Path) -> None:
    done = _run(encode(read(kyrie)[0]), "360")
    assert done.returncode == 0
    assert done.stderr == ""
    systems = json.loads(done.stdout)["systems"]
    measures = [measure for system in systems for measure in system["measures"]]
    assert measures == [
        {"id": "m1", "start": 0, "duration": 1},
        {"id": "m2", "start": 1, "duration": 3},
        {"id": "m3", "start": 4, "duration": 4},
    ]
    assert all(system["svg"].startswith("<svg") for system in systems)


@pytest.mark.parametrize(("text", "arguments"), [("{", ("360",)), ("", ("wide",)), ("", ("5",))])
def test_as_a_program_it_fails_with_a_sentence(text: str, arguments: tuple[str, ...]) -> None:
    done = _run(text, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1


def test_everything_that_a_document_holds_is_drawn(everything: Document) -> None:
    systems = engrave(project(everything), 900)
    notes = {id for id, event in everything["events"].items() if event["kind"] == "note"}
    assert notes <= set(_ids(systems, "note")), "grace notes, chords and drums too"
    drawn = {name for system in systems for name in re.findall(r'class="(\w+)', system.svg)}
    assert drawn >= {
        *("artic", "trill", "turn", "mordent", "fermata", "arpeg", "bTrem", "fTrem", "tuplet", "fing"),
        *("slur", "hairpin", "octave", "pedal", "gliss", "bracketSpan", "dynam", "harm", "fb", "dir"),
        *("tempo", "reh", "voltaBracket", "repeatMark", "syl", "breath", "caesura", "tabGrp"),
    }
    text = "".join(system.svg for system in systems)
    assert not re.search("[\ue000-\uf8ff]", text), "no sign of a font that is not there"

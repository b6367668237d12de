"""What files say that is easily lost: each goes from MusicXML to a document and on, and is there again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from antiphon.document.codec import normalise
from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.score.loss import Loss
from antiphon.score.reading import read
from antiphon.score.writing import write

DocumentOf = Callable[..., Document]
Trip = Callable[..., tuple[Document, list[Loss], ElementTree.Element]]

DIVISIONS = "<divisions>4</divisions><key><fifths>0</fifths><mode>major</mode></key>"
TIME = "<time><beats>4</beats><beat-type>4</beat-type></time>"
WHOLE = (
    "<note><pitch><step>C</step><octave>5</octave></pitch><duration>16</duration><type>whole</type>{}</note>"
)


@pytest.fixture
def trip(tmp_path: Path) -> Trip:
    """Reads parts, each the measures in it as MusicXML, and writes them: the document, the losses and what was written."""

    def taken(*parts: list[str]) -> tuple[Document, list[Loss], ElementTree.Element]:
        names = "".join(
            f"<score-part id='P{part}'><part-name>P{part}</part-name></score-part>"
            for part, _ in enumerate(parts)
        )
        music = "".join(
            f"<part id='P{part}'>"
            + "".join(
                f"<measure number='{number}'>"
                + (f"<attributes>{DIVISIONS}{TIME}</attributes>" if number == 1 else "")
                + f"{content}</measure>"
                for number, content in enumerate(measures, start=1)
            )
            + "</part>"
            for part, measures in enumerate(parts)
        )
        before, after = tmp_path / "before.musicxml", tmp_path / "after.musicxml"
        before.write_text(f"<score-partwise><part-list>{names}</part-list>{music}</score-partwise>")
        document, losses = read(before)
        losses += write(document, after)
        again, more = read(after)
        assert {**again, "events": None} == {**document, "events": None}
        return document, losses + more, ElementTree.parse(after).getroot()

    return taken


def test_an_ending_without_a_number(trip: Trip) -> None:
    ends = "<barline location='right'><ending number='' type='stop'/><repeat direction='backward'/></barline>"
    second = "<barline location='left'><ending number='2' type='start'/></barline>"
    last = "<barline location='right'><ending number='2' type='discontinue'/></barline>"
    document, losses, written = trip([WHOLE.format("") + ends, second + WHOLE.format("") + last])
    assert losses == []
    assert [each.get("ending") for each in document["measures"].values()] == ["0", "2"]
    assert [each.get("number") for each in written.iter("ending")] == ["", "", "2", "2"]


def test_two_dynamics_at_one_place(trip: Trip) -> None:
    both = "".join(
        f"<direction><direction-type><dynamics><{each}/></dynamics></direction-type></direction>"
        for each in ("p", "sf")
    )
    document, losses, written = trip([both + WHOLE.format("")])
    assert losses == []
    assert project(document).problems == ()
    assert sorted(each.tag for all in written.iter("dynamics") for each in all) == ["p", "sf"]


def test_the_same_dynamic_twice_at_one_place_is_one(document_of: DocumentOf) -> None:
    twice = [{"kind": "dynamic", "onset": "0", "dynamic": "p"}] * 2
    (part,) = project(document_of(*twice)).parts
    assert [mark.text for mark in part.marks] == ["p"]


@pytest.mark.parametrize(
    ("lyric", "kept", "text", "line"),
    [
        ("<text>la</text><extend/>", "la_", "la", True),
        ("<text>la_</text>", "la__", "la_", False),
        ("<syllabic>begin</syllabic><text>la_</text>", "la_-", "la_", False),
        ("<text>la</text>", "la", "la", False),
        (
            "<syllabic>single</syllabic><text>1.</text><elision> </elision><syllabic>begin</syllabic><text>Ky</text><extend/>",
            *("1. Ky-", "1. Ky", False),
        ),
    ],
)
def test_underscores_of_syllables_and_lines_behind_them(
    trip: Trip, lyric: str, kept: str, text: str, line: bool
) -> None:
    document, losses, written = trip([WHOLE.format(f"<lyric number='1'>{lyric}</lyric>")])
    assert losses == []
    assert [each.get("lyric1") for each in document["events"].values()] == [kept]
    assert [each.text for each in written.iter("text")] == [text]
    assert (written.find(".//lyric/extend") is not None) is line


def test_a_hairpin_over_a_measure_of_rest(trip: Trip) -> None:
    rest = "<note><rest measure='yes'/><duration>16</duration></note>"
    begin, end = (
        f"<direction><direction-type><wedge type='{kind}'/></direction-type></direction>"
        for kind in ("crescendo", "stop")
    )
    document, losses, _ = trip([WHOLE.format(""), begin + rest + end])
    assert losses == []
    (span,) = document["spans"].values()
    assert [document["events"][span[end]]["measure"] for end in ("start", "end")] == ["m2", "m2"]


def test_rests_of_a_measure_that_is_shorter_than_its_meter(trip: Trip) -> None:
    short = "<note><rest/><duration>10</duration></note>"
    document, losses, written = trip([WHOLE.format(""), short], [WHOLE.format(""), short])
    assert losses == []
    assert document["measures"]["m2"].get("duration") == "5/2"
    for part in written.iter("part"):
        assert len(part.findall("measure[2]/note")) == 1


def test_a_tempo_in_beats_that_no_note_value_is(document_of: DocumentOf, tmp_path: Path) -> None:
    document = document_of(
        {"kind": "tempo", "onset": "0", "bpm": 250, "beat": "5"},
        {"kind": "note", "onset": "0", "duration": "4", "pitch": "C4"},
    )
    write(normalise(document), tmp_path / "fives.musicxml")
    again, _ = read(tmp_path / "fives.musicxml")
    (mark,) = (each for each in again["events"].values() if each["kind"] == "tempo")
    assert (mark["bpm"], mark.get("beat")) == (250, None)


def test_a_tune_without_a_meter(tmp_path: Path) -> None:
    tune, written = tmp_path / "free.abc", tmp_path / "free.musicxml"
    tune.write_text("X:1\nT:Free\nM:none\nL:1/8\nK:D\nA2 B2 | d8 |\n")
    document, losses = read(tune)
    assert losses + write(document, written) == []
    assert [each.get("meter_symbol") for each in document["measures"].values()] == ["none", None]
    assert "<time" not in written.read_text()
    again, _ = read(written)
    assert again["measures"] == document["measures"]


def test_a_repeat_that_ends_at_the_left_of_a_measure(trip: Trip) -> None:
    ends = "<barline location='left'><repeat direction='backward'/></barline>"
    document, losses, _ = trip([WHOLE.format(""), ends + WHOLE.format("")])
    assert losses == []
    assert [each.get("repeat_end") for each in document["measures"].values()] == [2, None]


def test_the_first_tune_of_a_book_is_what_it_is_alone(tmp_path: Path) -> None:
    head, tunes = (
        "C:Trad.\n\n",
        [f"X:{n}\nT:Tune {n}\nM:2/4\nL:1/8\nK:G\nGAB{'cd'[n - 7]} c2d2|]\n\n" for n in (7, 8)],
    )
    book, alone = tmp_path / "book.abc", tmp_path / "alone.abc"
    book.write_text(head + "".join(tunes))
    alone.write_text(head + tunes[0])
    document, losses = read(book)
    assert document == read(alone)[0]
    assert [loss.what for loss in losses] == ["further tune"]
    assert document["meta"]["composer"] == "Trad."


def test_the_end_of_a_tie_that_no_note_begins(trip: Trip) -> None:
    tied = "<note><pitch><step>C</step><octave>5</octave></pitch><duration>16</duration>{}<type>whole</type></note>"
    start, stop = (tied.format(f"<tie type='{kind}'/>") for kind in ("start", "stop"))
    document, losses, written = trip([WHOLE.format(""), stop, start, stop])
    assert losses == []
    notes = list(document["events"].values())
    assert [(each.get("tie"), each.get("tie_end")) for each in notes] == [
        (None, None),
        (None, True),
        (True, None),
        (None, None),
    ]
    assert [each.get("type") for each in written.iter("tie")] == ["stop", "start", "stop"]


def test_a_tie_over_the_end_of_a_measure_in_which_another_part_has_a_rest_too_many(trip: Trip) -> None:
    half = "<note><pitch><step>C</step><octave>5</octave></pitch><duration>8</duration>{}<type>half</type></note>"
    start, stop = (WHOLE.replace("<type>", f"<tie type='{kind}'/><type>") for kind in ("start", "stop"))
    more = half.format("") * 2 + "<note><rest/><duration>8</duration><type>half</type></note>"
    document, losses, written = trip([start.format(""), stop.format("")], [more, WHOLE.format("")])
    assert losses == []
    assert document["measures"]["m1"].get("duration") == "6"
    assert [len(measure.findall("note")) for measure in written.iter("measure")] == [1, 1, 3, 1]


def test_hidden_rests_make_no_measure_longer_than_its_meter(trip: Trip) -> None:
    hidden = "<note print-object='no'><rest/><duration>{}</duration><voice>2</voice><type>{}</type></note>"
    back = "<backup><duration>16</duration></backup>"
    low = "<note><pitch><step>C</step><octave>4</octave></pitch><duration>8</duration><voice>2</voice><type>half</type></note>"
    document, _, _ = trip([WHOLE.format("") + back + low + hidden.format(12, "half")])
    assert "duration" not in document["measures"]["m1"]


def test_a_tie_from_a_grace_note(trip: Trip) -> None:
    grace = "<note><grace/><pitch><step>C</step><octave>5</octave></pitch><tie type='start'/><type>eighth</type></note>"
    tied = WHOLE.replace("<type>", "<tie type='stop'/><type>").format("")
    _, losses, written = trip([grace + tied])
    assert losses == []
    assert [each.get("type") for each in written.iter("tie")] == ["start", "stop"]

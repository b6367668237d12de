from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from antiphon.document.codec import decode, encode
from antiphon.document.projection import project
from antiphon.score import losses_text
from antiphon.score.reading import read


def _event(document: Any, **fields: Any) -> Any:
    """The one event that has these fields."""
    (event,) = [each for each in document["events"].values() if fields.items() <= each.items()]
    return event


@pytest.fixture(scope="module")
def kyrie_read() -> Any:
    return read(Path(__file__).parent.parent / "fixtures" / "score" / "kyrie.musicxml")


def test_the_document_is_valid_and_has_no_problem(kyrie_read: Any) -> None:
    document, _ = kyrie_read
    assert decode(encode(document)) == document
    assert project(document).problems == ()


def test_importing_twice_gives_the_same_bytes(kyrie: Path) -> None:
    assert encode(read(kyrie)[0]) == encode(read(kyrie)[0])


def test_title_and_people(kyrie_read: Any) -> None:
    assert kyrie_read[0]["meta"] == {
        "title": "Small Kyrie",
        "subtitle": "for clarinet and piano",
        "composer": "Antiphon",
        "lyricist": "Anonymous",
        "copyright": "CC0",
    }


def test_a_pick_up_has_its_own_duration_and_number_nought(kyrie_read: Any) -> None:
    piece = project(kyrie_read[0])
    assert [(measure.number, measure.duration, measure.meter) for measure in piece.measures] == [
        (0, 1, "3/4"),
        (1, 3, "3/4"),
        (2, 4, "4/4"),
    ]


def test_a_transposing_part_keeps_written_pitch_and_the_key_is_concert(kyrie_read: Any) -> None:
    document, _ = kyrie_read
    assert {"diatonic": -1, "chromatic": -2, "instrument": "Clarinet"}.items() <= document["parts"][
        "p1"
    ].items()
    assert _event(document, measure="m1", part="p1", kind="note")["pitch"] == "D5"
    assert document["measures"]["m1"]["key"] == 0


def test_two_staves_are_one_part_with_voices_of_its_own(kyrie_read: Any) -> None:
    document, _ = kyrie_read
    assert document["parts"]["p2"]["staves"] == 2
    assert _event(document, pitch="E4")["voice"] == 2
    assert _event(document, pitch="G4") | {"pitch": "E4"} == _event(document, pitch="E4")
    assert "voice" not in _event(document, pitch="C3")
    assert _event(document, pitch="C3")["staff"] == 2


def test_clefs_within_a_measure(kyrie_read: Any) -> None:
    document, _ = kyrie_read
    clefs = [event for event in document["events"].values() if event["kind"] == "clef"]
    assert clefs == [{"kind": "clef", "clef": "C4", "measure": "m2", "onset": "1", "part": "p2", "staff": 2}]


def test_tempo_marks_in_quarters_with_their_words(kyrie_read: Any) -> None:
    piece = project(kyrie_read[0])
    assert [(tempo.position, tempo.bpm, tempo.text) for tempo in piece.tempi] == [
        (0, 120, "Allegro"),
        (3, 90, ""),
    ]


def test_tuplets_ties_and_lyrics(kyrie_read: Any) -> None:
    document, _ = kyrie_read
    triplet = _event(document, pitch="E5")
    assert (triplet["duration"], triplet["tuplet"], triplet["lyric1"]) == ("1/3", "3:2", "rie")
    assert _event(document, kind="rest", tuplet="3:2")["duration"] == "2/3"
    assert [
        event.get("tie", False) for event in document["events"].values() if event.get("pitch") == "F#5"
    ] == [True, False]
    first = _event(document, measure="m1", pitch="D5")
    assert (first["lyric1"], first["lyric2"]) == ("Ky-", "O")


def test_slurs_and_hairpins_are_spans(kyrie_read: Any) -> None:
    document, _ = kyrie_read
    ends = [
        (span["kind"], document["events"][span["start"]]["pitch"], document["events"][span["end"]]["onset"])
        for span in document["spans"].values()
    ]
    assert ends == [("slur", "E5", "1"), ("crescendo", "F#5", "2")]


def test_a_space_is_a_gap_and_a_whole_rest_too(kyrie_read: Any) -> None:
    document, _ = kyrie_read
    assert [event["duration"] for event in document["events"].values() if event["kind"] == "rest"] == [
        "1",
        "2/3",
    ]


def test_what_cannot_be_kept_is_named_with_its_measure(kyrie_read: Any) -> None:
    assert losses_text(kyrie_read[1]) == ["measure 2: 1 microtone (rounded to a semitone) (Piano)"]


def test_graces_marks_and_repeats(kyrie_read: Any) -> None:
    document, _ = kyrie_read
    assert _event(document, kind="dynamic")["measure"] == "m2"
    assert _event(document, staccato=True)["part"] == "p1"
    assert _event(document, trill=True)["part"] == "p2"
    assert [event["grace"] for event in document["events"].values() if "grace" in event] == ["appoggiatura"]
    assert document["measures"]["m3"]["repeat_end"] == 2


def _musicxml(folder: Path, measures: Sequence[str], attributes: str = "", head: str = "") -> Path:
    """One part in quarters (divisions 4) of the given measures."""
    attributes = attributes or "<time><beats>4</beats><beat-type>4</beat-type></time>"
    first = f"<attributes><divisions>4</divisions>{attributes}</attributes>"
    inner = "".join(
        f'<measure number="{number}">{first if number == 1 else ""}{content}</measure>'
        for number, content in enumerate(measures, start=1)
    )
    path = folder / "score.musicxml"
    path.write_text(
        f'<score-partwise version="4.0">{head}'
        '<part-list><score-part id="P1"><part-name>Flute</part-name></score-part></part-list>'
        f'<part id="P1">{inner}</part></score-partwise>'
    )
    return path


def _note(
    step: str = "C", duration: int = 16, kind: str = "whole", inner: str = "", notations: str = ""
) -> str:
    return (
        f"<note><pitch><step>{step}</step>{inner}<octave>4</octave></pitch><duration>{duration}</duration>"
        f"<type>{kind}</type><notations>{notations}</notations></note>"
    )


def test_an_unpitched_note_gets_a_place_in_a_percussion_map(tmp_path: Path) -> None:
    place = "<display-step>E</display-step><display-octave>4</display-octave>"
    drum = f"<note><unpitched>{place}</unpitched><duration>16</duration></note>"
    document, losses = read(_musicxml(tmp_path, [drum]))
    (note,) = document["events"].values()
    assert (note["pitch"], document["percussion"][note["drum"]]["pitch"]) == ("E4", "E4")
    assert losses == []


def test_repeats_endings_and_jumps(tmp_path: Path) -> None:
    ending = '<barline location="left"><ending number="1" type="start"/></barline>'
    end = '<barline location="right"><ending number="1" type="stop"/><repeat direction="backward"/></barline>'
    jump = "<direction><direction-type><words>D.C. al Fine</words></direction-type></direction>"
    document, losses = read(_musicxml(tmp_path, [ending + _note() + end, jump + _note()]))
    assert {"ending": "1", "repeat_end": 2}.items() <= document["measures"]["m1"].items()
    assert document["measures"]["m2"]["jump"] == "da_capo_al_fine"
    assert losses == []


def test_a_sign_that_leads_to_the_coda_is_not_the_coda(tmp_path: Path) -> None:
    sign = "<direction><direction-type><coda/></direction-type>{}</direction>"
    measures = [_note() + sign.format('<sound tocoda="1"/>'), sign.format('<sound coda="1"/>') + _note()]
    document, _ = read(_musicxml(tmp_path, measures))
    assert document["measures"]["m1"] | {"to_coda": True} == document["measures"]["m1"]
    assert document["measures"]["m2"] | {"coda": True} == document["measures"]["m2"]


def test_figured_bass_stands_at_the_next_note(tmp_path: Path) -> None:
    def figures(number: int, sign: str) -> str:
        inner = f"<figure-number>{number}</figure-number><suffix>{sign}</suffix>"
        return f"<figured-bass><figure>{inner}</figure><duration>4</duration></figured-bass>"

    text = figures(6, "") + figures(5, "sharp") + _note(duration=8, kind="half")
    document, losses = read(_musicxml(tmp_path, [_note(duration=8, kind="half") + text]))
    found = [event for event in document["events"].values() if event["kind"] == "figures"]
    assert [(each["onset"], each["text"], each["duration"]) for each in found] == [
        ("2", "6", "1"),
        ("3", "5#", "1"),
    ]
    assert losses == []


def test_an_additive_meter(tmp_path: Path) -> None:
    meter = "<time><beats>3+2</beats><beat-type>8</beat-type></time>"
    document, losses = read(_musicxml(tmp_path, [_note(duration=10, kind="")], attributes=meter))
    assert document["measures"]["m1"]["meter"] == "3+2/8"
    assert "duration" not in document["measures"]["m1"]
    assert losses == []


def test_a_meter_that_a_document_cannot_say_keeps_its_length(tmp_path: Path) -> None:
    meter = "<time><beats>2</beats><beat-type>4</beat-type><beats>3</beats><beat-type>8</beat-type></time>"
    document, losses = read(_musicxml(tmp_path, [_note(duration=14, kind="")], attributes=meter))
    assert document["measures"]["m1"]["meter"] == "7/8"
    assert losses_text(losses) == ["measure 1: 1 time signature (2/4+3/8, counted in plain beats)"]


def test_grace_notes_before_and_after(tmp_path: Path) -> None:
    def grace(step: str, attributes: str = "") -> str:
        return (
            _note(step, kind="eighth")
            .replace("<duration>16</duration>", "")
            .replace("<note>", f"<note><grace{attributes}/>")
        )

    slashed = ' slash="yes"'
    document, _ = read(_musicxml(tmp_path, [grace("A", slashed) + grace("B") + _note() + grace("D")]))
    found = [event for event in document["events"].values() if "grace" in event]
    assert [(each["pitch"], each["grace"], each["onset"], each["index"]) for each in found] == [
        ("A4", "acciaccatura", "0", "a0"),
        ("B4", "appoggiatura", "0", "a1"),
        ("D4", "after", "0", "a0"),
    ]


def test_words_are_tempo_marks_where_they_are_of_the_tempo(tmp_path: Path) -> None:
    def words(text: str, style: str = "") -> str:
        return f"<direction><direction-type><words{style}>{text}</words></direction-type></direction>"

    italic = ' font-style="italic"'
    content = words("poco rit.") + words("dolce", italic) + words("Allegro") + _note()
    document, _ = read(_musicxml(tmp_path, [_note(), content]))
    assert _event(document, text="dolce")["style"] == "italic"
    assert _event(document, gradual=True)["kind"] == "tempo"


def test_stems_count_where_a_file_says_few_of_them(tmp_path: Path) -> None:
    def stemmed(direction: str) -> str:
        return _note().replace("<notations>", f"<stem>{direction}</stem><notations>")

    few, _ = read(_musicxml(tmp_path, [_note(), _note(), stemmed("down")]))
    assert _event(few, measure="m3")["stem"] == "down"
    many, _ = read(_musicxml(tmp_path, [stemmed("up"), stemmed("none"), stemmed("down")]))
    assert [event.get("stem") for event in many["events"].values()] == [None, "none", None]


def test_fingerings_of_a_chord_are_of_its_notes(tmp_path: Path) -> None:
    def finger(text: str) -> str:
        return f"<technical><fingering>{text}</fingering></technical>"

    upper = _note("E", notations=finger("3")).replace("<note>", "<note><chord/>")
    document, _ = read(_musicxml(tmp_path, [_note("C") + upper]))
    assert "fingering" not in _event(document, pitch="C4")
    assert _event(document, pitch="E4")["fingering"] == "3"


def test_dynamics_that_hang_on_a_note_stand_at_it(tmp_path: Path) -> None:
    second = _note(duration=8, kind="half", notations="<dynamics><f/></dynamics>")
    document, _ = read(_musicxml(tmp_path, [_note(duration=8, kind="half") + second]))
    assert _event(document, kind="dynamic")["onset"] == "2"


def test_a_clef_at_the_end_of_a_measure_is_the_next_ones(tmp_path: Path) -> None:
    clef = "<attributes><clef><sign>F</sign><line>4</line></clef></attributes>"
    document, _ = read(_musicxml(tmp_path, [_note() + clef, _note()]))
    assert _event(document, kind="clef")["measure"] == "m2"
    assert _event(document, kind="clef")["onset"] == "0"


def test_a_short_measure_within_the_piece_keeps_its_length(tmp_path: Path) -> None:
    document, _ = read(_musicxml(tmp_path, [_note(), _note(duration=8, kind="half"), _note()]))
    assert [document["measures"][f"m{n}"].get("duration") for n in (1, 2, 3)] == [None, "2", None]


def test_rounded_tuplets_are_exact_again(tmp_path: Path) -> None:
    """Seven in the time of four on four divisions: no duration in the file is right, their shapes are."""
    septuplet = (
        "<time-modification><actual-notes>7</actual-notes><normal-notes>4</normal-notes></time-modification>"
    )
    notes = "".join(
        f"<note><pitch><step>C</step><octave>4</octave></pitch><duration>{ticks}</duration><type>16th</type>{septuplet}</note>"
        for ticks in (57, 57, 57, 57, 57, 57, 58)
    )
    path = _musicxml(
        tmp_path,
        [notes + _note(duration=1200, kind="half").replace("<type>half</type>", "<type>half</type><dot/>")],
    )
    path.write_text(path.read_text().replace("<divisions>4", "<divisions>400"))
    document, _ = read(path)
    onsets = sorted(Fraction(event["onset"]) for event in document["events"].values())
    assert onsets == [Fraction(n, 7) for n in range(8)]


def test_the_key_of_most_parts_is_the_piece_s_and_a_part_may_have_more(tmp_path: Path) -> None:
    key = "<key><fifths>{}</fifths></key><time><beats>4</beats><beat-type>4</beat-type></time>"
    path = _musicxml(tmp_path, [_note()], attributes=key.format(-2))
    text = path.read_text()
    part = text[text.index('<part id="P1">') : text.index("</part>") + 7]
    for number, fifths in ((2, -2), (3, 1)):
        extra = part.replace('"P1"', f'"P{number}"').replace(">-2<", f">{fifths}<")
        text = text.replace("</score-partwise>", f"{extra}</score-partwise>")
        text = text.replace(
            "</part-list>",
            f'<score-part id="P{number}"><part-name>V{number}</part-name></score-part></part-list>',
        )
    path.write_text(text)
    document, losses = read(path)
    assert document["measures"]["m1"]["key"] == -2
    assert [part.get("fifths", 0) for part in document["parts"].values()] == [0, 0, 3]
    assert losses == []


def test_a_hairpin_that_is_set_back_by_an_offset_is_over_the_note_it_ends_at(tmp_path: Path) -> None:
    wedge = "<direction><direction-type><wedge type='{}'/></direction-type>{}</direction>"
    hairpin = wedge.format("diminuendo", "<offset>-1</offset>") + wedge.format("stop", "")
    path = _musicxml(tmp_path, [_note() + hairpin, _note("D")])
    document, losses = read(path)
    first = min(document["events"], key=lambda id: document["events"][id]["measure"])
    assert [*document["spans"].values()] == [{"kind": "diminuendo", "start": first, "end": first}]
    assert losses == []


def _midi(folder: Path, notes: Sequence[tuple[int, int, int]], ticks: int = 480, extra: bytes = b"") -> Path:
    """A MIDI file of notes (key, start, end in ticks)."""
    messages = sorted(
        [(start, 1, bytes((0x90, key, 80))) for key, start, _ in notes]
        + [(end, 0, bytes((0x80, key, 0))) for key, _, end in notes]
    )
    track, now = extra, 0
    for time, _, message in messages:
        track += _variable(time - now) + message
        now = time
    track += b"\x00\xff\x2f\x00"
    path = folder / "song.mid"
    path.write_bytes(
        b"MThd\x00\x00\x00\x06\x00\x00\x00\x01"
        + ticks.to_bytes(2, "big")
        + b"MTrk"
        + len(track).to_bytes(4, "big")
        + track
    )
    return path


def _variable(number: int) -> bytes:
    result = [number & 0x7F]
    while number := number >> 7:
        result.insert(0, number & 0x7F | 0x80)
    return bytes(result)


def _heard(document: Any) -> list[tuple[str, str, str]]:
    return [
        (event["pitch"], event["onset"], event["duration"])
        for event in document["events"].values()
        if event["kind"] == "note"
    ]


def test_midi_triplets_quintuplets_and_thirty_seconds_are_exact(tmp_path: Path) -> None:
    notes = [
        (60, 0, 160),
        (62, 160, 320),
        (64, 320, 480),
        (65, 480, 576),
        (67, 576, 672),
        (69, 960, 1020),
        (71, 1020, 1440),
    ]
    document, losses = read(_midi(tmp_path, notes))
    assert sorted(_heard(document)) == [
        ("A4", "2", "1/8"),
        ("B4", "17/8", "7/8"),
        ("C4", "0", "1/3"),
        ("D4", "1/3", "1/3"),
        ("E4", "2/3", "1/3"),
        ("F4", "1", "1/5"),
        ("G4", "6/5", "1/5"),
    ]
    assert losses == []


def test_a_human_performance_is_quantised_and_says_so(tmp_path: Path) -> None:
    document, losses = read(
        _midi(tmp_path, [(60, 7, 465), (62, 491, 951), (64, 969, 1433), (67, 1447, 1931)])
    )
    assert sorted(_heard(document)) == [
        ("C4", "0", "1"),
        ("D4", "1", "1"),
        ("E4", "2", "1"),
        ("G4", "3", "1"),
    ]
    assert losses_text(losses) == [
        "whole piece: 4 off-grid notes (moved to the nearest division of the beat)"
    ]


def test_midi_is_spelled_in_its_key_and_its_controllers_are_listed(tmp_path: Path) -> None:
    key_of_b_flat_minor = b"\x00\xff\x59\x02\xfb\x01"
    pedal = b"\x00\xb0\x40\x7f"
    document, losses = read(
        _midi(tmp_path, [(61, 0, 480), (66, 480, 960)], extra=key_of_b_flat_minor + pedal)
    )
    assert [pitch for pitch, _, _ in sorted(_heard(document))] == ["Db4", "Gb4"]
    assert document["measures"]["m1"]["key"] == -5
    assert losses_text(losses) == ["whole piece: 1 controller change"]


def test_midi_notes_that_overlap_find_voices(tmp_path: Path) -> None:
    document, _ = read(_midi(tmp_path, [(60, 0, 1920), (64, 480, 960), (67, 960, 1920)]))
    assert project(document).problems == ()
    assert sorted(_heard(document)) == [("C4", "0", "4"), ("E4", "1", "1"), ("G4", "2", "2")]


def test_abc_and_humdrum(tmp_path: Path) -> None:
    abc = tmp_path / "tune.abc"
    abc.write_text("X:1\nT:A tune\nM:4/4\nL:1/8\nK:G\n|:GABc dedB|dedB dedB|c2ec B2dB|A2A2 A2BA:|\n")
    document, losses = read(abc)
    assert (document["meta"]["title"], document["measures"]["m4"]["repeat_end"], losses) == ("A tune", 2, [])
    kern = tmp_path / "tune.krn"
    kern.write_text("**kern\n*clefF4\n*k[b-]\n*M3/4\n=1\n4c\n4d\n8e\n8f\n=2\n2.F\n==\n*-\n")
    document, _ = read(kern)
    assert [event["pitch"] for event in document["events"].values() if event["kind"] == "note"] == [
        "C4",
        "D4",
        "E4",
        "F4",
        "F3",
    ]
    assert document["measures"]["m1"]["key"] == -1

"""What is musically different between two versions, in places and in words."""

import copy
import time
from pathlib import Path
from typing import Any

import pytest

from antiphon.document.codec import decode, empty
from antiphon.document.comparison import music_of
from antiphon.document.wording import html_of, sentences, text_of

FIXTURES = Path(__file__).parent.parent / "fixtures" / "score"


def song() -> Any:
    """Three measures of a flute and a cello, a quarter a beat."""
    made: Any = empty()
    made["parts"] = {"fl": {"index": "a0", "name": "Flute"}, "vc": {"index": "a1", "name": "Cello"}}
    made["measures"] = {"m1": {"index": "a0", "meter": "4/4"}, "m2": {"index": "a1"}, "m3": {"index": "a2"}}
    for part, pitches in (
        ("fl", "C5 D5 E5 F5 G5 A5 B5 C6 G5 E5 D5 C5"),
        ("vc", "C3 D3 E3 F3 G3 A3 B3 C4 G3 E3 D3 C3"),
    ):
        for place, pitch in enumerate(pitches.split()):
            made["events"][f"{part}{place}"] = {
                "kind": "note",
                "part": part,
                "measure": f"m{place // 4 + 1}",
                "onset": str(place % 4),
                "duration": "1",
                "pitch": pitch,
            }
    made["spans"]["s"] = {"kind": "slur", "start": "fl0", "end": "fl3"}
    return made


def told(change: Any) -> list[str]:
    """What is said after a change of the song."""
    new = song()
    change(new)
    return sentences(music_of(song(), new))


def edit(root: str, id: str, **fields: Any) -> Any:
    return lambda new: new[root].setdefault(id, {}).update(fields)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (edit("events", "fl5", pitch="Bb5"), "Measure 2, Flute: A5 (beat 2) is now B♭5."),
        (edit("events", "fl5", duration="1/2"), "Measure 2, Flute: A5 (beat 2) is shorter (1 → 1/2)."),
        (edit("events", "vc5", duration="2"), "Measure 2, Cello: A3 (beat 2) is longer (1 → 2)."),
        (edit("events", "fl5", onset="3/2"), "Measure 2, Flute: A5 (beat 2) moved to beat 2 1/2."),
        (edit("events", "fl5", measure="m3"), "Measure 3, Flute: A5 (beat 2) moved here from measure 2."),
        (edit("events", "fl5", part="vc"), "Measure 2, Cello: A5 (beat 2) moved here from Flute."),
        (edit("events", "fl5", staccato=True), "Measure 2, Flute: A5 (beat 2) staccato."),
        (lambda new: new["events"].pop("fl5"), "Measure 2, Flute: removed A5 (beat 2)."),
        (
            edit("events", "d", kind="dynamic", part="vc", measure="m1", onset="0", dynamic="mf"),
            "Measure 1, Cello: added dynamic “mf” (beat 1).",
        ),
        (lambda new: new["spans"].clear(), "Measure 1, Flute: removed slur."),
        (edit("measures", "m2", meter="3/4"), "Measure 2: meter 3/4."),
        (edit("measures", "m1", meter="6/8"), "Measure 1: meter 4/4 → 6/8."),
        (edit("measures", "m2", key=-3, mode="minor"), "Measure 2: key signature C minor."),
        (edit("measures", "m3", index="Zz"), "Measure 1: moved to another place."),
        (edit("parts", "fl", name="Oboe"), "Part Oboe: name Flute → Oboe."),
        (edit("nodes", "n", kind="effect.reverb"), "Node “effect.reverb” added."),
        (edit("mix", "fl", gain=-6.0, name="x"), "Strip x added."),
    ],
)
def test_each_change_has_its_sentence(change: Any, said: str) -> None:
    assert told(change) == [said]


def test_what_goes_with_a_measure_or_part_is_told_with_it() -> None:
    def without(new: Any) -> None:
        del new["measures"]["m2"]
        new["events"] = {id: each for id, each in new["events"].items() if each["measure"] != "m2"}

    assert told(without) == ["Measure 2 removed with 8 notes."]

    def alone(new: Any) -> None:
        del new["parts"]["vc"]
        new["events"] = {id: each for id, each in new["events"].items() if each["part"] != "vc"}

    assert told(alone) == ["Part Cello removed with 12 notes."]


def renumbered(document: Any, **measures: str) -> Any:
    """The document as another import would name it: notes in order, from one."""
    result = copy.deepcopy(document)
    names = {id: f"fl{number}" for number, id in enumerate(reversed(list(document["events"])))}
    result["events"] = {
        names[id]: {**each, "measure": measures.get(each["measure"], each["measure"])}
        for id, each in document["events"].items()
    }
    result["measures"] = {measures.get(id, id): each for id, each in document["measures"].items()}
    result["spans"] = {
        f"other-{id}": {**each, "start": names[each["start"]], "end": names[each["end"]]}
        for id, each in document["spans"].items()
    }
    return result


def test_a_score_that_is_imported_again_is_the_same_score() -> None:
    assert not music_of(song(), renumbered(song()))
    assert not music_of(song(), renumbered(song(), m1="x1", m2="x2", m3="x3"))
    changed = renumbered(song())
    note = next(each for each in changed["events"].values() if each["pitch"] == "A5")
    note["pitch"] = "Ab5"
    assert sentences(music_of(song(), changed)) == ["Measure 2, Flute: A5 (beat 2) is now A♭5."]


def test_a_measure_put_in_before_an_import_moves_nothing() -> None:
    changed = song()
    changed["measures"]["m4"] = {"index": "a3"}
    changed["events"] = {
        id: {**each, "measure": f"m{int(each['measure'][1:]) + 1}"} for id, each in changed["events"].items()
    }
    changed["measures"]["m2"]["meter"] = changed["measures"]["m1"]["meter"]
    assert sentences(music_of(song(), changed)) == ["Measure 1 added."]


def test_it_says_where_as_data() -> None:
    new = song()
    new["events"]["fl5"]["pitch"] = "Bb5"
    (found,) = music_of(song(), new).to_json()["alterations"]
    assert {
        key: found[key] for key in ("change", "root", "what", "ids", "part", "measure", "numbers", "fields")
    } == {
        "change": "changed",
        "root": "events",
        "what": "note",
        "ids": ["fl5", "fl5"],
        "part": "fl",
        "measure": "m2",
        "numbers": [2, 2],
        "fields": ["pitch"],
    }
    assert found["before"]["pitch"] == "A5"


def test_nothing_different_is_said_so_and_html_is_escaped() -> None:
    assert text_of(music_of(song(), song())) == "Nothing is different."
    new = song()
    new["meta"]["title"] = "<b>"
    assert html_of(music_of(song(), new)) == "<ul><li>The piece: title &lt;b&gt;.</li></ul>"


def test_everything_of_the_schema_has_words() -> None:
    everything = decode((FIXTURES / "everything.antiphon").read_text())
    for one, other in ((empty(), everything), (everything, empty())):
        assert len(sentences(music_of(one, other))) > 5


def test_a_large_piece_is_compared_in_time() -> None:
    old: Any = empty()
    old["parts"] = {"p": {"index": "a", "name": "P"}}
    old["measures"] = {f"m{number}": {"index": f"{number:04}"} for number in range(2500)}
    old["events"] = {
        f"e{number}": {
            "kind": "note",
            "part": "p",
            "measure": f"m{number // 8}",
            "onset": str(number % 8),
            "duration": "1",
            "pitch": f"{'CDEFGAB'[number * number % 7]}4",
        }
        for number in range(20_000)
    }
    new = copy.deepcopy(old)
    for number in range(0, 20_000, 40):
        new["events"][f"e{number}"]["pitch"] = "B2"
    began = time.process_time()
    found = music_of(old, new)
    assert len(found.alterations) == 500
    assert time.process_time() - began < 2, "some 100 ms on a quiet machine"

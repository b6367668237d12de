"""Three-way merge: what both did is there, or a conflict says why not."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from branches import branch, excerpt

from antiphon.document import merging
from antiphon.document.codec import empty, encode, normalise
from antiphon.document.difference import apply, diff
from antiphon.document.merging import Merged, MergeError, merge
from antiphon.document.piece import Piece
from antiphon.document.projection import project

PIECES = (
    *("bwv66.6", "corelli/opus3no1/1grave", "essenFolksong/han1", "schumann_robert/opus48no2"),
    *("schoenberg/opus19/movement2", "mozart/k80/movement1", "joplin/maple_leaf_rag", "cpebach/h186"),
)
PAIRS = 1000


@pytest.fixture(scope="module")
def excerpts() -> list[Any]:
    """Some measures here and there of real pieces: two of two parts, four of all, and one piece as a whole."""
    from music21 import corpus

    from antiphon.score.reading import read

    documents = [read(corpus.getWork(name))[0] for name in PIECES]
    short = [excerpt(document, first, 2, 2) for document in documents[:3] for first in (0, 3, 6)]
    return [*short, *(excerpt(document, 2, 4, 9) for document in documents), excerpt(documents[0], 0, 99, 9)]


def once(project: Callable[[Any], Piece]) -> Callable[[Any], Piece]:
    """The projection, of which the last few are remembered."""
    known: dict[str, Piece] = {}

    def remembered(document: Any) -> Piece:
        text = encode(document)
        if text not in known:
            if len(known) > 8:
                known.clear()
            known[text] = project(document)
        return known[text]

    return remembered


def seen(piece: Piece) -> set[str]:
    """The notes that are in the score."""
    return {
        note.id
        for part in piece.parts
        for voice in part.voices
        for item in voice.items
        for note in (*item.notes, *(note for grace in item.graces for note in grace.notes))
    }


@pytest.mark.timeout(600)
def test_random_branches_of_real_pieces_are_merged(
    excerpts: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Most of the time would go into reading the same documents again: merged both ways, and here.
    monkeypatch.setattr(merging, "project", once(merging.project))
    monkeypatch.setitem(globals(), "project", merging.project)
    conflicts: dict[str, int] = {}
    for seed in range(PAIRS):
        random = Random(seed)
        base = excerpts[seed % len(excerpts)]
        ours, theirs = branch(base, random, "o"), branch(base, random, "t")
        merged = merge(base, ours, theirs)
        check(base, ours, theirs, merged, seed)
        for conflict in merged.conflicts:
            conflicts[conflict.kind] = conflicts.get(conflict.kind, 0) + 1
            assert conflict.message.endswith("."), seed
    assert set(conflicts) >= {"changed", "removed", "order", "overlap", "double", "circle"}, conflicts


def test_conflicts_resolved_the_other_way_are_so_from_both_sides(excerpts: list[Any]) -> None:
    opposite = {"ours": "theirs", "theirs": "ours"}
    for seed in range(PAIRS, PAIRS + 100):
        random = Random(seed)
        base = excerpts[seed % len(excerpts)]
        ours, theirs = branch(base, random, "o"), branch(base, random, "t")
        resolved = [
            merged.resolve({each.key: opposite[each.choice] for each in merged.conflicts if each.choices})  # type: ignore[misc]
            for merged in (merge(base, ours, theirs), merge(base, theirs, ours, prefer="theirs"))
        ]
        one, other = (encode(merged.document) for merged in resolved)
        assert one == other, seed
        assert encode(normalise(resolved[0].document)) == one, seed
        again = resolved[0].resolve({each.key: each.choice for each in resolved[0].conflicts if each.choices})
        assert encode(again.document) == one, seed


def check(base: Any, ours: Any, theirs: Any, merged: Merged, seed: int) -> None:
    """What must be true of every merge."""
    assert apply(base, diff(base, ours)) == ours
    assert apply(ours, diff(ours, theirs)) == theirs
    document: Any = merged.document
    assert encode(normalise(document)) == encode(document), seed
    other = merge(base, theirs, ours, prefer="theirs")
    assert encode(other.document) == encode(document), f"{seed}: merging is not symmetric"
    mirrored = [conflict.mirrored for conflict in other.conflicts]
    assert mirrored == [conflict.mirrored.mirrored for conflict in merged.conflicts], seed

    declared = {id for conflict in merged.conflicts for _, id in conflict.places}
    piece = project(document)
    pieces = project(ours), project(theirs)
    there, notes = seen(piece), [seen(each) for each in pieces]
    for side, opposite, names in ((0, 1, merged.names[0]), (1, 0, merged.names[1])):
        called, beside = names.get("events", {}), notes[opposite]
        for id in notes[side]:
            name = called.get(id, id)
            entry = (ours, theirs)[side]["events"][id]
            left = entry == base["events"].get(id)
            assert name in there or name in declared or (left and id not in beside), f"{seed}: {id} is gone"
            if name in there and not left and name not in declared:
                assert document["events"][name].items() >= {"pitch": entry["pitch"]}.items() or (
                    entry["pitch"] == base["events"].get(id, {}).get("pitch")
                ), f"{seed}: {id} is another note"
    known = {(each.code, each.id) for side in pieces for each in side.problems}
    for problem in piece.problems:
        assert (problem.code, problem.id) in known or problem.id in declared, f"{seed}: {problem.message}"

    for root in ("edges", "sends"):
        assert circular(document, root) <= circular(ours, root) | circular(theirs, root), f"{seed}: a circle"


def circular(document: Any, root: str) -> set[tuple[str, str]]:
    """The ways that lie on a circle."""
    ways = {(each["source"], each["target"]) for each in document[root].values()}

    def reaches(start: str, goal: str) -> bool:
        found = {start}
        for _ in ways:
            found |= {target for source, target in ways if source in found}
        return goal in found

    return {(source, target) for source, target in ways if reaches(target, source)}


def test_what_only_one_side_did_is_there_as_it_is(excerpts: list[Any]) -> None:
    for seed in range(40):
        base = excerpts[seed % len(excerpts)]
        theirs = branch(base, Random(seed), "t")
        for merged in (merge(base, base, theirs), merge(base, theirs, base), merge(base, theirs, theirs)):
            assert encode(merged.document) == encode(theirs)
            assert not merged.conflicts


def song(**roots: Any) -> Any:
    """Two measures of a flute: C5 and D5, a half each; E5 for the whole second measure."""
    made: Any = empty()
    made["parts"] = {"p": {"index": "a0", "name": "Flute"}}
    made["measures"] = {"m1": {"index": "a0"}, "m2": {"index": "a1"}}
    made["events"] = {"c": note(pitch="C5"), "d": note(pitch="D5", onset="2"), "e": note("m2", duration="4")}
    for root, entries in roots.items():
        made[root].update(entries)
    return made


def note(
    measure: str = "m1", onset: str = "0", duration: str = "2", pitch: str = "E5", **more: Any
) -> dict[str, Any]:
    return {
        "kind": "note",
        "part": "p",
        "measure": measure,
        "onset": onset,
        "duration": duration,
        "pitch": pitch,
        **more,
    }


def changed(**fields: Any) -> Any:
    """The song with another first note."""
    made = song()
    made["events"]["c"].update(fields)
    return made


def without(*ids: str) -> Any:
    made = song()
    for entries in made.values():
        for id in ids if isinstance(entries, dict) else ():
            entries.pop(id, None)
    return made


def test_different_fields_of_a_note_are_both_changed() -> None:
    merged = merge(song(), changed(pitch="C#5"), changed(duration="1"))
    assert not merged.conflicts
    assert merged.document["events"]["c"] == note(pitch="C#5", duration="1")


def test_one_field_changed_by_both_is_a_conflict_that_can_be_resolved() -> None:
    merged = merge(song(), changed(pitch="C#5"), changed(pitch="Cb5"))
    (conflict,) = merged.conflicts
    assert (conflict.kind, conflict.measure, conflict.number, conflict.part) == ("changed", "m1", 1, "p")
    assert conflict.message == (
        "Measure 1, Flute: C5 was changed by both (pitch: C♯5 in ours, C♭5 in theirs); it is as in ours."
    )
    assert merged.document["events"]["c"]["pitch"] == "C#5"
    resolved = merged.resolve({conflict.key: "theirs"})
    assert resolved.document["events"]["c"]["pitch"] == "Cb5"
    assert resolved.conflicts[0].choice == "theirs"
    assert (
        merge(song(), changed(pitch="C#5"), changed(pitch="Cb5"), prefer="theirs").document
        == resolved.document
    )
    with pytest.raises(MergeError, match=r"^There is no conflict x\.$"):
        merged.resolve({"x": "ours"})


def test_a_measure_that_one_took_away_and_the_other_wrote_in_stays() -> None:
    ours = without("m2", "e")
    theirs = song(events={"n": note("m2", pitch="A4", voice=2)})
    merged = merge(song(), ours, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.kind, conflict.root, conflict.id, conflict.choice) == (
        "removed",
        "measures",
        "m2",
        "theirs",
    )
    assert conflict.places == (("events", "e"), ("events", "n"), ("measures", "m2"))
    assert conflict.message == "Measure 2 was taken away in ours and is needed in theirs; it stays."
    assert merged.document == theirs
    assert merged.resolve({conflict.key: "ours"}).document == ours


def test_a_note_that_one_took_away_and_the_other_changed_stays() -> None:
    merged = merge(song(), without("c"), changed(pitch="C#5"))
    (conflict,) = merged.conflicts
    assert (
        conflict.message == "Measure 1, Flute: C5 was taken away in ours and is needed in theirs; it stays."
    )
    assert merged.document == changed(pitch="C#5")
    assert merged.resolve({conflict.key: "ours"}).document == without("c")


def test_what_one_took_away_and_the_other_left_is_gone() -> None:
    assert merge(song(), without("c"), changed(pitch="C5")).document == without("c")


def test_a_slur_to_a_note_that_was_taken_away_keeps_the_note() -> None:
    theirs = song(spans={"s": {"kind": "slur", "start": "c", "end": "d"}})
    merged = merge(song(), without("d"), theirs)
    assert merged.document == theirs
    assert merged.conflicts[0].places == (("events", "d"), ("spans", "s"))
    assert merged.resolve({merged.conflicts[0].key: "ours"}).document == without("d")


def test_notes_of_one_length_at_one_place_are_a_chord() -> None:
    merged = merge(without("e"), without("e") | {}, song(events={"e": note("m2", pitch="A4")}))
    base, ours, theirs = without("e"), song(events={"e": note("m2")}), without("e")
    theirs["events"]["a"] = note("m2", pitch="A4")
    merged = merge(base, ours, theirs)
    assert not merged.conflicts
    assert {id: each.get("voice") for id, each in merged.document["events"].items()}["a"] is None


def test_notes_that_do_not_fit_in_one_voice_are_in_two() -> None:
    base, ours, theirs = without("e"), without("e"), without("e")
    ours["events"]["o"] = note("m2", duration="4", pitch="G4")
    theirs["events"] |= {"t1": note("m2", pitch="A4"), "t2": note("m2", onset="2", pitch="B4")}
    merged = merge(base, ours, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.kind, conflict.places) == (
        "overlap",
        (("events", "o"), ("events", "t1"), ("events", "t2")),
    )
    voices = {id: each.get("voice", 1) for id, each in merged.document["events"].items()}
    assert voices == {"c": 1, "d": 1, "o": 1, "t1": 2, "t2": 2}
    voices = {
        id: each.get("voice", 1)
        for id, each in merged.resolve({conflict.key: "theirs"}).document["events"].items()
    }
    assert voices == {"c": 1, "d": 1, "o": 2, "t1": 1, "t2": 1}
    assert not project(merged.document).problems


def test_the_same_note_of_both_is_one_note() -> None:
    base, ours, theirs = without("e"), without("e"), without("e")
    ours["events"]["o"] = note("m2", staccato=True)
    theirs["events"]["t"] = note("m2", accent=True)
    theirs["spans"]["s"] = {"kind": "slur", "start": "c", "end": "t"}
    merged = merge(base, ours, theirs)
    assert not merged.conflicts
    assert merged.document["events"].keys() == {"c", "d", "o"}
    assert merged.document["events"]["o"] == note("m2", staccato=True, accent=True)
    assert merged.document["spans"]["s"]["end"] == "o"
    assert merged.names[1] == {"events": {"t": "o"}}


def test_different_notes_of_one_id_are_both_there() -> None:
    base, ours, theirs = without("e"), without("e"), without("e")
    ours["events"]["x"] = note("m2", pitch="G4")
    theirs["events"]["x"] = note("m2", pitch="A4")
    merged = merge(base, ours, theirs)
    assert sorted(each["pitch"] for each in merged.document["events"].values()) == ["A4", "C5", "D5", "G4"]


def test_measures_that_both_put_in_at_one_place_stand_one_behind_the_other() -> None:
    def more(*ids: str) -> Any:
        made = song()
        for number, id in enumerate(ids):
            made["measures"][id] = {"index": f"a2{number + 1}"}
        return made

    merged = merge(song(), more("y1", "y2"), more("x1", "x2"))
    (conflict,) = merged.conflicts
    assert [each.id for each in project(merged.document).measures] == ["m1", "m2", "y1", "y2", "x1", "x2"]
    other = merged.resolve({conflict.key: "theirs"})
    assert [each.id for each in project(other.document).measures] == ["m1", "m2", "x1", "x2", "y1", "y2"]


def test_of_two_dynamics_at_one_place_one_is_chosen() -> None:
    def loud(id: str, dynamic: str) -> Any:
        return song(
            events={id: {"kind": "dynamic", "part": "p", "measure": "m1", "onset": "0", "dynamic": dynamic}}
        )

    merged = merge(song(), loud("o", "p"), loud("t", "f"))
    (conflict,) = merged.conflicts
    assert conflict.kind == "double"
    assert "o" in merged.document["events"]
    assert "t" not in merged.document["events"]
    assert merged.resolve({conflict.key: "theirs"}).document == loud("t", "f")


def test_a_cable_to_a_node_that_was_taken_away_keeps_the_node() -> None:
    base = song(nodes={"a": {"kind": "effect.reverb"}, "b": {"kind": "effect.delay"}})
    ours = song(nodes={"a": {"kind": "effect.reverb"}})
    theirs = copy.deepcopy(base)
    theirs["edges"]["k"] = {"source": "a", "target": "b"}
    merged = merge(base, ours, theirs)
    assert merged.document == theirs
    assert merged.conflicts[0].id == "b"
    assert merged.resolve({merged.conflicts[0].key: "ours"}).document == ours


@pytest.mark.parametrize(
    ("begun", "mine", "other", "sentence"),
    [
        (
            {"nodes": {"a": {"kind": "effect.reverb"}, "b": {"kind": "effect.delay"}}},
            {"edges": {"k1": {"source": "a", "target": "b"}}},
            {"edges": {"k2": {"source": "b", "target": "a"}}},
            "Cable from a to b and other ways of both lead in a circle; those of theirs that close it are left out.",
        ),
        (
            {
                "nodes": {"a": {"kind": "effect.reverb"}, "b": {"kind": "effect.delay"}},
                "groups": {"g": {"name": "G"}},
                "ports": {
                    "i": {"group": "g", "direction": "in", "name": "in", "node": "b", "port": "in"},
                    "o": {"group": "g", "direction": "out", "name": "out", "node": "b", "port": "out"},
                },
            },
            {"edges": {"k1": {"source": "a", "target": "g"}, "k3": {"source": "b", "target": "b"}}},
            {"edges": {"k2": {"source": "g", "target": "a"}, "k4": {"source": "b", "target": "a"}}},
            "Cable from a to g and other",
        ),
        (
            {"mix": {"x": {"name": "X", "index": "a"}, "y": {"name": "Y", "index": "b", "bus": "x"}}},
            {},
            {"sends": {"s": {"source": "x", "target": "y"}}},
            "",
        ),
        (
            {"mix": {each: {"name": each, "index": each} for each in ("x", "y", "z")}},
            {"sends": {"s": {"source": "x", "target": "y"}, "t": {"source": "y", "target": "z"}}},
            {"mix": {"y": {"name": "y", "index": "y", "bus": "x"}}},
            "Strip y and other ways",
        ),
        (
            {"groups": {"g": {"name": "G"}, "h": {"name": "H", "colour": 1}}},
            {"groups": {"g": {"name": "G", "group": "h"}}},
            {"groups": {"h": {"name": "H", "colour": 2, "group": "g"}}},
            "Group G and other ways",
        ),
    ],
)
def test_a_circle_that_only_both_close_is_opened_and_told(
    begun: Any, mine: Any, other: Any, sentence: str
) -> None:
    def with_more(more: Any) -> Any:
        made = song(**begun)
        for root, entries in more.items():
            made[root].update(entries)
        return made

    base, ours, theirs = song(**begun), with_more(mine), with_more(other)
    merged = merge(base, ours, theirs)
    assert [each.kind for each in merged.conflicts] == (["circle"] if sentence else [])
    if not sentence:
        assert merged.document == theirs, "what one side made in a circle is its own"
        return
    (conflict,) = merged.conflicts
    assert conflict.message.startswith(sentence)
    without_circle = merge(base, ours, theirs).resolve({conflict.key: "theirs"}).document
    swapped = merge(base, theirs, ours).document
    assert encode(without_circle) == encode(swapped)
    for root, entries in mine.items():
        for id, entry in entries.items():
            assert merged.document[root][id].items() >= entry.items() - {("colour", 1)}  # type: ignore[literal-required]
    if "groups" in other:
        assert merged.document["groups"]["h"] == {"name": "H", "colour": 2}, "the rest of it is merged"


def test_a_branch_that_was_exported_and_imported_again_is_the_same_piece() -> None:
    base = song()
    for number, name in enumerate("CDEF"):
        base["events"][f"x{name}"] = note("m2", str(number), "1", f"{name}4", voice=2)
    ours = copy.deepcopy(base)
    ours["events"]["c"]["pitch"] = "Cb5"
    theirs = copy.deepcopy(base)
    theirs["measures"] = {f"k{id}": each for id, each in theirs["measures"].items()}
    theirs["events"] = {
        f"k{id}": {**each, "measure": f"k{each['measure']}"} for id, each in theirs["events"].items()
    }
    theirs["events"]["kd"]["pitch"] = "D#5"
    merged = merge(base, ours, theirs)
    assert not merged.conflicts
    expected = copy.deepcopy(ours)
    expected["events"]["d"]["pitch"] = "D#5"
    assert merged.document == expected

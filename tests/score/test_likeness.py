"""The judge of round trips: in each aspect it finds the one thing that is lost, and nothing else."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import likeness
import pytest
from music21 import (
    articulations,
    bar,
    chord,
    clef,
    duration,
    dynamics,
    key,
    meter,
    note,
    repeat,
    spanner,
    stream,
    tie,
)


def _score() -> Any:
    """Two measures of one staff with something of each aspect; what tests change has an id."""
    score, part = stream.Score(), stream.Part()
    first, second = stream.Measure(number=1), stream.Measure(number=2)
    first.insert(0, clef.TrebleClef())
    first.insert(0, key.Key("D"))
    first.insert(0, meter.TimeSignature("3/4"))
    first.leftBarline = bar.Repeat(direction="start")
    second.rightBarline = bar.Repeat(direction="end", times=3)
    upper, lower = stream.Voice(id="1"), stream.Voice(id="2")
    sung = note.Note("D5", id="sung")
    sung.addLyric("Ky-")
    sung.addLyric("Herr")
    sung.tie = tie.Tie("start")
    accented = note.Note("D5", id="accented")
    accented.tie = tie.Tie("stop")
    accented.articulations = [articulations.Accent(), articulations.Fingering(3)]
    upper.append([sung, accented, note.Rest(id="rest")])
    lower.append(chord.Chord(["F#4", "A4"], quarterLength=3, id="chord"))
    first.insert(0, upper)
    first.insert(0, lower)
    triplet = [note.Note(name, id=f"triplet {name}") for name in ("E5", "F#5", "G5")]
    for each in triplet:
        each.duration = duration.Duration("eighth")
        each.duration.appendTuplet(duration.Tuplet(3, 2, "eighth"))
    second.append([*triplet, note.Note("A5", quarterLength=2, id="last")])
    second.insert(0, dynamics.Dynamic("mf"))
    second.insert(1, repeat.Fine())
    part.append([first, second])
    score.insert(0, part)
    score.insert(0, spanner.Slur(triplet[0], triplet[2]))
    score.insert(0, dynamics.Crescendo(sung, accented))
    score.insert(0, spanner.RepeatBracket([second], number="1"))
    return score


def _of(score: Any, id: str) -> Any:
    return next(each for each in score.recurse() if each.id == id)


def _first(score: Any, name: str) -> Any:
    return score.recurse().getElementsByClass(name).first()


def _respell(score: Any) -> None:
    _of(score, "last").pitch = _of(score, "last").pitch.getEnharmonic()


def _shorten(score: Any) -> None:
    _of(score, "last").quarterLength = 1


def _untuple(score: Any) -> None:
    """As long as before, but in no tuplet."""
    each = _of(score, "triplet F#5")
    length = each.quarterLength
    each.duration.tuplets = ()
    each.duration.linked = False
    each.duration.quarterLength = length


def _move(score: Any) -> None:
    measure = score.parts[0].getElementsByClass("Measure")[1]
    measure.setElementOffset(_of(score, "last"), 1.5)
    _of(score, "last").quarterLength = 1.5


def _merge(score: Any) -> None:
    """The chord of the second voice goes into the first."""
    upper, lower = score.parts[0].getElementsByClass("Measure")[0].voices
    taken = _of(score, "chord")
    lower.remove(taken)
    upper.insert(0, taken)


def _drop(name: str) -> Callable[[Any], None]:
    def change(score: Any) -> None:
        found = _first(score, name)
        score.remove(found, recurse=True)

    return change


def _set(id: str, field: str, value: Any) -> Callable[[Any], None]:
    def change(score: Any) -> None:
        setattr(_of(score, id), field, value)

    return change


def _bar(index: int, side: str, value: Any) -> Callable[[Any], None]:
    def change(score: Any) -> None:
        setattr(score.parts[0].getElementsByClass("Measure")[index], side, value)

    return change


def _lyric(change: Callable[[Any], None]) -> Callable[[Any], None]:
    return lambda score: change(_of(score, "sung").lyrics[0])


@pytest.mark.parametrize(
    ("aspect", "change"),
    [
        ("pitches", _respell),
        ("durations", _shorten),
        ("onsets", _move),
        ("ties", _set("sung", "tie", None)),
        ("voices", _merge),
        ("tuplets", _untuple),
        ("lyrics", lambda score: _of(score, "sung").lyrics.pop()),
        ("lyrics", _lyric(lambda lyric: setattr(lyric, "syllabic", "single"))),
        ("lyrics", _lyric(lambda lyric: setattr(lyric, "number", 4))),
        ("dynamics", _drop("Dynamic")),
        ("dynamics", _drop("Crescendo")),
        ("dynamics", lambda score: setattr(_first(score, "Dynamic"), "value", "ff")),
        ("articulations", lambda score: _of(score, "accented").articulations.pop(0)),
        ("articulations", lambda score: setattr(_of(score, "accented").articulations[1], "fingerNumber", 4)),
        ("slurs", _drop("Slur")),
        ("slurs", lambda score: _first(score, "Slur").replaceSpannedElement(
            _of(score, "triplet G5"), _of(score, "last"))),
        ("repeats", _bar(0, "leftBarline", None)),
        ("repeats", _bar(1, "rightBarline", bar.Repeat(direction="end"))),
        ("repeats", _drop("RepeatBracket")),
        ("repeats", _drop("Fine")),
        ("keys", _drop("KeySignature")),
        ("keys", lambda score: _first(score, "Measure").replace(_first(score, "KeySignature"), key.Key("b"))),
        ("meters", _drop("TimeSignature")),
        ("meters", lambda score: setattr(_first(score, "TimeSignature"), "symbol", "cut")),
    ],
)  # fmt: skip
def test_one_loss_is_found(aspect: str, change: Callable[[Any], None]) -> None:
    changed = _score()
    change(changed)
    losses = likeness.lost(likeness.facts(_score()), likeness.facts(changed))
    assert aspect in losses
    # A pitch and a length are also said where the note's place, slurs and voice are.
    assert set(losses) <= {aspect, *{"pitches": {"durations", "onsets", "voices"}, "onsets": {"durations", "voices"},
                                     "durations": {"onsets"}, "ties": {"tie ends"}}.get(aspect, ())}  # fmt: skip
    assert all(fact[0] in "-+" for found in losses.values() for fact in found)


def test_a_score_is_like_itself_and_times_are_alike_within_what_files_round() -> None:
    score = _score()
    facts = likeness.facts(score)
    assert likeness.lost(facts, likeness.facts(copy.deepcopy(score))) == {}
    assert all(facts[name] for name in likeness.ASPECTS if name != "tie ends")
    moved = _score()
    moved.parts[0].getElementsByClass("Measure")[1].setElementOffset(_of(moved, "last"), 1.01)
    assert likeness.lost(facts, likeness.facts(moved)) == {}


def test_an_added_tie_is_a_loss_too() -> None:
    changed = _score()
    _of(changed, "last").tie = tie.Tie("start")
    losses = likeness.lost(likeness.facts(_score()), likeness.facts(changed))
    assert losses == {"ties": [("+", 1, 2, 1, "A5", "", "to nothing")]}


def _losses(change: Callable[[Any], None]) -> likeness.Facts:
    changed = _score()
    change(changed)
    return likeness.lost(likeness.facts(_score()), likeness.facts(changed))


def test_a_tie_is_the_notes_that_it_joins() -> None:
    def elsewhere(score: Any) -> None:
        """The tie starts as before, but the note it led to has moved away; what it led to now has none."""
        _of(score, "accented").tie = None
        first = score.parts[0].getElementsByClass("Measure")[0].voices[0]
        first.setElementOffset(_of(score, "accented"), 2)
        first.setElementOffset(_of(score, "rest"), 1)

    assert ("-", 1, 1, 0, "D5", "", "to", 1, 1, 1, "D5", "") in _losses(elsewhere)["ties"]
    assert ("+", 1, 1, 0, "D5", "", "to nothing") in _losses(elsewhere)["ties"]


def test_the_end_of_a_tie_that_comes_from_nowhere_counts_and_a_tie_that_rings_is_another() -> None:
    assert _losses(_set("last", "tie", tie.Tie("stop"))) == {
        "tie ends": [("+", 1, 2, 1, "A5", "", "from nothing")]
    }
    assert _losses(_set("sung", "tie", tie.Tie("let-ring")))["ties"][1] == (
        *("+", 1, 1, 0, "D5", "", "let-ring"),
    )


def test_the_end_of_a_tie_is_said_by_its_start() -> None:
    assert _losses(_set("accented", "tie", None)) == {}


def _with_lower_staff(signature: Any) -> Any:
    score = _score()
    part = copy.deepcopy(score.parts[0])
    for found in list(part.recurse().getElementsByClass("KeySignature")):
        part.remove(found, recurse=True)
    if signature is not None:
        part.getElementsByClass("Measure")[0].insert(0, signature)
    score.insert(0, part)
    return likeness.facts(score)


def test_the_key_of_every_staff_counts_and_the_mode_once() -> None:
    same = _with_lower_staff(key.KeySignature(2))
    assert likeness.lost(same, _with_lower_staff(key.Key("D"))) == {}
    assert likeness.lost(same, _with_lower_staff(key.KeySignature(1))) == {
        "keys": [("-", 2, 1, 0, 2), ("+", 2, 1, 0, 1)]
    }
    assert likeness.lost(same, _with_lower_staff(None)) == {"keys": [("-", 2, 1, 0, 2)]}
    minor = _score()
    _first(minor, "Measure").replace(_first(minor, "KeySignature"), key.Key("b"))
    assert likeness.lost(likeness.facts(_score()), likeness.facts(minor)) == {"keys": [("+", 1, "minor")]}


def test_what_is_said_twice_counts_once_and_what_is_drawn_the_same_is_the_same() -> None:
    def again(score: Any) -> None:
        second = score.parts[0].getElementsByClass("Measure")[1]
        second.insert(0, key.Key("D"))
        second.insert(0, meter.TimeSignature("3/4"))
        second.insert(0, dynamics.Dynamic("mf"))
        _of(score, "accented").articulations.append(articulations.Accent())
        _of(score, "sung").lyrics[1].syllabic = "end"

    assert _losses(again) == {}


@pytest.mark.parametrize(
    ("aspect", "change"),
    [
        ("articulations", lambda score: _of(score, "accented").articulations.append(articulations.Tenuto())),
        ("articulations", lambda score: _of(score, "accented").articulations.append(articulations.Fingering(3))),
        ("dynamics", lambda score: _first(score, "Measure").insert(1, dynamics.Dynamic("mf"))),
        ("keys", lambda score: score.parts[0].getElementsByClass("Measure")[1].insert(0, key.Key("A"))),
        ("meters", lambda score: score.parts[0].getElementsByClass("Measure")[1].insert(0, meter.TimeSignature("3/8"))),
        ("lyrics", lambda score: _of(score, "accented").addLyric("e")),
        ("slurs", lambda score: score.insert(0, spanner.Slur(_of(score, "sung"), _of(score, "accented")))),
        ("repeats", lambda score: score.parts[0].getElementsByClass("Measure")[1].insert(0, repeat.Segno())),
    ],
)  # fmt: skip
def test_something_added_is_a_loss_too(aspect: str, change: Callable[[Any], None]) -> None:
    losses = _losses(change)
    assert set(losses) == {aspect}
    assert all(fact[0] == "+" for fact in losses[aspect])

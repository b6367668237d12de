"""Ties: which note each tied note goes on into, and what sounds when they are one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from antiphon.document.projection import Measure, Note, Part


@dataclass(frozen=True)
class Sound:
    """A note as it sounds, ties joined.

    Attributes:
        start: From the piece's beginning, in quarter lengths.
        duration: In quarter lengths.
        note: Its first note.
    """

    start: Fraction
    duration: Fraction
    note: Note


@dataclass(frozen=True)
class _Placed:
    start: Fraction
    end: Fraction
    line: tuple[int, int]
    note: Note


def tied(part: Part, measures: tuple[Measure, ...]) -> dict[str, str]:
    """The note that each tied note goes on into.

    Returns:
        From the id of a tied note to the id of the note of its pitch that starts in this part where it ends, in its own voice if
        there is one there. A tie that leads nowhere is not in it.
    """
    placed = _placed(part, measures)
    starting: dict[tuple[Fraction, str], list[_Placed]] = {}
    for each in placed:
        starting.setdefault((each.start, each.note.pitch), []).append(each)
    result: dict[str, str] = {}
    taken: set[str] = set()
    for each in placed:
        if not each.note.tie:
            continue
        nexts = [
            other for other in starting.get((each.end, each.note.pitch), ()) if other.note.id not in taken
        ]
        if nexts:
            best = min(nexts, key=lambda other: other.line != each.line)
            result[each.note.id] = best.note.id
            taken.add(best.note.id)
    return result


def sounds(part: Part, measures: tuple[Measure, ...]) -> list[Sound]:
    """The notes of a part as they sound, in order of their starts."""
    placed = {each.note.id: each for each in _placed(part, measures)}
    onward = tied(part, measures)
    continued = set(onward.values())
    result = []
    for id, first in placed.items():
        if id in continued:
            continue
        last = first
        while last.note.id in onward:
            last = placed[onward[last.note.id]]
        result.append(Sound(first.start, last.end - first.start, first.note))
    return sorted(result, key=lambda sound: sound.start)


def _placed(part: Part, measures: tuple[Measure, ...]) -> list[_Placed]:
    starts = {measure.id: measure.start for measure in measures}
    return [
        _Placed(start, start + item.duration, (voice.staff, voice.voice), note)
        for voice in part.voices
        for item in voice.items
        for note in item.notes
        for start in (starts[voice.measure] + item.onset,)
    ]

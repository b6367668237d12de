"""Repeats, endings, jumps, bar lines and breaks of a measure, both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from antiphon.document.piece import Measure
from antiphon.score import notation
from antiphon.score.library import music21

BARLINES = frozenset({"double", "final", "dashed", "dotted", "heavy", "none"})

_SIGNS = {"Segno": "segno", "Fine": "fine"}
_JUMPS = {
    "DaCapoAlFine": "da_capo_al_fine",
    "DaCapoAlCoda": "da_capo_al_coda",
    "DaCapo": "da_capo",
    "DalSegnoAlFine": "dal_segno_al_fine",
    "DalSegnoAlCoda": "dal_segno_al_coda",
    "DalSegno": "dal_segno",
}
READ = {"Barline", "RepeatMark", "RehearsalMark", "SystemLayout", "PageLayout"}
"""Classes of music21 that are read here."""


def fields(measure: Any, last: bool, lose: Callable[[str], None]) -> dict[str, Any]:
    """The fields of a document's measure that stand in a music21 Measure; what `before` gives is not among them."""
    result: dict[str, Any] = {}
    left, right = measure.leftBarline, measure.rightBarline
    if left is not None and "Repeat" in left.classSet and left.direction == "start":
        result["repeat_start"] = True
    if right is not None and "Repeat" in right.classSet and right.direction == "end":
        result["repeat_end"] = _times(right)
    elif right is not None and right.type in BARLINES and not (last and right.type == "final"):
        result["barline"] = right.type
    elif right is not None and right.type not in (*BARLINES, "regular"):
        lose(f"{right.type} bar line")
    for mark in measure.recurse():
        if "RehearsalMark" in mark.classSet and mark.content:
            result.setdefault("rehearsal", str(mark.content)[:100])
        elif "RepeatMark" in mark.classSet and "Barline" not in mark.classSet:
            result |= _jump(mark, lose)
        elif "Barline" in mark.classSet and mark is not left and mark is not right:
            lose("bar line within a measure")
    return result


def before(measure: Any) -> dict[str, Any]:
    """The fields that a music21 Measure gives the measure before it: a break, a bar line or a repeat's end on its left side."""
    result: dict[str, Any] = {}
    if any(each.isNew for each in measure.getElementsByClass("PageLayout")):
        result["layout_break"] = "page"
    elif any(each.isNew for each in measure.getElementsByClass("SystemLayout")):
        result["layout_break"] = "system"
    left = measure.leftBarline
    if left is not None and "Repeat" in left.classSet and left.direction == "end":
        result["repeat_end"] = _times(left)
    elif left is not None and "Repeat" not in left.classSet and left.type in BARLINES:
        result["barline"] = left.type
    return result


def endings(score: Any, number: Callable[[Any], int | None]) -> Iterator[tuple[int, str]]:
    """Index and `ending` of each measure in a music21 RepeatBracket.

    Args:
        score: The music21 Score.
        number: The index of a music21 Measure, or None.
    """
    for bracket in score.recurse().getElementsByClass("RepeatBracket"):
        found = [index for each in bracket.getSpannedElements() if (index := number(each)) is not None]
        times = sorted({time for time in bracket.numberRange if 1 <= time <= 9}) or [0]
        if found:
            for index in range(min(found), max(found) + 1):
                yield index, ",".join(str(time) for time in times)


def dress(result: Any, measure: Measure, previous: Measure | None, first_part: bool, last: Fraction) -> None:
    """Give a music21 Measure the bar lines of a measure, and in the first part its signs and breaks.

    Args:
        result: The music21 Measure.
        measure: The measure.
        previous: The one before it, if any.
        first_part: Whether it is one of the first part's first staff.
        last: Where its last note stands: words that are said of its end are written there, for they would be drawn behind it.
    """
    library = music21()
    if measure.repeat_start:
        result.leftBarline = library.bar.Repeat(direction="start")
    if measure.repeat_end:
        times = measure.repeat_end if measure.repeat_end > 2 else None
        result.rightBarline = library.bar.Repeat(direction="end", times=times)
    elif measure.barline:
        result.rightBarline = library.bar.Barline(measure.barline)
    if not first_part:
        return
    if previous is not None and previous.layout_break:
        kind = library.layout.PageLayout if previous.layout_break == "page" else library.layout.SystemLayout
        result.insert(0, kind(isNew=True))
    if measure.rehearsal:
        result.insert(0, library.expressions.RehearsalMark(measure.rehearsal))
    if measure.segno:
        result.insert(0, library.repeat.Segno())
    if measure.coda:
        result.insert(0, library.repeat.Coda())
    if measure.to_coda:
        result.insert(last, library.repeat.Coda("to Coda"))
    if measure.fine:
        result.insert(last, library.repeat.Fine())
    if measure.jump:
        name = next(name for name, ours in _JUMPS.items() if ours == measure.jump)
        result.insert(last, getattr(library.repeat, name)())


def brackets(measures: tuple[Measure, ...], made: list[Any]) -> Iterator[Any]:
    """The music21 RepeatBrackets over the Measures made of some measures."""
    run: list[Any] = []
    for index, (measure, result) in enumerate(zip(measures, made, strict=True)):
        if not measure.ending:
            continue
        run.append(result)
        following = measures[index + 1] if index + 1 < len(measures) else None
        if following is None or following.ending != measure.ending or measure.repeat_end:
            yield music21().spanner.RepeatBracket(run, number=0 if measure.ending == "0" else measure.ending)
            run = []


def _times(repeat: Any) -> int:
    """How often what ends at a music21 Repeat is played."""
    return min(max(repeat.times or 2, 2), 9)


def _jump(mark: Any, lose: Callable[[str], None]) -> dict[str, Any]:
    kind = next((each for each in mark.classes if each in _JUMPS or each in _SIGNS or each == "Coda"), "")
    if kind == "Coda":
        words = str(mark.getText() or "").lower().startswith(("to", "al"))
        return {"to_coda": True} if words else {"coda": True}
    if kind in _SIGNS:
        return {_SIGNS[kind]: True}
    if kind in _JUMPS:
        return {"jump": _JUMPS[kind]}
    lose(f"{notation.words(type(mark).__name__)} (played straight on)")
    return {}

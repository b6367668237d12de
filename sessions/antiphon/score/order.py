"""The order in which the voices of a measure are written.

MusicXML writes a measure voice by voice. A slur from a later voice up to an earlier one would end before it starts, which readers
take for the end of another: there the voice that it starts in is written first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from xml.etree.ElementTree import Element

from antiphon.document.piece import Part

Line = tuple[int, int]
"""Staff and voice."""


def orders(part: Part) -> tuple[dict[str, list[Line]], set[str]]:
    """The order of voices in those measures where it is not the usual one, and the ids of the spans that none can carry.

    Those are spans that contradict an earlier one, and those from or to what is not in the piece.
    """
    places: dict[str, tuple[str, Line]] = {}
    lines: dict[str, list[Line]] = {}
    for voice in part.voices:
        line = (voice.staff, voice.voice)
        lines.setdefault(voice.measure, []).append(line)
        for item in voice.items:
            graces = (note for grace in item.graces for note in grace.notes)
            for id in (item.rest or "", *(note.id for note in (*item.notes, *graces))):
                places[id] = (voice.measure, line)
    pairs: dict[str, set[tuple[Line, Line]]] = {}
    refused: set[str] = set()
    for span in part.spans:
        if span.start not in places or span.end not in places:
            refused.add(span.id)
            continue
        (measure, first), (end, last) = places[span.start], places[span.end]
        if measure != end or first == last:
            continue
        known = pairs.setdefault(measure, set())
        if _order(lines[measure], known | {(first, last)}):
            known.add((first, last))
        else:
            refused.add(span.id)
    found = {measure: _order(lines[measure], known) for measure, known in pairs.items()}
    return {measure: order for measure, order in found.items() if order != lines[measure]}, refused


def _order(lines: Sequence[Line], pairs: Collection[tuple[Line, Line]]) -> list[Line]:
    """The lines so that the first of each pair comes before the second, and otherwise as they are; empty where that cannot be."""
    left, result = list(lines), []
    while left:
        free = next((line for line in left if not any((other, line) in pairs for other in left)), None)
        if free is None:
            return []
        left.remove(free)
        result.append(free)
    return result


def arrange(measure: Element, usual: Sequence[Line], order: Sequence[Line]) -> None:
    """Bring the voices of a MusicXML measure, which stand there in their usual order, into another.

    Each fills the measure, so that between any two is the same step back.
    """
    children = list(measure)
    head = next(
        (at for at, each in enumerate(children) if each.tag not in ("print", "attributes", "barline")), 0
    )
    tail = len(children) - (children[-1].tag == "barline")
    voices: list[list[Element]] = [[]]
    steps = []
    for each in children[head:tail]:
        if each.tag == "backup":
            steps.append(each)
            voices.append([])
        else:
            voices[-1].append(each)
    by = dict(zip(usual, voices, strict=True))
    arranged = [*by[order[0]]]
    for step, line in zip(steps, order[1:], strict=True):
        arranged += [step, *by[line]]
    measure[:] = [*children[:head], *arranged, *children[tail:]]

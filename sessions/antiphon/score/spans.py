"""Slurs, hairpins, octave lines, pedals, glissandi, trill lines, tremolos and lines: from note to note; both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from antiphon.document.piece import Piece, Span
from antiphon.score import notation
from antiphon.score.library import music21

KINDS = {
    "Slur": "slur",
    "Crescendo": "crescendo",
    "Diminuendo": "diminuendo",
    "Ottava": "ottava",
    "PedalMark": "pedal",
    "Glissando": "glissando",
    "TrillExtension": "trill",
    "TremoloSpanner": "tremolo",
    "Line": "line",
}
"""Classes of music21, and the kinds of spans of a document."""

ALONE = frozenset({"ottava", "line", "pedal", "trill", "crescendo", "diminuendo"})
"""Kinds that may begin and end at the same note."""

HAIRPINS = frozenset({"crescendo", "diminuendo"})

_SHIFTS = {"22da": "22ma", "22db": "22mb", "a": "22ma", "b": "22mb"}
_STYLES = frozenset({"dashed", "dotted", "wavy"})
_NOT_SPANS = {"StaffGroup", "RepeatBracket", "MultiMeasureRest", "TempoChangeSpanner", "LayoutBase"}

Place = tuple[int, Fraction, int, int]
"""Measure index, onset; 0 for a grace note before a note, 1 for a note, 2 for a grace note after it; its number among these."""


@dataclass(frozen=True)
class Sounding:
    """A note or rest of the document: where it stands, and its id."""

    part: str
    staff: int
    place: Place
    id: str


@dataclass(frozen=True)
class Anchor:
    """Where a music21 element stands that became no event."""

    part: str
    staff: int
    place: Place


def read(
    score: Any,
    ids: dict[int, str],
    anchors: dict[int, Anchor],
    events: Sequence[Sounding],
    lose: Callable[[Place, str, str], None],
) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The spans of a music21 Score, each with its spanner, in order.

    Args:
        score: The Score.
        ids: The event that each note, chord and rest became, by the identity of the music21 object.
        anchors: Where everything else stands, likewise.
        events: The notes and rests of the document, in order.
        lose: Takes place, id of the part and what is lost.
    """
    places = {each.id: each for each in events}
    spanners = {id(each): each for each in score.recurse().getElementsByClass("Spanner")}.values()
    found = []
    for number, spanner in enumerate(spanners):
        if spanner.classSet & _NOT_SPANS or not len(spanner):
            continue
        start = _event(spanner.getFirst(), ids, anchors, events, backwards=False)
        end = _event(spanner.getLast(), ids, anchors, events, backwards=True)
        found.append((places[start].place if start else (0, Fraction(0), 0, 0), number, spanner, start, end))
    for place, _, spanner, start, end in sorted(found, key=lambda each: each[:2]):
        kind = next((KINDS[each] for each in spanner.classes if each in KINDS), "")
        if kind and start and end and places[start].place > places[end].place:
            # music21 does not read the offset that sets the start of a hairpin back to the note it ends at.
            start, end = end, end if kind in HAIRPINS else start
        together = bool(start and end) and places[start].place == places[end].place
        apart = bool(start and end) and places[start].part != places[end].part
        if not kind or not start or not end or apart or (together and kind not in ALONE):
            what = kind or notation.words(type(spanner).__name__)
            lose(place, places[start].part if start else "", what)
            continue
        yield spanner, {"kind": kind, "start": start, "end": end} | _fields(kind, spanner)


def hang_on(element: Any) -> bool:
    """Whether a span that a document has begins or ends at a music21 element."""
    return any(set(spanner.classes) & KINDS.keys() for spanner in element.getSpannerSites())


def _fields(kind: str, spanner: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if kind == "ottava":
        fields["shift"] = _SHIFTS.get(spanner.type, spanner.type)
    if kind == "tremolo":
        fields["strokes"] = min(max(int(spanner.numberOfMarks or 3), 1), 5)
    style = getattr(spanner, "lineType", None)
    if style in (None, "solid") and spanner.hasStyleInformation:
        style = getattr(spanner.style, "lineType", None)
    if kind != "tremolo" and style in _STYLES:
        fields["style"] = style
    text = getattr(spanner, "label", None) or (
        spanner.editorial.get("text") if spanner.hasEditorialInformation else None
    )
    if text:
        fields["text"] = " ".join(str(text).split())[:100]
    placement = getattr(spanner, "placement", None)
    usual = {"crescendo": "below", "diminuendo": "below", "trill": "above", "line": "above"}
    usual["ottava"] = "below" if fields.get("shift", "").endswith("b") else "above"
    if placement in ("above", "below") and placement != usual.get(kind):
        fields["placement"] = placement
    return fields


def _event(
    element: Any, ids: dict[int, str], anchors: dict[int, Anchor], events: Sequence[Sounding], backwards: bool
) -> str:
    """The event that a spanner's end is, or the nearest within the span of the staff where it is none; or empty."""
    if id(element) in ids:
        return ids[id(element)]
    anchor = anchors.get(id(element))
    if anchor is None:
        return ""
    near = [each for each in events if (each.part, each.staff) == (anchor.part, anchor.staff)]
    if backwards:
        return next((each.id for each in reversed(near) if each.place < anchor.place), "")
    return next((each.id for each in near if each.place >= anchor.place), "")


def write(piece: Piece, written: dict[str, list[Any]]) -> Iterator[Any]:
    """The music21 spanners of a piece.

    Args:
        piece: The piece.
        written: The music21 elements of each note and rest, by its id, in order.
    """
    for span in (span for part in piece.parts for span in part.spans):
        if span.start in written and span.end in written:
            yield _spanner(span, written[span.start][0], written[span.end][-1])


def _spanner(span: Span, first: Any, last: Any) -> Any:
    library = music21()
    ends = (first,) if first is last else (first, last)
    if span.kind == "ottava":
        kind = span.shift.replace("22m", "22d") or "8va"
        result = library.spanner.Ottava(*ends, type=kind, transposing=False)
        result.placement = span.placement or ("below" if kind.endswith("b") else "above")
    else:
        name = next(name for name, ours in KINDS.items() if ours == span.kind)
        module = next(
            each for each in (library.spanner, library.dynamics, library.expressions) if hasattr(each, name)
        )
        result = getattr(module, name)(*ends)
        if span.placement:
            result.placement = span.placement
    if span.kind == "tremolo":
        result.numberOfMarks = span.strokes or 3
    if span.kind == "pedal":
        result.pedalForm = library.expressions.PedalForm.Symbol
    if hasattr(result, "lineType"):
        result.lineType = span.style
    if span.style != "solid":
        result.style.lineType = span.style
    if span.kind == "line":
        result.startTick = result.endTick = "none"
    if span.text and span.kind == "glissando":
        result.label = span.text
    elif span.text:
        result.editorial.text = span.text
    result.id = span.id
    return result

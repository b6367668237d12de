"""What stands beside the notes in a score: tempo marks and spans, which a document keeps, and the rest, which is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element

from antiphon.score import notation
from antiphon.score.library import music21

SPANS = {"Slur": "slur", "Crescendo": "crescendo", "Diminuendo": "diminuendo"}

_READ = {"Stream", "Clef", "KeySignature", "TimeSignatureBase", "TempoIndication", "SpannerAnchor", "Harmony"}
_APPEARANCE = {"LayoutBase", "MultiMeasureRest", "TextBox"}
_EVERYWHERE = {"RepeatMark", "RehearsalMark", "RepeatBracket", "Barline"}
"""Classes of marks that stand in every part and are listed once."""

_NAMES = {
    "TextExpression": "text direction",
    "Dynamic": "dynamic mark",
    "Instrument": "instrument change (the first instrument plays on)",
    "RepeatBracket": "repeat ending",
    "Repeat": "repeat sign (played once)",
    "Ottava": "octave line (notes keep their sounding octave)",
    "Fermata": "fermata",
}
_UNREAD = {
    "figured-bass": "figured bass figure",
    "cue": "cue note (now of normal size)",
    "extend": "lyric extender line",
    "accordion-registration": "accordion registration",
    "damp": "damping mark",
    "damp-all": "damping mark",
    "eyeglasses": "eyeglasses mark",
    "harp-pedals": "harp pedal diagram",
    "image": "image",
    "non-arpeggiate": "non-arpeggio bracket",
    "other-direction": "direction",
    "other-notation": "notation",
    "percussion": "percussion pictogram",
    "principal-voice": "principal voice bracket",
    "scordatura": "scordatura",
    "string-mute": "string mute mark",
    "symbol": "symbol",
}
"""Elements of MusicXML that music21 passes over."""

Place = tuple[int, Fraction]
"""Measure index and onset."""


@dataclass(frozen=True)
class TempoMark:
    """A tempo mark of a measure: onset, quarter notes a minute (None for words alone), words (or empty)."""

    onset: Fraction
    bpm: float | None
    text: str


@dataclass(frozen=True)
class Anchor:
    """Where a music21 object stands, for the ends of spans, and whether it is a rest or no more than a place."""

    place: Place
    part: str
    name: str
    staff: int
    soundless: bool


class Markings:
    """Gathers the marks of a score, tells of those that cannot be kept, and keeps the spans.

    Args:
        lose: Takes measure index (None: the whole piece), part name (empty: all of them) and what is lost.
    """

    def __init__(self, lose: Callable[[int | None, str, str], None]) -> None:
        self._lose = lose
        self._seen: set[tuple[Any, ...]] = set()
        self._anchors: dict[int, Anchor] = {}

    def measure(self, bar: int, part: str, name: str, staff: int, measure: Any) -> list[TempoMark]:
        """Go through a measure of a staff.

        Returns:
            Its tempo marks; all else that is no note is listed as lost.
        """
        tempi, used = _tempi(measure)
        for element in measure.recurse():
            onset = notation.exact(element.getOffsetInHierarchy(measure))
            self._anchors[id(element)] = Anchor(
                (bar, onset), part, name, staff, not element.classSet & {"NotRest"}
            )
            if "GeneralNote" in element.classSet and "Harmony" not in element.classSet:
                for what in _attached(element):
                    self._lose(bar, name, what)
            elif id(element) in used or element.classSet & _READ or element.classSet & _APPEARANCE:
                continue
            elif what := _named(element, bar):
                self._list(bar, onset, name, what, element)
        return tempi

    def _list(self, bar: int, onset: Fraction, name: str, what: str, element: Any) -> None:
        """List a mark; the copies that music21 makes of it for every staff or part count once."""
        part = "" if element.classSet & _EVERYWHERE else name
        key = (bar, onset, part, what, str(getattr(element, "content", getattr(element, "value", ""))))
        if key not in self._seen:
            self._seen.add(key)
            self._lose(bar, part, what)

    def spans(
        self, score: Any, ids: dict[int, str], notes: Sequence[tuple[str, int, Place, str]]
    ) -> dict[str, dict[str, str]]:
        """The spans from a note to a later one; other spanners are listed as lost.

        Args:
            score: The music21 Score.
            ids: The note that each music21 object became.
            notes: Part, staff, place and id of each note, in order.
        """
        spans: dict[str, dict[str, str]] = {}
        places = {id: place for _, _, place, id in notes}
        found: list[tuple[Place, int, Any]] = []
        for spanner in {id(each): each for each in score.recurse().getElementsByClass("Spanner")}.values():
            if "StaffGroup" in spanner.classSet or spanner.classSet & _APPEARANCE:
                continue
            anchor = self._anchor(spanner.getFirst())
            found.append((anchor.place if anchor else (0, Fraction(0)), len(found), spanner))
        for place, _, spanner in sorted(found, key=lambda each: each[:2]):
            first, last = self._anchor(spanner.getFirst()), self._anchor(spanner.getLast())
            kind = next((SPANS[each] for each in spanner.classes if each in SPANS), "")
            if kind and first and last:
                start = ids.get(id(spanner.getFirst())) or (_at(notes, first) if first.soundless else "")
                end = ids.get(id(spanner.getLast())) or (_before(notes, last) if last.soundless else "")
                if start and end and places[start] < places[end]:
                    spans[f"s{len(spans) + 1}"] = {"kind": kind, "start": start, "end": end}
                    continue
            what = _NAMES.get(type(spanner).__name__) or notation.words(type(spanner).__name__)
            self._list(place[0], place[1], first.name if first else "", what, spanner)
        return spans

    def _anchor(self, element: Any) -> Anchor | None:
        return self._anchors.get(id(element))


def unread(part: Element) -> Iterator[tuple[int, str]]:
    """Measure index and name of what music21 does not read in a MusicXML `part` element."""
    for bar, measure in enumerate(part.iterfind("measure")):
        for element in measure.iter():
            if element.tag in _UNREAD:
                yield bar, _UNREAD[element.tag]


def _tempi(measure: Any) -> tuple[list[TempoMark], set[int]]:
    """The tempo marks of a measure, and the text expressions that are their words."""
    elements = list(measure.recurse())
    texts = [element for element in elements if "TextExpression" in element.classSet]
    used: set[int] = set()
    marks = []
    for mark in elements:
        if "TempoIndication" not in mark.classSet:
            continue
        onset = notation.exact(mark.getOffsetInHierarchy(measure))
        bpm = _bpm(mark)
        text = "" if getattr(mark, "textImplicit", False) else (getattr(mark, "text", "") or "")
        if not text:
            beside = [
                each for each in texts if id(each) not in used and each.getOffsetInHierarchy(measure) == onset
            ]
            named = [each for each in beside if each.content]
            used |= {id(each) for each in beside if not each.content} | {id(each) for each in named[:1]}
            text = named[0].content if named else ""
        marks.append(TempoMark(onset, bpm, " ".join(text.split())))
    for text in texts:
        name = " ".join((text.content or "").split())
        if id(text) not in used and any(
            f"{name} ".lower().startswith(f"{each} ") for each in music21().tempo.defaultTempoValues
        ):
            used.add(id(text))
            marks.append(TempoMark(notation.exact(text.getOffsetInHierarchy(measure)), None, name))
    return marks, used


def _bpm(mark: Any) -> float | None:
    metronome = mark.newMetronome if "MetricModulation" in mark.classSet else mark
    if "MetronomeMark" not in metronome.classSet:
        return None
    bpm = metronome.getQuarterBPM()
    return None if bpm is None else round(float(bpm), 3)


def _attached(note: Any) -> Iterator[str]:
    """What is attached to a note and cannot be kept."""
    for articulation in note.articulations:
        name = notation.words(type(articulation).__name__)
        yield name if name.endswith("mark") else f"{name} mark"
    for expression in note.expressions:
        yield _NAMES.get(type(expression).__name__) or notation.words(type(expression).__name__)
    if note.isRest:
        return
    for each in getattr(note, "notes", (note,)):
        if each.notehead != "normal":
            yield f"{each.notehead} notehead"
        if each.hasStyleInformation and each.style.hideObjectOnPrint:
            yield "hidden note (now shown)"


def _named(element: Any, bar: int) -> str:
    """The name of a mark, empty where nothing is lost with it."""
    kind = type(element).__name__
    if "Instrument" in element.classSet:
        return _NAMES["Instrument"] if bar or element.offset else ""
    if kind == "Barline":
        return "" if element.type in ("regular", "final", "none") else f"{element.type} bar line"
    if kind == "TextExpression" and not element.content:
        return ""
    if "RepeatExpression" in element.classSet:
        return f"{notation.words(kind)} (played straight on)"
    return next((_NAMES[each] for each in element.classes if each in _NAMES), notation.words(kind))


def _at(notes: Sequence[tuple[str, int, Place, str]], anchor: Anchor) -> str:
    return next(
        (
            id
            for part, staff, place, id in notes
            if (part, staff) == (anchor.part, anchor.staff) and place >= anchor.place
        ),
        "",
    )


def _before(notes: Sequence[tuple[str, int, Place, str]], anchor: Anchor) -> str:
    return next(
        (
            id
            for part, staff, place, id in reversed(notes)
            if (part, staff) == (anchor.part, anchor.staff) and place < anchor.place
        ),
        "",
    )

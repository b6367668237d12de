"""What stands at a place of a staff beside the notes: dynamics, chord symbols, figures, words and tempo marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element

from antiphon.document.schema import SCHEMA
from antiphon.score import bars, chords, notation, rhythm
from antiphon.score.library import music21
from antiphon.score.prepare import FIGURES, TEMPO

DYNAMICS = frozenset(SCHEMA["$defs"]["Event"]["properties"]["dynamic"]["enum"])

GRADUAL = re.compile(
    r"(poco |molto |un poco )?(a poco )?(rit|rall|riten|ritard|accel|string|allarg|rallent|calando|smorz|slentando|slargando|"
    r"affrett|strett)",
    re.IGNORECASE,
)
"""How words begin after which the tempo moves."""

_READ = {
    "Stream",
    "Clef",
    "KeySignature",
    "TimeSignatureBase",
    "TempoIndication",
    "SpannerAnchor",
    *bars.READ,
}
_APPEARANCE = {"LayoutBase", "MultiMeasureRest", "TextBox", "PedalObject"}

_NAMES = {"Instrument": "instrument change (the first instrument plays on)"}
_UNREAD = {
    "accordion-registration": "accordion registration",
    "damp": "damping mark",
    "damp-all": "damping mark",
    "eyeglasses": "eyeglasses mark",
    "harp-pedals": "harp pedal diagram",
    "image": "image",
    "other-direction": "direction",
    "other-notation": "notation",
    "percussion": "percussion pictogram",
    "principal-voice": "principal voice bracket",
    "scordatura": "scordatura",
    "string-mute": "string mute mark",
    "symbol": "symbol",
}
"""Elements of MusicXML that music21 passes over."""


@dataclass(frozen=True)
class Mark:
    """A mark of a measure: its onset, the fields of its event but its place, and the music21 element it was."""

    onset: Fraction
    fields: dict[str, Any]
    element: Any = field(compare=False)


def read(measure: Any, lose: Callable[[str], None]) -> Iterator[Mark]:
    """The marks in a music21 Measure; what is none and cannot be kept is listed."""
    tempi, used = _tempi(measure)
    yield from tempi
    for element in measure.recurse():
        classes = element.classSet
        if id(element) in used:
            continue
        if "Harmony" in classes and not getattr(element, "writeAsChord", False):
            fields = {"kind": "harmony", "text": chords.to_text(element)[:2000]}
        elif "Dynamic" in classes:
            fields = _dynamic(element)
        elif "TextExpression" in classes:
            fields = _words(element)
        else:
            if not classes & {"GeneralNote", *_READ, *_APPEARANCE} and (what := _named(element, measure)):
                lose(what)
            continue
        if fields.get("text") or fields.get("dynamic"):
            yield Mark(_onset(element, measure), fields | _placement(element), element)


def unread(part: Element) -> Iterator[tuple[int, str]]:
    """Measure index and name of what music21 does not read in a MusicXML `part` element."""
    for bar, measure in enumerate(part.iterfind("measure")):
        for element in measure.iter():
            if element.tag in _UNREAD:
                yield bar, _UNREAD[element.tag]


def _onset(element: Any, measure: Any) -> Fraction:
    return notation.exact(element.getOffsetInHierarchy(measure))


def _dynamic(element: Any) -> dict[str, Any]:
    value = str(element.value or "")
    if value in DYNAMICS:
        return {"kind": "dynamic", "dynamic": value}
    return {"kind": "text", "text": " ".join(value.split()), "style": "bold"}


def _words(element: Any) -> dict[str, Any]:
    text = " ".join((element.content or "").split())[:2000]
    style = element.style if element.hasStyleInformation else None
    family = _family(element)
    if family[:1] == [FIGURES]:
        duration = {"duration": family[1]} if len(family) > 1 else {}
        return {"kind": "figures", "text": text} | duration
    fields = {"kind": "text", "text": text}
    if style is not None and style.fontStyle in ("italic", "bold", "bolditalic"):
        fields["style"] = "italic" if style.fontStyle == "italic" else "bold"
    elif style is not None and style.fontWeight == "bold":
        fields["style"] = "bold"
    return fields


def _family(element: Any) -> list[str]:
    return list(element.style.fontFamily or ()) if element.hasStyleInformation else []


def _placement(element: Any) -> dict[str, str]:
    placement = getattr(element, "placement", None)
    return {"placement": placement} if placement in ("above", "below") else {}


def _tempi(measure: Any) -> tuple[list[Mark], set[int]]:
    """The tempo marks of a measure, and the text expressions that are their words."""
    elements = list(measure.recurse())
    texts = [element for element in elements if "TextExpression" in element.classSet]
    used: set[int] = set()
    marks = []
    for mark in elements:
        if "TempoIndication" not in mark.classSet:
            continue
        onset = _onset(mark, measure)
        text = "" if getattr(mark, "textImplicit", False) else (getattr(mark, "text", "") or "")
        if not text:
            beside = [each for each in texts if id(each) not in used and _onset(each, measure) == onset]
            named = [each for each in beside if _family(each) == [TEMPO]] or [
                each for each in beside if each.content and _is_tempo(each.content)
            ]
            used |= {id(each) for each in beside if not each.content} | {id(each) for each in named[:1]}
            text = named[0].content if named else ""
        marks.append(Mark(onset, _tempo(mark, " ".join(text.split())), mark))
    for text in texts:
        name = " ".join((text.content or "").split())
        if id(text) not in used and (_is_tempo(name) or GRADUAL.match(name)):
            used.add(id(text))
            gradual = {"gradual": True} if GRADUAL.match(name) else {}
            marks.append(Mark(_onset(text, measure), {"kind": "tempo", "text": name} | gradual, text))
    return marks, used


def _is_tempo(words: str) -> bool:
    return any(f"{words} ".lower().startswith(f"{each} ") for each in music21().tempo.defaultTempoValues)


def _tempo(mark: Any, text: str) -> dict[str, Any]:
    fields: dict[str, Any] = {"kind": "tempo"}
    metronome = mark.newMetronome if "MetricModulation" in mark.classSet else mark
    if "MetronomeMark" in metronome.classSet:
        bpm = metronome.getQuarterBPM()
        if bpm is not None:
            fields["bpm"] = round(float(bpm), 6)
        beat = notation.exact(metronome.referent.quarterLength) if metronome.referent else Fraction(1)
        if bpm is not None and metronome.number is not None and beat != 1 and rhythm.is_value(beat):
            fields["beat"] = str(beat)
    if text:
        fields["text"] = text[:2000]
    if GRADUAL.match(text):
        fields["gradual"] = True
    return fields


def _named(element: Any, measure: Any) -> str:
    """The name of a mark, empty where nothing is lost with it."""
    if "Instrument" in element.classSet:
        return _NAMES["Instrument"] if measure.offset or element.offset else ""
    return notation.words(type(element).__name__)

"""MusicXML made ready for music21: what it passes over is said in ways that it reads.

What belongs to one note is put into a footnote of it, as JSON: fields of the document, which `aside` reads back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement

ASIDE = "antiphon "
"""How a footnote begins that holds fields of the document."""

FIGURES = "figured bass"
"""The font of words that are the figures of a figured bass; their duration, if any, is the second font."""

TEMPO = "tempo mark"
"""The font of words that are those of a tempo mark."""

_SIGNS = {
    "sharp": "#",
    "flat": "b",
    "natural": "n",
    "double-sharp": "##",
    "flat-flat": "bb",
    "slash": "/",
    "back-slash": "\\",
    "cross": "+",
    "plus": "+",
}
_TECHNICAL = ("fingering", "string", "fret")


def prepare(root: Element) -> None:
    """Rewrite a part-wise score in place."""
    for part in root.iterfind("part"):
        staves = max((int(each.text or 1) for each in part.iter("staves")), default=1)
        drawn = list(part.iter("stem"))
        stems = 2 * len(drawn) < sum(1 for _ in part.iter("note"))
        for measure in part.iterfind("measure"):
            _places(measure, staves)
            for note, chord in _notes(measure):
                _note(note, chord, stems)


def aside(element: Any) -> dict[str, Any]:
    """The fields of the document that a music21 element carries in a footnote."""
    if not element.hasEditorialInformation:
        return {}
    for footnote in element.editorial.footnotes:
        if (footnote.text or "").startswith(ASIDE):
            fields: dict[str, Any] = json.loads(footnote.text.removeprefix(ASIDE))
            return fields
    return {}


def _notes(measure: Element) -> Iterator[tuple[Element, bool]]:
    """The notes of a measure, and whether each is of a chord."""
    notes = [*measure.iterfind("note")]
    for number, note in enumerate(notes):
        following = notes[number + 1 : number + 2]
        yield (
            note,
            note.find("chord") is not None or any(each.find("chord") is not None for each in following),
        )


def _note(note: Element, chord: bool, stems: bool) -> None:
    fields: dict[str, Any] = {}
    kind = note.find("type")
    cue = note.find("cue") is not None
    if cue and kind is None:
        kind = SubElement(note, "type")
        kind.text = "quarter"
    if kind is not None:
        kind.attrib.pop("size", None)
        if cue:
            kind.set("size", "cue")
    grace = note.find("grace")
    if grace is not None:
        grace.attrib.setdefault("slash", "no")
        for name in [name for name in grace.attrib if name.startswith(("steal", "make"))]:
            grace.set(name, str(round(float(grace.attrib[name]))))
    stem = note.find("stem")
    if stem is not None and not stems and (stem.text or "").strip() != "none":
        note.remove(stem)
    accidental = note.find("accidental")
    if accidental is not None:
        if accidental.get("parentheses") == "yes":
            fields["accidental"] = "parenthesis"
        elif "yes" in (accidental.get("cautionary"), accidental.get("editorial")):
            fields["accidental"] = "shown"
    for tied in note.iterfind("notations/tied"):
        if tied.get("type") == "let-ring":
            fields["let_ring"] = True
    for arpeggio in (*note.iterfind("notations/arpeggiate"), *note.iterfind("notations/non-arpeggiate")):
        arpeggio.attrib.pop("number", None)
    instrument = note.find("instrument")
    if instrument is not None and note.find("unpitched") is not None:
        fields["drum"] = instrument.get("id", "")
    if chord:
        fields |= _technical(note)
    for lyric in note.iterfind("lyric"):
        _lyric(lyric)
    if fields:
        footnote = Element("footnote")
        footnote.text = ASIDE + json.dumps(fields)
        for old in note.findall("footnote"):
            note.remove(old)
        note.append(footnote)


def _technical(note: Element) -> dict[str, Any]:
    """Fingering, string and fret of a note of a chord, which music21 would give to the chord."""
    fields: dict[str, Any] = {}
    for technical in note.iterfind("notations/technical"):
        for each in [each for each in technical if each.tag in _TECHNICAL]:
            text = (each.text or "").strip()
            technical.remove(each)
            if each.tag == "fingering":
                fields["fingering"] = text
            elif text.isdigit():
                fields[each.tag] = int(text)
    return fields


def _lyric(lyric: Element) -> None:
    """A syllable that is held ends in an underscore; one whose own text does, in two."""
    extend, texts = lyric.find("extend"), lyric.findall("text")
    if not texts or not ends_word(lyric):
        return
    text = (texts[-1].text or "").strip()
    held = extend is not None and extend.get("type") in (None, "start")
    if (len(text) > 1 and text.endswith("_")) or (text and held and not text.endswith("_")):
        texts[-1].text = f"{text}_"


def ends_word(lyric: Element) -> bool:
    """Whether a word ends with a `lyric`, so that no hyphen but perhaps a line follows it."""
    last = [each.text or "single" for each in lyric.iterfind("syllabic")][-1:]
    return not last or last[0].strip() in ("single", "end")


def _places(measure: Element, staves: int) -> None:
    """What stands at a place of a measure: dynamics that hang on notes, figures, signs on bar lines, chord symbols."""
    now = 0.0
    for element in list(measure):
        at = list(measure).index(element)
        if element.tag == "note":
            now = 0.0
            for notations in element.findall("notations"):
                for dynamics in notations.findall("dynamics"):
                    notations.remove(dynamics)
                    measure.insert(at, _direction(dynamics, dynamics.get("placement"), element))
        elif element.tag in ("backup", "forward"):
            now = 0.0
        elif element.tag == "figured-bass":
            measure.remove(element)
            measure.insert(at, _figures(element, now, [*measure][at:]))
            now += float(element.findtext("duration") or 0)
        elif element.tag == "barline":
            for sign in [each for each in element if each.tag in ("segno", "coda")]:
                measure.insert(at, _direction(sign, None, element))
        elif element.tag == "harmony":
            _harmony(element)
        elif element.tag == "direction":
            _jumps(element)
            _words(element)
        if staves > 1 and element.tag in ("direction", "harmony") and element.find("staff") is None:
            SubElement(element, "staff").text = "1"


def _direction(content: Element, placement: str | None, origin: Element) -> Element:
    direction = Element("direction", {"placement": placement} if placement else {})
    SubElement(direction, "direction-type").append(content)
    for name in ("voice", "staff"):
        if origin.find(name) is not None:
            SubElement(direction, name).text = origin.findtext(name)
    return direction


def _figures(figures: Element, now: float, following: list[Element]) -> Element:
    """Figures as words: they stand at the next note, after those before them."""
    words = Element("words", {"font-family": FIGURES})
    words.text = " ".join(_figure(each) for each in figures.iterfind("figure")) or "_"
    duration = figures.findtext("duration")
    if duration:
        words.set("font-family", f"{FIGURES},{duration}")
    note = next((each for each in following if each.tag == "note"), figures)
    direction = _direction(words, figures.get("placement"), note)
    offset = now + float(figures.findtext("offset") or 0)
    if offset:
        position = Element("offset")
        position.text = str(offset)
        direction.insert(1, position)
    return direction


def _figure(figure: Element) -> str:
    prefix, number, suffix = (
        (figure.findtext(name) or "").strip() for name in ("prefix", "figure-number", "suffix")
    )
    return f"{_SIGNS.get(prefix, '')}{number}{_SIGNS.get(suffix, '')}" or "_"


def _harmony(harmony: Element) -> None:
    """A chord symbol's own words, with its degrees where they are not in them."""
    kind = harmony.find("kind")
    if kind is None or not kind.get("text"):
        return
    for degree in harmony.findall("degree"):
        if degree.get("print-object") != "no":
            alter = {"1": "#", "-1": "b"}.get((degree.findtext("degree-alter") or "").strip(), "")
            sort = {"add": "add", "subtract": "no"}.get((degree.findtext("degree-type") or "").strip(), "")
            kind.set(
                "text",
                f"{kind.get('text')}{sort if not alter else ''}{alter}{degree.findtext('degree-value')}",
            )
        harmony.remove(degree)


def _words(direction: Element) -> None:
    """Words on one line; those in one direction with a tempo are its own."""
    tempo = direction.find("direction-type/metronome") is not None or any(
        sound.get("tempo") for sound in direction.iterfind("sound")
    )
    for words in direction.iterfind("direction-type/words"):
        words.text = " ".join((words.text or "").split())
        if tempo and words.text:
            words.set("font-family", TEMPO)


def _jumps(direction: Element) -> None:
    """A sign that leads to the coda is one in words: music21 takes every coda sign for the coda itself."""
    if any(sound.get("tocoda") for sound in direction.iterfind("sound")):
        for kind in direction.iterfind("direction-type"):
            for sign in kind.findall("coda"):
                kind.remove(sign)
                SubElement(kind, "words").text = "To Coda"

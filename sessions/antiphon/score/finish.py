"""MusicXML as music21 writes it, brought to what a document holds: the counterpart of `prepare`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from antiphon.document.piece import Note, Part, Piece
from antiphon.score.library import music21
from antiphon.score.numbers import renumber
from antiphon.score.order import arrange, orders
from antiphon.score.prepare import FIGURES, ends_word

_JUMPS = re.compile(r"fine|to coda|da capo.*|dal segno.*", re.IGNORECASE)
_AFTER_TUNING = ("capo", "staff-size")
_SIGNS = (("##", "double-sharp"), ("bb", "flat-flat"), ("#", "sharp"), ("b", "flat"), ("n", "natural"))
_SUFFIXES = (("+", "plus"), ("/", "slash"), ("\\", "back-slash"), *_SIGNS)


def finish(root: Any, piece: Piece) -> None:
    """Complete a part-wise score made of a piece, in place."""
    _names(root, piece)
    for element, part in zip(root.findall("part"), piece.parts, strict=True):
        definition = root.find(f"part-list/score-part[@id='{element.get('id')}']")
        if part.drums:
            _drums(definition, part)
        if part.tuning:
            _strings(element, part)
        _notes(element, part)
        _tempi(element, {tempo.text for tempo in piece.tempi})
        _directions(element)
        _arrange(element, part, piece)
        renumber(element)
        if part is piece.parts[0]:
            _endings(element, piece)
        else:
            for measure in element.iterfind("measure"):
                measure.attrib.pop("id", None)
    if piece.swing != 0.5 and piece.parts:
        _swing(root.find("part/measure"), piece.swing)


def _arrange(element: Element, part: Part, piece: Piece) -> None:
    unusual, _ = orders(part)
    for measure, mx in zip(piece.measures, element.iterfind("measure"), strict=True):
        if measure.id in unusual:
            usual = [(voice.staff, voice.voice) for voice in part.voices if voice.measure == measure.id]
            arrange(mx, usual, unusual[measure.id])


def _names(root: Any, piece: Piece) -> None:
    """Leave out music21's own name, which it puts where the piece has none."""
    for element in root.findall("identification/creator"):
        if not piece.composer and element.text == music21().defaults.author:
            root.find("identification").remove(element)
    for element in root.findall("movement-title"):
        if not piece.title and element.text == music21().defaults.title:
            root.remove(element)


def _drums(definition: Element, part: Part) -> None:
    for name in ("score-instrument", "midi-device", "midi-instrument"):
        for old in definition.findall(name):
            definition.remove(old)
    for drum in part.drums:
        instrument = SubElement(definition, "score-instrument", {"id": f"{part.id}.{drum.id}"})
        SubElement(instrument, "instrument-name").text = drum.name
    for drum in part.drums:
        midi = SubElement(definition, "midi-instrument", {"id": f"{part.id}.{drum.id}"})
        SubElement(midi, "midi-channel").text = "10"
        SubElement(midi, "midi-unpitched").text = str(drum.key + 1)


def _strings(element: Element, part: Part) -> None:
    attributes = element.find("measure/attributes")
    if attributes is None:
        return
    details = attributes.find("staff-details")
    if details is None:
        details = Element("staff-details")
        before = (
            "footnote",
            "level",
            "divisions",
            "key",
            "time",
            "staves",
            "part-symbol",
            "instruments",
            "clef",
        )
        place = max((number for number, each in enumerate(attributes, 1) if each.tag in before), default=0)
        attributes.insert(place, details)
        SubElement(details, "staff-lines").text = str(part.lines)
    place = max(
        (number for number, each in enumerate(details, 1) if each.tag not in _AFTER_TUNING), default=0
    )
    for line, pitch in enumerate(part.tuning, start=1):
        tuning = Element("staff-tuning", {"line": str(line)})
        SubElement(tuning, "tuning-step").text = pitch[0]
        if pitch[1:-1]:
            SubElement(tuning, "tuning-alter").text = {"#": "1", "b": "-1"}[pitch[1:-1]]
        SubElement(tuning, "tuning-octave").text = pitch[-1]
        details.insert(place + line - 1, tuning)


def _notes(element: Element, part: Part) -> None:
    known = dict(_chords(part))
    whole = 4 * Fraction(element.findtext("measure/attributes/divisions") or 1)
    for note in element.iter("note"):
        found = known.get(note.get("id", ""))
        for grace in note.iterfind("grace"):
            if grace.get("steal-time-previous"):
                grace.set("slash", "no")
        if note.attrib.pop("pizzicato", None):  # so music21 writes a snap pizzicato
            SubElement(_technical(note), "snap-pizzicato")
        kind = note.find("type")
        if kind is not None and kind.get("size") == "cue":
            _cue(note)
        if kind is not None and note.find("rest") is not None and _short(note, kind, whole):
            note.remove(kind)
        for lyric in note.iterfind("lyric"):
            _held(lyric)
        if found:
            _own(note, part, *found)


def _short(rest: Element, kind: Element, whole: Fraction) -> bool:
    """Whether a whole rest is that of a shorter measure: with its type, music21 would read one as long as the meter."""
    return kind.text == "whole" and Fraction(rest.findtext("duration") or 0) != whole


def _chords(part: Part) -> Iterator[tuple[str, tuple[Note, bool]]]:
    """The notes of a part by id, and whether each is of a chord."""
    for item in (item for voice in part.voices for item in voice.items):
        for notes in (item.notes, *(grace.notes for grace in item.graces)):
            for note in notes:
                yield note.id, (note, len(notes) > 1)


def _cue(note: Element) -> None:
    """Say that a note is a cue: after `grace`, else first; a cue sounds in no tie."""
    place = 1 if note.find("grace") is not None else 0
    note.insert(place, Element("cue"))
    for tie in note.findall("tie"):
        note.remove(tie)


def _held(lyric: Element) -> None:
    """Write the underscore of a syllable that is held as a line; of two, one is the syllable's own."""
    text = lyric.find("text")
    words = (text.text or "") if text is not None else ""
    if text is None or len(words) < 2 or not words.endswith("_") or not ends_word(lyric):
        return
    text.text = words[:-1]
    if not words.endswith("__"):
        lyric.insert(list(lyric).index(text) + 1, Element("extend"))


def _own(note: Element, part: Part, found: Note, chord: bool) -> None:
    accidental = note.find("accidental")
    if accidental is not None and found.accidental == "shown":
        accidental.set("cautionary", "yes")
    if found.let_ring:
        for tie in note.findall("tie"):
            note.remove(tie)
    if found.drum and note.find("unpitched") is not None:
        for old in note.findall("instrument"):
            note.remove(old)
        place = max(
            number
            for number, each in enumerate(note, 1)
            if each.tag in ("grace", "cue", "chord", "unpitched", "duration", "tie")
        )
        note.insert(place, Element("instrument", {"id": f"{part.id}.{found.drum}"}))
    if chord and (found.fingering or found.string or found.fret is not None):
        technical = _technical(note)
        for name, value in (
            ("fingering", found.fingering),
            ("string", found.string or ""),
            ("fret", found.fret),
        ):
            if value not in ("", None):
                SubElement(technical, name).text = str(value)


def _technical(note: Element) -> Element:
    notations = note.find("notations")
    if notations is None:
        notations = Element("notations")
        lyric = note.find("lyric")
        note.insert(len(note) if lyric is None else list(note).index(lyric), notations)
    technical = notations.find("technical")
    return SubElement(notations, "technical") if technical is None else technical


def _tempi(element: Element, texts: set[str]) -> None:
    """Put the words of a tempo mark before its number in one direction, which music21 writes behind it in another."""
    for measure in element.iterfind("measure"):
        mark: Element | None = None
        for direction in measure.findall("direction"):
            words = direction.find("direction-type/words")
            if direction.find("sound[@tempo]") is not None:
                mark = direction
                continue
            if mark is not None and words is not None and words.text in texts:
                for empty in mark.findall("direction-type"):
                    if empty.find("metronome") is None:
                        mark.remove(empty)
                mark.insert(0, direction[0])
                mark.set("placement", "above")
                measure.remove(direction)
            mark = None


def _endings(element: Element, piece: Piece) -> None:
    """Write the endings of repeats, of which music21 loses the ends where a part has several staves."""
    for barline in element.iter("barline"):
        for old in barline.findall("ending"):
            barline.remove(old)
    measures = piece.measures
    for number, (measure, mx) in enumerate(zip(measures, element.iterfind("measure"), strict=True)):
        if not measure.ending:
            continue
        if number == 0 or measures[number - 1].ending != measure.ending or measures[number - 1].repeat_end:
            _ending(mx, "left", "start", measure.ending)
        following = measures[number + 1].ending if number + 1 < len(measures) else ""
        if following != measure.ending or measure.repeat_end:
            _ending(mx, "right", "stop", measure.ending)


def _ending(measure: Element, side: str, kind: str, times: str) -> None:
    barline = measure.find(f"barline[@location='{side}']")
    if barline is None:
        barline = Element("barline", {"location": side})
        measure.insert(int(measure.find("print") is not None) if side == "left" else len(measure), barline)
    repeat = barline.find("repeat")
    place = len(barline) if repeat is None else list(barline).index(repeat)
    barline.insert(place, Element("ending", {"number": "" if times == "0" else times, "type": kind}))


def _directions(element: Element) -> None:
    for measure in element.iterfind("measure"):
        for direction in measure.findall("direction"):
            words = direction.find("direction-type/words")
            if words is None:
                continue
            if (words.get("font-family") or "").startswith(FIGURES):
                place = list(measure).index(direction)
                measure.remove(direction)
                measure.insert(place, _figured(direction, words, measure, element))
            elif direction.find("sound[@tempo]") is not None or _JUMPS.fullmatch(words.text or ""):
                direction.set("placement", "above")
        for harmony in measure.iterfind("harmony"):
            kind = harmony.find("kind")
            for degree in harmony.findall("degree") if kind is not None and kind.get("text") else ():
                harmony.remove(degree)


def _figured(direction: Element, words: Element, measure: Element, part: Element) -> Element:
    result = Element("figured-bass")
    if direction.get("placement"):
        result.set("placement", direction.get("placement", ""))
    for text in (words.text or "").split():
        result.append(_figure(text))
    _, _, duration = (words.get("font-family") or "").partition(",")
    if duration:
        divisions = Fraction(part.findtext("measure/attributes/divisions") or 1)
        SubElement(result, "duration").text = str(Fraction(duration) * divisions)
    offset = direction.find("offset")
    if offset is not None:
        offset.attrib.clear()
        result.append(offset)
    return result


def _figure(text: str) -> Element:
    figure = Element("figure")
    for sign, name in _SIGNS:
        if text.startswith(sign):
            SubElement(figure, "prefix").text = name
            text = text.removeprefix(sign)
            break
    number = "".join(letter for letter in text if letter.isdigit())
    if number:
        SubElement(figure, "figure-number").text = number
    for sign, name in _SUFFIXES:
        if text.removeprefix(number) == sign:
            SubElement(figure, "suffix").text = name
    return figure


def _swing(measure: Element, swing: float) -> None:
    share = Fraction(swing).limit_denominator(100)
    sound = Element("sound")
    element = SubElement(sound, "swing")
    SubElement(element, "first").text = str(share.numerator)
    SubElement(element, "second").text = str(share.denominator - share.numerator)
    attributes = measure.find("attributes")
    measure.insert(0 if attributes is None else list(measure).index(attributes) + 1, sound)

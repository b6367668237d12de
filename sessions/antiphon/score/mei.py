"""MEI in and out: read by music21, after what it stumbles over was put right; written by Verovio, from our MusicXML."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

from antiphon.score import xml
from antiphon.score.library import music21
from antiphon.score.loss import Loss, ScoreError

NAMESPACE = "http://www.music-encoding.org/ns/mei"
_MEI = f"{{{NAMESPACE}}}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"

_UNEXPECTED = re.compile(r'Unexpected value for "(\w+)" attribute: (.+)')

_LOST = {
    "dir": "text direction",
    "dynam": "dynamic mark",
    "fermata": "fermata",
    "hairpin": "hairpin",
    "harm": "chord symbol",
    "octave": "ottava",
    "pedal": "pedal mark",
    "reh": "rehearsal mark",
    "tempo": "tempo mark",
    "trill": "trill",
    "mordent": "mordent",
    "turn": "turn",
    "arpeg": "arpeggio",
    "gliss": "glissando",
    "ending": "ending",
}
"""Elements that music21 passes over, and what each is to a musician."""


def score(name: str, data: bytes) -> tuple[Any, list[Loss]]:
    """The music21 score of an MEI file, and what is not kept of it.

    Raises:
        ScoreError: It is not MEI, or holds nothing that can be read.
    """
    root = xml.root(name, data, "MEI")
    if root.tag != f"{_MEI}mei":
        tag = root.tag.rpartition("}")[2]
        hint = " (MusicXML: give it the ending .musicxml)" if tag.startswith("score-") else ""
        raise ScoreError(f"{name} is XML but not MEI: its root is <{tag}>{hint}.")
    if root.find(f".//{_MEI}score") is None:
        raise ScoreError(f"{name} holds no music: there is no <score> in its MEI.")
    losses = _losses(root)
    _prepare(root)
    ElementTree.register_namespace("", NAMESPACE)
    while True:
        text = ElementTree.tostring(root, encoding="unicode")
        try:
            read = music21().mei.base.MeiToM21Converter(text).run()
        except music21().mei.base.MeiValueError as error:
            said = _UNEXPECTED.search(str(error))
            removed = _without(root, *said.groups()) if said else 0
            if not said or not removed:
                raise
            losses += [Loss(None, "", f"{said[1]} mark ({said[2]})")] * removed
        else:
            _entitle(read, root)
            return read, losses


def _without(root: ElementTree.Element, attribute: str, value: str) -> int:
    """Take away an attribute's value that music21 does not know; returns how many there were."""
    holders = [each for each in root.iter() if value in (each.get(attribute) or "").split()]
    holders += [each for each in root.iter() if each.get(attribute) == value and each not in holders]
    for each in holders:
        left = [word for word in str(each.get(attribute)).split() if word != value]
        if left and each.get(attribute) != value:
            each.set(attribute, " ".join(left))
        else:
            del each.attrib[attribute]
    for parent in list(root.iter()):
        for child in [each for each in parent if each in holders and not each.attrib.keys() - {_ID}]:
            if child.tag == f"{_MEI}{attribute}":
                parent.remove(child)
    return len(holders)


def _entitle(read: Any, root: ElementTree.Element) -> None:
    """Title and people, which music21 does not look for where they mostly are."""
    metadata = read.metadata or music21().metadata.Metadata()
    title = root.find(f".//{_MEI}titleStmt/{_MEI}title")
    if title is not None and (words := " ".join("".join(title.itertext()).split())):
        metadata.title = words[:200]
    people = root.findall(f".//{_MEI}persName[@role]") + root.findall(f".//{_MEI}titleStmt/{_MEI}composer")
    for person in people:
        role = person.get("role") or "composer"
        words = " ".join("".join(person.itertext()).split())[:200]
        if role in ("composer", "lyricist", "arranger") and words:
            setattr(metadata, role, words)
    read.metadata = metadata


def _losses(root: ElementTree.Element) -> list[Loss]:
    found = []
    number = None
    for element in root.iter():
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if tag == "measure":
            digits = (element.get("n") or "").strip()
            number = int(digits) if digits.isdecimal() and len(digits) < 6 else number
        elif tag in _LOST:
            found.append(Loss(number, "", _LOST[tag]))
    return found + [Loss(None, "", "further movement")] * (len(root.findall(f".//{_MEI}mdiv")) - 1)


def _prepare(root: ElementTree.Element) -> None:
    """Put right what music21 takes amiss."""
    body = root.find(f".//{_MEI}body")
    for further in list(body.findall(f"{_MEI}mdiv"))[1:] if body is not None else ():
        body.remove(further)  # type: ignore[union-attr]
    for syllable in root.iter(f"{_MEI}syl"):
        if syllable.get("wordpos") not in ("i", "m", "t"):
            syllable.attrib.pop("wordpos", None)
        if syllable.get("con") not in ("s", "d", "t", "u", "c", "v", "i", "b"):
            syllable.attrib.pop("con", None)
    for parent in list(root.iter()):
        for child in list(parent):
            tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if tag in ("ending", "section") and parent.tag == f"{_MEI}section":
                _unwrap(parent, child)


def _unwrap(parent: ElementTree.Element, child: ElementTree.Element) -> None:
    """Put the children of an element in its place."""
    at = list(parent).index(child)
    parent.remove(child)
    for offset, grandchild in enumerate(list(child)):
        parent.insert(at + offset, grandchild)


def mei(musicxml: str) -> bytes:
    """MEI of a MusicXML text, its notes and measures with the ids that they have there.

    Raises:
        ScoreError: Verovio could not read it.
    """
    import verovio

    verovio.enableLog(verovio.LOG_OFF)
    toolkit = verovio.toolkit()
    toolkit.setOptions({"xmlIdSeed": 1, "breaks": "none", "header": "none", "footer": "none"})
    if not toolkit.loadData(musicxml):
        raise ScoreError("The piece could not be turned into MEI: export it as MusicXML.")
    return str(toolkit.getMEI()).encode()

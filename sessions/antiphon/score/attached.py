"""What hangs on a note, chord or rest: articulations, ornaments, fermata, tremolo, arpeggio, fingering; both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from antiphon.document.piece import Grace, Item, Note
from antiphon.score import notation
from antiphon.score.library import music21
from antiphon.score.prepare import aside

ARTICULATIONS = {
    "Accent": "accent",
    "StrongAccent": "strong_accent",
    "Staccato": "staccato",
    "Staccatissimo": "staccatissimo",
    "Spiccato": "spiccato",
    "Tenuto": "tenuto",
    "DetachedLegato": "detached_legato",
    "Stress": "stress",
    "Unstress": "unstress",
    "Scoop": "scoop",
    "Plop": "plop",
    "Doit": "doit",
    "Falloff": "falloff",
    "BreathMark": "breath_mark",
    "Caesura": "caesura",
    "UpBow": "up_bow",
    "DownBow": "down_bow",
    "Harmonic": "harmonic",
    "OpenString": "open_string",
    "Stopped": "stopped",
    "SnapPizzicato": "snap_pizzicato",
    "DoubleTongue": "double_tongue",
    "TripleTongue": "triple_tongue",
}
ORNAMENTS = {
    "Trill": "trill",
    "Turn": "turn",
    "InvertedTurn": "inverted_turn",
    "Mordent": "mordent",
    "InvertedMordent": "inverted_mordent",
    "Schleifer": "schleifer",
}
"""Classes of music21, and the fields of a note in a document."""

NOTEHEADS = frozenset({"x", "diamond", "triangle", "square", "slash", "circle-x", "cross", "none"})

_CLASSES = {field: name for name, field in (ARTICULATIONS | ORNAMENTS).items()} | {
    "harmonic": "StringHarmonic"
}
_ARPEGGI = {"normal": "plain", "up": "up", "down": "down", "non-arpeggio": "bracket"}
_STEMS = {"up": "up", "down": "down", "noStem": "none"}
_NUMBERS = {"StringIndication": ("string", 1, 12), "FretIndication": ("fret", 0, 36)}

Lose = Callable[[str], None]


def shared(element: Any, lose: Lose) -> dict[str, Any]:
    """The fields that the notes of a music21 chord, note or rest have together."""
    fields: dict[str, Any] = {}
    members = element.notes if _is_chord(element) else ()
    for articulation in (*element.articulations, *(each for note in members for each in note.articulations)):
        name = _named(articulation, ARTICULATIONS)
        if name:
            fields[name] = True
        elif not _own_field(articulation):
            words = notation.words(type(articulation).__name__)
            lose(words if words.endswith("mark") else f"{words} mark")
    for expression in element.expressions:
        classes = expression.classSet
        if name := _named(expression, ORNAMENTS):
            fields[name] = True
        elif "Fermata" in classes:
            fields["fermata"] = expression.shape if expression.shape in ("angled", "square") else "normal"
        elif "Tremolo" in classes:
            fields["tremolo"] = min(max(int(expression.numberOfMarks or 3), 1), 5)
        elif "ArpeggioMark" in classes:
            fields["arpeggio"] = _ARPEGGI.get(expression.type, "plain")
        else:
            lose(notation.words(type(expression).__name__))
    if element.isRest:
        for name in [name for name in fields if name != "fermata"]:
            del fields[name]
            lose(f"{name.replace('_', ' ')} (of a rest)")
    elif stem := _STEMS.get(element.stemDirection):
        fields["stem"] = stem
    return fields


def own(note: Any, element: Any, lose: Lose) -> dict[str, Any]:
    """The fields that a music21 note has for itself, in the chord or note `element`."""
    fields: dict[str, Any] = {}
    for articulation in note.articulations:
        fields |= _own_field(articulation)
    if element is not note:
        fields |= _of_chord(note, element)
    tie = note.tie.type if note.tie is not None else ""
    if tie in ("start", "continue"):
        fields["tie"] = True
    if tie in ("stop", "continue") and not element.duration.isGrace:
        fields["tie_end"] = True
    elif tie == "let-ring":
        fields["let_ring"] = True
    if note.notehead in NOTEHEADS:
        fields["notehead"] = note.notehead
    elif note.notehead not in ("normal", None):
        lose(f"{note.notehead} notehead")
    accidental = getattr(getattr(note, "pitch", None), "accidental", None)
    if accidental is not None:
        if accidental.displayStyle in ("parentheses", "both"):
            fields["accidental"] = "parenthesis"
        elif accidental.displayType in ("always", "even-tied", "never"):
            fields["accidental"] = "hidden" if accidental.displayType == "never" else "shown"
    fields |= small(note) or small(element)
    if hidden(note) or hidden(element):
        fields["hidden"] = True
    fields |= aside(note)
    if drum := note.editorial.get("drum") if note.hasEditorialInformation else None:
        fields["drum"] = drum
    return fields


def small(element: Any) -> dict[str, Any]:
    """Whether a note or rest is a cue."""
    return {"cue": True} if element.hasStyleInformation and element.style.noteSize == "cue" else {}


def hidden(element: Any) -> bool:
    """Whether something is not printed."""
    return bool(element.hasStyleInformation and element.style.hideObjectOnPrint)


def marks(item: Item | Grace) -> tuple[list[Any], list[Any]]:
    """The music21 articulations and expressions of an item or grace note."""
    library = music21()
    articulations = [
        getattr(library.articulations, _CLASSES[name])()
        for name in item.marks
        if _CLASSES[name] not in ORNAMENTS
    ]
    expressions = [
        getattr(library.expressions, _CLASSES[name])() for name in item.marks if _CLASSES[name] in ORNAMENTS
    ]
    if isinstance(item, Item):
        if item.tremolo:
            expressions.append(library.expressions.Tremolo())
            expressions[-1].numberOfMarks = item.tremolo
        if item.arpeggio:
            kind = next(name for name, ours in _ARPEGGI.items() if ours == item.arpeggio)
            expressions.append(library.expressions.ArpeggioMark(kind))
        if item.fermata:
            expressions.append(library.expressions.Fermata())
            expressions[-1].shape = item.fermata
            expressions[-1].type = "upright"
    return articulations, expressions


def playing(note: Note) -> Iterator[Any]:
    """The music21 articulations that a note has for itself: fingering, string, fret."""
    library = music21().articulations
    if note.fingering:
        yield library.Fingering(int(note.fingering) if note.fingering.isdigit() else note.fingering)
    if note.string:
        yield library.StringIndication(number=note.string)
    if note.fret is not None:
        yield library.FretIndication(number=note.fret)


def dress(result: Any, note: Note, struck: bool) -> None:
    """Give a music21 note what the note has for itself beside pitch and tie; `struck`: it is one of a percussion map."""
    result.articulations += list(playing(note))
    if note.notehead:
        result.notehead = note.notehead
    if note.cue:
        result.style.noteSize = "cue"
    if note.hidden:
        result.style.hideObjectOnPrint = True
    if struck:
        result.editorial.drum = note.drum
    elif note.accidental:
        pitch = result.pitch
        pitch.accidental = pitch.accidental or music21().pitch.Accidental("natural")
        pitch.accidental.displayType = "never" if note.accidental == "hidden" else "even-tied"
        if note.accidental == "parenthesis":
            pitch.accidental.displayStyle = "parentheses"


def stem(result: Any, item: Item) -> None:
    """Give a music21 note or chord the direction of its stem, where it is no engraver's choice."""
    if item.stem:
        result.stemDirection = "noStem" if item.stem == "none" else item.stem


def _is_chord(element: Any) -> bool:
    return "ChordBase" in element.classSet


def _named(mark: Any, names: dict[str, str]) -> str:
    return next((names[each] for each in mark.classes if each in names), "")


def _own_field(articulation: Any) -> dict[str, Any]:
    """Fingering, string or fret; nothing for what the notes of a chord have together."""
    if "Fingering" in articulation.classSet:
        return {"fingering": str(articulation.fingerNumber)[:100]}
    for name, (field, low, high) in _NUMBERS.items():
        if name in articulation.classSet:
            number = articulation.number
            return {field: number} if isinstance(number, int) and low <= number <= high else {}
    return {}


def _of_chord(note: Any, element: Any) -> dict[str, Any]:
    """What a chord's list has for one of its notes: music21 counts the fingerings of a chord from its lowest note."""
    fields: dict[str, Any] = {}
    for kind in ("Fingering", *_NUMBERS):
        found = [each for each in element.articulations if kind in each.classSet]
        place = next(number for number, each in enumerate(element.notes) if each is note)
        if place < len(found):
            fields |= _own_field(found[place])
    return fields

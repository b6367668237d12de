"""Melodies in a piece: where they go, how they are written there, and what phones are told of the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from antiphon.document.operation import Operation
from antiphon.document.order import indexes
from antiphon.document.piece import Measure, Part, Piece
from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.engine.pitch import midi_key, written_fifths
from antiphon.lab.seat import Refused
from antiphon.score.notation import spelled_in_key
from antiphon.session.melody import Notes
from antiphon.session.saying import Saying

VOICES: Final = 4

_MAJOR: Final = (0, 2, 4, 5, 7, 9, 11)
_TONICS: Final[Mapping[str, int]] = {
    "dorian": 2,
    "phrygian": 4,
    "lydian": 5,
    "mixolydian": 7,
    "minor": 9,
    "locrian": 11,
}
"""Semitones from the tonic of the major key of a signature to that of another mode."""


@dataclass(frozen=True)
class Aim:
    """Where melodies go, as the teacher chose; empty: the first part that has notes, its next empty measure.

    Attributes:
        part: The part's id.
        measure: The id of the measure they begin in.
    """

    part: str = ""
    measure: str = ""


def read_aim(message: Mapping[str, Any]) -> tuple[Aim, dict[str, Any]]:
    """Read where melodies go from an `allow`; returns it with the message as the hub and the state have it.

    Raises:
        Refused: It is not understood.
    """
    match message.get("suggestions"):
        case {"part": str(part), "measure": str(measure)}:
            return Aim(part, measure), {**message, "suggestions": True}
        case {"part": str(part)}:
            return Aim(part), {**message, "suggestions": True}
        case dict():
            raise Refused("Melodies go into a part, at a measure: choose them anew.")
        case _:
            return Aim(), dict(message)


def key(piece: Piece, part: Part, number: int) -> dict[str, Any]:
    """What phones are told of the place of melodies: the key as it sounds, and the C at which their keyboard begins."""
    fifths, mode = _key(piece, number)
    sounding = sorted(
        midi_key(note.pitch) + part.chromatic
        for voice in part.voices
        for item in voice.items
        for note in item.notes
    )
    middle = sounding[len(sounding) // 2] if sounding else 67
    low = 12 * round((middle - 8) / 12)
    return {
        "tonic": (7 * fifths + _TONICS.get(mode, 0)) % 12,
        "scale": sorted((7 * fifths + step) % 12 for step in _MAJOR),
        "low": min(72, max(36, low)),
        "flats": fifths < 0,
    }


def melody(document: Document, notes: Notes, aim: Aim, id: str) -> tuple[tuple[Operation, ...], int]:
    """What puts a melody into a piece, and the number of the measure where it begins.

    It never writes over notes: where there are some, it is a voice of its own. Notes go over bar lines by ties, and the piece
    gets measures at its end where it is too short.

    Args:
        document: The piece.
        notes: The melody, as it sounds.
        aim: Where it goes.
        id: Begins the ids of what is new.

    Raises:
        Refused: There is no such place.
    """
    piece = project(document)
    length = sum((quarters for _, quarters in notes), Fraction(0))
    part, first = place(piece, document, aim, length)
    operations: list[Operation] = []
    bars = [(measure.id, measure.duration) for measure in piece.measures[first:]]
    missing = length - sum((duration for _, duration in bars), Fraction(0))
    if missing > 0:
        each = _length(piece.measures[-1]) if piece.measures else Fraction(4)
        new = [f"{id}-m{number}" for number in range(1, -(-missing // each) + 1)]
        order = [*(measure.id for measure in piece.measures), *new]
        known = {measure: document["measures"][measure]["index"] for measure in order if measure not in new}
        places = indexes(order, known)
        operations += [Operation("put", "measures", bar, {"index": places[bar]}, {}) for bar in new]
        bars += [(bar, each) for bar in new]
    fifths = written_fifths(_key(piece, first)[0] + part.fifths, part.diatonic, part.chromatic)
    pieces = [*_laid(notes, bars)]
    covered = {bar for _, bar, *_ in pieces}
    voice = _free_voice(document, part, covered)
    events: Mapping[str, Mapping[str, Any]] = document["events"]
    for event, entry in sorted(events.items()):
        here = entry.get("part") == part.id and entry["measure"] in covered
        if here and entry["kind"] == "rest" and entry.get("staff", 1) == 1 and entry.get("voice", 1) == voice:
            operations.append(Operation("remove", "events", event, {}, {**entry}))
    for count, (pitch, bar, onset, duration, tied) in enumerate(pieces, 1):
        fields: dict[str, Any] = {
            "kind": "note",
            "part": part.id,
            "measure": bar,
            "onset": str(onset),
            "duration": str(duration),
            "pitch": spelled_in_key(pitch - part.chromatic, fifths),
            **({"tie": True} if tied else {}),
            **({"voice": voice} if voice > 1 else {}),
        }
        operations.append(Operation("put", "events", f"{id}-n{count}", fields, {}))
    number = piece.measures[first].number if first < len(piece.measures) else _after(piece)
    return tuple(operations), number


def _laid(
    notes: Notes, bars: Sequence[tuple[str, Fraction]]
) -> list[tuple[int, str, Fraction, Fraction, bool]]:
    """Notes in measures: pitch, measure, onset, duration, and whether the next one goes on with it."""
    laid = []
    at, onset = 0, Fraction(0)
    for pitch, quarters in notes:
        left = quarters
        while left:
            bar, length = bars[at]
            here = min(left, length - onset)
            left -= here
            laid.append((pitch, bar, onset, here, left > 0))
            onset += here
            if onset == length:
                at, onset = at + 1, Fraction(0)
    return laid


def place(piece: Piece, document: Document, aim: Aim, length: Fraction = Fraction(1)) -> tuple[Part, int]:
    """The part of melodies, and the place of the measure where they begin; behind the last, where none is empty.

    Raises:
        Refused: There is none.
    """
    tuned = [part for part in piece.parts if not part.drums]
    part = next((part for part in tuned if part.id == aim.part or not aim.part), None)
    if part is None:
        raise Refused("There is no such part that can play melodies; choose another.")
    if aim.measure:
        chosen = next((at for at, each in enumerate(piece.measures) if each.id == aim.measure), None)
        if chosen is None:
            raise Refused("The measure for melodies is not there any more; choose another.")
        return part, chosen
    full = {
        event["measure"]
        for event in document["events"].values()
        if event["kind"] == "note" and event.get("part") == part.id
    }
    begin = len(piece.measures)
    for at, measure in enumerate(piece.measures):
        end = measure.start + length
        if not any(each.id in full for each in piece.measures[at:] if each.start < end):
            begin = at
            break
    return part, begin


def _key(piece: Piece, number: int) -> tuple[int, str]:
    """The concert key and the mode at a measure, or at the end."""
    if not piece.measures:
        return 0, "major"
    measure = piece.measures[min(number, len(piece.measures) - 1)]
    return measure.key, measure.mode


def _length(measure: Measure) -> Fraction:
    """How long measures are that come after one: as its meter says."""
    count, unit = measure.meter.split("/")
    return sum((Fraction(each) for each in count.split("+")), Fraction(0)) * Fraction(4, int(unit))


def _after(piece: Piece) -> int:
    return piece.measures[-1].number + 1 if piece.measures else 1


def _free_voice(document: Document, part: Part, measures: set[str]) -> int:
    """The first voice without notes there.

    Raises:
        Refused: All have some.
    """
    taken = {
        event.get("voice", 1)
        for event in document["events"].values()
        if event["kind"] == "note" and event.get("part") == part.id and event["measure"] in measures
    }
    free = next((voice for voice in range(1, VOICES + 1) if voice not in taken), None)
    if free is None:
        raise Refused(Saying("the measures are full of notes."))
    return free

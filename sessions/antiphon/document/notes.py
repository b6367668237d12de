"""The notes of events, and what the notes of a chord say together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from antiphon.document.piece import Note
from antiphon.document.schema import SCHEMA
from antiphon.document.types import Event

STEPS: Final = "CDEFGAB"

MARKS: Final[tuple[str, ...]] = tuple(
    field
    for field, rule in SCHEMA["$defs"]["Event"]["properties"].items()
    if rule.get("description", "").startswith(("note: articulation", "note: ornament"))
)
"""The names of the articulations and ornaments, in the schema's order."""

_MARKS: Final = frozenset(MARKS)


@dataclass(slots=True)
class Sound:
    """A note or a rest of a voice, within its measure.

    Attributes:
        id: The event's id.
        onset: From the start of the measure, in quarter lengths.
        duration: In quarter lengths, greater than 0.
        note: The note; None for a rest.
        event: The event.
    """

    id: str
    onset: Fraction
    duration: Fraction
    note: Note | None
    event: Event


@lru_cache(maxsize=4096)
def rational(text: str) -> Fraction:
    """A rational of the document as a fraction of quarter lengths."""
    return Fraction(text)


def note(id: str, event: Event, drums: Collection[str]) -> Note:
    """The note of an event that has a pitch.

    Args:
        id: The event's id.
        event: The event.
        drums: The ids of its part's percussion map.
    """
    drum = event.get("drum")
    return Note(
        id,
        event["pitch"],
        event.get("tie", False),
        _lyrics(event),
        event.get("let_ring", False),
        event.get("tie_end", False),
        event.get("notehead", ""),
        event.get("accidental", ""),
        event.get("cue", False),
        event.get("hidden", False),
        event.get("fingering", ""),
        event.get("string", 0),
        event.get("fret"),
        drum if drum in drums else None,
    )


_VERSES: Final = tuple(f"lyric{verse}" for verse in range(1, 9))


def _lyrics(event: Event) -> tuple[str, ...]:
    if event.keys().isdisjoint(_VERSES):
        return ()
    verses: list[Any] = [event.get(verse) for verse in _VERSES]
    while verses and not verses[-1]:
        verses.pop()
    return tuple(verse or "" for verse in verses)


def marks(sounds: Iterable[Sound]) -> tuple[str, ...]:
    """The articulations and ornaments of the notes of a chord together."""
    found = {name for sound in sounds for name in _MARKS & sound.event.keys() if sound.event[name]}  # type: ignore[literal-required]
    return tuple(name for name in MARKS if name in found) if found else ()


def first(sounds: Sequence[Sound], field: str, default: Any) -> Any:
    """A field's value of the first sound that has it."""
    for sound in sounds:
        if field in sound.event:
            return sound.event[field]  # type: ignore[literal-required]
    return default


def ascending(sounds: Iterable[Sound]) -> tuple[Note, ...]:
    """The notes of sounds, by staff position, then by accidental, then in the order given."""
    return tuple(sorted((sound.note for sound in sounds if sound.note), key=_height))


def _height(note: Note) -> tuple[int, int, int]:
    accidental = note.pitch[1:-1]
    alter = accidental.count("#") - accidental.count("b")
    return int(note.pitch[-1]), STEPS.index(note.pitch[0]), alter

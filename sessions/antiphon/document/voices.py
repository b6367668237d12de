"""The voices of a staff in a measure: chords, overlaps and rests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from antiphon.document.piece import Item, Note

Report = Callable[[str, str, str], None]
"""Takes a problem's code, the event's id, and what happens to it."""

ZERO = Fraction(0)
STEPS = "CDEFGAB"


@dataclass(frozen=True, slots=True)
class Sound:
    """A note or a rest of a voice, within its measure.

    Attributes:
        id: The event's id.
        onset: From the start of the measure, in quarter lengths.
        duration: In quarter lengths, greater than 0.
        tuplet: As in the document.
        note: The note; None for a rest.
    """

    id: str
    onset: Fraction
    duration: Fraction
    tuplet: str | None
    note: Note | None


@dataclass(slots=True)
class Chord:
    """Notes of one onset and one duration in a voice (or one rest).

    Attributes:
        onset: As of each of its sounds.
        end: Where it ends, from the start of the measure.
        sounds: By id.
    """

    onset: Fraction
    end: Fraction
    sounds: list[Sound]

    def item(self) -> Item:
        """What stands in the piece."""
        first = self.sounds[0]
        notes = tuple(sorted((each.note for each in self.sounds if each.note), key=_height))
        return Item(first.onset, first.duration, first.tuplet, notes, None if notes else first.id)


def arrange(
    voices: Mapping[int, Sequence[Sound]], duration: Fraction, place: str, report: Report
) -> list[tuple[int, tuple[Item, ...]]]:
    """Put notes and rests into voices that are filled from a measure's start to its end without an overlap.

    Args:
        voices: For each voice, its notes and rests by id.
        duration: The measure's length in quarter lengths.
        place: Where this is, in words, for the problems.
        report: Is told of each note that is doubled or moved.

    Returns:
        Voice number and items, by number; voice 1 is always there, and a number may be above 8.
    """
    result: list[tuple[int, tuple[Item, ...]]] = []
    moving: list[tuple[int, Chord]] = []
    last = max(voices, default=1)
    voice = 1
    while voice <= last or moving:
        sounds = voices.get(voice, ())
        placed: list[Chord] = []
        staying: list[tuple[int, Chord]] = []
        own = _chords([each for each in sounds if each.note], report)
        for home, chord in [*((voice, chord) for chord in own), *moving]:
            if not _fits(chord, placed):
                staying.append((home, chord))
                continue
            placed.append(chord)
            if home != voice:
                for sound in chord.sounds:
                    report(
                        "overlap", sound.id, f"overlaps in voice {home} of {place}, moved to voice {voice}"
                    )
        moving = staying
        for rest in _chords([each for each in sounds if not each.note], report):
            if _fits(rest, placed):
                placed.append(rest)
        if placed or voice == 1:
            result.append((voice, _filled(placed, duration)))
        voice += 1
    return result


def _chords(sounds: Sequence[Sound], report: Report) -> list[Chord]:
    """Sounds as chords, in the order in which they find their places: by onset, longer first, smallest id."""
    groups: dict[tuple[Fraction, Fraction], dict[str, Sound]] = {}
    for sound in sounds:
        group = groups.setdefault((sound.onset, sound.duration), {})
        first = group.setdefault(sound.note.pitch if sound.note else "", sound)
        if first is not sound and sound.note:
            report("double", sound.id, f"doubles {first.id}, left out")
    chords = [Chord(onset, onset + length, list(group.values())) for (onset, length), group in groups.items()]
    return sorted(chords, key=lambda chord: (chord.onset, -chord.sounds[0].duration, chord.sounds[0].id))


def _fits(chord: Chord, placed: Sequence[Chord]) -> bool:
    return all(chord.end <= other.onset or other.end <= chord.onset for other in placed)


def _filled(placed: list[Chord], duration: Fraction) -> tuple[Item, ...]:
    items: list[Item] = []
    cursor = ZERO
    for chord in sorted(placed, key=lambda chord: chord.onset):
        if chord.onset > cursor:
            items.append(Item(cursor, chord.onset - cursor, None, (), None))
        items.append(chord.item())
        cursor = chord.end
    if cursor < duration:
        items.append(Item(cursor, duration - cursor, None, (), None))
    return tuple(items)


def _height(note: Note) -> tuple[int, int, int]:
    """Order of the notes of a chord: by staff position, then by accidental."""
    accidental = note.pitch[1:-1]
    alter = accidental.count("#") - accidental.count("b")
    return int(note.pitch[-1]), STEPS.index(note.pitch[0]), alter

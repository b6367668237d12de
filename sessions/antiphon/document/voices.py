"""The voices of a staff in a measure: chords, overlaps and rests.

Times are compared as whole ticks of a common denominator, which is exact and many times faster than fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from antiphon.document.graces import adorn
from antiphon.document.notes import Sound, ascending, first, marks
from antiphon.document.piece import Item

Report = Callable[[str, str, str], None]
"""Takes a problem's code, the event's id, and what happens to it."""


@dataclass(slots=True)
class Chord:
    """Notes of one onset and one duration in a voice (or one rest).

    Attributes:
        onset: From the start of the measure, in ticks.
        end: From the start of the measure, in ticks.
        sounds: By id.
    """

    onset: int
    end: int
    sounds: list[Sound]

    def item(self) -> Item:
        """What stands in the piece."""
        smallest = self.sounds[0]
        event = smallest.event
        if not smallest.note:
            return Item(
                smallest.onset,
                smallest.duration,
                event.get("tuplet"),
                (),
                smallest.id,
                fermata=event.get("fermata", ""),
                cue=event.get("cue", False),
                hidden=event.get("hidden", False),
            )
        return Item(
            smallest.onset,
            smallest.duration,
            event.get("tuplet"),
            ascending(self.sounds),
            None,
            marks=marks(self.sounds),
            tremolo=first(self.sounds, "tremolo", 0),
            arpeggio=first(self.sounds, "arpeggio", ""),
            fermata=first(self.sounds, "fermata", ""),
            stem=first(self.sounds, "stem", ""),
        )


def arrange(
    voices: Mapping[int, Sequence[Sound]],
    graces: Mapping[int, Sequence[Sound]],
    duration: Fraction,
    place: str,
    report: Report,
) -> list[tuple[int, tuple[Item, ...]]]:
    """Put notes and rests into voices that are filled from a measure's start to its end without an overlap.

    Args:
        voices: For each voice, its notes and rests by id.
        graces: For each voice, its grace notes by id.
        duration: The measure's length in quarter lengths.
        place: Where this is, in words, for the problems.
        report: Is told of each note that is doubled or moved.

    Returns:
        Voice number and items, by number; voice 1 is always there, and a number may be above 8.
    """
    sounds = [sound for each in voices.values() for sound in each]
    denominators = {time.denominator for sound in sounds for time in (sound.onset, sound.duration)}
    ticks = lcm(duration.denominator, *denominators)
    result: list[tuple[int, tuple[Item, ...]]] = []
    moving: list[tuple[int, Chord]] = []
    last = max((*voices, *graces), default=1)
    voice = 1
    while voice <= last or moving:
        placed: list[Chord] = []
        staying: list[tuple[int, Chord]] = []
        own = _chords([each for each in voices.get(voice, ()) if each.note], ticks, report)
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
        for rest in _chords([each for each in voices.get(voice, ()) if not each.note], ticks, report):
            if _fits(rest, placed):
                placed.append(rest)
        if placed or voice == 1 or voice in graces:
            items = _filled(placed, duration, ticks)
            result.append((voice, adorn(items, graces[voice]) if voice in graces else items))
        voice += 1
    return result


def _chords(sounds: Sequence[Sound], ticks: int, report: Report) -> list[Chord]:
    """Sounds as chords, in the order in which they find their places: by onset, longer first, smallest id."""
    chords: dict[tuple[int, int], Chord] = {}
    for sound in sounds:
        onset, duration = _in_ticks(sound.onset, ticks), _in_ticks(sound.duration, ticks)
        chord = chords.setdefault((onset, -duration), Chord(onset, onset + duration, []))
        pitch = sound.note and sound.note.pitch
        first = next((each for each in chord.sounds if not each.note or each.note.pitch == pitch), None)
        if first is None:
            chord.sounds.append(sound)
        elif sound.note:
            report("double", sound.id, f"doubles {first.id}, left out")
    return [chords[place] for place in sorted(chords)]


def _in_ticks(time: Fraction, ticks: int) -> int:
    return time.numerator * (ticks // time.denominator)


def _fits(chord: Chord, placed: Sequence[Chord]) -> bool:
    return all(chord.end <= other.onset or other.end <= chord.onset for other in placed)


def _filled(placed: list[Chord], duration: Fraction, ticks: int) -> tuple[Item, ...]:
    items: list[Item] = []
    cursor = 0
    for chord in sorted(placed, key=lambda chord: chord.onset):
        if chord.onset > cursor:
            items.append(_gap(cursor, chord.onset, ticks))
        items.append(chord.item())
        cursor = chord.end
    end = _in_ticks(duration, ticks)
    if cursor < end:
        items.append(_gap(cursor, end, ticks))
    return tuple(items)


def _gap(onset: int, end: int, ticks: int) -> Item:
    return Item(Fraction(onset, ticks), Fraction(end - onset, ticks), None, (), None)

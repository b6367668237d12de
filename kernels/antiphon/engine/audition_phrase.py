"""The phrases that sounds are heard with before they are used: short, and fit for the family of the sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from antiphon.engine.catalogue import kind

PACE = 1.8
"""Quarter lengths a second: 108 a minute."""


class PhraseNote(NamedTuple):
    """A note of a phrase.

    Attributes:
        key: MIDI key; of a drum kit, General MIDI's.
        start: In quarter lengths.
        duration: In quarter lengths, greater than 0.
        velocity: 0 to 1.
    """

    key: float
    start: float
    duration: float
    velocity: float = 0.7


Phrase = tuple[PhraseNote, ...]


def _row(keys: Sequence[float], step: float, duration: float, velocity: float = 0.7) -> Phrase:
    return tuple(PhraseNote(key, index * step, duration, velocity) for index, key in enumerate(keys))


def _chord(keys: Sequence[float], start: float, duration: float, velocity: float = 0.6) -> Phrase:
    return tuple(PhraseNote(key, start, duration, velocity) for key in keys)


PHRASES: Mapping[str, Phrase] = MappingProxyType(
    {
        "none": (),
        "bass": tuple(
            PhraseNote(key, start, duration, velocity)
            for key, start, duration, velocity in (
                (33, 0, 0.7, 0.85),
                (33, 1, 0.4, 0.6),
                (45, 1.5, 0.4, 0.75),
                (36, 2, 0.4, 0.7),
                (38, 2.5, 0.4, 0.7),
                (40, 3, 0.9, 0.8),
            )
        ),
        "chord": _chord((45, 57, 60, 64), 0, 1.9) + _chord((41, 57, 60, 65), 2, 2.2),
        "melody": tuple(
            PhraseNote(key, start, duration, velocity)
            for key, start, duration, velocity in (
                (67, 0, 0.5, 0.6),
                (72, 0.5, 0.5, 0.7),
                (74, 1, 0.5, 0.65),
                (76, 1.5, 1, 0.85),
                (74, 2.5, 0.5, 0.65),
                (72, 3, 1.2, 0.7),
            )
        ),
        "broken": _row((48, 55, 60, 64, 67, 72, 76, 72), 0.5, 1, 0.7),
        "bells": _row((72, 79, 76, 84), 0.75, 1, 0.65),
        "keys": (
            *_chord((45, 52, 60, 64), 0, 1.4, 0.65),
            PhraseNote(69, 1.5, 0.5, 0.7),
            *_chord((41, 53, 60, 65), 2, 1.8, 0.7),
            PhraseNote(72, 3, 0.5, 0.75),
            PhraseNote(69, 3.5, 0.7, 0.65),
        ),
        "drums": (
            *(PhraseNote(36, start, 0.25, 0.9) for start in (0, 1.75, 2.5)),
            *(PhraseNote(38, start, 0.25, 0.85) for start in (1, 3)),
            *(PhraseNote(42, index / 2, 0.2, 0.55 if index % 2 else 0.4) for index in range(7)),
            PhraseNote(46, 3.5, 0.5, 0.6),
        ),
        "beat": tuple(PhraseNote(36, start, 0.25, 0.9) for start in range(4)),
        "timpani": (
            PhraseNote(41, 0, 0.9, 0.8),
            *(PhraseNote(36, 1 + index / 4, 0.3, 0.4 + index / 16) for index in range(7)),
            PhraseNote(41, 3, 1.5, 0.9),
        ),
        "sparse": (
            *_chord((60, 64), 0, 0.25, 0.75),
            PhraseNote(67, 0.5, 0.25, 0.65),
            PhraseNote(72, 1, 0.3, 0.8),
        ),
        "held": _chord((48, 55, 60, 64), 0, 4, 0.65),
        "one": _chord((45,), 0, 4, 0.7),
        "chromatic": _row(tuple(range(60, 73)), 0.3, 0.3, 0.65),
        "growing": tuple(
            PhraseNote(60 + 2 * (index % 2), index / 2, 0.5, 0.1 + index / 9) for index in range(8)
        ),
    }
)
"""By name."""

_OF_FAMILY = {
    "plucked strings": "broken",
    "keys": "keys",
    "bowed strings": "chord",
    "winds": "melody",
    "voices": "chord",
    "synthesisers": "melody",
    "percussion": "broken",
    "notes": "melody",
}
_OF_KIND = {
    "instrument.bass": "bass",
    "instrument.synth_bass": "bass",
    "instrument.pad": "chord",
    "instrument.bells": "bells",
    "instrument.timpani": "timpani",
    "instrument.drums": "drums",
    "instrument.soundfont": "keys",
    "note.arpeggiator": "held",
    "note.sequencer": "one",
    "note.strum": "chord",
    "note.humanise": "chord",
    "note.scale": "chromatic",
    "note.echo": "sparse",
    "note.velocity": "growing",
}


def phrase_of(name: str) -> str:
    """The name of the phrase that a kind of node is heard with, where it plays or changes notes; else `none`."""
    return _OF_KIND.get(name) or _OF_FAMILY.get(kind(name).family, "none")


def duration(phrase: Phrase) -> float:
    """Where its last note ends, in quarter lengths."""
    return max((note.start + note.duration for note in phrase), default=0.0)

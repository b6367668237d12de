"""Pitches: the keys that written ones sound on, and their neighbours in a key signature."""

from __future__ import annotations

import re
from functools import lru_cache

_STEPS = "CDEFGAB"
_KEYS = (0, 2, 4, 5, 7, 9, 11)
_SHARPS = "FCGDAEB"


@lru_cache(1024)
def midi_key(pitch: str) -> int:
    """MIDI key of a pitch.

    >>> midi_key("C4"), midi_key("B#3"), midi_key("Ebb5")
    (60, 60, 74)
    """
    step, alteration, octave = _read(pitch)
    return 12 * (octave + 1) + _KEYS[step] + alteration


@lru_cache(4096)
def neighbour(pitch: str, steps: int, fifths: int) -> int:
    """How many semitones a neighbour in a key signature is away.

    Args:
        pitch: The written pitch.
        steps: Diatonic steps up (negative: down).
        fifths: Sharps (negative: flats) of the written key, -7 to 7.

    >>> neighbour("B4", 1, 0), neighbour("C5", -1, 0), neighbour("A4", 1, -1), neighbour("E4", 1, 1)
    (1, -1, 1, 2)
    """
    step, alteration, _ = _read(pitch)
    octaves, other = divmod(step + steps, 7)
    place = _SHARPS.index(_STEPS[other])
    altered = 1 if place < fifths else -1 if 6 - place < -fifths else 0
    return 12 * octaves + _KEYS[other] + altered - _KEYS[step] - alteration


def written_fifths(fifths: int, diatonic: int, chromatic: int) -> int:
    """The key that a transposing part is written in.

    Args:
        fifths: Of the concert key.
        diatonic: Steps from written to sounding pitch.
        chromatic: Semitones from written to sounding pitch.

    >>> written_fifths(0, -1, -2), written_fifths(-3, -5, -9)
    (2, 0)
    """
    written = fifths - (7 * chromatic - 12 * diatonic)
    return written if -7 <= written <= 7 else (written + 5) % 12 - 5


def _read(pitch: str) -> tuple[int, int, int]:
    match = re.fullmatch(r"([A-G])(#*|b*)(\d)", pitch)
    if match is None:
        raise ValueError(f"{pitch!r} is not a pitch such as F#4")
    step, alteration, octave = match.groups()
    return _STEPS.index(step), alteration.count("#") - alteration.count("b"), int(octave)

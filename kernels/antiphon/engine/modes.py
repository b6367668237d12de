"""The modes: a pitch of a piece in another mode on the same tonic, by its degree of the scale.

Semitones above the tonic are a degree and how far it is altered: the third, say, is lowered or not. In another mode, the degree
is that mode's and the alteration stays, unless the mode has just what the alteration made: an E flat in C major is the third
of C minor. The diminished fifth is the raised fourth wherever the mode has a perfect fifth.
"""

from __future__ import annotations

from collections.abc import Mapping

SCALES: Mapping[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "locrian": (0, 1, 3, 5, 6, 8, 10),
}
"""Semitones of the degrees of each mode above its tonic."""

_TONICS = {"major": 0, "dorian": 2, "phrygian": 4, "lydian": 5, "mixolydian": 7, "minor": 9, "locrian": 11}
"""Semitones from the tonic of the major key with a mode's key signature up to that of the mode."""

_DEGREES = (0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 6)
"""The degree that so many semitones above the tonic are, altered or not."""


def tonic(fifths: int, mode: str) -> int:
    """The tonic of a key: semitones above C, 0 to 11.

    >>> tonic(0, "major"), tonic(0, "minor"), tonic(-3, "minor"), tonic(2, "dorian")
    (0, 9, 0, 4)
    """
    return (7 * fifths + _TONICS.get(mode, 0)) % 12


def transposed(key: int, fifths: int, mode: str, to: str) -> int:
    """The MIDI key of a pitch in another mode on the same tonic.

    Args:
        key: The MIDI key.
        fifths: Sharps (negative: flats) of the key that it is written in.
        mode: Its mode.
        to: The other mode.

    >>> [transposed(key, 0, "major", "minor") for key in (60, 63, 64, 69, 71, 66)]
    [60, 63, 63, 68, 70, 66]
    >>> [transposed(key, 0, "minor", "major") for key in (69, 72, 79, 80)]
    [69, 73, 80, 80]
    """
    before, after = SCALES.get(mode, SCALES["major"]), SCALES[to]
    above = (key - tonic(fifths, mode)) % 12
    degree = 4 if above == 6 and before[4] == 6 else _DEGREES[above]
    moved = after[degree]
    if moved != above:
        moved += above - before[degree]
    return key + moved - above

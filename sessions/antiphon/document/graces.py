"""Grace notes: they take no time, and belong to what sounds in their voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from antiphon.document.notes import Sound, ascending, marks
from antiphon.document.piece import Grace, Item


def adorn(items: Sequence[Item], sounds: Sequence[Sound]) -> tuple[Item, ...]:
    """Give the items of a voice its grace notes.

    Those of one onset and one index are a chord, which has its kind and its duration from the smallest id. Each belongs to
    the last item that starts at its onset or before.

    Args:
        items: All of a voice in a measure, without a gap.
        sounds: The voice's grace notes, by id.

    Returns:
        The items, each with its grace notes by onset, then index.
    """
    chords: dict[tuple[Fraction, str], list[Sound]] = defaultdict(list)
    for sound in sounds:
        chords[sound.onset, sound.event.get("index", "")].append(sound)
    graces: dict[int, list[Grace]] = defaultdict(list)
    for onset, index in sorted(chords):
        chord = chords[onset, index]
        owner = max(place for place, item in enumerate(items) if item.onset <= onset)
        graces[owner].append(
            Grace(chord[0].event["grace"], chord[0].duration, ascending(chord), marks(chord))
        )
    return tuple(
        replace(item, graces=tuple(graces[place])) if place in graces else item
        for place, item in enumerate(items)
    )

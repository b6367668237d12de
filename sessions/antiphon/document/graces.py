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

    Those before a note (or those after one) of one onset and one index are a chord, which has its kind and its duration
    from the smallest id. Each belongs to the last item that starts at its onset or before.

    Args:
        items: All of a voice in a measure, without a gap.
        sounds: The voice's grace notes, by id.

    Returns:
        The items, each with the grace notes before it, then those after it, both by onset, then index.
    """
    chords: dict[tuple[bool, Fraction, str], list[Sound]] = defaultdict(list)
    for sound in sounds:
        chords[sound.event["grace"] == "after", sound.onset, sound.event.get("index", "")].append(sound)
    graces: dict[int, list[Grace]] = defaultdict(list)
    for place in sorted(chords):
        chord = chords[place]
        owner = max(number for number, item in enumerate(items) if item.onset <= chord[0].onset)
        graces[owner].append(
            Grace(chord[0].event["grace"], chord[0].duration, ascending(chord), marks(chord))
        )
    return tuple(
        replace(item, graces=tuple(graces[number])) if number in graces else item
        for number, item in enumerate(items)
    )

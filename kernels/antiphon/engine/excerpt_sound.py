"""How an excerpt sounds: rendered by what renders a whole piece and mixed as it is live, from its first measure to its last."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from antiphon.engine.audition_excerpt import Excerpt
from antiphon.engine.audition_request import AuditionError
from antiphon.engine.cost import costs
from antiphon.engine.interpretation import Interpretation, interpret
from antiphon.engine.motion import Motion
from antiphon.engine.notes.beats import grid
from antiphon.engine.plan import with_values
from antiphon.engine.primer import prime
from antiphon.engine.rack import Rack
from antiphon.engine.render import BLOCK, RATE, Stroke, perform, strokes
from antiphon.engine.transport import Loop, Transport

Samples = NDArray[np.float32]

LONGEST: Final = 8.0
"""Seconds that it plays at most."""

SHORTEST: Final = 2.0
"""Seconds that it plays at least, where it is that long."""

TAIL: Final = 1.5
"""Seconds that it may sound on."""

WORK: Final = 5.0
"""Seconds of a core that it is expected to take at most: of what takes more than a core, less is heard."""

MOST: Final = WORK / SHORTEST
"""Cores beyond which nothing of it is heard."""

FADE: Final = round(0.3 * RATE)
"""Samples in which it is faded out."""


def sounding_excerpt(excerpt: Excerpt) -> Generator[Samples, None, None]:
    """Sound an excerpt, bit by bit.

    Yields:
        The mix, float32 [frames, 2], until it is over or cut.

    Raises:
        AuditionError: It cannot be heard.
    """
    reading = interpret(excerpt.document)
    stretch = _stretch(reading, excerpt)
    begin = reading.tempo.seconds(stretch.start)
    share = sum(costs(reading.plan))
    if share > MOST:
        raise AuditionError(
            f"The piece takes some {share:.1f} cores to be heard, too much to hear a part of it beforehand."
        )
    allowed = min(LONGEST, max(SHORTEST, WORK / share if share else LONGEST))
    frames = round(min(reading.tempo.seconds(stretch.end) - begin, allowed) * RATE)

    def frame(position: float) -> int:
        return round((reading.tempo.seconds(position) - begin) * RATE)

    beats = [*grid(frame, RATE, 0, stretch.start, stretch.end)]
    motion = Motion(reading)
    plan = with_values(reading.plan, motion.overlay(0, reading.course.written(stretch.start)))
    moves = partial(motion.advance, Transport(reading.course, RATE).play(0, stretch.start))
    told = _strokes(reading, stretch, round(begin * RATE), frames)
    left = frames + round(TAIL * RATE)
    with Rack(plan, RATE, BLOCK, 0) as rack:
        prime(rack)
        for _, mix in perform(rack, told, frames, beats, moves):
            yield mix[:left].copy()
            left -= len(mix)
            if left <= 0:
                return


def faded(sound: Samples) -> Samples:
    """An excerpt as it is heard, at the level that it has in the piece.

    Raises:
        AuditionError: It is silent.
    """
    sound = np.nan_to_num(sound, nan=0.0, posinf=0.0, neginf=0.0)
    if not np.any(np.abs(sound) > 1e-4):
        raise AuditionError("Nothing sounds in these measures.")
    count = min(FADE, len(sound))
    sound[len(sound) - count :] *= np.linspace(1, 0, count, dtype=np.float32)[:, None]
    return sound


def _stretch(reading: Interpretation, excerpt: Excerpt) -> Loop:
    """When it is played."""
    heard = [measure for measure in reading.piece.measures if measure.id in excerpt.measures]
    if heard:
        last = heard[-1]
        stretch = reading.course.loop(float(heard[0].start), float(last.start + last.duration))
        if stretch is not None:
            return stretch
    raise AuditionError(
        "These measures are not played one after the other, as the form or the repeats leave some out: they cannot be heard."
    )


def _strokes(reading: Interpretation, stretch: Loop, begin: int, frames: int) -> list[Stroke]:
    """The notes that sound in it as a rack is told them; those that began before begin with it."""
    notes = [note for note in reading.notes if note.start < stretch.end and note.end > stretch.start]
    moved = (
        replace(stroke, sample=max(stroke.sample - begin, 0)) for stroke in strokes(notes, reading.tempo)
    )
    told = [
        stroke if stroke.starts else replace(stroke, sample=min(stroke.sample, frames)) for stroke in moved
    ]
    begun = {stroke.key for stroke in told if stroke.starts and stroke.sample < frames}
    return sorted(stroke for stroke in told if stroke.key in begun)

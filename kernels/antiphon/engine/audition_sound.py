"""How an audition sounds: its staging rendered by the rack that plays live, at a level like any other's."""

from __future__ import annotations

import io
from collections.abc import Generator
from math import ceil

import numpy as np
import soundfile
from numpy.typing import NDArray

from antiphon.engine.audition_patch import Staging
from antiphon.engine.audition_phrase import PACE
from antiphon.engine.notes.beats import grid
from antiphon.engine.primer import prime
from antiphon.engine.rack import Rack
from antiphon.engine.render import BLOCK, RATE, Stroke, perform

Samples = NDArray[np.float32]

LEVEL = 10 ** (-20 / 20)
"""RMS of its loudest part that is aimed at."""

BEND = 10 ** (12 / 20)
"""By how much it is made louder or softer at most: what is soft stays soft."""

CEILING = 10 ** (-1.5 / 20)
"""Its greatest sample at most."""

WINDOW = round(0.4 * RATE)
"""Samples over which its level is measured."""

EDGE = round(0.01 * RATE)
FADE = round(0.15 * RATE)
"""Samples in which what goes on is faded in and out."""

CROSS = round(0.04 * RATE)
"""Samples in which an effect gives way to the plain sound."""


def strokes(staging: Staging) -> list[Stroke]:
    """The notes of a staging as a rack is told them, in order."""
    told: list[Stroke] = []
    for part, phrase in enumerate(staging.notes):
        for index, note in enumerate(phrase):
            key = part * 1000 + index
            start = round(note.start / PACE * RATE)
            end = max(round((note.start + note.duration) / PACE * RATE), start + 1)
            frequency = 440.0 * 2.0 ** ((note.key - 69) / 12)
            told.append(Stroke(start, True, part, key, frequency, note.velocity))
            told.append(Stroke(end, False, part, key, 0.0, 0.0))
    return sorted(told)


def sounding(staging: Staging) -> Generator[Samples, None, None]:
    """Sound a staging, bit by bit.

    Yields:
        The stems, float32 [frames, 2 * stems], until it is over or cut.
    """
    longest = round(staging.longest * RATE)
    done = 0
    beats = [
        *grid(lambda position: round(position / PACE * RATE), RATE, 0, 0.0, ceil(staging.longest * PACE) + 1)
    ]
    with Rack(staging.plan, RATE, BLOCK, 0) as rack:
        prime(rack)
        for stems, _ in perform(rack, strokes(staging), round(staging.seconds * RATE), beats):
            yield stems[: longest - done].copy()
            done += len(stems)
            if done >= longest:
                return


def mixed(staging: Staging, stems: Samples) -> Samples:
    """Mix the stems, what an effect does first and the plain sound then, at an even level.

    Returns:
        float32 [frames, 2], within `CEILING`.
    """
    frames = stems.reshape(len(stems), -1, 2)
    if staging.switch:
        last = len(staging.notes) - 1
        plain: Samples = frames[:, last]
        at = round(staging.switch * RATE) - CROSS
        fade = np.clip((at + CROSS - np.arange(len(frames))) / CROSS, 0, 1).astype(np.float32)[:, None]
        sound: Samples = (frames.sum(axis=1) - plain) * fade + plain
    else:
        sound = frames.sum(axis=1)
    sound = np.nan_to_num(sound, nan=0.0, posinf=0.0, neginf=0.0)
    count = min(FADE, len(sound))
    sound[len(sound) - count :] *= np.linspace(1, 0, count, dtype=np.float32)[:, None]
    if not any(staging.notes):
        count = min(EDGE, len(sound))
        sound[:count] *= np.linspace(0, 1, count, dtype=np.float32)[:, None]
    even: Samples = sound * np.float32(gain(sound))
    return even


def gain(sound: Samples) -> float:
    """By what a sound is multiplied to be at an even level, and nowhere beyond the ceiling."""
    loudest = level(sound)
    if loudest <= 0:
        return 1.0
    factor = min(max(LEVEL / loudest, 1 / BEND), BEND)
    return min(factor, CEILING / float(np.abs(sound).max()))


def level(sound: Samples) -> float:
    """RMS of the loudest window of a sound."""
    power = np.square(sound, dtype=np.float64).mean(axis=1)
    total = np.concatenate(([0.0], np.cumsum(power)))
    width = min(WINDOW, len(sound))
    if width == 0:
        return 0.0
    return float(np.sqrt(max(0.0, (total[width:] - total[:-width]).max()) / width))


def flac(sound: Samples) -> bytes:
    """A sound as a FLAC file of 16 bits."""
    file = io.BytesIO()
    soundfile.write(file, sound, RATE, format="FLAC", subtype="PCM_16")
    return file.getvalue()

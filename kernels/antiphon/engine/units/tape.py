"""The tape: all sounds of the set one after another in one table, so that a signal can pick one while others still sound."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from antiphon.engine.pyo_server import pyo
from antiphon.engine.shelf import kept
from antiphon.engine.sound_set import SOUNDS
from antiphon.engine.units.builder import linear, sample_rate, table_of


@dataclass(frozen=True, slots=True)
class Tape:
    """The sound set as pyo reads it; its tables are never freed.

    Attributes:
        samples: All sounds; after each of them one sample more, so that a reader between two samples finds the next.
        starts: First sample of each sound.
        sizes: Samples of each sound.
        total: Samples of the tape.
    """

    samples: Any
    starts: Any
    sizes: Any
    total: int


@cache
def tape(rate: float) -> Tape:
    """The tape, made once a process; a server must have been booted.

    Args:
        rate: Sample rate, Hz.
    """
    starts, pieces, total = [], [], 0
    computed = kept(f"tape-{rate:g}", lambda: [sound.samples(rate).astype(np.float32) for sound in SOUNDS])
    for sound, samples in zip(SOUNDS, computed, strict=True):
        starts.append(total)
        pieces += [samples, samples[:1] if sound.steady else np.zeros(1)]
        total += len(samples) + 1
    sizes = [sound.size for sound in SOUNDS]
    return Tape(table_of(np.concatenate(pieces)), table_of(starts), table_of(sizes), total)


@dataclass(frozen=True, slots=True)
class Reel:
    """The sound that a knob picks, as signals.

    Attributes:
        tape: What it is on.
        start: Its first sample on the tape.
        size: Its samples.
        steady: 1 where the knob rests on a sound, 0 while it passes from one to another.
    """

    tape: Tape
    start: Any
    size: Any
    steady: Any

    def read(self, place: Any) -> Any:
        """Its samples at a place, 0 to below 1 of its length; linear between two samples."""
        index = pyo.Sig(pyo.Sig(place, mul=self.size), add=self.start)
        return pyo.Pointer(self.tape.samples, linear(index, 1 / self.tape.total))


def reel(sound: Any) -> Reel:
    """What a knob picks, to the nearest whole number.

    Args:
        sound: The knob's signal.
    """
    here = tape(sample_rate())
    nearest = pyo.Round(sound)
    off = pyo.Abs(pyo.Sig(nearest, mul=-1, add=sound))
    return Reel(
        tape=here,
        start=pyo.TableIndex(here.starts, nearest),
        size=pyo.TableIndex(here.sizes, nearest),
        steady=pyo.Port(pyo.Compare(off, comp=0.01, mode="<"), risetime=0.001, falltime=0.0005),
    )

"""Tables that pyo reads.

pyo frees a table's memory with the table, whoever still reads or views it. So a table of ours is never freed: it
is kept for as long as the process lives, and used again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from antiphon.engine import shelf
from antiphon.engine.instrument_spectrum import SPACING, wavetable
from antiphon.engine.instrument_timbre import TIMBRES
from antiphon.engine.pyo_server import pyo

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Waves:
    """The wavetables of an instrument.

    Attributes:
        keys: MIDI keys in the middle of its registers.
        cycles: Cycles of the fundamental that a table of each register holds.
        tables: pyo's tables by layer and register.
    """

    keys: tuple[int, ...]
    cycles: tuple[int, ...]
    tables: tuple[tuple[Any, ...], ...]


@cache
def waves(kind: str, rate: float) -> Waves:
    """The wavetables of an instrument, made once a process; a server must have been booted.

    Args:
        kind: Such as "instrument.flute".
        rate: Sample rate, Hz.
    """
    timbre = TIMBRES[kind]
    keys = tuple(range(timbre.low + SPACING // 2, timbre.high + SPACING // 2, SPACING))
    cycles, *samples = shelf.kept(f"{kind}-{rate:g}", lambda: _waves(kind, keys, rate))
    tables = []
    for wave in samples:
        table = pyo.DataTable(len(wave))
        np.asarray(table.getBuffer())[:] = wave
        tables.append(table)
    return Waves(
        keys=keys,
        cycles=tuple(int(count) for count in cycles),
        tables=tuple(tuple(tables[at : at + len(keys)]) for at in range(0, len(tables), len(keys))),
    )


def _waves(kind: str, keys: tuple[int, ...], rate: float) -> list[Samples]:
    """The cycles of each register, then the table of each layer and register."""
    timbre = TIMBRES[kind]
    name = int.from_bytes(kind.encode()[-4:], "big")
    made = []
    for index, layer in enumerate(timbre.layers):
        for key in keys:
            middle = 440.0 * 2.0 ** ((key - 69) / 12)
            seed = name + 1000 * index + key
            made.append(wavetable(layer.spectrum(middle), middle, rate, timbre.size, seed))
    return [
        np.array([wave.cycles for wave in made[: len(keys)]], np.float32),
        *(wave.samples for wave in made),
    ]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of one block for each voice, and its samples, which are the table's own memory.

    Attributes:
        table: What pyo reads.
        samples: float32 [block] of each voice.
    """

    table: Any
    samples: tuple[Samples, ...]


_ALL: list[Sheet] = []
_SPARE: dict[tuple[int, int], list[Sheet]] = {}


def take_sheet(block: int, voices: int) -> Sheet:
    """A sheet of zeros; a server must have been booted.

    Args:
        block: Samples of a block.
        voices: How many voices.
    """
    spare = _SPARE.setdefault((block, voices), [])
    if spare:
        sheet = spare.pop()
        for samples in sheet.samples:
            samples[:] = 0.0
        return sheet
    table = pyo.DataTable(block, chnls=voices)
    sheet = Sheet(table, tuple(np.asarray(table.getBuffer(voice)) for voice in range(voices)))
    _ALL.append(sheet)
    return sheet


def give_sheet(sheet: Sheet) -> None:
    """Give a sheet back, once nothing that sounds reads it."""
    _SPARE.setdefault((len(sheet.samples[0]), len(sheet.samples)), []).append(sheet)

"""Waves of a synthesiser: from saw to square, without what would alias."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import ceil, log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from antiphon.engine.pyo_server import pyo

LOWEST = 16.0
"""Hz: top of the lowest register."""

WIDTH = 4
"""Semitones of a register."""

REGISTERS = 31
"""From 16 Hz to 16 kHz."""

OVERSAMPLED = 10
"""Samples of a table for each of its partials: a table that stays in the cache is read quicker."""

SHAPES = 5
"""Waves from saw to square."""

FULLNESS = 0.42
"""Share of the sample rate that the highest partial of a register's highest note reaches."""


def wave(shape: float, partials: int, size: int) -> NDArray[np.float64]:
    """One cycle, from -1 to 1 but for the ripple of what is left out.

    Args:
        shape: 0 a falling saw, 1 a square: how far the even partials are gone.
        partials: How many it has.
        size: Samples, more than twice as many.

    >>> saw = wave(0.0, 500, 2048)
    >>> round(float(saw[512]), 2), round(float(saw[1536]), 2)
    (0.5, -0.5)
    """
    number = np.arange(1, partials + 1)
    strength = np.where(number % 2, 1.0 + shape, 1.0 - shape) / number
    bins = np.zeros(size // 2 + 1, complex)
    bins[1 : partials + 1] = strength * (-1j / np.pi)
    return np.asarray(np.fft.irfft(bins, size) * size)


@dataclass(frozen=True, slots=True)
class Saws:
    """Tables that pyo reads.

    Attributes:
        tables: pyo's tables, by shape and register.
    """

    tables: tuple[tuple[Any, ...], ...]

    def pick(self, shape: float, frequency: float) -> Any:
        """The table for a note.

        Args:
            shape: 0 to 1.
            frequency: The highest that it will have, Hz.
        """
        register = ceil(log2(frequency / LOWEST) * 12 / WIDTH) if frequency > LOWEST else 0
        return self.tables[round(shape * (SHAPES - 1))][min(register, REGISTERS - 1)]


@cache
def saws(rate: float) -> Saws:
    """The waves, made once a process; a server must have been booted.

    Args:
        rate: Sample rate, Hz.
    """
    shapes = []
    for shape in range(SHAPES):
        tables = []
        for register in range(REGISTERS):
            top = LOWEST * 2 ** (register * WIDTH / 12)
            partials = max(1, int(FULLNESS * rate / top))
            size = max(512, 1 << ceil(log2(OVERSAMPLED * partials)))
            table = pyo.DataTable(size)
            np.asarray(table.getBuffer())[:size] = wave(shape / (SHAPES - 1), partials, size)
            tables.append(table)
        shapes.append(tuple(table[0] for table in tables))
        _KEPT.extend(tables)
    return Saws(tuple(shapes))


_KEPT: list[Any] = []
"""pyo's tables of all rates, which live as long as the process."""

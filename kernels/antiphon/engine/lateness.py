"""Lateness: how long after its time each block was in the stem ring.

A histogram in shared memory, written by the render worker with one addition a block and read by anybody. Its bins grow
with what they hold, 32 to a doubling (as those of HdrHistogram do), so that one is at most 3 % wide from 4 µs to 0.27 s.
"""

from __future__ import annotations

from collections.abc import Sequence

BINS = 512
"""Bins of a histogram."""

_FINENESS = 5
_LEAST = 12
"""Below 2 to this power, 4 µs, all is in the first bin."""


def bin_of(nanoseconds: int) -> int:
    """The bin of a lateness, 0 to `BINS` - 1.

    >>> bin_of(-5), bin_of(4_100), bin_of(1_000_000), bin_of(1_040_000), bin_of(10**12)
    (0, 0, 253, 255, 511)
    """
    octave = nanoseconds.bit_length() - 1
    if nanoseconds < 0 or octave < _LEAST:
        return 0
    fraction = (nanoseconds >> (octave - _FINENESS)) & 31
    return min((octave - _LEAST << _FINENESS) + fraction, BINS - 1)


def lower_edge(bin: int) -> float:
    """The least lateness that a bin holds, in nanoseconds; of the first bin 4 µs, for what is less does not matter.

    >>> lower_edge(bin_of(1_000_000)) <= 1_000_000 < lower_edge(bin_of(1_000_000) + 1)
    True
    """
    octave, fraction = divmod(bin, 1 << _FINENESS)
    return float((32 + fraction) << octave + _LEAST - _FINENESS)


def percentile(counts: Sequence[int], share: float) -> float:
    """The lateness, in seconds, that `share` of the blocks do not exceed; 0 where there were none.

    Args:
        counts: Blocks of each bin, such as the difference of two readings.
        share: 0 to 1: 0.99 for the 99th percentile.

    Within a bin the blocks are taken to be spread evenly.

    >>> counts = [0] * BINS
    >>> counts[bin_of(1_000_000)] = 98; counts[bin_of(3_000_000)] = 2
    >>> 0.98e-3 < percentile(counts, 0.5) < 1.02e-3, 2.9e-3 < percentile(counts, 0.99) < 3.1e-3
    (True, True)
    >>> percentile([0] * BINS, 0.5)
    0.0
    """
    wanted = share * sum(counts)
    passed = 0
    for bin, count in enumerate(counts):
        if count and passed + count >= wanted:
            low, high = lower_edge(bin), lower_edge(bin + 1)
            return (low + (high - low) * (wanted - passed) / count) / 1e9
        passed += count
    return 0.0


class Lateness:
    """The histogram of one ring, as its writer or a reader sees it.

    Args:
        counts: `BINS` unsigned integers of 32 bits, in shared memory.
    """

    def __init__(self, counts: memoryview) -> None:
        self._counts = counts

    def add(self, nanoseconds: int) -> None:
        """Count a block (the writer)."""
        self._counts[bin_of(nanoseconds)] += 1

    def counts(self) -> list[int]:
        """Blocks of each bin since the ring was made."""
        return self._counts.tolist()

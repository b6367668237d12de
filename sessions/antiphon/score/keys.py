"""The key signatures of a piece: one for all, and what single parts have beyond it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from antiphon.score.notation import in_key_range

WIDEST = 14
"""Sharps or flats that a part can have beyond the piece's."""

Line = tuple[str, int]
"""Id of a part, and the number of a staff of it."""


@dataclass(frozen=True)
class Signature:
    """A key signature: the staff it stands on, its sharps (negative: flats) at concert pitch, its mode or nothing."""

    line: Line
    sharps: int
    mode: str


class Keys:
    """The keys of a piece.

    Args:
        bars: The signatures in each measure.
        lines: The staves of all parts, in order.
        silent: Whether a staff without any signature has that of C major, rather than the others'.

    Attributes:
        common: For each measure the piece's key from there on and its mode, where there is a signature; most staves have it.
        beyond: Sharps that a part has beyond the piece's, by its id, where it has some: those it has most of the time.
    """

    def __init__(self, bars: Sequence[Sequence[Signature]], lines: Sequence[Line], silent: bool) -> None:
        stated: dict[Line, int] = {}
        self.common: list[tuple[int, str] | None] = []
        keys: list[int] = []
        differences: list[dict[Line, int]] = []
        for bar in bars:
            stated |= {each.line: each.sharps for each in bar}
            key = keys[-1] if keys else 0
            if bar:
                votes = Counter(in_key_range(sharps) for sharps in stated.values())
                most = max(votes.values())
                if votes[key] < most:
                    key = next(each for each in votes if votes[each] == most)
            mode = next((each.mode for each in bar if each.mode), "")
            self.common.append((key, mode) if bar else None)
            keys.append(key)
            own = ((line, stated.get(line, 0 if silent else key)) for line in lines)
            differences.append({line: _beyond(sharps, key) for line, sharps in own})
        self.beyond: dict[str, int] = {}
        for part in dict.fromkeys(part for part, _ in lines):
            found = Counter(
                sharps for bar in differences for (of, _), sharps in bar.items() if of == part
            ).most_common(1)
            if found and found[0][0]:
                self.beyond[part] = found[0][0]
        self._differences = differences

    def own(self) -> Iterator[tuple[int, str]]:
        """Measure index and part of each signature that is neither the piece's nor the part's own."""
        before: dict[Line, int] = {}
        for number, bar in enumerate(self._differences):
            for line, sharps in bar.items():
                usual = self.beyond.get(line[0], 0)
                if sharps != usual and before.get(line, usual) != sharps:
                    yield number, line[0]
            before = bar


def _beyond(sharps: int, key: int) -> int:
    """Sharps beyond a key; none where only the name differs, as C sharp from D flat."""
    beyond = sharps - key
    if beyond in (12, -12):
        return 0
    return beyond - 12 if beyond > WIDEST else beyond + 12 if beyond < -WIDEST else beyond

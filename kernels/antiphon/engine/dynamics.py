"""Dynamics: how loud each place of a staff is.

The levels are MuseScore's MIDI velocities (ppp 16, pp 33, p 49, mp 64, mf 80, f 96, ff 112, fff 126), some 16 a step.
A hairpin goes evenly to the dynamic that stands within it or at its end, and by a step where none does, or one that is
not in its direction. A sforzando is of the notes at its place alone, and at least a step above what is in force.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from fractions import Fraction

FULL = 127
STEP = 16 / FULL
"""A step of the dynamics, from p to mp, say."""

LEVELS = {
    name: level / FULL
    for name, level in {
        "n": 1,
        "pppp": 10,
        "ppp": 16,
        "pp": 33,
        "p": 49,
        "mp": 64,
        "mf": 80,
        "f": 96,
        "ff": 112,
        "fff": 126,
        "ffff": 127,
    }.items()
}
"""Velocity of a dynamic that lasts."""

ORDINARY = LEVELS["mf"]
"""Velocity where no dynamic says anything."""

_SOFTEST = LEVELS["n"]
_STRUCK = dict.fromkeys(("sf", "sfz", "fz", "rf", "rfz"), "ff") | {"sffz": "fff"}
_THEN = {"fp": ("f", "p"), "pf": ("p", "f"), "sfp": ("ff", "p"), "sfpp": ("ff", "pp")}


class Dynamics:
    """The dynamics of a staff.

    >>> dynamics = Dynamics([(Fraction(0), "p"), (Fraction(4), "f")], [(Fraction(0), Fraction(5), 1)])
    >>> [round(127 * dynamics.velocity(Fraction(at))) for at in (0, 2, 4, 9)]
    [49, 72, 96, 96]
    """

    def __init__(
        self,
        marks: Iterable[tuple[Fraction, str]],
        hairpins: Iterable[tuple[Fraction, Fraction, int]] = (),
    ) -> None:
        """Read a staff.

        Args:
            marks: Position (in quarter lengths from the beginning) and name of each dynamic.
            hairpins: Start, end (after the start) and direction, 1 or -1.
        """
        names = dict(marks)
        opening = {start: (end, direction) for start, end, direction in hairpins}
        lasting = sorted(
            (position, LEVELS[_THEN[name][1] if name in _THEN else name])
            for position, name in names.items()
            if name not in _STRUCK
        )
        at = dict(lasting)
        closing = {end for end, _ in opening.values()}
        self._positions: list[Fraction] = []
        self._levels: list[tuple[float, float]] = []
        self._attacks: dict[Fraction, float] = {}
        level, slope, since = ORDINARY, 0.0, Fraction(0)
        for position in sorted(names.keys() | opening.keys() | closing):
            level += slope * float(position - since)
            since = position
            if position in at:
                level, slope = at[position], 0.0
            if position in closing:
                slope = 0.0
            if position in opening:
                slope = _slope(position, level, *opening[position], lasting)
            level = min(max(level, _SOFTEST), 1.0)
            self._positions.append(position)
            self._levels.append((level, slope))
            name = names.get(position, "")
            if name in _STRUCK:
                self._attacks[position] = min(max(LEVELS[_STRUCK[name]], level + STEP), 1.0)
            elif name in _THEN:
                self._attacks[position] = LEVELS[_THEN[name][0]]

    def velocity(self, position: Fraction) -> float:
        """Velocity of a note that starts at a position, 0 to 1."""
        index = bisect_right(self._positions, position) - 1
        if index < 0:
            return ORDINARY
        since = self._positions[index]
        level, slope = self._levels[index]
        if since == position:
            return self._attacks.get(position, level)
        return min(max(level + slope * float(position - since), _SOFTEST), 1.0) if slope else level


def _slope(
    start: Fraction, level: float, end: Fraction, direction: int, lasting: list[tuple[Fraction, float]]
) -> float:
    """Change of velocity in a quarter length."""
    index = bisect_right(lasting, start, key=lambda mark: mark[0])
    change = direction * STEP
    if index < len(lasting) and lasting[index][0] <= end:
        end = lasting[index][0]
        if (lasting[index][1] - level) * direction > 0:
            change = lasting[index][1] - level
    return change / float(end - start)

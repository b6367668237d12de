"""The master: the stems brought together, what nodes make of that, the last fader, and the limiter."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from antiphon.engine.instrument import RAMP
from antiphon.engine.junction import FADE
from antiphon.engine.limiter import CEILING, Limiter

Samples = NDArray[np.float32]


class Master:
    """Mixes the stems of a rack.

    What it is told counts from the block that is sounded next, also where many blocks are mixed at once: `count` notes for
    each block what holds in it. All of it is ramped.

    Args:
        stems: How many there are.
        rate: Sample rate, Hz.
        block: Samples of a block.
        routed: Stems that are not in the mix.
        values: Left and right gain and the ceiling, linear.
        treated: Whether what is heard is what nodes make of the mix.
    """

    def __init__(
        self,
        stems: int,
        rate: int,
        block: int,
        routed: Collection[int],
        values: Sequence[float] = (),
        treated: bool = False,
    ) -> None:
        self._stems, self._block = stems, block
        left, right, self._ceiling = values or (1.0, 1.0, CEILING)
        self._limiter = Limiter(rate, block, self._ceiling)
        self._shares, self._gains = self._without(routed), [left, right]
        self._treated = float(treated)
        self._treated_line = _Line([self._treated], round(FADE * rate))
        self._share_line = _Line(self._shares, round(FADE * rate))
        self._gain_line = _Line(self._gains, round(RAMP * rate))
        self._noted: list[tuple[Sequence[float], Sequence[float], float] | None] = []
        self._changed = False
        self._sum = self._weights()

    @property
    def reduction(self) -> float:
        """Decibels that the limiter takes away now."""
        return max(-20 * math.log10(self._limiter.gain), 0.0)

    def set(self, which: int, value: float) -> None:
        """Set the left (0) or right (1) gain, or the ceiling (2), linear."""
        if which == 2:
            self._ceiling = value
        else:
            self._gains = [value if side == which else gain for side, gain in enumerate(self._gains)]
        self._changed = True

    def route(self, routed: Collection[int]) -> None:
        """Have these stems, and no others, go to buses and not into the mix."""
        self._shares = self._without(routed)
        self._changed = True

    def treat(self, on: bool) -> None:
        """Have what nodes make of the mix be heard from the next block on, or the mix itself; that is crossfaded."""
        self._treated = float(on)

    def count(self) -> None:
        """A block was sounded."""
        self._noted.append((self._shares, self._gains, self._ceiling) if self._changed else None)
        self._changed = False

    def mix(self, stems: Samples, out: Samples) -> None:
        """Mix blocks that were counted, in order.

        Args:
            stems: float32 [n * block, 2 * stems], finite, contiguous.
            out: Where to write float32 [n * block, 2], one block late.
        """
        blocks = len(stems) // self._block
        noted, self._noted = self._noted[:blocks], self._noted[blocks:]
        noted += [None] * (blocks - len(noted))
        start = 0
        while start < blocks:
            if (change := noted[start]) is not None:
                shares, gains, self._limiter.ceiling = change
                self._share_line.aim(shares)
                self._gain_line.aim(gains)
            if self._share_line.moves or self._gain_line.moves:
                end = start + 1
                frames = slice(start * self._block, end * self._block)
                mixed = self._moving(stems[frames])
            else:
                end = next((at for at in range(start + 1, blocks) if noted[at] is not None), blocks)
                frames = slice(start * self._block, end * self._block)
                mixed = stems[frames] @ self._sum
            self._limiter.process(mixed, out[frames])
            start = end

    def mix_treated(self, stems: Samples, made: Samples, out: Samples) -> Samples:
        """Mix one block that was counted, whose mix nodes treat.

        Args:
            stems: As in `mix`.
            made: What the nodes made of the block before, float32 [block, 2], finite.
            out: Where to write float32 [block, 2], one block late; where what nodes make is heard, two.

        Returns:
            What the nodes are given next, float32 [block, 2].
        """
        if (change := self._noted.pop(0)) is not None:
            shares, gains, self._limiter.ceiling = change
            self._share_line.aim(shares)
            self._gain_line.aim(gains)
        self._treated_line.aim([self._treated])
        given = self._summed(stems)
        share = self._treated_line.take(len(stems))
        heard = given + share * (made - given) if share.min() < 1 else made
        self._limiter.process(heard * self._gain_line.take(len(stems)), out)
        self._sum = self._weights()
        return given

    def _summed(self, stems: Samples) -> Samples:
        """One block of the stems brought together."""
        shares = np.repeat(self._share_line.take(len(stems)), 2, axis=1)
        summed: Samples = (stems * shares) @ np.tile(np.eye(2, dtype=np.float32), (self._stems, 1))
        return summed

    def _moving(self, stems: Samples) -> Samples:
        """One block in which something is ramped."""
        weighted = self._summed(stems)
        weighted *= self._gain_line.take(len(stems))
        self._sum = self._weights()
        return weighted

    def _without(self, routed: Collection[int]) -> list[float]:
        return [float(stem not in routed) for stem in range(self._stems)]

    def _weights(self) -> Samples:
        shares = np.repeat(self._share_line.value, 2)[:, None]
        weights: Samples = np.tile(np.eye(2, dtype=np.float32), (self._stems, 1))
        weights *= shares * self._gain_line.value
        return weights


class _Line:
    """Values that go to others in straight lines.

    Attributes:
        value: Where they are.
        moves: Whether they are on their way.
    """

    def __init__(self, value: Sequence[float], frames: int) -> None:
        self.value = np.array(value)
        self._start = self._goal = self.value
        self._frames, self._gone = frames, frames

    @property
    def moves(self) -> bool:
        return self._gone < self._frames

    def aim(self, goal: Sequence[float]) -> None:
        """Go there from here on."""
        if not np.array_equal(self._goal, goal):
            self._start, self._goal, self._gone = self.value, np.array(goal), 0

    def take(self, frames: int) -> Samples:
        """The next values: float32 [frames, values]."""
        steps = np.minimum(np.arange(self._gone + 1, self._gone + frames + 1) / self._frames, 1.0)[:, None]
        self._gone = min(self._gone + frames, self._frames)
        line = self._start + steps * (self._goal - self._start)
        self.value = line[-1] if self.moves else self._goal
        taken: Samples = line.astype(np.float32)
        return taken

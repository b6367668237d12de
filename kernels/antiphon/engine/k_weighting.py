"""The K-weighting of ITU-R BS.1770 for many channels at once, a step of some thirty samples at a time.

A filter of fourth order. What a step's samples and the state before it make of themselves is one product of matrices for all
steps and channels. The states come first: each follows from the one before, in double precision, group by group of steps.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
Values = NDArray[np.float64]

ORDER = 4

_GROUP = 8
"""Steps whose states are found at once, at most."""

_RINGS = 1e-9
"""A state below this is silence."""


class Weighting:
    """Filters channels, and says what energy is heard.

    Args:
        rate: Samples a second.
        step: Samples of a step.
        steps: Steps that are filtered at once.
        channels: How many there are.
    """

    def __init__(self, rate: int, step: int, steps: int, channels: int) -> None:
        forced, carry, response = _matrices(rate, step)
        self._step = step
        self._state = np.zeros((ORDER, channels))
        self._push = forced[step:].astype(np.float32)
        self._kernel = np.hstack([forced[:step], response]).astype(np.float32)
        self._heard = np.empty((step, steps * channels), np.float32)
        self._group = max(size for size in range(1, _GROUP + 1) if steps % size == 0)
        self._follow, self._lead = _group(carry, self._group)

    @property
    def rings(self) -> NDArray[np.bool_]:
        """Which channels go on though nothing comes in."""
        return np.asarray(np.abs(self._state).max(axis=0) > _RINGS)

    def energy(self, steps: Samples, channels: NDArray[np.intp]) -> Values:
        """The sum of the squares of what is heard, by channel.

        Args:
            steps: float32 [step + ORDER, steps, channels]: by their place in a step the samples, then room for the state.
            channels: Which channels they are.
        """
        count, width = steps.shape[1], len(channels)
        flat = steps.reshape(len(steps), count * width)
        pushed = (self._push @ flat[: self._step]).reshape(ORDER, count, width)
        steps[self._step :] = self._states(pushed.astype(float), channels)
        heard = np.matmul(self._kernel, flat, out=self._heard[:, : count * width])
        squares = np.einsum("sn,sn->n", heard, heard).reshape(count, width)
        return np.asarray(squares.sum(axis=0, dtype=float))

    def _states(self, pushed: Values, channels: NDArray[np.intp]) -> Values:
        """The state before each step, and what is carried on: from what each step adds, [ORDER, steps, channels]."""
        size = self._group
        parted = pushed.reshape(ORDER, -1, size, len(channels)).transpose(1, 2, 0, 3)
        grouped = parted.reshape(-1, size * ORDER, len(channels))
        states = self._follow @ grouped
        state = self._state[:, channels]
        firsts = np.empty((len(grouped), ORDER, len(channels)))
        for first, last in zip(firsts, states[:, -ORDER:], strict=True):
            first[:] = state
            state = self._lead[-ORDER:] @ state
            state += last
        self._state[:, channels] = state
        before = states[:, :-ORDER] + self._lead[:-ORDER] @ firsts
        ordered = before.reshape(-1, size, ORDER, len(channels)).transpose(2, 0, 1, 3)
        return ordered.reshape(ORDER, -1, len(channels))


def k_weighting(rate: float) -> list[tuple[Values, Values]]:
    """The two filters of the K-weighting (BS.1770, annex 1), sources first: (b, a) each, a[0] = 1.

    The standard gives them for 48 kHz. Here they are made for any rate by the bilinear transform, of the analogue filters
    whose transforms for 48 kHz those are (frequencies, gains and Qs after libebur128).
    """
    shelf = math.tan(math.pi * 1681.974450955533 / rate)
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    q = 0.7071752369554196
    bottom = 1 + shelf / q + shelf * shelf
    first = (
        np.array(
            [
                high + band * shelf / q + shelf * shelf,
                2 * (shelf * shelf - high),
                high - band * shelf / q + shelf * shelf,
            ]
        )
        / bottom,
        np.array([bottom, 2 * (shelf * shelf - 1), 1 - shelf / q + shelf * shelf]) / bottom,
    )
    low = math.tan(math.pi * 38.13547087602444 / rate)
    q = 0.5003270373238773
    bottom = 1 + low / q + low * low
    second = (
        np.array([1.0, -2.0, 1.0]),
        np.array([bottom, 2 * (low * low - 1), 1 - low / q + low * low]) / bottom,
    )
    return [first, second]


def _matrices(rate: int, step: int) -> tuple[Values, Values, Values]:
    """The K-weighting, `step` samples at a time, as matrices.

    Returns:
        What a step's samples make of themselves and of the next state, [step + 4, step]; what becomes of a state in a step,
        [4, 4]; and what is heard of it, [step, 4].
    """
    filters = k_weighting(rate)

    def run(samples: Values, state: Values) -> tuple[Values, Values]:
        """Transposed direct form II."""
        after = state.copy()
        out = samples
        for index, (b, a) in enumerate(filters):
            z = after[2 * index : 2 * index + 2]
            heard = np.empty_like(out)
            for at, sample in enumerate(out):
                heard[at] = b[0] * sample + z[0]
                z[0] = b[1] * sample - a[1] * heard[at] + z[1]
                z[1] = b[2] * sample - a[2] * heard[at]
            out = heard
        return out, after

    forced = [np.concatenate(run(impulse, np.zeros(ORDER))) for impulse in np.eye(step)]
    free = [run(np.zeros(step), state) for state in np.eye(ORDER)]
    response = np.array([heard for heard, _ in free]).T
    carry = np.array([after for _, after in free]).T
    return np.array(forced).T, carry, response


def _group(carry: Values, size: int) -> tuple[Values, Values]:
    """The states before each of `size` steps, then the one after them, from what each step adds, and from the state at first."""
    follow = np.zeros(((size + 1) * ORDER, size * ORDER))
    lead = np.zeros(((size + 1) * ORDER, ORDER))
    for at in range(size + 1):
        rows = slice(at * ORDER, (at + 1) * ORDER)
        lead[rows] = np.linalg.matrix_power(carry, at)
        for before in range(at):
            columns = slice(before * ORDER, (before + 1) * ORDER)
            follow[rows, columns] = np.linalg.matrix_power(carry, at - 1 - before)
    return follow, lead

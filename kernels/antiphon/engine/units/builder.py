"""What the builders of units have in common.

A builder makes a unit of pyo objects from what reaches its ports and from its knobs, and returns what leaves it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from antiphon.engine.heap import own_pages
from antiphon.engine.pyo_server import pyo

PAGES = 0.4
"""Seconds of a buffer that is pages of its own at any sample rate."""

own_pages()

Ports = Mapping[str, Any]
"""What reaches each input port: for sound a pyo object of two streams."""

Knobs = Mapping[str, Any]
"""The value of each parameter as a signal, in its unit; decibels as linear gain."""

Builder = Callable[[Ports, Knobs], Any]
"""Returns a pyo object: of two streams for sound, of one for a control signal; several by port, where there are several."""

REDUCTION = "reduction"
"""No port: what makes softer gives by this name, beside its ports, how many decibels it takes away."""


def delayed(sound: Any, *, delay: Any, longest: float, feedback: Any = 0, mul: Any = 1) -> Any:
    """A sound some time later.

    pyo's Delay now and then reads the sample behind its buffer, and multiplies it by 0: harmless, unless that is not a
    number. So buffers are so large that they are pages of their own, whose end is 0 (see `heap`).

    Args:
        sound: What is delayed.
        delay: Seconds.
        longest: Greatest delay, seconds.
        feedback: How much comes again, 0 to 1.
        mul: What the result is multiplied by.
    """
    return pyo.Delay(sound, delay=delay, feedback=feedback, maxdelay=max(longest, PAGES), mul=mul)


def finite(signal: Any) -> Any:
    """A signal that stays where it was while it is not a number: an analysis of pyo's may begin so."""
    return pyo.TrackHold(signal, pyo.Compare(signal, comp=signal, mode="=="), value=0)


def both(signal: Any, gain: Any = 1) -> Any:
    """A signal of one stream on the left and on the right."""
    return pyo.Mix(signal, voices=2, mul=gain)


def middle(sound: Any) -> Any:
    """The mean of left and right, one stream."""
    return pyo.Mix(sound, voices=1, mul=0.5)


def blend(dry: Any, wet: Any, mix: Any) -> Any:
    """From the dry sound (0) to the wet one (1)."""
    return pyo.Interp(dry, wet, interp=mix)


def linear(signal: Any, slope: Any, offset: Any = 0) -> Any:
    """The signal times the slope, plus the offset."""
    return pyo.Sig(signal, mul=slope, add=offset)


def sample_rate() -> float:
    """Sample rate (Hz) of the server that was booted last, on which a unit is built."""
    return float(pyo.Sig(0).getSamplingRate())


def table_of(values: ArrayLike) -> Any:
    """A table of these values; whoever makes one keeps it for as long as the process lives (see `instrument_table`)."""
    samples = np.asarray(values, np.float32)
    table = pyo.DataTable(len(samples))
    np.asarray(table.getBuffer())[:] = samples
    return table


def rise(gate: Any) -> Any:
    """A trigger where a control signal comes above one half: a single sample of 1."""
    return pyo.Thresh(gate, threshold=0.5, dir=0)

"""What the builders of units have in common.

A builder makes a unit of pyo objects from what reaches its ports and from its knobs, and returns what leaves it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from antiphon.engine.pyo_server import pyo

Ports = Mapping[str, Any]
"""What reaches each input port: for sound a pyo object of two streams."""

Knobs = Mapping[str, Any]
"""The value of each parameter as a signal, in its unit; decibels as linear gain."""

Builder = Callable[[Ports, Knobs], Any]
"""Returns a pyo object: of two streams for sound, of one for a control signal."""


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

"""pyo, imported without a window, whose objects are made at the pace that the server which sounds can bear.

A new part of a graph takes many milliseconds to build, and a block is due every 2.67. So what builds while it sounds runs
in a greenlet, and is asked to pause after each pyo object that it has made: see `Pacer`. Who builds sees plain pyo.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from greenlet import greenlet

os.environ["PYO_GUI_WX"] = "0"

import pyo as _pyo

__all__ = ["Pacer", "pyo"]


class Pacer:
    """Does something bit by bit: as much at a time as there is time for, and at least one pyo object.

    Args:
        work: What to do. It may make pyo objects, through `pyo` of this module, and call `Pacer.pause` itself.
    """

    _current: Pacer | None = None

    def __init__(self, work: Callable[[], None]) -> None:
        self._greenlet = greenlet(work)
        self._until = 0

    def step(self, until: int) -> bool:
        """Go on.

        Args:
            until: When to pause, in nanoseconds of the monotonic clock (`time.monotonic_ns`).

        Returns:
            Whether the work is done.

        Raises:
            Exception: What the work raised, which ends it.
        """
        self._until = until
        Pacer._current = self
        try:
            self._greenlet.switch()
        finally:
            Pacer._current = None
        return bool(self._greenlet.dead)

    @staticmethod
    def pause() -> None:
        """Called by the work between two bits of it: pause here, if time is up."""
        pacer = Pacer._current
        if pacer is not None and time.monotonic_ns() >= pacer._until:
            Pacer.rest()

    @staticmethod
    def rest() -> None:
        """Called by the work: wait here for the next step."""
        pacer = Pacer._current
        if pacer is not None and (driver := pacer._greenlet.parent) is not None:
            driver.switch()


class _PacedPyo:
    """The module pyo, but that a pause may follow each object made."""

    def __getattr__(self, name: str) -> Any:
        found = getattr(_pyo, name)
        if isinstance(found, type) and issubclass(found, _pyo.PyoObject):
            found = _paced(found)
        setattr(self, name, found)
        return found


def _paced(make: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(make)
    def made(*arguments: Any, **options: Any) -> Any:
        thing = make(*arguments, **options)
        Pacer.pause()
        return thing

    return made


pyo: Any = _PacedPyo()

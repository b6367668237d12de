"""The line-up: which part each stem is, told to the processes that follow the stem ring whenever it changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from antiphon.engine.recording import Stem
from antiphon.engine.stem_ring import StemRing
from antiphon.session.pipe import Message

_PACE = 0.05
"""Seconds between two looks at whether the stems are other ones."""


class Lineup:
    """The line-up of a performance.

    Args:
        ring: Where it sounds.
        stems: What the stems are now, in order.
    """

    def __init__(self, ring: StemRing, stems: Callable[[], Sequence[Stem]]) -> None:
        self._ring = ring
        self._stems = stems
        self._listeners: set[Callable[[Message], None]] = set()
        self._told = (ring.generation, self.entries())

    def entries(self) -> list[dict[str, Any]]:
        """The stems now: `{part: id|null, name, bus: id|null}` each."""
        return [{"part": stem.part, "name": stem.name, "bus": stem.bus} for stem in self._stems()]

    def join(self, listener: Callable[[Message], None]) -> None:
        """Tell `listener` now, and of each change: `stems {frame, stems}`, from which frame on they are which."""
        self._listeners.add(listener)
        listener(self._message(self._told[1]))

    def leave(self, listener: Callable[[Message], None]) -> None:
        """Tell it no more."""
        self._listeners.discard(listener)

    async def watch(self) -> None:
        """Tell of changes until cancelled."""
        while True:
            await asyncio.sleep(_PACE)
            generation, entries = self._ring.generation, self.entries()
            renamed = [_whose(each) for each in entries] == [_whose(each) for each in self._told[1]]
            if generation != self._told[0] or (renamed and entries != self._told[1]):
                # Other parts are known before they sound: it is the generation that says when.
                self._told = (generation, entries)
                for listener in tuple(self._listeners):
                    listener(self._message(entries))

    def _message(self, entries: list[dict[str, Any]]) -> Message:
        return {"type": "stems", "frame": self._ring.turned, "stems": entries}


def _whose(entry: Message) -> tuple[Any, Any]:
    return entry["part"], entry["bus"]


def stems(entries: Sequence[Message]) -> list[Stem]:
    """The stems that a message names.

    Raises:
        KeyError: One lacks its part or its name.
    """
    return [Stem(entry["part"], str(entry["name"]), entry.get("bus")) for entry in entries]

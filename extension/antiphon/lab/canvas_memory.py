"""The memory of a canvas: what the store keeps of the one that is open, so that it is open again after a new start."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any, Final

from antiphon.lab.canvas import Canvas
from antiphon.lab.canvas_terms import Kept, Terms
from antiphon.lab.keeper import Keeper
from antiphon.lab.timers import Timers
from antiphon.session.store import Store

FORGET_SECONDS: Final = 12 * 3600.0
"""Seconds after which a canvas that nobody has touched is not opened again: its hall went home."""

_CANVAS: Final = "canvas"
_TOUCHED: Final = "touched"
_PEOPLE: Final = "canvas people"
_PLACES: Final = "canvas places"


class CanvasMemory:
    """The canvas of one piece, in the store: its terms, a row a person and a row a place.

    A lab that is killed forgets whose the last strokes were (`antiphon.lab.keeper`), and no note.
    """

    def __init__(self, store: Store, piece: str, timers: Timers) -> None:
        """Remember what is there.

        Args:
            store: The store.
            piece: The piece, as the store knows it.
            timers: Those of the session.
        """
        self._store, self._piece = store, piece
        self._keeper = Keeper(timers, "canvas kept")

    @property
    def is_there(self) -> bool:
        """Whether a canvas was open that nobody has closed."""
        return self._canvas() is not None

    def recall(self) -> Kept | None:
        """The canvas that was open and that nobody has closed."""
        if (canvas := self._canvas()) is None:
            return None
        people = self._store.remembered(self._piece, _PEOPLE)
        places = self._store.remembered(self._piece, _PLACES)
        return Kept(
            Terms(**canvas["terms"]),
            canvas["surface"],
            canvas["frame"],
            dict(sorted(people.items(), key=lambda each: each[1])),
            {int(place): layers for place, layers in places.items()},
        )

    def _canvas(self) -> dict[str, Any] | None:
        kept = self._store.remembered(self._piece, _CANVAS)
        is_fresh = time.time() - kept.get(_TOUCHED, 0.0) < FORGET_SECONDS
        return kept.get("") if is_fresh else None

    def begin(self, terms: Terms, surface: Mapping[str, Any], frame: str) -> None:
        """Keep a canvas that opens, with nothing painted.

        Raises:
            sqlite3.Error: The disk does not take it.
        """
        self._keeper.cancel()
        self._store.forget(self._piece, _PEOPLE, _PLACES)
        canvas = {"terms": asdict(terms), "surface": surface, "frame": frame}
        self._store.remember(self._piece, _CANVAS, {"": canvas, _TOUCHED: time.time()})

    def soon(self, canvas: Canvas) -> None:
        """Keep what has changed, in a moment."""
        self._keeper.soon(partial(canvas.keep, self._write))

    def keep(self, canvas: Canvas) -> None:
        """Keep what has changed; what the disk does not take is tried again."""
        self._keeper.now(partial(canvas.keep, self._write))

    def _write(self, people: Mapping[str, int], places: Mapping[int, Any]) -> None:
        self._store.remember(self._piece, _CANVAS, {_TOUCHED: time.time()})
        # Who holds a place has to have a number.
        self._store.remember(self._piece, _PEOPLE, people)
        self._store.remember(self._piece, _PLACES, {str(place): layers for place, layers in places.items()})

    def end(self) -> None:
        """Forget the canvas: it was closed."""
        self._keeper.now(partial(self._store.forget, self._piece, _CANVAS, _PEOPLE, _PLACES))

"""The canvas of a session: opened and closed by the artist, edited by the audience, and told to both."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from antiphon.lab.canvas import Canvas, Sorry
from antiphon.lab.canvas_memory import CanvasMemory
from antiphon.lab.canvas_terms import frame_of, read_terms, surface_of
from antiphon.lab.rooms import AntiphonRoom
from antiphon.lab.supervisor import Status
from antiphon.lab.timers import Timers
from antiphon.session.canvas import CanvasRefused
from antiphon.session.people import Person
from antiphon.session.saying import Saying
from antiphon.session.store import Store

PAUSE: Final = 0.12
"""Least time between two batches, in seconds: what comes meanwhile is one. Each goes to every phone, and keeps a core busy."""

STATE_PAUSE: Final = 1.0
"""Least time between two looks of the artist at who did how much, in seconds."""

MOST_AT_ONCE: Final = 80
"""Strokes of a batch. More wait for the next one."""

AT_A_TURN: Final = 1
"""Strokes that are done in one turn of the loop: whoever else writes in the lab waits no longer than these take."""

MOST_WAITING: Final = 400
"""Strokes that wait; further ones are refused."""

_SLOWLY: Final = 4000.0
"""Characters of a proposal that are written a second: it is written again whole, and everybody keeps it."""


_CHANGED: Final = Saying("The audience’s canvas was closed, as its measures or its part have changed.")
_GONE: Final = Saying("The audience’s canvas was closed, as what it was of is not in the piece any more.")


class CanvasDesk:
    """At most one canvas. It outlives the lab: it opens again as soon as its room is there."""

    def __init__(
        self,
        store: Store,
        piece: str,
        timers: Timers,
        *,
        tell: Callable[[Mapping[str, Any]], None],
        changed: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:
        """With none.

        Args:
            store: Keeps the canvas.
            piece: The piece, as the store knows it.
            timers: The session's.
            tell: Tells the hub something.
            changed: Called when the state that the artist sees has changed.
            say: Says a sentence to everybody in the lab.
        """
        self._timers = timers
        self._tell = tell
        self._changed = changed
        self._say = say
        self._memory = CanvasMemory(store, piece, timers)
        self._canvas: Canvas | None = None
        self._waiting: list[dict[str, Any]] = []
        self._last = 0.0
        self._hub: Status = "off"

    def obey(self, person: Person, message: Mapping[str, Any]) -> None:
        """Do what the artist asks: `close_canvas`, `wipe_canvas` or `undo_ticket`.

        Raises:
            CanvasRefused: It cannot be done.
        """
        canvas = self._canvas
        if canvas is None:
            raise CanvasRefused("No canvas is open.")
        match message:
            case {"type": "close_canvas"}:
                self.close()
                return
            case {"type": "wipe_canvas"}:
                self._waiting.clear()
                canvas.wipe(person)
            case {"type": "undo_ticket", "person": str(ticket)}:
                self._waiting = [each for each in self._waiting if each.get("person") != ticket]
                canvas.undo(ticket, person)
            case _:
                raise CanvasRefused("Say whose edits are to be taken back.")
        self._tell_news()

    def open(self, room: AntiphonRoom, message: Mapping[str, Any]) -> None:
        """Open the canvas that an `open_canvas` asks for.

        Raises:
            CanvasRefused: There cannot be such a one, or another is open.
            sqlite3.Error: The disk does not take it; then none is open.
        """
        if self._canvas is not None:
            raise CanvasRefused("A canvas is open already; close it first.")
        terms = read_terms(message)
        surface = surface_of(room, terms)
        room.keep_before()
        self._memory.begin(terms, surface.keep(), frame_of(room, surface))
        self._show(Canvas(room, surface, terms, changed=self._others_changed))

    @property
    def waits(self) -> bool:
        """Whether a canvas waits for its room, to be open again."""
        return self._canvas is None and self._memory.is_there

    def attach(self, room: AntiphonRoom) -> None:
        """Open the canvas again that was open before the lab, or the room, went; where it cannot be, people are told."""
        if self._canvas is not None or (kept := self._memory.recall()) is None:
            return
        try:
            surface = surface_of(room, kept.terms, kept.surface)
            if frame_of(room, surface) != kept.frame:
                raise CanvasRefused(_CHANGED)
        except CanvasRefused as refusal:
            self._memory.end()
            self._say(_CHANGED if str(refusal) == _CHANGED else _GONE)
            return
        canvas = Canvas(room, surface, kept.terms, changed=self._others_changed)
        canvas.recall(kept)
        self._show(canvas)
        self._tell_news()

    def _show(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._tell_whole()
        self._changed()

    def close(self) -> None:
        """Close the canvas at once, if one is open: what the hub still sends is not taken. What was asked for waits."""
        if (canvas := self._canvas) is not None:
            if canvas.is_reviewed and not canvas.outdated:
                canvas.propose()
            self._leave(canvas)
            self._memory.end()

    def detach(self) -> None:
        """The room goes, and the canvas with it, until `attach`."""
        if (canvas := self._canvas) is not None:
            self._leave(canvas)
            self._memory.keep(canvas)

    def _leave(self, canvas: Canvas) -> None:
        self._canvas = None
        self._waiting.clear()
        for name in ("canvas strokes", "canvas turn", "canvas news", "canvas proposal"):
            self._timers.cancel(name)
        canvas.close()
        self._tell({"type": "canvas", "id": None})
        self._changed()

    def hear(self, message: Mapping[str, Any]) -> None:
        """Take `strokes` of the hub."""
        canvas, batch = self._canvas, message.get("batch")
        if canvas is None or message.get("canvas") != canvas.terms.id or not isinstance(batch, list):
            return
        strokes = [each for each in batch if isinstance(each, dict) and isinstance(each.get("person"), str)]
        room_left = MOST_WAITING - len(self._waiting)
        self._waiting += strokes[:room_left]
        for each in strokes[room_left:]:
            self._refuse(Sorry(each["person"], "Very many are painting at this moment; wait a moment.", {}))
        self._timers.soon("canvas strokes", max(0.0, self._last + PAUSE - time.monotonic()), self._take)

    def hub_is(self, status: Status) -> None:
        """Tell the hub everything, where it has begun anew."""
        begun, self._hub = status == "on" and self._hub != "on", status
        if begun:
            self._tell_whole()

    def _tell_whole(self) -> None:
        if self._canvas is not None:
            self._tell(self._canvas.news(whole=True))

    def state(self, with_authors: bool) -> dict[str, Any] | None:
        """The session state's `canvas`; who did what is for the artist."""
        if self._canvas is None:
            return None
        state = self._canvas.state()
        return state if with_authors else {**state, "authors": []}

    def _take(self) -> None:
        if self._canvas is None or not self._waiting or self._timers.waits("canvas turn"):
            return
        self._last = time.monotonic()
        self._do(min(len(self._waiting), MOST_AT_ONCE))

    def _do(self, left: int) -> None:
        """Do so many of the strokes that wait, some in each turn."""
        if self._canvas is None:
            return
        some = min(left, AT_A_TURN)
        strokes, self._waiting = self._waiting[:some], self._waiting[some:]
        for sorry in self._canvas.stroke(strokes) if strokes else ():
            self._refuse(sorry)
        if left > some and self._waiting:
            self._timers.soon("canvas turn", 0, partial(self._do, left - some))
            return
        if self._waiting:
            self._timers.soon("canvas strokes", PAUSE, self._take)
        self._tell_news()

    def _refuse(self, sorry: Sorry) -> None:
        refused = {"person": sorry.person, "sentence": sorry.sentence, "values": dict(sorry.values)}
        self._tell({"type": "stroke_refused", **refused})

    def _others_changed(self) -> None:
        # The document cannot be read until its transaction has ended.
        self._timers.soon("canvas news", PAUSE / 2, self._follow)

    def _follow(self) -> None:
        if self._canvas is not None:
            self._canvas.follow()
            self._tell_news()

    def _tell_news(self) -> None:
        canvas = self._canvas
        if canvas is None:
            return
        if canvas.outdated:
            self.close()
            self._say(_CHANGED)
            return
        self._memory.soon(canvas)
        self._tell(canvas.news())
        if canvas.is_reviewed:
            self._timers.soon("canvas proposal", max(1.0, canvas.size / _SLOWLY), self._propose)
        self._timers.soon("canvas state", STATE_PAUSE, self._changed)

    def _propose(self) -> None:
        if self._canvas is not None:
            self._canvas.propose()

"""The canvas of a session: opened and closed by the artist, edited by the audience, and told to both."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from antiphon.document.changes import read
from antiphon.document.projection import project
from antiphon.engine.catalogue import Parameter, catalogue
from antiphon.engine.pitch import written_fifths
from antiphon.lab.canvas import Canvas, Mode, Sorry, Terms
from antiphon.lab.rooms import AntiphonRoom
from antiphon.lab.supervisor import Status
from antiphon.lab.timers import Timers
from antiphon.session.canvas import MOST_KNOBS, CanvasRefused, Knob, grid
from antiphon.session.people import Person
from antiphon.session.surface import Knobs, Notes

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

HIGHEST_QUOTA: Final = 1000

_SLOWLY: Final = 4000.0
"""Characters of a proposal that are written a second: it is written again whole, and everybody keeps it."""


class CanvasDesk:
    """At most one canvas."""

    def __init__(
        self,
        timers: Timers,
        *,
        tell: Callable[[Mapping[str, Any]], None],
        changed: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:
        """With none.

        Args:
            timers: The session's.
            tell: Tells the hub something.
            changed: Called when the state that the artist sees has changed.
            say: Says a sentence to everybody in the lab.
        """
        self._timers = timers
        self._tell = tell
        self._changed = changed
        self._say = say
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
        """
        if self._canvas is not None:
            raise CanvasRefused("A canvas is open already; close it first.")
        terms = _terms(message)
        surface = _surface(room, terms)
        room.keep_before()
        self._canvas = Canvas(room, surface, terms, changed=self._others_changed)
        self._tell_whole()
        self._changed()

    def close(self) -> None:
        """Close the canvas at once, if one is open: what the hub still sends is not taken. What was asked for waits."""
        canvas, self._canvas = self._canvas, None
        self._waiting.clear()
        for name in ("canvas strokes", "canvas turn", "canvas news", "canvas proposal"):
            self._timers.cancel(name)
        if canvas is not None:
            if canvas.is_reviewed and not canvas.outdated:
                canvas.propose()
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
            self._say("The audience's canvas was closed, as its measures or its part have changed.")
            return
        self._tell(canvas.news())
        if canvas.is_reviewed:
            self._timers.soon("canvas proposal", max(1.0, canvas.size / _SLOWLY), self._propose)
        self._timers.soon("canvas state", STATE_PAUSE, self._changed)

    def _propose(self) -> None:
        if self._canvas is not None:
            self._canvas.propose()


def _terms(message: Mapping[str, Any]) -> Terms:
    mode: Mode = "reviewed" if message.get("mode") == "reviewed" else "direct"
    quota, name = message.get("quota", 0), message.get("name", "")
    if isinstance(quota, bool) or not isinstance(quota, int) or not 0 <= quota <= HIGHEST_QUOTA:
        raise CanvasRefused("A quota is a whole number of places, or 0 for any number.")
    if not isinstance(name, str) or len(name) > 80:
        raise CanvasRefused("The name of a canvas has at most 80 characters.")
    match message:
        case {"kind": "notes", "part": str(part), "from": str(first), "until": str(last)}:
            region: dict[str, Any] = {"part": part, "from": first, "until": last}
        case {"kind": "knobs", "knobs": list(knobs)} if all(map(_is_knob, knobs)):
            region = {"knobs": [{"node": each["node"], "parameter": each["parameter"]} for each in knobs]}
        case _:
            raise CanvasRefused(
                "A canvas is of notes, with a part and its measures, or of knobs, with their nodes."
            )
    return Terms(f"canvas-{secrets.token_hex(3)}", name, mode, quota, region)


def _is_knob(raw: object) -> bool:
    return isinstance(raw, dict) and all(isinstance(raw.get(name), str) for name in ("node", "parameter"))


def _surface(room: AntiphonRoom, terms: Terms) -> Notes | Knobs:
    def reader(root: str, id: str) -> Any:
        return read(room.ydoc, root, id)

    if "knobs" in terms.region:
        return Knobs(_knobs(terms.region["knobs"], reader), reader)
    part, first, last = (terms.region[name] for name in ("part", "from", "until"))
    document = room.to_document()
    piece = project(document)
    whose = next((each for each in piece.parts if each.id == part), None)
    key = next((each.key for each in piece.measures if each.id == first), 0)
    fifths = written_fifths(key + whose.fifths, whose.diatonic, whose.chromatic) if whose else 0
    events = document["events"]
    return Notes(grid(piece, part, first, last, fifths), terms.id, events, reader)


def _knobs(wanted: list[dict[str, str]], reader: Callable[[str, str], Any]) -> list[Knob]:
    if not 1 <= len(wanted) <= MOST_KNOBS or len({tuple(each.values()) for each in wanted}) < len(wanted):
        raise CanvasRefused("A canvas has 1 to {most} knobs, each once.", most=MOST_KNOBS)
    return [_knob(each["node"], each["parameter"], reader) for each in wanted]


def _knob(node: str, parameter: str, reader: Callable[[str, str], Any]) -> Knob:
    entry = reader("nodes", node)
    kind = catalogue().get(str((entry or {}).get("kind", "")))
    found: Parameter | None = (
        next((each for each in kind.parameters if each.name == parameter), None) if kind else None
    )
    if entry is None or kind is None or found is None or found.maximum <= found.minimum:
        raise CanvasRefused("The canvas needs knobs of nodes that are in the graph.")
    field = f"p_{parameter}"
    preset = reader("presets", str(entry.get("preset", ""))) or {}
    return Knob(
        node,
        field,
        found.title,
        str(entry.get("name") or kind.title),
        found.unit,
        found.minimum,
        found.maximum,
        float(preset.get(field, found.default)),
        found.curve,
        found.whole,
    )

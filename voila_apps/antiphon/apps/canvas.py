"""The canvas at the hub: a stretch of a part, or a few knobs, that the audience edits together.

What everybody sees is two keys of the phones' frames, each a whole value, so that a slow phone skips to the newest:

```
canvas      null, or what is open; it changes seldom
            {id, kind: "notes", name, mode: direct|reviewed, quota: places a person may hold (0: any number),
             part: the part's name, steps: 1 to 64, rows: [label, …] lowest first, 1 to 16, such as "F#4" or "Snare drum",
             tonics: [row, …] those of the key's first note, measures: [[number, its first step], …],
             beats: [step, …] those on a beat, length: quarter lengths of a step, start: quarter lengths from the piece's
             beginning to step 0, held: GRID what sounds there but cannot be touched: longer notes, ties, tuplets …
             (it is not among the `cells`)}
            {id, kind: "knobs", name, mode, quota,
             knobs: [{name, of: the node's name, unit, minimum, maximum, scale: linear|log}, …] 1 to 12,
             words: of the names of knobs and nodes, and the units, those that are not the same in other languages
             (`antiphon.session.words.in_other_languages`)}
canvas_now  null, or {canvas: its id, cells: what the piece has, theirs: what of it the audience made,
             asked: what the audience asks for while it waits for the artist (empty where it asks for nothing),
             people: how many have changed something that stands}
            notes: each a GRID; of `asked`, the cells that would become the other way round
            knobs: `cells` and `asked` LEVELS, `theirs` FLAGS; of `asked`, a knob that nobody asks for is ".."
canvas_own  null, or {canvas, mine: GRID|FLAGS what one changed oneself and nobody since, left: places one may still
             change | null (any number)}: one's own, sent with the first frame and when it changes; of another canvas
             than the one that is open, it says nothing
```

GRID is hexadecimal digits, four a step: bit 0 is the lowest row.
`parseInt(cells.slice(4 * step, 4 * step + 4), 16) >> row & 1` is the cell. LEVELS are two hexadecimal digits a knob,
00 at its minimum, ff at its maximum (along `scale`); FLAGS are one character a knob, 0 or 1.

A phone says `paint {canvas, cell: [step, row], on: bool}`, `turn {canvas, knob: its place in the list, value: 0..1}` and
`undo_mine {canvas}`, and may draw what it said at once: it stands in the next `canvas_now` or the one after, some tenths of
a second later. Where it was refused, the answer is `{sorry: sentence, values: {…}, canvas_now, canvas_own}`, by which it
draws what is true again. It says no more than five things a second for long (`turn`: at most some four a second while a
thumb moves, and the last value when it rests): more is refused, and much more ends the connection.

A cell is a note as long as a step. Who changes a place holds it until they change it back, undo it, or somebody else
changes it: of these a person has `quota`.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from antiphon.apps.allowance import Allowance
from antiphon.apps.crowd import Phone
from antiphon.apps.feature import Feature, Ground
from antiphon.session.canvas import CanvasRefused, bits, flags, read_stroke
from antiphon.session.pipe import Message
from antiphon.session.words import in_other_languages

BATCH_SECONDS: Final = 0.03
"""Seconds of strokes that go to the lab as one batch."""

MOST_WAITING: Final = 1000
"""Strokes of a batch; where there are more, people are asked to wait."""

_KEYS: Final = ("canvas_now", "canvas_own")


class Canvas(Feature):
    """The feature.

    Args:
        ground: What it stands on.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._strokes = Allowance(24, 6.0, ground.clock)
        self._undos = Allowance(4, 0.2, ground.clock)
        self._about: dict[str, Any] | None = None
        self._now: dict[str, Any] | None = None
        self._size = (0, 0, 0)
        self._holders: dict[int, str] = {}
        self._held: dict[str, set[int]] = {}
        self._batch: dict[object, dict[str, Any]] = {}
        self._sending: asyncio.TimerHandle | None = None
        self.shared = {"canvas": lambda: self._about, "canvas_now": lambda: self._now}
        self.own = {"canvas_own": self._see_own}

    def hear(self, phone: Phone, message: Mapping[str, Any]) -> bool:
        """Take `paint`, `turn` and `undo_mine`."""
        kind = message.get("type")
        if kind not in ("paint", "turn", "undo_mine"):
            return False
        try:
            self._take(phone.person, str(kind), message)
        except CanvasRefused as refusal:
            self._refuse(phone.person, refusal.sentence, refusal.values)
        return True

    def obey(self, message: Message) -> bool:
        """Take `canvas` and `stroke_refused`."""
        match message:
            case {"type": "canvas", "id": None}:
                self._close()
            case {"type": "canvas"}:
                self._see(message)
            case {"type": "stroke_refused", "person": str(person), "sentence": str(sentence)}:
                self._refuse(person, sentence, message.get("values", {}))
            case _:
                return False
        return True

    def close(self) -> None:
        """Stop."""
        if self._sending is not None:
            self._sending.cancel()

    def _take(self, person: str, kind: str, message: Mapping[str, Any]) -> None:
        if self._about is None or message.get("canvas") != self._about["id"]:
            raise CanvasRefused("This canvas is not open any more.")
        if not (self._undos if kind == "undo_mine" else self._strokes).take(person):
            raise CanvasRefused("That was very fast; wait a moment.")
        if len(self._batch) >= MOST_WAITING:
            raise CanvasRefused("Very many are painting at this moment; wait a moment.")
        if kind == "undo_mine":
            # Behind all that was said before it.
            self._batch.pop(person, None)
            self._batch[person] = {"person": person, "type": kind}
        else:
            stroke = read_stroke(message, *self._size)
            self._batch.pop((person, stroke.place), None)
            self._batch[person, stroke.place] = {"person": person, "type": kind, **_command(kind, message)}
        if self._sending is None:
            self._sending = asyncio.get_running_loop().call_later(BATCH_SECONDS, self._send)

    def _send(self) -> None:
        self._sending = None
        batch, self._batch = [*self._batch.values()], {}
        if self._about is not None and batch:
            self._ground.send({"type": "strokes", "canvas": self._about["id"], "batch": batch})

    def _see(self, message: Message) -> None:
        """Take what the canvas is now.

        Raises:
            KeyError: It lacks something; the one before is shown on.
        """
        id, now = message["id"], {"canvas": message["id"], **message["now"]}
        about = self._read(message)
        if about is None or about["id"] != id:
            raise KeyError("about")
        shown = ["canvas_now"] if about is self._about else ["canvas", "canvas_now"]
        self._about, self._now = about, now
        self._size = (about.get("steps", 0), len(about.get("rows", ())), len(about.get("knobs", ())))
        people = self._hold(message["holders"], message["whole"])
        self._ground.crowd.show(*shown)
        for person in people:
            self._ground.crowd.show_own(person, "canvas_own")

    def _read(self, message: Message) -> dict[str, Any] | None:
        """What the canvas is, as this message says it or the last one that did."""
        about: dict[str, Any] | None = message.get("about")
        if about is None:
            return self._about
        names = (str(knob.get(name)) for knob in about.get("knobs", ()) for name in ("name", "of", "unit"))
        words = in_other_languages(names, message.get("made", {}))
        return {**about, "words": words} if words else about

    def _hold(self, holders: list[Any], whole: bool) -> set[str]:
        """Take who holds places now; returns whose have changed."""
        people: set[str] = set()
        if whole:
            people |= self._held.keys()
            self._holders, self._held = {}, {}
        for place, person in holders:
            before = self._holders.pop(place, "")
            if before:
                self._held[before].discard(place)
            if person:
                self._holders[place] = person
                self._held.setdefault(person, set()).add(place)
            people |= {before, person}
        return people - {""}

    def _close(self) -> None:
        self._about = self._now = None
        self._holders, self._held, self._batch = {}, {}, {}
        self._ground.crowd.show("canvas", "canvas_now")

    def _refuse(self, person: str, sentence: str, values: Mapping[str, Any]) -> None:
        """Say why to all pages of somebody, with what is true."""
        more = {"sorry": sentence, **({"values": dict(values)} if values else {})}
        self._ground.crowd.show_own(person, *_KEYS, more=more)

    def _see_own(self, person: str) -> dict[str, Any] | None:
        if self._about is None:
            return None
        places, quota = self._held.get(person, set()), self._about["quota"]
        steps, _, knobs = self._size
        return {
            "canvas": self._about["id"],
            "mine": bits(places, steps) if steps else flags(places, knobs),
            "left": max(0, quota - len(places)) if quota else None,
        }


def _command(kind: str, message: Mapping[str, Any]) -> dict[str, Any]:
    """What a stroke says, and nothing that a phone said beside."""
    return {name: message[name] for name in (("cell", "on") if kind == "paint" else ("knob", "value"))}

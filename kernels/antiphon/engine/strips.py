"""The strips of the mixer: what each is set to, where its sound goes, and how loud it is there.

Pure. A sound goes from a strip to its bus, or the master, and by its sends to further buses and to nodes. What is soloed is
heard alone with all that it goes through: where a strip is soloed, sound goes on from one strip to another only on a way
that leads through a soloed one.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from antiphon.document.piece import Piece
from antiphon.document.piece import Strip as PartStrip
from antiphon.engine.wiring import reached

MASTER = "master"

MIX = "bus:master"
"""Id of the node at which the mix enters the master's inserts, equaliser and compressor."""

Fields = Mapping[str, Any]
"""What a strip is set to, all fields of `defaults()` present."""

Gains = tuple[float, float]
"""Left and right, linear."""

SILENT: Gains = (0.0, 0.0)


@cache
def defaults() -> Mapping[str, Any]:
    """The fields of a strip that have a default, by name, as the schema says."""
    text = files("antiphon.document").joinpath("schema.json").read_text(encoding="utf-8")
    fields = json.loads(text)["$defs"]["Strip"]["properties"]
    return MappingProxyType({name: field["default"] for name, field in fields.items() if "default" in field})


@dataclass(frozen=True, slots=True)
class Bus:
    """A strip that sums what others send to it.

    Attributes:
        id: Its id.
        name: As a person says it.
    """

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Send:
    """A way from a strip to a bus or a node.

    Attributes:
        id: Its id.
        source: Id of the strip.
        target: Id of the bus or node.
        gain: dB.
        before_fader: Whether it is taken before the strip's gain and pan.
        to_bus: Whether the target is a bus.
    """

    id: str
    source: str
    target: str
    gain: float
    before_fader: bool
    to_bus: bool

    @property
    def fader(self) -> str:
        """The name of the fader that its sound passes."""
        return f"send:{self.id}"


@dataclass(frozen=True, slots=True)
class Strips:
    """The strips of a piece.

    Attributes:
        parts: Ids of the parts, in order; one that begins with `*` is hidden, and never soloed away.
        buses: By place, then id.
        fields: What each strip is set to, by id: parts, buses, then the master.
        routes: The bus to which a part or bus goes, by id; those that go to the master are not among them.
        sends: By id.
        circles: Ids of the buses and sends whose way closed a circle, and which is therefore not taken.
        lost: Ids of the sends whose source or target is gone.
    """

    parts: tuple[str, ...]
    buses: tuple[Bus, ...]
    fields: Mapping[str, Fields]
    routes: Mapping[str, str]
    sends: tuple[Send, ...]
    circles: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def gains(self, fields: Mapping[str, Fields] | None = None) -> dict[str, Gains]:
        """The gains of all faders by name: a strip's is its id, a send's is `Send.fader`.

        Args:
            fields: What the strips are set to, where that is not what they say: as `Strips.fields`.
        """
        fields = self.fields if fields is None else fields
        heard = self._open(fields)
        found: dict[str, Gains] = {}
        for id in (*self.parts, *(bus.id for bus in self.buses)):
            found[id] = gains(fields[id]) if heard(id, self.routes.get(id, MASTER)) else SILENT
        for send in self.sends:
            strip = fields[send.source]
            level = 10 ** (send.gain / 20)
            if strip["mute"] or not heard(send.source, send.target):
                found[send.fader] = SILENT
            elif send.before_fader:
                found[send.fader] = level, level
            else:
                left, right = gains(strip)
                found[send.fader] = left * level, right * level
        return found

    def _open(self, fields: Mapping[str, Fields]) -> Callable[[str, str], bool]:
        """Whether anything is heard on the way from a strip to another, or to a node or the master."""
        soloed = {id for id, strip in fields.items() if strip["solo"] and id != MASTER}
        onward: dict[str, set[str]] = defaultdict(set)
        back: dict[str, set[str]] = defaultdict(set)
        for source, target in (*self.routes.items(), *((each.source, each.target) for each in self.sends)):
            onward[source].add(target)
            back[target].add(source)

        def heard(source: str, target: str) -> bool:
            if not soloed or source.startswith("*"):
                return True
            return not soloed.isdisjoint(reached(source, back)) or not soloed.isdisjoint(
                reached(target, onward)
            )

        return heard

    def master(self, fields: Mapping[str, Fields] | None = None) -> tuple[float, float, float]:
        """The master's left and right gain and the limiter's ceiling, linear."""
        strip = (self.fields if fields is None else fields)[MASTER]
        ceiling = 10 ** (strip["ceiling"] / 20) if strip["limiter"] else 1.0
        if strip["gain"] == 0 and strip["pan"] == 0 and not strip["mute"]:
            return 1.0, 1.0, ceiling
        return *gains(strip), ceiling


NO_STRIPS = Strips((), (), {}, {}, ())
"""Of nothing."""


def read_strips(document: Mapping[str, Any], piece: Piece) -> Strips:
    """Read the strips of a document.

    Args:
        document: What the schema allows of one; roots may be missing.
        piece: The same document's piece: its parts, and their gain, pan, mute and solo.
    """
    mix: Mapping[str, Fields] = document.get("mix", {})
    nodes: Mapping[str, Any] = document.get("nodes", {})
    parts = tuple(part.id for part in piece.parts)
    found = [
        (str(fields.get("index", "~")), id) for id, fields in mix.items() if id not in parts and id != MASTER
    ]
    buses = tuple(Bus(id, str(mix[id].get("name", "")) or "Bus") for _, id in sorted(found))
    known = {bus.id for bus in buses}
    fields: dict[str, Fields] = {}
    for part in piece.parts:
        fields[part.id] = _whole({**mix.get(part.id, {}), **_own(part.mix)})
    for id in (*(bus.id for bus in buses), MASTER):
        fields[id] = _whole(mix.get(id, {}))
    onward: dict[str, set[str]] = defaultdict(set)
    circles, lost = [], []

    def joined(source: str, target: str, id: str) -> bool:
        """Take a way, unless it closes a circle."""
        if source in reached(target, onward):
            circles.append(id)
            return False
        onward[source].add(target)
        return True

    routes = {}
    for id in sorted(fields):
        bus = mix.get(id, {}).get("bus") if id != MASTER else None
        if bus in known and joined(id, bus, id):
            routes[id] = bus
    sends = []
    for id, send in sorted(document.get("sends", {}).items()):
        source, target = send["source"], send["target"]
        to_bus = target in known
        if source not in fields or source == MASTER or not (to_bus or target in nodes):
            lost.append(id)
        elif not to_bus or joined(source, target, id):
            before = bool(send.get("before_fader"))
            sends.append(Send(id, source, target, float(send.get("gain", 0.0)), before, to_bus))
    return Strips(parts, buses, fields, routes, tuple(sends), tuple(circles), tuple(lost))


def gains(strip: Fields) -> Gains:
    """Left and right gain of a strip's fader.

    Equal power: in the middle both are the gain itself, on one side that side is 3 dB more.
    """
    if strip["mute"]:
        return SILENT
    gain = math.sqrt(2) * 10 ** (strip["gain"] / 20)
    angle = (strip["pan"] + 1) * math.pi / 4
    return gain * math.cos(angle), gain * math.sin(angle)


def _own(strip: PartStrip) -> dict[str, Any]:
    return {"gain": strip.gain, "pan": strip.pan, "mute": strip.mute, "solo": strip.solo}


def _whole(fields: Mapping[str, Any]) -> Fields:
    return {name: fields.get(name, default) for name, default in defaults().items()}

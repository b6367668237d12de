"""Automation: fields of strips and nodes that move along the score's time.

Pure; `src/mixer/automation.ts` is the same in TypeScript, and `tests/fixtures/automation/*.json` hold the two together.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from antiphon.document.codec import inspect
from antiphon.document.notes import rational
from antiphon.engine.catalogue import catalogue
from antiphon.engine.strips import MASTER

Key = tuple[str, str]
"""What moves: id of a strip or node, and the field."""

LOGARITHMIC = ("_freq", "_q", "ratio", "attack", "release")
"""How the names of the strips' fields end whose sliders run by equal ratios."""

MASTERS = frozenset({"limiter", "ceiling"})
"""The fields that the master alone has."""


@dataclass(frozen=True, slots=True)
class Slider:
    """How a field moves.

    Attributes:
        minimum: Lowest value.
        maximum: Highest value.
        logarithmic: Whether equal steps of it are equal ratios.
        switch: Whether it is on or off: on from one half on.
    """

    minimum: float
    maximum: float
    logarithmic: bool = False
    switch: bool = False

    def between(self, start: float, end: float, share: float) -> float:
        """What is a share of the way from one value to another.

        >>> Slider(20, 20_000, True).between(100, 10_000, 0.5)
        1000.0
        """
        if self.logarithmic and min(self.minimum, start, end) > 0:
            return float(start * (end / start) ** share)
        return start + (end - start) * share

    def clamp(self, value: float) -> float:
        """Bring a value into the range."""
        return min(self.maximum, max(self.minimum, value))


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a place.

    Attributes:
        position: In quarter lengths from the score's beginning.
        value: In the field's unit.
        hold: Whether it stays until the next point.
    """

    position: float
    value: float
    hold: bool


@dataclass(frozen=True, slots=True)
class Track:
    """A field that moves.

    Attributes:
        lane: Id of its lane.
        key: What moves.
        slider: How.
        points: By position, at least one, no two at one place.
    """

    lane: str
    key: Key
    slider: Slider
    points: tuple[Point, ...]

    def stretch(self, position: float) -> int:
        """How many points are at or before a position of the score."""
        return bisect_right(self.points, position, key=lambda point: point.position)

    def at(self, position: float) -> float:
        """The value at a position of the score, in quarter lengths."""
        index = self.stretch(position)
        before, after = self.points[max(index - 1, 0)], self.points[min(index, len(self.points) - 1)]
        if before is after or before.hold or self.slider.switch:
            return self.slider.clamp(before.value)
        share = (position - before.position) / (after.position - before.position)
        return self.slider.clamp(self.slider.between(before.value, after.value, share))


@cache
def strip_sliders() -> Mapping[str, Slider]:
    """The sliders of the fields of a strip that can move, by name."""
    text = files("antiphon.document").joinpath("schema.json").read_text(encoding="utf-8")
    sliders = {}
    for name, rule in json.loads(text)["$defs"]["Strip"]["properties"].items():
        if rule.get("type") == "boolean":
            sliders[name] = Slider(0.0, 1.0, switch=True)
        elif rule.get("type") == "number":
            sliders[name] = Slider(rule["minimum"], rule["maximum"], name.endswith(LOGARITHMIC))
    return MappingProxyType(sliders)


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane as it is drawn, whether what it moves is there or not.

    Attributes:
        id: Its id.
        key: What it moves.
        points: By position, no two at one place; none where it is left out for now.
    """

    id: str
    key: Key
    points: tuple[Point, ...]


def read_lanes(document: Mapping[str, Any], starts: Mapping[str, Fraction]) -> tuple[Lane, ...]:
    """Read the lanes of a document, by id; of two that move one field, that of the smallest id.

    Args:
        document: A document, of which `lanes` and `points` are read.
        starts: Where each measure of the score begins, by id. A point whose measure is gone is left out; of several at one
            place that of the smallest id counts.
    """
    clean, _ = inspect({root: document.get(root, {}) for root in ("lanes", "points")})
    places: dict[str, dict[Fraction, Point]] = defaultdict(dict)
    for _, point in sorted(clean["points"].items()):
        if point["measure"] in starts:
            place = starts[point["measure"]] + rational(point["onset"])
            drawn = Point(float(place), float(point["value"]), point.get("curve") == "hold")
            places[point["lane"]].setdefault(place, drawn)
    lanes: dict[Key, Lane] = {}
    for id, lane in sorted(clean["lanes"].items()):
        points = () if lane.get("bypass") else tuple(point for _, point in sorted(places[id].items()))
        key = lane["target"], lane["field"]
        lanes.setdefault(key, Lane(id, key, points))
    return tuple(sorted(lanes.values(), key=lambda lane: lane.id))


def tracks(
    lanes: Iterable[Lane], nodes: Mapping[str, Mapping[str, Any]], strips: Collection[str]
) -> tuple[Track, ...]:
    """The lanes that move something that is there.

    Args:
        lanes: Of `read_lanes`.
        nodes: The document's nodes by id: of those, parameters move.
        strips: Ids of the strips.
    """
    found = []
    for lane in lanes:
        slider = _slider(lane.key, nodes, strips)
        if slider is not None and lane.points:
            found.append(Track(lane.id, lane.key, slider, lane.points))
    return tuple(found)


def _slider(key: Key, nodes: Mapping[str, Mapping[str, Any]], strips: Collection[str]) -> Slider | None:
    target, field = key
    if target in nodes:
        known = catalogue().get(nodes[target].get("kind", ""))
        for each in known.parameters if known else ():
            if field == f"p_{each.name}" and not each.fixed:
                return Slider(each.minimum, each.maximum, each.curve == "log")
        return None
    if target not in strips or (field in MASTERS and target != MASTER):
        return None
    return strip_sliders().get(field)


def moved(tracks: Iterable[Track], position: float) -> dict[Key, float]:
    """What every field that moves is at, at a position of the score."""
    return {track.key: track.at(position) for track in tracks}

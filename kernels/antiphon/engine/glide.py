"""A glide: the strips cross over from one setting to another, as when a snapshot of the mix is recalled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from antiphon.engine.automation import Key, strip_sliders
from antiphon.engine.strips import Fields, Strips

SHAPES: Mapping[str, tuple[str, ...]] = {
    "eq": ("low_", "low_mid_", "high_mid_", "high_"),
    "compressor": ("threshold", "ratio", "attack", "release", "makeup"),
}
"""How the names of the fields begin that do nothing while a switch is off."""


@dataclass(frozen=True, slots=True)
class Glide:
    """From one setting of the strips to another.

    Numbers go along their sliders, so gains evenly in decibels; switches turn at the half.

    An equaliser or compressor that is switched does not turn at the half: it is there meanwhile, and comes or goes evenly.

    Attributes:
        start: The frame at which it begins.
        frames: How long it takes, 1 or more.
        ways: What moves: from where to where.
        present: The switches that are on meanwhile.
    """

    start: int
    frames: int
    ways: Mapping[Key, tuple[Any, Any]]
    present: frozenset[Key] = frozenset()

    def at(self, frame: int) -> dict[Key, float]:
        """What moves, at a frame."""
        share = min(max((frame - self.start) / self.frames, 0.0), 1.0)
        sliders = strip_sliders()
        found: dict[Key, float] = {}
        for key, (before, after) in self.ways.items():
            slider = sliders[key[1]]
            if slider.switch:
                found[key] = float(after if share >= 0.5 else before)
            else:
                found[key] = slider.between(before, after, share) if share < 1 else float(after)
        return found | dict.fromkeys(self.present, 1.0)

    def over(self, frame: int) -> bool:
        """Whether all has arrived at a frame."""
        return frame >= self.start + self.frames

    def without(self, keys: frozenset[Key]) -> Glide:
        """The same, but for what was turned to something else meanwhile."""
        kept = {key: way for key, way in self.ways.items() if key not in keys}
        return Glide(self.start, self.frames, kept, self.present - keys)


def glide(before: Mapping[str, Fields], after: Strips, start: int, frames: int) -> Glide:
    """How to cross over.

    Args:
        before: How the strips are, as they sound; those that are new come at once.
        after: How they are to be.
        start: The frame at which it begins.
        frames: How long it takes.
    """
    ways: dict[Key, tuple[Any, Any]] = {}
    present = set()
    for id, said in after.fields.items():
        new, old = said, before.get(id, said)
        for switch, prefixes in SHAPES.items():
            if old[switch] != new[switch]:
                present.add((id, switch))
                old, new = _shaped(old, new, switch, prefixes)
            elif not old[switch]:
                old = {**old, **{name: new[name] for name in new if name.startswith(prefixes)}}
        for name, value in new.items():
            if old[name] != value or said[name] != value:
                ways[id, name] = old[name], value
    return Glide(start, max(frames, 1), ways, frozenset(present))


def _shaped(old: Fields, new: Fields, switch: str, prefixes: tuple[str, ...]) -> tuple[Fields, Fields]:
    """Both with the switch on: where it was off, it does nothing to the same frequencies."""
    on, off = (new, old) if new[switch] else (old, new)
    idle = {name: on[name] for name in on if name.startswith(prefixes)}
    if switch == "eq":
        idle |= {name: 0.0 for name in idle if name.endswith("_gain")}
    else:
        idle |= {"ratio": 1.0, "makeup": 0.0}
    off = {**off, **idle, switch: True}
    return (off, {**on, switch: True}) if new[switch] else ({**on, switch: True}, off)

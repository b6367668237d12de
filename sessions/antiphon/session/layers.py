"""Layers: who made of each place what it is, so that all that one person did can be taken back by itself.

A place has what was there before anybody came (its base), and on it a layer for each person who changed it, the latest on
top. Taking a person's layers away leaves what others did: where theirs was on top, what was beneath comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Generic, TypeVar

V = TypeVar("V")

MOST_KEPT: Final = 32
"""Layers of a place that are kept, the latest ones: who is beneath so many others hardly comes out again."""


class Layers(Generic[V]):
    """What people made of places; places are numbers, values are compared by `==`.

    Of two layers of one person at a place only the later one can ever come out, so that only it is kept; one that says
    what is beneath it anyway says nothing, and is none.

    Attributes:
        unkept: The places that have changed since it was cleared: what has to be kept anew.
    """

    def __init__(self) -> None:
        self.unkept: set[int] = set()
        self._base: dict[int, V] = {}
        self._layers: dict[int, dict[str, V]] = {}
        self._places: dict[str, set[int]] = {}
        self._held: dict[str, set[int]] = {}

    def paint(self, place: int, now: V, person: str, value: V) -> None:
        """Take in what somebody makes of a place.

        Args:
            place: The place.
            now: What it is without them; where nobody has changed it yet, its base.
            person: Who.
            value: What it is to be.
        """
        self.unkept.add(place)
        layers = self._layers.setdefault(place, {})
        if not layers:
            self._base[place] = now
        self._let_go(place)
        layers.pop(person, None)
        self._places.get(person, set()).discard(place)
        if value != self._beneath(place):
            layers[person] = value
            self._places.setdefault(person, set()).add(place)
        self._settle(place)

    def top(self, place: int, default: V) -> V:
        """What people made of a place; `default` where nobody did."""
        return self._beneath(place) if place in self._layers else default

    def history(self, place: int) -> Iterable[V]:
        """All that a place was, the latest first, its base last."""
        return [*reversed(self._layers.get(place, {}).values()), *self._bases(place)]

    def holder(self, place: int) -> str:
        """Who has the top layer of a place; empty where nobody has one."""
        return next(reversed(self._layers.get(place, {})), "")

    def held(self, person: str) -> frozenset[int]:
        """The places whose top layer is somebody's."""
        return frozenset(self._held.get(person, ()))

    @property
    def places(self) -> Iterable[int]:
        """The places that somebody changed."""
        return self._layers.keys()

    @property
    def authors(self) -> Mapping[str, int]:
        """In how many places each person has a layer; those who have any."""
        return {person: len(places) for person, places in self._places.items() if places}

    def undo(self, person: str) -> dict[int, V]:
        """Take all of somebody's layers away.

        Returns:
            What the places are then that change.
        """
        changed: dict[int, V] = {}
        for place in sorted(self._places.pop(person, ())):
            self.unkept.add(place)
            was_on_top = self.holder(place) == person
            self._let_go(place)
            del self._layers[place][person]
            if was_on_top:
                changed[place] = self._beneath(place)
            self._settle(place)
        return changed

    def wipe(self) -> dict[int, V]:
        """Take all layers away.

        Returns:
            What the places are then that change.
        """
        changed = {place: base for place, base in sorted(self._base.items()) if self._beneath(place) != base}
        self.unkept |= self._layers.keys()
        for kept in (self._base, self._layers, self._places, self._held):
            kept.clear()
        return changed

    def forget(self, place: int) -> None:
        """Somebody who is not of these people has changed a place: nothing of it can be taken back any more."""
        if place in self._layers:
            self.unkept.add(place)
            self._let_go(place)
            for person in self._layers.pop(place):
                self._places[person].discard(place)
            del self._base[place]

    def keep(self, place: int) -> dict[str, Any] | None:
        """A place as it is kept (as JSON, where values are): `{values, base, layers: [[person, value], …]}`.

        Values are numbers of those in `values`, where each stands once; layers are in order, the latest last.

        Returns:
            None where nobody has changed it.
        """
        if place not in self._layers:
            return None
        values: list[V] = []

        def number(value: V) -> int:
            if value not in values:
                values.append(value)
            return values.index(value)

        base, layers = number(self._base[place]), [*self._layers[place].items()][-MOST_KEPT:]
        kept = [[person, number(value)] for person, value in layers]
        return {"values": values, "base": base, "layers": kept}

    def recall(self, place: int, kept: Mapping[str, Any], read: Callable[[Any], V]) -> None:
        """Take a place, of which nothing is known, as it was kept.

        Args:
            place: The place.
            kept: As `keep` says it.
            read: Reads a value, as it came from JSON.
        """
        values = [read(value) for value in kept["values"]]
        self._base[place] = values[kept["base"]]
        self._layers[place] = {person: values[value] for person, value in kept["layers"]}
        for person in self._layers[place]:
            self._places.setdefault(person, set()).add(place)
        self._settle(place)

    def _bases(self, place: int) -> list[V]:
        return [self._base[place]] if place in self._base else []

    def _beneath(self, place: int) -> V:
        layers = self._layers[place]
        return layers[next(reversed(layers))] if layers else self._base[place]

    def _let_go(self, place: int) -> None:
        if holder := self.holder(place):
            self._held[holder].discard(place)

    def _settle(self, place: int) -> None:
        if holder := self.holder(place):
            self._held.setdefault(holder, set()).add(place)
        else:
            del self._layers[place], self._base[place]

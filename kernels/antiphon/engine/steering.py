"""The steering: what of a piece goes otherwise than it is written, from which frame on, and what is agreed for later.

Pure: every change gives a new `Steering`. For each key (docs/architecture.md, "Steering") it is a row of ways, each from what was
before to a goal. The tempo's way is the transport's; here is only what was agreed of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from antiphon.engine.transport import Boundary, Quantum

Value = float | str | None
"""None is as it is written."""

NOTHING: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Way:
    """From a frame on something goes to a goal.

    Attributes:
        frame: The frame.
        start: Where it is then.
        goal: Where it goes.
        slew: How much it changes in a second, at most; 0 for at once.
    """

    frame: int
    start: Value
    goal: Value
    slew: float = 0.0

    def at(self, frame: int, rate: int, written: float) -> Value:
        """Where it is at a frame; None for as it is written."""
        if self.slew <= 0 or isinstance(self.start, str) or isinstance(self.goal, str):
            return self.goal
        start = written if self.start is None else self.start
        goal = written if self.goal is None else self.goal
        gone = self.slew * max(frame - self.frame, 0) / rate
        if gone >= abs(goal - start):
            return self.goal
        return start + gone * (1 if goal > start else -1)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What changes together.

    Attributes:
        id: What whoever asked for it calls it.
        moves: What changes, and to what.
        at: At which places it may begin to count.
        slew: How much each may change in a second, at most; what is not there changes at once.
        place: Where it begins to count.
    """

    id: str
    moves: Mapping[str, Value]
    at: Quantum
    slew: Mapping[str, float]
    place: Boundary

    def without(self, keys: Iterable[str]) -> Agreement:
        """The same, but for some keys."""
        gone = set(keys)
        return replace(self, moves={key: value for key, value in self.moves.items() if key not in gone})


@dataclass(frozen=True)
class Steering:
    """What goes otherwise than written.

    Attributes:
        rate: Frames a second.
        agreed: What does not count yet, by frame.
        ways: The ways of each key, by frame, those of what is agreed included.

    >>> louder = Agreement("a", {"gain/p": 6.0}, "bar", {"gain/p": 3.0}, Boundary(48_000, 4.0))
    >>> steering = Steering(48_000).agree(louder)
    >>> [steering.number("gain/p", frame, 0.0) for frame in (0, 48_000, 96_000, 144_000)]
    [None, 0.0, 3.0, 6.0]
    """

    rate: int
    agreed: tuple[Agreement, ...] = ()
    ways: Mapping[str, tuple[Way, ...]] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Value]:
        """What each key goes to in the end, where that is not as it is written."""
        goals = {key: row[-1].goal for key, row in self.ways.items()}
        return {key: goal for key, goal in goals.items() if goal is not None}

    def keys(self, prefix: str | tuple[str, ...]) -> list[str]:
        """The keys that begin so and have ways."""
        return [key for key in self.ways if key.startswith(prefix)]

    def agree(self, agreement: Agreement, edge: int = 0, written: Mapping[str, float] = NOTHING) -> Steering:
        """Have something change; what was agreed of the same keys is not done.

        Args:
            agreement: What, and where.
            edge: The first frame that may change: what begins before it is done.
            written: What is written of its keys now, where that is not 0.
        """
        return self._replaced(agreement.moves, edge)._take(agreement, written)

    def agree_again(self, agreement: Agreement, place: Boundary) -> Steering:
        """Have something that was agreed count elsewhere."""
        rest = tuple(each for each in self.agreed if each is not agreement)
        ways = dict(self.ways)
        for key in agreement.moves:
            *before, last = self.ways[key]
            start = before[-1].at(place.frame, self.rate, 0.0) if before else last.start
            ways[key] = (*before, replace(last, frame=place.frame, start=start))
        agreed = sorted((*rest, replace(agreement, place=place)), key=lambda each: each.place.frame)
        return replace(self, agreed=tuple(agreed), ways=ways)

    def at_once(self, frame: int) -> Steering:
        """The transport jumped: all that is agreed counts at a frame, if not before."""
        steering = self
        for agreement in self.agreed:
            if agreement.place.frame > frame:
                steering = steering.agree_again(agreement, replace(agreement.place, frame=frame, again=False))
        return steering

    def settle(self, frame: int, since: int) -> tuple[Steering, tuple[Agreement, ...]]:
        """Have what is agreed count that begins at a frame or before.

        Args:
            frame: The frame.
            since: Nobody asks any more how all was before this frame.

        Returns:
            The steering, and what counts now.
        """
        begun = tuple(each for each in self.agreed if each.place.frame <= frame)
        if not begun:
            return self, ()
        ways = {}
        for key, row in self.ways.items():
            first = max((index for index, way in enumerate(row) if way.frame <= since), default=0)
            ways[key] = row[first:]
        return replace(self, agreed=self.agreed[len(begun) :], ways=ways), begun

    def value(self, key: str, frame: int, written: float = 0.0, ahead: int = 0) -> Value:
        """What a key is at a frame; None for as it is written.

        Args:
            key: The key.
            frame: The frame.
            written: What is written.
            ahead: So many frames later, if it does not turn until then.
        """
        now = None
        for way in self.ways.get(key, ()):
            if way.frame > frame:
                break
            now = way
        return None if now is None else now.at(frame + ahead, self.rate, written)

    def number(self, key: str, frame: int, written: float = 0.0, ahead: int = 0) -> float | None:
        """As `value`, of a key that has numbers."""
        value = self.value(key, frame, written, ahead)
        return None if isinstance(value, str) else value

    def turns(self, frame: int, until: int, prefix: str | tuple[str, ...]) -> list[int]:
        """The frames from one to another, that one left out, at which keys that begin so turn."""
        found = {
            way.frame
            for key, row in self.ways.items()
            if key.startswith(prefix)
            for way in row
            if frame <= way.frame < until
        }
        return sorted(found)

    def _replaced(self, keys: Iterable[str], frame: int) -> Steering:
        agreed = (each.without(keys) if each.place.frame >= frame else each for each in self.agreed)
        ways = dict(self.ways)
        for key in keys:
            ways[key] = tuple(way for way in ways.get(key, ()) if way.frame < frame)
        return replace(self, agreed=tuple(each for each in agreed if each.moves), ways=ways)

    def _take(self, agreement: Agreement, written: Mapping[str, float]) -> Steering:
        frame, ways = agreement.place.frame, dict(self.ways)
        for key, goal in agreement.moves.items():
            own = written.get(key, 0.0)
            slew = agreement.slew.get(key, 0.0)
            start = self.value(key, frame, own)
            if start is None and slew > 0:
                start = own
            ways[key] = (*self.ways.get(key, ()), Way(frame, start, goal, slew))
        agreed = sorted((*self.agreed, agreement), key=lambda each: each.place.frame)
        return replace(self, agreed=tuple(agreed), ways=ways)

"""The chronicle of a piece: who changed which entry into what, step by step; with it, the piece at any moment.

A step holds the entries it changed as the lines that the canonical text has of them (`antiphon.document.codec`), so
that the piece at a step is put together of lines, and nothing is read or written as JSON on the way. Steps are packed
into segments, and now and then the whole is kept as a keyframe: the piece at a step is the keyframe before it and the
steps since.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from antiphon.document.codec import join
from antiphon.document.schema import ROOTS

Place = tuple[str, str]
"""A root and the id of an entry in it; of `meta`, the name of a field."""

Changes = Mapping[Place, str | None]
"""The line that the text has of each entry that was changed; None where the entry was taken away."""

RUN = 1.0
"""Seconds within which somebody's steps at the same places, as those of one drag, are squashed into one."""

_LEVEL = 9


@dataclass(frozen=True)
class Step:
    """What one update changed.

    Attributes:
        number: Its number in the piece's chronicle; from 1, ascending, with gaps where steps were squashed.
        at: When it was taken, in seconds since the epoch; no step is earlier than the one before.
        person: Whose it is; empty where it is nobody's.
        changes: What it changed.
    """

    number: int
    at: float
    person: str
    changes: Changes


@dataclass
class State:
    """A piece at a step; it may go on to later ones.

    A key is a root, two spaces and the id of an entry; a line here has its root before it, as in `write_changes`.

    Attributes:
        number: The step; 0 at the beginning, which may have content: a file's. −1 of what nothing was read into.
        at: When that was, in seconds since the epoch.
        person: Whose step it was.
        lines: The line of each entry, by its key.
        hands: Who changed each entry last, by its key; empty where nobody did.
    """

    number: int = -1
    at: float = 0.0
    person: str = ""
    lines: dict[str, str] = field(default_factory=dict)
    hands: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The canonical text of the piece."""
        # A quotation mark comes before all that may be in an id: lines are in the order of their ids.
        ordered = sorted(self.lines.values())
        roots = {}
        for root in ROOTS:
            start = bisect_left(ordered, f"{root}  ")
            end = bisect_left(ordered, f"{root}  #", start)
            roots[root] = [line[len(root) :] for line in ordered[start:end]]
        return join(roots)

    def take(self, steps: Iterable[Step]) -> State:
        """Go on by some steps."""
        for step in steps:
            self._change(write_changes(step.changes), step.person)
            self.number, self.at, self.person = step.number, step.at, step.person
        return self

    def read(self, heads: bytes, content: bytes, until: int | None = None) -> State:
        """Go on by those steps of a segment that come after this one.

        Args:
            heads: The segment's heads.
            content: What its steps changed.
            until: The last step to take; None: all.

        Raises:
            ValueError, zlib.error: it is damaged.
        """
        steps, bodies = _unzip(heads, content)
        first = bisect_right(steps.numbers, self.number)
        end = len(bodies) if until is None else bisect_right(steps.numbers, until)
        for person, body in zip(steps.people[first:end], bodies[first:end], strict=True):
            self._change(body, person)
        if end > first:
            last = end - 1
            self.number, self.at, self.person = steps.numbers[last], steps.times[last], steps.people[last]
        return self

    def _change(self, body: str, person: str) -> None:
        lines, hands = self.lines, self.hands
        for line in body.split("\n") if body else ():
            root, id, rest = line.split('"', 2)
            key = root + id
            if rest:
                lines[key], hands[key] = line, person
            else:
                lines.pop(key, None)
                hands.pop(key, None)

    def towards(self, lines: Mapping[str, Mapping[str, str]]) -> dict[Place, str | None]:
        """What has to be changed for the piece to have these lines, by root and id."""
        new = {f"{root}  {id}": ((root, id), line) for root, of in lines.items() for id, line in of.items()}
        changes: dict[Place, str | None] = {place_of(key): None for key in self.lines if key not in new}
        changes.update(
            (place, line) for key, (place, line) in new.items() if self.lines.get(key) != place[0] + line
        )
        return changes


def place_of(key: str) -> Place:
    """The root and id of a key."""
    root, _, id = key.partition("  ")
    return root, id


@dataclass(frozen=True)
class Heads:
    """Of steps that follow each other, all but what they changed.

    Attributes:
        numbers: Their numbers.
        times: When they were taken.
        people: Whose they are.
    """

    numbers: tuple[int, ...]
    times: tuple[float, ...]
    people: tuple[str, ...]


def write_changes(changes: Changes) -> str:
    """Changes as text: a line each, the root before the entry's line, or before its id where it was taken away."""
    return "\n".join(
        f'{root}  "{id}"' if line is None else root + line for (root, id), line in changes.items()
    )


def read_changes(text: str) -> dict[Place, str | None]:
    """The changes of a text.

    Raises:
        ValueError: it is no text that `write_changes` gives.
    """
    changes: dict[Place, str | None] = {}
    for line in text.split("\n") if text else ():
        start = line.index('  "')
        end = line.index('"', start + 3)
        changes[line[:start], line[start + 3 : end]] = line[start:] if end + 1 < len(line) else None
    return changes


def pack(steps: Iterable[Step]) -> tuple[bytes, bytes]:
    """Steps as the two parts of a segment: their heads, and what they changed."""
    taken = list(steps)
    names = {person: index for index, person in enumerate(dict.fromkeys(step.person for step in taken))}
    # Times are whole milliseconds from here on.
    times = [round(step.at * 1000) for step in taken]
    heads = {
        "people": list(names),
        "who": [names[step.person] for step in taken],
        "numbers": _differences([step.number for step in taken]),
        "times": _differences(times),
    }
    body = "\n\n".join(write_changes(step.changes) for step in taken)
    text = json.dumps(heads, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), _LEVEL), zlib.compress(body.encode(), _LEVEL)


def read_heads(heads: bytes) -> Heads:
    """The heads of a segment.

    Raises:
        ValueError, zlib.error: it is damaged.
    """
    columns = json.loads(zlib.decompress(heads))
    times = tuple(time / 1000 for time in accumulate(columns["times"]))
    people = tuple(columns["people"][who] for who in columns["who"])
    return Heads(tuple(accumulate(columns["numbers"])), times, people)


def unpack(heads: bytes, content: bytes) -> Iterator[Step]:
    """The steps of a segment.

    Raises:
        ValueError, zlib.error: it is damaged.
    """
    read, bodies = _unzip(heads, content)
    for number, at, person, body in zip(read.numbers, read.times, read.people, bodies, strict=True):
        yield Step(number, at, person, read_changes(body))


def _unzip(heads: bytes, content: bytes) -> tuple[Heads, list[str]]:
    read, bodies = read_heads(heads), zlib.decompress(content).decode().split("\n\n")
    if len(bodies) != len(read.numbers):
        raise ValueError("heads and content are not of the same steps")
    return read, bodies


def freeze(state: State) -> tuple[bytes, bytes]:
    """A state as a segment that leads to it from nothing: a step for each person, of what they changed last."""
    whole: dict[str, dict[Place, str | None]] = {}
    for key in sorted(state.lines):
        place, person = place_of(key), state.hands[key]
        whole.setdefault(person, {})[place] = state.lines[key][len(place[0]) :]
    # Whoever made the last step comes last, and is there even if nothing of theirs is left.
    last = whole.pop(state.person, {})
    groups = [*whole.items(), (state.person, last)]
    return pack(Step(state.number, state.at, person, changes) for person, changes in groups)


def squash(steps: Iterable[Step], pinned: Collection[int] = ()) -> list[Step]:
    """Make one step of those that follow each other as in a drag: by one person, at the same places, within `RUN`.

    Each that is left has the number of the last one in it, and the piece after it is what it was.

    Args:
        steps: The steps.
        pinned: Numbers of steps that have to stay.
    """
    kept: list[Step] = []
    began = 0.0
    for step in steps:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.person == step.person
            and last.number not in pinned
            and step.at - began <= RUN
            and last.changes.keys() == step.changes.keys()
        ):
            kept[-1] = step
        else:
            kept.append(step)
            began = step.at
    return kept


def _differences(values: list[int]) -> list[int]:
    return [value - before for before, value in zip([0, *values], values, strict=False)]

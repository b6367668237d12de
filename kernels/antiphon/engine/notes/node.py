"""Note nodes: what takes notes and gives notes, between a part and what plays it.

They run in the rack, block by block, in plain Python: an event a note, and nothing for a sample.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import Any, NamedTuple, Protocol

from antiphon.engine.catalogue import kind as kind_of
from antiphon.engine.notes.beats import Span

LOWEST, HIGHEST = 8.0, 16_000.0
"""Hz: what is lower or higher is not played."""


class Note(NamedTuple):
    """A note that starts or is let go.

    Attributes:
        offset: Sample of the block.
        on: Whether it starts.
        key: By which its end is known.
        frequency: Hz.
        velocity: 0 to 1.
    """

    offset: int
    on: bool
    key: int
    frequency: float = 0.0
    velocity: float = 0.0


class Listener(Protocol):
    """Who plays notes, or passes them on."""

    def note_on(self, key: int, frequency: float, velocity: float, offset: int, now: int) -> None:
        """Start a note; see `Instrument`."""

    def note_off(self, key: int, offset: int, now: int) -> None:
        """Let a note go."""


class NoteNode:
    """A node that makes notes of notes.

    Attributes:
        outputs: It gives no sound.
        sounding: What it has struck and not let go, by its own keys: frequency and velocity.
        given: How many notes it has struck so far.
    """

    outputs: Mapping[str, Any] = {}

    def __init__(self, kind: str, values: Sequence[float], rate: int, keys: Iterator[int], seed: int) -> None:
        """Build it.

        Args:
            kind: Its kind, `note.…`.
            values: Its parameters, in the catalogue's order.
            rate: Samples a second.
            keys: Gives keys that nobody else uses.
            seed: Of what it does at random.
        """
        self._names = [parameter.name for parameter in kind_of(kind).parameters]
        self._values = dict(zip(self._names, values, strict=True))
        self._rate = rate
        self._keys = keys
        self._chance = random.Random(seed)
        self._heard: list[Note] = []
        self._later: list[tuple[int, bool, int, float, float]] = []
        self.sounding: dict[int, tuple[float, float]] = {}
        self.given = 0
        self._prepare()

    def _prepare(self) -> None:
        """Make ready what a kind has of its own."""

    def set(self, index: int, value: float) -> None:
        """Turn a knob: it counts for the notes to come.

        Args:
            index: Of the parameter, in the catalogue's order.
            value: In its unit, within its range.
        """
        self._values[self._names[index]] = value

    def note_on(self, key: int, frequency: float, velocity: float, offset: int, now: int) -> None:
        """Hear that a note starts."""
        self._heard.append(Note(offset, True, key, frequency, velocity))

    def note_off(self, key: int, offset: int, now: int) -> None:
        """Hear that a note is let go."""
        self._heard.append(Note(offset, False, key))

    def silence(self, now: int) -> None:
        """Forget what is held and what is to come; who plays it is told by others."""
        self._heard.clear()
        self._later.clear()
        self.sounding.clear()

    def close(self) -> None:
        """It will not be asked again."""

    def play(self, spans: Sequence[Span], now: int) -> list[Note]:
        """What it gives in the next block, by sample; at one sample notes are let go before others start.

        Args:
            spans: The block.
            now: Its first sample.
        """
        heard = sorted(self._heard, key=lambda note: (note.offset, note.on))
        self._heard.clear()
        self.answer(heard, spans, now)
        end = now + spans[-1].end
        given = []
        while self._later and self._later[0][0] < end:
            sample, on, key, frequency, velocity = heappop(self._later)
            if on:
                self.sounding[key] = frequency, velocity
                self.given += 1
            elif self.sounding.pop(key, None) is None:
                continue
            given.append(Note(max(sample - now, 0), on, key, frequency, velocity))
        return given

    def answer(self, heard: Sequence[Note], spans: Sequence[Span], now: int) -> None:
        """Strike and let go, for one block.

        Args:
            heard: What was heard, by sample.
            spans: The block.
            now: Its first sample.
        """
        raise NotImplementedError

    def strike(self, sample: int, frequency: float, velocity: float) -> int:
        """Start a note at a sample, now or later; returns its key."""
        key = next(self._keys)
        if LOWEST <= frequency <= HIGHEST:
            heappush(self._later, (sample, True, key, frequency, min(max(velocity, 0.0), 1.0)))
        return key

    def let_go(self, sample: int, key: int) -> None:
        """Let a note go at a sample after the one at which it starts."""
        heappush(self._later, (sample, False, key, 0.0, 0.0))

    def let_all_go(self, sample: int) -> None:
        """Let go of all that sounds, and take back what was to come."""
        self._later.clear()
        for key in self.sounding:
            self.let_go(sample, key)

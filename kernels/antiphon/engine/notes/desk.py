"""The desk: passes notes on from node to node and to what plays them, once a block."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from antiphon.engine.notes.beats import Beats
from antiphon.engine.notes.node import Listener, NoteNode

Cord = tuple[NoteNode, Listener]
"""Who gives notes, and who takes them."""


class Desk:
    """The note nodes of a rack, and who hears them.

    Args:
        rate: Samples a second.
        block: Samples of a block.

    Attributes:
        beats: Where the piece is.
    """

    def __init__(self, rate: int, block: int) -> None:
        self.beats = Beats(rate)
        self._block = block
        self._nodes: list[NoteNode] = []
        self._cords: list[Cord] = []

    def wire(self, nodes: Iterable[NoteNode], cords: Collection[Cord], now: int) -> None:
        """Pass notes on like this from now on: what sounds is let go where its cord is gone, and struck where one is new.

        Args:
            nodes: Who gives before who takes.
            cords: Each once.
            now: The next block's first sample.
        """
        for source, target in self._cords:
            if (source, target) not in cords:
                for key in source.sounding:
                    target.note_off(key, 0, now)
        for source, target in cords:
            if (source, target) not in self._cords:
                for key, (frequency, velocity) in source.sounding.items():
                    target.note_on(key, frequency, velocity, 0, now)
        self._nodes, self._cords = list(nodes), list(cords)

    def play(self, now: int) -> None:
        """Have everybody give and take the notes of the next block.

        Args:
            now: Its first sample.
        """
        spans = self.beats.spans(self._block)
        for node in self._nodes:
            if not (given := node.play(spans, now)):
                continue
            for target in [target for source, target in self._cords if source is node]:
                for offset, on, key, frequency, velocity in given:
                    if on:
                        target.note_on(key, frequency, velocity, offset, now)
                    else:
                        target.note_off(key, offset, now)

    def silence(self, now: int) -> None:
        """Have everybody forget what is held and what is to come."""
        for node in self._nodes:
            node.silence(now)

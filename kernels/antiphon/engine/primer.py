"""The primer: what a new rack sounds before anybody hears it, live and offline alike.

The first blocks of a rack are slow, as they touch all its memory for the first time. That live and offline sound the
same samples, both leave out the same ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from antiphon.engine.rack import Rack

BLOCKS = 16
"""Blocks that nobody hears."""


def prime(rack: Rack) -> None:
    """Sound the blocks of a fresh rack that nobody hears."""
    for _ in range(BLOCKS):
        rack.process()

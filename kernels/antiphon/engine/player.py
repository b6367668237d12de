"""Players: the nodes that play the notes of a part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from antiphon.engine.instrument import Instrument
from antiphon.engine.instrument_analogue import ANALOGUE, Analogue
from antiphon.engine.instrument_drums import DRUMS, DrumKit
from antiphon.engine.instrument_soundfont import SoundFontPlayer
from antiphon.engine.soundfont import SOUNDFONT


@runtime_checkable
class Player(Protocol):
    """What plays notes; `Instrument` says what each of these does.

    Attributes:
        output: Its sound, a pyo object of two streams.
        due: From this sample on it must `settle` after each block.
    """

    output: Any
    due: int

    def set(self, index: int, value: float) -> None:
        """Turn a knob."""

    def note_on(self, key: int, frequency: float, velocity: float, offset: int, now: int) -> None:
        """Start a note."""

    def note_off(self, key: int, offset: int, now: int) -> None:
        """Let a note go."""

    def silence(self, now: int) -> None:
        """Let every note go, and quickly."""

    @property
    def voices(self) -> int:
        """How many voices run."""

    def shed(self, now: int) -> bool:
        """Let go, and quickly, of the voice that can be spared best; False where there is none."""

    def settle(self, now: int) -> None:
        """Make ready for the next block."""

    def close(self) -> None:
        """Give back what the next one can use; it will not sound again."""


def build_player(
    kind: str, values: Sequence[float], voices: int, rate: float, block: int, clock: Any, seed: int
) -> Player:
    """Build what plays notes, on the server that was booted last.

    Args:
        kind: Its kind, `instrument.…`.
        values: Its parameters, in the catalogue's order.
        voices: How many notes it can sound at once.
        rate: Sample rate, Hz.
        block: Samples of a block.
        clock: A pyo signal that counts 0 to block - 1 in every block.
        seed: Of the small unevennesses between notes.
    """
    if kind == SOUNDFONT:
        return SoundFontPlayer(values, voices, rate, block, clock)
    if kind == DRUMS:
        return DrumKit(values, rate, block, clock)
    if kind == ANALOGUE:
        return Analogue(values, voices, rate, block, clock, seed)
    return Instrument(kind, values, voices, rate, block, clock, seed)

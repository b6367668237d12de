"""The players that there are, by kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from antiphon.engine.general_midi import SOUNDFONT
from antiphon.engine.instrument import Instrument
from antiphon.engine.instrument_analogue import ANALOGUE, Analogue
from antiphon.engine.instrument_drums import DRUMS, DrumKit
from antiphon.engine.instrument_soundfont import SoundFontPlayer
from antiphon.engine.player import Player


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

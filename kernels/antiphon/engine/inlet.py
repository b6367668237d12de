"""The inlet: where live sound enters the racks of this process, a block at a time.

It is one for all racks, so that one that is built while another sounds hears the same.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from antiphon.engine.input_ring import CHANNELS
from antiphon.engine.instrument_table import Sheet, take_sheet
from antiphon.engine.pyo_server import pyo

Samples = NDArray[np.float32]

_SHEETS: dict[int, Sheet] = {}
"""By samples of a block. They are kept, as whatever reads them may read them still."""


def hear(block: int) -> Any:
    """What enters, as a pyo object of `CHANNELS` streams; a server must have been booted.

    Args:
        block: Samples of the server's blocks.
    """
    if block not in _SHEETS:
        _SHEETS[block] = take_sheet(block, CHANNELS)
    trigger = pyo.Trig()
    sound = pyo.TableIndex(_SHEETS[block].table, pyo.Count(trigger, min=0, max=block - 1))
    trigger.play()  # last: a block may pass between two of these lines, and it is given once
    return sound


def write(sound: Samples | None, block: int) -> None:
    """What enters in the next block.

    Args:
        sound: float32 [block, channels ≤ CHANNELS]; None for silence.
        block: Samples of the block.
    """
    sheet = _SHEETS.get(block)
    if sheet is None:
        return
    for channel, samples in enumerate(sheet.samples):
        samples[:] = sound[:, channel] if sound is not None and channel < sound.shape[1] else 0.0

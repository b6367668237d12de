"""The input from a sound card, through the PortAudio that comes with pyo."""

from __future__ import annotations

import os
import threading

import numpy as np

from antiphon.engine.input_ring import CHANNELS, InputRing

BLOCK = 128
"""Frames that it asks the card for at a time."""


class PortAudioInput:
    """Writes what the default sound card hears into a ring.

    Attributes:
        gone: Never set: a card that is pulled out is known by `taken` standing still.
    """

    def __init__(self, ring: InputRing) -> None:
        """Begin to hear.

        Args:
            ring: Where it goes.

        Raises:
            OSError: There is no such device, or it runs at another rate; the message says what to do.
        """
        os.environ["PYO_GUI_WX"] = "0"
        import pyo

        advice = f"plug in or switch on a sound card that runs at {ring.rate} Hz, or use --input null"
        device = pyo.pa_get_default_input()
        if device < 0:
            raise OSError(f"There is no sound card with an input that PortAudio knows: {advice}.")
        count = min(max(pyo.pa_get_input_max_channels(device), 1), CHANNELS)
        self.gone = threading.Event()
        self._ring = ring
        self._server = pyo.Server(
            sr=ring.rate, nchnls=2, ichnls=count, buffersize=BLOCK, duplex=1, audio="portaudio"
        )
        self._server.setVerbosity(1)
        self._server.deactivateMidi()
        self._server.boot()
        if not self._server.getIsBooted():
            raise OSError(f"No sound device with an input answers through portaudio: {advice}.")
        if round(self._server.getSamplingRate()) != ring.rate:
            raise OSError(f"The sound device runs at {self._server.getSamplingRate():.0f} Hz: {advice}.")
        size = int(self._server.getBufferSize())
        self._table = pyo.DataTable(size=size, chnls=count)
        self._fill = pyo.TableFill(pyo.Input(chnl=list(range(count))), self._table)
        self._buffers = [np.asarray(self._table.getBuffer(channel))[:size] for channel in range(count)]
        ring.open(size)
        self._server.setCallback(self._hear)
        self._server.start()

    @property
    def taken(self) -> int:
        """Frames that were heard."""
        return self._ring.written

    def _hear(self) -> None:
        """What pyo calls for each block: the table holds the one before."""
        self._ring.write(np.stack(self._buffers, axis=1))

    def close(self) -> None:
        """Stop."""
        self._server.stop()

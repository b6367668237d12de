"""The output to a sound card, through the PortAudio that comes with pyo."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence

import numpy as np

from antiphon.engine.follower import Follower
from antiphon.engine.recording import Stem
from antiphon.engine.stem_ring import CHANNELS, StemRing


class PortAudioOutput:
    """Plays a ring on the default sound card: the mix on the first two channels, then the stems where it has more.

    Attributes:
        gone: Never set: a card that is pulled out is known by `taken` standing still.
        taken: Frames that were played.
    """

    def __init__(self, ring: StemRing, stems: bool) -> None:
        """Begin to play.

        Args:
            ring: What to play.
            stems: Whether the stems sound on the card's further channels, in order.

        Raises:
            OSError: There is no such device, or it runs at another rate; the message says what to do.
        """
        os.environ["PYO_GUI_WX"] = "0"
        import pyo

        advice = f"plug in or switch on a sound card that runs at {ring.rate} Hz, or use --output null"
        device = pyo.pa_get_default_output()
        if device < 0:
            raise OSError(f"There is no sound card that PortAudio knows: {advice}.")
        count = min(pyo.pa_get_output_max_channels(device), CHANNELS) // 2 * 2 if stems else 2
        self.channels = max(count, 2)
        self.gone = threading.Event()
        self.taken = 0
        self._server = pyo.Server(
            sr=ring.rate, nchnls=self.channels, buffersize=ring.block, duplex=0, audio="portaudio"
        )
        self._server.setVerbosity(1)
        self._server.deactivateMidi()
        self._server.boot()
        if not self._server.getIsBooted():
            raise OSError(f"No sound device answers through portaudio: {advice}.")
        if round(self._server.getSamplingRate()) != ring.rate:
            raise OSError(f"The sound device runs at {self._server.getSamplingRate():.0f} Hz: {advice}.")
        self._size = int(self._server.getBufferSize())
        self._table = pyo.DataTable(size=self._size, chnls=self.channels)
        self._buffers = [np.asarray(self._table.getBuffer(channel)) for channel in range(self.channels)]
        self._player = pyo.TableRead(self._table, freq=ring.rate / self._size, loop=1, interp=1).out()
        self._follower = Follower(ring, self._size)
        self._server.setCallback(self._play)
        self._server.start()

    def _play(self) -> None:
        frames = self._follower.take(self._size, self.channels)
        for channel, buffer in enumerate(self._buffers):
            buffer[: self._size] = frames[:, channel]
        self.taken += self._size

    def arrange(self, frame: int, stems: Sequence[Stem]) -> None:
        """The card's channels have no names."""

    def close(self) -> None:
        """Stop."""
        self._server.stop()

"""The input from a JACK server: a client with a port for each channel that is heard."""

from __future__ import annotations

import numpy as np

from antiphon.engine.input_ring import CHANNELS, InputRing
from antiphon.engine.jack_client import on_each_block, open_client

CLIENT = "antiphon-input"
"""What it is called in JACK's patchbay."""


class JackInput:
    """Writes what JACK gives into a ring.

    Attributes:
        gone: Set when the server has ended, or has thrown us out.
    """

    def __init__(self, ring: InputRing) -> None:
        """Begin to hear: what the sound card hears, as far as it has channels, and whatever is plugged in.

        Args:
            ring: Where it goes.

        Raises:
            OSError: There is no JACK, or its server runs at another rate; the message says what to do.
        """
        self._client, self.gone = open_client(CLIENT, ring.rate, "use --input null")
        self._ring = ring
        microphones = self._client.get_ports(is_audio=True, is_output=True, is_physical=True)[:CHANNELS]
        count = max(len(microphones), 2)
        self._ports = [self._client.inports.register(f"in_{number + 1}") for number in range(count)]
        ring.open(self._client.blocksize)
        on_each_block(self._client, self._hear)
        self._client.activate()
        for port, microphone in zip(self._ports, microphones, strict=False):
            self._client.connect(microphone, port)

    @property
    def taken(self) -> int:
        """Frames that were heard."""
        return self._ring.written

    def _hear(self, size: int) -> None:
        """What JACK calls for each block, in a thread of its own."""
        self._ring.write(np.stack([port.get_array() for port in self._ports], axis=1))

    def close(self) -> None:
        """Leave the server."""
        if not self.gone.is_set():
            self._client.deactivate()
            self._client.close()

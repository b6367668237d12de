"""A reader of the stem ring that loses nothing while it comes by often enough, and says what it lost."""

from __future__ import annotations

from antiphon.engine.stem_ring import CHANNELS, Frames, Lapped, StemRing


class RingReader:
    """Reads a stem ring from a frame on.

    Attributes:
        frame: The next one to read.
    """

    def __init__(self, ring: StemRing, frame: int) -> None:
        """Begin at `frame`, which may lie ahead."""
        self._ring = ring
        self.frame = frame

    def take(self, until: int, channels: int = CHANNELS) -> tuple[int, Frames]:
        """Read on.

        Args:
            until: Read no further than this frame.
            channels: The first so many channels.

        Returns:
            The number of the first frame read, which is greater than expected where some were lost, and
            float32 [n, channels].
        """
        ring = self._ring
        while True:
            first = max(self.frame, ring.written + ring.block - ring.capacity)
            try:
                frames = ring.read(first, max(until - first, 0), channels)
            except Lapped:
                continue
            self.frame = first + len(frames)
            return first, frames

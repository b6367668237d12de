"""The one Opus encoder of a session.

RFC 6716 (Opus), through FFmpeg's libopus. Every listener gets the same packets, so the cost of encoding
does not grow with the audience.
"""

from fractions import Fraction
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

RATE = 48_000
"""Samples a second; Opus and the stem ring agree on it."""

FRAME = 480
"""Samples a packet: 10 ms."""

TIME_BASE = Fraction(1, RATE)


class Encoder:
    """Encodes stereo sound, one packet for each 10 ms.

    Low delay (CELT only, 2.5 ms of look-ahead). Discontinuous transmission stays off, libopus's own default:
    silence in a piece is part of the piece, and a browser fills holes with noise.

    Args:
        bit_rate: Bits a second of the encoded stream.
    """

    def __init__(self, bit_rate: int = 128_000) -> None:
        codec = av.CodecContext.create("libopus", "w")
        assert isinstance(codec, av.AudioCodecContext)
        codec.format = "flt"
        codec.layout = "stereo"
        codec.sample_rate = RATE
        codec.bit_rate = bit_rate
        codec.time_base = TIME_BASE
        codec.options = {"application": "lowdelay", "frame_duration": "10"}
        codec.open()
        self._codec = codec

    def encode(self, sound: NDArray[np.float32], pts: int) -> "av.Packet[Any]":
        """Encode one frame.

        Args:
            sound: float32[480, 2], full scale at ±1; beyond that it is clipped.
            pts: Time of the first sample, in samples since the stream began.

        Returns:
            The packet, stamped with `pts` in units of 1/48000 s.

        Raises:
            ValueError: `sound` has another shape.
        """
        if sound.shape != (FRAME, 2):
            raise ValueError(f"An Opus frame is {FRAME} samples of 2 channels, not {sound.shape}.")
        samples = np.nan_to_num(np.clip(sound, -1.0, 1.0), copy=False).astype(np.float32, copy=False)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples).reshape(1, -1), format="flt", layout="stereo"
        )
        frame.sample_rate = RATE
        frame.pts = pts
        frame.time_base = TIME_BASE
        (packet,) = self._codec.encode(frame)
        # libopus counts from before zero, by its look-ahead; listeners want the stream's own clock.
        packet.pts = pts
        packet.time_base = TIME_BASE
        return packet

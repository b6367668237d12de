import asyncio

import av
import numpy as np
import pytest
from aiortc.mediastreams import MediaStreamError

from antiphon.stream.broadcast import DEPTH, Broadcast
from antiphon.stream.encoder import FRAME, Encoder


def sine(hertz: float, frame: int) -> np.ndarray:
    times = np.arange(frame * FRAME, (frame + 1) * FRAME) / 48_000
    mono = 0.5 * np.sin(2 * np.pi * hertz * times)
    return np.stack([mono, np.zeros_like(mono)], axis=1).astype(np.float32)


def packet(pts: int) -> av.Packet:
    made = av.Packet(b"x")
    made.pts = pts
    return made


def test_packets_decode_to_what_was_encoded_and_carry_their_time():
    encoder = Encoder()
    packets = [encoder.encode(sine(1000, frame), frame * FRAME) for frame in range(50)]
    assert [p.pts for p in packets] == [frame * FRAME for frame in range(50)]
    decoder = av.CodecContext.create("libopus", "r")
    decoder.format, decoder.layout, decoder.sample_rate = "flt", "stereo", 48_000
    sound = np.concatenate([f.to_ndarray().reshape(-1, 2) for p in packets for f in decoder.decode(p)])[9600:]
    spectrum = np.abs(np.fft.rfft(sound[:, 0] * np.hanning(len(sound))))
    assert np.argmax(spectrum) * 48_000 / len(sound) == pytest.approx(1000, abs=4)
    assert np.abs(sound[:, 1]).max() < 0.05


def test_silence_is_sent_too():
    encoder = Encoder()
    silent = np.zeros((FRAME, 2), np.float32)
    assert all(encoder.encode(silent, n * FRAME).size > 0 for n in range(100))


def test_a_frame_that_is_not_sound_is_survived():
    encoder = Encoder()
    assert encoder.encode(np.full((FRAME, 2), np.nan, np.float32), 0).size > 0
    with pytest.raises(ValueError, match="480 samples"):
        encoder.encode(np.zeros((FRAME, 1), np.float32), 0)


async def test_a_listener_who_is_slow_loses_the_oldest_and_nobody_else_does():
    broadcast = Broadcast()
    slow, quick = broadcast.join(), broadcast.join()
    broadcast.publish(packet(-1))
    first = asyncio.ensure_future(slow.recv())
    heard = []
    await asyncio.sleep(0)
    for pts in range(3 * DEPTH):
        hearing = asyncio.ensure_future(quick.recv())
        await asyncio.sleep(0)
        broadcast.publish(packet(pts))
        heard.append((await hearing).pts)
    assert heard == list(range(3 * DEPTH))
    assert (await first).pts == 0
    assert (await slow.recv()).pts == 2 * DEPTH


async def test_a_track_that_ended_says_so():
    broadcast = Broadcast()
    track = broadcast.join()
    broadcast.publish(packet(0))
    broadcast.leave(track)
    with pytest.raises(MediaStreamError):
        await track.recv()
    assert len(broadcast) == 0

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.engine.input_ring import CAPACITY, CHANNELS, InputRing
from antiphon.engine.intake import Intake
from antiphon.engine.stem_ring import StemRing

RATE, BLOCK = 48_000, 128
Samples = NDArray[np.float32]


class Heard:
    """A device that hears a sine for ever, and gives it `size` frames at a time."""

    rate = RATE

    def __init__(self, size: int = BLOCK, frequency: float = 440.0) -> None:
        self.size = size
        self.written = 0
        self._turn = 2 * np.pi * frequency / RATE

    def read(self, start: int, frames: int) -> Samples:
        assert start >= 0
        assert start + frames <= self.written
        phase = self._turn * np.arange(start, start + frames)
        return np.stack([np.sin(phase)] * 2, axis=1).astype(np.float32)


def listen(heard: Heard, seconds: float, pace: float = 1.0, jitter: int = 0, seed: int = 0) -> Samples:
    """What an intake gives while a device of another pace is heard, whose frames come late by up to `jitter`."""
    chance = np.random.default_rng(seed)
    intake = Intake(heard, BLOCK)
    blocks = []
    for block in range(int(seconds * RATE / BLOCK)):
        due = block * BLOCK * pace - chance.integers(0, jitter + 1)
        heard.written = max(heard.written, int(due / heard.size) * heard.size)
        sound = intake.take()
        blocks.append(np.zeros((BLOCK, 2), np.float32) if sound is None else sound)
    return np.concatenate(blocks)[:, 0]


def roughness(sound: Samples) -> float:
    """The greatest second difference, as a share of that of the sine itself."""
    return float(np.abs(np.diff(sound, n=2)).max() / (2 * np.pi * 440 / RATE) ** 2)


def test_where_the_clocks_agree_it_copies() -> None:
    heard = Heard()
    sound = listen(heard, 1.0, jitter=100)
    start = int(np.flatnonzero(sound)[0])
    steady = sound[start + 2 * BLOCK :]
    expected = np.lib.stride_tricks.sliding_window_view(heard.read(0, heard.written)[:, 0], RATE // 2)
    assert (expected[:5000] == steady[: RATE // 2]).all(axis=1).any()
    assert roughness(steady) < 1.05
    assert roughness(sound) < 2


@pytest.mark.parametrize("pace", [1.0003, 0.9997, 1.00005])
@pytest.mark.parametrize("size", [128, 1024])
def test_clocks_that_differ_are_made_good_without_a_click(pace: float, size: int) -> None:
    heard = Heard(size)
    sound = listen(heard, 60.0, pace, jitter=64)
    start = int(np.flatnonzero(sound)[0])
    assert start < RATE // 10
    steady = sound[start + BLOCK :]
    assert roughness(steady) < 1.05
    spectrum = np.abs(np.fft.rfft(steady[-RATE * 8 :] * np.hanning(RATE * 8)))
    assert np.argmax(spectrum) / 8 == pytest.approx(440 * pace, rel=0.0005)
    quiet = np.concatenate([spectrum[: 430 * 8], spectrum[450 * 8 :]])
    assert 20 * np.log10(quiet.max() / spectrum.max()) < -60


def test_what_stops_dies_away_and_what_comes_back_fades_in() -> None:
    heard = Heard()
    intake = Intake(heard, BLOCK)
    blocks: list[Samples] = []
    for block in range(1200):
        if not 400 <= block < 700:
            heard.written += BLOCK
        sound = intake.take()
        blocks.append(np.zeros((BLOCK, 2), np.float32) if sound is None else sound)
    sound = np.concatenate(blocks)[:, 0]
    assert not sound[410 * BLOCK : 700 * BLOCK].any()
    assert np.abs(sound[300 * BLOCK : 400 * BLOCK]).max() > 0.99
    assert np.abs(sound[800 * BLOCK :]).max() > 0.99
    assert np.abs(np.diff(sound)).max() < 1.5 * 2 * np.pi * 440 / RATE


def test_one_who_is_far_behind_catches_up() -> None:
    heard = Heard()
    intake = Intake(heard, BLOCK)
    for _ in range(100):
        heard.written += BLOCK
        intake.take()
    heard.written += RATE
    for _ in range(10):
        heard.written += BLOCK
        last = intake.take()
    assert last is not None
    expected = heard.read(heard.written - intake.behind - BLOCK, 2 * BLOCK)
    assert any(np.array_equal(expected[at : at + BLOCK], last) for at in range(BLOCK + 1))


def test_a_ring_lies_beside_its_stem_ring_and_wraps() -> None:
    stems = StemRing.create()
    ring = InputRing.create(stems.path, RATE)
    try:
        reader = InputRing.attach(stems.path)
        ring.open(256)
        assert (reader.rate, reader.size, reader.written) == (RATE, 256, 0)
        sound = np.random.default_rng(1).uniform(-1, 1, (CAPACITY + 1000, 2)).astype(np.float32)
        for start in range(0, len(sound), 500):
            ring.write(sound[start : start + 500])
        assert reader.written == len(sound)
        copy = reader.read(len(sound) - 2000, 2000)
        assert copy.shape == (2000, CHANNELS)
        assert np.array_equal(copy[:, :2], sound[-2000:])
        assert not copy[:, 2:].any()
    finally:
        ring.close()
        stems.close()
    assert not ring.path.exists()
    with pytest.raises(OSError, match="No such file"):
        InputRing.attach(stems.path)

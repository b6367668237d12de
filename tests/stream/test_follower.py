import numpy as np
import pytest

from antiphon.stream.follower import PATIENCE, Follower


class Ramp:
    """A source whose frame n holds n on the left and -n on the right."""

    def __init__(self, written: int = 0, capacity: int = 48_000) -> None:
        self.written = written
        self.capacity = capacity

    def read(self, start: int, count: int):
        if start < self.written - self.capacity:
            return None
        frames = np.arange(start, start + count, dtype=np.float32)
        return np.stack([frames, -frames], axis=1)


def test_every_frame_comes_once_and_in_order():
    source = Ramp(1000)
    follower = Follower(source, 0.0)
    heard = []
    for step in range(1, 31):
        source.written += 128
        heard += follower.advance(step * 128 / 48_000)
    left = np.concatenate(heard)[:, 0]
    assert np.array_equal(left, np.arange(1000, 1000 + len(left)))
    assert len(left) == 30 * 128 // 480 * 480


def test_a_writer_that_stalls_is_filled_with_silence_at_the_pace_of_the_clock():
    source = Ramp(1000)
    follower = Follower(source, 0.0)
    assert follower.advance(PATIENCE / 2) == []
    frames = follower.advance(1.0)
    assert not np.any(frames)
    assert len(frames) * 0.01 == pytest.approx(1.0 - PATIENCE, abs=0.011)
    source.written += 480
    (back,) = follower.advance(1.005)
    assert back[0, 0] == 1000


def test_a_writer_that_ran_away_is_joined_at_its_newest():
    source = Ramp(0)
    follower = Follower(source, 0.0)
    source.written = 1_000_000
    (frame,) = follower.advance(0.001)
    assert frame[0, 0] == 1_000_000 - 480


def test_a_writer_that_began_again_is_joined():
    source = Ramp(1_000_000)
    follower = Follower(source, 0.0)
    source.written = 960
    (frame,) = follower.advance(0.001)
    assert frame[0, 0] == 480


def test_a_lap_while_reading_is_skipped():
    source = Ramp(1000, capacity=100)
    follower = Follower(source, 0.0)
    source.written += 960
    assert follower.advance(0.001) == []
    source.capacity = 48_000
    source.written += 480
    (frame,) = follower.advance(0.002)
    assert frame[0, 0] == 1960


def test_the_next_look_is_when_a_frame_may_be_there():
    source = Ramp(0)
    follower = Follower(source, 0.0)
    source.written = 240
    assert follower.wait() == pytest.approx(0.005)
    source.written = 4800
    assert follower.wait() == 0.001

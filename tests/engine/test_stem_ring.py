import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from antiphon.engine import shared_file
from antiphon.engine.stem_ring import CHANNELS, TAIL_BLOCKS, Lapped, StemRing, now

RATE, BLOCK = 48000, 128


@pytest.fixture
def ring() -> Iterator[StemRing]:
    made = StemRing.create(RATE, BLOCK, stems=2, seconds=0.05)
    yield made
    made.close()


def ramp(start: int, frames: int = BLOCK, channels: int = 6) -> np.ndarray:
    numbers = np.arange(start, start + frames, dtype=np.float32)
    return np.stack([numbers + 0.25 * channel for channel in range(channels)], axis=1)


def test_a_reader_sees_what_was_written(ring: StemRing) -> None:
    reader = StemRing.attach(ring.path)
    assert (reader.rate, reader.block, reader.stems, reader.written) == (RATE, BLOCK, 2, 0)
    for start in range(0, 5 * BLOCK, BLOCK):
        ring.write(ramp(start))
    assert reader.written == 5 * BLOCK
    assert np.array_equal(reader.read(100, 300, 6), ramp(100, 300))
    assert np.array_equal(reader.read(100, 300, 2), ramp(100, 300, 2))
    assert not reader.read(0, BLOCK)[:, 6:].any()
    assert len(reader.read(5 * BLOCK - 10, 100)) == 10
    assert len(reader.read(5 * BLOCK, 100)) == 0


def test_frames_go_round_and_fewer_channels_leave_silence(ring: StemRing) -> None:
    blocks = 3 * ring.capacity // BLOCK
    for start in range(0, blocks * BLOCK, BLOCK):
        ring.write(ramp(start, channels=6 if start < 2 * ring.capacity else 4))
    start = ring.written - ring.capacity + BLOCK
    heard = ring.read(start, ring.capacity)
    assert np.array_equal(heard[:, :4], ramp(start, ring.capacity - BLOCK, 4))
    assert not heard[:, 4:].any()


def test_a_lapped_reader_is_told(ring: StemRing) -> None:
    while ring.written < ring.capacity:
        ring.write(ramp(ring.written))
    oldest = ring.written + BLOCK - ring.capacity
    assert ring.read(oldest, 1)[0, 0] == oldest
    with pytest.raises(Lapped, match="overwritten"):
        ring.read(oldest - 1, 1)


def test_a_successor_goes_on_after_silence(ring: StemRing) -> None:
    ring.write(ramp(0))
    ring.take_over(4 * BLOCK, 3)
    ring.write(ramp(4 * BLOCK))
    assert ring.writer == os.getpid()
    assert (ring.generation, ring.stems) == (1, 3)
    assert not ring.read(BLOCK, 3 * BLOCK).any()
    assert ring.read(4 * BLOCK, 1)[0, 0] == 4 * BLOCK
    ring.take_over(ring.written + 100 * ring.capacity, 3)
    assert not ring.read(ring.written - ring.capacity + BLOCK, ring.capacity).any()


def test_the_tail_passes_from_one_writer_to_the_next(ring: StemRing) -> None:
    ring.write(ramp(0))
    ring.hand_over()
    assert (ring.tail_start, ring.tail_ready) == (BLOCK, 0)
    for block in range(TAIL_BLOCKS):
        ring.write_tail(ramp(block * BLOCK))
    tail = StemRing.attach(ring.path).read_tail(3 * BLOCK, BLOCK)
    assert tail.shape == (BLOCK, CHANNELS)
    assert np.array_equal(tail[:, :6], ramp(3 * BLOCK))


def test_the_epoch_is_the_clock_of_frame_0(ring: StemRing) -> None:
    elapsed = (time.monotonic_ns() - ring.epoch) * RATE / 1e9
    assert elapsed <= now(ring) + 1 < elapsed + RATE
    before = ring.epoch
    ring.nudge(-500)
    assert StemRing.attach(ring.path).epoch == before - 500


def test_the_file_is_private_and_goes_with_its_owner(ring: StemRing) -> None:
    assert stat.S_IMODE(ring.path.stat().st_mode) == 0o600
    code = (
        "import os, signal; from antiphon.engine.stem_ring import StemRing;"
        "print(StemRing.create(seconds=0.01).path, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    left = Path(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip())
    assert left.exists()
    assert left in shared_file.remove_leftovers()
    assert not left.exists()
    assert ring.path.exists()
    ring.close()
    assert not ring.path.exists()


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(bytes(5000))
    with pytest.raises(ValueError, match="not a stem ring"):
        StemRing.attach(tmp_path / "x")

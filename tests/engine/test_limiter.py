import numpy as np
import pytest

from antiphon.engine.limiter import CEILING, Limiter

RATE, BLOCK = 48_000, 128


def limited(sound: np.ndarray) -> np.ndarray:
    limiter = Limiter(RATE, BLOCK)
    out = np.zeros_like(sound)
    for start in range(0, len(sound), BLOCK):
        limiter.process(sound[start : start + BLOCK], out[start : start + BLOCK])
    return out


def sine(level: float, blocks: int, frequency: float = 997) -> np.ndarray:
    t = np.arange(blocks * BLOCK) / RATE
    return np.repeat((level * np.sin(2 * np.pi * frequency * t)).astype(np.float32)[:, None], 2, axis=1)


def test_below_the_ceiling_it_is_a_delay_to_the_bit() -> None:
    sound = sine(0.89, 40)
    assert np.array_equal(limited(sound)[BLOCK:], sound[:-BLOCK])


@pytest.mark.parametrize("level", [1.0, 2.0, 15.0])
def test_it_never_exceeds_the_ceiling(level: float) -> None:
    random = np.random.default_rng(3)
    sound = (random.standard_normal((BLOCK * 200, 2)) * level).astype(np.float32)
    sound[: BLOCK * 20] *= 0.01
    sound[BLOCK * 100 : BLOCK * 130] *= 0.001
    out = limited(sound)
    assert np.abs(out).max() <= CEILING
    assert np.abs(out).max() > 0.9 * CEILING


def test_a_single_peak_anywhere_in_a_block_is_held() -> None:
    for place in range(0, BLOCK, 7):
        sound = sine(0.3, 6)
        sound[2 * BLOCK + place] = 9.0
        assert np.abs(limited(sound)).max() <= CEILING


def test_it_keeps_the_balance_of_left_and_right() -> None:
    sound = sine(3.0, 30)
    sound[:, 1] *= 0.25
    out = limited(sound)[2 * BLOCK :]
    loud = np.abs(out[:, 0]) > 0.1
    assert np.allclose(out[loud, 1] / out[loud, 0], 0.25, atol=1e-4)


def test_the_gain_comes_back_smoothly_and_wholly() -> None:
    sound = np.concatenate([sine(3.0, 20), sine(0.5, 800)])
    out = limited(sound)
    after = out[21 * BLOCK :]
    before = sound[20 * BLOCK : -BLOCK]
    loud = np.abs(before[:, 0]) > 0.3
    gain = after[loud, 0] / before[loud, 0]
    assert (np.diff(gain) > -1e-3).all()
    assert np.array_equal(out[-BLOCK:], sound[-2 * BLOCK : -BLOCK])


def test_many_blocks_at_once_are_the_same_to_the_bit() -> None:
    random = np.random.default_rng(5)
    sound = (random.standard_normal((BLOCK * 60, 2)) * 0.6).astype(np.float32)
    sound[: BLOCK * 20] *= 0.1
    sound[BLOCK * 40 :] *= 0.1
    limiter = Limiter(RATE, BLOCK)
    out = np.zeros_like(sound)
    for start in range(0, len(sound), BLOCK * 15):
        limiter.process(sound[start : start + BLOCK * 15], out[start : start + BLOCK * 15])
    assert np.array_equal(out, limited(sound))

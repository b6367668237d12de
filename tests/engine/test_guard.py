import numpy as np

from antiphon.engine.guard import LIMIT, Guard, Muted


def block(stems: int = 3, level: float = 0.5) -> np.ndarray:
    """A square wave: no offset."""
    sound = np.full((128, 2 * stems), level, np.float32)
    sound[::2] *= -1
    return sound


def test_what_is_sane_passes_untouched() -> None:
    guard = Guard(3)
    for level in (0.0, 0.5, -0.9 * LIMIT):
        sound = block(level=level)
        assert guard.check(sound) == []
        assert np.array_equal(sound, block(level=level))


def test_a_stem_that_is_not_finite_is_muted_alone() -> None:
    for wild in (np.nan, np.inf, -np.inf):
        guard = Guard(3)
        sound = block()
        sound[127, 3] = wild
        assert guard.check(sound) == [Muted(1, "not finite")]
        assert not sound[:, 2:4].any()
        assert (np.abs(sound[:, [0, 1, 4, 5]]) == 0.5).all()
        later = block()
        assert guard.check(later) == []
        assert not later[:, 2:4].any()
        assert guard.muted == [Muted(1, "not finite")]


def test_a_stem_that_is_too_loud_is_muted() -> None:
    guard = Guard(3)
    sound = block()
    sound[0, 5] = -1.01 * LIMIT
    assert guard.check(sound) == [Muted(2, "too loud")]
    assert not sound[:, 4:].any()


def test_two_stems_go_wild_one_after_the_other() -> None:
    guard = Guard(2)
    first, second = block(2), block(2)
    first[3, 0] = np.nan
    second[3, :] = np.inf
    guard.check(first)
    assert guard.check(second) == [Muted(1, "not finite")]
    assert not second.any()


def test_a_stem_that_runs_away_is_muted_after_a_while() -> None:
    guard = Guard(2)
    muted = 0
    for turn in range(1500):
        sound = block(2)
        sound[:, 2:] = 14 * np.sign(sound[:, 2:])  # +23 dBFS
        if guard.check(sound):
            muted = turn
            break
    assert 50 < muted < 750
    assert guard.muted == [Muted(1, "too loud")]


def test_a_constant_offset_is_muted_and_a_low_tone_is_not() -> None:
    guard = Guard(2)
    time = np.arange(1000 * 128).reshape(1000, 128, 1) / 48_000
    for turn in time:
        sound = np.concatenate([np.sin(2 * np.pi * 20 * turn)] * 2 + [np.full((128, 2), 0.5)], axis=1)
        guard.check(sound.astype(np.float32))
    assert guard.muted == [Muted(1, "offset")]


def test_many_blocks_at_once_are_judged_as_one_by_one() -> None:
    chance = np.random.default_rng(1)
    sound = chance.normal(0, 4, (64 * 128, 4)).astype(np.float32)
    sound[5000, 3] = np.inf
    alone, together = sound.copy(), sound.copy()
    guards = Guard(2), Guard(2)
    fresh = [
        muted for start in range(0, len(alone), 128) for muted in guards[0].check(alone[start : start + 128])
    ]
    assert guards[1].check(together) == fresh != []
    assert np.array_equal(alone, together)


def test_what_is_healed_fades_in() -> None:
    guard = Guard(2)
    wild = block(2)
    wild[:, 2] = np.nan
    guard.check(wild)
    guard.heal([1])
    sound = block(2)
    assert guard.check(sound) == []
    assert guard.muted == []
    assert np.allclose(np.abs(sound[:, 2]), 0.5 * np.linspace(0, 1, 128))
    sound = block(2)
    guard.check(sound)
    assert np.array_equal(sound, block(2))

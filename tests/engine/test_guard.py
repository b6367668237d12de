import numpy as np

from antiphon.engine.guard import LIMIT, Guard, Muted


def block(stems: int = 3, level: float = 0.5) -> np.ndarray:
    return np.full((128, 2 * stems), level, np.float32)


def test_what_is_sane_passes_untouched() -> None:
    guard = Guard(3)
    for level in (0.0, 0.5, -0.9 * LIMIT):
        sound = block(level=level)
        assert guard.passes(sound)
        assert guard.check(sound) == []
        assert np.array_equal(sound, block(level=level))


def test_a_stem_that_is_not_finite_is_muted_for_good_and_alone() -> None:
    for wild in (np.nan, np.inf, -np.inf):
        guard = Guard(3)
        sound = block()
        sound[127, 3] = wild
        assert not guard.passes(sound)
        assert guard.check(sound) == [Muted(1, "not finite")]
        assert not sound[:, 2:4].any()
        assert (sound[:, [0, 1, 4, 5]] == 0.5).all()
        later = block()
        assert guard.check(later) == []
        assert not later[:, 2:4].any()
        assert guard.muted == [Muted(1, "not finite")]


def test_a_stem_that_is_too_loud_is_muted() -> None:
    guard = Guard(3)
    sound = block()
    sound[0, 5] = -1.01 * LIMIT
    assert not guard.passes(sound)
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

"""Pitches in another mode: by degree, on the same tonic."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon.engine.modes import SCALES, tonic, transposed

KEYS = st.tuples(st.integers(0, 127), st.integers(-7, 7), st.sampled_from([*SCALES]))


@pytest.mark.parametrize(("mode", "to"), [*product(SCALES, SCALES)])
def test_a_scale_becomes_the_other_scale(mode: str, to: str) -> None:
    for fifths in (-7, -3, 0, 4, 7):
        root = 48 + tonic(fifths, mode)
        scale = [transposed(root + step, fifths, mode, to) - root for step in SCALES[mode]]
        assert tuple(scale) == SCALES[to]


@given(KEYS)
def test_in_its_own_mode_every_pitch_stays(key: tuple[int, int, str]) -> None:
    assert transposed(*key, key[2]) == key[0]


@given(KEYS, st.sampled_from([*SCALES]))
def test_no_pitch_goes_far(key: tuple[int, int, str], to: str) -> None:
    assert abs(transposed(*key, to) - key[0]) <= 2


def test_alterations_stay_or_are_the_modes_own() -> None:
    assert transposed(66, 0, "major", "minor") == 66, "F sharp is the raised fourth in both"
    assert transposed(61, 0, "major", "phrygian") == 61, "D flat is the second of C phrygian"
    assert transposed(80, 0, "minor", "major") == 80, "the leading note of A minor is A major's seventh"
    assert transposed(70, 0, "major", "minor") == 70, "B flat is the seventh of C minor"

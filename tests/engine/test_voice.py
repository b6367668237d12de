from hypothesis import given
from hypothesis import strategies as st

from antiphon.engine.voice import Voices


@given(st.lists(st.tuples(st.sampled_from(["take", "release", "free"]), st.integers(0, 6)), max_size=60))
def test_no_voice_is_ever_lost_or_given_twice(steps: list[tuple[str, int]]) -> None:
    voices = Voices(3)
    for step, number in steps:
        if step == "take":
            assert 0 <= voices.take(number) < 3
        elif step == "release":
            voices.release(number)
        else:
            voices.free(number % 3)
        assert sorted([*voices._free, *voices._released, *voices._held.values()]) == [0, 1, 2]

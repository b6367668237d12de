import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon.session.steering import Envelope, explain, steer


def test_a_vote_moves_the_tempo_by_a_step():
    envelope = Envelope(0.5, 1.5, 0.25)
    assert steer(envelope, 1.0, "faster") == 1.25
    assert steer(envelope, 1.0, "slower") == 0.75
    assert steer(envelope, 1.0, "same") == 1.0
    assert steer(envelope, 1.0, None) == 1.0


@given(
    st.floats(0.25, 1.0),
    st.floats(1.0, 4.0),
    st.floats(0.01, 1.0),
    st.lists(st.sampled_from(["slower", "same", "faster", None]), max_size=30),
)
def test_no_series_of_votes_leaves_the_envelope(
    low: float, high: float, step: float, winners: list[str | None]
):
    envelope, factor = Envelope(low, high, step), 1.0
    for winner in winners:
        factor = steer(envelope, factor, winner)
        assert low - 1e-6 <= factor <= high + 1e-6


@pytest.mark.parametrize(
    "values",
    [
        (1.2, 0.8, 0.1),
        (0.1, 1.0, 0.1),
        (0.5, 5.0, 0.1),
        (0.5, 1.5, 0.0),
        (0.5, 1.5, 2.0),
        (math.nan, 1.0, 0.1),
        ("1", 2, 0.1),
        (True, 2, 0.1),
    ],
)
def test_envelopes_out_of_range_are_refused(values: tuple[float, float, float]):
    with pytest.raises(ValueError, match="envelope"):
        Envelope(*values)


def test_the_reason_is_in_words():
    assert explain({"slower": 1, "same": 0, "faster": 0}, "slower") == "Slower won with 1 of 1 vote"
    assert explain({"slower": 2, "same": 2, "faster": 0}, None) == "A tie of 4 votes, so the tempo stays"
    assert explain({}, None) == "Nobody voted, so the tempo stays"

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon.session.clock import KEPT, MOST_DRIFT, Clock, Exchange


def exchange(at: float, offset: float, out: float, back: float, served: float = 0.0) -> Exchange:
    """Of a server that is `offset` ahead, with the ways there and back in seconds, begun at `at` of our clock."""
    received = at + out
    return Exchange.of(at, received + offset, received + served + offset, received + served + back)


def test_an_even_exchange_gives_the_offset_whatever_the_server_took() -> None:
    found = exchange(5.0, 1000.0, 0.004, 0.004, served=3.0)
    assert found.offset == pytest.approx(1000.0, abs=1e-9)
    assert found.delay == pytest.approx(0.008)
    assert found.at == pytest.approx(8.008)


def test_the_quickest_of_the_last_exchanges_counts() -> None:
    clock = Clock()
    for number, (out, back) in enumerate([(0.2, 0.01), (0.001, 0.001), (0.05, 0.3), (0.4, 0.0)]):
        clock.add(exchange(float(number), -3.0, out, back))
    assert clock.offset(4.0) == pytest.approx(-3.0, abs=1e-9)
    assert clock.error(4.0) < 0.0011
    for number in range(KEPT):
        clock.add(exchange(10.0 + number, -3.0, 0.02, 0.01))
    assert clock.offset(20.0) == pytest.approx(-2.995, abs=1e-6)


@given(
    st.floats(-1e6, 1e6),
    st.lists(st.tuples(st.floats(0, 0.5), st.floats(0, 0.5), st.floats(0, 1)), min_size=1, max_size=20),
)
def test_the_error_is_never_more_than_it_says(offset: float, ways: list[tuple[float, float, float]]) -> None:
    clock = Clock()
    for number, (out, back, served) in enumerate(ways):
        clock.add(exchange(3.0 * number, offset, out, back, served))
        now = 3.0 * number + out + served + back
        assert abs(clock.offset(now) - offset) <= clock.error(now) + 1e-6 + abs(clock.drift) * 3 * KEPT


def test_a_drift_is_found_and_carried_on() -> None:
    clock, noise = Clock(), random.Random(4)
    for number in range(60):
        at = 4.0 * number
        ways = (0.0004 + noise.expovariate(2000), 0.0004 + noise.expovariate(2000))
        clock.add(exchange(at, 50.0 + 80e-6 * at, *ways))
    assert clock.drift == pytest.approx(80e-6, rel=0.1)
    assert clock.offset(270.0) == pytest.approx(50.0 + 80e-6 * 270, abs=1e-3)
    assert abs(clock.drift) <= MOST_DRIFT


def test_a_clock_that_was_set_or_slept_is_found_anew_at_once() -> None:
    clock = Clock()
    for number in range(KEPT):
        clock.add(exchange(4.0 * number, 7.0, 0.001, 0.001))
    clock.add(exchange(40.0, 107.0, 0.002, 0.001))
    assert clock.offset(40.0) == pytest.approx(107.0, abs=1e-3)


@pytest.mark.parametrize(
    "times", [(2.0, 0.0, 0.0, 1.0), (0.0, 5.0, 4.0, 1.0), (0.0, 0.0, 9.0, 1.0), (0.0, float("nan"), 0.0, 1.0)]
)
def test_what_is_no_exchange_is_refused(times: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="four times"):
        Exchange.of(*times)


def test_before_the_first_exchange_nothing_is_known() -> None:
    clock = Clock()
    assert not clock.known
    with pytest.raises(LookupError, match="not known yet"):
        clock.offset(0.0)
    assert clock.error(0.0) == float("inf")

from dataclasses import dataclass
from fractions import Fraction

import pytest

from antiphon.engine.route import Leg, Route
from antiphon.engine.transport import Course, Transport

RATE = 48000


@dataclass(frozen=True)
class TwoTempi:
    """60 a minute up to position 8, 120 from there on."""

    def seconds(self, position: float) -> float:
        return position if position <= 8 else 8 + (position - 8) / 2

    def position(self, seconds: float) -> float:
        return seconds if seconds <= 8 else 8 + (seconds - 8) * 2

    def bpm(self, position: float) -> float:
        return 60.0 if position < 8 else 120.0


COURSE = Course(TwoTempi(), (0.0, 4.0, 8.0, 12.0), (1, 2, 3, 4), 16.0)


def playing(frame: int = 1000, position: float = 0.0) -> Transport:
    return Transport(COURSE, RATE).play(frame, position)


def test_it_stands_until_it_plays_and_follows_the_tempi() -> None:
    assert Transport(COURSE, RATE).position(10**6) == 0.0
    transport = playing()
    assert transport.position(0) == 0.0
    assert transport.position(1000 + RATE) == pytest.approx(1.0)
    assert transport.position(1000 + 9 * RATE) == pytest.approx(10.0)
    assert transport.bpm(1000 + 9 * RATE) == 120.0
    assert transport.end == 1000 + 12 * RATE
    assert transport.position(1000 + 100 * RATE) == 16.0


def test_frame_is_the_other_way_round() -> None:
    transport = playing(position=2.5)
    transport, _ = transport.steer(1.25, 2000)
    for position in (2.5, 3.75, 4.0, 4.5, 8.0, 11.3, 16.0):
        assert transport.position(transport.frame(position)) == pytest.approx(position, abs=1e-4)


def test_stop_keeps_the_position_and_seek_moves_it() -> None:
    transport = playing().stop(1000 + 3 * RATE)
    assert not transport.playing
    assert transport.position(10**9) == pytest.approx(3.0)
    transport = transport.seek(0, 99.0)
    assert transport.position(0) == 16.0
    transport = playing().seek(5000, 8.0)
    assert transport.position(5000 + RATE) == pytest.approx(10.0)


def test_steering_counts_from_the_next_bar_line() -> None:
    transport, agreed = playing().steer(2.0, 1000 + RATE)
    assert (agreed.frame, agreed.position) == (1000 + 4 * RATE, 4.0)
    assert transport.position(1000 + 4 * RATE - RATE // 2) == pytest.approx(3.5)
    assert transport.position(1000 + 5 * RATE) == pytest.approx(6.0)
    assert transport.factor(1000 + 3 * RATE) == 1.0
    assert transport.bpm(1000 + 5 * RATE) == 120.0


def test_a_later_agreement_replaces_one_that_does_not_count_yet() -> None:
    transport, _ = playing().steer(2.0, 1000 + RATE)
    transport, agreed = transport.steer(0.5, 1000 + 2 * RATE)
    assert agreed.position == 4.0
    assert transport.position(1000 + 6 * RATE) == pytest.approx(5.0)
    transport, agreed = transport.steer(1.0, 1000 + 5 * RATE)
    assert (agreed.frame, agreed.position) == (1000 + 12 * RATE, 8.0)


def test_steering_in_the_last_measure_counts_at_the_end_and_the_next_time() -> None:
    transport, agreed = playing(position=13.0).steer(2.0, 2000)
    assert agreed.position == 16.0
    assert transport.end == 1000 + RATE * 3 // 2
    again = transport.stop(transport.end).play(0, 0.0)
    assert again.position(RATE) == pytest.approx(2.0)


def test_steering_while_it_stands_counts_at_once() -> None:
    transport, agreed = Transport(COURSE, RATE).seek(0, 5.0).steer(1.5, 700)
    assert (agreed.position, transport.factor(700)) == (5.0, 1.5)


def test_a_changed_piece_goes_on_where_the_old_one_was() -> None:
    @dataclass(frozen=True)
    class Fast(TwoTempi):
        def seconds(self, position: float) -> float:
            return position / 4

        def position(self, seconds: float) -> float:
            return seconds * 4

    changed = Course(Fast(), (0.0, 3.0, 6.0, 9.0), (1, 2, 3, 4), 12.0)
    transport, _ = playing().steer(2.0, 1001)
    transport = transport.follow(changed, 1000 + RATE)
    assert transport.position(1000 + RATE) == pytest.approx(1.0)
    assert transport.position(1000 + RATE * 3 // 2) == pytest.approx(3.0)
    assert transport.position(1000 + RATE * 3 // 2 + RATE // 8) == pytest.approx(4.0)
    short = Course(Fast(), (0.0,), (1,), 0.5)
    assert transport.follow(short, 1000 + 2 * RATE).position(10**7) == 0.5


def test_forgetting_changes_nothing_to_come() -> None:
    transport, _ = playing().steer(2.0, 1001)
    later = transport.forget(1000 + 5 * RATE)
    assert len(later.anchors) == 1
    assert later.position(1000 + 6 * RATE) == transport.position(1000 + 6 * RATE)
    assert later.frame(15.0) == transport.frame(15.0)


def test_an_empty_piece_has_no_measure() -> None:
    course = Course(TwoTempi(), (), (), 0.0)
    assert course.measure(0.0) == 0
    assert Transport(course, RATE).play(5, 1.0).end == 5
    assert [COURSE.measure(position) for position in (0.0, 3.99, 4.0, 16.0)] == [1, 1, 2, 4]


AGAIN = Route((Leg(Fraction(0), Fraction(8), Fraction(0)), Leg(Fraction(0), Fraction(16), Fraction(8))))


def test_positions_of_the_score_are_found_where_it_is_played_again() -> None:
    course = Course(TwoTempi(), (0.0, 4.0, 8.0, 12.0, 16.0, 20.0), (1, 2, 1, 2, 3, 4), 24.0, AGAIN)
    assert [course.written(position) for position in (3.0, 8.0, 9.5, 20.0)] == [3.0, 0.0, 1.5, 12.0]
    assert [course.played(written) for written in (3.0, 8.0, 12.0, 99.0)] == [3.0, 16.0, 20.0, 24.0]
    assert [course.measure(position) for position in (7.0, 9.5, 17.0)] == [2, 1, 3]


def test_a_repeat_taken_away_or_added_leaves_the_place_of_the_score() -> None:
    repeated = Course(TwoTempi(), (0.0, 4.0, 8.0, 12.0, 16.0, 20.0), (1, 2, 1, 2, 3, 4), 24.0, AGAIN)
    first = playing().follow(repeated, 1000 + 3 * RATE)
    assert first.position(1000 + 3 * RATE) == pytest.approx(3.0)
    second = Transport(repeated, RATE).play(1000, 9.5)
    assert second.follow(COURSE, 1000).position(1000) == 1.5
    assert second.follow(repeated, 1000).position(1000) == 9.5
    beyond = playing(position=13.0).follow(repeated, 1000)
    assert beyond.position(1000) == 21.0

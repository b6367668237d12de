from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

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


def test_a_loop_goes_back_to_its_start_and_reads_the_same_both_ways() -> None:
    transport = playing().looping(COURSE.loop(2.0, 5.0), 1000)
    positions = [transport.position(1000 + second * RATE) for second in range(9)]
    assert positions == pytest.approx([0, 1, 2, 3, 4, 2, 3, 4, 2])
    assert transport.end is None
    assert transport.forget(1000 + 6 * RATE).position(1000 + 8 * RATE) == pytest.approx(2.0)
    passes = transport.passes(1000, 1000 + 9 * RATE)
    assert [end for _, end in passes] == [1000 + second * RATE for second in (5, 8, 9)]
    assert [each.frame(3.0) for each, _ in passes] == [1000 + second * RATE for second in (3, 6, 9)]


def test_every_pass_of_a_loop_is_as_long_as_the_others() -> None:
    transport = playing().at_speed(0.77, 1001).looping(COURSE.loop(7.5, 8.25), 1001)
    ends = [end for _, end in transport.passes(1000, 1000 + 60 * RATE)]
    lengths = {after - before for before, after in pairwise(ends[:-1])}
    assert lengths == {round((0.5 + 0.125) / 0.77 * RATE)}


def test_a_loop_begun_beyond_its_end_goes_to_its_start_at_once_and_one_before_goes_on_into_it() -> None:
    beyond = playing(position=6.0).looping(COURSE.loop(1.0, 3.0), 5000)
    assert beyond.position(5000) == 1.0
    assert beyond.position(4000) == pytest.approx(6.0 + 3000 / RATE)
    ahead = playing(position=0.0).looping(COURSE.loop(2.0, 3.0), 5000)
    assert ahead.position(5000) == pytest.approx(4000 / RATE)
    ended = ahead.looping(None, 1000 + 4 * RATE + RATE // 2)
    assert ended.position(1000 + 6 * RATE) == pytest.approx(4.0)
    assert Transport(COURSE, RATE, loop=COURSE.loop(1.0, 3.0)).play(0, 6.0).position(RATE) == pytest.approx(
        7.0
    )


def test_steering_in_a_loop_counts_from_its_next_pass_where_no_bar_line_comes_first() -> None:
    transport, agreed = playing(position=1.0).looping(COURSE.loop(1.0, 3.0), 1000).steer(2.0, 1000 + RATE)
    assert (agreed.frame, agreed.position, agreed.again) == (1000 + 2 * RATE, 1.0, True)
    assert transport.position(1000 + 2 * RATE + RATE // 2) == pytest.approx(2.0)
    faster = transport.at_speed(2.0, 1000 + RATE)
    assert faster.position(1000 + RATE * 3 // 2 + RATE // 4) == pytest.approx(2.0)
    assert faster.anchors[-1].factor == 2.0
    crossing, agreed = playing(position=3.0).looping(COURSE.loop(3.0, 5.0), 1000).steer(2.0, 1500)
    assert (agreed.position, agreed.again) == (4.0, False)
    assert crossing.position(1000 + RATE + RATE // 2) == pytest.approx(3.0)


def test_speed_counts_at_once_and_multiplies_the_steering() -> None:
    transport, _ = playing().steer(2.0, 1001)
    transport = transport.at_speed(0.5, 1000 + RATE)
    assert transport.position(1000 + RATE) == pytest.approx(1.0)
    assert transport.position(1000 + RATE // 2) == pytest.approx(0.5)
    assert transport.position(1000 + 2 * RATE) == pytest.approx(1.5)
    assert transport.frame(4.0) == 1000 + 7 * RATE
    assert transport.bpm(1000 + 8 * RATE) == 60.0
    assert transport.stop(5000).play(0, 0.0).at_speed(1.0, 0).bpm(1) == 120.0
    assert Transport(COURSE, RATE).at_speed(0.25, 0).play(0, 4.0).position(4 * RATE) == pytest.approx(5.0)


def test_what_waits_to_begin_is_changed_without_beginning_early() -> None:
    waiting = playing(frame=90_000, position=4.0)
    assert waiting.at_speed(0.5, 1000).position(90_000 + RATE) == pytest.approx(4.5)
    assert waiting.follow(COURSE, 1000).position(89_000) == 4.0
    assert waiting.steer(2.0, 1000)[1].frame == 90_000
    assert waiting.looping(COURSE.loop(1.0, 2.0), 1000).position(90_000) == 1.0


def test_a_loop_whose_measures_are_gone_is_dropped_and_one_that_stays_holds() -> None:
    short = Course(TwoTempi(), (0.0, 4.0), (1, 2), 8.0)
    transport = playing(position=5.0).looping(COURSE.loop(4.0, 8.0), 1000)
    assert transport.follow(short, 1000 + RATE).loop == transport.loop
    assert transport.follow(Course(TwoTempi(), (0.0,), (1,), 4.0), 1000 + RATE).loop is None
    repeated = Course(TwoTempi(), (0.0, 4.0, 8.0, 12.0, 16.0, 20.0), (1, 2, 1, 2, 3, 4), 24.0, AGAIN)
    moved = playing(position=13.0).looping(COURSE.loop(12.0, 16.0), 1000).follow(repeated, 1000)
    assert moved.loop == repeated.loop(12.0, 16.0)
    assert (moved.position(1000), moved.loop and (moved.loop.start, moved.loop.end)) == (21.0, (20.0, 24.0))


@pytest.mark.parametrize(
    ("start", "end", "played"),
    [
        (0.0, 4.0, (0.0, 4.0)),
        (0.0, 8.0, (0.0, 8.0)),
        (0.0, 16.0, (0.0, 24.0)),
        (4.0, 12.0, (12.0, 20.0)),
        (8.0, 16.0, (16.0, 24.0)),
        (8.0, 17.0, None),
        (3.0, 3.0, None),
    ],
)
def test_a_loop_over_a_repeat_plays_nothing_outside_of_it(
    start: float, end: float, played: tuple[float, float] | None
) -> None:
    course = Course(TwoTempi(), (0.0, 4.0, 8.0, 12.0, 16.0, 20.0), (1, 2, 1, 2, 3, 4), 24.0, AGAIN)
    loop = course.loop(start, end)
    assert (loop and (loop.start, loop.end)) == played


def test_a_loop_over_both_endings_is_played_as_written() -> None:
    legs = ((0, 8, 0), (0, 4, 8), (8, 12, 12))
    endings = Route(tuple(Leg(Fraction(start), Fraction(end), Fraction(at)) for start, end, at in legs))
    assert endings.stretch(0.0, 12.0) == (0.0, 16.0)
    assert endings.stretch(4.0, 12.0) == (4.0, 16.0)
    assert endings.stretch(8.0, 12.0) == (12.0, 16.0)

"""What is steered: the row of what is agreed, and a tempo that changes evenly."""

import pytest

from antiphon.document.piece import Tempo
from antiphon.engine.steering import Agreement, Steering
from antiphon.engine.tempo import TempoMap
from antiphon.engine.transport import Boundary, Course, Quantum, Transport

RATE = 48_000
COURSE = Course(
    TempoMap((Tempo(None, 0, 120, ""),)),  # type: ignore[arg-type]
    (0.0, 4.0, 8.0, 12.0),
    (1, 2, 3, 4),
    16.0,
    beats=tuple(float(beat) for beat in range(16)),
    sections=(0.0, 8.0),
)


def playing(position: float = 0.0) -> Transport:
    return Transport(COURSE, RATE).play(0, position)


def agreement(frame: int, at: Quantum = "bar", slew: float = 0.0, **moves: float | str | None) -> Agreement:
    keys = {key.replace("_", "/"): value for key, value in moves.items()}
    return Agreement("a", keys, at, dict.fromkeys(keys, slew), Boundary(frame, 0.0))


@pytest.mark.parametrize(("at", "position"), [("now", 1.5), ("beat", 2.0), ("bar", 4.0), ("section", 8.0)])
def test_what_is_asked_for_counts_at_the_next_place(at: Quantum, position: float) -> None:
    frame = round(1.5 * RATE / 2)
    place = playing().boundary(at, frame)
    assert place.position == pytest.approx(position)
    assert place.frame == pytest.approx(position * RATE / 2, abs=1)
    assert playing().boundary(at, place.frame).frame == place.frame, "a place that is not told yet may change"


def test_a_loop_turns_before_a_section_comes() -> None:
    looped = playing(1.0).looping(COURSE.loop(0.0, 6.0), 0)
    place = looped.boundary("section", 100)
    assert (place.frame, place.position, place.again) == (5 * RATE // 2, 0.0, True)
    assert looped.boundary("bar", 100).frame == 3 * RATE // 2


def test_without_sections_the_bar_line_counts() -> None:
    course = Course(COURSE.tempo, COURSE.bars, COURSE.numbers, COURSE.duration)
    assert Transport(course, RATE).play(0, 0.0).boundary("section", 100).position == 4.0


def test_a_tempo_changes_evenly() -> None:
    transport, place = playing().steer(2.0, 100, "beat", 0.5)
    assert place.frame == RATE // 2
    begun = place.frame
    for seconds in (0.5, 1.0, 1.5, 2.5):
        expected = min(1.0 + 0.5 * seconds, 2.0)
        assert transport.factor(begun + seconds * RATE) == pytest.approx(expected, abs=0.03)
    moved = transport.position(begun + 2 * RATE) - place.position
    assert moved == pytest.approx(2 * 1.5 * 2, abs=0.01), "on the way it is half as fast again on average"
    frames = [transport.frame(position) for position in COURSE.beats]
    assert frames == sorted(frames)


def test_a_tempo_on_its_way_goes_on_after_a_change_of_speed() -> None:
    transport, _ = playing().steer(2.0, 100, "beat", 0.5)
    changed = transport.at_speed(0.5, RATE)
    assert changed.factor(RATE) == pytest.approx(1.25, abs=0.05)
    assert changed.factor(RATE + 2 * RATE) == 2.0
    assert changed.speed == 0.5


def test_a_later_move_of_a_key_replaces_what_was_agreed() -> None:
    steering = Steering(RATE).agree(agreement(RATE, gain_p=6.0, dynamics=3.0))
    steering = steering.agree(agreement(2 * RATE, gain_p=-6.0), 100)
    assert steering.number("gain/p", RATE) is None
    assert steering.number("gain/p", 2 * RATE) == -6.0
    assert steering.number("dynamics", RATE) == 3.0
    steering, begun = steering.settle(RATE, RATE)
    assert [dict(each.moves) for each in begun] == [{"dynamics": 3.0}]
    assert steering.values == {"gain/p": -6.0, "dynamics": 3.0}


def test_what_already_begins_is_not_taken_back() -> None:
    steering = Steering(RATE).agree(agreement(RATE, gain_p=6.0))
    steering = steering.agree(agreement(2 * RATE, gain_p=None), RATE + 1)
    assert [steering.number("gain/p", frame) for frame in (0, RATE, 2 * RATE)] == [None, 6.0, None]
    assert steering.values == {}


def test_a_way_begins_where_the_one_before_it_is() -> None:
    steering = Steering(RATE).agree(agreement(0, slew=3.0, gain_p=6.0))
    steering = steering.agree(agreement(RATE, slew=3.0, gain_p=None), RATE)
    assert [steering.number("gain/p", round(at * RATE)) for at in (0, 0.5, 1, 1.5)] == [0, 1.5, 3, 1.5]
    assert steering.number("gain/p", 2 * RATE) is None


def test_a_jump_lets_all_count_that_is_agreed() -> None:
    steering = Steering(RATE).agree(agreement(5 * RATE, part_p=0.0)).at_once(1000)
    steering, begun = steering.settle(1000, 1000)
    assert len(begun) == 1
    assert steering.number("part/p", 1000) == 0.0

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from antiphon.engine.command_ring import Command, Kind
from antiphon.engine.route import Leg, Route
from antiphon.engine.scheduler import Scheduler
from antiphon.engine.transport import Course, Transport

RATE = 1000


class OneASecond:
    def seconds(self, position: float) -> float:
        return position

    def position(self, seconds: float) -> float:
        return seconds

    def bpm(self, position: float) -> float:
        return 60.0


@dataclass(frozen=True)
class Sound:
    id: str
    part: int
    start: float
    end: float
    frequency: float
    velocity: float = 0.8


COURSE = Course(OneASecond(), (0.0, 4.0, 8.0), (1, 2, 3), 12.0)
REPEATED = Course(
    OneASecond(),
    (0.0, 4.0, 8.0, 12.0, 16.0),
    (1, 2, 1, 2, 3),
    20.0,
    Route((Leg(Fraction(0), Fraction(8), Fraction(0)), Leg(Fraction(0), Fraction(12), Fraction(8)))),
)
STANDING = Transport(COURSE, RATE)
SCALE = [Sound(f"n{i}", 0, i, i + 1.0, 100.0 + i) for i in range(12)]


class Player:
    """What a worker would do: hold keys from their on to their off."""

    def __init__(self) -> None:
        self.held: dict[int, Command] = {}
        self.notes: dict[int, tuple[Command, int]] = {}
        self.frame = 0

    def obey(self, commands: list[Command]) -> None:
        for command in commands:
            assert command.frame >= self.frame
            self.frame = command.frame
            if command.kind == Kind.SILENCE:
                for on in self.held.values():
                    self.notes[on.key] = (on, command.frame)
                self.held.clear()
            elif command.kind == Kind.NOTE_ON:
                assert command.key not in self.held
                assert command.key not in self.notes
                self.held[command.key] = command
            else:
                on = self.held.pop(command.key)
                assert on.part == command.part
                assert on.frame <= command.frame
                self.notes[command.key] = (on, command.frame)

    def played(self) -> list[tuple[float, int, int]]:
        return sorted((on.value, on.frame, off) for on, off in self.notes.values())

    def sounding(self) -> set[float]:
        return {on.value for on in self.held.values()}


def run(scheduler: Scheduler, transport: Transport, until: int, player: Player, step: int = 37) -> None:
    while scheduler.frame < until:
        player.obey(scheduler.advance(transport, min(scheduler.frame + step, until)))


def test_notes_start_and_end_at_their_frames() -> None:
    player = Player()
    run(Scheduler(SCALE, 0), STANDING.play(500, 0.0), 13_000, player)
    assert player.played() == [(100.0 + i, 500 + 1000 * i, 1500 + 1000 * i) for i in range(12)]
    assert not player.held


def test_playing_from_the_middle_sounds_what_is_held_there() -> None:
    notes = [Sound("long", 0, 0.0, 6.0, 50.0), *SCALE]
    player = Player()
    run(Scheduler(notes, 0), STANDING.play(100, 3.5), 700, player)
    assert player.sounding() == {50.0, 104.0}
    assert (103.0, 100, 600) in player.played()


def test_stopping_silences_and_playing_again_begins_afresh() -> None:
    player, scheduler = Player(), Scheduler(SCALE, 0)
    transport = STANDING.play(0, 0.0)
    run(scheduler, transport, 2500, player)
    player.frame = 2400
    player.obey(scheduler.silence(2400))
    transport = transport.stop(2400)
    run(scheduler, transport, 5000, player)
    assert not player.held
    transport = transport.play(5000, 0.0)
    run(scheduler, transport, 5500, player)
    assert player.sounding() == {100.0}


def test_a_note_added_changed_or_taken_away_under_the_playhead_is_heard_at_once() -> None:
    player, scheduler = Player(), Scheduler([Sound("a", 0, 0.0, 8.0, 1.0), Sound("b", 0, 0.0, 8.0, 2.0)], 0)
    transport = STANDING.play(0, 0.0)
    run(scheduler, transport, 1000, player)
    scheduler.follow(
        [Sound("a", 0, 0.0, 8.0, 1.5), Sound("b", 0, 0.0, 3.0, 2.0), Sound("c", 0, 0.5, 2.0, 3.0)]
    )
    run(scheduler, transport, 1001, player)
    assert player.sounding() == {1.5, 2.0, 3.0}
    assert player.played() == [(1.0, 0, 1000)]
    run(scheduler, transport, 9000, player)
    assert player.played() == [(1.0, 0, 1000), (1.5, 1000, 8000), (2.0, 0, 3000), (3.0, 1000, 2000)]


def test_ends_follow_the_steering() -> None:
    player, scheduler = Player(), Scheduler([Sound("a", 0, 3.0, 6.0, 1.0)], 0)
    transport = STANDING.play(0, 0.0)
    run(scheduler, transport, 3500, player)
    transport, _ = transport.steer(2.0, 3500)
    run(scheduler, transport, 6000, player)
    assert player.played() == [(1.0, 3000, 5000)]


def looping(start: float, end: float, position: float = 0.0, frame: int = 0) -> Transport:
    return STANDING.looping(COURSE.loop(start, end), 0).play(frame, position)


def test_a_loop_lets_go_at_its_end_and_begins_again_at_that_frame() -> None:
    player = Player()
    run(Scheduler(SCALE, 0), looping(2.0, 3.5, 1.5, 100), 6000, player)
    assert [(value, on, off) for value, on, off in player.played() if value < 103.0] == [
        (101.0, 100, 600),
        (102.0, 600, 1600),
        (102.0, 2100, 3100),
        (102.0, 3600, 4600),
    ]
    assert [(on, off) for value, on, off in player.played() if value == 103.0] == [
        (1600, 2100),
        (3100, 3600),
        (4600, 5100),
    ]


def test_what_is_held_over_the_start_of_a_loop_sounds_in_every_pass() -> None:
    player = Player()
    run(Scheduler([Sound("long", 0, 0.0, 9.0, 1.0)], 0), looping(2.0, 3.0), 5500, player)
    assert player.played() == [(1.0, 0, 3000), (1.0, 3000, 4000), (1.0, 4000, 5000)]
    assert player.sounding() == {1.0}


def test_the_shortest_loop_is_played_to_the_sample_whatever_the_steps() -> None:
    notes = [Sound("n", 0, 1.0, 1.02, 1.0), Sound("m", 0, 1.02, 2.0, 2.0)]
    expected = [frame for frame in range(1000, 9000, 32)]
    for step in (1, 31, 32, 33, 100, 997):
        player = Player()
        transport = STANDING.looping(COURSE.loop(1.0, 1.032), 0).play(1000, 1.0)
        run(Scheduler(notes, 0), transport, 9000, player, step)
        assert [on for value, on, _ in player.played() if value == 1.0] == expected
        ends = [off for value, _, off in player.played() if value == 2.0]
        assert ends == expected[1:] + ([9000] if len(ends) == len(expected) else [])


def test_a_change_of_the_loop_counts_at_once() -> None:
    player, scheduler = Player(), Scheduler(SCALE, 0)
    transport = looping(4.0, 6.0, 4.0)
    run(scheduler, transport, 5500, player)
    transport = transport.looping(COURSE.loop(4.0, 5.0), 5500)
    run(scheduler, transport, 7600, player)
    transport = transport.looping(None, 7600)
    run(scheduler, transport, 16_000, player)
    assert [on for value, on, _ in player.played() if value == 104.0] == [0, 2000, 4000, 5500, 6500, 7500]
    assert [on for value, on, _ in player.played() if value >= 105.0][-7:] == [
        8500 + 1000 * i for i in range(7)
    ]
    assert not player.held


sounds = st.builds(
    lambda id, part, start, length, pitch: Sound(
        f"n{id}", part, start / 8, min((start + length) / 8, 12.0), float(pitch)
    ),
    st.integers(0, 4),
    st.integers(0, 2),
    st.integers(0, 80),
    st.integers(1, 30),
    st.integers(1, 4),
)
scores = st.lists(sounds, max_size=10).map(lambda notes: sorted(notes, key=lambda note: note.start))
ranges = st.tuples(st.floats(0, 11), st.floats(1 / 32, 4)).map(lambda pair: (pair[0], sum(pair)))
actions = st.one_of(
    st.tuples(st.just("score"), scores),
    st.tuples(st.just("seek"), st.floats(0, 12)),
    st.tuples(st.just("steer"), st.sampled_from([0.5, 1.0, 1.7])),
    st.tuples(st.just("speed"), st.sampled_from([0.25, 0.8, 2.0])),
    st.tuples(st.just("loop"), st.none() | ranges),
    st.tuples(st.just("stop"), st.none()),
    st.tuples(st.just("play"), st.floats(0, 12)),
    st.tuples(st.just("count"), st.floats(0, 12)),
    st.tuples(st.just("turn"), st.none()),
    st.tuples(st.just("forget"), st.integers(0, 200)),
    st.tuples(st.just("repeat"), st.booleans()),
)


@settings(max_examples=400, deadline=None)
@given(scores, st.lists(st.tuples(st.integers(1, 3000), st.integers(1, 400), actions), max_size=10))
def test_nothing_sticks_and_what_should_sound_sounds(notes, steps) -> None:  # type: ignore[no-untyped-def]
    player, scheduler, transport = Player(), Scheduler(notes, 0), STANDING.play(0, 0.0)
    for wait, step, (action, value) in steps:
        run(scheduler, transport, scheduler.frame + wait, player, step)
        frame = scheduler.frame
        assert player.sounding() >= expected(notes, transport, frame)
        assert len(player.held) <= len(notes)
        if action == "score":
            notes = value
            scheduler.follow(notes)
        elif action == "steer":
            transport, _ = transport.steer(value, frame)
        elif action == "speed":
            transport = transport.at_speed(value, frame)
        elif action == "loop":
            transport = transport.looping(value and transport.course.loop(*value), frame)
        elif action == "repeat":
            transport = transport.follow(REPEATED if value else COURSE, frame)
            scheduler.follow(notes)
        elif action == "turn":
            player = Player()
            scheduler = Scheduler(notes, frame + 30)
        elif action == "forget":
            transport = transport.forget(max(frame - value, 0))
        else:
            player.obey(scheduler.silence(frame))
            assert not player.held
            if action == "seek":
                transport = transport.seek(frame, value)
            elif action == "stop":
                transport = transport.stop(frame)
            else:
                transport = transport.play(frame + (1500 if action == "count" else 0), value)
    transport = transport.looping(None, scheduler.frame)
    run(scheduler, transport, scheduler.frame + 200_000, player, 997)
    assert not player.held


def expected(notes: list[Sound], transport: Transport, frame: int) -> set[float]:
    """What must sound just before a frame: all that began at least a frame before and goes on."""
    if not transport.playing or transport.anchors[0].frame >= frame - 1:
        return set()
    (now, _), *_ = transport.passes(frame - 1, frame)[-1:]
    if now.anchors[0].frame >= frame - 1:
        return set()
    position = now.position(frame - 1)
    latest = {(note.id, note.part, note.frequency): note for note in notes if note.start < position}
    return {
        note.frequency
        for note in latest.values()
        if note.start < position < note.end
        and now.frame(note.start) < frame - 1
        and now.frame(note.end) > frame
    }

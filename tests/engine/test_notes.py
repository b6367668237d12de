"""Note nodes, block by block: what they are told, and what they give."""

import itertools
import random
from collections.abc import Sequence
from math import log2

import pytest

from antiphon.engine.catalogue import catalogue, kind
from antiphon.engine.notes import KINDS, build_note_node
from antiphon.engine.notes.beats import Beats, grid
from antiphon.engine.notes.desk import Desk
from antiphon.engine.notes.node import NoteNode

RATE, BLOCK = 48_000, 128
QUARTER = RATE // 2
"""Samples, at the tempo before anything is said."""


def test_every_kind_of_notes_can_be_built() -> None:
    assert set(KINDS) == {name for name, each in catalogue().items() if each.gives_notes}


class Ear:
    """Who hears notes: (sample, MIDI key or 0 where it is let go, velocity)."""

    def __init__(self) -> None:
        self.heard: list[tuple[int, float, float]] = []
        self.held: dict[int, int] = {}

    def note_on(self, key: int, frequency: float, velocity: float, offset: int, now: int) -> None:
        assert key not in self.held
        assert 0 <= offset < BLOCK
        self.held[key] = now + offset
        self.heard.append((now + offset, frequency, velocity))

    def note_off(self, key: int, offset: int, now: int) -> None:
        self.heard.append((now + offset, 0.0, 0.0))
        assert self.held.pop(key) <= now + offset


def hertz(key: float) -> float:
    return 440.0 * 2 ** ((key - 69) / 12)


class Row:
    """Note nodes, one after the other, and who hears the last one."""

    def __init__(self, *names: str, seed: int = 1, **values: float) -> None:
        keys = itertools.count(1 << 40)
        self.nodes: list[NoteNode] = []
        for name in names:
            defaults = [values.get(each.name, each.default) for each in kind(name).parameters]
            self.nodes.append(build_note_node(name, defaults, RATE, keys, seed))
        self.names = [each.name for each in kind(names[0]).parameters]
        self.ear = Ear()
        self.desk = Desk(RATE, BLOCK)
        self.now = 0
        self.desk.wire(self.nodes, [*itertools.pairwise([*self.nodes, self.ear])], 0)

    def turn(self, name: str, value: float) -> None:
        self.nodes[0].set(self.names.index(name), value)

    def run(self, until: int, *told: tuple[int, int, float]) -> None:
        """Tell (sample, key, velocity; 0 lets go), in order, and go on."""
        waiting = list(told)
        while self.now < until:
            while waiting and waiting[0][0] < self.now + BLOCK:
                sample, key, velocity = waiting.pop(0)
                if velocity:
                    self.nodes[0].note_on(key, hertz(key), velocity, sample - self.now, self.now)
                else:
                    self.nodes[0].note_off(key, sample - self.now, self.now)
            self.desk.play(self.now)
            self.now += BLOCK

    def play(self, position: float, offset: int = 0, bpm: float = 120) -> None:
        self.desk.beats.tell(offset, position, bpm / 60, True)

    @property
    def strokes(self) -> list[tuple[int, int]]:
        return [(sample, round(69 + 12 * log2(hz / 440))) for sample, hz, _ in self.ear.heard if hz]

    @property
    def keys(self) -> list[int]:
        return [key for _, key in self.strokes]

    @property
    def ends(self) -> list[int]:
        return [sample for sample, hz, _ in self.ear.heard if not hz]


def test_a_note_goes_through_at_its_sample() -> None:
    row = Row("note.through", "note.through")
    row.run(2000, (300, 60, 0.5), (900, 60, 0))
    assert row.ear.heard == [(300, hertz(60), 0.5), (900, 0.0, 0.0)]


@pytest.mark.parametrize(
    ("name", "values", "told", "heard"),
    [
        ("note.transpose", {"semitones": -12}, [60], [48]),
        ("note.chord", {"interval3": -12}, [60], [60, 48, 64, 67]),
        ("note.chord", {"interval1": 0, "interval2": 0}, [60], [60]),
        ("note.scale", {}, [60, 61, 63, 66, 68, 70, 71], [60, 60, 62, 65, 67, 69, 71]),
        ("note.scale", {"root": 11}, [60, 59, 72], [59, 59, 71]),
        ("note.range", {"lowest": 60, "highest": 62}, [59, 60, 62, 63], [60, 62]),
    ],
)
def test_notes_are_changed(name: str, values: dict[str, float], told: list[int], heard: list[int]) -> None:
    row = Row(name, **values)
    row.run(10_000, *((100 + index, key, 0.5) for index, key in enumerate(told)))
    assert row.keys == heard
    row.run(20_000, *((11_000, key, 0) for key in told))
    assert not row.ear.held


def test_what_is_too_high_is_not_played() -> None:
    row = Row("note.transpose", semitones=48)
    row.run(1000, (10, 120, 0.5), (500, 120, 0))
    assert row.ear.heard == []


def test_touch_is_evened_out() -> None:
    row = Row("note.velocity", touch=0.5, level=0.8, curve=2)
    row.run(1000, (10, 60, 0.5), (20, 62, 1.0))
    assert [velocity for _, _, velocity in row.ear.heard] == pytest.approx([0.4 + 0.125, 0.4 + 0.5])


def test_an_echo_is_in_time_and_each_as_long_as_its_note() -> None:
    row = Row("note.echo", time=0.5, repeats=2, fade=0.5, transpose=7)
    row.play(0, bpm=60)
    row.run(3 * RATE, (100, 60, 0.8), (4100, 60, 0))
    assert row.strokes == [(100, 60), (100 + RATE // 2, 67), (100 + RATE, 74)]
    assert [velocity for _, hz, velocity in row.ear.heard if hz] == pytest.approx([0.8, 0.4, 0.2])
    assert row.ends == [4100, 4100 + RATE // 2, 4100 + RATE]


def test_a_chord_is_strummed_from_below_and_then_from_above() -> None:
    row = Row("note.strum", time=0.01, direction=2)
    row.run(5000, *((1000, key, 0.5) for key in (64, 60, 67)))
    row.run(9000, *((6000, key, 0) for key in (64, 60, 67)))
    row.run(20_000, *((10_000, key, 0.5) for key in (64, 60, 67)))
    assert row.strokes == [(1000, 60), (1480, 64), (1960, 67), (10_000, 67), (10_480, 64), (10_960, 60)]


def test_a_note_that_ends_before_it_starts_still_ends_after_it() -> None:
    row = Row("note.strum", time=0.2)
    row.run(40_000, (100, 60, 0.5), (100, 64, 0.5), (100, 67, 0.5), (101, 60, 0), (101, 64, 0), (101, 67, 0))
    assert row.keys == [60, 64, 67]
    assert not row.ear.held


def test_chance_is_the_same_for_the_same_seed() -> None:
    heard = []
    for seed in (1, 1, 2):
        row = Row("note.humanise", seed=seed, time=0.05)
        row.run(20_000, *((100 * index, 60 + index, 0.5) for index in range(8)))
        heard.append(row.ear.heard)
    assert heard[0] == heard[1] != heard[2]
    assert all(100 * index <= sample for index, (sample, *_) in enumerate(sorted(heard[0])))


CHORD = (60, 64, 67)


def chord(sample: int, velocity: float = 0.5, keys: Sequence[int] = CHORD) -> list[tuple[int, int, float]]:
    return [(sample, key, velocity) for key in keys]


@pytest.mark.parametrize(
    ("order", "heard"),
    [
        (0, [60, 64, 67, 72, 76, 79, 60, 64]),
        (1, [79, 76, 72, 67, 64, 60, 79, 76]),
        (2, [60, 64, 67, 72, 76, 79, 76, 72, 67, 64, 60, 64]),
        (3, [60, 64, 67, 72, 76, 79, 60, 64]),
    ],
)
def test_an_arpeggio_runs_in_its_order(order: int, heard: list[int]) -> None:
    row = Row("note.arpeggiator", order=order, octaves=2, rate=4)
    row.play(0)
    row.run(3 * QUARTER + 1000, *chord(0))
    assert row.keys[: len(heard)] == heard
    assert [sample for sample, _ in row.strokes] == [
        2 + index * QUARTER // 4 for index in range(len(row.keys))
    ]
    assert row.ends[0] == 2 + round(0.6 * QUARTER / 4)


def test_chords_change_on_the_beat() -> None:
    row = Row("note.arpeggiator", rate=2)
    row.play(0)
    row.run(
        2 * QUARTER,
        *chord(0),
        *chord(QUARTER, 0),
        *chord(QUARTER, keys=(50, 53)),
        *chord(2 * QUARTER - 1, 0, (50, 53)),
    )
    assert row.keys == [60, 64, 50, 53]
    assert row.strokes[2][0] == QUARTER + 2
    row.run(4 * QUARTER)
    assert len(row.keys) == 4
    assert not row.ear.held


def test_all_at_once_and_at_random() -> None:
    row = Row("note.arpeggiator", order=5, rate=1)
    row.play(0)
    row.run(QUARTER // 2, *chord(0))
    assert row.keys == [*CHORD]
    row = Row("note.arpeggiator", order=4, rate=8, seed=3)
    row.play(0)
    row.run(8 * QUARTER, *chord(0))
    assert set(row.keys) == {*CHORD}
    assert len(row.keys) == 64


def test_a_note_that_comes_soon_after_the_step_is_on_it_and_a_later_one_waits() -> None:
    for delay, first in ((2000, 2000), (QUARTER // 2 + 100, QUARTER + 2)):
        row = Row("note.arpeggiator", rate=1)
        row.play(0)
        row.run(3 * QUARTER, (delay, 60, 0.5))
        assert row.strokes[0][0] == first
        assert row.strokes[1][0] == (QUARTER if delay == 2000 else 2 * QUARTER) + 2


def test_every_other_step_swings() -> None:
    row = Row("note.arpeggiator", rate=2, swing=2 / 3)
    row.play(0)
    row.run(2 * QUARTER, (0, 60, 0.5))
    assert [sample - 2 for sample, _ in row.strokes] == [0, QUARTER * 2 // 3, QUARTER, QUARTER * 5 // 3]


def test_while_the_piece_stands_it_begins_with_the_first_note() -> None:
    row = Row("note.arpeggiator", rate=2)
    row.run(30_000)
    row.run(30_000 + QUARTER, *chord(31_111))
    assert [sample for sample, _ in row.strokes][:2] == [31_113, 31_113 + QUARTER // 2]


def test_what_is_held_goes_on_until_others_are_played() -> None:
    row = Row("note.arpeggiator", rate=4, hold=1)
    row.play(0)
    row.run(2 * QUARTER, *chord(0), *chord(100, 0))
    assert row.keys == [60, 64, 67, 60, 64, 67, 60, 64]
    row.run(3 * QUARTER, (2 * QUARTER + 10, 50, 0.5))
    assert row.keys[8] == 67
    assert set(row.keys[9:]) == {50}
    row.run(3 * QUARTER + 10 * BLOCK, (3 * QUARTER + BLOCK, 50, 0))
    count = len(row.keys)
    row.turn("hold", 0)
    row.run(5 * QUARTER)
    assert len(row.keys) <= count + 1
    assert not row.ear.held


def test_a_jump_lets_go_and_goes_on_where_the_piece_does() -> None:
    row = Row("note.sequencer", rate=1, gate=1.5, steps=4, key=48)
    row.play(0)
    row.run(QUARTER + 5000)
    assert row.keys == [48, 60]
    row.desk.beats.tell(7, 11.5, 2.0, True)
    jumped = row.now + 7
    row.run(row.now + BLOCK)
    assert not row.ear.held
    assert row.ends[-1] == jumped
    row.run(row.now + QUARTER)
    assert row.strokes[2][0] == jumped + QUARTER // 2 + 2
    row.desk.beats.tell(0, 12.0, 2.0, False)
    row.run(row.now + 3 * QUARTER)
    assert len(row.strokes) == 3
    assert not row.ear.held


def test_a_sequence_rests_and_follows() -> None:
    row = Row("note.sequencer", rate=4, steps=3, step1=0, step2=-25, step3=5, follow=1)
    row.play(0)
    row.run(2 * QUARTER, (QUARTER, 40, 0.9))
    assert row.strokes == [
        (QUARTER + 2, 40),
        (QUARTER + 2 + QUARTER // 2, 45),
        (QUARTER + 2 + QUARTER * 3 // 4, 40),
    ]
    assert {velocity for _, hz, velocity in row.ear.heard if hz} == {0.9}


def test_another_speed_counts_at_once() -> None:
    row = Row("note.arpeggiator", rate=1)
    row.play(0)
    row.run(QUARTER + 1000, (0, 60, 0.5))
    row.turn("rate", 8)
    row.run(2 * QUARTER)
    assert len(row.strokes) == 2 + 7
    row.turn("rate", 0.25)
    row.run(4 * QUARTER)
    assert len(row.strokes) == 9


def test_a_tempo_that_changes_is_kept_to_the_sample() -> None:
    row = Row("note.sequencer", rate=4)
    frames = {0.0: 0, 0.25: 6000, 0.5: 12_400, 0.75: 20_000, 1.0: 26_000}

    def frame(position: float) -> int:
        return frames.get(position, 26_000 + round((position - 1) * 24_000))

    words = grid(frame, RATE, 0, 0.0, 2.0)
    told = next(words)
    while row.now < 40_000:
        while told.frame < row.now + BLOCK:
            row.desk.beats.tell(told.frame - row.now, *told[1:])
            told = next(words)
        row.run(row.now + BLOCK)
    assert [sample - 2 for sample, _ in row.strokes][:5] == [*frames.values()]


def test_a_grid_ends_where_the_piece_does() -> None:
    words = list(grid(lambda position: round(position * 1000), 1000, 130, 0.13, 0.6))
    assert [(word.frame, word.position, word.moving) for word in words] == [
        (130, 0.13, True),
        (250, 0.25, True),
        (500, 0.5, True),
        (600, 0.6, False),
    ]
    assert all(word.pace == pytest.approx(1) for word in words)


def test_a_cord_that_is_pulled_lets_go_and_one_that_is_plugged_strikes() -> None:
    row = Row("note.through")
    other = Ear()
    row.run(1000, (100, 60, 0.5))
    row.desk.wire(row.nodes, [(row.nodes[0], other)], row.now)
    assert not row.ear.held
    assert other.heard == [(row.now, hertz(60), 0.5)]
    row.run(2000, (1500, 60, 0))
    assert not other.held


@pytest.mark.parametrize("name", sorted(KINDS))
def test_whatever_happens_nothing_is_left_sounding(name: str) -> None:
    for seed in range(4):
        chance = random.Random(seed)
        row = Row(name, "note.echo", seed=seed)
        down: set[int] = set()
        for _ in range(600):
            for _ in range(chance.choice((0, 0, 0, 1, 3))):
                index = chance.randrange(max(len(row.names), 1))
                if row.names and chance.random() < 0.5:
                    parameter = kind(name).parameters[index]
                    row.turn(parameter.name, chance.uniform(parameter.minimum, parameter.maximum))
                key = chance.randrange(30, 90)
                told = (row.now + chance.randrange(BLOCK), key, 0.0 if key in down else chance.random())
                down ^= {key}
                row.run(row.now + BLOCK, told)
            if chance.random() < 0.02:
                row.desk.beats.tell(
                    chance.randrange(BLOCK),
                    chance.uniform(0, 100),
                    chance.uniform(1, 8),
                    chance.random() < 0.7,
                )
            row.run(row.now + BLOCK)
        if row.names and "hold" in row.names:
            row.turn("hold", 0)
        row.desk.beats.tell(0, 0.0, 8.0, False)
        row.run(row.now + BLOCK, *((row.now, key, 0) for key in down))
        row.run(row.now + 40 * RATE)
        assert not row.ear.held
        assert not row.nodes[-1].sounding


def test_silence_forgets_everything() -> None:
    row = Row("note.arpeggiator", "note.echo", rate=4)
    row.play(0)
    row.run(QUARTER, *chord(0))
    struck = len(row.strokes)
    row.desk.silence(row.now)
    row.run(4 * QUARTER)
    assert len(row.strokes) == struck


def test_beats_without_a_word_stand_and_go_on_at_the_last_tempo() -> None:
    mine = Beats(RATE)
    (span,) = mine.spans(BLOCK)
    assert not span.moving
    assert span.step == pytest.approx(2 / RATE)
    mine.tell(0, 4.0, 1.0, True)
    (span,) = mine.spans(BLOCK)
    assert (span.position, span.jumped, span.moving) == (4.0, True, True)
    mine.tell(0, 0.0, 0.5, False)
    (span,) = mine.spans(BLOCK)
    assert span.jumped
    assert not span.moving
    assert span.position == pytest.approx(4.0 + BLOCK / RATE)

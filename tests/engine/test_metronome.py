from fractions import Fraction

import pytest

from antiphon.document.codec import empty
from antiphon.document.piece import Measure, Tempo
from antiphon.document.projection import project
from antiphon.engine.command_ring import Kind
from antiphon.engine.cues import Cues
from antiphon.engine.interpretation import Interpreter, interpret
from antiphon.engine.meter import beats, upbeat
from antiphon.engine.metronome import PART, clicks, count_in
from antiphon.engine.route import Visit
from antiphon.engine.tempo import TempoMap
from antiphon.engine.transport import Course, Transport

RATE = 48000


def measure(meter: str, duration: str | int, number: int = 1, start: int = 0) -> Measure:
    return Measure("m", number, Fraction(start), Fraction(duration), meter, 0, "major")


@pytest.mark.parametrize(
    ("meter", "duration", "number", "expected"),
    [
        ("4/4", 4, 1, [0, 1, 2, 3]),
        ("2/2", 4, 1, [0, 2]),
        ("6/8", 3, 1, [0, 1.5]),
        ("12/8", 6, 1, [0, 1.5, 3, 4.5]),
        ("6/4", 6, 1, [0, 3]),
        ("3/8", "3/2", 1, [0, 0.5, 1]),
        ("2+2+3/8", "7/2", 1, [0, 1, 2]),
        ("3+2/4", 5, 1, [0, 1, 2, 3, 4]),
        ("4/4", 1, 0, [0]),
        ("6/8", "1/2", 0, []),
        ("3/4", 4, 1, [0, 1, 2, 3]),
        ("4/4", 2, 1, [0, 1]),
    ],
)
def test_the_beats_of_a_measure(meter: str, duration: str | int, number: int, expected: list[float]) -> None:
    assert [float(beat) for beat in beats(measure(meter, duration, number))] == expected


def test_what_is_counted_before_a_place() -> None:
    def counted(of: Measure, onset: float, bars: int) -> list[tuple[float, bool]]:
        return [(float(distance), first) for distance, first in upbeat(of, Fraction(onset), bars)]

    common = measure("4/4", 4)
    assert counted(common, 0, 0) == []
    assert counted(common, 2, 0) == []
    assert counted(common, 0, 1) == [(4, True), (3, False), (2, False), (1, False)]
    assert counted(common, 1.5, 1) == [
        (5.5, True),
        (4.5, False),
        (3.5, False),
        (2.5, False),
        (1.5, True),
        (0.5, False),
    ]
    assert counted(measure("6/8", 3), 0, 2) == [(6, True), (4.5, False), (3, True), (1.5, False)]
    pick_up = counted(measure("3/4", 1, number=0), 0, 1)
    assert pick_up == [(5, True), (4, False), (3, False), (2, True), (1, False)]


VISITS = (Visit(measure("4/4", 4), Fraction(0)), Visit(measure("6/8", 3, 2, 4), Fraction(4)))
TEMPO = TempoMap((Tempo(None, Fraction(0), 120, ""), Tempo(None, Fraction(4), 90, "")))
COURSE = Course(TEMPO, (0.0, 4.0), (1, 2), 7.0)


def test_clicks_follow_the_measures_as_they_are_played_and_accent_the_first_beat() -> None:
    again = (*VISITS, Visit(VISITS[1].measure, Fraction(7)))
    found = [(click.start, click.accent) for click in clicks(again, 3)]
    assert found == [
        (0, True),
        (1, False),
        (2, False),
        (3, False),
        (4, True),
        (5.5, False),
        (7, True),
        (8.5, False),
    ]
    assert {click.part for click in clicks(again, 3)} == {3}


def test_a_count_in_has_the_meter_the_tempo_and_the_speed_of_the_place_and_begins_with_a_block() -> None:
    transport = Transport(COURSE, RATE).at_speed(0.5, 0)
    count = count_in(transport, VISITS, 4.0, 1, 1, 1000, 128)
    assert count is not None
    beat = round(1.5 * RATE * 60 / 90 / 0.5)
    assert count.start % 128 == 0
    assert 1000 + 2 * beat <= count.start < 1000 + 2 * beat + 128
    assert count.beats == ((count.start - 2 * beat, True), (count.start - beat, False))
    frames = (0, count.start - beat - 1, count.start - beat, count.start - 1, count.start)
    assert [count.left(frame) for frame in frames] == [2, 2, 1, 1, 0]
    assert count_in(transport, (), 0.0, 1, 0, 0, 128) is None


def test_the_cues_tells_each_counted_beat_once_and_silence_takes_it_back() -> None:
    count = count_in(Transport(COURSE, RATE), VISITS, 0.0, 1, 1, 1000, 128)
    assert count is not None
    transport = Transport(COURSE, RATE).play(count.start, 0.0)
    cues = Cues((), clicks(VISITS, 1), 0)
    cues.silence(500, count.start, count)
    told = [
        command for until in range(700, count.start + RATE, 333) for command in cues.advance(transport, until)
    ]
    ons = [command.frame for command in told if command.kind == Kind.NOTE_ON]
    assert ons == [count.start + round(beat * RATE / 2) for beat in range(-4, 2)]
    keys = [command.key for command in told if command.kind != Kind.BEAT]
    assert {keys.count(key) for key in keys} <= {1, 2}
    cues.silence(count.start - RATE, count.start, count)
    assert len([c for c in cues.advance(transport, count.start) if c.kind == Kind.NOTE_ON]) == 2
    cues.silence(count.start - RATE)
    assert cues.count is None


def document() -> dict[str, object]:
    made = {**empty()}
    made["parts"] = {"p": {"index": "a", "name": "P", "instrument": "Organ"}}  # type: ignore[dict-item]
    made["measures"] = {"m": {"index": "a"}}  # type: ignore[dict-item]
    made["mix"] = {"p": {"solo": True}}  # type: ignore[dict-item]
    return made  # type: ignore[return-value]


def test_the_hidden_part_is_behind_the_others_and_in_no_other_reading() -> None:
    assert PART not in interpret(document()).plan.parts
    assert interpret(document()).clicks == ()
    interpreter = Interpreter()
    plain = interpreter.read(project(document()), document())
    interpreter.metronome = True
    heard = interpreter.read(project(document()), document())
    assert heard.plan.parts == (*plain.plan.parts, PART)
    assert heard.piece == plain.piece
    assert len(heard.clicks) == 4
    assert {click.part for click in heard.clicks} == {1}
    left, right = heard.plan.strip(1)
    assert heard.plan.values[left] == pytest.approx(1.0)
    assert heard.plan.values[right] == pytest.approx(1.0)
    assert heard.with_graph(heard.piece, document()).plan == heard.plan

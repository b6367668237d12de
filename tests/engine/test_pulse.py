"""The words on the beats that workers are told, whatever is played."""

from fractions import Fraction

import pytest

from antiphon.document.piece import Tempo
from antiphon.engine.command_ring import Command, Kind
from antiphon.engine.notes.beats import Beat
from antiphon.engine.prompter import Prompter
from antiphon.engine.pulse import Pulse
from antiphon.engine.render import beats
from antiphon.engine.tempo import TempoMap
from antiphon.engine.transport import Course, Transport

RATE = 48_000
TEMPI = (Tempo(None, Fraction(0), 100, ""), Tempo(None, Fraction(3), 133, ""))


def transport(duration: float = 6.0) -> Transport:
    bars = tuple(float(bar) for bar in range(0, int(duration), 4))
    return Transport(Course(TempoMap(TEMPI), bars, tuple(range(1, len(bars) + 1)), duration), RATE)


def told(commands: list[Command]) -> list[Beat]:
    assert all(command.kind == Kind.BEAT for command in commands)
    return [Beat(each.frame, each.value, each.value2, bool(each.key)) for each in commands]


def advance(pulse: Pulse, transport: Transport, until: int, step: int = 700) -> list[Beat]:
    words = []
    while pulse.frame < until:
        words += told(pulse.advance(transport, min(pulse.frame + step, until)))
    return words


@pytest.mark.parametrize("step", [100, 480, 7777, 10**6])
def test_a_piece_that_plays_is_told_as_the_render_is(step: int) -> None:
    mine = transport()
    offline = beats(TempoMap(TEMPI), 6.0, RATE)
    played = mine.play(1280, 0.0)
    words = advance(Pulse(0), played, 1280 + 10 * RATE, step)
    assert words[0] == Beat(0, 0.0, pytest.approx(100 / 60), False)
    assert [word._replace(frame=word.frame - 1280) for word in words[1:]] == offline


def test_what_stands_is_told_once() -> None:
    pulse, mine = Pulse(0), transport()
    assert len(advance(pulse, mine, 50_000)) == 1
    played = mine.play(50_048, 2.1)
    words = advance(pulse, played, 60_000)
    assert words[0][:2] == (50_048, 2.1)
    assert words[0].moving
    pulse.silence(60_000)
    (word,) = advance(pulse, played.stop(60_000), 90_000)
    assert word == Beat(60_000, pytest.approx(played.position(60_000)), pytest.approx(100 / 60), False)


def test_each_pass_of_a_loop_begins_anew() -> None:
    mine = transport()
    loop = mine.course.loop(1.0, 2.5)
    assert loop is not None
    looped = mine.looping(loop, 0).play(0, 1.0)
    words = advance(Pulse(0), looped, 5 * RATE)
    length = round(1.5 * 60 / 100 * RATE)
    starts = [word.frame for word in words if word.position == 1.0]
    assert starts == list(range(0, 5 * RATE, length))
    assert all(1.0 <= word.position < 2.5 for word in words)


def test_a_seek_is_told() -> None:
    pulse, mine = Pulse(0), transport()
    played = mine.play(0, 0.0)
    advance(pulse, played, 10_000)
    sought = played.seek(10_112, 4.2)
    pulse.silence(10_000)
    words = advance(pulse, sought, 20_000)
    assert (words[0].frame, words[0].moving) == (10_000, False)
    assert words[1][:2] == (10_112, 4.2)


def test_a_tempo_that_is_steered_is_heard_from_its_bar_line_on() -> None:
    pulse, mine = Pulse(0), transport(12.0)
    played = mine.play(0, 0.0)
    advance(pulse, played, 10_000)
    steered, anchor = played.steer(2.0, 10_000)
    words = advance(pulse, steered, 6 * RATE)
    before = max(word.pace for word in words if word.frame < anchor.frame - 10)
    after = min(word.pace for word in words if word.frame > anchor.frame + 10 and word.moving)
    assert after == pytest.approx(2 * 133 / 60, rel=1e-3)
    assert before == pytest.approx(133 / 60, rel=1e-3)


def test_who_begins_in_the_middle_is_told_where_the_piece_is() -> None:
    prompter, played = Prompter(), transport(12.0).play(0, 0.0)
    prompter.listen(Pulse(0).advance(played, 40_000))
    words = told(prompter.prompt(30_000, [0]))
    assert words[0].frame <= 30_000 < words[1].frame
    prompter.listen([Command(33_000, Kind.SILENCE)])
    prompter.listen([Command(33_000, Kind.BEAT, value=1.0, value2=2.0)])
    assert [word.frame for word in told(prompter.prompt(50_000, []))] == [33_000]

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon.engine.hands import BEND, FIRST_KEY, Control, Hands, Keyboard, Stroke, Turn
from antiphon.engine.keyboards import read

ON, OFF, CONTROL, PEDAL = 0x90, 0x80, 0xB0, 64


def hands(*keyboards: Keyboard, controls: Sequence[Control] = ()) -> Hands:
    made = Hands()
    assert made.wire(keyboards or [Keyboard("k", "p1")], controls) == []
    return made


def strokes(told: Sequence[Stroke | Turn]) -> list[Stroke]:
    return [each for each in told if isinstance(each, Stroke)]


def test_a_key_sounds_at_its_pitch_and_as_hard_as_it_is_struck() -> None:
    mine = hands()
    assert mine.hear("d", (ON, 69, 127)) == [Stroke("p1", FIRST_KEY + 1, 440.0, 1.0), Turn("k", 1.0)]
    (soft, _) = mine.hear("d", (ON, 57, 64))
    assert soft == Stroke("p1", FIRST_KEY + 2, 220.0, 64 / 127)
    assert mine.hear("d", (OFF, 69, 0)) == [Stroke("p1", FIRST_KEY + 1, 0.0, 0.0)]
    assert mine.hear("d", (ON, 57, 0)) == [Stroke("p1", FIRST_KEY + 2, 0.0, 0.0), Turn("k", 0.0)]
    assert mine.hear("d", (OFF, 57, 0)) == []


def test_channel_transposition_and_touch_are_the_nodes() -> None:
    mine = hands(Keyboard("k", "p1", 2, 12, 0.5), Keyboard("all", "p2"))
    (only,) = strokes(mine.hear("d", (ON, 69, 127)))
    assert only.part == "p2"
    first, second = strokes(mine.hear("d", (ON | 1, 69, 0x40)))
    assert (first.part, first.frequency) == ("p1", 880.0)
    assert first.velocity == pytest.approx(0.5 + 0.5 * 64 / 127)
    assert (second.part, second.frequency, second.velocity) == ("p2", 440.0, 64 / 127)


def test_the_pedal_holds_what_was_let_go_and_nothing_else() -> None:
    mine = hands()
    (struck, _) = mine.hear("d", (ON, 60, 100))
    mine.hear("d", (ON, 64, 100))
    assert mine.hear("d", (CONTROL, PEDAL, 127)) == []
    assert mine.hear("d", (OFF, 60, 0)) == []
    assert isinstance(struck, Stroke)
    assert strokes(mine.hear("d", (CONTROL, PEDAL, 0))) == [Stroke("p1", struck.key, 0.0, 0.0)]
    assert len(strokes(mine.hear("d", (OFF, 64, 0)))) == 1


def test_a_device_that_leaves_lets_go() -> None:
    mine = hands()
    for device in ("one", "two"):
        mine.hear(device, (CONTROL, PEDAL, 127))
        mine.hear(device, (ON, 60, 100))
        mine.hear(device, (OFF, 60, 0))
    assert len(strokes(mine.leave("one"))) == 1
    assert mine.leave("one") == []
    assert strokes(mine.hear("one", (ON, 60, 100)))[0].velocity > 0
    assert len(strokes(mine.hear("one", (OFF, 60, 0)))) == 1
    assert len(strokes(mine.leave_all())) == 1


@pytest.mark.parametrize("number", [120, 123])
def test_all_notes_off(number: int) -> None:
    mine = hands()
    for key in (60, 64, 67):
        mine.hear("d", (ON, key, 100))
    mine.hear("d", (ON | 3, 60, 100))
    assert len(strokes(mine.hear("d", (CONTROL, number, 0)))) == 3


def test_a_node_that_goes_lets_go() -> None:
    mine = hands()
    mine.hear("d", (ON, 60, 100))
    assert mine.wire([Keyboard("k", "p1", transpose=12)], ()) == []
    assert mine.wire([Keyboard("k", "p2")], ()) == [Stroke("p1", FIRST_KEY + 1, 0.0, 0.0)]


def test_controllers_and_the_pitch_bend_turn_their_nodes() -> None:
    mine = hands(controls=[Control("wheel", 1), Control("other", 1, 3), Control("bend", BEND)])
    assert mine.hear("d", (CONTROL, 1, 127)) == [Turn("wheel", 1.0)]
    assert mine.hear("d", (CONTROL | 2, 1, 0)) == [Turn("wheel", 0.0), Turn("other", 0.0)]
    assert mine.hear("d", (0xE0, 0x7F, 0x7F)) == [Turn("bend", 1.0)]
    assert mine.hear("d", (0xE0, 0, 0x40)) == [Turn("bend", 0.0)]
    assert mine.hear("d", (0xE0, 0, 0)) == [Turn("bend", -1.0)]
    assert mine.hear("d", (0xF8,)) == mine.hear("d", ()) == []


MESSAGES = st.tuples(
    st.sampled_from(["one", "two"]),
    st.sampled_from([ON, ON | 1, OFF, OFF | 1, CONTROL, CONTROL | 1]),
    st.sampled_from([60, 61, PEDAL, 123]),
    st.sampled_from([0, 1, 64, 127]),
)


@given(st.lists(MESSAGES, max_size=60))
def test_whatever_is_played_no_note_is_stuck(messages: list[tuple[str, int, int, int]]) -> None:
    mine = hands(Keyboard("a", "p1"), Keyboard("b", "p2", 2))
    sounding: set[int] = set()
    for device, *data in messages:
        for stroke in strokes(mine.hear(device, data)):
            if stroke.velocity:
                assert stroke.key not in sounding
                sounding.add(stroke.key)
            else:
                sounding.remove(stroke.key)
    for stroke in strokes([*mine.leave("one"), *mine.leave("two")]):
        sounding.remove(stroke.key)
    assert not sounding


def test_the_nodes_of_a_document_are_read() -> None:
    nodes = {
        "c": {"kind": "midi.control", "p_controller": 11, "p_channel": 99},
        "k": {"kind": "midi.keyboard", "part": "p1", "p_transpose": -12},
        "idle": {"kind": "midi.keyboard"},
        "off": {"kind": "midi.keyboard", "part": "p1", "bypass": True},
        "sine": {"kind": "osc.sine"},
    }
    assert read(nodes) == ([Keyboard("k", "p1", 0, -12, 1.0)], [Control("c", 11, 16)])

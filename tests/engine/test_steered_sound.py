"""What is steered, in the samples of the render: where it changes, and that it does not click."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.engine.rehearsal import Asked
from antiphon.engine.render import render
from tests.engine.test_motion import RISE, TONE, document, levels

RATE, BLOCK = 48_000, 128

Samples = NDArray[np.float32]


def sounded(text: dict[str, Any], *asked: Asked, seconds: float = 3.0) -> Samples:
    """The left of the part's stem."""
    return render(text, seconds=seconds, asked=asked).stems["One"][:, 0]


def changed(text: dict[str, Any], *asked: Asked, seconds: float = 3.0) -> int:
    """The first frame at which it sounds otherwise than as it is written."""
    pair = sounded(text, *asked, seconds=seconds), sounded(text, seconds=seconds)
    return int(np.flatnonzero(pair[0] != pair[1])[0])


def smooth(sound: Samples, most: float = -6.0) -> bool:
    """Whether a tone of 1 kHz never steps by more than one of that level, in dB."""
    return bool(np.abs(np.diff(sound)).max() < 1.05 * 10 ** (most / 20) * 2 * np.pi * 1000 / RATE)


LOUDER = {"gain/P": 6.0}


@pytest.mark.parametrize(
    ("at", "second"), [("now", 0.35), ("beat", 0.5), ("bar", 2.0), ("section", 2.0)], ids=str
)
def test_a_fader_moves_at_the_boundary(at: Any, second: float) -> None:
    asked = Asked(0.7, LOUDER, at)
    assert abs(changed(document(), asked) - second * RATE) <= BLOCK
    sound = sounded(document(), asked)
    assert levels(sound)[-2] == pytest.approx(-6, abs=0.1)
    assert smooth(sound)


def test_a_fader_slews_and_falls_back_to_the_score() -> None:
    back = Asked(3.0, {"gain/P": None}, "now", {"gain/P": 40.0})
    sound = sounded(document(), Asked(1.0, {"gain/P": -20.0}, "now", {"gain/P": 20.0}), back)
    found = levels(sound)
    assert found[9] == pytest.approx(-12, abs=0.2)
    assert found[20] == pytest.approx(-12 - 20 * 0.525, abs=0.3)
    assert found[29] == pytest.approx(-12 - 20 * 0.975, abs=0.3)
    assert found[35] == pytest.approx(-32 + 40 * 0.275, abs=0.3)
    assert found[45] == pytest.approx(-12, abs=0.1)
    assert smooth(sound, -12)


def test_a_fader_that_is_drawn_is_lifted() -> None:
    sound = sounded(document(RISE), Asked(2.0, {"gain/P": -6.0}))
    assert levels(sound)[30] == pytest.approx(-36 + 24 * 30.5 / 40 - 6, abs=0.5)


def test_the_master_is_steered() -> None:
    loud = render(document(), seconds=2.0, asked=[Asked(1.0, {"gain/master": -12.0})]).mix[:, 0]
    assert levels(loud)[5] == pytest.approx(-12, abs=0.2)
    assert levels(loud)[-5] == pytest.approx(-24, abs=0.2)


def test_a_parameter_of_a_node_moves_inside_its_range() -> None:
    asked = Asked(1.0, {"node/tone/gain": -30.0}, "beat", {"node/tone/gain": 36.0})
    sound = sounded(document(), asked)
    assert abs(changed(document(), asked) - 0.5 * RATE) <= BLOCK
    assert levels(sound)[14] == pytest.approx(-12 - 36 * 0.225, abs=0.3)
    assert levels(sound)[30] == pytest.approx(-30, abs=0.1)
    beyond = sounded(document(), Asked(1.0, {"node/tone/gain": -1000.0}))
    assert levels(beyond)[-1] < -59
    assert smooth(sound)


def test_a_key_that_is_gone_harms_nothing() -> None:
    asked = Asked(1.0, {"gain/Q": 3.0, "node/tone/colour": 1.0, "dance": 1, **LOUDER})
    assert levels(sounded(document(nodes=TONE), asked))[-2] == pytest.approx(-6, abs=0.1)


def test_the_tempo_goes_evenly_to_another_one() -> None:
    note = {"kind": "note", "part": "P", "duration": "1/4", "pitch": "A4"}
    events = {
        f"n{bar}{beat}": note | {"measure": f"M{bar}", "onset": str(beat)}
        for bar in (1, 2)
        for beat in range(4)
    }
    keys = {"keys": {"kind": "instrument.organ", "part": "P", "p_room": 0, "p_release": 0.02}}
    text = document(events=events, nodes=keys, edges={}, lanes={})
    asked = Asked(3.5, {"tempo": 2.0}, "bar", {"tempo": 1.0})
    sound = sounded(text, asked, seconds=4.5)
    times = np.flatnonzero(np.abs(sound) > 1e-3)
    onsets = times[np.flatnonzero(np.diff(times, prepend=-RATE) > RATE // 20)] / RATE
    assert np.diff(onsets[:5]) == pytest.approx([0.5] * 4, abs=0.01)
    # Half as fast again a second later: t + t² / 2 quarters at two a second.
    expected = [np.sqrt(1 + beat) - 1 for beat in range(4)]
    assert onsets[4:8] - onsets[4] == pytest.approx(expected, abs=0.02)


ORGAN = {"kind": "instrument.organ", "p_room": 0, "p_vibrato": 0, "p_release": 0.02}


def duo(*onsets: str, duration: str = "1", bars: int = 2) -> dict[str, Any]:
    """Two organs, each note of which both play."""
    note = {"kind": "note", "duration": duration, "pitch": "A4"}
    events = {
        f"n{part}{bar}{index}": note | {"part": part, "measure": f"M{bar}", "onset": onset}
        for part in "PQ"
        for bar in range(1, bars + 1)
        for index, onset in enumerate(onsets)
    }
    return document(
        parts={"P": {"index": "a0", "name": "One"}, "Q": {"index": "a1", "name": "Two"}},
        events=events,
        nodes={"op": ORGAN | {"part": "P"}, "oq": ORGAN | {"part": "Q"}},
        edges={},
        lanes={},
    )


def test_notes_are_played_softer_from_the_boundary_on() -> None:
    text = duo("0", "1", "2", "3", duration="1/2")
    asked = Asked(1.5, {"dynamics": -6.0, "dynamics/P": -6.0}, "beat")
    pair = render(text, seconds=2.0, asked=[asked]).stems, render(text, seconds=2.0).stems
    for name, decibels in (("One", -12), ("Two", -6)):
        steered, written = pair[0][name][:, 0], pair[1][name][:, 0]
        first = int(np.flatnonzero(steered != written)[0])
        assert abs(first - RATE) <= BLOCK
        found = levels(steered, RATE // 2)[2] - levels(written, RATE // 2)[2]
        assert found == pytest.approx(0.6 * decibels, abs=0.5), "an organ's touch is light"


def test_a_part_rests_and_comes_back_in_the_middle_of_a_note() -> None:
    text = duo("0", duration="4")
    asked = [Asked(0.5, {"part/P": 0}, "beat"), Asked(2.5, {"part/P": None}, "beat")]
    steered = render(text, seconds=3.5, asked=asked).stems
    found = levels(steered["One"][:, 0], RATE // 10)
    assert [found[tenth] > -40 for tenth in (3, 7, 14, 16, 25)] == [True, False, False, True, True]
    sound = np.abs(steered["One"][:, 0])
    assert abs(int(np.flatnonzero(sound[RATE:] > 1e-4)[0]) - RATE // 2) <= BLOCK + 48
    written = render(text, seconds=3.5).stems
    assert np.array_equal(steered["Two"], written["Two"])
    first = int(np.flatnonzero(steered["One"] != written["One"])[0]) // 2
    assert abs(first - RATE // 2) <= BLOCK
    assert np.abs(np.diff(steered["One"][:, 0])).max() <= 1.5 * np.abs(np.diff(written["One"][:, 0])).max()


def test_the_harmony_is_that_of_another_mode_from_the_boundary_on() -> None:
    note = {"kind": "note", "part": "P", "duration": "3/4"}
    pitches = ("A4", "C5", "C5", "G#4", "C5")
    events = {
        f"n{beat}": note | {"measure": f"M{1 + beat // 4}", "onset": str(beat % 4), "pitch": pitch}
        for beat, pitch in enumerate(pitches)
    }
    measures = {"M1": {"index": "a0", "key": 0, "mode": "minor"}, "M2": {"index": "a1"}}
    organ = {"organ": ORGAN | {"part": "P"}}
    text = document(events=events, nodes=organ, edges={}, lanes={}, measures=measures)
    asked = [Asked(1.5, {"harmony": "major"}, "beat"), Asked(3.5, {"harmony": "written"}, "beat")]
    sound = sounded(text, *asked)
    assert abs(changed(text, *asked) - RATE) <= BLOCK

    def pitch(beat: int) -> float:
        begin = beat * RATE // 2 + 2400
        window = sound[begin : begin + 12_000] * np.hanning(12_000)
        return float(np.argmax(np.abs(np.fft.rfft(window, 96_000))) * RATE / 96_000)

    hertz = [440.0, 523.25, 554.37, 415.3, 523.25]
    assert [pitch(beat) for beat in range(5)] == pytest.approx(hertz, rel=0.005)

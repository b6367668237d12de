"""Steering while it sounds: a conductor, its worker, and the frame at which the samples in the ring change."""

from collections.abc import AsyncIterator
from typing import Any

import numpy as np
import pytest

from antiphon.document.codec import encode
from antiphon.engine.stem_ring import now
from tests.engine.test_conductor import RATE, Concert, pitch
from tests.engine.test_detour import sections
from tests.engine.test_motion import document, levels
from tests.engine.test_steered_sound import BLOCK, duo, smooth

pytestmark = pytest.mark.live

PERIOD = 48
"""Samples of the tone's period: 1 kHz."""


@pytest.fixture
async def concert() -> AsyncIterator[Concert]:
    made = Concert()
    yield made
    if hasattr(made, "child"):
        await made.child.stop()


def text(**roots: Any) -> str:
    return encode(document(lanes={}, **roots))  # type: ignore[arg-type]


def change(concert: Concert, start: int) -> int:
    """The frame of the ring from which on the part's stem is not what it was a period before."""
    sound = np.concatenate(concert._chunks)[start - concert._begin :, 2]
    astray = np.abs(sound[PERIOD:] - sound[:-PERIOD]) > 1e-4
    return start + PERIOD + int(np.flatnonzero(astray)[0])


def promised(concert: Concert, at: int) -> float:
    """The frame that was promised last, by the message of the transport that came before it."""
    agreed = concert.of("steered")[-1]
    transport = [each for each in concert.of("transport") if each["playing"]][-1]
    seconds = (agreed["position"] - transport["position"]) / transport["rate"]
    return (transport["at"] * 1e9 - concert.ring.epoch) * RATE / 1e9 + seconds * RATE


@pytest.mark.parametrize("at", ["beat", "bar"])
async def test_a_fader_moves_at_the_promised_boundary(concert: Concert, at: str) -> None:
    await concert.begin(text())
    await concert.listen(0.4)
    concert.send("play", position=0)
    await concert.until(lambda: concert.transport["position"] > 0.6)
    asked = now(concert.ring)
    concert.send("steer", id="v1", moves={"gain/P": 6.0}, at=at)
    await concert.until(lambda: concert.of("steered"))
    agreed = concert.of("steered")[0]
    assert {**agreed, "seconds": 0} == {
        "type": "steered",
        "id": "v1",
        "moves": {"gain/P": 6.0},
        "position": {"beat": np.ceil(agreed["position"]), "bar": 4.0}[at],
        "seconds": 0,
        "measure": 2 if at == "bar" else 1,
    }
    frame = promised(concert, asked)
    await concert.until(lambda: concert.of("steered_now"))
    await concert.listen(0.4)
    assert concert.of("steered_now")[0]["id"] == "v1"
    assert abs(change(concert, asked - 4800) - frame) <= BLOCK
    assert levels(concert.mix(concert.ring.written - 9600))[0] == pytest.approx(-6, abs=0.1)
    assert smooth(concert.mix(asked))


async def test_what_stands_is_steered_at_once_and_a_later_move_counts(concert: Concert) -> None:
    await concert.begin(text())
    await concert.listen(0.4)
    begun = now(concert.ring)
    concert.send("steer", id="a", moves={"gain/P": -12.0, "gain/nowhere": 1}, at="section")
    await concert.until(lambda: concert.of("steered_now"))
    assert "gain/nowhere" in concert.of("problem")[0]["message"]
    await concert.listen(0.3)
    assert levels(concert.mix(concert.ring.written - 4800))[0] == pytest.approx(-24, abs=0.2)
    concert.send("steer", id="b", moves={"gain/P": None}, at="now", slew={"gain/P": 24.0})
    await concert.listen(0.8)
    assert levels(concert.mix(concert.ring.written - 4800))[0] == pytest.approx(-12, abs=0.2)
    assert smooth(concert.mix(begun), -12)
    assert [each["id"] for each in concert.of("steered_now")] == ["a", "b"]


async def test_a_seek_lets_what_is_agreed_count(concert: Concert) -> None:
    await concert.begin(text())
    concert.send("play", position=0)
    await concert.until(lambda: concert.transport["playing"])
    concert.send("steer", id="a", moves={"gain/P": -12.0}, at="bar")
    await concert.until(lambda: concert.of("steered"))
    concert.send("steer", id="b", moves={"gain/P": -6.0}, at="bar")
    await concert.until(lambda: len(concert.of("steered")) == 2)
    concert.send("seek", position=4.5)
    await concert.until(lambda: concert.of("steered_now"))
    await concert.listen(0.3)
    assert [each["id"] for each in concert.of("steered_now")] == ["b"]
    assert levels(concert.mix(concert.ring.written - 4800))[0] == pytest.approx(-18, abs=0.2)


async def test_a_part_rests_at_the_bar_line_and_notes_are_softer(concert: Concert) -> None:
    text = encode(duo("0", "1", "2", "3", duration="1/2", bars=2))  # type: ignore[arg-type]
    await concert.begin(text)
    begun = concert._begin
    concert.send("play", position=0)
    await concert.until(lambda: concert.transport["position"] > 2.2)
    moves = {"part/P": 0, "dynamics/Q": -12.0}
    concert.send("steer", id="a", moves=moves, at="bar")
    await concert.until(lambda: concert.of("steered_now"))
    assert concert.of("steered_now")[0] == {"type": "steered_now", "id": "a", "moves": moves, "position": 4.0}
    await concert.listen(1.2)
    onsets = concert.onsets(begun)
    assert np.diff(onsets[:7]) == pytest.approx([RATE // 2] * 6, abs=48)
    frame = onsets[4] - begun
    part = np.abs(np.concatenate(concert._chunks)[:, 2])
    assert part[:frame].max() > 0.02
    assert part[frame + 2400 :].max() < 1e-4, "the part rests"


async def test_a_section_comes_again_and_another_one_next(concert: Concert) -> None:
    await concert.begin(encode(sections()))  # type: ignore[arg-type]
    begun = concert._begin
    concert.send("play", position=0)
    await concert.until(lambda: concert.transport["position"] > 1)
    concert.send("steer", id="f1", moves={"form": "ending"}, at="bar")
    concert.send("steer", id="f2", moves={"form": "again"}, at="bar")
    await concert.until(lambda: len(concert.of("steered")) == 2)
    agreed = concert.of("steered")[1]
    assert (agreed["id"], agreed["position"], agreed["measure"]) == ("f2", 0.0, 1)
    assert 0.3 < agreed["seconds"] < 1.0
    await concert.until(lambda: concert.of("steered_now"))
    sounding = concert.of("steered_now")
    assert sounding == [{"type": "steered_now", "id": "f2", "moves": {"form": "again"}, "position": 0.0}]
    await concert.until(lambda: 0.5 < concert.transport["position"] < 1.5)
    concert.send("steer", id="f3", moves={"form": "next:C"}, at="bar")
    await concert.until(lambda: not concert.transport["playing"])
    assert concert.of("steered_now")[-1] == {
        "type": "steered_now",
        "id": "f3",
        "moves": {"form": "next:C"},
        "position": 8.0,
    }
    assert concert.transport["position"] == 12.0
    await concert.listen(0.2)
    onsets = concert.onsets(begun)
    assert np.diff(onsets) == pytest.approx([RATE // 4] * 11, abs=BLOCK)
    heard = [pitch(concert.mix(onset + 1000, onset + 6000)) for onset in onsets[::4]]
    assert heard == pytest.approx([440.0, 440.0, 659.26], rel=0.01)


async def test_a_jump_takes_the_agreed_section_with_it(concert: Concert) -> None:
    await concert.begin(encode(sections()))  # type: ignore[arg-type]
    concert.send("steer", id="f1", moves={"form": "next:A"}, at="section")
    await concert.until(lambda: concert.of("steered"))
    concert.send("play", position=6)
    await concert.until(lambda: concert.of("steered_now"))
    assert concert.of("steered")[-1]["position"] == 0.0
    # It says that it sounds before it says where it is.
    await concert.until(lambda: concert.transport["position"] < 4)
    concert.send("steer", id="f2", moves={"form": "ending"}, at="section")
    concert.send("steer", id="f3", moves={"form": "on"}, at="section")
    await concert.until(lambda: concert.of("steered_now")[-1]["id"] == "f3")
    await concert.until(lambda: 4.5 < concert.transport["position"] < 6)
    assert [each["id"] for each in concert.of("steered_now")] == ["f1", "f3"]


async def test_a_loop_ends_with_its_pass_where_another_section_is_asked_for(concert: Concert) -> None:
    await concert.begin(encode(sections()))  # type: ignore[arg-type]
    begun = concert._begin
    concert.send("loop", start=2, end=4)
    concert.send("play", position=2)
    await concert.until(lambda: len({each["at"] for each in concert.of("transport") if each["playing"]}) > 9)
    assert concert.transport["loop"] == {"start": 2, "end": 4}
    concert.send("steer", id="f1", moves={"form": "next:C"}, at="bar")
    await concert.until(lambda: concert.of("notice"))
    assert concert.of("notice")[0]["of"] == "loop"
    assert concert.transport["loop"] is None
    agreed = concert.of("steered")[-1]
    assert (agreed["position"], agreed["measure"]) == (8.0, 3)
    assert 0 < agreed["seconds"] <= 0.6
    await concert.until(lambda: not concert.transport["playing"])
    assert concert.of("steered_now") == [
        {"type": "steered_now", "id": "f1", "moves": {"form": "next:C"}, "position": 8.0}
    ]
    await concert.listen(0.2)
    onsets = concert.onsets(begun)
    assert np.diff(onsets) == pytest.approx([RATE // 4] * (len(onsets) - 1), abs=BLOCK), "without a gap"
    heard = [pitch(concert.mix(onset + 1000, onset + 6000)) for onset in onsets]
    assert heard == pytest.approx([440.0] * (len(onsets) - 4) + [659.26] * 4, rel=0.01)
    assert len(onsets) % 2 == 0, "whole passes of two notes, and the section"


async def test_a_loop_goes_on_where_the_section_is_taken_back(concert: Concert) -> None:
    await concert.begin(encode(sections()))  # type: ignore[arg-type]
    concert.send("loop", start=0, end=8)
    concert.send("play", position=0)
    await concert.until(lambda: concert.transport["position"] > 0.5)
    concert.send("steer", id="f1", moves={"form": "ending"}, at="bar")
    await concert.until(lambda: concert.of("notice"))
    concert.send("steer", id="f2", moves={"form": "on"}, at="bar")
    await concert.until(lambda: concert.transport["loop"])
    await concert.until(lambda: concert.transport["position"] > 7)
    await concert.until(lambda: concert.transport["position"] < 2)
    assert concert.transport["loop"] == {"start": 0, "end": 8}
    assert len(concert.of("notice")) == 1
    concert.send("steer", id="f3", moves={"form": "ending"}, at="bar")
    await concert.until(lambda: len(concert.of("notice")) == 2)
    concert.send("loop")
    concert.send("steer", id="f4", moves={"form": "on"}, at="bar")
    await concert.until(lambda: concert.of("steered_now")[-1]["id"] == "f4")
    await concert.until(lambda: concert.transport["position"] > 8.5)
    assert concert.transport["loop"] is None


async def test_a_part_gets_another_sound_at_the_bar_line(concert: Concert) -> None:
    text = duo("0", duration="4")
    for id, event in text["events"].items():
        text["events"][id] = event | {"tie": event["measure"] == "M1"}
    text["nodes"]["op"] = {"kind": "instrument.pluck", "part": "P", "p_decay": 0.3, "p_room": 0}
    await concert.begin(encode(text))  # type: ignore[arg-type]
    concert.send("play", position=0)
    await concert.until(lambda: concert.transport["position"] > 1.5)
    asked = now(concert.ring)
    moves = {"sound/P": "instrument.organ", "sound/Q": "kazoo", "sound/X": "instrument.flute"}
    concert.send("steer", id="s1", moves=moves, at="bar")
    await concert.until(lambda: concert.of("steered"))
    assert len(concert.of("problem")) == 2
    frame = promised(concert, asked)
    await concert.until(lambda: concert.of("steered_now"))
    await concert.listen(0.4)
    stem = np.concatenate(concert._chunks)[:, 2]
    died = round(frame) - concert._begin - RATE // 5
    assert np.abs(stem[died : died + 4800]).max() < 1e-3, "the string has died away"
    first = died + 4800 + int(np.flatnonzero(np.abs(stem[died + 4800 :]) > 1e-3)[0])
    assert abs(first + concert._begin - frame) <= BLOCK
    assert np.abs(stem[-4800:]).max() > 0.02, "the note goes on in the new sound"
    assert np.abs(np.diff(stem[died:])).max() < 0.02
    concert.send("steer", id="s2", moves={"sound/P": None}, at="now")
    await concert.until(lambda: len(concert.of("steered_now")) == 2)
    await concert.listen(1.4)
    assert np.abs(np.concatenate(concert._chunks)[-2400:, 2]).max() < 1e-3, "it is the string again"

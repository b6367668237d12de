"""A keyboard that is played through a real JACK server."""

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from jack_server import RATE, JackServer

from .conftest import Engine, document, pitch

rtmidi = pytest.importorskip("rtmidi")

KEYS = {
    "keys": {"kind": "midi.keyboard", "part": "p0"},
    "wheel": {"kind": "midi.control", "p_controller": 1, "p_depth": 1},
    "tone": {"kind": "osc.sine", "p_freq": 3000, "p_gain": -60},
}
CABLES = {"e": {"source": "wheel", "target": "tone", "input": "gain"}}


class Keyboard:
    """A MIDI device that appears and vanishes."""

    def __init__(self) -> None:
        self._out: Any = None

    def plug_in(self) -> None:
        self._out = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="keys")
        self._out.open_virtual_port("out")

    def pull_out(self) -> None:
        if self._out is not None:
            self._out.close_port()
            self._out.delete()
            self._out = None

    def play(self, *data: int) -> None:
        self._out.send_message(data)


@pytest.fixture
def keyboard(jack: JackServer) -> Iterator[Keyboard]:
    made = Keyboard()
    yield made
    made.pull_out()


async def connected(jack: JackServer) -> None:
    await jack.has("antiphon-midi:in keys out")


def loud(engine: Engine, frames: int = 4800) -> float:
    return float(np.abs(engine.heard()[-frames:, 2]).max(initial=0))


async def test_keys_sound_and_let_go_and_a_pulled_plug_lets_go(
    jack: JackServer, engine: Engine, keyboard: Keyboard
) -> None:
    await engine.start(document({"Organ": ""}, nodes=KEYS, edges=CABLES))
    keyboard.plug_in()
    await connected(jack)
    keyboard.play(0x90, 69, 100)
    await engine.until(lambda: loud(engine) > 0.02)
    await engine.listen(0.4)
    assert abs(pitch(engine.heard()[-9600:, 2]) - 440) < 5
    keyboard.play(0x80, 69, 0)
    await engine.until(lambda: loud(engine) < 1e-3)
    keyboard.play(0xB0, 64, 127)
    keyboard.play(0x90, 81, 100)
    keyboard.play(0x80, 81, 0)
    await engine.until(lambda: loud(engine) > 0.02)
    await engine.listen(0.4)
    assert abs(pitch(engine.heard()[-9600:, 2]) - 880) < 8
    keyboard.pull_out()
    await engine.until(lambda: loud(engine) < 1e-3)
    keyboard.plug_in()
    await connected(jack)
    keyboard.play(0x90, 57, 100)
    await engine.until(lambda: loud(engine) > 0.02)
    engine.send("document", text=document({"Organ": ""}))
    await engine.until(lambda: loud(engine) < 1e-3)
    await jack.lacks("antiphon-midi:in keys out")


async def test_a_wheel_turns_a_knob(jack: JackServer, engine: Engine, keyboard: Keyboard) -> None:
    await engine.start(document({"Organ": ""}, nodes=KEYS, edges=CABLES))
    keyboard.plug_in()
    await connected(jack)

    def tone() -> float:
        return float(np.abs(engine.heard()[-2400:, 4]).max(initial=0))

    await engine.listen(0.2)
    assert tone() < 0.01
    keyboard.play(0xB0, 1, 127)
    await engine.until(lambda: tone() > 0.5)
    keyboard.play(0xB0, 1, 0)
    await engine.until(lambda: tone() < 0.01)


async def test_the_delay_from_key_to_sound_is_always_the_same(
    jack: JackServer, engine: Engine, keyboard: Keyboard
) -> None:
    await engine.start(document({"Organ": ""}, nodes=KEYS))
    keyboard.plug_in()
    await connected(jack)
    struck = []
    for _ in range(8):
        struck.append(int((time.monotonic_ns() - engine.ring.epoch) * RATE / 1e9))
        keyboard.play(0x90, 69, 127)
        await engine.listen(0.15)
        keyboard.play(0x80, 69, 0)
        await engine.listen(0.15)
    stem = np.abs(engine.heard()[:, 2]) > 0
    delays = [int(np.flatnonzero(stem[at - engine.begin :])[0]) / RATE * 1000 for at in struck]
    assert min(delays) > 4
    assert np.median(delays) < 12


async def test_where_there_is_no_midi_one_sentence_says_so(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "no-such-server")
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/nowhere")
    await engine.start(document({"Organ": "A4"}, nodes=KEYS))
    await engine.until(lambda: engine.of("problem"))
    assert engine.of("problem")[0]["message"].startswith(
        "The piece has nodes of MIDI, which hear nothing. There is no MIDI:"
    )
    engine.send("play", position=0)
    await engine.until(lambda: loud(engine) > 0.02)
    assert len(engine.of("problem")) == 1


async def test_a_piece_without_midi_asks_for_none(engine: Engine) -> None:
    await engine.start(document({"Organ": "A4"}))
    await engine.listen(0.5)
    assert not engine.of("problem")

"""A sound that comes in through a real JACK server and leaves by it."""

import numpy as np
from jack_server import RATE, JackServer
from numpy.typing import NDArray

from .conftest import Engine, StandIn, document

LIVE = {"live": {"kind": "input.live", "p_channel": 1}}


def pure(sound: NDArray[np.float32], frequency: float) -> float:
    """How many of the windows of 20 ms hold this sine without a break, as a share.

    A twentieth of it may differ: where a server that was late left something out, the pace is a thousandth off for a while.
    """
    size = RATE // 50
    turn = 2 * np.pi * frequency / RATE * np.arange(size)
    basis = np.stack([np.sin(turn), np.cos(turn)], axis=1)
    windows = sound[: len(sound) // size * size].reshape(-1, size).T
    fit, *_ = np.linalg.lstsq(basis, windows, rcond=None)
    rest = np.abs(windows - basis @ fit).max(axis=0)
    return float(((rest < 0.05 * 0.25) & (np.hypot(*fit) > 0.2)).mean())


async def test_a_sine_that_comes_in_goes_out(jack: JackServer, engine: Engine, stand_in: StandIn) -> None:
    await engine.start(document({"Flute": ""}), output="jack", input="jack")
    await jack.has("antiphon:mix_1")
    assert not [port for port in await jack.ports() if "antiphon-input" in port]
    engine.send("document", text=document({"Flute": ""}, nodes=LIVE))
    await jack.has("antiphon-input:in_1")
    assert engine.of("input") == [{"type": "input", "status": "on", "message": ""}]
    out = stand_in.begin(4.0, "antiphon:mix_1", "antiphon:mix_2", to=("antiphon-input:in_1",), frequency=441)
    await engine.until(out.exists)
    await engine.listen(0.1)
    ring = engine.heard()[:, 0]
    first = int(np.flatnonzero(np.abs(ring) > 0.2)[0])
    last = int(np.flatnonzero(np.abs(ring) > 0.2)[-1])
    assert last - first > 3 * RATE
    assert pure(ring[first + 480 : last - 480], 441) > 0.75  # 1.0 where nothing else runs on the machine
    captured = np.load(out)
    assert np.array_equal(captured[:, 0], captured[:, 1])
    assert pure(captured[RATE:, 0], 441) > 0.75
    engine.send("document", text=document({"Flute": ""}))
    await engine.until(lambda: engine.of("input")[-1]["status"] == "off")
    await jack.lacks("antiphon-input:in_1")


async def test_where_no_input_is_let_in_one_sentence_says_so(engine: Engine) -> None:
    await engine.start(document({"Flute": ""}, nodes=LIVE))
    await engine.until(lambda: engine.of("input"))
    assert engine.of("input") == [
        {
            "type": "input",
            "status": "failed",
            "message": "The piece has a live input, but this server hears nothing: "
            "start it with --input jack or --input portaudio.",
        }
    ]
    await engine.listen(0.2)
    assert not engine.heard()[:, :2].any()


async def test_where_there_is_no_device_the_piece_plays_on(engine: Engine, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "no-such-server")
    await engine.start(document({"Flute": "A4"}, nodes=LIVE), input="jack")
    engine.send("play", position=0)
    await engine.until(lambda: engine.of("input"))
    (said,) = engine.of("input")
    assert said["status"] == "failed"
    assert said["message"].startswith("There is no live input: No JACK server answers: start a JACK server")
    await engine.listen(0.5)
    assert np.abs(engine.heard()[-4800:, 0]).max() > 0.01

"""The output through a real JACK server: its ports carry the samples of the stem ring."""

from pathlib import Path

import numpy as np
import soundfile
from jack_server import BLOCK, RATE, JackServer
from numpy.typing import NDArray

from .conftest import Engine, StandIn, document


def places(captured: NDArray[np.float32], ring: NDArray[np.float32]) -> tuple[int, int]:
    """How many blocks of what a client heard are in the ring, sample for sample in all channels, and how many there are."""
    seen: dict[bytes, int] = {}
    for at in range(len(ring) - BLOCK):
        seen.setdefault(ring[at : at + 4].tobytes(), at)
    found = heard = 0
    for start in range(0, len(captured) - BLOCK, BLOCK):
        block = captured[start : start + BLOCK]
        if not block[:4].any():
            continue
        heard += 1
        at = seen.get(block[:4].tobytes())
        found += at is not None and np.array_equal(ring[at : at + BLOCK], block)
    return found, heard


async def test_mix_and_stems_leave_through_ports_of_their_names(
    jack: JackServer, engine: Engine, stand_in: StandIn
) -> None:
    await engine.start(document({"Flute": "A4", "Low: harp": "A3"}), output="jack", channels="stems")
    names = [f"antiphon:{name}_{side}" for name in ("mix", "Flute", "Low- harp", "shared") for side in (1, 2)]
    await jack.has(*names)
    engine.send("play", position=0)
    await engine.until(lambda: engine.of("transport") and engine.of("transport")[-1]["playing"])
    await engine.listen(0.3)
    out = stand_in.begin(2.0, *names)
    await engine.until(out.exists)
    await stand_in.done()
    await engine.listen(0.2)
    captured, ring = np.load(out), engine.heard()[:, :8]
    assert (np.abs(captured).max(axis=0) > 0.01).tolist() == [True] * 6 + [False] * 2
    found, heard = places(captured, np.ascontiguousarray(ring))
    assert heard > 1.5 * RATE / BLOCK
    assert found / heard > 0.9  # a block that JACK drops, as this machine is busy, is in two pieces


async def test_ports_come_and_go_with_the_parts_and_stay_plugged(jack: JackServer, engine: Engine) -> None:
    await engine.start(document({"Flute": "A4"}), output="jack", channels="stems")
    await jack.has("antiphon:mix_1", "antiphon:Flute_1", "antiphon:shared_2")
    connected = await jack.ports("-c", "antiphon:mix_1")
    assert "   system:playback_1" in connected
    engine.send("document", text=document({"Piccolo": "A4", "Harp": ""}))
    await jack.has("antiphon:Piccolo_1", "antiphon:Piccolo_2", "antiphon:Harp_1", "antiphon:shared_2")
    await jack.lacks("antiphon:Flute_1")
    engine.send("document", text=document({"Piccolo": "A4"}))
    await jack.lacks("antiphon:Harp_2")
    assert "antiphon:Piccolo_2" in await jack.ports()


async def test_the_engine_outlives_its_server_and_comes_back_to_it(
    jack: JackServer, engine: Engine, stand_in: StandIn
) -> None:
    await engine.start(document({"Flute": "A4"}), output="jack")
    await jack.has("antiphon:mix_1")
    engine.send("play", position=0)
    await engine.until(lambda: engine.of("transport") and engine.of("transport")[-1]["playing"])
    jack.kill()
    await engine.until(lambda: engine.of("output"))
    lost = engine.of("output")[0]
    assert lost["status"] == "lost"
    assert lost["message"].startswith("The sound device (jack) is gone: the piece goes on")
    written = engine.ring.written
    await engine.listen(0.5)
    assert engine.ring.written > written
    assert np.abs(engine.heard()[-9600:, 0]).max() > 0.01
    jack.start()
    await engine.until(lambda: engine.of("output")[-1]["status"] == "on")
    await jack.has("antiphon:mix_1")
    out = stand_in.begin(0.5, "antiphon:mix_1", "antiphon:mix_2")
    await engine.until(out.exists)
    await engine.listen(0.2)
    found, heard = places(np.load(out), np.ascontiguousarray(engine.heard()[:, :2]))
    assert found > 0.8 * heard > 0.2 * RATE / BLOCK


async def test_the_mix_goes_into_a_file(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "mix.flac").write_bytes(b"what was there")
    await engine.start(document({"Flute": "A4"}), output=f"file:{tmp_path / 'mix.flac'}")
    engine.send("play", position=0)
    await engine.listen(1.0)
    assert [path.name for path in tmp_path.glob("*.part")] == ["mix (2).flac.part"]
    await engine.child.stop()
    assert (tmp_path / "mix.flac").read_bytes() == b"what was there"
    sound, rate = soundfile.read(tmp_path / "mix (2).flac", dtype="float32")
    assert rate == RATE
    heard = engine.heard()[:, :2]
    peak = int(np.flatnonzero(np.abs(heard[:, 0]) > 0.001)[0])
    start = int(np.flatnonzero(np.abs(sound[:, 0]) > 0.001)[0]) - peak
    assert start >= 0
    assert np.abs(sound[start : start + len(heard)] - heard).max() <= 2**-23
    assert np.abs(heard).max() > 0.02

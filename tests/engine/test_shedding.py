"""More notes than there is time for: voices are let go, and the music goes on."""

import asyncio
import logging

import numpy as np
import pytest

from antiphon.engine.catalogue import kind
from antiphon.engine.command_ring import Command, Kind
from antiphon.engine.plan import Plan, PlanNode
from antiphon.engine.rack import Rack
from antiphon.engine.stage import Stage
from antiphon.engine.stem_ring import StemRing, now

pytestmark = pytest.mark.live


def band(parts: int, polyphony: int, name: str = "instrument.organ") -> Plan:
    values = [0.1, 0.1] * parts
    nodes = []
    for part in range(parts):
        nodes.append(PlanNode(f"n{part}", name, part, (), part, len(values)))
        values += [0.0 if each.name == "room" else each.default for each in kind(name).parameters]
    names = tuple(f"p{part}" for part in range(parts))
    return Plan(names, names, (polyphony,) * parts, tuple(nodes), tuple(values))


@pytest.mark.parametrize("name", ["instrument.organ", "instrument.analogue"])
def test_the_voice_that_was_let_go_is_spared_first_and_none_clicks(name: str) -> None:
    with Rack(band(1, 4, name)) as rack:
        for key in range(4):
            rack.note_on(0, key, 220 * (key + 2), 0.8)
        steady = np.concatenate([rack.process().copy() for _ in range(200)])[100 * 128 :]
        rack.note_off(0, 3)
        heard = []
        for _ in range(3):
            assert rack.shed(0.01) == 1
            heard += [rack.process().copy() for _ in range(60)]
        sound = np.concatenate(heard)
        assert np.abs(np.diff(sound[:, 0], 2)).max() < 1.5 * np.abs(np.diff(steady[:, 0], 2)).max()
        spectrum = np.abs(np.fft.rfft(sound[-4096:, 0] * np.hanning(4096)))
        loudest = np.argmax(spectrum) * 48_000 / 4096
        assert abs(loudest / (220 * 4) - 1) < 0.02  # the last that was struck is left
        assert rack.shed(1) == 1
        assert rack.shed(1) == 0
        assert np.abs(np.concatenate([rack.process().copy() for _ in range(60)])[-128:]).max() < 1e-4


def test_drums_are_spared_too() -> None:
    with Rack(band(1, 4, "instrument.drums")) as rack:
        rack.note_on(0, 1, 277.18, 0.9)  # a cymbal
        rack.process()
        assert rack.shed(1) == 1
        assert rack.shed(1) == 0


async def test_a_worker_that_is_given_too_much_lets_voices_go_and_keeps_time() -> None:
    parts, polyphony = 8, 64
    ring = StemRing.create()
    said: list[str] = []
    plan = band(parts, polyphony, "instrument.flute")
    stage = Stage(ring, plan, logging.getLogger("test"), lambda _: None, said.append)
    try:
        async with asyncio.timeout(100):
            await stage.open()
            writer = ring.writer
            struck = 0
            # A chord of all parts each 25 ms, until it is too much, on whatever machine this is.
            while not ring.shed:
                assert struck < polyphony
                frame = now(ring) + 1200
                notes = [
                    Command(frame, Kind.NOTE_ON, part, 100 * part + struck, 110.0 + 7 * struck, 0.7)
                    for part in range(parts)
                ]
                assert stage.send(notes) == 0
                struck += 1
                while ring.written < frame:
                    await asyncio.sleep(0.01)
            late = -1_000
            while ring.late - late >= 40:  # until a second goes by in time
                late, end = ring.late, ring.written + 48_000
                while ring.written < end:
                    await asyncio.sleep(0.02)
            print(f"{ring.shed} of {parts * struck} voices were let go")
            assert ring.shed < parts * struck
            last = Command(now(ring) + 2400, Kind.NOTE_ON, 0, 1 << 20, 440.0, 1.0)
            assert stage.send([last]) == 0
            while ring.written < last.frame + 9600:
                await asyncio.sleep(0.02)
            assert np.abs(ring.read(ring.written - 4800, 4800, 2)).max() > 0.01
            assert ring.writer == writer
    finally:
        await stage.close()
        ring.close()

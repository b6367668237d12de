"""Live and offline are the same code: they sound the same samples for the same piece, seed and first frame."""

import asyncio
import logging
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.document.codec import decode, empty
from antiphon.engine.command_ring import Command, Kind
from antiphon.engine.interpretation import interpret
from antiphon.engine.render import beats, render, strokes
from antiphon.engine.stage import Stage
from antiphon.engine.stem_ring import TAIL_BLOCKS, StemRing

pytestmark = pytest.mark.live

RATE, BLOCK = 48_000, 128
SECONDS = 2.5
PIECES = Path(__file__).parents[2] / "lessons" / "pieces"


async def live(document: dict[str, Any]) -> NDArray[np.float32]:
    """The first seconds of a piece by a render worker, in the ring's order: the mix, then the stems."""
    reading = interpret(document)
    told = strokes(reading.notes, reading.tempo)
    ring = StemRing.create(RATE, BLOCK, seconds=SECONDS + 2)
    turns: list[int] = []

    def turned(frame: int) -> None:
        turns.append(frame)
        stage.send(
            Command(frame + each.frame, Kind.BEAT, key=each.moving, value=each.position, value2=each.pace)
            for each in beats(reading.tempo, reading.course.duration)
            if each.frame < int(SECONDS * RATE)
        )
        stage.send(
            Command(frame + each.sample, Kind.NOTE_ON, each.part, each.key, each.frequency, each.velocity)
            if each.starts
            else Command(frame + each.sample, Kind.NOTE_OFF, each.part, each.key)
            for each in told
            if each.sample < int(SECONDS * RATE)
        )

    stage = Stage(ring, reading.plan, logging.getLogger("test"), turned, lambda event: None)
    try:
        await stage.open()
        end = turns[0] + int(SECONDS * RATE)
        async with asyncio.timeout(30):
            while ring.written < end + BLOCK:
                await asyncio.sleep(0.02)
        return ring.read(turns[0], int(SECONDS * RATE), 2 * (reading.plan.stems + 1))
    finally:
        await stage.close()
        ring.close()


def busy() -> dict[str, Any]:
    """Two parts, and nodes that move by themselves: their phase and their chance are the same, too."""
    note = {"kind": "note", "measure": "m1", "duration": "1"}
    events: dict[str, Any] = {
        f"e{part}{beat}": note | {"part": f"p{part}", "onset": f"{2 * beat + 1}/2", "pitch": pitch}
        for part in (1, 2)
        for beat, pitch in enumerate(("A4", "C5", "E5"))
    }
    nodes = {
        "flute": {"kind": "instrument.flute", "part": "p1"},
        "harp": {"kind": "instrument.harp", "part": "p2"},
        "hall": {"kind": "effect.reverb"},
        "wah": {"kind": "filter.lowpass"},
        "lfo": {"kind": "control.lfo"},
        "drift": {"kind": "control.drift"},
        "wind": {"kind": "noise.wind"},
        "hiss": {"kind": "noise.pink"},
        "arp": {"kind": "note.arpeggiator", "p_order": 4, "p_rate": 8, "p_octaves": 3},
        "echo": {"kind": "note.echo", "p_time": 0.3},
        "riff": {"kind": "note.sequencer", "p_rate": 3, "p_swing": 0.6},
        "bass": {"kind": "instrument.bass"},
    }
    edges = {
        "a": {"source": "flute", "target": "hall"},
        "b": {"source": "harp", "target": "wah"},
        "c": {"source": "lfo", "target": "wah", "input": "cutoff"},
        "d": {"source": "drift", "target": "hiss", "input": "gain"},
        "e": {"source": "arp", "target": "echo"},
        "f": {"source": "echo", "target": "harp"},
        "g": {"source": "riff", "target": "bass"},
    }
    parts = {f"p{part}": {"index": f"a{part}", "name": f"Part {part}"} for part in (1, 2)}
    measures = {"m1": {"index": "a0"}}
    return {**empty(), "parts": parts, "measures": measures, "events": events, "nodes": nodes, "edges": edges}


MASTER = {"eq": True, "low_gain": 4, "compressor": True, "threshold": -40, "gain": 2}


@pytest.mark.parametrize(
    "document",
    [
        busy(),
        busy() | {"mix": {"master": MASTER}},
        *(decode(path.read_text(encoding="utf-8")) for path in sorted(PIECES.glob("*.antiphon"))),
    ],
    ids=["moving nodes", "the master's strip", "answer me", "antiphony"],
)
async def test_a_worker_sounds_the_samples_of_the_render(document: dict[str, Any]) -> None:
    heard = await live(document)
    rendering = render(document, seconds=SECONDS + 1)
    faded = TAIL_BLOCKS * BLOCK
    end = int(SECONDS * RATE)
    for index, stem in enumerate(rendering.stems.values(), start=1):
        sounded = heard[:, 2 * index : 2 * index + 2]
        assert np.array_equal(sounded[faded:], stem[faded:end])
        assert np.abs(sounded[:faded]).max() <= np.abs(stem[:faded]).max()
    assert np.abs(rendering.mix[faded:end]).max() > 0.01
    delay = 2 * BLOCK if "master" in document["mix"] else BLOCK
    assert np.array_equal(heard[faded + delay : end, :2], rendering.mix[faded : end - delay])

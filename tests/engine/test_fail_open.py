"""The last good reading of a piece plays on when the document cannot be read, and when the room goes away."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import numpy as np
import pytest

from antiphon.document.codec import empty, encode
from antiphon.document.piece import Piece
from antiphon.document.ydoc import YAntiphon
from antiphon.engine.performance import Performance
from antiphon.engine.stem_ring import StemRing, now
from antiphon.session.pipe import Message

pytestmark = pytest.mark.live

RATE = 48_000


class Breakable(YAntiphon):
    """A document that cannot be read while it is broken."""

    broken = False

    @property
    def piece(self) -> Piece:
        if self.broken:
            raise RuntimeError("a bar too many")
        return super().piece


def piece() -> str:
    document: dict[str, Any] = {**empty()}
    document["parts"] = {"a": {"index": "a", "name": "Organ", "instrument": "Organ"}}
    document["measures"] = {"m": {"index": "a0", "duration": "800"}}
    note = {"kind": "note", "measure": "m", "part": "a", "onset": "0", "duration": "800", "pitch": "A3"}
    document["events"] = {"held": note}
    document["nodes"] = {"n": {"kind": "instrument.organ", "part": "a", "p_room": 0, "p_vibrato": 0}}
    return encode(document)  # type: ignore[arg-type]


async def until(condition: Callable[[], Any], seconds: float = 30.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


class Played:
    """A performance of a document, and what it said."""

    def __init__(self) -> None:
        self.document = Breakable()
        self.document.set(piece())
        self.said: list[Message] = []
        self.ring = StemRing.create()
        self.performance = Performance(self.ring, lambda: self.document, self.said.append)
        self.document.observe(lambda root, _: self.performance.changed(frozenset({root})))

    @property
    def problems(self) -> list[str]:
        return [message["message"] for message in self.said if message["type"] == "problem"]

    async def pitch(self) -> float:
        """Of the half second to come, in Hz."""
        start = now(self.ring)
        await until(lambda: self.ring.written >= start + RATE // 2)
        sound = self.ring.read(start, RATE // 2, 2)[:, 0]
        assert np.abs(sound).reshape(-1, 480).max(axis=1).min() > 0.005
        return 2.0 * float(np.argmax(np.abs(np.fft.rfft(sound * np.hanning(len(sound))))))


@pytest.fixture
async def played() -> AsyncIterator[Played]:
    made = Played()
    await made.performance.open()
    made.performance.playback.play(0.0)
    await until(lambda: np.abs(made.ring.read(made.ring.written - 480, 480, 2)).max() > 0.01)
    yield made
    await made.performance.close()
    made.ring.close()


async def test_what_cannot_be_read_leaves_the_sound_as_it_is(played: Played) -> None:
    assert await played.pitch() == pytest.approx(220, abs=4)
    played.document.broken = True
    for name in ("One", "Two"):
        played.document.change("parts", "a", {"name": name})
        played.document.change("mix", "a", {"gain": -1})
        assert await played.pitch() == pytest.approx(220, abs=4)
    played.document.change("events", "held", {"pitch": "E4"})
    assert await played.pitch() == pytest.approx(220, abs=4)
    assert len(played.problems) == 1
    assert "a bar too many" in played.problems[0]
    played.document.broken = False
    await asyncio.sleep(1.2)
    assert await played.pitch() == pytest.approx(330, abs=4)
    played.document.change("events", "held", {"pitch": "A3"})
    await asyncio.sleep(0.3)
    assert await played.pitch() == pytest.approx(220, abs=4)
    assert len(played.problems) == 1

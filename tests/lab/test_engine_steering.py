"""What the lab steered stays steered when the engine begins anew: the lab's engine, a real conductor, and its samples."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import pytest

from antiphon.document.codec import encode
from antiphon.engine.stem_ring import StemRing
from antiphon.lab.engine import Engine
from tests.engine.test_motion import document, levels

pytestmark = pytest.mark.live


async def until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(40):
        while not condition():
            await asyncio.sleep(0.02)


async def level(ring: StemRing) -> float:
    """How loud the mix is once half a second has sounded, in dB of a sine's amplitude."""
    start = ring.written
    await until(lambda: ring.written > start + 24_000)
    return levels(ring.read(ring.written - 9600, 9600, 2)[:, 0], 4800)[-1]


async def test_a_conductor_that_begins_anew_is_steered_as_the_one_before() -> None:
    text = encode(document(lanes={}))  # type: ignore[arg-type]
    said: list[dict[str, Any]] = []
    engine = Engine(
        lambda: {"path": "", "home": "", "output": "null", "document": text},
        logging.getLogger("test.engine"),
        on_message=lambda message: said.append(dict(message)),
        on_change=lambda: None,
    )

    def sounds() -> list[dict[str, Any]]:
        return [message for message in said if message["type"] == "steered_now"]

    def ring() -> StemRing:
        return StemRing.attach(engine._conductor.ready["ring"])

    try:
        engine.steer("early", {"gain/P": -12.0, "form": "again"}, "bar")
        engine.ask({"type": "seek", "position": 1.0})
        await until(lambda: [each["moves"] for each in sounds()] == [{"gain/P": -12.0}])
        first = ring()
        assert await level(first) == pytest.approx(-24, abs=0.2)
        engine.steer("later", {"gain/P": -6.0, "tempo": 1.5, "dynamics": None}, "now")
        await until(lambda: sounds()[-1]["id"] == "later")
        engine._conductor.restart()
        await until(lambda: sounds()[-1]["id"] == "")
        assert sounds()[-1]["moves"] == {"gain/P": -6.0, "tempo": 1.5}
        again = ring()
        assert again.path != first.path
        assert await level(again) == pytest.approx(-18, abs=0.2)
        assert engine.transport is not None
        assert engine.transport["factor"] == 1.5
    finally:
        await engine.stop()

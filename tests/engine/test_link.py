"""Ableton Link: our side alone, and with real peers where the user has installed `aalink`."""

import asyncio
import importlib.util
import logging
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from antiphon.engine.duet import BRIDGE, Duet
from antiphon.session.pipe import Child, ChildFailed, Message

pytestmark = pytest.mark.live

log = logging.getLogger("test.link")
INSTALLED = importlib.util.find_spec("aalink") is not None


class Player:
    """What a duet needs of a performance."""

    def __init__(self) -> None:
        self.bpm, self.playing = 100.0, False
        self.did: list[tuple[Any, ...]] = []

    def steer_to(self, bpm: float) -> None:
        self.did.append(("steer", bpm))

    def play(self, position: float | None, bars: int | None = None, at: float | None = None) -> None:
        self.playing = True
        self.did.append(("play", position, bars, at))

    def stop(self) -> None:
        self.playing = False
        self.did.append(("stop",))


def test_the_session_is_followed_and_told_only_what_is_ours() -> None:
    player, said = Player(), list[Message]()
    duet = Duet(player, said.append)
    duet.tell()
    duet.hear({"type": "tempo", "bpm": 90.5})
    duet.tell()
    assert said == []
    player.bpm = 90.5
    duet.tell()
    duet.hear({"type": "play", "at": 12.5})
    duet.hear({"type": "play", "at": 13.0})
    duet.tell()
    duet.hear({"type": "stop"})
    duet.hear({"type": "stop"})
    duet.hear({"type": "peers", "count": 2})
    assert player.did == [("steer", 90.5), ("play", None, 0, 12.5), ("stop",)]
    assert said == [{"type": "tempo", "bpm": 90.5}, {"type": "playing", "on": True}]


@pytest.mark.skipif(INSTALLED, reason="aalink is installed")
async def test_without_the_package_it_says_what_to_do() -> None:
    with pytest.raises(ChildFailed, match="pip install aalink"):
        await Duet.begin(Player(), log)


def test_nothing_of_ours_imports_the_package() -> None:
    program = (
        "import sys, antiphon.engine.conductor, antiphon.engine.link; assert 'aalink' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


@pytest.mark.skipif(not INSTALLED, reason="aalink is not installed")
async def test_two_peers_share_tempo_start_and_stop() -> None:
    first, second = list[Message](), list[Message]()

    async def until(condition: Callable[[], object]) -> None:
        async with asyncio.timeout(15):
            while not condition():
                await asyncio.sleep(0.02)

    one = await Child.start(BRIDGE, {"type": "start", "bpm": 100}, log, on_message=first.append)
    two = await Child.start(BRIDGE, {"type": "start", "bpm": 100}, log, on_message=second.append)
    try:
        await until(lambda: any(said.get("count", 0) > 0 for said in second))
        one.send({"type": "tempo", "bpm": 83.25})
        await until(lambda: any(abs(said.get("bpm", 0) - 83.25) < 0.01 for said in second))
        one.send({"type": "playing", "on": True})
        await until(lambda: [said for said in second if said["type"] == "play"])
        (play,) = [said for said in second if said["type"] == "play"]
        assert -0.5 < play["at"] - time.monotonic() <= 4 * 60 / 83.25
        one.send({"type": "playing", "on": False})
        await until(lambda: second[-1]["type"] == "stop")
        assert not [said for said in first if said["type"] in ("play", "stop")]
    finally:
        await asyncio.gather(one.stop(), two.stop())

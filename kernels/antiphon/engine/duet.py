"""The duet: a performance and an Ableton Link session that keep one tempo, start and stop together."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from typing import Protocol

from antiphon.session.pipe import Child, Message

BRIDGE = (sys.executable, "-m", "antiphon.engine.link")

PAUSE = 0.1
"""Seconds between two looks at our own tempo."""

SAME = 0.01
"""Beats a minute by which two tempi differ that are the same."""


class Player(Protocol):
    """What plays our part: see `antiphon.engine.playback.Playback`."""

    @property
    def bpm(self) -> float:
        """Quarter notes a minute, as they sound now."""

    @property
    def playing(self) -> bool:
        """Whether it plays."""

    def steer_to(self, bpm: float) -> None:
        """Go at a tempo from the next bar line on."""

    def play(self, position: float | None, bars: int | None = None, at: float | None = None) -> None:
        """Play at a time of the monotonic clock."""

    def stop(self) -> None:
        """Stop."""


class Duet:
    """Keeps both together; whoever changed something last is followed.

    Args:
        player: Our side.
        send: Tells the bridge to the Link session.
    """

    def __init__(self, player: Player, send: Callable[[Message], None]) -> None:
        self._player = player
        self._send = send
        self._bpm, self._playing = player.bpm, player.playing

    @classmethod
    async def begin(cls, player: Player, log: logging.Logger) -> tuple[Duet, Child]:
        """Join the Link session.

        Raises:
            ChildFailed: if it cannot be joined; the message says why.
        """
        heard: list[Duet] = []

        def hear(message: Message) -> None:
            for duet in heard:
                duet.hear(message)

        child = await Child.start(BRIDGE, {"type": "start", "bpm": player.bpm}, log, on_message=hear)
        heard.append(cls(player, child.send))
        return heard[0], child

    def hear(self, message: Message) -> None:
        """Do what the Link session does."""
        match message:
            case {"type": "tempo", "bpm": float(bpm) | int(bpm)}:
                self._player.steer_to(bpm)
            case {"type": "play", "at": float(at)} if not self._player.playing:
                self._player.play(None, 0, at)
            case {"type": "stop"} if self._player.playing:
                self._player.stop()

    def tell(self) -> None:
        """Tell the Link session what changed here since the last time."""
        bpm, playing = self._player.bpm, self._player.playing
        if abs(bpm - self._bpm) > SAME:
            self._bpm = bpm
            self._send({"type": "tempo", "bpm": round(bpm, 4)})
        if playing != self._playing:
            self._playing = playing
            self._send({"type": "playing", "on": playing})

    async def keep(self) -> None:
        """Tell it for ever."""
        while True:
            await asyncio.sleep(PAUSE)
            self.tell()

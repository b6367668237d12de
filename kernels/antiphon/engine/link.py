"""The bridge to Ableton Link, ``python -m antiphon.engine.link``: one tempo and one start with other programs in the network.

It is a process of its own because it needs the package ``aalink``, which is under the GPL, comes with nothing of ours, and is
imported by nothing else of ours: who wants Link installs it (docs/how-to.md).

Over the pipe it is given ``start {bpm}``, answers ``ready``, or ``failed`` where ``aalink`` is not there, and then is told
``tempo {bpm}`` when ours changes and ``playing {on}`` when we start or stop. It says ``tempo {bpm}`` when somebody else
changed the tempo, ``play {at}`` when somebody else started (`at`: seconds of the system's monotonic clock at which the next bar
of four beats begins) and ``stop``, and ``peers {count}``.
"""

from __future__ import annotations

import asyncio
import importlib
import time
from typing import Any

from antiphon.session.pipe import Message, Parent

QUANTUM = 4.0
"""Beats of a bar of Link."""

SAME = 0.01
"""Beats a minute by which two tempi differ that are the same."""

MISSING = "Ableton Link needs the package aalink (GPL-3.0-or-later), which does not come with Antiphon: pip install aalink."


class Bridge:
    """Between a Link session and our parent.

    Args:
        link: An `aalink.Link`.
        parent: Ours.
    """

    def __init__(self, link: Any, parent: Parent) -> None:
        self._link = link
        self._parent = parent
        self._tempo = float(link.tempo)
        self._playing = bool(link.playing)
        self._peers = -1

    def obey(self, message: Message) -> None:
        """Tell the session what is ours."""
        match message:
            case {"type": "tempo", "bpm": float(bpm) | int(bpm)} if 20 <= bpm <= 999:
                self._tempo = float(bpm)
                self._link.tempo = self._tempo
            case {"type": "playing", "on": bool(on)}:
                self._playing = on
                self._link.playing = on

    def look(self) -> None:
        """Tell our parent what others changed in the session."""
        tempo, playing, peers = float(self._link.tempo), bool(self._link.playing), int(self._link.num_peers)
        if abs(tempo - self._tempo) > SAME:
            self._tempo = tempo
            self._parent.send({"type": "tempo", "bpm": round(tempo, 4)})
        if playing != self._playing:
            self._playing = playing
            self._parent.send({"type": "play", "at": self._next_bar()} if playing else {"type": "stop"})
        if peers != self._peers:
            self._peers = peers
            self._parent.send({"type": "peers", "count": peers})

    def _next_bar(self) -> float:
        beats = QUANTUM - float(self._link.beat) % QUANTUM
        return time.monotonic() + beats * 60 / float(self._link.tempo)


async def bridge(parent: Parent, start: Message) -> None:
    """Run until the parent ends the pipe.

    Raises:
        ImportError: if ``aalink`` is not there.
    """
    link = importlib.import_module("aalink").Link(float(start.get("bpm", 120)))
    link.quantum = QUANTUM
    link.start_stop_sync_enabled = True
    link.enabled = True
    bridge = Bridge(link, parent)
    parent.send({"type": "ready"})

    async def look() -> None:
        while True:
            await asyncio.sleep(0.01)
            bridge.look()

    looking = asyncio.ensure_future(look())
    async for message in parent:
        bridge.obey(message)
    looking.cancel()
    link.enabled = False


async def main() -> None:
    """Run the process."""
    parent = await Parent.connect()
    try:
        start = await anext(parent)
    except StopAsyncIteration:
        return
    try:
        await bridge(parent, start)
    except ImportError:
        await parent.fail(MISSING)


if __name__ == "__main__":
    asyncio.run(main())

"""The output to a JACK server: a client with a pair of ports for the mix, and one for each stem if asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from antiphon.engine.follower import Follower
from antiphon.engine.jack_client import on_each_block, open_client
from antiphon.engine.recording import Stem
from antiphon.engine.stem_ring import MAX_STEMS, StemRing

CLIENT = "antiphon"
"""What we are called in JACK's patchbay."""


@dataclass(frozen=True, slots=True)
class _Routing:
    """From a frame on, the ports for the ring's channels.

    Attributes:
        frame: The frame.
        channels: The first so many channels are read.
        ports: The ring's channel and the port that it goes to.
    """

    frame: int
    channels: int
    ports: tuple[tuple[int, Any], ...]


class JackOutput:
    """Plays a ring through JACK.

    Attributes:
        gone: Set when the server has ended, or has thrown us out.
        taken: Frames that were played.
    """

    def __init__(self, ring: StemRing, stems: bool) -> None:
        """Begin to play.

        Args:
            ring: What to play.
            stems: Whether every stem has ports, too.

        Raises:
            OSError: There is no JACK, or its server runs at another rate; the message says what to do.
        """
        self._client, self.gone = open_client(CLIENT, ring.rate, "use --output null")
        self.taken = 0
        self._with_stems = stems
        self._pairs: dict[str | None, tuple[str, tuple[Any, Any]]] = {}
        self._follower = Follower(ring, self._client.blocksize)
        self._mix = self._register("mix")
        self._routing = _Routing(0, 2, tuple(enumerate(self._mix)))
        self._next: _Routing | None = None
        on_each_block(self._client, self._play)
        self._client.activate()
        speakers = self._client.get_ports(is_audio=True, is_input=True, is_physical=True)
        for port, speaker in zip(self._mix, speakers, strict=False):
            self._client.connect(port, speaker)

    def _register(self, name: str) -> tuple[Any, Any]:
        left, right = (self._client.outports.register(f"{name}_{side}") for side in (1, 2))
        return left, right

    def arrange(self, frame: int, stems: Sequence[Stem]) -> None:
        """From a frame of the ring on, the stems are these: those that come have ports, those that go have none.

        A part keeps its ports, and what is plugged into them, when others come or go, and when it is renamed.
        """
        if not self._with_stems:
            return
        stems = stems[:MAX_STEMS]
        pairs = {}
        for stem, name in zip(stems, port_names(stems), strict=True):
            was, ports = self._pairs.pop(stem.part, (name, None))
            if ports is None:
                ports = self._register(name)
            elif was != name:
                for side, port in enumerate(ports, start=1):
                    port.shortname = f"{name}_{side}"
            pairs[stem.part] = (name, ports)
        leaving, self._pairs = self._pairs, pairs
        routed = list(enumerate(self._mix))
        for number, (_, ports) in enumerate(pairs.values(), start=1):
            routed += [(2 * number, ports[0]), (2 * number + 1, ports[1])]
        self._next = _Routing(frame, 2 * (len(pairs) + 1), tuple(routed))
        if leaving:
            self._await_routing()
            for _, ports in leaving.values():
                for port in ports:
                    port.unregister()

    def _await_routing(self) -> None:
        """Wait until the next routing counts, or nobody plays any more: only then may ports go."""
        while self._next is not None and not self.gone.wait(0.005):
            pass

    def _play(self, size: int) -> None:
        """What JACK calls for each block, in a thread of its own."""
        following = self._next
        if following is not None and following.frame <= self._follower.frame:
            self._routing, self._next = following, None
        routing = self._routing
        frames = self._follower.take(size, routing.channels)
        for channel, port in routing.ports:
            port.get_array()[:] = frames[:, channel]
        self.taken += size

    def close(self) -> None:
        """Leave the server."""
        if not self.gone.is_set():
            self._client.deactivate()
            self._client.close()


def port_names(stems: Sequence[Stem]) -> list[str]:
    """A name for each stem's ports, without what JACK keeps for itself; no two alike, and none `mix`.

    >>> port_names([Stem("a", "Flute: 1"), Stem("b", "Flute: 1"), Stem(None, "shared"), Stem("c", "")])
    ['Flute- 1', 'Flute- 1 (2)', 'shared', 'stem']
    """
    names: list[str] = []
    for stem in stems:
        plain = re.sub(r"[\x00-\x1f:]+", "-", stem.name).strip()[:60] or "stem"
        name, number = plain, 1
        while name in ("mix", *names):
            number += 1
            name = f"{plain} ({number})"
        names.append(name)
    return names

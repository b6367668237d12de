"""The people who listen: one WebRTC connection each (aiortc), none of which can hold up another.

No STUN or TURN server is asked: listeners are on this machine or its network. For listeners elsewhere the
machine needs an address they can reach.
"""

import asyncio
import contextlib
import logging
import re
from collections.abc import Callable, Coroutine
from typing import Any

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription, sdp

from antiphon.stream.broadcast import Broadcast, Track
from antiphon.stream.offer import Refusal, check

log = logging.getLogger(__name__)

MOST = 200
"""Listeners one process takes: at about 3 % of a core each, more than it can serve anyway."""

CONNECT_SECONDS = 20.0
"""Time a listener has to connect after the answer."""


class Listeners:
    """Every connection, by the id its browser was given.

    Args:
        broadcast: Where the packets come from.
        changed: Called with the number of listeners whenever it changes.
        most: Connections at once, connecting ones included.
    """

    def __init__(self, broadcast: Broadcast, changed: Callable[[int], None], most: int = MOST) -> None:
        self._broadcast = broadcast
        self._changed = changed
        self._most = most
        self._connections: dict[str, _Connection] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._count = 0

    def __len__(self) -> int:
        return sum(connection.heard for connection in self._connections.values())

    async def answer(self, id: str, text: object) -> str:
        """Take an offer; a connection of the same id is replaced.

        Args:
            id: The listener's.
            text: The offer (SDP).

        Returns:
            The answer (SDP).

        Raises:
            Refusal: The offer is no good, or there is no room; its text says so.
        """
        offer = check(text)
        await self.hangup(id)
        if len(self._connections) >= self._most:
            raise Refusal("All places to listen are taken; try again in a while.")
        peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        connection = _Connection(peer, self._broadcast.join())
        self._connections[id] = connection

        @peer.on("connectionstatechange")
        async def changed() -> None:
            connection.heard = peer.connectionState == "connected"
            if peer.connectionState in ("failed", "closed"):
                await self._drop(id, connection)
            self._report()

        try:
            peer.addTrack(connection.track)
            await peer.setRemoteDescription(RTCSessionDescription(offer.sdp, "offer"))
            await peer.setLocalDescription(await peer.createAnswer())
            answer = _stereo(peer.localDescription.sdp)
        except Exception as error:
            await self._drop(id, connection)
            log.info("offer of %s failed: %s", id, error)
            raise Refusal("The browser's offer to listen could not be used; reload the page.") from error
        if "a=candidate:" not in answer:
            await self._drop(id, connection)
            raise Refusal("The machine that plays has no network address; connect it to the network.")
        self._start(self._look_up(peer, offer.named))
        self._start(self._expect(id, connection))
        return answer

    async def hangup(self, id: str) -> None:
        """Close a listener's connection, if there is one."""
        if connection := self._connections.get(id):
            await self._drop(id, connection)

    async def close(self) -> None:
        """Close every connection."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*(self.hangup(id) for id in list(self._connections)))

    async def _drop(self, id: str, connection: "_Connection") -> None:
        if self._connections.get(id) is connection:
            del self._connections[id]
        self._broadcast.leave(connection.track)
        self._report()
        await connection.peer.close()

    def _report(self) -> None:
        if (count := len(self)) != self._count:
            self._count = count
            self._changed(count)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _look_up(self, peer: RTCPeerConnection, named: tuple[str, ...]) -> None:
        for line in named:
            with contextlib.suppress(Exception):
                candidate = sdp.candidate_from_sdp(line.split(":", 1)[1])
                candidate.sdpMLineIndex = 0
                await peer.addIceCandidate(candidate)

    async def _expect(self, id: str, connection: "_Connection") -> None:
        await asyncio.sleep(CONNECT_SECONDS)
        if not connection.heard:
            await self._drop(id, connection)


class _Connection:
    def __init__(self, peer: RTCPeerConnection, track: Track) -> None:
        self.peer = peer
        self.track = track
        self.heard = False


def _stereo(answer: str) -> str:
    """Say in the answer that Opus comes in stereo (RFC 7587, section 6.1)."""
    found = re.search(r"a=rtpmap:(\d+) opus/48000/2\r\n", answer)
    assert found, "aiortc answered without Opus"
    kind = found[1]
    if re.search(rf"a=fmtp:{kind} ", answer):
        return re.sub(rf"(a=fmtp:{kind} )(?!.*stereo=1)", r"\1stereo=1;sprop-stereo=1;", answer)
    return answer.replace(found[0], f"{found[0]}a=fmtp:{kind} stereo=1;sprop-stereo=1\r\n")

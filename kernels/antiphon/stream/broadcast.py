"""One stream of encoded packets, handed to any number of listeners."""

import asyncio
from collections import deque
from typing import Any, TypeAlias

import av
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack

Packet: TypeAlias = "av.Packet[Any]"
"""An encoded packet, as PyAV has it."""

DEPTH = 20
"""Packets a listener may be behind (200 ms) before the oldest are dropped."""


class Track(MediaStreamTrack):
    """What one listener's connection sends: packets that are already encoded.

    aiortc passes an `av.Packet` through without touching it.
    """

    kind = "audio"

    def __init__(self) -> None:
        super().__init__()
        self._packets: deque[Packet] = deque(maxlen=DEPTH)
        self._ready = asyncio.Event()
        self._begun = False

    def put(self, packet: Packet) -> None:
        """Queue a packet; a full queue loses its oldest."""
        self._packets.append(packet)
        self._ready.set()

    async def recv(self) -> Packet:
        """Return the next packet, waiting for it.

        Raises:
            MediaStreamError: The track has ended.
        """
        if not self._begun:
            # What came while the connection was made would be heard late for as long as it lasts.
            self._begun = True
            self._packets.clear()
        while not self._packets:
            if self.readyState != "live":
                raise MediaStreamError
            self._ready.clear()
            await self._ready.wait()
        return self._packets.popleft()

    def stop(self) -> None:
        """End the track and wake whoever waits for a packet."""
        super().stop()
        self._packets.clear()
        self._ready.set()


class Broadcast:
    """The tracks that get every packet."""

    def __init__(self) -> None:
        self._tracks: set[Track] = set()

    def __len__(self) -> int:
        return len(self._tracks)

    def join(self) -> Track:
        """Return a new track that gets every packet from now on."""
        track = Track()
        self._tracks.add(track)
        return track

    def leave(self, track: Track) -> None:
        """End a track; one that has left already is let be."""
        self._tracks.discard(track)
        track.stop()

    def publish(self, packet: Packet) -> None:
        """Hand a packet to every track."""
        for track in self._tracks:
            track.put(packet)

"""A real client hears what is in a real stem ring."""

import asyncio
import logging
import sys
import time

import aioice.ice
import numpy as np
import pytest
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

from antiphon.session.pipe import Child, ChildFailed
from antiphon.stream import listeners as listening
from antiphon.stream.broadcast import Broadcast
from antiphon.stream.encoder import Encoder
from antiphon.stream.follower import Follower
from antiphon.stream.listeners import Listeners
from antiphon.stream.offer import Refusal
from antiphon.stream.service import Mix, pump

LOG = logging.getLogger("test")


class Client:
    def __init__(self) -> None:
        self.peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.peer.addTransceiver("audio", "recvonly")

    async def offer(self) -> str:
        await self.peer.setLocalDescription(await self.peer.createOffer())
        return self.peer.localDescription.sdp

    async def take(self, answer: str) -> None:
        await self.peer.setRemoteDescription(RTCSessionDescription(answer, "answer"))

    async def hear(self, seconds: float) -> np.ndarray:
        """int16[n, 2] of the next `seconds`."""
        (receiver,) = self.peer.getReceivers()
        heard, frames = [], 0
        while frames < seconds * 48_000:
            frame = await asyncio.wait_for(receiver.track.recv(), 10)
            heard.append(frame.to_ndarray().reshape(-1, 2))
            frames += len(heard[-1])
        return np.concatenate(heard)


def pitch(channel: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(channel * np.hanning(len(channel))))
    return float(np.argmax(spectrum) * 48_000 / len(channel))


async def until(condition, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.01)


@pytest.fixture
async def client():
    client = Client()
    yield client
    await client.peer.close()


@pytest.fixture
async def stream(ring, writer):
    said: list[dict] = []
    child = await Child.start(
        [sys.executable, "-m", "antiphon.stream"],
        {"type": "start", "ring": str(ring.path)},
        LOG,
        on_message=said.append,
    )
    child.said = said
    yield child
    await child.stop()


async def reply(stream, type: str) -> dict:
    await until(lambda: any(m["type"] == type for m in stream.said))
    return next(m for m in stream.said if m["type"] == type)


async def test_a_browser_hears_the_mix_in_stereo(stream, client, writer):
    stream.send({"type": "offer", "id": "one", "sdp": await client.offer()})
    answer = await reply(stream, "answer")
    assert answer["id"] == "one"
    assert "stereo=1" in answer["sdp"]
    await client.take(answer["sdp"])
    await client.hear(0.5)
    sound = await client.hear(1.0)
    assert pitch(sound[:, 0]) == pytest.approx(440, abs=3)
    assert pitch(sound[:, 1]) == pytest.approx(1000, abs=3)
    assert {"type": "listeners", "count": 1} in stream.said

    writer.paused = True
    await client.hear(0.4)
    silent = await client.hear(0.2)
    assert np.abs(silent).max() < 300
    writer.paused = False
    await client.hear(0.4)
    assert pitch((await client.hear(0.5))[:, 0]) == pytest.approx(440, abs=5)

    stream.send({"type": "hangup", "id": "one"})
    await until(lambda: {"type": "listeners", "count": 0} in stream.said)


async def test_an_offer_that_is_none_is_refused_in_a_sentence(stream):
    stream.send({"type": "offer", "id": "bad", "sdp": "v=0\r\nnonsense"})
    refused = await reply(stream, "refused")
    assert refused["id"] == "bad"
    assert refused["message"].endswith(".")


async def test_it_stops_when_its_parent_closes_the_pipe(stream):
    assert await stream.stop(grace=5.0) == 0


async def test_a_ring_that_is_not_there_is_said():
    with pytest.raises(ChildFailed, match=r"cannot read the stem ring /nowhere/at-all"):
        await Child.start(
            [sys.executable, "-m", "antiphon.stream"], {"type": "start", "ring": "/nowhere/at-all"}, LOG
        )


@pytest.fixture
async def counts(ring, writer, monkeypatch):
    """Listeners in this process, with all that feeds them; yields (listeners, counts reported)."""
    monkeypatch.setattr(aioice.ice, "CONSENT_INTERVAL", 0.05)
    broadcast, counts = Broadcast(), []
    listeners = Listeners(broadcast, counts.append, most=2)
    running = asyncio.ensure_future(pump(Follower(Mix(ring), time.monotonic()), Encoder(), broadcast))
    yield listeners, counts, broadcast
    running.cancel()
    await listeners.close()


async def test_a_listener_who_vanishes_is_cleaned_up(counts, client):
    listeners, reported, broadcast = counts
    await client.take(await listeners.answer("one", await client.offer()))
    await until(lambda: reported == [1])
    # Killed without a word: its sockets answer nobody any more.
    for protocol in client.peer.getReceivers()[0].transport.transport._connection._protocols:
        protocol.transport.abort()
    await until(lambda: reported == [1, 0], 20)
    assert len(broadcast) == 0


async def test_a_listener_who_says_goodbye_is_gone_at_once(counts, client):
    listeners, reported, broadcast = counts
    await client.take(await listeners.answer("one", await client.offer()))
    await until(lambda: reported == [1])
    await client.peer.close()
    await until(lambda: reported == [1, 0], 5)
    assert len(broadcast) == 0


async def test_who_never_connects_is_forgotten(counts, client, monkeypatch):
    listeners, reported, broadcast = counts
    monkeypatch.setattr(listening, "CONNECT_SECONDS", 0.05)
    await listeners.answer("one", await client.offer())
    assert len(broadcast) == 1
    await until(lambda: len(broadcast) == 0)
    assert reported == []


async def test_places_are_bounded_and_an_id_has_one(counts):
    listeners, _, broadcast = counts
    clients = [Client() for _ in range(4)]
    offers = [await client.offer() for client in clients]
    await listeners.answer("one", offers[0])
    await listeners.answer("two", offers[1])
    await listeners.answer("two", offers[2])
    assert len(broadcast) == 2
    with pytest.raises(Refusal, match="All places"):
        await listeners.answer("three", offers[3])
    for client in clients:
        await client.peer.close()

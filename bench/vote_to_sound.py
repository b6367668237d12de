"""From a poll's close to changed samples: real phones, the real hub, the lab's session, the engine and its worker.

A lab is started, with a piece that sounds a steady tone; the audience's page is opened, and so many phones come in by signed
tickets of their own (each a WebSocket of this process). The artist opens the fader of the part to the audience, changes to
count at the bar line. Then, again and again: a poll is opened, everybody votes, and once all votes are counted the artist closes
it somewhere in a bar. Measured are the time from the close until the phones have the promise (agreed), from there until the
samples in the ring change, and how far that is from the boundary that was promised: the position of the score that the session
says, as a frame of the ring by the transport's own words. Each frame's time is the one at which it is to be heard.

`value` is the largest distance between the promised boundary and the first changed sample, in blocks of 128 frames. The last line
is one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import hmac
import json
import os
import random
import re
import resource
import statistics
import struct
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import psutil
from audience import AT_ONCE, Viewer
from changes import Ear
from tornado.web import create_signed_value
from websockets.asyncio.client import connect

from antiphon.apps.admission import cookie_name
from antiphon.cli.lab_process import LabProcess, free_port
from antiphon.document.codec import empty, encode
from antiphon.engine.stem_ring import StemRing

HOST, TOKEN, PIECE = "127.0.0.1", "a-token-for-the-bench", "vote.antiphon"
BLOCK = 128
KEY = "gain/band"
LONGEST = 60.0
ALIVE = b"\x8a\x80\0\0\0\0"
"""The frame by which a phone says that it is there, as a browser answers the hub's pings."""

PROMISE = re.compile(rb'"gain/band": ?\{"[^{}]*"sounding": ?false')
"""What a phone is told of a change that does not sound yet."""


def piece() -> str:
    """A part that sounds 1 kHz, and twenty minutes of measures of two seconds, whose bar lines are anywhere in a block."""
    document: dict[str, Any] = {**empty()}
    document["parts"] = {"band": {"index": "a0", "name": "Band"}}
    document["measures"] = {f"m{bar}": {"index": f"a{bar:04}"} for bar in range(600)}
    note = {"kind": "note", "part": "band", "measure": "m0", "onset": "0", "duration": "1", "pitch": "A4"}
    document["events"] = {"n": note, "t": {"kind": "tempo", "measure": "m0", "onset": "0", "bpm": 123}}
    document["nodes"] = {
        "keys": {"kind": "instrument.keys", "part": "band", "mute": True},
        "tone": {"kind": "osc.sine", "p_freq": 1000, "p_gain": -24},
        "sum": {"kind": "mix.bus"},
    }
    document["edges"] = {id: {"source": id, "target": "sum"} for id in ("keys", "tone")}
    return encode(document)  # type: ignore[arg-type]


class Voter(Viewer):
    """A phone that votes, and notes when it is told what comes of it."""

    def __init__(self, request: bytes) -> None:
        super().__init__(request)
        self.promised = 0.0

    def data_received(self, data: bytes) -> None:
        """Look for the promise: what was agreed and does not sound yet."""
        super().data_received(data)
        if not self.promised and PROMISE.search(data):
            self.promised = time.monotonic()

    def stay(self) -> None:
        """Say that it is there."""
        self._transport.write(ALIVE)

    def cast(self, poll: str, option: str) -> None:
        """Vote, in a frame masked with zeros."""
        text = json.dumps({"type": "vote", "poll": poll, "ballot": option}).encode()
        self._transport.write(struct.pack("!BB", 0x81, 0x80 | len(text)) + b"\0\0\0\0" + text)


async def stay(voters: list[Voter]) -> None:
    """Say for ever that everybody is there."""
    while True:
        await asyncio.sleep(4)
        for voter in voters:
            voter.stay()


class Line:
    """The artist's line to the session of the piece."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self.state: dict[str, Any] = {}
        self.transport: dict[str, Any] = {}
        self.promise: dict[str, Any] | None = None
        self._reading = asyncio.ensure_future(self._read())

    async def _read(self) -> None:
        async for text in self._socket:
            message = json.loads(text)
            if message["type"] == "state":
                self.state = message
                pending = next((each["pending"] for each in self.targets if each["target"] == KEY), None)
                self.promise = pending or self.promise
            elif message["type"] == "transport":
                self.transport = message
            elif message["type"] == "error":
                raise RuntimeError(message["message"])

    @property
    def targets(self) -> list[dict[str, Any]]:
        """What is steered."""
        found: list[dict[str, Any]] = self.state["steering"]["targets"]
        return found

    @property
    def value(self) -> float:
        """How the fader sounds now."""
        return next(float(each["value"]) for each in self.targets if each["target"] == KEY)

    async def say(self, type: str, **message: Any) -> None:
        """Ask something of the session."""
        await self._socket.send(json.dumps({"type": type, **message}))

    async def until(self, condition: Callable[[], Any]) -> None:
        """Wait for something, in the thousandths of a second."""
        end = time.monotonic() + LONGEST
        while not condition():
            assert time.monotonic() < end, "it did not happen in time"
            if self._reading.done():
                self._reading.result()
            await asyncio.sleep(0.002)


async def come(port: int, secret: str, first: int, count: int) -> list[Voter]:
    """Let so many phones in, each with a ticket of its own."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> Voter:
        name = cookie_name(port)
        ticket = create_signed_value(secret, name, f"viewer{number}").decode()
        request = (
            f"GET /ws HTTP/1.1\r\nHost: {HOST}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n"
            f"Origin: http://{HOST}:{port}\r\nCookie: {name}={ticket}\r\n\r\n"
        ).encode()
        async with gate:
            loop = asyncio.get_running_loop()
            _, voter = await loop.create_connection(lambda: Voter(request), HOST, port)
            assert await voter.greeted, "the hub refuses a phone"
            return voter

    return list(await asyncio.gather(*(one(number) for number in range(first, first + count))))


def ring_of(lab: int) -> StemRing:
    """The stem ring of the conductor that a lab has started."""
    for child in psutil.Process(lab).children(recursive=True):
        if "antiphon.engine.conductor" in " ".join(child.cmdline()):
            (path,) = Path("/dev/shm").glob(f"antiphon-{child.pid}-*.stems")
            return StemRing.attach(path)
    raise RuntimeError("no conductor sounds")


def boundary(ring: StemRing, transport: dict[str, Any], position: float) -> float:
    """The frame of the ring at which a position of the score sounds, by the transport's words."""
    at = transport["at"] + (position - transport["position"]) / transport["rate"]
    return float((at * 1e9 - ring.epoch) * ring.rate / 1e9)


async def trial(
    line: Line, ear: Ear, ring: StemRing, voters: list[Voter]
) -> tuple[float, float, float] | None:
    """One poll: milliseconds from its close to agreed, from there to the sound, and blocks from the promised boundary.

    None where the close came so late in its bar that it sounded before the session's state could say where.
    """
    option, wanted = ("Louder", 0.0) if line.value < -3 else ("Softer", -6.0)
    moves = {"Louder": {KEY: 0.0}, "Softer": {KEY: -6.0}}
    question = {"question": "How shall it go on?", "kind": "single", "options": [*moves]}
    await line.say("open_poll", seconds=600, **question, steers={"moves": moves})
    await line.until(lambda: line.state["polls"])
    poll = line.state["polls"][0]
    id = next(each["id"] for each in poll["options"] if each["label"] == option)
    for voter in voters:
        voter.promised = 0.0
        voter.cast(poll["id"], id)
    await line.until(lambda: line.state["polls"][0]["total"] == len(voters))
    await asyncio.sleep(random.uniform(0, 2))
    ear.begin()
    line.promise = None
    closed = time.monotonic()
    await line.say("close_poll")
    await line.until(lambda: line.value == wanted)
    await asyncio.sleep(0.3)
    frame, promise = ear.change(), line.promise
    assert frame is not None, "the samples did not change"
    told = [voter.promised for voter in voters]
    if promise is None:
        return None
    assert all(told), "a phone was not told what comes of the vote"
    sounded = (ring.epoch + frame * 1e9 / ring.rate) / 1e9
    agreed = max(told)
    distance = (frame - boundary(ring, line.transport, promise["position"])) / BLOCK
    print(
        f"  agreed {1000 * (agreed - closed):.0f} ms, sounds {1000 * (sounded - agreed):.0f} ms, {distance:+.2f} blocks"
    )
    return 1000 * (agreed - closed), 1000 * (sounded - agreed), abs(distance)


async def run(lab: LabProcess, secret: Callable[[], str], viewers: list[int], trials: int) -> dict[str, Any]:
    """Measure with so many viewers, then with more."""
    address = f"ws{lab.server.url.removeprefix('http')}antiphon/session?path={quote(PIECE)}"
    headers = {"Authorization": f"token {TOKEN}"}
    async with connect(address, additional_headers=headers, proxy=None, max_size=None) as socket:
        line = Line(socket)
        await line.until(lambda: line.state)
        await line.say("play", position=0)
        await line.until(lambda: line.transport.get("playing"))
        await line.say("envelope", target=KEY, minimum=-12, maximum=0, step=6, quantise="bar", cooldown=0)
        await line.until(lambda: any(each["target"] == KEY and each["envelope"] for each in line.targets))
        # The page opens with the first poll; that one is not measured.
        await line.say("open_poll", seconds=60)
        await line.until(lambda: line.state["audience"]["link"] and line.state["polls"])
        await line.say("drop_poll")
        await line.until(lambda: not line.state["polls"])
        port = urlsplit(line.state["audience"]["link"]).port or 80
        ring = ring_of(lab.process.pid)
        ear = Ear(ring)
        ear.start()
        voters: list[Voter] = []
        staying = asyncio.ensure_future(stay(voters))
        found: dict[str, Any] = {}
        for count in viewers:
            voters += await come(port, secret(), len(voters), count - len(voters))
            print(f"{count} viewers")
            taken = [await trial(line, ear, ring, voters) for _ in range(trials)]
            measured = [each for each in taken if each is not None]
            agreed, sounds, distance = zip(*measured, strict=True)
            found[str(count)] = {
                "close_to_agreed_ms": round(statistics.median(agreed), 1),
                "close_to_agreed_worst_ms": round(max(agreed), 1),
                "agreed_to_sound_ms": round(statistics.median(sounds), 1),
                "worst_blocks": round(max(distance), 3),
                "trials": len(measured),
            }
        print(f"late blocks: {ring.late}, lost by the ear: {ear.lost}")
        staying.cancel()
        for voter in voters:
            voter.close()
    return found


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--viewers", type=int, nargs="+", default=[100, 500, 1000])
    parser.add_argument("--trials", type=int, default=10)
    arguments = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "root").mkdir()
        (home / "root" / PIECE).write_text(piece(), encoding="utf-8")
        for folder in ("CONFIG", "DATA", "RUNTIME"):
            os.environ[f"JUPYTER_{folder}_DIR"] = str(home / folder.lower())
        options = ["--LabApp.news_url=None", f"--AntiphonApp.state_dir={home / 'state'}"]
        lab = LabProcess.start(home / "root", home / "log", HOST, free_port(HOST, 0), options, token=TOKEN)

        def secret() -> str:
            key = (home / "state" / "secret").read_bytes()
            return hmac.new(key, f"audience {PIECE}".encode(), "sha256").hexdigest()

        try:
            found = asyncio.run(run(lab, secret, sorted(arguments.viewers), arguments.trials))
        finally:
            lab.stop()
    value = max(each["worst_blocks"] for each in found.values())
    print(json.dumps({"name": "vote_to_sound", "value": value, "unit": "blocks", "viewers": found}))


if __name__ == "__main__":
    main()

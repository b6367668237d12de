"""An audience of five thousand: a vote's sending until a tally that has it, at the real hub in its own process.

The hub is started over its pipe, as the lab starts it. Each viewer is a WebSocket with a signed ticket of its own; all live in
this process, on the same machine. While music plays (ten positions a second come down the pipe), a poll is open, and everybody
votes once, so many a second; each tenth votes a second time, which changes or repeats their vote. Votes and tallies are paired in
order: the k-th vote sent is counted when a tally says that k have voted. Then the poll closes, and each phone gets the result.

`value` is the 99th percentile of the slower of the two: vote to tally, and close to the result on a phone. Every vote must be
in the store once. The peer is stock Voilà with the same notebook, a kernel a viewer: its memory a viewer in kB (`ratio` to
ours), and its time until a viewer's page is whole, as many viewers coming at once there and here (`usable_ratio`). The last
line is one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import logging
import os
import re
import resource
import sqlite3
import struct
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
from edit_latency import percentile
from stock_voila import desk, memory, peer
from tornado.web import create_signed_value

from antiphon.apps.admission import cookie_name
from antiphon.session.pipe import Child

SECRET = "a secret of the bench"
OPTIONS = ("slower", "same", "faster")
COUNTS = re.compile(rb'"counts":\{[^}]*\}')
AT_ONCE = 200
LONGEST = 60.0


class Viewer(asyncio.Protocol):
    """A phone: sends its votes, and notes when it is answered and when it sees a result."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        self._rest = b""
        self.open: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.greeted = asyncio.get_running_loop().create_future()
        self.received = 0
        self.answers = 0
        self.result: bytes | None = None
        self.result_at = 0.0

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        transport.write(self._request)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.greeted.done():
            self.greeted.set_exception(error or ConnectionError("the hub hung up"))

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        data = self._rest + data
        if not self.greeted.done():
            self._rest = data
            if b'"votes":' in data:
                self.greeted.set_result(data.startswith(b"HTTP/1.1 101"))
                self._rest = b""
            return
        if b'"votes":' in data:
            self.answers += 1
        if b'"open":false' in data and (counts := COUNTS.search(data)):
            self.result, self.result_at = counts[0], time.perf_counter()
        # A message that came in two pieces; what is whole has been looked at.
        self._rest = b"" if data.endswith(b"}") else data[-1024:]

    def vote(self, option: str) -> None:
        """Send a vote."""
        self.say(type="vote", poll="p1", option=option)

    def say(self, **message: Any) -> None:
        """Send a message of at most 125 bytes, masked with zeros."""
        text = json.dumps(message).encode()
        self._transport.write(struct.pack("!BB", 0x81, 0x80 | len(text)) + b"\0\0\0\0" + text)

    def close(self) -> None:
        """Hang up."""
        self._transport.abort()


class Audience:
    """The hub's process, and who is connected to it."""

    def __init__(self, hub: Child, said: list[tuple[float, dict[str, Any]]]) -> None:
        self.hub, self.said = hub, said
        self.process = psutil.Process(hub.pid)
        self.port: int = hub.ready["port"]
        self.viewers: list[Viewer] = []

    def tell(self, type: str, **message: Any) -> None:
        self.hub.send({"type": type, **message})

    def heard(self, type: str) -> list[tuple[float, dict[str, Any]]]:
        return [(at, message) for at, message in self.said if message["type"] == type]

    async def until(self, condition: Any) -> None:
        end = time.monotonic() + LONGEST
        while not condition():
            assert time.monotonic() < end, "it did not happen in time"
            await asyncio.sleep(0.01)

    async def come(self, viewers: int, first: int = 0) -> None:
        """Let as many come, numbered from `first` on."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> Viewer:
            ticket = create_signed_value(SECRET, cookie_name(self.port), f"viewer{number}").decode()
            request = (
                f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n"
                f"Origin: http://127.0.0.1:{self.port}\r\nCookie: {cookie_name(self.port)}={ticket}\r\n"
                "User-Agent: Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36\r\n"
                "Accept-Language: en\r\nAccept-Encoding: gzip, deflate\r\nCache-Control: no-cache\r\n\r\n"
            ).encode()
            async with gate:
                loop = asyncio.get_running_loop()
                _, viewer = await loop.create_connection(lambda: Viewer(request), "127.0.0.1", self.port)
                assert await viewer.greeted, "the hub refuses a viewer"
                return viewer

        self.viewers += await asyncio.gather(*(one(number) for number in range(first, first + viewers)))

    async def close(self) -> None:
        """Hang up, and stop the hub."""
        for viewer in self.viewers:
            viewer.close()
        await self.hub.stop()

    async def play(self) -> None:
        """Say where the music is, as the conductor does."""
        begun = time.monotonic()
        while True:
            position = time.monotonic() - begun
            self.tell(
                "transport",
                playing=True,
                position=position,
                bpm=60.0,
                factor=1.0,
                rate=1.0,
                measure=1 + int(position / 4),
                duration=400.0,
            )
            await asyncio.sleep(0.1)

    async def vote(self, rate: float) -> tuple[list[float], dict[str, str]]:
        """Let everybody vote; when each voted first, and what each means in the end."""
        sent: list[float] = []
        means: dict[str, str] = {}
        begun = time.perf_counter()
        for number, viewer in enumerate(self.viewers):
            if (early := begun + number / rate - time.perf_counter()) > 0.001:
                await asyncio.sleep(early)
            option = OPTIONS[number % 3]
            sent.append(time.perf_counter())
            viewer.vote(option)
            if number % 10 == 0:
                option = OPTIONS[number // 10 % 3]
                viewer.vote(option)
            means[f"viewer{number}"] = option
        return sent, means


@asynccontextmanager
async def audience_of(folder: Path) -> AsyncIterator[Audience]:
    """A hub of its own, started as the lab does."""
    said: list[tuple[float, dict[str, Any]]] = []
    hub = await Child.start(
        [sys.executable, "-m", "antiphon.apps.hub"],
        {
            "type": "start",
            "address": "127.0.0.1",
            "port": 0,
            "secret": SECRET,
            "store": str(folder / "store.sqlite"),
            "notebooks": {"audience": str(folder / "audience.ipynb")},
            "piece": "bench.antiphon",
        },
        logging.getLogger(),
        on_message=lambda message: said.append((time.perf_counter(), message)),
    )
    audience = Audience(hub, said)
    try:
        yield audience
    finally:
        await audience.close()


def latencies(sent: list[float], tallies: list[tuple[float, dict[str, Any]]]) -> list[float]:
    """Milliseconds from each first vote to the first tally of as many."""
    found, counted = [], iter(tallies)
    at, tally = next(counted)
    for number, since in enumerate(sent, 1):
        while tally["total"] < number:
            at, tally = next(counted)
        found.append((at - since) * 1000)
    return found


def busy(process: psutil.Process) -> float:
    """Seconds that a process has computed."""
    return float(sum(process.cpu_times()[:2]))


async def measure(arguments: argparse.Namespace) -> dict[str, float]:
    with desk() as folder:
        async with audience_of(folder) as audience:
            playing = asyncio.ensure_future(audience.play())
            try:
                empty = await gather(audience, arguments.viewers)
                each = (memory(audience.process) - empty) / arguments.viewers
                voted, shown, cores, means = await poll(audience, arguments.votes)
            finally:
                playing.cancel()
            results = {viewer.result for viewer in audience.viewers}
            check(folder / "store.sqlite", means, results, audience.heard("poll_closed"))
    for name, times in (("vote to tally", voted), ("close to result", shown)):
        print(
            f"{name}: {len(times)}, median {percentile(times, 0.5):.0f} ms, p99 {percentile(times, 0.99):.0f} ms, "
            f"longest {max(times):.0f} ms"
        )
    print(f"hub: {cores:.2f} cores at {arguments.votes:g} votes a second, {each:.1f} kB a viewer")
    return {
        "p99": max(percentile(voted, 0.99), percentile(shown, 0.99)),
        "cores": cores,
        "kilobytes": each,
    }


async def gather(audience: Audience, viewers: int) -> float:
    """Let everybody come; the hub's memory before, in kB, when a few had come and gone."""
    audience.tell("now", title="Bench", composer="", people=[], playing=True)
    await audience.come(50)
    early, audience.viewers = audience.viewers, []
    for viewer in early:
        viewer.close()
    await audience.until(lambda: audience.heard("audience")[-1][1]["count"] == 0)
    empty, begun, before = memory(audience.process), time.perf_counter(), busy(audience.process)
    await audience.come(viewers)
    took = time.perf_counter() - begun
    print(
        f"{viewers} came in {took:.1f} s, for which the hub computed {busy(audience.process) - before:.1f} s"
    )
    audience.tell(
        "poll",
        id="p1",
        question="How shall it go on?",
        options=[{"id": option, "label": option.title()} for option in OPTIONS],
        seconds=600.0,
    )
    await asyncio.sleep(2)
    return empty


async def poll(audience: Audience, rate: float) -> tuple[list[float], list[float], float, dict[str, str]]:
    """Milliseconds from vote to tally and from the close to the result, the hub's cores, and what was voted."""
    before, since = busy(audience.process), time.perf_counter()
    sent, means = await audience.vote(rate)
    await audience.until(lambda: audience.heard("tally")[-1][1]["total"] == len(sent))
    cores = (busy(audience.process) - before) / (time.perf_counter() - since)
    voted = latencies(sent, audience.heard("tally"))
    await audience.until(lambda: all(viewer.answers for viewer in audience.viewers))
    closed = time.perf_counter()
    audience.tell("close_poll")
    await audience.until(lambda: all(viewer.result for viewer in audience.viewers))
    shown = [(viewer.result_at - closed) * 1000 for viewer in audience.viewers]
    return voted, shown, cores, means


def check(store: Path, means: dict[str, str], results: set[bytes | None], closed: list[Any]) -> None:
    """See that each vote was counted, once, as it was meant last."""
    with sqlite3.connect(store) as database:
        kept = database.execute("select ticket, ballot from votes where poll = 'p1'").fetchall()
    counts = {option: list(means.values()).count(option) for option in OPTIONS}
    assert len(kept) == len(means), "the store has more or fewer votes than people"
    assert {ticket: json.loads(ballot) for ticket, ballot in kept} == means, (
        "the store has other votes than were cast"
    )
    ((_, told),) = closed
    assert (told["counts"], told["total"]) == (counts, len(means)), "the lab was told another result"
    (seen,) = results
    assert json.loads(b"{%s}" % (seen or b""))["counts"] == counts, "a phone saw another result"
    print(f"votes: {len(means)} people's, each counted once in the store, the lab and on every phone")


async def usable(viewers: int) -> float:
    """Seconds until one of some who come at once has the page, all that it is made of and the session's state."""
    with desk() as folder:
        async with audience_of(folder) as audience:

            async def visit(number: int) -> float:
                begun = time.perf_counter()
                base = f"http://127.0.0.1:{audience.port}"
                async with httpx.AsyncClient(base_url=base, trust_env=False, timeout=LONGEST) as client:
                    page = await client.get("/", params={"a": audience.hub.ready["ticket"]})
                    for address in set(re.findall(r'(?:src|href)="(/(?:static|module)/[^"]+)"', page.text)):
                        (await client.get(address)).raise_for_status()
                await audience.come(1, number)
                return time.perf_counter() - begun

            # Both servers have started and have never been asked; the notebook is executed at the hub's start.
            await visit(0)
            return percentile(await asyncio.gather(*(visit(number) for number in range(1, viewers + 1))), 0.5)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--viewers", type=int, default=5000)
    words.add_argument("--votes", type=float, default=1000.0, help="votes a second")
    words.add_argument("--peer-viewers", type=int, default=10)
    arguments = words.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    ours = asyncio.run(measure(arguments))
    answer = {
        "name": "audience",
        "value": round(ours["p99"], 1),
        "unit": "ms",
        "hub_cores": round(ours["cores"], 2),
        "viewer_kB": round(ours["kilobytes"], 1),
    }
    if arguments.peer_viewers:
        quick = asyncio.run(usable(arguments.peer_viewers))
        kilobytes, slow = asyncio.run(peer(arguments.peer_viewers))
        print(
            f"a viewer of {arguments.peer_viewers}: usable in {quick:.2f} s; stock Voilà {kilobytes:.0f} kB, {slow:.1f} s"
        )
        answer |= {
            "peer": round(kilobytes),
            "ratio": round(kilobytes / ours["kilobytes"]),
            "usable_s": round(quick, 2),
            "peer_usable_s": round(slow, 1),
            "usable_ratio": round(slow / quick, 1),
        }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()

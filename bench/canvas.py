"""Five hundred phones on one canvas: an edit's sending until every phone shows it, and what the lab's own writers notice of it.

A real lab, in a process of its own, with the real hub that it starts; a piece of 2,000 events, of which eight measures of a
part are open to the audience, *direct*. The phones are bare WebSockets with a ticket each, in a process of their own; each
paints now and then, together so many strokes a second. Two writers of the lab, in a third process, edit meanwhile as in
`bench/room.py`: before the phones come, while they paint, and after they have gone. All share one machine. Times are
wall-clock milliseconds.

`value` is the 99th percentile of strokes, each until the last of all phones shows it; `ratio` the writers' 95th percentile
with the phones by that without. `document` tells how many bytes the document has grown by, notes that are left included, and
`wiped` how many once the canvas is wiped. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import bisect
import json
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import websockets
from edit_latency import percentile, piece_of
from room import TOKEN, content, measure, room_address, server, write_note

PIECE = "piece.antiphon"
PEERS = 2
NOW = re.compile(rb'"canvas_now":\{"canvas":"[^"]*","cells":"([0-9a-f]*)"')
ABOUT = re.compile(rb'"canvas":(\{"id":.*?\}),"canvas_now"')
LONGEST = 60.0


class Story:
    """What the canvas was, one state after the other, and from which on each stroke shows."""

    def __init__(self) -> None:
        self.states: list[bytes] = []
        self.places: dict[bytes, list[int]] = {}
        self.waiting: dict[tuple[int, int], tuple[bool, float]] = {}
        self.shown: list[tuple[float, int]] = []

    def number(self, state: bytes, last: int) -> int:
        """The number of a state that a phone shows after that of number `last`."""
        known = self.places.setdefault(state, [])
        if (at := bisect.bisect_left(known, last)) < len(known):
            return known[at]
        number = len(self.states)
        self.states.append(state)
        known.append(number)
        for (step, row), (on, sent) in list(self.waiting.items()):
            if bool(int(state[4 * step : 4 * step + 4], 16) >> row & 1) == on:
                del self.waiting[step, row]
                self.shown.append((sent, number))
        return number


class Phone(asyncio.Protocol):
    """A phone: paints, and notes what it shows when."""

    def __init__(self, request: bytes, story: Story) -> None:
        self._request = request
        self._story = story
        self._rest = b""
        self.greeting: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.last = -1
        self.seen: list[tuple[int, float]] = []
        self.refused = 0

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        data = self._rest + data
        if not self.greeting.done():
            self._rest = data
            if b'"canvas_own"' not in data:
                return
            self.greeting.set_result(data)
        self.refused += data.count(b'"sorry"')
        end = 0
        for found in NOW.finditer(data):
            end = found.end()
            number = self._story.number(found[1], max(self.last, 0))
            if number > self.last:
                self.last = number
                self.seen.append((number, now))
        self._rest = data[max(end, len(data) - 2048) :]

    def say(self, **message: Any) -> None:
        """Send a message, masked with zeros."""
        text = json.dumps(message).encode()
        head = struct.pack("!BB", 0x81, 0x80 | len(text)) if len(text) < 126 else b""
        assert head, "a longer message than the bench sends"
        self._transport.write(head + b"\0\0\0\0" + text)

    def close(self) -> None:
        """Hang up."""
        self._transport.abort()


async def come(link: str, number: int, story: Story, gate: asyncio.Semaphore) -> Phone:
    """Let a phone in by the audience's link; a hall comes from more than one address."""
    parts = urlsplit(link)
    port, source = parts.port or 80, (f"127.0.0.{2 + number % 8}", 0)
    async with gate:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=source)
        writer.write(
            f"GET /?{parts.query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        writer.close()
        cookie = re.search(rb"[Ss]et-[Cc]ookie: ([^;]+)", head)
        assert cookie, head
        request = (
            f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {'A' * 22}==\r\nSec-WebSocket-Version: 13\r\n"
            f"Origin: http://127.0.0.1:{port}\r\nCookie: {cookie[1].decode()}\r\n\r\n"
        ).encode()
        loop = asyncio.get_running_loop()
        _, phone = await loop.create_connection(
            lambda: Phone(request, story), "127.0.0.1", port, local_addr=source
        )
        await asyncio.wait_for(asyncio.shield(phone.greeting), LONGEST)
        return phone


async def paint(link: str, phones: int, strokes: int, rate: float) -> dict[str, Any]:
    """Let phones come and paint; how long each stroke took until every phone showed it, in milliseconds."""
    story = Story()
    gate = asyncio.Semaphore(20)
    here = await asyncio.gather(*(come(link, number, story, gate) for number in range(phones)))
    found = ABOUT.search(await here[0].greeting)
    assert found, "no canvas is open"
    about = json.loads(found[1])
    print("ready", flush=True)
    dice = random.Random(8)
    begun = time.perf_counter()
    for number in range(strokes):
        if (early := begun + number / rate - time.perf_counter()) > 0.001:
            await asyncio.sleep(early)
        cell = dice.randrange(about["steps"]), dice.randrange(len(about["rows"]))
        while cell in story.waiting:
            cell = dice.randrange(about["steps"]), dice.randrange(len(about["rows"]))
        held = int(about["held"][4 * cell[0] : 4 * cell[0] + 4], 16) >> cell[1] & 1
        if held:
            continue
        on = not int(story.states[-1][4 * cell[0] : 4 * cell[0] + 4], 16) >> cell[1] & 1
        story.waiting[cell] = on, time.perf_counter()
        here[number % phones].say(type="paint", canvas=about["id"], cell=list(cell), on=on)
    until = time.perf_counter() + 10
    while (story.waiting or any(phone.last < len(story.states) - 1 for phone in here)) and (
        time.perf_counter() < until
    ):
        await asyncio.sleep(0.05)
    took = time.perf_counter() - begun
    times = []
    for sent, number in story.shown:
        arrivals = []
        for phone in here:
            at = bisect.bisect_left(phone.seen, (number, 0.0))
            assert at < len(phone.seen), "a phone does not show a stroke"
            arrivals.append(phone.seen[at][1])
        times.append((max(arrivals) - sent) * 1000)
    refused, received = sum(phone.refused for phone in here), sum(len(phone.seen) for phone in here)
    for phone in here:
        phone.close()
    lost = len(story.waiting)
    return {"times": times, "lost": lost, "refused": refused, "seconds": took, "frames": received}


async def writers(url: str, seconds: float, rate: float) -> list[float]:
    """Milliseconds from a writer's edit to its arrival at the other, in the lab."""
    arguments = SimpleNamespace(rate=rate, seconds=seconds)
    return await measure(url, PIECE, "antiphon", [TOKEN] * PEERS, write_note, arguments)  # type: ignore[arg-type]


class Teacher:
    """The artist's line to the session."""

    def __init__(self, url: str) -> None:
        self._address = f"{url.replace('http', 'ws')}/antiphon/session?path={PIECE}"

    async def __aenter__(self) -> Teacher:
        self.socket = await websockets.connect(
            self._address,
            additional_headers={"Authorization": f"token {TOKEN}"},
            proxy=None,
            max_size=None,
        )
        self._reading = asyncio.ensure_future(self._read())
        self.state: dict[str, Any] = {}
        return self

    async def __aexit__(self, *_: object) -> None:
        self._reading.cancel()
        await self.socket.close()

    async def _read(self) -> None:
        async for text in self.socket:
            message = json.loads(text)
            if message["type"] == "state":
                self.state = message
            elif message["type"] == "error":
                print(message["message"], file=sys.stderr)

    async def say(self, type: str, **fields: Any) -> None:
        await self.socket.send(json.dumps({"type": type, **fields}))

    async def until(self, condition: Any) -> None:
        end = time.monotonic() + LONGEST
        while not (self.state and condition(self.state)):
            assert time.monotonic() < end, "it did not happen in time"
            await asyncio.sleep(0.02)


async def child(*words: str) -> asyncio.subprocess.Process:
    """This bench's other processes."""
    return await asyncio.create_subprocess_exec(
        sys.executable, __file__, *words, stdout=subprocess.PIPE, limit=2**26
    )


async def answer(process: asyncio.subprocess.Process) -> Any:
    assert process.stdout is not None
    text = await process.stdout.read()
    assert await process.wait() == 0, "a process of the bench failed"
    return json.loads(text)


async def size(url: str) -> int:
    return len(await content(url, await room_address(url, PIECE, "antiphon", TOKEN)))


async def run(url: str, first: dict[str, str], arguments: argparse.Namespace) -> dict[str, Any]:
    seconds = arguments.strokes / arguments.rate
    edit = ("--writers", url, "--seconds", str(seconds), "--edits", str(arguments.edits))
    async with Teacher(url) as teacher:
        before = await answer(await child(*edit))
        size_before = await size(url)
        await teacher.say("open_canvas", kind="notes", mode="direct", quota=0, **first)
        await teacher.until(lambda state: state["canvas"] and state["audience"]["link"])
        link = teacher.state["audience"]["link"]
        strokes = ("--strokes", str(arguments.strokes), "--rate", str(arguments.rate))
        painting = await child("--link", link, "--phones", str(arguments.phones), *strokes)
        assert painting.stdout is not None
        assert await painting.stdout.readline() == b"ready\n", "the phones did not come"
        during = await answer(await child(*edit))
        painted = await answer(painting)
        await teacher.until(lambda state: state["audience"]["count"] == 0)
        after = await answer(await child(*edit))
        size_after, done = await size(url), len(painted["times"])
        await teacher.say("wipe_canvas")
        await teacher.until(lambda state: state["canvas"]["edits"] == 0)
        size_wiped = await size(url)
    without = percentile(before + after, 0.95)
    within = percentile(during, 0.95)
    times = painted["times"]
    print(
        f"{arguments.phones} phones, {done} strokes in {painted['seconds']:.0f} s ({painted['refused']} refused, "
        f"{painted['lost']} lost, {painted['frames']} states shown): until all show it median "
        f"{percentile(times, 0.5):.0f} ms, p95 {percentile(times, 0.95):.0f} ms, p99 {percentile(times, 0.99):.0f} ms"
    )
    for name, figures in (("before", before), ("while they paint", during), ("after", after)):
        print(
            f"writers of the lab, {name}: {len(figures)} arrivals, median {percentile(figures, 0.5):.1f} ms, "
            f"p95 {percentile(figures, 0.95):.1f} ms"
        )
    print(f"document: {size_before} bytes before, {size_after} painted, {size_wiped} wiped")
    return {
        "name": "canvas",
        "value": round(percentile(times, 0.99), 1),
        "unit": "ms",
        "with": round(within, 2),
        "without": round(without, 2),
        "ratio": round(within / without, 2),
        "median_ratio": round(percentile(during, 0.5) / percentile(before + after, 0.5), 2),
        "strokes": done,
        "document": size_after - size_before,
        "wiped": size_wiped - size_before,
    }


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--phones", type=int, default=500)
    words.add_argument("--strokes", type=int, default=2000)
    words.add_argument("--rate", type=float, default=100.0, help="strokes a second of all phones together")
    words.add_argument("--edits", type=float, default=8.0, help="edits a second of each writer of the lab")
    words.add_argument("--seconds", type=float, help=argparse.SUPPRESS)
    words.add_argument("--link", help=argparse.SUPPRESS)
    words.add_argument("--writers", help=argparse.SUPPRESS)
    arguments = words.parse_args()
    if arguments.link:
        # The phones are elsewhere, where there is a hall: they give way to the lab and the hub.
        os.nice(5)
        print(
            json.dumps(
                asyncio.run(paint(arguments.link, arguments.phones, arguments.strokes, arguments.rate))
            )
        )
        return
    if arguments.writers:
        print(json.dumps(asyncio.run(writers(arguments.writers, arguments.seconds, arguments.edits))))
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        root.mkdir()
        document = json.loads(piece_of(2000))
        note = document["events"]["bench"]
        document["events"] |= {f"w{number}": note for number in range(PEERS)}
        (root / PIECE).write_text(json.dumps(document))
        part = min(document["parts"], key=lambda id: document["parts"][id]["index"])
        order = sorted(document["measures"], key=lambda id: (document["measures"][id]["index"], id))
        # The end of the piece, where nobody else is.
        first = {"part": part, "from": order[-8], "until": order[-1]}
        with server(root, {"antiphon.lab": True, "jupyter_server_ydoc": False}) as url:
            print(json.dumps(asyncio.run(run(url, first, arguments))))


if __name__ == "__main__":
    main()

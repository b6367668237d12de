"""Fifty connected writers at two edits a second each: an edit's sending until each of the others has it.

One room of a real lab, a piece of 2,000 events, the writers players with an invitation each, so that every edit passes the
guard and the history. The peer is a text file in a stock jupyter-collaboration server, with the same writers, after it.
The writers are bare sockets in one process, which note when a mark comes in and read nothing else; server and writers share
the machine. Times are wall-clock milliseconds. The last line is one JSON object; `value` is the 99th percentile, `ratio`
ours / peer's.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import websockets
from edit_latency import percentile, piece_of
from pycrdt import Doc, Map, Text, create_sync_message, create_update_message, handle_sync_message

from antiphon.cli.lab_process import free_port

TOKEN = "the-owners-token"
MARK = re.compile(rb"@(\d{6})@")
MARK_SIZE = 8
LONGEST_START = 60.0


@contextmanager
def server(root: Path, extensions: dict[str, bool]) -> Iterator[str]:
    """A Jupyter server without a page; its URL."""
    port = free_port("127.0.0.1", 0)
    home = root.parent
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"),
                f"--ServerApp.root_dir={root}",
                *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
                f"--IdentityProvider.token={TOKEN}",
                f"--ServerApp.jpserver_extensions={extensions}",
            ],
            env={
                **os.environ,
                **{f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")},
            },
            cwd=home,
            stdout=log,
            stderr=log,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + LONGEST_START
        while time.monotonic() < until and process.poll() is None:
            try:
                httpx.get(f"{url}/api", trust_env=False).raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait()


class Wire(asyncio.Protocol):
    """A WebSocket that sends what it is told, and notes when marks come in."""

    def __init__(self, request: bytes, hear: Callable[[int, float], None]) -> None:
        self._request = request
        self._hear = hear
        self._rest = b""
        self.open = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        if not self.open.done():
            self.open.set_result(data.startswith(b"HTTP/1.1 101"))
        data = self._rest + data
        end = 0
        for mark in MARK.finditer(data):
            end = mark.end()
            self._hear(int(mark[1]), now)
        self._rest = data[max(end, len(data) - MARK_SIZE + 1) :]

    def send(self, message: bytes) -> None:
        """Send a binary message, masked with zeros."""
        size = len(message)
        head = struct.pack("!BB", 0x82, 0x80 | size) if size < 126 else struct.pack("!BBH", 0x82, 0xFE, size)
        self._transport.write(head + b"\0\0\0\0" + message)


async def connect(url: str, address: str, token: str, hear: Callable[[int, float], None]) -> Wire:
    port = int(url.rpartition(":")[2])
    request = (
        f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n"
        f"Authorization: token {token}\r\n\r\n"
    )
    loop = asyncio.get_running_loop()
    _, wire = await loop.create_connection(lambda: Wire(request.encode(), hear), "127.0.0.1", port)
    assert await wire.open, "the room refuses a writer"
    return wire


async def room_address(url: str, path: str, type: str, token: str) -> str:
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=30) as client:
        answer = await client.put(
            f"/api/collaboration/session/{path}",
            json={"format": "text", "type": type},
            headers={"Authorization": f"token {token}"},
        )
        session = answer.raise_for_status().json()
    room = "{format}:{type}:{fileId}".format(**session)
    return f"/api/collaboration/room/{room}?sessionId={session['sessionId']}"


async def content(url: str, address: str) -> bytes:
    """The room's document as one update."""
    document: Doc[Any] = Doc()
    async with websockets.connect(
        url.replace("http", "ws") + address,
        additional_headers={"Authorization": f"token {TOKEN}"},
        proxy=None,
        max_size=None,
    ) as socket:
        await socket.send(create_sync_message(document))
        async for message in socket:
            assert isinstance(message, bytes)
            if message[0] == 0:
                handle_sync_message(message[1:], document)
                if message[1] == 1:
                    break
    return document.get_update()


def write_note(document: Doc[Any], number: int, mark: str) -> None:
    document.get("events", type=Map)[f"w{number}"]["lyric1"] = mark


def write_text(document: Doc[Any], number: int, mark: str) -> None:
    document.get("source", type=Text).insert(0, mark)


async def measure(
    url: str,
    path: str,
    type: str,
    tokens: list[str],
    write: Callable[[Doc[Any], int, str], None],
    arguments: argparse.Namespace,
) -> list[float]:
    """Milliseconds from each edit's sending to its arrival at each other writer."""
    start = await content(url, await room_address(url, path, type, TOKEN))
    sent: list[float] = []
    arrived: list[float] = []

    def hear(mark: int, now: float) -> None:
        arrived.append((now - sent[mark]) * 1000)

    wires, documents = [], []
    for token in tokens:
        wires.append(await connect(url, await room_address(url, path, type, token), token, hear))
        document: Doc[Any] = Doc()
        document.apply_update(start)
        documents.append(document)
    await asyncio.sleep(2)
    period = 1 / arguments.rate
    end = time.perf_counter() + arguments.seconds

    async def go(number: int) -> None:
        document, wire = documents[number], wires[number]
        due = time.perf_counter() + random.random() * period
        while due < end:
            await asyncio.sleep(due - time.perf_counter())
            before = document.get_state()
            write(document, number, f"@{len(sent):06}@")
            message = create_update_message(document.get_update(before))
            sent.append(time.perf_counter())
            wire.send(message)
            due += period

    await asyncio.gather(*(go(number) for number in range(len(wires))))
    await asyncio.sleep(2)
    echoes = len(wires) - (len(arrived) < len(sent) * len(wires))
    assert len(arrived) == len(sent) * echoes, f"{len(arrived)} of {len(sent) * echoes} arrived"
    return arrived


def piece(arguments: argparse.Namespace) -> str:
    document = json.loads(piece_of(arguments.events))
    note = document["events"]["bench"]
    document["events"] |= {f"w{number}": note for number in range(arguments.writers)}
    return json.dumps(document)


def invite(url: str, name: str) -> str:
    answer = httpx.post(
        f"{url}/antiphon/invites",
        json={"role": "player", "name": name, "path": "piece.antiphon"},
        headers={"Authorization": f"token {TOKEN}"},
        trust_env=False,
    )
    return httpx.URL(answer.raise_for_status().json()["link"]).params["ticket"]


def report(name: str, arrived: list[float]) -> float:
    p99 = percentile(arrived, 0.99)
    print(
        f"{name}: {len(arrived)} arrivals, median {percentile(arrived, 0.5):.1f} ms, "
        f"p95 {percentile(arrived, 0.95):.1f} ms, p99 {p99:.1f} ms, longest {max(arrived):.1f} ms"
    )
    return p99


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--events", type=int, default=2000)
    words.add_argument("--writers", type=int, default=50)
    words.add_argument("--rate", type=float, default=2.0, help="edits a second of each writer")
    words.add_argument("--seconds", type=float, default=15.0)
    arguments = words.parse_args()
    p99 = {}
    for name, type in (("piece.antiphon", "antiphon"), ("notes.txt", "file")):
        ours = type == "antiphon"
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "root"
            root.mkdir()
            (root / name).write_text(piece(arguments) if ours else "")
            with server(root, {"antiphon.lab": ours, "jupyter_server_ydoc": not ours}) as url:
                people = range(arguments.writers)
                tokens = [invite(url, f"Writer {number}") if ours else TOKEN for number in people]
                write = write_note if ours else write_text
                arrived = asyncio.run(measure(url, name, type, tokens, write, arguments))
        p99[name] = report("Antiphon" if ours else "stock text room", arrived)
    value, peer = p99.values()
    print(
        json.dumps(
            {
                "name": "room",
                "value": round(value, 1),
                "unit": "ms",
                "peer": round(peer, 1),
                "ratio": round(value / peer, 2),
            }
        )
    )


if __name__ == "__main__":
    main()

"""Late blocks of a piece that plays, while its document is edited fifty times a second in a busy lab.

A real lab with its conductor and render worker (48 kHz, blocks of 128 frames) plays the piece of six parts that the wheel
carries, again and again. First nobody does anything; then five players, each a peer of the room, write ten edits a second each
(pitches of notes, and the mixer's gains), pages ask the lab for contents and status, a second page holds the session's
socket, and a kernel computes. The lateness of a block is from when it was due to be begun until it was in the stem ring;
one that was there after the next was due counts as late.

A virtual machine is itself held up now and then, and then every block is late. So a witness of the highest priority on each
processor, that does nothing, tells when the machine stood still for a block or longer, and the percentiles are those of the
other quarters of a second.

The last line is one JSON object: `value` is the late blocks under load, whatever made them late (bound 0), `own` those while
the machine did not stand still, `ratio` the 99th percentile of lateness under load / idle (bound 1.2).
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import websockets
from room import TOKEN, server
from witness import Witness

from antiphon.document.peer import RoomPeer
from antiphon.engine.lateness import BINS, percentile
from antiphon.engine.stem_ring import StemRing
from antiphon.lessons import pieces

PIECE = "piece.antiphon"
WRITERS = 5
SLICE = 0.25
"""Seconds between two readings."""

EDITS = 50
"""A second, of all writers together."""

BUSY = """
import time, numpy
rng = numpy.random.default_rng(0)
while True:
    numpy.sort(rng.random(200_000))
    time.sleep(0.05)
"""


def ring_of(root: Path) -> StemRing:
    """The stem ring of the conductor that the lab with this root has started."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            if b"antiphon.engine.conductor" not in (process / "cmdline").read_bytes().split(b"\0"):
                continue
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            if str(root).encode() in Path(f"/proc/{parent}/cmdline").read_bytes():
                return StemRing.attach(next(Path("/dev/shm").glob(f"antiphon-{process.name}-*.stems")))
    raise SystemExit("The lab has no engine.")


@dataclass
class Reading:
    """What there was to read at one moment of the ring, and of the process that writes it.

    Attributes:
        at: When, in seconds of the monotonic clock.
        late: Late blocks so far.
        counts: Blocks by lateness.
        waited: Milliseconds that the worker had waited for a processor.
        faults: Its page faults.
    """

    at: float
    late: int
    counts: list[int]
    waited: float
    faults: int

    @classmethod
    def take(cls, ring: StemRing) -> Reading:
        worker = Path(f"/proc/{ring.writer}")
        waited = int((worker / "schedstat").read_text().split()[1]) / 1e6
        faults = int((worker / "stat").read_text().rpartition(")")[2].split()[7])
        return cls(time.monotonic(), ring.late, ring.lateness.counts(), waited, faults)


@dataclass
class Phase:
    """A time of measuring.

    Attributes:
        late: Late blocks.
        own: Those of them in the quarters of a second in which the machine did not stand still.
        p99: 99th percentile of lateness in those, in ms.
    """

    late: int
    own: int
    p99: float


async def phase(
    ring: StemRing, witness: Witness, name: str, seconds: float, load: Sequence[Coroutine[Any, Any, None]]
) -> Phase:
    """Measure while `load` is there."""
    tasks = [asyncio.ensure_future(each) for each in load]
    await asyncio.sleep(3)
    readings = [Reading.take(ring)]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        await asyncio.sleep(SLICE)
        readings.append(Reading.take(ring))
        for task in tasks:
            if task.done():
                task.result()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(SLICE)
    first, last = readings[0], readings[-1]
    total, counts = [0] * BINS, [0] * BINS
    own = stalls = 0
    for before, after in pairwise(readings):
        blocks = [now - then for now, then in zip(after.counts, before.counts, strict=True)]
        total = list(map(sum, zip(total, blocks, strict=True)))
        # What a stall delayed is caught up with in the quarter after it.
        if witness.stalled(before.at - SLICE, after.at):
            stalls += 1
        else:
            own += after.late - before.late
            counts = list(map(sum, zip(counts, blocks, strict=True)))
    shares = {share: 1000 * percentile(counts, share) for share in (0.5, 0.95, 0.99, 0.999, 1.0)}
    print(
        f"{name}: {sum(total)} blocks, {last.late - first.late} late, p99 of lateness "
        f"{1000 * percentile(total, 0.99):.3f} ms\n"
        f"  while the machine did not stand still ({1 - stalls / (len(readings) - 1):.0%} of the time): {own} late, "
        + ", ".join(f"{share:.1%} {value:.3f} ms" for share, value in shares.items())
        + f"\n  the worker waited {last.waited - first.waited:.1f} ms for a processor, and had "
        f"{last.faults - first.faults} page faults",
        flush=True,
    )
    return Phase(last.late - first.late, own, shares[0.99])


async def write(url: str, number: int, count: list[int]) -> None:
    """Be one of the players: notes change their pitch, strips their gain, and back."""
    async with RoomPeer(url, PIECE, TOKEN) as peer:
        document = peer.doc.to_document()
        notes = [(id, event["pitch"]) for id, event in document["events"].items() if "pitch" in event]
        strips = list(document["mix"].items())
        chance = random.Random(number)
        due = time.monotonic() + chance.random() * WRITERS / EDITS
        while True:
            await asyncio.sleep(due - time.monotonic())
            due += WRITERS / EDITS
            if chance.random() < 0.3:
                part, strip = chance.choice(strips)
                peer.doc.change("mix", part, {"gain": strip["gain"] - round(chance.random() * 3, 1)})
            else:
                id, pitch = chance.choice(notes)
                peer.doc.change("events", id, {"pitch": pitch if chance.random() < 0.5 else pitch[:-1] + "4"})
            count[0] += 1


async def ask(url: str) -> None:
    """Be the pages' and the file browser's requests."""
    async with httpx.AsyncClient(
        base_url=url, headers={"Authorization": f"token {TOKEN}"}, trust_env=False, timeout=30
    ) as client:
        while True:
            for path in ("api/contents", "api/status", f"api/contents/{PIECE}", "api/kernels"):
                answer = await client.get(path)
                # The stock status fails while a kernel starts.
                assert answer.is_success or path == "api/status", answer
                await asyncio.sleep(0.05)


async def compute(url: str) -> None:
    """Have a kernel compute."""
    headers = {"Authorization": f"token {TOKEN}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, trust_env=False, timeout=60) as client:
        kernel = (await client.post("api/kernels", json={"name": "python3"})).raise_for_status().json()["id"]
        address = f"{url.replace('http', 'ws')}/api/kernels/{kernel}/channels"
        try:
            async with websockets.connect(address, additional_headers=headers, proxy=None) as socket:
                content = {"code": BUSY, "silent": False, "store_history": False}
                header = {"msg_id": "busy", "msg_type": "execute_request", "username": "", "session": "bench"}
                message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
                await socket.send(json.dumps(message | {"channel": "shell"}))
                async for answer in socket:
                    said = json.loads(answer)
                    assert said["header"]["msg_type"] != "error", said["content"]
        finally:
            await client.delete(f"api/kernels/{kernel}")


async def page(url: str, said: Callable[[dict[str, Any], Any], Awaitable[None]]) -> None:
    """Hold the session's socket."""
    address = f"{url.replace('http', 'ws')}/antiphon/session?path={PIECE}"
    headers = {"Authorization": f"token {TOKEN}"}
    async with websockets.connect(address, additional_headers=headers, proxy=None, max_size=None) as socket:
        async for message in socket:
            await said(json.loads(message), socket)


async def listen(message: dict[str, Any], _: Any) -> None:
    if message["type"] == "error":
        print(f"  the lab says: {message['message']}", flush=True)


async def measure(url: str, root: Path, seconds: float) -> dict[str, Any]:
    playing = asyncio.Event()

    async def play(message: dict[str, Any], socket: Any) -> None:
        """Play, and play again at the end."""
        if message["type"] == "state" and message["engine"]["status"] == "failed":
            raise SystemExit(message["engine"]["message"])
        if message["type"] == "state" and message["engine"]["status"] == "off":
            await socket.send(json.dumps({"type": "play", "position": 0}))
        if message["type"] == "transport":
            if message["playing"]:
                playing.set()
            elif playing.is_set():
                await socket.send(json.dumps({"type": "play", "position": 0}))

    player = asyncio.ensure_future(page(url, play))
    await asyncio.wait(
        {player, asyncio.ensure_future(playing.wait())}, timeout=60, return_when=asyncio.FIRST_COMPLETED
    )
    if not playing.is_set():
        raise SystemExit(f"The lab does not play: {player}.")
    ring = ring_of(root)
    edits = [0]
    idle = max(15.0, seconds / 4)
    with Witness(ring.block / ring.rate) as witness:
        try:
            quiet = await phase(ring, witness, f"idle, {idle:.0f} s", idle, [])
            writers = [write(url, number, edits) for number in range(WRITERS)]
            began = time.monotonic()
            load = [*writers, ask(url), page(url, listen), compute(url)]
            loaded = await phase(ring, witness, f"loaded, {seconds:.0f} s", seconds, load)
            print(f"{edits[0] / (time.monotonic() - began):.1f} edits a second")
            if player.done():
                player.result()
        finally:
            player.cancel()
    return {
        "name": "late_blocks",
        "value": loaded.late,
        "unit": "blocks",
        "own": loaded.own,
        "ratio": round(loaded.p99 / quiet.p99, 3),
        "p99_ms": round(loaded.p99, 3),
        "idle": {"late": quiet.late, "own": quiet.own, "p99_ms": round(quiet.p99, 3)},
        "seconds": seconds,
    }


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seconds", type=float, default=60.0)
    seconds = words.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        root.mkdir()
        (root / PIECE).write_bytes(pieces.path("antiphony").read_bytes())
        with server(root, {"antiphon.lab": True, "jupyter_server_ydoc": False}) as url:
            result = asyncio.run(measure(url, root, seconds))
    print(json.dumps(result))


if __name__ == "__main__":
    main()

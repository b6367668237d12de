"""How wrong a client's idea of the server's monotonic clock is, over loopback.

A real lab and a client of its session's socket on one machine, so that both read the same clock and the truth is 0. The client
asks for the time as a page does, keeps the last eight exchanges and trusts the quickest (antiphon.session.clock); after each,
the error of its offset is taken. First while the lab is idle, then while two peers of the room make 50 edits a second. For
comparison, the error of each single exchange, without the filter. Milliseconds; the last line is one JSON object, whose
`value` is the 95th percentile while the lab is busy, and `peer` that of single exchanges in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import numpy as np
from websockets.asyncio.client import ClientConnection, connect

from antiphon.cli.lab_process import LabProcess, free_port
from antiphon.document.codec import empty, encode
from antiphon.document.peer import RoomPeer
from antiphon.session.clock import KEPT, Clock, Exchange

HOST, TOKEN, PIECE = "127.0.0.1", "a-token-for-the-bench", "clock.antiphon"
EDITS = 50
"""Edits a second."""


async def exchange(socket: ClientConnection) -> Exchange:
    """One exchange of times."""
    await socket.send(json.dumps({"type": "clock", "t0": time.monotonic()}))
    while True:
        word = json.loads(await socket.recv())
        came = time.monotonic()
        if word["type"] == "clock":
            return Exchange.of(word["t0"], word["t1"], word["t2"], came)


async def measure(socket: ClientConnection, trials: int) -> tuple[list[float], list[float]]:
    """The errors of the filtered offset and of each exchange, in ms; 25 exchanges a second."""
    clock, filtered, single = Clock(), [], []
    for trial in range(KEPT + trials):
        each = await exchange(socket)
        clock.add(each)
        if trial >= KEPT:
            filtered.append(1000 * abs(clock.offset(time.monotonic())))
            single.append(1000 * abs(each.offset))
        await asyncio.sleep(0.04)
    return filtered, single


async def edit(url: str, name: str) -> None:
    """Half of the edits, for ever."""
    async with RoomPeer(url, PIECE, TOKEN) as peer:
        number = 0
        while True:
            number += 1
            peer.doc.put(
                "parts", f"{name}{number % 8}", {"index": f"a{number % 8}", "name": f"Part {number}"}
            )
            await asyncio.sleep(2 / EDITS)


async def run(url: str, trials: int) -> tuple[list[float], list[float], list[float]]:
    """The errors while the lab is idle, while it is busy, and of single exchanges then."""
    address = f"ws{url.removeprefix('http')}antiphon/session?path={quote(PIECE)}"
    headers = {"Authorization": f"token {TOKEN}"}
    async with connect(address, additional_headers=headers, proxy=None, max_size=None) as socket:
        idle, _ = await measure(socket, trials)
        editing = [asyncio.ensure_future(edit(url, name)) for name in "pq"]
        await asyncio.sleep(1)
        busy, single = await measure(socket, trials)
        for task in editing:
            task.cancel()
    return idle, busy, single


def p95(errors: list[float]) -> float:
    """The 95th percentile."""
    return round(float(np.percentile(errors, 95)), 4)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=400)
    trials = parser.parse_args().trials
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "root").mkdir()
        (home / "root" / PIECE).write_text(encode(empty()), encoding="utf-8")
        for folder in ("CONFIG", "DATA", "RUNTIME"):
            os.environ[f"JUPYTER_{folder}_DIR"] = str(home / folder.lower())
        port = free_port(HOST, 0)
        lab = LabProcess.start(
            home / "root", home / "log", HOST, port, ["--LabApp.news_url=None"], token=TOKEN
        )
        try:
            idle, busy, single = asyncio.run(run(lab.server.url, trials))
        finally:
            lab.stop()
    print(f"idle: median {np.median(idle):.3f} ms, p95 {p95(idle)} ms")
    print(
        f"{EDITS} edits a second: median {np.median(busy):.3f} ms, p95 {p95(busy)} ms, worst {max(busy):.3f} ms"
    )
    print(f"single exchanges then: median {np.median(single):.3f} ms, p95 {p95(single)} ms")
    result = {
        "name": "clock",
        "value": p95(busy),
        "unit": "ms",
        "idle": p95(idle),
        "worst": round(max(busy), 4),
        "peer": p95(single),
        "ratio": round(p95(busy) / p95(single), 3),
        "trials": trials,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()

"""A parameter written by a peer of the document until the changed samples are in the stem ring.

A real Jupyter server with its collaboration room, a conductor and its render worker in their own processes, and a sustained
note. The peer writes the gain of the part's strip, up and down in turn; a thread watches the mix in the ring, and the
time is taken when the first sample beyond what was heard before is seen there. The other way of doing it, without a shared
document, is a plain pyo script that takes the gain from a UDP socket at each block, in the same rhythm of blocks. Milliseconds
of one machine's monotonic clock. The last line is one JSON object; `value` is the 95th percentile, `ratio` ours / peer's.
"""

import argparse
import asyncio
import json
import logging
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from antiphon.document.codec import empty, encode
from antiphon.document.peer import RoomPeer
from antiphon.engine.stem_ring import Lapped, StemRing
from antiphon.session.pipe import Child

TOKEN = "a-token-for-the-bench"
LOW, HIGH = -60.0, 0.0

PLAIN_PYO = """
import os, socket, sys, time
os.environ["PYO_GUI_WX"] = "0"
import ctypes
import numpy as np
import pyo
from antiphon.engine.stem_ring import StemRing

ring = StemRing.attach(sys.argv[1])
server = pyo.Server(sr=48000, nchnls=2, buffersize=128, duplex=0, audio="manual", verbosity=1)
server.boot()
gain = pyo.SigTo(0.001, time=0.01, init=0.001)
voices = pyo.Sine(freq=[220 * (n + 1) for n in range(16)], mul=0.02)
out = pyo.Mix(voices, voices=2, mul=gain).out()
server.start()
buffer = (ctypes.c_float * 256).from_address(int(server.getOutputAddr(), 16))
samples = np.ctypeslib.as_array(buffer).reshape(128, 2)
inbox = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
inbox.bind(("127.0.0.1", 0))
inbox.setblocking(False)
print(inbox.getsockname()[1], flush=True)
try:
    os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(10))
except OSError:
    pass
start, frame, parent = time.monotonic(), 0, os.getppid()
while os.getppid() == parent:
    try:
        gain.setValue(float(inbox.recv(64)))
    except BlockingIOError:
        pass
    server.process()
    ring.write(samples)
    frame += 128
    time.sleep(max(start + frame / 48000 - time.monotonic(), 0))
"""


class Watch(threading.Thread):
    """Sees in the ring when the sound changes: from now on it is louder, or softer, than it was."""

    def __init__(self, ring: StemRing) -> None:
        super().__init__(daemon=True)
        self.ring = ring
        self.seen = 0.0
        self._limit = np.inf
        self._armed = threading.Event()

    def arm(self) -> None:
        """Learn how loud it is, and look for more."""
        before = self.ring.read(self.ring.written - 4800, 4800, 2)
        self._limit = 2.0 * float(np.abs(before).max())
        assert self._limit > 0, "nothing sounds"
        self.seen = 0.0
        self._armed.set()

    def run(self) -> None:
        at = self.ring.written
        while True:
            if not self._armed.is_set():
                self._armed.wait()
                at = self.ring.written
            try:
                frames = self.ring.read(at, 4800, 2)
            except Lapped:
                at = self.ring.written
                continue
            at += len(frames)
            if len(frames) and np.abs(frames).max() > self._limit:
                self.seen = time.monotonic()
                self._armed.clear()
            time.sleep(0.0001)


async def measure(watch: Watch, write: Callable[[float], None], trials: int) -> list[float]:
    """Milliseconds from each write of the high gain to the first louder sample in the ring."""
    took = []
    for trial in range(trials):
        write(LOW)
        await asyncio.sleep(0.15 + 0.0137 * (trial % 10))
        watch.arm()
        written = time.monotonic()
        write(HIGH)
        async with asyncio.timeout(5):
            while not watch.seen:
                await asyncio.sleep(0.005)
        took.append(1000 * (watch.seen - written))
        await asyncio.sleep(0.05)
    return took


def piece() -> str:
    """Four voices that hold a note for five minutes."""
    document: dict[str, Any] = {**empty()}
    document["parts"] = {"organ": {"index": "a0", "name": "Organ", "instrument": "Organ"}}
    document["measures"] = {"m1": {"index": "a0", "duration": "600"}}
    document["mix"] = {"organ": {"gain": LOW}}
    document["events"] = {
        f"n{pitch}": {
            "kind": "note",
            "part": "organ",
            "measure": "m1",
            "onset": "0",
            "duration": "600",
            "pitch": pitch,
        }
        for pitch in ("A3", "E4", "A4", "A5")
    }
    document["nodes"] = {"n1": {"kind": "instrument.organ", "part": "organ", "p_room": 0}}
    return encode(document)  # type: ignore[arg-type]


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A Jupyter server with the stock rooms; its URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "root").mkdir()
    extensions = {"jupyter_server_ydoc": True, "jupyter_server_fileid": True, "antiphon.lab": False}
    settings = {
        "ServerApp.port": port,
        "ServerApp.root_dir": folder / "root",
        "ServerApp.jpserver_extensions": extensions,
        "IdentityProvider.token": TOKEN,
        "SQLiteYStore.db_path": folder / "ystore.db",
    }
    folders = {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "RUNTIME", "DATA")}
    argv = [sys.executable, "-m", "jupyter_server", "--allow-root", "--no-browser"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            argv + [f"--{name}={value}" for name, value in settings.items()],
            cwd=folder,
            env=os.environ | folders,
            stdout=log,
            stderr=log,
        )
    url = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(600):
            try:
                if httpx.get(f"{url}api/status?token={TOKEN}", trust_env=False).is_success:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        yield url
    finally:
        process.kill()
        process.wait()


@asynccontextmanager
async def sounding(text: str) -> AsyncIterator[tuple[StemRing, RoomPeer]]:
    """A lab's room, a conductor that plays the document in it, and a peer to edit it."""
    with tempfile.TemporaryDirectory() as name, server(Path(name)) as url:
        (Path(name) / "root" / "held.antiphon").write_text(text, encoding="utf-8")
        start = {"type": "start", "server": url, "path": "held.antiphon", "token": TOKEN, "output": "null"}
        argv = [sys.executable, "-m", "antiphon.engine.conductor"]
        conductor = await Child.start(argv, start, logging.getLogger("conductor"), on_message=lambda _: None)
        try:
            ring = StemRing.attach(conductor.ready["ring"])
            conductor.send({"type": "play"})
            async with RoomPeer(url, "held.antiphon", TOKEN) as peer:
                yield ring, peer
        finally:
            await conductor.stop()


async def ours(trials: int) -> list[float]:
    async with sounding(piece()) as (ring, peer):
        await asyncio.sleep(2)
        watch = Watch(ring)
        watch.start()
        late = ring.late
        took = await measure(watch, lambda gain: peer.doc.change("mix", "organ", {"gain": gain}), trials)
        print(f"late blocks meanwhile: {ring.late - late}")
        return took


async def plain(trials: int) -> list[float]:
    ring = StemRing.create()
    process = subprocess.Popen(
        [sys.executable, "-c", PLAIN_PYO, str(ring.path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        port = int(next(line for line in lines if line.strip().isdigit()))
        outbox = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        await asyncio.sleep(1)
        watch = Watch(ring)
        watch.start()

        def write(gain: float) -> None:
            outbox.sendto(str(10 ** (gain / 20)).encode(), ("127.0.0.1", port))

        return await measure(watch, write, trials)
    finally:
        process.kill()
        process.wait()
        ring.close()


def figures(took: list[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return statistics.median(took), float(np.percentile(took, 95))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=200)
    trials = parser.parse_args().trials
    print(f"{trials} writes of a gain through the room")
    median, p95 = figures(asyncio.run(ours(trials)))
    print(f"median {median:.1f} ms, p95 {p95:.1f} ms; the same from a plain pyo script")
    peer_median, peer_p95 = figures(asyncio.run(plain(trials)))
    print(f"median {peer_median:.1f} ms, p95 {peer_p95:.1f} ms")
    result = {
        "name": "edit_to_sound",
        "value": round(p95, 2),
        "unit": "ms",
        "median": round(median, 2),
        "peer": round(peer_p95, 2),
        "ratio": round(p95 / peer_p95, 2),
        "trials": trials,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()

"""A key of a MIDI keyboard struck until its sound is in the stem ring.

A real JACK server (Debian's jackd, dummy driver), a keyboard that is a JACK client of this process, a conductor with a node
`midi.keyboard`, and its render worker. The keyboard sends a note; the delay is from just before that to the time at which
the first sample of the stem that is not silent is to be heard (the ring's frame, by its epoch); a device's buffer comes on
top. It holds a fixed 5 ms, which keeps the rhythm; `jitter` is the standard deviation. Milliseconds of one machine's monotonic
clock. The last line is one JSON object; `value` is the 95th percentile.
"""

import argparse
import asyncio
import json
import logging
import os
import shutil
import statistics
import subprocess
import sys
import time
from typing import Any

import numpy as np
import rtmidi

from antiphon.document.codec import empty, encode
from antiphon.engine.stem_ring import StemRing
from antiphon.session.pipe import Child

RATE = 48_000
KEY = "antiphon-midi:in keys out"


def document() -> str:
    """A part with a dry organ that the keyboard plays."""
    whole: dict[str, Any] = {**empty()}
    whole["parts"] = {"p": {"index": "a", "name": "Keys"}}
    whole["measures"] = {"m": {"index": "a"}}
    organ = {"kind": "instrument.organ", "part": "p", "p_room": 0, "p_attack": 0.002, "p_release": 0.02}
    whole["nodes"] = {"organ": organ, "keys": {"kind": "midi.keyboard", "part": "p"}}
    return encode(whole)  # type: ignore[arg-type]


def ports() -> list[str]:
    done = subprocess.run(["jack_lsp"], capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


async def wait_for(name: str) -> None:
    async with asyncio.timeout(30):
        while name not in await asyncio.to_thread(ports):
            await asyncio.sleep(0.1)


async def measure(trials: int) -> list[float]:
    argv = [sys.executable, "-m", "antiphon.engine.conductor"]
    start = {"type": "start", "output": "null", "rate": RATE, "block": 128, "document": document()}
    engine = await Child.start(argv, start, logging.getLogger("bench"), on_message=lambda message: None)
    try:
        ring = StemRing.attach(engine.ready["ring"])
        out = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="keys")
        out.open_virtual_port("out")
        await wait_for(KEY)
        took = []
        for trial in range(trials):
            await asyncio.sleep(0.2 + trial % 7 * 0.0031)
            struck = time.monotonic_ns()
            out.send_message([0x90, 57 + trial % 12, 100])
            await asyncio.sleep(0.1)
            out.send_message([0x80, 57 + trial % 12, 0])
            first = (struck - ring.epoch) * RATE // 1_000_000_000
            stem = np.abs(ring.read(first, RATE // 10, 4)[:, 2])
            onset = first + int(np.flatnonzero(stem)[0])
            took.append((ring.epoch + onset * 1_000_000_000 // RATE - struck) / 1e6)
        return took
    finally:
        await engine.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=100)
    trials = parser.parse_args().trials
    jackd = shutil.which("jackd")
    if jackd is None:
        sys.exit("This needs jackd: apt-get install jackd2")
    os.environ["JACK_DEFAULT_SERVER"] = f"bench{os.getpid()}"
    os.environ["JACK_NO_START_SERVER"] = "1"
    server = subprocess.Popen(
        [jackd, "-n", os.environ["JACK_DEFAULT_SERVER"], "-R", "-d", "dummy", "-r", str(RATE), "-p", "128"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        asyncio.run(wait_for("system:playback_1"))
        took = asyncio.run(measure(trials))
    finally:
        server.kill()
        server.wait()
    print(f"{trials} keys: median {statistics.median(took):.2f} ms, from {min(took):.2f} to {max(took):.2f}")
    result = {
        "name": "midi_to_sound",
        "value": round(float(np.percentile(took, 95)), 2),
        "unit": "ms",
        "median": round(statistics.median(took), 2),
        "jitter": round(statistics.pstdev(took), 2),
        "trials": trials,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()

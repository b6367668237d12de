"""What the meters of 32 stereo stems take of a core: peak, RMS, loudness and true peak, told ten times a second.

The real path: the process ``antiphon.engine.metering`` follows a stem ring, into which 32 different stems and their mix are
written in real time, and tells the conductor what it measures; this process stands for the conductor, and makes the message
for the lab server of that. What is counted is the time of the processor of both, less what writing the ring takes.

The sound: plucked tones of falling level at all pitches, with noise, as music has them (`--steady`: sines that never fall,
which is the worst for the true peak, for each period may be the greatest).

``value`` is the percentage of a core; the bound is 5.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import resource
import time

import numpy as np
import psutil

from antiphon.engine import levels
from antiphon.engine.meters import Meters
from antiphon.engine.plan import Plan
from antiphon.engine.stem_ring import CHANNELS, StemRing
from antiphon.session.pipe import Message, encode

RATE, BLOCK, STEMS = 48_000, 128, 32
LOOP = 10 * RATE


def music(steady: bool) -> np.ndarray:
    """Ten seconds of 32 stems behind their mix, float32 [frames, 66]."""
    chance = np.random.default_rng(1)
    time = np.arange(LOOP) / RATE
    out = np.zeros((LOOP, 2 * (STEMS + 1)), np.float32)
    for stem in range(STEMS):
        pitch = 55 * 2 ** (stem * 5 / STEMS)
        beat = (time * (1 + stem % 4) + stem / 7) % 1
        fall = (
            np.ones(LOOP) if steady else np.exp(-4 * beat) * (0.5 + 0.5 * np.sin(time * (1 + stem / 5)) ** 2)
        )
        for side in range(2):
            tone = sum(np.sin(2 * np.pi * pitch * (each + side / 500) * time) / each for each in range(1, 6))
            hiss = 0 if steady else 0.05 * chance.standard_normal(LOOP)
            out[:, 2 * stem + 2 + side] = 0.1 * fall * (tone + hiss)
    out[:, 0], out[:, 1] = 0.2 * out[:, 2::2].sum(axis=1), 0.2 * out[:, 3::2].sum(axis=1)
    return out


def plan() -> Plan:
    names = tuple(f"p{part}" for part in range(STEMS - 1))
    return Plan(names, names, (8,) * len(names), (), (1.0,) * (2 * len(names)))


async def measure(seconds: float, steady: bool) -> tuple[float, float, int]:
    """The seconds of the processor that the meters took, those that ours took, and how many messages came."""
    ring = StemRing.create(RATE, BLOCK, stems=STEMS)
    sound = music(steady)
    said: list[int] = []
    work = 0.0

    def hear(message: Message) -> None:
        nonlocal work
        began = time.thread_time()
        told = levels.tell(ring, piece, levels.Effort(0.5, 0, 1, 0), message["frame"], message["levels"])
        said.append(len(encode(told)))
        work += time.thread_time() - began

    piece = plan()
    meters = Meters(ring, hear, logging.getLogger())
    meters.want(True)
    start = time.monotonic()

    async def play(until: float) -> None:
        while time.monotonic() < until:
            due = int((time.monotonic() - start) * RATE)
            while ring.written < due:
                at = ring.written % LOOP
                ring.write(sound[at : at + BLOCK, :CHANNELS])
            await asyncio.sleep(0.005)

    while not said:
        await play(time.monotonic() + 0.1)
    child = psutil.Process(meters.pid)
    await play(time.monotonic() + 4)
    before, work, heard = sum(child.cpu_times()[:2]), 0.0, len(said)
    await play(time.monotonic() + seconds)
    taken, heard = sum(child.cpu_times()[:2]) - before, len(said) - heard
    await meters.close()
    ring.close()
    return taken, work, heard


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--seconds", type=float, default=30.0)
    words.add_argument(
        "--steady", action="store_true", help="sines that never fall: the worst for the true peak"
    )
    arguments = words.parse_args()
    taken, ours, heard = asyncio.run(measure(arguments.seconds, arguments.steady))
    share = 100 * (taken + ours) / arguments.seconds
    busy = os.getloadavg()[0]
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{heard} messages in {arguments.seconds:g} s; process {100 * taken / arguments.seconds:.2f} %, conductor "
        f"{100 * ours / arguments.seconds:.2f} %; {most:.0f} MB; load of the machine {busy:.2f}"
    )
    print(json.dumps({"name": "meters", "value": round(share, 2), "unit": "%", "bound": 5, "stems": STEMS}))


if __name__ == "__main__":
    main()

"""SIGKILLs of the render worker that sounds: how long the sound is away, and whether the piece goes on where it was.

A real conductor and its workers play a held chord in one part and a stroke each quarter of a second in another. The worker is
killed at random moments, each time once its standby is at rest, or with `--burst` as soon as another one sounds. The gap is how
long the envelope of the chord (its peak in 4 ms) is 10 dB or more below what it was before. The strokes tell the position:
where they come in, against the grid of those before the first kill. At the end every pitch of the chord must be as loud as
in the beginning, and after a stop there must be silence.

The last line is one JSON object; `value` is the 95th percentile of the gap in milliseconds (bound 100).
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import logging
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from antiphon.document.codec import empty, encode
from antiphon.engine.stem_ring import Lapped, StemRing, now
from antiphon.session.pipe import Child

RATE = 48_000
CHORD = {"A3": 220.0, "D4": 293.66, "F4": 349.23, "B4": 493.88}
"""No overtone of one is another one."""
STROKE = RATE // 4
BEATS = 3600
KEPT = 60
"""Seconds of sound that are kept."""
WINDOW = RATE // 250

Samples = NDArray[np.float32]


def piece() -> str:
    """A chord of an organ, and a short note of another on each quarter at 240 a minute, for a quarter of an hour."""
    document: dict[str, Any] = {**empty()}
    document["parts"] = {
        "organ": {"index": "a0", "name": "Organ", "instrument": "Organ"},
        "clock": {"index": "a1", "name": "Clock", "instrument": "Organ"},
    }
    document["measures"] = {"m": {"index": "a0", "duration": str(BEATS)}}
    events: dict[str, Any] = {"tempo": {"kind": "tempo", "measure": "m", "onset": "0", "bpm": 240}}
    note = {"kind": "note", "measure": "m"}
    for pitch in CHORD:
        events[f"c{pitch}"] = note | {"part": "organ", "onset": "0", "duration": str(BEATS), "pitch": pitch}
    for beat in range(BEATS):
        events[f"s{beat}"] = note | {"part": "clock", "onset": str(beat), "duration": "1/8", "pitch": "E5"}
    document["events"] = events
    document["nodes"] = {
        "organ": {"kind": "instrument.organ", "part": "organ", "p_room": 0, "p_vibrato": 0},
        "clock": {
            "kind": "instrument.organ",
            "part": "clock",
            "p_room": 0,
            "p_vibrato": 0,
            "p_release": 0.02,
        },
    }
    return encode(document)  # type: ignore[arg-type]


class Concert:
    """A conductor, and the ring in which it is heard."""

    child: Child
    ring: StemRing
    end: int

    def __init__(self) -> None:
        self._kept: list[Samples] = []

    async def begin(self) -> None:
        argv = [sys.executable, "-m", "antiphon.engine.conductor"]
        start = {"type": "start", "output": "null", "rate": RATE, "block": 128, "document": piece()}
        log = logging.getLogger("conductor")
        self.child = await Child.start(argv, start, log, on_message=lambda _: None, timeout=60)
        self.ring = StemRing.attach(self.child.ready["ring"])
        self.child.send({"type": "play"})
        self.end = self.ring.written
        self._recorder = asyncio.ensure_future(self._record())

    async def _record(self) -> None:
        """Follow the ring: what it keeps is a second."""
        while True:
            try:
                chunk = self.ring.read(self.end, RATE, 6)[:, 2::2]
            except Lapped:
                # What goes on after more than a second of nothing leaves it out.
                chunk = np.zeros((self.ring.written - RATE // 10 - self.end, 2), np.float32)
            self.end += len(chunk)
            self._kept = [*self._kept[-KEPT * 50 :], chunk]
            await asyncio.sleep(0.02)

    async def heard(self, start: int, frames: int) -> Samples:
        """Chord and strokes, left, from a frame on: float32[frames, 2]."""
        while self.end < start + frames:
            if self._recorder.done():
                self._recorder.result()
            await asyncio.sleep(0.005)
        kept = np.concatenate(self._kept)
        at = start - self.end + len(kept)
        assert at >= 0, "forgotten"
        return kept[at : at + frames]

    async def close(self) -> None:
        self._recorder.cancel()
        await self.child.stop()

    def standby_rests(self, ticks: dict[int, int]) -> bool:
        """Whether a worker besides the one that sounds is there, and has nothing to do any more."""
        spare: dict[int, int] = {}
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError, IndexError):
                fields = (process / "stat").read_text().rpartition(")")[2].split()
                stands_by = int(fields[1]) == self.child.pid and int(process.name) != self.ring.writer
                if stands_by and b"antiphon.engine.worker" in (process / "cmdline").read_bytes().split(b"\0"):
                    spare[int(process.name)] = int(fields[11]) + int(fields[12])
        rests = bool(spare) and spare == ticks
        ticks.clear()
        ticks.update(spare)
        return rests

    async def rest(self) -> None:
        ticks: dict[int, int] = {}
        calm = 0
        async with asyncio.timeout(60):
            while calm < 3:
                calm = calm + 1 if self.standby_rests(ticks) else 0
                await asyncio.sleep(0.15)


def envelope(samples: Samples) -> Samples:
    """The peak in each window."""
    whole = samples[: len(samples) // WINDOW * WINDOW]
    result: Samples = np.abs(whole).reshape(-1, WINDOW).max(axis=1)
    return result


def loudness(samples: Samples) -> dict[str, float]:
    """Of each pitch of the chord, in dB."""
    times = np.arange(len(samples)) / RATE
    window = np.hanning(len(samples))
    return {
        pitch: float(20 * np.log10(np.abs(np.exp(-2j * np.pi * hertz * times) @ (samples * window)) + 1e-12))
        for pitch, hertz in CHORD.items()
    }


def strokes(samples: Samples) -> NDArray[np.int64]:
    """Where strokes begin: sound after a fiftieth of a second without."""
    times = np.flatnonzero(np.abs(samples) > 1e-3)
    return times[np.flatnonzero(np.diff(times, prepend=-RATE) > RATE // 50)]


async def measure(kills: int, burst: bool, seed: int) -> dict[str, Any]:
    chance = random.Random(seed)
    concert = Concert()
    await concert.begin()
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, -15)
    ring = concert.ring
    try:
        await concert.rest()
        start = now(ring)
        quiet = await concert.heard(start, RATE)
        level, before = float(np.median(envelope(quiet[:, 0]))), loudness(quiet[:, 0])
        grid = int(np.median((strokes(quiet[:, 1])[1:] + start) % STROKE))
        gaps, astray = [], []
        for number in range(kills):
            await asyncio.sleep(chance.random() * 0.5)
            worker, start = ring.writer, now(ring)
            os.kill(worker, signal.SIGKILL)
            began = time.monotonic()
            while ring.writer in (worker, 0):
                await asyncio.sleep(0.001)
            after = 0 if burst and number % 5 < 4 else RATE
            took = 1000 * (time.monotonic() - began)
            back = now(ring)
            sound = await concert.heard(start, max(back - start, 0) + RATE // 10 + after)
            loud = envelope(sound[:, 0]) > level * 10 ** (-10 / 20)
            gaps.append(1000 * WINDOW / RATE * int((~loud).sum()))
            if after:
                onsets = strokes(sound[back - start + RATE // 10 :, 1])[1:-1] + back + RATE // 10
                away = (onsets - grid + STROKE // 2) % STROKE - STROKE // 2
                astray.append(1000 * float(np.abs(away).max()) / RATE)
                await concert.rest()
            print(f"{number}: another writes after {took:.0f} ms, gap {gaps[-1]:.0f} ms", flush=True)
        last = loudness((await concert.heard(now(ring), RATE))[:, 0])
        missing = [pitch for pitch in CHORD if last[pitch] < before[pitch] - 1.5]
        concert.child.send({"type": "stop"})
        silence = await concert.heard(now(ring) + 2 * RATE, RATE // 2)
        stuck = float(np.abs(silence).max())
    finally:
        await concert.close()
    if missing or stuck > 1e-3:
        raise SystemExit(f"Missing: {missing}; still sounding after a stop: {stuck}")
    return {
        "name": "kills",
        "value": round(float(np.percentile(gaps, 95)), 1),
        "unit": "ms",
        "median": round(float(np.median(gaps)), 1),
        "longest": round(max(gaps), 1),
        "astray_ms": round(max(astray), 3),
        "kills": kills,
        "burst": burst,
    }


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kills", type=int, default=50)
    words.add_argument("--burst", action="store_true", help="kill five times in quick succession")
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    print(json.dumps(asyncio.run(measure(given.kills, given.burst, given.seed))))


if __name__ == "__main__":
    main()

"""How much faster than real time a piece renders, and what Antiphon costs around the bare pyo patch.

Ours is `render_file` from the document to the finished WAV file. The peer is the same pyo patch with nothing of Antiphon
around it: the same objects, made by the same rack, driven by a bare loop that replays a tape of what ours wrote into
the gates and called on the objects, block by block, and whose stems are summed by numpy into a WAV file: no
document, sequence, guard or limiter. Both are run in turns; the ratio is the median of the rounds', each of which is
short, as a machine is rarely quiet for long.

    python bench/render.py [--seconds 60] [--rounds 9]

The last line is one JSON object: value is seconds of audio in a second, ratio our time over the peer's.
"""

import argparse
import gc
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from antiphon.document.codec import empty
from antiphon.engine.instrument import Instrument
from antiphon.engine.interpretation import interpret
from antiphon.engine.plan import Plan
from antiphon.engine.rack import Rack
from antiphon.engine.render import BATCH, BLOCK, RATE, perform, render_file, strokes

PARTS = (("Flute", 72), ("Clarinet", 67), ("Violin", 64), ("Harp", 60), ("Violoncello", 48))
NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
SCALE = (0, 2, 4, 5, 7, 9, 11)
BASS = (0, 5, 3, 4)

Op = tuple[Callable[..., Any], tuple[Any, ...]]


def piece(seconds: float) -> dict[str, Any]:
    """Five parts at 120 quarters a minute: eighths, quarters, halves, chords of the harp, a bass."""
    document: dict[str, Any] = {**empty()}
    count = max(1, round(seconds / 2))
    document["measures"] = {f"m{i}": {"index": f"a{i:04d}"} for i in range(count)}
    document["parts"] = {
        f"P{i}": {"index": f"a{i}", "name": name, "instrument": name} for i, (name, _) in enumerate(PARTS)
    }
    events: dict[str, Any] = {}
    for part, (_, tonic) in enumerate(PARTS):
        grain = (2, 4, 2, 8, 1)[part]
        for measure in range(count):
            for step in range(grain):
                root = BASS[measure % 4]
                degrees = (
                    (root, root + 2, root + 4) if part == 3 and step % 4 == 0 else (root + step * 2 % 7,)
                )
                for degree in degrees:
                    key = tonic + SCALE[degree % 7] + 12 * (degree // 7)
                    events[f"e{len(events)}"] = {
                        "kind": "note",
                        "part": f"P{part}",
                        "measure": f"m{measure}",
                        "onset": fraction(4 * step, grain),
                        "duration": fraction(4, grain),
                        "pitch": f"{NAMES[key % 12]}{key // 12 - 1}",
                    }
    document["events"] = events
    return document


def fraction(numerator: int, denominator: int) -> str:
    whole, rest = divmod(numerator, denominator)
    return str(whole) if not rest else f"{numerator * 2 // denominator}/2"


class Recorder:
    """Stands before a pyo object and writes down what is called on it."""

    def __init__(self, real: Any, path: tuple[Any, ...], tape: list[Any], tables: dict[int, Any]) -> None:
        self._real, self._path, self._tape, self._tables = real, path, tape, tables

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            named = tuple(self._tables.get(id(arg), arg) for arg in args)
            self._tape.append(("call", self._path, method, named))
            return getattr(self._real, method)(*args)

        return call


def players(rack: Rack) -> list[Instrument]:
    return [player for player in rack._all if isinstance(player, Instrument)]


def arrays(instrument: Instrument) -> list[Any]:
    gates = (array for voice in instrument._gates for array in voice)
    return [*instrument._frequency, *gates]


def record(plan: Plan, document: dict[str, Any]) -> list[list[Any]]:
    """What each block of the render wrote and called, in terms that hold for another rack of the same plan."""
    reading = interpret(document)
    told = strokes(reading.notes, reading.tempo, RATE)
    tape: list[Any] = []
    blocks: list[list[Any]] = []
    with Rack(plan, RATE, BLOCK) as rack:
        seen = []
        for i, instrument in enumerate(players(rack)):
            tables = {
                id(table[0]): ("table", i, layer, register)
                for layer, registers in enumerate(instrument._waves.tables)
                for register, table in enumerate(registers)
            }
            voices = range(len(instrument._moving))
            for attribute in ("_oscillators", "_envelopes"):
                signals = [
                    [Recorder(signal[v], (i, attribute, k, v), tape, tables) for v in voices]
                    for k, signal in enumerate(getattr(instrument, attribute))
                ]
                setattr(instrument, attribute, signals)
            if instrument._damper is not None:
                damper = instrument._damper
                instrument._damper = [Recorder(damper[v], (i, "_damper", v), tape, {}) for v in voices]
            instrument._moving = [
                [Recorder(signal, (i, "_moving", v, k), tape, {}) for k, signal in enumerate(moving)]
                for v, moving in enumerate(instrument._moving)
            ]
            seen.append([array.copy() for array in arrays(instrument)])
        process = rack._process

        def taped() -> None:
            for i, instrument in enumerate(players(rack)):
                for j, (array, before) in enumerate(zip(arrays(instrument), seen[i], strict=True)):
                    if not np.array_equal(array, before):
                        before[:] = array
                        tape.append(("write", i, j, array.copy()))
            blocks.append(tape[:])
            tape.clear()
            process()

        rack._process = taped
        for _ in perform(rack, told, told[-1].sample):
            pass
    return blocks


def ready(rack: Rack, blocks: list[list[Any]]) -> list[list[Op]]:
    """The tape as bound methods of this rack's objects."""
    instruments = players(rack)
    places = [arrays(instrument) for instrument in instruments]

    def argument(value: Any) -> Any:
        if isinstance(value, tuple) and value[0] == "table":
            _, i, layer, register = value
            return instruments[i]._waves.tables[layer][register][0]
        return value

    def bound(entry: Any) -> Op:
        if entry[0] == "write":
            _, i, j, samples = entry
            return places[i][j].__setitem__, (slice(None), samples)
        _, (i, attribute, *steps), method, args = entry
        found = getattr(instruments[i], attribute)
        for step in steps:
            found = found[step]
        return getattr(found, method), tuple(argument(value) for value in args)

    return [[bound(entry) for entry in block] for block in blocks]


def peer(plan: Plan, blocks: list[list[Any]], out: Path) -> tuple[float, float]:
    """Seconds that the bare patch takes, and seconds of audio that it made."""
    started = time.perf_counter()
    rack = Rack(plan, RATE, BLOCK)
    built = time.perf_counter() - started
    tape = ready(rack, blocks)
    process, channels = rack._server.process, 2 * plan.stems
    sound = rack._pyo_output[:, :channels]
    batch = np.zeros((BATCH * BLOCK, channels), np.float32)
    pairs = np.tile(np.eye(2, dtype=np.float32), (plan.stems, 1))
    started = time.perf_counter()
    with soundfile.SoundFile(out, "w", RATE, 2, "PCM_24") as file:
        row = 0
        for ops in tape:
            for call, args in ops:
                call(*args)
            process()
            batch[row : row + BLOCK] = sound
            row += BLOCK
            if row == len(batch):
                file.write(batch @ pairs)
                row = 0
        file.write(batch[:row] @ pairs)
    taken = built + time.perf_counter() - started
    rack.close()
    return taken, len(tape) * BLOCK / RATE


def ours(document: dict[str, Any], out: Path) -> tuple[float, float]:
    """Seconds that `render_file` takes, and seconds of audio that it made."""
    started = time.perf_counter()
    render_file(document, out)
    taken = time.perf_counter() - started
    return taken, soundfile.info(out).duration


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="length of the piece (default 60)")
    parser.add_argument("--rounds", type=int, default=9, help="how often each is run (default 9)")
    options = parser.parse_args()
    document = piece(options.seconds)
    plan = interpret(document).plan
    print(f"A piece of {options.seconds:.0f} s in {len(PARTS)} parts, {len(document['events'])} notes.")
    print("Writing down what the patch is told ...", flush=True)
    blocks = record(plan, document)
    times: dict[str, list[float]] = {"ours": [], "peer": []}
    with tempfile.TemporaryDirectory() as folder:
        ours_file, peer_file = Path(folder) / "ours.wav", Path(folder) / "peer.wav"
        for number in range(options.rounds):
            for name in ("ours", "peer") if number % 2 else ("peer", "ours"):
                gc.collect()
                taken, audio = ours(document, ours_file) if name == "ours" else peer(plan, blocks, peer_file)
                times[name].append(taken)
                print(f"{name}: {taken:.3f} s for {audio:.1f} s of audio, {audio / taken:.1f} x", flush=True)
        mix, bare = soundfile.read(ours_file)[0], soundfile.read(peer_file)[0]
        shared = min(len(mix), len(bare))
        apart = float(np.abs(mix[:shared] - bare[:shared]).max())
        print(f"Greatest difference between the two files: {20 * np.log10(apart + 1e-12):.0f} dBFS.")
    pairs = zip(times["ours"], times["peer"], strict=True)
    ratio = statistics.median(ours_taken / peer_taken for ours_taken, peer_taken in pairs)
    result = {
        "name": "render",
        "value": round(len(mix) / RATE / statistics.median(times["ours"]), 2),
        "unit": "x real time",
        "peer": "the same pyo patch driven by a bare loop",
        "ratio": round(ratio, 3),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()

"""How many real scores go from MusicXML, ABC or Humdrum to a document and on to MusicXML without any loss.

Every file of music21's corpus that music21 itself reads and writes counts; of a collection of tunes, its first, which is what
Antiphon reads. The original and the file that we wrote are both read by music21 and compared by `likeness`. The peer is music21:
the file that it writes of the original, read again, by the same judge.

`python bench/roundtrip.py [--sample N] [--seed S] [--jobs J] [--limit SECONDS] [--no-peer] [--only WORD] [FILE ...]`
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import likeness

from antiphon.score.reading import read
from antiphon.score.writing import write

ENDINGS = ("mxl", "musicxml", "xml", "abc", "krn")


@dataclass
class Trip:
    """What became of a file: why it was skipped, or what we and what music21 lost of it (None: not tried)."""

    path: Path
    skipped: str = ""
    ours: likeness.Facts = field(default_factory=dict)
    peers: likeness.Facts | None = None
    said: list[str] = field(default_factory=list)


def corpus() -> list[Path]:
    """The files of music21's corpus, by name."""
    from music21 import corpus as library

    found = {Path(path) for ending in ENDINGS for path in library.getPaths(fileExtensions=(ending,))}
    return sorted(found)


def trip(path: Path, limit: int = 120, peer: bool = True) -> Trip:
    """Take a file there and back.

    Args:
        path: The file.
        limit: Seconds for each of reading, our way and music21's.
        peer: Whether music21's own way is taken too; without it a file counts that music21 cannot write.
    """
    from music21 import converter

    result = Trip(path)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with _within(limit):
                original = likeness.first_score(converter.parse(path, forceSource=True, storePickle=False))
                before = likeness.facts(original)
                if not before["pitches"] and not before["rests"]:
                    return Trip(path, "music21 finds no note in it")
        except Exception as error:  # music21 raises whatever its parser stumbles over
            return Trip(path, f"music21 does not read it: {_said(error)}")
        if peer:
            try:
                with _within(limit):
                    target = Path(folder) / "peer.musicxml"
                    original.write("musicxml", target)
                    result.peers = likeness.lost(before, _facts(target))
            except Exception as error:  # as above
                return Trip(path, f"music21 does not write it: {_said(error)}")
        try:
            with _within(limit):
                target = Path(folder) / "ours.musicxml"
                document, losses = read(path)
                losses += write(document, target)
                result.said = sorted({loss.what for loss in losses})
                result.ours = likeness.lost(before, _facts(target))
        except Exception as error:  # whatever ours stumbles over is a loss of the whole file
            result.ours = {name: [("-", _said(error))] for name in likeness.ASPECTS}
    return result


def _facts(path: Path) -> likeness.Facts:
    from music21 import converter

    return likeness.facts(converter.parse(path, forceSource=True, storePickle=False))


def _said(error: Exception) -> str:
    return f"{type(error).__name__} {' '.join(str(error).split())[:120]}"


class _within:
    """Raises TimeoutError in what takes more than so many seconds of the processor: other work does not make a file late."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        def late(*_: Any) -> None:
            raise TimeoutError(f"over {self.seconds} s")

        signal.signal(signal.SIGPROF, late)
        signal.setitimer(signal.ITIMER_PROF, self.seconds)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)


def trips(paths: Iterable[Path], jobs: int, limit: int, peer: bool) -> Iterator[Trip]:
    """Take files there and back, in their order."""
    if jobs == 1:
        yield from (trip(path, limit, peer) for path in paths)
        return
    with get_context("spawn").Pool(jobs, maxtasksperchild=50) as pool:
        yield from pool.imap(_trip, [(path, limit, peer) for path in paths])


def _trip(arguments: tuple[Path, int, bool]) -> Trip:
    return trip(*arguments)


def main() -> None:
    """Print the losses of each file, then those of each aspect, then the figure."""
    parser = argparse.ArgumentParser(description="Take real scores to a document and back.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sample", type=int, help="so many files, drawn by chance; all where absent")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--limit", type=int, default=120, help="seconds a file")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--only", default="", help="files with this in their path")
    options = parser.parse_args()
    paths = options.files or [path for path in corpus() if options.only in str(path)]
    if options.sample:
        paths = sorted(random.Random(options.seed).sample(paths, min(options.sample, len(paths))))
    kept = peers = total = 0
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    for done in trips(paths, options.jobs, options.limit, not options.no_peer):
        name = "/".join(done.path.parts[-2:])
        if done.skipped:
            skipped[done.skipped.partition(":")[0]] += 1
            print(f"{name}: skipped, {done.skipped}", flush=True)
            continue
        total += 1
        ours.update(done.ours.keys())
        theirs.update((done.peers or {}).keys())
        kept += not _counted(done.ours)
        peers += done.peers is not None and not _counted(done.peers)
        if _counted(done.ours):
            said = "; ".join(done.said)
            print(f"{name}: {said and 'listed as lost: ' + said}")
            for line in likeness.listed(done.ours):
                print(f"    {line}", flush=True)
    print(f"{total} files of {len(paths)}; files in which something is lost, ours and music21's, by aspect")
    for aspect in likeness.ASPECTS + likeness.BESIDE:
        beside = " (not counted)" if aspect in likeness.BESIDE else ""
        print(f"  {aspect}: {ours[aspect]}, {theirs[aspect]}{beside}")
    for why, number in skipped.most_common():
        print(f"  skipped, {number}: {why}")
    value, peer = (round(100 * number / max(total, 1), 1) for number in (kept, peers))
    figure = {"name": "round_trip", "value": value, "unit": "% of files without any loss", "files": total}
    if not options.no_peer:
        figure |= {"peer": peer, "ratio": round(value / peer, 2) if peer else None}
    print(json.dumps(figure))
    sys.stdout.flush()


def _counted(losses: likeness.Facts) -> bool:
    return any(aspect in likeness.ASPECTS for aspect in losses)


if __name__ == "__main__":
    main()

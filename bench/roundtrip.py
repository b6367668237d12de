"""How many real scores go from MusicXML, ABC or Humdrum to a document and on to MusicXML without any loss.

Every file of music21's corpus that music21 itself reads and writes counts; of a collection of tunes, its first, which is what
Antiphon reads. The original and the file that we wrote are both read by music21 and compared by `likeness`. The peer is music21:
the file that it writes of the original, read again, by the same judge.

`python bench/roundtrip.py [--sample N] [--seed S] [--jobs J] [--limit SECONDS] [--no-peer] [--only WORD]
[--results FILE] [--known FOLDER] [FILE ...]`
"""

from __future__ import annotations

import argparse
import gc
import gzip
import hashlib
import json
import os
import pickle
import random
import signal
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
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
    seconds: float = 0

    def line(self) -> str:
        """As a line of JSON: of what music21 lost only the first of each aspect."""
        peers = self.peers and {name: found[:1] for name, found in self.peers.items()}
        return json.dumps(vars(self) | {"peers": peers}, default=str)

    @classmethod
    def of_line(cls, line: str) -> Trip:
        """What `line` gave; numbers of its facts are text."""
        fields = json.loads(line)
        for name in ("ours", "peers"):
            fields[name] = fields[name] and {
                each: [_tuples(fact) for fact in found] for each, found in fields[name].items()
            }
        return cls(**fields | {"path": Path(fields["path"])})


def _tuples(fact: Any) -> Any:
    return tuple(map(_tuples, fact)) if isinstance(fact, list) else fact


def corpus() -> list[Path]:
    """The files of music21's corpus, by name."""
    from music21 import corpus as library

    found = {Path(path) for ending in ENDINGS for path in library.getPaths(fileExtensions=(ending,))}
    return sorted(found)


def trip(path: Path, limit: int = 120, peer: bool = True, known: Path | None = None) -> Trip:
    """Take a file there and back.

    Args:
        path: The file.
        limit: Seconds for each of reading, our way and music21's.
        peer: Whether music21's own way is taken too; without it a file counts that music21 cannot write.
        known: A folder where the facts of originals and what music21 loses are kept, for other runs of the same judge.
    """
    result = Trip(path)
    start = time.process_time()
    gc.collect()
    gc.freeze()
    gc.disable()  # it takes a quarter of the time, and finds little before a file is done
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        others = _Known(path, limit, known, Path(folder))
        skipped, before = others.facts()
        if not skipped and peer:
            skipped, result.peers = others.peers(before)
        if skipped:
            return Trip(path, skipped)
        try:
            with _within(limit):
                target = Path(folder) / "ours.musicxml"
                document, losses = read(path)
                losses += write(document, target)
                result.said = sorted({loss.what for loss in losses})
                result.ours = likeness.lost(before, _facts(target))
        except Exception as error:  # whatever ours stumbles over is a loss of the whole file
            result.ours = {name: [("-", _said(error))] for name in likeness.ASPECTS}
    result.seconds = round(time.process_time() - start, 1)
    return result


class _Known:
    """What there is to know of a file without us.

    Args:
        path: The file.
        limit: Seconds for each way.
        kept: A folder that keeps it: facts for this judge, and music21's own file for any; None for none.
        folder: Where files are written.
    """

    def __init__(self, path: Path, limit: int, kept: Path | None, folder: Path) -> None:
        self.path, self.limit, self.kept, self.folder = path, limit, kept, folder
        self.name = hashlib.sha256(str(path).encode()).hexdigest()[:24]
        self.judge = hashlib.sha256(Path(likeness.__file__).read_bytes()).hexdigest()[:12]
        self.original: Any = None

    def facts(self) -> tuple[str, likeness.Facts]:
        """Why it does not count, if so, and its facts."""
        found: tuple[str, likeness.Facts] = self._keep("facts", self._facts)
        return found

    def peers(self, before: likeness.Facts) -> tuple[str, likeness.Facts | None]:
        """Why it does not count, if so, and what music21 loses of its facts."""
        found: tuple[str, likeness.Facts | None] = self._keep("peers", lambda: self._peers(before))
        return found

    def _keep(self, what: str, make: Callable[[], Any]) -> Any:
        if self.kept is None:
            return make()
        file = self.kept / f"{self.name}-{self.judge}.{what}"
        if not file.exists():
            _put(file, pickle.dumps(make()))
        return pickle.loads(file.read_bytes())  # written by this function only

    def _parse(self) -> Any:
        from music21 import converter

        if self.original is None:
            self.original = likeness.first_score(
                converter.parse(self.path, forceSource=True, storePickle=False)
            )
        return self.original

    def _facts(self) -> tuple[str, likeness.Facts]:
        try:
            with _within(self.limit):
                before = likeness.facts(self._parse())
            return ("" if before["pitches"] or before["rests"] else "music21 finds no note in it", before)
        except Exception as error:  # music21 raises whatever its parser stumbles over
            return (f"music21 does not read it: {_said(error)}", {})

    def _peers(self, before: likeness.Facts) -> tuple[str, likeness.Facts | None]:
        target = self.folder / "peer.musicxml"
        packed = self.kept / f"{self.name}.musicxml.gz" if self.kept else None
        try:
            with _within(self.limit):
                if packed and packed.exists():
                    target.write_bytes(gzip.decompress(packed.read_bytes()))
                else:
                    self._parse().write("musicxml", target)
                after = _facts(target)
        except Exception as error:  # as above
            return (f"music21 does not write it: {_said(error)}", None)
        if packed and not packed.exists():
            _put(packed, gzip.compress(target.read_bytes(), 4))
        return ("", likeness.lost(before, after))


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(data)
    part.rename(path)


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


def trips(paths: Sequence[Path], options: argparse.Namespace) -> Iterator[Trip]:
    """Take files there and back, each as soon as it is done; in an order of chance, so that a run cut short is a sample."""
    todo = [(path, options.limit, not options.no_peer, options.known) for path in paths]
    random.Random(options.seed).shuffle(todo)
    if options.jobs == 1:
        yield from map(_trip, todo)
        return
    with get_context("spawn").Pool(options.jobs, maxtasksperchild=50) as pool:
        yield from pool.imap_unordered(_trip, todo)


def _trip(arguments: tuple[Path, int, bool, Path | None]) -> Trip:
    return trip(*arguments)


def main() -> None:
    """Print the losses of each file, then those of each aspect, then the figure."""
    parser = argparse.ArgumentParser(description="Take real scores to a document and back.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sample", type=int, help="so many files, drawn by chance; all where absent")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--limit", type=int, default=120, help="seconds of the processor for each way")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--only", default="", help="files with this in their path")
    parser.add_argument(
        "--results", type=Path, help="file of JSON lines, one a file; what is in it is not done again"
    )
    parser.add_argument(
        "--known", type=Path, help="folder that keeps what does not depend on Antiphon between runs"
    )
    options = parser.parse_args()
    paths = options.files or [path for path in corpus() if options.only in str(path)]
    if options.sample:
        paths = sorted(random.Random(options.seed).sample(paths, min(options.sample, len(paths))))
    tally = _Tally()
    done: set[Path] = set()
    if options.results and options.results.exists():
        for line in options.results.read_text().splitlines():
            earlier = Trip.of_line(line)
            if earlier.path in paths:
                done.add(earlier.path)
                tally.add(earlier)
    for each in trips([path for path in paths if path not in done], options):
        if options.results:
            with options.results.open("a") as file:
                file.write(f"{each.line()}\n")
        tally.add(each)
    tally.print(len(paths), not options.no_peer)


class _Tally:
    """Counts trips, and prints each that is skipped or loses something."""

    def __init__(self) -> None:
        self.total = self.kept = self.peers = 0
        self.ours: Counter[str] = Counter()
        self.theirs: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()

    def add(self, done: Trip) -> None:
        name = "/".join(done.path.parts[-2:])
        if done.skipped:
            self.skipped[done.skipped.partition(":")[0]] += 1
            print(f"{name}: skipped, {done.skipped}", flush=True)
            return
        self.total += 1
        self.ours.update(done.ours.keys())
        self.theirs.update((done.peers or {}).keys())
        self.kept += not _counted(done.ours)
        self.peers += done.peers is not None and not _counted(done.peers)
        if _counted(done.ours):
            said = "; ".join(done.said)
            print(f"{name}: {said and 'listed as lost: ' + said}")
            for line in likeness.listed(done.ours):
                print(f"    {line}", flush=True)

    def print(self, files: int, peer: bool) -> None:
        print(
            f"{self.total} files of {files}; files in which something is lost, ours and music21's, by aspect"
        )
        for aspect in likeness.ASPECTS + likeness.BESIDE:
            beside = " (not counted)" if aspect in likeness.BESIDE else ""
            print(f"  {aspect}: {self.ours[aspect]}, {self.theirs[aspect]}{beside}")
        for why, number in self.skipped.most_common():
            print(f"  skipped, {number}: {why}")
        value, theirs = (round(100 * number / max(self.total, 1), 1) for number in (self.kept, self.peers))
        figure = {
            "name": "round_trip",
            "value": value,
            "unit": "% of files without any loss",
            "files": self.total,
        }
        if peer:
            figure |= {"peer": theirs, "ratio": round(value / theirs, 2) if theirs else None}
        print(json.dumps(figure), flush=True)


def _counted(losses: likeness.Facts) -> bool:
    return any(aspect in likeness.ASPECTS for aspect in losses)


if __name__ == "__main__":
    main()

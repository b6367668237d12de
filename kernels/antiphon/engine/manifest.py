"""The manifest of a recording: which files it has, of which part each is, and what happened while it was made.

It lies beside them as `manifest.json`. All files of a recording begin at its first frame and are equally long.
"""

from __future__ import annotations

import fcntl
import json
import math
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from antiphon.engine.track_file import FORMATS, Format

NAME = "manifest.json"

Status = Literal["recording", "complete", "mended"]

_QUIETEST = -120.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A file.

    Attributes:
        file: Its name.
        part: Id of its part; None for the mix and for what is nobody's.
        name: Of its part, or `mix`, or `shared`.
        frames: Its length; 0 until the recording is complete.
        peak: In dBFS, -120 at least, before the file clips it at 0.
        sha256: Of the file; empty until the recording is complete.
    """

    file: str
    part: str | None
    name: str
    frames: int = 0
    peak: float = _QUIETEST
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Frames that were lost: silence in all files.

    Attributes:
        start: Counted from the recording's first frame.
        frames: How many.
    """

    start: int
    frames: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A recording.

    Attributes:
        piece: The piece's path.
        title: Its title.
        date: When the recording began, as ISO 8601 has it, in UTC.
        rate: Frames a second.
        block: Frames that the engine sounds at a time.
        format: Of the files, all of 24 bit, stereo.
        status: `recording` while it is made, and where it was broken off; `mended` where it was and was made whole.
        files: The mix first, then the stems.
        frames: Length of every file; 0 until it is complete.
        gaps: What was lost.
        first_frame: The engine's number of the first frame; 0 for a render.
        first_time: When that sounded, in seconds of the system's monotonic clock; None for a render.
        late_blocks: Blocks that the engine finished late meanwhile.
        seed: Of a render; None for what was recorded live.
    """

    piece: str
    title: str
    date: str
    rate: int
    block: int
    format: Format
    status: Status = "recording"
    files: tuple[Entry, ...] = ()
    frames: int = 0
    gaps: tuple[Gap, ...] = ()
    first_frame: int = 0
    first_time: float | None = None
    late_blocks: int = 0
    seed: int | None = None

    def write(self, folder: Path) -> None:
        """Write it into the folder; what was there is replaced at once, or stays.

        Raises:
            OSError: It cannot be written.
        """
        draft = folder / f".{NAME}.part"
        draft.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        draft.replace(folder / NAME)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of a folder.

        Raises:
            OSError: There is none.
            ValueError: It is none.
        """
        data = json.loads((folder / NAME).read_text(encoding="utf-8"))
        try:
            return _manifest(data)
        except (KeyError, TypeError) as error:
            raise ValueError(f"{folder / NAME} is no manifest of a recording: {error}") from error


def _manifest(data: Mapping[str, Any]) -> Manifest:
    manifest = Manifest(**data)
    if manifest.format not in FORMATS:
        raise TypeError(f"unknown format {manifest.format!r}")
    return replace(
        manifest,
        files=tuple(Entry(**each) for each in manifest.files),  # type: ignore[arg-type]
        gaps=tuple(Gap(**each) for each in manifest.gaps),  # type: ignore[arg-type]
    )


@contextmanager
def claim(folder: Path) -> Iterator[None]:
    """Have a recording's folder to oneself; the system ends that with the process.

    Raises:
        BlockingIOError: Another one has it.
        OSError: There is no such folder.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def decibels(peak: float) -> float:
    """A linear peak in dBFS, to a hundredth, -120 at least.

    >>> decibels(0.5), decibels(0.0)
    (-6.02, -120.0)
    """
    return round(max(20 * math.log10(peak), _QUIETEST), 2) if peak > 0 else _QUIETEST

"""The output to a file: the mix, from the engine's start to its end."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from antiphon.engine.recording import Stem
from antiphon.engine.ring_reader import RingReader
from antiphon.engine.stem_ring import StemRing
from antiphon.engine.track_file import FORMATS, Format, TrackFile

_PACE = 0.1
"""Seconds between two writings."""


class FileOutput:
    """Writes the mix of a ring into a WAV or FLAC file; frames that were lost are silence.

    Attributes:
        gone: Set when the file cannot be written any more.
        taken: Frames that were written.
    """

    def __init__(self, ring: StemRing, path: Path) -> None:
        """Begin to write. A file that is there stays there: this one has a number then.

        Args:
            ring: What to write.
            path: Where; it ends in `.wav` or `.flac`.

        Raises:
            OSError: It cannot be written; the message says what to do.
        """
        format = check_path(path)
        try:
            self._track = TrackFile(_free(path), format, ring.rate)
        except (OSError, RuntimeError) as error:
            raise OSError(f"{path} cannot be written ({error}): use --output null.") from error
        self.gone = threading.Event()
        self._ring = ring
        self._first = ring.written
        self._reader = RingReader(ring, self._first)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    @property
    def taken(self) -> int:
        """Frames that were written."""
        return self._track.frames

    def _write(self) -> None:
        try:
            while not self._ending.wait(_PACE):
                self._take()
            self._take()
            self._track.keep()
        except (OSError, RuntimeError):
            self._track.close()
            self.gone.set()

    def _take(self) -> None:
        first, frames = self._reader.take(self._ring.written, 2)
        if len(frames):
            self._track.pad(first - self._first)
            self._track.write(frames)

    def arrange(self, frame: int, stems: Sequence[Stem]) -> None:
        """It has the mix only."""

    def close(self) -> None:
        """Complete the file."""
        self._ending.set()
        self._thread.join()


def check_path(path: Path) -> Format:
    """The format of a file of this name.

    Raises:
        OSError: It cannot be one; the message says what to do.
    """
    for format in FORMATS:
        if path.suffix.lower() == f".{format}":
            if not path.parent.is_dir():
                raise OSError(f"There is no folder {path.parent}: make it, or use --output null.")
            return format
    raise OSError(f"{path} must end in .wav or .flac: name such a file, or use --output null.")


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem} ({number})")
    return free

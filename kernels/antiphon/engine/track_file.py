"""Track files: a stereo sound file that is there when it is complete, 24 bit, as WAV or FLAC."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Literal

import numpy as np
import soundfile
from numpy.typing import NDArray

Samples = NDArray[np.float32]
Format = Literal["wav", "flac"]

FORMATS: tuple[Format, ...] = ("wav", "flac")

DRAFT = ".part"
"""How the name of a file ends that is not complete."""

LONGEST_WAV = (2**32 - 1024) // 6
"""Frames that a WAV file holds: its sizes are numbers of 32 bits. At 48 kHz they last four hours."""

_CHUNK = 1 << 16

_SILENCE = np.zeros((_CHUNK, 2), np.float32)


def file_name(number: int, name: str, format: Format = "wav") -> str:
    """Name of the file of a stem.

    Args:
        number: Counted from 0.
        name: The stem's, as a person says it.
        format: `wav` or `flac`.

    >>> file_name(0, "Flute 1/2"), file_name(2, "", "flac")
    ('01 Flute 1-2.wav', '03.flac')
    """
    safe = re.sub(r'[\x00-\x1f/\\:*?"<>|]+', "-", name).strip(" .")[:80]
    return f"{number + 1:02d} {safe}".strip() + f".{format}"


class TrackFile:
    """One file that is being written: a draft until `keep`.

    Attributes:
        path: Where it will be.
        draft: Where it is until then.
        frames: How many were written.
        peak: Greatest magnitude that was written, linear; what is beyond 1 is clipped in the file.
    """

    def __init__(self, path: Path, format: Format, rate: int, draft: Path | None = None) -> None:
        """Begin it.

        Args:
            path: Where it will be.
            format: `wav` or `flac`.
            rate: Frames a second.
            draft: Where it is until it is complete; beside `path` where nothing is said.

        Raises:
            OSError, soundfile.LibsndfileError: It cannot be written.
        """
        self.path = path
        self.draft = draft or path.with_name(path.name + DRAFT)
        self.frames = 0
        self.peak = 0.0
        self._longest = LONGEST_WAV if format == "wav" else None
        self._file = soundfile.SoundFile(self.draft, "w", rate, 2, "PCM_24", format=format.upper())

    def write(self, samples: Samples) -> None:
        """Append float32 [n, 2].

        Raises:
            OSError, soundfile.LibsndfileError: The disk does not take it, or the format does not hold it.
        """
        if self._longest is not None and self.frames + len(samples) > self._longest:
            raise OSError(f"{self.path.name} is as long as a WAV file can be (4 GB): record as FLAC")
        self._file.write(samples)
        self.frames += len(samples)
        if len(samples):
            self.peak = max(self.peak, float(samples.max()), -float(samples.min()))

    def pad(self, frames: int) -> None:
        """Go on with silence until it has so many frames."""
        while (missing := frames - self.frames) > 0:
            self.write(_SILENCE[:missing])

    def keep(self) -> None:
        """It is complete.

        Raises:
            OSError, soundfile.LibsndfileError: The disk does not take it.
        """
        self._file.close()
        self.draft.replace(self.path)

    def close(self) -> None:
        """Leave the draft as it is; once it is kept, do nothing."""
        self._file.close()


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

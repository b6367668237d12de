"""Mending: a recording that was broken off, by a kill or a full disk, is made whole where it lies.

What was written is there; only the length in the header is not. It is put there, which needs no room on the disk.
WAV: Multimedia Programming Interface and Data Specifications 1.0 (IBM and Microsoft, 1991). FLAC: RFC 9639.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import soundfile

from antiphon.engine.manifest import Manifest, claim, decibels
from antiphon.engine.track_file import DRAFT, digest

_FLAC_BLOCK = 4096
"""Frames that libsndfile encodes at a time: read so, a file that is cut gives all that is whole of it."""

_FRAME = 6
"""Bytes of a frame of two channels of 24 bit."""


def mend(folder: Path) -> Manifest | None:
    """Make the recording in a folder whole. A draft of which nothing is whole stays as it is.

    Returns:
        Its manifest; None where there is nothing to mend.

    Raises:
        OSError: A file cannot be read or written.
        BlockingIOError: It is being made.
        ValueError: The manifest cannot be read.
    """
    with claim(folder):
        return _mend(folder)


def _mend(folder: Path) -> Manifest | None:
    manifest = Manifest.read(folder)
    if manifest.status != "recording":
        return None
    entries = []
    for entry in manifest.files:
        path = folder / entry.file
        draft = path.with_name(path.name + DRAFT)
        if draft.exists() and _is_mended(draft):
            draft.replace(path)
        if path.exists():
            frames, peak = _measure(path)
            entries.append(replace(entry, frames=frames, peak=decibels(peak), sha256=digest(path)))
    length = max((entry.frames for entry in entries), default=0)
    mended = replace(manifest, status="mended", files=tuple(entries), frames=length)
    mended.write(folder)
    return mended


def mend_all(parent: Path) -> list[Path]:
    """Make every recording whole that was broken off in a folder of this folder, and return those.

    What is being made now, and what cannot be mended, is left as it is.
    """
    mended = []
    for folder in sorted(parent.iterdir()) if parent.is_dir() else ():
        with contextlib.suppress(OSError, ValueError, soundfile.LibsndfileError):
            if folder.is_dir() and mend(folder) is not None:
                mended.append(folder)
    return mended


def _is_mended(draft: Path) -> bool:
    """Put a draft's length into its header; False where it holds no sound."""
    try:
        if draft.name.endswith(f".flac{DRAFT}"):
            frames = sum(map(len, _whole_blocks(draft)))
            with draft.open("r+b") as file:
                _state_flac(file, frames)
        else:
            with draft.open("r+b") as file:
                frames = _state_wav(file, draft.stat().st_size)
    except (ValueError, soundfile.LibsndfileError):
        return False
    return frames > 0


def _whole_blocks(path: Path) -> Iterator[np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    with soundfile.SoundFile(path) as file, contextlib.suppress(soundfile.LibsndfileError):
        while len(block := file.read(_FLAC_BLOCK, dtype="float32", always_2d=True)):
            yield block


def _state_flac(file: BinaryIO, frames: int) -> None:
    """Write the number of frames: the last 36 bits of the eight bytes from byte 18 of a file on (RFC 9639, 8.2)."""
    file.seek(18)
    before = int.from_bytes(file.read(8), "big")
    file.seek(18)
    file.write((before >> 36 << 36 | frames).to_bytes(8, "big"))


def _state_wav(file: BinaryIO, size: int) -> int:
    """Write the sizes of the whole and of its last chunk, which is the sound; returns its frames.

    Raises:
        ValueError: There is no such chunk.
    """
    head = file.read(4096)
    data = head.index(b"data", 12) + 8
    length = (size - data) // _FRAME * _FRAME
    for at, value in ((4, data - 8 + length), (data - 4, length)):
        file.seek(at)
        file.write(value.to_bytes(4, "little"))
    file.truncate(data + length)
    return length // _FRAME


def _measure(path: Path) -> tuple[int, float]:
    """Frames and peak (linear) of a file."""
    frames, peak = 0, 0.0
    with soundfile.SoundFile(path) as file:
        for block in file.blocks(1 << 16, dtype="float32"):
            frames += len(block)
            peak = max(peak, float(np.abs(block).max()))
    return frames, peak

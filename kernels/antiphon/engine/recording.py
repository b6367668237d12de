"""The recording: mix and stems of a performance as sound files that all begin at one frame and are equally long.

A part that comes later has silence before, one that goes has silence after; so have all where frames were lost.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from antiphon.engine.manifest import Entry, Gap, Manifest, claim, decibels
from antiphon.engine.track_file import TrackFile, digest, file_name

Samples = NDArray[np.float32]

RESERVE = 64 << 20
"""Bytes of the disk that a recording leaves free."""


class RecordingError(Exception):
    """A recording cannot begin or go on; the message is one sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Stem:
    """What a stem is.

    Attributes:
        part: Id of its part; None for a bus's and the shared stem.
        name: As a person says it.
        bus: Id of its bus; None for others.
    """

    part: str | None
    name: str
    bus: str | None = None


class Recording:
    """A recording that is being made. What is shared by the parts has a file from when it first sounds.

    Attributes:
        folder: Where.
        frames: How many were recorded, lost ones included.
    """

    def __init__(self, folder: Path, manifest: Manifest, reserve: int = RESERVE) -> None:
        """Begin it.

        Args:
            folder: Where it goes; made, with those above it.
            manifest: What is known of it beforehand: all but files, frames and gaps.
            reserve: Bytes of the disk to leave free.

        Raises:
            RecordingError: The folder or a file cannot be made, or the disk is full.
        """
        self.folder = folder
        self.frames = 0
        self._manifest = manifest
        self._reserve = reserve
        self._tracks: dict[str | None, TrackFile] = {}
        self._arrangements: list[tuple[int, tuple[Stem, ...]]] = []
        self._stems: tuple[Stem, ...] = ()
        self._guarded = 0
        self._claim = ExitStack()
        self._broken: RecordingError | None = None
        try:
            folder.mkdir(parents=True)
            self._claim.enter_context(claim(folder))
            self._mix = self._begin(Entry(f"mix.{manifest.format}", None, "mix"))
        except (OSError, soundfile.LibsndfileError) as error:
            raise RecordingError(f"{folder} cannot be recorded into: {_reason(error)}.") from error
        self._check_room()

    def arrange(self, frame: int, stems: Sequence[Stem]) -> None:
        """From an engine's frame on, which may lie ahead, the stems are these, in order."""
        self._arrangements = [each for each in self._arrangements if each[0] < frame]
        self._arrangements.append((frame, tuple(stems)))

    def write(self, frame: int, samples: Samples) -> None:
        """Append what sounded.

        Args:
            frame: The engine's number of the first one; frames between this and the last that was written are lost.
            samples: float32 [n, 2 * (stems + 1)], in the order of the stem ring: the mix, then the stems.

        Raises:
            RecordingError: The disk is full, or refuses.
        """
        if (lost := frame - self._manifest.first_frame - self.frames) > 0:
            gap = Gap(self.frames, lost)
            self._manifest = replace(self._manifest, gaps=(*self._manifest.gaps, gap))
            self.frames += lost
        try:
            self._check_room()
            while self._arrangements and self._arrangements[0][0] < frame + len(samples):
                at, stems = self._arrangements.pop(0)
                self._append(samples[: max(at - frame, 0)])
                samples = samples[max(at - frame, 0) :]
                frame = max(at, frame)
                self._stems = stems
            self._append(samples)
        except (OSError, soundfile.LibsndfileError) as error:
            raise self._broken_off(error) from error

    def finish(self, late_blocks: int = 0) -> Manifest:
        """End it: bring all files to one length, and write the manifest.

        Args:
            late_blocks: Blocks that the engine finished late meanwhile.

        Raises:
            RecordingError: The disk refuses, or refused before; what is there can be mended.
        """
        if self._broken is not None:
            raise self._broken
        tracks = (self._mix, *self._tracks.values())
        try:
            entries = []
            for entry, track in zip(self._manifest.files, tracks, strict=True):
                track.pad(self.frames)
                track.keep()
                peak = decibels(track.peak)
                entries.append(replace(entry, frames=track.frames, peak=peak, sha256=digest(track.path)))
            done = replace(self._manifest, status="complete", files=tuple(entries), frames=self.frames)
            done = replace(done, late_blocks=late_blocks)
            done.write(self.folder)
        except (OSError, soundfile.LibsndfileError) as error:
            raise self._broken_off(error) from error
        self._claim.close()
        return done

    def _broken_off(self, error: Exception) -> RecordingError:
        """Leave the drafts as they are, to be mended."""
        for track in (self._mix, *self._tracks.values()):
            track.close()
        self._claim.close()
        self._broken = RecordingError(f"{self.folder} cannot be written any more: {_reason(error)}.")
        return self._broken

    def _append(self, samples: Samples) -> None:
        if not len(samples):
            return
        self._mix.pad(self.frames)
        self._mix.write(samples[:, :2])
        for index, stem in enumerate(self._stems[: samples.shape[1] // 2 - 1], start=1):
            pair = samples[:, 2 * index : 2 * index + 2]
            whose = stem.part or stem.bus
            track = self._tracks.get(whose)
            if track is None and stem.part is None and not pair.any():
                continue
            if track is None:
                name = file_name(len(self._tracks), stem.name, self._manifest.format)
                track = self._tracks[whose] = self._begin(Entry(name, stem.part, stem.name))
            track.pad(self.frames)
            track.write(pair)
        self.frames += len(samples)

    def _begin(self, entry: Entry) -> TrackFile:
        track = TrackFile(self.folder / entry.file, self._manifest.format, self._manifest.rate)
        self._manifest = replace(self._manifest, files=(*self._manifest.files, entry))
        self._manifest.write(self.folder)
        return track

    def _check_room(self) -> None:
        """Look once a second whether there is room for what is to come.

        Raises:
            RecordingError: There is none.
        """
        if self.frames < self._guarded:
            return
        self._guarded = self.frames + self._manifest.rate
        free = shutil.disk_usage(self.folder).free
        if free < self._reserve:
            raise RecordingError(
                f"The disk of {self.folder} is full ({free >> 20} MB free), so the recording ended there: make room on it."
            )


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).rstrip(".")

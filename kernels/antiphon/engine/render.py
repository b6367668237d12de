"""The render: a piece as a sound file, by the rack that plays it live, as fast as it goes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from antiphon.engine.command_ring import Command, Kind
from antiphon.engine.interpretation import interpret
from antiphon.engine.manifest import Entry, Manifest, decibels
from antiphon.engine.motion import Motion
from antiphon.engine.notes.beats import Beat, grid
from antiphon.engine.plan import Moves, Plan, with_values
from antiphon.engine.primer import prime
from antiphon.engine.rack import Rack
from antiphon.engine.rehearsal import Asked, rehearse
from antiphon.engine.sequence import SoundingNote
from antiphon.engine.tempo import Position, TempoMap
from antiphon.engine.track_file import DRAFT, LONGEST_WAV, Format, TrackFile, digest, file_name
from antiphon.engine.transport import Transport

Samples = NDArray[np.float32]
Steering = Sequence[tuple[Position, float]]
Progress = Callable[[float, float], None]
"""Is told the seconds that are done, and the seconds that there are, a few times a second."""

RATE = 48_000
BLOCK = 128
BATCH = 64
"""Blocks that are passed on at a time."""

LONGEST_TAIL = 12.0
"""Seconds that the sound may go on after the last note."""

QUIET = 10 ** (-72 / 20)
"""A tail that stays below this is over."""

SPARE = 1 << 20
"""Bytes: a disk with less than this is full."""

FADE = 0.03
"""Seconds in which a sound is faded out where it is cut."""


class RenderError(Exception):
    """A piece cannot be rendered; the message is one sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Muted:
    """A stem that went wild and was muted.

    Attributes:
        stem: Its name.
        nodes: Ids of the nodes that sound on it.
        reason: `not finite` or `too loud`.
    """

    stem: str
    nodes: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """What was rendered.

    Attributes:
        rate: Samples a second.
        mix: float32 [frames, 2], limited to -1 dBFS.
        stems: By name, in the order of the parts, then of the buses, `shared` last: float32 [frames, 2] each, before the limiter.
        muted: What the guard muted.
    """

    rate: int
    mix: Samples
    stems: Mapping[str, Samples]
    muted: tuple[Muted, ...]


@dataclass(frozen=True, slots=True, order=True)
class Stroke:
    """A note's start or end, by sample; ends come before starts.

    Attributes:
        sample: From the beginning.
        starts: Whether it starts.
        part: Index of the part.
        key: What the rack knows the note by.
        frequency: Hz.
        velocity: 0 to 1.
    """

    sample: int
    starts: bool
    part: int
    key: int
    frequency: float
    velocity: float


def strokes(notes: Sequence[SoundingNote], tempo: TempoMap, rate: int = RATE) -> list[Stroke]:
    """The notes of a piece as a rack is told them, in order."""
    told: list[Stroke] = []
    for key, note in enumerate(notes):
        start, end = (round(tempo.seconds(position) * rate) for position in (note.start, note.end))
        told.append(Stroke(start, True, note.part, key, note.frequency, note.velocity))
        told.append(Stroke(max(end, start + 1), False, note.part, key, 0.0, 0.0))
    return sorted(told)


def beats(tempo: TempoMap, duration: float, rate: int = RATE) -> list[Beat]:
    """Where a piece is as a rack is told, in order."""
    return [*grid(lambda position: round(tempo.seconds(position) * rate), rate, 0, 0.0, duration)]


def told_as(commands: Iterable[Command]) -> tuple[list[Stroke], list[Beat]]:
    """Commands as a rack is told them: the notes, and where the piece is."""
    told, words = [], []
    for each in commands:
        if each.kind == Kind.BEAT:
            words.append(Beat(each.frame, each.value, each.value2, bool(each.key)))
        elif each.kind in (Kind.NOTE_ON, Kind.NOTE_OFF):
            starts = each.kind == Kind.NOTE_ON
            told.append(Stroke(each.frame, starts, each.part, each.key, each.value, each.value2))
    return sorted(told), words


def perform(
    rack: Rack,
    told: Sequence[Stroke],
    frames: int,
    beats: Sequence[Beat] = (),
    moves: Callable[[int], Moves] = lambda _: (),
) -> Iterator[tuple[Samples, Samples]]:
    """Play strokes on a rack.

    Args:
        rack: Primed.
        told: In order.
        frames: Samples from the beginning to the last note's end.
        beats: Where the piece is, in order.
        moves: Gives what is set of the plan's values up to a sample, from where it ended the last time.

    Yields:
        The stems, float32 [frames, 2 * stems], and the mix, float32 [frames, 2], in step (its delay is
        taken out): views that the next step writes again, `BATCH` blocks at a time. After the last note it goes on
        until the tail is over.
    """
    block = rack.block
    length = BATCH * block
    late = rack.delay
    stems = np.zeros((late + length, 2 * rack.plan.stems), np.float32)
    mix = np.zeros((length, 2), np.float32)
    index, beat, done, skip = 0, 0, 0, late
    first = rack.now
    while done < frames + LONGEST_TAIL * rack.rate:
        stems[:late] = stems[length:]
        for row in range(0, length, block):
            now = rack.now - first
            for _, values in moves(now + block):
                for value in values.items():
                    rack.set(*value)
            while beat < len(beats) and beats[beat].frame < now + block:
                at, position, pace, moving = beats[beat]
                rack.beat(position, pace, moving, at - now)
                beat += 1
            while index < len(told) and told[index].sample < now + block:
                _strike(rack, told[index], told[index].sample - now)
                index += 1
            sounding = stems[late + row : late + row + block]
            sounding[:] = rack.sound()
            if rack.treats_mix:
                rack.finish(sounding, mix[row : row + block])
        if not rack.treats_mix:
            rack.finish(stems[late:], mix)
        yield stems[skip:length], mix[skip:]
        done += length - skip
        skip = 0
        if done >= frames and index == len(told) and max(stems.max(), -stems.min()) < QUIET:
            return


def _strike(rack: Rack, stroke: Stroke, offset: int) -> None:
    if stroke.starts:
        rack.note_on(stroke.part, stroke.key, stroke.frequency, stroke.velocity, offset)
    else:
        rack.note_off(stroke.part, stroke.key, offset)


def render(
    document: Mapping[str, Any],
    *,
    seconds: float | None = None,
    steering: Steering = (),
    asked: Sequence[Asked] = (),
    seed: int = 0,
    progress: Progress | None = None,
) -> Rendering:
    """Render a document into memory.

    Args:
        document: The document.
        seconds: Length; None for the whole piece and its tail.
        steering: From a position (quarter lengths) on, the factor of the written tempo.
        asked: What is steered as it would be live, by position; instead of `steering`.
        seed: The same document, steering and seed give the same samples.
        progress: Is told how far it is.

    Raises:
        RenderError: There is nothing to render.
    """
    job = _Job(document, seconds, steering, seed, asked)
    batches = [(stems.copy(), mix.copy()) for stems, mix in job.batches(progress)]
    sound, mix = (np.concatenate(each) for each in zip(*batches, strict=True))
    named = {name: sound[:, 2 * stem : 2 * stem + 2] for stem, name in job.stem_names().items()}
    return Rendering(RATE, mix, named, tuple(job.muted))


def render_file(
    document: Mapping[str, Any],
    out: Path,
    *,
    stems: Path | None = None,
    format: Format = "wav",
    piece: str = "",
    seconds: float | None = None,
    steering: Steering = (),
    seed: int = 0,
    progress: Progress | None = None,
) -> tuple[Muted, ...]:
    """Render a document to sound files, 48 kHz, 24 bit, stereo.

    They are written some blocks at a time, so that a long piece takes no more memory than a short one. They appear when
    they are complete; until then, what lay there lies there.

    Args:
        document: The document.
        out: The mix.
        stems: A folder, made where there is none, for a file a stem, named by part, and a manifest of all of them.
        format: `wav` or `flac`.
        piece: The piece's path, for the manifest.
        seconds: Length; None for the whole piece and its tail.
        steering: From a position (quarter lengths) on, the factor of the written tempo.
        seed: The same document, steering and seed give the same files.
        progress: Is told how far it is.

    Returns:
        What the guard muted.

    Raises:
        RenderError: There is nothing to render, it is longer than the format holds, or a file cannot be written.
    """
    job = _Job(document, seconds, steering, seed)
    if format == "wav" and job.frames > LONGEST_WAV:
        hours, minutes = divmod(round(job.frames / RATE / 60), 60)
        raise RenderError(
            f"The piece lasts {hours} h {minutes:02d} min, longer than a WAV file can be (4 GB, some four hours): "
            "make a FLAC file of it."
        )
    date = datetime.now(UTC).isoformat(timespec="milliseconds")
    manifest = Manifest(piece, job.title, date, RATE, BLOCK, format, "complete", seed=seed)
    names = {} if stems is None else job.stem_names()
    try:
        if stems is not None:
            stems.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            whole = stack.enter_context(_draft(out, format))
            single = [
                (stem, stack.enter_context(_draft(stems / file_name(stem, name, format), format)))
                for stem, name in names.items()
                if stems is not None
            ]
            try:
                for sound, mix in job.batches(progress):
                    whole.write(mix)
                    for stem, track in single:
                        track.write(sound[:, 2 * stem : 2 * stem + 2])
                for track in (whole, *(track for _, track in single)):
                    track.keep()
            except (OSError, soundfile.LibsndfileError) as error:
                # While the drafts are there: without them the disk has room again.
                raise RenderError(cannot_write(out, error)) from error
        if stems is not None:
            entries = [_entry(whole, os.path.relpath(out, stems), None, "mix")]
            for stem, track in single:
                part = job.plan.part_of(stem)
                entries.append(_entry(track, track.path.name, part, names[stem]))
            replace(manifest, files=tuple(entries), frames=whole.frames).write(stems)
    except (OSError, soundfile.LibsndfileError) as error:
        raise RenderError(cannot_write(out, error)) from error
    return tuple(job.muted)


def cannot_write(out: Path, error: Exception) -> str:
    """Why a file was not written, in a sentence: libsndfile itself says nothing of a disk that is full."""
    with suppress(OSError):
        if shutil.disk_usage(out.parent).free < SPARE:
            return f"{out.name} cannot be written: the disk is full. Make room on it, then try again."
    why = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return f"{out} cannot be written: {why.rstrip('.')}."


@contextmanager
def _draft(path: Path, format: Format) -> Iterator[TrackFile]:
    """A file that is there when it is kept, or not at all."""
    track = TrackFile(path, format, RATE, path.with_name(f".{path.name}.{os.getpid()}{DRAFT}"))
    try:
        yield track
    finally:
        track.close()
        track.draft.unlink(missing_ok=True)


def _entry(track: TrackFile, file: str, part: str | None, name: str) -> Entry:
    return Entry(file, part, name, track.frames, decibels(track.peak), digest(track.path))


class _Job:
    """A document made ready to sound."""

    def __init__(
        self,
        document: Mapping[str, Any],
        seconds: float | None,
        steering: Steering,
        seed: int,
        asked: Sequence[Asked] = (),
    ) -> None:
        if seconds is not None and not seconds > 0:
            raise RenderError(f"The length must be more than 0 seconds, not {seconds:g}.")
        reading = interpret(document)
        tempo = reading.tempo
        for position, factor in steering:
            tempo = tempo.with_steering(position, factor)
        self._transport = Transport(replace(reading.course, tempo=tempo), RATE).play(0, 0.0)
        self._motion = Motion(reading)
        beginning = self._motion.overlay(0, reading.course.written(0.0))
        self.plan: Plan = with_values(reading.plan, beginning)
        self.title = reading.piece.title
        self.muted: list[Muted] = []
        self._told = strokes(reading.notes, tempo)
        self._beats = beats(tempo, reading.course.duration)
        if not self._told:
            raise RenderError("The piece has no note that sounds: write one, then render it.")
        end = round(tempo.seconds(reading.course.duration) * RATE)
        if asked:
            steered = rehearse(reading, asked, self._motion, RATE)
            self._transport, end = steered.transport, steered.end
            self._told, self._beats = told_as(steered.commands)
        self._frames = max([end, *(stroke.sample for stroke in self._told[-1:])])
        self._length = None if seconds is None else round(seconds * RATE)
        self._seed = seed

    @property
    def frames(self) -> int:
        """How long it sounds, without the tail of a whole piece."""
        return self._frames if self._length is None else self._length

    def stem_names(self) -> dict[int, str]:
        """Names of the stems by index: parts, then buses; `shared` only where a node sounds on it."""
        sounding = {node.stem for node in self.plan.nodes}
        return {
            stem: self.plan.stem_name(stem)
            for stem in range(self.plan.stems)
            if stem < self.plan.stems - 1 or stem in sounding
        }

    def batches(self, progress: Progress | None) -> Iterator[tuple[Samples, Samples]]:
        """Stems and mix, up to the length asked for; where that cuts a sound, it is faded out."""
        total = self.frames
        told = [stroke for stroke in self._told if self._length is None or stroke.sample < total]
        done = 0
        with Rack(self.plan, RATE, BLOCK, self._seed) as rack:
            prime(rack)
            moves = partial(self._motion.advance, self._transport)
            for stems, mix in perform(rack, told, total, self._beats, moves):
                count = len(mix) if self._length is None else min(len(mix), self._length - done)
                done += count
                if done == self._length:
                    _fade(stems[:count])
                    _fade(mix[:count])
                yield stems[:count], mix[:count]
                if done == self._length:
                    break
                if progress is not None:
                    progress(done / RATE, max(done, total) / RATE)
            for each in rack.muted:
                nodes = tuple(node.id for node in self.plan.nodes if node.stem == each.stem)
                self.muted.append(Muted(self.plan.stem_name(each.stem), nodes, each.reason))
        if progress is not None:
            progress(done / RATE, done / RATE)


def _fade(sound: Samples) -> None:
    count = min(len(sound), round(FADE * RATE))
    sound[len(sound) - count :] *= np.linspace(1, 0, count, dtype=np.float32)[:, None]

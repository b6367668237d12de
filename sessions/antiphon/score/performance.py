"""A MIDI file as a performance: the grid its notes lie on, and what a score does not keep of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from antiphon.score.library import music21
from antiphon.score.loss import Loss

DIVISIONS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16, 20, 28, 32)
"""Equal divisions of the quarter note that composers write."""

PLAIN = (4, 3)
"""The grid for a human performance: sixteenths and triplet eighths."""

TICKS = 10080
"""Ticks of a quarter note that hold all `DIVISIONS` exactly."""

_DROPPED = {
    "CONTROLLER_CHANGE": "controller change",
    "PITCH_BEND": "pitch bend",
    "CHANNEL_KEY_PRESSURE": "aftertouch message",
    "POLYPHONIC_KEY_PRESSURE": "aftertouch message",
    "SYSEX": "system exclusive message",
    "F0_SYSEX_EVENT": "system exclusive message",
    "MARKER": "marker",
    "CUE_POINT": "cue point",
    "TEXT_EVENT": "text",
}


@dataclass(frozen=True)
class Track:
    """What matters of a MIDI track.

    Attributes:
        name: Its name.
        notes: Onset and end of each note in quarter lengths.
        velocities: Those that occur.
        dropped: Messages that a score does not keep.
        tick: The file's unit of time in quarter lengths.
    """

    name: str
    notes: list[tuple[Fraction, Fraction]]
    velocities: frozenset[int]
    dropped: list[str]
    tick: Fraction


def track(events: Any, ticks: int) -> Track:
    """Read a music21 MidiTrack.

    Args:
        events: The track.
        ticks: Ticks in a quarter note.

    Returns:
        Its notes and what will be dropped.
    """
    library = music21().midi.translate
    timed: list[tuple[int, Any]] = library.getTimeForEvents(events)
    names = [event.data for _, event in timed if event.type.name == "SEQUENCE_TRACK_NAME"]
    notes = library.getNotesFromEvents(timed)
    return Track(
        name=names[0].decode("utf-8", "replace").strip() if names and isinstance(names[0], bytes) else "",
        notes=[(Fraction(note.onTime, ticks), Fraction(note.offTime, ticks)) for note in notes],
        velocities=frozenset(note.event.velocity or 0 for note in notes),
        dropped=[
            _DROPPED[event.type.name]
            for _, event in timed
            if event.type.name in _DROPPED and not _idle(event)
        ],
        tick=Fraction(1, ticks),
    )


def _idle(event: Any) -> bool:
    """Whether it is a pitch bend to the middle, which writers put at the start of a track."""
    return bool(event.type.name == "PITCH_BEND" and (event.parameter1, event.parameter2) == (0, 0x40))


def grid(tracks: Sequence[Track]) -> tuple[int, ...]:
    """The divisions of the quarter note on which these notes lie.

    The fewest of `DIVISIONS` that hold all onsets and ends, to half a tick; failing that (staccato and legato playing),
    all onsets; failing that (a human performance), `PLAIN`.
    """
    tick = max((each.tick for each in tracks), default=Fraction(1))
    onsets = {onset for each in tracks for onset, _ in each.notes}
    ends = {end for each in tracks for _, end in each.notes}
    for times in (onsets | ends, onsets):
        found = {_division(time, tick) for time in times}
        if None not in found:
            needed = {each for each in found if each} or {1}
            return tuple(
                each for each in sorted(needed) if not any(other % each == 0 for other in needed - {each})
            )
    return PLAIN


def quantise(events: Any, ticks: int, divisors: Sequence[int]) -> None:
    """Move the notes of a music21 MidiTrack to a grid, in place, in ticks of which `TICKS` make a quarter note.

    A note that would have no length gets that of the finest division.

    Args:
        events: The track.
        ticks: Ticks in a quarter note until now.
        divisors: The grid.
    """
    midi = music21().midi
    timed: list[tuple[int, Any]] = midi.translate.getTimeForEvents(events)
    moved = [
        (time * TICKS // ticks, 0, event)
        for time, event in timed
        if not (event.isNoteOn() or event.isNoteOff())
    ]
    for note in midi.translate.getNotesFromEvents(timed):
        onset = _nearest(Fraction(note.onTime, ticks), divisors)
        end = max(_nearest(Fraction(note.offTime, ticks), divisors), onset + Fraction(1, max(divisors)))
        off = midi.MidiEvent(events, type=midi.ChannelVoiceMessages.NOTE_OFF, channel=note.event.channel)
        off.pitch, off.velocity = note.event.pitch, 0
        moved += [(int(onset * TICKS), 2, note.event), (int(end * TICKS), 1, off)]
    moved.sort(key=lambda each: (each[2].type == midi.MetaEvents.END_OF_TRACK, each[:2]))
    events.events, now = [], 0
    for time, _, event in moved:
        delta = midi.DeltaTime(events)
        delta.time, now = max(time - now, 0), max(time, now)
        events.events += [delta, event]


def sharpen(score: Any, tracks: Iterable[Any]) -> None:
    """Give the metronome marks of a music21 Score, in place, the exact tempi of the file.

    music21 rounds them to a hundredth of a quarter a minute, which after a minute of music is an audible delay.

    Args:
        score: What music21 made of the file.
        tracks: Its MidiTracks, in `TICKS`.
    """
    midi = music21().midi
    exact = {
        time: 60_000_000 / int.from_bytes(event.data, "big")
        for track in tracks
        for time, event in midi.translate.getTimeForEvents(track)
        if event.type == midi.MetaEvents.SET_TEMPO and any(event.data)
    }
    for mark in score.recurse().getElementsByClass("MetronomeMark"):
        number = exact.get(round(mark.getOffsetInHierarchy(score) * TICKS))
        if number is not None:
            mark.number = number


def losses(tracks: Iterable[Track], divisors: Sequence[int]) -> list[Loss]:
    """What a score on this grid does not keep of the performance."""
    lost = []
    for each in tracks:
        for onset, end in each.notes:
            if _off(onset, divisors) > each.tick / 2:
                lost.append(
                    Loss(None, each.name, "off-grid note (moved to the nearest division of the beat)")
                )
            elif _off(end, divisors) > each.tick / 2:
                lost.append(
                    Loss(None, each.name, "off-grid note end (moved to the nearest division of the beat)")
                )
        if len(each.velocities) > 1:
            lost.append(Loss(None, each.name, "velocity range"))
        lost.extend(Loss(None, each.name, what) for what in each.dropped)
    return lost


def _division(time: Fraction, tick: Fraction) -> int | None:
    return next((division for division in DIVISIONS if _off(time, (division,)) <= tick / 2), None)


def _off(time: Fraction, divisors: Iterable[int]) -> Fraction:
    """How far a time is from the nearest point of a grid, in quarter lengths."""
    return abs(time - _nearest(time, divisors))


def _nearest(time: Fraction, divisors: Iterable[int]) -> Fraction:
    """The nearest point of a grid, one of the first division where there are two."""
    return min(
        (Fraction(round(time * divisor), divisor) for divisor in divisors),
        key=lambda point: abs(time - point),
    )

"""A MIDI file as a performance: the grid its notes lie on, and what a score does not keep of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from antiphon.score.library import music21
from antiphon.score.loss import Loss

GRIDS: tuple[tuple[int, ...], ...] = ((4, 3), (8, 6), (8, 6, 5), (16, 12, 10, 7), (32, 24, 20, 14))
"""Divisions of the quarter note, from the plainest: the first on which every note lies is taken."""

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
    """What matters of a MIDI track: name, (onset, end) of each note in quarter lengths, velocities, other messages."""

    name: str
    notes: list[tuple[Fraction, Fraction]]
    velocities: frozenset[int]
    dropped: list[str]


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
    )


def _idle(event: Any) -> bool:
    """Whether it is a pitch bend to the middle, which writers put at the start of a track."""
    return bool(event.type.name == "PITCH_BEND" and (event.parameter1, event.parameter2) == (0, 0x40))


def grid(tracks: Sequence[Track]) -> tuple[int, ...]:
    """The plainest of `GRIDS` for these notes.

    The first one on which all onsets and ends lie; failing that (staccato and legato playing), all onsets; failing that
    (a human performance), sixteenths and triplet eighths.
    """
    onsets = {onset for each in tracks for onset, _ in each.notes}
    ends = {end for each in tracks for _, end in each.notes}
    for times in (onsets | ends, onsets):
        for divisors in GRIDS:
            if all(_on(time, divisors) for time in times):
                return divisors
    return GRIDS[0]


def losses(tracks: Iterable[Track], divisors: Sequence[int]) -> list[Loss]:
    """What a score on this grid does not keep of the performance."""
    lost = []
    for each in tracks:
        for onset, end in each.notes:
            if not _on(onset, divisors):
                lost.append(
                    Loss(None, each.name, "off-grid note (moved to the nearest division of the beat)")
                )
            elif not _on(end, divisors):
                lost.append(
                    Loss(None, each.name, "off-grid note end (moved to the nearest division of the beat)")
                )
        if len(each.velocities) > 1:
            lost.append(Loss(None, each.name, "range of note velocities"))
        lost.extend(Loss(None, each.name, what) for what in each.dropped)
    return lost


def _on(time: Fraction, divisors: Sequence[int]) -> bool:
    return any((time * divisor).denominator == 1 for divisor in divisors)

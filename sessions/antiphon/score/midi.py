"""A piece as a MIDI file: what sounds, with meters, keys, tempi, the first verse, and a General MIDI program a part."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

from antiphon.document.projection import Part, Piece
from antiphon.document.types import Document
from antiphon.score import ties
from antiphon.score.library import music21
from antiphon.score.loss import Loss
from antiphon.score.stream import full, instrument, metronome

_SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def midi(piece: Piece) -> bytes:
    """A piece as a MIDI file of format 1: a track of tempi and meters, then one a part.

    A measure that is not as long as its meter says gets a time signature of its own, so that bar lines stay where they are.
    """
    score = music21().stream.Score()
    for number, part in enumerate(piece.parts):
        score.insert(0, _track(piece, part, conducting=number == 0))
    return cast(bytes, music21().midi.translate.streamToMidiFile(score, addEndDelay=False).writestr())


def losses(piece: Piece, document: Document) -> list[Loss]:
    """What MIDI does not hold of a piece."""
    numbers = {measure.id: measure.number for measure in piece.measures}
    of_note = {
        note.id: numbers[voice.measure]
        for part in piece.parts
        for voice in part.voices
        for item in voice.items
        for note in item.notes
    }
    lost = []
    for part in piece.parts:
        lost += [Loss(of_note[sound.note.id], part.name, what) for sound, what in _keys(piece, part)[1]]
        lost += [Loss(numbers[clef.measure], part.name, "clef") for clef in part.clefs if clef.id]
        for voice in part.voices:
            for note in (note for item in voice.items for note in item.notes):
                for verse, text in enumerate(note.lyrics, start=1):
                    if verse > 1 and text:
                        lost.append(Loss(numbers[voice.measure], part.name, f"verse {verse} syllable"))
    lost += [Loss(None, "", f"tempo text ({tempo.text})") for tempo in piece.tempi if tempo.text]
    lost += [Loss(None, "", span["kind"]) for span in document["spans"].values()]
    return lost


def pitch(part: Part, name: str) -> int:
    """The MIDI key number at which a written pitch of a part sounds."""
    alter = name.count("#") - name.count("b")
    return _SEMITONES[name[0]] + alter + 12 * (int(name[-1]) + 1) + part.chromatic


def _track(piece: Piece, part: Part, conducting: bool) -> Any:
    track = music21().stream.Part()
    track.partName = part.name
    player = instrument(part)
    player.transposition = None
    track.insert(0, player)
    if conducting:
        for position, signature in _meters(piece):
            track.insert(position, signature)
        previous = None
        for measure in piece.measures:
            if (measure.key, measure.mode) != previous:
                previous = (measure.key, measure.mode)
                track.insert(measure.start, music21().key.KeySignature(measure.key).asKey(measure.mode))
        for tempo in piece.tempi:
            track.insert(tempo.position, metronome(tempo.bpm, ""))
    for number, sound in _keys(piece, part)[0]:
        element = music21().note.Note(number, quarterLength=sound.duration)
        if sound.note.lyrics and sound.note.lyrics[0]:
            element.lyrics = [music21().note.Lyric(sound.note.lyrics[0], applyRaw=True)]
        track.insert(sound.start, element)
    return track


def _keys(piece: Piece, part: Part) -> tuple[list[tuple[int, ties.Sound]], list[tuple[ties.Sound, str]]]:
    """The keys that a part strikes, and what of its notes a keyboard cannot do: a key sounds once at a time."""
    keys: dict[int, list[ties.Sound]] = {}
    lost: list[tuple[ties.Sound, str]] = []
    for sound in sorted(ties.sounds(part, piece.measures), key=lambda each: (each.start, -each.duration)):
        number = pitch(part, sound.note.pitch)
        before = keys.setdefault(number, [])
        if not 0 <= number < 128:
            lost.append((sound, "out-of-range note"))
        elif before and before[-1].start == sound.start:
            lost.append((sound, "doubled note (one note in MIDI)"))
        else:
            if before and before[-1].start + before[-1].duration > sound.start:
                lost.append((before[-1], "restruck note (ends there in MIDI)"))
                before[-1] = replace(before[-1], duration=sound.start - before[-1].start)
            before.append(sound)
    return [(number, sound) for number, struck in keys.items() if 0 <= number < 128 for sound in struck], lost


def _meters(piece: Piece) -> list[tuple[Fraction, Any]]:
    result = []
    previous = ""
    for measure in piece.measures:
        text = measure.meter
        if measure.duration != full(measure):
            unit = max(4, measure.duration.denominator * 4)
            text = f"{measure.duration * unit / 4}/{unit}"
        if text != previous and _sayable(text):
            result.append((measure.start, music21().meter.TimeSignature(text)))
            previous = text
    return result


def _sayable(text: str) -> bool:
    """Whether a time signature can be said in MIDI: at most 255 beats of a power of two."""
    beats, unit = (int(number) for number in text.split("/"))
    return beats < 256 and unit & (unit - 1) == 0

"""A piece as a MIDI file: what sounds, with meters, keys, tempi, the first verse, and a General MIDI program a part."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

from antiphon.document.piece import Note, Part, Piece
from antiphon.score import notation, ties
from antiphon.score.library import music21
from antiphon.score.loss import Loss
from antiphon.score.stream import instrument, metronome

_MARKS = {"harmony": "chord symbol", "figures": "figure", "text": "text direction"}

_SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def midi(piece: Piece) -> bytes:
    """A piece as a MIDI file of format 1: a track of tempi and meters, then one a part.

    A measure that is not as long as its meter says gets a time signature of its own, so that bar lines stay where they are.
    """
    score = music21().stream.Score()
    for number, part in enumerate(piece.parts):
        score.insert(0, _track(piece, part, conducting=number == 0))
    return cast(bytes, music21().midi.translate.streamToMidiFile(score, addEndDelay=False).writestr())


def losses(piece: Piece) -> list[Loss]:
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
    for part in piece.parts:
        lost += [Loss(None, part.name, span.kind) for span in part.spans]
        lost += [
            Loss(numbers[mark.measure], part.name, _MARKS.get(mark.kind, mark.kind))
            for mark in part.marks
            if mark.kind != "dynamic"
        ]
        for voice in part.voices:
            for item in voice.items:
                signs = [f"{name.replace('_', ' ')} mark" for name in item.marks]
                signs += ["grace note"] * len(item.graces) + ["fermata"] * bool(item.fermata)
                signs += ["tremolo"] * bool(item.tremolo) + ["arpeggio"] * bool(item.arpeggio)
                lost += [Loss(numbers[voice.measure], part.name, what) for what in signs]
    return lost


def key(part: Part, note: Note) -> int:
    """The MIDI key number that a note of a part strikes."""
    drum = next((drum for drum in part.drums if drum.id == note.drum), None)
    return drum.key if drum else pitch(part, note.pitch)


def pitch(part: Part, name: str) -> int:
    """The MIDI key number at which a written pitch of a part sounds."""
    alter = name.count("#") - name.count("b")
    return _SEMITONES[name[0]] + alter + 12 * (int(name[-1]) + 1) + part.chromatic


def _track(piece: Piece, part: Part, conducting: bool) -> Any:
    track = music21().stream.Part()
    track.partName = part.name
    player = music21().instrument.UnpitchedPercussion() if part.drums else instrument(part)
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
    loudness = _loudness(piece, part)
    for number, sound in _keys(piece, part)[0]:
        element = music21().note.Note(number, quarterLength=sound.duration)
        marked = [velocity for start, velocity in loudness if start <= sound.start]
        if marked:
            element.volume.velocity = marked[-1]
        if sound.note.lyrics and sound.note.lyrics[0]:
            element.lyrics = [music21().note.Lyric(sound.note.lyrics[0], applyRaw=True)]
        track.insert(sound.start, element)
    return track


def _loudness(piece: Piece, part: Part) -> list[tuple[Fraction, int]]:
    """Where the dynamics of a part change, and to which velocity."""
    starts = {measure.id: measure.start for measure in piece.measures}
    return [
        (starts[mark.measure] + mark.onset, round(127 * music21().dynamics.Dynamic(mark.text).volumeScalar))
        for mark in part.marks
        if mark.kind == "dynamic"
    ]


def _keys(piece: Piece, part: Part) -> tuple[list[tuple[int, ties.Sound]], list[tuple[ties.Sound, str]]]:
    """The keys that a part strikes, and what of its notes a keyboard cannot do: a key sounds once at a time."""
    keys: dict[int, list[ties.Sound]] = {}
    lost: list[tuple[ties.Sound, str]] = []
    for sound in sorted(ties.sounds(part, piece.measures), key=lambda each: (each.start, -each.duration)):
        number = key(part, sound.note)
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
        whole = notation.full(measure.meter)
        unit = int(measure.meter.partition("/")[2])
        text = f"{whole * unit / 4}/{unit}"
        if measure.duration != notation.full(measure.meter):
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

"""The sequence: the notes of a piece as they sound, in the order in which it is played."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import repeat
from operator import attrgetter

from antiphon.document.piece import Grace, Item, Note, Part, Piece
from antiphon.engine import articulation, meter
from antiphon.engine.chain import Chain
from antiphon.engine.ornament import SOFTER, arpeggio, is_trill, leaning, quick, tremolo
from antiphon.engine.phrasing import Phrasing, Voice
from antiphon.engine.pitch import midi_key, written_fifths
from antiphon.engine.route import Visit, visits

STRAIGHT = Fraction(1, 2)
"""Where the second eighth of a beat sounds when nothing swings."""


@dataclass(frozen=True, slots=True)
class SoundingNote:
    """A note that sounds, from its start to the end of the last note that is tied to it.

    Attributes:
        part: Index of its part.
        start: In quarter lengths that are played before it.
        end: Greater than start.
        key: Sounding MIDI key, 60 for middle C; in a percussion map, General MIDI's key.
        frequency: Hz, in equal temperament with A4 at 440.
        velocity: 0 to 1.
        events: Ids of its events, in order; several where it is tied.
    """

    part: int
    start: float
    end: float
    key: int
    frequency: float
    velocity: float
    events: tuple[str, ...]

    @property
    def id(self) -> str:
        """Id of its first event."""
        return self.events[0]

    @property
    def duration(self) -> float:
        """In quarter lengths."""
        return self.end - self.start


def sequence(piece: Piece) -> tuple[SoundingNote, ...]:
    """All notes that sound, by start, part and key.

    Args:
        piece: The piece. Its written pitches are transposed as its parts say.
    """
    played = visits(piece.measures, piece.sections, piece.form)
    starts = {measure.id: measure.start for measure in piece.measures}
    share = swing_share(piece.swing)
    return merge(part_sequence(part, index, starts, played, share) for index, part in enumerate(piece.parts))


def swing_share(swing: float) -> Fraction:
    """A piece's swing as a rational number, to a thousandth."""
    return Fraction(swing).limit_denominator(1000)


def merge(parts: Iterable[Sequence[SoundingNote]]) -> tuple[SoundingNote, ...]:
    """The notes of several parts by start; where they start together, in the order of the parts."""
    return tuple(sorted((note for part in parts for note in part), key=attrgetter("start")))


def part_sequence(
    part: Part, index: int, starts: Mapping[str, Fraction], played: Sequence[Visit], share: Fraction
) -> list[SoundingNote]:
    """The notes of a part, by start and key.

    Args:
        part: The part.
        index: Its index.
        starts: Where each measure starts in the score.
        played: The measures in the order in which they are played.
        share: Where the second eighth of a beat sounds, as a share of the beat.
    """
    player = _Player(part, index, starts, share)
    for visit in played:
        player.play(visit)
    return sorted(player.finish(), key=lambda note: (note.start, note.key, note.events))


class _Player:
    """Plays a part, measure by measure; grace notes and ornaments take their time from the notes as they are written."""

    def __init__(self, part: Part, index: int, starts: Mapping[str, Fraction], share: Fraction) -> None:
        self._index = index
        self._share = share
        self._part = part
        self._drums = {drum.id: drum.key for drum in part.drums}
        self._phrasing = Phrasing(part, starts)
        self._items: dict[str, list[tuple[Voice, Item]]] = defaultdict(list)
        for voice in part.voices:
            place = (voice.staff, voice.voice)
            self._items[voice.measure] += [(place, each) for each in voice.items if each.notes or each.graces]
        for items in self._items.values():
            items.sort(key=lambda each: (each[1].onset, each[0]))
        self._tied: dict[tuple[int, Fraction], list[Chain]] = {}
        self._before: dict[Voice, list[Chain]] = {}
        self._last: dict[int, Chain] = {}
        self._chains: list[Chain] = []
        self._notes: list[SoundingNote] = []

    def play(self, visit: Visit) -> None:
        """Play a measure."""
        fifths = written_fifths(visit.measure.key, self._part.diatonic, self._part.chromatic)
        for voice, item in self._items.get(visit.measure.id, ()):
            self._play_item(visit, fifths, voice, item)

    def finish(self) -> list[SoundingNote]:
        """All that was played."""
        for chain in self._chains:
            self._sound(chain)
        return self._notes

    def _play_item(self, visit: Visit, fifths: int, voice: Voice, item: Item) -> None:
        measure, phrasing, marks = visit.measure, self._phrasing, item.marks
        position = measure.start + item.onset if phrasing.varied else measure.start
        written = visit.at + item.onset
        start, end = written, written + item.duration
        if self._share != STRAIGHT and item.tuplet is None:
            start = visit.at + meter.swing(measure, item.onset, self._share)
            end = visit.at + meter.swing(measure, item.onset + item.duration, self._share)
        velocity = phrasing.velocity(voice[0], position) * meter.weight(measure, item.onset)
        last = end
        if item.graces:
            start, last = self._play_graces(item, voice, start, end, velocity)
        if marks:
            velocity *= articulation.weight(marks)
        slurred = phrasing.slurred(voice, position)
        share = articulation.length(marks, slurred) if marks else articulation.WHOLE
        trilled = is_trill(marks) or phrasing.trilled(voice, position)
        pedal = phrasing.pedals.end(position)
        notes = [note for note in item.notes if not note.cue]
        later = (
            arpeggio(item.arpeggio, len(notes), last - start) if item.arpeggio else repeat(None, len(notes))
        )
        chains = []
        for note, delay in zip(notes, later, strict=True):
            key = self._key(note)
            chain = self._continued(key, voice, written)
            if chain is None:
                begin = start + delay if delay else start
                chain = Chain(note, item, fifths, voice, begin, last, last, velocity, [], trilled)
                pair = phrasing.alternation(measure.id, voice, item.onset)
                if pair is not None:
                    chain.alternation = pair.strikes(visit.at)
                self._strike(key, chain)
            chain.events.append(note.id)
            chain.end = last
            chain.release = last
            if share is not articulation.WHOLE:
                begin = max(chain.start, start)
                chain.release = begin + share * (last - begin)
            elif slurred and last == end:
                chain.release += articulation.OVERLAP
            if pedal is not None:
                chain.release = max(chain.release, visit.at + pedal - measure.start)
            if note.let_ring:
                chain.release = max(chain.release, visit.at + measure.duration)
            if phrasing.glissandi and note.drum is None:
                chain.target = phrasing.glissandi.get(note.id)
            if item.tremolo:
                chain.strikes += tremolo(item.tremolo, item.duration, item.tuplet)
            if note.tie:
                self._tied.setdefault((key, written + item.duration), []).append(chain)
            chains.append(chain)
        self._before[voice] = chains

    def _key(self, note: Note) -> int:
        """The key that a note sounds on."""
        key = self._drums.get(note.drum) if note.drum is not None else None
        return midi_key(note.pitch) + self._part.chromatic if key is None else key

    def _continued(self, key: int, voice: Voice, written: Fraction) -> Chain | None:
        """The chain that is tied to a note, one of its own voice first."""
        waiting = self._tied.get((key, written)) if self._tied else None
        if not waiting:
            return None
        chain = next((each for each in waiting if each.voice == voice), waiting[0])
        waiting.remove(chain)
        if not waiting:
            del self._tied[key, written]
        return chain

    def _strike(self, key: int, chain: Chain) -> None:
        """Begin a chain: what is held longer than written on its key is let go for it."""
        before = self._last.get(key)
        if before is not None and before.release is not before.end and before.release > before.end:
            before.release = max(before.end, min(before.release, chain.start))
        self._last[key] = chain
        self._chains.append(chain)

    def _play_graces(
        self, item: Item, voice: Voice, start: Fraction, end: Fraction, velocity: float
    ) -> tuple[Fraction, Fraction]:
        """Play the grace notes of an item; what they leave of it."""
        quickly = [grace for grace in item.graces if grace.kind == "acciaccatura"]
        slowly = [grace for grace in item.graces if grace.kind == "appoggiatura"]
        after = [grace for grace in item.graces if grace.kind == "after"]
        if quickly:
            before = [chain for chain in self._before.get(voice, ()) if chain.end == start]
            room = min((chain.end - chain.start for chain in before), default=end - start)
            lengths = quick([grace.duration for grace in quickly], room)
            begin = start - sum(lengths)
            if begin < 0:
                begin, start = start, start + sum(lengths)
            for chain in before:
                chain.end = begin
                chain.release = min(chain.release, begin)
            self._play_row(quickly, lengths, begin, velocity * SOFTER)
        if slowly:
            lengths = leaning([grace.duration for grace in slowly], end - start)
            self._play_row(slowly, lengths, start, velocity)
            start += sum(lengths)
        if after:
            lengths = quick([grace.duration for grace in after], end - start)
            end -= sum(lengths)
            self._play_row(after, lengths, end, velocity * SOFTER)
        return start, end

    def _play_row(
        self, graces: Sequence[Grace], lengths: Sequence[Fraction], start: Fraction, velocity: float
    ) -> None:
        for grace, length in zip(graces, lengths, strict=True):
            loud = velocity * articulation.weight(grace.marks)
            for note in grace.notes:
                if not note.cue:
                    self._add(start, start + length, self._key(note), loud, (note.id,))
            start += length

    def _sound(self, chain: Chain) -> None:
        """Make notes of a chain, one for each stroke."""
        key, events = self._key(chain.note), tuple(chain.events)
        if chain.plain:
            self._add(chain.start, chain.release, key, chain.velocity, events)
            return
        velocity = chain.velocity
        for begin, end, semitones in chain.strokes():
            self._add(begin, end, key + semitones, velocity, events)
            velocity = chain.velocity * SOFTER

    def _add(
        self, start: Fraction, end: Fraction, key: int, velocity: float, events: tuple[str, ...]
    ) -> None:
        frequency = 440.0 * 2.0 ** ((key - 69) / 12)
        note = SoundingNote(self._index, float(start), float(end), key, frequency, min(velocity, 1.0), events)
        self._notes.append(note)

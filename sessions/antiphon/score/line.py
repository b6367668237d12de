"""The notes and rests of one voice of a measure of a music21 score, as events of a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from antiphon.score import attached, notation, spans
from antiphon.score.gathered import Gathered, clean, named
from antiphon.score.library import music21

VERSES = 8

Add = Callable[..., dict[str, Any]]
"""Takes voice, onset, fields, music21 elements and `grace`, the place among grace notes; gives the event."""


class Line:
    """One voice of a measure.

    Args:
        found: What is gathered.
        part: The part's id.
        bar: The measure's index.
        number: The voice's number.
        add: Adds an event.
        pitch: Names the pitch of a music21 note; and what is lost with it.
        nominal: The length that the meter gives the measure, in quarter lengths.
        stems: Whether the directions of stems count.
    """

    def __init__(
        self,
        found: Gathered,
        part: str,
        bar: int,
        number: int,
        add: Add,
        pitch: Callable[[Any], tuple[str, str]],
        nominal: Fraction,
        stems: bool,
    ) -> None:
        self.found = found
        self.part = part
        self.bar = bar
        self.number = number
        self.add = add
        self.pitch = pitch
        self.nominal = nominal
        self.stems = stems

    def _lose(self, what: str) -> None:
        self.found.lose(self.bar, self.found.parts[self.part]["name"], what)

    def read(self, voice: Any, offset: Fraction) -> None:
        """Add what is in a music21 Voice, or Measure, that starts at an offset of the measure."""
        raw_end, end = Fraction(0), Fraction(0)
        elements = [
            each for each in voice.notesAndRests if "Harmony" not in each.classSet or each.writeAsChord
        ]
        still = all(each.isRest for each in elements)
        main = Fraction(0)
        before: list[dict[str, Any]] = []
        graces: list[Any] = []
        for element in elements:
            if element.duration.isGrace or not element.duration.quarterLength:
                graces.append(element)
                continue
            raw = notation.exact(voice.elementOffset(element)) + offset
            onset = end if abs(raw - raw_end) < notation.ROUNDING else raw
            self._graces(graces, main, onset)
            graces = []
            duration, tuplet = notation.length(element.duration)
            raw_end, end = raw + notation.exact(element.duration.quarterLength), onset + duration
            if _goes_on(element, before, onset):
                self._extend(onset + duration)
                for event in before:
                    event["duration"] = str(Fraction(event["duration"]) + duration)
                    event.pop("tie", None)
                    if _ties(element, event):
                        event["tie"] = True
                continue
            main = onset
            timing = {"duration": str(duration)} | ({"tuplet": tuplet} if tuplet else {})
            if element.isRest:
                before = self._rest(
                    element, onset, duration, timing, onset == 0 and len(elements) == 1, still
                )
            else:
                self._extend(onset + duration)
                before = self._notes(element, onset, timing)
        self._graces(graces, main, None)

    def _graces(self, graces: list[Any], main: Fraction, onset: Fraction | None) -> None:
        """Add grace notes that stand between the item at `main` and the one at `onset`; None for the end of the voice."""
        for index, element in enumerate(graces):
            if element.isRest:
                self._lose("grace rest")
                continue
            after = onset is None or element.duration.stealTimePrevious
            kind = "acciaccatura" if getattr(element.duration, "slash", True) else "appoggiatura"
            timing = {
                "grace": "after" if after else kind,
                "duration": str(_written(element.duration)),
                "index": f"a{index}" if index < 10 else f"b{index:02}",
            }
            place = main if after or onset is None else onset
            self._notes(element, place, timing, (2 if after else 0, index))

    def _rest(
        self,
        rest: Any,
        onset: Fraction,
        duration: Fraction,
        timing: dict[str, str],
        lone: bool,
        still: bool,
    ) -> list[dict[str, Any]]:
        """Add a rest, but not a hidden one beside notes, which is a gap, nor a whole measure's, which the projection fills in.

        A whole measure's rest does not make the measure longer: files write one of four quarters into a pick-up too. Nor do
        the rests of a voice that has nothing else (`still`), and hidden ones, make it longer than its meter.
        """
        whole = lone and (rest.fullMeasure is True or duration == self.nominal)
        bar = self.found.bars[self.bar]
        if whole:
            bar.still = max(bar.still, duration)
        else:
            limited = still or attached.hidden(rest)
            self._extend(min(onset + duration, self.nominal) if limited else onset + duration)
        fields = attached.shared(rest, self._lose) | attached.small(rest)
        bare = not named(rest) and not spans.hang_on(rest)
        if bare and (attached.hidden(rest) or (whole and self.number == 1 and not fields)):
            return []
        if attached.hidden(rest):
            fields["hidden"] = True
        return [self.add(self.number, onset, {"kind": "rest", "part": self.part} | timing | fields, rest)]

    def _extend(self, end: Fraction) -> None:
        self.found.bars[self.bar].end = max(self.found.bars[self.bar].end, end)

    def _notes(
        self,
        element: Any,
        onset: Fraction,
        timing: Mapping[str, str],
        grace: tuple[int, int] = (1, 0),
    ) -> list[dict[str, Any]]:
        """Add the notes of a note or chord; what they have together goes to the lowest, or to those known to have it."""

        notes = sorted(element.notes if "ChordBase" in element.classSet else (element,), key=_height)
        shared = attached.shared(element, self._lose) | self._lyrics(element)
        if not self.stems and shared.get("stem") != "none":
            shared.pop("stem", None)
        known = {id(note): self.found.known.get(named(note), {}) for note in notes}
        holders = {field: [note for note in notes if field in known[id(note)]] for field in shared}
        added: list[dict[str, Any]] = []
        for note in notes:
            pitch, lost = self.pitch(note)
            if lost:
                self._lose(lost)
            if not pitch:
                continue
            event: dict[str, Any] = {"kind": "note", "part": self.part, "pitch": pitch, **timing}
            event |= attached.own(note, element, self._lose) | self._drum(note, pitch)
            if self.found.stream and not known[id(note)].get("tie_end"):
                event.pop("tie_end", None)
            for name, value in shared.items():
                if note in holders[name] or (not holders[name] and not added):
                    event[name] = value
            added.append(self.add(self.number, onset, event, element, note, grace=grace))
        return added

    def _drum(self, note: Any, pitch: str) -> dict[str, Any]:
        """What an unpitched note strikes; one of the part's own for each place of the staff, where the file does not say."""
        if not hasattr(note, "displayPitch"):
            return {}
        drum = attached.own(note, note, lambda _: None).get("drum", "")
        if drum in self.found.drums and self.found.drums[drum]["part"] == self.part:
            return {"drum": drum}
        for id, entry in self.found.drums.items():
            if entry["part"] == self.part and entry["source"] in (drum, f"at {pitch}"):
                entry.setdefault("pitch", pitch)
                if note.notehead in attached.NOTEHEADS:
                    entry.setdefault("notehead", note.notehead)
                return {"drum": id}
        id = f"d{len(self.found.drums) + 1}"
        key = getattr(note.storedInstrument, "percMapPitch", None)
        name = getattr(note.storedInstrument, "instrumentName", "") or f"Drum {pitch}"
        self.found.drums[id] = {
            "part": self.part,
            "name": str(name)[:100],
            "pitch": pitch,
            "key": 38 if key is None else key,
            "source": f"at {pitch}",
        }
        return {"drum": id}

    def _lyrics(self, element: Any) -> dict[str, str]:
        lyrics = {}
        for position, lyric in enumerate(element.lyrics, start=1):
            text = clean(lyric.text)
            verse = lyric.number or position
            if not text:
                continue
            if verse > VERSES or f"lyric{verse}" in lyrics:
                self._lose(f"verse {verse} syllable")
                continue
            syllabic = lyric.components[-1].syllabic if lyric.isComposite else lyric.syllabic
            lyrics[f"lyric{verse}"] = text + ("-" if syllabic in ("begin", "middle") else "")
        return lyrics


def _goes_on(element: Any, before: list[dict[str, Any]], onset: Fraction) -> bool:
    """Whether an element is a further value of what is before it, which one value could not say."""
    if not (before and element.hasEditorialInformation and element.editorial.get("goes_on")):
        return False
    if any(Fraction(event["onset"]) + Fraction(event["duration"]) != onset for event in before):
        return False
    if element.isRest:
        return bool(before[0]["kind"] == "rest")
    pitches = [
        notation.pitch_name(note.displayPitch() if hasattr(note, "displayPitch") else note.pitch)[0]
        for note in (element.notes if "ChordBase" in element.classSet else (element,))
    ]
    return sorted(pitches) == sorted(event.get("pitch", "") for event in before)


def _ties(element: Any, event: dict[str, Any]) -> bool:
    """Whether the note of an element that an event goes on in is tied on."""
    notes = () if element.isRest else element.notes if "ChordBase" in element.classSet else (element,)
    return any(
        note.tie is not None
        and note.tie.type in ("start", "continue")
        and notation.pitch_name(note.pitch)[0] == event["pitch"]
        for note in notes
        if hasattr(note, "pitch")
    )


def _written(duration: Any) -> Fraction:
    """The length of a grace note's shape, in quarter lengths."""
    kind = "eighth" if duration.type in ("zero", "complex", "inexpressible") else duration.type
    return notation.exact(music21().duration.Duration(type=kind, dots=duration.dots).quarterLength)


def _height(note: Any) -> tuple[float, float]:
    """Order of the notes of a chord: by staff position, then by accidental."""
    pitch = note.displayPitch() if hasattr(note, "displayPitch") else note.pitch
    return (pitch.diatonicNoteNum, pitch.ps)

"""What two music21 scores have in common, and what one of them lacks: the judge of a round trip.

It looks at music21 streams only, never at a document, so that what our reader does not see counts as lost all the same.

How things are matched: staves by their order in the score, measures by their order in the staff, all else by its place in the
measure. Voices have no names: those of a staff in a measure are matched in the order in which music21 has them, each as the notes
and chords that follow each other in it; a voice without a note is none. Times are the same where they differ by less than a
fortieth of a quarter: by so much files round what their divisions of the quarter cannot say.

What is not compared, for nobody sees or hears it:

- What is said again without a change: a key or meter, the same dynamic at one place, one mark twice on a note or on several
  notes of one chord. The mark is drawn and played once.
- How a syllable is joined to the one before. Each says whether a hyphen follows it, as a sign of its own or in the text; so
  `end` is `single` after a hyphen, and drawn the same.
- In which staff the mode of a key is said, and a major that is not said at all: signatures have no mode. The key of every staff
  counts, none being C major; beside it the mode, if any staff of the measure says one, counts once.
- The note value that a tuplet counts: 5:2 of quarters is 5:4 of eighths, and drawn as 5 either way.
- A slur from a note to itself.
- How long rests are that stand alone: one in a voice is a whole measure's, several make no measure longer than its meter.
- Whether a dynamic stands at the end of a measure or at the beginning of the next: both are one moment.
- On which side of one bar line a repeat begins or ends: at the end of a measure or at the beginning of the next.
- Whether a jump is one by its words with a blank behind them, which music21 takes for words, or without.

From one part to another there is no slur or hairpin: music21 joins ends that the file leaves open. They count beside, as spans.
A hairpin that ends before it begins is one over the note that it ends at: the file sets its start back by an offset, which
music21 does not read.

A tie is what it joins: each start with the note of its pitch that begins where it ends, in its staff; where there is none, it
counts as one that leads nowhere. The end of a tie that no start leads to is a fact of its own (ABC has one where a tie leads to
another pitch, files where somebody took away the start).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from music21 import repeat

ASPECTS = (
    *("pitches", "durations", "onsets", "ties", "tie ends", "voices", "tuplets", "lyrics"),
    *("dynamics", "articulations", "slurs", "repeats", "keys", "meters"),
)
"""What a round trip must keep."""

BESIDE = ("rests", "ornaments", "spans", "words", "chord symbols", "tempi", "clefs", "barlines")
"""What is counted beside these, and does not make a file a loss."""

NEAR = Fraction(1, 40)
"""Quarter lengths by which times may differ."""

Facts = dict[str, list[tuple[Any, ...]]]


def first_score(stream: Any) -> Any:
    """The score in what music21 has parsed; of a collection of tunes, the first one."""
    return stream.scores[0] if "Opus" in stream.classSet else stream


def facts(score: Any) -> Facts:
    """All that a music21 Score says, by aspect: each fact a tuple that begins with staff and measure, counted from 1."""
    found = _Facts()
    found.keyboards(score)
    for number, part in enumerate(score.parts, start=1):
        found.staff(number, part)
    found.spanners(score)
    found.whole()
    return found.facts


def lost(ours: Facts, theirs: Facts) -> Facts:
    """What is in the one and not in the other, by aspect: a `-` before what lacks in the second, a `+` before what it adds."""
    result: Facts = {}
    for name in ASPECTS + BESIDE:
        less, more = Counter(ours[name]), Counter(theirs[name])
        lacking, added = list((less - more).elements()), list((more - less).elements())
        for fact in list(lacking):
            like = next((other for other in added if _like(fact, other)), None)
            if like is not None:
                lacking.remove(fact)
                added.remove(like)
        if lacking or added:
            result[name] = [("-", *fact) for fact in lacking] + [("+", *fact) for fact in added]
    return result


def _like(one: Any, other: Any) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(_like(*pair) for pair in zip(one, other, strict=True))
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return abs(one - other) < NEAR
    return bool(one == other)


class _Facts:
    """Gathers the facts of a score."""

    def __init__(self) -> None:
        self.facts: Facts = {name: [] for name in ASPECTS + BESIDE}
        self.places: dict[int, tuple[int, int, Fraction]] = {}
        self.names: dict[int, tuple[str, ...]] = {}
        self.ends: dict[int, Fraction] = {}
        self.measures: dict[int, int] = {}
        self.starts: dict[tuple[int, int], Fraction] = {}
        self.lengths: dict[int, Fraction] = {}
        self.signs: set[tuple[Any, ...]] = set()
        self.modes: dict[int, str] = {}
        self.full: dict[int, Fraction] = {}
        self.parts: dict[int, int] = {}

    def add(self, aspect: str, *fact: Any) -> None:
        self.facts[aspect].append(fact)

    def keyboards(self, score: Any) -> None:
        """Note which staves are of one part."""
        numbers = {id(part): number for number, part in enumerate(score.parts, start=1)}
        for group in score.recurse().getElementsByClass("StaffGroup"):
            staves = [each for each in group.getSpannedElements() if id(each) in numbers]
            if staves and all("PartStaff" in each.classSet for each in staves):
                self.parts |= {numbers[id(each)]: numbers[id(staves[0])] for each in staves}

    def staff(self, number: int, part: Any) -> None:
        sharps = 0
        meter: Any = None
        clef: Any = None
        said: tuple[Any, ...]
        for bar, measure in enumerate(part.getElementsByClass("Measure"), start=1):
            self.measures[id(measure)] = bar
            self.starts[number, bar] = _time(part.elementOffset(measure))
            self.full[bar] = _time(measure.highestTime or measure.barDuration.quarterLength)
            self._bar(bar, measure)
            self._voices(number, bar, measure)
            for element in measure.recurse():
                at = _time(element.getOffsetInHierarchy(measure))
                self.places[id(element)] = (number, bar, at)
                self.ends[id(element)] = at + _time(element.duration.quarterLength)
                classes = element.classSet
                if "KeySignature" in classes:
                    self.modes[bar] = self.modes.get(bar) or getattr(element, "mode", None) or ""
                    if element.sharps != sharps:
                        self.add("keys", number, bar, at, element.sharps)
                    sharps = element.sharps
                elif "TimeSignature" in classes:
                    said = (element.ratioString, element.symbol or "")
                    if said != meter:
                        self.add("meters", number, bar, at, *said)
                    meter = said
                elif "Clef" in classes:
                    said = (element.sign, element.line, element.octaveChange)
                    if said != clef:
                        self.add("clefs", number, bar, at, *said)
                    clef = said
                else:
                    self._mark(number, bar, at, element)
        self._ties(number, part)

    def _ties(self, number: int, part: Any) -> None:
        """What each tie of a staff joins."""
        tied = []
        starts: dict[str, list[tuple[Fraction, bool, tuple[Any, ...], Any]]] = {}
        for element in part.recurse().notes:
            if id(element) not in self.places or ("Harmony" in element.classSet and not element.writeAsChord):
                continue
            _, bar, at = self.places[id(element)]
            begin, grace = self.starts[number, bar] + at, element.duration.isGrace
            for note in element.notes if "ChordBase" in element.classSet else (element,):
                place = (*self.places[id(element)], *self.names[id(note)])
                starts.setdefault(_pitch(note), []).append((begin, grace, place, note))
                if note.tie is not None:
                    tied.append((begin + _time(element.duration.quarterLength), place, note))
        joined = set()
        for end, place, note in tied:
            if note.tie.type == "let-ring":
                self.add("ties", *place, "let-ring")
            elif note.tie.type in ("start", "continue"):
                nexts = [
                    each
                    for each in starts[_pitch(note)]
                    if abs(each[0] - end) < NEAR
                    and not each[1]
                    and each[3] is not note
                    and id(each[3]) not in joined
                ]
                best = max(
                    nexts,
                    key=lambda each: each[3].tie is not None and each[3].tie.type != "start",
                    default=None,
                )
                if best is not None:
                    joined.add(id(best[3]))
                self.add("ties", *place, *(("to", *best[2]) if best is not None else ("to nothing",)))
        for _, place, note in tied:
            if note.tie.type in ("stop", "continue") and id(note) not in joined:
                self.add("tie ends", *place, "from nothing")

    def _bar(self, bar: int, measure: Any) -> None:
        """Repeats and bar lines, which stand in every staff; on either side of one bar line they are the same."""
        for side, line in (("left", measure.leftBarline), ("right", measure.rightBarline)):
            if line is None:
                continue
            if "Repeat" in line.classSet:
                times = (line.times or 2) if line.direction == "end" else 0
                place = bar + (side == "right") if line.direction == "start" else bar - (side == "left")
                self.signs.add(("repeats", place, line.direction, times))
            elif line.type not in ("regular", "final"):
                self.signs.add(("barlines", bar + (side == "right"), line.type))

    def _mark(self, number: int, bar: int, at: Fraction, element: Any) -> None:
        classes = element.classSet
        if "Harmony" in classes:
            if not element.writeAsChord:
                self.add("chord symbols", number, bar, at, element.figure)
        elif "Dynamic" in classes:
            self.add("dynamics", number, bar, at, element.value)
        elif "RepeatMark" in classes and "Barline" not in classes:
            self.signs.add(("repeats", bar, type(element).__name__))
        elif "TempoIndication" in classes:
            self.signs.add(("tempi", bar, at, getattr(element, "number", None)))
        elif "TextExpression" in classes or "RehearsalMark" in classes:
            words = " ".join(str(element.content or "").split())
            known: list[Any] = repeat.repeatExpressionReference
            jump = next((each for each in known if each.isValidText(words)), None)
            if jump is None:
                self.add("words", number, bar, at, words)
            else:
                self.signs.add(("repeats", bar, type(jump).__name__))

    def _voices(self, number: int, bar: int, measure: Any) -> None:
        lines = []
        for voice in (measure, *measure.voices):
            line: list[tuple[Any, ...]] = []
            graces = 0
            end, rests = Fraction(0), 0
            for element in voice.notesAndRests:
                if "Harmony" in element.classSet and not element.writeAsChord:
                    continue
                rests += element.isRest
                at = _time(element.getOffsetInHierarchy(measure))
                graces = graces + 1 if element.duration.isGrace else 0
                end = at + _time(element.duration.quarterLength)
                fact = self._element(number, bar, at, graces, element)
                if fact:
                    line.append(fact)
            if line:
                lines.append(tuple(line))
            elif rests > 1:
                end = min(end, _time(measure.barDuration.quarterLength))
            if line or rests > 1:
                self.lengths[bar] = max(self.lengths.get(bar, end), end)
        for place, voiced in enumerate(lines, start=1):
            self.add("voices", number, bar, place, voiced)

    def _element(self, number: int, bar: int, at: Fraction, grace: int, element: Any) -> tuple[Any, ...]:
        """Everything that hangs on a note, chord or rest; gives its place and pitches, nothing for a rest."""
        where = (number, bar, at, f"grace {grace}" if grace else "")
        duration = element.duration
        tuplets = " ".join(_ratio(each) for each in duration.tuplets)
        if element.isRest:
            if not (element.hasStyleInformation and element.style.hideObjectOnPrint):
                self.add("rests", *where, _time(duration.quarterLength), tuplets)
            self._attached(where, element, ())
            return ()
        members = element.notes if "ChordBase" in element.classSet else (element,)
        names = tuple(sorted(_pitch(note) for note in members))
        self.names[id(element)] = (*names, where[3])
        for note in members:
            name = _pitch(note)
            self.names[id(note)] = (name, where[3])
            self.add("pitches", number, bar, name)
            self.add("onsets", *where, name)
            self.add(
                "durations", *where, name, _written(duration) if grace else _time(duration.quarterLength)
            )
            if tuplets:
                self.add("tuplets", *where, name, tuplets)
        for position, lyric in enumerate(element.lyrics, start=1):
            text = " ".join((lyric.text or "").split())
            if text:
                last = lyric.components[-1] if lyric.isComposite else lyric
                onward = text.endswith("-") or last.syllabic in ("begin", "middle")
                said = text.rstrip("-") or text
                self.add("lyrics", *where, lyric.number or position, said, "-" if onward else "")
        self._attached(where, element, members)
        return (at, where[3], *names)

    def _attached(self, where: tuple[Any, ...], element: Any, members: tuple[Any, ...]) -> None:
        inner = [each for note in members if note is not element for each in note.articulations]
        marks = set()
        for mark in (*element.articulations, *inner):
            value = getattr(mark, "fingerNumber", getattr(mark, "number", None))
            said = (type(mark).__name__, "" if value is None else str(value))
            if value is not None or said not in marks:
                self.add("articulations", *where, *said)
            marks.add(said)
        for name in sorted({type(mark).__name__ for mark in element.expressions}):
            self.add("ornaments", *where, name)

    def spanners(self, score: Any) -> None:
        """Slurs, hairpins and other lines from note to note, and the endings of repeats."""
        seen = set()
        for spanner in score.recurse().getElementsByClass("Spanner"):
            if id(spanner) in seen or not len(spanner):
                continue
            seen.add(id(spanner))
            classes = spanner.classSet
            first, last = spanner.getFirst(), spanner.getLast()
            if "RepeatBracket" in classes:
                bars = [self.measures[id(each)] for each in spanner if id(each) in self.measures]
                if bars:
                    self.signs.add(("repeats", min(bars), max(bars), "ending", str(spanner.number)))
                continue
            if "StaffGroup" in classes or id(first) not in self.places or id(last) not in self.places:
                continue
            kind = type(spanner).__name__
            begin, stop = self.places[id(first)], self.places[id(last)]
            end = (stop[1], self.ends[id(last)])
            within = self.parts.get(begin[0], -begin[0]) == self.parts.get(stop[0], -stop[0])
            if "Slur" in classes and within:
                if first is not last:
                    one, other = (
                        (*self.places[id(each)], *self.names.get(id(each), ())) for each in (first, last)
                    )
                    self.add("slurs", one, other)
            elif "DynamicWedge" in classes and within:
                self.add("dynamics", *(begin if end > begin[1:] else stop), kind, stop[0], *end)
            elif kind != "MultiMeasureRest":
                self.add("spans", *begin, kind, stop[0], *end)

    def _moment(self, dynamic: tuple[Any, ...]) -> tuple[Any, ...]:
        """A dynamic at the end of a measure is at the beginning of the next."""
        number, bar, at, value = dynamic
        if at and bar + 1 in self.full and at >= self.lengths.get(bar, self.full[bar]):
            return (number, bar + 1, Fraction(0), value)
        return dynamic

    def whole(self) -> None:
        """What is of the whole score rather than of a staff."""
        for bar, length in self.lengths.items():
            self.add("onsets", "measure", bar, length)
        marks = dict.fromkeys(
            self._moment(fact) if len(fact) == 4 else fact for fact in self.facts["dynamics"]
        )
        self.facts["dynamics"] = list(marks)
        for aspect, *fact in sorted(self.signs, key=repr):
            self.add(aspect, *fact)
        before = "major"
        for bar, mode in sorted(self.modes.items()):
            if (mode or "major") != before:
                before = mode or "major"
                self.add("keys", bar, before)


def _time(value: Any) -> Fraction:
    return Fraction(value).limit_denominator(65535)


def _pitch(note: Any) -> str:
    return str(note.displayName if hasattr(note, "displayName") else note.pitch.nameWithOctave)


def _ratio(tuplet: Any) -> str:
    actual = tuplet.numberNotesActual
    return f"{actual}:{_time(tuplet.tupletMultiplier()) * actual}"


def _written(duration: Any) -> str:
    return f"{duration.type} {duration.dots}"


def listed(losses: Facts) -> Iterator[str]:
    """The losses as lines, one an aspect, with the first of each."""
    for aspect, found in losses.items():
        shown = "; ".join(_shown(fact) for fact in found[:3])
        yield f"{aspect}: {len(found)} ({shown}{' …' if len(found) > 3 else ''})"


def _shown(fact: Any) -> str:
    return " ".join(_shown(each) for each in fact) if isinstance(fact, tuple) else str(fact)

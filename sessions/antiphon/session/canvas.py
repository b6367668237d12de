"""The canvas: a stretch of a part, or some knobs, that the audience edits; what of it a phone sees, and what it may say.

A place of a canvas is a number: of a note grid, `ROWS * step + row`; of knobs, the knob's place in the list. What everybody
sees of many places is a short text (`bits`, `levels`, `flags`), as each phone is sent the whole of it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from fractions import Fraction
from typing import Any, Final, Literal

from antiphon.document.changes import Entry
from antiphon.document.notes import STEPS, rational
from antiphon.document.piece import Measure, Part, Piece
from antiphon.session.saying import Saying

ROWS: Final = 16
"""Most rows of a grid: four hexadecimal digits a step."""

MOST_STEPS: Final = 64
"""Most steps of a grid."""

MOST_KNOBS: Final = 12
"""Most knobs of a canvas."""

FEWEST_ROWS: Final = 8
"""Rows of a grid whose part has hardly any range."""

_ROOM: Final = 4
"""Rows that a grid has beyond the range of its part."""

_LENGTHS: Final = ((Fraction(1, 4), 32), (Fraction(1, 2), MOST_STEPS), (Fraction(1), MOST_STEPS))
"""Lengths of a step in quarter lengths, and the most steps a grid of that length has: a phone is narrow."""

_DEGREES: Final = ("major", "dorian", "phrygian", "lydian", "mixolydian", "minor", "locrian")
_SHARPS: Final = "FCGDAEB"
_MIDDLES: Final[Mapping[str, int]] = {"G": 34, "F": 22, "C": 28}
"""The middle line of a clef, counted in steps from C0."""

_BOUND: Final = ("tie", "tie_end", "tuplet", "grace", "let_ring")
"""What a note has that the grid cannot say."""


class CanvasRefused(ValueError):
    """Something that cannot be opened or done; the message is a sentence.

    Attributes:
        values: What stands in the sentence's braces.
    """

    def __init__(self, sentence: str, **values: Any) -> None:
        """Refuse.

        Args:
            sentence: Why, with `{name}` where a value stands.
            values: The values.
        """
        super().__init__(Saying(sentence, **values))
        self.sentence = sentence
        self.values: Mapping[str, Any] = values


@dataclass(frozen=True, slots=True)
class Bar:
    """A measure of a grid: its id, its number for people, and its first step."""

    id: str
    number: int
    step: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a grid: its written pitch, the drum that is struck (or nothing), and the staff for its notes."""

    label: str
    pitch: str
    drum: str
    staff: int


@dataclass(frozen=True)
class Grid:
    """The notes that can be painted in some measures of a part.

    Attributes:
        part: The part's id.
        name: Its name.
        bars: Its measures, in order.
        steps: How many steps it has.
        length: Of a step, in quarter lengths.
        rows: Lowest first.
        tonics: The rows of the key's first note.
        beats: The steps on a beat.
        at: Where it begins, in quarter lengths from the piece's beginning.
    """

    part: str
    name: str
    bars: tuple[Bar, ...]
    steps: int
    length: Fraction
    rows: tuple[Row, ...]
    tonics: tuple[int, ...]
    beats: tuple[int, ...]
    at: Fraction

    def describe(self) -> dict[str, Any]:
        """What phones are told of it, once."""
        return {
            "kind": "notes",
            "part": self.name,
            "steps": self.steps,
            "rows": [row.label for row in self.rows],
            "tonics": list(self.tonics),
            "measures": [[bar.number, bar.step] for bar in self.bars],
            "beats": list(self.beats),
            "length": float(self.length),
            "start": float(self.at),
        }

    def keep(self) -> dict[str, Any]:
        """What of it its measures alone do not say: the rows are those that there were when it was opened."""
        return {"rows": [astuple(row) for row in self.rows], "tonics": self.tonics}

    def again(self, kept: Mapping[str, Any]) -> Grid:
        """The grid with the rows that `keep` said, as it came from JSON."""
        return replace(self, rows=tuple(Row(*row) for row in kept["rows"]), tonics=tuple(kept["tonics"]))

    def note(self, place: int, voice: int) -> dict[str, Any]:
        """A new note at a place, as an event."""
        step, number = divmod(place, ROWS)
        row = self.rows[number]
        bar = max((bar for bar in self.bars if bar.step <= step), key=lambda bar: bar.step)
        return {
            "kind": "note",
            "part": self.part,
            "measure": bar.id,
            "onset": str((step - bar.step) * self.length),
            "duration": str(self.length),
            "pitch": row.pitch,
            **({"staff": row.staff} if row.staff > 1 else {}),
            **({"voice": voice} if voice > 1 else {}),
            **({"drum": row.drum} if row.drum else {}),
        }

    def see(self, event: Entry) -> Seen | None:
        """What the grid shows of an event; None where it is not of the grid."""
        if event.get("kind") != "note" or event.get("part") != self.part or "grace" in event:
            return None
        bar = next((bar for bar in self.bars if bar.id == event.get("measure")), None)
        if bar is None or "pitch" not in event or "duration" not in event:
            return None
        onset, duration = rational(event["onset"]) / self.length, rational(event["duration"]) / self.length
        row, exact = self._row(event)
        first = min(bar.step + int(onset), self.steps - 1)
        end = min(max(first + 1, bar.step + math.ceil(onset + duration)), self.steps)
        places = tuple(step * ROWS + row for step in range(first, end))
        said = exact and onset.denominator == 1 and duration == 1 and not any(map(event.get, _BOUND))
        return Seen(places, places[0] if said else None, int(event.get("voice", 1)))

    def _row(self, event: Entry) -> tuple[int, bool]:
        """The row of a note, or the nearest one, and whether it is its own."""
        pitch, drum = event["pitch"], event.get("drum", "")
        for number, row in enumerate(self.rows):
            if row.drum == drum and (drum or row.pitch == pitch):
                return number, True
        height = _height(pitch)
        return min(range(len(self.rows)), key=lambda row: abs(_height(self.rows[row].pitch) - height)), False


@dataclass(frozen=True, slots=True)
class Seen:
    """A note as a grid shows it.

    Attributes:
        places: Where it sounds; at least one.
        place: The one that it is, where the grid can say it; None where it is shown and cannot be touched.
        voice: Its voice.
    """

    places: tuple[int, ...]
    place: int | None
    voice: int


@dataclass(frozen=True, slots=True)
class Knob:
    """A knob of a canvas: a parameter of a node.

    Attributes:
        node: The node's id.
        field: The parameter's field.
        name: The parameter's name, for people.
        of: The node's, for people.
        unit: Such as "Hz"; may be empty.
        minimum: Of its range.
        maximum: Of its range; greater.
        default: Where the node says nothing.
        scale: How it is turned from minimum to maximum.
        whole: Whether only whole numbers mean something.
    """

    node: str
    field: str
    name: str
    of: str
    unit: str
    minimum: float
    maximum: float
    default: float
    scale: Literal["linear", "log"]
    whole: bool = False

    def describe(self) -> dict[str, Any]:
        """What phones are told of it, once."""
        names = ("name", "of", "unit", "minimum", "maximum", "scale")
        return {name: getattr(self, name) for name in names}

    def value(self, turn: float) -> float:
        """The parameter's value at a turn from 0 to 1."""
        if self.scale == "log":
            value = self.minimum * (self.maximum / self.minimum) ** turn
        else:
            value = self.minimum + (self.maximum - self.minimum) * turn
        value = float(round(value)) if self.whole else float(f"{value:.6g}")
        return min(self.maximum, max(self.minimum, value))

    def turn(self, value: float) -> float:
        """How far it is turned at a value: 0 to 1."""
        value = min(self.maximum, max(self.minimum, value))
        if self.scale == "log":
            return math.log(value / self.minimum) / math.log(self.maximum / self.minimum)
        return (value - self.minimum) / (self.maximum - self.minimum)


@dataclass(frozen=True, slots=True)
class Stroke:
    """What somebody does: a place, and on (1) or off (0), or how far it is turned (0 to 1)."""

    place: int
    value: float


def read_stroke(message: Mapping[str, Any], steps: int, rows: int, knobs: int) -> Stroke:
    """The stroke that a `paint` or `turn` says, within a canvas of such a size.

    Raises:
        CanvasRefused: It is none, or it is outside.
    """
    match message:
        case {"type": "paint", "cell": [int(step), int(row)], "on": bool(on)}:
            is_bool = isinstance(step, bool) or isinstance(row, bool)
            if not is_bool and 0 <= step < steps and 0 <= row < rows:
                return Stroke(step * ROWS + row, float(on))
        case {"type": "turn", "knob": int(knob), "value": int() | float() as value}:
            is_bool = isinstance(knob, bool) or isinstance(value, bool)
            # What is not a number is not within a range either.
            if not is_bool and 0 <= knob < knobs and 0 <= value <= 1:
                return Stroke(knob, float(value))
    raise CanvasRefused("That is not on the canvas.")


def grid(piece: Piece, part: str, first: str, last: str, fifths: int) -> Grid:
    """The grid of some measures of a part.

    Args:
        piece: The piece.
        part: The part's id.
        first: The id of the first measure.
        last: That of the last one.
        fifths: Sharps (negative: flats) of the key that the part is written in there.

    Raises:
        CanvasRefused: There is none: the part or a measure is not there, or it is too long.
    """
    whose = next((each for each in piece.parts if each.id == part), None)
    order = {measure.id: place for place, measure in enumerate(piece.measures)}
    if whose is None or first not in order or last not in order or order[first] > order[last]:
        raise CanvasRefused(
            "The canvas needs a part, and measures from one to another that are in the piece."
        )
    measures = piece.measures[order[first] : order[last] + 1]
    length = _length(measures)
    bars: list[Bar] = []
    beats: list[int] = []
    steps = 0
    for measure in measures:
        bars.append(Bar(measure.id, measure.number, steps))
        count = int(measure.duration / length)
        beat = max(1, int(_beat(measure) / length))
        beats += range(steps, steps + count, beat)
        steps += count
    rows = _drum_rows(whose) or _pitch_rows(whose, {measure.id for measure in measures}, fifths)
    degree = _DEGREES.index(measures[0].mode) if measures[0].mode in _DEGREES else 0
    tonic = STEPS[(4 * fifths + degree) % 7]
    tonics = tuple(number for number, row in enumerate(rows) if row.pitch.startswith(tonic) and not row.drum)
    at = measures[0].start
    return Grid(part, whose.name, tuple(bars), steps, length, rows, tonics, tuple(beats), at)


def free_voice(seen: Iterable[Seen]) -> int:
    """The voice for the notes of a canvas: the lowest one with nothing in it that cannot be touched."""
    taken = {each.voice for each in seen if each.place is None}
    return next((voice for voice in range(1, 9) if voice not in taken), 8)


def bits(places: Iterable[int], steps: int) -> str:
    """Places of a grid as text: four hexadecimal digits a step, of which bit 0 is the lowest row.

    >>> bits([0, 16, 18], 3)
    '000100050000'
    """
    columns = [0] * steps
    for place in places:
        columns[place // ROWS] |= 1 << place % ROWS
    return "".join(f"{column:04x}" for column in columns)


def levels(turns: Iterable[float | None]) -> str:
    """How far knobs are turned, two hexadecimal digits each; `..` for one that says nothing.

    >>> levels([0.0, 1.0, None])
    '00ff..'
    """
    return "".join(".." if turn is None else f"{round(turn * 255):02x}" for turn in turns)


def flags(places: Collection[int], count: int) -> str:
    """Which of some places, a character each.

    >>> flags({1}, 3)
    '010'
    """
    return "".join("1" if place in places else "0" for place in range(count))


def _length(measures: Iterable[Measure]) -> Fraction:
    durations = [measure.duration for measure in measures]
    for length, most in (*_LENGTHS, (Fraction(1, 4), MOST_STEPS), (Fraction(1, 8), MOST_STEPS)):
        counts = [duration / length for duration in durations]
        if sum(counts) <= most and all(count.denominator == 1 for count in counts):
            return length
    raise CanvasRefused(
        "A canvas has at most {most} steps: choose fewer measures, in a simple meter.", most=MOST_STEPS
    )


def _beat(measure: Measure) -> Fraction:
    """The beat of a measure's meter: of 6/8 three eighths."""
    count, unit = measure.meter.split("/")
    of_three = int(unit) >= 8 and "+" not in count and int(count) % 3 == 0
    return Fraction(12 if of_three else 4, int(unit))


def _drum_rows(part: Part) -> tuple[Row, ...]:
    drums = sorted(part.drums, key=lambda drum: (_height(drum.pitch), drum.id))[:ROWS]
    return tuple(Row(drum.name, drum.pitch, drum.id, 1) for drum in drums)


def _pitch_rows(part: Part, measures: Collection[str], fifths: int) -> tuple[Row, ...]:
    here = _heights(part, measures) or _heights(part, None)
    if not here:
        clef = part.clefs[0].clef if part.clefs else "G2"
        here = [_MIDDLES.get(clef[:1], _MIDDLES["G"])]
    low, high = min(here), max(here)
    count = min(ROWS, max(FEWEST_ROWS, high - low + 1 + _ROOM))
    # Nine octaves of written pitches have one digit.
    lowest = min(max(0, low - (count - (high - low + 1)) // 2), 70 - count)
    names = [_in_key(height, fifths) for height in range(lowest, lowest + count)]
    return tuple(Row(name, name, "", 2 if part.staves == 2 and _height(name) < 28 else 1) for name in names)


def _heights(part: Part, measures: Collection[str] | None) -> list[int]:
    return [
        _height(note.pitch)
        for voice in part.voices
        if measures is None or voice.measure in measures
        for item in voice.items
        for note in item.notes
    ]


def _height(pitch: str) -> int:
    """Steps from C0, whatever the accidental."""
    return 7 * int(pitch[-1]) + STEPS.index(pitch[0])


def _in_key(height: int, fifths: int) -> str:
    """The pitch of a height in a key."""
    octave, step = divmod(height, 7)
    place = _SHARPS.index(STEPS[step])
    accidental = "#" if place < fifths else "b" if 6 - place < -fifths else ""
    return f"{STEPS[step]}{accidental}{octave}"

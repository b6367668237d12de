"""The types of the document's entries.

Generated from schema.json by scripts/generate_types.py: change that, and run it again.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class Meta(TypedDict):
    """An entry: meta."""

    title: NotRequired[str]
    subtitle: NotRequired[str]
    composer: NotRequired[str]
    lyricist: NotRequired[str]
    copyright: NotRequired[str]


class Part(TypedDict):
    """An entry: part."""

    index: str
    """A fractional index (base 62): order by this, then by id."""
    name: str
    abbreviation: NotRequired[str]
    instrument: NotRequired[str]
    """Instrument name as music21 knows it, such as "Flute"; picks the default sound and the General MIDI
    program on export."""
    staves: NotRequired[int]
    """Default 1."""
    diatonic: NotRequired[int]
    """Diatonic steps from written to sounding pitch. Default 0."""
    chromatic: NotRequired[int]
    """Semitones from written to sounding pitch. Default 0."""


class Measure(TypedDict):
    """An entry: measure."""

    index: str
    """A fractional index (base 62): order by this, then by id."""
    duration: NotRequired[str]
    """Actual length where it differs from the meter's: a pick-up, a cadenza."""
    meter: NotRequired[str]
    """Meter from this measure on; the first measure's default is 4/4."""
    key: NotRequired[int]
    """Sharps (positive) or flats (negative) of the concert key from this measure on; the first measure's
    default is 0."""
    mode: NotRequired[Literal["major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "locrian"]]
    """Goes with key."""


class Event(TypedDict):
    """An entry: event."""

    kind: Literal["note", "rest", "clef", "tempo"]
    part: NotRequired[str]
    """Every kind but tempo."""
    staff: NotRequired[int]
    """Default 1."""
    voice: NotRequired[int]
    """Default 1."""
    measure: str
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    onset: str
    """From the start of the measure."""
    duration: NotRequired[str]
    """note, rest: what sounds, tuplet included (an eighth of a 3:2 triplet is "1/3"); greater than 0."""
    pitch: NotRequired[str]
    """note. Notes of one voice with one onset and duration are a chord."""
    tie: NotRequired[bool]
    """note: tied to the next note of the same pitch in this part. Default false."""
    tuplet: NotRequired[str]
    """note, rest: actual:normal, outermost first, such as "3:2"; absent where the duration needs none."""
    lyric1: NotRequired[str]
    """note: the syllable of verse 1; a trailing hyphen says that the word goes on."""
    lyric2: NotRequired[str]
    lyric3: NotRequired[str]
    lyric4: NotRequired[str]
    clef: NotRequired[
        Literal["G2", "G1", "F4", "F3", "C1", "C2", "C3", "C4", "C5", "G2-8", "G2+8", "F4-8", "percussion"]
    ]
    """clef. A staff without one starts with G2 (the second of two staves: F4)."""
    bpm: NotRequired[float]
    """tempo: quarter notes a minute."""
    text: NotRequired[str]
    """tempo: such as "Allegro"."""


class Span(TypedDict):
    """An entry: span."""

    kind: Literal["slur", "crescendo", "diminuendo"]
    start: str
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    end: str
    """A letter, then letters, digits, _ or -: also a valid XML id."""


class Node(TypedDict):
    """An entry: node.

    Its parameters, `p_` and a name, are further fields: see `parameters`.
    """

    kind: str
    """A kind of the catalogue, such as "instrument.pluck"."""
    name: NotRequired[str]
    part: NotRequired[str]
    """The part whose notes an instrument plays."""
    x: NotRequired[float]
    y: NotRequired[float]


class Edge(TypedDict):
    """An entry: edge."""

    source: str
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    output: NotRequired[str]
    """Default "out"."""
    target: str
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    input: NotRequired[str]
    """Default "in"."""


class Strip(TypedDict):
    """A mixer strip; its id is the part's."""

    gain: NotRequired[float]
    """dB Default 0."""
    pan: NotRequired[float]
    """-1 left to 1 right Default 0."""
    mute: NotRequired[bool]
    """Default false."""
    solo: NotRequired[bool]
    """Default false."""


class Section(TypedDict):
    """An entry: section."""

    index: str
    """A fractional index (base 62): order by this, then by id."""
    name: str
    measure: str
    """Its first measure."""


class Annotation(TypedDict):
    """An entry: annotation."""

    target: str
    """An event, measure, part or node."""
    text: str
    reply_to: NotRequired[str]
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    resolved: NotRequired[bool]
    """Default false."""


class Proposal(TypedDict):
    """An entry: proposal."""

    title: str
    patch: str
    """The operations and their base values, as JSON text."""
    confidence: NotRequired[float]
    status: NotRequired[Literal["open", "accepted", "rejected"]]


class Document(TypedDict):
    """The content of an ."""

    antiphon: Literal[1]
    meta: Meta
    parts: dict[str, Part]
    measures: dict[str, Measure]
    events: dict[str, Event]
    spans: dict[str, Span]
    nodes: dict[str, Node]
    edges: dict[str, Edge]
    mix: dict[str, Strip]
    form: dict[str, Section]
    annotations: dict[str, Annotation]
    proposals: dict[str, Proposal]


def parameters(node: Node) -> dict[str, float]:
    """The parameters that a node sets, by name (without the prefix `p_`)."""
    fields: dict[str, object] = {**node}
    return {
        field.removeprefix("p_"): value
        for field, value in fields.items()
        if field.startswith("p_") and isinstance(value, float)
    }

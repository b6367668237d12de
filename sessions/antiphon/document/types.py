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
    arranger: NotRequired[str]
    dedication: NotRequired[str]
    swing: NotRequired[float]
    """Where the second eighth of a beat sounds, as a share of the beat: 0.5 is straight, 0.667 is triplet
    swing. Default 0.5."""


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
    fifths: NotRequired[int]
    """Sharps (positive) or flats (negative) that its key signature has beyond the piece's, such as -1 for
    one flat where the others have none. Default 0."""
    group: NotRequired[str]
    """Adjacent parts of one group are bracketed together under this name."""
    bracket: NotRequired[Literal["brace", "bracket", "line"]]
    """How its group is bracketed."""
    lines: NotRequired[int]
    """Lines of each staff. Default 5."""
    tuning: NotRequired[str]
    """The open strings of a tablature, lowest first, such as "E2 A2 D3 G3 B3 E4"."""


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
    meter_symbol: NotRequired[Literal["common", "cut", "none"]]
    """Goes with meter: how it is drawn; "none": not at all."""
    repeat_start: NotRequired[bool]
    """A repeat begins here. Default false."""
    repeat_end: NotRequired[int]
    """A repeat ends here; how often it is played in all."""
    ending: NotRequired[str]
    """Adjacent measures with the same value are an ending of the repeat, for these times, such as "1,2";
    "0": for times that nobody says."""
    barline: NotRequired[Literal["double", "final", "dashed", "dotted", "heavy", "none"]]
    """The bar line at its end, where it is no common one and no repeat ends."""
    segno: NotRequired[bool]
    """A segno at its beginning. Default false."""
    coda: NotRequired[bool]
    """A coda sign at its beginning. Default false."""
    to_coda: NotRequired[bool]
    """From its end to the coda, after a jump "al coda". Default false."""
    fine: NotRequired[bool]
    """The piece ends at its end, after a jump "al fine". Default false."""
    jump: NotRequired[
        Literal[
            "da_capo",
            "da_capo_al_fine",
            "da_capo_al_coda",
            "dal_segno",
            "dal_segno_al_fine",
            "dal_segno_al_coda",
        ]
    ]
    """At its end."""
    rehearsal: NotRequired[str]
    """A rehearsal mark, such as "A"."""
    layout_break: NotRequired[Literal["system", "page"]]
    """What begins after it when the score is laid out in pages."""


class Event(TypedDict):
    """An entry: event."""

    kind: Literal["note", "rest", "clef", "tempo", "dynamic", "harmony", "figures", "text"]
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
    clef: NotRequired[
        Literal[
            "G2",
            "G1",
            "F4",
            "F3",
            "F5",
            "C1",
            "C2",
            "C3",
            "C4",
            "C5",
            "G2-8",
            "G2+8",
            "G2-15",
            "G2+15",
            "F4-8",
            "F4+8",
            "percussion",
            "TAB",
            "none",
        ]
    ]
    """clef. A staff without one starts with G2 (the second of two staves: F4)."""
    bpm: NotRequired[float]
    """tempo: quarter notes a minute."""
    text: NotRequired[str]
    """tempo: such as "Allegro"; text: the words; harmony: a chord symbol, such as "Cm7/G"; figures: top to
    bottom, with spaces, such as "6 4+"."""
    grace: NotRequired[Literal["acciaccatura", "appoggiatura", "after"]]
    """note: it takes no time, and its duration is the one written; "after" goes before the next note
    rather than before its own onset's."""
    index: NotRequired[str]
    """grace notes: their order at one onset; those of one index are a chord."""
    lyric1: NotRequired[str]
    """note: the syllable of verse 1; a trailing hyphen says that the word goes on, a trailing underscore
    that the syllable is held (of two, one is the syllable's own)."""
    lyric2: NotRequired[str]
    lyric3: NotRequired[str]
    lyric4: NotRequired[str]
    lyric5: NotRequired[str]
    lyric6: NotRequired[str]
    lyric7: NotRequired[str]
    lyric8: NotRequired[str]
    let_ring: NotRequired[bool]
    """note: tied to nothing. Default false."""
    tie_end: NotRequired[bool]
    """note: a tie ends at it that no note of its pitch begins, as in a second ending; kept from files, not
    drawn. Default false."""
    notehead: NotRequired[
        Literal["normal", "x", "diamond", "triangle", "square", "slash", "circle-x", "cross", "none"]
    ]
    """note"""
    stem: NotRequired[Literal["up", "down", "none"]]
    """note: where it is not the engraver's choice."""
    accidental: NotRequired[Literal["shown", "parenthesis", "hidden"]]
    """note: where it is not the engraver's choice."""
    cue: NotRequired[bool]
    """note, rest: small, and not played. Default false."""
    hidden: NotRequired[bool]
    """note, rest: played, not drawn. Default false."""
    drum: NotRequired[str]
    """note: what of the part's percussion map is struck; pitch is then where it is drawn."""
    fingering: NotRequired[str]
    """note"""
    string: NotRequired[int]
    """note: the string it is played on, 1 the highest."""
    fret: NotRequired[int]
    """note: the fret on its string."""
    accent: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    strong_accent: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    staccato: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    staccatissimo: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    spiccato: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    tenuto: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    detached_legato: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    stress: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    unstress: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    scoop: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    plop: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    doit: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    falloff: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    breath_mark: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    caesura: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    up_bow: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    down_bow: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    harmonic: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    open_string: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    stopped: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    snap_pizzicato: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    double_tongue: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    triple_tongue: NotRequired[bool]
    """note: articulation; one note's is its chord's. Default false."""
    trill: NotRequired[bool]
    """note: ornament; one note's is its chord's. Default false."""
    turn: NotRequired[bool]
    """note: ornament; one note's is its chord's. Default false."""
    inverted_turn: NotRequired[bool]
    """note: ornament; one note's is its chord's. Default false."""
    mordent: NotRequired[bool]
    """note: ornament; one note's is its chord's. Default false."""
    inverted_mordent: NotRequired[bool]
    """note: ornament; one note's is its chord's. Default false."""
    schleifer: NotRequired[bool]
    """note: ornament; one note's is its chord's. Default false."""
    tremolo: NotRequired[int]
    """note: strokes through its stem."""
    arpeggio: NotRequired[Literal["up", "down", "plain", "bracket"]]
    """note: its chord is rolled, or (bracket) not."""
    fermata: NotRequired[Literal["normal", "angled", "square"]]
    """note, rest"""
    beat: NotRequired[str]
    """tempo: the note value that the mark counts, such as "3/2"; bpm counts quarter notes all the same."""
    gradual: NotRequired[bool]
    """tempo: from here on the tempo moves evenly to the next mark's. Default false."""
    dynamic: NotRequired[
        Literal[
            "n",
            "pppp",
            "ppp",
            "pp",
            "p",
            "mp",
            "mf",
            "f",
            "ff",
            "fff",
            "ffff",
            "fp",
            "pf",
            "sf",
            "sfz",
            "sffz",
            "sfp",
            "sfpp",
            "fz",
            "rf",
            "rfz",
        ]
    ]
    """dynamic"""
    placement: NotRequired[Literal["above", "below"]]
    """dynamic, harmony, figures, text"""
    style: NotRequired[Literal["plain", "italic", "bold"]]
    """text"""


class Span(TypedDict):
    """An entry: span."""

    kind: Literal[
        "slur",
        "crescendo",
        "diminuendo",
        "ottava",
        "pedal",
        "glissando",
        "trill",
        "tremolo",
        "line",
    ]
    start: str
    """The note or rest it begins at; an ottava and a line may begin and end at the same one."""
    end: str
    """The note or rest it ends at, its whole duration included."""
    shift: NotRequired[Literal["8va", "8vb", "15ma", "15mb", "22ma", "22mb"]]
    """ottava: where notes are drawn; pitches stay what they are."""
    strokes: NotRequired[int]
    """tremolo between two notes."""
    text: NotRequired[str]
    """Such as "cresc.", in place of a hairpin or on a line."""
    style: NotRequired[Literal["solid", "dashed", "dotted", "wavy"]]
    placement: NotRequired[Literal["above", "below"]]


class Drum(TypedDict):
    """An instrument of a part's percussion map."""

    part: str
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    name: str
    pitch: str
    """Where it is drawn, as if in a G2 clef."""
    key: int
    """Its key in General MIDI's percussion map, such as 38 for a snare drum."""
    notehead: NotRequired[
        Literal["normal", "x", "diamond", "triangle", "square", "slash", "circle-x", "cross", "none"]
    ]
    stem: NotRequired[Literal["up", "down"]]


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
    group: NotRequired[str]
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    bypass: NotRequired[bool]
    """Its inputs go to its outputs as they are. Default false."""
    mute: NotRequired[bool]
    """Nothing leaves it. Default false."""
    solo: NotRequired[bool]
    """Where a node is soloed, only sound that goes through a soloed one is heard. Default false."""
    preset: NotRequired[str]
    """The preset its parameters began with."""


class Edge(TypedDict):
    """An entry: edge."""

    source: str
    """A node, or a group."""
    output: NotRequired[str]
    """Default "out"."""
    target: str
    """A node, or a group."""
    input: NotRequired[str]
    """Default "in"."""


class Group(TypedDict):
    """Nodes that are one thing: a sub-graph."""

    name: str
    group: NotRequired[str]
    """The group it is in."""
    x: NotRequired[float]
    y: NotRequired[float]
    collapsed: NotRequired[bool]
    """Drawn as one box. Default false."""
    colour: NotRequired[int]
    """Of JupyterLab's collaborators' colours."""


class Port(TypedDict):
    """A port of a group: a port of a node in it, seen from outside."""

    group: str
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    direction: Literal["in", "out"]
    name: str
    """A name of a port: lower-case letters, digits and _."""
    node: str
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    port: str
    """A name of a port: lower-case letters, digits and _."""


class Label(TypedDict):
    """Words on the graph."""

    text: str
    x: float
    y: float
    width: NotRequired[float]
    group: NotRequired[str]
    """A letter, then letters, digits, _ or -: also a valid XML id."""


class Preset(TypedDict):
    """Values of the parameters of one kind of node.

    Its parameters, `p_` and a name, are further fields: see `parameters`.
    """

    kind: str
    """A kind of the catalogue, such as "instrument.pluck"."""
    name: str


class Instrument(TypedDict):
    """A part of the graph that is kept for reuse, such as a group of nodes that plays notes."""

    name: str
    help: NotRequired[str]
    """What it is and how to use it."""
    clip: str
    """Its nodes, cables, groups, ports and labels, as JSON text."""


class Strip(TypedDict):
    """A mixer strip.

    Its id is the part's; "master" is the last one; any other id is a bus.
    """

    gain: NotRequired[float]
    """dB. Default 0."""
    pan: NotRequired[float]
    """-1 left to 1 right. Default 0."""
    mute: NotRequired[bool]
    """Default false."""
    solo: NotRequired[bool]
    """Default false."""
    eq: NotRequired[bool]
    """Whether its sound goes through the equaliser. Default false."""
    low_gain: NotRequired[float]
    """Equaliser, low shelf: dB. Default 0."""
    low_freq: NotRequired[float]
    """Hz. Default 100."""
    low_mid_gain: NotRequired[float]
    """Equaliser, lower bell: dB. Default 0."""
    low_mid_freq: NotRequired[float]
    """Hz. Default 400."""
    low_mid_q: NotRequired[float]
    """How narrow the bell is. Default 1."""
    high_mid_gain: NotRequired[float]
    """Equaliser, upper bell: dB. Default 0."""
    high_mid_freq: NotRequired[float]
    """Hz. Default 2500."""
    high_mid_q: NotRequired[float]
    """How narrow the bell is. Default 1."""
    high_gain: NotRequired[float]
    """Equaliser, high shelf: dB. Default 0."""
    high_freq: NotRequired[float]
    """Hz. Default 8000."""
    compressor: NotRequired[bool]
    """Whether its sound goes through the compressor, which is behind the equaliser. Default false."""
    threshold: NotRequired[float]
    """Compressor: dBFS from which on it makes softer. Default -18."""
    ratio: NotRequired[float]
    """Compressor: how many dB more come in for one more that goes out. Default 3."""
    attack: NotRequired[float]
    """Compressor: s. Default 0.01."""
    release: NotRequired[float]
    """Compressor: s. Default 0.15."""
    makeup: NotRequired[float]
    """Compressor: dB added behind it. Default 0."""
    limiter: NotRequired[bool]
    """The master's: whether the mix stays below the ceiling. Without it, 0 dBFS is the ceiling. Default
    true."""
    ceiling: NotRequired[float]
    """The master's limiter: dBFS. Default -1."""
    name: NotRequired[str]
    """A bus's name."""
    index: NotRequired[str]
    """A bus's place."""
    bus: NotRequired[str]
    """The bus it goes to; the master where absent."""
    snapshot: NotRequired[str]
    """The master's: the snapshot that was recalled last."""
    recall: NotRequired[str]
    """The master's: another one at each recall. What changes of the mix along with it is crossfaded in the
    snapshot's time."""


class Send(TypedDict):
    """An entry: send."""

    source: str
    """A strip."""
    target: str
    """A bus, or a node."""
    gain: NotRequired[float]
    """dB. Default 0."""
    before_fader: NotRequired[bool]
    """Taken before the strip's gain and pan. Default false."""


class Insert(TypedDict):
    """An entry: insert."""

    strip: str
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    index: str
    """A fractional index (base 62): order by this, then by id."""
    node: str
    """An effect; the strip's sound goes through it."""
    bypass: NotRequired[bool]
    """Left out for now. Default false."""


class Snapshot(TypedDict):
    """The whole mix, kept under a name; its settings say how each strip was."""

    name: str
    index: str
    """A fractional index (base 62): order by this, then by id."""
    seconds: NotRequired[float]
    """How long it takes to cross over to it, s. Default 2."""


class Setting(TypedDict):
    """How a strip is in a snapshot."""

    snapshot: str
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    strip: str
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    gain: NotRequired[float]
    """dB. Default 0."""
    pan: NotRequired[float]
    """-1 left to 1 right. Default 0."""
    mute: NotRequired[bool]
    """Default false."""
    solo: NotRequired[bool]
    """Default false."""
    eq: NotRequired[bool]
    """Whether its sound goes through the equaliser. Default false."""
    low_gain: NotRequired[float]
    """Equaliser, low shelf: dB. Default 0."""
    low_freq: NotRequired[float]
    """Hz. Default 100."""
    low_mid_gain: NotRequired[float]
    """Equaliser, lower bell: dB. Default 0."""
    low_mid_freq: NotRequired[float]
    """Hz. Default 400."""
    low_mid_q: NotRequired[float]
    """How narrow the bell is. Default 1."""
    high_mid_gain: NotRequired[float]
    """Equaliser, upper bell: dB. Default 0."""
    high_mid_freq: NotRequired[float]
    """Hz. Default 2500."""
    high_mid_q: NotRequired[float]
    """How narrow the bell is. Default 1."""
    high_gain: NotRequired[float]
    """Equaliser, high shelf: dB. Default 0."""
    high_freq: NotRequired[float]
    """Hz. Default 8000."""
    compressor: NotRequired[bool]
    """Whether its sound goes through the compressor, which is behind the equaliser. Default false."""
    threshold: NotRequired[float]
    """Compressor: dBFS from which on it makes softer. Default -18."""
    ratio: NotRequired[float]
    """Compressor: how many dB more come in for one more that goes out. Default 3."""
    attack: NotRequired[float]
    """Compressor: s. Default 0.01."""
    release: NotRequired[float]
    """Compressor: s. Default 0.15."""
    makeup: NotRequired[float]
    """Compressor: dB added behind it. Default 0."""
    limiter: NotRequired[bool]
    """The master's: whether the mix stays below the ceiling. Without it, 0 dBFS is the ceiling. Default
    true."""
    ceiling: NotRequired[float]
    """The master's limiter: dBFS. Default -1."""


class Lane(TypedDict):
    """What is automated: a field of a strip or of a node, along the score's time."""

    target: str
    """A strip, or a node."""
    field: str
    """Such as "gain", or "p_cutoff"."""
    bypass: NotRequired[bool]
    """Left out for now: the field keeps its own value. Default false."""


class Point(TypedDict):
    """A value of a lane at a place of the score.

    Before its first point a lane has that one's value, behind its last one that one's.
    """

    lane: str
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    measure: str
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    onset: str
    """From the start of the measure."""
    value: float
    """In the field's unit; switches are off below one half."""
    curve: NotRequired[Literal["linear", "hold"]]
    """How it goes on to the next point: along the field's slider, or staying until there."""


class Section(TypedDict):
    """A stretch of measures with a name."""

    name: str
    measure: str
    """Its first measure."""
    until: NotRequired[str]
    """Its last measure; absent: up to the next section, or the end."""
    colour: NotRequired[int]
    """Of JupyterLab's collaborators' colours."""


class Passage(TypedDict):
    """A place in the form: a section, played once or more.

    A piece without one is played as it is written.
    """

    index: str
    """A fractional index (base 62): order by this, then by id."""
    section: str
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    times: NotRequired[int]
    """How often. Default 1."""


class Lock(TypedDict):
    """Nobody but the teacher changes what is locked (a node locked by its maker: nobody but the two).

    Its id is the id of what it locks, or "piece".
    """

    kind: Literal["piece", "part", "measure", "node"]
    reason: NotRequired[str]
    """Said to whoever tries."""


class Annotation(TypedDict):
    """An entry: annotation."""

    target: str
    """An event, measure, part, node or group."""
    text: str
    reply_to: NotRequired[str]
    """A letter, then letters, digits, _ or -: also a valid XML id."""
    resolved: NotRequired[bool]
    """Default false."""


class Proposal(TypedDict):
    """An entry: proposal."""

    title: str
    source: NotRequired[Literal["assistant", "audience"]]
    """Whose idea it is, where it is not its maker's own: an AI partner's, or the audience's."""
    patch: str
    """The operations and their base values, as JSON text."""
    confidence: NotRequired[float]
    status: NotRequired[Literal["open", "accepted", "rejected", "withdrawn"]]
    """withdrawn: by who made it."""
    reason: NotRequired[str]
    """Why it was rejected, said to who made it."""
    taken: NotRequired[str]
    """The operations that were accepted, by their places from 0, such as "0 2 3"; those of an open one
    wait for who may write them."""


class Document(TypedDict):
    """The content of an ."""

    antiphon: Literal[3]
    meta: Meta
    parts: dict[str, Part]
    measures: dict[str, Measure]
    events: dict[str, Event]
    spans: dict[str, Span]
    percussion: dict[str, Drum]
    nodes: dict[str, Node]
    edges: dict[str, Edge]
    groups: dict[str, Group]
    ports: dict[str, Port]
    labels: dict[str, Label]
    presets: dict[str, Preset]
    instruments: dict[str, Instrument]
    mix: dict[str, Strip]
    sends: dict[str, Send]
    inserts: dict[str, Insert]
    snapshots: dict[str, Snapshot]
    settings: dict[str, Setting]
    lanes: dict[str, Lane]
    points: dict[str, Point]
    sections: dict[str, Section]
    form: dict[str, Passage]
    locks: dict[str, Lock]
    annotations: dict[str, Annotation]
    proposals: dict[str, Proposal]


def parameters(node: Node | Preset) -> dict[str, float]:
    """The parameters that a node or a preset sets, by name (without the prefix `p_`)."""
    fields: dict[str, object] = {**node}
    return {
        field.removeprefix("p_"): value
        for field, value in fields.items()
        if field.startswith("p_") and isinstance(value, float)
    }

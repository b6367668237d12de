"""Whatever a score holds, it can be played; and what an edit leaves is what a fresh reading gives."""

import math
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from antiphon.document.codec import empty, encode, normalise
from antiphon.document.projection import project
from antiphon.document.ydoc import YAntiphon
from antiphon.engine.interpretation import GRAPH, Interpretation, Interpreter, interpret

PARTS = ("P1", "P2")
MEASURES = ("m1", "m2", "m3")
MARKS = (
    "staccato",
    "staccatissimo",
    "accent",
    "trill",
    "turn",
    "mordent",
    "schleifer",
    "breath_mark",
    "tie",
    "cue",
    "let_ring",
)
PITCHES = ("C4", "D4", "F#4", "Bb4", "B9", "Cbb0")

onsets = st.integers(0, 14).map(lambda number: str(Fraction(number, 4)))
notes = st.fixed_dictionaries(
    {
        "kind": st.just("note"),
        "part": st.sampled_from(PARTS),
        "measure": st.sampled_from(MEASURES),
        "onset": onsets,
        "duration": st.integers(1, 16).map(lambda number: str(Fraction(number, 8))),
        "pitch": st.sampled_from(PITCHES),
    },
    optional={
        **dict.fromkeys(MARKS, st.just(True)),
        "staff": st.integers(1, 2),
        "voice": st.integers(1, 2),
        "grace": st.sampled_from(["acciaccatura", "appoggiatura", "after"]),
        "arpeggio": st.sampled_from(["up", "down", "plain", "bracket"]),
        "fermata": st.sampled_from(["normal", "angled", "square"]),
        "tremolo": st.integers(1, 5),
        "tuplet": st.just("3:2"),
        "drum": st.just("snare"),
    },
)
marks = st.fixed_dictionaries(
    {
        "kind": st.just("dynamic"),
        "part": st.sampled_from(PARTS),
        "measure": st.sampled_from(MEASURES),
        "onset": onsets,
        "dynamic": st.sampled_from(["n", "p", "f", "sfz", "fp", "ffff"]),
    }
)
tempi = st.fixed_dictionaries(
    {"kind": st.just("tempo"), "measure": st.sampled_from(MEASURES), "onset": onsets},
    optional={"bpm": st.integers(10, 400), "gradual": st.booleans()},
)
events = st.dictionaries(st.integers(0, 30).map("e{}".format), notes | notes | marks | tempi, max_size=20)
spans = st.dictionaries(
    st.integers(0, 5).map("s{}".format),
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(
                ["slur", "crescendo", "diminuendo", "pedal", "trill", "tremolo", "glissando"]
            ),
            "start": st.integers(0, 30).map("e{}".format),
            "end": st.integers(0, 30).map("e{}".format),
        }
    ),
    max_size=4,
)
bars = st.fixed_dictionaries(
    {},
    optional={
        "duration": st.sampled_from(["1/2", "5"]),
        "meter": st.sampled_from(["3/4", "6/8", "2+2+3/8"]),
        "key": st.integers(-7, 7),
        "repeat_end": st.integers(2, 3),
        "ending": st.sampled_from(["1", "2"]),
        "jump": st.sampled_from(["da_capo", "dal_segno_al_coda"]),
        "segno": st.just(True),
        "fine": st.just(True),
    },
)
documents = st.fixed_dictionaries(
    {
        "events": events,
        "spans": spans,
        "measures": st.tuples(bars, bars, bars).map(
            lambda all: {
                id: {"index": f"a{n}", **bar} for n, (id, bar) in enumerate(zip(MEASURES, all, strict=True))
            }
        ),
        "meta": st.fixed_dictionaries({}, optional={"swing": st.sampled_from([0.5, 0.6, 0.75])}),
        "form": st.sampled_from([{}, {"f1": {"index": "a", "section": "A", "times": 3}}]),
    }
).map(
    lambda roots: normalise(
        {
            **empty(),
            **roots,
            "parts": {id: {"index": f"a{n}", "name": id, "chromatic": -n} for n, id in enumerate(PARTS)},
            "percussion": {"snare": {"part": "P1", "name": "Snare", "pitch": "C5", "key": 38}},
            "sections": {"A": {"name": "A", "measure": "m2"}},
        }
    )
)


def whole(reading: Interpretation) -> tuple[Any, ...]:
    return reading.piece, reading.notes, reading.course, reading.plan


@settings(max_examples=120, deadline=None)
@given(documents)
def test_whatever_is_written_can_be_played(document: Any) -> None:
    reading = interpret(document)
    course = reading.course
    written = {
        note.id
        for part in reading.piece.parts
        for voice in part.voices
        for item in voice.items
        for note in item.notes
    }
    graces = {
        note.id
        for part in reading.piece.parts
        for voice in part.voices
        for item in voice.items
        for grace in item.graces
        for note in grace.notes
    }
    starts = [note.start for note in reading.notes]
    assert starts == sorted(starts)
    for note in reading.notes:
        assert 0 <= note.start < note.end <= course.duration + 1
        assert 0 < note.velocity <= 1
        assert math.isfinite(note.frequency)
        assert set(note.events) <= written | graces
        assert 0 <= reading.tempo.seconds(note.start) < reading.tempo.seconds(note.end)
    assert list(course.bars) == sorted(course.bars)


@settings(max_examples=60, deadline=None)
@given(documents, documents)
def test_a_change_leaves_what_a_fresh_reading_gives(first: Any, second: Any) -> None:
    ydoc, interpreter = YAntiphon(), Interpreter()
    graph: dict[str, Any] = {root: {} for root in GRAPH}
    for document in (first, second, first):
        ydoc.set(encode(document))
        assert whole(interpreter.read(ydoc.piece, graph)) == whole(interpret(ydoc.raw()))
        assert ydoc.piece == project(ydoc.raw())

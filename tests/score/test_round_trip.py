"""Lossless in practice: what goes out as MusicXML comes back, whatever a document of format version 1 holds."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.score.reading import read
from antiphon.score.ties import tied
from antiphon.score.writing import write

PITCHES = ["C4", "C#4", "Db4", "D4", "F##4", "Gb4", "Bbb3", "B3", "E5", "A2", "C4"]
TRANSPOSITIONS = [(0, 0), (-1, -2), (-4, -7), (-7, -12), (2, 3)]
CLEFS = ["G2", "F4", "C3", "C4", "G2-8", "G2+8", "F4-8", "C1", "percussion"]
BEATS: list[list[tuple[str, str | None]]] = [
    [("1", None)],
    [("1/2", None), ("1/2", None)],
    [("3/4", None), ("1/4", None)],
    [("1/3", "3:2")] * 3,
    [("2/3", "3:2"), ("1/3", "3:2")],
    [("1/5", "5:4")] * 5,
    [("1/7", "7:4")] * 7,
    [("1/2", None), ("1/6", "3:2"), ("1/6", "3:2"), ("1/6", "3:2")],
]
WHOLE: list[list[tuple[str, str | None]]] = [
    [("2", None)],
    [("3/2", None), ("1/2", None)],
    [("2/15", "3:2 5:4")] * 5 + [("2/3", "3:2")] * 2,
]


@st.composite
def lines(draw: st.DrawFn, quarters: int) -> list[tuple[Fraction, str, str | None]]:
    """Onset, duration and tuplet of each item of a voice."""
    result: list[tuple[Fraction, str, str | None]] = []
    now = Fraction(0)
    while now < quarters:
        cell = draw(st.sampled_from(WHOLE + BEATS if quarters - now >= 2 else BEATS))
        for duration, tuplet in cell:
            result.append((now, duration, tuplet))
            now += Fraction(duration)
    return result


@st.composite
def documents(draw: st.DrawFn) -> Document:
    document: Any = empty()
    events: dict[str, Any] = document["events"]

    def add(**event: Any) -> None:
        events[f"n{len(events)}"] = {name: value for name, value in event.items() if value is not None}

    lengths: list[int] = []
    for number in range(draw(st.integers(1, 3))):
        quarters = draw(st.integers(2, 4))
        measure = {
            "index": f"a{number}",
            "meter": f"{quarters}/4",
            "key": draw(st.integers(-4, 4)),
            "mode": "minor",
        }
        if draw(st.booleans()):
            quarters -= 1
            measure["duration"] = str(quarters)
        document["measures"][f"m{number}"] = measure
        lengths.append(quarters)
        if draw(st.booleans()):
            add(
                kind="tempo",
                measure=f"m{number}",
                onset=str(quarters - 1),
                bpm=draw(st.integers(40, 200)),
                text=draw(st.sampled_from([None, "Allegro", "Slowly"])),
            )
    for number in range(draw(st.integers(1, 2))):
        part = f"p{number}"
        diatonic, chromatic = draw(st.sampled_from(TRANSPOSITIONS))
        staves = draw(st.integers(1, 2))
        document["parts"][part] = {
            "index": f"a{number}",
            "name": f"Part {number}",
            "abbreviation": "P.",
            "instrument": "Viola",
            "staves": staves,
            "diatonic": diatonic,
            "chromatic": chromatic,
        }
        for index, quarters in enumerate(lengths):
            for staff in range(1, staves + 1):
                place = {"part": part, "measure": f"m{index}", "staff": staff}
                if draw(st.booleans()):
                    add(
                        kind="clef",
                        onset=str(draw(st.integers(0, quarters - 1))),
                        clef=draw(st.sampled_from(CLEFS)),
                        **place,
                    )
                for voice in range(1, draw(st.integers(1, 2)) + 1):
                    for onset, duration, tuplet in draw(lines(quarters)):
                        timing = {"onset": str(onset), "duration": duration, "tuplet": tuplet, "voice": voice}
                        kind = draw(st.sampled_from(["note", "note", "note", "rest", "gap"]))
                        if kind == "rest" or (kind == "gap" and tuplet):
                            add(kind="rest", **timing, **place)
                        elif kind == "note":
                            chord = draw(
                                st.lists(st.sampled_from(PITCHES), min_size=1, max_size=3, unique=True)
                            )
                            for pitch in sorted(set(chord)):
                                tie = draw(st.booleans()) or None
                                add(kind="note", pitch=pitch, tie=tie, **timing, **place)
                            events[f"n{len(events) - 1}"]["lyric1"] = draw(st.sampled_from(["la", "la-"]))
    piece = project(document)
    onward = {id for part in piece.parts for id in tied(part, piece.measures)}
    for id, event in events.items():
        if event.get("tie") and id not in onward:
            del event["tie"]
    result: Document = document
    return result


@given(documents())
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_document_survives_musicxml(essence: Callable[..., Any], document: Document) -> None:
    before = project(document)
    assert before.problems == ()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "piece.musicxml"
        assert write(document, path) == []
        again, losses = read(path)
    assert losses == []
    after = essence(project(again))
    for ours, theirs in zip(essence(before)["parts"], after["parts"], strict=True):
        assert theirs == ours
    assert after == essence(before)

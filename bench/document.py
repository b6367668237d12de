"""The document in Python: load, project, an edit until its projection, a diff, one edit beside raw pycrdt, and its size.

For pieces of 2,000, 20,000 and 100,000 events, in wall-clock time of one machine. An edit writes one field of one note; the
peer writes the same into a plain pycrdt document, edit by edit in turn. The diff is `set` of a text that differs in one
event. The size is that of the Y document after 100,000 edits by five people, squashed, over the size of the piece set afresh.
The last line is one JSON object; `value` is the 95th percentile of an edit until its projection at 20,000 events, in
milliseconds, `peer` the raw edit in microseconds, and `ratio` our edit / the raw one (medians).
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

from pycrdt import Doc, Map

from antiphon.document.codec import empty, encode
from antiphon.document.projection import project
from antiphon.document.ydoc import YAntiphon

PARTS, SIZES = 8, (2_000, 20_000, 100_000)
ONSETS = ("0", "1/2", "1", "3/2", "2", "5/2", "3", "7/2")
EXTRAS: dict[int, dict[str, Any]] = {0: {"staccato": True}, 4: {"lyric1": "la"}}
PITCHES = [f"{step}{octave}" for octave in (3, 4, 5) for step in "CDEFGAB"]


def piece_of(events: int) -> dict[str, Any]:
    """Eight parts of eighth notes, with a dynamic and a slur in each measure, some articulations and lyrics."""
    document: dict[str, Any] = dict(empty())
    document["parts"] = {f"p{part}": {"index": f"a{part}", "name": f"Part {part}"} for part in range(PARTS)}
    measures = max(1, events // (PARTS * (len(ONSETS) + 1)))
    document["measures"] = {f"m{number}": {"index": f"a{number:05}"} for number in range(measures)}
    for number in range(measures):
        for part in range(PARTS):
            place = {"part": f"p{part}", "measure": f"m{number}"}
            ids = [f"n{number}_{part}_{eighth}" for eighth in range(len(ONSETS))]
            for eighth, (id, onset) in enumerate(zip(ids, ONSETS, strict=True)):
                pitch = PITCHES[(number + part + eighth) % len(PITCHES)]
                note = {"kind": "note", "onset": onset, "duration": "1/2", "pitch": pitch, **place}
                extra = EXTRAS.get(eighth, {})
                document["events"][id] = {**note, **extra}
            document["events"][f"d{number}_{part}"] = {
                "kind": "dynamic",
                "onset": "0",
                "dynamic": "mf",
                **place,
            }
            document["spans"][f"s{number}_{part}"] = {"kind": "slur", "start": ids[0], "end": ids[3]}
    return document


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def percentile(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def raw_events(document: dict[str, Any]) -> tuple[Doc[Any], Map[Any]]:
    """The events alone, in a plain Y document."""
    ydoc: Doc[Any] = Doc()
    events: Map[Any] = ydoc.get("events", type=Map)
    with ydoc.transaction():
        for id, event in document["events"].items():
            events[id] = Map(event)
    return ydoc, events


def edits(document: dict[str, Any], doc: YAntiphon, count: int) -> tuple[list[float], list[float]]:
    """Seconds of edits of ours and of raw ones, in turn."""
    ydoc, events = raw_events(document)
    ids = [id for id in document["events"] if id.startswith("n")]
    ours: list[float] = []
    raw: list[float] = []

    def write_raw(id: str, pitch: str) -> None:
        with ydoc.transaction():
            events[id]["pitch"] = pitch

    for number in range(count):
        id, pitch = random.choice(ids), PITCHES[number % len(PITCHES)]
        raw.append(seconds(lambda id=id, pitch=pitch: write_raw(id, pitch)))  # type: ignore[misc]
        ours.append(seconds(lambda id=id, pitch=pitch: doc.change("events", id, {"pitch": pitch})))  # type: ignore[misc]
    return ours, raw


def projections(document: dict[str, Any], doc: YAntiphon, count: int) -> list[float]:
    """Seconds from an edit to its projection."""
    ids = [id for id in document["events"] if id.startswith("n")]

    def edit(id: str, pitch: str) -> None:
        doc.change("events", id, {"pitch": pitch})
        _ = doc.piece

    return [
        seconds(lambda number=number: edit(random.choice(ids), PITCHES[number % len(PITCHES)]))  # type: ignore[misc]
        for number in range(count)
    ]


def measure(size: int, count: int) -> dict[str, float]:
    """All figures of a piece of some size, in seconds."""
    document = piece_of(size)
    text = encode(document)  # type: ignore[arg-type]
    doc = YAntiphon()
    figures = {"load": seconds(lambda: doc.set(text)), "project": seconds(lambda: project(document))}
    ours, raw = edits(document, doc, count)
    figures |= {"edit": statistics.median(ours), "raw": statistics.median(raw)}
    _ = doc.piece
    shown = projections(document, doc, count // 10)
    figures |= {"shown": statistics.median(shown), "shown95": percentile(shown, 0.95)}
    changed = encode(doc.to_document()).replace('"onset": "7/2"', '"onset": "15/4"', 1)
    figures["diff"] = seconds(lambda: doc.set(changed))
    return figures


def growth(count: int, people: int = 5) -> float:
    """The size of a piece of 2,000 events after edits by several people, over the size of the piece set afresh."""
    document = piece_of(2_000)
    first = YAntiphon()
    first.set(encode(document))  # type: ignore[arg-type]
    room: Doc[Any] = Doc()
    room.apply_update(first.ydoc.get_update())
    docs = [YAntiphon(Doc()) for _ in range(people)]
    ids = [id for id in document["events"] if id.startswith("n")]
    chance = random.Random(3)
    for number in range(count):
        if number % 200 == 0:
            meet(room, docs)
        fields: dict[str, Any] = chance.choice(
            [
                {"pitch": chance.choice(PITCHES)},
                {"onset": chance.choice(ONSETS)},
                {"duration": chance.choice(["1/2", "1"])},
                {"staccato": chance.random() < 0.5},
            ]
        )
        chance.choice(docs).change("events", chance.choice(ids), fields)
    meet(room, docs)
    squashed: Doc[Any] = Doc()
    squashed.apply_update(room.get_update())
    afresh = YAntiphon()
    afresh.set(YAntiphon(squashed).get())
    return len(squashed.get_update()) / len(afresh.ydoc.get_update())


def meet(room: Doc[Any], docs: list[YAntiphon]) -> None:
    """Everybody gives the room what they have, and takes what it has."""
    for doc in docs:
        room.apply_update(doc.ydoc.get_update(room.get_state()))
    for doc in docs:
        doc.ydoc.apply_update(room.get_update(doc.ydoc.get_state()))


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--edits", type=int, default=5_000, help="edits timed at each size")
    words.add_argument("--growth", type=int, default=100_000, help="edits before the size is taken")
    arguments = words.parse_args()
    print(
        f"{'events':>8}{'load s':>9}{'project s':>11}{'diff s':>8}{'edit µs':>9}{'raw µs':>8}{'ratio':>7}"
        f"{'edit → projection ms':>22}{'p95':>7}"
    )
    figures = {}
    for size in SIZES:
        one = figures[size] = measure(size, arguments.edits)
        print(
            f"{size:8}{one['load']:9.3f}{one['project']:11.3f}{one['diff']:8.3f}{one['edit'] * 1e6:9.1f}"
            f"{one['raw'] * 1e6:8.1f}{one['edit'] / one['raw']:7.2f}{one['shown'] * 1e3:22.2f}{one['shown95'] * 1e3:7.2f}"
        )
    factor = growth(arguments.growth)
    print(f"size after {arguments.growth} edits of 2,000 events: {factor:.2f} of the fresh one")
    at = figures[20_000]
    print(
        json.dumps(
            {
                "name": "document",
                "value": round(at["shown95"] * 1e3, 3),
                "unit": "ms",
                "peer": round(at["raw"] * 1e6, 2),
                "ratio": round(at["edit"] / at["raw"], 3),
                "load_s": round(at["load"], 3),
                "project_s": round(at["project"], 3),
                "diff_s": round(at["diff"], 3),
                "size_factor": round(factor, 2),
            }
        )
    )


if __name__ == "__main__":
    main()

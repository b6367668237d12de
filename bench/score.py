"""How much of real scores comes through: MusicXML to a document, and that to MusicXML and back.

The peer is the file itself: of each kind of thing, the elements in the MusicXML are counted against the document's, and the
document against the one that was written and read again. `python bench/score.py [FILES]`.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from antiphon.document.piece import Piece
from antiphon.document.projection import project
from antiphon.score.attached import ARTICULATIONS, ORNAMENTS
from antiphon.score.reading import read
from antiphon.score.writing import write

FILES = 150

ARTICULATED = {name.replace("_", "-") for name in ARTICULATIONS.values()}


def files(count: int) -> list[Path]:
    """MusicXML files that music21 ships, the same each time."""
    from music21 import corpus

    paths = sorted(Path(path) for path in corpus.getPaths(fileExtensions=("mxl", "musicxml", "xml")))
    random.Random(1).shuffle(paths)
    return [path for path in paths if path.stat().st_size < 200_000][:count]


def raw(path: Path) -> Counter[str]:
    """What is in a file, by its elements."""
    root = ElementTree.fromstring(_text(path))
    found: Counter[str] = Counter()
    for note in root.iter("note"):
        if note.find("rest") is not None:
            continue
        found["graces" if note.find("grace") is not None else "pitches"] += 1
        found["ties"] += note.find("tie[@type='start']") is not None
        found["tuplets"] += note.find("time-modification") is not None and note.find("grace") is None
        found["lyrics"] += sum(bool((each.text or "").strip()) for each in note.iterfind("lyric/text"))
        for group in note.iterfind("notations/articulations"):
            found["articulations"] += sum(each.tag in ARTICULATED for each in group)
        for group in note.iterfind("notations/ornaments"):
            found["ornaments"] += sum(each.tag.removesuffix("-mark") in ORNAMENT_TAGS for each in group)
        found["fermatas"] += note.find("notations/fermata") is not None
        found["slurs"] += len(note.findall("notations/slur[@type='start']"))
    for part in list(root.iterfind("part"))[:1]:
        for measure in part.iterfind("measure"):
            found["measures"] += 1
            found["repeats"] += len(measure.findall("barline/repeat"))
    found["dynamics"] = sum(len(each) for each in root.iter("dynamics"))
    found["chord symbols"] = sum(1 for _ in root.iter("harmony"))
    found["hairpins"] = sum(each.get("type") in ("crescendo", "diminuendo") for each in root.iter("wedge"))
    return found


ORNAMENT_TAGS = {name.replace("_", "-") for name in ORNAMENTS.values()}


def kept(document: Any) -> Counter[str]:
    """What is in a document, by the same names."""
    found: Counter[str] = Counter()
    for event in document["events"].values():
        kind = event["kind"]
        if kind == "note":
            found["graces" if "grace" in event else "pitches"] += 1
            found["ties"] += "tie" in event
            found["tuplets"] += "tuplet" in event and "grace" not in event
            found["lyrics"] += sum(name.startswith("lyric") for name in event)
            found["articulations"] += sum(name in event for name in ARTICULATIONS.values())
            found["ornaments"] += sum(name in event for name in ORNAMENTS.values())
        found["fermatas"] += "fermata" in event
        found["dynamics"] += kind == "dynamic"
        found["chord symbols"] += kind == "harmony"
    for span in document["spans"].values():
        found["slurs"] += span["kind"] == "slur"
        found["hairpins"] += span["kind"] in ("crescendo", "diminuendo")
    for measure in document["measures"].values():
        found["measures"] += 1
        found["repeats"] += ("repeat_start" in measure) + ("repeat_end" in measure)
    return found


def aspects(piece: Piece) -> dict[str, Any]:
    """What two pieces must have in common, aspect by aspect."""
    result: dict[str, list[Any]] = {name: [] for name in ASPECTS}
    number = {measure.id: index for index, measure in enumerate(piece.measures)}
    places: dict[str, Any] = {}
    for row, part in enumerate(piece.parts):
        for item, at in _items(row, part, number):
            places |= {note.id: at for note in item.notes} | ({item.rest: at} if item.rest else {})
            places |= {note.id: (*at, "grace") for grace in item.graces for note in grace.notes}
            if not item.notes:
                continue
            result["pitches"].append((at[:3], at[4], [note.pitch for note in item.notes]))
            result["durations"].append((at, item.duration))
            result["voices"].append(at)
            result["ties"].append((at, [note.tie for note in item.notes]))
            result["tuplets"].append((at, item.tuplet))
            result["lyrics"].append((at, next((note.lyrics for note in item.notes if note.lyrics), ())))
            result["articulations"].append((at, item.marks, item.fermata, item.arpeggio, item.tremolo))
            result["graces"].append(
                [(at, g.kind, g.duration, [note.pitch for note in g.notes]) for g in item.graces]
            )
        for mark in part.marks:
            result["dynamics" if mark.kind == "dynamic" else "words"].append(
                (row, number[mark.measure], mark.staff, mark.onset, mark.kind, mark.text)
            )
        for span in part.spans:
            result["slurs" if span.kind == "slur" else "other spans"].append(
                (span.kind, places.get(span.start), places.get(span.end))
            )
    for measure in piece.measures:
        result["keys"].append((measure.key, measure.mode))
        result["meters"].append((measure.meter, measure.meter_symbol, measure.duration))
        result["repeats"].append(
            (measure.repeat_start, measure.repeat_end, measure.ending, measure.barline, measure.jump)
        )
    result["tempi"] = [(tempo.position, tempo.bpm, tempo.text) for tempo in piece.tempi]
    return {name: sorted(found, key=repr) for name, found in result.items()}


ASPECTS = (
    *("pitches", "durations", "voices", "ties", "tuplets", "lyrics", "articulations", "graces", "dynamics"),
    *("words", "slurs", "other spans", "keys", "meters", "repeats", "tempi"),
)


def _items(row: int, part: Any, number: dict[str, int]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    for voice in part.voices:
        for item in voice.items:
            yield item, (row, number[voice.measure], voice.staff, voice.voice, item.onset)


def _text(path: Path) -> bytes:
    if path.suffix != ".mxl":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.startswith("META-INF") and "." in name]
        return archive.read(next(name for name in names if name.endswith(("xml", "musicxml"))))


def main(count: int) -> None:
    """Print how many files and things come through."""
    warnings.simplefilter("ignore")
    inside: Counter[str] = Counter()
    there: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    again: Counter[str] = Counter()
    losses: Counter[str] = Counter()
    total = perfect = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in files(count):
            document, lost = read(path)
            losses.update({loss.what for loss in lost})
            total += 1
            before, after = raw(path), kept(document)
            inside += before
            for name, number in before.items():
                there[name] += min(number, after[name])
                lacking[name] += number > after[name]
            target = Path(folder) / f"{total}.musicxml"
            write(document, target)
            ours, theirs = aspects(project(document)), aspects(project(read(target)[0]))
            same = [name for name in ASPECTS if ours[name] == theirs[name]]
            again.update(same)
            perfect += len(same) == len(ASPECTS)
            if len(same) < len(ASPECTS):
                print(f"{path.name}: {', '.join(name for name in ASPECTS if name not in same)}")
    print(f"{total} files; read, by kind: things kept of things in the files (files that lack some)")
    for name, number in sorted(inside.items()):
        print(f"  {name}: {there[name]} of {number} ({lacking[name]})")
    print("written and read again, by aspect: files in which it is the same")
    for name in ASPECTS:
        print(f"  {name}: {again[name]} of {total}")
    for what, number in losses.most_common(20):
        print(f"  listed as lost in {number} files: {what}")
    share = round(100 * perfect / total, 1)
    print(json.dumps({"name": "score_round_trip", "value": share, "unit": "% of files the same"}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES)

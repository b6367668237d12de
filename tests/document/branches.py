"""Random branches of pieces: what two people might do to a piece meanwhile."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

from antiphon.document.frame import ordered

Piece = Any


def excerpt(document: Piece, first: int, count: int, parts: int) -> Piece:
    """So many measures of the first parts of a piece."""
    result = copy.deepcopy(document)
    players = ordered(document["parts"])[:parts]
    result["parts"] = {id: result["parts"][id] for id in players}
    kept = set(ordered(document["measures"])[first : first + count])
    result["measures"] = {id: each for id, each in result["measures"].items() if id in kept}
    result["events"] = {id: each for id, each in result["events"].items() if _stays(each, kept, players)}
    result["spans"] = {
        id: each
        for id, each in result["spans"].items()
        if each["start"] in result["events"] and each["end"] in result["events"]
    }
    result["nodes"] = {f"n{number}": {"kind": "effect.reverb", "x": float(number)} for number in range(3)}
    result["edges"] = {"c": {"source": "n0", "target": "n1"}}
    result["groups"] = {f"g{number}": {"name": f"Group {number}"} for number in range(2)}
    result["mix"] |= {f"b{number}": {"name": f"Bus {number}", "index": f"a{number}"} for number in range(3)}
    result["sections"] = {"s": {"name": "A", "measure": min(kept)}}
    return result


def _stays(event: Any, measures: set[str], parts: list[str]) -> bool:
    return event["measure"] in measures and event.get("part", parts[0]) in parts


def branch(base: Piece, random: Random, prefix: str) -> Piece:
    """A branch of a piece with one to eight edits; ids that it mints begin with a prefix."""
    document = copy.deepcopy(base)
    for number in range(random.randint(1, 8)):
        random.choice(_EDITS)(document, random, f"{prefix}{number}")
    return document


def _notes(document: Piece) -> list[str]:
    return sorted(
        id for id, each in document["events"].items() if each["kind"] == "note" and "grace" not in each
    )


def _some(document: Piece, random: Random) -> Any:
    notes = _notes(document)
    return document["events"][random.choice(notes)] if notes else {}


_PITCHES = ["C4", "D4", "E4", "F#4", "G4", "A4", "Bb4", "C5", "D5"]
_TIMES = ["0", "1/2", "1", "3/2", "2", "3"]


def _repitch(document: Piece, random: Random, id: str) -> None:
    _some(document, random)["pitch"] = random.choice(_PITCHES)


def _mark(document: Piece, random: Random, id: str) -> None:
    _some(document, random)[random.choice(("staccato", "accent", "tenuto"))] = True


def _stretch(document: Piece, random: Random, id: str) -> None:
    _some(document, random)["duration"] = random.choice(("1/2", "1", "2"))


def _shift(document: Piece, random: Random, id: str) -> None:
    _some(document, random)["onset"] = random.choice(_TIMES)


def _carry(document: Piece, random: Random, id: str) -> None:
    if document["measures"]:
        _some(document, random)["measure"] = random.choice(sorted(document["measures"]))


def _write(document: Piece, random: Random, id: str) -> None:
    if document["measures"] and document["parts"]:
        document["events"][id] = {
            "kind": "note",
            "part": random.choice(sorted(document["parts"])),
            "measure": random.choice(sorted(document["measures"])),
            "onset": random.choice(_TIMES),
            "duration": random.choice(("1/2", "1", "2")),
            "pitch": random.choice(_PITCHES),
        }


def _erase(document: Piece, random: Random, id: str) -> None:
    notes = _notes(document)
    if notes:
        _forget(document, "events", {random.choice(notes)})


def _forget(document: Piece, root: str, ids: set[str]) -> None:
    """Take entries away, with what cannot be without them, as the editor does."""
    for id in ids:
        document[root].pop(id, None)
    needs = {
        "measures": (("events", "measure"), ("sections", "measure")),
        "parts": (("events", "part"),),
        "events": (("spans", "start"), ("spans", "end")),
        "nodes": (("edges", "source"), ("edges", "target")),
    }
    for other, field in needs.get(root, ()):
        _forget(document, other, {id for id, each in document[other].items() if each.get(field) in ids})


def _cut(document: Piece, random: Random, id: str) -> None:
    if len(document["measures"]) > 1:
        _forget(document, "measures", {random.choice(sorted(document["measures"]))})


def _insert(document: Piece, random: Random, id: str) -> None:
    indexes = sorted(each["index"] for each in document["measures"].values())
    if indexes:
        document["measures"][id] = {"index": random.choice(indexes) + "V"}
        _write(document, random, f"{id}n")
        document["events"][f"{id}n"]["measure"] = id


def _dismiss(document: Piece, random: Random, id: str) -> None:
    if len(document["parts"]) > 1 and random.random() < 0.3:
        _forget(document, "parts", {random.choice(sorted(document["parts"]))})


def _slur(document: Piece, random: Random, id: str) -> None:
    part = random.choice(sorted(document["parts"]))
    notes = [each for each in _notes(document) if document["events"][each]["part"] == part]
    if len(notes) > 1:
        start, end = random.sample(notes, 2)
        document["spans"][id] = {"kind": "slur", "start": start, "end": end}


def _loud(document: Piece, random: Random, id: str) -> None:
    document["events"][id] = {
        "kind": "dynamic",
        "part": random.choice(sorted(document["parts"])),
        "measure": random.choice(sorted(document["measures"])),
        "onset": random.choice(("0", "1")),
        "dynamic": random.choice(("p", "mf", "f")),
    }


def _key(document: Piece, random: Random, id: str) -> None:
    document["measures"][random.choice(sorted(document["measures"]))]["key"] = random.randint(-3, 3)


def _meter(document: Piece, random: Random, id: str) -> None:
    document["measures"][random.choice(sorted(document["measures"]))]["meter"] = random.choice(("3/4", "4/4"))


def _patch(document: Piece, random: Random, id: str) -> None:
    document["nodes"][id] = {"kind": "effect.delay"}
    document["edges"][f"{id}c"] = {"source": id, "target": random.choice(sorted(document["nodes"]))}


def _join(document: Piece, random: Random, id: str) -> None:
    nodes = sorted(document["nodes"])
    if len(nodes) > 1:
        source, target = random.sample(nodes, 2)
        document["edges"][id] = {"source": source, "target": target}


def _nest(document: Piece, random: Random, id: str) -> None:
    inner, outer = random.sample(sorted(document["groups"]), 2)
    if document["groups"][outer].get("group") is None:
        document["groups"][inner]["group"] = outer


def _send(document: Piece, random: Random, id: str) -> None:
    source, target = random.sample(["b0", "b1", "b2"], 2)
    document["sends"][id] = {"source": source, "target": target}


def _unpatch(document: Piece, random: Random, id: str) -> None:
    if document["nodes"]:
        _forget(document, "nodes", {random.choice(sorted(document["nodes"]))})


def _turn(document: Piece, random: Random, id: str) -> None:
    if document["nodes"]:
        node = document["nodes"][random.choice(sorted(document["nodes"]))]
        node[random.choice(("p_mix", "x"))] = float(random.randint(0, 9))
    document["mix"].setdefault(random.choice(sorted(document["parts"])), {})["gain"] = -float(
        random.randint(0, 9)
    )


def _title(document: Piece, random: Random, id: str) -> None:
    document["meta"][random.choice(("title", "composer"))] = random.choice(("Dawn", "Dusk"))


_EDITS: tuple[Callable[[Piece, Random, str], None], ...] = (
    *(_repitch, _repitch, _mark, _stretch, _shift, _carry),
    *(_write, _write, _write, _erase, _erase, _cut, _insert, _dismiss),
    *(_slur, _loud, _key, _meter, _patch, _unpatch, _turn, _title),
    *(_join, _join, _nest, _send),
)

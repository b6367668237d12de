"""Edits whose values say who wrote them: nearly every value is written only once."""

from collections.abc import Callable
from typing import Any, NamedTuple

Value = Callable[[int], Any]


class Shape(NamedTuple):
    """How the entries of a root are written here: each field's value as a function of a number."""

    required: dict[str, Value]
    optional: dict[str, Value]


def word(number: int) -> str:
    return f"w{number}"


def flag(number: int) -> bool:
    return number % 2 == 0


SHAPES = {
    "events": Shape(
        {
            "kind": lambda number: "note",
            "part": lambda number: "abc"[number % 3],
            "measure": lambda number: "abc"[number % 3],
            "onset": lambda number: f"{number}/1009" if number % 1009 else "0",
            "duration": lambda number: "1",
            "pitch": lambda number: f"{'CDEFGAB'[number % 7]}4",
        },
        {"lyric1": word, "fingering": word, "staccato": flag, "voice": lambda number: 1 + number % 8},
    ),
    "measures": Shape({"index": lambda number: f"m{number}"}, {"rehearsal": word, "segno": flag}),
    "parts": Shape({"index": lambda number: f"p{number}", "name": word}, {"abbreviation": word}),
    "nodes": Shape(
        {"kind": lambda number: "source.saw"},
        {"x": float, "y": lambda number: number + 0.5, "name": word, "p_freq": float, "bypass": flag},
    ),
    "spans": Shape(
        {"kind": lambda number: "slur", "start": word, "end": word},
        {"text": word, "placement": lambda n: "above"},
    ),
    "mix": Shape(
        {}, {"gain": lambda number: -number / 1000, "pan": lambda number: number / 10000, "mute": flag}
    ),
    "sections": Shape({"name": word, "measure": word}, {"colour": lambda number: 1 + number % 8}),
    "meta": Shape({}, {"title": word, "composer": word, "lyricist": word}),
}


def whole(root: str, number: int, bits: int) -> dict[str, Any]:
    """All fields of an entry; `bits` choose the optional ones."""
    shape = SHAPES[root]
    chosen = {name: value for place, (name, value) in enumerate(shape.optional.items()) if bits >> place & 1}
    return {name: value(number) for name, value in {**shape.required, **chosen}.items()}


def some(root: str, number: int, bits: int) -> dict[str, Any]:
    """One or two fields of an entry to change; None takes an optional one away."""
    shape = SHAPES[root]
    every = {**shape.required, **shape.optional}
    names = list(every)
    first, second = names[bits % len(names)], names[bits // 16 % len(names)]
    changes = {name: every[name](number) for name in (first, second)}
    if bits & 8 and second in shape.optional:
        changes[second] = None
    return changes

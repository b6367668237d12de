"""What holds Python and TypeScript to one text of a graph: `python -m tests.engine.code_fixtures` writes it anew.

`tests/fixtures/code/library.json` has the text of each preset, instrument and demo of the library; `random.json` has, of each
random graph, the beginnings of the SHA-256 of its document and of its text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from antiphon.document.clip import paste
from antiphon.document.codec import empty, encode, normalise
from antiphon.engine.code import print_graph
from antiphon.engine.library import demos, instruments, presets
from tests.engine.random_code import graph

FOLDER = Path(__file__).parents[1] / "fixtures" / "code"
PARTS = {"p1": {"index": "a0", "name": "Flute"}}

Document = dict[str, Any]


def read(name: str) -> Any:
    """A fixture."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def shipped() -> dict[str, Document]:
    """Each preset, instrument and demo of the library, as its press puts it into a piece."""
    placed: dict[str, Document] = {}
    for id, preset in presets().items():
        node = {"kind": preset.kind, "x": 40, "y": 80, **preset.fields}
        placed[f"preset {id}"] = piece({"nodes": {"n1": node}})
    for id, instrument in instruments().items():
        placed[f"instrument {id}"] = piece(paste(instrument.clip, serial(), x=40, y=80))
    for id, demo in demos().items():
        placed[f"demo {id}"] = piece(paste(demo.clip, serial(), x=40, y=80))
    return placed


def piece(roots: Mapping[str, Any]) -> Document:
    return dict(normalise({**empty(), "parts": PARTS, **roots}))


def serial(before: str = "") -> Callable[[str], str]:
    """Mints n001, e002, …: ids in the order of what is made."""
    numbers = count(1)
    return lambda prefix: f"{prefix}{before}{next(numbers):03}"


def texts() -> dict[str, str]:
    """Of what is shipped."""
    return {name: print_graph(document).text for name, document in shipped().items()}


def digests() -> list[list[str]]:
    """Of each random graph and of its text."""

    def digest(text: str) -> str:
        return sha256(text.encode()).hexdigest()[:12]

    return [
        [digest(encode(document)), digest(print_graph(document).text)]  # type: ignore[arg-type]
        for document in map(graph, range(1000))
    ]


def _write(name: str, of: object, indent: int | None) -> None:
    text = json.dumps(of, ensure_ascii=False, indent=indent).replace("], [", "],\n[")
    (FOLDER / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    _write("library", texts(), 1)
    _write("random", digests(), None)

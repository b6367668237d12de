"""The library: the presets, instruments and demo patches that come with Antiphon.

`library.json` is the only place where they are written down; the interface's TypeScript has them from there. They are put
into a document as copies, so that a piece sounds the same with a later library.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from antiphon.document.clip import Clip, check_clip


@dataclass(frozen=True, slots=True)
class Preset:
    """Values of the parameters of a kind, under a name.

    Attributes:
        kind: A kind of the catalogue.
        tags: Words to look for it by.
        help: One sentence.
        values: By parameter, in its unit; what is absent has the catalogue's default.
    """

    id: str
    kind: str
    name: str
    tags: tuple[str, ...]
    help: str
    values: Mapping[str, float]

    @property
    def fields(self) -> dict[str, float]:
        """The fields of a node that has it."""
        return {f"p_{name}": value for name, value in self.values.items()}


@dataclass(frozen=True, slots=True)
class LibraryInstrument:
    """Nodes that play notes together: a group with a port `in` for notes and a port `out` for sound.

    Attributes:
        family: The group in which people look for it, as of the catalogue's kinds.
        help: What it is and how to use it.
        clip: Its graph.
        phrase: What it is heard with; see `antiphon.engine.audition_phrase`.
    """

    id: str
    name: str
    family: str
    help: str
    clip: Clip
    phrase: str


@dataclass(frozen=True, slots=True)
class Demo:
    """A patch that teaches one idea.

    Attributes:
        text: What to turn, and what to listen for.
        clip: Its graph, with labels.
        phrase: What is played on it; see `antiphon.engine.audition_phrase`.
    """

    id: str
    title: str
    text: str
    clip: Clip
    phrase: str


@cache
def _data() -> Mapping[str, Mapping[str, Any]]:
    text = files(__package__).joinpath("library.json").read_text(encoding="utf-8")
    data: dict[str, dict[str, Any]] = json.loads(text)
    return data


@cache
def presets() -> Mapping[str, Preset]:
    """The presets by id.

    >>> presets()["pluck-harp"].kind
    'instrument.pluck'
    """
    return MappingProxyType(
        {
            id: Preset(
                id=id,
                kind=entry["kind"],
                name=entry["name"],
                tags=tuple(entry["tags"]),
                help=entry["help"],
                values=MappingProxyType({name: float(value) for name, value in entry["values"].items()}),
            )
            for id, entry in _data()["presets"].items()
        }
    )


@cache
def instruments() -> Mapping[str, LibraryInstrument]:
    """The instruments by id."""
    return MappingProxyType(
        {
            id: LibraryInstrument(
                id=id,
                name=entry["name"],
                family=entry["family"],
                help=entry["help"],
                clip=check_clip(entry["clip"]),
                phrase=entry["phrase"],
            )
            for id, entry in _data()["instruments"].items()
        }
    )


@cache
def demos() -> Mapping[str, Demo]:
    """The demo patches by id."""
    return MappingProxyType(
        {
            id: Demo(
                id=id,
                title=entry["title"],
                text=entry["text"],
                clip=check_clip(entry["clip"]),
                phrase=entry["phrase"],
            )
            for id, entry in _data()["demos"].items()
        }
    )


def presets_of(kind: str) -> tuple[Preset, ...]:
    """The presets of a kind of node, in the library's order."""
    return tuple(preset for preset in presets().values() if preset.kind == kind)

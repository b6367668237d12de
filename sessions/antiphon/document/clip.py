"""The clip: a part of a graph by itself, as it is copied, kept as an instrument, or shipped.

Its text is JSON, `{"antiphon_clip": 1, "nodes": {}, "edges": {}, "groups": {}, "ports": {}, "labels": {}}`, with entries as
in the document and ids that count within the clip alone. Anybody may have written it: reading refuses what does not fit,
with a sentence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, NoReturn, TypedDict, cast

from antiphon.document.codec import Refusal, inspect_entry
from antiphon.document.types import Edge, Group, Label, Node, Port

VERSION: Final = 1
"""The version of the format."""

ROOTS: Final = ("nodes", "edges", "groups", "ports", "labels")
"""The roots of the document that a clip has."""

LONGEST: Final = 200_000
"""Characters of a clip's text."""

PREFIXES: Final[Mapping[str, str]] = {"nodes": "n", "edges": "e", "groups": "g", "ports": "o", "labels": "l"}
"""What new ids begin with."""

_REFERENCES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "nodes": {"group": ("groups",)},
    "edges": {"source": ("nodes", "groups"), "target": ("nodes", "groups")},
    "groups": {"group": ("groups",)},
    "ports": {"group": ("groups",), "node": ("nodes",)},
    "labels": {"group": ("groups",)},
}
"""For each root, the fields that name another entry, and where that one is."""


class Clip(TypedDict):
    """A part of a graph."""

    nodes: dict[str, Node]
    edges: dict[str, Edge]
    groups: dict[str, Group]
    ports: dict[str, Port]
    labels: dict[str, Label]


class ClipError(ValueError):
    """A text that is no clip; the message is one sentence that says what is wrong and where."""


def read_clip(text: str) -> Clip:
    """Read a clip's text.

    Raises:
        ClipError: It is none, or it is damaged, or it names what it does not have.
    """
    if len(text) > LONGEST:
        raise ClipError(f"This part of a graph is too large: {len(text)} characters, and at most {LONGEST}.")
    try:
        raw = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except (json.JSONDecodeError, RecursionError):
        raise ClipError("This is no part of an Antiphon graph: it is not JSON.") from None
    except ValueError as error:  # a whole number of too many digits
        if isinstance(error, ClipError):
            raise
        raise ClipError("This is no part of an Antiphon graph: a number in it is too long.") from None
    return check_clip(raw)


def check_clip(raw: object) -> Clip:
    """A clip of anything shaped like JSON; see `read_clip`."""
    if not isinstance(raw, Mapping) or "antiphon_clip" not in raw:
        raise ClipError("This is no part of an Antiphon graph: copy nodes in the graph, then paste.")
    version = raw["antiphon_clip"]
    if type(version) is not int or version < 1:
        raise ClipError('This is no part of an Antiphon graph: its "antiphon_clip" is no version.')
    if version > VERSION:
        raise ClipError("This part of a graph is from a later Antiphon: update Antiphon to paste it.")
    clip: dict[str, dict[str, Any]] = {}
    refusals = [Refusal(str(root)[:64], "", "", "unknown") for root in raw.keys() - {"antiphon_clip", *ROOTS}]
    for root in ROOTS:
        entries = raw.get(root, {})
        clip[root] = {}
        if not isinstance(entries, Mapping):
            refusals.append(Refusal(root, "", "", "not an object"))
            continue
        for id in sorted(entries):
            entry = inspect_entry(root, id, entries[id], refusals)
            if entry is not None:
                clip[root][id] = entry
    if refusals:
        _damaged(min(refusals))
    _check_ids(clip)
    _check_references(clip)
    return cast(Clip, clip)


def clip_text(clip: Clip) -> str:
    """The text of a clip; one clip has one text."""
    return json.dumps(
        {"antiphon_clip": VERSION, **clip}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def paste(
    clip: Clip, mint: Callable[[str], str], *, x: float = 0.0, y: float = 0.0
) -> dict[str, dict[str, dict[str, Any]]]:
    """What is put into a document where a clip is pasted.

    Args:
        clip: The clip.
        mint: Makes a new id of a prefix.
        x: Where its leftmost goes.
        y: Where its topmost goes.

    Returns:
        For each root, the entries by their new ids. Who plays which part is for whoever pastes to say: `part` is left out.
    """
    content = cast("Mapping[str, Mapping[str, Mapping[str, Any]]]", clip)
    ids = {id: mint(PREFIXES[root]) for root in ROOTS for id in content[root]}
    placed = [each for root in ("nodes", "groups", "labels") for each in content[root].values()]
    left = min((float(each["x"]) for each in placed if "x" in each), default=0.0)
    top = min((float(each["y"]) for each in placed if "y" in each), default=0.0)
    pasted: dict[str, dict[str, dict[str, Any]]] = {}
    for root in ROOTS:
        pasted[root] = {}
        for id, entry in content[root].items():
            fields = {field: value for field, value in entry.items() if (root, field) != ("nodes", "part")}
            for field in _REFERENCES[root].keys() & fields.keys():
                fields[field] = ids[fields[field]]
            if "x" in fields:
                fields["x"] += x - left
            if "y" in fields:
                fields["y"] += y - top
            pasted[root][ids[id]] = fields
    return pasted


def _check_ids(clip: Mapping[str, Mapping[str, Any]]) -> None:
    """Nothing of two roots has one id, so that an id names one thing."""
    seen: dict[str, str] = {}
    for root in ROOTS:
        for id in clip[root]:
            if id in seen:
                _damaged(Refusal(root, id, "", f"its id is also in {seen[id]}"))
            seen[id] = root


def _check_references(clip: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
    for root, fields in _REFERENCES.items():
        for id, entry in clip[root].items():
            for field, places in fields.items():
                if field in entry and not any(entry[field] in clip[place] for place in places):
                    _damaged(Refusal(root, id, field, f"there is no {entry[field]} in it"))
    groups = clip["groups"]
    for id in groups:
        seen, above = {id}, groups[id].get("group")
        while above is not None:
            if above in seen:
                _damaged(Refusal("groups", id, "group", "it is in itself"))
            seen.add(above)
            above = groups[above].get("group")


def _damaged(refusal: Refusal) -> NoReturn:
    raise ClipError(f"This part of a graph is damaged: {refusal}.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        raise ClipError("This part of a graph is damaged: a name is there twice in one object.")
    return result


def _refuse_constant(name: str) -> NoReturn:
    raise ClipError(f"This part of a graph is damaged: {name} is not a number that JSON has.")

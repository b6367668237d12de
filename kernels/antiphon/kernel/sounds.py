"""Sounds that are ready: presets and instruments of the library and of the session, found by their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from antiphon.document.clip import Clip, ClipError, read_clip
from antiphon.engine import library
from antiphon.engine.catalogue import kind
from antiphon.kernel.connection import Connection
from antiphon.kernel.entry import EntryHandle
from antiphon.kernel.errors import EditError, MissingError, suggestion


class Group(EntryHandle):
    """A group of nodes, such as an instrument: `connect` takes it in the place of a node."""


def preset_names(connection: Connection, name: str) -> list[str]:
    """The names of the presets of a kind: the library's, then the session's."""
    shipped = [preset.name for preset in library.presets_of(name)]
    return list(dict.fromkeys([*shipped, *_session(connection, "presets", name)]))


def preset_fields(connection: Connection, name: str, preset: str) -> dict[str, Any]:
    """The fields of a node that begins with a preset: the session's by its name or id, or the library's.

    Raises:
        MissingError: There is none of that name for the kind.
    """
    own = _session(connection, "presets", name)
    ids = {id for id in own.values() if id == preset} | {own[word] for word in own.keys() & {preset}}
    if ids:
        return {"preset": ids.pop()}
    for each in library.presets_of(name):
        if preset in (each.name, each.id):
            return each.fields
    raise MissingError(f"{name} has no preset {preset}: {suggestion(preset, preset_names(connection, name))}")


def instrument_names(connection: Connection) -> list[str]:
    """The names of the instruments: the library's, then the session's."""
    shipped = [instrument.name for instrument in library.instruments().values()]
    return list(dict.fromkeys([*shipped, *_session(connection, "instruments")]))


def instrument_clip(connection: Connection, name: str) -> Clip:
    """An instrument by its name or id.

    Raises:
        MissingError: There is none.
        EditError: It is one of the session's, and damaged.
    """
    own = _session(connection, "instruments")
    id = own.get(name, name)
    kept = connection.entries("instruments").get(id)
    if kept is not None:
        try:
            return read_clip(str(kept["clip"]))
        except ClipError as error:
            raise EditError(f"{name} cannot be used. {error}") from None
    for each in library.instruments().values():
        if name in (each.name, each.id):
            return each.clip
    raise MissingError(f"There is no instrument {name}: {suggestion(name, instrument_names(connection))}")


def note_takers(entries: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Of what was pasted, the nodes that take the notes of a part: behind a port for notes, or instruments that none feeds."""
    nodes = entries["nodes"]
    behind = [
        port["node"]
        for port in entries["ports"].values()
        if port["direction"] == "in" and _signal(nodes, port) == "note"
    ]
    fed = {edge["target"] for edge in entries["edges"].values()}
    return behind or [id for id in nodes if nodes[id]["kind"].startswith("instrument.") and id not in fed]


def _signal(nodes: Mapping[str, Any], port: Mapping[str, Any]) -> str:
    try:
        return kind(nodes[port["node"]]["kind"]).inputs.get(port["port"], "")
    except KeyError:
        return ""


def _session(connection: Connection, root: str, of: str | None = None) -> dict[str, str]:
    """The session's own by name: their ids."""
    entries = connection.entries(root).items()
    return {str(entry["name"]): id for id, entry in entries if of is None or entry.get("kind") == of}

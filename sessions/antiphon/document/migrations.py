"""Migrations: how a file of an older format version becomes one of the present version.

Each function takes the parsed file of its version and returns that of the next. It may change its argument. It is given
whatever was in the file: what does not have the shape of its version goes through as it is, for the codec to refuse.
`src/document/migrations.ts` has the same ones, held to these by `tests/fixtures/migrations`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Migration = Callable[[dict[str, Any]], dict[str, Any]]

ADDED_IN_2 = ("percussion", "groups", "ports", "labels", "presets", "sends", "inserts", "sections", "locks")
"""The roots that version 1 does not have."""

ADDED_IN_3 = ("instruments", "snapshots", "settings", "lanes", "points")
"""The roots that version 2 does not have."""


def split_form(raw: dict[str, Any]) -> dict[str, Any]:
    """Version 1 to 2: an entry of `form` becomes a section, and a passage of the same id that plays it."""
    for root in ADDED_IN_2:
        raw.setdefault(root, {})
    form = raw.get("form")
    if not isinstance(form, dict) or not isinstance(raw["sections"], dict):
        return raw
    for id, entry in form.items():
        if isinstance(entry, dict):
            raw["sections"].setdefault(id, {field: entry[field] for field in entry if field != "index"})
            form[id] = {field: entry[field] for field in entry if field == "index"} | {"section": id}
    return raw


def add_mixing(raw: dict[str, Any]) -> dict[str, Any]:
    """Version 2 to 3: kept instruments, snapshots of the mix and automation, of which there are none."""
    for root in ADDED_IN_3:
        raw.setdefault(root, {})
    return raw


MIGRATIONS: dict[int, Migration] = {1: split_form, 2: add_mixing}
"""Format version → the migration to the version after it."""


def migrate(raw: dict[str, Any], version: int, target: int) -> dict[str, Any]:
    """Bring a parsed file from its format version to another, one version at a time.

    Args:
        raw: The parsed file.
        version: Its format version, at most `target`.
        target: The version wanted.

    Returns:
        The file in the target version.

    Raises:
        KeyError: There is no migration from some version on the way.
    """
    for step in range(version, target):
        raw = MIGRATIONS[step](raw) | {"antiphon": step + 1}
    return raw

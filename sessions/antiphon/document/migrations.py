"""Migrations: how a file of an older format version becomes one of the present version.

Each function takes the parsed file of its version and returns that of the next. It may change its argument.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Migration = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: dict[int, Migration] = {}
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

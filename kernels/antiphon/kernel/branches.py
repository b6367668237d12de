"""Branches of a live piece: pieces that began as it was, and merging them by what the lab knows of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from antiphon.document.changes import equal
from antiphon.document.conflict import Choice, Conflict
from antiphon.kernel.asking import ask, time_of
from antiphon.kernel.connection import Connection
from antiphon.kernel.errors import EditError, OfflineError

_TRIES: Final = 5
"""How often a merge is made anew because somebody wrote the same meanwhile."""


@dataclass(frozen=True)
class Branch:
    """A piece that began as another was; `join(branch.path)` joins it.

    Attributes:
        path: Its path from the server's folder; empty where its file is gone.
        title: What it is called.
        step: The number of the step of that other piece after which it was so.
        at: When it was made.
        name: Who made it.
        merged: When it was last merged into the piece; None where it never was.
    """

    path: str
    title: str
    step: int
    at: datetime
    name: str
    merged: datetime | None

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Branch:
        """The branch that a server told."""
        merged = answer["merged"]
        return cls(
            answer["path"],
            answer["title"],
            answer["step"],
            time_of(answer["at"]),
            answer["name"],
            None if merged is None else time_of(merged),
        )


def merge_branch(connection: Connection, path: str, choices: Mapping[str, Choice]) -> tuple[Conflict, ...]:
    """Merge another piece of the lab, as one step.

    Args:
        connection: To the piece.
        path: The other piece, from the server's folder.
        choices: For keys of conflicts, whose way they shall go.

    Returns:
        The conflicts.

    Raises:
        EditError: There is no such conflict; nothing was changed.
        OfflineError: Others write the same all the time; nothing was changed.
        RefusedError: This handle may not.
        MissingError: There is no such piece, or it has nothing in common with this one.
    """
    for _ in range(_TRIES):
        asked = {"branch": path, "choices": dict(choices)}
        answer = ask(connection, "POST", "history/merges", asked).json()
        conflicts = tuple(map(Conflict.from_json, answer["conflicts"]))
        if unknown := choices.keys() - {conflict.key for conflict in conflicts}:
            raise EditError(f"There is no conflict {min(unknown)}.")
        changes = answer["changes"]
        if all(equal(connection.read(root, id), before) for root, id, before, _ in changes):
            connection.write(
                (root, id, None if after is None else {**dict.fromkeys(before or ()), **after})
                for root, id, before, after in changes
            )
            return conflicts
    raise OfflineError(f"{path} was not merged: others write the same. Try it again.")

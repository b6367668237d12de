"""Uniting: what has to be changed for a piece to hold what a branch of it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from antiphon.document.changes import Change
from antiphon.document.conflict import Choice, Conflict
from antiphon.document.difference import changes, diff
from antiphon.document.merging import Merged, merge
from antiphon.document.restoring import KEPT
from antiphon.document.types import Document


@dataclass(frozen=True)
class Union:
    """What merging a branch does to a piece.

    Attributes:
        document: What comes of it.
        changes: What is to be written for that, each entry once, in the order of the roots and ids.
        conflicts: What both could not have; `changes` are as their choices say.
    """

    document: Document
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]


def uniting(
    base: Document, piece: Document, branch: Document, choices: Mapping[str, Choice] | None = None
) -> Union:
    """What merging a branch does to a piece. What is said and settled about the piece (`KEPT`) stays as it is there.

    Args:
        base: What both began with.
        piece: The piece as it is; its way is `ours`.
        branch: The branch as it is; its way is `theirs`.
        choices: For keys of conflicts, whose way they shall go. Those of conflicts that there are not any more say nothing.

    Raises:
        MergeError: a conflict cannot go the way that is chosen.
    """
    ours = {root: piece[root] for root in KEPT}  # type: ignore[literal-required]
    began, theirs = (cast(Document, {**document, **ours}) for document in (base, branch))
    merged = _resolved(merge(began, piece, theirs), dict(choices or {}))
    return Union(merged.document, changes(piece, diff(piece, merged.document)), merged.conflicts)


def _resolved(merged: Merged, choices: dict[str, Choice]) -> Merged:
    """Resolve conflicts, those too that are there only as others go some way."""
    while True:
        known = {conflict.key for conflict in merged.conflicts}
        chosen = {key: choices.pop(key) for key in known & choices.keys()}
        if not chosen:
            return merged
        merged = merged.resolve(chosen)

"""A merge while it is made: the branches, what has come of them so far, and the conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from antiphon.document.changes import Entry
from antiphon.document.conflict import Choice, Conflict
from antiphon.document.references import Place

Entries = Mapping[str, Mapping[str, Any]]
Roots = Mapping[str, Entries]
Kind = Literal["changed", "removed", "order", "overlap", "double", "circle", "problem"]

BOTH: tuple[Choice, ...] = ("ours", "theirs")


class State:
    """What the steps of a merge work on.

    Attributes:
        base: What both began with.
        ours: Our branch.
        theirs: Their branch.
        result: What has come of them so far, by root.
        conflicts: What was declared so far.
    """

    def __init__(
        self, base: Roots, ours: Roots, theirs: Roots, choices: Mapping[str, Choice], prefer: Choice
    ) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.result: dict[str, dict[str, Any]] = {}
        self.conflicts: list[Conflict] = []
        self._choices = choices
        self._prefer = prefer

    def declare(
        self,
        kind: Kind,
        root: str,
        id: str,
        *,
        group: tuple[str, ...] = (),
        places: Iterable[Place] = (),
        default: Choice | None = None,
        choices: tuple[Choice, ...] = BOTH,
        message: str = "",
    ) -> Choice:
        """Declare a conflict, whose place is found later, and say whose way it goes.

        Args:
            kind: What it is.
            root: Of the entry that it is about.
            id: Its id.
            group: The fields it is about.
            places: All entries it is about.
            default: Whose way it goes where nothing is chosen; as is preferred where absent.
            choices: Whose way it may go.
            message: A sentence, where it has one already.
        """
        key = ":".join(filter(None, (kind, f"{root}.{id}".rstrip("."), ",".join(group))))
        choice = self._choices.get(key, default or self._prefer)
        entries = [side[root] if root == "meta" else side.get(root, {}).get(id) for side in self._sides]
        fields = tuple(sorted(name for name in group if any(name in (entry or {}) for entry in entries)))
        self.conflicts.append(
            Conflict(
                key,
                kind,
                choice,
                choices,
                root,
                id,
                fields,
                "",
                "",
                None,
                entries[0],
                entries[1],
                entries[2],
                tuple(sorted(places)),
                message,
            )
        )
        return choice

    @property
    def _sides(self) -> tuple[Roots, Roots, Roots]:
        return self.base, self.ours, self.theirs

    def where(self, root: str, id: str) -> tuple[str, str]:
        """The part and the measure of an entry, in the result or else where there is one."""
        if root == "parts":
            return id, ""
        if root == "measures":
            return "", id
        entry = self._entry(root, id)
        if root == "spans":
            entry = self._entry("events", str(entry.get("start", "")))
        return str(entry.get("part", "")), str(entry.get("measure", ""))

    def _entry(self, root: str, id: str) -> Entry:
        return next((side[root][id] for side in (self.result, *self._sides) if id in side.get(root, {})), {})

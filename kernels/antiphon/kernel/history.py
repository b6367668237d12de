"""The history of a live piece: its versions, the piece at any moment, and restoring what was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from antiphon.document.types import Document
from antiphon.kernel.asking import ask, time_of
from antiphon.kernel.connection import Connection
from antiphon.kernel.errors import MissingError, suggestion


@dataclass(frozen=True)
class Version:
    """A moment that somebody named, or that was kept by itself.

    Attributes:
        id: Its id.
        title: Its name; empty where it was kept by itself.
        at: When it was kept.
        step: The number of the step after which the piece was so.
        kind: `named`, or why it was kept: `pause` (the last one left), `while` (after ten minutes of editing) or `before`
            (something big was to come).
        name: Who named it.
    """

    id: str
    title: str
    at: datetime
    step: int
    kind: str
    name: str


Moment = Version | str | int | datetime
"""A version, the name of one, the number of a step, or a time."""


@dataclass(frozen=True)
class Moments:
    """Steps that follow each other.

    Attributes:
        first: The number of the first.
        last: The number of the last.
        began: When the first was.
        ended: When the last was.
        edits: How many each person did, by name.
    """

    first: int
    last: int
    began: datetime
    ended: datetime
    edits: Mapping[str, int]


@dataclass(frozen=True)
class Past:
    """A piece as it was.

    Attributes:
        document: Its document.
        step: The number of the step after which it was so.
        at: When that was.
        hands: Who changed each entry last: names by root and id.
    """

    document: Document
    step: int
    at: datetime
    hands: Mapping[tuple[str, str], str]


class History:
    """The history of a piece; iterating gives its versions, the oldest first.

    A moment is a `Version`, the name of one, the number of a step, or a `datetime`.
    """

    def __init__(self, connection: Connection) -> None:
        """Of a piece that is joined."""
        self._connection = connection

    def __iter__(self) -> Iterator[Version]:
        return iter(self.versions)

    def __len__(self) -> int:
        """How many steps there are."""
        return int(self._timeline(1)["last"])

    @property
    def versions(self) -> list[Version]:
        """The versions, the oldest first."""
        return [_version(version) for version in self._timeline(1)["versions"]]

    def activity(self, most: int = 240) -> list[Moments]:
        """All that was done, in at most so many spans of about as many steps each.

        Args:
            most: How many spans, 1 to 1000.
        """
        timeline = self._timeline(most)
        people = timeline["people"]
        return [
            Moments(
                span["first"],
                span["last"],
                time_of(span["began"]),
                time_of(span["ended"]),
                {people.get(person, ""): count for person, count in span["edits"].items()},
            )
            for span in timeline["spans"]
        ]

    def at(self, moment: Moment) -> Past:
        """The piece as it was.

        Args:
            moment: When.

        Raises:
            MissingError: There was no such moment.
        """
        answer = self._ask("GET", "/document", query=self.named(moment))
        people = answer["people"]
        hands = {
            (root, id): people.get(person, "")
            for person, roots in answer["hands"].items()
            for root, ids in roots.items()
            for id in ids
        }
        return Past(cast(Document, answer["document"]), answer["step"], time_of(answer["at"]), hands)

    def name(self, title: str, moment: Moment | None = None) -> Version:
        """Name the piece as it is, or as it was; a version with a name stays for good.

        Args:
            title: The name, of at most 120 characters.
            moment: When; by default now.
        """
        step = {} if moment is None else {"step": self.at(moment).step}
        return _version(self._ask("POST", "/versions", {"title": title, **step}))

    def restore(
        self,
        moment: Moment,
        *,
        part: str | None = None,
        measures: tuple[int, int] | None = None,
    ) -> int:
        """Make the piece, or some of it, what it was: one step of this handle's undo. How it was before is kept as a version.

        Args:
            moment: When it was so.
            part: Restore this part alone, by its name.
            measures: Restore these measures alone: the numbers of the first and the last.

        Returns:
            How many entries were changed.

        Raises:
            RefusedError: The rights of this handle are against it; nothing was changed.
            MissingError: There was no such moment, or there is no such part or measure.
        """
        asked: dict[str, Any] = dict(self.named(moment))
        if part is not None:
            asked["part"] = self._part(part, asked)
        if measures is not None:
            asked["measures"] = [self._measure(number) for number in measures]
        changes = self._ask("POST", "/restorations", asked)["changes"]
        return self._connection.write(
            (root, id, None if after is None else {**dict.fromkeys(before or ()), **after})
            for root, id, before, after in changes
        )

    def _part(self, name: str, moment: Mapping[str, Any]) -> str:
        parts = {part.name: part.id for part in reversed(self._connection.piece().parts)}
        if name not in parts:
            then = self._ask("GET", "/document", query=moment)["document"]["parts"]
            parts |= {entry["name"]: id for id, entry in then.items() if entry["name"] not in parts}
        if name not in parts:
            raise MissingError(f"There is no part “{name}”; {suggestion(name, parts)}")
        return parts[name]

    def _measure(self, number: int) -> str:
        measures = {measure.number: measure.id for measure in reversed(self._connection.piece().measures)}
        if number not in measures:
            raise MissingError(f"There is no measure {number}: the piece has {len(measures)}.")
        return measures[number]

    def named(self, moment: Moment) -> dict[str, str | int | float]:
        """A moment as the server is asked for it.

        Raises:
            MissingError: There is no version of that name.
        """
        match moment:
            case Version():
                return {"version": moment.id}
            case str():
                versions = {version.title: version for version in self.versions if version.title}
                if moment not in versions:
                    raise MissingError(f"There is no version “{moment}”; {suggestion(moment, versions)}")
                return {"version": versions[moment].id}
            case datetime():
                return {"at": moment.timestamp()}
        return {"step": moment}

    def _timeline(self, spans: int) -> Any:
        return self._ask("GET", "", query={"spans": spans})

    def _ask(
        self,
        method: str,
        what: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> Any:
        return ask(self._connection, method, f"history{what}", body, query).json()


def _version(answer: Mapping[str, Any]) -> Version:
    return Version(
        answer["id"], answer["title"], time_of(answer["at"]), answer["step"], answer["kind"], answer["name"]
    )

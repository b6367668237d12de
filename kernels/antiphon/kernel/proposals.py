"""The proposals of a live piece: `piece.proposals`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from antiphon.document.applying import Applied, applying
from antiphon.document.operation import Operation
from antiphon.document.proposal import (
    ProposalError,
    decode_operations,
    difference,
    encode_operations,
    places,
    taken,
    unproposable,
)
from antiphon.document.types import Document
from antiphon.kernel.connection import Connection
from antiphon.kernel.errors import EditError, MissingError
from antiphon.kernel.graph import mint
from antiphon.kernel.writing import Write, content

Source = Literal["assistant", "audience"]
"""Whose idea a proposal is, where it is not its maker's own: an AI partner's, or the audience's."""


class Proposal:
    """A change that somebody suggests; it changes nothing until it is accepted."""

    def __init__(self, connection: Connection, id: str) -> None:
        """Use `piece.proposals`."""
        self._connection, self._id = connection, id

    @property
    def id(self) -> str:
        """Its id."""
        return self._id

    @property
    def title(self) -> str:
        """What it is about."""
        return str(self._fields()["title"])

    @property
    def status(self) -> str:
        """`open`, `accepted`, `rejected` or `withdrawn`."""
        return str(self._fields().get("status", "open"))

    @property
    def reason(self) -> str:
        """Why it was rejected; empty where nobody said."""
        return str(self._fields().get("reason", ""))

    @property
    def source(self) -> Source | None:
        """Whose idea it is: `assistant` (an AI partner's) or `audience`; None where it is its maker's own."""
        return self._fields().get("source")

    @property
    def confidence(self) -> float | None:
        """How sure an AI partner is, from 0 to 1; None where nobody said."""
        return self._fields().get("confidence")

    @property
    def operations(self) -> tuple[Operation, ...]:
        """What it would do, each with the values that it saw.

        Raises:
            EditError: It cannot be read.
        """
        return _operations(self._fields())

    @property
    def taken(self) -> frozenset[int]:
        """The places of the operations that were accepted, from 0."""
        return places(str(self._fields().get("taken", "")))

    def preview(self, part: Iterable[int] | None = None, *, insist: Collection[int] = ()) -> Applied:
        """What accepting it would write now: its `edits`, and its `conflicts` with what others wrote meanwhile.

        Args:
            part: The places of the operations that are wanted; by default all that wait for an answer.
            insist: The places of those that are to be taken although others have written meanwhile.
        """
        return self._connection.call(lambda doc: self._apply(doc.to_document(), part, insist)[0])

    def accept(self, part: Iterable[int] | None = None, *, insist: Collection[int] = ()) -> Applied:
        """Accept it, or a part of it, as one step of undo. The rest is then not wanted.

        What others have changed meanwhile is left as it is, and is among the `conflicts` of what this returns.

        Args:
            part: The places of the operations that are wanted; by default all that wait for an answer.
            insist: The places of those that are to be taken although others have written meanwhile.

        Raises:
            EditError: It was answered already, or nothing of it can be taken; nothing was changed.
        """

        def plan(doc: Any) -> tuple[Applied, list[Write]]:
            applied, settled = self._apply(doc.to_document(), part, insist)
            if not applied.taken:
                why = (
                    "; ".join(sorted({conflict.why for conflict in applied.conflicts})) or "nothing is chosen"
                )
                raise EditError(f"Nothing of the proposal “{self.title}” can be taken ({why}).")
            writes: list[Write] = [(edit.root, edit.id, edit.fields) for edit in applied.edits]
            answer = {"status": "accepted", "taken": taken(settled | set(applied.taken))}
            return applied, [*writes, ("proposals", self._id, answer)]

        applied, writes = self._connection.call(plan)
        self._connection.write(writes)
        return applied

    def reject(self, reason: str = "") -> None:
        """Reject it.

        Args:
            reason: Why, for who made it.
        """
        self._answer({"status": "rejected", "reason": reason.strip() or None})

    def withdraw(self) -> None:
        """Withdraw it: for who made it."""
        self._answer({"status": "withdrawn"})

    def _answer(self, fields: Mapping[str, str | None]) -> None:
        self._open()
        self._connection.write([("proposals", self._id, fields)])

    def _apply(
        self, document: Document, part: Iterable[int] | None, insist: Collection[int]
    ) -> tuple[Applied, frozenset[int]]:
        fields = self._open()
        operations, settled = _operations(fields), places(str(fields.get("taken", "")))
        wanted = set(range(len(operations))) if part is None else set(part)
        if unknown := sorted(wanted - set(range(len(operations)))):
            raise MissingError(
                f"The proposal “{fields['title']}” has no operation {unknown[0]}: it has {len(operations)}, from 0."
            )
        return applying(document, operations, sorted(wanted - settled), insist), settled

    def _open(self) -> Mapping[str, Any]:
        fields = self._fields()
        status = fields.get("status", "open")
        if status != "open":
            raise EditError(f"The proposal “{fields['title']}” is {status} already.")
        return fields

    def _fields(self) -> Mapping[str, Any]:
        entry = self._connection.read("proposals", self._id)
        if entry is None:
            raise MissingError(f"The proposal {self._id} is gone: somebody, or an undo, took it away.")
        return entry

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Proposal) and (self._connection, self._id) == (other._connection, other._id)

    def __hash__(self) -> int:
        return hash((id(self._connection), self._id))

    def __repr__(self) -> str:
        kept: Mapping[str, Any] = self._connection.peek(lambda doc: content(doc, "proposals"))
        fields = kept["proposals"].get(self._id)
        if fields is None:
            return f"<proposal {self._id}, which is gone>"
        return f"<proposal “{fields['title']}”, {fields.get('status', 'open')}>"


class Proposals(Sequence[Proposal]):
    """The proposals of a piece as they are now, by id: `piece.proposals[0].accept()`."""

    def __init__(self, connection: Connection) -> None:
        """Use `piece.proposals`."""
        self._all = [Proposal(connection, id) for id in connection.entries("proposals")]

    @property
    def open(self) -> list[Proposal]:
        """Those that wait for an answer."""
        return [each for each in self._all if each.status == "open"]

    def __getitem__(self, key: Any) -> Any:
        """A proposal by its place, or by its title."""
        if not isinstance(key, str):
            return self._all[key]
        found = [each for each in self._all if each.title == key]
        if not found:
            raise MissingError(f"There is no proposal “{key}”.")
        return found[-1]

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Proposal]:
        return iter(self._all)

    def __repr__(self) -> str:
        return f"[{', '.join(map(repr, self._all))}]"


def make(
    connection: Connection,
    title: str,
    before: Document,
    after: Document,
    source: Source | None = None,
    confidence: float | None = None,
) -> Proposal | None:
    """Propose what makes a document another; nothing where they are the same.

    Args:
        connection: The piece's.
        title: What it is about.
        before: What the piece is.
        after: What it would be.
        source: Whose idea it is, where it is not its maker's own.
        confidence: How sure an AI partner is, from 0 to 1.

    Raises:
        EditError: They differ by what cannot be proposed, or by too much.
    """
    if others := unproposable(before, after):
        raise EditError(
            f"{', '.join(others)}: changes of these cannot be proposed; nothing was proposed. Notes and marks, measures at the "
            "end, the graph and the mixer can be."
        )
    operations = difference(before, after)
    if not operations:
        return None
    text = encode_operations(operations)
    try:
        decode_operations(text)
    except ProposalError as error:
        raise EditError(f"This is too much for one proposal ({error}): make several smaller ones.") from None
    id = mint("v")
    about = {"source": source, "confidence": confidence}
    fields = {name: value for name, value in about.items() if value is not None}
    connection.write([("proposals", id, {"title": title, "patch": text, **fields})])
    return Proposal(connection, id)


def _operations(fields: Mapping[str, Any]) -> tuple[Operation, ...]:
    try:
        return decode_operations(str(fields["patch"]))
    except ProposalError as error:
        raise EditError(f"The proposal “{fields['title']}” cannot be read: {error}.") from None

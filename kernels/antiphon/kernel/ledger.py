"""The ledger of a live piece: who contributed what, as a record of which none can be changed unseen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any, Literal, overload

from antiphon.kernel.asking import ask, time_of
from antiphon.kernel.connection import Connection
from antiphon.kernel.errors import LedgerError, MissingError, PieceError
from antiphon.session.ledger import Row as Kept
from antiphon.session.sheet import called, contributor, split_table
from antiphon.session.split import Share


@dataclass(frozen=True)
class Row:
    """A row of the ledger.

    Attributes:
        number: From 1, without a gap.
        at: When it was.
        who: The name of who did it: `audience` for what votes said, `deleted person …` where their data were deleted.
        what: `edit`, `proposal`, `merge`, `steering`, `poll` or `erasure`.
        content: What it tells; see `antiphon.session.ledger.Row`.
        hash: Of this row and all before it, in hexadecimal.
    """

    number: int
    at: datetime
    who: str
    what: str
    content: Mapping[str, Any]
    hash: str


@dataclass(frozen=True)
class Verified:
    """A ledger that is as it was written.

    Attributes:
        count: How many rows it has.
        hash: Of the last: note it, and a later ledger that does not have it is an older one.
        behind: How many edits are not told in it yet.
    """

    count: int
    hash: str
    behind: int


class SplitSheet(Sequence[Share]):
    """Whose the notes and nodes of a piece are that are there now, the greatest share first; all add up to 100 %."""

    def __init__(self, shares: Sequence[Share], names: Mapping[str, str]) -> None:
        """Use `piece.ledger.shares`."""
        self._shares, self._names = tuple(shares), names

    @overload
    def __getitem__(self, at: int) -> Share: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Share]: ...
    def __getitem__(self, at: int | slice) -> Share | Sequence[Share]:
        """The share at a place."""
        return self._shares[at]

    def __len__(self) -> int:
        return len(self._shares)

    def of(self, name: str) -> float:
        """The share of whoever is called so, in percent; 0 where nobody is."""
        return sum(share.share for share in self._shares if contributor(share.who, self._names) == name) / 100

    def __repr__(self) -> str:
        return "\n".join(split_table(self._shares, self._names))

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row'>{escape(contributor(share.who, self._names))}</th><td>{share.notes}</td>"
            f"<td>{share.nodes}</td><td>{share.percent}</td></tr>"
            for share in self._shares
        )
        return (
            "<table><thead><tr><th scope='col'>Contributor</th><th scope='col'>Notes</th><th scope='col'>Nodes</th>"
            f"<th scope='col'>Share</th></tr></thead><tbody>{rows}</tbody></table>"
        )


class Ledger:
    """The ledger of a piece; iterating gives its rows, the first one first."""

    def __init__(self, connection: Connection) -> None:
        """Use `piece.ledger`."""
        self._connection = connection

    def verify(self) -> Verified:
        """See whether it is as it was written.

        Raises:
            LedgerError: It is not; the message says at which row.
        """
        head = self._report()["head"]
        return Verified(head["count"], head["hash"], head["behind"])

    def rows(self, who: str | None = None, what: str | None = None) -> list[Row]:
        """The rows, the first one first.

        Args:
            who: Only those of whoever is called so.
            what: Only those of a kind: `edit`, `proposal`, `merge`, `steering`, `poll` or `erasure`.

        Raises:
            LedgerError: It is not as it was written.
        """
        return [row for row in self if who in (None, row.who) and what in (None, row.what)]

    def __iter__(self) -> Iterator[Row]:
        whole = json.loads(self.export("json"))
        names = whole["people"]
        for kept in (Kept(**row) for row in whole["rows"]):
            yield Row(
                *(kept.number, time_of(kept.at / 1000), called(kept.who, names), kept.what),
                *(kept.content, kept.hash),
            )

    def __len__(self) -> int:
        return self.verify().count

    @property
    def shares(self) -> SplitSheet:
        """Whose the notes and nodes are that are there now.

        Raises:
            LedgerError: The ledger is not as it was written.
        """
        report = self._report()
        shares = [Share(**share) for share in report["shares"]]
        return SplitSheet(shares, {who: person["name"] for who, person in report["people"].items()})

    def export(self, format: Literal["csv", "json", "split"] = "csv") -> str:
        """All of it as text, as `antiphon ledger export` writes it.

        Args:
            format: The rows as a table (`csv`), everything (`json`), or whose the piece is (`split`).

        Raises:
            LedgerError: It is not as it was written, or cannot be read.
        """
        try:
            return ask(self._connection, "GET", "ledger/export", query={"format": format}).text
        except MissingError as error:
            raise LedgerError(str(error)) from None

    def _report(self) -> Any:
        report = ask(self._connection, "GET", "ledger").json()
        verified = report["head"]["verified"]
        if verified is not True:
            raise LedgerError(str(verified))
        return report

    def __repr__(self) -> str:
        try:
            count = self.verify().count
        except PieceError as error:
            return f"<Ledger of {self._connection.path}: {error}>"
        return f"<Ledger of {self._connection.path}: {count} row{'' if count == 1 else 's'}, each as it was written>"

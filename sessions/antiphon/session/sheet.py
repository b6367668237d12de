"""A ledger as text that people take with them: a table, JSON, or a split sheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from antiphon.session.ledger import AUDIENCE, Head, Row
from antiphon.session.split import Share


@dataclass(frozen=True)
class Sheet:
    """What there is to be told of a piece.

    Attributes:
        title: The piece's; may be empty.
        head: The end of its ledger.
        rows: The ledger's rows, by number.
        names: The names of people by what the rows call them.
        shares: Whose the notes and nodes are that are there.
    """

    title: str
    head: Head
    rows: Sequence[Row]
    names: Mapping[str, str]
    shares: Sequence[Share]


def called(who: str, names: Mapping[str, str]) -> str:
    """What people are called whom rows call `who`; empty for nobody in particular.

    >>> called("ab12cd34ef", {}), called("ab12cd34ef", {"ab12cd34ef": "Ada"}), called("", {})
    ('deleted person ab12cd34', 'Ada', '')
    """
    if who in ("", AUDIENCE):
        return who
    return names.get(who) or f"deleted person {who[:8]}"


def contributor(who: str, names: Mapping[str, str]) -> str:
    """As `called`, of a share: what nobody is known to have made is somebody's, too."""
    return called(who, names) or "(not recorded)"


def as_csv(sheet: Sheet) -> str:
    """The rows, as comma-separated values."""
    file = io.StringIO(newline="")
    table = csv.writer(file)
    table.writerow(("number", "time", "who", "what", "made", "changed", "removed", "more", "hash"))
    for row in sheet.rows:
        content = dict(row.content)
        places = [_places(content.pop(name, {})) for name in ("made", "changed", "removed")]
        more = json.dumps(content, sort_keys=True) if content else ""
        cells = (row.number, _at(row), called(row.who, sheet.names), row.what, *places, more, row.hash)
        table.writerow([_harmless(cell) for cell in cells])
    return file.getvalue()


def _harmless(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula, whatever somebody calls themselves."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _places(places: Mapping[str, Sequence[str]]) -> str:
    return " ".join(f"{root}/{id}" for root, ids in sorted(places.items()) for id in ids)


def as_json(sheet: Sheet) -> str:
    """All there is, as JSON."""
    whole: dict[str, Any] = {
        "antiphon_ledger": 1,
        "head": {"count": sheet.head.count, "hash": sheet.head.hash},
        "people": dict(sheet.names),
        "rows": [row._asdict() for row in sheet.rows],
        "shares": [share_answer(share) for share in sheet.shares],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def share_answer(share: Share) -> dict[str, Any]:
    """A share, as JSON has it."""
    return {
        "who": share.who,
        "name": share.name,
        "notes": share.notes,
        "nodes": share.nodes,
        "share": share.share,
    }


def as_split(sheet: Sheet) -> str:
    """Whose what is left of the piece is, as a table for people."""
    end = f"Ledger: {sheet.head.count} rows, end {sheet.head.hash}"
    if sheet.rows:
        end = f"Ledger: {sheet.head.count} rows, until {_at(sheet.rows[-1])}, end {sheet.head.hash}"
    table = split_table(sheet.shares, sheet.names)
    # On one line: the lines below it are the record's, and nobody else's.
    title = " ".join(sheet.title.split()) or "Untitled"
    return "\n".join([f"Split sheet: {title}", "", *table, "", end, ""])


def split_table(found: Sequence[Share], names: Mapping[str, str]) -> list[str]:
    """The lines of a table of shares, the last of which is their sum."""
    lines = [("Contributor", "Notes", "Nodes", "Share")]
    lines += [
        (contributor(each.who, names), str(each.notes), str(each.nodes), each.percent) for each in found
    ]
    whole = Share("", "", 0, 0, sum(each.share for each in found)).percent
    lines += [("All", str(sum(s.notes for s in found)), str(sum(s.nodes for s in found)), whole)]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    return [
        "  ".join(
            [
                line[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
            ]
        )
        for line in lines
    ]


def _at(row: Row) -> str:
    return datetime.fromtimestamp(row.at / 1000, UTC).isoformat(timespec="milliseconds")


FORMATS: Final[Mapping[str, Callable[[Sheet], str]]] = {"csv": as_csv, "json": as_json, "split": as_split}
"""What a ledger can be exported as."""

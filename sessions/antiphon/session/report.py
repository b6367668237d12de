"""What a ledger tells, read beside whoever writes it: `python -m antiphon.session.report`, a question in, an answer out.

To verify a ledger is to read all of it: seconds, where it is long. A process of its own takes them from nobody; a thread would
keep the interpreter whenever the server wants it back.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from antiphon.session.activity import MOST, activity, survey
from antiphon.session.ledger import Head, Ledger, LedgerDamaged, Row
from antiphon.session.sheet import FORMATS, Sheet, share_answer
from antiphon.session.split import divide, makers


@dataclass(frozen=True)
class Question:
    """What is asked of a ledger.

    Attributes:
        database: The file that it is in.
        secret: The server's, in hexadecimal.
        room: The piece.
        notes: The ids of the notes that are there.
        nodes: The ids of the nodes that are there.
        title: The piece's.
        most: How many spans of time are wanted at most.
        format: One of `FORMATS`; empty: the report of the panel.
    """

    database: str
    secret: str
    room: str
    notes: list[str]
    nodes: list[str]
    title: str = ""
    most: int = MOST
    format: str = ""


def answer(question: Question) -> dict[str, Any]:
    """Read the ledger, and verify it.

    Returns:
        `{damage}`, a sentence, where it is not as it was written; otherwise `{text}` of a format, or the report
        `{count, hash, people: {who: [id, name]}, shares, totals: {accepted, polls, votes}, activity: {seconds, spans}}`.
    """
    file = f"{Path(question.database).resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(file, uri=True, timeout=30, isolation_level=None)) as database:
        # One moment of the file for all that is read.
        database.execute("begin")
        ledger = Ledger(database, bytes.fromhex(question.secret))
        try:
            head = ledger.verify(question.room)
        except LedgerDamaged as damage:
            return {"damage": str(damage)}
        rows = list(ledger.rows(question.room))
        people = ledger.people(question.room)
    names = {who: name for who, (_, name) in people.items()}
    if question.format:
        shares = divide(makers(rows), question.notes, question.nodes, names)
        return {"text": FORMATS[question.format](Sheet(question.title, head, rows, names, shares))}
    return _report(question, head, rows, people)


def _report(
    question: Question, head: Head, rows: list[Row], people: dict[str, tuple[str, str]]
) -> dict[str, Any]:
    found = survey(rows)
    names = {who: name for who, (_, name) in people.items()}
    seconds, spans = activity(found.deeds, question.most)
    polls, votes = found.polls
    return {
        "count": head.count,
        "hash": head.hash,
        "people": people,
        "shares": [share_answer(each) for each in divide(found.made, question.notes, question.nodes, names)],
        "totals": {"accepted": found.accepted, "polls": polls, "votes": votes},
        "activity": {"seconds": seconds, "spans": [asdict(span) for span in spans]},
    }


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(5)
    json.dump(answer(Question(**json.load(sys.stdin))), sys.stdout)

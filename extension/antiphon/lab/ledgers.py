"""What the ledgers of live pieces tell: read in a process beside the server, one at a time, and kept while it is so."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from antiphon.lab.history import History
from antiphon.lab.rooms import AntiphonRoom
from antiphon.lab.seat import Refused
from antiphon.session.activity import MOST
from antiphon.session.report import Question

FRESH: Final = 5.0
"""Seconds that a ledger may be behind when it is asked for."""

VERIFIED: Final = 60.0
"""Seconds for which it is not verified again, where nothing was added."""

PENDING: Final = 4
"""Readings that one person may wait for at once: one for each of some pages."""

_LONGEST: Final = 120.0
"""Seconds that reading may take."""

_KEPT: Final = 32
"""Answers that are kept."""

COMMAND: Final = (sys.executable, "-m", "antiphon.session.report")


class ReportFailed(Exception):
    """A ledger could not be read; the message is a sentence."""


class Ledgers:
    """The ledgers of the pieces of one server, for who looks at them."""

    def __init__(self, path: Path, secret: bytes, history: History) -> None:
        """With nothing read yet.

        Args:
            path: The file of the history, with the ledgers in it.
            secret: The server's.
            history: The histories.
        """
        self._path, self._secret, self._history = path, secret, history
        self._turn = asyncio.Lock()
        self._waiting: Counter[str] = Counter()
        self._told: dict[str, float] = {}
        self._answers: dict[tuple[str, int], tuple[str, float, Mapping[str, Any]]] = {}

    def state(self, room: AntiphonRoom) -> str:
        """A word for the piece and its ledger as they are: another one, once either is another."""
        room.chronicle()
        self._catch_up(room)
        head = self._history.ledger.head(room.key) if self._history.ledger else None
        return f"{self._history.past.head(room.key)[0]}-{head.through if head else 0}-{head.hash[:16] if head else ''}"

    def _catch_up(self, room: AntiphonRoom) -> None:
        """Have the ledger told what was edited, where it was not a moment ago."""
        scribe, now = self._history.scribe, time.monotonic()
        if (
            scribe is None
            or room.unkept
            or now - self._told.get(room.key, -FRESH) < min(FRESH, scribe.behind)
        ):
            return
        self._told[room.key] = now
        # It is told of where edits are kept, and tried again.
        with contextlib.suppress(sqlite3.Error):
            scribe.catch_up(room.key)

    @contextlib.asynccontextmanager
    async def _turn_of(self, person: str) -> AsyncIterator[None]:
        """Wait until nothing else is read."""
        if self._waiting[person] >= PENDING:
            raise Refused("The record is being read for you several times already: wait for that first.")
        self._waiting[person] += 1
        try:
            async with self._turn:
                yield
        finally:
            self._waiting -= Counter((person,))

    async def report(self, person: str, room: AntiphonRoom, most: int = MOST) -> Mapping[str, Any]:
        """Who contributed what.

        Args:
            person: Id of who asks.
            room: The piece.
            most: How many spans of time there may be.

        Returns:
            `{head: {count, hash, verified, behind}, people: {who: {person, name}}, shares, totals, activity}`;
            `verified` is true, or a sentence, and then there are no people and so on.

        Raises:
            ReportFailed: It cannot be read.
            Refused: This person asks too much.
        """
        async with self._turn_of(person):
            state, key = self.state(room), (room.key, most)
            if key in self._answers:
                known, at, told = self._answers[key]
                if known == state and time.monotonic() - at < VERIFIED:
                    return told
            began = time.monotonic()
            told = self._answer(room, await self._ask(self._question(room, most=most)))
            self._answers.pop(key, None)
            self._answers[key] = state, began, told
            if len(self._answers) > _KEPT:
                del self._answers[next(iter(self._answers))]
            return told

    async def text(self, person: str, room: AntiphonRoom, format: str) -> str:
        """A ledger as text.

        Args:
            person: Id of who asks.
            room: The piece.
            format: One of `antiphon.session.sheet.FORMATS`.

        Raises:
            ReportFailed: It cannot be read, or is not as it was written.
            Refused: This person asks too much.
        """
        async with self._turn_of(person):
            self._catch_up(room)
            found = await self._ask(self._question(room, format=format))
        if "damage" in found:
            raise ReportFailed(str(found["damage"]))
        return str(found["text"])

    def _question(self, room: AntiphonRoom, most: int = MOST, format: str = "") -> Question:
        lines = room.lines
        notes = [id for id, line in lines["events"].items() if '"kind": "note"' in line]
        nodes, title = list(lines["nodes"]), str(room.meta.get("title") or "")
        return Question(str(self._path), self._secret.hex(), room.key, notes, nodes, title, most, format)

    def _answer(self, room: AntiphonRoom, found: Mapping[str, Any]) -> Mapping[str, Any]:
        ledger = self._history.ledger
        behind = self._history.past.head(room.key)[0] - (ledger.through(room.key) if ledger else 0)
        if "damage" in found:
            head = ledger.head(room.key) if ledger else None
            count, hash = (head.count, head.hash) if head else (0, "")
            return {
                "head": {"count": count, "hash": hash, "verified": found["damage"], "behind": behind},
                "people": {},
                "shares": [],
                "totals": {"accepted": 0, "polls": 0, "votes": 0},
                "activity": {"seconds": 1, "spans": []},
            }
        people = {who: {"person": person, "name": name} for who, (person, name) in found["people"].items()}
        head_said = {"count": found["count"], "hash": found["hash"], "verified": True, "behind": behind}
        rest = {name: found[name] for name in ("shares", "totals", "activity")}
        return {"head": head_said, "people": people, **rest}

    async def _ask(self, question: Question) -> Mapping[str, Any]:
        process = await asyncio.create_subprocess_exec(
            *COMMAND,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            asked = json.dumps(asdict(question)).encode()
            output, errors = await asyncio.wait_for(process.communicate(asked), _LONGEST)
        except TimeoutError:
            raise ReportFailed("Reading the ledger took too long; try again later.") from None
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await asyncio.shield(process.wait())
        if process.returncode:
            last = errors.decode(errors="replace").strip().rpartition("\n")[2]
            raise ReportFailed(f"The ledger could not be read: {last or process.returncode}.")
        found: Mapping[str, Any] = json.loads(output)
        return found

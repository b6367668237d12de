"""What was written here and is not known to be on the server's disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from antiphon.document.changes import Change, Entry, equal, read
from antiphon.document.protocol import say
from antiphon.document.ydoc import YAntiphon


class UnkeptError(Exception):
    """The server has it, but its disk refuses; the message says why."""


class Written:
    """The fields of one entry that were written here.

    Attributes:
        fields: Their names.
        whole: Whether the entry was made or taken away.
        covered_by: The number of the first question whose answer covers the last of it.
    """

    __slots__ = ("covered_by", "fields", "whole")

    def __init__(self) -> None:
        self.fields: set[str] = set()
        self.whole = False
        self.covered_by = 0


class Unkept:
    """What was written here until the server says that it is kept, and the questions whether it is.

    As long as there is something, one question is on its way; so what there is, is what was written within the last
    round trip, or since the connection broke.
    """

    def __init__(self, send: Callable[[bytes], None]) -> None:
        """Begin with nothing.

        Args:
            send: Sends a message to the room; what was written has been sent before.
        """
        self._send = send
        self._written: dict[tuple[str, str], Written] = {}
        self._number = 0
        self._open = 0
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self.is_answered = False
        """Whether the server ever answered: the stock one does not."""

    def __bool__(self) -> bool:
        return bool(self._written)

    def note(self, root: str, events: Iterable[Any]) -> None:
        """Take in pycrdt's events of a transaction of ours."""
        for event in events:
            path = [str(key) for key in event.path]
            if root == "meta":
                self._of(root, "").fields.update(path[:1] or event.keys)
            elif path:
                self._of(root, path[0]).fields.update(path[1:2] or event.keys)
            else:
                for id in event.keys:
                    self._of(root, id).whole = True

    def ask(self) -> None:
        """Ask, where there is something and no question is on its way."""
        if self._written and not self._open:
            self._open = self._ask()

    def ask_again(self) -> None:
        """Ask all that is not answered, on a new connection."""
        self._open = 0
        for number in self._waiting:
            self._send(_question(number))
        self.ask()

    async def wait(self, ask: bool) -> None:
        """Wait until all that was written up to now is kept.

        Args:
            ask: Whether there is a connection to ask on; otherwise `ask_again` will.

        Raises:
            UnkeptError: The server's disk refuses.
        """
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        number = self._ask() if ask else self._next()
        self._waiting[number] = answer
        try:
            await answer
        finally:
            del self._waiting[number]

    def answer(self, word: dict[str, Any]) -> None:
        """Take the server's answer: `kept` or `unkept`."""
        self.is_answered = True
        number, kept = word["id"], word["type"] == "kept"
        if kept:
            self._written = {key: each for key, each in self._written.items() if each.covered_by > number}
        waiting = self._waiting.get(number)
        if waiting and not waiting.done():
            if kept:
                waiting.set_result(None)
            else:
                waiting.set_exception(UnkeptError(word["message"]))
        if number == self._open:
            self._open = 0
            if kept:
                self.ask()

    def give_up(self, error: Exception) -> None:
        """Forget all of it, and tell who waits why."""
        self._written = {}
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(error)

    def take(self) -> dict[tuple[str, str], Written]:
        """All of it, for a fresh document; nothing is left here."""
        written, self._written = self._written, {}
        return written

    def _of(self, root: str, id: str) -> Written:
        written = self._written.setdefault((root, id), Written())
        written.covered_by = self._number + 1
        return written

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _ask(self) -> int:
        number = self._next()
        self._send(_question(number))
        return number


def _question(number: int) -> bytes:
    return say({"type": "keep", "id": number})


def rewritten(written: dict[tuple[str, str], Written], old: YAntiphon, new: YAntiphon) -> tuple[Change, ...]:
    """The changes that bring into a fresh document what was written into the one that it replaces.

    A field that was written has the value of the old document; an entry that was made is made, one that was taken
    away is taken away. A field of an entry that is no longer there is not: taking away wins, as in any Y document.
    """
    changes = []
    for (root, id), each in written.items():
        before, now = read(old.ydoc, root, id), read(new.ydoc, root, id)
        after = _rewritten(each, before, now)
        if not equal(after, now):
            changes.append(Change(root, id, now, after))
    return tuple(changes)


def _rewritten(written: Written, old: Entry | None, now: Entry | None) -> Entry | None:
    if old is None:
        return None if written.whole else now
    if now is None:
        return old if written.whole else None
    fields = set(old) if written.whole else written.fields
    kept = {field: value for field, value in now.items() if field not in fields}
    return {**kept, **{field: old[field] for field in fields if field in old}}

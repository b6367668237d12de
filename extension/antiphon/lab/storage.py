"""Storage: what a room has to write, in order, on a disk that may refuse it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import deque
from collections.abc import Callable

RETRY = 1.0
"""Seconds until what the disk refused is tried again."""

KEPT = {"status": "kept", "message": ""}
"""The state's `storage` while all is well."""


class Storage:
    """Writes at once, while the disk takes it; else keeps what is to be written in memory, and tries again.

    Attributes:
        file_problem: Why the piece's file could not be written; empty where it could.
    """

    def __init__(self, log: logging.Logger, on_change: Callable[[], None]) -> None:
        """With nothing to write.

        Args:
            log: Where it is said that the disk fails, and that it works again.
            on_change: Called when what `state` says has changed.
        """
        self._log = log
        self._on_change = on_change
        self._waiting: deque[Callable[[], object]] = deque()
        self._retry: asyncio.TimerHandle | None = None
        self._problem = ""
        self.file_problem = ""

    @property
    def unkept(self) -> str:
        """Why something is not on disk yet, in one sentence; empty where all is."""
        if not self._problem:
            return ""
        return (
            f"The server cannot write to its disk ({self._problem}), and keeps what is edited in its memory "
            "alone: make room on the disk, and do not stop the server."
        )

    @property
    def state(self) -> dict[str, str]:
        """What the state of the session says of it."""
        message = self.unkept or (
            self.file_problem
            and f"The piece's file cannot be written ({self.file_problem}); the server keeps its edits, and tries again."
        )
        return {"status": "failing", "message": message} if message else KEPT

    def write(self, action: Callable[[], object]) -> None:
        """Write something now, behind all that still waits.

        Args:
            action: Writes it; it is called again if it raises `sqlite3.Error` or `OSError`.
        """
        self._waiting.append(action)
        self._flush()

    def _flush(self) -> None:
        before = self.state
        self._problem = ""
        while self._waiting:
            action = self._waiting.popleft()
            try:
                action()
            except (sqlite3.Error, OSError) as error:
                self._waiting.appendleft(action)
                self._problem = str(error)
                break
        if self._problem and self._retry is None:
            self._retry = asyncio.get_running_loop().call_later(RETRY, self._again)
        if self.state != before:
            self._tell()

    def _again(self) -> None:
        self._retry = None
        self._flush()

    def file_failed(self, problem: str) -> None:
        """Note how the writing of the piece's file went: why it failed, or empty."""
        before, self.file_problem = self.state, problem
        if self.state != before:
            self._tell()

    def _tell(self) -> None:
        message = self.state["message"]
        self._log.log(
            logging.ERROR if message else logging.INFO, "%s", message or "All is kept on disk again."
        )
        self._on_change()

    def close(self) -> None:
        """Try a last time."""
        self._flush()
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None

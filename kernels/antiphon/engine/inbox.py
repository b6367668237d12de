"""The inbox of a process that may not wait: the lines of its parent, read without a thread or an event loop."""

from __future__ import annotations

import os
import select

from antiphon.session.pipe import Message, decode


class ParentGone(Exception):
    """The parent has closed the pipe, or has ended."""


class Inbox:
    """The messages that come over a pipe.

    Args:
        descriptor: Of the pipe's reading end.
    """

    def __init__(self, descriptor: int = 0) -> None:
        self._descriptor = descriptor
        self._rest = bytearray()
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN | select.POLLHUP)

    def wait(self) -> Message:
        """The next message, however long it takes.

        Raises:
            ParentGone: There will be none.
        """
        while (message := self._next()) is None:
            self._read()
        return message

    def look(self) -> Message | None:
        """The next message, if it is there; a part of one may be read meanwhile.

        Raises:
            ParentGone: There will be none.
        """
        if (message := self._next()) is None and self._poll.poll(0):
            self._read()
            message = self._next()
        return message

    def _read(self) -> None:
        data = os.read(self._descriptor, 1 << 16)
        if not data:
            raise ParentGone
        self._rest += data

    def _next(self) -> Message | None:
        end = self._rest.find(b"\n")
        if end < 0:
            return None
        line = bytes(self._rest[:end])
        del self._rest[: end + 1]
        return decode(line)

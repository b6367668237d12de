"""The orphan: a conductor whose lab died plays on, so that a hall hears nothing of it, until another one takes over.

It listens on a Unix socket in shared memory, for this user only, by a name that comes from the piece. The conductor that a
lab started again has for the same piece asks there ``where``, gets the latest ``transport``, plays from there, and then says
``leave``, which is answered by ``left`` when nothing sounds any more. Messages are lines, as on the pipe.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import os
import socket
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from antiphon.engine.shared_file import folders
from antiphon.session.pipe import Message, decode, encode

LONGEST = 600.0
"""Seconds that an orphan plays on at most."""

RING_OUT = 4.0
"""Seconds in which the end of a piece may ring out."""

PATIENCE = 5.0
"""Seconds that the other one has for an answer."""

_PREFIX = "antiphon-orphan-"

log = logging.getLogger("antiphon.engine")


class PredecessorGone(Exception):
    """The orphan has ended meanwhile."""


def address(home: str, path: str) -> Path:
    """Where the orphan of a piece listens.

    Args:
        home: The lab's root folder.
        path: The piece, from there.
    """
    digest = hashlib.sha256("\0".join((str(os.getuid()), home, path)).encode()).hexdigest()
    return folders()[0] / f"{_PREFIX}{digest[:24]}"


def anybody() -> bool:
    """Whether there may be an orphan of any piece."""
    return any(folders()[0].glob(f"{_PREFIX}*"))


def is_there(home: str, path: str) -> bool:
    """Whether a conductor of ours may be playing a piece without a lab."""
    with contextlib.suppress(OSError):
        return address(home, path).stat().st_uid == os.getuid()
    return False


async def outlive(
    place: Path,
    where: Callable[[], Message],
    leave: Callable[[], Awaitable[None]],
    longest: float = LONGEST,
) -> None:
    """Play on until another conductor has taken over, or the piece has ended, or it has been long enough.

    Args:
        place: Where to listen, see `address`.
        where: Gives the latest ``transport``, with what is ``steered``.
        leave: Falls silent.
        longest: Seconds.
    """
    dismissed, left = asyncio.Event(), asyncio.Event()
    talks: set[asyncio.Task[None] | None] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.add(asyncio.current_task())
        try:
            while line := await reader.readline():
                asked = decode(line)["type"]
                if asked == "leave":
                    dismissed.set()
                    await left.wait()
                writer.write(encode(where() if asked == "where" else {"type": "left"}))
                await writer.drain()
        except (OSError, ValueError) as error:
            log.warning("The successor was not understood: %s", error)
        finally:
            writer.close()

    if (before := await Predecessor.find(place)) is not None:
        with contextlib.suppress(PredecessorGone):
            await before.leave()
    try:
        server = await asyncio.start_unix_server(serve, sock=_listen(place))
    except OSError as error:
        log.warning("Nobody will be able to take over: %s", error)
        server = None
    end = time.monotonic() + longest
    silent = 0.0
    try:
        while time.monotonic() < end and silent < RING_OUT and not dismissed.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(dismissed.wait(), 0.1)
            silent = 0.0 if where().get("playing") else silent + 0.1
        await leave()
        left.set()
        if waiting := {talk for talk in talks if talk}:
            await asyncio.wait(waiting, timeout=1.0)
    finally:
        place.unlink(missing_ok=True)
        if server is not None:
            server.close()


def _listen(place: Path) -> socket.socket:
    place.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    mask = os.umask(0o177)
    try:
        listener.bind(str(place))
    finally:
        os.umask(mask)
    return listener


class Predecessor:
    """An orphan, as the conductor that takes over from it sees it. Made by `find`.

    Attributes:
        said: What it last said of the transport, with the time ``at`` which it held; empty before.
        has_left: Whether it has fallen silent.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Use `find`."""
        self._reader = reader
        self._writer = writer
        self.said: Message = {}
        self.has_left = False

    @classmethod
    async def find(cls, place: Path) -> Predecessor | None:
        """The orphan that listens at a place; None where there is none of this user's."""
        try:
            if place.lstat().st_uid != os.getuid():
                return None
            reader, writer = await asyncio.wait_for(asyncio.open_unix_connection(str(place)), PATIENCE)
        except (OSError, TimeoutError):
            return None
        return cls(reader, writer)

    async def _ask(self, type: str) -> Message:
        try:
            self._writer.write(encode({"type": type}))
            line = await asyncio.wait_for(self._reader.readline(), PATIENCE)
            return decode(line)
        except (OSError, TimeoutError, ValueError) as error:
            raise PredecessorGone(str(error) or "no answer") from error

    async def where(self) -> Message:
        """Its latest ``transport``, with the time ``at`` which it held, and what is ``steered``.

        Raises:
            PredecessorGone: if it has ended.
        """
        self.said = await self._ask("where")
        return self.said

    async def leave(self) -> None:
        """Have it fall silent, and come back when it has.

        Raises:
            PredecessorGone: if it had ended already.
        """
        self.has_left = True
        try:
            await self._ask("leave")
        finally:
            self._writer.close()


def continuation(transport: Message, at: float) -> list[Message]:
    """What to ask of a conductor so that it goes on at a moment as another one played.

    Args:
        transport: What that one last said, with the time ``at`` which it held, and what is ``steered``.
        at: The moment, in seconds of the monotonic clock.

    >>> said = {"playing": True, "position": 8.0, "rate": 2.0, "at": 100.0, "loop": {"start": 4, "end": 16}}
    >>> for message in continuation(said | {"steered": {"tempo": 1.1}}, 100.5): print(message)
    {'type': 'steer', 'id': '', 'moves': {'tempo': 1.1}, 'at': 'now'}
    {'type': 'loop', 'start': 4, 'end': 16}
    {'type': 'play', 'position': 9.0, 'count_in': 0}
    >>> continuation({"playing": False, "position": 8.0}, 100.5)[-1]
    {'type': 'seek', 'position': 8.0}
    """
    speed = float(transport.get("speed") or 1.0)
    steered = transport.get("steered")
    asked: list[Message] = [{"type": "steer", "id": "", "moves": steered, "at": "now"}] if steered else []
    if speed != 1.0:
        asked.append({"type": "speed", "factor": speed})
    if metronome := transport.get("metronome"):
        asked.append({"type": "metronome", **metronome})
    if loop := transport.get("loop"):
        asked.append({"type": "loop", **loop})
    position = float(transport.get("position") or 0.0)
    if not transport.get("playing"):
        return [*asked, {"type": "seek", "position": position}]
    position += float(transport.get("rate") or 0.0) * max(at - float(transport.get("at") or at), 0.0)
    if loop and position >= loop["end"]:
        position = loop["start"] + (position - loop["start"]) % (loop["end"] - loop["start"])
    return [*asked, {"type": "play", "position": position, "count_in": 0}]

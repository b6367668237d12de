"""The sessions of a lab's pieces, and the rooms that they follow."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from antiphon.lab.house import House
from antiphon.lab.rooms import AntiphonRoom
from antiphon.lab.session import Session


class Sessions:
    """One session a piece, made when it is first asked for."""

    def __init__(self, house: House, rooms: Callable[[], Iterable[AntiphonRoom]], *, audience: bool) -> None:
        """With none.

        Args:
            house: The server.
            rooms: Says which rooms there are.
            audience: Whether each opens the audience's page at once.
        """
        self._house = house
        self._rooms = rooms
        self._audience = audience
        self._sessions: dict[str, Session] = {}

    def of(self, path: str) -> Session:
        """The session of the piece at `path`."""
        if path not in self._sessions:
            session = self._sessions[path] = Session(self._house, path)
            for room in self._rooms():
                if room.ready and room.path == path:
                    session.attach(room)
            if self._audience:
                self._opening = asyncio.create_task(session.open_audience())
        return self._sessions[path]

    def attach(self, room: AntiphonRoom) -> None:
        """Have the session of a room that is loaded follow it, where there is one."""
        if session := self._sessions.get(room.path):
            session.attach(room)

    def detach(self, room: AntiphonRoom) -> None:
        """Have it stop that."""
        if session := self._sessions.get(room.path):
            session.detach()

    def changed(self, path: str) -> None:
        """Have the session of a piece, where there is one, tell its state."""
        if session := self._sessions.get(path):
            session.changed()

    def all_changed(self) -> None:
        """Have all of them tell their state."""
        for session in self._sessions.values():
            session.changed()

    def dismiss(self, id: str) -> None:
        """Close the pages of somebody who was sent away."""
        for session in self._sessions.values():
            session.dismiss(id)

    async def close(self) -> None:
        """Stop everything."""
        await asyncio.gather(*(session.close() for session in self._sessions.values()))

"""The crowd: everybody who is connected, each told the newest there is as fast as their phone takes it."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from antiphon.apps.room import SHARED, Room

WAITING = 16
"""Replies that wait for a slow phone; further ones push out the oldest."""


def encode(frame: Mapping[str, Any]) -> str:
    """Return a frame as it is sent."""
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


class Phone:
    """One connection. While its phone is slow, what changes is only noted, and sent as it is then.

    Args:
        person: Whose.
        room: What is seen.
        send: Sends a text and returns when the phone's connection has taken it.
    """

    def __init__(self, person: str, room: Room, send: Callable[[str], Awaitable[None]]) -> None:
        self.person = person
        self._room = room
        self._send = send
        self._missed: set[str] = set()
        self._replies: deque[str] = deque(maxlen=WAITING)
        self._task: asyncio.Task[None] | None = None

    def greet(self) -> None:
        """Send everything."""
        self._missed = {*SHARED, "vote"}
        self._work()

    def show(self, key: str, text: str) -> None:
        """Send that a key changed: `text`, if the phone is ready for it."""
        if self._task is None:
            self._task = asyncio.ensure_future(self._deliver(text))
        else:
            self._missed.add(key)

    def reply(self, frame: Mapping[str, Any]) -> None:
        """Send something to this phone alone."""
        self._replies.append(encode(frame))
        self._work()

    def close(self) -> None:
        """Send nothing more."""
        if self._task:
            self._task.cancel()

    def _work(self) -> None:
        if self._task is None:
            self._task = asyncio.ensure_future(self._deliver(None))

    async def _deliver(self, text: str | None) -> None:
        try:
            if text is not None:
                await self._send(text)
            while self._missed or self._replies:
                if self._missed:
                    await self._send(encode(self._catch_up()))
                while self._replies:
                    await self._send(self._replies.popleft())
        finally:
            self._task = None

    def _catch_up(self) -> dict[str, Any]:
        missed, self._missed = self._missed, set()
        frame = self._room.frame(tuple(key for key in SHARED if key in missed))
        if "vote" in missed:
            frame["vote"] = self._room.vote_of(self.person)
        return frame


class Crowd:
    """All phones.

    Args:
        room: What they see.
        changed: Called with the number of people whenever it changes: one with two pages is one.
    """

    def __init__(self, room: Room, changed: Callable[[int], None]) -> None:
        self._room = room
        self._changed = changed
        self._phones: set[Phone] = set()
        self._people: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._phones)

    def pages(self, person: str) -> int:
        """How many pages somebody has open."""
        return self._people.get(person, 0)

    def join(self, phone: Phone) -> None:
        """Add a phone and send it everything."""
        self._phones.add(phone)
        self._people[phone.person] = self.pages(phone.person) + 1
        phone.greet()
        self._changed(len(self._people))

    def leave(self, phone: Phone) -> None:
        """Remove a phone."""
        phone.close()
        if phone in self._phones:
            self._phones.remove(phone)
            self._people[phone.person] -= 1
            if not self._people[phone.person]:
                del self._people[phone.person]
            self._changed(len(self._people))

    def show(self, *keys: str) -> None:
        """Tell everybody that these keys changed."""
        for key in keys:
            text = encode(self._room.frame((key,)))
            for phone in self._phones:
                phone.show(key, text)

    def show_vote(self, person: str) -> None:
        """Tell somebody's pages what they voted for."""
        for phone in self._phones:
            if phone.person == person:
                phone.reply({"vote": self._room.vote_of(person)})

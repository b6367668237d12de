"""The crowd: everybody who is connected, each told the newest there is as fast as their phone takes it.

What changes is packed once and written to every phone whose connection has taken all before. For the others it is
only noted, and packed as it is when they are ready: a connection holds one message, however slow it is.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from antiphon.apps.scene import Scene
from antiphon.apps.wire import pack

WAITING = 16
"""Replies that wait for a slow phone; further ones push out the oldest."""

TURN = 250
"""Phones that are written to in one turn of the loop: votes are counted meanwhile."""

Send = Callable[[bytes], "asyncio.Future[None] | None"]
"""Writes a message to a connection; a future that is done when it was taken, or None if it was at once."""


class Phone:
    """One connection.

    Args:
        person: Whose.
        scene: What is seen.
        send: Writes to it.
    """

    __slots__ = ("_busy", "_closed", "_missed", "_replies", "_scene", "_send", "_told", "person")

    def __init__(self, person: str, scene: Scene, send: Send) -> None:
        self.person = person
        self._scene = scene
        self._send = send
        self._missed: set[str] | None = None
        self._replies: deque[bytes] | None = None
        self._busy = False
        self._closed = False
        self._told = -1

    def greet(self) -> None:
        """Send everything."""
        self._missed = {*self._scene.keys}
        self._work()

    def show(self, keys: Collection[str], message: bytes, packed: int) -> None:
        """Send that keys changed: `message`, if the phone is ready for it and has not caught up since it was packed."""
        if not self._busy and self._told < packed:
            self._write(message)
            return
        if self._missed is None:
            self._missed = set(keys)
        else:
            self._missed.update(keys)
        self._work()

    def reply(self, frame: Mapping[str, Any]) -> None:
        """Send something to this phone alone."""
        if not self._busy:
            self._write(pack(frame))
            return
        if self._replies is None:
            self._replies = deque(maxlen=WAITING)
        self._replies.append(pack(frame))

    def close(self) -> None:
        """Send nothing more."""
        self._closed = True

    def _write(self, message: bytes) -> None:
        if self._closed:
            return
        taken = self._send(message)
        if taken is not None:
            self._busy = True
            taken.add_done_callback(self._go_on)

    def _go_on(self, taken: "asyncio.Future[None]") -> None:
        self._busy = False
        self._work()

    def _work(self) -> None:
        while not self._busy and not self._closed:
            if self._missed:
                self._write(pack(self._catch_up(self._missed)))
            elif self._replies:
                self._write(self._replies.popleft())
            else:
                # Most phones are never slow, and five thousand empty queues are megabytes.
                self._replies = None
                return

    def _catch_up(self, missed: set[str]) -> dict[str, Any]:
        self._missed = None
        self._told = self._scene.packed
        return self._scene.seen_by(self.person, missed)


class Crowd:
    """All phones.

    Args:
        scene: What they see.
        changed: Called with the number of people whenever it changes: one with two pages is one.
    """

    def __init__(self, scene: Scene, changed: Callable[[int], None]) -> None:
        self._scene = scene
        self._changed = changed
        self._people: dict[str, list[Phone]] = {}
        self._stale: dict[str, None] = {}
        self._telling = False

    def __len__(self) -> int:
        """How many people are here."""
        return len(self._people)

    def pages(self, person: str) -> int:
        """How many pages somebody has open."""
        return len(self._people.get(person, ()))

    def join(self, phone: Phone) -> None:
        """Add a phone and send it everything."""
        self._people.setdefault(phone.person, []).append(phone)
        phone.greet()
        self._changed(len(self._people))

    def leave(self, phone: Phone) -> None:
        """Remove a phone."""
        phone.close()
        pages = self._people.get(phone.person, [])
        if phone in pages:
            pages.remove(phone)
            if not pages:
                del self._people[phone.person]
            self._changed(len(self._people))

    def show(self, *keys: str) -> None:
        """Tell everybody that these keys changed: once for all that change until everybody was told of the last."""
        self._stale.update(dict.fromkeys(keys))
        if not self._telling:
            self._telling = True
            asyncio.get_running_loop().call_soon(self._tell)

    def show_own(self, person: str, *keys: str, more: Mapping[str, Any] | None = None) -> None:
        """Tell somebody's pages that these keys changed, as they see them, and what more there is to say to them."""
        if pages := self._people.get(person):
            frame = {**(more or {}), **self._scene.seen_by(person, keys)}
            for phone in pages:
                phone.reply(frame)

    def _tell(self) -> None:
        keys, self._stale = tuple(self._stale), {}
        self._scene.packed += 1
        message = pack(self._scene.shared(keys))
        self._tell_some(keys, message, iter([*chain.from_iterable(self._people.values())]))

    def _tell_some(self, keys: tuple[str, ...], message: bytes, phones: Iterator[Phone]) -> None:
        some = [*islice(phones, TURN)]
        for phone in some:
            phone.show(keys, message, self._scene.packed)
        if some:
            asyncio.get_running_loop().call_soon(self._tell_some, keys, message, phones)
        elif self._stale:
            self._tell()
        else:
            self._telling = False

"""Auditions: what a sound is like, before it is used. `POST {base}antiphon/auditions`.

The body is what `antiphon.engine.audition_request` reads, the answer a FLAC file. A process of its own renders it; what was
rendered once is kept, in memory and in the user's cache folder. `GET` has the process started, so that the first one is quick.
Every refusal is `{message}`, one sentence, with the status that goes with it.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import logging
import sys
import time
from collections import OrderedDict, defaultdict, deque
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final, Protocol

import tornado.web
from jupyter_server.auth.decorator import authorized
from tornado.web import HTTPError

from antiphon.engine.audition_request import AuditionError, read_request
from antiphon.lab.audition_cache import AuditionCache
from antiphon.lab.handlers import LabHandler
from antiphon.lab.seat import Refused
from antiphon.lab.supervisor import Supervisor
from antiphon.session.pipe import Message

AUDITIONER: Final = (sys.executable, "-m", "antiphon.engine.audition")

LARGEST: Final = 400_000
"""Bytes of a request."""

PENDING: Final = 4
"""Auditions that one person may wait for at once."""

RATE: Final = 120
"""Auditions that are rendered for one person in a minute."""

WAITING: Final = 48
"""Auditions that are waited for by all."""

PATIENCE: Final = 12.0
"""Seconds after which a process that renders one is taken to hang, and is started anew."""

IDLE: Final = 600.0
"""Seconds after which the process is stopped."""


class Audible(Protocol):
    """What can be heard."""

    @property
    def key(self) -> str:
        """A name for how it sounds."""

    def message(self) -> dict[str, object]:
        """It as the auditioner is asked."""


class _Work:
    """A sound that is rendered or waits for it, and how many wait for it."""

    def __init__(self, number: int, request: Audible) -> None:
        self.number = number
        self.request = request
        self.waiters = 0
        self.sound: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()


class Auditions:
    """What is asked for, rendered one after the other; what nobody waits for any more is left."""

    def __init__(
        self,
        log: logging.Logger,
        cache: AuditionCache | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """With nothing asked for.

        Args:
            log: Where the process's words go.
            cache: Where sounds are kept.
            clock: Says what time it is, in seconds.
        """
        self._cache = cache or AuditionCache()
        self._clock = clock
        self._work: OrderedDict[str, _Work] = OrderedDict()
        self._current: _Work | None = None
        self._number = 0
        self._alarm: asyncio.TimerHandle | None = None
        self._rest: asyncio.TimerHandle | None = None
        self._stopping: asyncio.Task[None] | None = None
        self._pending: defaultdict[str, int] = defaultdict(int)
        self._times: dict[str, deque[float]] = {}
        self._process = Supervisor(
            "The auditioner",
            AUDITIONER,
            lambda: {"type": "start"},
            log,
            on_message=self._take,
            on_change=self._changed,
        )

    def warm(self) -> None:
        """Have the process started, if it is not."""
        if self._stopping is None or self._stopping.done():
            self._process.want()
        else:
            self._stopping.add_done_callback(lambda _: self._process.want())
        self._be_idle_later()

    async def hear(self, person: str, request: Audible | Callable[[], Awaitable[Audible]]) -> bytes:
        """A sound as a FLAC file.

        Args:
            person: Id of who asks.
            request: What is heard; or what finds that out, where it takes a while: it counts as waited for meanwhile.

        Raises:
            AuditionError: It cannot be heard.
            Refused: This person asks too much.
        """
        if not callable(request) and (known := await self._cache.get(request.key)) is not None:
            return known
        if self._pending[person] >= PENDING:
            raise Refused("Several sounds are still being made for you: hear those first.")
        self._pending[person] += 1
        try:
            if not callable(request):
                return await self._wait(person, request)
            found = await request()
            known = await self._cache.get(found.key)
            return await self._wait(person, found) if known is None else known
        finally:
            self._pending[person] -= 1
            if not self._pending[person]:
                del self._pending[person]

    async def _wait(self, person: str, request: Audible) -> bytes:
        work = self._work.get(request.key)
        if work is None:
            self._count(person)
            if len(self._work) >= WAITING:
                raise Refused("Many sounds are being made for others: try again in a moment.")
            self._number += 1
            work = self._work[request.key] = _Work(self._number, request)
            self.warm()
            self._next()
        work.waiters += 1
        try:
            sound = await asyncio.shield(work.sound)
        finally:
            work.waiters -= 1
            if not work.waiters and not work.sound.done():
                self._leave(work)
        await self._cache.put(request.key, sound)
        return sound

    def _count(self, person: str) -> None:
        now = self._clock()
        self._times = {id: times for id, times in self._times.items() if times[-1] > now - 60}
        times = self._times.setdefault(person, deque(maxlen=RATE))
        if len(times) == RATE and times[0] > now - 60:
            raise Refused("You have heard many new sounds within a minute: wait a little.")
        times.append(now)

    def _leave(self, work: _Work) -> None:
        """Nobody waits for it any more."""
        self._work.pop(work.request.key, None)
        work.sound.cancel()
        if work is self._current:
            self._process.send({"type": "cancel", "id": work.number})
            self._current = None
        self._next()

    def _next(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self._current is None and self._process.status == "on":
            self._current = next(iter(self._work.values()), None)
            if self._current is not None:
                asked = {"type": "audition", "id": self._current.number, **self._current.request.message()}
                self._process.send(asked)
        if self._current is not None:
            self._alarm = asyncio.get_running_loop().call_later(PATIENCE, self._process.restart)

    def _take(self, message: Message) -> None:
        work = self._current
        if work is None or message.get("id") != work.number:
            return
        self._current = None
        self._work.pop(work.request.key, None)
        if not work.sound.done():
            if message["type"] == "audition":
                try:
                    work.sound.set_result(base64.b64decode(str(message.get("flac")), validate=True))
                except binascii.Error:
                    self._fail(work, "It could not be made; the server's log says why.")
            else:
                self._fail(work, str(message.get("message")))
        self._be_idle_later()
        self._next()

    def _changed(self) -> None:
        if self._process.status == "on":
            self._next()
            return
        failed = self._process.status == "failed"
        lost = list(self._work.values()) if failed else [self._current] if self._current else []
        self._current = None
        for work in lost:
            self._work.pop(work.request.key, None)
            reason = (
                self._process.message if failed else "It could not be made: try again, or hear a part of it."
            )
            self._fail(work, reason)

    def _fail(self, work: _Work, message: str) -> None:
        if not work.sound.done():
            work.sound.set_exception(AuditionError(message))
            work.sound.exception()

    def _be_idle_later(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
        self._rest = asyncio.get_running_loop().call_later(IDLE, self._be_idle)

    def _be_idle(self) -> None:
        if self._work:
            self._be_idle_later()
        else:
            self._stopping = asyncio.create_task(self._process.stop())

    async def close(self) -> None:
        """Stop the process; what is waited for does not come."""
        for timer in (self._alarm, self._rest):
            if timer is not None:
                timer.cancel()
        for work in self._work.values():
            work.sound.cancel()
        self._work.clear()
        self._current = None
        await self._process.stop()


class HearingHandler(LabHandler):
    """Has something heard by whoever may listen. A page that goes away while it waits ends the work, if nobody else waits."""

    _hearing: asyncio.Task[bytes] | None = None

    async def _hear(self, asked: object) -> bytes:
        """The sound of what is asked."""
        raise NotImplementedError

    def _may(self) -> bool:
        """Whether this person listens; who does not is told so."""
        if "listen" in self._person.role.may:
            return True
        self._refuse(HTTPStatus.FORBIDDEN, "Only who listens hears sounds beforehand.")
        return False

    @tornado.web.authenticated
    @authorized
    async def post(self) -> None:
        """Send the sound."""
        if not self._may():
            return None
        if len(self.request.body) > LARGEST:
            return self._refuse(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "That is too large to be heard beforehand."
            )
        try:
            asked: Any = self.get_json_body()
        except (HTTPError, RecursionError, ValueError):
            return self._refuse(HTTPStatus.BAD_REQUEST, "What is asked to be heard is not JSON.")
        self._hearing = asyncio.ensure_future(self._hear(asked))
        try:
            sound = await self._hearing
        except asyncio.CancelledError:
            if not self._hearing.cancelled():
                raise
            return None
        except AuditionError as error:
            return self._refuse(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        except Refused as error:
            return self._refuse(HTTPStatus.TOO_MANY_REQUESTS, str(error))
        self.set_header("Content-Type", "audio/flac")
        self.set_header("Cache-Control", "no-store")
        self.finish(sound, set_content_type="audio/flac")
        return None

    def on_connection_close(self) -> None:
        """Nobody waits any more."""
        if self._hearing is not None:
            self._hearing.cancel()


class AuditionsHandler(HearingHandler):
    """What a node, a preset, an instrument or a part of a graph is like."""

    @tornado.web.authenticated
    @authorized
    async def get(self) -> None:
        """Make ready."""
        if self._may():
            self._lab.auditions.warm()
            self.set_status(HTTPStatus.NO_CONTENT)
            self.finish()

    async def _hear(self, asked: object) -> bytes:
        return await self._lab.auditions.hear(self._person.id, read_request(asked))

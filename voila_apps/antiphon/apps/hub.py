"""The hub: the process that the audience reaches, `python -m antiphon.apps.hub` (docs/architecture.md, the pipe).

It holds no kernel and no document: it serves one page, one score and one socket, and counts votes.
"""

import asyncio
import contextlib
import logging
import mimetypes
import resource
import secrets
import sqlite3
import sys
import time
from collections import defaultdict, deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from antiphon.apps.admission import invite
from antiphon.apps.allowance import Allowance
from antiphon.apps.content import Content
from antiphon.apps.crowd import Crowd, Phone, Send
from antiphon.apps.doors import application
from antiphon.apps.engraver import Engraver
from antiphon.apps.page import Page
from antiphon.apps.reports import Reports
from antiphon.apps.room import Room
from antiphon.apps.template import folder
from antiphon.session.ballot import VoteRefused
from antiphon.session.database import StoreTooNew
from antiphon.session.pipe import Message, Parent, claim_output
from antiphon.session.store import Store

log = logging.getLogger("antiphon.apps.hub")

REPORT_SECONDS = 0.1
"""Least time between two tallies, or two counts of the audience, to the lab."""

QUEUE = 4096
"""Connections that wait to be taken in: all phones of a hall come back at once."""

VIEW_SECONDS = 1.0
"""Least time between two looks at a live poll, for the phones: each goes to everybody."""

PAGES = 4
"""Pages one person may have open, and streams they may listen to."""


class Hub:
    """One session's audience, between the lab (`parent`) and the phones.

    Args:
        parent: The pipe to the lab.
        start: The `start` message.
        store: Where votes are kept.
        port: The port it is reached at.
    """

    def __init__(self, parent: Parent, start: Message, store: Store, port: int) -> None:
        self._parent = parent
        self.secret: str = start["secret"]
        self.piece: str = start["piece"]
        self.port = port
        self.static = _load(folder() / "static")
        clock = time.monotonic
        self._room = Room(store, self.piece, clock)
        self._crowd = Crowd(self._room, self._count)
        self._page = Page(Path(start["notebook"]), self._complain)
        self._engraver = Engraver(self._engraved, self._complain)
        # A class may come through one address at once, and a hall in ten minutes.
        self._entries = Allowance(300, 10.0, clock)
        self._returns = Allowance(20, 0.5, clock)
        self._messages = Allowance(40, 5.0, clock)
        self._votes = Allowance(10, 2.0, clock)
        self._offers = Allowance(6, 0.2, clock)
        self._streams: defaultdict[str, deque[str]] = defaultdict(deque)
        self._listening: dict[str, Phone] = {}
        self._reports = Reports(parent.send, REPORT_SECONDS)
        self._views = Reports(lambda view: self._crowd.show(str(view["type"])), VIEW_SECONDS)
        self._closing: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Future[Any]] = set()

    async def page(self) -> Content | None:
        """Return the page; whoever comes wants the score too."""
        self._engraver.want(True)
        return await self._page.content()

    def module(self, name: str) -> Content | None:
        """Return a module of the page."""
        return self._page.modules.get(name)

    def score(self) -> Content | None:
        """Return the engraved score."""
        return self._engraver.score

    def may_enter(self, address: str) -> bool:
        """Whether somebody new may come from there."""
        return self._entries.take(address)

    def may_return(self, person: str) -> bool:
        """Whether somebody does not connect too often."""
        return self._returns.take(person)

    def may_connect(self, person: str) -> bool:
        """Whether somebody may open one more connection."""
        return self._crowd.pages(person) < PAGES

    def may_speak(self, person: str) -> bool:
        """Whether somebody's messages are not too many."""
        return self._messages.take(person)

    def join(self, person: str, send: Send) -> Phone:
        """Take in a connection."""
        phone = Phone(person, self._room, send)
        self._crowd.join(phone)
        self._engraver.want(True)
        return phone

    def leave(self, phone: Phone) -> None:
        """Let a connection go. Who listened goes on listening: the stream sees by itself when they are gone."""
        self._crowd.leave(phone)
        self._forget(phone)
        self._engraver.want(bool(len(self._crowd)))

    def hear(self, phone: Phone, message: Mapping[str, Any]) -> None:
        """Take a message from a phone."""
        match message:
            case {"type": "vote", "poll": str(poll), "ballot": ballot}:
                self._vote(phone, poll, ballot, message.get("group"))
            case {"type": "vote", "poll": str(poll), "option": str(option)}:
                self._vote(phone, poll, option)
            case {"type": "offer", "sdp": str(sdp)}:
                self._offer(phone, sdp)
            case {"type": "hangup"}:
                self._hang_up(phone.person)
            case _:
                phone.reply({"sorry": "That was not understood; please reload the page."})

    def obey(self, message: Message) -> None:
        """Take a message from the lab.

        Raises:
            Exception: It lacks something.
        """
        match message:
            case {"type": "now"}:
                self._room.set_now(message)
                self._crowd.show("now")
            case {"type": "document", "text": str(text)}:
                self._engraver.update(text)
            case {"type": "transport"}:
                if self._room.set_transport(message):
                    self._crowd.show("transport")
            case {"type": "poll"}:
                self._open_poll(message)
            case {"type": "close_poll"}:
                self._close_poll()
            case {"type": "drop_poll"}:
                self._stop_timing()
                self._room.drop_poll()
                self._crowd.show("poll")
            case {"type": "steered"}:
                self._room.set_steered(message)
                self._crowd.show("steering")
            case {"type": "steered_now"}:
                self._room.set_steered_now(message)
                self._crowd.show("steering")
            case {"type": "answer" | "refused", "id": str(id)}:
                if phone := self._listening.get(id):
                    kind = message["type"]
                    phone.reply({kind: message.get("sdp" if kind == "answer" else "message")})
            case _:
                log.warning("a message of type %s is not for the hub", message["type"])

    async def run(self) -> None:
        """Serve until the lab is gone."""
        self._keep(asyncio.ensure_future(self._page.content()))
        try:
            async for message in self._parent:
                try:
                    self.obey(message)
                except Exception:
                    log.exception("a %s message was not handled", message["type"])
        finally:
            self._engraver.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _vote(self, phone: Phone, poll: str, ballot: object, group: object = None) -> None:
        if not self._votes.take(phone.person):
            phone.reply(
                {"sorry": "You have changed your mind very often; wait a moment.", **self._own(phone)}
            )
            return
        try:
            changed = self._room.vote(phone.person, poll, ballot, group)
        except VoteRefused as refusal:
            phone.reply({"sorry": str(refusal), **self._own(phone)})
            return
        except sqlite3.Error as error:
            self._complain(f"A vote could not be kept ({error}); see to the disk of the store.")
            phone.reply({"sorry": "Your vote could not be kept; please try again.", **self._own(phone)})
            return
        self._crowd.show_vote(phone.person)
        if changed:
            self._tally()

    def _own(self, phone: Phone) -> dict[str, Any]:
        return {"vote": self._room.vote_of(phone.person)}

    def _offer(self, phone: Phone, sdp: str) -> None:
        if not self._offers.take(phone.person):
            phone.reply({"refused": "That was a bit often; try again in half a minute."})
            return
        # Not numbered: streams go on when a hub dies, and its successor must not take one for its own.
        id = f"phone-{secrets.token_hex(6)}"
        streams = self._streams[phone.person]
        streams.append(id)
        if len(streams) > PAGES:
            self._parent.send({"type": "hangup", "id": streams.popleft()})
        self._forget(phone)
        self._listening[id] = phone
        self._parent.send({"type": "offer", "id": id, "sdp": sdp})

    def _forget(self, phone: Phone) -> None:
        if phone in self._listening.values():
            self._listening = {id: other for id, other in self._listening.items() if other is not phone}

    def _hang_up(self, person: str) -> None:
        if streams := self._streams.get(person):
            self._parent.send({"type": "hangup", "id": streams.pop()})

    def _open_poll(self, message: Message) -> None:
        self._close_poll()
        poll = self._room.open_poll(message)
        self._closing = asyncio.get_running_loop().call_later(poll.seconds, self._close_poll)
        self._crowd.show("poll", "steering")
        self._tally()

    def _close_poll(self) -> None:
        self._stop_timing()
        if closed := self._room.close_poll():
            self._parent.send(closed)
            self._crowd.show("poll")

    def _stop_timing(self) -> None:
        if self._closing:
            self._closing.cancel()
            self._closing = None
        self._reports.drop("tally")
        self._views.drop("poll")

    def _engraved(self) -> None:
        self._room.score = self._engraver.score.version if self._engraver.score else None
        self._crowd.show("score")

    def _count(self, people: int) -> None:
        self._reports.report("audience", lambda: {"type": "audience", "count": people})

    def _tally(self) -> None:
        self._reports.report("tally", self._room.report)
        if self._room.is_live:
            self._views.report("poll", lambda: {"type": "poll"})

    def _complain(self, text: str) -> None:
        if text:
            log.error(text)
        self._parent.send({"type": "problem", "message": text})

    def _keep(self, task: "asyncio.Future[Any]") -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _load(place: Path) -> dict[str, Content]:
    return {
        path.name: Content.of(mimetypes.guess_type(path.name)[0] or "text/plain", path.read_text("utf-8"))
        for path in place.iterdir()
        if path.suffix in (".js", ".css", ".svg")
    }


async def serve(parent: Parent) -> None:
    """Run a hub for the process that started this one."""
    start = await anext(parent, None)
    if start is None:
        return
    try:
        address, wanted = str(start["address"]), int(start["port"])
        store = Store(Path(start["store"]))
    except (KeyError, ValueError) as error:
        await parent.fail(f"The audience's page was started without what it needs: {error}.")
    except (OSError, sqlite3.Error, StoreTooNew) as error:
        await parent.fail(f"The audience's page cannot keep votes in {start['store']}: {error}")
    try:
        sockets = bind_sockets(wanted, address, backlog=QUEUE)
    except OSError as error:
        await parent.fail(
            f"The audience's page cannot use port {wanted} of {address} ({error.strerror or error}); "
            "stop what uses it or choose another port."
        )
    port = sockets[0].getsockname()[1]
    hub = Hub(parent, start, store, port)
    server = HTTPServer(
        application(hub), max_header_size=16 * 1024, max_body_size=1024, idle_connection_timeout=120
    )
    server.add_sockets(sockets)
    parent.send({"type": "ready", "port": port, "ticket": invite(hub.secret, hub.piece)})
    try:
        await hub.run()
    finally:
        server.stop()
        store.close()


def _allow_many() -> None:
    """Take as many connections as the system lets this user have; the usual first limit is about a thousand."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


async def main() -> None:
    """Connect the pipe and serve."""
    _allow_many()
    await serve(await Parent.connect())


if __name__ == "__main__":
    claim_output()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="hub: %(message)s")
    asyncio.run(main())

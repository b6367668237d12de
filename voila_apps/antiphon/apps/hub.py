"""The hub: the process that the audience reaches, `python -m antiphon.apps.hub` (docs/architecture.md, the pipe).

It holds no kernel and no document: it serves pages, a score and a socket, and is made of features
(`antiphon.apps.feature`).
"""

import asyncio
import contextlib
import logging
import mimetypes
import os
import resource
import socket
import sqlite3
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from antiphon.apps.admission import invite, invite_stage
from antiphon.apps.allowance import Allowance
from antiphon.apps.asked import Asked
from antiphon.apps.bundle import bare
from antiphon.apps.canvas import Canvas
from antiphon.apps.content import Content
from antiphon.apps.crowd import Crowd, Phone, Send
from antiphon.apps.doors import application
from antiphon.apps.feature import Ground
from antiphon.apps.listening import Listening
from antiphon.apps.now import Now, Whereabouts
from antiphon.apps.pages import Pages
from antiphon.apps.polls import Polls, Urn
from antiphon.apps.questions import Questions
from antiphon.apps.reactions import Reactions
from antiphon.apps.reports import Reports
from antiphon.apps.scene import Scene
from antiphon.apps.score import Score
from antiphon.apps.shelf import shelves
from antiphon.apps.stage import Stage
from antiphon.apps.steering import Steering
from antiphon.apps.suggestions import Suggestions
from antiphon.apps.template import folder
from antiphon.apps.words import FOLDER
from antiphon.session.database import StoreTooNew
from antiphon.session.pipe import Message, Parent, claim_output
from antiphon.session.store import Store

log = logging.getLogger("antiphon.apps.hub")

REPORT_SECONDS = 0.1
"""Least time between two counts of the audience, to the lab."""

QUEUE = 4096
"""Connections that wait to be taken in: all phones of a hall come back at once."""

LONGEST_TURN = 300.0
"""Seconds that somebody new waits for their turn at most."""

PAGES = 4
"""Pages one person may have open."""


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
        self.static = _load()
        clock = time.monotonic
        # A hall of 600 may come through one address at once, and of 5,000 in two and a half minutes: a first visit takes
        # about 3 ms of a core.
        self._entries = Allowance(600, 30.0, clock)
        self._returns = Allowance(20, 0.5, clock)
        self._messages = Allowance(40, 5.0, clock)
        self._reports = Reports(parent.send, REPORT_SECONDS)
        self._tasks: set[asyncio.Future[Any]] = set()
        self._scene = Scene()
        self._crowd = Crowd(self._scene, self._count)
        ground = Ground(self._crowd, self._send, self._complain, clock)
        notebooks = {name: Path(place) for name, place in start["notebooks"].items()}
        self._pages = Pages(ground, notebooks, shelves())
        self._stage = Stage(ground)
        whereabouts = Whereabouts(clock)
        self._score = Score(ground)
        asked = Asked(ground)
        for feature in (
            self._stage,
            self._pages,
            Now(ground, whereabouts),
            Polls(ground, Urn(store, self.piece, clock)),
            Steering(ground),
            Canvas(ground),
            Listening(ground),
            self._score,
            asked,
            Reactions(ground, asked),
            Questions(ground, asked),
            Suggestions(ground, asked),
        ):
            self._scene.add(feature)

    async def page(self, name: str) -> Content | None:
        """Return the page of that name; whoever comes wants the score too."""
        self._score.look(1)
        return await self._pages.content(name)

    def module(self, name: str) -> Content | None:
        """Return a module of the page."""
        return self._pages.module(name)

    def score(self) -> Content | None:
        """Return the engraved score of the phones."""
        return self._score.content

    def wide_score(self) -> Content | None:
        """Return the engraved score of the stage."""
        return self._score.wide

    def turn(self, address: str) -> float | None:
        """Seconds until somebody new from there may come in, who has that turn now; None if too many wait for theirs."""
        return self._entries.reserve(address, LONGEST_TURN)

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
        phone = Phone(person, self._scene, send)
        self._crowd.join(phone)
        return phone

    def leave(self, phone: Phone) -> None:
        """Let a connection go."""
        self._crowd.leave(phone)
        for feature in self._scene.features:
            feature.forget(phone)

    def hear(self, phone: Phone, message: Mapping[str, Any]) -> None:
        """Take a message from a phone."""
        if not any(feature.hear(phone, message) for feature in self._scene.features):
            phone.reply({"sorry": "That was not understood; please reload the page."})

    def obey(self, message: Message) -> None:
        """Take a message from the lab.

        Raises:
            Exception: It lacks something.
        """
        if not any(feature.obey(message) for feature in self._scene.features):
            log.warning("a message of type %s is not for the hub", message["type"])

    async def run(self) -> None:
        """Serve until the lab is gone."""
        self._keep(asyncio.ensure_future(self._pages.content("audience")))
        self._keep(asyncio.ensure_future(self._pages.watch()))
        try:
            async for message in self._parent:
                try:
                    self.obey(message)
                except Exception:
                    log.exception("a %s message was not handled", message["type"])
        finally:
            for feature in self._scene.features:
                feature.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _count(self, here: int) -> None:
        people = here - self._stage.is_here
        self._stage.count(people)
        self._reports.report("audience", lambda: {"type": "audience", "count": people})
        for feature in self._scene.features:
            feature.look(here)
        self._score.look_wide(self._stage.is_here)

    def _send(self, message: Mapping[str, Any]) -> None:
        self._stage.overhear(message)
        self._parent.send(message)

    def _complain(self, text: str) -> None:
        if text:
            log.error(text)
        self._parent.send({"type": "problem", "message": text})

    def _keep(self, task: "asyncio.Future[Any]") -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _load() -> dict[str, Content]:
    scripts = [
        *(folder() / "static").iterdir(),
        *(FOLDER.with_name(name) for name in ("times.js", "words.js")),
    ]
    named = {path.name: path for path in scripts if path.suffix in (".js", ".css", ".svg")}
    named |= {f"{FOLDER.name}/{path.name}": path for path in FOLDER.glob("*.json")}
    return {name: _content(path) for name, path in named.items()}


def _content(path: Path) -> Content:
    text = path.read_text("utf-8")
    return Content.of(
        mimetypes.guess_type(path.name)[0] or "text/plain", bare(text) if path.suffix == ".js" else text
    )


async def serve(parent: Parent) -> None:
    """Run a hub for the process that started this one."""
    start = await anext(parent, None)
    if start is None:
        return
    try:
        address, wanted, before = str(start["address"]), int(start["port"]), int(start.get("before", 0))
        store = Store(Path(start["store"]))
    except (KeyError, ValueError) as error:
        await parent.fail(f"The audience's page was started without what it needs: {error}.")
    except (OSError, sqlite3.Error, StoreTooNew) as error:
        await parent.fail(f"The audience's page cannot keep votes in {start['store']}: {error}")
    try:
        sockets = _bind(address, wanted, before)
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
    parent.send({"type": "ready", "port": port, **_tickets(hub)})
    try:
        await hub.run()
    finally:
        server.stop()
        store.close()


def _bind(address: str, wanted: int, before: int) -> list[socket.socket]:
    """Listen at a port; where any will do, at the one that phones know from before, if it is free."""
    if before and not wanted:
        with contextlib.suppress(OSError):
            return bind_sockets(before, address, backlog=QUEUE)
    return bind_sockets(wanted, address, backlog=QUEUE)


def _tickets(hub: Hub) -> dict[str, str]:
    return {"ticket": invite(hub.secret, hub.piece), "stage": invite_stage(hub.secret, hub.piece)}


def _allow_many() -> None:
    """Take as many connections as the system lets this user have; the usual first limit is about a thousand."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _give_way() -> None:
    """Let the lab and the engine go first: a frame to a thousand phones can wait a moment, a player's note cannot."""
    with contextlib.suppress(OSError):
        os.nice(5)


async def main() -> None:
    """Connect the pipe and serve."""
    _allow_many()
    _give_way()
    await serve(await Parent.connect())


if __name__ == "__main__":
    claim_output()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="hub: %(message)s")
    asyncio.run(main())

"""The doors: the only routes there are. No kernel, no file but ours, nothing that takes a body."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import Awaitable
from html import escape
from math import ceil
from random import uniform
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

from antiphon.apps.admission import (
    cookie_name,
    is_invited,
    is_of_stage,
    mint_person,
    stage_cookie_name,
    turn_name,
)
from antiphon.apps.content import Content
from antiphon.apps.crowd import Phone
from antiphon.apps.stage import STAGE
from antiphon.apps.template import early_hash
from antiphon.apps.words import preferred, translated
from antiphon.session.languages import ENGLISH

if TYPE_CHECKING:
    from antiphon.apps.hub import Hub

LONGEST = 16 * 1024
"""Bytes of a phone's message: room for an offer to listen."""

PATIENCE = 20.0
"""Seconds in which a phone takes a message, or its connection is ended."""

UNSENT = 16 * 1024
"""Bytes that the system holds for a phone that is slow: what is held there is old when it arrives."""

_POLICY = (
    "default-src 'none'; script-src 'self' '{early}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; media-src 'self' blob:; connect-src 'self' {socket}; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)

_PLAIN = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Antiphon</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" href="/static/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/static/page.css">
</head><body class="plain"><main>
<img src="/static/icon.svg" alt="" width="56" height="56"><h1>{title}</h1><p>{text}</p></main></body></html>"""


class _Door(RequestHandler):
    def initialize(self, house: Hub) -> None:
        self.house = house

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        host = self.request.host
        policy = _POLICY.format(
            early=early_hash(), socket=f"ws://{host} wss://{host}" if _is_host(host) else ""
        )
        self.set_header("Content-Security-Policy", policy)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Permissions-Policy", "camera=(), microphone=(), geolocation=()")

    def person(self) -> str | None:
        signed = self.get_signed_cookie(cookie_name(self.house.port), max_age_days=2)
        return signed.decode("ascii", "replace") if signed else None

    def language(self) -> str:
        return preferred(self.request.headers.get("Accept-Language", ""))

    def is_stage(self) -> bool:
        return bool(self.get_signed_cookie(stage_cookie_name(self.house.port), max_age_days=2))

    async def serve_page(self, name: str) -> None:
        content = await self.house.page(name)
        if content is None:
            self.set_header("Retry-After", "10")
            self.say(503, "We are not ready yet", "The page could not be made. Please try again in a moment.")
            return
        if (language := self.language()) != ENGLISH:
            # The page wants it as soon as its script runs; most have not chosen another.
            words = f"</static/words/{language}.json>; rel=preload; as=fetch; crossorigin"
            self.set_header("Link", words)
        self.serve(content, "private, no-cache")

    def serve(self, content: Content, caching: str) -> None:
        self.set_header("Content-Type", f"{content.type}; charset=utf-8")
        self.set_header("Cache-Control", caching)
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("Etag", f'"{content.version}"')
        if self.check_etag_header():
            self.set_status(304)
            return
        squeeze = "gzip" in self.request.headers.get("Accept-Encoding", "")
        if squeeze:
            self.set_header("Content-Encoding", "gzip")
        self.write(content.squeezed if squeeze else content.plain)

    def say(self, status: int, title: str, text: str, **values: int) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Vary", "Accept-Language")
        language = self.language()
        title, text = (escape(translated(sentence, language).format(**values)) for sentence in (title, text))
        self.finish(_PLAIN.format(language=language, title=title, text=text))

    def compute_etag(self) -> str | None:
        return None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        self.say(
            status_code, "Nothing here", "This address leads nowhere; the audience’s page is at the front."
        )


class FrontDoor(_Door):
    """The page."""

    async def get(self) -> None:
        """Serve the page to who has a ticket; a cookie is one of their own."""
        if self.person() is None:
            ticket = self.get_query_argument("a", "")
            if not is_invited(self.house.secret, self.house.piece, ticket):
                self.say(403, "Come in by the link", "Ask for the link or scan the code.")
                return
            person, wait = self._turn()
            if person is None or wait > 0:
                self._say_wait(person, wait)
                return
            self._give_cookie(cookie_name(self.house.port), person)
        await self.serve_page("audience")

    def _turn(self) -> tuple[str | None, float]:
        # Who this will be, and in how many seconds they may come in: nobody yet, where too many wait. The turn is one
        # person's: whoever shows it again comes in as that person again.
        name = turn_name(self.house.port)
        if kept := self.get_signed_cookie(name, max_age_days=1):
            due, _, person = kept.decode("ascii", "replace").partition(" ")
            return person, float(due) - time.time()
        wait = self.house.turn(self.request.remote_ip or "")
        if wait is None:
            # Not all at the same time again.
            return None, uniform(5, 30)
        person = mint_person()
        if wait > 0:
            self._give_cookie(name, f"{time.time() + wait:.1f} {person}")
        return person, wait

    def _say_wait(self, person: str | None, wait: float) -> None:
        self.set_header("Refresh", str(max(1, ceil(wait))))
        if person is None:
            self.say(429, "One moment", "Many are coming in at once. This page tries again by itself.")
        elif wait > 90:
            self.say(
                429,
                "One moment",
                "Many are coming in at once. It is your turn in about {minutes} min; this page opens by itself.",
                minutes=round(wait / 60),
            )
        else:
            self.say(
                429,
                "One moment",
                "Many are coming in at once. It is your turn in about {seconds} s; this page opens by itself.",
                seconds=max(1, ceil(wait)),
            )

    def _give_cookie(self, name: str, value: str) -> None:
        self.set_signed_cookie(name, value, expires_days=1, httponly=True, samesite="Lax")


class StageDoor(_Door):
    """The projector's page."""

    async def get(self) -> None:
        """Serve it to who has the stage's ticket, or its cookie."""
        if not self.is_stage():
            ticket = self.get_query_argument("s", "")
            if not is_of_stage(self.house.secret, self.house.piece, ticket):
                self.say(
                    403, "This is the stage’s page", "The artist has its link: in the lab, under Audience."
                )
                return
            name = stage_cookie_name(self.house.port)
            self.set_signed_cookie(name, STAGE, expires_days=1, httponly=True, samesite="Lax")
        await self.serve_page("stage")


class ScoreDoor(_Door):
    """The score, as JSON."""

    async def get(self) -> None:
        """Serve the engraved systems to who has a ticket."""
        self._give(self.house.score(), self.person() is not None)

    def _give(self, score: Content | None, welcome: bool) -> None:
        if not welcome:
            self.say(403, "Come in by the link", "Ask for the link or scan the code.")
        elif score is None:
            self.say(404, "No score yet", "The score is not engraved yet.")
        else:
            self.serve(score, "private, no-cache")


class WideScoreDoor(ScoreDoor):
    """The score as the stage shows it, as JSON."""

    async def get(self) -> None:
        """Serve the engraved systems to the stage."""
        self._give(self.house.wide_score(), self.is_stage())


class StaticDoor(_Door):
    """What the page is made of."""

    async def get(self, name: str) -> None:
        """Serve one of our files."""
        if content := self.house.static.get(name):
            self.serve(content, "public, max-age=300")
        else:
            self.send_error(404)


class ModuleDoor(_Door):
    """The widgets' JavaScript, named by its content."""

    async def get(self, name: str) -> None:
        """Serve a module of the page."""
        if content := self.house.module(name):
            self.serve(content, "public, max-age=31536000, immutable")
        else:
            self.send_error(404)


class NoDoor(_Door):
    """Everything else."""

    async def prepare(self) -> None:
        """Say that there is nothing."""
        self.send_error(404)


class SocketDoor(WebSocketHandler):
    """A phone's connection."""

    phone: Phone | None = None

    @staticmethod
    def cookie(port: int) -> str:
        """Return the name of the cookie that says who it is."""
        return cookie_name(port)

    def initialize(self, house: Hub) -> None:
        """Take the hub."""
        self.house = house

    def check_origin(self, origin: str) -> bool:
        """Whether the page came from here."""
        return urlsplit(origin).netloc.lower() == self.request.host.lower()

    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Connect who has a ticket and comes from our page."""
        signed = self.get_signed_cookie(self.cookie(self.house.port), max_age_days=2)
        if signed is None or not self.request.headers.get("Origin"):
            self.set_status(403)
            self.finish("Ask for the link or scan the code.")
            return
        self.person = signed.decode("ascii", "replace")
        if not self.house.may_return(self.person):
            self.set_status(429)
            self.finish("This page connects too often; wait a moment.")
            return
        if not self.house.may_connect(self.person):
            self.set_status(429)
            self.finish("This page is open too often; close some of them.")
            return
        await super().get(*args, **kwargs)

    def open(self, *args: str, **kwargs: str) -> None:
        """Join the audience."""
        self.set_nodelay(True)
        assert self.ws_connection is not None
        assert self.ws_connection.stream is not None
        self._stream = self.ws_connection.stream
        if hasattr(socket, "TCP_NOTSENT_LOWAT"):
            self._stream.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT)
        self.phone = self.house.join(self.person, self._send)

    def on_message(self, message: str | bytes) -> Awaitable[None] | None:
        """Take a message; what is none is answered in a sentence, too many end the connection."""
        assert self.phone is not None
        if not self.house.may_speak(self.person):
            self.close(1008, "too many messages")
            return None
        try:
            read = json.loads(message)
            if not isinstance(read, dict) or not isinstance(read.get("type"), str):
                raise ValueError("not a message")
        except (ValueError, RecursionError):
            self.phone.reply({"sorry": "That was not understood; please reload the page."})
            return None
        self.house.hear(self.phone, read)
        return None

    def on_close(self) -> None:
        """Leave the audience."""
        if self.phone:
            self.house.leave(self.phone)

    def _send(self, message: bytes) -> asyncio.Future[None] | None:
        stream, taken = self._stream, 0
        try:
            if not stream.writing():
                # Straight to the socket, which nearly always takes it all: the stream's own way there costs as much again.
                with contextlib.suppress(BlockingIOError):
                    taken = stream.socket.send(message)
                if taken == len(message):
                    return None
            rest = stream.write(message[taken:])
        except (OSError, AttributeError):
            # It is closed, or closes now.
            stream.close()
            return None
        ending = asyncio.get_running_loop().call_later(PATIENCE, stream.close)
        rest.add_done_callback(lambda _: ending.cancel())
        return rest


class StageSocketDoor(SocketDoor):
    """A stage's connection."""

    @staticmethod
    def cookie(port: int) -> str:
        """Return the name of the stage's cookie."""
        return stage_cookie_name(port)


def _is_host(host: str) -> bool:
    return bool(host) and all(c.isalnum() or c in ".-:[]" for c in host)


def application(house: Hub) -> Application:
    """Return the whole of what is served."""
    leads = {"house": house}
    return Application(
        [
            ("/", FrontDoor, leads),
            ("/stage", StageDoor, leads),
            ("/ws", SocketDoor, leads),
            ("/ws/stage", StageSocketDoor, leads),
            ("/score", ScoreDoor, leads),
            ("/score/wide", WideScoreDoor, leads),
            (r"/static/((?:words/)?[a-z_]+\.(?:js|css|svg|json))", StaticDoor, leads),
            (r"/module/([0-9a-f]{16}\.js)", ModuleDoor, leads),
        ],
        default_handler_class=NoDoor,
        default_handler_args=leads,
        cookie_secret=house.secret,
        websocket_max_message_size=LONGEST,
        websocket_ping_interval=15,
        websocket_ping_timeout=15,
        log_function=lambda handler: None,
    )

"""Following the hub from a notebook: one phone more, whose frames go to the widgets in the cells.

A kernel connects as every phone does, with the audience's link, so widgets in a cell see and may do what a phone does: no more,
and by the same path.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import WeakSet

import httpx
from websockets import Origin
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

if TYPE_CHECKING:
    from antiphon.apps.widgets import _Widget as Widget

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 8.0
"""Seconds until it connects again; doubled each time."""

PATIENCE = 30.0
"""Seconds that following may take."""

_REPLIES = ("answer", "refused", "sorry")
"""The keys of frames that answer what a widget sent."""

log = logging.getLogger(__name__)


class NotFollowed(Exception):
    """The hub could not be followed; the message says why, and what to do."""


class Following:
    """A connection to a hub, on a thread of its own; it comes back after a break.

    Attributes:
        link: The audience's link.
        session: What the hub tells phones, by key.
    """

    def __init__(self, link: str) -> None:
        """Come in by the link.

        Raises:
            NotFollowed: The hub is not there, or the link is not its.
        """
        self.link = link
        self.session: dict[str, Any] = {}
        self._at: dict[str, float] = {}
        self._online = False
        self._engraving: dict[str, Any] = {}
        self._socket: ClientConnection | None = None
        self._cookie = _come_in(link)
        self._told = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="antiphon following", daemon=True)
        self._thread.start()
        if not self._told.wait(PATIENCE):
            self.close()
            raise NotFollowed(
                f"The audience's page at {_host(link)} told nothing in {PATIENCE:g} s; try again."
            )

    def send(self, message: Mapping[str, Any]) -> None:
        """Send what a widget sends; without a connection it is lost, as on a phone."""
        asyncio.run_coroutine_threadsafe(self._send(dict(message)), self._loop)

    def close(self) -> None:
        """Leave."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._task.cancel)
            self._thread.join(5)

    @property
    def closed(self) -> bool:
        """Whether it was left."""
        return not self._thread.is_alive()

    def feed(self, widget: Widget) -> None:
        """Give a widget what is known."""
        now = time.time()
        widget.session = {
            "stage": {"link": self.link, "qr": _code(self.link), "people": None, "votes": {}},
            **{key: value for key, value in self.session.items() if key != "stage"},
            "online": self._online,
            "told": {"now": now, "at": dict(self._at)},
        }
        if widget.has_trait("engraving") and self._engraving:
            widget.engraving = self._engraving

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._task = self._loop.create_task(self._stay())
        with contextlib.suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._task)
        self._loop.close()

    async def _stay(self) -> None:
        host, pause = _host(self.link), FIRST_PAUSE
        while True:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                headers = {"Cookie": self._cookie}
                url = f"{self._socket_scheme}://{host}/ws"
                async with connect(
                    url,
                    additional_headers=headers,
                    origin=Origin(_origin(self.link)),
                    proxy=None,
                    max_size=None,
                ) as socket:
                    self._socket, self._online = socket, True
                    try:
                        async for text in socket:
                            await self._hear(json.loads(text))
                            pause = FIRST_PAUSE
                    finally:
                        self._socket, self._online = None, False
                        self._show()
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    @property
    def _socket_scheme(self) -> str:
        return "wss" if self.link.startswith("https") else "ws"

    async def _hear(self, frame: dict[str, Any]) -> None:
        if any(key in frame for key in _REPLIES):
            for widget in list(_widgets):
                widget.send(frame)
        told = {key: value for key, value in frame.items() if key not in (*_REPLIES, "values")}
        now = time.time()
        self.session |= told
        self._at |= dict.fromkeys(told, now)
        self._show()
        self._told.set()
        version = (self.session.get("score") or {}).get("version")
        if version and version != self._engraving.get("version"):
            await self._fetch_score(version)

    async def _fetch_score(self, version: str) -> None:
        with contextlib.suppress(httpx.HTTPError, ValueError, KeyError):
            async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
                answer = await client.get(f"{_origin(self.link)}/score", headers={"Cookie": self._cookie})
                systems = answer.raise_for_status().json()["systems"]
                self._engraving = {"version": version, "systems": systems}
                self._show()

    async def _send(self, message: dict[str, Any]) -> None:
        if self._socket is not None:
            with contextlib.suppress(ConnectionClosed):
                await self._socket.send(json.dumps(message))

    def _show(self) -> None:
        for widget in list(_widgets):
            try:
                self.feed(widget)
            except Exception:
                log.exception("A widget could not be told what the hub said.")


_widgets: WeakSet[Widget] = WeakSet()
_following: Following | None = None


def follow(link: str) -> Following:
    """Make all widgets of this notebook live: those that are there, and those that come.

    Following the same link again, when a cell is run again, goes on as it is; another link takes its place.

    Args:
        link: The audience's link, as the lab shows it, or `piece.audience.link`.

    Raises:
        NotFollowed: The hub is not there, or the link is not its.
    """
    global _following
    if _following is None or _following.closed or _following.link != link:
        before, _following = _following, Following(link)
        if before is not None:
            before.close()
        _following._show()
    return _following


def show(widget: Widget) -> None:
    """Have a widget shown what is followed, and take what it sends."""
    widget.on_msg(_sent)
    _widgets.add(widget)
    if _following is not None and not _following.closed:
        _following.feed(widget)


def _sent(widget: Widget, content: Any, buffers: Any) -> None:
    if _following is not None and isinstance(content, dict) and isinstance(content.get("type"), str):
        _following.send(content)


def _come_in(link: str) -> str:
    """The cookie that the hub gives to who has its link."""
    try:
        answer = httpx.get(link, trust_env=False, timeout=PATIENCE)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotFollowed(
            f"The audience's page at {_host(link)} is not there ({error}): is it open?"
        ) from None
    if not answer.cookies:
        raise NotFollowed(
            f"{_host(link)} did not let us in: copy the whole link of the audience from the lab."
        )
    return "; ".join(f"{name}={value}" for name, value in answer.cookies.items())


def _origin(link: str) -> str:
    parts = urlsplit(link)
    return f"{parts.scheme}://{parts.netloc}"


def _host(link: str) -> str:
    return urlsplit(link).netloc or link


def _code(link: str) -> str:
    import segno

    code: str = segno.make(link, error="l", micro=False).svg_inline(border=2, omitsize=True, light="#fff")
    return code

"""The sockets of rooms: joining a piece's document, with the role deciding what is taken."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server_ydoc.handlers import (
    DocForkHandler,
    DocSessionHandler,
    TimelineHandler,
    UndoRedoHandler,
    YDocWebSocketHandler,
)
from jupyter_server_ydoc.utils import room_id_from_encoded_path
from tornado.escape import url_unescape
from tornado.web import HTTPError

from antiphon.lab.guard import ReaderGuard, update_in
from antiphon.lab.identity import person_of
from antiphon.lab.rooms import FILE_TYPE, SUFFIX, AntiphonRoom, FileRefused
from antiphon.session.people import Person

if TYPE_CHECKING:
    from antiphon.lab.app import AntiphonApp

ROOM_PREFIX = f"text:{FILE_TYPE}:"
EVERYBODY = "JupyterLab:globalAwareness"

LARGEST_MESSAGE = 32 * 1024 * 1024
"""Longest message taken, in bytes."""

REFUSED = 1003
"""The code of a close that makes the stock front end show its reason, and offer to load the page again."""

QUIET_SECONDS = 30.0
"""How long a page that was turned away is turned away without another dialog: it tries ten times a second."""

_RAW = 2


class RoomHandler(YDocWebSocketHandler):  # type: ignore[misc]
    """The WebSocket of a room; of a piece's, ours, and of any other file's, the stock one."""

    def initialize(self, lab: AntiphonApp, **options: Any) -> None:
        """As the stock handler.

        Args:
            lab: The extension.
            options: Passed on.
        """
        super().initialize(**options)
        self._lab = lab
        self._rejected = False
        self._guard: ReaderGuard | None = None

    @property
    def max_message_size(self) -> int:
        """Longest message taken, in bytes."""
        return LARGEST_MESSAGE if self._is_ours else int(super().max_message_size)

    @property
    def _is_ours(self) -> bool:
        return bool(room_id_from_encoded_path(self.request.path).startswith(ROOM_PREFIX))

    def may_enter(self, person: Person) -> bool:
        """Whether somebody other than the teacher may open this room: that of their piece, and of all people."""
        room = room_id_from_encoded_path(self.request.path)
        file = room.removeprefix(ROOM_PREFIX)
        return room == EVERYBODY or bool(
            self._is_ours and self.settings["file_id_manager"].get_path(file) == person.piece
        )

    def check_origin(self, origin: str) -> bool:
        """Refuse other sites' pages: the stock handler lets them in, with the reader's cookie."""
        return bool(JupyterHandler.check_origin(self, origin))

    async def prepare(self) -> None:
        """Know who asks, and have the room started."""
        await JupyterHandler.prepare(self, _redirect_to_login=False)
        if self.current_user is None:
            raise HTTPError(403)
        if not self._is_ours:
            await super().prepare()
            return
        if self._lab.was_turned_away(self._session_id):
            raise HTTPError(403, "This page was turned away and has to be loaded again.")
        self._room_id = room_id_from_encoded_path(self.request.path)
        self.room = await self._lab.room(self._room_id)

    @property
    def _session_id(self) -> str:
        return str(self.get_query_argument("sessionId", ""))

    async def open(self, room_id: str) -> None:
        """Bring the new peer into the room, or say why not.

        Its edits are sent at once: Nagle's algorithm would hold back a small one for the 40 ms of a delayed
        acknowledgement.
        """
        self.set_nodelay(True)
        if not isinstance(self.room, AntiphonRoom):
            await super().open(room_id)
            return
        if not self._lab.is_of_history(self._session_id, self.room):
            self._turn_away({"reason": "unknown_session", "reloadable": True})
            return
        if self.room.cleaner is not None:
            self.room.cleaner.cancel()
        try:
            async with self._room_lock(self._room_id):
                await self.room.initialize()
        except Exception as error:
            await self._refuse(error)
            return
        self.create_task(self._websocket_server.serve(self))
        self._emit_awareness_event(self.current_user.username, "join")

    async def _refuse(self, error: Exception) -> None:
        self.log.error("%s cannot be opened: %s", self.room.path, error)
        brief = (
            error.brief if isinstance(error, FileRefused) else "The server could not read it: see its log."
        )
        self._turn_away({"reason": "initialization_error", "errorReason": brief})
        if not self.room.clients:
            self._cleanup_delay = 0
            await self._clean_room()

    def _turn_away(self, reason: dict[str, Any]) -> None:
        self._rejected = True
        self._lab.turn_away(self._session_id)
        self.close(REFUSED, json.dumps(reason, separators=(",", ":")))

    async def on_message(self, message: Any) -> None:
        """Take a message, if this person's role may send it."""
        if self._rejected:
            return
        if not isinstance(message, bytes) or not message:
            return
        if isinstance(self.room, AntiphonRoom):
            role = self._lab.role_now(person_of(self.current_user))
            if role is None:
                self._turn_away({"reason": "unknown_session", "reloadable": True})
                return
            if not role.writes and self._is_refused(message):
                return
        await super().on_message(message)

    def _is_refused(self, message: bytes) -> bool:
        if message[0] == _RAW:
            return True
        try:
            update = update_in(message)
        except Exception:
            return True
        if update is None:
            return False
        self._guard = self._guard or ReaderGuard(self.room.ydoc)
        if self._guard.changes_piece(update):
            self.log.warning("An edit by %s, who may only read, was refused.", self.current_user.username)
            self._turn_away(
                {"reason": "forbidden", "reloadable": True, "errorReason": "You may only read this."}
            )
        return True

    def on_close(self) -> None:
        """Leave the room."""
        if getattr(self, "room", None) is not None:
            super().on_close()


class RoomSessionHandler(DocSessionHandler):  # type: ignore[misc]
    """Tells a front end the room of a file.

    For a piece, the session id is that of the room's history, and stays over restarts of the server, so that open
    pages go on; after its point comes a number of the page's own.
    """

    def initialize(self, lab: AntiphonApp) -> None:
        """As the stock handler.

        Args:
            lab: The extension.
        """
        self._lab = lab

    def may_enter(self, person: Person) -> bool:
        """Whether somebody other than the teacher may ask for this file's room."""
        body = self.get_json_body() or {}
        path = (self.path_args or [""])[0].strip("/")
        return body.get("type") == FILE_TYPE and body.get("format") == "text" and path == person.piece

    def finish(self, chunk: Any = None) -> Any:
        """Answer; with our session id, where it is about a piece."""
        body = self._answer(chunk)
        if body is None:
            return super().finish(chunk)
        body["sessionId"] = f"{self._lab.history.id(body['fileId'])}.{secrets.token_hex(4)}"
        return super().finish(json.dumps(body))

    def _answer(self, chunk: Any) -> dict[str, Any] | None:
        if self.get_status() not in (200, 201) or not isinstance(chunk, str):
            return None
        body = json.loads(chunk)
        return body if body.get("type") == FILE_TYPE and body.get("format") == "text" else None


def _refuse_pieces(handler: JupyterHandler) -> None:
    names = [url_unescape(handler.request.path), handler.get_query_argument("type", "")]
    if any(name == FILE_TYPE or f"{FILE_TYPE}:" in name or name.endswith(SUFFIX) for name in names):
        raise HTTPError(404, "A piece has no forks and no timeline.")


class ForkHandler(DocForkHandler):  # type: ignore[misc]
    """The stock forks, for other files than pieces."""

    async def prepare(self) -> None:
        """Refuse pieces."""
        await super().prepare()
        _refuse_pieces(self)


class PieceTimelineHandler(TimelineHandler):  # type: ignore[misc]
    """The stock timeline, for other files than pieces."""

    async def prepare(self) -> None:
        """Refuse pieces."""
        await super().prepare()
        _refuse_pieces(self)


class PieceUndoRedoHandler(UndoRedoHandler):  # type: ignore[misc]
    """The stock undo of the timeline, for other files than pieces."""

    async def prepare(self) -> None:
        """Refuse pieces."""
        await super().prepare()
        _refuse_pieces(self)

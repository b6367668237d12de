"""The sockets of rooms: joining a piece's document, with the role deciding what is taken."""

from __future__ import annotations

import contextlib
import json
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server_ydoc.handlers import (
    DocSessionHandler,
    YDocWebSocketHandler,
)
from jupyter_server_ydoc.utils import room_id_from_encoded_path
from pycrdt import create_awareness_message
from tornado.web import HTTPError
from tornado.websocket import WebSocketClosedError

from antiphon.document.encoding import Decoder, Malformed, read_payload, whole
from antiphon.document.update import read_state
from antiphon.lab.awareness import own_states
from antiphon.lab.claims import holder
from antiphon.lab.guard import Foreign, Missing, Refusal
from antiphon.lab.identity import person_of
from antiphon.lab.rooms import FILE_TYPE, AntiphonRoom, FileRefused
from antiphon.session.people import Person

if TYPE_CHECKING:
    from antiphon.lab.app import AntiphonApp

ROOM_PREFIX = f"text:{FILE_TYPE}:"
EVERYBODY = "JupyterLab:globalAwareness"

LARGEST_MESSAGE = 32 * 1024 * 1024
"""Longest message taken, in bytes."""

REFUSED = 1003
"""The code of a close that makes the stock front end show its reason, and offer to load the page again."""

LONGEST_REASON = 123
"""What of a reason fits where a WebSocket is closed, in bytes."""

_SYNC, _AWARENESS, _RAW = 0, 1, 2
_STEP_1, _STEP_2, _UPDATE = 0, 1, 2
_NOTHING = (b"", b"\x00\x00")


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
        self._client: int | None = None
        self._has_told = self._passed_over = False

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
        if self._lab.attempts.are_too_many(person_of(self.current_user)):
            raise HTTPError(
                403, "Too much was refused within a minute: wait a while, then load the page again."
            )
        if self._lab.turned_away.has(self._session_id):
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
        self._tell_who_is_there()
        self._emit_awareness_event(self.current_user.username, "join")

    def _tell_who_is_there(self) -> None:
        """Send what the others said of themselves: they say it again but every 15 seconds."""
        awareness = self.room.awareness
        if clients := [client for client, state in awareness.states.items() if state]:
            message = create_awareness_message(awareness.encode_awareness_update(clients))
            with contextlib.suppress(WebSocketClosedError):
                self.write_message(message, binary=True)

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
        self._lab.turned_away.note(self._session_id)
        self.close(REFUSED, closing(reason))

    async def on_message(self, message: Any) -> None:
        """Take a message, if this person may send it."""
        if self._rejected or not isinstance(message, bytes) or not message:
            return
        if not self._is_ours and self._room_id != EVERYBODY:
            await super().on_message(message)
            return
        person = person_of(self.current_user)
        role = self._lab.role_now(person)
        if role is None:
            self._turn_away({"reason": "unknown_session", "reloadable": True})
            return
        person = replace(person, role=role)
        try:
            if message[0] == _SYNC:
                await self._sync(message, person)
            elif message[0] == _AWARENESS:
                await self._awareness(message, person)
            elif message[0] == _RAW and self._is_ours:
                await self._raw(message, person)
            else:
                raise Malformed("it is of an unknown kind")
        except Malformed as error:
            self._note(person, "a message", f"It cannot be read: {error}.")

    async def _sync(self, message: bytes, person: Person) -> None:
        """Answer what asks for updates, and have the guard look at those that come."""
        step = message[1] if len(message) > 1 else None
        if step not in (_STEP_1, _STEP_2, _UPDATE):
            raise Malformed("it is no step of the protocol")
        try:
            payload = read_payload(message[2:])
            if step == _STEP_1:
                read_state(payload)
                await super().on_message(message)
            else:
                if step == _STEP_2:
                    self._has_told, self._passed_over = True, False
                if payload not in _NOTHING:
                    self._write(payload, person, step)
        except Malformed as error:
            self._forbid(person, "an edit", f"The edit cannot be read: {error}.")

    def _write(self, update: bytes, person: Person, step: int) -> None:
        if not isinstance(self.room, AntiphonRoom):
            self._note(person, "an edit", "Nothing is written in this room.")
            return
        try:
            self.room.guard.write(update, person)
        except Refusal as refusal:
            if isinstance(refusal, Missing) and not self._has_told:
                # JupyterLab passes an edit on before it says what it has; when it says that, the edit is in it.
                self._passed_over = True
                return
            if isinstance(refusal, Foreign) and step == _STEP_2:
                # After a crash while the disk took nothing, the others still have what somebody wrote then. It can be
                # taken from nobody but them, so everybody begins afresh with what they wrote themselves.
                self._note(person, "an edit", str(refusal))
                self._turn_away({"reason": "unknown_session", "reloadable": True})
                return
            self._forbid(person, "an edit", str(refusal))

    def _forbid(self, person: Person, what: str, sentence: str) -> None:
        self._note(person, what, sentence)
        self._turn_away(forbidden(sentence))

    def _note(self, person: Person, what: str, sentence: str) -> None:
        self._lab.attempts.note(person, f"{what} in {getattr(self.room, 'path', self._room_id)}", sentence)

    async def _awareness(self, message: bytes, person: Person) -> None:
        """Pass on what is said of the sender's own clients, in the sender's name."""
        states = own_states(
            read_payload(message[1:]), lambda client: self._is_own(client, person), self.current_user
        )
        if states is None:
            return
        await super().on_message(create_awareness_message(states))

    def _is_own(self, client: int, person: Person) -> bool:
        """Whether a client is this person's; the first of a connection that is nobody's becomes theirs."""
        claims = self.room.guard.claims if isinstance(self.room, AntiphonRoom) else self._lab.claims
        owner = claims.person(client)
        if owner is None and self._client is None:
            self._client = client
            claims.claim(client, holder(person))
            return True
        return owner == holder(person)

    async def _raw(self, message: bytes, person: Person) -> None:
        """Save, or say whether what was sent is kept."""
        decoder = Decoder(message[1:])
        with whole(decoder):
            word = decoder.text()
            number = decoder.integer() if word == "save" else 0
        if word == "save":
            if person.role.writes:
                await super().on_message(message)
                return
            self._note(person, "saving", "Readers have nothing to save.")
            await self._say({"type": "save", "responseTo": number, "status": "skipped"})
            return
        try:
            question = json.loads(word)
        except (ValueError, RecursionError):
            question = None
        match question:
            case {"type": "keep", "id": int() as id}:
                unkept = "The edit has not come yet." if self._passed_over else self.room.unkept
                await self._say(
                    {"type": "unkept", "id": id, "message": unkept} if unkept else {"type": "kept", "id": id}
                )
            case _:
                raise Malformed("it says nothing that is known")

    async def _say(self, word: dict[str, Any]) -> None:
        await self.send(self._encode_json_message(word))

    async def _clean_room(self) -> None:
        if isinstance(self.room, AntiphonRoom):
            # Edits that the disk does not take are nowhere but in the room.
            await self.room.kept()
        await super()._clean_room()

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


def forbidden(sentence: str) -> dict[str, Any]:
    """The reason of a close that leaves what was written on the page alone."""
    return {"reason": "forbidden", "reloadable": True, "errorReason": sentence}


def closing(reason: dict[str, Any]) -> str:
    """A reason as the text that a WebSocket is closed with, its sentence cut where it is too long."""
    text = json.dumps(reason, ensure_ascii=False, separators=(",", ":"))
    sentence = str(reason.get("errorReason", ""))
    while len(text.encode()) > LONGEST_REASON and sentence:
        sentence = sentence[:-1]
        shorter = {**reason, "errorReason": sentence.rstrip() + "…"}
        text = json.dumps(shorter, ensure_ascii=False, separators=(",", ":"))
    return text

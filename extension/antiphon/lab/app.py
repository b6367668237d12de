"""The extension application: collaboration as JupyterLab has it, with rooms for pieces, people and sessions."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from jupyter_server.auth import AllowAllAuthorizer
from jupyter_server.auth.identity import PasswordIdentityProvider
from jupyter_server.utils import ensure_async
from jupyter_server_ydoc.app import YDocExtension
from jupyter_server_ydoc.utils import decode_file_path
from jupyter_server_ydoc.websocketserver import exception_logger
from jupyter_ydoc.ybasedoc import YBaseDoc
from tornado.web import HTTPError
from traitlets.config import Config

from antiphon.lab import sockets
from antiphon.lab.attempts import Attempts
from antiphon.lab.audience import BEFOREHAND
from antiphon.lab.auditions import Auditions
from antiphon.lab.authorizer import AntiphonAuthorizer
from antiphon.lab.claims import PassingClaims
from antiphon.lab.door import DAY, Door, server_secret
from antiphon.lab.exports import Exports
from antiphon.lab.history import History
from antiphon.lab.history_file import StoreBusy
from antiphon.lab.identity import AntiphonIdentityProvider, person_of
from antiphon.lab.ledgers import Ledgers
from antiphon.lab.links import host_of, hub_url, join_url, lab_url, qr_code, stage_url
from antiphon.lab.options import Options
from antiphon.lab.page import page_config_hook
from antiphon.lab.register import SENT_AWAY
from antiphon.lab.rooms import FILE_TYPE, SUFFIX, AntiphonRoom
from antiphon.lab.routes import routes
from antiphon.lab.session_socket import GOING_AWAY
from antiphon.lab.sessions import Sessions
from antiphon.lab.starting import conductor_start, hub_start
from antiphon.lab.state_folder import HISTORY, SECRET, SESSIONS
from antiphon.lab.turned_away import TurnedAway
from antiphon.session.database import StoreTooNew
from antiphon.session.ledger import Deed
from antiphon.session.people import Person, is_person_id
from antiphon.session.pipe import Child, ChildFailed
from antiphon.session.role import Role
from antiphon.session.store import Store

LEAVING = 2.0
"""Seconds that pages have to close their sockets when the server stops."""


class AntiphonApp(Options, YDocExtension):  # type: ignore[misc]
    """Jupyter's collaboration extension under its own name, so that other files and extensions find it as it was,
    with Antiphon beside it.
    """

    @cached_property
    def sessions(self) -> Sessions:
        """The sessions of the pieces."""
        return Sessions(self, lambda: self._rooms, audience=self.audience)

    @cached_property
    def _secret(self) -> bytes:
        return server_secret(Path(self.state_dir) / SECRET)

    @cached_property
    def history(self) -> History:
        """The histories of the rooms; the file is opened when the first is needed.

        Raises:
            tornado.web.HTTPError: if it cannot be had; it is tried again the next time.
        """
        try:
            return History(Path(self.state_dir) / HISTORY, self._secret, self.ledger_seconds)
        except (StoreBusy, StoreTooNew) as error:
            self.log.error("%s", error)
            raise HTTPError(503, str(error)) from None

    @cached_property
    def ledgers(self) -> Ledgers:
        """What the ledgers tell."""
        return Ledgers(Path(self.state_dir) / HISTORY, self._secret, self.history)

    @cached_property
    def store(self) -> Store:
        """People, polls and steering; the file is opened when it is first needed."""
        return Store(Path(self.state_dir) / SESSIONS)

    @cached_property
    def attempts(self) -> Attempts:
        """What people were refused."""
        return Attempts(self.log)

    @cached_property
    def turned_away(self) -> TurnedAway:
        """The pages that have to load again."""
        return TurnedAway()

    @cached_property
    def claims(self) -> PassingClaims:
        """Whose clients are in the room of everybody's awareness."""
        return PassingClaims()

    @cached_property
    def exports(self) -> Exports:
        """The exports that are made, and their files."""
        return Exports(self.log)

    @cached_property
    def auditions(self) -> Auditions:
        """What people hear before they use it."""
        return Auditions(self.log)

    @cached_property
    def door(self) -> Door:
        """Makes and takes invitations."""
        door = Door(self.store, self._secret)
        door.on_join = self._joined
        return door

    def _link_jupyter_server_extension(self, serverapp: Any) -> None:
        super()._link_jupyter_server_extension(serverapp)
        chosen = serverapp.config.ServerApp
        if (
            serverapp.identity_provider_class is PasswordIdentityProvider
            and not {"identity_provider_class", "login_handler_class"} & chosen.keys()
        ):
            serverapp.identity_provider_class = AntiphonIdentityProvider
        if serverapp.authorizer_class is AllowAllAuthorizer and "authorizer_class" not in chosen:
            serverapp.authorizer_class = AntiphonAuthorizer

    def _prepare_config(self) -> None:
        traits = {**YDocExtension.class_own_traits(), **Options.class_own_traits()}
        self.extension_config = Config({name: getattr(self, name) for name in traits})
        self.settings[f"{self.name}_config"] = self.extension_config

    def initialize_settings(self) -> None:
        """Put what the handlers look for into the server's settings."""
        if self.session_store_path is None:  # type: ignore[has-type]
            self.session_store_path = str(Path(self.state_dir) / "collaboration_sessions.json")
        super().initialize_settings()
        settings = self.serverapp.web_app.settings
        settings["antiphon"] = self
        settings["page_config_hook"] = page_config_hook(settings.get("page_config_hook"))

    def initialize_handlers(self) -> None:
        """Put our handlers of rooms in the place of the stock ones."""
        super().initialize_handlers()
        self._serving: asyncio.Task[None] | None = None
        self.handlers[:] = routes(self.handlers, self)

    async def room(self, room_id: str) -> AntiphonRoom:
        """The room of a piece, started if it is not there; it loads when it is initialized.

        Raises:
            RuntimeError: if there is no file of that id.
        """
        server = self.ywebsocket_server
        if not server.started.is_set():
            self._serving = self._serving or asyncio.create_task(server.start())
            await server.started.wait()
        async with self._room_locks[room_id]:
            if not server.room_exists(room_id):
                server.add_room(room_id, await self._new_room(room_id))
            room = await server.get_room(room_id)
        assert isinstance(room, AntiphonRoom)
        return room

    async def _new_room(self, room_id: str) -> AntiphonRoom:
        file_format, file_type, file_id = decode_file_path(room_id)
        room = AntiphonRoom(
            room_id,
            file_format,
            file_type,
            self.file_loaders[file_id],
            self.serverapp.event_logger,
            log=self.log,
            save_delay=self.document_save_delay,
            exception_handler=exception_logger,
            history=self.history,
            store=self.store,
        )
        room.on_ready = self._room_ready
        room.on_stop = self._room_gone
        room.on_state = self._room_state
        await self.ywebsocket_server.start_room(room)
        return room

    async def get_document(self, *, create: bool = False, **which: Any) -> YBaseDoc | None:
        """As the stock extension; of a piece too, with its own room."""
        room_id = which.get("room_id") or ""
        if which.get("content_type") == FILE_TYPE and which.get("path") is not None:
            file_id = self.serverapp.web_app.settings["file_id_manager"].index(which["path"])
            room_id = f"{sockets.ROOM_PREFIX}{file_id}"
        if create and room_id.startswith(sockets.ROOM_PREFIX):
            await (await self.room(room_id)).initialize()
        document: YBaseDoc | None = await super().get_document(create=create, **which)
        return document

    def is_of_history(self, session_id: str, room: AntiphonRoom) -> bool:
        """Whether a page with this session id has a document that grew from the room's history."""
        _, _, file_id = decode_file_path(room.room_id)
        return session_id.partition(".")[0] == self.history.id(file_id)

    def role_now(self, person: Person) -> Role | None:
        """The role somebody has at this moment; None if they were sent away."""
        if not is_person_id(person.id):
            return person.role
        known = self.store.person(person.id)
        return known.role if known is not None else None

    @property
    def _rooms(self) -> list[AntiphonRoom]:
        rooms = self.ywebsocket_server.rooms.values()
        return [room for room in rooms if isinstance(room, AntiphonRoom)]

    def close_person(self, id: str) -> None:
        """Close all pages of somebody who was sent away."""
        self.sessions.dismiss(id)
        for room in list(self.ywebsocket_server.rooms.values()):
            for client in list(room.clients):
                if person_of(client.current_user).id == id:
                    client.close(sockets.REFUSED, sockets.closing(sockets.forbidden(SENT_AWAY)))

    def record(self, path: str, person: Person | None, deed: Deed) -> None:
        """Tell a piece's ledger what somebody did, or the audience; where the disk does not take it, the music goes on."""
        try:
            room = str(self.serverapp.web_app.settings["file_id_manager"].index(path))
            self.history.record(room, person, time.time(), deed)
        except (sqlite3.Error, HTTPError) as error:
            self.log.error("%s: the ledger could not be written: %s", path, error)

    def people_of(self, room: AntiphonRoom) -> set[str]:
        """The ids of those who joined a piece, or whose some of its ledger is."""
        joined = {person.id for person in self.store.people(room.path)}
        ledger = self.history.ledger
        return joined | ({id for id, _ in ledger.people(room.key).values()} if ledger else set())

    def forget_person(self, id: str, at: float) -> None:
        """Delete somebody's name everywhere, and send them away.

        Raises:
            sqlite3.Error: The disk does not take it.
        """
        self.history.erase(id, at)
        self.store.remove_person(id)
        self.close_person(id)
        self.sessions.all_changed()

    async def piece_problem(self, path: str) -> str:
        """Why there is no piece at `path`; empty if there is one."""
        contents = self.serverapp.contents_manager
        if not path.endswith(SUFFIX):
            return f"{path or 'That'} is not a piece: its name does not end in {SUFFIX}."
        try:
            found = await ensure_async(contents.file_exists(path))
        except HTTPError:
            found = False
        return "" if found else f"There is no piece {path} in this lab."

    async def open_room(self, path: str) -> AntiphonRoom:
        """The room of the piece at `path`, loaded.

        Raises:
            FileRefused: if the file is not a piece that this version reads.
        """
        file_id = self.serverapp.web_app.settings["file_id_manager"].index(path)
        room = await self.room(f"{sockets.ROOM_PREFIX}{file_id}")
        await room.initialize()
        return room

    def invite(self, role: Role, name: str | None, path: str) -> tuple[str, str]:
        """A link that lets somebody in, and its QR code as SVG.

        Args:
            role: What they may do.
            name: Whose it is; None for whoever comes.
            path: The piece.

        Raises:
            NameRefused: if nobody can be shown by that name.
        """
        ticket = self.door.invite(role, name, path, self.invitation_days * DAY)
        link = join_url(lab_url(self.serverapp, self.public_host), ticket)
        return link, qr_code(link)

    def audience_link(self, port: int, ticket: str) -> tuple[str, str]:
        """The audience's link, and its QR code as SVG."""
        link = hub_url(self.public_host or host_of(self.audience_address), port, ticket)
        return link, qr_code(link)

    def stage_link(self, port: int, ticket: str) -> tuple[str, str]:
        """The stage's link, and its QR code as SVG."""
        link = stage_url(self.public_host or host_of(self.audience_address), port, ticket)
        return link, qr_code(link)

    def engine_start(self, path: str) -> Mapping[str, Any]:
        """What the conductor is told of where it plays."""
        return conductor_start(self, path, self.door.invite(Role.ENGINE, "Engine", path, 366 * DAY))

    def hub_start(self, path: str) -> Mapping[str, Any]:
        """What the hub is told of itself."""
        return hub_start(self, path, self._secret, self.store.path)

    def _joined(self, person: Person) -> None:
        self.sessions.changed(person.piece)

    def _room_ready(self, room: AntiphonRoom) -> None:
        # Else the collector looks through all that a piece is made of every few seconds, and everybody waits.
        gc.freeze()
        self.sessions.attach(room)

    def _room_gone(self, room: AntiphonRoom) -> None:
        gc.unfreeze()
        self.sessions.detach(room)

    def _room_state(self, room: AntiphonRoom) -> None:
        self.sessions.changed(room.path)

    async def _empty_rooms(self) -> None:
        rooms = list(self.ywebsocket_server.rooms.values())
        for client in [client for room in rooms for client in room.clients]:
            client.close(GOING_AWAY)
        until = time.monotonic() + LEAVING
        while any(room.clients for room in rooms) and time.monotonic() < until:
            await asyncio.sleep(0.02)

    _beforehand: Child | None = None

    async def _start_jupyter_server_extension(self, serverapp: Any) -> None:
        try:
            self._beforehand = await Child.start(BEFOREHAND, {"type": "start"}, self.log)
        except ChildFailed as failure:
            self.log.warning("The audience's pages are made when they are opened: %s", failure)

    async def stop_extension(self) -> None:
        """Save what is not saved, let everybody go, and stop.

        A socket that is open when the event loop ends keeps a worker thread of anyio, and with it the process.
        """
        # First of all: who is impatient with us may end us before the engine has stopped.
        await asyncio.gather(*(room.save() for room in self._rooms if room.ready), return_exceptions=True)
        await self.sessions.close()
        await asyncio.gather(self.exports.close(), self.auditions.close())
        if self._beforehand is not None:
            await self._beforehand.stop()
        await self._empty_rooms()
        for room in self._rooms:
            await room.stop()
        if self.ywebsocket_server.started.is_set():
            await super().stop_extension()

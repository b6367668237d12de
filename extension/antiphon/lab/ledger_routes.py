"""The routes of a piece's ledger: who contributed what, the ledger as a file, and forgetting somebody (docs/architecture.md)."""

from __future__ import annotations

import json
import sqlite3
import time
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

import tornado.web
from jupyter_server.auth.decorator import authorized

from antiphon.lab.handlers import PieceHandler
from antiphon.lab.ledgers import ReportFailed
from antiphon.lab.piece_file import FileRefused
from antiphon.lab.rooms import AntiphonRoom
from antiphon.lab.seat import Refused
from antiphon.session.activity import MOST
from antiphon.session.role import Role
from antiphon.session.sheet import FORMATS

MOST_SPANS: Final = 1000

_FILES: Final = {
    "csv": ("text/csv; charset=utf-8", " ledger.csv"),
    "json": ("application/json", " ledger.json"),
    "split": ("text/plain; charset=utf-8", " split sheet.txt"),
}


class _LedgerHandler(PieceHandler):
    """What the routes of a ledger have in common."""

    async def _room(self) -> AntiphonRoom | None:
        """The piece's room; None where it was said why there is none."""
        problem = await self._lab.piece_problem(self._path)
        if problem:
            self._refuse(HTTPStatus.NOT_FOUND, problem)
            return None
        try:
            return await self._lab.open_room(self._path)
        except FileRefused as error:
            self._refuse(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
            return None

    def _fail(self, error: ReportFailed | Refused) -> None:
        """Say why there is nothing to be read."""
        asks_much = isinstance(error, Refused)
        status = HTTPStatus.TOO_MANY_REQUESTS if asks_much else HTTPStatus.UNPROCESSABLE_ENTITY
        self._refuse(status, str(error))


class LedgerHandler(_LedgerHandler):
    """`GET {base}antiphon/ledger?path=&spans=`: who contributed what, with an ETag; as `Ledgers.report`."""

    @tornado.web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer who contributed what."""
        asked = self.get_query_argument("spans", str(MOST))
        if not asked.isdigit() or not 1 <= int(asked) <= MOST_SPANS:
            return self._refuse(HTTPStatus.BAD_REQUEST, f"There are 1 to {MOST_SPANS} spans of time.")
        room = await self._room()
        if room is None:
            return None
        ledgers = self._lab.ledgers
        self.set_header("ETag", f'"{ledgers.state(room)}-{asked}"')
        self.set_header("Cache-Control", "private, no-cache")
        if self.check_etag_header():
            self.set_status(HTTPStatus.NOT_MODIFIED)
            self.finish()
            return None
        try:
            told = await ledgers.report(self._person.id, room, int(asked))
        except (ReportFailed, Refused) as error:
            self.clear_header("ETag")
            return self._fail(error)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(told, ensure_ascii=False))
        return None


class LedgerExportHandler(_LedgerHandler):
    """`GET {base}antiphon/ledger/export?path=&format=`: the ledger as `antiphon ledger export` writes it."""

    @tornado.web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer the file."""
        format = self.get_query_argument("format", "csv")
        if format not in FORMATS:
            return self._refuse(HTTPStatus.BAD_REQUEST, f"A ledger is exported as {', '.join(FORMATS)}.")
        room = await self._room()
        if room is None:
            return None
        try:
            text = await self._lab.ledgers.text(self._person.id, room, format)
        except (ReportFailed, Refused) as error:
            return self._fail(error)
        media, end = _FILES[format]
        name = quote(PurePosixPath(self._path).stem + end)
        self.set_header("Content-Type", media)
        self.set_header("Content-Disposition", f"attachment; filename*=UTF-8''{name}")
        self.finish(text)
        return None


class LedgerPeopleHandler(_LedgerHandler):
    """`DELETE {base}antiphon/ledger/people?path=&person=`, for the teacher: their name is deleted, and they are sent away.

    The chain of the ledger stays, and verifies; nobody can tell any more whose the rows were.
    """

    @tornado.web.authenticated
    @authorized
    async def delete(self) -> None:
        """Forget somebody."""
        if self._lab.role_now(self._person) is not Role.TEACHER:
            return self._refuse(HTTPStatus.FORBIDDEN, "Only the teacher may delete somebody's name.")
        person = self.get_query_argument("person", "")
        if person == self._person.id:
            return self._refuse(
                HTTPStatus.CONFLICT,
                "This is you, and what you do next would be recorded with your name again: stop the lab, and type "
                "antiphon ledger erase.",
            )
        room = await self._room()
        if room is None:
            return None
        if person not in self._lab.people_of(room):
            return self._refuse(HTTPStatus.NOT_FOUND, "Nobody of that id is known of this piece any more.")
        try:
            self._lab.forget_person(person, time.time())
        except sqlite3.Error as error:
            return self._refuse(
                HTTPStatus.INSUFFICIENT_STORAGE,
                f"The server cannot write to its disk ({error}), so nothing was deleted: make room on it, and try again.",
            )
        self.set_status(HTTPStatus.NO_CONTENT)
        self.finish()
        return None

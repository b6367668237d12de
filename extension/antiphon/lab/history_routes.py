"""The routes of a piece's history: its timeline, the piece at any moment, its versions, and restoring (docs/architecture.md)."""

from __future__ import annotations

import asyncio
import json
import math
import re
import sqlite3
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import tornado.web
from jupyter_server.auth.decorator import authorized

from antiphon.document.codec import DocumentError, decode, normalise
from antiphon.document.restoring import RestoringError, restoring
from antiphon.document.schema import is_id
from antiphon.document.types import Document
from antiphon.lab.handlers import PieceHandler
from antiphon.lab.history import History
from antiphon.lab.history_answers import (
    difference_answer,
    document_answer,
    removers,
    timeline_answer,
    version_answer,
)
from antiphon.lab.past import PastDamaged
from antiphon.lab.piece_file import FileRefused
from antiphon.lab.rooms import AntiphonRoom
from antiphon.lab.versions import Version
from antiphon.session.people import Person
from antiphon.session.role import Role

MOST_SPANS: Final = 1000
LONGEST_TITLE: Final = 120
MOST_NAMED: Final = 200
"""Versions of a piece that a player has named, at most: none of them ever goes by itself, and everybody is sent them all."""

_ONE_AT_A_TIME = asyncio.Semaphore(1)
"""A class that scrubs together leaves the server time for what it plays and writes."""


class Bad(Exception):
    """Something that is asked for cannot be; the message says why.

    Attributes:
        status: The HTTP status.
    """

    def __init__(self, message: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(message)
        self.status = status


class PastHandler(PieceHandler):
    """What the routes of a history have in common."""

    @property
    def _history(self) -> History:
        return self._lab.history

    async def _do(self, what: Any) -> None:
        """Do something with the piece's room, or say in a sentence why not."""
        problem = await self._lab.piece_problem(self._path)
        if problem:
            return self._refuse(HTTPStatus.NOT_FOUND, problem)
        try:
            await what(await self._lab.open_room(self._path))
        except Bad as bad:
            self._refuse(bad.status, str(bad))
        except (FileRefused, PastDamaged, RestoringError, DocumentError) as error:
            self._refuse(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        except sqlite3.Error as error:
            self.log.error("%s: the history could not be written: %s", self._path, error)
            self._refuse(
                HTTPStatus.INSUFFICIENT_STORAGE,
                f"The server's disk does not take it ({error}): nothing was changed. Tell whoever runs the server.",
            )
        return None

    def _answer(self, content: bytes, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(content)

    def _is_known(self, room: AntiphonRoom, what: str) -> bool:
        """Whether who asks has the answer, which does not change, already; it is said so then."""
        self.set_header("ETag", f'"{self._history.id(room.key)}-{what}"')
        self.set_header("Cache-Control", "private, no-cache")
        if known := bool(self.check_etag_header()):
            self.set_status(HTTPStatus.NOT_MODIFIED)
            self.finish()
        return known

    def _body(self) -> Mapping[str, Any]:
        body = self.get_json_body()
        return body if isinstance(body, dict) else {}

    def _step(self, room: AntiphonRoom, asked: Mapping[str, Any]) -> int:
        """The step that `step`, `at` or `version` names; the last one, where none of them is there."""
        room.chronicle()
        past = self._history.past
        last, _ = past.head(room.key)
        if "version" in asked:
            return self._version(room, str(asked["version"])).step
        try:
            if "step" in asked:
                step = int(asked["step"])
            elif "at" in asked:
                at = float(asked["at"])
                if not math.isfinite(at):
                    raise ValueError
                step = past.moment(room.key, at)
            else:
                step = last
        except (TypeError, ValueError, OverflowError):
            raise Bad("A moment is the number of a step, a time in seconds, or a version.") from None
        if not 0 <= step <= last:
            raise Bad(f"The history of this piece has steps 0 to {last}.", HTTPStatus.NOT_FOUND)
        return step

    def _version(self, room: AntiphonRoom, id: str) -> Version:
        version = self._history.versions.find(room.key, id)
        if version is None:
            raise Bad("There is no such version any more.", HTTPStatus.NOT_FOUND)
        return version

    def _title(self, body: Mapping[str, Any], what: str = "A version") -> str:
        title = body.get("title")
        words = " ".join(title.split()) if isinstance(title, str) else ""
        if not words or len(words) > LONGEST_TITLE:
            raise Bad(f"{what} has a name of 1 to {LONGEST_TITLE} characters.")
        return words

    def _writer(self) -> Person:
        """Who asks, if they write in this piece."""
        person = self._person
        role = self._lab.role_now(person)
        if role is None or not role.writes:
            raise Bad("You may only read: ask the teacher to be made a player.", HTTPStatus.FORBIDDEN)
        return person


class HistoryHandler(PastHandler):
    """`GET {base}antiphon/history?path=&spans=`: the timeline."""

    @tornado.web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer the timeline."""
        await self._do(self._timeline)

    async def _timeline(self, room: AntiphonRoom) -> None:
        asked = self.get_query_argument("spans", "240")
        if not re.fullmatch("[0-9]{1,4}", asked) or not 1 <= int(asked) <= MOST_SPANS:
            raise Bad(f"A timeline has 1 to {MOST_SPANS} spans.")
        room.chronicle()
        self._answer(timeline_answer(self._history, room.key, int(asked)))


class MomentHandler(PastHandler):
    """`GET {base}antiphon/history/document?path=` with `step`, `at` or `version`, and `measures` (ids, with commas).

    Answers `{document, step, at, person, people, hands}`. A step does not change: the answer has an ETag.
    """

    @tornado.web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer the piece at a moment."""
        await self._do(self._moment)

    async def _moment(self, room: AntiphonRoom) -> None:
        names = ("version", "step", "at")
        asked = {name: value for name in names if (value := self.get_query_argument(name, ""))}
        step = self._step(room, asked)
        named = self.get_query_argument("measures", "")
        measures = named.split(",") if named else None
        if not all(map(is_id, measures or ())):
            raise Bad("Measures are named by their ids, with commas.")
        if self._is_known(room, f"{step}-{named}"):
            return
        async with _ONE_AT_A_TIME:
            answer = document_answer(self._history, room.key, step, measures)
            await asyncio.sleep(0)
        self._answer(answer)


class DifferenceHandler(PastHandler):
    """`GET {base}antiphon/history/difference?path=&a=&b=`: what is different at `b` from what was at `a`.

    Each is the number of a step, the id of a version, or `now`. Answers `{a, b, total, alterations, parts, meters,
    people}`, with an ETag; `a` and `b` are `{step, at, person}`, the alterations those of `antiphon.document.comparison`
    with `who` did it.
    """

    @tornado.web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer the difference."""
        await self._do(self._difference)

    async def _difference(self, room: AntiphonRoom) -> None:
        first, last = (self._named(room, self.get_query_argument(name, "")) for name in ("a", "b"))
        if self._is_known(room, f"{first}-{last}"):
            return
        async with _ONE_AT_A_TIME:
            a, b = (self._history.past.state(room.key, step) for step in (first, last))
            removed = removers(self._history, room.key, first, last)
            # Music goes on meanwhile: nothing of this asks the history.
            answer = await asyncio.to_thread(difference_answer, a, b, removed)
        people = {a.person, b.person} | {each["who"] for each in answer["alterations"]}
        answer["people"] = {person: self._history.name(person) for person in sorted(people - {""})}
        self._answer(json.dumps(answer, ensure_ascii=False).encode())

    def _named(self, room: AntiphonRoom, moment: str) -> int:
        """The step that a word names: its number, the id of a version, or `now`."""
        if not moment:
            raise Bad("A difference is between two moments: a and b.")
        if moment == "now":
            return self._step(room, {})
        if self._history.versions.find(room.key, moment) is not None or not moment.isdigit():
            return self._step(room, {"version": moment})
        return self._step(room, {"step": moment})


class VersionsHandler(PastHandler):
    """Versions: `POST {title, step?|at?}` names one, `PUT ?id= {title}` renames one, `DELETE ?id=` takes one off the list."""

    @tornado.web.authenticated
    @authorized
    async def post(self) -> None:
        """Name the piece as it is, or was."""
        await self._do(self._name)

    @tornado.web.authenticated
    @authorized
    async def put(self) -> None:
        """Give a version another name."""
        await self._do(self._rename)

    @tornado.web.authenticated
    @authorized
    async def delete(self) -> None:
        """Take a version off the list."""
        await self._do(self._forget)

    async def _name(self, room: AntiphonRoom) -> None:
        person, body = self._writer(), self._body()
        title, versions = self._title(body), self._history.versions
        step = self._step(room, body)
        named = [each for each in versions.of(room.key) if (each.kind, each.person) == ("named", person.id)]
        if len(named) >= MOST_NAMED and self._lab.role_now(person) is not Role.TEACHER:
            raise Bad(f"You have named {len(named)} versions of this piece: take some off the list first.")
        version = versions.keep(room.key, time.time(), "named", person.id, title, step)
        self._history.know(person)
        self._tell(version, HTTPStatus.CREATED)

    async def _rename(self, room: AntiphonRoom) -> None:
        version = self._own(room)
        title = self._title(self._body())
        self._history.versions.rename(room.key, version.id, title, version.person or self._person.id)
        self._history.know(self._person)
        self._tell(self._version(room, version.id), HTTPStatus.OK)

    async def _forget(self, room: AntiphonRoom) -> None:
        self._history.versions.forget(room.key, [self._own(room).id])
        self.set_status(HTTPStatus.NO_CONTENT)
        self.finish()

    def _tell(self, version: Version, status: HTTPStatus) -> None:
        self._answer(json.dumps(version_answer(self._history, version)).encode(), status)

    def _own(self, room: AntiphonRoom) -> Version:
        """The version that is asked for, if it is this person's to change."""
        person = self._writer()
        version = self._version(room, self.get_query_argument("id", ""))
        if version.person not in ("", person.id) and self._lab.role_now(person) is not Role.TEACHER:
            raise Bad(
                "Somebody else named this version: only they and the teacher may change that.",
                HTTPStatus.FORBIDDEN,
            )
        return version


class RestorationsHandler(PastHandler):
    """`POST {base}antiphon/history/restorations?path= {step|at|version, part?, measures?: [first, last]}`.

    Keeps the piece as it is as a version, and answers `{version, changes: [[root, id, before, after]]}`, which this person
    may write: their page or notebook writes them, so that it is a step of their own undo.
    """

    @tornado.web.authenticated
    @authorized
    async def post(self) -> None:
        """Say what has to be written."""
        await self._do(self._restore)

    async def _restore(self, room: AntiphonRoom) -> None:
        person, body = self._writer(), self._body()
        step, part, measures = self._step(room, body), body.get("part", ""), body.get("measures")
        match measures:
            case None:
                within = None
            case [str(first), str(last)]:
                within = (first, last)
            case _:
                raise Bad("Measures are named by the ids of the first and the last.")
        if not isinstance(part, str):
            raise Bad("A part is named by its id.")
        async with _ONE_AT_A_TIME:
            then = document_at(self._history, room.key, step)
            now = decode(room.text)
            changes = restoring(then, now, part=part, measures=within)
            await asyncio.sleep(0)
        if not changes:
            return self._answer(json.dumps({"version": None, "changes": []}).encode())
        role = self._lab.role_now(person) or Role.GUEST
        if sentence := room.guard.why_not(changes, person, role):
            raise Bad(sentence, HTTPStatus.FORBIDDEN)
        version = self._history.versions.keep(room.key, time.time(), "before", person.id)
        self._history.know(person)
        answer = {
            "version": version_answer(self._history, version),
            "changes": [list(change) for change in changes],
        }
        return self._answer(json.dumps(answer, ensure_ascii=False).encode(), HTTPStatus.CREATED)


def document_at(history: History, room: str, step: int) -> Document:
    """A piece as it was after a step.

    Raises:
        PastDamaged: it cannot be read.
    """
    return normalise(json.loads(history.past.state(room, step).text))

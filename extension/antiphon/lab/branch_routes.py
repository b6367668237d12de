"""The routes of a piece's branches: a new piece from any moment of it, and merging one into another.

The teacher makes and merges branches: a branch is a piece of its own, and a player is in the piece that they were invited to. Who
may enter the piece sees which branches there are.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any, Final, cast

import tornado.web
from jupyter_server.auth.decorator import authorized
from jupyter_server.utils import ensure_async
from tornado.web import HTTPError

from antiphon.document.codec import decode, encode
from antiphon.document.comparison import Alteration, Comparison, music_of
from antiphon.document.conflict import Choice
from antiphon.document.merging import MergeError
from antiphon.document.types import Document
from antiphon.document.uniting import Union, uniting
from antiphon.lab.branches import Branch
from antiphon.lab.history_answers import comparison_answer, version_answer
from antiphon.lab.history_routes import Bad, PastHandler, document_at
from antiphon.lab.lineage import Moment
from antiphon.lab.new_piece import in_a_name, save_new
from antiphon.lab.rooms import AntiphonRoom
from antiphon.session.people import Person
from antiphon.session.role import Role

TEACHERS: Final = (
    "The teacher makes and merges branches: a branch is a piece of its own, outside the one that you were invited to. "
    "To work in one, ask the teacher for an invitation to it."
)

_NEW: Final = (
    "There are conflicts that you have not seen: somebody has written meanwhile. Nothing was merged."
)


class _OfBranches(PastHandler):
    """What the routes of branches have in common."""

    @property
    def _contents(self) -> Any:
        return self.contents_manager

    def _teacher(self) -> Person:
        """Who asks, if they are the teacher."""
        person = self._person
        if self._lab.role_now(person) is not Role.TEACHER:
            raise Bad(TEACHERS, HTTPStatus.FORBIDDEN)
        return person

    async def _path_of(self, room: str) -> str:
        """Where a room's file is; empty where it is gone."""
        path = self.settings["file_id_manager"].get_path(room)
        with suppress(HTTPError):
            if path and await ensure_async(self._contents.file_exists(path)):
                return str(path)
        return ""


class BranchesHandler(_OfBranches):
    """Branches: `GET` lists them, `POST {title, step?|at?|version?}` makes one of the piece as it is, or was.

    `GET` answers `{of, branches}`: what this piece is a branch of, or null, and its branches, each
    `{path, title, step, at, person, name, merged}`: `path` is empty where the file is gone, `merged` is when it was last merged
    into this piece, or null.
    """

    @tornado.web.authenticated
    @authorized
    async def get(self) -> None:
        """List the branches."""
        await self._do(self._list)

    @tornado.web.authenticated
    @authorized
    async def post(self) -> None:
        """Make a branch."""
        await self._do(self._branch)

    async def _list(self, room: AntiphonRoom) -> None:
        branches = self._history.branches
        own = branches.origin(room.key)
        answer = {
            "of": None if own is None else await self._told(own, own.origin, room),
            "branches": [await self._told(each, each.room, room) for each in branches.of(room.key)],
        }
        self._answer(json.dumps(answer, ensure_ascii=False).encode())

    async def _branch(self, room: AntiphonRoom) -> None:
        person, body = self._teacher(), self._body()
        title, step = self._title(body, "A branch"), self._step(room, body)
        text = encode(document_at(self._history, room.key, step))
        place = PurePosixPath(self._path)
        folder = "" if str(place.parent) == "." else str(place.parent)
        path = ""
        # A disk that is full refuses this already.
        self._history.know(person)
        try:
            path = await save_new(self.contents_manager, folder, f"{place.stem} – {in_a_name(title)}", text)
            key = self.settings["file_id_manager"].index(path)
            branch = Branch(key, room.key, step, time.time(), person.id, title)
            self._history.branches.add(branch)
        except (sqlite3.Error, HTTPError, OSError) as error:
            if path:
                # A branch that nobody knows of could not be merged.
                with suppress(HTTPError, OSError):
                    await ensure_async(self._contents.delete_file(path))
            why = (error.log_message or error.reason) if isinstance(error, HTTPError) else str(error)
            raise Bad(
                f"The branch was not made: the server's disk does not take it ({str(why).rstrip('.')}).",
                HTTPStatus.INSUFFICIENT_STORAGE,
            ) from None
        answer = await self._told(branch, branch.room, room)
        self._answer(json.dumps(answer, ensure_ascii=False).encode(), HTTPStatus.CREATED)

    async def _told(self, branch: Branch, other: str, room: AntiphonRoom) -> dict[str, Any]:
        """A branch, with the path of the piece at its other end."""
        return {
            "path": await self._path_of(other),
            "title": branch.title,
            "step": branch.step,
            "at": branch.at,
            "person": branch.person,
            "name": self._history.name(branch.person),
            "merged": self._history.branches.last_merged(room.key, other),
        }


class MergesHandler(_OfBranches):
    """`POST {base}antiphon/history/merges?path= {branch, choices?: {key: ours|theirs}, seen?: [key], preview?}`.

    Answers `{base, changes: [[root, id, before, after]], conflicts, difference}`: what has to be written for the piece to hold
    what `branch`, the path of another piece, holds, and what that is musically, with who did it in the branch. With `preview`
    that is all. Without, the piece is kept as a version (`version`), and the page or notebook writes the changes, so that they
    are one step of its person's own undo. Where there are conflicts that are not among `seen`, it answers 409 with a `message`,
    and nothing is to be written.
    """

    @tornado.web.authenticated
    @authorized
    async def post(self) -> None:
        """Say what has to be written."""
        await self._do(self._merge)

    async def _merge(self, room: AntiphonRoom) -> None:
        person, body = self._teacher(), self._body()
        other = await self._other(room, body)
        here, there, base = self._ends(room, other)
        united = self._united(document_at(self._history, *base), room.text, other.text, body)
        union, difference = await united
        if sentence := room.guard.why_not(union.changes, person, Role.TEACHER):
            raise Bad(sentence, HTTPStatus.FORBIDDEN)
        answer = {
            "base": {"path": await self._path_of(base.room), "step": base.step},
            "changes": [list(change) for change in union.changes],
            "conflicts": [conflict.to_json() for conflict in union.conflicts],
            "difference": self._told(difference, there),
        }
        seen = body.get("seen")
        if body.get("preview"):
            return self._tell(answer)
        if isinstance(seen, list) and any(each.key not in seen for each in union.conflicts):
            return self._tell({"message": _NEW, **answer}, HTTPStatus.CONFLICT)
        now = time.time()
        version = None
        if union.changes:
            version = version_answer(
                self._history, self._history.versions.keep(room.key, now, "before", person.id)
            )
        if base != there:
            self._history.branches.note_merge(here, there, now, person.id, union.changes)
        self._history.know(person)
        return self._tell({"version": version, **answer}, HTTPStatus.CREATED)

    async def _other(self, room: AntiphonRoom, body: Mapping[str, Any]) -> AntiphonRoom:
        path = body.get("branch")
        if not isinstance(path, str):
            raise Bad("What is to be merged is named by its path.")
        path = path.strip("/")
        if problem := await self._lab.piece_problem(path):
            raise Bad(problem, HTTPStatus.NOT_FOUND)
        other = await self._lab.open_room(path)
        if other.key == room.key:
            raise Bad("A piece cannot be merged into itself.")
        return other

    def _ends(self, room: AntiphonRoom, other: AntiphonRoom) -> tuple[Moment, Moment, Moment]:
        """The two pieces as they are, and what they have in common."""
        past = self._history.past
        for each in (room, other):
            each.chronicle()
        here, there = (Moment(each.key, past.head(each.key)[0]) for each in (room, other))
        base = self._history.branches.base(here, there)
        if base is None:
            raise Bad(
                "These two pieces have nothing in common that the server knows of: a branch is made in the history of its piece.",
                HTTPStatus.UNPROCESSABLE_ENTITY,
            )
        return here, there, base

    def _told(self, difference: Comparison, branch: Moment) -> dict[str, Any]:
        """What a merge does musically, with who did it in the branch."""
        hands = self._history.past.state(*branch).hands if difference else {}

        def who(each: Alteration) -> str:
            return hands.get(f"{each.root}  {each.ids[1] or ''}", "")

        answer = comparison_answer(difference, who)
        people = sorted({each["who"] for each in answer["alterations"]} - {""})
        return answer | {"people": {person: self._history.name(person) for person in people}}

    async def _united(
        self, began: Document, piece: str, branch: str, body: Mapping[str, Any]
    ) -> tuple[Union, Comparison]:
        choices = body.get("choices", {})
        if not isinstance(choices, dict) or any(each not in ("ours", "theirs") for each in choices.values()):
            raise Bad("A choice is ours or theirs.")

        def work() -> tuple[Union, Comparison]:
            ours = decode(piece)
            union = uniting(began, ours, decode(branch), cast("dict[str, Choice]", choices))
            return union, music_of(ours, union.document)

        try:
            # Some seconds for a large piece, while which everybody writes on.
            return await asyncio.to_thread(work)
        except MergeError as error:
            raise Bad(str(error)) from None

    def _tell(self, answer: Mapping[str, Any], status: HTTPStatus = HTTPStatus.OK) -> None:
        self._answer(json.dumps(answer, ensure_ascii=False).encode(), status)

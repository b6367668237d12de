"""Files in and out: `POST {base}antiphon/imports`, and `{base}antiphon/exports`.

Every refusal is `{message}`, one sentence, with the status that goes with it.
"""

from __future__ import annotations

import asyncio
import base64
import json
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import tornado.web
from jupyter_server.auth.decorator import authorized
from jupyter_server.utils import ensure_async
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError

from antiphon.document.codec import decode
from antiphon.lab.exports import FORMATS, Export, convert
from antiphon.lab.handlers import LabHandler, PieceHandler
from antiphon.lab.new_piece import save_new
from antiphon.lab.piece_file import FileRefused
from antiphon.lab.seat import Refused
from antiphon.score import ScoreError
from antiphon.score.conversion import importing
from antiphon.session.role import Role

if TYPE_CHECKING:
    pass

CHUNK = 1 << 20
"""Bytes of a file that are read at a time."""


class ImportsHandler(LabHandler):
    """Makes a piece of a score file: `?name=&folder=` with the file as the body, or `?path=` of one that is in the lab.

    Answers `{path, title, parts, measures, notes, losses}`. The piece is a new file beside it; nothing is overwritten.
    A page that goes away while it waits ends the work.
    """

    _work: asyncio.Task[Any] | None = None

    @tornado.web.authenticated
    @authorized
    async def post(self) -> None:
        """Import a file."""
        if self._person.role is not Role.TEACHER:
            return self._refuse(
                HTTPStatus.FORBIDDEN,
                "Only the teacher imports files: a new piece would be outside the one that you were invited to.",
            )
        self._work = asyncio.ensure_future(self._import())
        try:
            answer = await self._work
        except asyncio.CancelledError:
            if not self._work.cancelled():
                raise
            return None
        except ScoreError as error:
            return self._refuse(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        except HTTPError as error:
            reason = (error.log_message or error.reason or "it cannot be read or written").rstrip(".")
            return self._refuse(HTTPStatus(error.status_code), f"The file was not imported: {reason}.")
        self.set_status(HTTPStatus.CREATED)
        self.finish(json.dumps(answer))
        return None

    def on_connection_close(self) -> None:
        """Stop working for a page that is gone."""
        if self._work is not None:
            self._work.cancel()

    async def _import(self) -> dict[str, Any]:
        from antiphon.score.importing import refuse

        path = self.get_query_argument("path", "").strip("/")
        name = PurePosixPath(path or self.get_query_argument("name", "").replace("\\", "/")).name
        folder = str(PurePosixPath(path).parent) if path else self.get_query_argument("folder", "").strip("/")
        data = await self._read(path, name) if path else self.request.body
        refuse(name, len(data))
        done = await convert(importing(name), data, name)
        text = done.data.decode()
        document = decode(text)
        place = "" if folder == "." else folder
        saved = await save_new(self.contents_manager, place, PurePosixPath(name).stem, text)
        return {
            "path": saved,
            "title": document["meta"].get("title", ""),
            "parts": len(document["parts"]),
            "measures": len(document["measures"]),
            "notes": sum(event["kind"] == "note" for event in document["events"].values()),
            "losses": done.losses,
        }

    async def _read(self, path: str, name: str) -> bytes:
        from antiphon.score.importing import refuse

        contents: Any = self.contents_manager
        model = await ensure_async(contents.get(path, content=False))
        refuse(name, int(model.get("size") or 0))
        model = await ensure_async(contents.get(path, content=True, type="file", format="base64"))
        return base64.b64decode(model["content"])


class ExportsHandler(PieceHandler):
    """Exports of a piece as it is now, `?path=`.

    `POST {format, part?, paper?}` begins one, `GET &id=` says how it is, with `&file=1` it is the file, `DELETE &id=` ends it.
    """

    @tornado.web.authenticated
    @authorized
    async def post(self) -> None:
        """Begin an export."""
        if not self._person.role.writes:
            return self._refuse(
                HTTPStatus.FORBIDDEN,
                "A guest looks and listens; ask the teacher to make you a player, or for the file.",
            )
        body: Any = self.get_json_body()
        asked = body if isinstance(body, dict) else {}
        if asked.get("format") not in FORMATS:
            return self._refuse(HTTPStatus.BAD_REQUEST, f"An export's format is one of {', '.join(FORMATS)}.")
        options = {name: asked[name] for name in ("part", "paper") if isinstance(asked.get(name), str)}
        if options.get("paper", "a4") not in ("a4", "letter"):
            return self._refuse(HTTPStatus.BAD_REQUEST, "The paper of an export is a4 or letter.")
        problem = await self._lab.piece_problem(self._path)
        if problem:
            return self._refuse(HTTPStatus.NOT_FOUND, problem)
        try:
            room = await self._lab.open_room(self._path)
            export = self._lab.exports.start(self._person.id, self._path, room.text, asked["format"], options)
        except FileRefused as error:
            return self._refuse(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        except Refused as error:
            return self._refuse(HTTPStatus.CONFLICT, str(error))
        self.set_status(HTTPStatus.CREATED)
        self.finish(json.dumps(export.state))
        return None

    @tornado.web.authenticated
    @authorized
    async def get(self) -> None:
        """Say how an export is, or send its file."""
        export = self._export()
        if export is None:
            return
        if self.get_query_argument("file", "") and export.status == "done":
            await self._send(export)
        else:
            self.finish(json.dumps(export.state))

    @tornado.web.authenticated
    @authorized
    async def delete(self) -> None:
        """Cancel an export, or throw its file away."""
        export = self._export()
        if export is not None:
            self._lab.exports.drop(export)
            self.set_status(HTTPStatus.NO_CONTENT)
            self.finish()

    def _export(self) -> Export | None:
        try:
            return self._lab.exports.of(self.get_query_argument("id", ""), self._person.id)
        except Refused as error:
            self._refuse(HTTPStatus.NOT_FOUND, str(error))
            return None

    async def _send(self, export: Export) -> None:
        self.set_header("Content-Disposition", f"attachment; filename*=UTF-8''{quote(export.name)}")
        self.set_header("Content-Length", str(export.file.stat().st_size))
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Type", export.media)
        with export.file.open("rb") as file:
            while chunk := await asyncio.to_thread(file.read, CHUNK):
                self.write(chunk)
                try:
                    await self.flush()
                except StreamClosedError:
                    return
        self.finish(set_content_type=export.media)

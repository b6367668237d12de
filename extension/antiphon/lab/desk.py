"""The artist's desk: `GET {base}antiphon/desk?path=&language=`, a notebook with a kernel behind it, shown by Voilà to the teacher
alone. Without a language it is the browser's; the kernel reads it in the address that Voilà shows."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import tornado.web
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado.web import HTTPError

from antiphon.lab.handlers import OfPiece
from antiphon.session.languages import CATALOGUES, ENGLISH, preferred
from antiphon.session.share import find

if TYPE_CHECKING:
    from antiphon.lab.app import AntiphonApp

DESK = "desk.ipynb"
"""The desk's notebook. It is opened beside the piece, where the teacher edits it; the first time, ours is put there."""

VOILA = "voila_jinja2_env"
"""The setting of a server that has loaded Voilà's extension."""


class DeskHandler(OfPiece, JupyterHandler):
    """Takes the teacher to the desk. There is no rule of access for anybody else, here or at Voilà's own routes."""

    auth_resource = "antiphon"

    def initialize(self, lab: AntiphonApp) -> None:
        """As tornado.

        Args:
            lab: The extension.
        """
        self._lab = lab

    @tornado.web.authenticated
    @authorized
    async def get(self) -> None:
        """Go to the desk of a piece."""
        if VOILA not in self.settings:
            raise HTTPError(503, "The desk needs Voilà's server extension, which is switched off here.")
        if problem := await self._lab.piece_problem(self._path):
            raise HTTPError(404, problem)
        desk = Path(self._path).with_name(DESK)
        place = self._lab.root / desk
        if not place.is_file():
            try:
                shutil.copyfile(find("apps") / DESK, place)
            except OSError as error:
                raise HTTPError(507, f"The desk could not be put beside the piece: {error}") from error
        page = url_path_join(self.base_url, "voila/render", quote(desk.as_posix()))
        accepted = self.get_query_argument("language", "") or self.request.headers.get("Accept-Language", "")
        language = preferred(accepted, {ENGLISH, *CATALOGUES})
        self.redirect(f"{page}?{urlencode({'path': self._path, 'language': language})}")

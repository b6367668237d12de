"""What our handlers have in common: who asks, of which piece, and how it is refused."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from jupyter_server.base.handlers import APIHandler
from tornado.web import RequestHandler

from antiphon.lab.identity import person_of
from antiphon.session.people import Person

if TYPE_CHECKING:
    from antiphon.lab.app import AntiphonApp


class OfPiece(RequestHandler):
    """Something that is asked of a piece, `?path=`."""

    @property
    def _path(self) -> str:
        return str(self.get_query_argument("path", "")).strip("/")

    def may_enter(self, person: Person) -> bool:
        """Whether somebody other than the teacher may ask: of the piece they were invited to."""
        return self._path == person.piece


class LabHandler(APIHandler):
    """A handler of ours: who asks, and how it is refused."""

    auth_resource = "antiphon"

    def initialize(self, lab: AntiphonApp) -> None:
        """As tornado.

        Args:
            lab: The extension.
        """
        self._lab = lab

    @property
    def _person(self) -> Person:
        return person_of(self.current_user)

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        self.set_status(status)
        self.finish(json.dumps({"message": message}))


class PieceHandler(OfPiece, LabHandler):
    """A handler of ours, of what is asked of a piece."""

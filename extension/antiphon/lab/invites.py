"""Invitations: `POST {base}antiphon/invites`, for the teacher."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import tornado.web
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler

from antiphon.lab.identity import AntiphonIdentityProvider, person_of
from antiphon.lab.seat import Refused
from antiphon.session.people import NameRefused
from antiphon.session.role import INVITED, Role
from antiphon.session.saying import sentence_of, with_sayings

if TYPE_CHECKING:
    from antiphon.lab.app import AntiphonApp

AUDIENCE, STAGE = "audience", "stage"
"""What stands for a role in an invitation to the audience's page, and to the projector's."""


class InvitationRefused(Exception):
    """An invitation that is not made; the message says why in one sentence.

    Attributes:
        status: The HTTP status that goes with it.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class InvitesHandler(APIHandler):
    """Makes a link, and its QR code: `{role, name?, path}` → `{role, link, qr}`."""

    auth_resource = "antiphon"

    def initialize(self, lab: AntiphonApp) -> None:
        """As tornado.

        Args:
            lab: The extension.
        """
        self._lab = lab

    @tornado.web.authenticated
    @authorized
    async def post(self) -> None:
        """Invite somebody, or the audience."""
        try:
            invitation = await self._make()
        except InvitationRefused as refusal:
            self.set_status(refusal.status)
            invitation = {"message": sentence_of(refusal)}
        self.finish(json.dumps(with_sayings(invitation)))

    async def _make(self) -> dict[str, str]:
        if person_of(self.current_user).role is not Role.TEACHER:
            raise InvitationRefused(403, "Only the teacher invites people.")
        role, name, path = self._read()
        problem = await self._lab.piece_problem(path)
        if problem:
            raise InvitationRefused(404, problem)
        if role in (AUDIENCE, STAGE):
            link, qr = await self._invite_to_hub(role, path)
        else:
            link, qr = self._invite(Role(role), name, path)
        return {"role": role, "link": link, "qr": qr}

    def _read(self) -> tuple[str, str | None, str]:
        body: Any = self.get_json_body()
        fields = body if isinstance(body, dict) else {}
        role, name, path = fields.get("role"), fields.get("name"), fields.get("path")
        known = (*INVITED, AUDIENCE, STAGE)
        if role not in known:
            raise InvitationRefused(400, f"An invitation's role is one of {', '.join(known)}.")
        if name is not None and not isinstance(name, str):
            raise InvitationRefused(400, "An invitation's name is a text, or absent.")
        if not isinstance(path, str) or not path.strip("/"):
            raise InvitationRefused(400, "An invitation names the path of a piece.")
        return role, name, path.strip("/")

    def _invite(self, role: Role, name: str | None, path: str) -> tuple[str, str]:
        if not isinstance(self.identity_provider, AntiphonIdentityProvider):
            raise InvitationRefused(
                409,
                "This server knows people in another way "
                f"({type(self.identity_provider).__name__}), so Antiphon cannot invite them by link.",
            )
        if not self.identity_provider.auth_enabled:
            raise InvitationRefused(
                409,
                "This server lets everybody in as the teacher; start it with a token or a password to invite people.",
            )
        try:
            return self._lab.invite(role, name, path)
        except NameRefused as refusal:
            raise InvitationRefused(400, str(refusal)) from refusal

    async def _invite_to_hub(self, role: str, path: str) -> tuple[str, str]:
        session = self._lab.sessions.of(path)
        try:
            await session.open_audience()
        except Refused as refusal:
            raise InvitationRefused(503, sentence_of(refusal)) from refusal
        link = session.audience_link if role == AUDIENCE else session.stage_link
        assert link is not None
        return link

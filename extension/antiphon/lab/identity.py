"""Identity: who makes a request. Invited people are known by a ticket, then by the ordinary login cookie."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from jupyter_server.auth.identity import PasswordIdentityProvider, User
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError

from antiphon.lab.access import Answer, judge, reply
from antiphon.session.people import Person, is_person_id
from antiphon.session.role import Role
from antiphon.session.ticket import TicketRefused

if TYPE_CHECKING:
    from antiphon.lab.door import Door

_COLOURS = 7

PROGRAM = "teacher"
"""Who uses the server's own token without a browser, such as a notebook: Jupyter would make up a person at each request."""


@dataclass
class Invited(User):
    """Somebody who joined by an invitation.

    Attributes:
        role: Their role in the session.
        piece: The piece they were invited to, from the lab's root.
    """

    role: str = Role.GUEST
    piece: str = ""

    @classmethod
    def of(cls, person: Person) -> Invited:
        """The user that Jupyter sees."""
        initials = "".join(word[0] for word in person.name.split()[:2]).upper()
        colour = colour_of(person.id)
        return cls(person.id, person.name, person.name, initials, None, colour, person.role, person.piece)


def colour_of(id: str) -> str:
    """Somebody's colour, one of JupyterLab's for collaborators."""
    return f"var(--jp-collaborator-color{zlib.crc32(id.encode()) % _COLOURS + 1})"


def person_of(user: object) -> Person:
    """The person behind a user; who was not invited holds the server's own token or password: the teacher."""
    if isinstance(user, Invited):
        return Person(user.username, user.name, Role(user.role), user.piece)
    known = cast(User, user)
    return Person(known.username, known.display_name or known.name, Role.TEACHER, "")


class AntiphonIdentityProvider(PasswordIdentityProvider):
    """Jupyter's own login, and invitations beside it.

    The role of an invited person is looked up in the store at each request, and requests that their role does not
    allow are refused here, before the handler: not every handler asks the authorizer.
    """

    async def _get_user(self, handler: Any) -> User | None:
        user = await super()._get_user(handler)
        if isinstance(user, Invited) and user.role != Role.TEACHER:
            verdict = await judge(handler, person_of(user))
            if isinstance(verdict, Answer):
                reply(handler, verdict)
            elif not verdict:
                raise HTTPError(403, f"A {user.role} may not do this.")
        return user

    async def get_user_token(self, handler: Any) -> User | None:
        """The user of a token, or of a ticket in its place."""
        user = await super().get_user_token(handler)
        if isinstance(user, Invited):
            # The server's own token, from a browser that had joined as somebody else.
            return self.generate_anonymous_user(handler)
        # A ticket counts in the header only: as an address it would let a link change who its reader is.
        header = self.auth_header_pat.match(handler.request.headers.get("Authorization", ""))
        if user is not None and header is not None and self.get_user_cookie(handler) is None:
            return User(PROGRAM, "Teacher", "Teacher", "T")
        if user is not None or header is None or "|" not in header[2]:
            return user
        door = door_of(handler)
        if door is None:
            return None
        try:
            return Invited.of(door.admit(door.read(header[2])))
        except TicketRefused as refusal:
            self.log.warning("%s", refusal)
            return None

    def get_user_cookie(self, handler: Any) -> User | None:
        """The user of the request's cookie; nobody, where it is somebody invited who was sent away."""
        user = cast("User | None", super().get_user_cookie(handler))
        if user is None or not is_person_id(user.username):
            return user
        door = door_of(handler)
        person = door.store.person(user.username) if door is not None else None
        return Invited.of(person) if person is not None else None


def door_of(handler: JupyterHandler) -> Door | None:
    """The door of the server that handles a request; None while Antiphon is not loaded."""
    app = handler.settings.get("antiphon")
    return cast("Door", app.door) if app is not None else None

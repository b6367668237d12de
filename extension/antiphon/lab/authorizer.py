"""The authorizer: the second gate, at the handlers that ask it."""

from __future__ import annotations

from typing import Any

from jupyter_server.auth import Authorizer, User

from antiphon.lab.access import judge
from antiphon.lab.identity import Invited, person_of
from antiphon.session.role import Role


class AntiphonAuthorizer(Authorizer):
    """Lets the teacher do everything, and invited people what `antiphon.lab.access` lists."""

    async def is_authorized(self, handler: Any, user: User, action: str, resource: str) -> bool:
        """Whether `user` may do what the request asks.

        Args:
            handler: Handles the request.
            user: Who makes it.
            action: Jupyter's word for it: read, write or execute. Our list goes by handler and method instead.
            resource: Jupyter's word for what it is about.
        """
        if not isinstance(user, Invited) or user.role == Role.TEACHER:
            return True
        return await judge(handler, person_of(user)) is True

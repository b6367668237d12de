"""Roles: what a person in a session may do."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The role of a person (or of our own engine) on the lab server. The audience has none there."""

    TEACHER = "teacher"
    PLAYER = "player"
    GUEST = "guest"
    ENGINE = "engine"

    @property
    def writes(self) -> bool:
        """Whether their edits of the document are accepted."""
        return self in (Role.TEACHER, Role.PLAYER)

    @property
    def may(self) -> tuple[str, ...]:
        """The actions of the session socket that are open to them."""
        return _MAY[self]


INVITED = (Role.TEACHER, Role.PLAYER, Role.GUEST)
"""The roles a ticket for a person can carry."""

_MAY = {
    Role.TEACHER: (
        "play",
        "stop",
        "seek",
        "panic",
        "listen",
        "invite",
        "poll",
        "envelope",
        "people",
        "record",
    ),
    Role.PLAYER: ("play", "stop", "seek", "panic", "listen"),
    Role.GUEST: ("listen",),
    Role.ENGINE: (),
}

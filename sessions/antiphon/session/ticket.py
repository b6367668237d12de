"""Tickets: signed invitations to a piece."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from tornado.web import create_signed_value, decode_signed_value

from antiphon.session.role import Role

_NAME = "antiphon-ticket"
_LONGEST = 2000
_YEAR = 366.0


class TicketRefused(Exception):
    """A ticket that does not let anybody in; the message says why in one sentence for its holder."""


@dataclass(frozen=True)
class Ticket:
    """An invitation.

    Attributes:
        id: The ticket's own id, by which it can be revoked.
        person: The id of the person it is for; None where it is for whoever comes (a class).
        role: The role it gives.
        name: The person's name; None where each visitor is asked for it.
        path: The piece, from the lab's root.
        expires: When it ends, in seconds since the epoch.
    """

    id: str
    person: str | None
    role: Role
    name: str | None
    path: str
    expires: float


def mint_ticket_id() -> str:
    """A new ticket's id."""
    return secrets.token_hex(6)


def sign(secret: bytes, ticket: Ticket) -> str:
    """The text of `ticket`: a signed value of tornado's, which holds ``|``, ``:`` and ``=``."""
    fields = [ticket.id, ticket.person, ticket.role, ticket.name, ticket.path, round(ticket.expires)]
    value = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return create_signed_value(secret, _NAME, value).decode("ascii")


def read(secret: bytes, text: str, now: float) -> Ticket:
    """The ticket of a text made by `sign`.

    Args:
        secret: The server's secret.
        text: What the visitor brought.
        now: The time, in seconds since the epoch.

    Raises:
        TicketRefused: if it was not signed with this secret, or has expired.
    """
    value = decode_signed_value(secret, _NAME, text, max_age_days=_YEAR) if len(text) <= _LONGEST else None
    if value is None:
        raise TicketRefused("This invitation is not one of this session's; please ask for a new link.")
    try:
        id_, person, role, name, path, expires = json.loads(value)
        ticket = Ticket(id_, person, Role(role), name, path, expires)
    except ValueError as error:
        raise TicketRefused(
            "This invitation was made by another version; please ask for a new link."
        ) from error
    if now > ticket.expires:
        raise TicketRefused("This invitation has expired; please ask for a new link.")
    return ticket

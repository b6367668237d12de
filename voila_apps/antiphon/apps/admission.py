"""Admission: who of the audience gets in, and which page is the stage's.

The audience's link carries one ticket for everybody; who comes with it gets a random one of their own, in a cookie.
The stage's link carries a ticket of another kind, and its cookie is the stage's alone: a phone is no stage, nor a stage a phone.
All are values signed with the hub's secret (`tornado.web.create_signed_value`).
"""

import secrets

from tornado.web import create_signed_value, decode_signed_value

_INVITATION = "antiphon-audience"
_STAGE = "antiphon-stage"
_DAYS = 31.0
_LONGEST = 1000


def invite(secret: str, piece: str) -> str:
    """Return the ticket for the audience of `piece`: what follows `/?a=` in the link."""
    return create_signed_value(secret, _INVITATION, piece).decode("ascii")


def invite_stage(secret: str, piece: str) -> str:
    """Return the ticket for the stage of `piece`: what follows `/stage?s=` in the link."""
    return create_signed_value(secret, _STAGE, piece).decode("ascii")


def is_invited(secret: str, piece: str, ticket: str) -> bool:
    """Whether `ticket` was made by `invite` for this piece, in the last 31 days."""
    return _names(secret, _INVITATION, piece, ticket)


def is_of_stage(secret: str, piece: str, ticket: str) -> bool:
    """Whether `ticket` was made by `invite_stage` for this piece, in the last 31 days."""
    return _names(secret, _STAGE, piece, ticket)


def _names(secret: str, kind: str, piece: str, ticket: str) -> bool:
    if len(ticket) > _LONGEST:
        return False
    named = decode_signed_value(secret, kind, ticket, max_age_days=_DAYS)
    return named is not None and named.decode("utf-8", "replace") == piece


def mint_person() -> str:
    """Return a new listener's own ticket, before it is signed; says nothing about them."""
    return secrets.token_hex(12)


def cookie_name(port: int) -> str:
    """Return the name of a listener's cookie: cookies are shared by the ports of a host, sessions are not."""
    return f"antiphon-audience-{port}"


def stage_cookie_name(port: int) -> str:
    """Return the name of a stage's cookie."""
    return f"antiphon-stage-{port}"


def turn_name(port: int) -> str:
    """Return the name of the cookie of who waits for their turn to come in."""
    return f"antiphon-turn-{port}"

"""People: who is in a session."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass

from antiphon.session.role import Role

NAME_LENGTH = 40
"""Longest name of a person, in characters."""

_PREFIX = "antiphon-"


class NameRefused(ValueError):
    """A name nobody can be shown by; the message says why."""


@dataclass(frozen=True)
class Person:
    """Somebody who joined by an invitation.

    Attributes:
        id: Minted by the server; known to the others of the piece, it opens nothing.
        name: As the others see it.
        role: What they may do.
        piece: The path of the piece they were invited to, from the lab's root.
    """

    id: str
    name: str
    role: Role
    piece: str


def mint_id() -> str:
    """A new person's id; its prefix keeps it from being taken for a login of another kind."""
    return _PREFIX + secrets.token_hex(12)


def is_person_id(text: str) -> bool:
    """Whether `text` was made by `mint_id`.

    >>> is_person_id(mint_id()), is_person_id("0123456789abcdef")
    (True, False)
    """
    return text.startswith(_PREFIX)


def clean_name(text: str) -> str:
    """The name as it is kept: one line, single spaces, no control or direction characters.

    >>> clean_name("  Ada\\n Lovelace ")
    'Ada Lovelace'

    Raises:
        NameRefused: if nothing is left of it, or it is longer than `NAME_LENGTH`.
    """
    visible = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    name = " ".join(unicodedata.normalize("NFC", visible).split())
    if not any(unicodedata.category(c)[0] in "LNS" for c in name):
        raise NameRefused("Please give a name, so that the others know who you are.")
    if len(name) > NAME_LENGTH:
        raise NameRefused(f"Please give a name of at most {NAME_LENGTH} characters.")
    return name

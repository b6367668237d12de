"""The door: it makes tickets, reads them, and knows who came in."""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from antiphon.session.people import Person, clean_name, mint_id
from antiphon.session.role import Role
from antiphon.session.store import Store
from antiphon.session.ticket import Ticket, TicketRefused, mint_ticket_id, read, sign

DAY = 86400.0


class Door:
    """Lets people in by tickets, and remembers them in the store.

    Attributes:
        store: Where they are remembered.
        on_join: Called with whoever came in for the first time.
    """

    def __init__(self, store: Store, secret: bytes, clock: Callable[[], float] = time.time) -> None:
        """Open the door.

        Args:
            store: Where people are remembered.
            secret: Signs the tickets.
            clock: Says what time it is, in seconds since the epoch.
        """
        self.store = store
        self.on_join: Callable[[Person], None] = lambda person: None
        self._secret = secret
        self._clock = clock

    def invite(self, role: Role, name: str | None, path: str, seconds: float) -> str:
        """A ticket's text.

        Args:
            role: What it makes of its holder.
            name: Whose it is; None for whoever comes, who is asked for a name.
            path: The piece, from the lab's root.
            seconds: How long it is good for.

        Raises:
            NameRefused: if nobody can be shown by that name.
        """
        person = mint_id() if name is not None else None
        kept = clean_name(name) if name is not None else None
        ticket = Ticket(mint_ticket_id(), person, role, kept, path, self._clock() + seconds)
        return sign(self._secret, ticket)

    def read(self, text: str) -> Ticket:
        """The ticket of a text.

        Raises:
            TicketRefused: if it is not ours, has expired or was revoked.
        """
        ticket = read(self._secret, text, self._clock())
        if self.store.is_revoked(ticket.id):
            raise TicketRefused("This invitation was withdrawn; please ask for a new link.")
        return ticket

    def admit(self, ticket: Ticket, name: str | None = None) -> Person:
        """Let somebody in.

        Args:
            ticket: What they hold.
            name: What they call themselves, where the ticket does not say.

        Raises:
            TicketRefused: if neither the ticket nor they have a name, if they were sent away, or if it cannot be
                remembered who they are.
            NameRefused: if nobody can be shown by that name.
        """
        called = ticket.name or name
        if called is None:
            raise TicketRefused("This invitation is for several people: open its link in a browser to join.")
        person = Person(ticket.person or mint_id(), clean_name(called), ticket.role, ticket.path)
        known = self.store.person(person.id)
        if known is not None and known.name == person.name:
            return known
        if self.store.is_dismissed(person.id):
            raise TicketRefused("You were sent away from this piece; ask the teacher for a new invitation.")
        try:
            self.store.add_person(person)
        except sqlite3.Error as error:
            raise TicketRefused(
                f"The server cannot write to its disk ({error}), so nobody new can come in: tell whoever runs it."
            ) from error
        joined = self.store.person(person.id) or person
        self.on_join(joined)
        return joined


def server_secret(path: Path) -> bytes:
    """The secret kept in a file that only its owner reads; made at the first call."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        secret = path.read_bytes()
        if len(secret) < 32:
            raise ValueError(f"{path} is damaged; remove it, and make new invitations.") from None
        return secret
    secret = secrets.token_bytes(32)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
    return secret

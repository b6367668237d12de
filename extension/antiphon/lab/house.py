"""The house: what a session needs of the server it is in."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from antiphon.lab.rooms import AntiphonRoom
from antiphon.session.ledger import Deed
from antiphon.session.people import Person
from antiphon.session.role import Role
from antiphon.session.store import Store


class House(Protocol):
    """A server with a session in it.

    Attributes:
        output: Where the engine sounds on the server itself: null, jack or portaudio.
        idle_seconds: Seconds until an engine that nobody needs is stopped.
        log: Where words for the server's owner go.
    """

    output: str
    idle_seconds: float
    log: logging.Logger

    @property
    def root(self) -> Path:
        """The lab's root folder."""

    @property
    def store(self) -> Store:
        """People, polls and steering."""

    def engine_start(self, path: str) -> Mapping[str, Any]:
        """What the conductor's `start` says of server, path, token and output."""

    def hub_start(self, path: str) -> Mapping[str, Any]:
        """What the hub's `start` says."""

    def audience_link(self, port: int, ticket: str) -> tuple[str, str]:
        """The audience's link, and its QR code as SVG."""

    def stage_link(self, port: int, ticket: str) -> tuple[str, str]:
        """The stage's link, and its QR code as SVG."""

    def role_now(self, person: Person) -> Role | None:
        """The role somebody has at this moment."""

    def record(self, path: str, person: Person | None, deed: Deed) -> None:
        """Tell a piece's ledger what somebody did, or the audience, where the disk takes it."""

    def close_person(self, id: str) -> None:
        """Close all pages of somebody who was sent away."""

    async def open_room(self, path: str) -> AntiphonRoom:
        """The room of the piece, loaded."""

"""Who is in a room, by the Y protocol's awareness."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from pycrdt import Awareness, Doc, create_awareness_message, read_message

log = logging.getLogger(__name__)


class Presence:
    """What the people of a room say of themselves."""

    def __init__(self, ydoc: Doc[Any], on_change: Callable[[], None]) -> None:
        """Begin with nobody.

        Args:
            ydoc: The document; its client id is who we are.
            on_change: Is told when somebody came, went, or said something new of themselves.
        """
        self._on_change = on_change
        self._awareness = Awareness(ydoc)
        self._awareness.observe(self._changed)

    @property
    def people(self) -> dict[int, dict[str, Any]]:
        """Who is here, by the client id of their document: what is said of them, such as `name` and `color`."""
        users = {client: state.get("user") for client, state in self._awareness.states.items()}
        return {client: user for client, user in users.items() if isinstance(user, dict)}

    def introduce(self, state: dict[str, Any] | None) -> bytes:
        """The message that says this of us; None: that we leave."""
        self._awareness.set_local_state(state)
        return create_awareness_message(self._awareness.encode_awareness_update([self._awareness.client_id]))

    def hear(self, message: bytes) -> None:
        """Take a message of others."""
        try:
            self._awareness.apply_awareness_update(read_message(message[1:]), "room")
        except Exception as error:  # pycrdt raises whatever its decoder stumbles over
            log.warning("What somebody in a room said of themselves was dropped: %s.", error)

    def forget(self) -> None:
        """Begin with nobody, as they may have left meanwhile: the room says anew who is here."""
        others = [client for client in self._awareness.meta if client != self._awareness.client_id]
        self._awareness.remove_awareness_states(others, "room")
        for client in others:
            del self._awareness.meta[client]

    def _changed(self, topic: str, change: object) -> None:
        if topic == "change":
            self._on_change()

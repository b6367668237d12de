"""The guard: what somebody who may only read tries to write."""

from __future__ import annotations

from typing import Any

from pycrdt import Doc, Map, read_message

from antiphon.document.schema import ROOTS

SYNC = 0
"""The first byte of a message of the Y sync protocol."""

_STEP_2, _UPDATE = 1, 2
_NOTHING = (b"", b"\x00\x00")


def update_in(message: bytes) -> bytes | None:
    """The update that a Y message asks to be applied; None where it asks for no change.

    Raises:
        Exception: of pycrdt's, if the message is broken.
    """
    if len(message) < 3 or message[0] != SYNC or message[1] not in (_STEP_2, _UPDATE):
        return None
    update = read_message(message[2:])
    return None if update in _NOTHING else update


class ReaderGuard:
    """Tells whether a reader's update would change the piece.

    Readers' updates are dropped anyway; this decides whether their page has to be told that it shows something
    that is not there. The stock front end writes the room's name into the root `state` of every document that it
    opens, which is nothing to tell anybody.
    """

    def __init__(self, document: Doc[Any]) -> None:
        """Guard a room's document."""
        self._document = document
        self._shadow: Doc[Any] = Doc()
        self._touched = False
        self._subscriptions = [self._shadow.get(root, type=Map).observe_deep(self._note) for root in ROOTS]

    def _note(self, events: Any) -> None:
        self._touched = True

    def changes_piece(self, update: bytes) -> bool:
        """Whether `update` touches anything that is saved; one that cannot be read does."""
        self._shadow.apply_update(self._document.get_update(self._shadow.get_state()))
        self._touched = False
        try:
            self._shadow.apply_update(update)
        except Exception:
            return True
        return self._touched

"""Awareness: what a client says of itself is passed on, under the name of who they are; what it says of others is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from jupyter_server.auth import User
from pycrdt import Encoder

from antiphon.document.encoding import Decoder, Malformed, whole
from antiphon.lab.identity import colour_of

LARGEST: Final = 16 * 1024
"""Longest message taken, in bytes."""

_FIELDS = ("username", "name", "display_name", "initials", "avatar_url", "color")
_CLOCKS = 1 << 32


def public_user(user: User) -> dict[str, Any]:
    """What the others see of somebody: the fields of Jupyter's identity, with a colour."""
    fields = asdict(user)
    known = {name: fields[name] for name in _FIELDS}
    return {**known, "color": user.color or colour_of(user.username)}


def own_states(content: bytes, is_own: Callable[[int], bool], user: User) -> bytes | None:
    """What is passed on of an awareness update.

    Args:
        content: The update.
        is_own: Whether a client is the sender's.
        user: Who sends it.

    Returns:
        The states of the sender's clients, in their name; None where there are none.

    Raises:
        Malformed: if it is no such update.
    """
    if len(content) > LARGEST:
        raise Malformed(f"it is longer than {LARGEST} bytes")
    decoder = Decoder(content)
    with whole(decoder):
        said = [(decoder.client(), decoder.integer(), decoder.text()) for _ in range(decoder.integer())]
    states = [(client, clock, _renamed(state, user)) for client, clock, state in said if is_own(client)]
    if not states:
        return None
    encoder = Encoder()
    encoder.write_var_uint(len(states))
    for client, clock, state in states:
        if clock >= _CLOCKS:
            raise Malformed("its clock is too large")
        encoder.write_var_uint(client)
        encoder.write_var_uint(clock)
        encoder.write_var_string(state)
    return bytes(encoder.to_bytes())


def _renamed(text: str, user: User) -> str:
    try:
        state = json.loads(text)
        if state is None:
            return "null"
        if not isinstance(state, dict):
            raise ValueError
        return json.dumps({**state, "user": public_user(user)}, allow_nan=False, separators=(",", ":"))
    except (ValueError, RecursionError):
        raise Malformed("it holds a state that is none") from None

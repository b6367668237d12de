"""What the teacher asks the audience: polls read from what a page says."""

from __future__ import annotations

import math
import secrets
from collections.abc import Mapping
from typing import Any

from antiphon.session.ballot import Option
from antiphon.session.poll import LONGEST, SHORTEST, read_poll
from antiphon.session.steering import TEMPO_OPTIONS, TEMPO_QUESTION

HALL = (Option("left", "Left"), Option("right", "Right"))
"""The groups of a poll that counts the halves of the hall each."""


def ask(message: Mapping[str, Any]) -> dict[str, Any]:
    """The poll that an `open_poll` message asks for, under an id of its own; without a `question`, the tempo's.

    Raises:
        ValueError: if it asks for none; the message says why.
    """
    seconds = message.get("seconds")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not math.isfinite(seconds):
        raise ValueError("A poll needs a number of seconds.")
    if not SHORTEST <= seconds <= LONGEST:
        raise ValueError(f"A poll is open for {SHORTEST:g} to {LONGEST:g} seconds.")
    asked: dict[str, Any] = {"kind": "single", "live": message.get("live", False)}
    if "question" in message:
        asked |= message
        asked |= {"target": None, "groups": _described(HALL) if message.get("halves") is True else []}
        if isinstance(options := message.get("options"), list):
            asked["options"] = [
                {"id": f"o{number}", "label": label} for number, label in enumerate(options, 1)
            ]
    else:
        asked |= {"question": TEMPO_QUESTION, "target": "tempo", "options": _described(TEMPO_OPTIONS)}
    return read_poll({**asked, "id": secrets.token_hex(6), "seconds": float(seconds)}, 0.0).describe()


def _described(options: tuple[Option, ...]) -> list[dict[str, str]]:
    return [{"id": option.id, "label": option.label} for option in options]

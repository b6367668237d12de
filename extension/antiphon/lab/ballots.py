"""What the teacher asks the audience: polls read from what a page says."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from antiphon.session.ballot import Option
from antiphon.session.envelope import Envelope
from antiphon.session.poll import LONGEST, SHORTEST, read_poll
from antiphon.session.saying import Saying
from antiphon.session.steering import read_steers
from antiphon.session.target import FORM, Target, is_number
from antiphon.session.tempo import TEMPO_OPTIONS, TEMPO_QUESTION, TEMPO_STEERS

HALL = (Option("left", "Left"), Option("right", "Right"))
"""The groups of a poll that counts the halves of the hall each."""

FORM_QUESTION = "What comes next?"
WAYS = (
    Option("again", "This section again"),
    Option("next", "A section without a name"),
    Option("ending", "To the ending"),
)
"""Ways to go on, as the phones have words for them; a section with a name is called by it."""

LIKED = (Option("yes", "Yes"), Option("no", "No"))
LIKED_QUESTION = "Do you like this?"


def ask(message: Mapping[str, Any], open_to: Callable[[str], tuple[Target, Envelope]]) -> dict[str, Any]:
    """The poll that an `open_poll` message asks for, under an id of its own.

    Without a `question` it is the tempo's; with `form`, the one on which section comes next.

    Args:
        message: As the page says it. What options steer may name them by their words, or as `o1`, `o2` …
        open_to: Gives a target that the audience may steer, and its envelope.

    Raises:
        ValueError: if it asks for none; the message says why. So does what `open_to` raises.
    """
    seconds = message.get("seconds")
    if not is_number(seconds):
        raise ValueError(Saying("A poll needs a number of seconds."))
    if not SHORTEST <= seconds <= LONGEST:  # type: ignore[operator]
        raise ValueError(
            Saying("A poll is open for {least} to {most} seconds.", least=SHORTEST, most=LONGEST)
        )
    asked: dict[str, Any] = {"kind": "single"}
    steers = message.get("steers")
    groups = _described(HALL) if message.get("halves") is True else []
    if message.get("form") is True:
        asked |= _form(message, open_to)
        steers = asked["steers"]
    elif "question" in message:
        asked |= message
        if isinstance(options := message.get("options"), list):
            asked["options"] = [
                {"id": f"o{number}", "label": label} for number, label in enumerate(options, 1)
            ]
            steers = _by_id(steers, options)
    else:
        asked |= {"question": TEMPO_QUESTION, "options": _described(TEMPO_OPTIONS)}
        steers = TEMPO_STEERS
    asked |= {"id": secrets.token_hex(6), "seconds": float(seconds), "groups": groups}  # type: ignore[arg-type]
    asked |= {"live": message.get("live", False), "steers": None}
    poll = read_poll(asked, 0.0)
    return poll.describe() | {"steers": read_steers(steers, poll.kind, open_to, message.get("at"))}


def liked(seconds: float) -> dict[str, Any]:
    """The poll on whether what is heard is liked."""
    poll = {"id": secrets.token_hex(6), "question": LIKED_QUESTION, "seconds": seconds}
    return read_poll({**poll, "options": _described(LIKED)}, 0.0).describe()


def _form(message: Mapping[str, Any], open_to: Callable[[str], tuple[Target, Envelope]]) -> dict[str, Any]:
    target, envelope = open_to(FORM)
    options = {f"o{at}": value for at, value in enumerate(envelope.choices, 1) if value != target.written}
    if len(options) < 2:
        raise ValueError(
            Saying("There is only one way to go on: name some sections first, or open more to the audience.")
        )
    return {
        "question": message.get("question") or FORM_QUESTION,
        "kind": message.get("kind", "single"),
        **{name: message[name] for name in ("most", "rule") if name in message},
        "options": [{"id": id, "label": _way(target.said(value), value)} for id, value in options.items()],
        "steers": {"moves": {id: {FORM: value} for id, value in options.items()}},
    }


def _way(said: str, value: str) -> str:
    """What an option is called under the question what comes next."""
    section = said.values.get("section", "") if isinstance(said, Saying) else ""
    own = "" if isinstance(section, Saying) else str(section)
    way = value.partition(":")[0]
    return own or next(option.label for option in WAYS if option.id == way)


def _by_id(steers: object, labels: list[object]) -> object:
    """What a poll steers, with its options named by id."""
    if not isinstance(steers, Mapping):
        return steers
    ids = {label: f"o{number}" for number, label in enumerate(labels, 1) if isinstance(label, str)}
    named = {
        name: {ids.get(option, option): what for option, what in steers[name].items()}
        for name in ("by", "moves")
        if isinstance(steers.get(name), Mapping)
    }
    return {**steers, **named}


def _described(options: tuple[Option, ...]) -> list[dict[str, str]]:
    return [{"id": option.id, "label": option.label} for option in options]

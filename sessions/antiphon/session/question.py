"""Questions from the audience: what of a phone's text is kept, and what is refused."""

from __future__ import annotations

import unicodedata

LONGEST_QUESTION = 200
"""Characters of a question."""


class QuestionRefused(Exception):
    """A text that is no question; the message says why in one sentence."""


def clean(text: str) -> str:
    """Return a text as one line of what can be seen.

    Control characters, marks that turn the direction of writing and characters that nobody sees go; whatever else
    somebody writes stays as it is, and is text wherever it is shown: an address leads nowhere, a tag is its letters.

    >>> clean(" Why  so\\u202e slow?\\n<b>http://example.org</b>\\x07 ")
    'Why so slow? <b>http://example.org</b>'

    Raises:
        QuestionRefused: if nothing is left, or more than `LONGEST_QUESTION` characters.
    """
    # Much longer texts come from no page of ours, and are not worth the reading.
    normal = unicodedata.normalize("NFC", text[: 4 * LONGEST_QUESTION])
    kept = "".join(" " if c.isspace() else c for c in normal if c.isspace() or _is_seen(c))
    line = " ".join(kept.split())
    if not any(c.isalnum() or unicodedata.category(c).startswith(("S", "P")) for c in line):
        raise QuestionRefused("Write a few words first.")
    if len(line) > LONGEST_QUESTION:
        raise QuestionRefused("A question has 200 characters at most.")
    return line


def _is_seen(character: str) -> bool:
    # The joiners of emoji and of Persian, Hindi and other scripts are not seen either, but what they join is.
    return character in "\u200c\u200d" or unicodedata.category(character) not in (
        "Cc",
        "Cf",
        "Co",
        "Cs",
        "Cn",
    )

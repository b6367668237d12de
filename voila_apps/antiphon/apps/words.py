"""The words of the audience's pages in the languages of their readers: what `static/words.js` is given.

A dictionary maps an English sentence to its translation, or to the forms that go with a number, by the names of CLDR's
plurals (`one`, `many`, `other`). `scripts/phone_words.py` keeps them complete.
"""

import json
from functools import cache
from pathlib import Path
from typing import TypeAlias

FOLDER = Path(__file__).parent / "static" / "words"
"""Where the dictionaries are, a file a language."""

ENGLISH = "en"

Dictionary: TypeAlias = dict[str, str | dict[str, str]]


@cache
def dictionaries() -> dict[str, Dictionary]:
    """Every dictionary by its language's code; English, which needs none, is not among them."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def preferred(accepted: str) -> str:
    """The language that fits an `Accept-Language` header best (RFC 9110, 12.5.4).

    >>> preferred("nl, de-CH;q=0.8, fr;q=0.9")
    'fr'
    """
    wanted = []
    for entry in accepted.split(","):
        tag, _, weight = entry.partition(";q=")
        try:
            wanted.append((float(weight or 1), tag.strip()[:2].lower()))
        except ValueError:
            continue
    spoken = {ENGLISH, *dictionaries()}
    return next((tag for weight, tag in sorted(wanted, key=lambda each: -each[0]) if tag in spoken), ENGLISH)


def translated(sentence: str, language: str) -> str:
    """A sentence in a language; in English where it has none."""
    found = dictionaries().get(language, {}).get(sentence)
    return found if isinstance(found, str) else sentence

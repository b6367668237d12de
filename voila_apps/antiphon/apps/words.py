"""The words of the audience's pages in the languages of their readers: what `static/words.js` is given.

A dictionary maps an English sentence to its translation, or to the forms that go with a number, by the names of CLDR's
plurals (`one`, `many`, `other`). `scripts/phone_words.py` keeps them complete.
"""

import json
from functools import cache
from pathlib import Path
from typing import TypeAlias

from antiphon.session import languages
from antiphon.session.languages import ENGLISH

FOLDER = Path(__file__).parent / "static" / "words"
"""Where the dictionaries are, a file a language."""

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
    return languages.preferred(accepted, {ENGLISH, *dictionaries()})


def translated(sentence: str, language: str) -> str:
    """A sentence in a language; in English where it has none."""
    found = dictionaries().get(language, {}).get(sentence)
    return found if isinstance(found, str) else sentence

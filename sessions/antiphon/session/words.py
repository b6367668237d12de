"""Words of the interface in Python: out of the catalogues that JupyterLab has them from, so that each is translated once."""

from __future__ import annotations

import gettext
import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from babel.numbers import format_decimal

from antiphon.session.languages import CATALOGUES, ENGLISH, of_page

SERVER, SOUND = "server", "sound"
"""The contexts of what the lab server says, and of the words of the engine's catalogue."""

_BETWEEN = "\x04"
_PLACE = re.compile(r"%(\d)|\{(\w+)\}")


class Words:
    """What is said in one language; what has no translation is said in English.

    Attributes:
        language: Its code, in two letters.
    """

    def __init__(self, language: str | None = None) -> None:
        """Speak a language.

        Args:
            language: Its code, in two letters; None for that of the page, and of a notebook English.
        """
        self.language = language or of_page() or ENGLISH
        self._texts, self._form = _catalogue(self.language)

    def t(self, text: str, *values: object) -> str:
        """A text, with `%1`, `%2` … where the values stand."""
        return self._fill(self._texts.get(text, [text])[0], values, {})

    def n(self, one: str, many: str, count: int, *values: object) -> str:
        """The form of a text that goes with a number, `%1`; the values are `%2` and so on."""
        return self._fill(self._counted(one, one, many, count), (count, *values), {})

    def told(self, text: object, message: Mapping[str, Any]) -> str:
        """A sentence of the server; anything else, such as a name that somebody gave, as it is.

        Args:
            text: The sentence.
            message: The message that it came with, and with it what it was made of (`antiphon.session.saying`).
        """
        english, said = str(text), message.get("said") or {}
        if english not in said:
            return self._texts.get(f"{SERVER}{_BETWEEN}{english}", [english])[0]
        made, values = said[english], said[english]["values"]
        sentence = str(made["sentence"])
        if made.get("one"):
            form = self._counted(f"{SERVER}{_BETWEEN}{made['one']}", made["one"], sentence, values["count"])
        else:
            places = (f"{context}{_BETWEEN}{sentence}" for context in (SERVER, SOUND))
            form = next((self._texts[place][0] for place in places if place in self._texts), sentence)
        named = {
            name: self.told(each, message) if isinstance(each, str) and each in said else each
            for name, each in values.items()
        }
        return self._fill(form, (), named)

    def number(self, value: float) -> str:
        """A number as the language writes it, with at most four digits that count."""
        return str(format_decimal(float(f"{value:.4g}"), "0.######", locale=self.language))

    def _counted(self, key: str, one: str, many: str, count: int) -> str:
        forms = self._texts.get(key)
        return (one if count == 1 else many) if forms is None else forms[self._form(count)]

    def _fill(self, text: str, values: tuple[object, ...], named: Mapping[str, object]) -> str:
        def put(place: re.Match[str]) -> str:
            at, name = place.groups()
            if at is not None:
                return self._shown(values[int(at) - 1]) if int(at) <= len(values) else place[0]
            return self._shown(named[name]) if name in named else place[0]

        return _PLACE.sub(put, text)

    def _shown(self, value: object) -> str:
        return self.number(value) if isinstance(value, int | float) else str(value)


def in_other_languages(texts: Iterable[str], said: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Sentences of the server in each language but English: by its code, those that are not the same there.

    Args:
        texts: The sentences; what is none, such as a name that somebody gave, is left out.
        said: What sentences were made of (`antiphon.session.saying`).
    """
    found: dict[str, dict[str, str]] = {}
    for text in {*texts} & said.keys():
        for language in CATALOGUES:
            if (translated := Words(language).told(text, {"said": said})) != text:
                found.setdefault(language, {})[text] = translated
    return found


@cache
def _catalogue(language: str) -> tuple[Mapping[str, list[str]], Callable[[int], int]]:
    """The translations by text, and which form goes with a number; none of English, or where the lab is not installed."""
    lab = find_spec("antiphon.lab")
    if language not in CATALOGUES or lab is None or not lab.submodule_search_locations:
        return {}, lambda count: 0
    place = Path(lab.submodule_search_locations[0]) / "locale" / CATALOGUES[language] / "LC_MESSAGES"
    texts = json.loads((place / "antiphon.json").read_text("utf-8"))
    return texts, gettext.c2py(texts.pop("")["plural_forms"].partition("plural=")[2].rstrip(";"))

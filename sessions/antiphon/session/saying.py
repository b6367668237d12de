"""Sayings: sentences of the server that can be said in another language, because they still know what they were made of.

A `Saying` is a text, in English, as any other: it is compared, kept and sent as one. Beside it a message brings what its sayings
were made of (`with_sayings`), so that a page can say each in its reader's language:

```
said       {text: {sentence, values {name: text or number}, one?}}     one: the sentence where `count` is 1
```

A value that is a saying is a key of `said`, too. `scripts/translations.py` takes the sentences out of the source and sees that
each is in the catalogues of the interface, in the context `server`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class Saying(str):
    """A sentence with its values put in.

    >>> said = Saying("{name} is frozen", name="Tempo")
    >>> said, said.sentence, dict(said.values)
    ('Tempo is frozen', '{name} is frozen', {'name': 'Tempo'})
    >>> Saying("{count} votes", one="{count} vote", count=1)
    '1 vote'

    Attributes:
        sentence: With `{name}` where a value stands.
        one: The sentence where the value `count` is 1; empty where there is no other.
        values: The values, by name: texts, numbers or sayings.
    """

    sentence: str
    one: str
    values: Mapping[str, Any]

    def __new__(cls, sentence: str, /, *, one: str = "", **values: str | float) -> Saying:
        """Say a sentence.

        Args:
            sentence: With `{name}` where a value stands.
            one: The sentence where the value `count` is 1.
            values: The values.
        """
        form = one if one and values.get("count") == 1 else sentence
        said = super().__new__(cls, form.format(**{name: _english(value) for name, value in values.items()}))
        said.sentence, said.one, said.values = sentence, one, values
        return said

    def describe(self) -> dict[str, Any]:
        """What it was made of, as messages say it."""
        one = {"one": self.one} if self.one else {}
        return {"sentence": self.sentence, "values": dict(self.values), **one}

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """A copy elsewhere is a text as any other."""
        return str, (str(self),)


class Word(Saying):
    """A word of the engine's catalogue, which the catalogues of the interface have in a context of its own."""

    def __new__(cls, word: str, /) -> Word:
        """Say a word as it is."""
        said = str.__new__(cls, word)
        said.sentence, said.one, said.values = word, "", {}
        return said


def listed(sayings: Iterable[str]) -> str:
    """Some of them, one behind the other.

    >>> listed(["Tempo: × 1.1", "Dynamics is frozen"])
    'Tempo: × 1.1, Dynamics is frozen'
    """
    together: str = ""
    for each in sayings:
        together = Saying("{before}, {next}", before=together, next=each) if together else each
    return together


def read_saying(text: str, said: Mapping[str, Any]) -> str:
    """A text of a message as the saying that it was; as it is, where the message does not say what it was made of.

    Args:
        text: The text.
        said: The message's `said`.
    """
    if text not in said:
        return text
    made = said[text]
    values = {
        name: read_saying(value, said) if isinstance(value, str) else value
        for name, value in made["values"].items()
    }
    return Saying(made["sentence"], one=made.get("one", ""), **values)


def sentence_of(error: BaseException) -> str:
    """What an error says: the saying it was raised with, where it was one."""
    first = error.args[0] if error.args else None
    return first if isinstance(first, Saying) else str(error)


def with_sayings(message: Mapping[str, Any], key: str = "said") -> Mapping[str, Any]:
    """A message, and what its sayings were made of where it has any.

    Args:
        message: The message.
        key: Where that is put.
    """
    said: dict[str, Any] = {}
    _gather(message, said)
    return {**message, key: said} if said else message


def _gather(value: object, said: dict[str, Any]) -> None:
    if isinstance(value, Saying):
        if value not in said:
            said[str(value)] = value.describe()
            _gather(value.values, said)
    elif isinstance(value, Mapping):
        for each in value.values():
            _gather(each, said)
    elif isinstance(value, list | tuple):
        for each in value:
            _gather(each, said)


def _english(value: object) -> str:
    """A value in an English sentence."""
    if isinstance(value, float):
        return f"{value:.4g}".replace("-", "−")
    return str(value)

"""The words of a graph that is written as Python: the classes of kinds, the names of variables, nearest words."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Final

from antiphon.engine.catalogue import Kind, catalogue

STATEMENTS: Final = ("Node", "Group", "Preset", "Label")
"""What can be written beside the classes of kinds."""

FIELDS: Final = ("name", "part", "group", "preset", "bypass", "mute", "solo")
"""Keywords of a node that are no parameter and no input; one of such a name is written with `p_` before it."""

METHODS: Final = ("connect", "input", "output")
"""What can be called of a node or group; a port of such a name is written in brackets."""

LONGEST: Final = 40
"""Characters of a name that may be a variable."""

_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_WORD: Final = re.compile(r"[A-Za-z0-9]+")


@cache
def classes() -> Mapping[str, str]:
    """The class of each kind, which is its title in one word.

    >>> classes()["filter.lowpass"], classes()["control.lfo"], classes()["mix.four"]
    ('LowPassFilter', 'LFO', 'Mixer')
    """
    return {name: class_of(kind) for name, kind in catalogue().items()}


def class_of(kind: Kind) -> str:
    """A kind's title in one word."""
    return "".join(word[0].upper() + word[1:] for word in _WORD.findall(kind.title))


@cache
def kinds() -> Mapping[str, str]:
    """The kind of each class."""
    return {word: kind for kind, word in classes().items()}


@cache
def _reserved() -> frozenset[str]:
    return frozenset({*keyword.kwlist, *STATEMENTS, *kinds(), "piece"})


def class_name(kind: str) -> str:
    """What a kind is called in a sentence."""
    return classes().get(kind, kind)


def plain(name: str) -> bool:
    """Whether a name can be a variable as it is.

    >>> plain("warm_lead"), plain("Warm lead"), plain("lambda"), plain("LFO")
    (True, False, False, False)
    """
    return bool(_PLAIN.match(name)) and len(name) <= LONGEST and name not in _reserved()


def word_of(kind: str) -> str:
    """What a node without a name is called: the last part of its kind."""
    last = kind.rpartition(".")[2]
    return f"{last}_" if last in _reserved() or last[:1].isdigit() else last


def slug(name: str) -> str:
    """The nearest that a variable can be to a name; empty where that is nothing.

    >>> slug("Flûte à bec 2"), slug("2nd voice"), slug("笛")
    ('flute_a_bec_2', '_2nd_voice', '')
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    word = "_".join(_WORD.findall(letters))[:LONGEST].strip("_")
    if word[:1].isdigit():
        word = f"_{word}"
    return f"{word}_" if word in _reserved() else word


def nameless(variable: str, kind: str) -> bool:
    """Whether a variable says nothing but the kind, as of a node without a name.

    >>> nameless("lfo", "control.lfo"), nameless("lfo12", "control.lfo"), nameless("lfo_a", "control.lfo")
    (True, True, False)
    """
    word = word_of(kind)
    return variable.startswith(word) and bool(re.fullmatch(r"|[2-9]|[1-9][0-9]+", variable[len(word) :]))


def numbered(word: str, taken: Collection[str]) -> str:
    """A word, with the smallest number behind it that makes it a new one."""
    if word not in taken:
        return word
    count = 2
    while f"{word}{count}" in taken:
        count += 1
    return f"{word}{count}"


def key_of(word: str) -> str:
    """The keyword of a parameter or an input."""
    escaped = word in FIELDS or word.startswith("p_") or keyword.iskeyword(word)
    return f"p_{word}" if escaped else word


def word_of_key(key: str) -> str:
    """The parameter or input of a keyword."""
    return key.removeprefix("p_")


def nearest(word: str, known: Iterable[str]) -> str:
    """The names nearest to a word, as the end of a sentence.

    >>> nearest("Ehco", ["Echo", "Gain", "Tape echo"])
    'did you mean Echo?'
    >>> nearest("xyz", ["time", "mix"])
    'there are time and mix.'
    >>> nearest("xyz", [])
    'there are none.'
    """
    names = list(dict.fromkeys(known))
    folded = word.lower()
    scored = sorted((_distance(folded, name.lower()), name) for name in names)
    near = [name for distance, name in scored if distance <= max(1, len(folded) // 3)][:3]
    if near:
        return f"did you mean {listed(near, 'or')}?"
    if not names:
        return "there are none."
    if len(names) > 12:
        return "nothing is called nearly so."
    return f"there {'is' if len(names) == 1 else 'are'} {listed(names, 'and')}."


def listed(words: list[str], last: str) -> str:
    """Words as English lists them."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _distance(a: str, b: str) -> int:
    """How many letters are to be changed, two that changed places counted once (optimal string alignment)."""
    if abs(len(a) - len(b)) > len(a):
        return len(b)
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        last, row, older = row, [i], before
        before = last
        for j, right in enumerate(b, 1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                least = min(least, older[j - 2] + 1)
            row.append(least)
    return row[-1]

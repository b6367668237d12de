"""What a value may be: one number, words in quotes, a switch, a kind."""

from __future__ import annotations

from antiphon.engine.catalogue import catalogue
from antiphon.engine.code.program import Misread
from antiphon.engine.code.syntax import Statement, Term, Value
from antiphon.engine.code.words import kinds, nearest


def one(value: Value, kind: str, sentence: str) -> Term:
    """The one term of a value, of a kind of term.

    Raises:
        Misread: It is not; with this sentence.
    """
    if len(value.terms) != 1 or value.terms[0].kind != kind:
        raise Misread(value.at, sentence)
    return value.terms[0]


def number(kind: str, word: str, term: Term) -> float:
    """The value of a parameter of a kind of node; of one that has choices, also by their words.

    Raises:
        Misread: It is none.
    """
    known = catalogue().get(kind)
    for parameter in known.parameters if known else ():
        if parameter.name == word and parameter.choices and term.kind == "text":
            if term.value in parameter.choices:
                return parameter.minimum + parameter.choices.index(str(term.value))
            raise Misread(
                term.at, f"{word} cannot be {term.value}: {nearest(str(term.value), parameter.choices)}"
            )
    if term.kind != "number":
        raise Misread(term.at, f"{word} is a number.")
    return float(term.value)


def kind(value: Value | None, statement: Statement, what: str) -> str:
    """The kind of node that is given first.

    Raises:
        Misread: There is none, or it is not known.
    """
    example = f"{what}(LowPassFilter, …)" if what == "Preset" else 'Node("filter.lowpass", …)'
    if value is None or len(value.terms) != 1:
        raise Misread(statement.at, f"Its kind comes first, as in {example}.")
    term = value.terms[0]
    if term.kind == "text":
        return str(term.value)
    if term.kind == "name" and term.port is None and term.value in kinds():
        return kinds()[str(term.value)]
    if term.kind == "name":
        raise Misread(term.at, f"There is no kind of node {term.value}: {nearest(str(term.value), kinds())}")
    raise Misread(term.at, f"Its kind comes first, as in {example}.")

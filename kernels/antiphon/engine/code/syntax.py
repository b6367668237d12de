"""The statements of a text, by Python's own parser and a short list of what may be written; nothing is ever run.

A text comes from anybody. It is cut into statements first, so that one that is not finished hides no other.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

MOST_CHARACTERS: Final = 400_000
MOST_STATEMENTS: Final = 20_000
DEEPEST: Final = 8
"""Brackets within each other."""

HEADER: Final = "from antiphon.kernel.nodes import *"
"""May stand at the top, for a notebook."""

_TOKEN: Final = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?P<note>\#[^\n]*)|(?P<open>[(\[{])|(?P<close>[)\]}])|\n|["']|[^"'\#()\[\]{}\n]+"""
)
_NUMBER: Final = re.compile(
    r"(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?\Z|\.[0-9]+(?:[eE][+-]?[0-9]+)?\Z"
)
_ESCAPE: Final = r"\\(?:[\\'\"ntrbfav]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})"
_TEXT: Final = re.compile(rf"""(?:"(?:[^"\\\n]|{_ESCAPE})*"|'(?:[^'\\\n]|{_ESCAPE})*')\Z""")

UNFINISHED: Final = "This is not finished: a line is like echo = Echo(flute, time=0.3)."
FOREIGN: Final = (
    "Only nodes and cables are written here, such as echo = Echo(flute, time=0.3) or echo.connect(flute)."
)


@dataclass(frozen=True, slots=True)
class At:
    """A place in a text: line and columns from 1, in characters; the end is behind the last one."""

    line: int
    column: int
    end_line: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What cannot be read, where, and what to do."""

    at: At
    message: str


@dataclass(frozen=True, slots=True)
class Term:
    """A number, words, a switch, or a variable with a port of it."""

    at: At
    kind: Literal["number", "text", "flag", "name"]
    value: float | str | bool
    port: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """Terms that are added up."""

    at: At
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A value with its keyword."""

    at: At
    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Statement:
    """A call, and the variable it is given.

    Attributes:
        owner: What a method is called of; None for a class.
        called: The class or method.
    """

    at: At
    variable: str | None
    owner: Term | None
    called: str
    called_at: At
    values: tuple[Value, ...]
    keywords: tuple[Keyword, ...] = field(default=())


class _Foreign(Exception):
    def __init__(self, node: ast.AST, message: str = FOREIGN) -> None:
        self.node, self.message = node, message


def statements(text: str) -> tuple[list[Statement], list[Problem]]:
    """Read a text's statements; each that cannot be read is a problem."""
    if len(text) > MOST_CHARACTERS:
        return [], [Problem(At(1, 1, 1, 1), f"This text is longer than {MOST_CHARACTERS} characters.")]
    found: list[Statement] = []
    problems: list[Problem] = []
    for line, piece, deep in _pieces(text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = piece.split("\n")
        whole = At(line, len(piece) - len(piece.lstrip()) + 1, line + len(lines) - 1, len(lines[-1]) + 1)
        if piece.strip() == HEADER:
            continue
        if len(found) + len(problems) >= MOST_STATEMENTS:
            problems.append(Problem(whole, f"There are more than {MOST_STATEMENTS} lines."))
            break
        if deep > DEEPEST:
            problems.append(Problem(whole, "Brackets are too deep in each other here."))
            continue
        try:
            found.append(_Reader(piece, line, whole).statement())
        except _Foreign as error:
            problems.append(Problem(_Reader(piece, line, whole).at(error.node), error.message))
        except (SyntaxError, ValueError, RecursionError, MemoryError, UnicodeError):
            problems.append(Problem(whole, UNFINISHED))
    return found, problems


def _pieces(text: str) -> Iterator[tuple[int, str, int]]:
    """Statements: the first line of each, its text without comments behind it, and how deep its brackets are.

    A statement goes on in the next line where a bracket is open and that line is indented, or closes it.
    """
    start, deep, deepest, line, first = 0, 0, 0, 1, 1
    end = 0  # behind the last character that is not a comment
    for match in _TOKEN.finditer(text):
        token = match.group()
        if match.lastgroup == "open":
            deep += 1
            deepest = max(deepest, deep)
        elif match.lastgroup == "close":
            deep -= 1
        elif token == "\n":
            line += 1
            if deep > 0 and text[match.end() : match.end() + 1] in (" ", "\t", ")", "]"):
                continue
            if text[start:end].strip():
                yield first, text[start:end], deepest
            start, deep, deepest, first, end = match.end(), 0, 0, line, match.end()
            continue
        if match.lastgroup != "note" and (words := token.rstrip()):
            end = match.start() + len(words)
    if text[start:end].strip():
        yield first, text[start:end], deepest


class _Reader:
    """Reads one statement."""

    def __init__(self, piece: str, line: int, whole: At) -> None:
        self._piece, self._line, self._whole = piece, line, whole
        self._lines = piece.encode("utf-8", "surrogatepass").split(b"\n")

    def at(self, node: ast.AST) -> At:
        first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
        if not first or not last:
            return self._whole

        def column(line: int, offset: int) -> int:
            return len(self._lines[line - 1][:offset].decode("utf-8", "replace")) + 1

        return At(
            self._line + first - 1,
            column(first, node.col_offset),  # type: ignore[attr-defined]
            self._line + last - 1,
            column(last, node.end_col_offset),  # type: ignore[attr-defined]
        )

    def statement(self) -> Statement:
        if self._piece[:1].isspace():
            raise SyntaxError
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(self._piece).body
        if len(body) != 1:
            raise _Foreign(body[1] if body else ast.Pass())
        match body[0]:
            case ast.Assign(targets=[ast.Name(id=variable)], value=ast.Call() as call):
                return self._call(variable, call)
            case ast.Expr(value=ast.Call() as call):
                return self._call(None, call)
        raise _Foreign(body[0])

    def _call(self, variable: str | None, call: ast.Call) -> Statement:
        match call.func:
            case ast.Name(id=called):
                owner = None
            case ast.Attribute(value=value, attr=called):
                owner = self._term(value)
            case _:
                raise _Foreign(call.func)
        values = tuple(map(self._value, call.args))
        keywords = []
        for each in call.keywords:
            if each.arg is None:
                raise _Foreign(each.value)
            keywords.append(Keyword(self.at(each), each.arg, self._value(each.value)))
        if len({each.name for each in keywords}) < len(keywords):
            raise SyntaxError
        return Statement(self._whole, variable, owner, called, self.at(call.func), values, tuple(keywords))

    def _value(self, node: ast.expr) -> Value:
        terms = [node]
        while isinstance(terms[0], ast.BinOp):
            if not isinstance(terms[0].op, ast.Add):
                raise _Foreign(terms[0])
            terms[:1] = [terms[0].left, terms[0].right]
        return Value(self.at(node), tuple(map(self._term, terms)))

    def _term(self, node: ast.expr) -> Term:
        at = self.at(node)
        match node:
            case ast.Constant(value=bool(flag)):
                return Term(at, "flag", flag)
            case ast.Constant(value=int() | float()):
                return Term(at, "number", self._number(node))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float()) as operand):
                return Term(at, "number", -self._number(operand))
            case ast.Constant(value=str(words)) if _TEXT.match(self._source(node)):
                return Term(at, "text", words)
            case ast.Name(id=name):
                return Term(at, "name", name)
            case ast.Attribute(value=ast.Name(id=name), attr=port):
                return Term(at, "name", name, port)
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(port)) as key) if (
                _TEXT.match(self._source(key))
            ):
                return Term(at, "name", name, port)
        raise _Foreign(node)

    def _number(self, node: ast.expr) -> float:
        source = self._source(node)
        if not _NUMBER.match(source):
            raise _Foreign(node)
        number = float(source)
        if number in (float("inf"), float("-inf")):
            raise _Foreign(node, "This number is too large.")
        return number

    def _source(self, node: ast.expr) -> str:
        """The words of a node that is in one line."""
        if node.lineno != node.end_lineno:
            return ""
        return self._lines[node.lineno - 1][node.col_offset : node.end_col_offset].decode()

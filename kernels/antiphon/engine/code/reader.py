"""Reading a text: statement by statement, what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from antiphon.engine.code import cables, things
from antiphon.engine.code.program import Misread, Program
from antiphon.engine.code.scope import Scope
from antiphon.engine.code.syntax import FOREIGN, Problem, Statement, statements
from antiphon.engine.code.words import METHODS, STATEMENTS, kinds, nearest


def read_program(text: str, parts: Mapping[str, Any]) -> tuple[Program, list[Problem]]:
    """Read a text.

    Args:
        text: The text.
        parts: The document's parts.

    Returns:
        What it says, and each statement that cannot be read, in the order of the text.
    """
    found, problems = statements(text)
    broken = {each.at.line for each in problems}
    given = {match[1]: line for line, match in _given(text) if line in broken}
    return make_program(found, parts, problems, given)


def make_program(
    found: Iterable[Statement],
    parts: Mapping[str, Any],
    problems: Iterable[Problem] = (),
    given: Mapping[str, int] | None = None,
) -> tuple[Program, list[Problem]]:
    """Read statements.

    Args:
        found: The statements, in their order.
        parts: The document's parts.
        problems: What is wrong already.
        given: The lines of variables whose statements are those.
    """
    found = list(found)
    said = list(problems)
    later = {each.variable: each.at.line for each in found if each.variable}
    scope = Scope(parts, {**(given or {}), **later})
    for each in found:
        try:
            _read(scope, each)
        except Misread as error:
            # What names a line that cannot be read is no second problem.
            if error.problem.message:
                said.append(error.problem)
    return scope.program, sorted(said, key=lambda each: (each.at.line, each.at.column))


def _given(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Lines that give a variable something."""
    for line, words in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if match := re.match(r"([A-Za-z_][A-Za-z0-9_]*) *=", words):
            yield line, match


def _read(scope: Scope, statement: Statement) -> None:
    scope.enter(statement)
    if statement.owner is not None:
        _method(scope, statement)
    elif statement.called != "Label":
        _made(scope, statement)
    elif statement.variable is None:
        things.label(scope, statement)
    else:
        raise Misread(statement.at, "A label has no name: write Label(…) by itself.")


def _method(scope: Scope, statement: Statement) -> None:
    """What is called of something."""
    called = statement.called
    if statement.variable is not None:
        raise Misread(statement.at, FOREIGN)
    if called not in METHODS:
        raise Misread(statement.called_at, f"Nothing is called {called} here: {nearest(called, METHODS)}")
    if called == "connect":
        cables.connect(scope, statement)
    else:
        cables.port(scope, statement)


def _made(scope: Scope, statement: Statement) -> None:
    """What is given a variable."""
    called, variable = statement.called, statement.variable
    if called not in STATEMENTS and called not in kinds():
        near = nearest(called, [*kinds(), *STATEMENTS])
        raise Misread(statement.called_at, f"There is no kind of node {called}: {near}")
    if variable is None:
        raise Misread(statement.at, f"This needs a name, such as {called.lower()} = {called}(…).")
    before = scope.program.find(variable)
    if before is not None:
        raise Misread(
            statement.at, f"{variable} is the name of line {before.at.line} already: choose another one."
        )
    if variable in kinds() or variable in STATEMENTS:
        raise Misread(
            statement.at,
            f"{variable} is a kind of node: choose another name, such as {variable.lower()}.",
        )
    make = {"Group": things.group, "Preset": things.preset}.get(called, things.node)
    make(scope, variable, statement)

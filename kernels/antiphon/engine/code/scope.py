"""The scope: what the variables of a text stand for, as far as it is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from antiphon.engine.code.printing import name_said, part_words
from antiphon.engine.code.program import Made, Misread, Program
from antiphon.engine.code.syntax import FOREIGN, At, Statement, Term, Value
from antiphon.engine.code.values import one
from antiphon.engine.code.words import nearest


class Scope:
    """What was read.

    Attributes:
        program: What the text says.
    """

    def __init__(self, parts: Mapping[str, Any], later: Mapping[str, int]) -> None:
        self.program = Program()
        self._parts, self._later = parts, later
        self._has_name = False

    def enter(self, statement: Statement) -> None:
        """The next statement is read."""
        self._has_name = statement.variable is not None

    def end(self, term: Term, default: str) -> tuple[str, str]:
        """A port of a node or group; the default one where none is said."""
        if term.kind != "name":
            raise Misread(term.at, FOREIGN)
        return self.owner(term), term.port or default

    def owner(self, term: Term) -> str:
        """The node or group of this name."""
        variable = str(term.value)
        if variable in self.program.nodes or variable in self.program.groups:
            return variable
        if variable in self.program.presets:
            raise Misread(term.at, f"{variable} is a preset: nothing comes out of it.")
        raise Misread(term.at, self.unknown(variable, term.at.line, cable=True))

    def named(self, value: Value, root: str, own: str = "") -> str:
        """The group or preset of this name, which is not the own one."""
        term = one(value, "name", f"{root} is a name of above.")
        variable = str(term.value)
        there = self.program.groups if root == "group" else self.program.presets
        if variable not in there or variable == own or term.port is not None:
            if self.program.find(variable) is None:
                raise Misread(term.at, self.unknown(variable, term.at.line))
            raise Misread(
                term.at,
                f"{variable} is no {root}: {nearest(variable, [each for each in there if each != own])}",
            )
        return variable

    def part(self, word: str, at: At) -> str:
        """The id of a part of this name."""
        words = part_words(self._parts)
        for id, said in words.items():
            if word == said:
                return id
        if word in self._parts:
            return word
        found = [id for id, part in self._parts.items() if part["name"].lower() == word.lower()]
        if len(found) == 1:
            return found[0]
        if found:
            raise Misread(
                at, f"Several parts are called {word}: say which by its id, {' or '.join(sorted(found))}."
            )
        # Of a part that is gone, its id is all that is left; whether it was there is looked at with the changes.
        return word

    def name(self, made: Made, variable: str, root: str) -> None:
        """Name something by its variable, where it says no name."""
        said = name_said(variable, made.fields.get("kind"), root)
        if "name" not in made.fields and said is not None:
            made.fields["name"] = said

    def unknown(self, variable: str, line: int, *, cable: bool = False) -> str:
        """Why a variable stands for nothing; empty where the line that gives it is wrong already.

        Args:
            variable: The variable.
            line: Where it is named.
            cable: A cable comes from it, or goes to it.
        """
        if self._later.get(variable, line) < line:
            return ""
        if variable not in self._later:
            return f"There is no {variable} above: {nearest(variable, self.program.variables)}"
        comes = f"{variable} comes only in line {self._later[variable]}"
        if not self._has_name:
            return f"{comes}: move this line below that one."
        if cable:
            return f"{comes}: move that line above this one, or lay the cable below both, with connect."
        return f"{comes}: move that line above this one."

"""A program: what a text says of a graph, by the variables it uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from antiphon.engine.catalogue import catalogue
from antiphon.engine.code.printing import name_said, part_words
from antiphon.engine.code.sketch import FLAGS
from antiphon.engine.code.syntax import FOREIGN, At, Keyword, Problem, Statement, Term, Value, statements
from antiphon.engine.code.words import FIELDS, STATEMENTS, classes, kinds, nearest, word_of_key

NOWHERE: Final = At(1, 1, 1, 1)


@dataclass(slots=True)
class Made:
    """An entry that a text makes.

    Attributes:
        fields: Its fields, with variables where the document has ids.
        at: Where it is.
        places: Where each field is.
    """

    fields: dict[str, Any]
    at: At = NOWHERE
    places: dict[str, At] = field(default_factory=dict)

    def place(self, name: str) -> At:
        """Where a field is said."""
        return self.places.get(name, self.at)


@dataclass(slots=True)
class Program:
    """What a text says: presets, groups and nodes by variable; labels, ports and cables in its order."""

    presets: dict[str, Made] = field(default_factory=dict)
    groups: dict[str, Made] = field(default_factory=dict)
    nodes: dict[str, Made] = field(default_factory=dict)
    labels: list[Made] = field(default_factory=list)
    ports: list[Made] = field(default_factory=list)
    edges: list[Made] = field(default_factory=list)

    def find(self, variable: str) -> Made | None:
        """What a variable stands for."""
        return self.presets.get(variable) or self.groups.get(variable) or self.nodes.get(variable)

    @property
    def variables(self) -> list[str]:
        """All of them."""
        return [*self.presets, *self.groups, *self.nodes]


class Misread(Exception):
    """A statement that says what cannot be."""

    def __init__(self, at: At, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(at, message)


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
    reader = _Reader(parts, {**(given or {}), **later})
    for each in found:
        try:
            reader.read(each)
        except Misread as error:
            # What names a line that cannot be read is no second problem.
            if error.problem.message:
                said.append(error.problem)
    return reader.program, sorted(said, key=lambda each: (each.at.line, each.at.column))


def _given(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Lines that give a variable something."""
    for line, words in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if match := re.match(r"([A-Za-z_][A-Za-z0-9_]*) *=", words):
            yield line, match


class _Reader:
    def __init__(self, parts: Mapping[str, Any], later: Mapping[str, int]) -> None:
        self.program = Program()
        self._parts, self._later = parts, later
        self._has_name = False

    def read(self, statement: Statement) -> None:
        """Read the next statement.

        Raises:
            Misread: It says what cannot be.
        """
        self._has_name = statement.variable is not None
        called, at = statement.called, statement.called_at
        if statement.owner is not None:
            if statement.variable is not None:
                raise Misread(statement.at, FOREIGN)
            if called == "connect":
                self._connect(statement)
            elif called in ("input", "output"):
                self._port(statement)
            else:
                known = ["connect", "input", "output"]
                raise Misread(at, f"Nothing is called {called} here: {nearest(called, known)}")
            return
        if called == "Label":
            if statement.variable is not None:
                raise Misread(statement.at, "A label has no name: write Label(…) by itself.")
            self._label(statement)
            return
        if called not in STATEMENTS and called not in kinds():
            known = [*kinds(), *STATEMENTS]
            raise Misread(at, f"There is no kind of node {called}: {nearest(called, known)}")
        variable = statement.variable
        if variable is None:
            word = called.lower()
            raise Misread(statement.at, f"This needs a name, such as {word} = {called}(…).")
        before = self.program.find(variable)
        if before is not None:
            raise Misread(
                statement.at, f"{variable} is the name of line {before.at.line} already: choose another one."
            )
        if variable in kinds() or variable in STATEMENTS:
            raise Misread(
                statement.at,
                f"{variable} is a kind of node: choose another name, such as {variable.lower()}.",
            )
        if called == "Group":
            self._group(variable, statement)
        elif called == "Preset":
            self._preset(variable, statement)
        else:
            self._node(variable, statement)

    def _node(self, variable: str, statement: Statement) -> None:
        values = list(statement.values)
        if statement.called == "Node":
            kind = self._kind(values.pop(0) if values else None, statement, "Node")
        else:
            kind = kinds()[statement.called]
        made = Made({"kind": kind}, statement.at, {"kind": statement.called_at})
        # A node that is not whole is there all the same, so that what names it is no problem as well.
        self.program.nodes[variable] = made
        edges: list[Made] = []
        if len(values) > 1:
            raise Misread(
                values[1].at, f"Only what goes in is without a keyword: add several up, as in {_sum(values)}."
            )
        if values:
            self._cables(values[0].at, values[0].terms, variable, "in", edges)
        for each in statement.keywords:
            if each.name in FIELDS:
                self._field(made, each)
            else:
                self._parameter(made, variable, each, edges)
        self._name(made, variable, "nodes")
        self.program.edges += edges

    def _field(self, made: Made, keyword: Keyword) -> None:
        name, value = keyword.name, keyword.value
        made.places[name] = keyword.at
        if name in FLAGS:
            if _one(value, "flag", f"{name} is True or False.").value:
                made.fields[name] = True
        elif name == "name":
            made.fields[name] = _one(value, "text", 'A name is in quotes, as in name="Warm lead".').value
        elif name == "part":
            word = str(_one(value, "text", 'A part is in quotes, as in part="Flute".').value)
            made.fields[name] = self._part(word, value.at)
        else:
            made.fields[name] = self._named(value, name)

    def _parameter(self, made: Made, variable: str, keyword: Keyword, edges: list[Made]) -> None:
        word = word_of_key(keyword.name)
        kind = made.fields["kind"]
        made.places[f"p_{word}"] = keyword.at
        cables = []
        for term in keyword.value.terms:
            if term.kind == "name":
                cables.append(term)
                continue
            if f"p_{word}" in made.fields:
                raise Misread(term.at, f"{word} has one value, and what is plugged into it added.")
            made.fields[f"p_{word}"] = _number(kind, word, term)
        self._cables(keyword.at, cables, variable, word, edges)

    def _cables(self, at: At, terms: Iterable[Term], variable: str, port: str, edges: list[Made]) -> None:
        for term in terms:
            if term.kind != "name":
                raise Misread(
                    term.at, "What goes in is a node, as in Echo(flute); other values have a keyword."
                )
            source = self._ends(term)
            output = term.port or "out"
            fields = {"source": source, "output": output, "target": variable, "input": port}
            edges.append(Made(fields, term.at))

    def _group(self, variable: str, statement: Statement) -> None:
        made = Made({}, statement.at)
        self.program.groups[variable] = made
        _none(statement)
        for each in statement.keywords:
            made.places[each.name] = each.at
            if each.name == "name":
                made.fields["name"] = _one(
                    each.value, "text", 'A name is in quotes, as in name="Lead".'
                ).value
            elif each.name == "group":
                made.fields["group"] = self._named(each.value, "group", variable)
            elif each.name == "collapsed":
                if _one(each.value, "flag", "collapsed is True or False.").value:
                    made.fields["collapsed"] = True
            elif each.name == "colour":
                colour = _one(each.value, "number", "colour goes from 1 to 8.").value
                if colour not in range(1, 9):
                    raise Misread(each.at, "colour goes from 1 to 8.")
                made.fields["colour"] = int(colour)
            else:
                known = ["name", "group", "collapsed", "colour"]
                raise Misread(each.at, f"A group has no {each.name}: {nearest(each.name, known)}")
        self._name(made, variable, "groups")

    def _preset(self, variable: str, statement: Statement) -> None:
        values = statement.values
        kind = self._kind(values[0] if values else None, statement, "Preset")
        made = Made({"kind": kind}, statement.at, {"kind": statement.called_at})
        self.program.presets[variable] = made
        for each in statement.keywords:
            made.places[each.name] = each.at
            if each.name == "name":
                made.fields["name"] = _one(
                    each.value, "text", 'A name is in quotes, as in name="Warm".'
                ).value
                continue
            word = word_of_key(each.name)
            made.places[f"p_{word}"] = each.at
            if len(each.value.terms) > 1 or each.value.terms[0].kind == "name":
                raise Misread(each.at, f"{word} of a preset is a number: cables go to nodes.")
            made.fields[f"p_{word}"] = _number(kind, word, each.value.terms[0])
        self._name(made, variable, "presets")

    def _label(self, statement: Statement) -> None:
        if len(statement.values) != 1:
            raise Misread(statement.at, 'A label has words in quotes, as in Label("Here it gets loud").')
        words = _one(statement.values[0], "text", "The words of a label are in quotes.").value
        made = Made({"text": words}, statement.at)
        for each in statement.keywords:
            if each.name != "group":
                raise Misread(each.at, f"A label has no {each.name}: {nearest(each.name, ['group'])}")
            made.fields["group"] = self._named(each.value, "group")
        self.program.labels.append(made)

    def _connect(self, statement: Statement) -> None:
        if len(statement.values) != 1 or statement.keywords:
            raise Misread(statement.at, "A cable goes to one place, as in echo.connect(lowpass.cutoff).")
        assert statement.owner is not None
        source, output = self._end(statement.owner, "out")
        target, port = self._end(_one(statement.values[0], "name", "A cable goes to a node."), "in")
        fields = {"source": source, "output": output, "target": target, "input": port}
        self.program.edges.append(Made(fields, statement.at))

    def _port(self, statement: Statement) -> None:
        assert statement.owner is not None
        direction = statement.called.removesuffix("put")
        group = str(statement.owner.value)
        if statement.owner.kind == "name" and self.program.find(group) is None:
            raise Misread(statement.owner.at, self._unknown(group, statement.owner.at.line))
        if group not in self.program.groups or statement.owner.port is not None:
            raise Misread(
                statement.owner.at,
                f"{group} is no group: only a group has an {statement.called}.",
            )
        if len(statement.values) != 2 or statement.keywords:
            raise Misread(
                statement.at,
                f'An {statement.called} is written as in {group}.{statement.called}("{direction}", echo).',
            )
        name = _one(statement.values[0], "text", "The name of a port is in quotes.").value
        node, port = self._end(_one(statement.values[1], "name", "A port is one of a node."), direction)
        fields = {"group": group, "direction": direction, "name": name, "node": node, "port": port}
        self.program.ports.append(Made(fields, statement.at))

    def _end(self, term: Term, default: str) -> tuple[str, str]:
        if term.kind != "name":
            raise Misread(term.at, FOREIGN)
        return self._ends(term), term.port or default

    def _ends(self, term: Term) -> str:
        variable = str(term.value)
        if variable in self.program.nodes or variable in self.program.groups:
            return variable
        if variable in self.program.presets:
            raise Misread(term.at, f"{variable} is a preset: nothing comes out of it.")
        raise Misread(term.at, self._unknown(variable, term.at.line, cable=True))

    def _named(self, value: Value, root: str, own: str = "") -> str:
        term = _one(value, "name", f"{root} is a name of above.")
        variable = str(term.value)
        there = self.program.groups if root == "group" else self.program.presets
        if variable not in there or variable == own or term.port is not None:
            if self.program.find(variable) is None:
                raise Misread(term.at, self._unknown(variable, term.at.line))
            raise Misread(
                term.at,
                f"{variable} is no {root}: {nearest(variable, [each for each in there if each != own])}",
            )
        return variable

    def _unknown(self, variable: str, line: int, *, cable: bool = False) -> str:
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

    def _part(self, word: str, at: At) -> str:
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

    def _kind(self, value: Value | None, statement: Statement, what: str) -> str:
        example = f"{what}(LowPassFilter, …)" if what == "Preset" else 'Node("filter.lowpass", …)'
        if value is None or len(value.terms) != 1:
            raise Misread(statement.at, f"Its kind comes first, as in {example}.")
        term = value.terms[0]
        if term.kind == "text":
            return str(term.value)
        if term.kind == "name" and term.port is None and term.value in kinds():
            return kinds()[str(term.value)]
        if term.kind == "name":
            raise Misread(
                term.at, f"There is no kind of node {term.value}: {nearest(str(term.value), kinds())}"
            )
        raise Misread(term.at, f"Its kind comes first, as in {example}.")

    def _name(self, made: Made, variable: str, root: str) -> None:
        said = name_said(variable, made.fields.get("kind"), root)
        if "name" not in made.fields and said is not None:
            made.fields["name"] = said


def class_name(kind: str) -> str:
    """What a kind is called in a sentence."""
    return classes().get(kind, kind)


def _number(kind: str, word: str, term: Term) -> float:
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


def _one(value: Value, kind: str, sentence: str) -> Term:
    if len(value.terms) != 1 or value.terms[0].kind != kind:
        raise Misread(value.at, sentence)
    return value.terms[0]


def _none(statement: Statement) -> None:
    if statement.values:
        raise Misread(statement.values[0].at, f"What {statement.called} is given has a keyword.")


def _sum(values: list[Value]) -> str:
    words = [str(term.value) for value in values[:2] for term in value.terms[:1]]
    return " + ".join(words)

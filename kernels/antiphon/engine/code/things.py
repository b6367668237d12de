"""Things that a text gives variables, and labels: nodes, groups, presets."""

from __future__ import annotations

from collections.abc import Iterable

from antiphon.engine.code.program import Made, Misread
from antiphon.engine.code.scope import Scope
from antiphon.engine.code.sketch import FLAGS
from antiphon.engine.code.syntax import Keyword, Statement, Term, Value
from antiphon.engine.code.values import kind as kind_said
from antiphon.engine.code.values import number, one
from antiphon.engine.code.words import FIELDS, kinds, nearest, word_of_key


def node(scope: Scope, variable: str, statement: Statement) -> None:
    """A node, with the cables that come to it."""
    values = list(statement.values)
    if statement.called == "Node":
        kind = kind_said(values.pop(0) if values else None, statement, "Node")
    else:
        kind = kinds()[statement.called]
    made = Made({"kind": kind}, statement.at, {"kind": statement.called_at})
    # A node that is not whole is there all the same, so that what names it is no problem as well.
    scope.program.nodes[variable] = made
    edges: list[Made] = []
    if len(values) > 1:
        raise Misread(
            values[1].at, f"Only what goes in is without a keyword: add several up, as in {_sum(values)}."
        )
    if values:
        _cables(scope, values[0].terms, variable, "in", edges)
    for each in statement.keywords:
        if each.name in FIELDS:
            _field(scope, made, each)
        else:
            _parameter(scope, made, variable, each, edges)
    scope.name(made, variable, "nodes")
    scope.program.edges += edges


def group(scope: Scope, variable: str, statement: Statement) -> None:
    """A group."""
    made = Made({}, statement.at)
    scope.program.groups[variable] = made
    _none(statement)
    for each in statement.keywords:
        made.places[each.name] = each.at
        if each.name == "name":
            made.fields["name"] = one(each.value, "text", 'A name is in quotes, as in name="Lead".').value
        elif each.name == "group":
            made.fields["group"] = scope.named(each.value, "group", variable)
        elif each.name == "collapsed":
            if one(each.value, "flag", "collapsed is True or False.").value:
                made.fields["collapsed"] = True
        elif each.name == "colour":
            colour = one(each.value, "number", "colour goes from 1 to 8.").value
            if colour not in range(1, 9):
                raise Misread(each.at, "colour goes from 1 to 8.")
            made.fields["colour"] = int(colour)
        else:
            known = ["name", "group", "collapsed", "colour"]
            raise Misread(each.at, f"A group has no {each.name}: {nearest(each.name, known)}")
    scope.name(made, variable, "groups")


def preset(scope: Scope, variable: str, statement: Statement) -> None:
    """A preset of the session."""
    values = statement.values
    kind = kind_said(values[0] if values else None, statement, "Preset")
    made = Made({"kind": kind}, statement.at, {"kind": statement.called_at})
    scope.program.presets[variable] = made
    for each in statement.keywords:
        made.places[each.name] = each.at
        if each.name == "name":
            made.fields["name"] = one(each.value, "text", 'A name is in quotes, as in name="Warm".').value
            continue
        word = word_of_key(each.name)
        made.places[f"p_{word}"] = each.at
        if len(each.value.terms) > 1 or each.value.terms[0].kind == "name":
            raise Misread(each.at, f"{word} of a preset is a number: cables go to nodes.")
        made.fields[f"p_{word}"] = number(kind, word, each.value.terms[0])
    scope.name(made, variable, "presets")


def label(scope: Scope, statement: Statement) -> None:
    """Words on the graph."""
    if len(statement.values) != 1:
        raise Misread(statement.at, 'A label has words in quotes, as in Label("Here it gets loud").')
    words = one(statement.values[0], "text", "The words of a label are in quotes.").value
    made = Made({"text": words}, statement.at)
    for each in statement.keywords:
        if each.name != "group":
            raise Misread(each.at, f"A label has no {each.name}: {nearest(each.name, ['group'])}")
        made.fields["group"] = scope.named(each.value, "group")
    scope.program.labels.append(made)


def _field(scope: Scope, made: Made, keyword: Keyword) -> None:
    """What any node may say of itself."""
    name, value = keyword.name, keyword.value
    made.places[name] = keyword.at
    if name in FLAGS:
        if one(value, "flag", f"{name} is True or False.").value:
            made.fields[name] = True
    elif name == "name":
        made.fields[name] = one(value, "text", 'A name is in quotes, as in name="Warm lead".').value
    elif name == "part":
        word = str(one(value, "text", 'A part is in quotes, as in part="Flute".').value)
        made.fields[name] = scope.part(word, value.at)
    else:
        made.fields[name] = scope.named(value, name)


def _parameter(scope: Scope, made: Made, variable: str, keyword: Keyword, edges: list[Made]) -> None:
    """A parameter's value, and the cables that are added to it."""
    word = word_of_key(keyword.name)
    made.places[f"p_{word}"] = keyword.at
    cables = []
    for term in keyword.value.terms:
        if term.kind == "name":
            cables.append(term)
            continue
        if f"p_{word}" in made.fields:
            raise Misread(term.at, f"{word} has one value, and what is plugged into it added.")
        made.fields[f"p_{word}"] = number(made.fields["kind"], word, term)
    _cables(scope, cables, variable, word, edges)


def _cables(scope: Scope, terms: Iterable[Term], variable: str, port: str, edges: list[Made]) -> None:
    """Cables to a port of a node."""
    for term in terms:
        if term.kind != "name":
            raise Misread(term.at, "What goes in is a node, as in Echo(flute); other values have a keyword.")
        source = scope.owner(term)
        output = term.port or "out"
        fields = {"source": source, "output": output, "target": variable, "input": port}
        edges.append(Made(fields, term.at))


def _none(statement: Statement) -> None:
    if statement.values:
        raise Misread(statement.values[0].at, f"What {statement.called} is given has a keyword.")


def _sum(values: list[Value]) -> str:
    words = [str(term.value) for value in values[:2] for term in value.terms[:1]]
    return " + ".join(words)

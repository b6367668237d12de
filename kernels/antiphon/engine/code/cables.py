"""Cables that are laid by `connect`, and the ports of groups."""

from __future__ import annotations

from antiphon.engine.code.program import Made, Misread
from antiphon.engine.code.scope import Scope
from antiphon.engine.code.syntax import Statement
from antiphon.engine.code.values import one


def connect(scope: Scope, statement: Statement) -> None:
    """A cable, between things of above."""
    if len(statement.values) != 1 or statement.keywords:
        raise Misread(statement.at, "A cable goes to one place, as in echo.connect(lowpass.cutoff).")
    assert statement.owner is not None
    source, output = scope.end(statement.owner, "out")
    target, port = scope.end(one(statement.values[0], "name", "A cable goes to a node."), "in")
    fields = {"source": source, "output": output, "target": target, "input": port}
    scope.program.edges.append(Made(fields, statement.at))


def port(scope: Scope, statement: Statement) -> None:
    """A port of a group."""
    assert statement.owner is not None
    direction = statement.called.removesuffix("put")
    group = str(statement.owner.value)
    if statement.owner.kind == "name" and scope.program.find(group) is None:
        raise Misread(statement.owner.at, scope.unknown(group, statement.owner.at.line))
    if group not in scope.program.groups or statement.owner.port is not None:
        raise Misread(
            statement.owner.at,
            f"{group} is no group: only a group has an {statement.called}.",
        )
    if len(statement.values) != 2 or statement.keywords:
        raise Misread(
            statement.at,
            f'An {statement.called} is written as in {group}.{statement.called}("{direction}", echo).',
        )
    name = one(statement.values[0], "text", "The name of a port is in quotes.").value
    node, port = scope.end(one(statement.values[1], "name", "A port is one of a node."), direction)
    fields = {"group": group, "direction": direction, "name": name, "node": node, "port": port}
    scope.program.ports.append(Made(fields, statement.at))

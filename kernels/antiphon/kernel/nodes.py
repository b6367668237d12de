"""The graph's text, run by a notebook.

After `from antiphon.kernel.nodes import *`, in `with piece.graph.written():`,

    lfo = LFO(rate=0.5)
    flute = Flute(part="Flute")
    lowpass = LowPassFilter(flute, cutoff=800 + lfo)

Each class is a kind of the catalogue. The calls are noted down as the statements that they are in the text; when the block
ends, the graph becomes what they say, as `piece.graph.apply` makes it of a text.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from antiphon.engine.catalogue import catalogue
from antiphon.engine.code import At, Keyword, Statement, Term, Value
from antiphon.engine.code.words import STATEMENTS, class_of, numbered, word_of
from antiphon.kernel.errors import EditError

_notes: ContextVar[Notes | None] = ContextVar("notes", default=None)


class _Source:
    """What can be added up and connected."""

    def __add__(self, other: object) -> Sum:
        return Sum((*_terms(self), *_terms(other)))

    def __radd__(self, other: object) -> Sum:
        return Sum((*_terms(other), *_terms(self)))


@dataclass(frozen=True, slots=True)
class Sum(_Source):
    """What is plugged into one place, and the place's own value."""

    terms: tuple[object, ...]


class Port(_Source):
    """A port of a node or group."""

    def __init__(self, owner: Thing, name: str | None) -> None:
        self._owner, self._name = owner, name

    def connect(self, target: object) -> None:
        """Lay a cable to a node, or a port of one."""
        _note(None, self, "connect", (target,), {})


class Thing(_Source):
    """A node, group or preset that was written; its attributes are its ports."""

    def __init__(self, called: str, values: tuple[object, ...], keywords: Mapping[str, object]) -> None:
        _note(self, None, called, values, keywords)
        self._called = called

    def connect(self, target: object) -> None:
        """Lay a cable to a node, or a port of one."""
        _note(None, Port(self, None), "connect", (target,), {})

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if self._called == "Group" and name in ("input", "output"):

            def port(*values: object, **keywords: object) -> None:
                _note(None, Port(self, None), name, values, keywords)

            return port
        return Port(self, name)

    def __getitem__(self, name: str) -> Port:
        return Port(self, name)


@dataclass(slots=True)
class Notes:
    """What is written in one block."""

    calls: list[tuple[int, Thing | None, Port | None, str, tuple[object, ...], Mapping[str, object]]] = field(
        default_factory=list
    )

    def statements(self, variables: Iterable[Mapping[str, object]]) -> list[Statement]:
        """The statements.

        Args:
            variables: Where things may have names, the nearest first.
        """
        things = {id(thing): called for _, thing, _, called, _, _ in self.calls if thing is not None}
        names: dict[int, str] = {}
        for scope in variables:
            for name, held in scope.items():
                if id(held) in things and name.isidentifier() and name not in names.values():
                    names.setdefault(id(held), name)
        for each, called in things.items():
            if each not in names:
                word = word_of(_kinds().get(called, f"x.{called.lower()}"))
                names[each] = numbered(word, {*names.values()})

        def term(of: object, at: At) -> Term:
            if isinstance(of, (Thing, Port)):
                owner, port = (of._owner, of._name) if isinstance(of, Port) else (of, None)
                if id(owner) not in names:
                    raise EditError(f"Line {at.line}: this is of another block: write it in this one.")
                return Term(at, "name", names[id(owner)], port)
            if isinstance(of, type) and of.__name__ in _kinds():
                return Term(at, "name", of.__name__)
            if isinstance(of, bool):
                return Term(at, "flag", of)
            if isinstance(of, (int, float)):
                return Term(at, "number", float(of))
            if isinstance(of, str):
                return Term(at, "text", of)
            raise EditError(f"Line {at.line}: {of!r} cannot be written here: numbers, words and nodes can.")

        def value(of: object, at: At) -> Value:
            return Value(at, tuple(term(each, at) for each in _terms(of)))

        found = []
        for line, thing, owner, called, values, keywords in self.calls:
            at = At(line, 1, line, 1)
            found.append(
                Statement(
                    at,
                    names[id(thing)] if thing is not None else None,
                    term(owner, at) if owner is not None else None,
                    called,
                    at,
                    tuple(value(each, at) for each in values),
                    tuple(Keyword(at, name, value(each, at)) for name, each in keywords.items()),
                )
            )
        return found


class Writing:
    """A block in which a graph is written; see `Graph.written`."""

    def __init__(self, done: Callable[[list[Statement]], object]) -> None:
        self._done = done

    def __enter__(self) -> None:
        if _notes.get() is not None:
            raise EditError("A graph is being written already: end that block first.")
        self._token = _notes.set(Notes())
        self._frame: FrameType | None = sys._getframe(1)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        notes, frame = _notes.get(), self._frame
        _notes.reset(self._token)
        self._frame = None
        if kind is None and notes is not None and frame is not None:
            self._done(notes.statements((dict(frame.f_locals), dict(frame.f_globals))))


def Label(text: str, group: Thing | None = None) -> None:
    """Words on the graph."""
    _note(None, None, "Label", (text,), {} if group is None else {"group": group})


def _terms(of: object) -> tuple[object, ...]:
    return of.terms if isinstance(of, Sum) else (of,)


def _note(
    thing: Thing | None,
    owner: Port | None,
    called: str,
    values: tuple[object, ...],
    keywords: Mapping[str, object],
) -> None:
    notes = _notes.get()
    if notes is None:
        raise EditError(f"Write {called}(…) in a block that begins with: with piece.graph.written():")
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and frame.f_globals is globals():
        frame = frame.f_back
    notes.calls.append((frame.f_lineno if frame else 1, thing, owner, called, values, keywords))


def _kinds() -> Mapping[str, str]:
    return {class_of(kind): name for name, kind in catalogue().items()}


def _class(name: str, words: str) -> type[Thing]:
    def __init__(self: Thing, *values: object, **keywords: object) -> None:
        Thing.__init__(self, name, values, keywords)

    return type(name, (Thing,), {"__init__": __init__, "__doc__": words, "__module__": __name__})


for _kind in catalogue().values():
    _ranges = "\n".join(
        f"    {each.name}: {each.help} {each.minimum:g} to {each.maximum:g}{' ' + each.unit if each.unit else ''}."
        for each in _kind.parameters
    )
    globals()[class_of(_kind)] = _class(class_of(_kind), f"{_kind.title}: {_kind.help}\n\n{_ranges}".rstrip())
for _name, _words in {
    "Node": "A node of a kind by its name in the catalogue, first.",
    "Group": "Nodes that are one thing.",
    "Preset": "Values of the parameters of one kind of node, which comes first.",
}.items():
    globals()[_name] = _class(_name, _words)

__all__ = [*map(class_of, catalogue().values()), *STATEMENTS]

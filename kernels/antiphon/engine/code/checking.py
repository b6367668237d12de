"""Why what a program says anew cannot be; what was there before is not asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from antiphon.document.codec import number_text
from antiphon.engine.catalogue import Kind, catalogue
from antiphon.engine.code.printing import part_words
from antiphon.engine.code.program import Made, Program
from antiphon.engine.code.sketch import Entries, Entry, Sketch
from antiphon.engine.code.syntax import At, Problem
from antiphon.engine.code.words import FIELDS, class_name, nearest

_PORT = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")


class Checker:
    """Collects problems.

    Attributes:
        problems: What was found.
    """

    def __init__(
        self, document: Mapping[str, Any], old: Sketch, ids: Mapping[str, str], program: Program
    ) -> None:
        self._document, self._old, self._ids, self._program = document, old, ids, program
        self.problems: list[Problem] = []

    def sorted(self) -> tuple[Problem, ...]:
        """In the order of the text."""
        return tuple(sorted(self.problems, key=lambda each: (each.at.line, each.at.column)))

    def everything(self, said: Mapping[str, Entries]) -> None:
        """Look at all that is new."""
        for variable, made in self._program.presets.items():
            id = self._ids[variable]
            old = self._old.presets.get(id, {})
            self._length(made, old, "name", 100)
            self._kind(made, old)
            self._parameters(made, old)
        for variable, made in self._program.groups.items():
            self._length(made, self._old.groups.get(self._ids[variable], {}), "name", 2000)
        for variable, made in self._program.nodes.items():
            self._node(variable, made, said)
        for made in self._program.labels:
            self._length(made, {}, "text", 2000)
        known_ports = [_without_id(each) for each in self._old.ports.values()]
        for made in self._program.ports:
            fields = self._resolved(made)
            if fields not in known_ports:
                self._port(made)
        known = Counter(_ends(each) for each in self._old.edges.values())
        seen: Counter[tuple[str, ...]] = Counter()
        for made in self._program.edges:
            ends = _ends(self._resolved(made))
            seen[ends] += 1
            if seen[ends] > known[ends]:
                self._edge(made, seen[ends] > 1)

    def _say(self, at: At, message: str) -> None:
        self.problems.append(Problem(at, message))

    def _resolved(self, made: Made) -> Entry:
        names = ("group", "source", "target", "node")
        return {name: self._ids[value] if name in names else value for name, value in made.fields.items()}

    def _length(self, made: Made, old: Entry, field: str, most: int) -> None:
        words = str(made.fields.get(field, ""))
        if len(words.encode("utf-16-le", "surrogatepass")) // 2 > most and words != old.get(field):
            self._say(made.place(field), f"A {field} has at most {most} characters.")

    def _kind(self, made: Made, old: Entry) -> None:
        kind = made.fields["kind"]
        if kind not in catalogue() and kind != old.get("kind"):
            self._say(made.place("kind"), f"There is no kind of node {kind}: {nearest(kind, catalogue())}")

    def _parameters(self, made: Made, old: Entry) -> None:
        kind = made.fields["kind"]
        known = catalogue().get(kind)
        same = old.get("kind") == kind
        for field, value in made.fields.items():
            if not field.startswith("p_") or (same and old.get(field) == value):
                continue
            if known is None:
                continue
            parameter = next((each for each in known.parameters if f"p_{each.name}" == field), None)
            if parameter is None:
                self._say(made.place(field), self._no_word(known, field[2:]))
            elif not parameter.minimum <= value <= parameter.maximum:
                low, high = number_text(float(parameter.minimum)), number_text(float(parameter.maximum))
                unit = f" {parameter.unit}" if parameter.unit else ""
                self._say(
                    made.place(field),
                    f"{parameter.name} of {class_name(kind)} goes from {low} to {high}{unit}, "
                    f"and {number_text(value)} is not within.",
                )

    def _no_word(self, kind: Kind, word: str, cable: bool = False) -> str:
        words = [*(each.name for each in kind.parameters), *(each for each in kind.inputs if each != "in")]
        near = nearest(word, words if cable else [*words, *FIELDS])
        return f"{class_name(kind.name)} has no {word}: {near if near.startswith('did') else nearest(word, words)}"

    def _node(self, variable: str, made: Made, said: Mapping[str, Entries]) -> None:
        id = self._ids[variable]
        old = self._old.nodes.get(id, {})
        fields = made.fields
        self._kind(made, old)
        self._length(made, old, "name", 2000)
        self._parameters(made, old)
        known = catalogue().get(fields["kind"])
        if "part" in fields and fields["part"] != old.get("part"):
            parts = self._document.get("parts", {})
            if fields["part"] not in parts:
                words = part_words(parts).values()
                self._say(
                    made.place("part"), f"There is no part {fields['part']}: {nearest(fields['part'], words)}"
                )
            elif known and not known.names_part:
                self._say(
                    made.place("part"), f"{class_name(known.name)} has no part: connect an instrument to it."
                )
        if "preset" in fields and self._ids[fields["preset"]] != old.get("preset"):
            kind = said["presets"][self._ids[fields["preset"]]]["kind"]
            if kind != fields["kind"]:
                self._say(
                    made.place("preset"),
                    f"{fields['preset']} is a preset of {class_name(kind)}, and not of {class_name(fields['kind'])}.",
                )

    def _port(self, made: Made) -> None:
        name = made.fields["name"]
        if not _PORT.match(name):
            self._say(made.at, f"{name} cannot be the name of a port: lower-case letters, digits and _ can.")
            return
        self._carries(made.fields["node"], made.fields["direction"], made.fields["port"], made.at)

    def _edge(self, made: Made, double: bool) -> None:
        fields = made.fields
        gives = self._carries(fields["source"], "out", fields["output"], made.at)
        takes = self._carries(fields["target"], "in", fields["input"], made.at)
        if gives is None or takes is None:
            return
        if gives and takes and gives != takes:
            source = fields["source"] + ("" if fields["output"] == "out" else f".{fields['output']}")
            target = fields["target"] + ("" if fields["input"] == "in" else f".{fields['input']}")
            self._say(
                made.at,
                f"{source} gives {_signal(gives)}, and {target} takes {_signal(takes)}: connect what carries the same.",
            )
        elif double:
            self._say(made.at, f"{fields['source']} is connected there already.")

    def _carries(self, variable: str, direction: str, port: str, at: At) -> str | None:
        """What a port carries; empty where that is not known; None where there is none, which is said."""
        seen: set[tuple[str, str]] = set()
        while variable in self._program.groups and (variable, port) not in seen:
            seen.add((variable, port))
            doors = {
                str(each.fields["name"]): each.fields
                for each in self._program.ports
                if (each.fields["group"], each.fields["direction"]) == (variable, direction)
            }
            if port not in doors:
                self._say(at, f"{variable} has no {direction}put {port}: {nearest(port, doors)}")
                return None
            variable, port = doors[port]["node"], doors[port]["port"]
        made = self._program.nodes.get(variable)
        known = catalogue().get(made.fields["kind"]) if made else None
        if made is None or known is None:
            return ""
        ports = known.inputs if direction == "in" else known.outputs
        if port in ports:
            return ports[port]
        if direction == "in" and port != "in" and port not in (each.name for each in known.parameters):
            self._say(at, self._no_word(known, port, True))
        elif direction == "in" and port != "in":
            self._say(at, f"{port} of {class_name(known.name)} takes no cable: it is set by hand alone.")
        elif not ports:
            what = "nothing goes into it" if direction == "in" else "nothing comes out of it"
            self._say(at, f"{variable} is a {class_name(known.name)}: {what}.")
        else:
            self._say(at, f"{class_name(known.name)} has no {direction}put {port}: {nearest(port, ports)}")
        return None


def _ends(entry: Entry) -> tuple[str, ...]:
    return tuple(entry[name] for name in ("source", "output", "target", "input"))


def _without_id(entry: Entry) -> Entry:
    return {name: value for name, value in entry.items() if name != "id"}


def _signal(carried: str) -> str:
    return "notes" if carried == "note" else carried

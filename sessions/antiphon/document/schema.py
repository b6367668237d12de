"""The schema of the document, compiled to one check per field.

`schema.json` is the only place where fields are declared. Here each of its fields becomes a function that
returns the field's value in canonical form or refuses it, so that reading a file (which refuses) and reading
a Y document (which leaves out) apply the same rules. `src/document/schema.ts` is the same in TypeScript, to
the letter of the messages.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

Scalar = str | int | float | bool
Check = Callable[[object], Scalar]

LARGEST: Final = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly."""


class Refused(ValueError):
    """A value that the schema does not allow; the message says why, such as `not a pitch`."""


@dataclass(frozen=True)
class Kind:
    """The shape of one kind of entry.

    Attributes:
        name: The name of its definition in the schema, such as `Event`.
        fields: A check for each field that it may have.
        required: The fields that it must have, sorted.
        others: Patterns of further field names, with their checks.
    """

    name: str
    fields: Mapping[str, Check]
    required: tuple[str, ...]
    others: tuple[tuple[re.Pattern[str], Check], ...]

    def check(self, field: str) -> Check | None:
        """The check of a field, or None where this kind has no such field."""
        known = self.fields.get(field)
        if known is not None:
            return known
        return next((check for pattern, check in self.others if pattern.fullmatch(field)), None)

    def value(self, field: str, value: object) -> Scalar:
        """A field's value in canonical form.

        Raises:
            Refused: This kind has no such field, or not with this value.
        """
        check = self.fields.get(field) or self.check(field)
        if check is None:
            raise Refused("unknown")
        return check(value)

    def remove(self, field: str) -> None:
        """Whether an entry may go without a field.

        Raises:
            Refused: An entry of this kind must have the field.
        """
        if field in self.required:
            raise Refused("missing")


def _text(limit: int | None, pattern: str | None, choices: tuple[str, ...] | None, noun: str) -> Check:
    compiled = re.compile(pattern) if pattern else None
    allows: Callable[[str], object] | None = frozenset(choices).__contains__ if choices else None
    if compiled is not None and allows is None:
        allows = compiled.fullmatch
    longest = LARGEST if limit is None else limit

    def check(value: object) -> Scalar:
        if (
            type(value) is str
            and value.isascii()
            and len(value) <= longest
            and (allows is None or allows(value))
        ):
            return value
        return thorough(value)

    def thorough(value: object) -> Scalar:
        if type(value) is not str:
            raise Refused("not a text")
        if limit is not None and len(value) > limit:
            raise Refused(f"longer than {limit} characters")
        if choices is not None and value not in choices:
            raise Refused(f"not one of {', '.join(choices)}")
        if compiled is not None and not compiled.fullmatch(value):
            raise Refused(f"not a valid {noun}")
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            raise Refused("not a valid text")
        return value

    return check


def _within(value: float, minimum: float, maximum: float) -> None:
    if not minimum <= value <= maximum:
        raise Refused(f"not between {minimum:g} and {maximum:g}")


def _integer(minimum: int, maximum: int) -> Check:
    def check(value: object) -> Scalar:
        whole = type(value) is int or (type(value) is float and value.is_integer())
        if not whole:
            raise Refused("not a whole number")
        _within(value, minimum, maximum)  # type: ignore[arg-type]
        return int(value)  # type: ignore[call-overload, no-any-return]

    return check


def _number(minimum: float, maximum: float) -> Check:
    def check(value: object) -> Scalar:
        if type(value) is not float and type(value) is not int:
            raise Refused("not a number")
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise Refused("not a number")
        _within(number, minimum, maximum)
        return number

    return check


def _boolean(value: object) -> Scalar:
    if type(value) is not bool:
        raise Refused("not true or false")
    return value


def _compile(schema: Mapping[str, Any], field: str, rule: Mapping[str, Any]) -> Check:
    noun = field
    if "$ref" in rule:
        name = rule["$ref"].removeprefix("#/$defs/")
        noun, rule = name.lower(), schema["$defs"][name]
    match rule["type"]:
        case "string":
            choices = tuple(rule["enum"]) if "enum" in rule else None
            return _text(rule.get("maxLength"), rule.get("pattern"), choices, noun)
        case "integer":
            return _integer(rule.get("minimum", -LARGEST), rule.get("maximum", LARGEST))
        case "number":
            return _number(rule.get("minimum", -math.inf), rule.get("maximum", math.inf))
        case "boolean":
            return _boolean
    raise TypeError(f"schema.json: {field} is of type {rule['type']}, which no check is written for")


def _kind(schema: Mapping[str, Any], name: str) -> Kind:
    definition = schema["$defs"][name]
    return Kind(
        name=name,
        fields={
            field: _compile(schema, field, rule) for field, rule in definition.get("properties", {}).items()
        },
        required=tuple(sorted(definition.get("required", ()))),
        others=tuple(
            (re.compile(pattern), _compile(schema, "parameter", rule))
            for pattern, rule in definition.get("patternProperties", {}).items()
        ),
    )


def _name(root: Mapping[str, Any]) -> str:
    reference: str = root.get("$ref") or root["additionalProperties"]["$ref"]
    return reference.removeprefix("#/$defs/")


SCHEMA: Final[Mapping[str, Any]] = json.loads(
    files("antiphon.document").joinpath("schema.json").read_text(encoding="utf-8")
)
"""The JSON Schema itself."""

VERSION: Final[int] = SCHEMA["properties"]["antiphon"]["const"]
"""The format version that this code writes."""

KINDS: Final[Mapping[str, Kind]] = {
    root: _kind(SCHEMA, _name(rule)) for root, rule in SCHEMA["properties"].items() if root != "antiphon"
}
"""For each root, in the schema's order, the kind of its entries (for `meta`, of itself)."""

ROOTS: Final[tuple[str, ...]] = tuple(KINDS)
"""The names of the roots, in the schema's order."""

_check_id = _compile(SCHEMA, "id", {"$ref": "#/$defs/Id"})


def is_id(value: object) -> bool:
    """Whether a value is an id: a letter, then up to 63 letters, digits, `_` or `-`."""
    try:
        _check_id(value)
    except Refused:
        return False
    return True

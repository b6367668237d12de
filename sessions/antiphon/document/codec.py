"""The codec: an `.antiphon` file's text to and from a document.

The text is canonical: one document has one text, whoever wrote it. Keys are sorted, an entry of a root has a
line, and numbers are written as ECMAScript writes them (as in RFC 8785), so that Python and TypeScript agree
on every byte.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from antiphon.document.migrations import MIGRATIONS, migrate
from antiphon.document.schema import KINDS, ROOTS, VERSION, Refused, Scalar, is_id
from antiphon.document.types import Document


class DocumentError(ValueError):
    """A text that is not a valid document; the message is one sentence that says what is wrong and where."""


class NewerVersionError(DocumentError):
    """A file of a format version that a later Antiphon wrote."""


@dataclass(frozen=True, order=True)
class Refusal:
    """Something that the schema refuses.

    Attributes:
        root: The root it is in.
        id: The entry it is in; empty where it is the root itself or a field of `meta`.
        field: The field; empty where it is the whole entry.
        why: Such as `not a valid pitch`.
    """

    root: str
    id: str
    field: str
    why: str

    def __str__(self) -> str:
        where = ".".join(step for step in (self.root, self.id, self.field) if step)
        return f"{where}: {self.why}"


def empty() -> Document:
    """A new document with nothing in it."""
    return cast(Document, {"antiphon": VERSION} | {root: {} for root in ROOTS})


def inspect(raw: Mapping[str, Any]) -> tuple[Document, list[Refusal]]:
    """Keep what the schema allows of anything shaped like JSON.

    Args:
        raw: A mapping of roots to entries, such as the content of a Y document. It is not changed.

    Returns:
        The document of what is allowed, in canonical form (whole numbers as `int`, numbers as `float`), and
        what was left out, in the order of the roots, ids and fields. An entry without a required field is
        left out whole.
    """
    document: dict[str, Any] = {"antiphon": VERSION}
    refusals = [Refusal(root, "", "", "unknown") for root in sorted(raw.keys() - KINDS.keys() - {"antiphon"})]
    for root in ROOTS:
        kept: dict[str, Any] = {}
        document[root] = kept
        entries = raw.get(root)
        if entries is None and root not in raw:
            continue
        if not isinstance(entries, Mapping):
            refusals.append(Refusal(root, "", "", "not an object"))
        elif root == "meta":
            kept.update(inspect_entry(root, "", entries, refusals) or {})
        else:
            for id in sorted(entries):
                if (entry := inspect_entry(root, id, entries[id], refusals)) is not None:
                    kept[id] = entry
    return cast(Document, document), refusals


def inspect_entry(root: str, id: str, entry: object, refusals: list[Refusal]) -> dict[str, Scalar] | None:
    """Keep what the schema allows of one entry; see `inspect`.

    Args:
        root: The name of a root that there is.
        id: The entry's id; empty for `meta`, which is one entry.
        entry: Anything.
        refusals: What is left out is added here.

    Returns:
        The entry, in canonical form; None where it is left out whole.
    """
    kind = KINDS[root]
    if root != "meta" and not is_id(id):
        refusals.append(Refusal(root, id, "", "not a valid id"))
        return None
    if not isinstance(entry, Mapping):
        refusals.append(Refusal(root, id, "", "not an object"))
        return None
    kept: dict[str, Scalar] = {}
    for field in sorted(entry):
        try:
            kept[field] = kind.value(field, entry[field])
        except Refused as refused:
            refusals.append(Refusal(root, id, field, str(refused)))
    missing = [field for field in kind.required if field not in kept]
    refusals.extend(Refusal(root, id, field, "missing") for field in missing if field not in entry)
    return None if missing else kept


def normalise(raw: Mapping[str, Any]) -> Document:
    """Keep what the schema allows of anything shaped like JSON, and say nothing; see `inspect`."""
    return inspect(raw)[0]


def decode(text: str) -> Document:
    """Read an `.antiphon` file's text, of this format version or an older one.

    Args:
        text: The text; where it is blank, the document is empty, as a file that was just created is.

    Returns:
        The document.

    Raises:
        NewerVersionError: A later version of the format.
        DocumentError: Anything else that is not a valid document.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        return empty()
    try:
        raw = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise DocumentError(
            f"This is not an Antiphon piece: line {error.lineno} is not JSON ({error.msg})."
        ) from None
    except RecursionError:
        raise DocumentError("This is not an Antiphon piece: it is nested too deeply.") from None
    version = raw.get("antiphon") if isinstance(raw, dict) else None
    if type(version) is not int or version < 1:
        raise DocumentError('This is not an Antiphon piece: it has no "antiphon" format version.')
    if version > VERSION:
        raise NewerVersionError(
            f"This piece is of format version {version}, and this Antiphon reads up to {VERSION}: "
            "update Antiphon to open it."
        )
    if any(step not in MIGRATIONS for step in range(version, VERSION)):
        raise DocumentError(f"This piece is of format version {version}, which this Antiphon cannot read.")
    raw = migrate(raw, version, VERSION)
    document, refusals = inspect(raw)
    refusals = [Refusal(root, "", "", "missing") for root in ROOTS if root not in raw] + refusals
    if refusals:
        more = f" (and {len(refusals) - 1} more)" if len(refusals) > 1 else ""
        raise DocumentError(f"This piece is damaged: {refusals[0]}{more}.")
    return document


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for index, name in enumerate(names) if name in names[:index])
        raise DocumentError(f'This piece is damaged: "{twice}" is there twice in one object.')
    return result


def _refuse_constant(name: str) -> Any:
    raise DocumentError(f"This piece is damaged: {name} is not a number that JSON has.")


def encode(document: Document) -> str:
    """Write a document as the canonical text of its file.

    Args:
        document: A valid document, such as `decode` and `normalise` return.

    Returns:
        The text, with a newline at the end.
    """
    roots: Mapping[str, Any] = document
    return assemble({root: lines(root, roots.get(root, {})) for root in ROOTS})


def lines(root: str, content: Mapping[str, Any]) -> dict[str, str]:
    """The lines of the text that a root's content has: one for each entry, or field of `meta`, by its id or name."""
    write = _scalar if root == "meta" else _entry
    return {id: f"  {_encode_text(id)}: {write(content[id])}" for id in content}


def assemble(lines: Mapping[str, Mapping[str, str]]) -> str:
    """The canonical text of a file, of the lines of each root."""
    return join({root: [lines[root][id] for id in sorted(lines[root])] for root in ROOTS})


def join(lines: Mapping[str, Sequence[str]]) -> str:
    """The canonical text of a file, of the lines of each root in the order of their ids."""
    blocks = [f' "antiphon": {VERSION}']
    for root in ROOTS:
        inner = lines[root]
        body = "{\n" + ",\n".join(inner) + "\n }" if inner else "{}"
        blocks.append(f' "{root}": {body}')
    return "{\n" + ",\n".join(sorted(blocks)) + "\n}\n"


_encode_flat = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _entry(entry: Mapping[str, Scalar]) -> str:
    if float not in map(type, entry.values()):
        return _encode_flat(entry)
    return "{" + ", ".join(f'"{field}": {_scalar(entry[field])}' for field in sorted(entry)) + "}"


_encode_text = json.JSONEncoder(ensure_ascii=False).encode


def _scalar(value: Scalar) -> str:
    return number_text(value) if type(value) is float else _encode_text(value)


def number_text(value: float) -> str:
    """Write a finite number as ECMAScript's `Number::toString` does.

    >>> number_text(2.0), number_text(-0.5), number_text(1e-7), number_text(1e21)
    ('2', '-0.5', '1e-7', '1e+21')
    """
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    if fraction == "0":
        fraction = ""
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    tail = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{tail}e{point - 1:+d}"

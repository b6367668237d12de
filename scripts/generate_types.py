"""Generate the types that cross the boundary, from the one schema and the one catalogue.

Writes `sessions/antiphon/document/types.py`, `extension/src/generated/schema.ts` and, where there is a
catalogue of node kinds and a library of sounds, `catalogue.ts` and `library.ts` beside it. With `--check` it
writes nothing and exits with 1 where a file is not what it would write.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent
SCHEMA = HOUSE / "sessions/antiphon/document/schema.json"
CATALOGUE = HOUSE / "kernels/antiphon/engine/catalogue.json"
LIBRARY = HOUSE / "kernels/antiphon/engine/library.json"
PYTHON = HOUSE / "sessions/antiphon/document/types.py"
GENERATED = HOUSE / "extension/src/generated"
NOTICE = "Generated from schema.json by scripts/generate_types.py: change that, and run it again."

CATALOGUE_TYPES = """
/** A knob of a kind of node; the field of a node is `p_` and its name. */
export interface Parameter {
  title: string;
  /** Such as `Hz`; empty for a plain number. */
  unit: string;
  minimum: number;
  maximum: number;
  default: number;
  /** How a slider runs between minimum and maximum. */
  curve: 'linear' | 'log';
  /** Whether only whole numbers mean something. */
  whole?: boolean;
  /** Whether the engine makes the node anew for another value. */
  fixed?: boolean;
  /** What each whole number from the minimum on is called, where it has a name. */
  choices?: readonly string[];
  help: string;
}

/** A kind of node. */
export interface NodeKind {
  title: string;
  family: string;
  help: string;
  /** A short musical use. */
  example: string;
  /** The signal of each input port, `audio`, `control` or `note`; a control port turns the parameter of its name. */
  inputs: Readonly<Record<string, string>>;
  /** The signal of each output port. */
  outputs: Readonly<Record<string, string>>;
  /** Microseconds that it takes of each block of 128 frames at 48 kHz, where that was measured. */
  cost: number;
  /** Microseconds more for each note that sounds, of an instrument. */
  voice_cost?: number;
  /** By name, in the order in which they are shown. */
  parameters: Readonly<Record<string, Parameter>>;
}

export interface Catalogue {
  /** By kind, such as `instrument.pluck`. */
  kinds: Readonly<Record<string, NodeKind>>;
  /** What plays a part that has no instrument: the first whose regular expression finds its lower-case name. */
  defaults: readonly { instruments: string; kind: string }[];
}
"""
"""The catalogue's types: TypeScript checks that its data fits them."""

LIBRARY_TYPES = """
import type { Edge, Group, Label, Node, Port } from './schema';

/** A part of a graph by itself; its ids count within it alone. */
export interface LibraryClip {
  antiphon_clip: 1;
  nodes: Readonly<Record<string, Node>>;
  edges: Readonly<Record<string, Edge>>;
  groups: Readonly<Record<string, Group>>;
  ports: Readonly<Record<string, Port>>;
  labels: Readonly<Record<string, Label>>;
}

/** Values of the parameters of a kind, under a name. */
export interface LibraryPreset {
  /** A kind of the catalogue. */
  kind: string;
  name: string;
  /** Words to look for it by. */
  tags: readonly string[];
  /** One sentence. */
  help: string;
  /** By parameter, in its unit; what is absent has the catalogue's default. */
  values: Readonly<Record<string, number>>;
}

/** Nodes that play notes together: a group with a port `in` for notes and a port `out` for sound. */
export interface LibraryInstrument {
  name: string;
  /** The group in which people look for it, as of the catalogue's kinds. */
  family: string;
  /** What it is and how to use it. */
  help: string;
  clip: LibraryClip;
  /** What is played on it where it is auditioned. */
  phrase: string;
}

/** A patch that teaches one idea. */
export interface LibraryDemo {
  title: string;
  /** What to turn, and what to listen for. */
  text: string;
  clip: LibraryClip;
  /** What is played on it where it is auditioned. */
  phrase: string;
}

/** What comes with Antiphon, by id. */
export interface Library {
  presets: Readonly<Record<string, LibraryPreset>>;
  instruments: Readonly<Record<string, LibraryInstrument>>;
  demos: Readonly<Record<string, LibraryDemo>>;
}
"""
"""The library's types, likewise."""

Json = Mapping[str, Any]


def entries(schema: Json) -> dict[str, Json]:
    """The definitions that are kinds of entries, by name."""
    return {name: rule for name, rule in schema["$defs"].items() if rule["type"] == "object"}


def field_type(schema: Json, rule: Json, names: Mapping[str, str], literal: str) -> tuple[str, str]:
    """A field's type in a language, and its description (empty where there is none).

    Args:
        schema: The whole schema.
        rule: The field's rule.
        names: JSON type → the language's.
        literal: A format of a choice of texts, with `{}` where they stand, joined by `names["|"]`.
    """
    description = rule.get("description", "")
    if "$ref" in rule:
        rule = schema["$defs"][rule["$ref"].removeprefix("#/$defs/")]
        description = description or rule.get("description", "")
    if "enum" in rule:
        return literal.format(names["|"].join(json.dumps(choice) for choice in rule["enum"])), description
    if "default" in rule:
        stop = "." if description and not description.endswith(".") else ""
        description = f"{description}{stop} Default {json.dumps(rule['default'])}.".strip()
    return names[rule["type"]], description


def wrapped(text: str, first: str, rest: str, width: int) -> list[str]:
    """A text broken into lines of at most a width, the first with one prefix, the others with another."""
    lines, line = [], first
    for word in text.split():
        if len(line) + len(word) + 1 > width and line.strip() != first.strip():
            lines.append(line.rstrip())
            line = rest
        line += word + " "
    return [*lines, line.rstrip()]


def broken(line: str) -> list[str]:
    """A line with brackets in brackets broken into several, as `ruff format` does."""
    start, _, inner = line.partition("[")
    inner = inner.removesuffix("]")
    indent = " " * (len(line) - len(line.lstrip()))
    if len(indent) + 4 + len(inner) <= 110 and start.endswith("NotRequired"):
        return [f"{start}[", f"{indent}    {inner}", f"{indent}]"]
    if start.endswith("NotRequired"):
        return [f"{start}[", *broken(f"{indent}    {inner}"), f"{indent}]"]
    return [f"{start}[", *(f"{indent}    {choice}," for choice in inner.split(", ")), f"{indent}]"]


def python_types(schema: Json) -> str:
    """The source of `antiphon.document.types`."""
    names = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "|": ", "}
    out = [f'"""The types of the document\'s entries.\n\n{NOTICE}\n"""', ""]
    out += ["from __future__ import annotations", ""]
    out += ["from typing import Literal, NotRequired, TypedDict", ""]
    for name, rule in entries(schema).items():
        description = rule.get("description", f"An entry: {name.lower()}.")
        out += ["", f"class {name}(TypedDict):"]
        first, _, rest = description.partition(". ")
        if "patternProperties" in rule:
            rest = "Its parameters, `p_` and a name, are further fields: see `parameters`."
        if rest:
            out += [
                f'    """{first.removesuffix(".")}.',
                "",
                *wrapped(rest, "    ", "    ", 108),
                '    """',
                "",
            ]
        else:
            out += [f'    """{first}"""', ""]
        for field, field_rule in rule["properties"].items():
            kind, description = field_type(schema, field_rule, names, "Literal[{}]")
            annotation = kind if field in rule.get("required", ()) else f"NotRequired[{kind}]"
            line = f"    {field}: {annotation}"
            out += [line] if len(line) <= 110 else broken(line)
            if description:
                out += wrapped(f'{description}"""', '    """', "    ", 108)
        out.append("")
    out += ["", "class Document(TypedDict):", f'    """{schema["description"].split(".")[0]}."""', ""]
    out.append(f"    antiphon: Literal[{schema['properties']['antiphon']['const']}]")
    for root, kind in root_kinds(schema).items():
        out.append(f"    {root}: {kind if root == 'meta' else f'dict[str, {kind}]'}")
    out += ["", "", "def parameters(node: Node | Preset) -> dict[str, float]:"]
    out += ['    """The parameters that a node or a preset sets, by name (without the prefix `p_`)."""']
    out += ["    fields: dict[str, object] = {**node}"]
    out += ["    return {"]
    out += ['        field.removeprefix("p_"): value']
    out += ["        for field, value in fields.items()"]
    out += ['        if field.startswith("p_") and isinstance(value, float)']
    out += ["    }"]
    return "\n".join(out) + "\n"


def root_kinds(schema: Json) -> dict[str, str]:
    """For each root but the version, the name of its entries' definition."""
    return {
        root: (rule.get("$ref") or rule["additionalProperties"]["$ref"]).removeprefix("#/$defs/")
        for root, rule in schema["properties"].items()
        if root != "antiphon"
    }


def typescript_comment(text: str, indent: str) -> list[str]:
    """A doc comment of one line or several."""
    if not text:
        return []
    line = f"{indent}/** {text} */"
    if len(line) <= 100:
        return [line]
    return [f"{indent}/**", *wrapped(text, f"{indent} * ", f"{indent} * ", 100), f"{indent} */"]


def typescript_types(schema: Json) -> str:
    """The source of `src/generated/schema.ts`."""
    names = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "|": " | "}
    out = [f"// {NOTICE}", ""]
    for name, rule in entries(schema).items():
        out += typescript_comment(rule.get("description", ""), "")
        out.append(f"export interface {name} {{")
        for field, field_rule in rule["properties"].items():
            kind, description = field_type(schema, field_rule, names, "{}")
            out += typescript_comment(description, "  ")
            out.append(f"  {field}{'' if field in rule.get('required', ()) else '?'}: {kind};")
        if "patternProperties" in rule:
            out += ["  /** A parameter's value in its unit; the catalogue's default where absent. */"]
            out += ["  [parameter: `p_${string}`]: number | undefined;"]
        out += ["}", ""]
    kinds = root_kinds(schema)
    out += typescript_comment(schema["description"], "")
    out += ["export interface Document {", f"  antiphon: {schema['properties']['antiphon']['const']};"]
    for root, kind in kinds.items():
        out.append(f"  {root}: {kind if root == 'meta' else f'Record<string, {kind}>'};")
    out += ["}", "", "/** The kind of each root's entries. */", "export interface Kinds {"]
    out += [f"  {root}: {kind};" for root, kind in kinds.items()]
    out += ["}", "", "/** A root's name. */", "export type Root = keyof Kinds;", ""]
    out += ["/** The JSON Schema that the checks of `document/schema.ts` are compiled from. */"]
    out += [f"export const schema = {json.dumps(schema, indent=2, ensure_ascii=False)} as const;", ""]
    return "\n".join(out)


def typescript_catalogue(catalogue: Json) -> str:
    """The source of `src/generated/catalogue.ts`: the catalogue as a typed constant."""
    notice = NOTICE.replace("schema.json", "catalogue.json")
    body = json.dumps(catalogue, indent=2, ensure_ascii=False)
    return f"// {notice}\n{CATALOGUE_TYPES}\nexport const catalogue: Catalogue = {body};\n"


def typescript_library(library: Json) -> str:
    """The source of `src/generated/library.ts`: the library as a typed constant."""
    notice = NOTICE.replace("schema.json", "library.json")
    body = json.dumps(library, indent=2, ensure_ascii=False)
    return f"// {notice}\n{LIBRARY_TYPES}\nexport const library: Library = {body};\n"


def outputs() -> dict[Path, str]:
    """Every file that is generated, with its content."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    result = {PYTHON: python_types(schema), GENERATED / "schema.ts": typescript_types(schema)}
    if CATALOGUE.exists():
        catalogue = json.loads(CATALOGUE.read_text(encoding="utf-8"))
        result[GENERATED / "catalogue.ts"] = typescript_catalogue(catalogue)
    if LIBRARY.exists():
        library = json.loads(LIBRARY.read_text(encoding="utf-8"))
        result[GENERATED / "library.ts"] = typescript_library(library)
    return result


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or with `--check` say which of them are stale.

    Returns:
        The exit code: 1 where `--check` found a stale file.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 on a stale file")
    check = parser.parse_args(arguments).check
    stale = [
        path
        for path, content in outputs().items()
        if not path.exists() or path.read_text(encoding="utf-8") != content
    ]
    for path in stale:
        name = path.relative_to(HOUSE)
        if check:
            print(f"{name} is not what scripts/generate_types.py writes: run it and commit the result.")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(outputs()[path], encoding="utf-8")
            print(f"wrote {name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())

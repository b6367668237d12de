"""Take the words of the interface out of its source, for translators, and give JupyterLab what they made of them.

Writes `extension/antiphon/lab/locale/antiphon.pot` (every `trans.__`, `_n`, `_p` and `_np` of `extension/src`, and the
words of the engine's catalogue and library in the context `sound`, what the lab server says in the context `server`, and what
the desk says), brings each language's `antiphon.po` up to it, and writes
`antiphon.json` beside that: what JupyterLab's server reads (the entry point `jupyterlab.locale`). What has no translation
is shown in English. With `--check` it writes nothing and exits with 1 where a file is not what it would write.

Either way it exits with 1 where a translation would come out wrong, or one of the server's or the desk's sentences has none: see
`faults`.
"""

from __future__ import annotations

import argparse
import ast
import gettext
import io
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).resolve().parent.parent
CATALOGUE = HOUSE / "kernels/antiphon/engine/catalogue.json"
LIBRARY = HOUSE / "kernels/antiphon/engine/library.json"
LOCALE = HOUSE / "extension/antiphon/lab/locale"
DOMAIN = "antiphon"
LANGUAGES = ("ar_SA", "de_DE", "es_ES", "fr_FR", "zh_CN")

SOUND = "sound"
"""The context of the catalogue's words; `ofSound` in the interface asks for them by their English."""

SERVER = "server"
"""The context of what the lab server says; `told` in the interface asks for it by its English."""

SAYS = ("extension/antiphon/lab", "sessions/antiphon/session")
"""Whose Python says something to the interface: in each `Saying`, and in these calls, of which this is the place."""

PLAIN = {"Refused": 0, "InvitationRefused": 1, "Option": 1}

CANVAS = ("extension/antiphon/lab/canvas_desk.py", "sessions/antiphon/session/canvas.py")
"""Where `CanvasRefused` is raised to the artist; elsewhere it is for phones."""

DESK = ("kernels/antiphon/kernel/desk.py", "kernels/antiphon/kernel/desk_rows.py")
"""Says what the interface says, in its own way: `t("%1 s left", …)` and `n("%1 vote", "%1 votes", …)`."""

PLACEHOLDER = re.compile(r"%\d|\{\w+\}")
COUNT = {"%1", "{count}"}
"""What stands for the number that a plural goes by."""

COUNTED = range(1200)
"""Numbers by which the forms of a plural are told apart; none of our languages has rules that begin further up but that of
a round million."""

CONTEXT_DELIMITER = "\x04"
NOT_OURS = re.compile(
    r'^(# |#$|#, fuzzy)|^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid|Last-Translator)'
)


def said() -> list[tuple[str, str | None, str | tuple[str, str]]]:
    """What the source says: a file, the context, and the text, with its plural where it has one."""
    reader = HOUSE / "extension/scripts/messages.mjs"
    printed = subprocess.run(["node", reader], stdout=subprocess.PIPE, check=True, text=True).stdout
    return [
        (each["file"], each["context"], (each["text"], each["plural"]) if each["plural"] else each["text"])
        for each in json.loads(printed)
    ]


def sound_words() -> set[str]:
    """Every title, family, help, choice and unit of the engine's catalogue."""
    kinds = json.loads(CATALOGUE.read_text())["kinds"].values()
    words = {kind[field] for kind in kinds for field in ("title", "family", "help")}
    for kind in kinds:
        for parameter in kind["parameters"].values():
            words |= {parameter["title"], parameter.get("help", ""), *parameter.get("choices", ())}
            words.add(parameter.get("unit", ""))
    return words - {""}


def library_words() -> set[str]:
    """Every name, family, tag, help and text of the library, and the labels of its patches."""
    library = json.loads(LIBRARY.read_text())
    words: set[str] = set()
    for entry in (each for section in library.values() for each in section.values()):
        words |= {entry[field] for field in ("name", "title", "family", "help", "text") if field in entry}
        words |= set(entry.get("tags", ()))
        clip = entry.get("clip", {})
        words |= {label["text"] for label in clip.get("labels", {}).values()}
        words |= {
            named["name"]
            for root in ("nodes", "groups")
            for named in clip.get(root, {}).values()
            if named.get("name")
        }
    return words - {""}


def server_words() -> list[tuple[str, str | None, str | tuple[str, str]]]:
    """What the lab server and the desk say, as `said`.

    Raises:
        SystemExit: A sentence is made up while it is said, where nobody can translate it.
    """
    found: list[tuple[str, str | None, str | tuple[str, str]]] = []
    for path in sorted(path for place in SAYS for path in (HOUSE / place).rglob("*.py")):
        file = path.relative_to(HOUSE).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (text := told(node, file)) is not None:
                found.append((file, SERVER, text))
    desk = [(file, ast.parse((HOUSE / file).read_text("utf-8"))) for file in DESK]
    for file, node in [(file, node) for file, tree in desk for node in ast.walk(tree)]:
        match node:
            case ast.Call(
                func=ast.Name(id="t") | ast.Attribute(attr="t"), args=[ast.Constant(value=str(text)), *_]
            ):
                found.append((file, None, text))
            case ast.Call(
                func=ast.Name(id="n") | ast.Attribute(attr="n"),
                args=[ast.Constant(value=str(one)), ast.Constant(value=str(many)), *_],
            ):
                found.append((file, None, (one, many)))
    return found


def told(node: ast.AST, file: str) -> str | tuple[str, str] | None:
    """The text of a node of the server's source that says something."""
    match node:
        case ast.Call(func=ast.Name(id="Saying"), args=[ast.Constant(value=str(text))], keywords=keywords):
            one = next((each.value for each in keywords if each.arg == "one"), None)
            return (str(one.value), text) if isinstance(one, ast.Constant) else text
        case ast.Call(func=ast.Name(id="Saying"), keywords=keywords) if any(
            each.arg is None for each in keywords
        ):
            # Passed on: the sentence is where it comes from.
            return None
        case ast.Call(func=ast.Name(id="Saying")):
            sys.exit(f"{file}:{node.lineno}: write the sentence out, with {{name}} and the values beside it.")
        case ast.Call(func=ast.Name(id="CanvasRefused"), args=[ast.Constant(value=str(text))]) if (
            file in CANVAS
        ):
            return text
        case ast.Call(func=ast.Name(id=name), args=args) if name in PLAIN and len(args) > PLAIN[name]:
            given = args[PLAIN[name]]
            return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else None
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))) if name.endswith(
            "_QUESTION"
        ):
            return text
    return None


def template() -> Catalog:
    """Every message of the interface, with the files that it is in."""
    catalogue = Catalog(project="Antiphon", domain=DOMAIN, copyright_holder="the Antiphon developers")
    for file, context, text in [*said(), *server_words()]:
        catalogue.add(text, locations=[(file, 0)], context=context)
    for source, words in ((CATALOGUE, sound_words()), (LIBRARY, library_words())):
        for each in words:
            catalogue.add(each, locations=[(source.relative_to(HOUSE).as_posix(), 0)], context=SOUND)
    for message in catalogue:
        # Ours are %1 and %2; "12 % of it" is no format of Python's or C's.
        message.flags -= {"python-format", "python-brace-format"}
    return catalogue


def translated(language: str, messages: Catalog) -> Catalog:
    """A language's catalogue, brought up to the template: nothing guessed, and what is gone left out."""
    path = po_of(language)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, domain=DOMAIN)
    else:
        catalogue = Catalog(locale=language, domain=DOMAIN, project="Antiphon")
    catalogue.update(messages, no_fuzzy_matching=True, update_header_comment=True)
    catalogue.obsolete.clear()
    return catalogue


def po_of(language: str) -> Path:
    """Where a language's translations are kept."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def po_text(catalogue: Catalog) -> str:
    """A catalogue as gettext writes it, without what changes by itself: no dates, no line numbers."""
    file = io.BytesIO()
    write_po(file, catalogue, width=110, sort_output=True, include_lineno=False)
    lines = file.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not NOT_OURS.match(line))


def strings_of(message: Message) -> list[str]:
    """The forms of a translation; one that is empty where there is none."""
    if isinstance(message.string, str):
        return [message.string]
    return list(message.string or [""])


def faults(catalogue: Catalog) -> list[str]:
    """What is wrong with the translations, a sentence each; only of the server and of the desk all must be translated."""
    numbers = numbers_of_forms(catalogue)
    found = []
    for message in catalogue:
        strings = strings_of(message)
        name = message.id if isinstance(message.id, str) else message.id[0]
        if message.id and any(strings):
            found += [f"“{name}”: {each}." for each in faults_of(message, strings, numbers)]
        elif message.context == SERVER or any(file in DESK for file, _ in message.locations):
            found.append(f"“{name}”: not translated, and the server or the desk says it.")
    return found


def faults_of(message: Message, strings: list[str], numbers: Counter[int]) -> list[str]:
    """What is wrong with a message that is translated: its forms, their placeholders, the space around them."""
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = set(PLACEHOLDER.findall("".join(sources)))
    found = []
    forms = len(numbers) if message.pluralizable else 1
    if len(strings) != forms or not all(strings):
        written = sum(bool(string) for string in strings)
        found.append(f"{forms} forms are needed, {written} written")
    for form, string in enumerate(strings):
        if not string:
            continue
        if not string.strip():
            found.append("a translation of nothing but space")
            continue
        has = set(PLACEHOLDER.findall(string))
        # "One measure" may do without the number where no other number comes to that form.
        spelt_out = COUNT if message.pluralizable and numbers[form] == 1 else set()
        if has - wanted or wanted - has - spelt_out:
            found.append(f"“{string}” has {in_words(has)}, and needs {in_words(wanted)}")
        if space_around(string) != space_around(sources[0]):
            found.append(f"“{string}” begins or ends with other space")
    return found


def numbers_of_forms(catalogue: Catalog) -> Counter[int]:
    """How many numbers come to each plural form of a language."""
    form = gettext.c2py(catalogue.plural_expr)
    counted = Counter({each: 0 for each in range(catalogue.num_plurals)})
    counted.update(form(number) for number in COUNTED)
    return counted


def in_words(placeholders: set[str]) -> str:
    """`%1 and %2`, or `none`."""
    return " and ".join(sorted(placeholders)) or "none"


def space_around(text: str) -> tuple[str, str]:
    """What space a text begins and ends with."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def jupyterlab_json(catalogue: Catalog, language: str) -> str:
    """What JupyterLab's server gives to the page.

    JupyterLab takes a message for one with plurals by its having more than one form: a language with a single form, such
    as Chinese, gets an empty second one.
    """
    forms = f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};"
    told: dict[str, object] = {
        "": {
            "domain": DOMAIN,
            "language": language.replace("_", "-"),
            "plural_forms": forms,
            "version": "0.1.0",
        }
    }
    for message in sorted(catalogue, key=lambda each: (str(each.id), each.context or "")):
        strings = strings_of(message)
        if message.id and all(strings):
            text = message.id if isinstance(message.id, str) else message.id[0]
            key = f"{message.context}{CONTEXT_DELIMITER}{text}" if message.context else text
            told[key] = [*strings, ""] if message.pluralizable and len(strings) == 1 else strings
    return json.dumps(told, ensure_ascii=False, indent=0) + "\n"


def main() -> int:
    """Write the files, or see whether they are as they would be written."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 where something is old"
    )
    check = parser.parse_args().check
    messages = template()
    files = {LOCALE / f"{DOMAIN}.pot": po_text(messages)}
    wrong = []
    for language in LANGUAGES:
        catalogue = translated(language, messages)
        wrong += [f"{language}: {fault}" for fault in faults(catalogue)]
        files[po_of(language)] = po_text(catalogue)
        files[po_of(language).with_suffix(".json")] = jupyterlab_json(catalogue, language)
        missing = sum(not all(strings_of(message)) for message in catalogue if message.id)
        print(f"{language}: {len(catalogue) - missing} of {len(catalogue)} translated")
    old = [path for path, text in files.items() if not path.exists() or path.read_text() != text]
    for fault in wrong:
        print(fault, file=sys.stderr)
    if check and old:
        names = ", ".join(str(path.relative_to(HOUSE)) for path in old)
        print(f"Not up to date: {names}. Run scripts/translations.py.", file=sys.stderr)
        return 1
    for path in old:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path])
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
